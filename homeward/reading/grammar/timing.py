"""When: the day of the event that a page reports, and the date that belongs to a count.

1. The event's day is the first day told with a done move in the opening of the page, or a day or two before
   publication anywhere; else that of publication.
2. Days of deals, of what "since" counts from, of what is still to come, and of what is said to be older, are no event.
3. The date of a count is the last one before it in its clause, else the first after it, else the last before it in the
   sentence. A count with an earlier date than the event is of an older exchange.
"""

from datetime import date, timedelta
from itertools import pairwise

from homeward.reading.grammar.deals import date_of
from homeward.reading.grammar.page import Page
from homeward.reading.grammar.people.status import earlier
from homeward.reading.grammar.words.dates import Precision, When
from homeward.reading.grammar.words.lines import Line
from homeward.reading.grammar.words.numbers import Amount
from homeward.reading.words import Kind

_OPENING = 3  # sentences that may tell an event of some time ago
_OLD = 31  # days before publication that the opening may still call the event
_FRESH = 2  # days before publication that any sentence may
_LEAD = 2  # sentences, the heading among them, that would tell a postponement
_SINCE_WAR = 3  # tokens between "since" and the war, without a date
_PERIOD = 8  # tokens from "since" to the date that it counts from: "since the invasion began in February 2022"
_SEIZED = 6  # tokens between "arrested" and its date
_STAGES = 5  # days of one exchange at most
_DATELINE = 8  # tokens of a dateline at most
_OPENS = 2  # tokens that "earlier on" may stand before a date with
_SPEAKER_WITHIN = 8  # tokens between a date and the verb of saying of who is named behind it
_WAS_SAYING = {
    "говорить", "сообщать", "заявлять", "писать", "рассказывать", "утверждать", "упоминать",
    "говорити", "повідомляти", "заявляти", "писати", "розповідати", "стверджувати",
}  # fmt: skip
_BREAKS = frozenset(";:—–")
_UNDATED = {Kind.PLAN, Kind.AGREEMENT, Kind.PREVIOUS_EXCHANGE}


def event_of(page: Page) -> tuple[date | None, date | None]:
    """The first and the last day of the exchange that the page reports; that of publication where it does not tell."""
    told = False  # a move without a date was told: what is dated after it is of another day, unless it is fresh
    dateline: int | None = None
    said = (page.published, page.published)
    for line in sorted(page.lines, key=lambda line: line.heading):
        old = _FRESH if told or (line.index > _OPENING and not line.heading) else _OLD
        days = _days_told(page, line)
        if told and _is_beside(page, line):
            continue
        weak = _is_dateline(line) and days == [(page.published, page.published)]
        if days and not line.heading and dateline is None and not told and (weak or _only_says(line)):
            dateline, said = line.index, days[0]
            continue  # the day of the report, of which the sentence behind it may tell another
        if dateline is not None and line.index > dateline + (
            1 if line.inflected or not _is_dateline(page.lines[dateline]) else 2
        ):
            break
        if (
            not line.inflected
            and len(days) > 1
            and line.first("cue", "two_days", "three_days", "four_days") is not None
        ):
            days = [(min(days)[0], max(last for _, last in days))]  # "a two-day swap: 200 on Thursday, 300 on Friday"
        for first, last in days:
            if page.published is None or 0 <= (page.published - last).days <= old:
                return _freshest(page) if told and page.published is not None else (first, last)
        told = told or (not line.heading and not days and _tells_news(line))
    return said


def _tells_news(line: Line) -> bool:
    """Whether a sentence tells a move of so many, and not how many have moved since the war began."""
    since = line.first("cue", "since") if line.inflected else None
    total = since is not None and line.first("cue", "war", lo=since.j, hi=since.j + _SINCE_WAR) is not None
    return line.first("verb") is not None and bool(line.amounts) and not total


def _freshest(page: Page) -> tuple[date | None, date | None]:
    """The newest day told: where the opening tells no day, older ones are told beside the news as well."""
    days = [day for line in page.lines for day in _days_told(page, line)]
    fresh = [day for day in days if page.published is None or 0 <= (page.published - day[1]).days <= _FRESH]
    return max(fresh, key=lambda day: day[1])


def _is_beside(page: Page, line: Line) -> bool:
    """Whether a day is beside the news: "5 мая министерство объявило перемирие", "Напередодні, 13 червня, теж …"."""
    moves = line.first("verb") is not None or line.first("exchange") is not None
    return not moves or any(token.among(page.language.dates.eve) for token in line.tokens)


