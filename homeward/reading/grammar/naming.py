"""Whose name stands at a token: a speaker, an office, a party, a pronoun for who spoke last, a name that is new.

1. "he", "it", "the ministry" are the last person or office that spoke.
2. An office without its country is that of the party named just before, else whose it usually is.
3. Two parties, or "both", are both sides.
4. A name that the data does not know speaks for the party named before it, where a verb of saying follows.
"""

from dataclasses import dataclass

from homeward.reading.grammar.cases import is_subject
from homeward.reading.grammar.lexicon import World
from homeward.reading.grammar.lines import Line
from homeward.reading.grammar.phrases import Mark
from homeward.reading.grammar.tokens import Sort
from homeward.reading.words import BOTH_SIDES

_SUBJECTS = {"speaker", "office", "pronoun", "party", "place"}
_TITLE = 14  # tokens back to the party of a speaker whom the data does not know
NEAR = 3  # tokens between a country and its office


@dataclass(slots=True)
class Memory:
    """Who was named last, of each sort that a pronoun or an office without its country can stand for."""

    """Who spoke last, by what a pronoun can stand for."""

    world: World
    person: str | None = None
    office: str | None = None
    party: str | None = None  # label of the party named last
    mediator: str | None = None  # the mediating country named last

    def note(self, label: str) -> None:
        """Keep in mind that this speaker was named."""
        speaker = self.world.speakers.get(label)
        if speaker is not None and speaker.person:
            self.person = label
        elif ":" in label or speaker is not None:
            self.office = label


def remember(line: Line, k: int, memory: Memory) -> None:
    """Keep in mind who is named at token *k*, for pronouns and offices that follow."""
    for mark in line.starts.get(k, ()):
        if mark.group in {"party", "people"}:
            memory.party = memory.world.parties[mark.value]
        elif mark.group == "place" and memory.world.places[mark.value].mediates and not line.at("party", k):
            memory.mediator = mark.value
        elif mark.group == "speaker":
            memory.note(mark.value)


def speaker_at(line: Line, k: int, memory: Memory) -> tuple[str, int] | None:
    """The speaker whose name starts at token *k*, and the token after it."""
    mark = next((m for m in line.starts.get(k, ()) if m.group in _SUBJECTS), None)
    if mark is None:
        return _stranger(line, k, memory)
    if mark.group == "place":
        place = memory.world.places[mark.value]
        return (mark.value, mark.j) if place.mediates and line.at("office", mark.j) is None else None
    if mark.group == "speaker":
        return mark.value, mark.j
    if mark.group == "office":
        owner = line.at("party", mark.j) if line.inflected else None  # "Минобороны РФ"
        return _office(line, mark, memory), mark.j if owner is None or is_subject(line, owner.i) else owner.j
    if mark.group == "party":
        return _party(line, mark, memory)
    if mark.value == "they":
        return BOTH_SIDES, mark.j
    if line.ending("speech", k, "say") is not None:
        return None  # "confirmed it": an object
    label = {"he": memory.person, "it": memory.office}.get(mark.value)
    return (label, mark.j) if label is not None else None


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


def _office(line: Line, mark: Mark, memory: Memory) -> str:
    office = memory.world.offices[mark.value]
    side = _side_before(line, mark.i, memory) or _side_after(line, mark.j, memory)
    if side is None and memory.office is not None and memory.office.endswith(f": {office.label}"):
        return memory.office
    if side is None and office.usual == "":
        return office.label
    side = side or office.usual or memory.mediator or memory.party
    if side is None:
        return office.label
    return office.holders.get(side, f"{side}: {office.label}")


def _side_before(line: Line, i: int, memory: Memory) -> str | None:
    for mark in reversed(line.marks):
        if not i - NEAR <= mark.i < i or mark.j > i:
            continue
        if line.inflected and any(line.tokens[k].sort is Sort.SIGN for k in range(mark.j, i)):
            break  # "… военнопленных ВСУ, сообщило Минобороны"
        if mark.group in {"party", "people"}:
            return memory.world.parties[mark.value]
        if mark.group == "place" and memory.world.places[mark.value].mediates:
            return mark.value
        if mark.group == "pronoun" and mark.value == "its":
            return memory.party
    return None


def _side_after(line: Line, j: int, memory: Memory) -> str | None:
    if line.at("cue", j, "of") is None and not line.inflected:
        return None
    for k in (j,) if line.inflected else (j + 1, j + 2):
        mark = line.at("party", k)
        if mark is not None:
            return memory.world.parties[mark.value]
        place = line.at("place", k) if line.inflected else None
        if place is not None and memory.world.places[place.value].mediates:
            return place.value
    return None


def _stranger(line: Line, k: int, memory: Memory) -> tuple[str, int] | None:
    """A name that the data does not know: the last of its words, with the party named in the words before it."""
    j = k
    while j < len(line.tokens) and is_name(line, j):
        j += 1
    if not 0 < j - k <= 3 or k == 0 or line.first("speech", "say", lo=j, hi=min(j + 1, len(line.tokens))) is None:
        return None
    side = next(
        (
            memory.world.parties[m.value]
            for m in reversed(line.marks)
            if k - _TITLE <= m.i < k and m.group in {"people", "party"}
        ),
        None,
    )
    return (f"{side}: {line.tokens[j - 1].text}", j) if side is not None else None


def is_name(line: Line, k: int) -> bool:
    """Whether token *k* may belong to a name: it has a capital, and means nothing else."""
    token = line.tokens[k]
    return token.sort is Sort.WORD and token.text[0].isupper() and not any(m.i <= k < m.j for m in line.marks)
