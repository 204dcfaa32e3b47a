"""What is counted: who, where to, of what."""

import re

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext, pgettext_lazy

from homeward.node.public.sentences.dates import day
from homeward.node.public.sentences.parties import direction, party
from homeward.reading.words import Category
from homeward.weighing.words import EventKind, Measure, Subject

# Who was counted, in the form that follows "how many": the genitive plural in Ukrainian and Russian.
COUNTED = {
    Category.SERVICEMEN: pgettext_lazy("how many", "servicemen"),
    Category.CIVILIANS: pgettext_lazy("how many", "civilians"),
    Category.PRISONERS: pgettext_lazy("how many", "people"),
    Category.BODIES: pgettext_lazy("how many", "bodies"),
    Category.CHILDREN: pgettext_lazy("how many", "children"),
    Category.WOMEN: pgettext_lazy("how many", "women"),
    Category.MEN: pgettext_lazy("how many", "men"),
    Category.OFFICERS: pgettext_lazy("how many", "officers"),
    Category.PRIVATES_AND_SERGEANTS: pgettext_lazy("how many", "privates and sergeants"),
    Category.HOSTAGES: pgettext_lazy("how many", "hostages"),
}
EVENTS = {
    EventKind.PERSONS: gettext_lazy("Exchange of prisoners"),
    EventKind.BODIES: gettext_lazy("Return of bodies"),
    EventKind.UNILATERAL: gettext_lazy("Repatriation without return"),
    EventKind.RELEASE: gettext_lazy("Release by a third party"),
    EventKind.PLANNED: gettext_lazy("Announced, not seen to happen"),
    EventKind.CANCELLED: gettext_lazy("Agreed, not carried out"),
}
BESIDES = "besides"  # not a part of the people, but handed over outside the agreed numbers
# The scopes that the engines make; ``%(when)s`` becomes a date and ``%(whom)s`` a party.
_SCOPES = {
    r"since (?P<year>\d{4})": gettext_lazy("since %(year)s"),
    r"since (?P<when>\d{4}-\d\d)": gettext_lazy("since %(when)s"),
    r"in (?P<year>\d{4})": gettext_lazy("in %(year)s"),
    r"through (?P<whom>.+)": gettext_lazy("through: %(whom)s"),
    r"released by (?P<whom>.+)": gettext_lazy("released by: %(whom)s"),
    r"stage of (?P<name>.+)": gettext_lazy("stage of %(name)s"),
    r"stage": gettext_lazy("stage of a series"),
    r"outside exchanges": gettext_lazy("outside exchanges"),
    BESIDES: gettext_lazy("besides the agreed numbers"),
    r"(?P<whom>.+)-mediated": gettext_lazy("mediated by: %(whom)s"),
    r"bodies in (?P<year>\d{4})": gettext_lazy("bodies in %(year)s"),
    r"this deal so far": gettext_lazy("this exchange so far"),
    r"wounded": gettext_lazy("wounded"),
    r"died in captivity": gettext_lazy("died in captivity"),
    r"collaborators": gettext_lazy("convicted of collaboration"),
    r"foreigners": gettext_lazy("foreigners"),
}


def category(value: Category | str | None) -> str:
    """Say who was counted."""
    if value is None:
        return str(COUNTED[Category.PRISONERS])
    try:
        return str(COUNTED[Category(value)])
    except ValueError:
        return str(value)


def kind_of_event(value: EventKind | str) -> str:
    """Say what kind of event it was."""
    return str(EVENTS[EventKind(value)])


def scope(value: str | None) -> str:
    """Say of what a running total or an ordinal counts; other words of a document stay as they are."""
    if not value:
        return _("scope not stated")
    for pattern, phrase in _SCOPES.items():
        if match := re.fullmatch(pattern, value):
            return str(phrase) % {name: _piece(name, said) for name, said in match.groupdict().items()}
    return value


def _piece(name: str, said: str) -> str:
    if name == "when":
        return day(said)
    if name == "whom":
        return party(re.sub(r"\W+", "-", said.lower()))
    return said


def measure(value: Measure) -> str:
    """Name what a figure counts, beginning with a capital."""
    who, where = category(value.category), direction(value.direction)
    data = {"who": who, "where": where, "scope": scope(value.scope)}
    match value.subject:
        case Subject.MOVED if not (value.direction or "").startswith("to_"):
            named = pgettext("figure", "%(who)s, %(where)s") % data
        case Subject.MOVED:
            named = pgettext("figure", "%(who)s %(where)s") % data
        case Subject.PART if value.scope == BESIDES:
            named = pgettext("figure", "%(scope)s, %(where)s") % data
        case Subject.PART if value.scope:
            named = pgettext("figure", "of them %(scope)s, %(where)s") % data
        case Subject.PART:
            named = pgettext("figure", "of them %(who)s, %(where)s") % data
        case Subject.BODIES:
            named = pgettext("figure", "bodies %(where)s") % data
        case Subject.AGREED:
            named = pgettext("figure", "agreed: %(who)s %(where)s") % data
        case Subject.PLANNED:
            named = pgettext("figure", "planned: %(who)s %(where)s") % data
        case Subject.RUNNING_TOTAL:
            named = pgettext("figure", "running total: %(who)s %(where)s, %(scope)s") % data
        case Subject.ORDINAL:
            named = pgettext("figure", "number in the series, %(scope)s") % data
    return named[:1].upper() + named[1:]
