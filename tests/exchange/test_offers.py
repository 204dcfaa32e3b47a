"""What can be offered, what binds, and what comes too late."""

from dataclasses import replace
from datetime import date

import pytest

from homeward.exchange import State, fold
from homeward.exchange.standing import OfferFate
from homeward.exchange.words import (
    Answer,
    Close,
    Closed,
    Point,
    Quota,
    Stage,
    Telling,
    Terms,
)
from tests.exchange.table import Seat, Table, held, manifest, terms


def broken(state: State) -> list[str]:
    return [one.rule.id for one in state.broken]


def agreed(count: int = 3, **more: int) -> tuple[Table, Seat, Seat, Seat, str]:
    """A table with terms in force and ten people listed a side."""
    table = Table()
    north, south, envoy = table.sit()
    under = north.say(terms(count, **more))  # type: ignore[arg-type]
    south.accept(under)
    north.say(held(*range(10)))
    south.say(held(*range(10), giver="south"))
    return table, north, south, envoy, under


# --- terms


def test_terms_are_in_force_when_every_party_has_accepted_the_same_bytes() -> None:
    table = Table(parties=("north", "south", "west"))
    north, south, west, envoy = table.sit()
    offered = envoy.say(terms())
    north.accept(offered)
    south.accept(offered)
    assert table.state().terms is None
    west.accept(offered)
    state = table.state()
    assert state.terms is not None
    assert state.terms.ref.digest == offered
    assert {name for name, _ in state.offers[0].behind} == {"north", "south", "west"}


def test_terms_are_replaced_only_by_newly_accepted_terms() -> None:
    table, north, south, _, first = agreed()
    second = south.say(terms(5, replaces=first))
    assert table.state().figures("north", "south").agreed.value == 3
    north.accept(second)
    state = table.state()
    assert state.figures("north", "south").agreed.value == 5
    assert [one.fate for one in state.offers] == [OfferFate.REPLACED, OfferFate.IN_FORCE]


def test_terms_that_do_not_replace_those_in_force_are_void() -> None:
    table, north, _, _, _ = agreed()
    north.say(terms())
    assert broken(table.state()) == ["terms.current"]


@pytest.mark.parametrize(
    ("change", "rule"),
    [
        ({"quotas": (Quota("north", "north", "servicemen", 3),)}, "terms.parties"),
        ({"quotas": (Quota("north", "envoy", "servicemen", 3),)}, "terms.parties"),
        ({"quotas": (Quota("north", "south", "servicemen", 3),) * 2}, "terms.parties"),
        ({"points": (Point("bridge", ""),) * 2}, "terms.stages"),
        ({"priorities": ("wounded", "wounded")}, "terms.stages"),
        ({"stages": terms(stages=2).stages[::-1], "quotas": terms(stages=2).quotas}, "terms.stages"),
        ({"quotas": terms(4).quotas}, "terms.sums"),
        ({"telling": Telling(consent=("stranger",))}, "terms.consent"),
        ({"replaces": "ab" * 32}, "terms.current"),
    ],
)
def test_terms_that_make_no_sense_are_void(change: dict[str, object], rule: str) -> None:
    table = Table()
    north, _, _ = table.sit()
    north.say(replace(terms(), **change))
    assert broken(table.state()) == [rule]


def test_stages_add_up_to_the_whole_in_every_category_that_both_name() -> None:
    table = Table()
    north, _, _ = table.sit()
    whole = (Quota("north", "south", "servicemen", 2), Quota("north", "south", "civilians", 1))
    staged = (Quota("north", "south", "servicemen", 3),)
    north.say(replace(terms(), quotas=whole, stages=(Stage("day-1", date(2025, 5, 23), staged),)))
    assert broken(table.state()) == ["terms.sums"]


def test_two_terms_offered_across_each_other_cannot_both_come_into_force() -> None:
    """Each party stands behind its own; neither may accept the other's before it knows its own is past taking up."""
    table = Table()
    north, south, _ = table.sit()
    one = north.say(terms(3), look=False)
    two = south.say(terms(5), look=False)
    north.accept(two)
    south.accept(one)
    assert broken(table.state()) == ["terms.rival", "terms.rival"]
    assert table.state().terms is None


