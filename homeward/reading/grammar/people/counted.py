"""Counted people: a number and its noun, as they stand in a sentence, before anything is known of what happened.

1. *number + noun*: a few other words may stand between them if none is a verb or a function word.
2. *bodies of* makes bodies of whatever is counted after it; so does an adjective of the dead.
3. *N for N* counts both sides at once.
4. Where the noun is left out, ``homeward.reading.grammar.people.elided`` says whether people are meant.
5. A number of days, kilometres, money, missiles or exchanges counts no one.
"""

from dataclasses import dataclass, field
from itertools import pairwise

from homeward.reading.grammar.people.elided import elided
from homeward.reading.grammar.people.groups import (
    Counted,
    bodies_before,
    is_counted_between,
    is_each,
    is_of_a_region,
    qualified,
    skip_adjectives,
)
from homeward.reading.grammar.people.measures import is_measure
from homeward.reading.grammar.people.singles import singles
from homeward.reading.grammar.words.cases import skip_to_owner, whose
from homeward.reading.grammar.words.lexicon import Language
from homeward.reading.grammar.words.lines import Line
from homeward.reading.grammar.words.numbers import Amount
from homeward.reading.grammar.words.phrases import Mark
from homeward.reading.words import Category

_BETWEEN = 7  # tokens between a number and its noun at most
_QUOTES = frozenset("\"“”«»'‘’")
_SERVE = {"members", "volunteers", "people", "employees", "representatives", "persons"}  # nouns of those who serve
_STRANGERS = 2  # of them, words that the lexicon does not know
_MILITARY = {Category.SERVICEMEN, Category.OFFICERS, Category.PRIVATES_AND_SERGEANTS}
_PAIRED_WITHIN = 6  # tokens from "bodies" to "N for N"
_DESCRIBED = 3  # words of "partly occupied Kursk" up to the region's name
_WHOSE_WITHIN = 5  # tokens from "bodies of" to the nation


@dataclass(slots=True)
class _Phrase:
    """What stands between a number and the end of its noun phrase."""

    end: int
    head: Mark | None = None
    people: str | None = None
    both: bool = False  # "Russian and Ukrainian soldiers"
    made: set[str] = field(default_factory=set)  # what the adjectives make of the noun
    strangers: int = 0


def counted(line: Line, language: Language) -> list[Counted]:
    """Find every counted group of people or bodies in a sentence, left to right."""
    found: list[Counted] = []
    taken = -1
    cardinals = [a for a in line.amounts if not a.ordinal]
    for n, amount in enumerate(cardinals):
        if amount.i < taken or (_unequal(line, amount, cardinals) is None and is_measure(line, amount, language)):
            continue
        following = cardinals[n + 1] if n + 1 < len(cardinals) else None
        one = (
            _pair(line, amount, following)
            or _unequal(line, amount, cardinals)
            or _with_noun(line, amount, language)
            or elided(line, amount)
        )
        if one is not None:
            found.append(one)
            taken = one.j
    return sorted([*found, *singles(line, found)], key=lambda group: group.i)


def _pair(line: Line, amount: Amount, following: Amount | None) -> Counted | None:
    """ "1,000 for 1,000"."""
    if following is None or following.value != amount.value or following.i - amount.j != 1:
        return None
    formula = not line.inflected and line.low(amount.j) == "to" and _is_formula(line, following.j)
    if (line.at("cue", amount.j, "for") is None and not formula) or amount.value == 1:
        return None
    noun = line.at("noun", following.j)
    category = Category(noun.value) if noun is not None else _paired(line, amount, following.j)
    i, qualifier = qualified(line, amount.i)
    j = noun.j if noun is not None else following.j
    return Counted(line, i, j, amount.i, amount.value, qualifier, category, each=True, pair=True, rule="count.pair")


def _is_formula(line: Line, k: int) -> bool:
    """Whether "90 to 90" is an exchange's formula: these words, or quotation marks, stand behind it."""
    k += line.low(k) in _QUOTES
    return line.at("cue", k, "framework") is not None or line.at("exchange", k) is not None or line.low(k) == "ratio"


def _unequal(line: Line, amount: Amount, cardinals: list[Amount]) -> Counted | None:
    """Either number of "a 197-for-175 exchange"."""
    if line.inflected:
        return None
    for one, two in pairwise(cardinals):
        linked = two.i - one.j == 1 and line.at("cue", one.j, "for") is not None and one.value != two.value
        if linked and amount in {one, two} and line.at("exchange", two.j, "exchange") is not None:
            i, qualifier = qualified(line, amount.i)
            rule = "count.pair_got" if amount is one else "count.pair_given"
            return Counted(line, i, amount.j, amount.i, amount.value, qualifier, Category.PRISONERS, rule=rule)
    return None


