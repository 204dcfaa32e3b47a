"""What may be told, from when, and which figures of a statement the record does not bear out."""

from dataclasses import replace
from datetime import timedelta

import pytest

from homeward.exchange import State
from homeward.exchange.words import Accept, Claimed, Correction, Dispute, Said, Statement, Telling, When, Withdraw
from tests.exchange.table import START, Seat, Table, departure, held, manifest, receipt, terms

LATER = START + timedelta(days=365)


def broken(state: State) -> list[str]:
    return [one.rule.id for one in state.broken]


def statement(*figures: Claimed, stage: str | None = "day-1") -> Statement:
    return Statement((Said("en", "They are home."), Said("uk", "Вони вдома.")), figures, stage)


def played(telling: Telling, stages: int = 1, done: int = 1) -> tuple[Table, Seat, Seat, Seat]:
    """Three a side and stage, so many of the stages done both ways."""
    table = Table()
    north, south, envoy = table.sit()
    under = north.say(terms(stages=stages, telling=telling))
    south.accept(under)
    for giver, receiver in ((north, south), (south, north)):
        giver.say(held(*range(10), giver=giver.name))
        for day in range(stages):
            numbers, stage = range(3 * day, 3 * day + 3), f"day-{day + 1}"
            receiver.accept(giver.say(manifest(under, *numbers, giver=giver.name, stage=stage)))
            if day < done:
                giver.say(departure(*numbers, giver=giver.name, stage=stage))
                receiver.say(receipt(*numbers, giver=giver.name, stage=stage))
    return table, north, south, envoy


def test_a_statement_is_held_until_its_stage_is_confirmed_in_both_directions() -> None:
    table, north, south, _ = played(Telling(), done=0)
    said = north.say(statement())
    north.say(departure(0, 1, 2))
    south.say(receipt(0, 1, 2))
    state = table.state()
    assert state.told(LATER) == ()
    assert state.statements(LATER)[0].waits_for == ("telling.confirmed",)
    south.say(departure(0, 1, 2, giver="south"))
    north.say(receipt(0, 1, 2, giver="south"))
    state = table.state()
    assert [one.ref.digest for one in state.told(LATER)] == [said]
    assert state.tellable("day-1", LATER)


def test_under_terms_that_hold_back_until_the_whole_is_done_a_confirmed_stage_is_not_told() -> None:
    table, north, _, _ = played(Telling(When.WHOLE), stages=2, done=1)
    north.say(statement())
    state = table.state()
    assert state.leg("day-1", "north", "south").confirmed
    assert not state.tellable("day-1", LATER)
    assert state.told(LATER) == ()


def test_the_whole_is_not_told_when_one_stage_is() -> None:
    table, north, _, _ = played(Telling(), stages=2, done=1)
    north.say(statement(stage=None))
    north.say(statement())
    state = table.state()
    assert [one.statement.stage for one in state.told(LATER)] == ["day-1"]
    assert not state.tellable(None, LATER)
    assert not state.tellable("day-9", LATER)


def test_hours_count_from_the_latest_time_that_either_side_claims() -> None:
    table, north, south, _ = played(Telling(hours=12), done=0)
    north.say(statement())
    for giver, receiver in ((north, south), (south, north)):
        giver.say(departure(0, 1, 2, giver=giver.name))
        receiver.say(receipt(0, 1, 2, giver=giver.name), time=START - timedelta(days=30))
    latest = table.now
    state = table.state()
    assert state.told(latest + timedelta(hours=12)) != ()
    held_back = state.statements(latest + timedelta(hours=11, minutes=59))[0]
    assert held_back.waits_for == ("telling.hours",)
    assert held_back.since == latest + timedelta(hours=12)


def test_hours_beyond_any_calendar_are_never_over() -> None:
    table, north, _, _ = played(Telling(hours=2**53 - 1))
    north.say(statement())
    assert table.state().statements(LATER)[0].waits_for == ("telling.hours",)


def test_those_whom_the_terms_name_consent_to_the_statement_as_it_now_reads() -> None:
    table, north, _, envoy = played(Telling(consent=("north", "envoy")))
    said = north.say(statement())
    assert table.state().statements(LATER)[0].waits_for == ("telling.consent",)
    envoy.say(Accept(said))
    assert table.state().told(LATER)
    north.say(Correction(said, "a slip", replace(statement(), words=(Said("en", "All are home."),))))
    assert table.state().statements(LATER)[0].waits_for == ("telling.consent",)
    envoy.say(Accept(said))
    assert table.state().told(LATER)[0].statement.words[0].text == "All are home."
    assert not table.state().broken


def test_a_withdrawn_statement_is_not_told() -> None:
    table, north, south, _ = played(Telling())
    said = north.say(statement())
    north.say(Withdraw(said))
    south.say(Accept(said))
    state = table.state()
    assert state.statements(LATER) == ()
    assert broken(state) == ["accept.withdrawn"]


def test_a_dispute_holds_back_what_was_not_yet_told() -> None:
    table, north, _, envoy = played(Telling())
    north.say(statement())
    assert table.state().told(LATER)
    envoy.say(Dispute("day-1", "south", "north"))
    assert not table.state().told(LATER)


def test_nothing_is_told_without_terms() -> None:
    table = Table()
    north, _, _ = table.sit()
    north.say(statement())
    assert table.state().statements(LATER)[0].waits_for == ("telling.terms",)
    assert not State(None, (), (), (), {}, {}).tellable(None, LATER)


def test_figures_that_contradict_the_record_are_named() -> None:
    table, north, _, _ = played(Telling())
    right = Claimed("north", "south", 3, "day-1", "servicemen")
    wrong = Claimed("south", "north", 4, "day-1")
    north.say(statement(right, wrong))
    told = table.state().told(LATER)[0]
    assert [(one.figure, one.confirmed.value) for one in told.contradictions] == [(wrong, 3)]
    assert {ref.participant for ref in told.contradictions[0].confirmed.refs} == {"north", "south"}


@pytest.mark.parametrize(
    ("body", "rule"),
    [
        (Statement(()), "statement.words"),
        (Statement((Said("en", ""),)), "statement.words"),
        (Statement((Said("en", "a"), Said("en", "b"))), "statement.words"),
        (statement(Claimed("north", "south", 3)), "statement.scope"),
        (statement(Claimed("north", "south", 3, "day-2")), "statement.scope"),
        (statement(Claimed("north", "envoy", 3, "day-1")), "statement.scope"),
    ],
)
def test_a_statement_says_something_and_keeps_to_its_scope(body: Statement, rule: str) -> None:
    table, north, _, _ = played(Telling(), done=0)
    north.say(body)
    assert broken(table.state()) == [rule]
