"""Whose name stands at a token: a speaker, an office, a party, a pronoun for who spoke last, a name that is new.

1. "he", "it", "the ministry" are the last person or office that spoke.
2. An office without its country is that of the party named just before, else whose it usually is.
3. Two parties, or "both", are both sides.
4. A name that the data does not know speaks for the party named before it, where a verb of saying follows.
"""

from homeward.reading.grammar.speaking.offices import (
    NEAR,
    Memory,
    at_home,
    is_left,
    label_of,
    ministry_of,
    side_after,
)
from homeward.reading.grammar.speaking.strangers import NAME_WORDS, is_name, met, past_office, stranger, surname
from homeward.reading.grammar.words.cases import is_subject
from homeward.reading.grammar.words.lines import Line
from homeward.reading.grammar.words.phrases import Mark
from homeward.reading.grammar.words.tokens import Sort
from homeward.reading.words import BOTH_SIDES

OPENING, CLOSING = frozenset({"«", '"', "“", "„"}), frozenset({"»", '"', "”"})
_THIS = {"этой", "этих", "цієї", "цих"}
_TITLE = 9  # tokens of "министр реинтеграции временно оккупированных территорий" before a name
_HIMSELF = {"он", "она", "він", "вона"}
_ITSELF = {"оно", "воно"}
_SUBJECTS = {"speaker", "office", "pronoun", "party", "place"}
_BESIDE = {"beside", "alongside", "with", "to", "between", "against"}  # before a name that is no subject
_CITING = 5  # tokens between an agency and its source
_NEGOTIATOR = "negotiator"  # who is named by name


def remember(line: Line, k: int, memory: Memory) -> None:
    """Keep in mind who is named at token *k*, for pronouns and offices that follow."""
    for mark in line.starts.get(k, ()):
        if mark.group in {"party", "people"}:
            if mark.value not in memory.world.armed:
                memory.state = memory.state or memory.world.parties[mark.value]
            if mark.value not in memory.world.hosts and not is_left(line, mark):
                memory.party, memory.armed = memory.world.parties[mark.value], mark.value in memory.world.armed
        elif mark.group == "place" and memory.world.places[mark.value].mediates and not line.at("party", k):
            memory.mediator = mark.value
        elif mark.group == "office" and not line.inflected and _opens(line, k):
            label = label_of(line, mark, memory)
            if label is not None and ":" in label:
                memory.note(label)
        elif mark.group == "speaker" and (line.inflected or ":" in mark.value or mark.value in memory.world.places):
            if memory.person is not None and not line.inflected and line.low(k - 1) in _BESIDE:
                continue  # "Zelensky said in Ankara beside Erdogan"
            memory.note(mark.value)  # an agency that is told something, or names itself in a dateline, is no "it"


def _opens(line: Line, k: int) -> bool:
    """Whether a sentence opens with an office, of which "it said" may be told: "The ministry freed 175, it said"."""
    before = ("party", "people", "cue", "pronoun")
    return all(line.low(n) == "'s" or any(m.group in before for m in line.starts.get(n, ())) for n in range(k))


