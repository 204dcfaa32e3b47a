"""Who says what: the stretches of each sentence and their speakers.

1. *X said …*: all that follows, up to the next such words or the end of the sentence.
2. *…, X said*; *…, according to X*: all that stands before, back to the last such words; and what a semicolon adds.
3. *X: …* at the start of a sentence; *… — X* at its end.
4. A quotation of several sentences is its speaker's, who is named at its end or its beginning.
5. *…, the statement says* is whose statement it is, else that of the office that spoke last.
"""

from collections.abc import Iterator
from dataclasses import replace

from homeward.reading.grammar.according import ASIDE, SIGNS, according, by_words
from homeward.reading.grammar.carrying import attribute_back, carry, name_ministries, quotations, sandwich
from homeward.reading.grammar.cases import may_say, past_affiliation
from homeward.reading.grammar.lexicon import World
from homeward.reading.grammar.lines import Line
from homeward.reading.grammar.naming import NEAR, Memory, is_name, remember, speaker_at
from homeward.reading.grammar.page import Scope
from homeward.reading.grammar.phrases import Mark
from homeward.reading.grammar.stretches import Saying, stretches
from homeward.reading.grammar.tokens import Sort
from homeward.reading.words import BOTH_SIDES

_APART = 9  # tokens between a speaker and the verb of saying at most
_APART_IN_ASIDES = 3  # the same in "whom Russia says"
_APPOSITION = 14  # tokens of what a name is explained by
_CITED_WITHIN = 4  # tokens between "citing" and whom
_OPENS_WITHIN = 4  # tokens of "on Telegram" between a verb of saying and its colon
_TOLD_WITHIN = 8  # tokens between an agency and the name of who told it
_SIGNED_AFTER = 4  # tokens of what is signed with a name at least


def attribute(lines: tuple[Line, ...], world: World, code: str = "en") -> tuple[tuple[Scope, ...], ...]:
    """Find the speakers of every line."""
    memory = Memory(world, code)
    sayings = [list(_sayings(line, memory)) for line in lines]
    found = [stretches(line, said) for line, said in zip(lines, sayings, strict=True)]
    attribute_back(lines, [next((said.speaker for said in line if said.this), None) for line in sayings], found)
    sandwich(lines, found)
    carry(lines, found, world)
    name_ministries(lines, found, world)
    for first, last in quotations(lines):
        speakers = [scope.speaker for n in (last, first) for scope in found[n]]
        for n in range(first, last + 1):
            if speakers and not found[n]:
                found[n] = (Scope(0, len(lines[n].tokens), speakers[0]),)
    return tuple(found)


def names(lines: tuple[Line, ...], world: World, code: str = "en") -> tuple[tuple[Scope, ...], ...]:
    """Whoever is named in every line as one who could speak, whether or not words of saying stand there."""
    memory = Memory(world, code)
    return tuple(tuple(_names(line, memory)) for line in lines)


def _names(line: Line, memory: Memory) -> Iterator[Scope]:
    for k in range(len(line.tokens)):
        if k not in line.starts:
            continue
        if any(mark.group in {"speaker", "office"} for mark in line.starts[k]):
            named = speaker_at(line, k, memory)
            if named is not None:
                memory.note(named[0])
                yield Scope(k, named[1], named[0])
        remember(line, k, memory)


