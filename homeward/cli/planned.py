"""A plan as files and as tables: JSON as it is read back, a CSV for people, its certificate; and what was checked."""

import csv
import io
import json
import os
from collections.abc import Mapping
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any

from homeward.cli.printable import shown
from homeward.planning import (
    Cell,
    Goal,
    Instance,
    Level,
    Plan,
    Score,
    certificate_of,
    violations,
    waiting,
)
from homeward.planning.certificate import said
from homeward.planning.fields import Fields, read_json

if TYPE_CHECKING:
    from rich.console import RenderableType

FORMAT = "homeward-planned/1"
_SHOWN = 50  # broken terms
_COLUMNS = ("person", "direction", "stage", "point", "class", "category", "stretcher", "site", "group", "days")


def named(goal: Goal, instance: Instance | None = None) -> str:
    """What a level is called."""
    if goal.rank is None:
        return goal.objective.value
    return f"class {goal.rank}" + (f" ({shown(instance.classes[goal.rank])})" if instance is not None else "")


def write(path: Path, instance: Instance, made: Plan) -> None:
    """Write a plan, its table and its certificate, side by side.

    Args:
        path: of the plan, ``….json``.
        instance: people and terms.
        made: the plan.
    """
    write_whole(path, json.dumps(planned(instance, made), ensure_ascii=False, indent=1) + "\n")
    write_whole(path.with_suffix(".csv"), _csv(instance, made.assignments), "utf-8-sig")
    write_whole(
        path.with_suffix(".certificate.json"), json.dumps(certificate_of(made), ensure_ascii=False, indent=1) + "\n"
    )


def write_again(path: Path, today: Instance, assignments: Mapping[str, Cell], after: Mapping[str, Any]) -> None:
    """Write a plan after changes and its table, side by side; it has no certificate.

    Args:
        path: of the plan, ``….json``.
        today: people and terms as they are now.
        assignments: who was handed over or goes, and where.
        after: how it differs from what was announced, as plain data.
    """
    found = {"format": FORMAT, "after_changes": after, "assignments": _assignments(today, assignments)}
    write_whole(path, json.dumps(found, ensure_ascii=False, indent=1) + "\n")
    write_whole(path.with_suffix(".csv"), _csv(today, assignments), "utf-8-sig")


def planned(instance: Instance, made: Plan) -> dict[str, Any]:
    """Return a plan as plain data."""
    return {
        "format": FORMAT,
        "levels": [_level(level) for level in made.levels],
        "assignments": _assignments(instance, made.assignments),
    }


def _assignments(instance: Instance, assignments: Mapping[str, Cell]) -> list[dict[str, str]]:
    return [
        {"person": who, "stage": instance.stages[stage], "point": instance.points[point]}
        for who, (stage, point) in sorted(assignments.items(), key=lambda one: (one[1], one[0]))
    ]


def _level(level: Level) -> dict[str, Any]:
    return {**said(level.goal), "value": level.value, "bound": level.bound, "certified": level.certified}


def _csv(instance: Instance, assignments: Mapping[str, Cell]) -> str:
    """One row a person who goes, stage by stage, point by point."""
    people = {person.id: person for person in instance.people}
    out = io.StringIO()
    rows = csv.writer(out, lineterminator="\n")
    rows.writerow(_COLUMNS)
    for who, (stage, point) in sorted(assignments.items(), key=lambda one: (one[1], people[one[0]].direction, one[0])):
        one = people[who]
        rows.writerow(
            (
                _plain(who), _plain(one.direction), _plain(instance.stages[stage]), _plain(instance.points[point]),
                _plain(instance.classes[one.rank]), _plain(one.category), "yes" if one.stretcher else "no",
                _plain(one.site), _plain(one.group or ""), one.days,
            )
        )  # fmt: skip
    return out.getvalue()