def speaker_at(line: Line, k: int, memory: Memory) -> tuple[str, int] | None:
    """The speaker whose name starts at token *k*, and the token after it."""
    mark = next((m for m in line.starts.get(k, ()) if m.group in _SUBJECTS), None)
    if mark is None:
        return stranger(line, k, memory)
    if mark.group == "pronoun" and (office := _office_of(line, mark)) is not None:
        mark = office
    if mark.group == "speaker":
        name, end = _source(line, mark)
        known = memory.world.speakers.get(name)
        return name, past_office(line, end) if known is not None and known.person and not line.inflected else end
    if mark.group in {"place", "office", "party"}:
        return _of_title(line, mark, memory)
    if not line.inflected and _opens_an_office(line, mark):
        return None  # "the ministry of defence": the office names itself
    if mark.value == "they" and not line.inflected and line.ending("speech", k, "say") is not None:
        return None  # "thanked the two governments": an object
    if mark.value == "they" and line.low(k - 1) in _THIS:
        return None  # "МИД этой страны"
    if mark.value == "they":
        return (BOTH_SIDES, mark.j) if line.ending("office", k) is None else None  # "МИД страны": of one country
    if line.ending("speech", k, "say") is not None and (not line.inflected or line.low(k) in _ITSELF):
        return None  # "confirmed it": an object; but "уточнил он", "сообщило ведомство"
    if mark.value == "he" and line.inflected and _is_a_title(line, mark):
        return None  # "губернатор Александр Авдеев": the name tells who
    title = line.at("office", k) if mark.value == "he" else None
    if title is not None and memory.world.offices[title.value].held_by:
        return _of_title(line, title, memory)  # "президент" is who holds the office, whoever spoke last
    label = {"he": memory.person, "it": memory.office}.get(mark.value)
    if mark.value == "it" and line.inflected and (whose := line.ending("people", k)) is not None:
        return ministry_of(memory.world.parties[whose.value], memory), mark.j  # "российское ведомство"
    if mark.value == "it" and line.low(mark.j - 1) == "ministry" and not line.inflected:
        side = side_after(line, mark.j, memory)  # "the ministry in Moscow says"
        label = f"{side}: Ministry of Defence" if side is not None else label
    if (
        label is None
        and mark.value == "it"
        and line.low(mark.j - 1) == "ministry"
        and memory.party
        and not memory.mediator
    ):
        label = f"{memory.party}: Ministry of Defence"  # "the ministry said", of a page that has named none
    if label is not None:
        return label, mark.j
    office = line.at("office", k)  # "повідомив Президент", before anybody was named
    return _of_title(line, office, memory) if office is not None else None


def _is_a_title(line: Line, mark: Mark) -> bool:
    """Whether a name follows on a word that could point at somebody, and no office of that name is known."""
    if line.at("office", mark.i) is not None or line.low(mark.i) in _HIMSELF:
        return False
    for n in range(mark.j, min(len(line.tokens), mark.j + _TITLE)):
        if line.tokens[n].sort is not Sort.WORD or line.at("verb", n) or line.at("speech", n):
            return False
        if line.at("cue", n, "place_preposition") is not None:
            return False  # "сказал губернатор в Telegram"
        if is_name(line, n) or line.at("speaker", n) is not None:
            return True
    return False


def _of_title(line: Line, mark: Mark, memory: Memory) -> tuple[str, int] | None:
    """Whom a title names, or stands before: "міністр", "президент Сальвадора", "омбудсман Дмитро Лубінець"."""
    named = _titled(line, mark, memory)
    if named is None:
        return None
    return _person_after(line, mark, *named, memory) or named


def _office_of(line: Line, pronoun: Mark) -> Mark | None:
    """The office that a word names which could be a pronoun, where it says whose: "президент Сальвадора" is no "he"."""
    office = line.at("office", pronoun.i)
    whose = office is not None and (line.at("party", office.j) is not None or line.at("people", office.j) is not None)
    return office if whose and line.inflected else None


def _opens_an_office(line: Line, mark: Mark) -> bool:
    inside = (m for n in range(mark.i + 1, mark.j) for m in line.starts.get(n, ()) if m.group == "office")
    return any(m.j > mark.j for m in inside)


def _titled(line: Line, mark: Mark, memory: Memory) -> tuple[str, int] | None:
    """A country, an office or a party, as a speaker or as the title of one."""
    if mark.group == "place":
        place = memory.world.places[mark.value]
        if not line.inflected and place.mediates and not place.body and line.low(mark.j) == "ministry":
            return f"{mark.value}: MFA", mark.j + 1  # "the UAE ministry says"
        return (mark.value, mark.j) if place.mediates and line.at("office", mark.j) is None else None
    if mark.group == "party":
        return _party(line, mark, memory)
    if not line.inflected and (joined := _of_both(line, mark.j)) is not None:
        return BOTH_SIDES, joined
    owner = line.at("party", mark.j) if line.inflected else None  # "Минобороны РФ"
    label = label_of(line, mark, memory)
    end = mark.j if owner is None or is_subject(line, owner.i) else owner.j
    return (label, end) if label is not None else None


