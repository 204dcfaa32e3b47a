"""A planning made of what is agreed: the terms in force, the people confirmed, the registry; and a plan made manifests.

The rules of the exchange stay the judge: a plan that an officer has changed by hand is counted again against the terms,
and what it costs is said; whether its manifests stand is rehearsed before they are sent.
"""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from homeward.exchange import State
from homeward.exchange.view import bucket, quotas_of
from homeward.exchange.words import Manifest, Passenger
from homeward.node import NodeError
from homeward.node.agreeing import names, record, replacing
from homeward.node.agreeing.models import Draft
from homeward.node.agreeing.sending import Spoken, parts
from homeward.planning import Cell, Instance, Person, plan, score
from homeward.planning.again import Changes, replan

REST = "rest"  # the class of those in no class of priority
UNKNOWN = "unknown"  # a site that the registry does not name
_EARLY = 2  # classes that are to go early, at most


class NoPlanError(NodeError):
    """There is nothing to plan with: no terms in force, or nobody confirmed."""


@dataclass(frozen=True, slots=True)
class Room:
    """What of the terms is left to plan: by stage, receiver and quota."""

    stages: tuple[str, ...]
    points: tuple[str, ...]
    quotas: Mapping[tuple[str, str, str], int]  # stage, receiver, category of a quota: how many still may

    def of(self, stage: str, receiver: str) -> int:
        """How many may still go to a receiver in a stage."""
        return sum(count for (one, to, _), count in self.quotas.items() if (one, to) == (stage, receiver))


def room(state: State, giver: str) -> Room:
    """Count what the terms leave, after all that the giver already stands behind."""
    if state.terms is None or state.view is None:
        raise NoPlanError("There are no terms in force to plan under.")
    terms = state.terms.terms
    left: dict[tuple[str, str, str], int] = {}
    for receiver in (name for name in state.parties if name != giver):
        load = state.view.load(giver, giver, receiver)
        used = {leg.stage: counts for leg, counts in load.items()}
        for stage in terms.stages:
            quotas = quotas_of(stage.quotas, giver, receiver)
            taken = Counter[str]()
            for category, count in used.get(stage.name, Counter()).items():
                taken[bucket(category, quotas)] += count
            left |= {(stage.name, receiver, one): max(0, count - taken[one]) for one, count in quotas.items()}
    return Room(tuple(one.name for one in terms.stages), tuple(one.name for one in terms.points), left)


def candidates(state: State, giver: str) -> dict[str, tuple[str, Passenger]]:
    """Return who may still go, by commitment: to whom, and as what. Whom two confirm goes to the first of them."""
    found: dict[str, tuple[str, Passenger]] = {}
    for receiver in state.parties:
        if receiver != giver:
            for one in record.willing(state, giver, receiver):
                found.setdefault(one.person, (receiver, one))
    return found


def instance(state: State, giver: str, seats: Mapping[str, int], stretchers: Mapping[str, int]) -> Instance:
    """Make a planning.

    Args:
        state: what is agreed and answered.
        giver: who plans: whom it gives, to every receiver.
        seats: of each point that has a limit, how many seats a stage has there each way.
        stretchers: of each point that has a limit, how many of them can be for stretchers.

    Raises:
        NoPlanError: no terms are in force, or nobody is confirmed.
    """
    left, going = room(state, giver), candidates(state, giver)
    if not going:
        raise NoPlanError("Nobody is confirmed by the other side and on no manifest yet.")
    assert state.terms is not None
    terms, digest = state.terms.terms, state.terms.ref.digest
    receivers = tuple(dict.fromkeys(receiver for receiver, _ in going.values()))
    most = max((left.of(stage, receiver) for stage in left.stages for receiver in receivers), default=0)
    people = tuple(_people(state, giver, going))
    sites = {one.site for one in people}
    return Instance(
        stages=left.stages,
        points=left.points,
        seats={point: (seats.get(point, most),) * len(left.stages) for point in left.points},
        stretchers={point: (stretchers.get(point, most),) * len(left.stages) for point in left.points},
        quota={_way(giver, one): tuple(left.of(stage, one) for stage in left.stages) for one in receivers},
        classes=(*terms.priorities, REST),
        people=people,
        km={site: dict.fromkeys(left.points, 0) for site in sites},
        tolerance=None,
        categories={_way(giver, one): _categories(left, one) for one in receivers},
        early=min(_EARLY, len(terms.priorities)),
        lottery=digest,
    )


def make(given: Instance) -> dict[str, Any]:
    """Plan, and return what a paper keeps of the plan. Raises ``PlanningError``."""
    found = plan(given)
    return {
        "cells": {person: list(cell) for person, cell in found.assignments.items()},
        "planned": {person: list(cell) for person, cell in found.assignments.items()},
        "levels": [
            {
                "objective": one.goal.objective.value,
                "class": given.classes[one.goal.rank] if one.goal.rank is not None else None,
                "value": one.value,
                "bound": one.bound,
                "certified": one.certified,
            }
            for one in found.levels
        ],
        "stages": list(given.stages),
        "points": list(given.points),
    }


