"""Tokens into sentences, knowing headings, abbreviations and lines broken by a page's layout.

1. A line break ends a sentence, unless the next line goes on in lower case: then it is the layout's, not the author's.
   Behind an end mark it ends one in any case. Behind a semicolon it ends none, nor do those of a list that a colon
   opens: "Home are:", then a line for each service.
2. A full stop, question or exclamation mark ends a sentence, unless it belongs to an abbreviation or an initial, or
   the next word is in lower case.
3. What runs on for more than a hundred and fifty words is no sentence and is cut.
4. A line without an end mark, standing alone above the text, is a heading.
"""

from collections.abc import Collection
from dataclasses import dataclass
from itertools import pairwise

from homeward.reading.grammar.words.tokens import Sort, Token

_ENDS = frozenset(".!?…")
_CLOSERS = frozenset("\"'”’»)]")
_BULLETS = frozenset("•·●▪*-–—")
_HEADING_WORDS = 22
_LONGEST = 150  # tokens of a sentence


@dataclass(frozen=True, slots=True)
class Sentence:
    """A run of tokens; ``heading`` is true of a title or a line between paragraphs."""

    tokens: tuple[Token, ...]
    heading: bool

    @property
    def start(self) -> int:
        """Where it starts in the text."""
        return self.tokens[0].start

    @property
    def end(self) -> int:
        """Where it ends in the text."""
        return self.tokens[-1].end


def sentences(
    text: str, tokens: list[Token], abbreviations: Collection[str], openers: Collection[str] = ()
) -> list[Sentence]:
    """Group *tokens* of *text*.

    *abbreviations* are written without their full stop, in lower case; *openers* are words that are written with a
    capital only where a sentence begins: after "U.S." they tell that one does.
    """
    found: list[Sentence] = []
    begin = 0
    listing = False
    for i, (token, following) in enumerate(pairwise(tokens)):
        broken = "\n" in text[token.end : following.start]
        if not broken and token.sort is Sort.WORD and token.text[-1] != "." and i - begin < _LONGEST:
            continue  # nearly all words
        if following.text in _CLOSERS and following.start == token.end:
            continue
        if broken and i - begin < _LONGEST and (token.text == ";" or _lists(token, following, listing)):
            listing = listing or token.text == ":"
            continue
        broken = broken and (not following.text[0].islower() or _is_closed(tokens, i, abbreviations))
        endless = i - begin >= _LONGEST
        opened = _opens(token, following, openers)
        if broken or opened or endless or _stops(tokens, i, following, abbreviations):
            found.append(_sentence(tokens[begin : i + 1], broken and not listing, len(found)))
            begin, listing = i + 1, False
    if tokens:
        found.append(_sentence(tokens[begin:], not listing, len(found)))
    return found


def _lists(token: Token, following: Token, listing: bool) -> bool:
    """Whether a line is an item of a list: the first below a colon, or one more that no end mark parts from it."""
    return following.text in _BULLETS and (token.text in {":", ","} or (listing and token.text not in _ENDS))


def _opens(token: Token, following: Token, openers: Collection[str]) -> bool:
    """Whether initials ("U.S.", "p.m.") end a sentence, because the next word could not have a capital otherwise."""
    initials = token.sort is Sort.WORD and token.text.endswith(".")
    return initials and following.text[0].isupper() and following.low in openers


def _is_closed(tokens: list[Token], i: int, abbreviations: Collection[str]) -> bool:
    """Whether a sentence ends with token *i*, if its line does, whatever stands below: "share", "photo-01"."""
    k = i - (tokens[i].text in _CLOSERS and i > 0)
    return tokens[k].text in _ENDS and not (
        k and tokens[k].text == "." and _is_short(tokens[k - 1], tokens[k], abbreviations)
    )


def _is_short(before: Token, mark: Token, abbreviations: Collection[str]) -> bool:
    """Whether a full stop belongs to an abbreviation or an initial."""
    initial = before.sort is Sort.WORD and len(before.text) == 1 and before.text.isupper()
    return before.end == mark.start and (before.low in abbreviations or initial)


def _stops(tokens: list[Token], i: int, following: Token, abbreviations: Collection[str]) -> bool:
    mark = tokens[i]
    if mark.text in _CLOSERS and i and tokens[i - 1].text in _ENDS:
        return following.text[0].isupper() or following.sort is not Sort.WORD
    if mark.text not in _ENDS:
        return False
    if following.text[0].islower() or following.text in {",", ";", ")"}:
        return False
    if mark.text != "." or i == 0:
        return True
    return not _is_short(tokens[i - 1], mark, abbreviations)


def _sentence(tokens: list[Token], line_ends: bool, index: int) -> Sentence:
    closed = tokens[-1].text[-1] in _ENDS or (len(tokens) > 1 and tokens[-2].text[-1] in _ENDS)
    heading = line_ends and not closed and len(tokens) <= _HEADING_WORDS
    title = index == 0 and line_ends and len(tokens) <= _HEADING_WORDS and tokens[-1].text != "."
    return Sentence(tuple(tokens), heading or title)
