"""Signing the record of a crossing: from ticks and a head-count to departures, receipts and their corrections.

1. The head-count is typed by the officer, who counted heads, not ticks. Where the two differ, both are shown; what is
   signed is the count that was typed, so that the difference is on the record.
2. An entry holds 300 people. Each part has its own total, and the totals add up to the head-count.
3. What was signed is never signed again: people of an earlier part are corrected in it, all others go into new parts.
4. All parts are written down before the first is said, and what was said is found again: a node that dies between two
   parts says the rest when it is asked again, and no part twice.
"""

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.contrib.auth.models import User
from django.db import transaction
from django.utils.translation import gettext as _

from homeward import HomewardError
from homeward.exchange import Body, State, decode_body, encode_body
from homeward.exchange.entries import type_of
from homeward.exchange.words import Correction, Departure, Handed, Outcome, Receipt
from homeward.node import NodeError
from homeward.node.crossing.models import Crossing, Signing
from homeward.node.crossing.seating import Row, gives, leg_of, rows, speaks
from homeward.node.journal import saying

PART = 300  # people in one entry, which is at most 48,000 bytes


class SigningError(NodeError):
    """A record cannot be signed as it is; the message, translated, says why and what to do."""


@dataclass(frozen=True, slots=True)
class Plan:
    """What is about to be signed.

    Attributes:
        bodies: each entry, in order.
        counts: people by outcome, of everybody whose record this is.
        ticked: how many went, by the ticks.
        heads: how many went, by the head-count.
        unsaid: how many people nothing is said of yet.
        corrected: how many of the entries correct an earlier one.
        digest: of all of it, to be sent along when it is confirmed.
    """

    bodies: tuple[Body, ...]
    counts: Mapping[str, int]
    ticked: int
    heads: int
    unsaid: int
    corrected: int
    digest: str

    @property
    def difference(self) -> int:
        """How many more heads were counted than ticks."""
        return self.heads - self.ticked


@dataclass(frozen=True, slots=True)
class _Record:
    """A record that was signed: the digest of its first entry, and what it says now."""

    digest: str
    content: Departure | Receipt


def plan(crossing: Crossing, state: State, heads: int, reason: str = "") -> Plan:
    """Work out what is to be signed now.

    Raises:
        SigningError: there is nothing to sign, two devices disagree about somebody, or a correction lacks its reason.
    """
    if not speaks(crossing):
        raise SigningError(_("Only the giver and the receiver record a crossing; this node is neither."))
    present = rows(crossing, state, all_seats=True)
    if conflicts := [str(row.seat.number) for row in present if row.mark.conflict]:
        raise SigningError(
            _("Two devices say different things about number %(numbers)s: look there, and press again.")
            % {"numbers": ", ".join(conflicts)}
        )
    parts, olds = _parts(crossing, state, present)
    if not parts:
        raise SigningError(_("Nothing is ticked yet, so there is nothing to sign."))
    goes = Outcome.DEPARTED if gives(crossing) else Outcome.RECEIVED
    bodies: list[Body] = []
    for old, people, total in zip(olds, parts, _totals(parts, heads, goes), strict=True):
        content = _content(crossing, people, total)
        if old is None:
            bodies.append(content)
        elif content != old.content:
            bodies.append(Correction(old.digest, reason.strip(), content))
    corrected = sum(isinstance(body, Correction) for body in bodies)
    if not bodies:
        raise SigningError(_("Everything that is ticked is signed already, with this head-count."))
    if corrected and not reason.strip():
        raise SigningError(_("This corrects what was signed before: say why, in words that name nobody."))
    said = [handed for people in parts for handed in people]
    counts = {outcome.value: sum(one.outcome is outcome for one in said) for outcome in Outcome}
    return Plan(
        bodies=tuple(bodies),
        counts={outcome: number for outcome, number in counts.items() if number},
        ticked=counts[goes.value],
        heads=heads,
        unsaid=sum(not row.seat.left and not row.outcome for row in present),
        corrected=corrected,
        digest=_digest(bodies),
    )  # fmt: skip


