"""Which exchange it is: "the 64th since the invasion", "the fifth this year", "stage nine", "its fifteenth mediation".

The value is the number and its scope: ``64 since 2022``, ``5 in 2025``, ``stage 9 of Istanbul-2``, ``15 UAE-mediated``.
A first exchange since something that is neither a war, a year nor a deal ("since the crash") counts nothing.
"""

from collections.abc import Iterator

from homeward.reading.grammar.page import Draft, Page
from homeward.reading.grammar.people.scopes import UNNAMED, deal_name, war_year
from homeward.reading.grammar.timing import date_near, is_past
from homeward.reading.grammar.told.counting import scope_before, scope_behind
from homeward.reading.grammar.told.ranks import (
    after_the_one,
    in_months,
    is_named,
    is_of_a_feast,
    is_older,
    is_part_of_a_deal,
    is_said_of_one,
    is_the_one,
    noun_of,
    since_other,
    stage_of,
    whose_first,
)
from homeward.reading.grammar.words.dates import Precision
from homeward.reading.grammar.words.lines import Line
from homeward.reading.grammar.words.numbers import Amount
from homeward.reading.grammar.words.phrases import Mark
from homeward.reading.words import BOTH_SIDES, OUTLET, Kind

_SCOPE_WITHIN = 7  # tokens between the noun and its scope
_MEDIATED_WITHIN = 6  # tokens from a noun of exchange to "with the mediation of", and from there to the mediator
_PROBABLY_OF_THE_WAR = 4  # as many exchanges where no deal is in force and no time is named
_SURELY_OF_THE_WAR = 12  # no year or deal has so many that one would say so without naming it


def ordinals(page: Page, line: Line) -> Iterator[Draft]:
    """The ordinals of a sentence."""
    last: Draft | None = None
    if page.postponed and line.first("cue", "called_off") is not None:
        return
    for amount in line.amounts:
        draft = (
            _bare(page, line, amount)
            or _cardinal(page, line, amount)
            or _number_of(page, line, amount)
            or _times(page, line, amount)
            if not amount.ordinal
            else _ordinal(page, line, amount, last)
        )
        draft = draft or _stage_number(page, line, amount)
        if draft is not None:
            last = draft
            yield draft


def _draft(page: Page, line: Line, i: int, j: int, value: str, rule: str) -> Draft:
    speaker = page.teller(line, i)
    speaker = OUTLET if speaker == BOTH_SIDES else speaker
    draft = Draft(Kind.ORDINAL, line, i, j, speaker, value=value, rules=[rule])
    when = date_near(line, i, j)
    if when is not None and after_the_one(line, j, when.i):
        return draft
    if when is not None and is_past(page, when):
        draft.exchange_date = when.iso
    return draft


