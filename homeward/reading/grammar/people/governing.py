"""What happened to a counted group: the verb that governs it, who did it, where from and where to.

1. A verb right before the count governs it ("got 270 soldiers"); else the verb whose subject it is ("390 prisoners
   had returned"); else the last verb before it; else the next one after it.
2. A clause without a verb leans on the clause before it ("held their first swap: ten prisoners for ten soldiers").
3. A noun of exchange governs where there is no verb ("84 prisoners each in a new swap").
"""

from dataclasses import dataclass

from homeward.reading.grammar.people.groups import Counted
from homeward.reading.grammar.people.understood import FIGURE
from homeward.reading.grammar.words.cases import doer, is_given_to, is_subject
from homeward.reading.grammar.words.lines import Line
from homeward.reading.grammar.words.phrases import Mark

_OBJECT_WITHIN = 2  # tokens between a verb and its object at most
_ANYWHERE = {
    "count.in_exchange",
    "count.outside",
    "count.in_total",
    "count.swap_of",
    "count.pair_got",
    "count.pair_given",
}  # they name the exchange themselves
_OF = {"of", "about"}  # behind a verb of saying: what is spoken of
_PUT = {"put", "puts", "estimated", "estimates"}
_ASIDE_WITHIN = 6  # tokens of "who were in mortal danger in captivity"
_REFUSED_WITHIN = 2  # tokens from "refused" to the count that is refused
_SUBJECT_WITHIN = 12  # tokens between a subject and its verb at most


@dataclass(frozen=True, slots=True)
class Frame:
    """A counted group and what governs it: a verb, a noun of exchange, or a word of harm or captivity."""

    group: Counted
    verb: Mark
    before: bool  # the verb stands before the group


def frame(group: Counted, groups: list[Counted]) -> Frame | None:
    """Find what governs *group*; *groups* are all those of the same sentence."""
    line = group.line
    lo, hi = line.clause(group.number)
    event = _event_of(group)
    if event is not None and line.last("verb", lo=lo, hi=event.i) is None:
        return Frame(group, event, before=True)  # "the ministry announced an exchange of 190 soldiers: 95 returned"
    found = _governor(group, groups, lo, hi)
    if found is None:
        at = next((n for n, c in enumerate(line.clauses) if c == (lo, hi)), 0)
        for back in range(at - 1, -1, -1):
            mark = _last(groups, line, *line.clauses[back]) if back >= 0 else None
            found = found or (Frame(group, mark, before=True) if mark is not None else None)
        if found is None and at + 1 < len(line.clauses) and line.at("cue", line.clauses[at + 1][0], "and") is None:
            mark = _first(groups, line, *line.clauses[at + 1])
            found = Frame(group, mark, before=False) if mark is not None else None
    if found is None:
        anywhere = (
            line.heading
            or group.pair
            or _is_given_for(group, groups)
            or group.rule in _ANYWHERE
            or line.first("cue", "listed", hi=group.j) is not None
        )
        mark = line.first("exchange", "exchange", hi=None if anywhere else group.i) or line.first("cue", "agreement")
        mark = mark or (line.first("cue", "framework") if group.pair else None)
        if mark is None and (group.rule == "count.running_to" or line.inflected):
            mark = line.last("cue", "running", hi=group.i)
        found = Frame(group, mark, before=mark.i < group.i) if mark is not None else None
    ahead = line.ending("cue", group.i, "future") if found is None and not line.inflected else None
    if ahead is not None and line.low(ahead.j - 1) in {"preparing", "prepares"}:
        return Frame(group, ahead._replace(group="verb", value="free"), before=True)  # "was preparing 42 prisoners"
    if found is None and group.rule == FIGURE:
        return Frame(group, Mark("verb", "return", group.i, group.i), before=True)
    listed = line.last("cue", "listed", hi=group.i) if found is None else None
    if listed is not None:
        return Frame(
            group, listed._replace(group="verb", value="free"), before=True
        )  # "the lists include 1,200 people"
    refused = line.last("cue", "stays", lo=max(lo, group.i - _REFUSED_WITHIN), hi=group.i) if line.inflected else None
    if found is None and refused is not None and line.ending("cue", group.i, "from") is not None:
        return Frame(group, refused._replace(group="verb", value="receive"), before=True)  # "отказался от 1000 пленных"
    waits = line.first("cue", "waits", lo=group.j, hi=hi) if found is None and line.inflected else None
    if waits is not None:
        return Frame(group, waits._replace(group="verb", value="go"), before=False)  # "1212 тел ждут у границы"
    if found is None and line.inflected and line.low(group.i - 1) in {"—", "–"}:  # "Сьогодні — 390 людей"
        day = next((w for w in line.whens if w.j == group.i - 1), None)
        found = Frame(group, Mark("exchange", "exchange", day.i, day.j), before=True) if day is not None else None
    spoken = line.ending("speech", group.i, "say") if found is None and not line.inflected else None
    if spoken is None and found is None and line.low(group.i - 1) == "at" and not line.inflected:
        put = line.last("speech", "say", lo=max(lo, group.i - _ASIDE_WITHIN), hi=group.i)
        if put is not None and line.low(put.i) in _PUT:  # "Moscow put the number at 250 from each side"
            return Frame(group, put._replace(group="verb", value="swap" if group.each else "return"), before=True)
    if spoken is not None and line.low(spoken.j - 1) in _OF:  # "the ministry spoke of 22 wounded Ukrainian soldiers"
        found = Frame(group, spoken._replace(group="verb", value="return"), before=True)
    if found is None and line.inflected and (about := line.ending("cue", group.i, "that")) is not None:
        dashed = line.low(about.i - 1) in {"—", "–"}  # "Минобороны сообщило о 75 военных, штаб — о 75 украинцах"
        said = (
            line.last("speech", "say", hi=about.i) if dashed else line.ending("speech", about.i, "say")
        )  # "росіяни кажуть про 248 своїх військових"
        found = Frame(group, said._replace(group="verb", value="return"), before=True) if said is not None else None
    if found is None and (moved := line.first("adjective", "moved", lo=max(0, group.i - 1), hi=group.j)) is not None:
        found = Frame(group, moved._replace(group="verb", value="return"), before=False)  # "106 повернутих військових"
    return found


