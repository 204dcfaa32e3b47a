"""Ways of writing Ukrainian, Russian and Belarusian names in Latin letters that no library here covers.

The press of each country writes as its readers would say it (Tschaikowski, Tchaïkovski, Czajkowski, Tsjaikovski,
Čajkovskij, Csajkovszkij); Belarus has its own national table and the łacinka. They serve twice: pairs to learn from, and
the property tests that every way of writing a name reads back to the name. Official tables of Ukrainian and Russian come
from ``translitua``; these were written down from each language's rules of transcription.
"""

import re
from collections.abc import Mapping

Table = Mapping[str, str]

_VOWELS = "аеёиоуыэюяіїєў"


def render(word: str, table: Table) -> str:
    """The word by the table, the longest key first. A key with ``^`` holds at the beginning and after a vowel."""
    out: list[str] = []
    small, at = word.lower(), 0
    longest = max(len(key.strip("^$")) for key in table)
    while at < len(small):
        for size in range(longest, 0, -1):
            piece = small[at : at + size]
            if len(piece) < size:
                continue
            open_syllable = at == 0 or small[at - 1] in _VOWELS + "ьъ'’"
            last = at + size == len(small)
            key = next(
                (
                    k
                    for k in (f"{piece}$" if last else "", f"^{piece}" if open_syllable else "", piece)
                    if k and k in table
                ),
                None,
            )
            if key is not None:
                out.append(table[key])
                at += size
                break
        else:
            out.append("" if small[at] in "ьъ'’" else small[at])
            at += 1
    text = "".join(out)
    return text[:1].upper() + text[1:] if word[:1].isupper() else text


def _table(text: str) -> dict[str, str]:
    return {key: value.replace("_", "") for key, value in (item.split(":") for item in text.split())}


