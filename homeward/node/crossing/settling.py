"""Settling a difference: a resolution proposed, or the other side's accepted, each by two people of this node."""

from collections.abc import Mapping
from typing import Any

from django.contrib.auth.models import User
from django.utils.translation import gettext as _

from homeward.exchange.standing import OfferFate
from homeward.exchange.words import Accept, Handed, Outcome, Resolution
from homeward.node.accounts import twofold
from homeward.node.accounts.models import Request
from homeward.node.accounts.roles import Right
from homeward.node.crossing.differing import DisputeError, disputes, settled_outcomes
from homeward.node.crossing.models import Crossing
from homeward.node.crossing.seating import leg_of, whose
from homeward.node.crossing.words import outcome_name, place
from homeward.node.journal import saying


def propose(user: User, crossing: Crossing, outcomes: Mapping[str, str], total: int | None, reason: str) -> Request:
    """Ask a second person to let this resolution be offered; it ends every open dispute over the direction.

    Args:
        user: who asks.
        crossing: where.
        outcomes: what became of each person, by commitment.
        total: the head-count agreed, or None.
        reason: how it was found out.

    Raises:
        DisputeError: it settles nothing, or gives no reason.
    """
    allowed = {one.value for one in settled_outcomes()}
    people = [[person, outcome] for person, outcome in sorted(outcomes.items()) if outcome in allowed]
    over = [one.ref.digest for one in disputes(crossing, saying.state()) if one.open]
    if not people and not over and total is None:
        raise DisputeError(_("This settles nothing: say what became of somebody, or how many were counted."))
    if not reason.strip():
        raise DisputeError(_("Say how it was found out, in words that name nobody: the other side reads it."))
    payload = {
        "crossing": crossing.key,
        "disputes": over,
        "people": people,
        "total": total,
        "reason": reason.strip(),
    }
    return twofold.ask(user, RESOLVE.name, payload)


def accept(user: User, crossing: Crossing, digest: str) -> Request:
    """Ask a second person to let the other side's resolution be accepted.

    Raises:
        DisputeError: it is no longer open.
    """
    if _open(digest) is None:
        raise DisputeError(_("This resolution is no longer open."))
    return twofold.ask(user, ACCEPT.name, {"crossing": crossing.key, "of": digest})


def _open(digest: str) -> Resolution | None:
    for offer in saying.state().offers:
        if offer.ref.digest == digest and offer.fate is OfferFate.OPEN and isinstance(offer.body, Resolution):
            return offer.body
    return None


def _crossing(payload: Mapping[str, Any]) -> Crossing:
    return Crossing.objects.get(key=payload["crossing"])


def _body(payload: Mapping[str, Any]) -> Resolution:
    leg = leg_of(_crossing(payload))
    return Resolution(
        leg.stage,
        leg.giver,
        leg.receiver,
        tuple(payload["disputes"]),
        tuple(Handed(person, Outcome(outcome)) for person, outcome in payload["people"]),
        payload["total"],
        payload["reason"],
    )


def rows_of(crossing: Crossing, body: Resolution) -> list[tuple[str, str]]:
    """Put a resolution into words: who, with what outcome, the head-count, the disputes it ends, why."""
    names = whose(crossing.giver, [one.person for one in body.people])
    rows = [(_("Where"), place(crossing))]
    rows += [(names[one.person].title, outcome_name(one.outcome.value)) for one in body.people]
    if body.total is not None:
        rows.append((_("Head-count agreed"), str(body.total)))
    rows.append((_("Disputes it ends"), str(len(body.disputes))))
    rows.append((_("How it was found out"), body.reason))
    return rows


def _describe_proposal(payload: Mapping[str, Any]) -> tuple[str, list[tuple[str, str]]]:
    return _("Offer a resolution of a difference"), rows_of(_crossing(payload), _body(payload))


def _describe_acceptance(payload: Mapping[str, Any]) -> tuple[str, list[tuple[str, str]]]:
    body = _open(payload["of"])
    rows = rows_of(_crossing(payload), body) if body else []
    return _("Accept a resolution of a difference"), [*rows, (_("Entry"), payload["of"][:16])]


def _offer(payload: Mapping[str, Any], key: str, _user: User) -> str:
    said = saying.say(_body(payload), key)
    return _("Entry %(index)d of our log, %(digest)s.") % {"index": said.index, "digest": said.digest[:16]}


def _accept(payload: Mapping[str, Any], key: str, _user: User) -> str:
    said = saying.say(Accept(payload["of"]), key)
    return _("Entry %(index)d of our log, %(digest)s.") % {"index": said.index, "digest": said.digest[:16]}


RESOLVE = twofold.Kind("crossing-resolve", Right.NEGOTIATE, _describe_proposal, _offer)
ACCEPT = twofold.Kind("crossing-accept", Right.NEGOTIATE, _describe_acceptance, _accept)
