"""Who says what beyond one sentence: quotations, an office's report that goes on, and "this was reported by".

1. A quotation of several sentences is one speaker's.
2. "Про це повідомив X", "it was announced by X" gives X the sentences before that nobody else says.
3. What an office of a party reports goes on in the next sentence, if that tells more of the same news and names nobody;
   a person's words go on only behind "besides" and its like. Background is the outlet's.
4. A mediating country speaks by its foreign ministry, where the page names that.
"""

from collections.abc import Iterator
from dataclasses import replace

from homeward.reading.grammar.page import Scope
from homeward.reading.grammar.words.lexicon import World
from homeward.reading.grammar.words.lines import Line

_OPENING, _CLOSING = frozenset("“«"), frozenset('”»"')
_LONG_QUOTE = 8  # sentences of a quotation at most
_RANKED_WITHIN = 3  # tokens between an ordinal and its noun
_BETWEEN = 2  # sentences between two of one speaker
_BACK = 4  # sentences that "about this" may speak of


def attribute_back(lines: tuple[Line, ...], of_this: list[str | None], found: list[tuple[Scope, ...]]) -> None:
    """Give the sentences before "Про це повідомив X" to X, as far as nobody else says them."""
    for n, speaker in enumerate(of_this):
        if speaker is None:
            continue
        back = _BACK if lines[n].inflected or lines[n].first("cue", "this") is not None else 1
        for m in range(n - 1, max(-1, n - 1 - back), -1):
            if found[m] or lines[m].heading:
                break
            found[m] = (Scope(0, len(lines[m].tokens), speaker),)


def name_ministries(lines: tuple[Line, ...], found: list[tuple[Scope, ...]], world: World) -> None:
    """A mediating country speaks by its foreign ministry, where the page names that; some countries always do."""
    usual = "MFA" if any(line.first("office", "MFA") is not None for line in lines) else None
    for n, scopes in enumerate(found):
        found[n] = tuple(replace(scope, speaker=_voice(scope.speaker, usual, world)) for scope in scopes)


def spoken_for(speaker: str, world: World) -> str:
    """The office whose words a spokesman's are; whoever else speaks, himself."""
    known = world.speakers.get(speaker)
    return known.speaks_for or speaker if known is not None else speaker


def _voice(said: str, usual: str | None, world: World) -> str:
    speaker = spoken_for(said, world)
    place = world.places.get(speaker)
    office = usual or place.voice if place is not None and not place.body else None
    return speaker if office is None else f"{speaker}: {office}"


def carry(lines: tuple[Line, ...], found: list[tuple[Scope, ...]], world: World) -> None:
    """An office's report goes on: a sentence that tells more of the same news, and names nobody else, is its, too."""
    office: str | None = None
    last: str | None = None
    for n, line in enumerate(lines):
        if last is not None and not found[n] and line.at("cue", 0, "moreover") is not None:
            found[n] = (Scope(0, len(line.tokens), last, carried=True),)
        if (
            last is not None
            and not found[n]
            and (_sums_up(line) or (_is_total(line) and _is_of(last, world, found[:n])))
        ):
            found[n] = (Scope(0, len(line.tokens), last, carried=True),)
        last = found[n][-1].speaker if found[n] else None
        if found[n]:
            label = found[n][-1].speaker
            known = world.speakers.get(label)
            official = label.partition(":")[0] in world.parties.values()
            office = label if official and (known is None or not known.person or known.speaks_for) else None
        elif line.heading or not _is_more_of_it(line):
            office = None
        elif office is not None and (":" in office or line.first("cue", "since", "cumulative", "in_total") is None):
            found[n] = (Scope(0, len(line.tokens), office, carried=True),)


def _is_of(speaker: str, world: World, before: list[tuple[Scope, ...]]) -> bool:
    """Whether somebody speaks for a party, and nobody for the other."""
    parties = {scope.speaker.partition(":")[0] for scopes in before for scope in scopes} & {*world.parties.values()}
    return ":" in speaker and parties == {speaker.partition(":")[0]}


def _is_total(line: Line) -> bool:
    """Whether a sentence is a running total: "In all 5,757 citizens have been freed since March 2022"."""
    if line.inflected or line.heading or line.first("exchange", "exchange", "mediation") is not None:
        return False
    summed = line.first("cue", "in_total", "cumulative", "running") is not None
    return summed and line.first("cue", "perfect") is not None and line.first("cue", "previous", "last") is None


def _sums_up(line: Line) -> bool:
    """Whether a sentence goes on with the total that news brings: "This raises the total number to 4,641"."""
    first = line.at("pronoun", 0, "it") is not None or line.low(0) in {"this", "that", "which"}
    return not line.inflected and first and line.first("cue", "running", hi=6) is not None


def sandwich(lines: tuple[Line, ...], found: list[tuple[Scope, ...]]) -> None:
    """What stands between two sentences of one speaker, and tells more of the news, is that speaker's, too."""
    for n, scopes in enumerate(found):
        if not scopes or lines[n].heading:
            continue
        label = scopes[-1].speaker
        for m in range(n + 1, min(len(found), n + 1 + _BETWEEN)):
            if found[m + 1 : m + 2] and not found[m] and found[m + 1] and found[m + 1][0].speaker == label:
                between = range(n + 1, m + 1)
                again = lines[m + 1].first("speaker", "office") is None and lines[m + 1].first("pronoun", "he", "it")
                if not again and not lines[n].inflected:
                    break  # an English page names its speaker anew for something else
                for k in between if all(not found[k] for k in between) else ():
                    if _is_more_of_it(lines[k]):
                        found[k] = (Scope(0, len(lines[k].tokens), label, carried=lines[n].inflected),)
                break


def _is_more_of_it(line: Line) -> bool:
    """Whether a sentence tells of the same event, and is no background: no older exchange, no ordinal, no deal."""
    if line.first("cue", "previous", "last", "agreement", "negotiation", "war") is not None:
        return False
    if line.first("cue", "hearsay") is not None or line.at("cue", 0, "apart") is not None:
        return False
    if any(line.at("cue", w.i - 1, "since") or line.ending("cue", w.i, "since") for w in line.whens):
        return False
    counts = any(not a.ordinal for a in line.amounts) or line.first("cue", "same_number", "similar_number") is not None
    nouns = [m.i for m in line.all("exchange", "exchange")]
    ranked = any(a.ordinal and any(a.j <= i < a.j + _RANKED_WITHIN for i in nouns) for a in line.amounts)
    return not ranked and (counts or line.first("cue", "being_there", "mediate") is not None)


def quotations(lines: tuple[Line, ...]) -> Iterator[tuple[int, int]]:
    """The first and last line of every quotation that runs over several sentences."""
    opened: int | None = None
    for n, line in enumerate(lines):
        for token in line.tokens:
            if token.text in _OPENING or (token.text == '"' and opened is None):
                opened = n
            elif token.text in _CLOSING and opened is not None:
                if opened < n <= opened + _LONG_QUOTE:
                    yield opened, n
                opened = None
