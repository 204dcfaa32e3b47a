"""A name that the data does not know: whose side it speaks for, by its title, what explains it, or the party before it.

In an inflected language a page may name it again without its title, in any case.
"""

from homeward.reading.grammar.speaking.offices import NEAR, Memory, at_home, label_of
from homeward.reading.grammar.words.cases import past_affiliation, past_medium
from homeward.reading.grammar.words.lexicon import language
from homeward.reading.grammar.words.lines import Line
from homeward.reading.grammar.words.romanised import romanised
from homeward.reading.grammar.words.tokens import Sort

_ARTICLES = {"al", "el", "an", "as", "ar", "ad", "at", "ash", "аль", "ан", "ас", "ар", "аш", "эль", "ель"}
_AGENCY = 4  # letters of the name of an agency at most
_TITLE = 14  # tokens back to the party of a speaker whom the data does not know
_TITLE_WITHIN = 7  # tokens between a verb of saying and the name behind it
_STEM, _ENDING = 3, 2  # letters of a surname that are the same in every case, and that may change
_TOO_SHORT = 2  # letters: "My thanks go to …"
NAME_WORDS = 2  # words of a name that the data does not know


def stranger(line: Line, k: int, memory: Memory) -> tuple[str, int] | None:
    """A name that the data does not know: the last of its words, with the party named in the words before it."""
    j = k
    while j < len(line.tokens) and is_name(line, j):
        j += 1
    if line.inflected and NAME_WORDS <= j - k <= NEAR and (told := _described(line, j, memory)) is not None:
        return told
    if not 0 < j - k <= NEAR or (k == 0 and not _opens(line, k, j, memory)):
        return None
    if line.inflected and (again := _again(line, j, memory)) is not None:
        return again, j
    known = line.at("speaker", j)
    if known is not None:
        person = memory.world.speakers[known.value].person
        return (known.value, known.j if line.inflected else past_office(line, known.j)) if person else None
    if not line.inflected and (own := _explained(line, k, j, memory)) is not None:
        return own, j
    if line.inflected and j - k >= NAME_WORDS and (title := _title_before(line, k)) is not None:
        offices = (m.value for m in line.marks if m.group == "speaker" and title <= m.i and m.j == k)
        office = next((label for label in offices if not memory.world.speakers[label].person), None)
        if office is not None:
            return office, j  # "заявив речник штабу Петро Яценко"
        sides = [
            memory.world.parties[m.value] for m in line.marks if title <= m.i < k and m.group in {"people", "party"}
        ]
        if not sides and line.tokens[k - 1].form.lemmas & language(memory.code).media:
            return " ".join(token.text for token in line.tokens[k:j]), j  # "сообщил телеканал Al Hadath"
        side = sides[0] if sides else _last(line, title, k, memory) or at_home(memory)
        return (met(line, j, side, memory), j) if side is not None else None
    if not line.inflected and j - k >= NAME_WORDS and (explained := _appositive(line, j, memory)) is not None:
        return explained
    apart = not line.inflected and line.low(k - 1) == line.low(j) == "," and j - k >= NAME_WORDS
    if line.at("speech", j + apart, "say") is None:
        return None
    if not line.inflected and j - k == 1 and line.tokens[k].text.isupper() and len(line.tokens[k].text) <= _AGENCY:
        return line.tokens[k].text, j  # "…, PTI reported"
    side = _side_behind(line, j, memory) or next(
        (
            memory.world.parties[m.value]
            for m in reversed(line.marks)
            if k - _TITLE <= m.i < k and m.group in {"people", "party"}
        ),
        _last(line, k - _TITLE_WITHIN, k, memory),
    )
    return (met(line, j, side, memory), j) if side is not None else None


def _opens(line: Line, k: int, j: int, memory: Memory) -> bool:
    """Whether an English sentence opens with a name, not with a word that has its capital for that."""
    return not line.inflected and (j - k >= NAME_WORDS or line.tokens[j - 1].text in memory.known)


def _appositive(line: Line, j: int, memory: Memory) -> tuple[str, int] | None:
    """A new name by what stands behind it: "Pierre Gauthier, spokesman of the Red Cross, told reporters that"."""
    if line.low(j) != "," or line.at("cue", j + 1, "relative") is not None or line.low(j + 1) == "whose":
        return None
    signs = (n for n in range(j + 1, min(len(line.tokens), j + _TITLE)) if line.tokens[n].sort is Sort.SIGN)
    end = next((n for n in signs if line.low(n) == ","), None)
    if end is None or line.at("speech", end + 1, "say") is None:
        return None
    for n in range(j + 1, end):
        office = line.at("speaker", n)
        if office is not None and not memory.world.speakers[office.value].person:
            return office.value, end + 1
        if (side := _country_at(line, n, memory)) is not None:
            return met(line, j, side, memory), end + 1
    return (met(line, j, memory.party, memory), end + 1) if memory.party is not None else None


def _country_at(line: Line, n: int, memory: Memory) -> str | None:
    """The party, or the country or body that mediates, named at a token."""
    if (mark := line.at("party", n) or line.at("people", n)) is not None:
        return memory.world.parties[mark.value]
    place = line.at("place", n)
    return place.value if place is not None and memory.world.places[place.value].mediates else None


def _side_behind(line: Line, j: int, memory: Memory) -> str | None:
    """The country that explains a name which ends before token *j*: "said Lolwah al-Khater, a minister of Qatar"."""
    if line.inflected or line.low(j) != ",":
        return None
    signs = (n for n in range(j + 1, min(len(line.tokens), j + _TITLE)) if line.tokens[n].sort is Sort.SIGN)
    end = next(signs, len(line.tokens))
    for n in range(j + 1, end):
        if (side := _country_at(line, n, memory)) is not None:
            return side
        if line.at("verb", n) is not None:
            return None  # "…, Medvedev said, Ukraine returned": another clause
    return None


