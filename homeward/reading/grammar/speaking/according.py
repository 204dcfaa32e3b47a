"""Whose words are told by "according to X", "by the ministry's count", "in his words", without a verb of saying.

What stands before such words, behind them, or around them is the speaker's; "which, according to X, are those of
soldiers" says only what bodies are.
"""

from homeward.reading.grammar.speaking.naming import speaker_at
from homeward.reading.grammar.speaking.offices import NEAR, Memory
from homeward.reading.grammar.speaking.stretches import Saying
from homeward.reading.grammar.words.lines import Line
from homeward.reading.grammar.words.phrases import Mark
from homeward.reading.words import BOTH_SIDES

ASIDE = 6  # tokens of "on social media", "in a statement"
_ANNOUNCED = {"announced", "confirmed", "reported", "disclosed"}
_WORDS = frozenset({"слово"})
SIGNS = frozenset(',.;:!?"»”)')


def according(line: Line, k: int, memory: Memory) -> Saying | None:
    """Read "according to X", "quoted by X" or "by X's count" at token *k*."""
    mark = line.at("speech", k, "according", "by")
    if mark is None:
        return None
    reach = (
        6 if mark.value == "according" else 1 if line.inflected else 2
    )  # "по Мединскому", "by the Red Cross's count"
    for start in range(mark.j, min(mark.j + reach, len(line.tokens))):
        if mark.value == "by" and not line.inflected and (counted := _countrys_count(line, start, memory)) is not None:
            first = k == 0 or line.low(k - 1) in {";", "and"}
            return Saying(k, counted[1], counted[0], after=not first)
        speaker = speaker_at(line, start, memory)
        if speaker is not None:
            if mark.value == "by" and _is_announced(line, k):
                return Saying(k, speaker[1], _both(line, speaker, memory), after=True, whole=True)
            if _passes_on(line, k, speaker[0]):
                return None
            first = k == 0 or line.low(k - 1) in {";", "and", "—"} or line.ending("cue", k, "and") is not None
            inside = line.inflected or line.low(k - 1) == ","
            if inside and line.ending("cue", k - 1, "relative") is not None:
                return None  # "which, according to X, are those of soldiers": what they are, not that they were given
            closes = not line.inflected and speaker[1] >= len(line.tokens) - 1
            if inside and not closes and line.ending("noun", k - 1, "bodies") is not None:
                return None  # "1000 тіл, за словами росіян, українських військових": what they are
            sign = _sign_after(line, speaker[1])
            amid = inside and not first and line.low(sign) == "," and line.at("cue", sign + 1, "and") is None
            if mark.value == "by" and not line.inflected:
                counts = line.first("speech", "count_of", lo=speaker[1], hi=min(len(line.tokens), speaker[1] + 2))
                return Saying(k, counts.j, speaker[0], after=not first) if counts is not None else None
            if not line.inflected and k > 0 and line.ending("exchange", k, "exchange", "event") is not None:
                return Saying(
                    k, speaker[1], speaker[0], after=True, whole=True
                )  # "the last exchange reported by X was …"
            if line.ending("cue", k, "this") is not None or _is_of_the_event(line, k):
                return Saying(k, speaker[1], _both(line, speaker, memory), after=True, whole=True, this=True)
            return Saying(k, speaker[1], _both_named(line, speaker, memory), after=not first, whole=amid)
    return None


def _countrys_count(line: Line, k: int, memory: Memory) -> tuple[str, int] | None:
    """The country at token *k*, and the token after "Kyiv's count", "the Ukrainian tally"."""
    country = line.at("party", k) or line.at("people", k)
    if country is None:
        return None
    end = country.j + (line.low(country.j) == "'s")
    counts = line.at("speech", end, "count_of") or line.at("speech", end + 1, "count_of")
    return (memory.world.parties[country.value], counts.j) if counts is not None else None


def _is_announced(line: Line, k: int) -> bool:
    """Whether "announced", a day between, stands before "by": "was announced on Thursday by Russia and Ukraine"."""
    n = k - 1
    while n > 0 and (line.low(n) == "on" or any(when.i <= n < when.j for when in line.whens)):
        n -= 1
    return not line.inflected and line.low(n) in _ANNOUNCED


def _passes_on(line: Line, k: int, label: str) -> bool:
    """Whether an agency only passes on what an official said: "the ministry, quoted by RIA, said"."""
    quoted = not line.inflected and ":" not in label and line.low(k) in {"quoted", "cited", "reported"}
    official = line.first("office", hi=k) is not None or any(":" in m.value for m in line.all("speaker", hi=k))
    return quoted and official


def _is_of_the_event(line: Line, k: int) -> bool:
    """Whether "the swap was" stands before "announced by"."""
    be = line.ending("cue", k, "be") if not line.inflected else None
    event = line.ending("exchange", be.i, "exchange") if be is not None else None
    return event is not None and line.ending("cue", event.i, "article") is not None


def _sign_after(line: Line, j: int) -> int:
    """The first sign behind a speaker: "according to the headquarters as of 31 May," """
    return next((n for n in range(j, min(len(line.tokens), j + ASIDE)) if line.low(n) in SIGNS), j)


def _both_named(line: Line, speaker: tuple[str, int], memory: Memory) -> str:
    """Both sides, where "according to" names an official of each."""
    both = not line.inflected and ":" in speaker[0] and _both(line, speaker, memory) == BOTH_SIDES
    return BOTH_SIDES if both else speaker[0]


def _both(line: Line, speaker: tuple[str, int], memory: Memory) -> str:
    """Both sides, where "announced by" names a speaker of each."""
    joined = line.at("cue", speaker[1], "and")
    for k in range(speaker[1] + 1, speaker[1] + NEAR + 1) if joined is not None else ():
        second = speaker_at(line, k, memory)
        if second is not None and second[0].partition(":")[0] != speaker[0].partition(":")[0]:
            return BOTH_SIDES
    return speaker[0]


def by_words(line: Line, k: int, memory: Memory) -> Saying | None:
    """ "За його словами", "по данным ведомства": of who spoke last."""
    mark = line.at("speech", k, "his_words", "their_words")
    label = None if mark is None else memory.person if mark.value == "his_words" else memory.office
    if mark is not None and mark.value == "his_words" and line.inflected and not _are_words(line, mark):
        label = memory.last  # "за його даними" may be of a ministry, too
    if mark is None or label is None:
        return None
    first = k == 0 or line.low(k - 1) in {";", "—"} or line.ending("cue", k, "and") is not None
    return Saying(k, mark.j, label, after=not first, whole=not first and line.low(mark.j) == ",")


def _are_words(line: Line, mark: Mark) -> bool:
    """Whether "his words" are told, which a ministry has none of, and not his figures."""
    return any(token.among(_WORDS) for token in line.tokens[mark.i : mark.j])
