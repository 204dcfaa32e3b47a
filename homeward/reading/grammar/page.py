"""A whole page as rules see it: its read sentences, who the parties are, and the drafts of its claims."""

from collections import Counter
from dataclasses import dataclass, field
from datetime import date

from homeward.reading.grammar.words.lexicon import Language, World
from homeward.reading.grammar.words.lines import Line
from homeward.reading.words import OUTLET, Category, Kind, Qualifier

_TWO = 2  # sides of an exchange, unless many take part
_OPENING = 2  # sentences in which a mediator begins its announcement


@dataclass(frozen=True, slots=True)
class Scope:
    """Tokens ``i`` to ``j`` of a sentence are said by ``speaker``."""

    i: int
    j: int
    speaker: str
    carried: bool = False  # nobody is named here: the sentence goes on with who spoke before


@dataclass(frozen=True, slots=True)
class Page:
    """The sentences of a document and what holds for all of them."""

    lines: tuple[Line, ...]
    language: Language
    world: World
    published: date | None
    sides: tuple[str, ...]  # keys of the parties that the page is about, mostly two, the one named most first
    scopes: tuple[tuple[Scope, ...], ...] = ()  # of each line
    names: tuple[tuple[Scope, ...], ...] = ()  # of each line, whoever is named that could speak
    announcer: str | None = None  # the mediator whose own announcement the page is
    publisher: str | None = None  # who publishes it, if that is somebody who speaks: a ministry, an agency
    event: date | None = None  # the day of the exchange that the page reports, the last one of several
    begun: date | None = None  # the first one of several
    postponed: bool = False  # the page says that the exchange was put off

    def other(self, party: str | None) -> str | None:
        """The opposite side, None where there is none."""
        if len(self.sides) != _TWO or party not in self.sides:
            return None
        return self.sides[1] if party == self.sides[0] else self.sides[0]

    @property
    def home(self) -> str | None:
        """Where those who write the page's language are at home, unless it speaks of the wars of others."""
        home = self.language.home
        return home if home in self.sides or self.world.fighting.isdisjoint(self.sides) else None

    @property
    def at_war(self) -> bool:
        """Whether its sides are the two of a war that the data knows."""
        return any(war.parties == {*self.sides} for war in self.world.wars)

    @property
    def foes(self) -> tuple[str, ...]:
        """Those with whom its sides are at war, as far as the data knows: they may be meant where only one is named."""
        of_the_time = (w for w in self.world.wars if w.ended is None or (self.published or w.ended) <= w.ended)
        found = (w.parties - {*self.sides} for w in of_the_time if not w.parties.isdisjoint(self.sides))
        return tuple(sorted({key for parties in found for key in parties}))

    def speaker(self, line: Line, i: int) -> str:
        """Who says token *i* of a line."""
        scope = self._scope(line, i)
        return scope.speaker if scope is not None else self.announcer or OUTLET

    def teller(self, line: Line, i: int) -> str:
        """Who is named as saying token *i*: by whose side a sentence without parties is understood."""
        scope = self._scope(line, i)
        return OUTLET if scope is not None and scope.carried else self.speaker(line, i)

    def mediates(self, speaker: str) -> bool:
        """Whether a speaker speaks for a country or body that is no party to the exchange."""
        return speaker.split(":", 1)[0] in self.world.places and self.side_of(speaker) is None

    def is_said(self, line: Line, i: int) -> bool:
        """Whether somebody is found to say token *i*, beside whoever announces the whole page."""
        return self._scope(line, i) is not None

    def is_carried(self, line: Line, i: int) -> bool:
        """Whether nobody is named as saying token *i*, and whoever spoke before is taken to go on."""
        scope = self._scope(line, i)
        return scope is not None and scope.carried

    def _scope(self, line: Line, i: int) -> Scope | None:
        for scope in self.scopes[line.index] if line.index < len(self.scopes) else ():
            if scope.i <= i < scope.j:
                return scope
        return None

    def side_of(self, speaker: str) -> str | None:
        """The key of the party to this exchange that a speaker speaks for."""
        label, parties = speaker.split(":", 1)[0], self.world.parties
        for key in self.sides:
            if parties[key] == label:
                return key
        return None