def _sayings(line: Line, memory: Memory) -> Iterator[Saying]:
    taken = 0
    for k in range(len(line.tokens)):
        if k < taken:
            continue
        saying = (
            by_words(line, k, memory)
            or _stated(line, k, memory)
            or according(line, k, memory)
            or _told_by_source(line, k)
            or _said(line, k, memory, taken)
            or _colon(line, k, memory)
            or _dashed(line, k, memory)
            or _signed(line, k, memory)
        )
        if saying is not None:
            saying = _cited(line, saying, memory)
            memory.note(saying.speaker)
            taken = saying.j
            yield saying
        remember(line, k, memory)


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
    first = _before_titles(line, k)
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
        if (said := _inverted(line, k, *_who_told(line, label, j, memory))) is not None:
            return said if said.i >= taken else None  # "Трамп привітав обидві сторони": the verb has its subject
        j = past_affiliation(line, j)
    if not line.inflected and _is_no_subject(line, k, j):
        return None
    if not line.inflected and (second := _joined(line, j, label, memory)) is not None:
        label, j = BOTH_SIDES, second
    verb = _verb_of_saying(line, j)
    if verb is None and not line.inflected and line.low(j) == "," and line.low(_before_titles(line, k) - 1) == ",":
        verb = line.at("speech", j + 1, "say")  # "the chief negotiator, Rustem Umerov, said"
    if verb is None and line.inflected:
        return None
    if verb is None:
        inverted = line.ending("speech", _before_titles(line, k), "say")
        if inverted is None or line.low(inverted.i - 1) not in {",", '"', "”", "»"}:
            return None
        if line.low(j)[:1].isalpha() and line.at("cue", j, "aside") is None:
            return None
        return Saying(inverted.i, j, label, after=True)
    i = _before_titles(line, k)
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
    if not line.inflected and _stands_amid(line, i, verb):
        return Saying(i, verb.j, label, after=True, whole=True)
    after = _stands_after(line, i, verb)
    opens = any(line.low(k) == ":" for k in range(verb.j, min(len(line.tokens), verb.j + _OPENS_WITHIN)))
    return Saying(i, verb.j, label, after=after, whole=after and opens and not line.inflected)


def _is_no_subject(line: Line, k: int, j: int) -> bool:
    """Whether a country stands behind a preposition, or an office is the title of the person named behind it."""
    country = line.at("place", k) or line.at("party", k)
    if country is not None and line.ending("cue", k, "place_preposition", "from", "to") is not None:
        return line.ending("office", k - 1) is None
    article = line.ending("cue", k, "article")
    of = line.low((article.i if article is not None else k) - 1) == "of"
    if country is not None and of and (line.low(j) == "," or line.at("cue", j, "and") is not None):
        return True  # "it notes the mediation of the UAE and says …"
    behind = range(j + 1, min(j + NEAR + 1, len(line.tokens))) if line.low(j) == "," else ()
    return line.at("office", k) is not None and any(
        ":" in m.value for n in behind for m in line.starts.get(n, ()) if m.group == "speaker"
    )


def _joined(line: Line, j: int, label: str, memory: Memory) -> int | None:
    """The token after the speaker of the other side, whom "and" joins: "Russia's ministry and Zelensky said"."""
    joined = line.at("cue", j, "and")
    for k in range(joined.j, min(joined.j + NEAR, len(line.tokens))) if joined is not None else ():
        if (named := speaker_at(line, k, memory)) is not None:
            sides = {label.partition(":")[0], named[0].partition(":")[0]}
            return named[1] if len(sides) > 1 and sides <= set(memory.world.parties.values()) else None
    return None


