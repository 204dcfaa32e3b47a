"""What holds for somebody who has seen a part of it.

A view is a set of entries closed under causes: what the author of an entry had seen, or all there is. Everything in
here grows one way with the view: what is in force stays in force, what is dead stays dead.

- An offer is *in force* when everyone needed stands behind it, by entries that had not seen it withdrawn.
- It is *dead* when it is known that this can no longer come about: one who had not accepted it has seen the
  withdrawal, other terms have taken its place, or the people it would move are no longer there.
- Otherwise it is open, and whoever stands behind it is bound by that.
"""

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from homeward.exchange.book import Book, Kept, Proposal, leg_of
from homeward.exchange.order import Event
from homeward.exchange.standing import Leg, OfferFate
from homeward.exchange.words import (
    ANY,
    Answer,
    Departure,
    ListKind,
    Manifest,
    Outcome,
    Passenger,
    PeopleList,
    Quota,
    Receipt,
    Record,
    Replied,
    Substitution,
    Terms,
)

Load = dict[Leg, Counter[str]]  # how many of each category on each leg


@dataclass(frozen=True, slots=True)
class Seat:
    """A person's place on a manifest."""

    passenger: Passenger
    goodwill: bool
    manifest: Proposal


class View:
    """A book as seen through a set of entries (a sum of ``Event.bit``)."""

    def __init__(self, book: Book, mask: int) -> None:
        self.book = book
        self.mask = mask
        self._terms: Proposal | None = None
        self._terms_known = False
        self._rosters: dict[str, dict[str, Seat]] = {}
        self._legs: dict[Leg, dict[str, Seat]] = {}

    def has(self, event: Event) -> bool:
        """Say whether an entry has been seen."""
        return bool(self.mask & event.bit)

    def backers(self, proposal: Proposal) -> dict[str, Event]:
        """Return who is seen to stand behind an offer."""
        return {name: event for name, event in proposal.behind.items() if self.has(event)}

    def in_force(self, proposal: Proposal) -> bool:
        """Say whether an offer is in force (terms also after newer ones have replaced them)."""
        behind = proposal.behind
        return all(name in behind and self.has(behind[name]) for name in proposal.needed)

    def withdrawn(self, proposal: Proposal) -> bool:
        """Say whether the author has taken an offer back, as far as seen; it may have come too late."""
        return any(self.has(withdrawal.event) for withdrawal in proposal.withdrawals)

    def dead(self, proposal: Proposal) -> bool:
        """Say whether nobody can bring an open offer into force any more."""
        if self.in_force(proposal):
            return False
        missing = [name for name in proposal.needed if name not in self.backers(proposal)]
        for withdrawal in proposal.withdrawals:
            seen_by = withdrawal.seen_by
            if self.has(withdrawal.event) and any(name in seen_by and self.has(seen_by[name]) for name in missing):
                return True
        return self._overtaken(proposal)

    def _overtaken(self, proposal: Proposal) -> bool:
        current = self.terms()
        here = current.event.ref.digest if current else None
        match proposal.body:
            case Terms(replaces=replaces):
                return replaces != here
            case Manifest(terms=terms):
                return terms != here
            case Substitution(manifest=manifest, outs=outs):
                roster = self.roster(self.book.proposals[manifest])
                return any(out not in roster for out in outs)
        return False

    def fate(self, proposal: Proposal) -> OfferFate:
        """Say where an offer stands."""
        if self.in_force(proposal):
            replaced = isinstance(proposal.body, Terms) and proposal is not self.terms()
            return OfferFate.REPLACED if replaced else OfferFate.IN_FORCE
        return OfferFate.DEAD if self.dead(proposal) else OfferFate.OPEN

    # --- terms and manifests ------------------------------------------------------------------------------------

    def terms(self) -> Proposal | None:
        """Return the terms in force: the end of the chain of those that replaced each other."""
        if not self._terms_known:
            following = self.book.replacing[None]
            # One at most can be in force (terms.rival); were it ever otherwise, the terms before them would hold.
            while len(forced := [one for one in following if self.has(one.event) and self.in_force(one)]) == 1:
                self._terms = forced[0]
                following = self.book.replacing[self._terms.event.ref.digest]
            self._terms_known = True
        return self._terms

    def agreed(self) -> Terms | None:
        """Return what the terms in force say."""
        current = self.terms()
        return current.body if current and isinstance(current.body, Terms) else None

    def substitutions(self, manifest: Proposal) -> Iterator[tuple[Proposal, Substitution]]:
        """Yield the substitutions offered for a manifest, as far as seen, causes first."""
        for one in self.book.substituting[manifest.event.ref.digest]:
            if self.has(one.event) and isinstance(one.body, Substitution):
                yield one, one.body

    def roster(self, manifest: Proposal) -> dict[str, Seat]:
        """Return who is on a manifest after the substitutions in force, by commitment."""
        digest = manifest.event.ref.digest
        if digest not in self._rosters:
            assert isinstance(manifest.body, Manifest)
            seats = {one.person: Seat(one, False, manifest) for one in manifest.body.people}
            seats |= {one.person: Seat(one, True, manifest) for one in manifest.body.goodwill}
            for proposal, body in self.substitutions(manifest):
                if self.in_force(proposal):
                    for out in body.outs:
                        seats.pop(out, None)
                    seats |= {one.person: Seat(one, False, manifest) for one in body.ins}
            self._rosters[digest] = seats
        return self._rosters[digest]

    def manifests(self, leg: Leg) -> list[Proposal]:
        """Return the manifests in force on a leg."""
        return [one for one in self.book.manifests.get(leg, ()) if self.has(one.event) and self.in_force(one)]

    def seats(self, leg: Leg) -> dict[str, Seat]:
        """Return everyone on the manifests in force on a leg."""
        if leg not in self._legs:
            seats: dict[str, Seat] = {}
            for manifest in self.manifests(leg):
                seats |= self.roster(manifest)
            self._legs[leg] = seats
        return self._legs[leg]

    # --- what one participant stands behind ---------------------------------------------------------------------

    def backed(self, name: str) -> Iterator[Proposal]:
        """Yield the offers that a participant is seen to stand behind and that are not dead."""
        for proposal in self.book.backed[name]:
            if self.has(proposal.behind[name]) and not self.dead(proposal):
                yield proposal

    def undecided(self, name: str) -> Iterator[Proposal]:
        """Yield those of them that are not in force either."""
        return (proposal for proposal in self.backed(name) if not self.in_force(proposal))

    def held(self, name: str, giver: str) -> dict[str, Proposal]:
        """Return the people of a giver who are, or may come to be, on a manifest this participant stands behind."""
        held: dict[str, Proposal] = {}
        for proposal in self.backed(name):
            body = proposal.body
            if isinstance(body, Manifest) and body.giver == giver:
                people = self.roster(proposal) if self.in_force(proposal) else _named(body)
                held |= dict.fromkeys(people, proposal)
            elif isinstance(body, Substitution) and not self.in_force(proposal):
                manifest = self.book.proposals[body.manifest].body
                assert isinstance(manifest, Manifest)
                if manifest.giver == giver:
                    held |= {one.person: proposal for one in body.ins}
        return held

    def load(self, name: str, giver: str, receiver: str) -> Load:
        """Return how full each leg of a direction is, or may come to be, by what this participant stands behind."""
        load: Load = defaultdict(Counter)
        for proposal in self.backed(name):
            body = proposal.body
            if isinstance(body, Manifest) and (body.giver, body.receiver) == (giver, receiver):
                if self.in_force(proposal):
                    seated = [seat.passenger for seat in self.roster(proposal).values() if not seat.goodwill]
                else:
                    seated = list(body.people)
                load[leg_of(body)].update(one.category for one in seated)
            elif isinstance(body, Substitution) and not self.in_force(proposal):
                manifest = self.book.proposals[body.manifest]
                assert isinstance(manifest.body, Manifest)
                if (manifest.body.giver, manifest.body.receiver) == (giver, receiver):
                    load[leg_of(manifest.body)].update(+self.gain(body, manifest))  # until in force, nobody is out
        return load

    def gain(self, body: Substitution, manifest: Proposal) -> Counter[str]:
        """Return how many more, or fewer, of each category a substitution brings."""
        roster = self.roster(manifest)
        gain = Counter(one.category for one in body.ins)
        gain.subtract(roster[out].passenger.category for out in body.outs if out in roster and not roster[out].goodwill)
        return gain

    # --- records ------------------------------------------------------------------------------------------------

    def content(self, kept: Kept) -> tuple[Event, Record] | None:
        """Return the newest content of a record, and the entry that says it."""
        found = None
        for event, content in kept.versions:
            if self.has(event):
                found = (event, content)
        return found

    def words(self, name: str, leg: Leg) -> Iterator[tuple[str, Outcome, Event]]:
        """Yield what a side says became of each person on a leg, and the entry since which it says so."""
        for kept in self.book.handed.get((name, leg), ()):
            said: dict[str, tuple[Outcome, Event]] = {}
            for event, content in kept.versions:
                if self.has(event) and isinstance(content, Departure | Receipt):
                    before, said = said, {}
                    for one in content.people:
                        same = one.person in before and before[one.person][0] is one.outcome
                        said[one.person] = before[one.person] if same else (one.outcome, event)
            for person, (outcome, event) in said.items():
                yield person, outcome, event

    def listed(self, giver: str) -> dict[str, tuple[Passenger, Event]]:
        """Return the people whom a party lists as held or offered."""
        listed: dict[str, tuple[Passenger, Event]] = {}
        for kept in self.book.lists.get(giver, ()):
            newest = self.content(kept)
            if newest and isinstance(newest[1], PeopleList) and newest[1].kind in {ListKind.HELD, ListKind.OFFERED}:
                listed |= {one.person: (one, newest[0]) for one in newest[1].people}
        return listed

    def barred(self, giver: str) -> dict[str, Event]:
        """Return the people of a giver who do not wish to go, by an intermediary's newest word (GC III 109)."""
        wishes: dict[tuple[str, str], tuple[int, Replied, Event]] = {}
        for kept in self.book.answers:
            if kept.author not in self.book.intermediaries:
                continue
            newest = self.content(kept)
            if newest is None or not isinstance(newest[1], Answer):
                continue
            event, answer = newest[0], newest[1]
            if self.book.kept[answer.list].author != giver:
                continue
            for one in answer.replies:
                key = (kept.author, one.person)
                if key not in wishes or wishes[key][0] < event.ref.index:
                    wishes[key] = (event.ref.index, one.reply, event)
        return {person: event for (_, person), (_, reply, event) in wishes.items() if reply is Replied.DOES_NOT_WISH}


