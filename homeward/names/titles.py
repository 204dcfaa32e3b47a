"""Ranks, honorifics and other words around a name that are no part of it."""

import re
import tomllib
from functools import lru_cache
from importlib import resources

_ENDS = r"(?<![^\W\d_]){}(?![^\W\d_])"


@lru_cache(maxsize=1)
def _expression() -> re.Pattern[str]:
    """One expression for all that is struck out before a name is cut into words."""
    data = tomllib.loads(resources.files("homeward.names").joinpath("data/titles.toml").read_text("utf-8"))
    patterns = [f"(?:{pattern})" for pattern in data.get("pattern", {}).values()]
    phrases = {
        phrase
        for section in ("rank", "honorific", "suffix", "noise")
        for group in data.get(section, {}).values()
        for phrase in group
    }
    words = [re.escape(phrase).replace(r"\ ", r"\s+") for phrase in sorted(phrases, key=lambda p: (-len(p), p))]
    patterns.append(_ENDS.format("(?:" + "|".join(words) + ")"))
    return re.compile("|".join(patterns), re.IGNORECASE)


def stripped(text: str) -> str:
    """The text without titles; as it was if nothing would be left."""
    left = _expression().sub(" ", text)
    return left if any(letter.isalpha() for letter in left) else text
