"""A sentence with everything a rule may ask of it: its words, meanings, numbers, dates and clauses."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import MAXYEAR, date, timedelta
from itertools import pairwise
from typing import TypeVar

from homeward.reading.grammar.words.dates import When, dates
from homeward.reading.grammar.words.lexicon import Language, world
from homeward.reading.grammar.words.numbers import Amount, amounts
from homeward.reading.grammar.words.phrases import Mark
from homeward.reading.grammar.words.sentences import Sentence
from homeward.reading.grammar.words.tokens import Sort, Token

_Key = TypeVar("_Key")
_By = defaultdict[_Key, list[Mark]]

_AHEAD = {"future", "going_on", "more_to_come"}
_BEHIND_WITHIN = 3  # the same where it stands before: "в суботу чекаємо продовження"
_AHEAD_WITHIN = 6  # tokens between a word of the future and its weekday
_BREAKS = frozenset(";:—–()")
_ACTS = {"be", "going_on", "event_done", "completed", "begun", "to_be_held"}  # cues that are verbs
_GOVERNED_WITHIN = 4  # words between a preposition and the first that has a case


@dataclass(frozen=True, slots=True)
class Line:
    """A read sentence; indices of marks, amounts, dates and clauses count its tokens."""

    index: int
    heading: bool
    tokens: tuple[Token, ...]
    marks: tuple[Mark, ...]
    amounts: tuple[Amount, ...]
    whens: tuple[When, ...]
    clauses: tuple[tuple[int, int], ...]
    groups: Mapping[str, Sequence[Mark]]  # the marks by group,
    starts: Mapping[int, Sequence[Mark]]  # by where they start,
    ends: Mapping[int, Sequence[Mark]]  # by where they end,
    meant: Mapping[tuple[str, str], Sequence[Mark]]  # and by group and value
    meaning: frozenset[int]  # the tokens of all marks
    inflected: bool = False  # cases tell who does what to whom
    apart: dict[int, bool] = field(init=False, default_factory=dict)  # which dates are of something else, as found

    def all(self, group: str, *values: str, lo: int = 0, hi: int | None = None) -> Iterator[Mark]:
        """The marks of a group, of some values if given, that lie within tokens *lo* to *hi*."""
        hi = len(self.tokens) if hi is None else hi
        for mark in self._of(group, values):
            if lo <= mark.i and mark.j <= hi:
                yield mark

    def _of(self, group: str, values: tuple[str, ...]) -> Sequence[Mark]:
        """The marks of a group, of some values if given: of most there are none."""
        if not values:
            return self.groups.get(group, ())
        if len(values) == 1:
            return self.meant.get((group, values[0]), ())
        found = [marks for value in values if (marks := self.meant.get((group, value))) is not None]
        return (
            found[0]
            if len(found) == 1
            else [m for m in self.groups.get(group, ()) if m.value in values]
            if found
            else ()
        )

    # These are asked a hundred thousand times a second: loops, since a generator costs half as much again.

    def first(self, group: str, *values: str, lo: int = 0, hi: int | None = None) -> Mark | None:
        """The first such mark."""
        found = self.meant.get((group, values[0])) if len(values) == 1 else self._of(group, values)
        if not found:
            return None
        end = len(self.tokens) if hi is None else hi
        for mark in found:
            if lo <= mark.i and mark.j <= end:
                return mark
        return None

    def last(self, group: str, *values: str, lo: int = 0, hi: int | None = None) -> Mark | None:
        """The last such mark."""
        found = self.meant.get((group, values[0])) if len(values) == 1 else self._of(group, values)
        if not found:
            return None
        end = len(self.tokens) if hi is None else hi
        for mark in reversed(found):
            if lo <= mark.i and mark.j <= end:
                return mark
        return None

    def at(self, group: str, i: int, *values: str) -> Mark | None:
        """The mark of a group that starts at token *i*."""
        for mark in self.starts.get(i, ()):
            if mark.group == group and (not values or mark.value in values):
                return mark
        return None

    def ending(self, group: str, j: int, *values: str) -> Mark | None:
        """The mark of a group that ends before token *j*."""
        for mark in self.ends.get(j, ()):
            if mark.group == group and (not values or mark.value in values):
                return mark
        return None

    def clause(self, i: int) -> tuple[int, int]:
        """The clause that token *i* stands in."""
        for clause in self.clauses:
            if clause[0] <= i < clause[1]:
                return clause
        return 0, len(self.tokens)

    def cases(self, mark: Mark) -> frozenset[str]:
        """The cases that a mark's words agree in; none of a word without cases, such as an acronym."""
        if mark.group in {"office", "speaker"}:  # the rest of its name is in the genitive
            return self.tokens[mark.i].form.cases
        agreed: frozenset[str] = frozenset()
        for token in self.tokens[mark.i : mark.j]:
            agreed = (agreed & token.form.cases or agreed) if agreed else token.form.cases
        return agreed

    def traits(self, mark: Mark) -> frozenset[str]:
        """What the verb among a mark's words may be."""
        return frozenset(trait for token in self.tokens[mark.i : mark.j] for trait in token.form.traits)

    def low(self, i: int) -> str:
        """Token *i* in lower case, empty beyond the ends."""
        return self.tokens[i].low if 0 <= i < len(self.tokens) else ""

    def span(self, i: int, j: int) -> tuple[int, int]:
        """Where tokens *i* to *j* stand in the text."""
        return self.tokens[i].start, self.tokens[max(i, j - 1)].end


