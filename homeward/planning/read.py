"""Instances and plans from JSON, strictly: what is missing or cannot be is named with its place; nothing is guessed."""

from collections.abc import Mapping, Sequence
from os import PathLike
from typing import Any

from homeward.planning.fields import Fields, each_stage, is_number, read_json
from homeward.planning.lottery import drawn_from
from homeward.planning.words import ORDER, Cell, Instance, Objective, Person, PlanningError

FORMAT = "homeward-plan/1"
_KNOWN = {
    "format", "stages", "points", "seats", "stretchers", "quota", "tolerance", "ratio", "civilians", "categories",
    "classes", "early", "insisted", "refused", "unwilling", "goodwill", "km", "people", "order", "lottery",
}  # fmt: skip


def read_instance(path: str | PathLike[str]) -> Instance:
    """Read an instance from a JSON file.

    Raises:
        PlanningError: it cannot be read, or is no instance.
    """
    return read_json(path, instance_of)


def read_plan(path: str | PathLike[str], instance: Instance) -> dict[str, Cell]:
    """Read who goes where from a JSON file.

    Raises:
        PlanningError: it cannot be read, or is no plan of this instance.
    """
    return read_json(path, lambda given: assignments_of(given, instance))


def instance_of(given: object) -> Instance:
    """Return the instance that plain data says.

    Raises:
        PlanningError: something is missing, or cannot be; the message names it.
    """
    if not isinstance(given, dict) or given.get("format") != FORMAT:
        raise PlanningError(f'This is no instance: "format" must be "{FORMAT}".')
    unknown = given.keys() - _KNOWN
    if unknown:
        raise PlanningError(f"There is no field {min(unknown)!r}; the fields are {', '.join(sorted(_KNOWN))}.")
    fields = Fields(given, "the instance")
    stages, points, classes = fields.names("stages"), fields.names("points"), fields.names("classes")
    km = {site: Fields(to, f"km of {site}") for site, to in fields.object("km").items()}
    directions = fields.object("quota")
    if len(directions) != 2:
        raise PlanningError(f"A plan of stages has two directions, there and back; 'quota' names {len(directions)}.")
    people = _people(fields, tuple(directions), classes, km)
    instance = Instance(
        stages=stages,
        points=points,
        seats=_room(fields, "seats", points, stages),
        stretchers=_room(fields, "stretchers", points, stages),
        quota={name: _quota(name, given, stages, people) for name, given in directions.items()},
        classes=classes,
        people=people,
        km={site: {point: to.number(point) for point in points} for site, to in km.items()},
        tolerance=None if "tolerance" in given and given["tolerance"] is None else fields.number("tolerance", 0),
        ratio=_ratio(fields, directions),
        categories=_categories(fields, directions, stages),
        insisted=_ids(fields, "insisted", people),
        refused=_ids(fields, "refused", people),
        unwilling=_ids(fields, "unwilling", people),
        goodwill=_ids(fields, "goodwill", people),
        early=min(fields.number("early", 2), len(classes)),
        order=_order(fields),
        lottery=drawn_from(given.get("lottery", "")),
    )
    for other, why in ((instance.refused, "refused"), (instance.unwilling, "unwilling: nobody goes against his will")):
        both = sorted(instance.insisted & other)
        if both:
            raise PlanningError(f"{both[0]} is insisted on and {why}; take that name off one of the lists.")
    return instance


def assignments_of(given: object, instance: Instance) -> dict[str, Cell]:
    """Return who goes where by plain data of a plan.

    Raises:
        PlanningError: it is no plan, or names a person, stage or point that the instance does not have.
    """
    stages = {name: number for number, name in enumerate(instance.stages)}
    points = {name: number for number, name in enumerate(instance.points)}
    people = {person.id for person in instance.people}
    found: dict[str, Cell] = {}
    for number, one in enumerate(Fields(given, "the plan").list("assignments"), 1):
        fields = Fields(one, f"assignment {number}")
        who, stage, point = fields.word("person"), fields.word("stage"), fields.word("point")
        if who not in people or stage not in stages or point not in points:
            raise PlanningError(f"Assignment {number} ({who}) names a person, stage or point that the instance lacks.")
        if who in found:
            raise PlanningError(f"Assignment {number}: {who} goes twice; leave one of them out.")
        found[who] = stages[stage], points[point]
    return found


