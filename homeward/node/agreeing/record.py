"""Lists and answers as the logs have them: what was asked about whom, and what each addressee says, newest first."""

from collections.abc import Iterable
from dataclasses import dataclass

from homeward.exchange import State
from homeward.exchange.entries import Ref
from homeward.exchange.words import Answer, Commitment, ListKind, Name, Passenger, PeopleList, Replied


@dataclass(frozen=True, slots=True)
class Listing:
    """One entry that lists people, as its corrections have left it; ``ref`` is its first entry."""

    ref: Ref
    author: Name
    kind: ListKind
    to: tuple[Name, ...]
    people: tuple[Passenger, ...]


@dataclass(frozen=True, slots=True)
class Reply:
    """What one addressee says about a person, and where."""

    by: Name
    reply: Replied
    held_as: Commitment | None
    ref: Ref


@dataclass(frozen=True, slots=True)
class Group:
    """All entries by which an author lists people of one kind: long lists are said in parts."""

    author: Name
    kind: ListKind
    parts: tuple[Listing, ...]

    @property
    def to(self) -> tuple[Name, ...]:
        """Everybody who was asked."""
        return tuple(dict.fromkeys(name for part in self.parts for name in part.to))

    @property
    def people(self) -> tuple[Passenger, ...]:
        """Everybody on it, each once."""
        return tuple({one.person: one for part in self.parts for one in part.people}.values())


Replies = dict[tuple[Name, Commitment], dict[Name, Reply]]
"""By the list's author and the person: what each addressee says."""


def listings(state: State) -> list[Listing]:
    """Return every list that stands."""
    if state.view is None:
        return []
    found = []
    for author in state.parties:
        for kept in state.view.book.lists.get(author, ()):
            newest = state.view.content(kept)
            if newest is not None and isinstance(newest[1], PeopleList):
                body = newest[1]
                found.append(Listing(kept.event.ref, author, body.kind, body.to, body.people))
    return found


def groups(state: State) -> list[Group]:
    """Return the lists by author and kind."""
    parts: dict[tuple[str, ListKind], list[Listing]] = {}
    for one in listings(state):
        parts.setdefault((one.author, one.kind), []).append(one)
    return [Group(author, kind, tuple(found)) for (author, kind), found in parts.items()]


def replies(state: State) -> Replies:
    """Return what the addressees of lists say, person by person; the newest word of each counts."""
    found: Replies = {}
    if state.view is None:
        return found
    for kept in state.view.book.answers:
        newest = state.view.content(kept)
        if newest is None or not isinstance(newest[1], Answer):
            continue
        event, answered = newest[0], newest[1]
        author = state.view.book.kept[answered.list].author
        for one in answered.replies:
            said = found.setdefault((author, one.person), {})
            if kept.author not in said or said[kept.author].ref.index < event.ref.index:
                said[kept.author] = Reply(kept.author, one.reply, one.held_as, event.ref)
    return found


def unanswered(listing: Listing, name: str, said: Replies) -> list[Passenger]:
    """Return the people of a list of whom an addressee has said nothing yet."""
    return [one for one in listing.people if name not in said.get((listing.author, one.person), {})]


def willing(state: State, giver: str, receiver: str) -> list[Passenger]:
    """Return whom a giver lists as held or offered and the receiver has confirmed, on no manifest and not unwilling."""
    if state.view is None:
        return []
    said, barred = replies(state), state.view.barred(giver)
    seated = {
        one.person
        for name in (giver, receiver)
        for one in _held(state, name, giver)
    }  # fmt: skip
    return [
        one
        for one, _ in state.view.listed(giver).values()
        if one.person not in barred
        and one.person not in seated
        and (given := said.get((giver, one.person), {}).get(receiver)) is not None
        and given.reply is Replied.CONFIRMED
    ]


def _held(state: State, name: str, giver: str) -> Iterable[Passenger]:
    """Yield the people of a giver who are, or may come to be, on a manifest that a participant stands behind."""
    assert state.view is not None
    listed = state.view.listed(giver)
    for person in state.view.held(name, giver):
        if person in listed:
            yield listed[person][0]
