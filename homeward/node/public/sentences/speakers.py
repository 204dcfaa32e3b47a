"""Who speaks: the engines' English names of sides and bodies, in the reader's language where it is known."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from homeward.node.public.sentences.measures import party
from homeward.reading.words import BOTH_SIDES, OUTLET

BODIES = {
    "Coordination Headquarters": gettext_lazy("Coordination Headquarters"),
    "Ministry of Defence": gettext_lazy("Ministry of Defence"),
    "Defence Ministry": gettext_lazy("Ministry of Defence"),
    "MFA": gettext_lazy("Ministry of Foreign Affairs"),
    "Ministry of Foreign Affairs": gettext_lazy("Ministry of Foreign Affairs"),
    "Ombudsman": gettext_lazy("Ombudsman"),
    "President": gettext_lazy("President"),
    "Presidential Office": gettext_lazy("Office of the President"),
    "Defence Intelligence": gettext_lazy("Defence Intelligence"),
    "Security Service": gettext_lazy("Security Service"),
    "Kremlin": gettext_lazy("Kremlin"),
    "Zelensky": gettext_lazy("Zelensky"),
    "Putin": gettext_lazy("Putin"),
    "Trump": gettext_lazy("Trump"),
    "Erdogan": gettext_lazy("Erdoğan"),
    "Umerov": gettext_lazy("Umerov"),
    "Budanov": gettext_lazy("Budanov"),
    "Yermak": gettext_lazy("Yermak"),
    "Yusov": gettext_lazy("Yusov"),
    "Lubinets": gettext_lazy("Lubinets"),
    "Moskalkova": gettext_lazy("Moskalkova"),
    "Medinsky": gettext_lazy("Medinsky"),
    "Peskov": gettext_lazy("Peskov"),
    "Witkoff": gettext_lazy("Witkoff"),
    "Lukashenko": gettext_lazy("Lukashenko"),
}
SIDES = {
    "Ukraine": "ukraine",
    "Russia": "russia",
    "Belarus": "belarus",
    "UAE": "uae",
    "Turkey": "turkey",
    "Turkiye": "turkey",
    "US": "us",
    "USA": "us",
    "ICRC": "icrc",
    "UN": "un",
    "Vatican": "vatican",
    "Saudi Arabia": "saudi_arabia",
}
IN_ITS_OWN_VOICE = pgettext_lazy("speaker", "the publication itself")


def speaker(value: str) -> str:
    """Name a speaker: ``Ukraine: Coordination Headquarters``."""
    if value == OUTLET:
        return str(IN_ITS_OWN_VOICE)
    if value == BOTH_SIDES:
        return _("both sides")
    side, colon, body = (part.strip() for part in value.partition(":"))
    named = party(SIDES[side]) if side in SIDES else side
    return f"{named}: {BODIES.get(body, body)}" if colon else named
