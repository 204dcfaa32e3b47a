"""Counted people: a number and its noun, as they stand in a sentence, before anything is known of what happened.

1. *number + noun*: up to three other words may stand between them if none is a verb or a function word.
2. *bodies of* makes bodies of whatever is counted after it; so does an adjective of the dead.
3. *N for N* counts both sides at once.
4. *N of them*, *N returned*, *N to Germany*: the noun is left out and is that of the count before.
5. A number of days, kilometres, money or missiles counts no one.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from homeward.reading.lexicon import Language
from homeward.reading.lines import Line
from homeward.reading.numbers import Amount
from homeward.reading.phrases import Mark
from homeward.reading.words import Category, Qualifier

_BETWEEN = 7  # tokens between a number and its noun at most
_STRANGERS = 2  # of them, words that the lexicon does not know
_EACH_WITHIN = 5  # tokens from a noun to "each side"


@dataclass(frozen=True, slots=True)
class Counted:
    """A number with its noun: tokens ``i`` to ``j``; ``number`` is where the number itself starts."""

    line: Line
    i: int
    j: int
    number: int
    value: int
    qualifier: Qualifier
    category: Category | None  # None where the noun is left out
    people: str | None = None  # the party whose people they are said to be
    each: bool = False  # the count is said to be each side's
    pair: bool = False  # "N for N"
    partitive: bool = False  # "N of them"
    rule: str = "count.noun"


def counted(line: Line, language: Language) -> list[Counted]:
    """Find every counted group of people or bodies in a sentence, left to right."""
    found: list[Counted] = []
    taken = -1
    cardinals = [a for a in line.amounts if not a.ordinal]
    for n, amount in enumerate(cardinals):
        if amount.i < taken or _is_measure(line, amount, language):
            continue
        following = cardinals[n + 1] if n + 1 < len(cardinals) else None
        one = _pair(line, amount, following) or _with_noun(line, amount, language) or _without_noun(line, amount)
        if one is not None:
            found.append(one)
            taken = one.j
    return found


def _is_measure(line: Line, amount: Amount, language: Language) -> bool:
    """Whether a number is an age, a sum of money, a number of days or of exchanges."""
    before = line.low(amount.i - 1)
    if before in {"$", "€", "£", "№", "#"} or before in language.before_number:
        return True
    if line.ending("cue", amount.i, "age") is not None or line.at("cue", amount.j, "age") is not None:
        return True
    following = line.at("exchange", amount.j)
    return line.low(amount.j) in language.not_counted or (following is not None and following.value != "freed")


def _pair(line: Line, amount: Amount, following: Amount | None) -> Counted | None:
    if following is None or following.value != amount.value or following.i - amount.j != 1:
        return None
    if line.at("cue", amount.j, "for") is None:
        return None
    noun = _noun(line, following.j)
    category = Category(noun.value) if noun is not None else Category.PRISONERS
    i, qualifier = _qualifier(line, amount.i)
    j = noun.j if noun is not None else following.j
    return Counted(
        line, i, j, amount.i, amount.value, qualifier, category, None, each=True, pair=True, rule="count.pair"
    )


def _noun(line: Line, i: int) -> Mark | None:
    return line.at("noun", i)


def _qualifier(line: Line, i: int) -> tuple[int, Qualifier]:
    """Where the qualifier before token *i* starts, and what it says."""
    mark = line.ending("qualifier", i)
    if (
        mark is None
        and i > 1
        and (mark := line.ending("qualifier", i - 1))
        and line.low(i - 1) not in {"a", "an", "the"}
    ):
        mark = None
    if mark is None:
        return i, Qualifier.EXACT
    inner, said = _qualifier(line, mark.i)
    value = Qualifier(mark.value)
    return inner, value if said is Qualifier.EXACT else said


def _with_noun(line: Line, amount: Amount, language: Language) -> Counted | None:
    k, strangers = amount.j, 0
    people: str | None = None
    made: set[str] = set()
    head: Mark | None = None
    while k < min(len(line.tokens), amount.j + _BETWEEN):
        head = _noun(line, k)
        if head is not None and not (head.value == "bodies" and _noun(line, head.j)):
            break
        step = line.at("people", k) or line.at("adjective", k) or head
        head = None
        if step is not None:
            people = step.value if step.group == "people" else people
            made |= {step.value} if step.group == "adjective" else {"dead"} if step.group == "noun" else set()
            k = step.j
        elif line.low(k) in language.joins_adjectives and _describes(line, k + 1) and k > amount.j:
            k += 1
        elif strangers < _STRANGERS and _may_describe(line, k, language):
            strangers += 1
            k += 1
        else:
            break
    if head is None and not (people or "hurt" in made or "dead" in made) or (head is None and strangers):
        return None
    end = head.j if head is not None else k
    return _group(line, amount, end, head, people, made)


def _describes(line: Line, i: int) -> bool:
    return line.at("adjective", i) is not None or line.at("people", i) is not None


def _may_describe(line: Line, i: int, language: Language) -> bool:
    """Whether an unknown word may stand between a number and its noun."""
    token = line.tokens[i]
    if not token.low[0].isalpha() or token.low in language.stop:
        return False
    return not any(m.i <= i < m.j and m.group in {"verb", "speech", "exchange", "speaker"} for m in line.marks)


def _group(
    line: Line, amount: Amount, end: int, head: Mark | None, people: str | None, made: set[str]
) -> Counted | None:
    i, qualifier = _qualifier(line, amount.i)
    category = _category(line, head, end, made)
    start, value = i, amount.value
    bodies = _bodies_before(line, i)
    if bodies is not None:
        category, start = Category.BODIES, bodies.i
        end, value = _and_one_more(line, end, value)
    if category is Category.BODIES:
        people = people or _people_of(line, end)
    partitive = line.at("cue", end, "of_them") is not None or line.at("cue", amount.j, "of_them") is not None
    each = _each(line, amount, end)
    return Counted(line, start, end, amount.i, value, qualifier, category, people, each, partitive=partitive)


def _category(line: Line, head: Mark | None, end: int, made: set[str]) -> Category:
    if "dead" in made:
        return Category.BODIES
    if head is None:
        return Category.SERVICEMEN if "hurt" in made else Category.PRISONERS
    category = Category(head.value)
    if "civil" in made and category in {Category.SERVICEMEN, Category.PRISONERS}:
        return Category.CIVILIANS
    second = _second_noun(line, end)
    if second is not None and second != head.value:
        return Category.PRISONERS
    return category


def _second_noun(line: Line, end: int) -> str | None:
    """The noun of "soldiers and civilians", which makes the count a mixed one."""
    joined = line.at("cue", end, "and")
    if joined is None:
        return None
    k = joined.j
    while (step := line.at("adjective", k) or line.at("people", k)) is not None:
        k = step.j
    noun = _noun(line, k)
    return noun.value if noun is not None else None


def _bodies_before(line: Line, i: int) -> Mark | None:
    """The "bodies" of "bodies of 909 defenders"."""
    for back in (1, 2, 3):
        mark = line.ending("noun", i - back, "bodies")
        if mark is not None and all(line.at("cue", k, "of") or line.low(k) == "the" for k in range(mark.j, i)):
            return mark
    return None


def _and_one_more(line: Line, end: int, value: int) -> tuple[int, int]:
    """Add "and a woman", "and three foreigners" to a count of bodies."""
    joined = line.at("cue", end, "and")
    if joined is None:
        return end, value
    more = next((a for a in line.amounts if a.i == joined.j and not a.ordinal), None)
    k = more.j if more is not None else joined.j + 1 if line.at("cue", joined.j, "one") else joined.j
    if k == joined.j:
        return end, value
    while (step := line.at("adjective", k) or line.at("people", k)) is not None:
        k = step.j
    noun = _noun(line, k)
    return (noun.j, value + (more.value if more is not None else 1)) if noun is not None else (end, value)


def _people_of(line: Line, end: int) -> str | None:
    """Whose bodies: "78 bodies of dead Russians", "27 bodies of Ukrainian soldiers"."""
    if line.at("cue", end, "of") is None:
        return None
    mark = line.first("people", lo=end, hi=min(end + 5, len(line.tokens)))
    return mark.value if mark is not None and not _amount_between(line, end, mark.i) else None


def _amount_between(line: Line, i: int, j: int) -> bool:
    return any(i <= a.i < j for a in line.amounts)


def _each(line: Line, amount: Amount, end: int) -> bool:
    """Whether "each" stands before the count in its clause or soon after it, with no other count between."""
    lo, hi = line.clause(amount.i)
    after = line.first("cue", "each", lo=end, hi=min(hi, end + _EACH_WITHIN))
    if after is not None and not _amount_between(line, end, after.i):
        return True
    before = line.last("cue", "each", lo=lo, hi=amount.i)
    if before is None or _amount_between(line, before.j, amount.i):
        return False
    return not any(line.at("cue", k, "and") for k in range(before.j, amount.i))


def _without_noun(line: Line, amount: Amount) -> Counted | None:
    """A number whose noun is understood."""
    i, qualifier = _qualifier(line, amount.i)
    of_them = line.at("cue", amount.j, "of_them")
    if of_them is not None and amount.value == 1:
        return None  # "one of them" introduces a person, not a count
    if (of := of_them or _of_the_number(line, amount)) is not None:
        people = line.first("people", lo=of.j, hi=min(len(line.tokens), of.j + 3))
        whose = people.value if people is not None else None
        noun = _noun(line, of.j) or _noun(line, of.j + 1)
        category = Category(noun.value) if noun is not None else None
        return Counted(line, i, of.j, amount.i, amount.value, qualifier, category, whose, partitive=True, rule="count.of_them")
    people = line.at("people", amount.j + 1) if line.at("cue", amount.j, "be") is not None else None
    if people is not None:
        return Counted(line, i, people.j, amount.i, amount.value, qualifier, None, people.value, rule="count.were_people")
    bodies = _bodies_before(line, i)
    if bodies is not None:
        return Counted(
            line, bodies.i, amount.j, amount.i, amount.value, qualifier, Category.BODIES, rule="count.bodies"
        )
    if (own := _of_its_own(line, amount)) is not None:
        category = Category(own.value)
        return Counted(line, i, own.j, amount.i, amount.value, qualifier, category, rule="count.of_its_own")
    each = _each(line, amount, amount.j)
    rule = next(_understood(line, amount), None)
    if rule is None and not each:
        return None
    return Counted(line, i, amount.j, amount.i, amount.value, qualifier, None, each=each, rule=rule or "count.each")


def _of_its_own(line: Line, amount: Amount) -> Mark | None:
    """The noun of "185 of its servicemen"."""
    of = line.at("cue", amount.j, "of")
    its = None if of is None else line.at("pronoun", of.j, "its") or line.at("cue", of.j, "article")
    k = its.j if its is not None else 0
    while its is not None and (step := line.at("adjective", k) or line.at("people", k)) is not None:
        k = step.j
    return _noun(line, k) if its is not None else None


def _of_the_number(line: Line, amount: Amount) -> Mark | None:
    """The "of" of "two of the five prisoners"."""
    of = line.at("cue", amount.j, "of")
    return of if of is not None and any(a.i in {of.j, of.j + 1} for a in line.amounts) else None


def _understood(line: Line, amount: Amount) -> Iterator[str]:
    """By what a number without a noun shows that it counts people."""
    j = amount.j
    if line.at("verb", j) is not None:
        yield "count.then_verb"
    if line.at("cue", j, "auxiliary") is not None:
        yield "count.then_auxiliary"
    if line.at("cue", j, "to") is not None and (line.at("party", j + 1) or line.at("party", j + 2)):
        yield "count.then_goal"
    if line.at("party", j) is not None:
        yield "count.then_party"
    if line.at("cue", j, "then") is not None:
        yield "count.then_participle"
    running = line.last("cue", "running", lo=line.clause(amount.i)[0], hi=amount.i)
    if running is not None and not _amount_between(line, running.j, amount.i):
        yield "count.running_to"
    if line.ending("cue", amount.i, "group_of") is not None:
        yield "count.group_of"
