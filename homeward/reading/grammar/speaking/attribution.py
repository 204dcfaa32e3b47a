"""Who says what: the stretches of each sentence and their speakers.

1. *X said …*: all that follows, up to the next such words or the end of the sentence.
2. *…, X said*; *…, according to X*: all that stands before, back to the last such words; and what a semicolon adds.
3. *X: …* at the start of a sentence; *… — X* at its end.
4. A quotation of several sentences is its speaker's, who is named at its end or its beginning.
5. *…, the statement says* is whose statement it is, else that of the office that spoke last.
"""

from collections.abc import Iterator
from dataclasses import replace
from itertools import zip_longest

from homeward.reading.grammar.page import Scope
from homeward.reading.grammar.speaking.according import according, by_words
from homeward.reading.grammar.speaking.carrying import (
    attribute_back,
    carry,
    name_ministries,
    quotations,
    sandwich,
    spoken_for,
)
from homeward.reading.grammar.speaking.inverted import before_titles, inverted, joined_with
from homeward.reading.grammar.speaking.naming import CLOSING, remember, speaker_at
from homeward.reading.grammar.speaking.offices import NEAR, Memory
from homeward.reading.grammar.speaking.strangers import is_name
from homeward.reading.grammar.speaking.stretches import Saying, stretches
from homeward.reading.grammar.speaking.verbs import APART, stands_after, stands_amid, verb_of_saying
from homeward.reading.grammar.words.cases import may_say, past_affiliation
from homeward.reading.grammar.words.lexicon import World
from homeward.reading.grammar.words.lines import Line
from homeward.reading.grammar.words.phrases import Mark
from homeward.reading.grammar.words.tokens import Sort
from homeward.reading.words import BOTH_SIDES

_APART_IN_ASIDES = 3  # the same in "whom Russia says"
_CITED_WITHIN = 4  # tokens between "citing" and whom
_OPENS_WITHIN = 4  # tokens of "on Telegram" between a verb of saying and its colon
_TOLD_WITHIN = 8  # tokens between an agency and the name of who told it
_SOURCE = {"source", "источник", "джерело", "новость", "новина"}
_THERE = "там"
_SO = {"so", "it", "this"}
_TOLD_SO = {"said", "says", "announced", "announces", "confirmed", "reported", "reports", "wrote", "disclosed"}
_SIGNED_AFTER = 4  # tokens of what is signed with a name at least


def attribute(
    lines: tuple[Line, ...],
    world: World,
    code: str = "en",
    sides: tuple[str, ...] = (),
    named: frozenset[str] = frozenset(),
) -> tuple[tuple[Scope, ...], ...]:
    """Find the speakers of every line of a page that tells of these *sides*, by their keys, and has *named* these."""
    memory = Memory(world, code, sides, named)
    sayings = [_without_countries(list(_sayings(line, memory)), world) for line in lines]
    found = [stretches(line, said) for line, said in zip(lines, sayings, strict=True)]
    attribute_back(lines, [next((said.speaker for said in line if said.this), None) for line in sayings], found)
    sandwich(lines, found)
    carry(lines, found, world)
    name_ministries(lines, found, world)
    for first, last in quotations(lines):
        speakers = [scope.speaker for n in (last, first) for scope in found[n]] or _who_opened(lines, found, first)
        for n in range(first, last + 1):
            if speakers and not found[n]:
                found[n] = (Scope(0, len(lines[n].tokens), speakers[0]),)
    return tuple(found)


def _who_opened(lines: tuple[Line, ...], found: list[tuple[Scope, ...]], first: int) -> list[str]:
    """Whoever ends the sentence before a quotation with a colon: "Moskalkova wrote:", "Авинян подтвердил это:"."""
    before = first - 1
    if before < 0 or lines[before].tokens[-1].text != ":":
        return []
    named = [scope.speaker for scope in found[before]]
    return named[-1:]


def _without_countries(sayings: list[Saying], world: World) -> list[Saying]:
    """Leave out a country whose official closes the sentence: "Україна підтвердила повернення 95, повідомив X"."""
    kept = []
    for said, then in zip_longest(sayings, sayings[1:]):
        official = then is not None and then.after and then.speaker.startswith(f"{said.speaker}: ")
        if not (official and not said.after and said.speaker in world.parties.values()):
            kept.append(said)
    return kept


