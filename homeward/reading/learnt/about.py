"""Whether a page tells of an exchange or of captives at all: of what returns, is freed or swapped, most is no captive.

Where examples are sure, they decide; where they are not, the rules do, if the examples find it likely. Of a post of few
sentences the rules decide alone.
"""

from homeward.reading.grammar.page import Page
from homeward.reading.grammar.reader import is_about_captives
from homeward.reading.learnt.linear import Judge
from homeward.reading.learnt.views import View

_SURELY = 0.8  # how likely a page must be about captives to be read though rules take it for other news,
_LIKELY = 0.65  # and to be read with their consent
_BRIEF = 3  # sentences, the heading among them, of a page that says too little to be told by its words
_MANY = 3  # sides


def is_about(page: Page, seen: tuple[View, ...], model: Judge | None) -> bool:
    """Whether a page tells of an exchange or of captives, by what is known from examples, if anything is."""
    if len(seen) <= _BRIEF or model is None:
        return is_about_captives(page)
    chance = model.chance([("", about(page, seen))])
    return chance >= _SURELY or (chance >= _LIKELY and is_about_captives(page))


def about(page: Page, seen: tuple[View, ...]) -> set[str]:
    """The features of a whole page: its words and their meanings, those of the heading apart, and how many sides."""
    found = {f"sides:{min(_MANY, len(page.sides))}"}
    for view in seen:
        found.update(view.whole, view.spoken)
        if view.line.heading:
            found.update([f"heading {text}" for text in (*view.whole, *view.spoken)])
    return found
