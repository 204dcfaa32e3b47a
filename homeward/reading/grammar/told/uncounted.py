"""People who moved and were not counted: "the same number", "soldiers and civilians among them".

1. *The same number* is the number before it when there is one, else it is withheld.
2. *The freed include civilians*: a part of the move, without a count.
"""

from collections.abc import Iterator

from homeward.reading.grammar.page import Draft, Page
from homeward.reading.grammar.people.direction import direction
from homeward.reading.grammar.people.governing import Frame, frame
from homeward.reading.grammar.people.groups import Counted
from homeward.reading.grammar.people.status import earlier
from homeward.reading.grammar.people.ways import turn
from homeward.reading.grammar.timing import date_near, is_past
from homeward.reading.grammar.words.lines import Line
from homeward.reading.grammar.words.phrases import Mark
from homeward.reading.words import BOTH_SIDES, BOTH_TOTAL, EACH_SIDE, Category, Kind, Qualifier

_BESIDE = 2  # tokens between a verb and "the same number"
_AMONG = 8  # tokens from "among" to "are"
_THERE_ARE = {"есть", "були", "были", "є"}
_TITLES = 4  # words before a person's name at most
_NAME_WORDS = 2  # words of a person's name at least
_UNCOUNTED_PARTS = ("civilians", "children", "women")


def parts(page: Page, line: Line, found: list[Draft]) -> Iterator[Draft]:
    """ "The freed include soldiers and civilians", "some of them are civilians", "157 people, civilians among them"."""
    cue = line.first("cue", "includes") or _among(line)
    if cue is None:
        yield from _behind(line, found)
        return
    for noun in line.all("noun", *_UNCOUNTED_PARTS, lo=cue.j):
        if any(a.j <= noun.i <= a.j + 4 for a in line.amounts) or noun.i - cue.j > 6:
            continue
        speaker = page.speaker(line, noun.i)
        side = page.side_of(speaker)
        way = f"to_{side}" if side else None
        yield Draft(
            Kind.BREAKDOWN, line, cue.i, noun.j, speaker, way, category=Category(noun.value), rules=["uncounted.part"]
        )
        return


def _behind(line: Line, found: list[Draft]) -> Iterator[Draft]:
    """ "157 people are home, civilians among them"; "157 people, soldiers and civilians": beside their count."""
    told = {Kind.TRANSFER} if line.inflected else {Kind.TRANSFER, Kind.PREVIOUS_EXCHANGE}
    moved = [d for d in found if d.kind in told and d.count]
    for noun in line.all("noun", *_UNCOUNTED_PARTS) if moved else ():
        whole = next((d for d in reversed(moved) if d.j <= noun.i), None)
        summed = whole is None or whole.direction in {EACH_SIDE, BOTH_TOTAL} or whole.category is Category.BODIES
        if whole is None or summed or any(a.j == noun.i for a in line.amounts):
            continue
        i = _opening(line, noun, whole)
        be = line.at("cue", noun.j, "be")
        k = be.j if be is not None else noun.j
        among = (
            not line.inflected
            and line.at("cue", k, "of_them") is not None
            and "among" in {line.low(k), line.low(k + 1)}
        )
        if i is None and not (among and (line.low(noun.i - 1) in {",", ";", "and", "are", "were"})):
            continue
        draft = Draft(Kind.BREAKDOWN, line, noun.i if i is None else i, noun.j, whole.speaker, whole.direction)
        draft.category, draft.exchange_date = Category(noun.value), whole.exchange_date
        draft.rules = ["uncounted.part"]
        yield draft
        return


def _opening(line: Line, noun: Mark, whole: Draft) -> int | None:
    """Where "soldiers and civilians" starts, in commas behind a count: "84 people, both soldiers and civilians"."""
    joined = line.ending("cue", noun.i, "and")
    first = line.ending("noun", joined.i, "servicemen") if joined is not None else None
    if first is None or whole.category is not Category.PRISONERS:
        return None
    i = first.i - (line.low(first.i - 1) in {"both", "our"})
    return i if line.low(i - 1) in {",", "—", "–", ":"} and line.low(noun.j) in {",", ".", "—", "–", ";", ""} else None


