"""What is told without a count: that more will follow, and that someone made it public too early."""

from collections.abc import Iterator

from homeward.reading.grammar.page import Draft, Page, Scope
from homeward.reading.grammar.timing import is_of_saying, is_past
from homeward.reading.grammar.words.dates import Precision
from homeward.reading.grammar.words.lines import Line
from homeward.reading.grammar.words.phrases import Mark
from homeward.reading.grammar.words.tokens import Sort
from homeward.reading.words import BOTH_SIDES, OUTLET, Kind

_ACCUSED = 1  # tokens between an exchange and what became of it
_DUE_WITHIN = 9  # tokens between what was due and what became of it
_BEHIND = 3  # tokens between a verb and its subject behind it
_TOLD_FIRST = {"to", "reported", "announced", "disclosed", "revealed", "made"}
_NEAR = 6  # tokens between a subject and its verb


def continuations(page: Page, line: Line) -> Iterator[Draft]:
    """ "The swap goes on over May 24 and 25", "he expects more tomorrow"."""
    for cue in (*line.all("cue", "going_on", "more_to_come"), *_awaited(line)):
        if line.first("cue", "not_known") is not None:
            continue  # "when the next exchange will be held is not known"
        if not line.inflected and cue.i == 0 and all(token.sort is Sort.SIGN for token in line.tokens[cue.j :]):
            continue  # "More to follow.": the page itself will tell more
        lo, hi = line.clause(cue.i)
        subject = line.first("exchange", "exchange", "stage", lo=lo, hi=cue.i) or line.first(
            "pronoun", "it", lo=lo, hi=cue.i
        )
        if subject is None and line.inflected:
            subject = _before_an_aside(line, lo) or _deed(line, lo, cue.i)
        if subject is None and line.inflected:
            subject = line.first("exchange", "exchange", "stage", lo=cue.j, hi=min(hi, cue.j + _BEHIND))
        if cue.value == "going_on" and (subject is None or _is_going_on(page, line, cue)):
            continue  # "обміни тривають": they are held now and then
        if subject is not None and subject.group == "pronoun" and not line.inflected and _is_of_another(line, cue):
            continue  # "it hopes that the work will go on", "it continues the large exchange"
        if subject is not None and subject.group == "pronoun" and line.low(cue.j).endswith("ing"):
            continue  # "it will go on supporting a peaceful solution"
        discussed = not line.inflected and line.low(cue.i) in {"discussed", "discussing"}
        if line.first("cue", "negotiation", "casualty", lo=lo, hi=cue.i) is not None and not discussed:
            continue
        if line.first("cue", "event_done", lo=lo, hi=cue.i) is not None and cue.value == "more_to_come":
            continue  # "провели новый обмен": it is over
        if cue.value == "more_to_come" and not line.inflected and _is_held(line, cue, hi):
            continue  # "another stage of the exchange was held on July 4"
        if cue.value == "more_to_come" and line.inflected and not _is_to_come(line, cue, lo, hi):
            continue
        days = [w for w in line.whens if lo <= w.i < hi and w.precision is Precision.DAY]
        when = next((w for w in days if line.inflected or not is_of_saying(line, w)), None)
        draft = Draft(Kind.PLAN, line, cue.i, max([cue.j, *(w.j for w in line.whens if lo <= w.i < hi)]))
        if subject is not None and cue.i - subject.i <= _NEAR:
            draft.i = subject.i
        draft.exchange_date = when.first.isoformat() if when is not None and when.first is not None else None
        draft.speaker = page.speaker(line, cue.i)
        draft.rules = ["plan.goes_on"]
        yield draft
        return


def _is_held(line: Line, cue: Mark, hi: int) -> bool:
    """Whether one more exchange is told as held: "another stage of the swap took place"."""
    another = line.low(cue.i) in {"another", "new", "further"}
    return another and line.first("cue", "event_done", lo=cue.j, hi=hi) is not None


def _is_of_another(line: Line, cue: Mark) -> bool:
    """Whether "it" is not what goes on: it stands farther off, or goes on with something."""
    it = line.last("pronoun", "it", hi=cue.i)
    return it is None or cue.i - it.j > 1 or line.at("cue", cue.j, "article") is not None


