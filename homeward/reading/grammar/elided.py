"""Numbers that count people without a noun: "70 of them", "another 536 came back", "13 to Germany", "all 303".

The noun is that of the count before. "One of them" introduces a person and counts nobody.
"""

from collections.abc import Callable, Iterator

from homeward.reading.grammar.groups import (
    Counted,
    bodies_before,
    is_counted_between,
    is_each,
    qualified,
    skip_adjectives,
)
from homeward.reading.grammar.lines import Line
from homeward.reading.grammar.numbers import Amount
from homeward.reading.grammar.phrases import Mark
from homeward.reading.words import Category, Qualifier

_GROUP_WITHIN = 8  # tokens of "among the soldiers freed on Friday,"
_REACHES = {"at", "—", "–", "reached", "to", "is", "passed", "totalled", "totaled", "totals", "of", "reaches", "now"}
_OPENS = 1  # tokens that may stand before "of the 95" at the start of a sentence
_OWN = {"свой", "свій"}
FROM_A_SERVICE = "count.from_a_service"  # the rule of "59 from the National Guard"


def elided(line: Line, amount: Amount) -> Counted | None:
    """The people counted by a number without a noun, None if it does not count people."""
    readers: tuple[Callable[[Line, Amount], Counted | None], ...] = (
        _part, _from_a_service, _were_people, _is_what, _bodies, _of_its_own, _by_neighbours,
    )  # fmt: skip
    if amount.value == 1 and line.at("cue", amount.j, "of_them") is not None:
        return None
    if line.low(amount.i) == "one" and line.ending("cue", amount.i, "previous", "last", "article") is not None:
        return None  # "the previous one was on May 31"
    return next((found for reader in readers if (found := reader(line, amount)) is not None), None)


def _part(line: Line, amount: Amount) -> Counted | None:
    """ "70 of them", "183 of them privates and sergeants", "two of the five Iranian prisoners"."""
    of = (
        line.at("cue", amount.j, "of_them")
        or _of_them_before(line, amount)
        or (_of_those(line, amount) if amount.value > 1 else None)
    )
    of = of or _of_the_number_before(line, amount) or _of_a_group_before(line, amount)
    of = of or (_of_a_number(line, amount) if amount.value > 1 else None)  # "one of 150 people" is an exchange
    if of is None:
        return None
    of = _up_to_the_noun(line, of)
    i, qualifier = qualified(line, amount.i)
    people = line.first("people", lo=of.i, hi=min(len(line.tokens), of.j + (0 if line.inflected else 3)))
    if people is None and not line.inflected and line.low(i - 1) == ",":
        people = line.ending("people", i - 1)  # "most of the Ukrainians, 87 of them, are …"
    noun = of if of.group == "noun" else None
    noun = noun or line.ending("noun", of.j) or line.at("noun", of.j) or line.at("noun", of.j + 1)
    return Counted(
        line, i, of.j, amount.i, amount.value, qualifier,
        category=Category(noun.value) if noun is not None else None,
        people=people.value if people is not None else None,
        partitive=True,
        rule="count.of_them",
    )  # fmt: skip


def _of_them_before(line: Line, amount: Amount) -> Mark | None:
    """The "of whom" before a number that has no noun: "52 захисники, з яких 32 — з Азовсталі"."""
    first, _ = qualified(line, amount.i)
    if not line.inflected and line.low(amount.i - 1) == line.low(amount.j) == ",":
        before = line.ending("cue", amount.i - 1, "of_them")  # "most of them, 84, had defended Mariupol"
        return before._replace(i=amount.i, j=amount.j) if before is not None else None
    opening = None if line.inflected else line.at("cue", 0, "of_them")
    if opening is not None and _tells_of_people(line, amount):
        return opening._replace(i=amount.i, j=amount.j)  # "of them 320 fell near Donetsk, 89 at Bakhmut and 154 …"
    alone = not line.low(amount.j)[:1].isalpha() or bool(line.tokens[amount.j].form.traits)
    of = line.ending("cue", first, "of_them") if line.inflected and alone else None
    return of._replace(i=amount.i, j=amount.j) if of is not None else None


def _tells_of_people(line: Line, amount: Amount) -> bool:
    """Whether a verb, or a word of place, stands behind a number without a noun."""
    j = amount.j
    told = line.at("verb", j) or line.at("cue", j, "deed", "auxiliary", "place_preposition", "from", "held_by", "held")
    return told is not None


