"""Changes from JSON, strictly: whatever is misspelt, missing or cannot be is named with its place."""

from collections.abc import Mapping
from os import PathLike

from homeward.planning.again.words import Changes
from homeward.planning.fields import Fields, read_json
from homeward.planning.words import Cell, Instance, PlanningError

FORMAT = "homeward-changes/1"
_KNOWN = {
    "format", "handed_over", "missed", "went", "unable", "unwilling", "seats", "stretchers", "quota", "slipped",
}  # fmt: skip


def read_changes(path: str | PathLike[str], instance: Instance, announced: Mapping[str, Cell]) -> Changes:
    """Read changes from a JSON file.

    Raises:
        PlanningError: it cannot be read, or does not fit the instance and what was announced.
    """
    return read_json(path, lambda given: changes_of(given, instance, announced))


def changes_of(given: object, instance: Instance, announced: Mapping[str, Cell]) -> Changes:
    """Return the changes that plain data says.

    Args:
        given: the data.
        instance: people and terms, as they were.
        announced: the plan that was announced.

    Raises:
        PlanningError: something cannot be; the message names it.
    """
    if not isinstance(given, dict) or given.get("format") != FORMAT:
        raise PlanningError(f'These are no changes: "format" must be "{FORMAT}".')
    unknown = given.keys() - _KNOWN
    if unknown:
        raise PlanningError(f"There is no field {min(unknown)!r}; the fields are {', '.join(sorted(_KNOWN))}.")
    fields = Fields(given, "the changes")
    over = _words(fields, "handed_over", instance.stages, "stages")
    people = {person.id for person in instance.people}
    some = {name: frozenset(_words(fields, name, people, "people")) for name in ("missed", "unable", "unwilling")}
    for who in sorted(some["missed"]):
        if who not in announced or instance.stages[announced[who][0]] not in over:
            raise PlanningError(f"'missed' names {who}, who was not announced for a stage that is handed over.")
    changes = Changes(
        handed_over=over,
        missed=some["missed"],
        went=_went(fields, instance, people, over),
        unable=some["unable"],
        unwilling=some["unwilling"],
        seats=_numbers(fields, "seats", instance.points, instance.stages),
        stretchers=_numbers(fields, "stretchers", instance.points, instance.stages),
        quota=_numbers(fields, "quota", instance.directions, instance.stages),
        slipped=_slipped(fields, instance.stages),
    )
    _nothing_past(changes, announced, instance)
    return changes


def _words(fields: Fields, name: str, known: "set[str] | tuple[str, ...]", what: str) -> tuple[str, ...]:
    words = fields.list(name, ())
    for word in words:
        if not isinstance(word, str) or word not in known:
            raise PlanningError(f"{name!r} names {word!r}, who or which is not among the {what}.")
    return tuple(dict.fromkeys(words))


def _went(fields: Fields, instance: Instance, people: set[str], over: tuple[str, ...]) -> dict[str, tuple[str, str]]:
    found = {}
    for number, one in enumerate(fields.list("went", ()), 1):
        row = Fields(one, f"'went', {number}")
        who = row.one_of("person", people, "the people")
        stage = row.one_of("stage", over, "the stages that are handed over")
        found[who] = (stage, row.one_of("point", instance.points, "the points"))
    return found


def _numbers(fields: Fields, name: str, rows: tuple[str, ...], stages: tuple[str, ...]) -> dict[str, dict[str, int]]:
    found: dict[str, dict[str, int]] = {}
    for row, given in fields.object(name, {}).items():
        if row not in rows:
            raise PlanningError(f"{name!r} names {row!r}; it must be one of {', '.join(rows)}.")
        of = Fields(given, f"{name!r} of {row}")
        for stage in of.given:
            if stage not in stages:
                raise PlanningError(f"{name!r} of {row} names {stage!r}; it must be one of {', '.join(stages)}.")
        found[row] = {stage: of.number(stage) for stage in of.given}
    return found


def _slipped(fields: Fields, stages: tuple[str, ...]) -> dict[str, str]:
    found = {}
    for stage in fields.object("slipped", {}):
        if stage not in stages:
            raise PlanningError(f"'slipped' names {stage!r}; it must be one of {', '.join(stages)}.")
        after = Fields(fields.object("slipped"), "'slipped'").one_of(stage, stages, "the stages, to come after")
        if after == stage:
            raise PlanningError(f"'slipped' says that {stage} comes after itself.")
        found[stage] = after
    return found


def _nothing_past(changes: Changes, announced: Mapping[str, Cell], instance: Instance) -> None:
    """What is handed over cannot change any more."""
    for stage in changes.slipped:
        if stage in changes.handed_over:
            raise PlanningError(f"{stage} is handed over; it cannot slip.")
    for name, rows in (("seats", changes.seats), ("stretchers", changes.stretchers), ("quota", changes.quota)):
        for row, numbers in rows.items():
            past = sorted(numbers.keys() & set(changes.handed_over))
            if past:
                raise PlanningError(f"{name!r} of {row} changes {past[0]}, which is handed over; leave it out.")
    for who in changes.went:
        cell = announced.get(who)
        if cell is not None and instance.stages[cell[0]] in changes.handed_over and who not in changes.missed:
            raise PlanningError(f"'went' names {who}, who was handed over as announced; leave it out.")
