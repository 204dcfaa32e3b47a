"""Whose name stands at a token: a speaker, an office, a party, a pronoun for who spoke last, a name that is new.

1. "he", "it", "the ministry" are the last person or office that spoke.
2. An office without its country is that of the party named just before, else whose it usually is.
3. Two parties, or "both", are both sides.
4. A name that the data does not know speaks for the party named before it, where a verb of saying follows.
"""

from dataclasses import dataclass, field

from homeward.reading.grammar.cases import is_subject, past_affiliation
from homeward.reading.grammar.lexicon import World, language
from homeward.reading.grammar.lines import Line
from homeward.reading.grammar.phrases import Mark
from homeward.reading.grammar.romanised import romanised
from homeward.reading.grammar.tokens import Sort
from homeward.reading.words import BOTH_SIDES

_THIS = {"этой", "этих", "цієї", "цих"}
_SUBJECTS = {"speaker", "office", "pronoun", "party", "place"}
_TITLE = 14  # tokens back to the party of a speaker whom the data does not know
_TITLE_WITHIN = 7  # tokens between a verb of saying and the name behind it
_CITING = 5  # tokens between an agency and its source
_NAME_WORDS = 2  # words of a name that the data does not know
NEAR = 3  # tokens between a country and its office


@dataclass(slots=True)
class Memory:
    """Who was named last, of each sort that a pronoun or an office without its country can stand for."""

    world: World
    code: str = "en"
    person: str | None = None
    office: str | None = None
    party: str | None = None  # label of the party named last
    mediator: str | None = None  # the mediating country named last
    known: dict[str, str] = field(default_factory=dict)  # surnames that the page has explained, with their labels

    def note(self, label: str) -> None:
        """Keep in mind that this speaker was named."""
        speaker = self.world.speakers.get(label)
        if speaker is not None and speaker.person:
            self.person = label
        elif ":" in label or (speaker is not None and (self.office is None or ":" not in self.office)):
            self.office = label  # an agency that passes on what an office said is no "it"


def remember(line: Line, k: int, memory: Memory) -> None:
    """Keep in mind who is named at token *k*, for pronouns and offices that follow."""
    for mark in line.starts.get(k, ()):
        if mark.group in {"party", "people"} and mark.value not in memory.world.hosts:
            memory.party = memory.world.parties[mark.value]
        elif mark.group == "place" and memory.world.places[mark.value].mediates and not line.at("party", k):
            memory.mediator = mark.value
        elif mark.group == "office" and not line.inflected and _opens(line, k):
            label = _office(line, mark, memory)
            if label is not None and ":" in label:
                memory.note(label)
        elif mark.group == "speaker" and (line.inflected or ":" in mark.value or mark.value in memory.world.places):
            memory.note(mark.value)  # an agency that is told something, or names itself in a dateline, is no "it"


def _opens(line: Line, k: int) -> bool:
    """Whether a sentence opens with an office, of which "it said" may be told: "The ministry freed 175, it said"."""
    before = ("party", "people", "cue", "pronoun")
    return all(line.low(n) == "'s" or any(m.group in before for m in line.starts.get(n, ())) for n in range(k))


def speaker_at(line: Line, k: int, memory: Memory) -> tuple[str, int] | None:
    """The speaker whose name starts at token *k*, and the token after it."""
    mark = next((m for m in line.starts.get(k, ()) if m.group in _SUBJECTS), None)
    if mark is None:
        return _stranger(line, k, memory)
    if mark.group == "speaker":
        name, end = _source(line, mark)
        known = memory.world.speakers.get(name)
        return name, _past_office(line, end) if known is not None and known.person and not line.inflected else end
    if mark.group in {"place", "office", "party"}:
        named = _titled(line, mark, memory)
        return named if named is None else _person_after(line, *named, memory) or named
    if mark.value == "they" and not line.inflected and line.ending("speech", k, "say") is not None:
        return None  # "thanked the two governments": an object
    if mark.value == "they" and line.low(k - 1) in _THIS:
        return None  # "МИД этой страны"
    if mark.value == "they":
        return (BOTH_SIDES, mark.j) if line.ending("office", k) is None else None  # "МИД страны": of one country
    if line.ending("speech", k, "say") is not None and not (line.inflected and mark.value == "he"):
        return None  # "confirmed it": an object; but "уточнил он"
    label = {"he": memory.person, "it": memory.office}.get(mark.value)
    if mark.value == "it" and line.low(mark.j - 1) == "ministry" and not line.inflected:
        side = _side_after(line, mark.j, memory)  # "the ministry in Moscow says"
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
    named = _titled(line, office, memory) if office is not None else None
    return named if named is None else _person_after(line, *named, memory) or named


