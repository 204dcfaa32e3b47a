"""What kind of claim a counted group makes: done, part of what was done, older, planned, agreed, or a running total.

1. Harm and captivity are no claims, whatever is counted.
2. *Agreed*: the count is what the sides agreed to, or what a deal covers; "under the deal" alone changes nothing.
3. *Running total*: ``running`` says.
4. *Planned*: "will", "are to be", "promised", "a list of", before the count or its verb. An operation that has begun
   is under way for its sum, and a plan for the number that each side is to reach.
5. *Older*: "previous", "earlier", or a date before that of the event.
6. *Part*: "of them", "including", ranks and sexes after a larger count.
7. Otherwise people were moved.
"""

from homeward.reading.grammar.people.governing import Frame
from homeward.reading.grammar.people.groups import Counted
from homeward.reading.grammar.words.lines import Line
from homeward.reading.grammar.words.phrases import Mark
from homeward.reading.grammar.words.tokens import Sort
from homeward.reading.words import Category

RANK_OR_SEX = "kind.part.rank_or_sex"  # the rule of ranks and sexes after a larger count
OF_A_LIST = "kind.part.of_a_list"  # the rule of parts behind a colon
AGREED_TO = "kind.agreed.to"  # the rule of what the sides agreed to do
_AGREED_WITHIN = 6  # tokens from "N for N" to "about which they agreed"
_DENIED_WITHIN = 3  # tokens of "reports" or "media claims" between a denial and its "that"
_UNDER_WITHIN = 7  # tokens of "under the first phase of the"
_QUOTES = {"«", "“", "„", '"'}
_NOT = {"не", "ні"}
_PLEDGED = {"pledged", "undertook", "committed", "promised"}
_REPORTED = {"повідомлялося", "повідомлялось", "сообщалось", "сообщалося", "писали", "повідомляли", "сообщали"}
_ABOUT = {"йдеться", "ідеться", "мова", "йшлося", "речь", "говорится"}
_ABOUT_WITHIN = 3  # tokens of "йдеться про", "речь идет о"
_THEN = {"тогда", "тоді"}  # of the older event, whoever speaks of it
_NEWS_WITHIN = 6  # tokens from "the latest exchange" to "has brought"
_OPENS = 2  # tokens that "a day after" may open a sentence with: "A day after the talks, 300 came home"
BEGUN = "kind.planned.begun"  # the rule of an operation that is under way

RANKS_AND_SEXES = {
    Category.WOMEN, Category.MEN, Category.OFFICERS, Category.PRIVATES_AND_SERGEANTS, Category.CHILDREN,
}  # fmt: skip


def is_harm(found: Frame) -> bool:
    """Whether the group was hurt, or is held, rather than moved."""
    return found.verb.group == "cue" and found.verb.value in {"casualty", "held", "held_by"}


def is_still_held(found: Frame) -> bool:
    """Whether the group is said to be in captivity now: "30 of them remain there", but "70 were captured in May"."""
    line, verb = found.group.line, found.verb
    return (
        not line.inflected
        and not found.before
        and line.low(verb.j - 1) in {"remain", "remains", "held"}
        and (line.low(verb.i) in {"remain", "remains", "are", "is", "still"})
    )


def is_owned(group: Counted) -> bool:
    """Whether the group is in somebody's hands: "у Киева около 1300 российских пленных"."""
    line = group.line
    owner = line.last("cue", "owner", lo=line.clause(group.number)[0], hi=group.i)
    party = line.at("party", owner.j) if owner is not None else None
    return party is not None and line.first("verb", lo=party.j, hi=group.i) is None


def is_denied(line: Line, group: Counted) -> bool:
    """Whether somebody denies the move: "he denied reports that 1,000 prisoners had been returned"."""
    denial = line.last("cue", "denial", hi=group.i) if not line.inflected else None
    that = line.first("cue", "relative", lo=denial.j, hi=group.i) if denial is not None else None
    return that is not None and denial is not None and that.i - denial.j <= _DENIED_WITHIN