def test_a_party_is_free_for_other_terms_once_its_withdrawal_is_acknowledged() -> None:
    table = Table()
    north, south, _ = table.sit()
    one = north.say(terms(3), look=False)
    two = south.say(terms(5), look=False)
    north.withdraw(one)
    north.accept(two)  # south has not been heard to know of the withdrawal
    assert broken(table.state()) == ["terms.rival"]
    south.say(held(1, giver="south"))
    north.accept(two)
    state = table.state()
    assert state.terms is not None
    assert state.terms.ref.digest == two
    assert {offer.ref.digest: offer.fate for offer in state.offers} == {one: OfferFate.DEAD, two: OfferFate.IN_FORCE}


# --- acceptance and withdrawal


def test_an_offer_binds_from_its_acceptance() -> None:
    table = Table()
    north, south, _ = table.sit()
    offered = north.say(terms())
    south.accept(offered)
    north.withdraw(offered)
    assert broken(table.state()) == ["withdraw.too-late"]
    assert table.state().terms is not None


def test_a_withdrawal_that_its_acceptor_had_not_seen_comes_too_late() -> None:
    table = Table()
    north, south, _ = table.sit()
    offered = north.say(terms())
    south.look()
    north.withdraw(offered, look=False)
    south.accept(offered, look=False)
    state = table.state()
    assert broken(state) == ["withdraw.too-late"]
    assert state.terms is not None


def test_a_withdrawal_that_its_acceptor_had_seen_holds() -> None:
    table = Table()
    north, south, _ = table.sit()
    offered = north.say(terms())
    north.withdraw(offered)
    south.accept(offered)
    state = table.state()
    assert broken(state) == ["accept.withdrawn"]
    assert state.terms is None
    assert state.offers[0].fate is OfferFate.DEAD


def test_a_withdrawn_offer_stays_open_until_somebody_whom_it_needs_has_seen_that() -> None:
    table = Table()
    north, south, envoy = table.sit()
    offered = north.say(terms())
    north.withdraw(offered)
    envoy.say(Answer("ab" * 32, ()))
    assert table.state().offers[0].fate is OfferFate.OPEN
    south.say(held(1, giver="south"))
    assert table.state().offers[0].fate is OfferFate.DEAD


def test_only_ones_own_is_withdrawn_and_once() -> None:
    table = Table()
    north, south, _ = table.sit()
    offered = north.say(terms())
    south.withdraw(offered)
    north.withdraw(offered)
    north.withdraw(offered)
    north.withdraw("ab" * 32)
    north.withdraw(north.say(held(1)))
    assert broken(table.state()) == ["withdraw.own"] * 4


def test_only_those_whom_an_offer_needs_accept_it_and_once() -> None:
    table = Table()
    north, south, envoy = table.sit()
    offered = north.say(terms())
    envoy.accept(offered)
    north.accept(offered)
    south.accept(offered)
    south.accept(offered)
    south.accept("ab" * 32)
    south.accept(north.say(held(1)))
    assert broken(table.state()) == ["accept.needed"] * 3 + ["accept.offer"] * 2


def test_what_is_accepted_has_been_seen() -> None:
    table = Table()
    north, south, _ = table.sit()
    offered = north.say(terms())
    south.accept(offered, look=False)
    assert broken(table.state()) == ["accept.offer"]


# --- breaking off


def test_breaking_off_binds_from_when_it_is_seen() -> None:
    table, north, south, _, under = agreed()
    one = north.say(manifest(under, 1))
    two = north.say(manifest(under, 2))
    south.look()
    north.say(Close(Closed.BROKEN_OFF, "the road was shelled"))
    south.accept(one, look=False)
    south.accept(two)
    state = table.state()
    assert broken(state) == ["close.broken-off"]
    assert state.figures("north", "south").planned.value == 1
    assert state.closing.closed is Closed.BROKEN_OFF


def test_who_breaks_off_says_why_and_offers_nothing_more() -> None:
    table, north, _, envoy, under = agreed()
    north.say(Close(Closed.BROKEN_OFF))
    envoy.say(Close(Closed.BROKEN_OFF, "tired"))
    north.say(Close(Closed.BROKEN_OFF, "the road was shelled"))
    north.say(manifest(under, 1))
    north.say(Close(Closed.DONE))
    assert broken(table.state()) == ["close.by", "close.reason", "close.by", "close.by"]


def test_terms_mean_the_same_to_whoever_folds_half_of_it() -> None:
    table, _, _, _, _ = agreed()
    half = [one for one in table.logged() if one.participant != "south"]
    state = fold(half)
    assert state.terms is None
    assert state.pending
    assert isinstance(terms(), Terms)