def _is_given_for(group: Counted, groups: list[Counted]) -> bool:
    """Whether people of one side stand against those of the other: "116 Ukrainians for 63 Russians"."""
    line = group.line
    return not line.inflected and any(
        group.people and other.people and group.people != other.people and one.j == two.i - 1
        and line.ending("cue", two.i, "for") is not None
        for other in groups
        for one, two in ((group, other), (other, group))
    )  # fmt: skip


def _event_of(group: Counted) -> Mark | None:
    """The exchange that a count is the size of: "an exchange of 190 soldiers"."""
    of = group.line.ending("cue", group.i, "of") if not group.line.inflected and group.value else None
    return group.line.ending("exchange", of.i, "exchange") if of is not None else None


def _is_verb(mark: Mark) -> bool:
    return mark.group == "verb" or (mark.group == "cue" and mark.value in {"casualty", "held", "held_by"})


def _last(groups: list[Counted], line: Line, lo: int, hi: int) -> Mark | None:
    return next(reversed(_verbs(groups, line, lo, hi)), None)


def _won(groups: list[Counted], line: Line, lo: int, verb: Mark) -> Mark:
    """The "secured" of "secured the release of 215 people": who wins a release gets the people."""
    before = _last(groups, line, lo, verb.i)
    near = before is not None and before.value == "receive" and verb.i - before.j <= _OBJECT_WITHIN
    return before if before is not None and near else verb


def _verbs(groups: list[Counted], line: Line, lo: int, hi: int) -> list[Mark]:
    """The verbs of some tokens, but not "injured" of "46 injured soldiers"."""
    verbs = [m for m in line.marks if lo <= m.i and m.j <= hi and _is_verb(m)]
    return [m for m in verbs if not any(g.i <= m.i < g.j for g in groups)]


