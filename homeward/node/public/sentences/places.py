"""Places of handover and of agreement, as the compiled record and the engines name them."""

import re

from django.utils.translation import gettext_lazy

from homeward.node.public.sentences.dates import day
from homeward.node.public.sentences.parties import PARTIES, party

PLACES = {
    "Abu Dhabi": gettext_lazy("Abu Dhabi"),
    "Ankara": gettext_lazy("Ankara"),
    "Belarus (returnees)": gettext_lazy("Belarus (those returned)"),
    "Belarusian border": gettext_lazy("border of Belarus"),
    "Doha": gettext_lazy("Doha"),
    "Istanbul": gettext_lazy("Istanbul"),
    "Ukraine-Belarus border": gettext_lazy("border of Ukraine and Belarus"),
}


def place(value: str) -> str:
    """Name a place; one that is not known stays as it was said."""
    if value in PLACES:
        return str(PLACES[value])
    key = re.sub(r"\W+", "-", value.lower())
    return party(key) if key in PARTIES else value


def agreement(value: str) -> str:
    """Say where and when something was agreed: ``Istanbul 2025-05-16``."""
    match = re.fullmatch(r"(.*\S)\s+(\d{4}(?:-\d\d){0,2})", value)
    return f"{place(match[1])}, {day(match[2])}" if match else place(value)
