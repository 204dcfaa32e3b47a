"""Disputes, how they are settled, and how an exchange ends."""

import pytest

from homeward.exchange import State
from homeward.exchange.standing import PersonFate
from homeward.exchange.words import (
    Close,
    Closed,
    Correction,
    Dispute,
    Handed,
    Outcome,
    Record,
    Resolution,
    Substitution,
    Withdraw,
)
from tests.exchange.table import Seat, Table, departure, held, manifest, person, receipt, terms

LEG = ("day-1", "north", "south")


def broken(state: State) -> list[str]:
    return [one.rule.id for one in state.broken]


def planned(*, tolerance: int = 0) -> tuple[Table, Seat, Seat, Seat]:
    """Three a side, planned and accepted both ways."""
    table = Table()
    north, south, envoy = table.sit()
    under = north.say(terms(tolerance=tolerance))
    south.accept(under)
    for giver, receiver in ((north, south), (south, north)):
        giver.say(held(*range(10), giver=giver.name))
        receiver.accept(giver.say(manifest(under, 1, 2, 3, giver=giver.name)))
    return table, north, south, envoy


def confirmed(table: Table) -> bool:
    return table.state().leg(*LEG).confirmed


def settle(*handed: Handed, total: int | None = None, disputes: tuple[str, ...] = ()) -> Resolution:
    return Resolution(*LEG, disputes=disputes, people=handed, total=total)


def correct(seat: Seat, of: str, content: Record, *, look: bool = True) -> str:
    return seat.say(Correction(of, "counted again", content), look=look)


# --- disputes and resolutions


def handed(table: Table) -> None:
    table.seats["north"].say(departure(1, 2, 3))
    table.seats["south"].say(receipt(1, 2, 3))


@pytest.mark.parametrize("who", ["north", "south", "envoy"])
def test_giver_receiver_or_intermediary_contests_and_the_stage_is_not_confirmed(who: str) -> None:
    table, _, _, _ = planned()
    handed(table)
    contested = table.seats[who].say(Dispute(*LEG, people=(person(1),)))
    state = table.state()
    assert not state.leg(*LEG).confirmed
    assert [ref.digest for ref in state.leg(*LEG).disputes] == [contested]
    assert state.figures("north", "south").confirmed.value == 2
    assert state.person("north", person(1)).fate is PersonFate.DISPUTED  # type: ignore[union-attr]
    table.seats[who].say(Withdraw(contested))
    assert confirmed(table)
    assert [(one.open, one.ended_by) for one in table.state().disputes] == [(False, None)]


def test_a_dispute_that_names_nobody_contests_everybody() -> None:
    table, _, _, envoy = planned()
    handed(table)
    envoy.say(Dispute(*LEG))
    assert table.state().figures("north", "south").confirmed.value == 0


def test_a_dispute_is_about_the_people_of_the_leg_and_by_those_concerned() -> None:
    table = Table(parties=("north", "south", "west"))
    north, south, west, _ = table.sit()
    under = north.say(terms())
    south.accept(under)
    west.accept(under)
    north.say(Dispute(*LEG, people=(person(1),)))
    west.say(Dispute(*LEG))
    assert broken(table.state()) == ["dispute.people", "dispute.by"]


def test_a_difference_is_resolved_when_one_proposes_and_the_other_accepts() -> None:
    table, north, south, _ = planned()
    north.say(departure(1, 2, 3))
    south.say(receipt(1, 2, p3=Outcome.ABSENT))
    offered = north.say(settle(Handed(person(3), Outcome.ABSENT)))
    assert not confirmed(table)
    south.accept(offered)
    state = table.state()
    assert state.leg(*LEG).confirmed
    assert state.person("north", person(3)).settled.outcome is Outcome.ABSENT  # type: ignore[union-attr]
    assert state.figures("north", "south").owed.value == 1


def test_a_resolution_ends_a_dispute_only_with_whoever_raised_it() -> None:
    table, north, south, envoy = planned()
    handed(table)
    contested = envoy.say(Dispute(*LEG, people=(person(1),)))
    offered = north.say(settle(disputes=(contested,)))
    south.accept(offered)
    assert not confirmed(table)
    envoy.accept(offered)
    assert confirmed(table)
    assert table.state().disputes[0].ended_by is not None


def test_nothing_is_settled_before_both_have_had_their_say() -> None:
    table, north, _, _ = planned()
    north.say(departure(1, 2, 3))
    north.say(settle(Handed(person(3), Outcome.RECEIVED)))
    assert broken(table.state()) == ["resolution.heard"]


@pytest.mark.parametrize(
    ("body", "rule"),
    [
        (settle(), "resolution.people"),
        (settle(Handed(person(9), Outcome.RECEIVED)), "resolution.people"),
        (settle(*[Handed(person(1), Outcome.RECEIVED)] * 2), "resolution.people"),
        (settle(disputes=("ab" * 32,)), "resolution.people"),
        (settle(Handed(person(1), Outcome.DEPARTED)), "resolution.outcome"),
        (settle(Handed(person(1), Outcome.WRONG_PERSON)), "resolution.outcome"),
    ],
)
def test_a_resolution_settles_something_of_its_leg(body: Resolution, rule: str) -> None:
    table, north, _, _ = planned()
    handed(table)
    north.say(body)
    assert broken(table.state()) == [rule]


