"""Words of kindred languages in one spelling, so that what examples of one teach is known of the other.

Most words of Russian and Ukrainian news are the same but for vowels and endings: *обмен* and *обмін*, *передать* and
*передати*, *пленный* and *полонений*. What is left of both without vowels is one word to the models. Words that only
look alike are few, and what stands beside them tells them apart.
"""

from functools import lru_cache

_ALIKE = str.maketrans("іїєґыэёў", "ииегиеев")
_UNWRITTEN = str.maketrans("", "", "аеиоуюяьъ'’ʼ")
_SHORT = 3  # letters of a word that would hardly be one without its vowels


@lru_cache(maxsize=100_000)
def folded(word: str) -> str:
    """A dictionary form as its kin would write it: without vowels behind the first letter, unless it is short."""
    alike = word.translate(_ALIKE)
    return alike if len(alike) <= _SHORT else alike[0] + alike[1:].translate(_UNWRITTEN)