def _inverted(line: Line, k: int, j: int, label: str) -> Saying | None:
    """ ", повідомив президент Зеленський", "как сообщило Минобороны", "Про це заявив …": the verb stands first."""
    first = _before_titles(line, k)
    inside = line.ending("cue", first, "place_preposition")  # "сообщили в Минобороны"
    verb = line.ending("speech", inside.i if inside is not None else first, "say") or _over_titles(line, k)
    if verb is None and ":" not in label:
        verb = line.ending("verb", first, "give")  # "…, передает ТАСС": agencies give nobody
        verb = verb if verb is not None and line.low(verb.i - 1) == "," else None
    if verb is None:
        return None
    if line.last("cue", "this", lo=max(0, verb.i - ASIDE), hi=verb.i) is not None:
        return Saying(verb.i, j, label, after=False, whole=True, this=True)
    i = verb.i
    as_said = line.ending("cue", i, "as")
    i = as_said.i if as_said is not None else i
    if i == 0 or line.low(i - 1) not in {",", '"', "”", "»", "—", "–"}:
        alone = not any(m.group in {"noun", "verb", "exchange"} for m in line.marks)
        if line.at("cue", 0, "that") is not None and not alone:
            return Saying(i, j, label, after=True, whole=True)  # "О договоренности … объявил Мединский"
        return Saying(i, j, label, after=False, this=alone)
    end = next((n for n in range(j, len(line.tokens)) if line.low(n) in SIGNS), len(line.tokens))
    if line.low(end) == ":" or (as_said is not None and line.low(end) == ","):
        return Saying(i, j, label, after=True, whole=True)
    if line.low(end) == "," and line.first("verb", hi=verb.i) is None:
        return Saying(i, j, label, after=True, whole=True)  # "В конце апреля, пишут СМИ, Россия получила …"
    opens = line.low(end) == "," and line.at("cue", end + 1, "that") is not None
    return Saying(i, j, label, after=not opens)


def _who_told(line: Line, label: str, j: int, memory: Memory) -> tuple[int, str]:
    """Who told an agency: "рассказал РБК депутат Саралиев", "сообщил ТАСС источник"; else the agency."""
    known = memory.world.speakers.get(label)
    if known is None or known.person or ":" in label:
        return j, label
    for n in range(j, min(len(line.tokens), j + _TOLD_WITHIN)):
        if line.tokens[n].sort is Sort.SIGN:
            break
        if line.at("cue", n, "source") is not None:
            return n + 1, f"{label} source"
        named = speaker_at(line, n, memory)
        if named is not None and ":" in named[0]:
            return named[1], named[0]
    return j, label


def _over_titles(line: Line, k: int) -> Mark | None:
    """The verb of saying before a long title: "рассказала уполномоченная по правам ребенка …"."""
    verb = line.last("speech", "say", lo=max(0, k - _APART), hi=k)
    if verb is None or verb.j >= k:
        return None
    where = line.at("cue", verb.j, "preposition")  # "написал в Telegram Владимир Мединский"
    title = verb.j if where is None else where.j + 1
    if title < k and where is None and "nomn" not in line.tokens[title].form.cases:
        return None
    if line.first("verb", lo=verb.j, hi=k) or any(line.tokens[n].sort is not Sort.WORD for n in range(verb.j, k)):
        return None
    return verb


def _before_titles(line: Line, k: int) -> int:
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
        mark.group == "cue" and mark.value not in {"article", "one", "of", "source"}
    )


def _verb_of_saying(line: Line, j: int) -> Mark | None:
    """The verb of a speaker that ends before token *j*; only dates, titles and asides may stand between."""
    hi = min(len(line.tokens), j + _APART)
    aside = _apposition_end(line, j)
    if (
        aside is not None
        and line.at("speaker", aside) is None
        and (verb := line.first("speech", "say", lo=aside, hi=aside + 2)) is not None
    ):
        return verb
    who = j + 1 if line.low(j) == "," and line.low(j + 1) == "who" else None
    told = line.at("speech", who + 1, "say") or line.at("cue", who + 1, "more_to_come") if who is not None else None
    if told is not None:
        return told  # "… by Zelensky, who expects more tomorrow"
    verb = line.first("speech", "say", lo=j, hi=hi)
    hopes = line.at("cue", j, "more_to_come")
    if hopes is not None and line.low(j) in {"expects", "expect", "expected"}:
        return hopes  # "Zelensky expects more tomorrow"
    if verb is None or (line.low(verb.i - 1) == "," and verb.i > j and (verb.i == j + 1 or line.low(j) != ",")):
        return None  # "… to Ukraine from captivity, said Zelensky": the verb is another's
    for mark in line.marks:
        if j <= mark.i < verb.i and mark.group in {"verb", "speaker", "exchange", "noun", "office"}:
            return None
    if any(line.low(k) in {";", ":", '"'} for k in range(j, verb.i)):
        return None
    subject = line.ending("pronoun", verb.i)
    if subject is not None and subject.i >= j:
        return None  # "… in Belarus, where they are treated, it added"
    if any(j <= a.i < verb.i for a in line.amounts):
        return None
    party = line.ending("party", verb.i) if not line.inflected else None
    if party is not None and party.i > j and line.ending("cue", party.i, "preposition", "place_preposition") is None:
        return None  # "… with the UAE as broker, Moscow and Kyiv said": the verb is theirs
    return verb