def sign(user: User, crossing: Crossing, key: str, heads: int, reason: str, digest: str) -> Signing:
    """Write down what is to be signed, and sign it; the same key again continues, and says nothing twice.

    Args:
        user: who signs.
        crossing: where.
        key: one-time, of the form.
        heads: the head-count.
        reason: of corrections.
        digest: of the plan that was shown.

    Raises:
        SigningError: as ``plan``, or what was shown is not what would be signed now.
    """
    with transaction.atomic():
        Crossing.objects.select_for_update().get(pk=crossing.pk)
        signing = Signing.objects.filter(key=key).first()
        if signing is None:
            if Signing.objects.filter(crossing=crossing, ended=False).exists():
                raise SigningError(_("A signing was begun and did not end: finish it first."))
            planned = plan(crossing, saying.state(), heads, reason)
            if planned.digest != digest:
                raise SigningError(_("Something was ticked since this was shown; check the answers again."))
            signing = begin(user, planned.bodies, key, crossing)
    return finish(signing)


def begin(user: User, bodies: Sequence[Body], key: str, crossing: Crossing | None = None) -> Signing:
    """Write down what is to be said; ``finish`` says it."""
    return Signing.objects.create(
        key=key,
        crossing=crossing,
        kinds=[type_of(body) for body in bodies],
        bodies=[encode_body(body).decode() for body in bodies],
        by=user,
    )


def finish(signing: Signing) -> Signing:
    """Say what was written down and is not said yet. Not to be called in a transaction."""
    if signing.ended:
        return signing
    said = []
    problem = ""
    for place, (kind, body) in enumerate(zip(signing.kinds, signing.bodies, strict=True)):
        try:
            entry = saying.say(decode_body(kind, body.encode()), f"crossing-{signing.key}-{place}")
        except HomewardError as error:
            problem = str(error)
            break
        said.append([entry.index, entry.digest])
    signing.entries, signing.problem, signing.ended = said, problem, len(said) == len(signing.bodies)
    signing.save(update_fields=["entries", "problem", "ended"])
    return signing


def give_up(signing: Signing) -> None:
    """Leave unsaid what is not said yet; what was said stands, and the next signing goes on from there."""
    signing.ended = True
    signing.save(update_fields=["ended"])


def unfinished(crossing: Crossing | None) -> Signing | None:
    """Return the signing that was begun and did not end, if there is one."""
    return Signing.objects.filter(crossing=crossing, ended=False).first()


def records(crossing: Crossing, state: State) -> list[_Record]:
    """Return what this node has signed at a crossing, each record as it now reads."""
    if state.view is None:
        return []
    found = []
    for kept in state.view.book.handed.get((saying.desk().name, leg_of(crossing)), ()):
        newest = state.view.content(kept)
        if newest and isinstance(newest[1], Departure | Receipt) and newest[1].point == crossing.point:
            found.append(_Record(kept.event.ref.digest, newest[1]))
    return found


def _parts(
    crossing: Crossing, state: State, present: Sequence[Row]
) -> tuple[list[tuple[Handed, ...]], list[_Record | None]]:
    """Cut into parts: those signed before, with what stands now, then the rest."""
    stands = {row.seat.person: row for row in present}
    parts: list[tuple[Handed, ...]] = []
    olds: list[_Record | None] = []
    said: set[str] = set()
    for record in records(crossing, state):
        people = []
        for handed in record.content.people:
            said.add(handed.person)
            row = stands.get(handed.person)
            if row is None or row.mark.at is None:
                people.append(handed)
            elif row.mark.outcome:
                people.append(Handed(handed.person, Outcome(row.mark.outcome)))
        parts.append(tuple(people))
        olds.append(record)
    fresh = sorted(
        (
            Handed(row.seat.person, Outcome(row.mark.outcome))
            for row in present
            if row.mark.outcome and row.seat.person not in said and not row.seat.left
        ),
        key=lambda handed: handed.person,
    )
    for start in range(0, len(fresh), PART):
        parts.append(tuple(fresh[start : start + PART]))
        olds.append(None)
    return parts, olds


def _totals(parts: Sequence[Sequence[Handed]], heads: int, goes: Outcome) -> list[int]:
    """Share the head-count out among the parts: each its own number while it lasts, the last whatever is left."""
    totals = []
    for people in parts[:-1]:
        totals.append(min(sum(one.outcome is goes for one in people), heads))
        heads -= totals[-1]
    return [*totals, heads]


def _content(crossing: Crossing, people: tuple[Handed, ...], total: int) -> Departure | Receipt:
    kind = Departure if gives(crossing) else Receipt
    return kind(crossing.stage, crossing.giver, crossing.receiver, crossing.point, people, total)


def _digest(bodies: Sequence[Body]) -> str:
    return hashlib.sha256(b"\n".join(encode_body(body) for body in bodies)).hexdigest()
