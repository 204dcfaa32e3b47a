"""The state of an exchange: every question that the record answers, each answer opening to its entries.

A state is a value. Two states are equal when the same entries stand, are void for the same reason, or wait.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property

from homeward.exchange.book import Proposal
from homeward.exchange.entries import Ref
from homeward.exchange.order import Event
from homeward.exchange.rulebook import Broken
from homeward.exchange.standing import (
    Agreed,
    Balance,
    Closing,
    Contested,
    Count,
    Difference,
    Equivocation,
    Figures,
    Leg,
    LegStatus,
    Offer,
    Pending,
    PersonFate,
    PersonStatus,
    Roster,
    Standing,
    Told,
)
from homeward.exchange.tally import Case, Tally, anything_open, word
from homeward.exchange.telling import held, told
from homeward.exchange.view import View
from homeward.exchange.words import Closed, Manifest, Outcome, Participant, Policy, Terms

_NOUGHT = Count(0)


@dataclass(frozen=True)
class State:
    """What the participants' logs amount to.

    ``entries`` are all that could be judged, by participant and index; ``pending`` those that wait; ``newest`` the end
    of each log, to be named in the next entry's ``after`` and ``previous``.
    """

    view: View | None = field(compare=False, repr=False)  # None while it is open which founding entry holds
    entries: tuple[Standing, ...]
    pending: tuple[Pending, ...]
    equivocations: tuple[Equivocation, ...]
    newest: Mapping[str, Ref] = field(compare=False)
    good_keys: Mapping[str, frozenset[str]] = field(compare=False, repr=False)

    # --- who takes part -----------------------------------------------------------------------------------------

    @property
    def exchange(self) -> str | None:
        """The exchange's name."""
        return self.view.book.founding.said.exchange if self.view else None

    @property
    def founding(self) -> Ref | None:
        """The founding entry."""
        return self.view.book.founding.ref if self.view else None

    @property
    def participants(self) -> tuple[Participant, ...]:
        """Those who keep a log, as the founding entry names them."""
        return self.view.book.constitution.participants if self.view else ()

    @property
    def policy(self) -> Policy | None:
        """Whose cosignatures make an entry seen and final."""
        return self.view.book.constitution.policy if self.view else None

    @property
    def parties(self) -> tuple[str, ...]:
        """The parties, in the founding entry's order."""
        return self.view.book.parties if self.view else ()

    @property
    def intermediaries(self) -> tuple[str, ...]:
        """The neutrals between them."""
        return self.view.book.intermediaries if self.view else ()

    @property
    def joined(self) -> tuple[str, ...]:
        """Those who have opened their log, in the founding entry's order."""
        return tuple(name for name in self.view.book.names if name in self.view.book.joined) if self.view else ()

    def keys(self, participant: str) -> frozenset[str]:
        """Return the keys that may sign the participant's next entry."""
        return self.good_keys.get(participant, frozenset())

    # --- entries ------------------------------------------------------------------------------------------------

    @cached_property
    def _by_digest(self) -> dict[str, Standing]:
        found: dict[str, Standing] = {}
        for one in self.entries:
            if one.broken is None or one.ref.digest not in found:
                found[one.ref.digest] = one
        return found

    def standing(self, digest: str) -> Standing | None:
        """Return an entry by its digest, or None where it is not here or waits."""
        return self._by_digest.get(digest)

    @property
    def broken(self) -> tuple[Broken, ...]:
        """Every broken rule, with its entry."""
        return tuple(one.broken for one in self.entries if one.broken)

    # --- what is agreed -----------------------------------------------------------------------------------------

    @cached_property
    def tally(self) -> Tally | None:
        """The counting behind the answers."""
        return Tally(self.view) if self.view else None

    @property
    def terms(self) -> Agreed | None:
        """The terms in force."""
        current = self.view.terms() if self.view else None
        if current is None or not isinstance(current.body, Terms):
            return None
        return Agreed(current.event.ref, current.body)

    @cached_property
    def offers(self) -> tuple[Offer, ...]:
        """Every offer that stands, and who stands behind it."""
        if self.view is None:
            return ()
        return tuple(
            _offer(self.view, one)
            for one in sorted(self.view.book.proposals.values(), key=lambda one: one.event.ref)
        )  # fmt: skip

    @property
    def legs(self) -> tuple[Leg, ...]:
        """Every direction of every stage, in the terms' order."""
        return self.tally.legs if self.tally else ()

    @cached_property
    def categories(self) -> tuple[str, ...]:
        """Every category that the terms or a manifest in force name."""
        agreed = self.terms
        quotas = (
            [*agreed.terms.quotas, *(one for stage in agreed.terms.stages for one in stage.quotas)] if agreed else []
        )
        people = [one.category for roster in self.rosters for one in (*roster.people, *roster.goodwill)]
        return tuple(sorted({*(one.category for one in quotas), *people}))

    @cached_property
    def rosters(self) -> tuple[Roster, ...]:
        """The manifests in force, as their substitutions have left them."""
        if self.view is None:
            return ()
        return tuple(_roster(self.view, leg, one) for leg in self.legs for one in self.view.manifests(leg))

    # --- people and legs ----------------------------------------------------------------------------------------

    @cached_property
    def _people(self) -> dict[tuple[str, str], PersonStatus]:
        if self.view is None or self.tally is None:
            return {}
        found = {
            (giver, person): PersonStatus(giver, person, PersonFate.LISTED, one.category, refs=(event.ref,))
            for giver in self.parties
            for person, (one, event) in self.view.listed(giver).items()
        }
        barred = {giver: self.view.barred(giver) for giver in self.parties}
        for (giver, person), status in list(found.items()):
            if person in barred[giver]:
                refs = (*status.refs, barred[giver][person].ref)
                found[giver, person] = PersonStatus(giver, person, PersonFate.BARRED, status.category, refs=refs)
        for leg in self.legs:
            for person, case in self.tally.leg(leg).cases.items():
                found[leg.giver, person] = _status(leg, case, barred[leg.giver].get(person))
        return found

    @property
    def people(self) -> tuple[PersonStatus, ...]:
        """Everyone listed as held or offered, or on a manifest."""
        return tuple(self._people.values())

    def person(self, giver: str, commitment: str) -> PersonStatus | None:
        """Return all that the record says of one person, or None where it names no such person."""
        return self._people.get((giver, commitment))

    def leg(self, stage: str, giver: str, receiver: str) -> LegStatus:
        """Say whether a direction of a stage is confirmed, and what is missing if not."""
        leg = Leg(stage, giver, receiver)
        return self.tally.leg(leg).status if self.tally else LegStatus(leg, False, None, (), (), (), (0, 0), ())

    @property
    def differences(self) -> tuple[Difference, ...]:
        """Where two records differ, on any leg."""
        return tuple(one for leg in self.legs for one in self.leg(leg.stage, leg.giver, leg.receiver).differences)

    @cached_property
    def disputes(self) -> tuple[Contested, ...]:
        """Every dispute, open or ended."""
        if self.view is None or self.tally is None:
            return ()
        legs = {Leg(one.body.stage, one.body.giver, one.body.receiver) for one in self.view.book.contests.values()}
        return tuple(
            sorted((one for leg in sorted(legs) for one in self.tally.leg(leg).contests), key=lambda one: one.ref)
        )

    # --- figures ------------------------------------------------------------------------------------------------

    def figures(self, giver: str, receiver: str, stage: str | None = None, category: str | None = None) -> Figures:
        """Count a direction.

        Args:
            giver: who gives.
            receiver: who receives.
            stage: one stage, or None for the whole exchange.
            category: one category; ``ANY`` for those without a quota of their own; None for all.
        """
        if self.tally is None:
            return Figures(*[_NOUGHT] * 8)
        return self.tally.figures(giver, receiver, stage, category)

    def balance(self, one: str, other: str, stage: str | None = None) -> Balance:
        """Say how far two sides are apart, in a stage or the whole."""
        tolerance = self.terms.terms.tolerance if self.terms else 0
        owes = self.figures(one, other, stage).owed.value
        owed = self.figures(other, one, stage).owed.value
        return Balance(one, other, owes, owed, abs(owes - owed) <= tolerance)

    # --- what may be told, and the end --------------------------------------------------------------------------

    def statements(self, now: datetime) -> tuple[Told, ...]:
        """Return every statement not withdrawn, allowed or held and why.

        Args:
            now: the reader's time, with a time zone.
        """
        if self.view is None or self.tally is None:
            return ()
        found = (told(self.view, self.tally, kept, now) for kept in self.view.book.statements)
        return tuple(sorted((one for one in found if one), key=lambda one: one.ref))

    def told(self, now: datetime) -> tuple[Told, ...]:
        """Return the statements that may be told now."""
        return tuple(one for one in self.statements(now) if one.allowed)

    def tellable(self, stage: str | None, now: datetime) -> bool:
        """Say whether the confirmed figures of a stage (None: of the whole) may be told now."""
        return self.view is not None and self.tally is not None and not held(self.view, self.tally, stage, now)[0]

    @property
    def closing(self) -> Closing:
        """Who has closed; the exchange is done when every party says so and the record agrees."""
        if self.view is None:
            return Closing(None, ())
        by = tuple((name, close.outcome, event.ref) for name, (event, close) in sorted(self.view.book.closes.items()))
        closed = None
        if any(outcome is Closed.BROKEN_OFF for _, outcome, _ in by):
            closed = Closed.BROKEN_OFF
        elif len(by) == len(self.parties) and not anything_open(self.view):
            closed = Closed.DONE
        return Closing(closed, by)


