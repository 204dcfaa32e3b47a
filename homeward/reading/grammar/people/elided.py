"""Numbers that count people without a noun: "70 of them", "another 536 came back", "13 to Germany", "all 303".

The noun is that of the count before. "One of them" introduces a person and counts nobody.
"""

from collections.abc import Callable

from homeward.reading.grammar.people.groups import (
    Counted,
    bodies_before,
    is_each,
    is_of_a_region,
    qualified,
    skip_adjectives,
)
from homeward.reading.grammar.people.understood import by_neighbours
from homeward.reading.grammar.words.lines import Line
from homeward.reading.grammar.words.numbers import Amount
from homeward.reading.grammar.words.phrases import Mark
from homeward.reading.words import Category

_UNIT_NAME = 5  # tokens of "36th Marine Brigade" at most
_GROUP_WITHIN = 8  # tokens of "among the soldiers freed on Friday,"
_OPENS = 1  # tokens that may stand before "of the 95" at the start of a sentence
_OWN = {"свой", "свій"}
FROM_A_SERVICE = "count.from_a_service"  # the rule of "59 from the National Guard"


def elided(line: Line, amount: Amount) -> Counted | None:
    """The people counted by a number without a noun, None if it does not count people."""
    readers: tuple[Callable[[Line, Amount], Counted | None], ...] = (
        _shares_noun, _from_a_service, _part, _were_people, _is_what, _bodies, _of_its_own, _behind_its_noun,
        by_neighbours,
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
    if noun is not None and is_of_a_region(line, noun):
        people = line.at("region", noun.j)
        noun = None  # "пятеро из них — жители Пермского края": what those are of whom they are a part
    fought = line.inflected and noun is None and line.at("cue", of.j, "deed") is not None  # "94 из них обороняли город"
    return Counted(
        line, i, of.j, amount.i, amount.value, qualifier,
        category=Category(noun.value) if noun is not None else Category.SERVICEMEN if fought else None,
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
    if any(a.i < amount.i for a in line.amounts) or not _tells_of_people(line, amount) or _is_what(line, amount):
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
    if line.at("noun", of.j) is not None and not line.inflected:
        return of  # "seven of them civilians, and 157 soldiers"
    if line.at("cue", of.j, "article") is not None:
        return of  # "two of the five": the five are a group that the page tells, too
    noun = None if other is None else line.at("noun", skip_adjectives(line, other.j))
    return of._replace(j=noun.j) if noun is not None else of


def _from_a_service(line: Line, amount: Amount) -> Counted | None:
    """ "59 from the National Guard", "17 were from the border service", "15 served in the navy", "30 navy"."""
    k = amount.j
    said = line.at("cue", k, "be", "deed") or (line.at("verb", k, "go") if line.low(k) in {"come", "came"} else None)
    k = said.j if said is not None else k
    link = line.at("cue", k, "from", "of", "place_preposition", *(("preposition",) if line.inflected and said else ()))
    if link is None and said is not None:
        return None
    service = _service(line, link.j) if link is not None else line.at("cue", k, "service")
    if service is None or (link is None and line.low(service.j)[:1].isalpha() and line.low(service.j) != "and"):
        return None
    i, qualifier = qualified(line, amount.i)
    return Counted(
        line, i, service.j, amount.i, amount.value, qualifier, Category.SERVICEMEN, partitive=True, rule=FROM_A_SERVICE
    )


def _shares_noun(line: Line, amount: Amount) -> Counted | None:
    """The first number of "390 and 307 prisoners"."""
    joined = line.at("cue", amount.j, "and") if not line.inflected else None
    second = next((a for a in line.amounts if joined is not None and a.i == joined.j and not a.ordinal), None)
    noun = line.at("noun", skip_adjectives(line, second.j)) if second is not None else None
    first = qualified(line, amount.i)[0]
    if noun is None or second is None or line.low(amount.j) != "and" or line.ending("cue", first, "for") is not None:
        return None
    i, qualifier = qualified(line, amount.i)
    each = is_each(line, amount, amount.j)
    return Counted(
        line, i, amount.j, amount.i, amount.value, qualifier, Category(noun.value), each=each, rule="count.shares_noun"
    )


def _service(line: Line, k: int) -> Mark | None:
    """The service or unit named at token *k*: "the navy", "the 36th Marine Brigade"."""
    article = line.at("cue", k, "article")
    k = article.j if article is not None else k
    for n in range(k, min(len(line.tokens), k + _UNIT_NAME)):
        if (service := line.at("cue", n, "unit") or (line.at("cue", n, "service") if n == k else None)) is not None:
            return service
        named = line.tokens[n].text[0].isupper() or any(a.ordinal and a.i <= n < a.j for a in line.amounts)
        if not named or line.at("verb", n) is not None:
            return None
    return None


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


def _behind_its_noun(line: Line, amount: Amount) -> Counted | None:
    """A part whose number stands behind its noun: "офицеров девять", "женщин — 12", "украинцев пятеро"."""
    i, qualifier = qualified(line, amount.i)
    i -= line.low(i - 1) in {"—", "–"}
    noun = line.ending("noun", i) or line.ending("people", i)
    if not line.inflected or noun is None or line.low(amount.j)[:1].isalpha():
        return None
    opens = noun.i == 0 or line.low(noun.i - 1) in {",", ";", ":"} or line.ending("cue", noun.i, "of_them", "that")
    joined = line.ending("cue", noun.i, "and")
    listed = joined is not None and any(a.j == joined.i for a in line.amounts)
    if not (opens or listed) or "gent" not in line.cases(noun) or "nomn" in line.cases(noun):
        return None
    category = Category(noun.value) if noun.group == "noun" else None
    people = noun.value if noun.group == "people" else None
    return Counted(
        line, noun.i, amount.j, amount.i, amount.value, qualifier, category, people, partitive=True,
        rule="count.behind_its_noun",
    )  # fmt: skip


def _own(line: Line, amount: Amount) -> Counted | None:
    """ "35 своих": of the people just told."""
    if line.at("adjective", amount.j) is None or not _OWN & line.tokens[amount.j].form.lemmas:
        return None
    i, qualifier = qualified(line, amount.i)
    return Counted(line, i, amount.j + 1, amount.i, amount.value, qualifier, rule="count.of_its_own")