def _named(body: Manifest) -> list[str]:
    return [one.person for one in (*body.people, *body.goodwill)]


def quotas_of(quotas: tuple[Quota, ...], giver: str, receiver: str) -> dict[str, int]:
    """Return a direction's quotas by category."""
    return {one.category: one.count for one in quotas if (one.giver, one.receiver) == (giver, receiver)}


def bucket(category: str, quotas: Mapping[str, int]) -> str:
    """Return the quota that a category uses up: its own, or that for any."""
    return ANY if category not in quotas and ANY in quotas else category


def too_many(load: Load, terms: Terms, giver: str, receiver: str) -> str | None:
    """Name the first quota of a direction that a load exceeds, or None."""
    stages = {stage.name: quotas_of(stage.quotas, giver, receiver) for stage in terms.stages}
    whole: Counter[str] = Counter()
    for leg, count in sorted(load.items()):
        whole.update(count)
        if over := _over(count, stages.get(leg.stage, {})):
            return f"Stage {leg.stage}, {giver} to {receiver}: {over}"
    over = _over(whole, quotas_of(terms.quotas, giver, receiver))
    return f"The whole, {giver} to {receiver}: {over}" if over else None


def _over(count: Counter[str], quotas: Mapping[str, int]) -> str | None:
    used: Counter[str] = Counter()
    for category, people in count.items():
        used[bucket(category, quotas)] += people
    for category, people in sorted(used.items()):
        if people > quotas.get(category, 0):
            return f"{people} {category} where {quotas.get(category, 0)} are agreed."
    return None
