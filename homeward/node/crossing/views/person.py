"""One person at a crossing: everything that can be said of them, and what was found, privately."""

from datetime import UTC, datetime

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.dateparse import parse_datetime

from homeward.node.accounts.gate import needs, rights, whoever
from homeward.node.accounts.looks import looked
from homeward.node.accounts.roles import Right
from homeward.node.crossing.marking import newest
from homeward.node.crossing.models import Check, Crossing, Seat
from homeward.node.crossing.replacing import may_replace, reserve, roster_of
from homeward.node.crossing.seating import gives, outcomes, rows, speaks
from homeward.node.crossing.views.common import (
    ask_for,
    at_desk,
    crossing_of,
    key_in,
    one_time,
    seat_of,
)
from homeward.node.crossing.words import CONDITION, IDENTITY, WISH, outcome_name
from homeward.node.journal import saying

LONGEST = 2_000  # characters of a remark


@needs(Right.SEE_CROSSING)
@at_desk
def page(request: HttpRequest, key: str, number: int) -> HttpResponse:
    """Show one person; keep what was found."""
    crossing = crossing_of(key)
    seat = seat_of(crossing, number)
    if request.method == "POST":
        ask_for(request, Right.RECORD_CROSSING)
        _keep(request, seat)
        return redirect("crossing-person", key, number)
    return _shown(request, crossing, seat)


def _shown(request: HttpRequest, crossing: Crossing, seat: Seat) -> HttpResponse:
    state = saying.state()
    seen = newest(crossing)
    row = next(row for row in rows(crossing, state, all_seats=True) if row.seat.pk == seat.pk)
    given = rights(request)
    looked(whoever(request), "seen", "person", f"{crossing.key}-{seat.number}")
    records = speaks(crossing) and Right.RECORD_CROSSING in given
    roster = roster_of(crossing, seat.person, state) if may_replace(crossing, row) else None
    context = {
        "crossing": crossing,
        "row": row,
        "records": records,
        "health": bool(given & {Right.SEE_HEALTH, Right.RECORD_CROSSING}),
        "choices": [(one.value, outcome_name(one.value)) for one in outcomes(crossing)] if speaks(crossing) else [],
        "giving": gives(crossing),
        "ticks": list(seat.ticks.select_related("by").order_by("-at", "-id")),
        "check": seat.checks.first(),
        "earlier": seat.checks.count() - 1,
        "identity": IDENTITY.items(),
        "condition": CONDITION.items(),
        "wish": WISH.items(),
        "seen": seen,
        "key": one_time(),
        "now": timezone.now().astimezone(UTC),
        "manifest": roster.ref.digest if roster else "",
        "reserve": reserve(row, roster, state) if roster else [],
        "negotiates": Right.NEGOTIATE in given,
    }
    return render(request, "crossing/person.html", context)


def _keep(request: HttpRequest, seat: Seat) -> None:
    """Keep what was found; the same form again keeps nothing more."""
    said = request.POST
    choice = {"identity": IDENTITY, "condition": CONDITION, "wish": WISH}
    Check.objects.get_or_create(
        key=key_in(request),
        defaults={
            "seat": seat,
            "by": whoever(request),
            "found_at": time_in(said.get("found_at", "")),
            **{name: said.get(name, "") if said.get(name, "") in known else "" for name, known in choice.items()},
            **{name: said.get(name, "").strip()[:200] for name in ("identity_by", "wish_asked_by")},
            **{name: said.get(name, "").strip()[:LONGEST] for name in ("medical", "belongings", "differs")},
        },
    )


def time_in(text: str) -> datetime:
    """Read a time, UTC, as a form sends it; now where it cannot be read, and never later than now."""
    now = timezone.now()
    try:
        found = parse_datetime(text.strip())
    except ValueError:
        found = None
    if found is None:
        return now
    return min(found if found.tzinfo else found.replace(tzinfo=UTC), now)
