"""Parties, mediators and other states: their names, and where people go when they go there."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from homeward.node.public.listing import OTHERS, SIGNED
from homeward.reading.words import BOTH_TOTAL, EACH_SIDE

PARTIES = {
    "afghanistan": gettext_lazy("Afghanistan"),
    "armenia": gettext_lazy("Armenia"),
    "azerbaijan": gettext_lazy("Azerbaijan"),
    "belarus": gettext_lazy("Belarus"),
    "china": gettext_lazy("China"),
    "egypt": gettext_lazy("Egypt"),
    "germany": gettext_lazy("Germany"),
    "icrc": gettext_lazy("Red Cross (ICRC)"),
    "india": gettext_lazy("India"),
    "intermediary": gettext_lazy("Intermediary"),
    "iran": gettext_lazy("Iran"),
    "israel": gettext_lazy("Israel"),
    "lebanon": gettext_lazy("Lebanon"),
    "lithuania": gettext_lazy("Lithuania"),
    "norway": gettext_lazy("Norway"),
    "oman": gettext_lazy("Oman"),
    "pakistan": gettext_lazy("Pakistan"),
    "palestinians": gettext_lazy("Palestinian side"),
    "poland": gettext_lazy("Poland"),
    "qatar": gettext_lazy("Qatar"),
    "russia": gettext_lazy("Russia"),
    "saudi-arabia": gettext_lazy("Saudi Arabia"),
    "slovenia": gettext_lazy("Slovenia"),
    "switzerland": gettext_lazy("Switzerland"),
    "syria": gettext_lazy("Syria"),
    "turkey": gettext_lazy("Türkiye"),
    "uae": gettext_lazy("United Arab Emirates"),
    "uk": gettext_lazy("United Kingdom"),
    "ukraine": gettext_lazy("Ukraine"),
    "un": gettext_lazy("United Nations"),
    "us": gettext_lazy("United States"),
    "usa": gettext_lazy("United States"),
    "vatican": gettext_lazy("Holy See"),
    "venezuela": gettext_lazy("Venezuela"),
}
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


def party(key: str) -> str:
    """Name a party or a mediator by its key."""
    return str(PARTIES.get(key) or key.replace("-", " ").replace("_", " ").title())


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