def _ordinal(page: Page, line: Line, amount: Amount, last: Draft | None) -> Draft | None:
    noun = noun_of(line, amount.j)
    if noun is None and not line.inflected and line.at("cue", amount.j, "day") is not None:
        return None  # "the fifth day of the truce"
    if not line.inflected and ((amount.value == 1 and line.low(amount.j) == "all") or is_of_a_feast(line, amount.j)):
        return None  # "the first all-female exchange", "the second Easter since the invasion"
    mediated = _through(page, line, amount.j) if noun is None and line.at("cue", amount.j, "mediate") else None
    if mediated is not None and not line.inflected:
        said = f"{amount.value} {mediated.value}-mediated"
        return _draft(page, line, amount.i, mediated.j, said, "ordinal.through")  # "the seventh mediated by the UAE"
    if noun is None:
        scope = scope_behind(page, line, amount.j, amount.j + 3)
        alone = scope is not None and (last is not None or amount.value > 1 or is_said_of_one(line, amount.i))
        return (
            _draft(page, line, amount.i, scope[1], f"{stage_of(scope[0])}{amount.value} {scope[0]}", "ordinal.alone")
            if alone and scope
            else None
        )
    if noun.value == "mediation":
        mediator = _whose(page, line, amount.i)
        return (
            _draft(page, line, amount.i, noun.j, f"{amount.value} {mediator}-mediated", "ordinal.mediation")
            if mediator
            else None
        )
    if noun.value == "stage":
        if line.first("cue", "future", lo=noun.j, hi=min(len(line.tokens), noun.j + 2)) is not None:
            return None  # "the first phase would see 33 hostages freed"
        ahead = line.first("cue", "going_on", "future", lo=noun.j, hi=line.clause(amount.i)[1])
        if (
            not line.inflected
            and ahead is not None
            and line.first("verb", lo=noun.j, hi=ahead.i) is None
            and is_named(line, noun.j, ahead.i)
        ):
            return None  # "the third stage of the swap with Russia will be held on Sunday"
        if line.last("cue", "future", lo=max(0, amount.i - 2), hi=amount.i) is not None:
            return None  # "готовят второй этап"
        if not line.inflected and any(line.low(k) == "due" for k in range(max(0, amount.i - 3), amount.i)):
            return None  # "33 due in the first phase"
        lo, hi = line.clause(amount.i)
        if line.inflected and line.first("cue", "called_off", "postponed", lo=noun.j, hi=hi) is not None:
            return None  # "третий этап так и не начался"
        if not line.inflected and line.at("cue", noun.j + 2, "agreement") and line.first("cue", "terms", lo=lo, hi=hi):
            return None  # "in the first stage of the deal 33 hostages are to be returned"
        if is_older(page, line, amount.i) or is_part_of_a_deal(line, amount.i, noun.j):
            return None
        return _draft(page, line, amount.i, noun.j, f"stage {amount.value} of {deal_name(page)}", "ordinal.stage")
    year = next((w for w in line.whens if amount.j <= w.i < noun.i and w.precision is Precision.YEAR), None)
    if year is not None and line.inflected and is_past(page, date_near(line, amount.i, noun.j)):
        return None  # "первый в 2026 году обмен прошёл 5 февраля": an older one, and not the news
    if year is not None and year.iso is not None:  # "перший цьогорічний обмін"
        return _draft(page, line, amount.i, noun.j, f"{amount.value} in {year.iso}", "ordinal.year")
    scope = scope_behind(page, line, noun.j, noun.j + _SCOPE_WITHIN)
    if scope is not None:
        return _draft(page, line, amount.i, scope[1], f"{amount.value} {scope[0]}", "ordinal.scope")
    before = scope_before(page, line, amount.i) if noun.value == "exchange" else None
    if before is not None:
        return _draft(page, line, amount.i, noun.j, f"{amount.value} {before}", "ordinal.scope_before")
    through = _through(page, line, noun.j)
    if through is not None:
        return _draft(page, line, amount.i, through.j, f"{amount.value} {through.value}-mediated", "ordinal.through")
    if since_other(line, noun.j) or noun.value == "event" or in_months(line, noun.j):
        return None
    if (
        amount.value >= _SURELY_OF_THE_WAR
        or _is_probably_of_the_war(page, line, amount, noun)
        or is_the_one(line, amount.i)
        or (amount.value == 1 and whose_first(line, amount.i))
    ):
        return _draft(page, line, amount.i, noun.j, f"{amount.value} since {war_year(page)}", "ordinal.large")
    return None


def _through(page: Page, line: Line, j: int) -> Mark | None:
    """The mediator behind "the tenth exchange with the mediation of"."""
    near = min(len(line.tokens), j + _MEDIATED_WITHIN)
    mediate = line.first("cue", "mediate", lo=j, hi=near)
    if mediate is None:
        return None
    places = line.all("place", lo=mediate.j, hi=min(len(line.tokens), mediate.j + _MEDIATED_WITHIN))
    named = next((m for m in places if page.world.places[m.value].mediates), None)
    side = page.speaker(line, mediate.i).split(":")[0]
    own = line.last("pronoun", "its", "it", lo=j, hi=mediate.i) is not None and page.mediates(side)
    return named or (mediate._replace(value=side) if own else None)


def _is_probably_of_the_war(page: Page, line: Line, amount: Amount, noun: Mark) -> bool:
    """Whether nothing but the war is there to count: no deal, and no time as in "п'ятий обмін у серпні"."""
    alone = line.inflected and noun.value == "exchange" and noun.i == amount.j and deal_name(page) == UNNAMED
    lo, hi = line.clause(amount.i)
    of_a_time = any(lo <= w.i < hi and w.precision is not Precision.DAY for w in line.whens)
    near = line.first("cue", "span", "since", "mediate", lo=max(lo, amount.i - 3), hi=min(hi, noun.j + 3))
    return alone and amount.value >= _PROBABLY_OF_THE_WAR and not of_a_time and near is None


def _times(page: Page, line: Line, amount: Amount) -> Draft | None:
    """ "The sides have exchanged prisoners 35 times"."""
    times = line.at("cue", amount.j, "times")
    lo, hi = line.clause(amount.i)
    swapped = line.first("verb", "swap", lo=lo, hi=hi) or line.first("exchange", "exchange", lo=lo, hi=hi)
    if times is None or swapped is None or amount.value < 2 or line.first("cue", "casualty", lo=lo, hi=hi) is not None:
        return None
    scope = scope_behind(page, line, times.j, hi)
    said = scope[0] if scope is not None else f"since {war_year(page)}"
    return _draft(page, line, amount.i, times.j, f"{amount.value} {said}", "ordinal.times")