def _first(groups: list[Counted], line: Line, lo: int, hi: int) -> Mark | None:
    """The first verb that can govern; "held by" and "who were captured" only describe where another verb follows."""
    verbs = _verbs(groups, line, lo, hi)
    return next((m for m in verbs if not _describes(line, m)), verbs[0] if verbs else None)


def _describes(line: Line, mark: Mark) -> bool:
    if mark.group != "cue":
        return False
    if mark.value == "held_by":
        return True
    relative = line.last("cue", "relative", lo=max(0, mark.i - _ASIDE_WITHIN), hi=mark.i)
    return relative is not None and line.first("verb", lo=relative.j, hi=mark.i) is None


def _governor(group: Counted, groups: list[Counted], lo: int, hi: int) -> Frame | None:
    line = group.line
    left, right = _last(groups, line, lo, group.i), _first(groups, line, group.j, hi)
    if left is not None and right is not None and _opens_anew(line, left, group, right):
        return Frame(group, right, before=False)
    gap_left = _gap(groups, left.j, group.i) if left is not None else None
    gap_right = _gap(groups, group.j, right.i) if right is not None else None
    if left is not None and right is not None and not line.inflected and _has_its_own(line, group, right):
        return Frame(group, right, before=False)
    if left is not None and gap_left is not None and gap_left <= _OBJECT_WITHIN:
        return Frame(group, _won(groups, line, lo, left), before=True)
    if left is not None and right is not None and _describes(line, right):
        right = None
    nearer = gap_right is not None and (gap_left is None or gap_right <= gap_left)
    if right is not None and nearer and _is_subject(line, group.j, right):
        return Frame(group, right, before=False)
    if left is not None:
        return Frame(group, _won(groups, line, lo, left), before=True)
    return Frame(group, right, before=False) if right is not None else None


def _opens_anew(line: Line, left: Mark, group: Counted, right: Mark) -> bool:
    """Whether "and" parts a count with a verb of its own from what stands before: "most are ill and 76 are back"."""
    joined = line.ending("cue", group.i, "and")
    ends = (
        joined is not None and not line.inflected and left.j in {joined.i, joined.i - 1} and line.low(joined.i) == "and"
    )
    behind = right.i - (line.low(right.i - 1) in {"also", "now", "already"})
    told = right.i == group.j or line.ending("cue", behind, "be", "auxiliary", "perfect") is not None
    return (
        ends
        and told
        and left.value in {"casualty", "held", "held_by", "return", "free", "go"}
        and (behind - group.j <= _OBJECT_WITHIN)
    )


def _has_its_own(line: Line, group: Counted, right: Mark) -> bool:
    """Whether a verb follows behind a comma and a count: "offered 3,000, some 7,000 having been given already"."""
    helps = line.low(group.j) in {"having", "being", "were", "was"}
    return helps and line.low(group.i - 1) == "," and right.i - group.j <= _OBJECT_WITHIN


def _gap(groups: list[Counted], i: int, j: int) -> int:
    """Tokens from *i* to *j* that belong to no counted group."""
    return sum(not any(g.i <= k < g.j for g in groups) for k in range(i, j))


def _is_subject(line: Line, i: int, verb: Mark) -> bool:
    if verb.i - i > _SUBJECT_WITHIN:
        return False
    return all(_is_oblique(line, m.i) for m in line.all("party", lo=i, hi=verb.i))


