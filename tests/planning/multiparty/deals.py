"""Small deals for the tests: drawn at random, and all that could come of them."""

from itertools import product
from typing import Any

from hypothesis import strategies as st

from homeward.planning.multiparty import Deal, Transfer, deal_of

PARTIES = ("A", "B", "C")


def possibilities(deal: Deal) -> list[tuple[Transfer, ...]]:
    """Everything that could happen, if it were only for the wishes of those who are held."""
    ways = product(*((None, *person.to) for person in deal.people))
    return [
        tuple(
            Transfer(person.id, person.holder, to)
            for person, to in zip(deal.people, way, strict=True)
            if to is not None
        )
        for way in ways
    ]


@st.composite
def plain_deals(draw: st.DrawFn, bounded: bool = False, most: int = 5) -> dict[str, Any]:
    """A deal in its JSON form: three parties, up to five people, up to four conditions."""
    number = draw(st.integers(1, most))
    people = []
    for at in range(number):
        holder = draw(st.sampled_from(PARTIES))
        to = draw(st.permutations([name for name in PARTIES if name != holder]))[: draw(st.integers(0, 2))]
        worth = {name: draw(st.integers(0, 3)) for name in to}
        rank, days = draw(st.integers(0, 1)), draw(st.integers(0, 2))
        people.append({"id": f"p{at}", "holder": holder, "to": to, "class": rank, "days": days, "worth": worth})
    ids = [one["id"] for one in people]
    some = st.lists(st.sampled_from(ids), unique=True, max_size=2)
    parties = [
        {"name": name, "goodwill": draw(st.sampled_from([0, 0, 1, None])), "refuses": draw(some)[:1]}
        for name in PARTIES
    ]  # fmt: skip
    given: dict[str, Any] = {
        "format": "homeward-multiparty/1", "parties": parties, "people": people, "classes": ["first", "then"],
        "conditions": [draw(_conditions(f"c{at}", people)) for at in range(draw(st.integers(0, 4)))],
        "goodwill": draw(some)[:1], "lottery": draw(st.sampled_from(["one", "two"])),
    }  # fmt: skip
    if bounded:
        given |= {"cycle": draw(st.integers(0, 3)), "chain": draw(st.integers(0, 3))}
    if draw(st.booleans()):
        given["order"] = draw(st.permutations(["moved", "classes", "wishes", "waited", "worth"]))[:3]
    return given


@st.composite
def _conditions(draw: st.DrawFn, name: str, people: list[dict[str, Any]]) -> dict[str, Any]:
    party = draw(st.sampled_from(PARTIES))
    own = [one["id"] for one in people if one["holder"] == party]
    gives = draw(st.lists(st.sampled_from(own), unique=True, max_size=3)) if own else []
    demands = []
    for _ in range(draw(st.integers(1, 2))):
        demand: dict[str, Any] = {}
        if draw(st.booleans()):
            ids = [one["id"] for one in people]
            demand["people"] = draw(st.lists(st.sampled_from(ids), unique=True, min_size=1, max_size=3))
        for field, values in (("from", PARTIES), ("to", PARTIES), ("class", (0, 1))):
            if draw(st.integers(0, 2)) == 0:
                demand[field] = draw(st.sampled_from(values))
        if "people" not in demand or draw(st.booleans()):
            demand["at_least"] = draw(st.integers(0, 2))
            if gives and draw(st.booleans()):
                demand["each"] = True
            elif draw(st.booleans()):
                demand["at_most"] = draw(st.integers(0, 3))
        demands.append(demand)
    return {"id": name, "party": party, "gives": gives, "demands": demands}


deals = plain_deals().map(deal_of)
bounded_deals = plain_deals(bounded=True).map(deal_of)


def deal(people: dict[str, tuple[str, list[str]]], conditions: list[dict[str, Any]], **others: Any) -> Deal:
    """A deal told in short: of everybody who holds him and where he would go; nobody needs to keep a balance."""
    names = sorted({name for holder, to in people.values() for name in (holder, *to)})
    return deal_of({
        "format": "homeward-multiparty/1",
        "parties": [{"name": name, "goodwill": None} for name in names],
        "people": [{"id": who, "holder": holder, "to": to} for who, (holder, to) in people.items()],
        "conditions": [{"id": f"c{n}", **one} for n, one in enumerate(conditions)],
        **others,
    })  # fmt: skip
