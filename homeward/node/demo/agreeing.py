"""The first acts of the exercise: opening, terms, lists and answers."""

from collections.abc import Iterator

from homeward.exchange.words import Answer, ListKind, Open, Passenger, PeopleList, Replied, Reply, Withdraw
from homeward.node.demo import cast, story
from homeward.node.demo.enlisting import enlist
from homeward.node.demo.story import CIVILIANS, DIRECTIONS, INTERMEDIARY, PARTIES, RUSSIA, SERVICEMEN, UKRAINE, at
from homeward.node.demo.table import Step, Table

HELD_BY = {RUSSIA: cast.UKRAINIAN, UKRAINE: cast.RUSSIAN}  # a detaining power lists those it holds
REFUSED = (Replied.UNKNOWN, Replied.UNKNOWN, Replied.DECLINED)  # answered about the last people of each part of a list


def opened(table: Table) -> Iterator[Step]:
    """The intermediary founds the exchange; both parties join by repeating what it said."""
    keys = {name: desk.keys.author.public.hex() for name, desk in table.desks.items()}
    founded = table.say(INTERMEDIARY, Open(story.participants(keys), story.POLICY), at(5, 16, 8))
    yield Step(at(5, 16, 8), "The intermediary opens the exchange: who takes part, with which keys")
    for minute, name in enumerate(PARTIES, 5):
        table.say(name, Open(repeats=founded), at(5, 16, 8, minute))
    yield Step(at(5, 16, 8, 6), "Both parties join by repeating it")


def agreed(table: Table) -> Iterator[Step]:
    """A draft is taken back; the second terms are accepted, byte for byte."""
    draft = table.say(RUSSIA, story.terms(civilians=100), at(5, 16, 10))
    table.say(RUSSIA, Withdraw(draft), at(5, 16, 11))
    yield Step(at(5, 16, 11), "A first draft of terms is proposed and taken back")
    table.terms = table.say(UKRAINE, story.terms(), at(5, 16, 12))
    table.accept(RUSSIA, table.terms, at(5, 16, 13))
    yield Step(at(5, 16, 13), "Terms in force: 1,000 for 1,000 on three days")


def listed(table: Table) -> Iterator[Step]:
    """Each party offers a list of those it holds, and answers the other's, person by person."""
    lists: dict[str, list[tuple[str, tuple[Passenger, ...]]]] = {}
    for hour, (giver, receiver) in enumerate(DIRECTIONS, 9):
        people, table.known[giver] = enlist(
            cast.people(HELD_BY[giver], story.LISTED[SERVICEMEN], story.LISTED[CIVILIANS])
        )
        to, time = (receiver, INTERMEDIARY), at(5, 17, hour)
        lists[giver] = [
            (table.say(giver, PeopleList(ListKind.OFFERED, to, part, table.seal(giver, part, to, time)), time), part)
            for part in table.parts(people)
        ]
        yield Step(at(5, 17, hour), f"{giver.title()} offers {len(people):,} people, each a commitment")
    for hour, (giver, receiver) in enumerate(DIRECTIONS, 9):
        willing = [
            person
            for number, (offered, part) in enumerate(lists[giver])
            for person in _answered(table, receiver, offered, part, hour, asked=number == 0)
        ]
        for category in (SERVICEMEN, CIVILIANS):
            table.waiting[giver, category] = [person for person in willing if person.category == category]
        yield Step(at(5, 20, hour), f"{receiver.title()} answers person by person; one person does not wish to go")


def _answered(
    table: Table, receiver: str, offered: str, people: tuple[Passenger, ...], hour: int, *, asked: bool
) -> list[Passenger]:
    """The addressee knows most of the listed; the intermediary asks in private, and one does not wish to go."""
    known = len(people) - len(REFUSED)
    replies = (*[Replied.CONFIRMED] * known, *REFUSED)
    answers = tuple(Reply(person.person, reply) for person, reply in zip(people, replies, strict=True))
    table.say(receiver, Answer(offered, answers), at(5, 19, hour))
    if not asked:
        return list(people[:known])
    unwilling = next(person for person in people if person.category == CIVILIANS)
    table.say(INTERMEDIARY, Answer(offered, (Reply(unwilling.person, Replied.DOES_NOT_WISH),)), at(5, 20, hour))
    return [person for person in people[:known] if person is not unwilling]
