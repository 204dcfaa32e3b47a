"""How participants, parties, mediators and other states are called, wherever a page names one by its key."""

from django.utils.translation import gettext_lazy

from homeward.reading import party_label

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


def party(key: str) -> str:
    """Name a party or a mediator by its key."""
    return str(PARTIES.get(key) or party_label(key.replace("-", "_")))
