"""Who speaks: the engines' English names of sides, bodies and people, in the reader's language where they are known."""

import re

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from homeward.node.public.sentences.parties import PARTIES, party
from homeward.reading.words import BOTH_SIDES, OUTLET

COMPILED = "compiled record"
BODIES = {
    "Coordination Headquarters": gettext_lazy("Coordination Headquarters"),
    "Ministry of Defence": gettext_lazy("Ministry of Defence"),
    "Interior Ministry": gettext_lazy("Ministry of Internal Affairs"),
    "MFA": gettext_lazy("Ministry of Foreign Affairs"),
    "Ombudsman": gettext_lazy("Ombudsman"),
    "Ombudswoman Moskalkova": gettext_lazy("Ombudswoman Moskalkova"),
    "President": gettext_lazy("President"),
    "Kremlin": gettext_lazy("Kremlin"),
    "White House": gettext_lazy("White House"),
    "negotiator": gettext_lazy("negotiator"),
    "media": gettext_lazy("media"),
    "SBU": gettext_lazy("Security Service (SBU)"),
    "FSB": gettext_lazy("FSB"),
    "IDF": gettext_lazy("IDF"),
    "MIT": gettext_lazy("intelligence service (MIT)"),
    "GUR": gettext_lazy("Defence Intelligence (HUR)"),
    "Aksyonov": gettext_lazy("Aksyonov"),
    "Aliyev": gettext_lazy("Aliyev"),
    "Biden": gettext_lazy("Biden"),
    "Budanov": gettext_lazy("Budanov"),
    "Erdogan": gettext_lazy("Erdoğan"),
    "Fidan": gettext_lazy("Fidan"),
    "Khinshtein": gettext_lazy("Khinshtein"),
    "Klymenko": gettext_lazy("Klymenko"),
    "Lantratova": gettext_lazy("Lantratova"),
    "Lavrov": gettext_lazy("Lavrov"),
    "Lubinets": gettext_lazy("Lubinets"),
    "Lukashenko": gettext_lazy("Lukashenko"),
    "Medinsky": gettext_lazy("Medinsky"),
    "Netanyahu": gettext_lazy("Netanyahu"),
    "Pashinyan": gettext_lazy("Pashinyan"),
    "Peskov": gettext_lazy("Peskov"),
    "Putin": gettext_lazy("Putin"),
    "Rubio": gettext_lazy("Rubio"),
    "Sybiha": gettext_lazy("Sybiha"),
    "Trump": gettext_lazy("Trump"),
    "Umerov": gettext_lazy("Umerov"),
    "Vereshchuk": gettext_lazy("Vereshchuk"),
    "Witkoff": gettext_lazy("Witkoff"),
    "Yermak": gettext_lazy("Yermak"),
    "Yusov": gettext_lazy("Yusov"),
    "Zelensky": gettext_lazy("Zelensky"),
}
IN_ITS_OWN_VOICE = pgettext_lazy("speaker", "the publication itself")


def speaker(value: str) -> str:
    """Name a speaker: ``Ukraine: Coordination Headquarters``."""
    if value == OUTLET:
        return str(IN_ITS_OWN_VOICE)
    if value == BOTH_SIDES:
        return _("both sides")
    if value == COMPILED:
        return _("compiled public record")
    side, colon, body = (part.strip() for part in value.partition(":"))
    key = re.sub(r"\W+", "-", side.lower())
    named = party(key) if key in PARTIES else side
    return f"{named}: {BODIES.get(body, body)}" if colon else named