def _last(line: Line, title: int, k: int, memory: Memory) -> str | None:
    """The party named last; of who holds an office that only a state has, the state."""
    state = any(memory.world.offices[m.value].state for m in line.all("office", lo=max(0, title), hi=k))
    return memory.state if state and memory.armed else memory.party


def met(line: Line, j: int, side: str, memory: Memory) -> str:
    """The label of a new name that ends before token *j*; the page may name it again without its title."""
    label = f"{side}: {surname(line, j, memory.code)}"
    memory.known[line.tokens[j - 1].text] = label
    return label


def surname(line: Line, j: int, code: str) -> str:
    """The surname that ends before token *j*, in Latin letters, with its article or particle: "al-Mortada"."""
    name, articled = line.tokens[j - 1].text, j > 1 and line.low(j - 2) in _ARTICLES and _is_article(line, j - 2)
    if not line.inflected and j > 1 and line.low(j - 2) in language(code).particles:
        return f"{line.tokens[j - 2].text} {name}"
    if not line.inflected:
        return f"{line.tokens[j - 2].text}-{name}" if articled else name
    return f"al-{romanised(name, code)}" if articled else romanised(name, code)


def _again(line: Line, j: int, memory: Memory) -> str | None:
    """The label of a name that the page has explained, in whatever case: "по словам Мерзляковой"."""
    said = line.tokens[j - 1].text
    met = (name for name in memory.known if _same_name(name, said))
    return memory.known[name] if (name := next(met, None)) is not None else None


def _same_name(name: str, said: str) -> bool:
    stem = name[: max(_STEM, len(name) - _ENDING)]
    return said.startswith(stem) and len(said) <= len(name) + _ENDING


def _described(line: Line, j: int, memory: Memory) -> tuple[str, int] | None:
    """A new name by what stands behind it: "Олена Шевчук з «Азову» каже", "Наталія Сич, речниця Лукашенка, заявила"."""
    end = past_affiliation(line, j)
    if end == j and line.low(j) == ",":
        signs = (n for n in range(j + 1, min(len(line.tokens), j + _TITLE)) if line.tokens[n].sort is Sort.SIGN)
        end = next((n + 1 for n in signs if line.low(n) == ","), j)
    if end == j or line.first("speech", "say", lo=end, hi=min(len(line.tokens), end + NEAR)) is None:
        return None
    name = surname(line, j, memory.code)
    for mark in line.marks:
        if not j <= mark.i < end:
            continue
        if mark.group in {"people", "party"}:
            return f"{memory.world.parties[mark.value]}: {name}", end
        if mark.group == "speaker":
            known = memory.world.speakers[mark.value]
            return (f"{mark.value.partition(':')[0]}: {name}" if known.person else mark.value), end
        if mark.group == "office" and (label := label_of(line, mark, memory)) is not None:
            return label, end
    side = at_home(memory) or memory.party if line.at("noun", j) is not None else None
    return (f"{side}: {name}", end) if side is not None else None  # "Тарас Шевчук із нацгвардії уточнив"


def past_office(line: Line, j: int) -> int:
    """The token after "of the Coordination Headquarters" behind a person's name that ends before token *j*."""
    link = line.at("cue", j, "of", "from")
    article = line.at("cue", link.j, "article") if link is not None else None
    n = article.j if article is not None else link.j if link is not None else j
    office = line.at("speaker", n) or line.at("office", n) if n > j else None
    return office.j if office is not None and line.at("speech", office.j, "say") is not None else j


def _explained(line: Line, k: int, j: int, memory: Memory) -> str | None:
    """The label of a name that the page explains: "Ivan Bondar of the Coordination Headquarters", then "Bondar"."""
    name = line.tokens[j - 1].text
    if name in memory.known or j - k < NAME_WORDS:
        return memory.known.get(name)
    link = line.at("cue", j, "of", "from")
    article = line.at("cue", link.j, "article") if link is not None else None
    n = article.j if article is not None else link.j if link is not None else j
    office = line.at("speaker", n) or line.at("office", n)
    if link is None or office is None:
        return None
    label = office.value if office.group == "speaker" else label_of(line, office, memory)
    side = label.partition(":")[0] if label is not None else ""
    if side not in memory.world.parties.values():
        return None
    memory.known[name] = f"{side}: {name}"
    return memory.known[name]


def _title_before(line: Line, k: int) -> int | None:
    """Where the words between a verb of saying and the name behind it start: "сообщил вице-премьер …"."""
    verb = line.last("speech", "say", lo=max(0, k - _TITLE_WITHIN), hi=k)
    title = past_medium(line, verb.j) if verb is not None else k
    return title if all(line.tokens[n].sort is not Sort.SIGN for n in range(title, k)) and verb is not None else None


def is_name(line: Line, k: int) -> bool:
    """Whether token *k* may belong to a name: it has a capital, behind "al-" too, and means nothing else."""
    token = line.tokens[k]
    if (len(token.text) <= _TOO_SHORT and token.low not in _ARTICLES) or any(
        when.i <= k < when.j for when in line.whens
    ):
        return False  # "posted on X", "said on Monday the minister"
    capital = token.text[0].isupper() or (token.low in _ARTICLES and _is_article(line, k))
    return token.sort is Sort.WORD and capital and k not in line.meaning


def _is_article(line: Line, k: int) -> bool:
    """Whether token *k* is the article of a name behind a hyphen: "al-Mortada"."""
    following = line.tokens[k + 1] if k + 1 < len(line.tokens) else None
    return following is not None and following.start == line.tokens[k].end + 1 and following.text[0].isupper()