def is_agreed(found: Frame) -> str | None:
    """The rule by which the count is part of a deal's terms, or None."""
    group, line = found.group, found.group.line
    if is_agreed_pair(line, group):
        return "kind.agreed.pair"
    lo, _ = line.clause(group.number)
    if line.inflected and line.at("cue", group.number + 1, "agreement") is not None:
        return AGREED_TO  # "1200 согласованных к обмену военнопленных"
    deal = line.last("cue", "agreement", lo=0, hi=group.i)
    if deal is None:
        if _both_pledge(found) or _is_agreed_behind(found):
            return AGREED_TO
        return "kind.agreed.terms" if _are_terms(found) or _are_in_all(found) else None
    under = _is_under(line, deal)
    if deal.i < lo and not _only_which(line, deal.j, lo):
        return None
    if _is_agreeing(line, deal):
        swapped = found.verb.value == "swap" or found.verb.group == "exchange"
        paired = line.inflected and group.pair and found.verb.group != "verb"  # "договорились о формуле «500 на 500»"
        return AGREED_TO if swapped or paired or _both_agree(line, deal) else None
    terms = line.first("cue", "terms", lo=deal.j, hi=found.verb.i if found.before else max(group.j, found.verb.j))
    if under and terms is not None and found.verb.group == "verb":
        return "kind.agreed.terms"
    if under and group.pair and "futr" in line.traits(found.verb):
        return "kind.agreed.terms"  # "за женевскими договоренностями обменяют 500 на 500"
    if line.low(group.i - 1) == "with" and line.at("cue", group.j, "future") is not None:
        return "kind.agreed.terms"  # "a swap had been agreed, with 1,200 people to be handed over by each side"
    if not line.inflected and not under and found.verb.i == deal.j + 1 and line.low(deal.j) == "to":
        return "kind.agreed.content"  # "announced an agreement to release 1,200 people"
    content = line.last("cue", "content", lo=deal.j, hi=group.i)
    if content is not None and line.low(content.i) == "on" and (content.i != deal.j or group.i > content.j):
        content = None  # "a deal on 1,000 people", but "agreements on the release of" and "agreed … on Friday"
    if content is not None and not (under and deal.i >= lo and line.at("cue", content.i, "for") is not None):
        return "kind.agreed.content"
    return None


def _is_agreed_behind(found: Frame) -> bool:
    """Whether an exchange of so many is said to be agreed: "a swap of 1,200 from each side had been agreed"."""
    group, line = found.group, found.group.line
    _, hi = line.clause(group.number)
    agreed = line.first("cue", "agreement", lo=group.j, hi=hi)
    if line.inflected or agreed is None or found.verb.group != "exchange" or not line.low(agreed.j - 1).endswith("ed"):
        return False
    been = line.ending("cue", agreed.i, "be") is not None or agreed.j - agreed.i > 1
    return been and line.first("verb", lo=group.j, hi=agreed.i) is None


def _both_pledge(found: Frame) -> bool:
    """Whether both sides pledged at their talks: "at the meeting in Istanbul the two pledged to swap 1,000 each"."""
    group, line = found.group, found.group.line
    lo, _ = line.clause(group.number)
    pledged = next((k for k in range(lo, group.i) if line.low(k) in _PLEDGED), None)
    if line.inflected or pledged is None or found.verb.value != "swap":
        return False
    both = line.last("pronoun", "they", lo=lo, hi=pledged) is not None or line.low(pledged - 1) in {"two", "both"}
    return both and line.first("cue", "negotiation", hi=pledged) is not None


def _are_terms(found: Frame) -> bool:
    """Whether a deal stands behind what is to be done by it: "in all 887 are to be freed under the deal"."""
    group, line = found.group, found.group.line
    lo, hi = line.clause(group.number)
    deal = line.first("cue", "agreement", lo=found.verb.j, hi=hi)
    terms = line.first("cue", "terms", lo=lo, hi=found.verb.i)
    told = terms is not None and deal is not None and found.verb.group == "verb" and not line.inflected
    return told and deal is not None and _is_under(line, deal)