def _paired(line: Line, amount: Amount, end: int) -> Category:
    """What is exchanged, one for one, by the words around: "обмін тілами 6000 на 6000", "a 60-for-60 body swap"."""
    event = line.at("exchange", end) if not line.inflected else None
    of = line.at("cue", event.j, "of") if event is not None else None
    if line.at("noun", end, "bodies") or (of is not None and line.at("noun", skip_adjectives(line, of.j), "bodies")):
        return Category.BODIES
    lo = max(0, amount.i - _PAIRED_WITHIN)
    bodies = line.last("noun", "bodies", lo=lo, hi=amount.i) or line.last("cue", "of_the_dead", lo=lo, hi=amount.i)
    counted = bodies is not None and is_counted_between(line, bodies.j, amount.i)
    return Category.BODIES if bodies is not None and not counted else Category.PRISONERS


def _with_noun(line: Line, amount: Amount, language: Language) -> Counted | None:
    phrase = _phrase(line, amount.j, language)
    if phrase.head is None and (phrase.strangers or not (phrase.people or phrase.made & {"hurt", "dead"})):
        return None
    end = phrase.end
    i, qualifier = qualified(line, amount.i)
    category = _category(line, phrase)
    if category is Category.SERVICEMEN and is_of_bodies(line):
        category = Category.BODIES
    start, value = i, amount.value
    bodies = bodies_before(line, i)
    if bodies is not None:
        category, start = Category.BODIES, bodies.i
        end, value = _and_more(line, end, value)
    people = phrase.people or (_people_of(line, end) if category is Category.BODIES else _home(line, end))
    partitive = line.at("cue", end, "of_them") is not None
    each = is_each(line, amount, end)
    both = phrase.both or line.at("cue", end, "both_ends") is not None
    rule = "count.of_both" if both and not each else "count.noun"
    people = None if phrase.both else people
    return Counted(line, start, end, amount.i, value, qualifier, category, people, each, partitive=partitive, rule=rule)


def _phrase(line: Line, k: int, language: Language) -> _Phrase:
    """Read the words after a number up to its noun."""
    phrase, first = _Phrase(k), k
    surely: int | None = None  # the end of the nation or adjective before words that are unknown
    while k < min(len(line.tokens), first + _BETWEEN):
        noun = line.at("noun", k)
        if noun is not None and not _is_of_a_noun(line, k):
            held = line.at("noun", noun.j, "hostages")
            noun = held if held is not None and not line.inflected else noun  # "four soldier hostages"
            phrase.head, phrase.end = noun, noun.j
            own = line.at("people", noun.i)  # "курян": residents, and whose
            phrase.people = own.value if own is not None and own.j <= noun.j else phrase.people
            return phrase
        step = line.at("people", k) or line.at("adjective", k)
        if step is None and k == first and line.inflected:
            step = line.at("pronoun", k, "its")  # "12 його громадян"
        if step is not None and phrase.people is not None and line.tokens[step.i].form.one:
            break  # "двух литовцев и норвежца": another one
        if step is not None:
            phrase.both |= step.group == "people" and phrase.people not in {None, step.value}
            phrase.people = step.value if step.group == "people" else phrase.people
            phrase.made |= {step.value} if step.group == "adjective" else set()
            k = step.j
            if _is_plural(line, step) and line.at("noun", k) is None and line.at("people", k) is None:
                phrase.end = k  # "230 Ukrainians returned from captivity": no adjective follows
                return phrase
            surely = k if phrase.strangers == 0 else surely
        elif k > first and line.low(k) in language.joins_adjectives and skip_adjectives(line, k + 1) > k + 1:
            k += 1
        elif k > first and not line.inflected and line.low(k) == "ones":
            phrase.end = k + 1  # "22 badly wounded ones", "94 Russian ones"
            phrase.made.add("ones")
            return phrase
        elif not line.inflected and line.low(k) in _QUOTES and (k == first or line.low(k + 1)[:1].isalpha()):
            k += 1  # "22 "seriously wounded" soldiers"
            continue
        elif phrase.strangers < _STRANGERS and _may_describe(line, k, language):
            phrase.strangers += 1
            k += 1
        else:
            break
        phrase.end = k
    if surely is not None and phrase.people and _is_no_noun(line, surely):
        phrase.end, phrase.strangers = surely, 0  # "197 українців сьогодні вдома"
    return phrase


def _is_of_a_noun(line: Line, k: int) -> bool:
    """Whether "captive" at token *k* is the adjective of another noun: "300 пленных солдат"."""
    if not line.inflected or line.at("noun", k, "prisoners") is None or line.at("adjective", k) is None:
        return False
    end = skip_adjectives(line, k)
    return end > k and line.at("noun", end) is not None


def _is_plural(line: Line, step: Mark) -> bool:
    """Whether a nation is said by a noun in the plural, where the language tells it by its ending."""
    return not line.inflected and step.group == "people" and step.j - step.i == 1 and line.low(step.i).endswith("ns")


def _is_no_noun(line: Line, k: int) -> bool:
    """Whether token *k* of an inflected language can be no noun that the words before belong to."""
    return line.inflected and (k >= len(line.tokens) or not line.tokens[k].form.cases)