def _offer(view: View, proposal: Proposal) -> Offer:
    behind = tuple((name, event.ref) for name, event in sorted(view.backers(proposal).items()))
    ref = proposal.event.ref
    return Offer(ref, ref.participant, proposal.body, proposal.needed, behind, view.fate(proposal))


def _roster(view: View, leg: Leg, proposal: Proposal) -> Roster:
    assert isinstance(proposal.body, Manifest)
    seats = view.roster(proposal).values()
    grounds = [proposal, *(one for one, _ in view.substitutions(proposal) if view.in_force(one))]
    refs = {event.ref for one in grounds for event in (one.event, *view.backers(one).values())}
    return Roster(
        ref=proposal.event.ref,
        leg=leg,
        manifest=proposal.body,
        people=tuple(seat.passenger for seat in seats if not seat.goodwill),
        goodwill=tuple(seat.passenger for seat in seats if seat.goodwill),
        refs=tuple(sorted(refs)),
    )


def _status(leg: Leg, case: Case, wish: Event | None) -> PersonStatus:
    left = case.departure is not None and case.departure[0] is Outcome.DEPARTED
    arrived = case.receipt is not None and case.receipt[0] is Outcome.RECEIVED
    refs = {case.seat.manifest.event.ref, *case.refs(), *([wish.ref] if wish else [])}
    return PersonStatus(
        giver=leg.giver,
        person=case.person,
        fate=_fate(case, left=left, arrived=arrived, barred=wish is not None),
        category=case.seat.passenger.category,
        leg=leg,
        goodwill=case.seat.goodwill,
        departure=word(case.departure),
        receipt=word(case.receipt),
        settled=word((case.settled[0], case.settled[1].event)) if case.settled else None,
        against_wish=wish is not None and (left or arrived),
        refs=tuple(sorted(refs)),
    )


def _fate(case: Case, *, left: bool, arrived: bool, barred: bool) -> PersonFate:
    if case.contested:
        return PersonFate.DISPUTED
    if case.agreed is not None:
        return PersonFate.HANDED_OVER if case.handed_over else PersonFate.STAYED
    if case.differs:
        return PersonFate.DIFFERS
    if arrived:
        return PersonFate.RECEIVED
    if left:
        return PersonFate.DEPARTED
    return PersonFate.BARRED if barred else PersonFate.PLANNED