def _of_the_number_before(line: Line, amount: Amount) -> Mark | None:
    """The "of the 95," before a part: "of the 95, 23 belong to the Azov brigade"."""
    whole = next((a for a in line.amounts if a.j == amount.i - 1 and line.low(a.j) == "," and not a.ordinal), None)
    article = line.ending("cue", whole.i, "article") if whole is not None else None
    of = line.ending("cue", article.i, "of") if article is not None else None
    return of._replace(i=amount.i, j=amount.j) if of is not None and of.i <= _OPENS else None


def _of_a_group_before(line: Line, amount: Amount) -> Mark | None:
    """The people of whom a sentence opens: "of the women, 37 were captured …", "among the freed, 20 are …"."""
    if line.inflected or line.low(0) not in {"of", "among", "out"} or not 1 < amount.i <= _GROUP_WITHIN:
        return None
    if any(a.i < amount.i for a in line.amounts) or not _tells_of_people(line, amount):
        return None
    told = line.last("noun", hi=amount.i) or line.last("people", hi=amount.i)
    return told._replace(i=amount.i, j=amount.j) if told is not None else None


def _of_those(line: Line, amount: Amount) -> Mark | None:
    """The "from" before people that were told: "десять из гражданских"."""
    source = line.at("cue", amount.j, "from") if line.inflected else None
    k = source.j if source is not None else 0
    noun = line.at("noun", k) or line.at("noun", skip_adjectives(line, k)) if source is not None else None
    return source._replace(j=noun.j) if source is not None and noun is not None else None


def _of_a_number(line: Line, amount: Amount) -> Mark | None:
    """The "of" before another number: "24 of about 240 hostages"."""
    of = line.at("cue", amount.j, "of")
    other = None if of is None else next((a for a in line.amounts if a.i >= of.j), None)
    if of is None or other is None:
        return None
    return of if other.i == of.j or qualified(line, other.i)[0] <= of.j + 1 else None


def _up_to_the_noun(line: Line, of: Mark) -> Mark:
    """The part's words up to the noun of the whole, so that the whole is no count of its own."""
    other = next((a for a in line.amounts if a.i >= of.j and a.i - of.j <= 3), None)
    if line.at("cue", of.j, "article") is not None:
        return of  # "two of the five": the five are a group that the page tells, too
    noun = None if other is None else line.at("noun", skip_adjectives(line, other.j))
    return of._replace(j=noun.j) if noun is not None else of


def _from_a_service(line: Line, amount: Amount) -> Counted | None:
    """ "59 from the National Guard", "17 were from the border service", "15 served in the navy", "30 navy"."""
    k = amount.j
    said = line.at("cue", k, "be", "deed")
    k = said.j if said is not None else k
    link = line.at("cue", k, "from", "of", "place_preposition")
    if link is None and said is not None:
        return None
    article = line.at("cue", link.j if link is not None else k, "article")
    service = line.at("cue", article.j if article is not None else link.j if link is not None else k, "service")
    if service is None or (link is None and line.low(service.j)[:1].isalpha() and line.low(service.j) != "and"):
        return None
    i, qualifier = qualified(line, amount.i)
    return Counted(
        line, i, service.j, amount.i, amount.value, qualifier, Category.SERVICEMEN, partitive=True, rule=FROM_A_SERVICE
    )


def _were_people(line: Line, amount: Amount) -> Counted | None:
    """ "More than 700 were Houthis"."""
    people = line.at("people", amount.j + 1) if line.at("cue", amount.j, "be") is not None else None
    if people is None:
        return None
    i, qualifier = qualified(line, amount.i)
    return Counted(line, i, people.j, amount.i, amount.value, qualifier, people=people.value, rule="count.were_people")


def _is_what(line: Line, amount: Amount) -> Counted | None:
    """ "142 are privates and sergeants", "11 — офіцерки": parts, by what they are."""
    be = line.at("cue", amount.j, "be")
    k = amount.j + (line.inflected and line.low(amount.j) == ",")  # "майже всі, 183, — рядового складу"
    dash = line.inflected and line.low(k) in {"—", "–"}
    if be is None and not dash:
        return None
    noun = _noun_ahead(line, be.j if be is not None else k + 1)
    if noun is None:
        return None
    i, qualifier = qualified(line, amount.i)
    return Counted(
        line, i, noun.j, amount.i, amount.value, qualifier, Category(noun.value), partitive=True, rule="count.is_what"
    )


def _noun_ahead(line: Line, k: int) -> Mark | None:
    """The noun behind the adjectives from token *k* on, or one of them that may be a noun: "військові ЗСУ"."""
    end = skip_adjectives(line, k)
    return line.at("noun", end) or (line.last("noun", lo=k, hi=end) if line.inflected else None)