def _may_describe(line: Line, i: int, language: Language) -> bool:
    """Whether an unknown word may stand between a number and its noun."""
    token = line.tokens[i]
    if line.at("cue", i, "service") is not None:
        return True
    if not token.low[0].isalpha() or token.low in language.stop or token.low == "missing":
        return False
    return not any(m.i <= i < m.j and m.group in {"verb", "speech", "exchange", "speaker"} for m in line.marks)


def _is_adjective(line: Line, phrase: _Phrase) -> bool:
    """Whether a nation is said by an adjective alone."""
    lemmas = line.tokens[phrase.end - 1].form.lemmas if line.inflected else ()
    return any(lemma.endswith(("ский", "ський", "цкий", "цький")) for lemma in lemmas)


def _category(line: Line, phrase: _Phrase) -> Category | None:
    if "dead" in phrase.made:
        return Category.BODIES
    if phrase.head is None:
        if ("ones" in phrase.made or _is_adjective(line, phrase)) and "hurt" not in phrase.made:
            return None  # "двух азербайджанских": of the people just told
        return Category.SERVICEMEN if "hurt" in phrase.made else Category.PRISONERS
    category = Category(phrase.head.value)
    if "female" in phrase.made and category in {Category.SERVICEMEN, Category.PRISONERS}:
        return Category.WOMEN
    if is_of_a_region(line, phrase.head):
        return Category.SERVICEMEN
    if line.inflected and category is Category.PRISONERS and "hurt" in phrase.made and phrase.people is not None:
        return Category.SERVICEMEN  # "15 раненых россиян"
    if "civil" in phrase.made and category in {Category.SERVICEMEN, Category.PRISONERS}:
        return Category.CIVILIANS
    served = line.ending("cue", phrase.head.i, "service")
    if served is not None and category is Category.PRISONERS and line.low(phrase.head.i) in _SERVE:
        return Category.SERVICEMEN  # "nine territorial defence volunteers"
    second = _second_noun(line, phrase.end)
    if second is None or second.value == phrase.head.value:
        return category
    military = {category, Category(second.value)} <= _MILITARY
    return Category.SERVICEMEN if military else Category.PRISONERS


def is_of_bodies(line: Line) -> bool:
    """Whether a sentence tells of an exchange of bodies: "Шёл и обмен телами: …, Украине отдали 212 бойцов"."""
    swapped = (*line.all("exchange", "exchange"), *(line.all("verb", "swap") if line.inflected else ()))
    return any(line.at("noun", mark.j, "bodies") is not None for mark in swapped)


def _second_noun(line: Line, end: int) -> Mark | None:
    """The noun of "soldiers and civilians", which makes the count a mixed one."""
    joined = line.at("cue", end, "and")
    if joined is None or (not line.inflected and line.low(joined.i) != "and"):
        return None
    return line.at("noun", joined.j) or line.at("noun", skip_adjectives(line, joined.j))


def _and_more(line: Line, end: int, value: int) -> tuple[int, int]:
    """Add "and a woman", "and three foreigners" to a count of bodies."""
    joined = line.at("cue", end, "and")
    if joined is None:
        return end, value
    more = next((a for a in line.amounts if a.i == joined.j and not a.ordinal), None)
    if more is None and line.at("cue", joined.j, "one") is None:
        return end, value
    k = more.j if more is not None else joined.j + 1
    noun = line.at("noun", skip_adjectives(line, k)) or line.at("people", k)
    return (noun.j, value + (more.value if more is not None else 1)) if noun is not None else (end, value)


def _home(line: Line, end: int) -> str | None:
    """Whose people they are by where they live: "residents of the Kursk region"."""
    link = line.at("cue", end, "from", "of")
    k = link.j if link is not None else end
    article = line.at("cue", k, "article")
    k = article.j if article is not None else k
    mark = line.at("people", k)
    if mark is None and link is not None and not line.inflected:
        mark = line.first(
            "people", lo=k, hi=min(len(line.tokens), k + _DESCRIBED)
        )  # "the partly occupied Kursk region"
        described = mark is not None and all(line.low(n).isalpha() for n in range(k, mark.i))
        mark = mark if described and mark is not None and line.first("verb", lo=k, hi=mark.i) is None else None
    if line.inflected and link is None:
        return whose(line, end)
    if (owner := line.at("party", k)) is not None and line.low(owner.j) == "'s":
        mark = line.at("people", owner.j + 1)  # "from Russia's Kursk region"
    office = line.at("office", k)
    if mark is None and office is not None and line.at("cue", office.j, "of") is not None:
        mark = line.at("party", office.j + 1)  # "of the Armed Forces of Ukraine"
    if link is None or mark is None or line.at("cue", mark.j, "captivity", "regime") is not None:
        return None
    return mark.value


def _people_of(line: Line, end: int) -> str | None:
    """Whose bodies: "78 bodies of dead Russians", "27 bodies of Ukrainian soldiers"."""
    if line.inflected:
        return whose(line, skip_to_owner(line, end))
    if line.at("cue", end, "of") is None:
        return None
    mark = line.first("people", lo=end, hi=min(end + _WHOSE_WITHIN, len(line.tokens)))
    return mark.value if mark is not None and not is_counted_between(line, end, mark.i) else None
