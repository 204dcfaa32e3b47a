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
    "army": pgettext_lazy("speaker", "army"),
    "Azov": gettext_lazy("Azov"),
    "Border Service": gettext_lazy("Border Service"),
    "Defence Intelligence": gettext_lazy("Defence Intelligence"),
    "General Staff": gettext_lazy("General Staff"),
    "I Want to Live": gettext_lazy("I Want to Live"),
    "Justice Ministry": gettext_lazy("Ministry of Justice"),
    "Ministry of Reintegration": gettext_lazy("Ministry of Reintegration"),
    "National Guard": gettext_lazy("National Guard"),
    "National Information Bureau": gettext_lazy("National Information Bureau"),
    "National Security Service": gettext_lazy("National Security Service"),
    "Pentagon": gettext_lazy("Pentagon"),
    "President's Office": gettext_lazy("President's Office"),
    "Prime Minister's Office": gettext_lazy("Prime Minister's Office"),
    "Prison Service": gettext_lazy("Prison Service"),
    "Prosecutor General's Office": gettext_lazy("Prosecutor General's Office"),
    "Qassam Brigades": gettext_lazy("Qassam Brigades"),
    "Security Council": gettext_lazy("Security Council"),
    "State Commission": gettext_lazy("State Commission"),
    "State Department": gettext_lazy("State Department"),
    "State Information Service": gettext_lazy("State Information Service"),
    "embassy": pgettext_lazy("speaker", "embassy"),
    "head of the President's Office": pgettext_lazy("speaker", "head of the President's Office"),
    "official": pgettext_lazy("speaker", "official"),
    "presidency": pgettext_lazy("speaker", "presidency"),
    "regional administration": pgettext_lazy("speaker", "regional administration"),
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