@dataclass(slots=True)
class Draft:
    """A claim in the making: what rules say of tokens ``i`` to ``j`` of a line."""

    kind: Kind
    line: Line
    i: int
    j: int
    speaker: str = OUTLET
    direction: str | None = None
    count: int | None = None
    qualifier: Qualifier | None = None
    category: Category | None = None
    exchange_date: str | None = None
    value: str | None = None
    verb: str | None = None  # the meaning of the verb that governs a count
    rules: list[str] = field(default_factory=list)
    reasons: list[str] = field(default_factory=list)  # why examples overruled rules
    whole: "Draft | None" = None  # of which it is a part


def announcer(lines: tuple[Line, ...], scopes: tuple[tuple[Scope, ...], ...], world: World) -> str | None:
    """The mediator who alone speaks in a page, of its mediation first: all of the page is its announcement."""
    opening = next((n for n, found in enumerate(scopes) if found and not lines[n].heading), None)
    if opening is None:
        return None
    speakers = {scope.speaker for line in scopes for scope in line}
    if len({label.split(":")[0] for label in speakers}) != 1:
        return None
    if opening > _OPENING or lines[opening].first("cue", "mediate") is None:
        opening = _own_work(lines, min(speakers).split(":")[0])
    if opening is None or not lines[opening].amounts:
        return None  # it speaks of its mediation, but announces no exchange
    label = max(speakers, key=lambda label: (len(label), label))
    known = world.speakers.get(label)
    is_office = known is None or not known.person
    return label if is_office and label.split(":")[0] in world.places else None


def _own_work(lines: tuple[Line, ...], place: str) -> int | None:
    """The opening sentence that tells of a mediator's work: "the UAE's mediation has led to an exchange"."""
    for n, line in enumerate(lines[: _OPENING + 1]):
        owner = next((m for m in line.all("place") if m.value == place and line.low(m.j) == "'s"), None)
        if owner is not None and not line.heading and line.at("cue", owner.j + 1, "mediate") is not None:
            return n
    return None


def sides(lines: tuple[Line, ...], world: World, published: date | None = None) -> tuple[str, ...]:
    """The parties named, by name, people or speakers, the one named most first; of a war, its two.

    Where only one party of a war is named, and no other more than in passing, the other is its opponent, since the war
    began. An exchange among many has no other side.
    """
    keys = {label: key for key, label in world.parties.items()}
    named: Counter[str] = Counter()
    spoken: Counter[str] = Counter()
    for line in lines:
        for mark in line.marks:
            if mark.group in {"party", "people"}:
                named[mark.value] += 1
            elif mark.group == "speaker" and (key := keys.get(mark.value.split(":")[0])) is not None:
                spoken[key] += 1
    for key, beside in world.beside.items():
        if beside not in named:
            del named[key]
    found = sorted(named, key=lambda key: (key in world.hosts) - 2 * named[key])  # a host before those named less
    found += [key for key, _ in spoken.most_common() if key not in found]
    of_the_time = [w for w in world.wars if w.ended is None or (published is not None and published <= w.ended)]
    wars = sorted(of_the_time, key=lambda war: war.ended is None)  # of two with one party, the one of that time
    for war in wars:
        fighting = [key for key in found if key in war.parties]
        begun = published is None or published >= war.began
        if len(fighting) > 1 and (begun or war.parties <= {*found[:_TWO]}):
            return tuple(fighting)
    for war in wars:
        fighting = [key for key in found if key in war.parties]
        others = [key for key in found if key not in war.parties and key not in world.hosts]
        alone = not others or (len(others) == 1 and named[others[0]] < _TWO)
        if fighting and alone and (published is None or published >= war.began):
            return (*fighting, *war.parties - {*fighting})
    return tuple(key for n, key in enumerate(found) if n < _TWO or key not in world.hosts)