def _awaited(line: Line) -> Iterator[Mark]:
    """An exchange that is to be held, and one that somebody prepares: "должен состояться", "готовят новый обмен"."""
    if not line.inflected or line.amounts:
        return
    for held in line.all("cue", "to_be_held"):
        ahead = line.last("cue", "future", lo=line.clause(held.i)[0], hi=held.j)
        if ahead is not None and ("infn" in line.traits(held) or ahead.i == held.i):
            yield held._replace(value="going_on")
    for plan in line.all("cue", "future"):
        event = line.first("exchange", "exchange", "stage", lo=plan.j, hi=min(len(line.tokens), plan.j + _BEHIND))
        if event is not None and "accs" in line.cases(event) and line.ending("cue", event.i, "preposition") is None:
            yield event._replace(group="cue", value="awaited")


def _deed(line: Line, lo: int, hi: int) -> Mark | None:
    """A deed told by a noun: "передача тел начнется"."""
    deeds = (m for m in line.all("verb", "give", "return", "free", lo=lo, hi=hi) if not line.traits(m))
    return next((m for m in deeds if "nomn" in line.cases(m)), None)


def _before_an_aside(line: Line, lo: int) -> Mark | None:
    """The exchange whose verb stands behind a clause of "which": "обмен, который предложила Россия, продолжится"."""
    at = next((n for n, clause in enumerate(line.clauses) if clause[0] == lo), 0)
    while at > 0 and _is_aside(line, line.clauses[at - 1][0]):
        at -= 1
    asides = line.clauses[at:]
    event = line.last("exchange", "exchange", "stage", lo=line.clauses[at - 1][0], hi=asides[0][0]) if at > 0 else None
    return event if event is not None and asides[0][0] < lo else None


def _is_aside(line: Line, i: int) -> bool:
    return line.at("cue", i + (line.low(i) == ","), "relative") is not None


def _is_going_on(page: Page, line: Line, cue: Mark) -> bool:
    """Whether exchanges are held now and then, with no day to come, or have gone on: "обміни тривають"."""
    if line.inflected and line.traits(cue) & {"past", "futr"} == {"past"}:
        return True
    day = page.published
    ahead = day is None or any(w.first is not None and w.first > day for w in line.whens)
    return line.traits(cue) == {"pres"} and not ahead


def _is_to_come(line: Line, cue: Mark, lo: int, hi: int) -> bool:
    """Whether somebody says that a new exchange will be: "новый обмен" alone may be anything."""
    named = any(token.form.cases for token in line.tokens[cue.i : cue.i + 1])
    if line.first("cue", "stays", lo=lo, hi=cue.i) is not None:
        return False  # "отказался назвать сроки нового обмена"
    return not named or line.first("cue", "future", "going_on", lo=lo, hi=hi) is not None


def cancellations(page: Page, line: Line) -> Iterator[Draft]:
    """An exchange that was due and is not taking place."""
    cue = line.first("cue", "called_off")
    if cue is None or line.first("cue", "denial", hi=cue.i) is not None:
        return
    event = line.first("exchange", "exchange", "stage") or _meant(page, line)
    if event is None:
        return
    fell_through = _is_accused(line, event, cue) or _was_planned(line, event, cue) or _is_blamed(page, line, cue)
    if not (page.postponed or fell_through):
        return
    i, j = min(event.i, cue.i), max(event.j, cue.j)
    draft = Draft(Kind.PLAN, line, i, j, page.speaker(line, cue.i), rules=["plan.called_off"])
    days = [w for w in line.whens if w.precision is Precision.DAY]
    days = days or ([w for w in line.whens if w.precision is Precision.MONTH] if line.inflected else [])
    draft.exchange_date = days[0].iso if days else None
    yield draft


def _meant(page: Page, line: Line) -> Mark | None:
    """The "it" of an exchange that the sentence before names: "его намечали на утро 1 мая, но сорвали"."""
    before = page.lines[line.index - 1] if line.inflected and line.index > 0 else None
    if before is None or before.last("exchange", "exchange") is None:
        return None
    planned = line.first("cue", "future")
    return line.ending("pronoun", planned.i, "its") if planned is not None else None


def _was_planned(line: Line, event: Mark, cue: Mark) -> bool:
    """Whether an exchange was due and then was not held: "обмен, намеченный на 24 января, сорвался"."""
    due = line.last("cue", "future", lo=max(0, event.i - _ACCUSED), hi=cue.i) if line.inflected else None
    return due is not None and cue.i - due.j <= _DUE_WITHIN and not line.heading


def _is_accused(line: Line, event: Mark, cue: Mark) -> bool:
    """Whether somebody is said to have called an exchange off, whatever else the page tells: "в зриві обміну"."""
    beside = max(event.i - cue.j, cue.i - event.j) <= _ACCUSED
    return line.inflected and beside and line.first("speech", "say") is not None and not line.heading


