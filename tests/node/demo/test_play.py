"""The story goes through the real rules and the real logs, and ends as it should."""

import json
from datetime import UTC, datetime
from pathlib import Path

import pytest

from homeward.exchange import Logged, State, fold, opens
from homeward.exchange.standing import PersonFate
from homeward.exchange.words import Closed
from homeward.ledger import Log, leaf_hash, unseal
from homeward.node.demo.play import STEPS, play
from homeward.node.demo.story import DAYS, DIRECTIONS, NAMES, RUSSIA, UKRAINE
from homeward.node.demo.table import Step
from homeward.node.desk import arrivals, cosigning, post
from homeward.node.desk.desk import Desk


@pytest.fixture(scope="module")
def played(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, list[Step]]:
    folder = tmp_path_factory.mktemp("exercise")
    return folder, list(play(folder))


@pytest.fixture(scope="module")
def logged(played: tuple[Path, list[Step]]) -> list[Logged]:
    entries = []
    for name in NAMES:
        with Log.open(played[0] / name / "log.sqlite3") as log:
            for index, envelope in enumerate(log.entries()):
                sealed = unseal(envelope)
                entries.append(Logged(name, index, leaf_hash(envelope).hex(), sealed.payload, sealed.signers))
    return entries


@pytest.fixture(scope="module")
def state(logged: list[Logged]) -> State:
    return fold(logged)


def test_no_entry_breaks_a_rule_and_none_waits(state: State) -> None:
    assert state.broken == ()
    assert state.pending == ()
    assert state.closing.closed is Closed.DONE


def test_every_stage_is_confirmed_with_its_agreed_numbers(state: State) -> None:
    for day in DAYS:
        for giver, receiver in DIRECTIONS:
            figures = state.figures(giver, receiver, day.name)
            assert figures.agreed.value == figures.confirmed.value == day.total
            assert figures.owed.value == figures.disputed.value == 0
    assert [state.figures(*direction).confirmed.value for direction in DIRECTIONS] == [1000, 1000]


def test_the_troubles_are_on_the_record(state: State) -> None:
    (dispute,) = state.disputes
    assert not dispute.open
    assert state.figures(RUSSIA, UKRAINE, "day-2").received.value == 306
    barred = [one for one in state.people if one.fate is PersonFate.BARRED]
    assert len(barred) == 2, "one on each list does not wish to go"


def test_nobody_who_said_no_at_the_crossing_was_handed_over(state: State, logged: list[Logged]) -> None:
    declined = {
        handed["person"]
        for entry in logged
        if (said := json.loads(entry.payload))["type"] == "departure"
        for handed in said["body"]["people"]
        if handed["outcome"] == "does not wish to go"
    }
    assert len(declined) == 1
    gone = {one.person for one in state.people if one.fate is PersonFate.HANDED_OVER}
    assert len(gone) == 2000
    assert not declined & gone


def test_a_days_figures_may_be_told_an_hour_after_the_day_is_confirmed_and_not_before(state: State) -> None:
    assert not state.tellable("day-2", datetime(2025, 5, 24, 14, 14, tzinfo=UTC)), "resolved at 13:15"
    assert state.tellable("day-2", datetime(2025, 5, 24, 14, 15, tzinfo=UTC))
    assert not state.tellable("day-3", datetime(2025, 5, 24, 14, 15, tzinfo=UTC))


def test_the_progress_bar_knows_how_many_acts_there_are(played: tuple[Path, list[Step]]) -> None:
    assert len(played[1]) == STEPS


def test_no_log_holds_a_name_and_every_letter_opens_to_whom_it_was_sealed(
    played: tuple[Path, list[Step]], logged: list[Logged]
) -> None:
    said = b"".join(entry.payload for entry in logged).decode()
    for giver, receiver in DIRECTIONS:
        desk, holder = Desk.open(played[0] / receiver), Desk.open(played[0] / giver)
        names = set()
        sent = [
            letter for one in holder.shelf.letters() if (letter := holder.shelf.letter(one)) and letter.sender == giver
        ]
        assert len(sent) == 10, "four parts of a list, six manifests"
        for letter in sent:
            assert letter.ciphertext is not None
            digest = letter.digest
            arrivals.receive(desk, digest, giver, letter.ciphertext, giver, 0)
            for one in post.open_letter(desk, digest).people:
                assert opens(one.person, one.details, one.salt)
                assert one.person in said
                names |= {one.details["surname"], one.details["fathers_name"]}
        assert names
        assert not [name for name in names if name in said]


def test_every_entry_is_final_for_everybody(played: tuple[Path, list[Step]]) -> None:
    for name in NAMES:
        desk = Desk.open(played[0] / name)
        for log in NAMES:
            far = cosigning.reach(desk, log)
            assert far.held == far.seen == far.final > 0, (name, log)


def test_the_keys_are_readable_by_their_owner_only(played: tuple[Path, list[Step]]) -> None:
    keys = list(played[0].glob("*/keys/*.key"))
    assert len(keys) == 12
    assert all(key.stat().st_mode & 0o077 == 0 for key in keys)
