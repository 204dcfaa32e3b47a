"""A fingerprint to be read aloud over the telephone, by people who need not share a language.

Sixteen bits are one spoken word of consonant, vowel, consonant, vowel, consonant (as in D. Wilkerson's proquints), of
sounds that English, Ukrainian and Russian all say alike; five words are 80 bits. Whoever would forge one must find a
card with the same 80 bits. The digits say the same bits to those who prefer them.
"""

import hashlib

WORDS = 5
LANGUAGES = ("en", "uk", "ru")
_DOMAIN = b"homeward fingerprint 1\n"
_CONSONANTS = {
    "en": ("b", "d", "f", "g", "h", "k", "l", "m", "n", "p", "r", "s", "sh", "t", "v", "z"),
    "uk": ("б", "д", "ф", "ґ", "х", "к", "л", "м", "н", "п", "р", "с", "ш", "т", "в", "з"),
    "ru": ("б", "д", "ф", "г", "х", "к", "л", "м", "н", "п", "р", "с", "ш", "т", "в", "з"),
}
_VOWELS = {"en": "aiou", "uk": "аіоу", "ru": "аиоу"}


def words(data: bytes, language: str = "en") -> list[str]:
    """Return five words to be read aloud; the same sounds in each of ``LANGUAGES``.

    Args:
        data: anything; for a key its 32 bytes, for a card its text.
        language: en, uk or ru.
    """
    bits = _bits(data)
    return [_word(bits[at : at + 2], language) for at in range(0, len(bits), 2)]


def digits(data: bytes) -> str:
    """Return the same bits as five groups of five digits."""
    bits = _bits(data)
    return " ".join(f"{int.from_bytes(bits[at : at + 2]):05d}" for at in range(0, len(bits), 2))


def _bits(data: bytes) -> bytes:
    return hashlib.sha256(_DOMAIN + data).digest()[: 2 * WORDS]


def _word(pair: bytes, language: str) -> str:
    number = int.from_bytes(pair)
    consonants, vowels = _CONSONANTS[language], _VOWELS[language]
    return (
        consonants[number >> 12]
        + vowels[number >> 10 & 3]
        + consonants[number >> 6 & 15]
        + vowels[number >> 4 & 3]
        + consonants[number & 15]
    )