def is_postponed(page: Page) -> bool:
    """Whether the page says that the exchange was put off, and not just that an older one had been."""
    for line in page.lines[:_LEAD]:
        for cue in line.all("cue", "postponed"):
            lo, hi = line.clause(cue.i)
            if not any(lo <= w.i < hi and is_past(page, w) for w in line.whens):
                return True
    return False


def _days_told(page: Page, line: Line) -> list[tuple[date, date]]:
    moved = line.first("verb") or line.first("exchange", "exchange", "stage") or line.first("speech")
    if moved is None and not _is_dateline(line):
        return []
    days = [w for w in line.whens if w.precision is Precision.DAY and _is_of_event(page, line, w)]
    return [(w.first, w.last) for w in days if w.first is not None and w.last is not None]


def _is_dateline(line: Line) -> bool:
    """Whether a short sentence that opens the page tells its day and no move: "KYIV, January 4"."""
    told = line.first("verb") or line.first("exchange", "exchange", "stage") or line.first("speech")
    return line.index <= 1 and len(line.tokens) <= _DATELINE and told is None


def _only_says(line: Line) -> bool:
    """Whether a sentence tells no move, and all of its days are those of saying: "N are held, X said on June 29"."""
    moved = line.first("verb") or line.first("exchange", "exchange", "stage")
    return not line.inflected and moved is None and all(is_of_saying(line, when) for when in line.whens)


def _is_of_event(page: Page, line: Line, when: When) -> bool:
    lo, _ = line.clause(when.i)
    if dates_something_else(line, when) or earlier(line, lo, when.i) or _is_of_old_words(line, when):
        return False
    if not line.inflected and (_is_of_harm(line, when) or line.low(when.j - 1) == "earlier"):
        return False  # "their fighters were swapped a day earlier"
    return not _is_days_before(page, line, when) and line.first("cue", "future", "postponed", lo=lo, hi=when.i) is None


def _is_days_before(page: Page, line: Line, when: When) -> bool:
    """Whether a day is told as so many days before another: "двумя днями ранее", "за тиждень до того"."""
    said = tuple(token.low for token in line.tokens[when.i : when.j])
    return page.language.from_the_day.get(said, 0) < 0


def _is_of_old_words(line: Line, when: When) -> bool:
    """Whether a date is of what somebody used to say: "5 мая депутат говорил, что обмен может пройти"."""
    lo, hi = line.clause(when.i)
    said = line.first("speech", "say", lo=when.j, hi=hi) if line.inflected and when.i - lo <= _OPENS else None
    if said is None or line.first("verb", lo=when.j, hi=said.i) is not None:
        return False
    return "past" in line.traits(said) and any(
        _WAS_SAYING & token.form.lemmas for token in line.tokens[said.i : said.j]
    )


def _is_of_harm(line: Line, when: When) -> bool:
    """Whether a day is that of an attack: "eight people were hurt on Saturday while a swap was held"."""
    lo, hi = line.clause(when.i)
    harm = line.last("cue", "casualty", lo=lo, hi=when.i)
    moved = line.first("exchange", "exchange", lo=lo, hi=hi) or line.first("verb", lo=lo, hi=hi)
    return harm is not None and moved is None


def dates_something_else(line: Line, when: When) -> bool:
    """Whether a date is that of a deal or talks, or the start of a period; asked again and again, found once."""
    found = line.apart.get(when.i)
    if found is None:
        found = line.apart[when.i] = _dates_something_else(line, when)
    return found


def _dates_something_else(line: Line, when: When) -> bool:
    if line.inflected and line.ending("cue", when.i, "cumulative") is not None:
        return True  # "станом на 6 березня": the day of a total
    since = line.last("cue", "since", "held", lo=max(0, when.i - _PERIOD), hi=when.i)
    if since is not None and (since.j == when.i or _is_when_war_began(line, since.j, when.i)):
        return True
    _, hi = line.clause(when.i)
    if not line.inflected and _is_of_capture(line, when):
        return True
    agreed = line.first("cue", "agreeing", lo=when.j, hi=hi)
    if (
        agreed is not None
        and line.ending("cue", agreed.i, "be") is None
        and (line.inflected or line.ending("exchange", agreed.i) is None)  # "the swap agreed in Istanbul"
        and line.first("verb", lo=when.j, hi=agreed.i) is None
        and date_of(line, agreed) in {None, when}  # "on Friday, the second stage of a deal agreed on May 16"
    ):
        return True
    deals = line.all("cue", "agreement", "negotiation")
    return any(date_of(line, deal) == when for deal in deals) or _is_listed_with_talks(line, when)


