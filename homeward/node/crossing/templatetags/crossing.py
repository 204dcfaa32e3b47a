"""Filters of the crossing's templates."""

from django import template

from homeward.node.crossing import words
from homeward.node.naming import party as named

register = template.Library()


@register.filter
def party(key: str) -> str:
    """Name a participant."""
    return named(key)


@register.filter
def outcome(value: str) -> str:
    """Name what became of somebody."""
    return words.outcome_name(value)


@register.filter
def identity(value: str) -> str:
    """Name how an identity was checked."""
    return str(words.IDENTITY.get(value, ""))


@register.filter
def condition(value: str) -> str:
    """Name a state of health."""
    return str(words.CONDITION.get(value, ""))


@register.filter
def wish(value: str) -> str:
    """Name a wish, as asked at a crossing or as answered."""
    return str(words.WISH.get(value) or words.REPLIES.get(value) or "")
