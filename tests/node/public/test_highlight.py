"""A document's text is cut, never changed."""

from dataclasses import dataclass

from hypothesis import given
from hypothesis import strategies as st

from homeward.node.public.highlight import pieces
from homeward.reading.words import Damage, DamageKind


@dataclass(frozen=True)
class Span:
    index: int
    start: int
    end: int


TEXTS = st.text(max_size=60)
SPANS = st.lists(st.tuples(st.integers(0, 70), st.integers(0, 70)), max_size=6)


@given(TEXTS, SPANS, SPANS)
def test_the_pieces_joined_are_the_text(
    text: str, claims: list[tuple[int, int]], damages: list[tuple[int, int]]
) -> None:
    spans = [Span(index, start, end) for index, (start, end) in enumerate(claims)]
    broken = [Damage(min(pair), max(pair), DamageKind.FORMULA, "") for pair in damages]
    assert "".join(piece.text for piece in pieces(text, spans, broken)) == text


@given(TEXTS, SPANS)
def test_every_claim_inside_the_text_is_marked_once_at_its_start_and_end(
    text: str, claims: list[tuple[int, int]]
) -> None:
    spans = [Span(index, start, end) for index, (start, end) in enumerate(claims)]
    cut = pieces(text, spans, [])
    for span in spans:
        inside = 0 <= span.start < span.end <= len(text)
        assert sum(span.index in piece.begins for piece in cut) == inside
        assert sum(span.index in piece.ends for piece in cut) == inside
        marked = "".join(piece.text for piece in cut if span.index in piece.claims)
        assert marked == (text[span.start : span.end] if inside else "")