def _is_listed_with_talks(line: Line, when: When) -> bool:
    """Whether a date stands in a list that opens with that of talks: "the talks of May 16, June 2 and July 23"."""
    before = next((w for w in line.whens if w.j == when.i - 1), None)
    listed = before is not None and (line.low(before.j) == "," or line.at("cue", before.j, "and") is not None)
    if before is None or not listed or line.inflected:
        return False
    talks = (date_of(line, deal) for deal in line.all("cue", "agreement", "negotiation", hi=before.i))
    return any(told == before for told in talks) or _is_listed_with_talks(line, before)


def _is_when_war_began(line: Line, lo: int, hi: int) -> bool:
    """Whether a date is the war's own: "since the invasion in February", but "the largest since the war, held on …"."""
    war = line.first("cue", "war", lo=lo, hi=hi)
    return war is not None and line.first("exchange", lo=war.j, hi=hi) is None


def _is_of_capture(line: Line, when: When) -> bool:
    """Whether a date is when somebody was taken: "333 had been arrested in Gaza after 7 October"."""
    lo, _ = line.clause(when.i)
    seized = line.last("cue", "held", "held_by", "casualty", lo=max(lo, when.i - _SEIZED), hi=when.i)
    if seized is None or line.first("verb", lo=seized.j, hi=when.i) is not None:
        return False
    taken = {"arrested", "captured", "detained", "captive", "prisoner", "since", "killed", "died"}
    return any(line.low(k) in taken for k in range(seized.i, seized.j))


def date_near(line: Line, i: int, j: int) -> When | None:
    """The date of the group at tokens *i* to *j*."""
    if not line.whens:
        return None
    if (one := _respective(line, i, j)) is not None:
        return one
    usable = [w for w in line.whens if w.precision is not Precision.YEAR and not dates_something_else(line, w)]
    each = line.at("cue", j, "each")
    j = each.j if each is not None and not line.inflected else j  # "390 people each on Friday"
    beside = next(
        (w for w in usable if w.i == j or (w.i == j + 1 and line.at("cue", j, "place_preposition", "to"))), None
    )
    if beside is not None:
        return beside  # "1,000 bodies in January and 528 in April"
    lo, hi = line.clause(i)
    inside = [w for w in usable if lo <= w.i < hi]
    before = [w for w in inside if w.j <= i]
    after = [w for w in inside if w.i >= j and (line.inflected or not _tells_on(line, j, w.i))]
    joined = before and line.at("cue", before[-1].j, "and") is not None and before[-1].j == i - 1
    if joined and after:
        return after[0]  # "307 each on Saturday and 390, among them 120 civilians, on Friday"
    if before or after:
        return before[-1] if before else after[0]
    told_when = line.at("cue", lo, "when") is not None
    earlier_ones = [w for w in (line.whens if told_when else usable) if w.j <= i]
    return earlier_ones[-1] if earlier_ones else None


def _tells_on(line: Line, lo: int, hi: int) -> bool:
    """Whether what is still to come stands before a date: "307 were freed, and said more were expected on Sunday"."""
    said = line.first("speech", "say", lo=lo, hi=hi)
    return said is not None and line.first("cue", "future", "more_to_come", "going_on", lo=said.j, hi=hi) is not None


def _respective(line: Line, i: int, j: int) -> When | None:
    """The day of one of two counts told of two days: "on Friday and Saturday each side freed 390 and 307"."""
    counts = [a for a in line.amounts if not a.ordinal]
    pairs = [(a, b) for a, b in pairwise(counts) if b.i - a.j == 1 and line.at("cue", a.j, "and") is not None]
    days = [(v, w) for v, w in pairwise(line.whens) if w.i - v.j == 1 and line.at("cue", v.j, "and") is not None]
    if line.inflected or len(pairs) != 1 or len(days) != 1:
        return None
    return next((day for a, day in zip(pairs[0], days[0], strict=True) if i <= a.i < j), None)


def _last_of(line: Line, when: When) -> When:
    """The last of two days: "over Thursday and Friday"."""
    joined = line.at("cue", when.j, "and")
    last = next(
        (w for w in line.whens if joined is not None and w.i == joined.j and w.precision is Precision.DAY), None
    )
    if last is None or last.last is None or when.last is None or line.inflected:
        return when
    return last if last.last > when.last else last._replace(last=last.last + timedelta(days=7))


