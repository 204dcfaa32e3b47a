"""Reading: a document becomes claims, each with its quotation.

A news page says who went where, how many, who says so, and a good deal besides: what was agreed, what is planned, what
happened before, who was hurt elsewhere. The hard part is to tell these apart without knowing the page. ``read`` does it
with a small grammar: a language is one file of words by meaning, parties and speakers are another, and the rules are
the same for all. Every claim names the rules that made it.
"""

from homeward.reading import native  # first: it sees to it that the others are found compiled, where they are
from homeward.reading.grammar.speaking.publishing import office_of
from homeward.reading.grammar.words.lexicon import is_known, languages, party_label, party_named
from homeward.reading.load import load, load_bytes
from homeward.reading.read import read
from homeward.reading.words import (
    BOTH_SIDES,
    BOTH_TOTAL,
    EACH_SIDE,
    OUTLET,
    Category,
    Claim,
    Damage,
    DamageKind,
    Document,
    Kind,
    Qualifier,
    Reading,
    ReadingError,
)

__all__ = [
    "BOTH_SIDES",
    "BOTH_TOTAL",
    "EACH_SIDE",
    "OUTLET",
    "Category",
    "Claim",
    "Damage",
    "DamageKind",
    "Document",
    "Kind",
    "Qualifier",
    "Reading",
    "ReadingError",
    "is_known",
    "languages",
    "load",
    "load_bytes",
    "native",
    "office_of",
    "party_label",
    "party_named",
    "read",
]