def _among(line: Line) -> Mark | None:
    """ "Среди возвращенных людей есть гражданские": from "among" to "are"."""
    among = line.first("cue", "part") if line.inflected else None
    for k in range(among.j, min(len(line.tokens), among.j + _AMONG)) if among is not None else ():
        if line.low(k) in _THERE_ARE:
            return among._replace(j=k + 1) if among is not None else None
    return None


def named(page: Page, line: Line) -> Iterator[Draft]:
    """One person by name, given for others: "in exchange for" and a name that the data does not know."""
    for cue in line.all("cue", "in_return"):
        j = first = _past_titles(line, cue.j)
        while j < len(line.tokens) and line.tokens[j].text[0].isupper() and j not in line.meaning:
            j += 1
        received = next((m for m in line.all("party", hi=cue.i)), None)
        if j - first < _NAME_WORDS or received is None:
            continue
        draft = Draft(Kind.TRANSFER, line, cue.i, j, page.speaker(line, cue.i), count=1, qualifier=Qualifier.EXACT)
        verb = line.last("verb", hi=cue.i)
        gives = verb is not None and verb.value in {"give", "free"}
        whose = received.value if gives else page.other(received.value)
        draft.direction = f"to_{whose}" if whose is not None else None
        draft.category = Category.PRISONERS
        draft.value = " ".join(token.text for token in line.tokens[first:j])
        draft.rules = ["uncounted.named"]
        yield draft


def _past_titles(line: Line, k: int) -> int:
    """The token after "the arms dealer" before a name."""
    for n in range(k, min(len(line.tokens), k + _TITLES)):
        token = line.tokens[n]
        if token.text[0].isupper() or not token.low[0].isalpha() or any(a.i <= n < a.j for a in line.amounts):
            return n
    return k


def _received(line: Line, cue: Mark) -> bool:
    """Whether a party gets or gives the same number, without a noun: "with Russia getting a similar number"."""
    if line.inflected and line.low(cue.i - 1) in {"—", "–"} and line.ending("party", cue.i - 1) is not None:
        return True  # "Україна отримала 84 полонених, Росія — стільки ж"
    leaving = ("go",) if line.inflected and line.first("party") is not None else ()  # "до РФ поїхали стільки ж"
    moves = ("give", "receive", "return", "free", *leaving)
    verb = line.last("verb", *moves, hi=cue.i)
    went = (
        None
        if line.inflected
        else line.first("verb", *moves, "go", lo=cue.j, hi=min(len(line.tokens), cue.j + _BESIDE + 1))
    )
    if went is not None and (went.i == cue.j or line.ending("cue", went.i, "be", "auxiliary") is not None):
        return True  # "as many went the other way", "a similar number was sent to Russia"
    if line.inflected and line.first("verb", *moves, lo=cue.j, hi=min(len(line.tokens), cue.j + _BESIDE + 1)):
        return True
    return verb is not None and cue.i - verb.j <= _BESIDE


def event_only(page: Page, line: Line) -> Iterator[Draft]:
    """An exchange of which a page says no more than that it took place."""
    if page.postponed or line.first("cue", "future", "called_off") is not None:
        return
    done = line.first("cue", "event_done")
    if done is not None and line.inflected and line.low(done.i - 1) == "не":
        return
    event = line.first("exchange", "exchange", "stage")
    if done is None or event is None or earlier(line, 0, event.j) or line.low(event.i - 1) == "no":
        return
    if any(a.j == event.i and not a.ordinal and a.value > 1 for a in line.amounts):
        return  # "прошло 30 обменов": how many there have been
    near = min(len(line.tokens), done.j + 3)
    if line.first("cue", "negotiation", lo=done.j, hi=near) is not None:
        return  # "held consultations on resuming exchanges"
    when = date_near(line, event.i, event.j) or (date_near(line, done.i, done.j) if line.inflected else None)
    if is_past(page, when):
        return
    i, j = min(event.i, done.i), max(event.j, done.j)
    speaker = page.speaker(line, i)
    draft = Draft(Kind.TRANSFER, line, i, j, speaker, qualifier=Qualifier.UNDISCLOSED, rules=["uncounted.event"])
    side = page.side_of(speaker)
    draft.direction = f"to_{side}" if side is not None else EACH_SIDE if speaker == BOTH_SIDES else None
    noun = line.first("noun")
    draft.category = Category(noun.value) if noun is not None else Category.PRISONERS
    yield draft