def names(
    lines: tuple[Line, ...], world: World, code: str = "en", sides: tuple[str, ...] = ()
) -> tuple[tuple[Scope, ...], ...]:
    """Whoever is named in every line as one who could speak, whether or not words of saying stand there."""
    memory = Memory(world, code, sides)
    return tuple(tuple(_names(line, memory)) for line in lines)


def _names(line: Line, memory: Memory) -> Iterator[Scope]:
    for k in range(len(line.tokens)):
        if k not in line.starts:
            continue
        if any(mark.group in {"speaker", "office"} for mark in line.starts[k]):
            named = speaker_at(line, k, memory)
            if named is not None:
                memory.note(named[0])
                yield Scope(k, named[1], spoken_for(named[0], memory.world))
        remember(line, k, memory)


def _sayings(line: Line, memory: Memory) -> Iterator[Saying]:
    taken = 0
    for k in range(len(line.tokens)):
        named = k in line.starts or line.tokens[k].text[0].isupper() or line.low(k) == _THERE
        if k < taken or not named:
            continue  # nobody's name and no word of saying starts here
        saying = _saying(line, k, memory, taken)
        if saying is not None:
            saying = _cited(line, saying, memory)
            memory.note(saying.speaker)
            taken = saying.j
            yield saying
        remember(line, k, memory)


def _saying(line: Line, k: int, memory: Memory, taken: int) -> Saying | None:
    """What starts at token *k*; only the ways of saying are tried that open with a word of its kind."""
    groups = {mark.group for mark in line.starts.get(k, ())}
    saying = _source_told(line, memory) if k == 0 else None
    if saying is None and "speech" in groups:
        saying = by_words(line, k, memory) or _stated(line, k, memory) or according(line, k, memory)
    if saying is None and "cue" in groups:
        saying = _told_by_source(line, k) or _unnamed(line, k)
    if saying is None and line.inflected and line.low(k) == _THERE:
        saying = _told_there(line, k, memory)
    saying = saying or _said(line, k, memory, taken)
    if saying is None and not groups.isdisjoint({"speaker", "office"}):
        saying = _colon(line, k, memory)
    if saying is None and line.inflected:
        saying = _dashed(line, k, memory) or _signed(line, k, memory)
    return saying


def _cited(line: Line, saying: Saying, memory: Memory) -> Saying:
    """An official whom an agency cites speaks, not the agency: "TASS reported, citing the defence ministry"."""
    if ":" in saying.speaker:
        return saying
    j = saying.j + (line.low(saying.j) == ",")
    mark = line.at("speech", j, "according")
    for k in range(mark.j, min(mark.j + _CITED_WITHIN, len(line.tokens))) if mark is not None else ():
        named = speaker_at(line, k, memory)
        if named is not None and ":" in named[0]:
            return replace(saying, j=named[1], speaker=named[0])
    return saying


def _stated(line: Line, k: int, memory: Memory) -> Saying | None:
    """ "… — говорится в сообщении": of the office named behind it, else of the one that spoke last."""
    mark = line.at("speech", k, "stated")
    if mark is None:
        return None
    named = speaker_at(line, mark.j, memory)
    label, j = named if named is not None else (memory.office, mark.j)
    return Saying(k, j, label, after=k > 0) if label is not None else None


def _dashed(line: Line, k: int, memory: Memory) -> Saying | None:
    """ "Минобороны объявило о возвращении 248 военных, Зеленский — о 230": the verb of saying is left out."""
    if not line.inflected or line.first("speech", "say", hi=k) is None:
        return None
    named = speaker_at(line, k, memory)
    if named is None or line.low(named[1]) not in {"—", "–"} or line.at("cue", named[1] + 1, "that") is None:
        return None
    return Saying(k, named[1] + 1, named[0], after=False)


def _signed(line: Line, k: int, memory: Memory) -> Saying | None:
    """ "…, — Лубінець" at the end of a sentence."""
    if not line.inflected or (line.at("speaker", k) is None and line.at("office", k) is None):
        return None
    first = before_titles(line, k)
    named = speaker_at(line, k, memory)
    if named is None or line.low(first - 1) not in {"—", "–"} or first < _SIGNED_AFTER:
        return None
    ends = named[1] >= len(line.tokens) or line.low(named[1]) == "."
    return Saying(first, named[1], named[0], after=True) if ends else None


