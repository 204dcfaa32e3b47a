"""The verb of saying stands before its subject: ", повідомив президент Зеленський", "Про це заявив …".

Only titles, and where it was written, may stand between the two.
"""

from homeward.reading.grammar.speaking.according import ASIDE, SIGNS
from homeward.reading.grammar.speaking.naming import CLOSING, OPENING, speaker_at
from homeward.reading.grammar.speaking.offices import NEAR, Memory
from homeward.reading.grammar.speaking.stretches import Saying
from homeward.reading.grammar.words.cases import past_medium
from homeward.reading.grammar.words.lines import Line
from homeward.reading.grammar.words.phrases import Mark
from homeward.reading.grammar.words.tokens import Sort

_SO = {"это", "так", "такое", "це", "таке"}
_FIRST = {"первым", "первыми", "першим", "першими", "первой", "першою"}  # to tell: what stands before is not his
_WITHIN = 9  # tokens between the verb and a name at most


def joined_with(line: Line, j: int, label: str, memory: Memory) -> int | None:
    """The token after the speaker of the other side, whom "and" joins: "Russia's ministry and Zelensky said"."""
    joined = line.at("cue", j, "and")
    if joined is None and line.low(j) == "," and _is_listed(line, j):
        joined = line.at("cue", j + 1, "and")  # "и Минобороны РФ, и Зеленский"
    for k in range(joined.j, min(joined.j + NEAR, len(line.tokens))) if joined is not None else ():
        if (named := speaker_at(line, k, memory)) is not None:
            sides = {label.partition(":")[0], named[0].partition(":")[0]}
            if len(sides) < 2 or not sides <= set(memory.world.parties.values()):
                return None
            memory.note(label)
            memory.note(named[0])
            person = line.at("speaker", named[1])  # "… and President Zelensky both say"
            named_so = person is not None and memory.world.speakers[person.value].person and not line.inflected
            end = person.j if person is not None and named_so else named[1]
            return end + (line.low(end) == "both")
    return None


def _is_listed(line: Line, j: int) -> bool:
    """Whether "and" stands before the name that ends before token *j*: "и X, и Y", "як X, так і Y"."""
    start = next((m.i for m in line.ends.get(j, ()) if m.group in {"speaker", "office", "party"}), j)
    return line.inflected and line.ending("cue", before_titles(line, start), "and") is not None


def inverted(line: Line, k: int, j: int, label: str) -> Saying | None:
    """ ", повідомив президент Зеленський", "как сообщило Минобороны", "Про це заявив …": the verb stands first."""
    first = before_titles(line, k)
    if first > 1 and line.low(first - 1) in OPENING:
        first, j = first - 1, j + (line.low(j) in CLOSING)  # "пишут «Известия»"
    inside = line.ending("cue", first, "place_preposition")  # "сообщили в Минобороны"
    stands = inside.i if inside is not None else first
    about = line.ending("cue", stands, "this")  # "Повідомляє про це X"
    verb = line.ending("speech", about.i if about is not None else stands, "say") or _over_titles(line, k)
    if verb is not None and verb.i == 1 and line.low(0) in _SO and not line.amounts:
        return Saying(0, j, label, after=False, whole=True, this=True)  # "Так сообщает Reuters"
    if verb is not None and about is not None and verb.i == 0:
        return Saying(verb.i, j, label, after=False, whole=True, this=True)
    if verb is not None and "passive" in line.tokens[verb.i].form.traits and inside is None:
        return None  # "посредниками названы США": they are named
    if verb is None and ":" not in label:
        verb = line.ending("verb", first, "give")  # "…, передает ТАСС": agencies give nobody
        verb = verb if verb is not None and line.low(verb.i - 1) == "," else None
    if verb is None:
        return None
    if line.last("cue", "this", lo=max(0, verb.i - ASIDE), hi=verb.i) is not None:
        before_others = any(line.low(n) in _FIRST for n in range(verb.i))
        return Saying(verb.i, j, label, after=False, whole=True, this=not before_others)
    i = verb.i
    as_said = line.ending("cue", i, "as")
    i = as_said.i if as_said is not None else i
    if i == 0 or line.low(i - 1) not in {",", '"', "”", "»", "—", "–"}:
        alone = not any(m.group in {"noun", "verb", "exchange"} for m in line.marks)
        event = line.at("exchange", 1) if line.at("cue", 0, "that") is not None else None
        if event is not None and event.j == i and not line.amounts:
            return Saying(i, j, label, after=True, whole=True, this=True)  # "Про обмін повідомив …"
        alone = alone and line.first("cue", "that", hi=i) is None  # "У листопаді про переговори заявляв Умєров"
        if (line.at("cue", 0, "that") is not None and not alone) or line.at("exchange", 0) is not None:
            return Saying(
                i, j, label, after=True, whole=True
            )  # "О договоренности … объявил Мединский", "Обмен подтвердил …"
        return Saying(i, j, label, after=False, this=alone)
    end = next((n for n in range(j, len(line.tokens)) if line.low(n) in SIGNS), len(line.tokens))
    if line.low(end) == ":" or (as_said is not None and line.low(end) == ","):
        return Saying(i, j, label, after=True, whole=True)
    if line.low(end) == "," and line.first("verb", hi=verb.i) is None:
        return Saying(i, j, label, after=True, whole=True)  # "В конце апреля, пишут СМИ, Россия получила …"
    opens = line.low(end) == "," and line.at("cue", end + 1, "that") is not None
    return Saying(i, j, label, after=not opens)


def _over_titles(line: Line, k: int) -> Mark | None:
    """The verb of saying before a long title: "рассказала уполномоченная по правам ребенка …"."""
    verb = line.last("speech", "say", lo=max(0, k - _WITHIN), hi=k)
    if verb is None or verb.j >= k:
        return None
    title = past_medium(line, verb.j)
    if title == verb.j < k and "nomn" not in line.tokens[title].form.cases:
        return None
    if line.first("verb", lo=title, hi=k) or any(line.tokens[n].sort is not Sort.WORD for n in range(title, k)):
        return None
    return verb


def before_titles(line: Line, k: int) -> int:
    """Where the words that belong to a speaker's name start: back to a sign, a verb or a preposition."""
    i = k
    while i > 0 and k - i < 7:
        token = line.tokens[i - 1]
        if token.sort is Sort.SIGN or any(m.j == i and _parts(m) for m in line.marks):
            break
        i -= 1
    return i


def _parts(mark: Mark) -> bool:
    """Whether a mark before a name cannot belong to it."""
    return mark.group in {"verb", "speech"} or (
        mark.group == "cue" and mark.value not in {"article", "one", "of", "source", "capital"}
    )
