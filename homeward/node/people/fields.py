"""The fields of a person: what they are called on screen, where they stand, and how what is typed is read.

The fields are those of the capture card (GC III Annex IV B), of what the bureaux send each other (GC III 122, GC IV
138), and of a tracing request (AP I 33).
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from homeward.lists.dates import born
from homeward.lists.values import sex as sex_of
from homeward.node import NodeError
from homeward.node.people.models import Holding, Person, Standing


class FieldError(NodeError):
    """What was typed cannot be understood; the message, translated, says which field and what to do."""


@dataclass(frozen=True, slots=True)
class Known:
    """A field: its name in ``Person``, its label, its group on the page, and whether it is a date or a long text."""

    name: str
    label: str | Promise
    group: str
    kind: str = "text"  # text, date, long, sex, yes


GROUPS: dict[str, str | Promise] = {
    "name": gettext_lazy("Name"),
    "who": gettext_lazy("Who it is"),
    "service": gettext_lazy("Service"),
    "custody": gettext_lazy("Capture and custody"),
    "exchange": gettext_lazy("For the exchange"),
}
FIELDS: tuple[Known, ...] = (
    Known("surname", gettext_lazy("Surname"), "name"),
    Known("given", gettext_lazy("First names"), "name"),
    Known("patronymic", gettext_lazy("Patronymic"), "name"),
    Known("birth", gettext_lazy("Date of birth"), "who", "date"),
    Known("birth_place", gettext_lazy("Place of birth"), "who"),
    Known("sex", gettext_lazy("Sex"), "who", "sex"),
    Known("father", gettext_lazy("First name of the father"), "who"),
    Known("mother_maiden", gettext_lazy("Maiden name of the mother"), "who"),
    Known("nationality", gettext_lazy("Nationality"), "who"),
    Known("residence", gettext_lazy("Last residence"), "who"),
    Known("marks", gettext_lazy("Distinguishing characteristics"), "who", "long"),
    Known("rank", gettext_lazy("Rank"), "service"),
    Known("service_number", gettext_lazy("Service or personal number"), "service"),
    Known("unit", gettext_lazy("Unit"), "service"),
    Known("captured_on", gettext_lazy("Captured, or last heard of, on"), "custody", "date"),
    Known("captured_at", gettext_lazy("Captured, or last heard of, at"), "custody"),
    Known("circumstances", gettext_lazy("Circumstances"), "custody", "long"),
    Known("site", gettext_lazy("Place of holding"), "custody"),
    Known("site_number", gettext_lazy("Number at the place of holding"), "custody"),
    Known("party", gettext_lazy("Power on which the person depends"), "exchange"),
    Known("category", pgettext_lazy("of a person", "Category"), "exchange"),
    Known("priority", gettext_lazy("Class of priority"), "exchange"),
    Known("stretcher", gettext_lazy("Travels lying down"), "exchange", "yes"),
)
BY_NAME: Mapping[str, Known] = {field.name: field for field in FIELDS}
NAMES = ("surname", "given", "patronymic")
HOLDINGS: dict[str, str | Promise] = {
    Holding.HELD: gettext_lazy("held by us"),
    Holding.SOUGHT: gettext_lazy("sought by us"),
}
STANDINGS: dict[str, str | Promise] = {
    Standing.UNKNOWN: gettext_lazy("not known"),
    Standing.MISSING: gettext_lazy("missing"),
    Standing.HELD: gettext_lazy("held"),
    Standing.HOSPITAL: gettext_lazy("in hospital"),
    Standing.RETURNED: gettext_lazy("returned home"),
    Standing.RELEASED: gettext_lazy("released"),
    Standing.ESCAPED: gettext_lazy("escaped"),
    Standing.DECEASED: gettext_lazy("deceased"),
}


def longest(name: str) -> int:
    """Return how many characters a field may have."""
    return int(Person._meta.get_field(name).max_length or 4000)  # type: ignore[union-attr]  # every field has the attribute


def blank() -> dict[str, Any]:
    """Return the fields of somebody of whom nothing is known."""
    nobody = Person()
    return {name: getattr(nobody, name) for name in BY_NAME}


def read_date(text: str, today: date) -> str:
    """Return a date as far as it is known: ``1990``, ``1990-05``, ``1990-05-17`` or nothing.

    Raises:
        FieldError: it is none; nothing is guessed here, since somebody can be asked.
    """
    found = born(text, today)
    if any(not fault.mended for fault in found.faults):
        raise FieldError(_("“%(cell)s” is no date; write 1990, 1990-05 or 1990-05-17.") % {"cell": text[:40]})
    return found.iso


def read_value(name: str, text: str, today: date) -> Any:
    """Return what was typed for a field as ``Person`` keeps it.

    Raises:
        FieldError: it cannot be understood, or is too long.
    """
    text = " ".join(text.split()) if BY_NAME[name].kind != "long" else text.strip()
    match BY_NAME[name].kind:
        case "date":
            return read_date(text, today)
        case "yes":
            return text not in {"", "0", "no"}
        case "sex":
            found = sex_of(text)
            if found is None:
                raise FieldError(_("“%(cell)s” is no sex that can be read; write M or F.") % {"cell": text[:40]})
            return found
    if len(text) > longest(name):
        raise FieldError(
            _("%(field)s: at most %(most)d characters; put the rest into a note.")
            % {"field": BY_NAME[name].label, "most": longest(name)}
        )
    return text
