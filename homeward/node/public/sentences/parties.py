"""Who says something, and where people go when they go there."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from homeward.node.naming import PARTIES, party
from homeward.node.public.listing import OTHERS, SIGNED
from homeward.reading.words import BOTH_TOTAL, EACH_SIDE

__all__ = ["PARTIES", "direction", "party", "says"]

TO = {
    "armenia": gettext_lazy("to Armenia"),
    "azerbaijan": gettext_lazy("to Azerbaijan"),
    "belarus": gettext_lazy("to Belarus"),
    "germany": gettext_lazy("to Germany"),
    "israel": gettext_lazy("to Israel"),
    "lithuania": gettext_lazy("to Lithuania"),
    "palestinians": gettext_lazy("to the Palestinian side"),
    "russia": gettext_lazy("to Russia"),
    "ukraine": gettext_lazy("to Ukraine"),
    "us": gettext_lazy("to the United States"),
}


def says(who: str) -> str:
    """Head a column or a line with who says what stands in it."""
    if who == OTHERS:
        return _("others say")
    if who == SIGNED:
        return _("signed record")
    return _("%(party)s says") % {"party": party(who)}


def direction(value: str | None) -> str:
    """Say where people go: ``to Ukraine``."""
    if value is None:
        return _("direction not stated")
    if value == EACH_SIDE:
        return _("to each side")
    if value == BOTH_TOTAL:
        return _("both sides together")
    key = value.removeprefix("to_")
    return str(TO.get(key) or _("to: %(party)s") % {"party": party(key)})