def _is_blamed(page: Page, line: Line, cue: Mark) -> bool:
    """Whether a side is said to have put an exchange off: "Russia said that Kyiv had postponed the swap"."""
    if line.inflected or line.heading or line.first("cue", "event_done", "denial") is not None:
        return False
    lo, hi = line.clause(cue.i)
    days = [
        when for when in line.whens if lo <= when.i < hi and (line.low(when.j) == "," or not is_of_saying(line, when))
    ]
    if any(is_past(page, when) for when in days):
        return False  # "on June 7 Ukraine put off the swap": it has been held since
    doer = line.last("party", lo=lo, hi=cue.i) or line.last("people", lo=lo, hi=cue.i)
    what = line.first("exchange", "exchange", lo=cue.j, hi=min(hi, cue.j + _NEAR)) or line.low(cue.j) in {"both", "it"}
    return doer is not None and doer.value in page.sides and bool(what) and page.is_said(line, cue.i)


def disclosures(page: Page, line: Line) -> Iterator[Draft]:
    """Someone who is no party and no mediator told of the exchange before the parties did."""
    leaked = next((s for s in _scopes(page, line) if not line.inflected and _is_leaked(line, s.speaker)), None)
    if leaked is not None:
        yield Draft(Kind.EARLY_DISCLOSURE, line, leaked.i, leaked.j, leaked.speaker, rules=["disclosure.source"])
        return
    told = line.first("cue", "early") if not line.inflected else None
    lo, hi = line.clause(told.i) if told is not None else (0, None)
    if line.first("cue", "mediate", lo=lo, hi=hi) is not None or line.index >= len(page.scopes):
        return
    for scope in page.scopes[line.index]:
        side = scope.speaker.split(":")[0]
        if scope.speaker in {BOTH_SIDES, OUTLET} or side == "ICRC":
            continue
        if page.side_of(side) in page.sides and not _had_told_before(line, scope.i, scope.j):
            continue
        had = (say for say in line.all("speech", "say", lo=scope.i, hi=scope.j) if line.low(say.i - 1) == "had")
        ahead = [say for say in had if line.at("cue", say.j, "early") is not None]  # "had announced beforehand"
        if _has_mediated(page, side) and (line.inflected or not ahead):
            continue
        event = line.last("exchange", "exchange", "event", lo=scope.i, hi=scope.j)
        early = any(mark.i > 0 for mark in line.all("cue", "early"))  # "Ранее ТАСС сообщал …" is background
        early = early or any(line.low(say.i - 1) == "had" for say in line.all("speech", "say", lo=scope.i, hi=scope.j))
        done = line.first("cue", "completed", lo=scope.i) is not None and ":" in scope.speaker
        first = any(
            line.low(k) == "first" and line.low(k + 1) in _TOLD_FIRST for k in range(max(0, scope.i - 1), scope.j)
        )
        if not (early or done or first) or (event is None and not first and not _reports(line, scope.i)):
            continue
        yield Draft(Kind.EARLY_DISCLOSURE, line, scope.i, scope.j, scope.speaker, rules=["disclosure.early"])
        return


def _had_told_before(line: Line, lo: int, hi: int) -> bool:
    """Whether a side's own had told of the exchange: "Pushilin had announced the swap earlier in the day"."""
    for say in line.all("speech", "say", lo=lo, hi=hi) if not line.inflected else ():
        event = line.first("exchange", "exchange", lo=say.j, hi=min(hi, say.j + _BEHIND))
        ahead = line.at("cue", event.j, "early") if event is not None else line.at("cue", say.j, "early")
        if line.low(say.i - 1) == "had" and ahead is not None:
            return True
    return False


def _scopes(page: Page, line: Line) -> tuple[Scope, ...]:
    return page.scopes[line.index] if line.index < len(page.scopes) else ()


def _is_leaked(line: Line, speaker: str) -> bool:
    """Whether a source tells an agency of an exchange of so many that is to come."""
    ahead = line.first("cue", "future", "going_on") is not None and line.first("cue", "event_done") is None
    counted = any(not a.ordinal and line.at("noun", a.j) for a in line.amounts)
    return speaker.endswith(" source") and ahead and counted and line.first("exchange", "exchange") is not None


def _has_mediated(page: Page, side: str) -> bool:
    """Whether the page says that who speaks has mediated: a mediator tells of its own work."""
    return any(
        place.value == side and line.first("cue", "mediate") is not None
        for line in page.lines
        for place in line.all("place")
    )


def _reports(line: Line, i: int) -> bool:
    """Whether a count of people follows: an agency that told how many would go."""
    return line.first("noun", lo=i) is not None and line.first("verb", lo=i) is not None
