"""By what an exchange is found: facets to choose from, and the words a search looks in."""

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from django.db.models import Count, Q

from homeward.node.public import listing
from homeward.node.public.models import ExchangePage, Facet
from homeward.weighing.words import Exchange

NAMES = ("direction", "category", "mediator", "source", "standing", "kind")
_LONGEST = 200  # characters of a facet's value
_TERMS = 8  # words of a search at most


def facets(exchange: Exchange) -> Iterator[tuple[str, str]]:
    """Return the facets of an exchange, each once, as name and value."""
    row = listing.row(exchange)
    found = {("kind", exchange.kind.value)}
    for figure in exchange.figures:
        if (figure.measure.direction or "").startswith("to_"):
            found.add(("direction", figure.measure.direction or ""))
        if figure.measure.category is not None:
            found.add(("category", figure.measure.category.value))
    found |= {("mediator", said.value[:_LONGEST]) for said in exchange.mediators}
    found |= {("source", source.outlet[:_LONGEST]) for source in exchange.sources if source.outlet}
    if row.standing is not None:
        found.add(("standing", row.standing.value))
    yield from sorted(found)


def words(exchange: Exchange) -> str:
    """Return what a search looks in: who said it and how, places, mediators, agreements, outlets."""
    said = [voice for figure in exchange.figures for voice in figure.voices]
    parts = [part for voice in (*said, *exchange.remarks) for part in (voice.speaker, voice.outlet, voice.evidence)]
    parts += [one.value for one in (*exchange.mediators, *exchange.places, *exchange.agreements)]
    parts += [source.title for source in exchange.sources]
    return "\n".join(dict.fromkeys(part for part in parts if part)).casefold()


def find(asked: Mapping[str, str]) -> Any:
    """Return the exchanges that fit what was asked: ``from``, ``to``, ``q`` and any of ``NAMES``; the rest is ignored.

    A date known in part is found if any day of it is in the range.
    """
    found = ExchangePage.objects.defer("value", "words")
    for name in NAMES:
        if value := asked.get(name, ""):
            found = found.filter(facets__name=name, facets__value=value)
    if (first := _day(asked.get("from", ""))) is not None:
        day = first.isoformat()
        found = found.filter(Q(date__gte=day) | Q(date=day[:7]) | Q(date=day[:4]))
    if (last := _day(asked.get("to", ""))) is not None:
        found = found.filter(date__lte=last.isoformat())
    for term in asked.get("q", "").casefold().split()[:_TERMS]:
        found = found.filter(words__contains=term)
    return found


def _day(said: str) -> date | None:
    try:
        return date.fromisoformat(said)
    except ValueError:
        return None


def choices() -> dict[str, list[str]]:
    """Return the values there are of every facet, the most frequent first."""
    found: dict[str, list[str]] = {name: [] for name in NAMES}
    counted = Facet.objects.values("name", "value").annotate(times=Count("id")).order_by("-times", "value")
    for facet in counted:
        found[facet["name"]].append(facet["value"])
    return found