def _bodies(line: Line, amount: Amount) -> Counted | None:
    """ "The remains of 15"."""
    i, qualifier = qualified(line, amount.i)
    bodies = bodies_before(line, i)
    if bodies is None:
        return None
    return Counted(line, bodies.i, amount.j, amount.i, amount.value, qualifier, Category.BODIES, rule="count.bodies")


def _of_its_own(line: Line, amount: Amount) -> Counted | None:
    """ "185 of its servicemen"."""
    if line.inflected:
        return _own(line, amount)
    of = line.at("cue", amount.j, "of")
    its = None if of is None else line.at("pronoun", of.j, "its") or line.at("cue", of.j, "article")
    if its is None:
        return None
    i, qualifier = qualified(line, amount.i)
    noun = line.at("noun", skip_adjectives(line, its.j))
    people = line.at("people", its.j) if noun is None and its.group == "cue" else None
    if (
        people is not None
    ):  # "nineteen of the Ukrainians defended Snake Island", "four of the Ukrainians were civilians"
        be = line.at("cue", people.j, "be")
        said = line.at("noun", skip_adjectives(line, be.j)) if be is not None else None
        return Counted(
            line, i, said.j if said is not None else people.j, amount.i, amount.value, qualifier,
            category=Category(said.value) if said is not None else None,
            people=people.value, partitive=True, rule="count.of_them",
        )  # fmt: skip
    if noun is None:
        if line.low(its.j) != "own" or line.at("pronoun", of.j if of is not None else 0, "its") is None:
            return None
        return Counted(line, i, its.j + 1, amount.i, amount.value, qualifier, rule="count.of_its_own")
    be = line.at("cue", noun.j, "be")
    said = line.at("noun", skip_adjectives(line, be.j)) if be is not None else None
    category = Category((said or noun).value)  # "183 of the soldiers are enlisted men"
    part = its.group == "cue"
    end = (said or noun).j
    return Counted(line, i, end, amount.i, amount.value, qualifier, category, partitive=part, rule="count.of_its_own")


def _own(line: Line, amount: Amount) -> Counted | None:
    """ "35 своих": of the people just told."""
    if line.at("adjective", amount.j) is None or not _OWN & line.tokens[amount.j].form.lemmas:
        return None
    i, qualifier = qualified(line, amount.i)
    return Counted(line, i, amount.j + 1, amount.i, amount.value, qualifier, rule="count.of_its_own")


def _by_neighbours(line: Line, amount: Amount) -> Counted | None:
    each = is_each(line, amount, amount.j) and _stands_alone(line, amount.j)
    if each and line.ending("cue", amount.i, "apiece") is not None:  # "обміняли по 205", but "по 41 гривні"
        lo, hi = line.clause(amount.i)
        each = line.first("verb", "swap", "give", "return", "receive", lo=lo, hi=hi) is not None
    rule = next(_understood(line, amount), "count.each" if each else None)
    if rule is None:
        return None
    i, qualifier = qualified(line, amount.i)
    category = None
    if rule == "count.running_to":
        noun = line.last("noun", lo=line.clause(amount.i)[0], hi=amount.i)
        category = Category(noun.value) if noun is not None else Category.PRISONERS
        qualifier = Qualifier.EXACT if qualifier is Qualifier.UP_TO else qualifier  # "довели число до 1994"
    if rule in {"count.then_goal", "count.in_exchange"} and category is None:
        lo = line.clause(amount.i)[0]
        bodies = line.last("noun", "bodies", lo=lo, hi=amount.i)  # "handed over bodies, 212 to Ukraine"
        category = Category.BODIES if bodies is not None and not is_counted_between(line, lo, amount.i) else None
    many = line.last("cue", "how_many", hi=amount.i) if rule == "count.number_at" and not line.inflected else None
    people = line.first("people", lo=many.j, hi=amount.i) if many is not None else None
    part = rule == "count.then_any_verb"
    return Counted(
        line,
        i,
        amount.j,
        amount.i,
        amount.value,
        qualifier,
        category,
        people.value if people is not None else None,
        each,
        partitive=part,
        rule=rule,
    )


def _stands_alone(line: Line, j: int) -> bool:
    """Whether no noun of something else follows a number: "1,000 from each side", but not "each of the 20 schools"."""
    return not line.low(j)[:1].isalpha() or any(m.i == j and m.group in {"cue", "verb"} for m in line.marks)