def _plain(cell: str) -> str:
    """A cell that no spreadsheet takes for a formula."""
    return f"'{cell}" if cell[:1] in {"=", "+", "-", "@", "\t", "\r"} else cell


def write_whole(path: Path, text: str, encoding: str = "utf-8") -> None:
    """Write a file beside its place, and move it there when it is whole."""
    beside = path.with_name(f".{path.name}.{os.getpid()}")
    try:
        beside.write_text(text, encoding)
        beside.replace(path)
    finally:
        beside.unlink(missing_ok=True)


def broken(instance: Instance, assignments: Mapping[str, Cell]) -> bool:
    """Print every term that a plan breaks; whether there is any."""
    found = list(violations(instance, assignments))
    for line in found[:_SHOWN]:
        print(shown(line))
    if len(found) > _SHOWN:
        print(f"… and {len(found) - _SHOWN:,} more")
    return bool(found)


def claims(path: Path, levels: tuple[Level, ...]) -> bool:
    """Whether the values and bounds that a certificate states are what was counted and computed; says where not."""
    stated = read_json(path, lambda given: Fields(given, "the certificate").list("levels"))
    right = True
    for level, one in zip(levels, stated, strict=True):
        for what, found in (("value", level.value), ("bound", level.certified)):
            if one.get(what) != found:
                print(f"{named(level.goal)}: the certificate states the {what} {one.get(what)}; it is {found:,}.")
                right = False
    return right


def as_json(
    instance: Instance, levels: tuple[Level, ...], assignments: Mapping[str, Cell], with_audit: bool
) -> dict[str, Any]:
    """Return what a plan reaches, and the audit if it is wanted, as plain data."""
    found: dict[str, Any] = {"going": len(assignments), "levels": [_level(level) for level in levels]}
    if with_audit:
        found["audit"] = [asdict(one) for one in waiting(instance, assignments)]
    return found


def table(instance: Instance, reached: Score, levels: tuple[Level, ...]) -> "RenderableType":
    """Return the table of levels: value, what nobody can beat, and what proves it."""
    from rich.table import Table

    found = Table(box=None, pad_edge=False, header_style="bold", padding=(0, 2, 0, 0))
    found.add_column("level")
    for name in ("reached", "bound", "certified"):
        found.add_column(name, justify="right")
    found.add_column("proven")
    known = {level.goal: level for level in levels}
    for goal in instance.goals():
        level = known.get(goal)
        if level is None:
            found.add_row(named(goal, instance), f"{reached.of(goal):,}", "–", "–", "not looked at")
            continue
        numbers = (f"{number:,}" for number in (level.value, level.bound, level.certified))
        found.add_row(named(goal, instance), *numbers, _proven(level))
    return found


def _proven(level: Level) -> str:
    if level.is_certified:
        return "best, by the certificate"
    gap = abs(level.certified - level.value) / max(1, abs(level.certified))
    if level.gap == 0:
        return f"best, by the solver's search; by the certificate within {gap:.3%}"
    return f"within {level.gap:.3%}"


def audit(instance: Instance, assignments: Mapping[str, Cell]) -> "RenderableType":
    """Return the table of who has waited how long."""
    from rich.table import Table

    found = Table(box=None, pad_edge=False, header_style="bold", padding=(0, 2, 0, 0), title_justify="left")
    found.add_column("direction")
    found.add_column("of whom")
    for name in ("held", "go", "share", "days, held", "days, go", "days, stay", "longest"):
        found.add_column(name, justify="right")
    for one in waiting(instance, assignments):
        which = one.which if one.by == "all" else f"{one.by}: {one.which}"
        days = (
            "–" if number is None else f"{number:,.0f}"
            for number in (one.days_held, one.days_going, one.days_staying, one.longest_staying)
        )  # fmt: skip
        found.add_row(shown(one.direction), shown(which), f"{one.held:,}", f"{one.going:,}", f"{one.share:.0%}", *days)
    return found
