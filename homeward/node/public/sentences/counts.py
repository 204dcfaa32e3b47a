"""Counts: with how exact they say they are, and never a bare number where people are meant."""

from django.utils import formats
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from homeward.reading.words import Qualifier


def number(value: int) -> str:
    """Write a whole number as the language does."""
    return formats.number_format(value, use_l10n=True, force_grouping=True)


def count(value: int | None, qualifier: Qualifier | str | None = None) -> str:
    """Say a count with its qualifier: ``more than 200``."""
    if value is None:
        return _("not disclosed")
    written = number(value)
    phrases = {
        Qualifier.MORE_THAN: _("more than %(count)s"),
        Qualifier.NEARLY: _("nearly %(count)s"),
        Qualifier.ABOUT: _("about %(count)s"),
        Qualifier.AT_LEAST: _("at least %(count)s"),
        Qualifier.UP_TO: _("up to %(count)s"),
    }
    phrase = phrases.get(Qualifier(qualifier)) if qualifier else None
    return phrase % {"count": written} if phrase else written


def said_count(value: int | None, qualifier: Qualifier | str | None, *, ordinal: bool) -> str:
    """Say a count, or an ordinal as a number in a series: ``No. 64``."""
    if ordinal and value is not None:
        return pgettext("the how-manieth exchange", "No. %(number)s") % {"number": number(value)}
    return count(value, qualifier)


def people(value: int | None, qualifier: Qualifier | str | None = None) -> str:
    """Say how many people: ``390 people``."""
    if value is None:
        return _("an undisclosed number of people")
    return ngettext("%(count)s person", "%(count)s people", value) % {"count": count(value, qualifier)}
