"""A surname in Cyrillic as news agencies write it in English: labels of speakers are the same for every language.

Ukrainian by the resolution of 27 January 2010 (No. 55), Russian as agencies do: *-ский* is *-sky*, *-ый* is *-y*, and
*е* is *ye* behind a vowel or a sign: Nikolayev, Kondratyev.
"""

_SHARED = {
    "а": "a", "б": "b", "в": "v", "д": "d", "е": "e", "ж": "zh", "з": "z", "к": "k", "л": "l", "м": "m", "н": "n",
    "о": "o", "п": "p", "р": "r", "с": "s", "т": "t", "у": "u", "ф": "f", "х": "kh", "ц": "ts", "ч": "ch", "ш": "sh",
    "щ": "shch", "ь": "", "ъ": "", "ю": "yu", "я": "ya", "'": "", "’": "", "ʼ": "",
}  # fmt: skip
_OF = {
    "uk": {"г": "h", "ґ": "g", "и": "y", "і": "i", "ї": "i", "й": "i", "є": "ie"},
    "ru": {"г": "g", "и": "i", "й": "y", "ё": "e", "ы": "y", "э": "e"},
}
_FIRST = {"є": "ye", "ї": "yi", "й": "y"}  # Ukrainian, at the start of a word
_SOFT = {"ю": "iu", "я": "ia"}  # Ukrainian, within a word
_ENDS = {"ский": "sky", "ський": "sky", "цький": "tsky", "цкий": "tsky"}
_OTHER_ENDS = {"ru": {"ый": "y", "ий": "y"}}
_BEFORE_YE = frozenset("аеёиоуыэюяьъ")  # Russian


def romanised(word: str, code: str) -> str:
    """Write a word of language *code* in Latin letters."""
    low, ends = word.lower(), _ENDS | _OTHER_ENDS.get(code, {})
    end = next((end for end in ends if low.endswith(end)), "")
    low, tail = low.removesuffix(end), ends.get(end, "")
    table = _SHARED | _OF.get(code, {})
    said = ""
    for n, letter in enumerate(low):
        special = (_FIRST if n == 0 else _SOFT).get(letter) if code == "uk" else None
        if code == "ru" and letter == "е" and low[n - 1 : n] in _BEFORE_YE:
            special = "ye"
        said += special or table.get(letter, letter)
    return (said + tail).title() if "-" in word else (said + tail).capitalize()