def line(index: int, sentence: Sentence, language: Language, published: date | None) -> Line:
    """Read one sentence."""
    tokens = sentence.tokens
    whens = dates(tokens, language.dates, published)
    dated = {k for when in whens for k in range(when.i, when.j)}
    marks = [m for m in language.phrases.marks(tokens) if not (m.j - m.i == 1 and m.i in dated and m.group == "cue")]
    marks = _as_of(marks, published)
    if language.inflected:
        marks = _with_futures([m for m in marks if not m.needs or _is_governed(m, tokens)], tokens)
    whens = [_to_come(when, tokens, marks, language, published) for when in whens]
    marks = [m for m in marks if not (m.group == "verb" and _is_noun(m, marks, tokens))]
    numbers = [a for a in amounts(tokens, language.numbers) if a.i not in dated]
    return Line(
        index, sentence.heading, tokens, tuple(marks), tuple(numbers), tuple(whens),
        _clauses(tokens, marks, commas=language.inflected), *_indexed(marks),
        frozenset([k for mark in marks for k in range(mark.i, mark.j)]), language.inflected,
    )  # fmt: skip


def _as_of(marks: list[Mark], published: date | None) -> list[Mark]:
    """Names that stand for one party up to a day and for another since, by the day of the page."""
    dated = world().dated
    if not any(m.value in dated for m in marks):
        return marks
    found: list[Mark] = []
    for mark in marks:
        then = dated.get(mark.value)
        if then is None:
            found.append(mark)
            continue
        party = then.before if published is not None and published <= then.until else then.since
        if party is not None:
            found.append(mark._replace(value=party))
    return found


def _is_governed(mark: Mark, tokens: Sequence[Token]) -> bool:
    """Whether the first noun or adjective behind a preposition is in the case that its meaning needs."""
    for token in tokens[mark.j : mark.j + _GOVERNED_WITHIN]:
        if token.sort is Sort.WORD and token.form.cases:
            return mark.needs in token.form.cases
        if token.text in {",", ".", ";", ":"}:
            return False
    if mark.j >= len(tokens) or tokens[mark.j].sort is not Sort.WORD:
        return False
    moved = mark.i > 0 and bool(tokens[mark.i - 1].form.traits)
    return mark.needs != "accs" or moved  # "в РФ" is where somebody is, but "вернулись в РФ"


def _with_futures(marks: list[Mark], tokens: Sequence[Token]) -> list[Mark]:
    """Mark what a verb's own form tells: that it is still to come."""
    told = {m.i for m in marks if m.group == "verb" or (m.group == "cue" and m.value in _ACTS)}
    told |= {i for i, token in enumerate(tokens) if token.form.traits == {"futr"} and not token.form.cases}
    ahead = [
        Mark("cue", "future", i, i + 1)
        for i in sorted(told)
        if "futr" in tokens[i].form.traits and not {"past", "infn", "pres"} & tokens[i].form.traits
    ]
    return sorted([*marks, *ahead], key=lambda m: (m.i, -m.j))


