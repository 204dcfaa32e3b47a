"""The acts of one day of the exercise: manifests, the crossing and its troubles, and what is told of it."""

from collections.abc import Iterator
from datetime import datetime, timedelta

from homeward.exchange.words import (
    Claimed,
    Departure,
    Dispute,
    Handed,
    Manifest,
    Outcome,
    Passenger,
    Receipt,
    Resolution,
    Statement,
    Substitution,
)
from homeward.node.demo.story import DAYS, DIRECTIONS, PARTIES, POINT, RUSSIA, UKRAINE, Day
from homeward.node.demo.table import Step, Table
from homeward.node.demo.telling import words

FIRST, SECOND, THIRD = DAYS


def planned(table: Table, day: Day) -> Iterator[Step]:
    """On the eve each giver names who goes, in the order of the answered list, and the receiver accepts."""
    eve = day.at(14) - timedelta(days=1)
    for giver, receiver in DIRECTIONS:
        people = [person for category, count in day.counts for person in table.take(giver, category, count)]
        people.sort(key=lambda person: person.person)
        for part in table.parts(people):
            details = table.seal(giver, part, (receiver,), eve)
            body = Manifest(table.terms, day.name, giver, receiver, POINT, part, sealed=details)
            manifest = table.say(giver, body, eve)
            table.accept(receiver, manifest, eve + timedelta(hours=2))
            table.manifests.update(dict.fromkeys((person.person for person in part), manifest))
        table.going[day.name, giver] = people
    yield Step(eve + timedelta(hours=2), f"Manifests for {day.name}: {day.total} each way, accepted by both sides")


def crossed(table: Table, day: Day) -> Iterator[Step]:
    """Each side records at the point who left and who arrived; the day's trouble is dealt with."""
    if day is FIRST:
        yield _replaced(
            table, day, RUSSIA, day.at(6), "One person is in hospital and cannot travel; another goes instead"
        )
    if day is THIRD:
        yield _changed_his_mind(table, day)
        yield _replaced(table, day, UKRAINE, day.at(9), "Somebody in reserve goes in his place")
    missed = table.going[day.name, RUSSIA][0] if day is SECOND else None
    with table.at_once():
        for giver, receiver in DIRECTIONS:
            people = table.going[day.name, giver]
            for left in table.parts(_handed(people, Outcome.DEPARTED)):
                table.say(giver, Departure(day.name, giver, receiver, POINT, left, len(left)), day.at(11))
            for came in table.parts(_handed(people, Outcome.RECEIVED, missed if receiver == UKRAINE else None)):
                arrived = sum(handed.outcome is Outcome.RECEIVED for handed in came)
                table.say(receiver, Receipt(day.name, giver, receiver, POINT, came, arrived), day.at(11, 40))
    yield Step(day.at(11, 40), f"{day.name}: departures and receipts signed at the crossing, each side for itself")
    if missed:
        yield from _differed(table, day, missed)


def told(table: Table, day: Day) -> Iterator[Step]:
    """Each party makes a statement of the day; it is held until the terms allow it."""
    for minute, (giver, receiver) in enumerate(DIRECTIONS):
        figures = tuple(Claimed(giver, receiver, count, day.name, category) for category, count in day.counts)
        body = Statement(words(receiver, day.total, day.counts), figures, day.name)
        table.say(receiver, body, day.at(14, minute))
    yield Step(day.at(14, 1), f"{day.name}: both parties state what was confirmed; the terms allow it an hour later")


def _handed(people: list[Passenger], outcome: Outcome, missed: Passenger | None = None) -> tuple[Handed, ...]:
    return tuple(
        Handed(person.person, Outcome.ABSENT if person is missed else outcome)
        for person in sorted(people, key=lambda person: person.person)
    )


def _replaced(table: Table, day: Day, giver: str, time: datetime, says: str) -> Step:
    """The last of the manifest does not go, and the first in reserve of that category does, by both sides' consent."""
    going = table.going[day.name, giver]
    leaves = going.pop()
    joins = table.take(giver, leaves.category, 1)
    going.extend(joins)
    body = Substitution(table.manifests[leaves.person], (leaves.person,), tuple(joins), says)
    offered = table.say(giver, body, time)
    receiver = next(party for party in PARTIES if party != giver)
    table.accept(receiver, offered, time + timedelta(minutes=30))
    return Step(time + timedelta(minutes=30), f"{day.name}: {says}")


def _changed_his_mind(table: Table, day: Day) -> Step:
    """At the crossing one declines; both sides record it, and nobody is sent home against his will."""
    unwilling = table.going[day.name, UKRAINE][-1]
    stays = (Handed(unwilling.person, Outcome.DOES_NOT_WISH),)
    with table.at_once():
        table.say(UKRAINE, Departure(day.name, UKRAINE, RUSSIA, POINT, stays, 0), day.at(8))
        table.say(RUSSIA, Receipt(day.name, UKRAINE, RUSSIA, POINT, stays, 0), day.at(8, 5))
    return Step(day.at(8, 5), f"{day.name}: at the crossing one person says he does not wish to go, and stays")


def _differed(table: Table, day: Day, missed: Passenger) -> Iterator[Step]:
    """The receiver counted one fewer; it disputes, both count again, and the difference is resolved."""
    why = "The buses were counted at 306; the list of the giver says 307."
    dispute = table.say(UKRAINE, Dispute(day.name, RUSSIA, UKRAINE, (missed.person,), why), day.at(12))
    yield Step(day.at(12), f"{day.name}: the head-counts differ, 307 and 306; the receiving side disputes it")
    settled = Resolution(
        day.name,
        RUSSIA,
        UKRAINE,
        (dispute,),
        (Handed(missed.person, Outcome.RECEIVED),),
        day.total,
        "Counted again at the hospital: one person had been taken there by ambulance.",
    )
    offered = table.say(RUSSIA, settled, day.at(12, 45))
    table.accept(UKRAINE, offered, day.at(13, 15))
    yield Step(day.at(13, 15), f"{day.name}: one person had gone by ambulance; both sides agree on 307")