def _are_in_all(found: Frame) -> bool:
    """Whether it is told how many are to go in all: "Overall Hamas is to free at least 50 hostages"."""
    group, line = found.group, found.group.line
    lo, _ = line.clause(group.number)
    if line.inflected or line.at("cue", lo, "in_total") is None or found.verb.group != "verb":
        return False
    return any(line.low(k) in {"is", "are"} and line.low(k + 1) == "to" for k in range(lo, max(group.i, found.verb.i)))


def is_agreed_pair(line: Line, group: Counted) -> bool:
    """Whether "N for N" is said of a deal, as in "the 1,000-for-1,000 deal was struck", «домовленості 1000 на 1000»."""
    hi = min(len(line.tokens), group.j + (_AGREED_WITHIN if line.inflected else 4))
    first = group.i - (line.low(group.i - 1) in _QUOTES)
    before = line.inflected and line.ending("cue", first, "agreement") is not None
    return group.pair and (before or line.first("cue", "agreement", lo=group.j, hi=hi) is not None)


def _is_agreeing(line: Line, deal: Mark) -> bool:
    if line.at("cue", deal.i, "agreeing") is None or _is_participle(line, deal.i):
        return False
    return line.ending("cue", deal.i, "be") is None


def _is_participle(line: Line, i: int) -> bool:
    """Whether "agreed" describes what stands before it: "the operation, agreed in Geneva, freed 500"."""
    if line.inflected or line.at("cue", i + 1, "to") is not None:
        return False
    return line.low(i - 1) == "," or line.ending("exchange", i) is not None


def _both_agree(line: Line, deal: Mark) -> bool:
    lo, _ = line.clause(deal.i)
    two = not line.inflected and any(line.low(k) == "two" and line.low(k - 1) == "the" for k in range(lo, deal.i))
    return two or line.first("pronoun", "they", lo=lo, hi=deal.i) is not None


def _is_under(line: Line, deal: Mark) -> bool:
    return line.last("cue", "under_deal", lo=max(0, deal.i - _UNDER_WITHIN), hi=deal.i) is not None


def _only_which(line: Line, i: int, lo: int) -> bool:
    """Whether the clause of the count is "…, which is to free N", said of the deal before."""
    return line.at("cue", lo, "relative") is not None and not any(
        m.group == "verb" for m in line.marks if i <= m.i < lo
    )


def is_planned(found: Frame) -> str | None:
    """The rule by which the move is still to come, or None."""
    group, line = found.group, found.group.line
    lo, hi = line.clause(group.number)
    lo = min(lo, found.verb.i) if found.before else lo
    hi = found.verb.j if not found.before else group.i
    owned = line.ending("pronoun", group.i, "its") is not None
    if owned and not found.before and found.verb.value in {"receive", "go"}:
        return None  # "its 101 servicemen would get treatment": they are back
    if line.first("cue", "handover_point", lo=lo, hi=line.clause(group.number)[1]) is not None:
        return "kind.planned.brought"  # "привезли 1212 тіл на пункт обміну"
    agreeing = line.last("cue", "agreeing", lo=lo, hi=group.i)
    if agreeing is not None and line.inflected and line.ending("cue", agreeing.i, "relative") is not None:
        agreeing = None  # "по обмену, о котором условились в Стамбуле, вернулись 185"
    if agreeing is not None and not _is_participle(line, agreeing.i) and found.verb.group == "verb" and found.before:
        return "kind.planned.agreed"
    begun = line.first("cue", "begun", lo=lo, hi=hi)
    aside = begun is not None and line.inflected and line.ending("cue", begun.i, "relative") is not None
    if begun is not None and not aside and any(line.at("cue", k, "to") for k in range(begun.j, group.i)):
        return BEGUN
    if line.first("cue", "future", lo=lo, hi=max(hi, group.j)) is not None or _is_deed_to_come(found):
        return "kind.planned.future"
    if line.inflected and found.verb.group == "verb" and line.low(found.verb.i - 1) in _NOT:
        return "kind.planned.not_done"
    if line.inflected and found.before and _is_spoken_of(line, found.verb):
        return "kind.planned.spoken_of"
    refused = line.last("cue", "stays", lo=lo, hi=hi) if found.verb.group == "verb" and not line.inflected else None
    if refused is not None and line.low(refused.j - 1) == "to" and found.verb.i - refused.j <= 1:
        return "kind.planned.refused"  # "had refused to take back 1,000 captives"
    if found.verb.group == "exchange" and _is_yet_to_be(line, group):
        return "kind.planned.future"
    if line.first("cue", "listed", lo=lo, hi=group.j) is not None:
        return "kind.planned.listed"
    if line.last("cue", "postponed", lo=lo, hi=group.i) is not None:
        return "kind.planned.called_off"
    if found.verb.group == "verb" and line.traits(found.verb) == {"infn"} and not _is_managed(line, found.verb, lo):
        return "kind.planned.infinitive"
    if found.verb.group == "exchange" or found.verb.value == "swap":
        _, end = line.clause(group.number)
        if line.first("cue", "called_off", lo=lo, hi=end) is not None:
            return "kind.planned.called_off"
    return None


