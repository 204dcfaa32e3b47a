"""An explanation in English sentences, for the command line."""

from collections.abc import Iterator

from homeward.planning.why.words import Bar, Change, Earlier, Explanation, Instead, What
from homeward.planning.words import Goal, Instance, Objective, Person

_SHOWN = 3  # people; more are counted
_LEVELS = {
    Objective.MOVED: "{} fewer would go",
    Objective.PROMPT: "the stages of those who come first, added up, would be {} more",
    Objective.TOGETHER: "{} fewer groups would go whole, less those split",
    Objective.WAITED: "those who go would have waited {} days less in all",
    Objective.KM: "they would be driven {} km more",
}


def said(instance: Instance, found: Explanation) -> Iterator[str]:
    """Yield why somebody goes or does not, and what would turn that round."""
    person = next(one for one in instance.people if one.id == found.person)
    yield _standing(instance, person, found)
    if found.insisted:
        yield "Both sides insist on this person."
    name = instance.classes[person.rank]
    ahead = f"of a class before {name!r}, or of it and held longer: {found.ahead:,}"
    nearest = f"; next before: {', '.join(found.nearest)}" if found.nearest else ""
    yield f"{found.going:,} go {person.direction}; {ahead}{nearest}."
    if found.instead is not None:
        yield _instead(instance, found, found.instead)
    if found.earlier is not None:
        yield _earlier(instance, found.earlier)
    for way in found.changes:
        outcome = "stays" if found.cell else "goes"
        yield f"{person.id} {outcome} if {' and '.join(_change(instance, person, change) for change in way)}."
    if not found.changes and found.bar is None:
        yield "No single thing about this person was found that would turn it round."
    if not found.is_proven:
        yield "The plan is not proven the best at every level; where it is not, nothing is claimed."


def _standing(instance: Instance, person: Person, found: Explanation) -> str:
    if found.cell is not None:
        stage, point = found.cell
        return f"{person.id} goes {person.direction} in stage {instance.stages[stage]}, from {instance.points[point]}."
    match found.bar:
        case Bar.REFUSED:
            return f"{person.id} does not go {person.direction}: the holder does not give this person."
        case Bar.UNWILLING:
            return f"{person.id} does not go {person.direction}: against their will nobody goes."
        case None:
            return f"{person.id} does not go {person.direction} yet."


def _instead(instance: Instance, found: Explanation, instead: Instead) -> str:
    others, along = _names(instead.people), _names(instead.along)
    if found.cell is None:
        start = f"To go{f' with {along}' if along else ''}, this person would need the place of {others}"
        start = start if others else f"To go{f' with {along}' if along else ''} would be possible"
    else:
        start = f"If this person stayed{f' with {along}' if along else ''}, {others or 'nobody'} would go instead"
    if instead.goal is None:
        return f"{start}: neither is better by the terms; the lottery decided."
    return f"{start}: then {_worse(instance, instead.goal, instead.by)}."


def _earlier(instance: Instance, earlier: Earlier) -> str:
    start = f"To go as early as {instance.stages[earlier.cell[0]]} takes the place of {earlier.person}"
    if earlier.goal is None:
        return f"{start}: no better by the terms; who has waited longer goes first, then the lottery decides."
    return f"{start}: then {_worse(instance, earlier.goal, earlier.by)}."


def _worse(instance: Instance, goal: Goal, by: int) -> str:
    if goal.rank is not None:
        return f"{by:,} fewer of class {instance.classes[goal.rank]!r} would go"
    return _LEVELS[goal.objective].format(f"{by:,}")


def _names(people: tuple[str, ...]) -> str:
    more = len(people) - _SHOWN
    return ", ".join(people[:_SHOWN]) + (f" and {more} more" if more > 0 else "")


def _change(instance: Instance, person: Person, change: Change) -> str:
    number = change.number or 0
    match change.what:
        case What.DAYS:
            return f"held {number:,} days (now {person.days:,})"
        case What.CLASS:
            return f"of class {instance.classes[number]!r}"
        case What.SITTING:
            return "able to sit (no stretcher is left)"
        case What.RELEASED:
            return "the holder gives this person"
        case What.WILLING:
            return "this person wishes to go"
        case What.INSISTED:
            return "both sides insist on it"
        case What.LET_BE:
            return "nobody insists on it any more"