def _to_come(
    when: When, tokens: Sequence[Token], marks: Sequence[Mark], language: Language, published: date | None
) -> When:
    """A weekday told of the future is the next one: "the exchange will continue on Sunday"."""
    if not tokens[when.i].among(language.dates.weekdays) or when.first is None or when.first.year >= MAXYEAR:
        return when
    if published is not None and when.first >= published:
        return when
    ahead = (m for m in marks if m.group == "cue" and m.value in _AHEAD and when.i - _AHEAD_WITHIN <= m.i < when.i)
    behind = (m for m in marks if m.group == "cue" and m.value in _AHEAD and 0 <= m.i - when.j <= _BEHIND_WITHIN)
    if not language.inflected:  # "Saturday and Sunday would bring more"
        behind = (m for m in behind if m.i == when.j and m.value == "future")
    if next(ahead, None) is None and next(behind, None) is None:
        return when
    day = when.first + timedelta(days=7)
    return when._replace(first=day, last=day)


def _indexed(marks: Sequence[Mark]) -> tuple[_By[str], _By[int], _By[int], _By[tuple[str, str]]]:
    """Marks by group, by where they start, by where they end, and by group and value."""
    groups: _By[str] = defaultdict(list)
    starts: _By[int] = defaultdict(list)
    ends: _By[int] = defaultdict(list)
    meant: _By[tuple[str, str]] = defaultdict(list)
    for mark in marks:
        group, value, i, j, _ = mark
        groups[group].append(mark)
        starts[i].append(mark)
        ends[j].append(mark)
        meant[group, value].append(mark)
    return groups, starts, ends, meant


def _is_noun(verb: Mark, marks: Sequence[Mark], tokens: Sequence[Token]) -> bool:
    """Whether a word that can be both is the noun: "the exchange", but "to exchange", "Russia, Ukraine exchange"."""
    if not any(m.group == "exchange" and (m.i, m.j) == (verb.i, verb.j) for m in marks):
        return False
    before = [m for m in marks if m.j == verb.i]
    as_verb = any(
        m.group == "party" or (m.group == "cue" and m.value in {"to", "and", "auxiliary", "future", "terms"})
        for m in before
    )
    return not as_verb and verb.i > 0 and tokens[verb.i - 1].text != ","


def _clauses(tokens: Sequence[Token], marks: Sequence[Mark], *, commas: bool) -> tuple[tuple[int, int], ...]:
    """Cut at signs, at words that open a clause, at "and" between two verbs, at "that" after an exchange or deal.

    Where a language demands *commas* between clauses, one that has verbs on both sides parts them.
    """
    cuts = {i for i, token in enumerate(tokens) if token.text in _BREAKS}
    opening = [m for m in marks if m.group == "cue" and m.value == "clause"]
    cuts |= {m.i for m in opening if not commas or m.i == 0 or tokens[m.i - 1].sort is Sort.SIGN}
    verbs = [
        m.i
        for m in marks
        if m.group == "verb"
        or (m.group == "speech" and m.value == "say")
        or (m.group == "cue" and m.value in {"future", "be"})
    ]
    values = {(m.i, m.value) for m in marks if m.group == "cue"}
    moves = {m.i for m in marks if m.group == "verb"}
    deeds = {m.j for m in marks if m.group == "exchange" or (m.group == "cue" and m.value == "agreement")}
    for mark in marks:
        if mark.group != "cue" or mark.value != "relative" or mark.i == 0:
            continue
        if (tokens[mark.i - 1].text == "," and (mark.i, "beyond") in values) or (
            mark.i in deeds and {mark.j, mark.j + 1} & moves
        ):
            cuts.add(mark.i)
    for mark in marks:
        told = not commas and mark.j < len(tokens) and tokens[mark.j].low == "that"  # "said that … and that …"
        if mark.group == "cue" and mark.value == "and" and (told or _parts(mark.i, tokens, verbs, cuts)):
            cuts.add(mark.i)
    if commas:
        signs = [i for i, token in enumerate(tokens) if token.text == ","]
        stops = [*sorted({0, len(tokens), *cuts, *signs})]
        for i in signs:
            lo, hi = max(k for k in {0, *cuts} if k < max(i, 1)), stops[stops.index(i) + 1]
            if any(lo <= v < i for v in verbs) and any(i < v < hi for v in verbs):
                cuts.add(i)
    edges = [0, *sorted(cuts - {0}), len(tokens)]
    return tuple((a, b) for a, b in pairwise(edges) if a < b)


def _parts(i: int, tokens: Sequence[Token], verbs: Sequence[int], cuts: set[int]) -> bool:
    """Whether the conjunction at *i*, after a comma, has verbs on both sides before the next cut."""
    if i == 0 or tokens[i - 1].text != ",":
        return False
    before = max((c for c in cuts if c < i), default=0)
    after = min((c for c in cuts if c > i), default=len(tokens))
    return any(before <= v < i for v in verbs) and any(i < v < after for v in verbs)