def _said(line: Line, k: int, memory: Memory, taken: int) -> Saying | None:
    speaker = speaker_at(line, k, memory)
    if speaker is None:
        return None
    label, j = speaker
    if line.inflected:
        if not may_say(line, k):
            return None
        if (second := joined_with(line, j, label, memory)) is not None:
            label, j = BOTH_SIDES, second
        if (said := inverted(line, k, *_who_told(line, label, j, memory))) is not None:
            return said if said.i >= taken else None  # "Трамп привітав обидві сторони": the verb has its subject
        j = past_affiliation(line, j)
    if not line.inflected and _is_no_subject(line, k, j):
        return None
    if not line.inflected and (second := joined_with(line, j, label, memory)) is not None:
        label, j = BOTH_SIDES, second
    verb = verb_of_saying(line, j)
    if verb is None and not line.inflected and line.low(j) == "," and line.low(before_titles(line, k) - 1) == ",":
        verb = line.at("speech", j + 1, "say")  # "the chief negotiator, Rustem Umerov, said"
    if verb is None and line.inflected:
        return None
    if verb is None:
        first_verb = line.ending("speech", before_titles(line, k), "say")
        if first_verb is None or line.low(first_verb.i - 1) not in {",", '"', "”", "»"}:
            return None
        if line.low(j)[:1].isalpha() and line.at("cue", j, "aside") is None:
            return None
        return Saying(first_verb.i, j, label, after=True)
    i = before_titles(line, k)
    aside = i - (line.low(i - 1) == ",")  # "bodies that, Russia claims, are …"
    if (
        line.ending("cue", aside, "beyond", *(("relative",) if aside < i else ())) is not None
        and verb.j - k <= _APART_IN_ASIDES
    ):
        return None  # "bodies that Russia says are its own": what they are, not that they were given
    if not line.inflected and line.low(i - 1) == "what":
        return None  # "held what Kyiv calls the largest exchange": what it is called, not that it was held
    if not line.inflected and line.low(i - 1) == "that" and line.ending("noun", i - 1) is not None:
        return None  # "bodies that Russia says belong to Ukrainian soldiers were handed over": so does this
    if not line.inflected and stands_amid(line, i, verb):
        return Saying(i, verb.j, label, after=True, whole=True)
    if _is_of_this(line, i, verb):
        return Saying(i, len(line.tokens), label, after=False, whole=True, this=True)
    after = stands_after(line, i, verb)
    opens = any(line.low(k) == ":" for k in range(verb.j, min(len(line.tokens), verb.j + _OPENS_WITHIN)))
    return Saying(i, verb.j, label, after=after, whole=after and opens and not line.inflected)


def _is_of_this(line: Line, i: int, verb: Mark) -> bool:
    """Whether what is said stands before: "Yermak said so on Telegram", "Об этом глава Офиса рассказал в Telegram"."""
    if line.amounts:
        return False
    if line.inflected:
        return i > 0 and line.ending("cue", i, "this") is not None
    return line.low(verb.j - 1) in _TOLD_SO and line.low(verb.j) in _SO


def _is_no_subject(line: Line, k: int, j: int) -> bool:
    """Whether a country stands behind a preposition, or an office is the title of the person named behind it."""
    country = line.at("place", k) or line.at("party", k)
    if country is not None and line.ending("cue", k, "place_preposition", "from", "to") is not None:
        return line.ending("office", k - 1) is None
    article = line.ending("cue", k, "article")
    before = line.low((article.i if article is not None else k) - 1)
    if country is not None and before == "by" and line.low(j + 1) not in {"whose", "who", "which"}:
        return True  # "a swap brokered by the UAE, Moscow and Kyiv said"
    of = before == "of"
    if country is not None and of and (line.low(j) == "," or line.at("cue", j, "and") is not None):
        return True  # "it notes the mediation of the UAE and says …"
    behind = range(j + 1, min(j + NEAR + 1, len(line.tokens))) if line.low(j) == "," else ()
    return line.at("office", k) is not None and any(
        ":" in m.value for n in behind for m in line.starts.get(n, ()) if m.group == "speaker"
    )


