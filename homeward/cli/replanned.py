"""``homeward plan --replan``: a plan after changes, and how it differs from what was announced."""

import argparse
import json
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from homeward.planning import Instance
    from homeward.planning.again import Replan

_SHOWN = 20  # people


def run(options: argparse.Namespace, instance: "Instance") -> int:
    """Plan again, write the plan and its table, and say what is otherwise than announced."""
    from homeward.cli.plan import Progress
    from homeward.cli.planned import write_again
    from homeward.planning import read_plan
    from homeward.planning.again import read_changes, replan, today

    old, changed = map(Path, options.replan)
    announced = read_plan(old, instance)
    changes = read_changes(changed, instance, announced)
    with Progress() as progress:
        found = replan(instance, announced, changes, progress.level)
    now = today(instance, changes)
    write_again(options.out, now, found.assignments, plain(found))
    if options.json:
        print(json.dumps(plain(found), ensure_ascii=False))
    else:
        print("\n".join(_said(found)))
    return 0


def plain(found: "Replan") -> dict[str, Any]:
    """Return how a plan differs from what was announced, as plain data."""
    from homeward.planning.certificate import said

    return {
        "kept": found.kept,
        "possible": found.possible,
        "moved": list(found.moved),
        "left_out": list(found.left_out),
        "lost": list(found.lost),
        "added": list(found.added),
        "owing": found.owing,
        "owed": [{"stage": one.stage, "owed": one.owed, "bound": one.bound} for one in found.repaid],
        "levels": [{**said(step.goal), "value": step.value, "bound": step.bound} for step in found.levels],
    }


def _said(found: "Replan") -> Iterator[str]:
    proof = "nothing more can be kept" if found.is_least else f"{found.possible:,} at most can be"
    yield f"{found.kept:,} who may still go, go as announced; {proof}."
    for what, people in (
        ("Announced, and now elsewhere", found.moved),
        ("Announced, and now not going", found.left_out),
        ("Announced, and cannot or does not wish to go", found.lost),
        ("Not announced, and going now", found.added),
    ):
        if people:
            more = len(people) - _SHOWN
            names = ", ".join(people[:_SHOWN]) + (f" and {more:,} more" if more > 0 else "")
            yield f"{what}: {len(people):,} ({names})."
    for one in found.repaid:
        least = "" if one.owed == one.bound else f"; {one.bound:,} at least"
        yield f"After {one.stage} {found.owing} still owes {one.owed:,}{least}."
