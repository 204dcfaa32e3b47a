"""Where the goal and the source of a group stand: in the words of its own deed, up to those of the next."""

from homeward.reading.grammar.people.governing import Frame
from homeward.reading.grammar.people.groups import Counted
from homeward.reading.grammar.words.cases import is_receiver, is_subject, receiver
from homeward.reading.grammar.words.lines import Line
from homeward.reading.grammar.words.phrases import Mark

_DEED_WITHIN = 4  # tokens between "and" and the verb of what it adds


def reach(found: Frame, groups: list[Counted]) -> tuple[int, int]:
    """The tokens in which the goal or source of a group stands: around it, up to the next group's verb."""
    line, group = found.group.line, found.group
    lo, hi = line.clause(group.number)
    if line.at("cue", group.j + (line.low(group.j) == ","), "relative") is not None:
        hi = len(line.tokens)  # "1,003 bodies, which the other side says are those of soldiers, were returned to …"
    for other in groups:
        if other.number > group.number:
            between = list(line.all("verb", lo=group.j, hi=other.i))
            aimed = line.first("cue", "to", lo=group.j, hi=other.i)
            if (between or aimed is not None) and other.i < hi:
                hi = other.i
        elif other.number < group.number and (verb := line.last("verb", lo=other.j, hi=group.i)) is not None:
            own = not found.before and line.ending("cue", group.i, "and") is not None  # "… and 57 were received"
            lo = max(lo, line.clause(verb.i)[0], other.j) if line.inflected else max(lo, group.i if own else verb.i)
    same = line.first("cue", "same_number", "similar_number", lo=group.j, hi=hi)
    hi = hi if same is None else same.i
    if not line.inflected:
        lo, hi = max(lo, _own_start(found, lo)), min(hi, _own_end(found, hi))
    if group.rule == "count.then_goal":
        lo = group.j
    else:
        lo, hi = (min(lo, found.verb.i), hi) if found.before else (lo, max(hi, found.verb.j))
    return lo, hi


def _own_start(found: Frame, lo: int) -> int:
    """Where the deed of a group starts behind another's: "19 came home from Kyiv's land and Kyiv got as many"."""
    line = found.group.line
    joined = line.last("cue", "and", lo=lo, hi=found.verb.i) if found.before else None
    other = line.first("verb", lo=lo, hi=joined.i) if joined is not None else None
    return joined.i if joined is not None and other is not None and found.verb.i - joined.j <= _DEED_WITHIN else lo


def _own_end(found: Frame, hi: int) -> int:
    """Where another's deed starts behind that of a group: "Kyiv got 19 men and gave Russia an equal number"."""
    line, group = found.group.line, found.group
    for joined in line.all("cue", "and", lo=group.j, hi=hi) if found.before else ():
        verb = line.first("verb", lo=joined.j, hi=min(hi, joined.j + _DEED_WITHIN))
        if verb is not None and line.low(verb.j) not in {"them", "him", "her"}:
            return joined.i
    return hi


def goal(line: Line, lo: int, hi: int) -> str | None:
    """The party after "to", in the dative, or right after a verb of giving or going."""
    given = receiver(line, lo, hi) if line.inflected else None
    if given is not None:
        return given
    for mark in line.all("cue", "to", lo=lo, hi=hi):
        dated = line.inflected and any(w.i == mark.j for w in line.whens)  # "у неділю ХАМАС відпустив …"
        for k in (mark.j, mark.j + 1) if not dated else ():
            party = line.at("party", k)
            if party is not None and not _is_where(line, mark, party):
                return party.value
    for mark in line.all("verb", "give", "go", lo=lo, hi=hi):
        party = line.at("party", mark.j)
        if party is not None and line.low(party.j) != "'s" and not (line.inflected and is_subject(line, party.i)):
            return party.value
    return None


def _is_where(line: Line, to: Mark, party: Mark) -> bool:
    """Whether "in" before a name that is the same in every case is where, not whither: "з моргів у РФ"."""
    if not line.inflected or to.needs != "accs" or not {"accs", "loct"} <= line.cases(party):
        return False
    return to.i == 0 or not line.tokens[to.i - 1].form.traits


def source(line: Line, lo: int, hi: int) -> str | None:
    """The party after "from", in whose captivity or on whose land they were."""
    for mark in line.all("cue", "from", "territory", lo=lo, hi=hi):
        for k in range(mark.j, min(mark.j + 3, hi)):
            party = line.at("party", k)
            people = line.at("people", k)
            if party is not None and not (line.inflected and mark.value == "from" and is_receiver(line, party)):
                return party.value
            if people is not None and line.at("cue", people.j, "captivity", "regime") is not None:
                return people.value
    for mark in line.all("cue", "captivity", lo=lo, hi=hi):
        people = line.ending("people", mark.i)
        if people is not None:
            return people.value
    return None
