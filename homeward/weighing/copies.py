"""Which documents are copies of one another: reprints, word for word, and translations.

A wire story on ten sites is one voice, also where no site names the wire. Two documents are **reprints** where at least
``ALIKE`` of the shorter one's runs of five words stand in the other (Broder et al., *Syntactic clustering of the web*,
1997: containment of shingles); a changed headline, a cut tail and small edits leave most runs as they are, and two
reports of the same figures in words of their own share few. A document belongs to a group only if it is like every
member, so that a page which collects two independent reports does not make them one.

Two documents of different languages, published within two days, are **translations** where they give the same figures
in the same order and quote as often: words change, figures and quotations keep their places. That links them, for the
reader; it does not by itself make them one voice, since two newsrooms may retell one statement.

Both look only at documents that share something rare, through an index, so that the cost grows with the text.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Collection, Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from difflib import SequenceMatcher
from enum import StrEnum
from zlib import crc32

from homeward.reading.words import Document

RUN = 5  # words of a shingle
FEWEST_RUNS = 20  # a text shorter than this has too little of its own to be told from a formula
ALIKE = 0.6  # of the shorter text's runs
FEWEST_FIGURES = 5
SAME_FIGURES = 0.8  # of the figures of both, in order
DAYS_APART = 2
_COMMON = 40  # documents; what more of them share is a formula, and tells nothing
_WORD = re.compile(r"[^\W_]+")
_FIGURE = re.compile(r"\d+(?:[ \u00a0\u202f.,]\d{3})*(?!\d)")
_QUOTED = re.compile(r"«[^»]{12,}»|“[^”]{12,}”|„[^“”]{12,}[“”]|\"[^\"\n]{12,}\"")


class CopyKind(StrEnum):
    """How documents are copies of each other."""

    REPRINT = "reprint"  # word for word, but for a headline, a cut or small edits: one voice
    TRANSLATION = "translation"  # the same figures in the same order, in another language: linked


@dataclass(frozen=True, slots=True)
class Copies:
    """Documents that are copies of each other, by name, the earliest published first.

    ``share`` is how much the least alike have in common, 0 to 1: of the shorter text's words, or of the figures.
    """

    kind: CopyKind
    documents: tuple[str, ...]
    share: float


def copies_of(documents: Iterable[Document]) -> tuple[Copies, ...]:
    """Return the groups of documents that are reprints or translations of each other.

    In a group the earliest published is first; a document is in one group of reprints at most. The order in which
    documents are given does not matter.
    """
    ordered = sorted(documents, key=lambda one: (one.published or date.max, one.name))
    groups = _reprints(ordered)
    return (*groups, *_translations(ordered, groups))


def _runs(text: str) -> frozenset[int]:
    words = [word.lower() for word in _WORD.findall(text)]
    return frozenset(crc32(" ".join(words[at : at + RUN]).encode()) for at in range(len(words) - RUN + 1))


def _reprints(documents: Sequence[Document]) -> list[Copies]:
    runs = [_runs(document.text) for document in documents]
    groups: list[list[int]] = []
    group_of: dict[int, int] = {}
    shares: dict[int, float] = {}
    holders: dict[int, list[int]] = defaultdict(list)  # run: the first members of the groups that have it
    for one, mine in enumerate(runs):
        if len(mine) < FEWEST_RUNS:
            continue
        group = _group_like(one, runs, groups, group_of, holders)
        if group is None:
            group_of[one] = len(groups)
            groups.append([one])
            for run in mine:
                holders[run].append(one)
        else:
            shares[group] = min([shares.get(group, 1.0), *(_contained(mine, runs[other]) for other in groups[group])])
            groups[group].append(one)
    return [
        Copies(CopyKind.REPRINT, tuple(documents[one].name for one in members), round(shares[group], 3))
        for group, members in enumerate(groups)
        if len(members) > 1
    ]


def _group_like(
    one: int,
    runs: Sequence[Collection[int]],
    groups: Sequence[Sequence[int]],
    group_of: Mapping[int, int],
    holders: Mapping[int, Sequence[int]],
) -> int | None:
    """The group all of whose members a document is like: the one that it shares most runs with."""
    shared = Counter(first for run in runs[one] if len(held := holders.get(run, ())) <= _COMMON for first in held)
    for first, count in sorted(shared.items(), key=lambda item: (-item[1], item[0]))[:3]:
        if count < FEWEST_RUNS // 2:
            break
        members = groups[group_of[first]]
        looked_at = (*members[:8], *members[-8:])  # of hundreds of copies the first and the last will do
        if all(_contained(runs[one], runs[other]) >= ALIKE for other in looked_at):
            return group_of[first]
    return None


def _contained(one: Collection[int], other: Collection[int]) -> float:
    """How much of the shorter of two sets is in the longer, 0 to 1."""
    short, long = sorted((frozenset(one), frozenset(other)), key=len)
    return len(short & long) / max(1, len(short))


@dataclass(frozen=True, slots=True)
class _Figures:
    """What a translation keeps: the figures in their order, and how many passages are quoted."""

    document: Document
    figures: tuple[str, ...]
    quoted: int

    def pairs(self) -> Iterator[Hashable]:
        """Yield each two figures that follow each other."""
        return zip(self.figures, self.figures[1:], strict=False)


def _translations(documents: Sequence[Document], groups: Sequence[Copies]) -> Iterator[Copies]:
    again = {name for group in groups for name in group.documents[1:]}  # one of each group will do
    holders: dict[Hashable, list[_Figures]] = defaultdict(list)
    for document in documents:
        figures = tuple(re.sub(r"\D", "", found) for found in _FIGURE.findall(document.text))
        if document.name in again or len(figures) < FEWEST_FIGURES or document.published is None:
            continue
        mine = _Figures(document, figures, len(_QUOTED.findall(document.text)))
        others = {
            other.document.name: other
            for pair in set(mine.pairs())
            if len(holders[pair]) <= _COMMON
            for other in holders[pair]
        }
        for other in others.values():
            share = _translated(other, mine)
            if share >= SAME_FIGURES:
                yield Copies(CopyKind.TRANSLATION, (other.document.name, document.name), round(share, 3))
        for pair in set(mine.pairs()):
            holders[pair].append(mine)


def _translated(one: _Figures, other: _Figures) -> float:
    """How many of the figures of both stand in the same order, 0 to 1; 0 where it cannot be a translation."""
    days = (one.document.published, other.document.published)
    if one.document.language == other.document.language or None in days:
        return 0.0
    if abs(days[0] - days[1]).days > DAYS_APART or abs(one.quoted - other.quoted) > max(1, one.quoted // 4):  # type: ignore[operator]
        return 0.0
    if len(set(one.figures) & set(other.figures)) < FEWEST_FIGURES - 1:
        return 0.0
    return SequenceMatcher(None, one.figures, other.figures, autojunk=False).ratio()
