"""Which language is this? Distinctive letters and the commonest words, no model.

Ukrainian, Russian and Belarusian are told apart first by the letters that only one of them has (ї, є, ґ; ы, э, ъ, ё;
ў), then, as all others, by function words. A text that gives too little to go on, or nearly as much for a second
language, has no language here: the reader would rather say so than read Ukrainian by Russian rules.
"""

import re
from collections import Counter

_SAMPLE = 20_000  # characters that are judged
_WORD = re.compile(r"[^\W\d_]+(?:['’ʼ][^\W\d_]+)*")
_LEAD = 1.5  # how far the best must be ahead of the next
_ENOUGH = 2.0  # the least evidence: two function words, or one and a few distinctive letters
_FEW = 60  # words of a text that its dictionary may tell
_KNOWN, _AHEAD = 0.85, 0.15  # which share of its words a language's dictionary has, and how much more than the other's
_LEAST_SHARE = 0.03  # of a text's words are function words; in prose it is about a quarter

_FUNCTION_WORDS: dict[str, frozenset[str]] = {
    language: frozenset(words.split())
    for language, words in {
        "en": "the of and to in for that was were with from by on is are has have had this it as at be been which who "
        "their its not will an after said but also they more than",
        "uk": "та і й що у в з із зі на до від про для як це його її їх не також було були був є ще під час які який "
        "яка після за при або але чи серед вже щодо наших",
        "ru": "и в во на с со что из по от до для как это его её их не также было были был ещё при которые который "
        "которая после за или но среди уже об бы к ко том этого",
        "be": "і ў у на з са што да ад для як гэта яго яе іх не таксама было былі быў пры якія які пасля за або але",
        "bg": "и в на с от за да се не по че са е като до при който която които след това ще беше бяха",
        "pl": "i w na z do się nie że jest to po przez od dla są za jak oraz został który które przy po tym było",
        "de": "der die das und in den von zu mit des auf für ist im dem nicht ein eine als auch es an werden aus bei",
        "fr": "le la les de des et en un une du que est pour dans qui par sur au avec ne pas plus son ont été ces",
        "es": "el la los las de y en que un una del por con para es se no al como más su fue han lo entre",
        "it": "il la le di e che in un una del per con non si da dei della sono al come più gli nel stato",
        "tr": "ve bir bu için ile da de olarak olan çok daha sonra gibi kadar ise olduğu tarafından en",
    }.items()
}
_CYRILLIC = frozenset({"uk", "ru", "be", "bg"})
_ONLY: dict[str, str] = {"uk": "їєґ", "ru": "ыэъё", "be": "ў"}
_NEVER: dict[str, str] = {"uk": "ыэъёў", "ru": "іїєґў", "be": "ищїєґъ", "bg": "ыэіїєґўё"}
_SCRIPTS: tuple[tuple[str, str], ...] = (
    ("he", r"[\u05d0-\u05ea]"),
    ("ka", r"[\u10d0-\u10ff]"),
    ("el", r"[\u0370-\u03ff]"),
    ("hy", r"[\u0531-\u0587]"),
)


def language(text: str) -> str | None:
    """Return the ISO 639-1 code of the language ``text`` is written in, or None where it cannot be told."""
    sample = text[:_SAMPLE].lower()
    letters = sum(char.isalpha() for char in sample)
    if not letters:
        return None
    for code, script in _SCRIPTS:
        if len(re.findall(script, sample)) > letters / 2:
            return code
    cyrillic = len(re.findall(r"[\u0400-\u04ff]", sample))
    latin = len(re.findall(r"[a-zà-ž]", sample))
    if max(cyrillic, latin) < 0.6 * letters:
        return None
    return _best(sample, _CYRILLIC if cyrillic > latin else frozenset(_FUNCTION_WORDS) - _CYRILLIC)


def fluency(text: str) -> float:
    """Return which share of the words of ``text``, 0 to 1, are function words of the language that has most of them."""
    words = Counter(_WORD.findall(text[:_SAMPLE].lower()))
    return max(_little_words(words, code) for code in _FUNCTION_WORDS) / max(1, words.total())


def _best(sample: str, candidates: frozenset[str]) -> str | None:
    words = Counter(_WORD.findall(sample))
    evidence = sorted(((_evidence(sample, words, code), code) for code in candidates), reverse=True)
    (best, code), (second, _) = evidence[0], evidence[1]
    if best < _ENOUGH or best < _LEAD * max(second, 0.0):
        return _by_dictionary(words) if candidates is _CYRILLIC and words.total() <= _FEW else None
    # Letters alone do not make a language: gibberish has them too, people cannot do without little words.
    if candidates is _CYRILLIC and not _little_words(words, code) and words.total() <= _FEW:
        return _by_dictionary(words)
    return code if _little_words(words, code) >= max(1, _LEAST_SHARE * words.total()) else None


def _by_dictionary(words: Counter[str]) -> str | None:
    """Tell a few lines by which dictionary knows their words: headlines have few little words."""
    from homeward.reading.grammar.words.forms import known  # dictionaries of a quarter of a second, seldom needed

    shares = sorted(((known(words, code), code) for code in ("uk", "ru")), reverse=True)
    (best, code), (second, _) = shares
    return code if words.total() > 2 and best >= _KNOWN and best - second >= _AHEAD else None


def _evidence(sample: str, words: Counter[str], code: str) -> float:
    """Weigh a language: its function words, the letters only it has, and against it those it never has."""
    own = sum(sample.count(letter) for letter in _ONLY.get(code, ""))
    foreign = sum(sample.count(letter) for letter in _NEVER.get(code, ""))
    return _little_words(words, code) + 0.5 * own - foreign


def _little_words(words: Counter[str], code: str) -> int:
    return sum(words[word] for word in _FUNCTION_WORDS[code])
