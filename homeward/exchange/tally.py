"""Counting: what became of each person of a leg, whether the leg is confirmed, and the figures.

1. Both words agree on a person who left and arrived, or who by both words stayed; a receiver who saw nobody agrees
   with any reason the giver gives for staying.
2. A resolution in force settles people and head-count against the words that its backers had said when they stood
   behind it. A word changed since then opens the matter again.
3. A leg is *confirmed* when somebody was planned, nobody is left without word, no word differs, no head-count differs
   from the people counted, and no dispute is open.
4. A person is *handed over* when 1 or 2 say so and no open dispute names them or the whole leg.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

from homeward.exchange.book import Contest, Proposal, leg_of
from homeward.exchange.entries import Ref
from homeward.exchange.order import Event
from homeward.exchange.standing import Contested, Count, Difference, Figures, Leg, LegStatus, Word
from homeward.exchange.view import Seat, View, bucket, quotas_of
from homeward.exchange.words import ANY, Departure, Outcome, Receipt, Resolution, Terms

Spoken = tuple[Outcome, Event]


@dataclass(frozen=True, slots=True)
class Case:
    """One person of a leg: their seat, both words, the resolution that settles them, the open disputes over them."""

    person: str
    seat: Seat
    departure: Spoken | None
    receipt: Spoken | None
    settled: tuple[Outcome, Proposal] | None
    contests: tuple[Ref, ...]

    @property
    def contested(self) -> bool:
        """Say whether a dispute over the person or the whole leg is open."""
        return bool(self.contests)

    @property
    def agreed(self) -> Outcome | None:
        """What both sides say, or what is settled: ``RECEIVED`` or why they stayed; None while open."""
        if self.settled:
            return self.settled[0]
        if self.departure is None or self.receipt is None:
            return None
        left, arrived = self.departure[0], self.receipt[0]
        if (left, arrived) == (Outcome.DEPARTED, Outcome.RECEIVED):
            return Outcome.RECEIVED
        stayed = left is not Outcome.DEPARTED and arrived in {left, Outcome.ABSENT}
        return left if stayed else None

    @property
    def differs(self) -> bool:
        """Say whether both have spoken and do not agree."""
        return self.departure is not None and self.receipt is not None and self.agreed is None

    @property
    def handed_over(self) -> bool:
        """Say whether the person counts as handed over."""
        return self.agreed is Outcome.RECEIVED and not self.contested

    def refs(self) -> Iterable[Ref]:
        """Yield the entries this stands on."""
        for spoken in (self.departure, self.receipt):
            if spoken:
                yield spoken[1].ref
        if self.settled:
            yield self.settled[1].event.ref
        yield from self.contests


class LegTally:
    """A leg as a view has it."""

    def __init__(self, view: View, leg: Leg) -> None:
        self.view = view
        self.leg = leg

    @cached_property
    def contests(self) -> list[Contested]:
        """The disputes over this leg."""
        found = []
        for contest in self.view.book.contests.values():
            if leg_of(contest.body) == self.leg and self.view.has(contest.event):
                ended = self._ended(contest)
                is_open = ended is None and not any(self.view.has(one) for one in contest.withdrawals)
                ref = contest.event.ref
                found.append(Contested(ref, ref.participant, contest.body, is_open, ended))
        return found

    def _ended(self, contest: Contest) -> Ref | None:
        for proposal, body in self._resolutions:
            if contest.event.ref.digest in body.disputes:
                return proposal.event.ref
        return None

    @cached_property
    def _resolutions(self) -> list[tuple[Proposal, Resolution]]:
        found = [
            (one, one.body)
            for one in self.view.book.resolutions.get(self.leg, ())
            if isinstance(one.body, Resolution) and self.view.has(one.event) and self.view.in_force(one)
        ]
        return sorted(found, key=lambda pair: pair[0].behind[self.leg.giver].ref.index)

    def _words(self, name: str) -> dict[str, Spoken]:
        return {person: (outcome, event) for person, outcome, event in self.view.words(name, self.leg)}

    @cached_property
    def cases(self) -> dict[str, Case]:
        """Everyone on the manifests in force, by commitment."""
        given, taken = self._words(self.leg.giver), self._words(self.leg.receiver)
        settled: dict[str, tuple[Outcome, Proposal]] = {}
        for proposal, body in self._resolutions:
            for one in body.people:
                settled[one.person] = (one.outcome, proposal)
        contested: dict[str, tuple[Ref, ...]] = defaultdict(tuple)
        whole = tuple(one.ref for one in self.contests if one.open and not one.dispute.people)
        for contest in self.contests:
            for person in contest.dispute.people if contest.open else ():
                contested[person] += (contest.ref,)
        cases = {}
        for person, seat in self.view.seats(self.leg).items():
            left, arrived, decided = given.get(person), taken.get(person), settled.get(person)
            if decided and not self._covers(decided[1], left, arrived):
                decided = None
            cases[person] = Case(person, seat, left, arrived, decided, whole + contested[person])
        return cases

    def _covers(self, proposal: Proposal, left: Spoken | None, arrived: Spoken | None) -> bool:
        if left is None or arrived is None:
            return False
        backers = ((left[1], self.leg.giver), (arrived[1], self.leg.receiver))
        return all(proposal.behind[name].past & said.bit for said, name in backers)

    @cached_property
    def _records(self) -> dict[str, list[tuple[Event, Departure | Receipt]]]:
        records: dict[str, list[tuple[Event, Departure | Receipt]]] = {}
        for name in (self.leg.giver, self.leg.receiver):
            newest = (self.view.content(kept) for kept in self.view.book.handed.get((name, self.leg), ()))
            records[name] = [
                (one[0], one[1]) for one in newest if one is not None and isinstance(one[1], Departure | Receipt)
            ]
        return records

    @property
    def totals(self) -> tuple[int, int]:
        """The head-counts: the giver's and the receiver's."""
        return (
            sum(body.total for _, body in self._records[self.leg.giver]),
            sum(body.total for _, body in self._records[self.leg.receiver]),
        )

    def _total_settled(self) -> bool:
        for proposal, body in reversed(self._resolutions):
            if body.total is not None:
                return all(
                    proposal.behind[name].past & event.bit
                    for name, records in self._records.items()
                    for event, _ in records
                )
        return False

    def _totals_explained(self) -> bool:
        """Each head-count is that of the people its side marked as gone; then they differ only where people do."""
        for name, moved in ((self.leg.giver, Outcome.DEPARTED), (self.leg.receiver, Outcome.RECEIVED)):
            for _, body in self._records[name]:
                if body.total != sum(one.outcome is moved for one in body.people):
                    return False
        return True

    @cached_property
    def differences(self) -> tuple[Difference, ...]:
        """Where the two records differ."""
        found = [
            Difference(
                self.leg, case.person, word(case.departure), word(case.receipt), None, tuple(sorted(case.refs()))
            )
            for case in self.cases.values()
            if case.differs
        ]
        if not self._totals_explained() and not self._total_settled():
            refs = sorted(event.ref for records in self._records.values() for event, _ in records)
            found.append(Difference(self.leg, None, None, None, self.totals, tuple(refs)))
        return tuple(found)

    @cached_property
    def silent(self) -> tuple[str, ...]:
        """Those of whom a side has not yet spoken."""
        return tuple(sorted(case.person for case in self.cases.values() if case.agreed is None and not case.differs))

    @cached_property
    def confirmed(self) -> bool:
        """Say whether the leg is confirmed (clause 3)."""
        return (
            bool(self.cases) and not self.silent and not self.differences and not any(one.open for one in self.contests)
        )

    @cached_property
    def _grounds(self) -> list[Event]:
        """What a confirmation stands on: the records, and what ended differences and disputes."""
        grounds = {event for records in self._records.values() for event, _ in records}
        for proposal, _ in self._resolutions:
            grounds.update(self.view.backers(proposal).values())
        for contest in self.view.book.contests.values():
            if leg_of(contest.body) == self.leg:
                grounds.update(event for event in contest.withdrawals if self.view.has(event))
        for manifest in self.view.manifests(self.leg):
            grounds.update(self.view.backers(manifest).values())
        return sorted(grounds, key=lambda event: event.ref)

    @cached_property
    def status(self) -> LegStatus:
        """The whole answer about this leg."""
        at = max((event.said.time for event in self._grounds), default=None) if self.confirmed else None
        return LegStatus(
            leg=self.leg,
            confirmed=self.confirmed,
            at=at,
            silent=self.silent,
            differences=self.differences,
            disputes=tuple(one.ref for one in self.contests if one.open),
            totals=self.totals,
            refs=tuple(event.ref for event in self._grounds),
        )


def word(spoken: Spoken | None) -> Word | None:
    """Return a word as an answer carries it."""
    return Word(spoken[0], spoken[1].ref) if spoken else None


class Tally:
    """All legs as a view has them."""

    def __init__(self, view: View) -> None:
        self.view = view
        self._legs: dict[Leg, LegTally] = {}

    def leg(self, leg: Leg) -> LegTally:
        """Return one leg."""
        if leg not in self._legs:
            self._legs[leg] = LegTally(self.view, leg)
        return self._legs[leg]

    @cached_property
    def legs(self) -> tuple[Leg, ...]:
        """Every leg that the terms give a quota or that has a manifest in force, by stage in the terms' order."""
        terms = self.view.agreed()
        stages = terms.stages if terms else ()
        found = {
            Leg(stage.name, quota.giver, quota.receiver) for stage in stages for quota in stage.quotas if quota.count
        } | {leg for leg in self.view.book.manifests if self.view.manifests(leg)}
        rank = {stage.name: place for place, stage in enumerate(stages)}
        return tuple(sorted(found, key=lambda leg: (rank.get(leg.stage, len(rank)), leg)))

    def figures(self, giver: str, receiver: str, stage: str | None, category: str | None) -> Figures:
        """Count a direction, in one stage or all, of one category or all (``ANY``: those without a quota)."""
        terms = self.view.agreed()
        quotas = self._quotas(terms, giver, receiver, stage)
        cases = [
            case
            for leg in self.legs
            if (leg.giver, leg.receiver) == (giver, receiver) and stage in {None, leg.stage}
            for case in self.leg(leg).cases.values()
            if category is None
            or case.seat.passenger.category == category
            or (category == ANY and bucket(case.seat.passenger.category, quotas) == ANY)
        ]
        counted = [case for case in cases if not case.seat.goodwill]
        agreed = sum(quotas.values()) if category is None else quotas.get(category, 0)
        current = self.view.terms()
        ground = (current.event.ref,) if current else ()
        confirmed = _count(case for case in counted if case.handed_over)
        return Figures(
            agreed=Count(agreed, ground if agreed else ()),
            planned=_planned(counted),
            departed=_spoken((case.departure for case in counted), Outcome.DEPARTED),
            received=_spoken((case.receipt for case in counted), Outcome.RECEIVED),
            confirmed=confirmed,
            disputed=_count(case for case in counted if case.differs or case.contested),
            owed=Count(_owed(quotas, counted, category), tuple(sorted({*ground, *confirmed.refs}))),
            goodwill=_count(case for case in cases if case.seat.goodwill and case.handed_over),
        )

    def _quotas(self, terms: Terms | None, giver: str, receiver: str, stage: str | None) -> dict[str, int]:
        if terms is None:
            return {}
        if stage is None:
            return quotas_of(terms.quotas, giver, receiver)
        named = [one for one in terms.stages if one.name == stage]
        return quotas_of(named[0].quotas, giver, receiver) if named else {}