def _is_deed_to_come(found: Frame) -> bool:
    """Whether a deed told by a noun is to come: "возвращение 30 жителей намечено на 28 июня"."""
    group, line, verb = found.group, found.group.line, found.verb
    if not line.inflected or verb.group != "verb" or not found.before or line.traits(verb):
        return False
    _, hi = line.clause(group.number)
    return bool(line.cases(verb)) and line.first("cue", "future", lo=group.j, hi=hi) is not None


def _is_spoken_of(line: Line, deed: Mark) -> bool:
    """Whether a deed is what a deal or talks are about: "домовленості активують; йдеться про звільнення 1200"."""
    about = any(line.low(k) in _ABOUT for k in range(max(0, deed.i - _ABOUT_WITHIN), deed.i))
    return about and not line.traits(deed) and line.first("cue", "agreement", "negotiation", hi=deed.i) is not None


def _is_yet_to_be(line: Line, group: Counted) -> bool:
    """Whether an exchange is said to be still to come, behind its count: "a swap of 1,000 a side has yet to happen"."""
    _, hi = line.clause(group.number)
    future = line.first("cue", "future", lo=group.j, hi=hi)
    return future is not None and line.first("cue", "event_done", lo=group.j, hi=future.i) is None


def _is_managed(line: Line, verb: Mark, lo: int) -> bool:
    """Whether an infinitive is of something done: "вдалося повернути", "допомогли звільнити"."""
    return line.last("cue", "managed", lo=min(lo, line.clause(verb.i)[0]), hi=verb.i) is not None


def is_older(line: Line, group: Counted) -> bool:
    """Whether the sentence says that it speaks of an earlier exchange."""
    lo, hi = line.clause(group.number)
    if not line.inflected and (ago := line.first("cue", "previous", lo=group.j, hi=hi)) is not None:
        said = line.ending("speech", ago.i, "say") or line.first("exchange", lo=ago.j, hi=hi)
        if said is None and line.low(ago.i) == "earlier" and line.low(ago.j) in {"in", "this", "."}:
            return True  # "Ukraine had received 2,412 bodies earlier in the week"
    if line.inflected and line.at("cue", 0, "previous") is not None and line.low(1) in _REPORTED:
        return True  # "Раніше повідомлялося, що 207 повернулися"
    colon = next((k for k in range(lo) if line.low(k) == ":"), 0) if line.inflected else 0
    return earlier(line, lo, group.i) or (colon > 0 and _last_was(line, 0, colon))


def _last_was(line: Line, lo: int, hi: int) -> bool:
    """Whether words tell when the exchange before was: "последний был 29 января", "прошлый прошёл в августе"."""
    for mark in line.all("cue", "last", "previous", lo=lo, hi=min(hi, lo + _OPENS)):
        if mark.j < len(line.tokens) and (line.at("cue", mark.j, "be", "event_done") is not None):
            return True
    return False


