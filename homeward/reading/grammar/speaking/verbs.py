"""The verb of saying behind its subject: "X, head of the office, said on Friday", and what it closes or parts."""

from homeward.reading.grammar.speaking.according import ASIDE
from homeward.reading.grammar.speaking.strangers import is_name
from homeward.reading.grammar.words.lines import Line
from homeward.reading.grammar.words.phrases import Mark

_BROADCAST = {"television", "tv", "radio", "news", "agency", "newspaper"}
_NAMED = {"named", "names", "listed", "lists"}
APART = 9  # tokens between a speaker and the verb of saying at most
_APPOSITION = 14  # tokens of what a name is explained by


def verb_of_saying(line: Line, j: int) -> Mark | None:
    """The verb of a speaker that ends before token *j*; only dates, titles and asides may stand between."""
    hi = min(len(line.tokens), j + APART)
    as_mediator = any(line.low(m.i) == "as" for m in line.all("cue", "mediate", lo=j))
    if not line.inflected and line.low(j) in _NAMED and as_mediator:
        return Mark("speech", "say", j, j + 1)  # "the ministry named the UAE as mediator"
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


def stands_amid(line: Line, i: int, verb: Mark) -> bool:
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


def stands_after(line: Line, i: int, verb: Mark) -> bool:
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
    if line.low(verb.i) == "told":
        k = _past_dates(line, k + (line.low(k) in _BROADCAST))  # "Erdogan told PBS television late Monday"
    return k >= len(line.tokens) or line.low(k) in {".", ";", ",", "”", '"', ")"}
