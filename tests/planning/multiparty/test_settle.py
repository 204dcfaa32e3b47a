"""What comes of a deal is the best of all that could, accepted by every party as a whole."""

import hashlib
import random
from dataclasses import replace

from hypothesis import given, settings

from homeward.planning.multiparty import (
    Deal,
    Transfer,
    broken,
    deal_of,
    loops,
    score,
    settle,
)
from tests.planning.multiparty.deals import bounded_deals, deal, deals, possibilities


def drawn_first(deal: Deal, transfers: tuple[Transfer, ...]) -> list[bool]:
    """Who goes where, in the order of the lottery: among equals the one that is greatest here is chosen."""
    seed = deal.lottery.encode() + b"\n"
    order = sorted(deal.people, key=lambda p: hashlib.sha256(seed + p.id.encode()).digest())
    going = {one.person: one.to for one in transfers}
    return [going.get(person.id) == to for person in order for to in person.to]


def best(deal: Deal) -> tuple[Transfer, ...]:
    accepted = [way for way in possibilities(deal) if next(broken(deal, way), None) is None]
    return max(accepted, key=lambda way: (score(deal, way), drawn_first(deal, way)))


@settings(deadline=None, max_examples=200)
@given(deals)
def test_nothing_better_can_be_agreed_to(deal: Deal) -> None:
    found = settle(deal)
    assert found.is_optimal
    assert found.transfers == best(deal)


@settings(deadline=None, max_examples=200)
@given(bounded_deals)
def test_nothing_better_falls_into_cycles_and_chains_that_short(deal: Deal) -> None:
    found = settle(deal)
    assert found.is_optimal
    assert found.transfers == best(deal)
    parts = loops(deal, found.transfers)
    assert parts is not None
    assert sorted(one for part in parts for one in part.transfers) == sorted(found.transfers)


@settings(deadline=None, max_examples=50)
@given(deals)
def test_the_order_of_the_people_and_of_the_conditions_does_not_matter(deal: Deal) -> None:
    turned = replace(
        deal, people=deal.people[::-1], conditions=deal.conditions[::-1], parties=deal.parties[::-1]
    )  # fmt: skip
    assert sorted(settle(turned).transfers) == sorted(settle(deal).transfers)


def test_one_is_given_only_if_two_come_and_a_fourth_goes_to_a_third_party() -> None:
    people = {"a": ("A", ["B"]), "b": ("B", ["A"]), "c": ("B", ["A"]), "d": ("B", ["C"])}
    demands = [{"people": ["b", "c"], "to": "A"}, {"people": ["d"], "to": "C"}]
    whole = deal(people, [{"party": "A", "gives": ["a"], "demands": demands}])
    assert len(settle(whole).transfers) == 4
    unwilling = deal(people | {"d": ("B", []), "e": ("C", [])}, [{"party": "A", "gives": ["a"], "demands": demands}])
    assert [one.person for one in settle(unwilling).transfers] == ["b", "c"]


def test_a_party_that_must_get_someone_for_whom_it_gives_gives_nobody_alone() -> None:
    people = {"a": ("A", ["B"]), "b": ("B", ["C"]), "c": ("C", ["A"])}
    swap = deal(people, [], parties=[{"name": name, "goodwill": 0} for name in "ABC"])
    assert [len(part.transfers) for part in loops(swap, settle(swap).transfers) or ()] == [3]
    assert settle(replace(swap, cycle=2, chain=2)).transfers == ()


def test_a_chain_starts_with_goodwill_and_is_no_longer_than_allowed() -> None:
    people = {"a": ("A", ["B"]), "b": ("B", ["C"]), "c": ("C", ["D"]), "d": ("D", ["E"])}
    parties = [{"name": name, "goodwill": int(name == "A")} for name in "ABCDE"]
    assert len(settle(deal(people, [], parties=parties)).transfers) == 4
    assert len(settle(deal(people, [], parties=parties, cycle=3, chain=2)).transfers) == 2


def test_who_is_released_without_return_is_in_no_balance() -> None:
    people = {"a": ("A", ["B"]), "z": ("A", ["B"])}
    parties = [{"name": name, "goodwill": 0} for name in "AB"]
    assert [one.person for one in settle(deal(people, [], parties=parties, goodwill=["z"])).transfers] == ["z"]


def test_a_wish_for_one_of_two_places_is_followed_where_it_costs_nobody_his_place() -> None:
    people = {"a": ("A", ["C", "B"]), "b": ("B", ["A"])}
    assert settle(deal(people, [])).transfers[0].to == "C"
    bound = deal(people, [{"party": "B", "gives": ["b"], "demands": [{"people": ["a"], "to": "B"}]}])
    assert settle(bound).transfers[0].to == "B"


def test_two_for_each() -> None:
    people = {f"a{n}": ("A", ["B"]) for n in range(3)} | {f"b{n}": ("B", ["A"]) for n in range(4)}
    two = [{"party": "A", "gives": ["a0", "a1", "a2"], "demands": [{"to": "A", "at_least": 2, "each": True}]}]
    found = settle(deal(people, two))
    assert [sum(one.giver == name for one in found.transfers) for name in "AB"] == [2, 4]


def test_seven_parties_and_twenty_six_people_are_settled_and_proven() -> None:
    from benchmarks.planning.parties import deal as invented

    for seed in (4, 8, 14):
        given = invented(seed)
        one = deal_of(given)
        found = settle(one)
        assert found.is_optimal
        assert len(found.transfers) >= 15
        random.Random(seed).shuffle(given["people"])
        assert sorted(settle(deal_of(given)).transfers) == sorted(found.transfers)
