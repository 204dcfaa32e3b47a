"""Are these two records one person, and why; a whole list against a whole registry.

The list that comes from the other side is written in another alphabet, by a tired clerk. A wrong match sends home the
wrong man; a missed one leaves someone behind. So nothing here answers yes or no by a threshold on likeness. For every
row the people of the registry *and nobody* compete; each field says in bits how much it speaks for or against one of
them, a rare name more than a common one; a namesake or a brother lowers all; rows of one list compete for a person.
What is certain is told from what a person must judge, at a stated precision, and every decision opens into its parts.

    index = Index(registry_columns)         # or Index.open(folder)
    for decision in match(index, list_columns).decisions(): ...
    find(index, Subject("?", full_name="Tkachenko Ivan", born="1990-05-12"))
"""

from homeward.matching.columns import Column
from homeward.matching.engine import Duplicate, Matches, duplicates, find, match
from homeward.matching.explain import percent, sentence
from homeward.matching.index import Index
from homeward.matching.judged import Judged
from homeward.matching.words import (
    COLUMNS,
    Candidate,
    Decision,
    Evidence,
    Field,
    IndexDamagedError,
    JudgedError,
    MatchingError,
    Outcome,
    Subject,
    Why,
)

__all__ = [
    "COLUMNS",
    "Candidate",
    "Column",
    "Decision",
    "Duplicate",
    "Evidence",
    "Field",
    "Index",
    "IndexDamagedError",
    "Judged",
    "JudgedError",
    "Matches",
    "MatchingError",
    "Outcome",
    "Subject",
    "Why",
    "duplicates",
    "find",
    "match",
    "percent",
    "sentence",
]
