"""A document's text cut at every claim and every damage, so that a page can mark them where they stand."""

import itertools
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Protocol

from homeward.reading.words import Damage


class Span(Protocol):
    """What has a place in the text and a number on the page."""

    index: int
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of text under the same claims and damage.

    ``begins`` are the claims whose evidence starts here (they get their address here), ``ends`` those whose evidence
    ends here (their numbers stand behind it).
    """

    text: str
    claims: tuple[int, ...]
    begins: tuple[int, ...]
    ends: tuple[int, ...]
    damage: Damage | None


def pieces(text: str, claims: Iterable[Span], damages: Sequence[Damage]) -> list[Piece]:
    """Cut the text into pieces; joined again they are the text, character for character."""
    spans = [claim for claim in claims if 0 <= claim.start < claim.end <= len(text)]
    cuts = {0, len(text)}
    for start, end in [(span.start, span.end) for span in spans] + [(d.start, d.end) for d in damages]:
        cuts.update((min(max(start, 0), len(text)), min(max(end, 0), len(text))))
    edges = sorted(cuts)
    return [
        Piece(
            text=text[start:end],
            claims=tuple(span.index for span in spans if span.start <= start < span.end),
            begins=tuple(span.index for span in spans if span.start == start),
            ends=tuple(span.index for span in spans if span.end == end),
            damage=next((damage for damage in damages if damage.start <= start < damage.end), None),
        )
        for start, end in itertools.pairwise(edges)
        if start < end
    ]