def test_a_party_stands_behind_one_open_resolution_for_one_person() -> None:
    table, north, south, _ = planned()
    handed(table)
    north.look()
    one = north.say(settle(Handed(person(1), Outcome.RECEIVED)), look=False)
    two = south.say(settle(Handed(person(1), Outcome.ABSENT)), look=False)
    north.accept(two)
    south.accept(one)
    assert broken(table.state()) == ["resolution.once", "resolution.once"]


def test_a_correction_made_after_the_resolution_opens_the_matter_again() -> None:
    table, north, south, _ = planned()
    first = north.say(departure(1, 2, 3))
    south.say(receipt(1, 2, p3=Outcome.ABSENT))
    offered = south.say(settle(Handed(person(3), Outcome.ABSENT)))
    north.accept(offered)
    assert confirmed(table)
    correct(north, first, departure(1, 2, p3=Outcome.REFUSED))
    assert confirmed(table), "the new word agrees with the receiver's by itself"
    correct(north, first, departure(1, 2, 3))
    state = table.state()
    assert not state.leg(*LEG).confirmed
    assert state.person("north", person(3)).settled is None  # type: ignore[union-attr]


def test_a_correction_that_the_other_side_had_not_seen_is_covered_if_its_author_settled_after_it() -> None:
    table, north, south, _ = planned()
    first = north.say(departure(1, 2, 3))
    south.say(receipt(1, 2, p3=Outcome.ABSENT))
    offered = south.say(settle(Handed(person(3), Outcome.ABSENT)))
    correct(north, first, departure(1, 2, p3=Outcome.DECEASED))
    north.accept(offered)
    assert confirmed(table)


def test_a_settled_head_count_is_open_again_when_a_side_counts_anew() -> None:
    table, north, south, _ = planned()
    first = north.say(departure(1, 2, 3, total=4))
    south.say(receipt(1, 2, 3))
    south.accept(north.say(settle(total=3)))
    assert confirmed(table)
    correct(north, first, departure(1, 2, 3, total=5))
    state = table.state()
    assert not state.leg(*LEG).confirmed
    assert [one.totals for one in state.differences] == [(5, 3)]


def test_whom_a_resolution_says_arrived_is_not_substituted_afterwards() -> None:
    table, north, south, _ = planned()
    north.say(departure(1, 2, p3=Outcome.ABSENT))
    south.say(receipt(1, 2, p3=Outcome.WRONG_PERSON))
    on = table.state().rosters[0].ref.digest
    north.say(settle(Handed(person(3), Outcome.RECEIVED)))
    south.say(Substitution(on, (person(3),)))
    assert broken(table.state()) == ["substitution.moved"]


def test_a_party_does_not_settle_what_it_has_agreed_to_take_off() -> None:
    table, north, south, _ = planned()
    north.say(departure(1, 2, p3=Outcome.ABSENT))
    south.say(receipt(1, 2, p3=Outcome.WRONG_PERSON))
    on = table.state().rosters[0].ref.digest
    north.say(Substitution(on, (person(3),)))
    north.say(settle(Handed(person(3), Outcome.RECEIVED)))
    assert broken(table.state()) == ["resolution.once"]


# --- the end


def test_done_is_said_only_when_nothing_is_owed_or_disputed() -> None:
    table, north, south, _ = planned()
    north.say(Close(Closed.DONE))
    handed(table)
    south.say(departure(1, 2, 3, giver="south"))
    north.say(Close(Closed.DONE))
    assert broken(table.state()) == ["close.nothing-owed"] * 2
    north.say(receipt(1, 2, 3, giver="south"))
    north.say(Close(Closed.DONE))
    assert table.state().closing.closed is None
    south.say(Close(Closed.DONE))
    state = table.state()
    assert state.closing.closed is Closed.DONE
    assert broken(state) == ["close.nothing-owed"] * 2


def test_a_side_that_falls_short_within_the_tolerance_owes_nothing() -> None:
    table, north, south, _ = planned(tolerance=1)
    north.say(departure(1, 2, p3=Outcome.DECEASED))
    south.say(receipt(1, 2, p3=Outcome.ABSENT))
    south.say(departure(1, 2, 3, giver="south"))
    north.say(receipt(1, 2, 3, giver="south"))
    north.say(Close(Closed.DONE))
    state = table.state()
    assert not state.broken
    balance = state.balance("north", "south")
    assert (balance.one_owes, balance.other_owes, balance.within) == (1, 0, True)


def test_who_has_closed_may_still_correct_and_contest_but_records_nothing_new() -> None:
    table, north, south, _ = planned()
    handed(table)
    south.say(departure(1, 2, 3, giver="south"))
    came = north.say(receipt(1, 2, 3, giver="south"))
    north.say(Close(Closed.DONE))
    south.say(Close(Closed.DONE))
    correct(north, came, receipt(1, 2, giver="south", p3=Outcome.WRONG_PERSON))
    north.say(Dispute("day-1", "south", "north", people=(person(3, "south"),)))
    north.say(held(5))
    state = table.state()
    assert broken(state) == ["close.by"]
    assert state.closing.closed is None


def test_a_close_in_good_faith_stands_though_a_dispute_it_had_not_seen_keeps_the_exchange_open() -> None:
    table, north, south, envoy = planned()
    handed(table)
    south.say(departure(1, 2, 3, giver="south"))
    north.say(receipt(1, 2, 3, giver="south"))
    for seat in (north, south, envoy):
        seat.look()
    envoy.say(Dispute(*LEG))
    north.say(Close(Closed.DONE), look=False)
    south.say(Close(Closed.DONE), look=False)
    state = table.state()
    assert not state.broken
    assert state.closing.closed is None
    assert len(state.closing.by) == 2
