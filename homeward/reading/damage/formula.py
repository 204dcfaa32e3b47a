r"""Prose that a PDF reader took for mathematics: ``$Although the \, prisoner \, release \, brings …$``.

1. The sign of it is LaTeX that has no business in prose: spacing commands (``\,`` ``\;`` ``\quad``) and font
   commands (``\text{…}``, ``\mathrm{…}``). A dollar sign alone is money.
2. Such signs close together, with the dollar signs or brackets around them, are one passage. A dollar sign
   before a figure is money still, and no delimiter.
3. A passage is damaged prose only if what is left without the commands is mostly words, and at least three. Real
   formulas stay as they are.
4. It is repaired to its words; what it says twice in a row is said once, then ``[…]``.
"""

import re
from collections.abc import Iterator
from itertools import pairwise

from homeward.reading.damage.stutter import collapse
from homeward.reading.words import Damage, DamageKind

_FONT = r"\\(?:text(?:rm|bf|it|sf|tt|normal)?|math(?:rm|bf|it|sf|tt|cal|bb|frak)|operatorname|mbox|hbox)\*?"
_SIGN = re.compile(rf"\\[,;:!>](?![\w/\\])|\\q?quad\b|{_FONT}\s*\{{")
_GAP = 80  # characters between signs of one passage
_REACH = 160  # characters from a passage's sign to its delimiter
_LONGEST = 20_000  # characters of one passage
_BLANK_LINE = re.compile(r"\n[ \t]*\n")
_OPENERS = re.compile(r"\$\$?(?!\d)|\\[(\[]")
_CLOSERS = re.compile(r"\$\$?(?!\d)|\\[)\]]")
_FEWEST_WORDS = 3
_MOSTLY = 0.7  # share of the signs in a passage that are letters of words


def formulas(text: str) -> Iterator[Damage]:
    """Find prose broken into formulas, each passage with its words restored."""
    reached = 0
    for first, last, signs in _clusters(text):
        if first < reached:
            continue
        start, end, delimited = _around(text, first, last, reached)
        if not delimited and signs < _FEWEST_WORDS:
            continue
        prose = _prose(text[start:end])
        if _is_prose(prose):
            yield Damage(start, end, DamageKind.FORMULA, collapse(prose))
            reached = end


def _clusters(text: str) -> Iterator[tuple[int, int, int]]:
    """Yield where signs stand close together: start of the first, end of the last, and how many."""
    signs = [(sign.start(), _closed(text, sign)) for sign in _SIGN.finditer(text)]
    if not signs:
        return
    first, count = signs[0][0], 1
    for (_, before), (after, end) in pairwise(signs):
        between = text[before:after]
        if after - before > _GAP or end - first > _LONGEST or _BLANK_LINE.search(between):
            yield first, before, count
            first, count = after, 0
        count += 1
    yield first, signs[-1][1], count


def _closed(text: str, sign: re.Match[str]) -> int:
    """Return where a sign ends; that of a font command is at the brace which closes it."""
    if not sign[0].endswith("{"):
        return sign.end()
    brace = text.find("}", sign.end(), sign.end() + 2_000)
    return sign.end() if brace < 0 else brace + 1


def _around(text: str, first: int, last: int, reached: int) -> tuple[int, int, bool]:
    """Extend a cluster to its delimiters, or failing them to the words it touches."""
    before = text[max(reached, first - _REACH) : first]
    blanks = list(_BLANK_LINE.finditer(before))
    before = before[blanks[-1].end() :] if blanks else before
    after = text[last : last + _REACH]
    blank = _BLANK_LINE.search(after)
    after = after[: blank.start()] if blank else after
    openers = list(_OPENERS.finditer(before))
    closer = _CLOSERS.search(after)
    if openers and closer:
        return first - len(before) + openers[-1].start(), last + closer.end(), True
    word_before = re.search(r"\S*[ \t]*$", before)
    word_after = re.match(r"[ \t]*\S*", after)
    return (
        first - (len(word_before[0]) if word_before else 0),
        last + (len(word_after[0]) if word_after else 0),
        False,
    )


def _prose(passage: str) -> str:
    for _ in range(3):  # font commands nest, but not deeply
        passage = re.sub(rf"{_FONT}\s*\{{([^{{}}]*)\}}", lambda found: " " + _together(found[1]) + " ", passage)
    passage = re.sub(r"\$\$?(?!\d)|\\[()\[\]]", " ", passage)
    passage = re.sub(r"\\[,;:!> ]|\\\\|~", " ", passage)
    passage = re.sub(r"\\([%$&#_{}])", r"\1", passage)
    passage = re.sub(r"\\[A-Za-z]+\*?", " ", passage)
    return " ".join(re.sub(r"[{}^_\\]", "", passage).split())


def _together(words: str) -> str:
    """Join letters that were set one by one, as in ``p r i s o n e r``."""
    return re.sub(r"(?<!\w)(?:[^\W\d_] ){2,}[^\W\d_](?!\w)", lambda found: found[0].replace(" ", ""), words)


def _is_prose(prose: str) -> bool:
    words = re.findall(r"[^\W\d_]{2,}", prose)
    signs = len(prose.replace(" ", ""))
    return len(words) >= _FEWEST_WORDS and sum(map(len, words)) >= _MOSTLY * signs
