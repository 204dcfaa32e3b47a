"""What one claim counts: its measure, the scope of a running total, and the name of a part.

Scopes are brought to one spelling: *since 2022*, *in 2025*, *outside exchanges*, *UAE-mediated*, or a deal's name.

A part is known by its category where a partition is given (servicemen and civilians, men and women, officers and
others). Else it is known by its own words: 73 of the National Guard are not a count of servicemen. Where a page gives
the number alone (*38 — of the National Guard, 25 — of the Border Service*), its words are those behind it.
"""

import re
from collections.abc import Iterable

from homeward.reading.words import OF_A_SERIES, Category, Claim, Kind, Qualifier
from homeward.weighing.counts import agree
from homeward.weighing.words import Measure, Subject

BESIDES = "besides"  # the scope of a part that went outside the exchange itself, as goodwill or otherwise
WHOLE = "whole deal"  # the scope of a running total said of the deal that a stage belongs to
STAGE = "stage"  # the scope of an ordinal that counts the stages of a deal; with its name, where one is known
PARTITIONED = frozenset(
    {
        Category.CIVILIANS,
        Category.CHILDREN,
        Category.WOMEN,
        Category.MEN,
        Category.OFFICERS,
        Category.PRIVATES_AND_SERGEANTS,
    }
)

_SEVERAL_DAYS = re.compile(r"multi-day|several days|\d/\d{4}|\btotal\b|\bwhole\b|in all", re.IGNORECASE)
_NAMING = 6  # words behind a number that name a part
_LOOK = 160  # characters in which they are looked for
_WORD = re.compile(r"(?:\d+-?)?[^\W\d_](?:[\w'’ʼ-]*\w)?")  # "93-ї" is one, a number is none
_GAP = re.compile(r"[^\S\n]*[–—:-]?[^\S\n]*")  # on one line
_JOINS = frozenset(["and", "while", "but", "or", "і", "й", "та", "а", "але", "або", "и", "но", "или", "плюс", "plus"])


def measure_of(
    claim: Claim, direction: str | None, claims: Iterable[Claim], text: str
) -> tuple[Measure | None, int | None]:
    """Return the measure and count of one claim of a page's ``text``; None where it counts nothing."""
    match claim.kind:
        case Kind.ORDINAL:
            number, scope = ordinal(claim.value or "")
            return (Measure(Subject.ORDINAL, scope=scope), number) if number is not None else (None, None)
        case Kind.CUMULATIVE if claim.count is not None:
            return Measure(Subject.RUNNING_TOTAL, direction, claim.category, scope_of(claim.value)), claim.count
        case Kind.BODIES if claim.value and claim.value.endswith(" total"):
            return Measure(Subject.RUNNING_TOTAL, direction, Category.BODIES, scope_of(claim.value)), claim.count
        case Kind.AGREEMENT if claim.count is not None:
            return Measure(Subject.AGREED, direction, _everybody(claim.category)), claim.count
        case Kind.PLAN if claim.count is not None:
            return Measure(Subject.PLANNED, direction, _everybody(claim.category), claim.value), claim.count
        case Kind.BREAKDOWN if claim.count is not None:
            return Measure(Subject.PART, direction, claim.category, _part(claim, claims, text)), claim.count
        case Kind.TRANSFER if claim.count is not None and claim.value and _SEVERAL_DAYS.search(claim.value):
            return Measure(Subject.RUNNING_TOTAL, direction, _everybody(claim.category), WHOLE), claim.count
        case Kind.TRANSFER | Kind.BODIES | Kind.PREVIOUS_EXCHANGE:
            said = claim.count is not None or claim.count_qualifier is Qualifier.UNDISCLOSED
            if not said or (claim.kind is Kind.PREVIOUS_EXCHANGE and claim.count is None):
                return None, None
            if claim.category is Category.BODIES:
                return Measure(Subject.BODIES, direction, Category.BODIES), claim.count
            return Measure(Subject.MOVED, direction, Category.PRISONERS), claim.count
        case _:
            return None, None


def _everybody(category: Category | None) -> Category:
    return Category.BODIES if category is Category.BODIES else Category.PRISONERS