def _past_office(line: Line, j: int) -> int:
    """The token after "of the Coordination Headquarters" behind a person's name that ends before token *j*."""
    link = line.at("cue", j, "of", "from")
    article = line.at("cue", link.j, "article") if link is not None else None
    n = article.j if article is not None else link.j if link is not None else j
    office = line.at("speaker", n) or line.at("office", n) if n > j else None
    return office.j if office is not None and line.at("speech", office.j, "say") is not None else j


def _titled(line: Line, mark: Mark, memory: Memory) -> tuple[str, int] | None:
    """A country, an office or a party, as a speaker or as the title of one."""
    if mark.group == "place":
        place = memory.world.places[mark.value]
        return (mark.value, mark.j) if place.mediates and line.at("office", mark.j) is None else None
    if mark.group == "party":
        return _party(line, mark, memory)
    if not line.inflected and (joined := _of_both(line, mark.j)) is not None:
        return BOTH_SIDES, joined
    owner = line.at("party", mark.j) if line.inflected else None  # "Минобороны РФ"
    label = _office(line, mark, memory)
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
    own = line.ending("cue", mark.i, "source")
    citing = line.first("cue", "source", lo=mark.j, hi=min(len(line.tokens), mark.j + _CITING))
    told = citing is not None and line.first("speech", "according", "by", lo=mark.j, hi=citing.i) is not None
    return (f"{mark.value} source" if ":" not in mark.value and (own is not None or told) else mark.value), mark.j


def _person_after(line: Line, label: str, j: int, memory: Memory) -> tuple[str, int] | None:
    """The person whose title ends before token *j*: "речник ГУР Андрій Юсов"."""
    if not line.inflected or label == BOTH_SIDES:
        return None
    k = j
    while k < min(len(line.tokens), j + NEAR) and is_name(line, k):
        k += 1
    known = line.at("speaker", k)
    if known is not None and memory.world.speakers[known.value].person:
        return known.value, known.j
    if k - j < _NAME_WORDS:
        return None
    if ":" in label:
        return label, k  # who speaks for an office is the office, unless the data knows him
    return f"{label}: {romanised(line.tokens[k - 1].text, memory.code)}", k


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


def _office(line: Line, mark: Mark, memory: Memory) -> str | None:
    office = memory.world.offices[mark.value]
    side = _side_before(line, mark.i, memory) or _side_after(line, mark.j, memory)
    if side is None and memory.office is not None and memory.office.endswith(f": {office.label}"):
        return memory.office
    if side is None and memory.person is not None and memory.person in office.holders.values():
        return memory.person  # "the president wrote", of whom the page has named
    if side is None and office.usual == "":
        return office.label
    if side is None and office.usual == "-":
        return None  # "officials said": of nobody knows which country
    side = side or office.usual or memory.mediator or _at_home(memory) or memory.party
    if side is None:
        return office.label
    return office.holders.get(side, f"{side}: {office.label}")


def _at_home(memory: Memory) -> str | None:
    """The country where those who write the page's language are at home, if the page speaks of its war."""
    home = language(memory.code).home
    named = next((key for key, label in memory.world.parties.items() if label == memory.party), None)
    at_war = memory.party is None or any({home, named} <= war.parties for war in memory.world.wars)
    return memory.world.parties[home] if home is not None and at_war else None


def _side_before(line: Line, i: int, memory: Memory) -> str | None:
    for mark in reversed(line.marks):
        if not i - NEAR <= mark.i < i or mark.j > i:
            continue
        if any(line.tokens[k].sort is Sort.SIGN for k in range(mark.j, i)):
            break  # "… военнопленных ВСУ, сообщило Минобороны", "… are in Belarus, the ministry says"
        if mark.group in {"party", "people"}:
            return memory.world.parties[mark.value]
        if mark.group == "place" and memory.world.places[mark.value].mediates:
            return mark.value
        if mark.group == "speaker" and line.low(mark.j) == "'s" and ":" in mark.value:
            return mark.value.partition(":")[0]  # "Zelensky's chief negotiator"
        if mark.group == "pronoun" and mark.value == "its":
            named = line.last("party", hi=mark.i) if not line.inflected else None
            diplomats = line.at("office", i, "MFA") if not line.inflected and named is None else None
            if diplomats is not None and memory.mediator is not None:
                return memory.mediator  # "The UAE has brokered a swap … Its Foreign Ministry"
            return memory.party if named is None else memory.world.parties[named.value]
    return None


def _side_after(line: Line, j: int, memory: Memory) -> str | None:
    if line.at("cue", j, "of", "place_preposition") is None and not line.inflected:
        return None
    for k in (j,) if line.inflected else (j + 1, j + 2):
        mark = line.at("party", k)
        if mark is not None:
            return memory.world.parties[mark.value]
        place = line.at("place", k) if line.inflected or line.at("cue", j, "of") is not None else None
        if place is not None and memory.world.places[place.value].mediates:
            return place.value
    return None


