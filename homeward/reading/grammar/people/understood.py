"""Numbers without a noun that only their neighbours show to count people: "another 536 came back", "13 to Germany"."""

from collections.abc import Iterator

from homeward.reading.grammar.people.groups import Counted, is_counted_between, is_each, qualified
from homeward.reading.grammar.words.lines import Line
from homeward.reading.grammar.words.numbers import Amount
from homeward.reading.words import Category, Qualifier

FIGURE = "count.figure"  # the rule of "Moscow put its figure at 248", "Kyiv's figure was 189"
_FIGURE_WITHIN = 4  # tokens of "figure of freed captives at"
_SUMMED_WITHIN = 6  # tokens between "in all" and its number
_REACHES = {"at", "—", "–", "reached", "to", "is", "passed", "totalled", "totaled", "totals", "of", "reaches", "now"}


def by_neighbours(line: Line, amount: Amount) -> Counted | None:
    """Read the people counted by a number of which only what stands beside it tells that it counts people."""
    each = is_each(line, amount, amount.j) and _stands_alone(line, amount.j)
    if each and line.ending("cue", amount.i, "apiece") is not None:  # "обміняли по 205", but "по 41 гривні"
        lo, hi = line.clause(amount.i)
        lo = 0 if line.inflected and line.low(lo) in {"—", "–"} else lo  # "… по 307, а в воскресенье — по 303"
        sided = line.inflected and line.at("cue", amount.j, "each") is not None  # "600, по 300 с каждой стороны"
        each = sided or line.first("verb", "swap", "give", "return", "receive", lo=lo, hi=hi) is not None
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
    nations = line.all("people", lo=many.j, hi=amount.i) if many is not None else ()
    named = next((m for m in nations if line.at("cue", m.j, "captivity", "regime") is None), None)
    told = line.first("noun", lo=many.j, hi=amount.i) if many is not None else None
    category = Category(told.value) if told is not None else category
    if rule == FIGURE:
        named = line.last("party", hi=amount.i)
    if line.inflected and category is None and line.at("cue", amount.j, "deed") is not None:
        category = Category.SERVICEMEN  # "74 защищали «Азовсталь»"
    people = named.value if named is not None else None
    part = rule == "count.then_any_verb"
    return Counted(
        line, i, amount.j, amount.i, amount.value, qualifier, category, people, each, partitive=part, rule=rule
    )


def _stands_alone(line: Line, j: int) -> bool:
    """Whether no noun of something else follows a number: "1,000 from each side", but not "each of the 20 schools"."""
    return not line.low(j)[:1].isalpha() or any(m.i == j and m.group in {"cue", "verb"} for m in line.marks)


def _is_a_figure(line: Line, first: int) -> bool:
    """Whether the words before a number are of a side's own count."""
    near = range(max(0, first - _FIGURE_WITHIN), first - 1)
    named = next((k for k in near if line.low(k) in {"figure", "number", "tally", "count"}), None)
    if named is None or line.low(first - 1) not in {"at", "was", "is", "of"}:
        return False
    owned = line.ending("pronoun", named, "its") is not None or line.low(named - 1) == "'s"
    return owned and line.last("party", hi=named) is not None


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
    k = j + (line.inflected and line.low(j) in {"—", "–"})  # "двое — в Россию"
    if line.at("cue", k, "to") is not None and (line.at("party", k + 1) or line.at("party", k + 2)):
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
    dashed = line.inflected and line.low(amount.i - 1) in {"—", "–"} and not line.low(j)[:1].isalpha()
    if dashed and line.ending("cue", amount.i - 1, "cumulative", "two_days", "three_days") is not None:
        yield "count.in_total"  # "а за два дня — 500"
    summed = line.last("cue", "in_total", lo=max(0, amount.i - _SUMMED_WITHIN), hi=amount.i) if dashed else None
    if summed is not None and line.first("cue", "mediate", "through", lo=summed.j, hi=amount.i) is not None:
        yield "count.in_total"  # "всего через Эмираты — 5955"
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
    answered = line.low(j) == "and" and line.at("party", j + 1) is not None  # "Kyiv got 212 and Moscow 45"
    if (alone or answered) and line.ending("verb", qualified(line, amount.i)[0], *verbs) is not None:
        yield "count.object"
    if line.at("cue", j, "then") is not None or (not line.inflected and line.at("cue", j, "from") is not None):
        yield "count.then_participle"
    running = line.last("cue", "running", lo=line.clause(amount.i)[0], hi=amount.i)
    between = [a for a in line.amounts if running is not None and running.j <= a.i < amount.i]
    if running is not None and all(line.at("exchange", a.j) is not None for a in between):
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
    if alone and not line.inflected and _is_a_figure(line, first):
        yield FIGURE
    if line.ending("cue", amount.i, "group_of") is not None:
        yield "count.group_of"
    many = line.last("cue", "how_many", lo=line.clause(amount.i)[0], hi=amount.i)
    put = many is not None and line.low(first - 1) in _REACHES and line.first("verb", lo=many.j, hi=amount.i)
    figure = line.low(first - 1) == "at" and line.low(first - 2) in {"number", "figure", "total", "it"}
    if not line.inflected and figure and line.last("speech", "say", hi=amount.i) is not None:
        yield "count.number_at"  # "Moscow put the number at 250"
    if alone and put:
        yield "count.number_at"  # "… put the number of those who came home at 197"