def _owed(quotas: dict[str, int], counted: list[Case], category: str | None) -> int:
    handed = dict.fromkeys(quotas, 0)
    for case in counted:
        used = bucket(case.seat.passenger.category, quotas)
        if case.handed_over and used in handed:
            handed[used] += 1
    return sum(max(0, quotas[one] - handed[one]) for one in quotas if category in {None, one})


def _count(cases: Iterable[Case]) -> Count:
    found = list(cases)
    return Count(len(found), tuple(sorted({ref for case in found for ref in case.refs()})))


def _spoken(words: Iterable[Spoken | None], outcome: Outcome) -> Count:
    said = [one[1].ref for one in words if one is not None and one[0] is outcome]
    return Count(len(said), tuple(sorted(set(said))))


def _planned(cases: list[Case]) -> Count:
    manifests = {case.seat.manifest for case in cases}
    return Count(len(cases), tuple(sorted(one.event.ref for one in manifests)))


def anything_open(view: View) -> str | None:
    """Say what keeps an exchange from being done: what is owed beyond the tolerance, or not confirmed; or None."""
    terms = view.agreed()
    if terms is None:
        return "No terms are in force."
    tally = Tally(view)
    for leg in tally.legs:
        if tally.leg(leg).cases and not tally.leg(leg).confirmed:
            return f"Stage {leg.stage}, {leg.giver} to {leg.receiver}, is not confirmed."
    for giver, receiver in sorted({(one.giver, one.receiver) for one in terms.quotas}):
        owed = tally.figures(giver, receiver, None, None).owed.value
        if owed > terms.tolerance:
            return f"{giver} owes {receiver} {owed}."
    return None
