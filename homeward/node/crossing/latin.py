"""A name in Latin letters, as machine-readable passports write it, so that both officers can read the sheet.

Source: ICAO Doc 9303, part 3, section 6, table B (Cyrillic), with its exceptions for Ukrainian.
"""

_SHARED = {
    "а": "a", "б": "b", "в": "v", "г": "g", "ґ": "g", "д": "d", "е": "e", "ё": "e", "є": "ie", "ж": "zh", "з": "z",
    "и": "i", "і": "i", "ї": "i", "й": "i", "к": "k", "л": "l", "м": "m", "н": "n", "о": "o", "п": "p", "р": "r",
    "с": "s", "т": "t", "у": "u", "ў": "u", "ф": "f", "х": "kh", "ц": "ts", "ч": "ch", "ш": "sh", "щ": "shch",
    "ъ": "ie", "ы": "y", "ь": "", "э": "e", "ю": "iu", "я": "ia", "'": "", "’": "", "ʼ": "",
}  # fmt: skip
_UKRAINIAN = {"г": "h", "и": "y"}
_IN_ORDER = str.maketrans(
    {"ґ": "г\uffff", "є": "е\uffff", "ё": "е\uffff", "і": "и\uffff", "ї": "и\uffff\uffff", "ў": "у\uffff"}
)
_UKRAINIAN_FIRST = {"є": "ye", "ї": "yi", "й": "y", "ю": "yu", "я": "ya"}


def latin(name: str, ukrainian: bool = False) -> str:
    """Write a Cyrillic name in Latin letters; empty where it is in Latin letters already.

    Args:
        name: as written.
        ukrainian: read letters that several languages share as Ukrainian does; letters that are of one language only
            decide by themselves.
    """
    letters = set(name.lower())
    if not letters & _SHARED.keys() - {"'", "’", "ʼ"}:
        return ""
    if letters & set("ґєії"):
        ukrainian = True
    elif letters & set("ёъыэў"):
        ukrainian = False
    return " ".join("-".join(_word(part, ukrainian) for part in word.split("-")) for word in name.split())


def alphabetical(name: str) -> str:
    """Return by what a name is put in order: letters of Ukrainian and Belarusian where their readers look for them."""
    return name.casefold().translate(_IN_ORDER)


def _word(word: str, ukrainian: bool) -> str:
    table = _SHARED | (_UKRAINIAN if ukrainian else {})
    written = []
    for place, letter in enumerate(word):
        low = letter.lower()
        found = _UKRAINIAN_FIRST[low] if ukrainian and place == 0 and low in _UKRAINIAN_FIRST else table.get(low, low)
        written.append(found.capitalize() if letter != low else found)
    return "".join(written)
