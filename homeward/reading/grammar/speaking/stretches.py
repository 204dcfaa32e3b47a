"""From words of saying to the stretches that they speak of: up to the next such words, or back to the last.

What closes with "…, X said" goes on behind a semicolon, behind ", and", ", adding" and a total that it brings; but not
behind "; separately".
"""

from dataclasses import dataclass

from homeward.reading.grammar.page import Scope
from homeward.reading.grammar.words.lines import Line

_CLAUSE_OPENING = 3  # tokens of a clause before "по данным X" that stands amid it


@dataclass(frozen=True, slots=True)
class Saying:
    """A speaker and the verb of saying: tokens ``i`` to ``j``; ``after`` means that what is said stands before."""

    i: int
    j: int
    speaker: str
    after: bool
    whole: bool = False  # what is said stands on both sides
    this: bool = False  # what is said are the sentences before: "Про це повідомив …"


def stretches(line: Line, sayings: list[Saying]) -> tuple[Scope, ...]:
    """Find which tokens of a line each of its words of saying speaks of."""
    found: list[Scope] = []
    edge = 0
    for n, saying in enumerate(sayings):
        following = sayings[n + 1] if n + 1 < len(sayings) else None
        if saying.whole:
            end = len(line.tokens) if following is None else following.i
            start = _own_clause(line, saying) if line.inflected else _statement(line, saying.i)
            found.append(Scope(max(edge, start), end, saying.speaker))
            edge = end
        elif saying.after:
            goes_on = _goes_on(line, saying.j)
            end = saying.j if not goes_on else len(line.tokens) if following is None else following.i
            found.append(Scope(max(edge, _statement(line, saying.i)), end, saying.speaker))
            edge = end
        else:
            end = len(line.tokens) if following is None else following.i
            found.append(Scope(saying.i, end, saying.speaker))
            edge = end
    return tuple(found)


def _goes_on(line: Line, j: int) -> bool:
    """Whether "…, X said" is followed by more of the same: "; 78 came back", ", with the Red Cross taking part"."""
    while (when := next((w for w in line.whens if j <= w.i <= j + 1 < w.j + 1), None)) is not None:
        j = when.j
    more = line.at("cue", j + 1, "relative", "thank", "adds") is not None or line.low(j + 1) == "with"
    more = more or (line.inflected and line.at("cue", j + 1, "and") is not None and _tells_plan(line, j + 1))
    more = more or (not line.inflected and (line.low(j + 1) == "and" or line.at("cue", j + 1, "running") is not None))
    tail = line.low(j) == "," and more
    if line.low(j) == ";" and line.at("cue", j + 1, "apart") is not None:
        return False
    return line.low(j) == ";" or tail or line.at("cue", j + 1, "relative") is not None


def _own_clause(line: Line, saying: Saying) -> int:
    """Where the clause starts amid which "по данным X" stands: "стороны вернули 185, в Россию, по данным X, и 20"."""
    amid = saying.i - 1
    if line.at("speech", saying.i, "according", "by", "his_words", "their_words") is None or line.low(amid) != ",":
        return _statement(line, saying.i)
    start = next((k + 1 for k in range(amid - 1, 0, -1) if line.low(k) in {",", ";"}), 0)
    told = line.first("verb", hi=start) is not None and any(not a.ordinal for a in line.amounts if a.j <= start)
    shared = line.at("cue", start, "relative", "that", "among_the") is not None or amid - start > _CLAUSE_OPENING
    return _statement(line, saying.i) if shared or not told else start


def _tells_plan(line: Line, j: int) -> bool:
    """Whether a clause says what is still to come: "…, сказав Зеленський, і завтра має бути продовження"."""
    return line.first("cue", "future", "more_to_come", "going_on", lo=j, hi=line.clause(j)[1]) is not None


def _statement(line: Line, i: int) -> int:
    """Where the statement that "X said" closes at token *i* starts: after the last semicolon.

    An agency's "…; …, сообщили в Минобороны" is said of the whole sentence.
    """
    if line.inflected and line.at("speech", i, "say") is not None:
        return 0
    return max((k + 1 for k in range(i) if line.tokens[k].text == ";"), default=0)