def is_past(page: Page, when: When | None) -> bool:
    """Whether a date is wholly before the event."""
    if when is None or when.last is None or page.event is None or when.precision is Precision.YEAR:
        return False
    return when.last < (page.begun or page.event)


def days_before(page: Page, line: Line, i: int) -> int | None:
    """How long before the event "on the first day" was, on a page that tells of the second or the third."""
    lo = max((k + 1 for k in range(i) if line.low(k) == ";"), default=0)
    said = line.last("cue", "first_day", lo=lo, hi=i)
    if said is None or any(said.j <= w.i < i for w in line.whens):
        return None
    stages = (a.value for other in page.lines[: line.index] for a in other.amounts if _is_later_day(other, a))
    latest = max(stages, default=None)
    return latest - 1 if latest is not None and latest <= _STAGES else None


def is_earlier_of_series(page: Page, line: Line, i: int) -> bool:
    """Whether a clause tells of an exchange before the one that the page has counted: "in the first, 45 were freed"."""
    lo, _ = line.clause(i)
    lo += line.low(lo) in _BREAKS
    ranked = next((a for a in line.amounts if a.ordinal and lo <= a.i <= lo + _OPENS and a.j <= i), None)
    article = line.ending("cue", ranked.i, "article") if ranked is not None else None
    if ranked is None or article is None:
        return False
    alone = line.low(ranked.j) in {",", "one"} or line.at("verb", ranked.j) or line.at("exchange", ranked.j, "exchange")
    news = max((a.value for other in page.lines[: line.index] for a in other.amounts if _ranks(other, a)), default=0)
    return bool(alone) and ranked.value < news


def _ranks(line: Line, amount: Amount) -> bool:
    return amount.ordinal and line.first("exchange", "exchange", lo=amount.j, hi=amount.j + _OPENS) is not None


def _is_later_day(line: Line, amount: Amount) -> bool:
    """Whether a number says that it is the second day or a later one: "the second stage", "day two of a ceasefire"."""
    if amount.value < 2:
        return False
    day = line.ending("cue", amount.i, "day") is not None or line.at("cue", amount.j, "day") is not None
    return day or (amount.ordinal and line.at("exchange", amount.j, "stage") is not None)


def is_ahead(page: Page, when: When | None) -> bool:
    """Whether a day is after that of publication: "announced a 175-for-175 exchange on 19 March"."""
    told = when is not None and when.precision is Precision.DAY and when.first is not None
    return told and when is not None and page.published is not None and (when.first or page.published) > page.published


def is_now(page: Page, when: When | None) -> bool:
    """Whether a date is that of the event or later."""
    if when is None or when.last is None or page.event is None or when.precision is not Precision.DAY:
        return False
    return when.last >= page.event


def is_of_saying(line: Line, when: When) -> bool:
    """Whether a date is when something was said: behind or right before the verb of saying."""
    said = [say for say in line.all("speech", "say", hi=when.i) if 0 <= when.i - say.j <= 1]
    behind = any(
        when.i == say.j or line.low(say.j) != "that" for say in said
    )  # but "said that Sunday would bring more"
    return behind or line.at("speech", when.j, "say") is not None or _opens_a_saying(line, when)


def _opens_a_saying(line: Line, when: When) -> bool:
    """Whether only who speaks stands between a date and the verb of saying: "On Tuesday Putin had announced that"."""
    lo, _ = line.clause(when.i)
    say = line.first("speech", "say", lo=when.j) if not line.inflected and when.i - lo <= _OPENS else None
    if say is None or say.i - when.j > _SPEAKER_WITHIN or line.first("verb", lo=when.j, hi=say.i) is not None:
        return False
    return not any(when.j <= a.i < say.i for a in line.amounts) and "," not in {
        line.low(k) for k in range(when.j + 1, say.i)
    }


def dated(page: Page, kind: Kind, when: When | None, line: Line | None = None) -> str | None:
    """The exchange date of a claim: its own where it has one, else the event's where the kind is of the event."""
    if when is not None and kind is Kind.PLAN and line is not None and is_of_saying(line, when):
        return None  # "Trump said on Friday that the sides will exchange 1,000 each"
    if when is not None and kind is Kind.PLAN and line is not None:
        when = _last_of(line, when)
    if when is not None and kind is not Kind.AGREEMENT and kind is not Kind.CUMULATIVE:
        return when.iso
    return None if kind in _UNDATED or page.event is None else page.event.isoformat()
