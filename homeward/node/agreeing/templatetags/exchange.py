"""Filters that say the exchange's values in a template."""

from django import template
from django.template import Context
from django.urls import reverse
from django.utils.http import urlencode

from homeward.exchange.entries import Ref, type_of
from homeward.node.accounts.gate import rights
from homeward.node.accounts.roles import Right
from homeward.node.agreeing import describing, words
from homeward.node.agreeing.figures import Column
from homeward.node.naming import party

register = template.Library()
register.filter("party", party)
register.filter("parties", words.parties)
register.filter("category", words.category)
register.filter("spoken", words.spoken)
register.filter("where", describing.where)
register.filter("body_title", describing.title)


@register.filter
def type_name(value: str) -> str:
    """Name a type of entry."""
    return str(words.TYPES.get(value, value))


@register.filter
def kind(value: str) -> str:
    """Say what a list says of its people."""
    return str(words.KINDS[value])  # type: ignore[index]  # a string enum is found by its value


@register.filter
def reply(value: str) -> str:
    """Name a reply."""
    return str(words.REPLIES[value])  # type: ignore[index]  # as above


@register.filter
def role(value: str) -> str:
    """Name a participant's role."""
    return str(words.ROLES[value])  # type: ignore[index]  # as above


@register.filter
def fate(value: str) -> str:
    """Say what became of an entry."""
    return str(words.FATES[value])  # type: ignore[index]  # as above


@register.filter
def offer_fate(value: str) -> str:
    """Say where an offer stands."""
    return str(words.OFFER_FATES[value])  # type: ignore[index]  # as above


@register.filter
def offer_verdict(value: str) -> str:
    """Return the colour of where an offer stands."""
    return words.OFFER_VERDICTS[value]  # type: ignore[index]  # as above


@register.filter
def standing(value: str) -> str:
    """Say how far an entry has come."""
    return str(words.STANDINGS[value])  # type: ignore[index]  # as above


@register.filter
def standing_verdict(value: str) -> str:
    """Return the colour of how far an entry has come."""
    return words.STANDING_VERDICTS[value]  # type: ignore[index]  # as above


@register.filter
def person_fate(value: str) -> str:
    """Say where a person stands."""
    return str(words.PERSON_FATES[value])  # type: ignore[index]  # as above


@register.filter
def closed(value: str) -> str:
    """Say how an exchange ended."""
    return str(words.CLOSED[value])  # type: ignore[index]  # as above


@register.filter
def measure(value: str) -> str:
    """Name a measure."""
    return str(words.MEASURES[value])


@register.filter
def entry_address(ref: Ref) -> str:
    """Return where an entry is read."""
    return reverse("exchange-entry", args=[ref.participant, ref.index])


@register.filter
def body_type(body: object) -> str:
    """Name a body's type on the wire."""
    return type_of(body)  # type: ignore[arg-type]  # a body, from a view


@register.simple_tag
def figure_address(name: str, column: Column, stage: str | None) -> str:
    """Return the page that a figure opens to."""
    query = {"giver": column.giver, "receiver": column.receiver}
    query |= {"stage": stage} if stage else {}
    query |= {"category": column.category} if column.category else {}
    return f"{reverse('exchange-figure', args=[name])}?{urlencode(query)}"


@register.filter
def way(column: Column) -> str:
    """Say which direction a column is of."""
    return words.direction(column.giver, column.receiver)


@register.simple_tag(takes_context=True)
def negotiates(context: Context) -> bool:
    """Whether whoever looks may say something signed."""
    return Right.NEGOTIATE in rights(context["request"])