def cells(paper: Draft) -> dict[str, Cell]:
    """Return who goes where by a paper."""
    return {person: (int(stage), int(point)) for person, (stage, point) in paper.payload["cells"].items()}


def reached(given: Instance, paper: Draft) -> list[tuple[dict[str, Any], int]]:
    """Return every level of a paper's plan, and what it comes to as the paper now is."""
    known = {one.id for one in given.people}
    now = score(given, {person: cell for person, cell in cells(paper).items() if person in known})
    goals = given.goals()
    return [(level, now.of(goal)) for level, goal in zip(paper.payload["levels"], goals, strict=True)]


def over(state: State, giver: str, paper: Draft) -> list[tuple[str, str, str, int, int]]:
    """Return where a paper goes beyond the terms: stage, receiver, category, how many, how many may."""
    left, going = room(state, giver), candidates(state, giver)
    counted = Counter[tuple[str, str, str]]()
    for person, (stage, _point) in cells(paper).items():
        if person in going:
            receiver, passenger = going[person]
            name = left.stages[stage]
            quotas = {category: 0 for (one, to, category) in left.quotas if (one, to) == (name, receiver)}
            counted[name, receiver, bucket(passenger.category, quotas)] += 1
    return [
        (*key, count, left.quotas.get(key, 0))
        for key, count in sorted(counted.items())
        if count > left.quotas.get(key, 0)
    ]


def without(given: Instance, paper: Draft, person: str) -> dict[str, Any]:
    """Return a paper's payload with somebody who cannot travel left out, and the rest planned again around that.

    Raises:
        PlanningError: no plan keeps the terms that are left.
    """
    known = {one.id for one in given.people}
    unable = sorted({*paper.payload.get("unable", ()), person})
    now = {who: cell for who, cell in cells(paper).items() if who in known}
    again = replan(given, now, Changes(unable=frozenset(unable) & known))
    kept = {"kept": again.kept, "possible": again.possible, "added": list(again.added)}
    return {
        **paper.payload,
        "cells": {who: list(cell) for who, cell in again.assignments.items()},
        "unable": unable,
        "again": kept,
    }


def moved(paper: Draft, person: str, to: Cell | None) -> dict[str, Any]:
    """Return a paper's payload with one person elsewhere, or (None) in reserve."""
    now = dict(paper.payload["cells"])
    if to is None:
        now.pop(person, None)
    else:
        now[person] = list(to)
    return {**paper.payload, "cells": now}


def manifests(state: State, giver: str, paper: Draft, stage: str | None) -> Iterator[Spoken]:
    """Yield the manifests that a paper makes, of one stage or (None) all: one for each receiver and point, in parts."""
    assert state.terms is not None
    going, stages, points = candidates(state, giver), paper.payload["stages"], paper.payload["points"]
    groups: dict[tuple[int, str, int], list[Passenger]] = {}
    for person, (at, point) in sorted(cells(paper).items()):
        if person in going and stage in {None, stages[at]}:
            receiver, passenger = going[person]
            groups.setdefault((at, receiver, point), []).append(passenger)
    for (at, receiver, point), people in sorted(groups.items()):
        for part in parts(people):
            body = Manifest(state.terms.ref.digest, stages[at], giver, receiver, points[point], part)
            yield replacing.manifest(state, body)


def _people(state: State, giver: str, going: Mapping[str, tuple[str, Passenger]]) -> Iterator[Person]:
    assert state.terms is not None
    terms = state.terms.terms
    rank = {name: place for place, name in enumerate(terms.priorities)}
    first = terms.stages[0].day if terms.stages else terms.agreed
    known = names.known(giver, going)
    for person, (receiver, passenger) in sorted(going.items()):
        row = known[person].person if person in known else None
        yield Person(
            id=person,
            direction=_way(giver, receiver),
            category=bucket(passenger.category, quotas_of(terms.quotas, giver, receiver)),
            rank=rank.get(passenger.priority or "", len(rank)),
            days=_days(row.captured_on, first) if row else 0,
            stretcher=bool(row and row.stretcher),
            site=(row.site if row else "") or UNKNOWN,
        )


def _categories(left: Room, receiver: str) -> dict[str, tuple[int, ...]]:
    found = sorted({category for (_, to, category) in left.quotas if to == receiver})
    return {one: tuple(left.quotas.get((stage, receiver, one), 0) for stage in left.stages) for one in found}


def _days(captured: str, first: date) -> int:
    """Days waited, from a date as far as it is known; 0 where it is not."""
    try:
        since = date.fromisoformat(f"{captured}-01-01"[:10] if len(captured) == 4 else f"{captured}-01"[:10])
    except ValueError:
        return 0
    return max(0, (first - since).days)


def _way(giver: str, receiver: str) -> str:
    return f"{giver}>{receiver}"
