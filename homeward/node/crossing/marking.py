"""Ticking: what a press of a row does, however often it arrives and in whatever order.

1. A key is used once. The same press again does nothing; another press under a used key is refused, since whoever
   pressed did not see what stands.
2. The true time is when it was pressed: by the device's clock, put right by how much that differs from ours, never in
   the future, and never before what its screen had already shown.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.contrib.auth.models import User
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from homeward.node import NodeError
from homeward.node.crossing.models import Crossing, Seat, Tick
from homeward.node.crossing.seating import outcomes, speaks

LONGEST_GAP = timedelta(days=14)  # what is older was not kept through a network gap, but by a broken clock


class TickError(NodeError):
    """A tick cannot be kept; the message, translated, says why and what to do."""


@dataclass(frozen=True, slots=True)
class Press:
    """A press of a row.

    Attributes:
        key: one-time, of 16 to 80 letters, digits and hyphens.
        number: of the row.
        outcome: of ``Outcome``, or empty to take a tick back.
        seen: the last tick that the screen had shown.
        at: when, by the server's clock; None: now.
    """

    key: str
    number: int
    outcome: str
    seen: int = 0
    at: datetime | None = None


def mark(
    user: User, crossing: Crossing, presses: Sequence[Press], device: str, source: Tick.Source = Tick.Source.SCREEN
) -> list[Tick]:
    """Keep presses, in order; return the tick of each, new or kept before.

    Raises:
        TickError: one of them cannot be kept; then none is.
    """
    if not speaks(crossing):
        raise TickError(_("Only the giver and the receiver record a crossing; this node is neither."))
    allowed = {"", *(one.value for one in outcomes(crossing))}
    with transaction.atomic():
        Crossing.objects.select_for_update().get(pk=crossing.pk)  # so that ``seen`` has no gaps: see ``newest``
        seats = {seat.number: seat for seat in crossing.seats.filter(number__in={one.number for one in presses})}
        return [_mark(user, seats, press, allowed, device, source) for press in presses]


def _mark(
    user: User, seats: Mapping[int, Seat], press: Press, allowed: set[str], device: str, source: Tick.Source
) -> Tick:
    seat = seats.get(press.number)
    if seat is None:
        raise TickError(_("There is no number %(number)d on this manifest.") % {"number": press.number})
    if press.outcome not in allowed:
        raise TickError(_("This cannot be said here of number %(number)d.") % {"number": press.number})
    if not (16 <= len(press.key) <= 80 and press.key.replace("-", "").isalnum() and press.key.isascii()):
        raise TickError(_("This press has no key; load the page anew and press again."))
    tick, fresh = Tick.objects.get_or_create(
        key=press.key,
        defaults={
            "seat": seat,
            "outcome": press.outcome,
            "at": _true_time(press, seat),
            "seen": max(0, press.seen),
            "device": device,
            "by": user,
            "source": source,
        },
    )
    if not fresh and (tick.seat_id, tick.outcome) != (seat.pk, press.outcome):
        raise TickError(_("Something else was pressed on this page before; see what stands now, and press again."))
    return tick


def _true_time(press: Press, seat: Seat) -> datetime:
    now = timezone.now()
    at = min(press.at or now, now)
    if now - at > LONGEST_GAP:
        at = now
    shown = Tick.objects.filter(seat=seat, pk__lte=press.seen).order_by("-entered_at").first()
    return max(at, shown.entered_at) if shown else at


def read_presses(said: Any, now: datetime) -> list[Press]:
    """Read the presses that a device sends, its clock put right by ours.

    Args:
        said: the JSON: ``{"clock": ms, "presses": [{"key", "number", "outcome", "seen", "at": ms}]}``.
        now: our time.

    Raises:
        TickError: it is not that.
    """
    try:
        off = now.timestamp() * 1000 - float(said["clock"])
        return [_press(one, off) for one in said["presses"]]
    except (KeyError, TypeError, ValueError, OverflowError, OSError) as error:
        raise TickError(_("What this device sent cannot be read; load the page anew.")) from error


def _press(one: Mapping[str, Any], off: float) -> Press:
    at = datetime.fromtimestamp((float(one["at"]) + off) / 1000, timezone.get_default_timezone())
    return Press(str(one["key"]), int(one["number"]), str(one["outcome"]), int(one["seen"]), at)


def newest(crossing: Crossing) -> int:
    """Return the number of the last tick of a crossing, for a screen to say what it had shown."""
    last = Tick.objects.filter(seat__crossing=crossing).order_by("-pk").values_list("pk", flat=True).first()
    return last or 0