def _part(claim: Claim, claims: Iterable[Claim], text: str) -> str | None:
    """The name of a part that its category does not say."""
    if claim.value:
        return beside(claim.value)
    if claim.category in PARTITIONED or _is_the_rest(claim, claims):
        return None
    said = words_of(claim.evidence)
    if said or claim.count == 1:  # beside the number of one person stands a name
        return said or None
    return words_behind(text, claim.end) or words_before(text, claim.start) or None


def _is_the_rest(claim: Claim, claims: Iterable[Claim]) -> bool:
    """Whether a part is everybody but the civilians: the only such part, and no count of everybody says otherwise."""
    near = [
        other
        for other in claims
        if (other.direction, other.exchange_date) == (claim.direction, claim.exchange_date) and other.count is not None
    ]
    civilians = [other.count or 0 for other in near if other.category is Category.CIVILIANS]
    parts = [
        other
        for other in near
        if (other.kind, other.speaker, other.category) == (claim.kind, claim.speaker, claim.category)
    ]
    everybody = [other for other in near if other.kind is Kind.TRANSFER and other.category is not Category.CIVILIANS]
    return (
        bool(civilians)
        and len(parts) == 1
        and (not everybody or any(_makes(claim, number, other) for other in everybody for number in (*civilians, 0)))
    )


def _makes(claim: Claim, civilians: int, everybody: Claim) -> bool:
    """Whether a part and the civilians are everybody that somebody counts."""
    how, of_all = claim.count_qualifier or Qualifier.EXACT, everybody.count_qualifier or Qualifier.EXACT
    return agree((claim.count or 0) + civilians, how, everybody.count or 0, of_all)


def words_of(evidence: str) -> str:
    """Return the words of a quotation without its numbers, in lower case."""
    found = re.sub(r"[\d.,\s]+", " ", evidence).strip().lower()
    return found if _WORD.search(found) else ""


def words_behind(text: str, end: int) -> str:
    """Return the few words of ``text`` behind a number that ends at ``end``, up to a sign, a number or an *and*.

    >>> words_behind("38 — of the National Guard, 25 — of the Border Service", 2)
    'of the national guard'
    """
    found: list[str] = []
    place = end
    while len(found) < _NAMING:
        gap = _GAP.match(text, place, end + _LOOK)
        word = _WORD.match(text, gap.end() if gap else place, end + _LOOK)
        if word is None or word[0].lower() in _JOINS:
            break
        found.append(word[0].lower())
        place = word.end()
    return " ".join(found)


def words_before(text: str, start: int) -> str:
    """Return the few words of ``text`` before a number that starts at ``start``, back to a sign, a number or an *and*.

    >>> words_before("National Guard: 38, Border Service: 25", 35)
    'border service'
    """
    look = text[max(0, start - _LOOK) : start].rpartition("\n")[2].rstrip(" \t–—:-").lower()
    found: list[str] = []
    for word in reversed(re.findall(r"[\w'’ʼ-]+|\S", look)):
        if len(found) == _NAMING or not _WORD.fullmatch(word) or word in _JOINS:
            break
        found.insert(0, word)
    return " ".join(found)


def beside(scope: str | None) -> str | None:
    """Bring the ways of saying that people went outside the exchange itself to one scope."""
    return BESIDES if scope and re.search(r"goodwill|outside|besides|in addition", scope, re.IGNORECASE) else scope


def ordinal(value: str) -> tuple[int | None, str | None]:
    """Read ``65 since 2022`` or ``stage 3 of 1000-for-1000`` as a number and its scope.

    What is the second of a series that the page does not name (``2 of a series``) can be held against nothing.
    """
    if value.endswith(OF_A_SERIES):
        return None, None
    if stage := re.fullmatch(r"stage (\d+)(?: of (?:the deal|(.*)))?", value.strip()):
        return int(stage[1]), f"{STAGE} of {stage[2]}" if stage[2] else STAGE
    if counted := re.fullmatch(r"(\d+) ?(.*)", value.strip()):
        return int(counted[1]), scope_of(counted[2])
    return None, None


def scope_of(value: str | None) -> str | None:
    """Bring the scope of an ordinal or running total to one spelling."""
    if not value:
        return None
    text = " ".join(value.split())
    if "outside" in text:
        return "outside exchanges"
    if re.search(r"\d{4}-\d\d-\d\d/\d", text):
        return WHOLE
    if text.startswith("since 2022"):
        return "since 2022"
    return re.sub(r"\s*(, \d{4} \(sic\)| total)$", "", text)