_RU = {
    "polish": "а:a б:b в:w г:g д:d е:ie ^е:je же:że ше:sze че:cze це:ce ще:szcze ле:le ре:re ё:io ^ё:jo шё:szo чё:czo жё:żo ж:ż з:z"
    " и:i ы:y жи:ży ши:szy ци:cy й:j ий$:ij ый$:y ский$:ski цкий$:cki ской$:skoj ская$:ska к:k ла:ła ло:ło лу:łu лы:ły л:l л$:ł"
    " лк:łk лн:łn м:m н:n нь:ń о:o п:p р:r с:s сь:ś т:t у:u ф:f х:ch ц:c ч:cz ш:sz щ:szcz э:e ю:iu ^ю:ju лю:lu я:ia ^я:ja ля:la ль:l а:a о:o",
    "german": "а:a б:b в:w г:g д:d е:e ^е:je ё:jo чё:tscho шё:scho ж:sch з:s и:i ы:y й:i ий$:i ый$:y ей$:ej к:k кс:x л:l м:m н:n о:o п:p р:r"
    " с:s т:t у:u ф:f х:ch ц:z ч:tsch ш:sch щ:schtsch э:e ю:ju я:ja",
    "french": "а:a б:b в:v г:g ге:gue ги:gui д:d е:e ^е:ie ё:io чё:tcho ж:j з:z и:i аи:aï ы:y й:ï ий$:i ый$:y ей$:eï к:k кс:x л:l м:m н:n ин$:ine ен$:ène"
    " о:o п:p р:r с:s т:t у:ou ф:f х:kh ц:ts ч:tch ш:ch щ:chtch э:e ю:iou я:ia ов$:ov ев$:ev",
    "dutch": "а:a б:b в:v г:g д:d е:e ^е:je ё:jo чё:tsjo ж:zj з:z и:i ы:y й:j ий$:i ый$:y ей$:ej к:k л:l м:m н:n о:o п:p р:r с:s т:t у:oe ф:f х:ch"
    " ц:ts ч:tsj ш:sj щ:sjtsj э:e ю:joe я:ja",
    "czech": "а:a б:b в:v г:g д:d е:e ^е:je ё:jo чё:čo ж:ž з:z и:i ы:y й:j ий$:ij ский$:skij ый$:yj к:k л:l м:m н:n о:o п:p р:r с:s т:t у:u ф:f х:ch"
    " ц:c ч:č ш:š щ:šč э:e ю:ju я:ja",
    "hungarian": "а:a б:b в:v г:g д:d е:e ^е:je ё:jo чё:cso ж:zs з:z и:i ы:i й:j ий$:ij ый$:ij к:k л:l ль:l м:m н:n нь:ny о:o п:p р:r с:sz т:t"
    " у:u ф:f х:h ц:c ч:cs ш:s щ:scs э:e ю:ju я:ja",
    "press": "а:a б:b в:v г:g д:d е:e ^е:ye ё:yo чё:cho шё:sho ж:zh з:z и:i ы:y й:y ий$:y ый$:y к:k кс:x л:l м:m н:n о:o п:p р:r с:s т:t у:u ф:f"
    " х:kh ц:ts ч:ch ш:sh щ:shch э:e ю:yu я:ya ия$:ia ья:ya",
    "spanish": "а:a б:b в:v г:g ге:gue ги:gui д:d е:e ^е:ye ё:io ж:zh з:z и:i ы:y й:i ий$:i ый$:i к:k л:l м:m н:n о:o п:p р:r с:s т:t у:u ф:f х:j"
    " ц:ts ч:ch ш:sh щ:sch э:e ю:iu я:ia",
    "italian": "а:a б:b в:v г:g д:d е:e ё:jo ж:ž з:z и:i ы:y й:j ий$:ij ый$:yj к:k л:l м:m н:n о:o п:p р:r с:s т:t у:u ф:f х:ch ц:c ч:č ш:š щ:šč э:ė ю:ju я:ja",
    "turkish": "а:a б:b в:v г:g д:d е:e ^е:ye ё:yo ж:j з:z и:i ы:ı й:y ий$:i ый$:ıy к:k л:l м:m н:n о:o п:p р:r с:s т:t у:u ф:f х:h ц:ts ч:ç ш:ş щ:şç э:e ю:yu я:ya",
    "romanian": "а:a б:b в:v г:g ге:ghe ги:ghi д:d е:e ^е:ie ё:io ж:j з:z и:i ы:î й:i ий$:i ый$:îi к:k л:l м:m н:n о:o п:p р:r с:s т:t у:u ф:f х:h ц:ț"
    " ч:ci ш:ș щ:șci э:e ю:iu я:ia",
    "finnish": "а:a б:b в:v г:g д:d е:e ^е:je ё:jo ж:ž з:z и:i ы:y й:i ий$:i ый$:yi к:k л:l м:m н:n о:o п:p р:r с:s т:t у:u ф:f х:h ц:ts ч:tš ш:š щ:štš э:e ю:ju я:ja",
}
_UK = {
    "polish": {"г": "h", "ґ": "g", "и": "y", "і": "i", "ї": "ji", "є": "je", "е": "e", "^е": "e", "ій$": "ij", "ий$": "yj",
               "ський$": "ski", "цький$": "cki", "ська$": "ska", "же": "że", "ше": "sze", "че": "cze", "ле": "łe", "ре": "re", "жи": "ży", "ши": "szy"},
    "german": {"г": "h", "ґ": "g", "и": "y", "і": "i", "ї": "ji", "є": "je", "е": "e", "^е": "e", "ій$": "ij", "ий$": "yj"},
    "french": {"г": "h", "ге": "he", "ги": "hy", "ґ": "g", "и": "y", "і": "i", "ї": "ï", "є": "ie", "е": "e", "^е": "e", "ій$": "iï", "ий$": "yï"},
    "dutch": {"г": "h", "ґ": "g", "и": "y", "і": "i", "ї": "ji", "є": "je", "е": "e", "^е": "e", "ій$": "ij", "ий$": "yj"},
    "czech": {"г": "h", "ґ": "g", "и": "y", "і": "i", "ї": "ji", "є": "je", "е": "e", "^е": "e", "ій$": "ij", "ий$": "yj"},
    "hungarian": {"г": "h", "ґ": "g", "и": "i", "і": "i", "ї": "ji", "є": "je", "е": "e", "^е": "e", "ій$": "ij", "ий$": "ij"},
    "press": {"г": "h", "ґ": "g", "и": "y", "і": "i", "ї": "yi", "є": "ye", "е": "e", "^е": "e", "ій$": "iy", "ий$": "y"},
}  # fmt: skip

