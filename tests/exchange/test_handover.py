"""The crossing: each side's word, where they differ, how it is settled, and when a stage is confirmed."""

from dataclasses import replace

import pytest

from homeward.exchange import State
from homeward.exchange.standing import PersonFate
from homeward.exchange.words import (
    Answer,
    Correction,
    Departure,
    Dispute,
    Handed,
    Outcome,
    Record,
    Replied,
    Reply,
    Resolution,
    Substitution,
)
from tests.exchange.table import Seat, Table, departure, held, manifest, people, person, receipt, terms

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


def test_a_stage_is_confirmed_only_when_both_sides_agree() -> None:
    table, north, south, _ = planned()
    assert not confirmed(table)
    north.say(departure(1, 2, 3))
    assert not confirmed(table)
    south.say(receipt(1, 2))
    status = table.state().leg(*LEG)
    assert not status.confirmed
    assert status.silent == (person(3),)
    south.say(receipt(3))
    state = table.state()
    assert state.leg(*LEG).confirmed
    assert state.leg(*LEG).totals == (3, 3)
    assert state.leg(*LEG).at == table.now
    assert not state.leg("day-1", "south", "north").confirmed


def test_what_each_side_says_stands_side_by_side() -> None:
    table, north, south, _ = planned()
    left = north.say(departure(1, 2, 3))
    came = south.say(receipt(1, p2=Outcome.WRONG_PERSON))
    state = table.state()
    figures = state.figures("north", "south", "day-1")
    assert (figures.agreed.value, figures.planned.value, figures.departed.value, figures.received.value) == (3, 3, 3, 1)
    assert (figures.confirmed.value, figures.disputed.value, figures.owed.value) == (1, 1, 2)
    assert [ref.digest for ref in figures.departed.refs] == [left]
    assert [ref.digest for ref in figures.received.refs] == [came]
    fates = {number: state.person("north", person(number)).fate for number in (1, 2, 3)}  # type: ignore[union-attr]
    assert fates == {1: PersonFate.HANDED_OVER, 2: PersonFate.DIFFERS, 3: PersonFate.DEPARTED}


def test_both_agree_on_who_stayed_and_a_receiver_who_saw_nobody_agrees_with_any_reason() -> None:
    table, north, south, _ = planned()
    north.say(departure(1, p2=Outcome.DECEASED, p3=Outcome.DOES_NOT_WISH))
    south.say(receipt(1, p2=Outcome.ABSENT, p3=Outcome.DOES_NOT_WISH))
    state = table.state()
    assert state.leg(*LEG).confirmed
    assert state.figures("north", "south").owed.value == 2
    assert state.person("north", person(2)).fate is PersonFate.STAYED  # type: ignore[union-attr]


@pytest.mark.parametrize(
    ("left", "came"),
    [
        (Outcome.DEPARTED, Outcome.ABSENT),
        (Outcome.DEPARTED, Outcome.WRONG_PERSON),
        (Outcome.DEPARTED, Outcome.DECEASED),
        (Outcome.ABSENT, Outcome.RECEIVED),
        (Outcome.ABSENT, Outcome.DECEASED),
        (Outcome.DECEASED, Outcome.DOES_NOT_WISH),
    ],
)
def test_words_that_differ_leave_the_stage_open(left: Outcome, came: Outcome) -> None:
    table, north, south, _ = planned()
    north.say(departure(1, 2, p3=left))
    south.say(receipt(1, 2, p3=came))
    state = table.state()
    assert not state.leg(*LEG).confirmed
    assert [(one.person, one.departure.outcome, one.receipt.outcome) for one in state.differences] == [  # type: ignore[union-attr]
        (person(3), left, came)
    ]


def test_a_head_count_that_is_not_that_of_the_people_is_a_difference() -> None:
    table, north, south, _ = planned()
    north.say(departure(1, 2, 3, total=4))
    south.say(receipt(1, 2, 3, total=4))
    status = table.state().leg(*LEG)
    assert not status.confirmed
    assert [(one.person, one.totals) for one in status.differences] == [(None, (4, 4))]
    north.accept(south.say(settle(total=3)))
    assert confirmed(table)