def _people(
    fields: Fields, directions: Sequence[str], classes: Sequence[str], km: Mapping[str, Fields]
) -> tuple[Person, ...]:
    people, seen = [], set[str]()
    travels: dict[str, str] = {}
    for number, one in enumerate(fields.list("people"), 1):
        person = _person(Fields(one, f"person {number}"), directions, classes, km)
        if person.id in seen:
            raise PlanningError(f"Person {number}: there is another with the id {person.id}; give each his own.")
        if person.group and travels.setdefault(person.group, person.direction) != person.direction:
            raise PlanningError(f"Group {person.group} has people of both directions; make it a group of each.")
        seen.add(person.id)
        people.append(person)
    return tuple(people)


def _person(given: Fields, directions: Sequence[str], classes: Sequence[str], km: Mapping[str, Fields]) -> Person:
    fields = Fields(given.given, f"person {given.word('id')}")
    rank = fields.number("class")
    if rank >= len(classes):
        raise fields.wrong("class", f"must be 0 to {len(classes) - 1}, a number into 'classes'")
    return Person(
        id=fields.word("id"),
        direction=fields.one_of("direction", directions, "those of 'quota'"),
        category=fields.word("category"),
        rank=rank,
        days=fields.number("days"),
        stretcher=fields.truth("stretcher"),
        site=fields.one_of("site", km, "those of 'km'"),
        group=fields.word_or_none("group"),
        sex=fields.word_or_none("sex"),
        age=None if fields.given.get("age") is None else fields.number("age"),
    )


def _room(fields: Fields, name: str, points: Sequence[str], stages: Sequence[str]) -> dict[str, tuple[int, ...]]:
    rooms = fields.object(name)
    if rooms.keys() != set(points):
        raise fields.wrong(name, "must have each of 'points', and nothing else")
    return {point: each_stage(rooms[point], stages, f"{name} of {point}") for point in points}


def _quota(direction: str, given: object, stages: Sequence[str], people: Sequence[Person]) -> tuple[int, ...]:
    if given == "all":
        return (sum(person.direction == direction for person in people),) * len(stages)
    return each_stage(given, stages, f"quota of {direction}")


def _ratio(fields: Fields, directions: Mapping[str, Any]) -> dict[str, int]:
    ratio = fields.object("ratio", {})
    if ratio and (ratio.keys() != directions.keys() or not all(is_number(one) and one for one in ratio.values())):
        raise fields.wrong("ratio", "must have a whole number, 1 or more, for each direction of 'quota'")
    return dict(ratio)


def _categories(
    fields: Fields, directions: Mapping[str, Any], stages: Sequence[str]
) -> dict[str, dict[str, tuple[int, ...]]]:
    """What is agreed of categories; ``civilians`` is a short way to say it of one."""
    found: dict[str, dict[str, tuple[int, ...]]] = {}
    for direction, categories in fields.object("categories", {}).items():
        for category, wanted in Fields(categories, f"categories of {direction}").given.items():
            found.setdefault(direction, {})[category] = each_stage(wanted, stages, f"{category} of {direction}")
    if fields.given.get("civilians") is not None:
        for direction, wanted in fields.object("civilians").items():
            found.setdefault(direction, {})["civilian"] = each_stage(wanted, stages, f"civilians of {direction}")
    strangers = found.keys() - directions.keys()
    if strangers:
        raise PlanningError(f"'categories' or 'civilians' name {min(strangers)}, which is no direction of 'quota'.")
    return found


def _ids(fields: Fields, name: str, people: Sequence[Person]) -> frozenset[str]:
    ids = frozenset(map(str, fields.list(name, [])))
    strangers = ids - {person.id for person in people}
    if strangers:
        raise PlanningError(f"{name!r} names {min(strangers)}, who is not among the people; add or take off.")
    return ids


def _order(fields: Fields) -> tuple[Objective, ...]:
    order = fields.list("order", list(ORDER))
    if sorted(map(str, order)) != sorted(ORDER):
        raise fields.wrong("order", f"must name each of {', '.join(ORDER)} once")
    return tuple(Objective(name) for name in order)
