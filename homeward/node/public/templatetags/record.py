"""Filters that say the record's values in a template; every sentence comes from ``sentences``."""

import re
from collections.abc import Mapping, Sequence
from typing import Any

from django import template
from django.urls import reverse
from django.utils.translation import gettext, pgettext

from homeward.node.public import listing, sentences
from homeward.node.public.sentences import claims, verdicts
from homeward.weighing.words import Against, Cause, CheckRule, EarlyBasis, Reason, Rule, Standing, Subject

register = template.Library()

register.filter("measure", sentences.measure)
register.filter("direction", sentences.direction)
register.filter("party", sentences.party)
register.filter("says", sentences.says)
register.filter("category", sentences.category)
register.filter("event", sentences.kind_of_event)
register.filter("day", sentences.day)
register.filter("number", sentences.number)
register.filter("speaker", sentences.speaker)
register.filter("scope", sentences.scope)
register.filter("place", sentences.place)
register.filter("agreement", sentences.agreement)
register.filter("anchor", listing.anchor)
register.filter("anchor_of", listing.anchor_of)
register.filter("claim_kind", claims.kind)
register.filter("damage_kind", claims.damage)


@register.filter
def said(value: Any, subject: Subject | str | None = None) -> str:
    """Say the count of a value, a headline, a side or a claim, as a number in a series for an ordinal."""
    qualifier = value.qualifier if hasattr(value, "qualifier") else value.count_qualifier
    return sentences.said_count(value.count, qualifier, ordinal=subject == Subject.ORDINAL)


@register.filter
def in_series(value: int | None, subject: Subject | str) -> str:
    """Say a plain count as its subject needs it."""
    return sentences.said_count(value, None, ordinal=subject == Subject.ORDINAL)


@register.filter
def standing(value: Standing | str) -> verdicts.Verdict:
    """Say how a figure stands."""
    return verdicts.STANDINGS[Standing(value)]


@register.filter
def meaning(value: Standing | str) -> Any:
    """Say what that standing means."""
    return verdicts.STANDING_MEANINGS[Standing(value)]


@register.filter
def rule(value: Rule | str) -> Any:
    """Say by which rule the headline was chosen."""
    return verdicts.RULES[Rule(value)]


@register.filter
def against(value: Against | str) -> verdicts.Verdict:
    """Say what the signed record says about a value."""
    return verdicts.AGAINST[Against(value)]


@register.filter
def cause(value: Cause | str) -> Any:
    """Say why two values probably differ."""
    return verdicts.CAUSES[Cause(value)]


@register.filter
def check(value: CheckRule | str) -> Any:
    """Say what an arithmetic check checks."""
    return verdicts.CHECKS[CheckRule(value)]


@register.filter
def early(value: EarlyBasis | str) -> Any:
    """Say how it is known that something was told early."""
    return verdicts.EARLY[EarlyBasis(value)]


@register.filter
def reason(value: Reason | str) -> Any:
    """Say why a claim belongs to no exchange."""
    return verdicts.REASONS[Reason(value)]


@register.filter
def get(mapping: Mapping[Any, Any] | None, key: Any) -> Any:
    """Look a key up; empty where it, or the mapping itself, is absent."""
    return mapping.get(key, "") if mapping else ""


@register.filter
def address(key: str) -> str:
    """Return the page of an exchange (its key begins with a date) or of a deal (its key begins with a place)."""
    return reverse("exchange" if key[:4].isdigit() else "deal", args=[key])


@register.filter
def toward(row: listing.Row, direction: str) -> listing.Side | None:
    """Return the main figure of one direction."""
    return row.toward(direction)


@register.filter
def page_name(key: str) -> str:
    """Name the page of an exchange, by its day, or of a deal."""
    return sentences.day(key[:10]) if key[:4].isdigit() else gettext("the exchange in stages")


@register.filter
def tally_name(tally: Any) -> str:
    """Name a line of the signed record: who goes where."""
    where = sentences.direction(f"to_{tally.receiver}")
    who = sentences.category(tally.category or None)
    named = pgettext("figure", "%(who)s %(where)s") % {"who": who, "where": where}
    return named[:1].upper() + named[1:]


@register.filter
def calm(text: str) -> str:
    """Show at most one empty line in a row; the document itself keeps them all."""
    return re.sub(r"\n\s*\n\s*", "\n\n", text)


@register.filter
def beginning(text: str) -> str:
    """Show no empty lines before the first words."""
    return text.lstrip()


@register.filter
def web(url: str | None) -> bool:
    """Tell whether an address that a document gives may be linked: a page of the web, and nothing that runs."""
    return (url or "").lower().startswith(("https://", "http://"))


@register.filter
def nth(sequence: Sequence[Any], index: int) -> Any:
    """Return one of a sequence, by its place from nought."""
    return sequence[index]