def _who_told(line: Line, label: str, j: int, memory: Memory) -> tuple[int, str]:
    """Who told an agency: "рассказал РБК депутат Саралиев", "сообщил ТАСС источник"; else the agency."""
    known = memory.world.speakers.get(label)
    if known is None or known.person or ":" in label:
        return j, label
    for n in range(j, min(len(line.tokens), j + _TOLD_WITHIN)):
        if line.tokens[n].sort is Sort.SIGN and (n > j or line.low(n) not in CLOSING):
            break  # but "рассказала «РИА Новости» уполномоченная …"
        if line.at("cue", n, "source") is not None:
            return n + 1, f"{label} source"
        named = speaker_at(line, n, memory)
        if named is not None and ":" in named[0]:
            return named[1], named[0]
    return j, label


def _told_by_source(line: Line, k: int) -> Saying | None:
    """ "A source told RIA Novosti that …", "… , sources close to the talks told Reuters"."""
    source = line.at("cue", k, "source") if not line.inflected else None
    told = line.first("speech", "say", lo=k, hi=min(len(line.tokens), k + APART)) if source is not None else None
    agency = line.at("speaker", told.j) if told is not None and line.low(told.i) in {"told", "informed"} else None
    if told is None or agency is None or ":" in agency.value:
        return None
    i = before_titles(line, k)
    return Saying(i, agency.j, f"{agency.value} source", after=i > 0 and line.low(i - 1) == ",")


def _source_told(line: Line, memory: Memory) -> Saying | None:
    """ "Source: Ukrainian President Volodymyr Zelenskyy", "Джерело — пресслужба …" below what it tells."""
    if line.low(0) not in _SOURCE or line.low(1) not in {":", "—", "–", "-"} or line.amounts:
        return None
    for k in range(2, len(line.tokens)):
        named = speaker_at(line, k, memory) if line.starts.get(k) else None
        if named is not None and ":" in named[0]:
            return Saying(0, len(line.tokens), named[0], after=False, whole=True, this=True)
    return None


def _told_there(line: Line, k: int, memory: Memory) -> Saying | None:
    """ "…, зауважують там", "там пояснили, что …": in the office that spoke last."""
    if memory.office is None:
        return None
    before, verb = line.ending("speech", k, "say"), line.at("speech", k + 1, "say")
    if before is not None:
        return Saying(before.i, k + 1, memory.office, after=before.i > 0, whole=line.low(k + 1) == ",")
    return Saying(k, verb.j, memory.office, after=False) if verb is not None else None


def _unnamed(line: Line, k: int) -> Saying | None:
    """ "…, рассказал источник", "джерело в уряді повідомило, що …": of nobody knows which agency, or of a new one."""
    source = line.at("cue", k, "source") if line.inflected else None
    if source is None or "nomn" not in line.tokens[k].form.cases:
        return None
    if line.first("speaker", lo=max(0, k - NEAR), hi=min(len(line.tokens), source.j + NEAR)) is not None:
        return None  # "сообщил ТАСС источник"
    whose = line.tokens[k - 1].text if k > 0 and is_name(line, k - 1) else ""  # "сообщил EAN источник"
    label, first = (f"{whose} source", k - 1) if whose.isascii() and whose else ("source", k)
    if (before := line.ending("speech", first, "say")) is not None:
        return Saying(before.i, source.j, label, after=line.low(before.i - 1) in {",", "—", "–", *CLOSING})
    verb = verb_of_saying(line, source.j)
    return Saying(k, verb.j, label, after=stands_after(line, k, verb)) if verb is not None else None


def _colon(line: Line, k: int, memory: Memory) -> Saying | None:
    mark = line.at("speaker", k) or line.at("office", k)
    named = speaker_at(line, k, memory) if mark is not None else None
    if named is None or line.low(named[1]) != ":":
        return None
    if k > 3 and any(line.tokens[before].sort is Sort.WORD for before in range(k)):
        return None  # but "14:32 – Zelensky: …"
    return Saying(0, named[1], named[0], after=False)