@pytest.mark.parametrize(
    ("body", "rule"),
    [
        (departure(1, giver="south"), "handover.by"),
        (replace(departure(1), stage="day-9"), "manifest.place"),
        (replace(departure(1), point="sea"), "handover.place"),
        (replace(departure(1), people=(Handed(person(1), Outcome.ABSENT),) * 2), "handover.place"),
        (replace(departure(1), people=(Handed(person(1), Outcome.RECEIVED),)), "handover.outcome"),
        (replace(departure(1), people=(Handed(person(1), Outcome.WRONG_PERSON),)), "handover.outcome"),
        (departure(9), "handover.manifest"),
        (replace(receipt(1), giver="south", receiver="north"), "handover.manifest"),
    ],
)
def test_a_record_that_is_not_its_authors_to_make_is_void(body: Departure, rule: str) -> None:
    table, north, _, _ = planned()
    north.say(body)
    assert broken(table.state()) == [rule]


def test_nothing_is_handed_over_before_terms_are_in_force() -> None:
    table = Table()
    north, _, _ = table.sit()
    north.say(departure(1))
    north.say(Dispute(*LEG))
    assert broken(table.state()) == ["handover.terms"] * 2


def test_a_side_speaks_once_of_each_person() -> None:
    table, north, _, _ = planned()
    north.say(departure(1, 2))
    north.say(departure(2, 3))
    assert broken(table.state()) == ["handover.once"]


# --- corrections


def correct(seat: Seat, of: str, content: Record, *, look: bool = True) -> str:
    return seat.say(Correction(of, "counted again", content), look=look)


def test_a_correction_changes_the_word_and_both_stay_to_be_read() -> None:
    table, north, south, _ = planned()
    first = north.say(departure(1, 2, 3))
    south.say(receipt(1, 2, p3=Outcome.ABSENT))
    second = correct(north, first, departure(1, 2, p3=Outcome.ABSENT))
    state = table.state()
    assert state.leg(*LEG).confirmed
    assert state.figures("north", "south").departed.value == 2
    assert state.standing(first) is not None
    assert state.person("north", person(3)).departure.ref.digest == second  # type: ignore[union-attr]
    assert state.person("north", person(1)).departure.ref.digest == first, "unchanged since"  # type: ignore[union-attr]


def test_a_correction_that_differs_opens_a_confirmed_stage_again() -> None:
    table, north, south, _ = planned()
    first = north.say(departure(1, 2, 3))
    south.say(receipt(1, 2, 3))
    assert confirmed(table)
    correct(north, first, departure(1, 2, p3=Outcome.ABSENT))
    assert not confirmed(table)


def test_a_correction_keeps_to_a_record_of_ones_own() -> None:
    table, north, south, _ = planned()
    first = north.say(departure(1, 2))
    correct(south, first, departure(1))
    correct(north, first, held(1))
    correct(north, first, replace(departure(1), stage="day-2"))
    correct(north, "ab" * 32, departure(1))
    correct(north, first, departure(9))
    again = correct(north, first, departure(1, 3))
    correct(north, again, departure(1, 2))
    north.say(departure(2))
    north.say(departure(3))
    assert broken(table.state()) == [
        "correction.scope",
        "correction.scope",
        "correction.own",
        "handover.manifest",
        "correction.own",
        "handover.once",
        "correction.own",
    ]


def test_a_correction_may_still_name_who_has_left_the_manifest_as_staying() -> None:
    table, north, south, _ = planned()
    first = north.say(departure(1, p3=Outcome.ABSENT))
    on = table.state().rosters[0].ref.digest
    south.accept(north.say(Substitution(on, (person(3),), people(4))))
    correct(north, first, departure(1, p2=Outcome.ABSENT, p3=Outcome.ABSENT))
    assert not table.state().broken
    correct(north, first, departure(1, 3, p2=Outcome.ABSENT))
    assert broken(table.state()) == ["handover.manifest"]


def test_a_corrected_list_and_answer_say_the_new_thing() -> None:
    table, north, _, envoy = planned()
    listed = north.log[2].digest
    correct(north, listed, held(1, 2, 3, 20))
    asked = envoy.say(Answer(listed, (Reply(person(20), Replied.DOES_NOT_WISH),)))
    assert table.state().person("north", person(20)).fate is PersonFate.BARRED  # type: ignore[union-attr]
    correct(envoy, asked, Answer(listed, (Reply(person(20), Replied.CONFIRMED),)))
    state = table.state()
    assert not state.broken
    assert state.person("north", person(20)).fate is PersonFate.LISTED  # type: ignore[union-attr]
    assert state.person("north", person(9)) is None
