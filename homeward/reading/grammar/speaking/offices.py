"""Who was named last, and which country's an office is.

An office without its country is that of the party named just before, else whose it usually is.
"""

from dataclasses import dataclass, field

from homeward.reading.grammar.words.lexicon import Office, World, language
from homeward.reading.grammar.words.lines import Line
from homeward.reading.grammar.words.phrases import Mark
from homeward.reading.grammar.words.tokens import Sort
from homeward.reading.words import BOTH_SIDES

NEAR = 3  # tokens between a country and its office
_NOT_YET = {"before", "until"}
_MINISTRY = "ministry"  # of whatever: "Moscow's ministry said"


@dataclass(slots=True)
class Memory:
    """Who was named last, of each sort that a pronoun or an office without its country can stand for."""

    world: World
    code: str = "en"
    sides: tuple[str, ...] = ()  # keys of the parties that the page is about
    named: frozenset[str] = frozenset()  # labels of all whom the page names, before or after
    person: str | None = None
    office: str | None = None
    party: str | None = None  # label of the party named last
    armed: bool = False  # it is an armed group
    state: str | None = None  # label of the state named first
    mediator: str | None = None  # the mediating country named last
    last: str | None = None  # whoever was named last, a person or an office
    known: dict[str, str] = field(default_factory=dict)  # surnames that the page has explained, with their labels

    def note(self, label: str) -> None:
        """Keep in mind that this speaker was named."""
        speaker = self.world.speakers.get(label)
        self.last = label if ":" in label else self.last  # an agency only passes on what somebody said
        if (speaker is not None and speaker.person) or (speaker is None and label in self.known.values()):
            self.person = label
        elif ":" in label or (speaker is not None and (self.office is None or ":" not in self.office)):
            self.office = label  # an agency that passes on what an office said is no "it"


def label_of(line: Line, mark: Mark, memory: Memory) -> str | None:
    """The label of an office: with its country, or of who holds it."""
    office = memory.world.offices[mark.value]
    before, after = _side_before(line, mark.i, memory), side_after(line, mark.j, memory)
    side = (after or before) if line.inflected else (before or after)  # "о возвращении своих сообщило Минобороны РФ"
    if office.label == _MINISTRY:
        return ministry_of(side, memory) if side is not None and _is_beside(line, mark.i) else None
    if (holder := _holder(office, side, memory)) is not None:
        return holder
    if side is None and memory.office is not None and memory.office.endswith(f": {office.label}"):
        return memory.office
    if side is None and memory.person is not None and memory.person in office.holders.values():
        return memory.person  # "the president wrote", of whom the page has named
    if side is None and office.usual == "":
        return office.label
    if side is None and office.usual == "-":
        if line.low(mark.i - 1) in _NOT_YET:
            return None  # "disclosed it before officials confirmed it": what was disclosed is not theirs
        both = not line.inflected and _are_both_subject(line, memory)
        return BOTH_SIDES if both else office.label  # "officials said"
    last = memory.state if office.state and memory.armed else memory.party
    mediator = None if office.state and _is_body(memory) else memory.mediator
    side = side or _usual(office, memory) or mediator or at_home(memory) or last
    if side is None:
        return office.label
    return office.holders.get(side, f"{side}: {office.label}")


def _holder(office: Office, side: str | None, memory: Memory) -> str | None:
    """Who holds an office, if the page names one who has: "the ombudsman said", of a page that tells of Lubinets."""
    held = [p for p in office.held_by if side is None or p.startswith(f"{side}: ")]
    if memory.person in held:
        return memory.person
    sides = {memory.world.parties[key] for key in memory.sides}  # any other president is named in passing
    named = [p for p in held if p in memory.named and p.partition(":")[0] in sides]
    return named[0] if len(named) == 1 else None


def _is_body(memory: Memory) -> bool:
    """Whether the mediator named last is an organisation, which has no army."""
    place = memory.world.places.get(memory.mediator or "")
    return place is not None and place.body


def _usual(office: Office, memory: Memory) -> str | None:
    """Whose an office usually is: not on a page that tells of the wars of others, "the army" of Sudan is its own."""
    parties = memory.world.parties
    key = next((key for key, label in parties.items() if label == office.usual), None)
    of_others = key is not None and key not in memory.sides and bool(memory.sides or office.held_by)
    at_war = (war.parties for war in memory.world.wars if key in war.parties)
    return None if of_others and not any({*memory.sides} & foes for foes in at_war) else office.usual


def _is_beside(line: Line, i: int) -> bool:
    """Whether a country stands right before token *i*: "Russia's ministry", "its ministry", no "health ministry"."""
    before = i - (line.low(i - 1) == "'s")
    return any(line.ending(group, before) is not None for group in ("party", "people", "place")) or (
        line.ending("pronoun", i, "its") is not None
    )


def ministry_of(side: str, memory: Memory) -> str:
    """The ministry of a country that is only called so: of a side of the war that of defence, else the foreign one."""
    if memory.office is not None and memory.office.startswith(f"{side}: "):
        return memory.office
    at_war = any(memory.world.parties[key] == side for key in memory.sides)
    return f"{side}: Ministry of Defence" if at_war else f"{side}: MFA"


def _are_both_subject(line: Line, memory: Memory) -> bool:
    """Whether a sentence opens with two sides of a war: "Kyiv and Moscow exchanged 218 prisoners, officials said"."""
    joined = line.first("cue", "and")
    one = line.ending("party", joined.i) if joined is not None else None
    two = line.at("party", joined.j) if joined is not None else None
    if one is None or two is None or one.i > 1:
        return False
    return any({one.value, two.value} <= war.parties for war in memory.world.wars)


def at_home(memory: Memory) -> str | None:
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
            return _owner(line, mark, i, memory)
    return None


def _owner(line: Line, mark: Mark, i: int, memory: Memory) -> str | None:
    """Whose "its" is: of the country named last, be it a party or a mediator: "The UAE mediated; its ministry said"."""
    if line.inflected:
        return memory.party
    named = line.last("party", hi=mark.i)
    places = [m for m in line.all("place", hi=mark.i) if memory.world.places[m.value].mediates]
    if places and (named is None or named.i < places[-1].i):
        return places[-1].value
    if named is None and line.at("office", i, "MFA") is not None and memory.mediator is not None:
        return memory.mediator  # "The UAE has brokered a swap … Its Foreign Ministry"
    return memory.party if named is None else memory.world.parties[named.value]


def is_left(line: Line, mark: Mark) -> bool:
    """Whether a party is named as what people came from: whoever tells of them without a country is not its own."""
    if line.inflected:
        return False
    held = line.at("cue", mark.j, "captivity", "regime") is not None and line.low(mark.j) != "authorities"
    return held or line.ending("cue", mark.i, "territory", "from") is not None


def side_after(line: Line, j: int, memory: Memory) -> str | None:
    """The country named behind an office that ends before token *j*: "МИД Катара", "the ministry in Moscow"."""
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