def _number_of(page: Page, line: Line, amount: Amount) -> Draft | None:
    """ "… put the number of exchanges since February 2022 at 72"."""
    lo, hi = line.clause(amount.i)
    many = line.last("cue", "how_many", lo=lo, hi=amount.i)
    noun = line.at("exchange", many.j, "exchange", "mediation") if many is not None else None
    if noun is not None and noun.value == "mediation":
        mediator = _whose(page, line, amount.i)
        said = f"{amount.value} {mediator}-mediated"
        return _draft(page, line, many.i, amount.j, said, "ordinal.number_of") if many and mediator else None
    if many is None or noun is None or any(noun.j <= a.i < amount.i for a in line.amounts):
        return None
    scope = scope_behind(page, line, noun.j, hi)
    said = scope[0] if scope is not None else f"since {war_year(page)}"
    return _draft(page, line, many.i, amount.j, f"{amount.value} {said}", "ordinal.number_of")


def _cardinal(page: Page, line: Line, amount: Amount) -> Draft | None:
    """ "There have been 60 different exchanges since February 2022"."""
    noun = noun_of(line, amount.j) if line.ending("cue", amount.i, "for") is None else None
    if noun is not None and noun.value == "mediation" and amount.value > 1 and noun.i == amount.j:
        mediator = _whose(page, line, amount.i)
        said = f"{amount.value} {mediator}-mediated"
        return _draft(page, line, amount.i, noun.j, said, "ordinal.mediations") if mediator is not None else None
    whole = noun is not None and (noun.value == "exchange" or (line.inflected and noun.j - noun.i > 1))
    if noun is None or not whole or amount.value < 2 or line.low(amount.j) in page.language.not_counted:
        return None  # but "17 раундов обмена", which are exchanges
    scope = scope_behind(page, line, noun.j, noun.j + _SCOPE_WITHIN)
    if scope is not None:
        return _draft(page, line, amount.i, noun.j, f"{amount.value} {scope[0]}", "ordinal.how_many")
    before = scope_before(page, line, amount.i)
    summed = line.first("cue", "in_total", "perfect", *(("cumulative",) if line.inflected else ()))
    total = summed is not None and amount.value >= _SURELY_OF_THE_WAR
    before = before or (f"since {war_year(page)}" if total else None)
    if before is not None:
        return _draft(page, line, amount.i, noun.j, f"{amount.value} {before}", "ordinal.how_many")
    lo, _ = line.clause(amount.i)
    mediated = line.last("cue", "mediate", lo=lo, hi=amount.i) is not None and line.last(
        "cue", "perfect", lo=lo, hi=amount.i
    )
    mediator = _whose(page, line, amount.i) if mediated else None
    if mediator is None:
        return None
    return _draft(page, line, amount.i, noun.j, f"{amount.value} {mediator}-mediated", "ordinal.how_many")


def _stage_number(page: Page, line: Line, amount: Amount) -> Draft | None:
    """ "Stage nine of the swap"."""
    noun = line.ending("exchange", amount.i, "stage")
    if noun is None or amount.ordinal or any(a.ordinal and a.j == noun.i for a in line.amounts):
        return None
    return _draft(page, line, noun.i, amount.j, f"stage {amount.value} of {deal_name(page)}", "ordinal.stage_number")


def _bare(page: Page, line: Line, amount: Amount) -> Draft | None:
    """ "67 обмін": a noun in the singular makes a number an ordinal, where a count would need a plural."""
    noun = line.at("exchange", amount.j, "exchange", "stage") if line.inflected and not amount.ordinal else None
    if noun is None or amount.value % 10 == 1 or not line.tokens[amount.j].form.cases >= {"nomn", "accs"}:
        return None
    word = line.tokens[amount.j]
    if "gent" in word.form.cases or word.low not in word.form.lemmas:
        return None  # "три дні обміну": a plural counts them
    return _ordinal(page, line, amount._replace(ordinal=True), None)


def _whose(page: Page, line: Line, i: int) -> str | None:
    """Whose mediation: the speaker's, or that of the last country named that mediates."""
    label = page.speaker(line, i).split(":")[0]
    if page.mediates(label):
        return label
    for other in reversed(page.lines[: line.index + 1]):
        for mark in other.all("place"):
            if page.world.places[mark.value].mediates and not other.at("party", mark.i):
                return mark.value
    return None