def _apposition_end(line: Line, j: int) -> int | None:
    """The token after "…, head of the president's office," behind a name that ends before token *j*."""
    if line.low(j) != ",":
        return None
    ends = (k + 1 for k in range(j + 2, min(len(line.tokens) - 1, j + _APPOSITION)) if line.low(k) == ",")
    return next(ends, None)


def _stands_amid(line: Line, i: int, verb: Mark) -> bool:
    """Whether "X said" stands between commas within what it reports: "under the deal, it said on May 24, 307 came"."""
    k = _past_dates(line, verb.j)
    if i == 0 or line.low(i - 1) != "," or line.low(k) != "," or line.at("speech", k + 1) is not None:
        return False
    return (
        line.at("cue", k + 1, "and", "clause", "relative", "adds", "beyond", "apart") is None
        and line.low(k + 1) != "with"
    )


def _past_dates(line: Line, k: int) -> int:
    """The token after the dates that start at token *k*, a word before each left out: "on Friday"."""
    while k < len(line.tokens) and (when := next((w for w in line.whens if w.i <= k + 1 and w.j > k), None)):
        k = when.j
    return k


def _stands_after(line: Line, i: int, verb: Mark) -> bool:
    """Whether "X said" closes what it reports: a comma or quotation before it, the end of a clause after it."""
    if i == 0 or line.low(i - 1) not in {",", '"', "”", "»", "—"}:
        return False
    k = _past_dates(line, verb.j)
    opened = any(line.at("speech", m, "say") for m in range(i)) or i < 4
    if opened and line.low(k) == ",":
        return False
    if line.at("cue", k, "aside") is not None:
        return line.first("cue", "relative", lo=k, hi=min(len(line.tokens), k + ASIDE)) is None
    while k < len(line.tokens) and is_name(line, k):
        k += 1  # "Yusov told Radio Liberty"
    if line.low(verb.i) == "told" and (agency := line.at("speaker", k)) is not None:
        k = agency.j  # "Saraliyev told RBC"
    return k >= len(line.tokens) or line.low(k) in {".", ";", ",", "”", '"', ")"}


def _told_by_source(line: Line, k: int) -> Saying | None:
    """ "A source told RIA Novosti that …", "… , sources close to the talks told Reuters"."""
    source = line.at("cue", k, "source") if not line.inflected else None
    told = line.first("speech", "say", lo=k, hi=min(len(line.tokens), k + _APART)) if source is not None else None
    agency = line.at("speaker", told.j) if told is not None and line.low(told.i) in {"told", "informed"} else None
    if told is None or agency is None or ":" in agency.value:
        return None
    i = _before_titles(line, k)
    return Saying(i, agency.j, f"{agency.value} source", after=i > 0 and line.low(i - 1) == ",")


def _colon(line: Line, k: int, memory: Memory) -> Saying | None:
    mark = line.at("speaker", k) or line.at("office", k)
    named = speaker_at(line, k, memory) if mark is not None else None
    if named is None or line.low(named[1]) != ":":
        return None
    if k > 3 and any(line.tokens[before].sort is Sort.WORD for before in range(k)):
        return None  # but "14:32 – Zelensky: …"
    return Saying(0, named[1], named[0], after=False)