def is_told_after(line: Line, group: Counted) -> bool:
    """Whether a count is of the day before the news: "300 came home, a day after the first 200 crossed"."""
    after = line.last("cue", "day_after", hi=group.i)
    between = after is not None and any(after.j <= a.i < group.number and not a.ordinal for a in line.amounts)
    return after is not None and after.i > _OPENS and not between


def earlier(line: Line, lo: int, hi: int) -> bool:
    """Whether tokens *lo* to *hi* speak of an earlier exchange: "previously", "the last swap", but no earlier deal."""
    for mark in line.all("cue", "previous", lo=lo, hi=hi):
        said_earlier = line.first("speech", "say", lo=mark.j, hi=hi) is not None  # "Earlier the ministry said …"
        said_earlier = said_earlier and line.low(mark.i) not in _THEN
        said_earlier = said_earlier or (not line.inflected and line.ending("speech", mark.i, "say") is not None)
        if not said_earlier and line.at("cue", mark.j, "agreement", "negotiation") is None:
            return True
    if line.inflected and _last_was(line, lo, hi):
        return True
    for mark in line.all("cue", "last", lo=lo, hi=hi):
        if line.low(mark.i) == "latest" and line.first("verb", lo=lo, hi=mark.i) is not None:
            continue  # "84 came home in the latest swap": the news
        if (
            line.low(mark.i) == "latest"
            and line.first("cue", "perfect", lo=mark.j, hi=mark.j + _NEWS_WITHIN) is not None
        ):
            continue  # "the latest exchange with Russia has brought back 45"
        if not line.inflected and any(a.ordinal and a.j == mark.i - 1 for a in line.amounts):
            continue  # "the third and last stage of the exchange"
        if any(line.at("exchange", k, "exchange", "event") is not None for k in range(mark.j, mark.j + 4)):
            return True
    return False


def _is_spelled_out(line: Line, group: Counted) -> bool:
    """Whether a colon stands between a larger count and this one, of two at least: "116 people: 87 soldiers, two …"."""
    colon = max((k for k in range(group.i) if line.tokens[k].text == ":"), default=0)
    before = [a.value for a in line.amounts if a.j <= colon and not a.ordinal]
    after = [a for a in line.amounts if a.i > colon and not a.ordinal]
    return bool(before) and len(after) > 1 and max(before) > group.value and not group.each


def _among_behind(line: Line, group: Counted) -> bool:
    """Whether "among those freed" closes a list: "with seven people from Donetsk and two from Luhansk among them"."""
    _, hi = line.clause(group.number)
    among = line.first("cue", "part", lo=group.j, hi=hi)
    told = among is not None and line.low(among.i) == "among" and line.ending("cue", among.i, "and") is None
    between = range(group.j, among.i) if among is not None else range(0)
    listed = all(line.tokens[k].sort is not Sort.SIGN for k in between)
    return told and listed and among is not None and line.first("verb", lo=group.j, hi=among.i) is None


def is_part(found: Frame) -> str | None:
    """The rule by which the group is part of another, or None."""
    group, line = found.group, found.group.line
    if group.partitive:
        return "kind.part.of_them"
    lo, _ = line.clause(group.number)
    including = line.last("cue", "part", lo=lo, hi=group.i)
    against = line.ending("cue", group.i, "for", "in_return") is not None  # "fighters, including commanders, for 55 …"
    apart = including is None or against or line.first("verb", lo=including.j, hi=group.i) is not None
    if not apart and including is not None and including.j >= group.i - 1 and line.low(group.i - 1) == "the":
        apart = including.value == "part" and line.low(including.i) == "among"  # "26 were among the 150 people"
    if not apart and group.rule != "count.then_goal":
        return "kind.part.including"
    if not line.inflected and _among_behind(line, group):
        return "kind.part.including"
    if group.category in RANKS_AND_SEXES:
        return RANK_OR_SEX
    if _is_spelled_out(line, group):
        return OF_A_LIST
    return None