RUSSIAN: dict[str, dict[str, str]] = {name: _table(text) for name, text in _RU.items()}
UKRAINIAN: dict[str, dict[str, str]] = {name: RUSSIAN[name] | own for name, own in _UK.items()}

_BE_COMMON = (
    "а:a б:b в:v ґ:g д:d ж:ž з:z й:j к:k л:l м:m н:n о:o п:p р:r с:s т:t у:u ф:f ц:c ч:č ш:š ы:y э:e дж:dž дз:dz"
)
BELARUSIAN: dict[str, dict[str, str]] = {
    # Instruction of 2000, changed in 2007 (UN-approved romanisation, resolution X/7).
    "national": _table(
        _BE_COMMON + " г:h е:ie ^е:je ё:io ^ё:jo і:i ў:ŭ х:ch ю:iu ^ю:ju я:ia ^я:ja ль:ĺ нь:ń сь:ś ць:ć зь:ź"
    ),
    "lacinka": _table(
        _BE_COMMON
        + " г:h е:ie ^е:je ё:io ^ё:jo і:i ў:ŭ х:ch ю:iu ^ю:ju я:ia ^я:ja л:ł ле:le лі:li ля:la лю:lu ль:l нь:ń сь:ś ць:ć зь:ź"
    ),
    # Passports (ICAO Doc 9303).
    "passport": _table(
        "а:a б:b в:v г:h ґ:g д:d е:ie ^е:ye ё:io ^ё:yo ж:zh з:z і:i й:i к:k л:l м:m н:n о:o п:p р:r с:s т:t у:u ў:u ф:f"
        " х:kh ц:ts ч:ch ш:sh ы:y э:e ю:iu ^ю:yu я:ia ^я:ya"
    ),
    "bgn": _table(
        "а:a б:b в:v г:h ґ:g д:d е:ye ё:yo ж:zh з:z і:i й:y к:k л:l м:m н:n о:o п:p р:r с:s т:t у:u ў:w ф:f х:kh ц:ts"
        " ч:ch ш:sh ы:y э:e ю:yu я:ya"
    ),
    "polish": _table(
        "а:a б:b в:w г:h ґ:g д:d е:ie ^е:je ё:io ^ё:jo ж:ż з:z і:i й:j к:k л:ł ле:le лі:li ля:la лю:lu ль:l м:m н:n нь:ń"
        " о:o п:p р:r с:s т:t у:u ў:u ф:f х:ch ц:c ч:cz ш:sz ы:y э:e ю:iu ^ю:ju я:ia ^я:ja скі$:ski цкі$:cki"
    ),
}

_HARD = re.compile(r"([жшчрц])и")


def belarusian(russian: str) -> str:
    """A Russian spelling of a surname as Belarusian would write it, but for the stress, which writing does not show.

    Akanye is done for every о outside the first syllable but one that ends the word, which is right more often than
    not; ць and дзь before soft vowels, ў after a vowel, hard р ч ш ж.
    """
    word = russian.lower().replace("щ", "шч")
    word = _HARD.sub(r"\1ы", word).replace("и", "і")
    word = re.sub(r"т([еёіюяь])", r"ц\1", word)
    word = re.sub(r"д([еёіюяь])", r"дз\1", word)
    word = re.sub(r"р([её])", lambda m: "р" + {"е": "э", "ё": "о"}[m[1]], word).replace("ря", "ра").replace("рю", "ру")
    word = re.sub(r"([чшжц])е", r"\1э", word).replace("ция", "цыя")
    word = re.sub(r"([аеёіоуыэюя])в(?=[бвгджзйклмнпрстфхцчшь]|$)", r"\1ў", word)
    word = re.sub(r"(?<=[аеіоуыэюя])у(?=[^аеёіоуыэюя])", "ў", word)
    first = re.search(r"[аеёіоуыэюя]", word)
    if first is not None:
        head, tail = word[: first.end()], word[first.end() :]
        word = head + re.sub(r"о(?!ў?$)", "а", tail)
    word = re.sub(r"(с|ц)кій$", r"\1кі", word)
    word = re.sub(r"ый$", "ы", word)
    return word.capitalize() if russian[:1].isupper() else word
