"""Whether a page tells of an exchange or of captives at all: of what returns, is freed or swapped, most is no captive.

Where examples find it unlikely a page is left; where they find it likely the rules decide. Where they are sure it is
read against the rules, too, but only if it says that somebody was let go, or soldiers or prisoners exchanged, or (where
they are certain) that soldiers or children of one of two sides were handed over: who only came back may have been at a
camp, and the examples know near misses, not the news of a whole day. Of a post of few sentences the rules decide alone.
"""

from itertools import pairwise

from homeward.reading.grammar.page import Page
from homeward.reading.grammar.reader import is_about_captives
from homeward.reading.learnt.linear import Judge
from homeward.reading.learnt.views import View

_CERTAIN = 0.95  # how likely a page must be about captives to be read though it only says that people were given,
_SURELY = 0.8  # to be read though rules take it for other news,
_LIKELY = 0.65  # and to be read with their consent
_HELD = ("servicemen", "prisoners", "hostages", "officers", "privates and sergeants")
_BRIEF = 3  # sentences, the heading among them, of a page that says too little to be told by its words
_MANY = 3  # sides


def is_about(page: Page, seen: tuple[View, ...], model: Judge | None) -> bool:
    """Whether a page tells of an exchange or of captives, by what is known from examples, if anything is."""
    if len(seen) <= _BRIEF or model is None:
        return is_about_captives(page)
    chance = model.chance([("", about(page, seen))])
    if chance < _LIKELY or is_about_captives(page):
        return chance >= _LIKELY
    return (chance >= _SURELY and _lets_go(page)) or (chance >= _CERTAIN and _hands_over(page))


def _lets_go(page: Page) -> bool:
    """Whether a page says that anybody was let go, or tells of soldiers or prisoners and of giving for taking."""
    if any(line.first("verb", "free") for line in page.lines):
        return True
    traded = any(
        line.first("exchange", "exchange") or line.first("verb", "swap") or line.first("cue", "in_return")
        for line in page.lines
    )
    return traded and any(line.first("noun", *_HELD) for line in page.lines)


def _hands_over(page: Page) -> bool:
    """Whether a page of two sides says that soldiers, prisoners or children were given or received."""
    given = (line for line in page.lines if line.first("verb", "give", "receive"))
    return len(page.sides) > 1 and any(line.first("noun", *_HELD, "children") for line in given)


def about(page: Page, seen: tuple[View, ...]) -> set[str]:
    """The features of a whole page: its words and their meanings, those of the heading apart, sides, and pairs."""
    found = {f"sides:{min(_MANY, len(page.sides))}"}
    for view in seen:
        if any(two.i - one.j <= 1 and one.value == two.value for one, two in pairwise(view.numbers)):
            found.add("pair")  # "1,200 for 1,200"
        found.update(view.whole, view.spoken)
        if view.line.heading:
            found.update([f"heading {text}" for text in (*view.whole, *view.spoken)])
    return found
