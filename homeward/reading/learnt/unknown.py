"""Names that the data does not know, and how a report calls somebody without a name: "племенные старейшины"."""

from collections.abc import Iterator

from homeward.reading.grammar.speaking.naming import OPENING
from homeward.reading.grammar.speaking.strangers import is_name
from homeward.reading.grammar.words.lines import Line
from homeward.reading.grammar.words.tokens import Sort

_CALLED = 4  # words that call somebody without a name
_MEANING_NOBODY = {"cue", "verb", "speech", "pronoun", "exchange", "qualifier", "topic"}
_BEGINNINGS = frozenset({":", *OPENING})  # behind them any word may have a capital
_SAID = 3  # tokens from a verb of saying to the name behind it: "said delegation head Julien Lerisson"


def unknown(line: Line, lo: int, hi: int) -> Iterator[tuple[int, int]]:
    """The names that the data does not know, between two tokens; no weekdays and months."""
    while lo < hi:
        if not line.tokens[lo].text[0].isupper() or _is_dated(line, lo) or line.low(lo - 1) in _BEGINNINGS:
            lo += 1
            continue
        i, j = name(line, lo)
        if i < j:
            yield i, j
        lo = max(j, lo + 1)


def name(line: Line, i: int) -> tuple[int, int]:
    """The tokens from *i* on that name what the data does not know, with the word behind them for what it is."""
    j = i
    while j < len(line.tokens) and is_name(line, j) and not _is_dated(line, j):
        j += 1
    site = line.at("cue", j, "site", "border", "airport") if j > i else None
    return i, site.j if site is not None else j


def is_person(line: Line, i: int, j: int) -> bool:
    """Whether a name is that of somebody who speaks or holds an office."""
    office = line.ending("office", i) or line.ending("speaker", i)
    said = line.at("speech", j) or next((m for k in range(_SAID + 1) if (m := line.ending("speech", i - k))), None)
    return office is not None or said is not None


def text(line: Line, i: int, j: int) -> str:
    """The words of tokens *i* to *j*."""
    return " ".join(token.text for token in line.tokens[i:j])


def called_before(line: Line, i: int) -> tuple[int, int] | None:
    """Who does what token *i* says, by the words that open its clause: "Tribal elders had mediated"."""
    lo, end = line.clause(i)[0], i
    while (auxiliary := line.ending("cue", end, "auxiliary", "be", "perfect")) is not None and auxiliary.i > lo:
        end = auxiliary.i
    start = end
    while start > lo and _may_call(line, start - 1):
        start -= 1
    return _called(line, start, end) if start == lo or line.ending("cue", start, "by", "and") is not None else None


def called_behind(line: Line, j: int) -> tuple[int, int] | None:
    """Who did what ends before token *j*: "mediated by tribal elders", "посредниками были старейшины"."""
    link = line.at("cue", j, "be", "auxiliary") if line.inflected else line.at("cue", j, "by")
    start = link.j if link is not None else j
    if link is None and not line.inflected:
        return None
    end = start
    while end < min(len(line.tokens), start + _CALLED) and _may_call(line, end):
        end += 1
    return _called(line, start, end)


def _may_call(line: Line, k: int) -> bool:
    """Whether a word may belong to those that call somebody: in an inflected language, if it has a case."""
    token = line.tokens[k]
    if token.sort is not Sort.WORD or _is_dated(line, k) or (line.inflected and not token.form.cases):
        return False
    means = (mark for mark in line.marks if mark.i <= k < mark.j and mark.value != "article")
    return not any(mark.group in _MEANING_NOBODY for mark in means)


def _called(line: Line, i: int, j: int) -> tuple[int, int] | None:
    """The words without the article before them; None where there are too many of them, or none."""
    article = line.at("cue", i, "article")
    i = article.j if article is not None else i
    alone = line.inflected and j - i == 1 and not line.tokens[i].form.one  # "тим", "какая"
    return (i, j) if 0 < j - i <= _CALLED and not alone else None


def _is_dated(line: Line, k: int) -> bool:
    return any(when.i <= k < when.j for when in line.whens)