def _of_both(line: Line, j: int) -> int | None:
    """The token after "officials in Moscow and Kyiv", whose titles end before token *j*."""
    link = line.at("cue", j, "place_preposition", "from", "of")
    first = line.at("party", link.j) if link is not None else None
    joined = line.at("cue", first.j, "and") if first is not None else None
    second = line.at("party", joined.j) if joined is not None else None
    return second.j if second is not None and line.low(second.j) != "'s" else None


def _source(line: Line, mark: Mark) -> tuple[str, int]:
    """A speaker; of an agency, its unnamed source: "источник ТАСС", "TASS, citing a source"."""
    own = line.ending("cue", mark.i, "source") or (line.at("cue", mark.j, "source") if not line.inflected else None)
    citing = line.first("cue", "source", lo=mark.j, hi=min(len(line.tokens), mark.j + _CITING))
    told = citing is not None and line.first("speech", "according", "by", lo=mark.j, hi=citing.i) is not None
    return (f"{mark.value} source" if ":" not in mark.value and (own is not None or told) else mark.value), mark.j


def _person_after(line: Line, mark: Mark, label: str, j: int, memory: Memory) -> tuple[str, int] | None:
    """The person whose title ends before token *j*: "речник ГУР Андрій Юсов"."""
    by_name = mark.group == "office" and memory.world.offices[mark.value].by_name
    if label.endswith(_NEGOTIATOR) and ":" in label:
        k = j
        while k < min(len(line.tokens), j + NEAR) and is_name(line, k):
            k += 1
        if k > j and line.at("speaker", k) is None:
            return met(line, k, label.partition(":")[0], memory), k
    if label == BOTH_SIDES:
        return None
    if not line.inflected:
        return _titled_person(line, label, j, memory) if by_name else None
    start = k = _past_realm(line, j)
    while k < min(len(line.tokens), start + NEAR) and is_name(line, k):
        k += 1
    known = line.at("speaker", k)
    if known is not None and memory.world.speakers[known.value].person:
        return known.value, known.j
    if k - start < NAME_WORDS:
        return None
    if by_name or (":" in label and start > j):
        side = label.partition(":")[0]
        side = side if side in memory.world.parties.values() else at_home(memory) or side
        return met(line, k, side, memory), k  # "омбудсмен області Тетяна Мороз"
    if ":" in label:
        return label, k  # who speaks for an office is the office, unless the data knows him
    return f"{label}: {surname(line, k, memory.code)}", k


def _titled_person(line: Line, label: str, j: int, memory: Memory) -> tuple[str, int] | None:
    """The person behind an English title that ends before token *j*: "Security Council secretary Alexander Lomaia"."""
    k = j
    while k < min(len(line.tokens), j + NEAR) and is_name(line, k):
        k += 1
    known = line.at("speaker", k)
    if known is not None and memory.world.speakers[known.value].person:
        return known.value, past_office(line, known.j)
    if k == j or (k - j < NAME_WORDS and line.at("speech", k, "say") is None):
        return None
    side = label.partition(":")[0]
    if side not in memory.world.parties.values() and side not in memory.world.places:
        side = memory.party or next((memory.world.parties[key] for key in memory.sides), "")
    return (met(line, k, side, memory), k) if side else None


def _past_realm(line: Line, j: int) -> int:
    """The token after "області", "Пермского края" behind a title that ends before token *j*."""
    k = j
    while k < min(len(line.tokens), j + NEAR) and line.tokens[k].sort is Sort.WORD:
        if "gent" not in line.tokens[k].form.cases or line.starts.get(k, ()):
            break
        k += 1
        if not line.tokens[k - 1].text[0].isupper():
            return k
    return j


def _party(line: Line, mark: Mark, memory: Memory) -> tuple[str, int] | None:
    if line.low(mark.j) == "'s" or line.at("office", mark.j):
        return None
    joined = line.at("cue", mark.j, "and")
    second = line.at("party", joined.j) if joined is not None else None
    if second is None and line.low(mark.j) == "," and not line.inflected:
        second = line.at("party", mark.j + 1)
    if second is not None and line.low(second.j) != "'s":
        return BOTH_SIDES, second.j
    return memory.world.parties[mark.value], mark.j