def _understood(line: Line, amount: Amount) -> Iterator[str]:
    """By what a number without a noun shows that it counts people."""
    j, end = amount.j, len(line.tokens)
    if line.at("verb", j) is not None:
        yield "count.then_verb"
    larger = any(not a.ordinal and a.value > amount.value for a in line.amounts if a.j <= amount.i)
    if line.at("cue", j, "deed") is not None and (larger or line.low(amount.i - 1) == ";"):
        yield "count.then_any_verb"  # "of 115 soldiers 50 were captured; 82 belong to the group that …"
    if line.at("cue", j, "future") is not None:
        yield "count.then_future"
    unknown = line.inflected and j < end and line.tokens[j].form.traits and not line.tokens[j].form.cases
    if unknown and any(not a.ordinal and a.j <= amount.i and a.value > amount.value for a in line.amounts):
        yield "count.then_any_verb"  # "52 обороняли Маріуполь, 18 охороняли станцію"
    if line.at("cue", j, "auxiliary") is not None:
        yield "count.then_auxiliary"
    if line.at("cue", j, "to") is not None and (line.at("party", j + 1) or line.at("party", j + 2)):
        yield "count.then_goal"
    if line.at("party", j) is not None:
        yield "count.then_party"
    if line.ending("party", amount.i) is not None and not line.low(j)[:1].isalpha() and line.first("verb", hi=amount.i):
        yield "count.after_party"
    if line.at("cue", j, "place_preposition") is not None and line.first(
        "exchange", "exchange", lo=j, hi=min(j + 4, end)
    ):
        yield "count.in_exchange"
    if line.ending("cue", amount.i, "in_total") is not None and not line.low(j)[:1].isalpha():
        yield "count.in_total"
    if not line.inflected and line.at("cue", j, "in_total") is not None:
        yield "count.in_total"
    of = line.ending("cue", amount.i, "of")
    if of is not None and line.ending("exchange", of.i, "exchange") is not None:
        yield "count.swap_of"
    if line.at("cue", j + (line.low(j) in {"—", "–"}), "outside") is not None:
        yield "count.outside"
    alone = not line.low(j)[:1].isalpha() or line.at("cue", j, "in_return") is not None
    start, _ = qualified(line, amount.i)
    dash = line.inflected and line.low(start - 1) in {"—", "–"}
    if alone and dash and line.ending("party", start - 1) is not None:
        yield "count.after_dash"
    verbs = ("receive", "give", "free", *(("return", "go") if line.inflected else ()))
    if alone and line.ending("verb", qualified(line, amount.i)[0], *verbs) is not None:
        yield "count.object"
    if line.at("cue", j, "then") is not None or (not line.inflected and line.at("cue", j, "from") is not None):
        yield "count.then_participle"
    running = line.last("cue", "running", lo=line.clause(amount.i)[0], hi=amount.i)
    if running is not None and not is_counted_between(line, running.j, amount.i):
        yield "count.running_to"
    first, _ = qualified(line, amount.i)
    apiece = line.ending("cue", first, "apiece")
    start = first if apiece is None else apiece.i
    day = next((w for w in line.whens if w.j == start - (line.low(start - 1) in {"—", "–", ","})), None)
    if alone and day is not None and any(not a.ordinal and a.j <= day.i for a in line.amounts):
        yield "count.of_a_day"  # "270 soldiers on 23 May, … and on 25 May another 303"
    dated = any(w.i == j + 1 for w in line.whens) and line.at("cue", j, "place_preposition", "to") is not None
    if dated and any(not a.ordinal and a.j <= amount.i for a in line.amounts) and line.first("verb") is not None:
        yield "count.of_a_day"  # "1,000 bodies were handed over in January and 528 in April"
    joined = line.ending("cue", first, "and")
    if alone and joined is not None and any(w.j == joined.i for w in line.whens) and line.first("verb", hi=joined.i):
        yield "count.joined"  # "exchanged 307 captives each on Saturday and 390, among them civilians, on Friday"
    since = line.last("cue", "since", lo=line.clause(amount.i)[0], hi=amount.i)
    if alone and line.inflected and line.low(first - 1) in {"—", "–"} and since is not None:
        yield "count.since"  # "додому повернулися 1358, а від початку вторгнення — 3956"
    if line.ending("cue", amount.i, "group_of") is not None:
        yield "count.group_of"
    many = line.last("cue", "how_many", lo=line.clause(amount.i)[0], hi=amount.i)
    put = many is not None and line.low(first - 1) in _REACHES and line.first("verb", lo=many.j, hi=amount.i)
    if alone and put:
        yield "count.number_at"  # "… put the number of those who came home at 197"
