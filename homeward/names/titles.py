"""Ranks, honorifics and other words around a name that are no part of it."""

import re
import tomllib
from functools import lru_cache
from importlib import resources

_ENDS = r"(?<![^\W\d_]){}(?![^\W\d_])"
_SIGNS = re.compile(r"[\d\"«»“”„(\[№#]")
_PARTS = re.compile(r"[^\W_]+")


@lru_cache(maxsize=1)
def _known() -> tuple[re.Pattern[str], re.Pattern[str], frozenset[str]]:
    """What is struck out for its signs, what for its words, and the words that any of these phrases begins with."""
    data = tomllib.loads(resources.files("homeward.names").joinpath("data/titles.toml").read_text("utf-8"))
    signs = "|".join(f"(?:{pattern})" for pattern in data.get("pattern", {}).values())
    phrases = {
        phrase
        for section in ("rank", "honorific", "suffix", "noise")
        for group in data.get(section, {}).values()
        for phrase in group
    }
    words = [re.escape(phrase).replace(r"\ ", r"\s+") for phrase in sorted(phrases, key=lambda p: (-len(p), p))]
    firsts = frozenset(_PARTS.findall(phrase)[0] for phrase in phrases)
    return (
        re.compile(signs or "(?!)", re.IGNORECASE),
        re.compile(_ENDS.format("(?:" + "|".join(words) + ")"), re.IGNORECASE),
        firsts,
    )


def stripped(text: str) -> str:
    """The text without titles; as it was if nothing would be left.

    Most names have none, so the long expressions are tried only where a sign or a word says that they may fit.
    """
    signs, words, firsts = _known()
    left = text
    if _SIGNS.search(left):
        left = signs.sub(" ", left)
    if not firsts.isdisjoint(_PARTS.findall(left.lower())):
        left = words.sub(" ", left)
    if left is text:
        return text
    return left if any(letter.isalpha() for letter in left) else text