def _stranger(line: Line, k: int, memory: Memory) -> tuple[str, int] | None:
    """A name that the data does not know: the last of its words, with the party named in the words before it."""
    j = k
    while j < len(line.tokens) and is_name(line, j):
        j += 1
    if line.inflected and _NAME_WORDS <= j - k <= NEAR and (told := _described(line, j, memory)) is not None:
        return told
    if not 0 < j - k <= NEAR or k == 0:
        return None
    known = line.at("speaker", j)
    if known is not None:
        person = memory.world.speakers[known.value].person
        return (known.value, known.j if line.inflected else _past_office(line, known.j)) if person else None
    if not line.inflected and (own := _explained(line, k, j, memory)) is not None:
        return own, j
    if line.inflected and j - k >= _NAME_WORDS and (title := _title_before(line, k)) is not None:
        offices = (m.value for m in line.marks if m.group == "speaker" and title <= m.i and m.j == k)
        office = next((label for label in offices if not memory.world.speakers[label].person), None)
        if office is not None:
            return office, j  # "заявив речник штабу Петро Яценко"
        sides = [
            memory.world.parties[m.value] for m in line.marks if title <= m.i < k and m.group in {"people", "party"}
        ]
        side = sides[0] if sides else memory.party
        return (f"{side}: {romanised(line.tokens[j - 1].text, memory.code)}", j) if side is not None else None
    apart = not line.inflected and line.low(k - 1) == line.low(j) == "," and j - k >= _NAME_WORDS
    if line.at("speech", j + apart, "say") is None:
        return None
    side = next(
        (
            memory.world.parties[m.value]
            for m in reversed(line.marks)
            if k - _TITLE <= m.i < k and m.group in {"people", "party"}
        ),
        None,
    )
    surname = line.tokens[j - 1].text
    surname = romanised(surname, memory.code) if line.inflected else surname
    return (f"{side}: {surname}", j) if side is not None else None


def _described(line: Line, j: int, memory: Memory) -> tuple[str, int] | None:
    """A new name by what stands behind it: "Олена Шевчук з «Азову» каже", "Наталія Сич, речниця Лукашенка, заявила"."""
    end = past_affiliation(line, j)
    if end == j and line.low(j) == ",":
        signs = (n for n in range(j + 1, min(len(line.tokens), j + _TITLE)) if line.tokens[n].sort is Sort.SIGN)
        end = next((n + 1 for n in signs if line.low(n) == ","), j)
    if end == j or line.first("speech", "say", lo=end, hi=min(len(line.tokens), end + NEAR)) is None:
        return None
    surname = romanised(line.tokens[j - 1].text, memory.code)
    for mark in line.marks:
        if not j <= mark.i < end:
            continue
        if mark.group in {"people", "party"}:
            return f"{memory.world.parties[mark.value]}: {surname}", end
        if mark.group == "speaker":
            known = memory.world.speakers[mark.value]
            return (f"{mark.value.partition(':')[0]}: {surname}" if known.person else mark.value), end
        if mark.group == "office" and (label := _office(line, mark, memory)) is not None:
            return label, end
    side = _at_home(memory) or memory.party if line.at("noun", j) is not None else None
    return (f"{side}: {surname}", end) if side is not None else None  # "Тарас Шевчук із нацгвардії уточнив"


def _explained(line: Line, k: int, j: int, memory: Memory) -> str | None:
    """The label of a name that the page explains: "Ivan Bondar of the Coordination Headquarters", then "Bondar"."""
    surname = line.tokens[j - 1].text
    if surname in memory.known or j - k < _NAME_WORDS:
        return memory.known.get(surname)
    link = line.at("cue", j, "of", "from")
    article = line.at("cue", link.j, "article") if link is not None else None
    n = article.j if article is not None else link.j if link is not None else j
    office = line.at("speaker", n) or line.at("office", n)
    if link is None or office is None:
        return None
    label = office.value if office.group == "speaker" else _office(line, office, memory)
    side = label.partition(":")[0] if label is not None else ""
    if side not in memory.world.parties.values():
        return None
    memory.known[surname] = f"{side}: {surname}"
    return memory.known[surname]


def _title_before(line: Line, k: int) -> int | None:
    """Where the words between a verb of saying and the name behind it start: "сообщил вице-премьер …"."""
    verb = line.last("speech", "say", lo=max(0, k - _TITLE_WITHIN), hi=k)
    if verb is None or any(line.tokens[n].sort is Sort.SIGN for n in range(verb.j, k)):
        return None
    return verb.j


def is_name(line: Line, k: int) -> bool:
    """Whether token *k* may belong to a name: it has a capital, and means nothing else."""
    token = line.tokens[k]
    return token.sort is Sort.WORD and token.text[0].isupper() and not any(m.i <= k < m.j for m in line.marks)
