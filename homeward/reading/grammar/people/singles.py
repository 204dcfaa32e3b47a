"""One person told without a number: beside those who are counted, or as the one who came home to a region."""

from collections.abc import Iterator

from homeward.reading.grammar.people.groups import Counted, is_of_a_region
from homeward.reading.grammar.words.lexicon import Language
from homeward.reading.grammar.words.lines import Line
from homeward.reading.words import Category, Qualifier

_MOVED_WITHIN = 2  # tokens between a verb and the one person it moves
_HOME_WITHIN = 3  # tokens from a person to the region he is from
_WORDS = 5  # behind an article
_MOVING = ("give", "free", "receive", "return", "swap")
_CAME_WITHIN = 6  # tokens between a person and the verb of coming home
_CAME = ("л", "ла", "лся", "лась", "ен", "ена", "в", "вся", "лася", "ений")  # of one who came home


def singles(line: Line, found: list[Counted]) -> Iterator[Counted]:
    """The persons that a sentence tells beside those *found* by their number."""
    if line.inflected:
        yield from _of_a_region(line, found)
    elif found:
        yield from _beside(line, found)
        yield from _of_office(line, found)


def by_article(line: Line, language: Language) -> Iterator[Counted]:
    """Whoever an article counts as one, whatever happened: "a medic", "an Afghan fighter", "a former mayor"."""
    for article in line.all("cue", "one"):
        head = _person(line, article.j, language) if line.low(article.i) in {"a", "an"} else None
        if head is None or any(a.i <= article.i < a.j for a in line.amounts):
            continue
        noun, people = line.ending("noun", head), line.first("people", lo=article.j, hi=head)
        category = Category(noun.value) if noun is not None else Category.PRISONERS
        of = people.value if people is not None else None
        yield Counted(line, article.i, head, article.i, 1, Qualifier.EXACT, category, of, rule="count.article")


def by_noun(line: Line) -> Iterator[Counted]:
    """Whoever a noun in the singular tells, whatever happened: "австралиец", "француженку", "рейнджера"."""
    for i, token in enumerate(line.tokens):
        noun, people = line.at("noun", i), line.at("people", i)
        if not token.form.one or any(a.j in {i, i - 1} or a.i <= i < a.j for a in line.amounts):
            continue
        if noun is None and people is None and (token.text[0].isupper() or not _is_moved(line, i)):
            continue
        people = people or line.ending("people", i)
        category = Category(noun.value) if noun is not None else Category.PRISONERS
        of = people.value if people is not None else None
        yield Counted(line, i, i + 1, i, 1, Qualifier.EXACT, category, of, rule="count.alone")


def _is_moved(line: Line, i: int) -> bool:
    """Whether a word that means nothing else stands in a clause that tells of somebody freed, given or swapped."""
    return line.first("verb", *_MOVING, lo=line.clause(i)[0], hi=line.clause(i)[1]) is not None and not any(
        m.i <= i < m.j for m in line.marks
    )


def _person(line: Line, i: int, language: Language) -> int | None:
    """Where the words of an article end that name a person: with a noun of the lexicon, or one that ends like those."""
    end = None
    for k in range(i, min(len(line.tokens), i + _WORDS)):
        if not line.low(k)[:1].isalpha() or line.at("cue", k, "and", "preposition", "be") or line.at("verb", k):
            break
        noun = line.at("noun", k) or line.at("people", k)
        if noun is not None:
            end = noun.j
        elif line.low(k).endswith(language.person_ends):
            end = k + 1
    return end


def _beside(line: Line, found: list[Counted]) -> Iterator[Counted]:
    """One person told beside counted ones: "two Armenian servicemen …, and Armenia returned an Azerbaijani soldier"."""
    for article in line.all("cue", "one"):
        people = line.at("people", article.j)
        noun = line.at("noun", people.j) if people is not None and line.low(article.i) in {"a", "an"} else None
        if noun is None or people is None or any(group.i <= article.i < group.j for group in found):
            continue
        lo, _ = line.clause(article.i)
        moved = line.last(
            "verb", "give", "free", "receive", "return", lo=max(lo, article.i - _MOVED_WITHIN), hi=article.i
        )
        if moved is None and line.at("cue", noun.j, "be") is not None and line.first("cue", "as_well", lo=noun.j):
            moved = line.first(
                "verb", "free", "give", "swap", "receive", lo=noun.j, hi=min(len(line.tokens), noun.j + 3)
            )
        if moved is not None and line.low(noun.i) not in {"people", "members"}:
            category = Category(noun.value)
            yield Counted(
                line, article.i, noun.j, article.i, 1, Qualifier.EXACT, category, people.value, rule="count.one"
            )


def _of_office(line: Line, found: list[Counted]) -> Iterator[Counted]:
    """One person of office, exchanged for counted ones: "nine conscripts were exchanged for the mayor of Melitopol"."""
    for noun in line.all("noun", "civilians", "officers"):
        start = noun.i
        while line.ending("adjective", start) is not None:
            start -= 1
        article = line.ending("cue", start, "article")
        named = line.low(noun.j) == "of" and line.tokens[min(noun.j + 1, len(line.tokens) - 1)].text[0].isupper()
        if article is None or line.low(article.i) != "the" or not named or line.low(noun.i).endswith("s"):
            continue
        lo, hi = line.clause(noun.i)
        swapped = line.first("verb", "swap", "give", "free", lo=lo, hi=hi)
        given = [g for g in found if line.ending("cue", g.i, "for", "in_return") is not None and g.i > noun.j]
        if swapped is None or not (given or line.ending("cue", article.i, "for", "in_return")):
            continue
        category = Category(noun.value)
        yield Counted(line, article.i, noun.j + 2, article.i, 1, Qualifier.EXACT, category, rule="count.one")


def _of_a_region(line: Line, found: list[Counted]) -> Iterator[Counted]:
    """One who came home to a region: "вернулся военный из Оренбургской области", "челябинец вернулся"."""
    for region in line.all("region"):
        noun = next((n for n in line.all("noun", lo=max(0, region.i - _HOME_WITHIN), hi=region.i)), None)
        i = noun.i if noun is not None else region.i
        home = noun is None or line.ending("cue", region.i, "from") is not None or region.i == noun.j
        if not home or any(g.i <= i < g.j for g in found) or not _is_one(line, i):
            continue
        lo, hi = line.clause(i)
        lo, hi = max(lo, i - _CAME_WITHIN), min(hi, region.j + _CAME_WITHIN)
        came = line.first("verb", "return", "free", lo=lo, hi=hi)
        if came is None or not any(line.low(k).endswith(_CAME) for k in range(lo, hi) if line.at("verb", k)):
            continue
        category = Category(noun.value) if noun is not None else Category.PRISONERS
        if noun is not None and is_of_a_region(line, noun):
            category = Category.SERVICEMEN
        yield Counted(line, i, region.j, i, 1, Qualifier.EXACT, category, region.value, rule="count.of_a_region")


def _is_one(line: Line, i: int) -> bool:
    """Whether a noun is the one subject: in the nominative singular, with no number before it."""
    token = line.tokens[i]
    counted = any(a.j in {i, i - 1} and not a.ordinal for a in line.amounts)
    return token.low in token.form.lemmas and "nomn" in token.form.cases and not counted
