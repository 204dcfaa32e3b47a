"""What stands in the way is true, and is the least: checked against everything that could happen."""

from itertools import combinations

from hypothesis import assume, given, settings

from homeward.planning.multiparty import Deal, Term, TermKind, broken, why_not
from tests.planning.multiparty.deals import deal, deals, possibilities


def smallest(ways: list[set[Term]]) -> int:
    """How many terms a smallest set has that meets every way."""
    terms = sorted({term for way in ways for term in way}, key=str)
    for size in range(len(terms) + 1):
        if any(all(way & set(some) for way in ways) for some in combinations(terms, size)):
            return size
    raise AssertionError("a way without terms")


@settings(deadline=None, max_examples=150)
@given(deals)
def test_the_conflict_rules_it_out_and_no_smaller_one_does(deal: Deal) -> None:
    for person in deal.people:
        ways = [set(broken(deal, way)) for way in possibilities(deal) if person.id in {one.person for one in way}]
        found = why_not(deal, person.id)
        if not person.to:
            assert (found.conflict, found.change) == ((), None)
        elif set() in ways:
            assert found.is_possible
        else:
            assert all(way & set(found.conflict) for way in ways)
            assert len(found.conflict) == smallest(ways)
            assert set(found.change or ()) in ways
            assert len(found.change or ()) == min(map(len, ways))


@settings(deadline=None, max_examples=100)
@given(deals)
def test_why_nobody_moves(deal: Deal) -> None:
    ways = [set(broken(deal, way)) for way in possibilities(deal) if way]
    assume(ways)
    found = why_not(deal)
    assert found.is_possible == (set() in ways)
    if not found.is_possible:
        assert len(found.conflict) == smallest(ways)


def test_two_who_each_want_the_other_to_give_more_are_named() -> None:
    people = {"a": ("A", ["B"]), "b": ("B", ["A"])}
    each = {"at_least": 2, "each": True}
    stuck = deal(people, [
        {"party": "A", "gives": ["a"], "demands": [{"to": "A", **each}]},
        {"party": "B", "gives": ["b"], "demands": [{"to": "B", **each}]},
    ])  # fmt: skip
    assert why_not(stuck, "a").conflict == (Term(TermKind.DEMAND, "A", "c0", 0),)
    assert why_not(stuck, moved=2).change is not None