def same_number(page: Page, line: Line, before: list[Draft]) -> Iterator[Draft]:
    """ "The same number of Ukrainian soldiers": the count before it, or none."""
    for cue in line.all("cue", "same_number", "similar_number"):
        spelled = line.inflected and line.low(cue.j) in {"—", "–"}
        if spelled and any(cue.j < a.i <= cue.j + _BESIDE for a in line.amounts):
            continue  # "столько же — тысячу тел"
        answered = not line.inflected and line.ending("cue", cue.i, "for", "in_return") is not None
        if line.low(cue.i - 1) in {"times", "twice"}:
            continue  # "four times as many"
        if answered and any(d.line is line and d.direction == EACH_SIDE and d.i < cue.i for d in before):
            continue  # "192 servicemen for the same number of Russians": told as each side's
        end = min(len(line.tokens), cue.j + 5)
        end = next((k for k in range(cue.j, end) if line.low(k) == "," and not line.inflected), end)
        noun = line.first("noun", lo=cue.j, hi=end)
        people = line.first("people", lo=cue.j, hi=min(len(line.tokens), cue.j + 3))
        if noun is None and people is None and not _received(line, cue):
            continue
        end = noun.j if noun is not None else people.j if people is not None else cue.j
        told = {Kind.TRANSFER, Kind.BODIES, Kind.PREVIOUS_EXCHANGE, *((Kind.PLAN,) if line.inflected else ())}
        counted = [d for d in before if d.count is not None and d.kind in told]
        if not line.inflected:
            counted = [d for d in counted if d.line is not line or d.i < cue.i]
        here = {d.count for d in counted if d.line is line and d.i < cue.i}
        counts = here if len(here) == 1 else {d.count for d in counted if d.kind is not Kind.PREVIOUS_EXCHANGE}
        count = counts.pop() if len(counts) == 1 and cue.value == "same_number" else None
        category = Category(noun.value) if noun is not None else Category.PRISONERS
        group = Counted(line, cue.i, end, cue.i, 0, Qualifier.EXACT, category, people.value if people else None)
        found = frame(group, [group])
        speaker = page.speaker(line, cue.i)
        way, rule = (
            direction(page, found, [group], speaker) if isinstance(found, Frame) else (None, "direction.unknown")
        )
        said = Qualifier.UNDISCLOSED if count is None else Qualifier.EXACT
        draft = Draft(Kind.TRANSFER, line, cue.i, end, speaker, way, count, said, category)
        draft.rules = ["uncounted.same", rule]
        before_it = [d for d in counted if d.line is line and d.i < cue.i]
        if before_it and line.inflected and rule in {"direction.unknown", "direction.speaker"}:
            turn(page, draft, before_it)  # "… пятеро россиян, столько же граждан уедут туда"
        _as_told(draft, before_it)
        yield draft


def _as_told(draft: Draft, here: list[Draft]) -> None:
    """As many went on the same day, of the same people where no others are named."""
    if here:
        draft.exchange_date = here[-1].exchange_date
        if here[-1].kind in {Kind.PREVIOUS_EXCHANGE, Kind.PLAN}:
            draft.kind = here[-1].kind
        named = [m for group in ("noun", "people") for m in draft.line.all(group, lo=draft.i, hi=draft.j)]
        if not named:
            kinds = {d.category for d in here}
            draft.category = here[-1].category if len(kinds) == 1 else Category.PRISONERS