def agent(found: Frame) -> str | None:
    """The party that does what the verb says: named before an active verb, or by whom after a passive one."""
    line, verb = found.group.line, found.verb
    if line.inflected:
        return doer(line, verb, *line.clause(verb.i))
    if not found.before:
        link = line.first("cue", "relative", "beyond", lo=found.group.j, hi=found.group.j + 2)
        who = line.at("party", link.j) if link is not None else None
        if who is not None and who.j <= verb.i:
            return who.value  # "the 157 people whom Ukraine got back"
        by = line.at("cue", verb.j, "by")
        party = line.at("party", by.j) if by is not None else None
        return party.value if party is not None else None
    lo, _ = line.clause(verb.i)
    for mark in reversed(list(line.all("party", lo=lo, hi=verb.i))):
        if line.low(mark.j) == "'s" or line.at("office", mark.j) is not None:
            continue
        if _is_oblique(line, mark.i) or line.ending("verb", mark.i, "give") is not None:
            continue
        joined = line.ending("cue", mark.i, "and")
        return None if joined is not None and line.ending("party", joined.i) is not None else mark.value
    owner = line.at("party", lo)
    own = owner is not None and line.low(owner.j) == "'s" and line.at("office", owner.j + 1) is not None
    return owner.value if owner is not None and own else None  # "Israel's Prison Service was preparing 42 prisoners"


def _is_oblique(line: Line, i: int) -> bool:
    """Whether a preposition, and perhaps an article, stands before token *i*: no subject starts there."""
    if line.inflected:
        return not is_subject(line, i)
    article = line.ending("cue", i, "article")
    first = article.i if article is not None else i
    return line.ending("cue", first, "preposition", "from", "to", "of", "for", "territory") is not None


def beside(group: Counted, groups: list[Counted]) -> str | None:
    """The party right before a count whose verb is left out: "Russia got 20 civilians, and Ukraine 30"."""
    line = group.line
    dash = line.low(group.i - 1) in {"—", "–", "-"}
    party = line.ending("party", group.i - dash)
    if party is not None and not _is_oblique(line, party.i) and line.ending("verb", party.i, "give") is None:
        return party.value
    before = next((g for g in groups if line.ending("cue", group.i, "and") is not None and g.j == group.i - 1), None)
    return beside(before, groups) if before is not None else None


def aim_before_dash(group: Counted) -> str | None:
    """The goal whose verb is left out: "в Германию отправились 13, в США — трое", "… 1000 тел, Москве — 30"."""
    line = group.line
    dashed = group.rule == "count.after_dash" or (line.inflected and line.low(group.i - 1) in {"—", "–"})
    party = line.ending("party", group.i - 1) if dashed else None
    if line.inflected and group.rule == "count.after_party":
        party = line.ending("party", group.i)  # "Украине вернули 909, России 41"
    if party is None:
        return _aim_after_dash(group) if line.inflected else None
    return party.value if line.ending("cue", party.i, "to") is not None or is_given_to(line, party) else None


def _aim_after_dash(group: Counted) -> str | None:
    """The goal behind a dash: "дети отправились на Украину, один ребёнок — в Россию"."""
    line = group.line
    to = line.at("cue", group.j + 1, "to") if line.low(group.j) in {"—", "–"} else None
    party = line.at("party", to.j) if to is not None else None
    return party.value if party is not None else None


def is_passive(found: Frame) -> bool:
    """Whether something is done to the subject: "was given"."""
    line, i = found.group.line, found.verb.i
    i -= not line.inflected and line.low(i - 1) in {"also", "then", "finally", "later", "all"}
    return line.ending("cue", i, "be") is not None


def is_done_by_both(found: Frame) -> bool:
    """Whether two parties are the subject: "Russia and Ukraine freed more than 400 prisoners"."""
    line, verb = found.group.line, found.verb
    if line.inflected or not found.before or verb.group != "verb":
        return False
    lo, _ = line.clause(verb.i)
    last = line.last("party", lo=lo, hi=verb.i)
    joined = line.ending("cue", last.i, "and") if last is not None else None
    return joined is not None and line.ending("party", joined.i) is not None and line.low(joined.i) == "and"


def is_given(found: Frame) -> bool:
    """Whether the subject is given the group: "Ukraine was given 175 bodies"."""
    line, verb = found.group.line, found.verb
    be = line.ending("cue", verb.i, "be")
    has = line.ending("cue", be.i, "auxiliary") if be is not None and not line.inflected else None  # "has been given"
    first = has or be
    return found.before and verb.value == "give" and first is not None and line.ending("party", first.i) is not None
