"""What is counted: who, where to, of what."""

import re

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext, pgettext_lazy

from homeward.reading.words import BOTH_TOTAL, EACH_SIDE, Category
from homeward.weighing.words import EventKind, Measure, Subject

PARTIES = {
    "ukraine": gettext_lazy("Ukraine"),
    "russia": gettext_lazy("Russia"),
    "belarus": gettext_lazy("Belarus"),
    "lithuania": gettext_lazy("Lithuania"),
    "uae": gettext_lazy("United Arab Emirates"),
    "turkey": gettext_lazy("Türkiye"),
    "us": gettext_lazy("United States"),
    "usa": gettext_lazy("United States"),
    "saudi_arabia": gettext_lazy("Saudi Arabia"),
    "vatican": gettext_lazy("Holy See"),
    "icrc": gettext_lazy("International Committee of the Red Cross"),
    "un": gettext_lazy("United Nations"),
}
TO = {
    "ukraine": gettext_lazy("to Ukraine"),
    "russia": gettext_lazy("to Russia"),
    "belarus": gettext_lazy("to Belarus"),
    "lithuania": gettext_lazy("to Lithuania"),
}
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


def party(key: str) -> str:
    """Name a party or a mediator."""
    return str(PARTIES.get(key) or key.replace("_", " ").title())


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
    """Say of what a running total or an ordinal counts; words of the document stay as they are."""
    if not value:
        return _("scope not stated")
    if match := re.fullmatch(r"since (\d{4})(?:-(\d\d))?", value):
        from homeward.node.public.sentences.dates import day

        return _("since %(when)s") % {"when": day("-".join(part for part in match.groups() if part))}
    if match := re.fullmatch(r"in (\d{4})", value):
        return _("in %(year)s") % {"year": match.group(1)}
    return value


def measure(value: Measure) -> str:
    """Name what a figure counts, beginning with a capital."""
    who, where = category(value.category), direction(value.direction)
    data = {"who": who, "where": where, "scope": scope(value.scope)}
    match value.subject:
        case Subject.MOVED:
            named = pgettext("figure", "%(who)s %(where)s") % data
        case Subject.PART if value.scope:
            named = pgettext("figure", "of them %(scope)s, %(where)s") % {**data, "scope": value.scope}
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
