"""The sentence a page leads with: how many went where."""

from collections.abc import Sequence

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from homeward.node.public.listing import Row, Side
from homeward.node.public.sentences.counts import count
from homeward.node.public.sentences.dates import span
from homeward.node.public.sentences.parties import direction
from homeward.weighing.words import EventKind, Standing, Subject

AGREE = {Standing.CONFIRMED, Standing.ESTABLISHED}
DIFFER = {Standing.DISPUTED, Standing.DISPUTED_IN_RECORD, Standing.CONTRADICTED}


def headline(row: Row) -> str:
    """Say in one sentence how many went where."""
    known = [side for side in row.sides if side.count is not None]
    if not known:
        return _withheld(row)
    first, *others = known
    sentence = _first(first)
    for other in others:
        sentence = _("%(before)s and %(count)s %(where)s") % {
            "before": sentence,
            "count": count(other.count, other.qualifier),
            "where": direction(other.direction),
        }
    return sentence


def standfirst(row: Row) -> str:
    """Say in one sentence how the two sides stand to each other."""
    standings = {side.standing for side in row.sides}
    if not standings:
        return ""
    if standings <= AGREE:
        return (
            _("Ukraine and Russia give the same numbers.") if _own_pair(row) else _("Both sides give the same numbers.")
        )
    if standings & DIFFER:
        return _("Not everyone gives the same numbers: below, who says what.")
    return _("The numbers are not confirmed by both sides: below, who says what.")


def when(stages: Sequence[Row]) -> str:
    """Say on which days the stages were."""
    dates = sorted(stage.date for stage in stages)
    return span(dates[0], dates[-1]) if dates else ""


def _own_pair(row: Row) -> bool:
    return {side.direction for side in row.sides} == {"to_ukraine", "to_russia"}


def _withheld(row: Row) -> str:
    if row.kind is EventKind.BODIES:
        return _("Bodies were returned; the number was not disclosed")
    if row.kind in {EventKind.PLANNED, EventKind.CANCELLED}:
        return _("An exchange was announced; no number was given")
    return _("People were exchanged; the number was not disclosed")


def _first(side: Side) -> str:
    data = {"count": count(side.count, side.qualifier), "where": direction(side.direction)}
    number = side.count or 0
    if side.subject is Subject.BODIES:
        sentence = ngettext("%(count)s body was returned %(where)s", "%(count)s bodies were returned %(where)s", number)
    elif side.subject in {Subject.AGREED, Subject.PLANNED}:
        sentence = ngettext(
            "%(count)s person was to return %(where)s", "%(count)s people were to return %(where)s", number
        )
    else:
        sentence = ngettext("%(count)s person returned %(where)s", "%(count)s people returned %(where)s", number)
    said = sentence % data
    return said[:1].upper() + said[1:]
