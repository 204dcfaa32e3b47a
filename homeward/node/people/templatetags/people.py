"""Words for what is kept in codes: status, source, how far a list is."""

from django import template
from django.utils.functional import Promise
from django.utils.translation import pgettext_lazy

from homeward.node.people.fields import HOLDINGS, STANDINGS
from homeward.node.people.models import Import
from homeward.node.people.views.sources import KINDS

register = template.Library()
PROGRESS: dict[str, str | Promise] = {
    Import.State.READING: pgettext_lazy("list", "being read"),
    Import.State.READY: pgettext_lazy("list", "ready to be looked at"),
    Import.State.TAKING: pgettext_lazy("list", "being taken in"),
    Import.State.DONE: pgettext_lazy("list", "taken in"),
    Import.State.DROPPED: pgettext_lazy("list", "forgotten"),
}


@register.filter
def holding(value: str) -> str:
    """Say why somebody is in the registry."""
    return str(HOLDINGS.get(value, value))


@register.filter
def standing(value: str) -> str:
    """Say where somebody is."""
    return str(STANDINGS.get(value, value))


@register.filter
def source(value: str) -> str:
    """Say what kind of source it is."""
    return str(KINDS.get(value, value))


@register.filter
def progress(value: str) -> str:
    """Say how far a list is."""
    return str(PROGRESS.get(value, value))
