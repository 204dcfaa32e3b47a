"""Nodes that talk: each ends with all three logs, cosigned, whoever reaches whom."""

import shutil
from datetime import timedelta
from pathlib import Path

import pytest

from homeward.exchange.words import Keys
from homeward.ledger import BehindError, RestoredError, SigningKey, Standing
from homeward.node.desk import DeskError, PeerError, cosigning
from homeward.node.desk.client import exchange_parcels
from homeward.node.desk.desk import Desk
from tests.node.desk.conftest import NAMES, START, TIME, Party

LATER = TIME + timedelta(hours=1)


def say(desk: Desk, minutes: int = 0) -> str:
    """Something that any participant may say at any time: a new key."""
    return desk.say(
        Keys(add=(SigningKey.generate().public.hex(),)), LATER + timedelta(minutes=minutes), rehearsed=False
    )


def test_everybody_ends_with_every_log_and_every_cosignature(opened: Party) -> None:
    held = opened["north"].held()
    assert {name: size for name, (size, _) in held.items()} == dict.fromkeys(NAMES, 1)
    for name in NAMES:
        assert opened[name].held() == held
        assert opened[name].state().joined == ("north", "south", "neutral")
        for log in NAMES:
            assert cosigning.reach(opened[name], log) == cosigning.Reach(1, 1, 1), (name, log)


def test_one_side_alone_makes_the_exchange_happen(opened: Party) -> None:
    """Whoever asks both fetches and gives, so it is enough that one of two can reach the other."""
    say(opened["north"])
    say(opened["south"])
    opened.sync("north")
    assert opened["north"].held()["south"] == opened["south"].held()["south"]
    opened.wire.cut.clear()
    opened.sync("south")
    assert opened["south"].held()["north"][0] == 2


def test_a_silent_witness_holds_nothing_up_and_nothing_is_falsely_final(opened: Party) -> None:
    opened.wire.cut.add("south")
    say(opened["north"])
    opened.sync()
    assert opened["neutral"].held()["north"][0] == 2
    for name in ("north", "neutral"):
        assert cosigning.reach(opened[name], "north") == cosigning.Reach(2, 2, 1)
        assert cosigning.standing(opened[name], "north", 1) is Standing.SEEN
        assert cosigning.standing(opened[name], "north", 0) is Standing.FINAL
    opened.wire.cut = {"neutral"}
    say(opened["north"])
    opened.sync("north", "south")
    assert cosigning.standing(opened["south"], "north", 2) is Standing.PENDING
    opened.wire.cut.clear()
    opened.sync()
    assert cosigning.standing(opened["south"], "north", 2) is Standing.FINAL


def test_logs_reach_those_who_never_meet_through_a_third(opened: Party) -> None:
    for _ in range(3):
        say(opened["north"])
    opened.wire.cut.add("south")
    opened.sync()
    opened.wire.cut = {"north"}
    opened.sync()
    assert opened["south"].held()["north"][0] == 4
    opened.wire.cut = {"south"}
    opened.sync()
    assert cosigning.reach(opened["north"], "north").final == 4  # the south's cosignature came back through the neutral


def test_a_log_of_many_tiles_is_fetched_from_where_it_ended(opened: Party) -> None:
    north = opened["north"]
    key = SigningKey.generate().public.hex()
    for start in (0, 300):
        for number in range(300):
            north.say(Keys(add=(key,)), LATER + timedelta(seconds=start + number), rehearsed=False)
        opened.wire.seen.clear()
        assert opened.sync("south") == []
        asked = [path for method, path, _ in opened.wire.seen if "/log/north/tile/entries" in path]
        assert asked
        assert not (start and any(path.endswith("/entries/000") for path in asked)), asked
    assert opened["south"].held()["north"] == north.held()["north"]


def test_a_node_that_nobody_reaches_exchanges_parcels_in_one_request(opened: Party) -> None:
    say(opened["south"])
    say(opened["north"])
    taken = exchange_parcels(opened.peer("south", "north"), START)
    assert (taken.sender, taken.entries, taken.refused) == ("north", 1, [])
    assert opened["north"].held()["south"][0] == 2
    assert str(taken).startswith("From north: 1 entry")


def test_a_peer_that_cannot_be_reached_is_an_error_with_its_name(opened: Party) -> None:
    opened.wire.cut.add("south")
    with pytest.raises(PeerError, match="south cannot be reached"):
        opened.peer("north", "south").ask("GET", "have")


class TestClocks:
    """Nobody's clock decides anything."""

    @pytest.mark.parametrize("seconds", [-86_400, 86_400, -400, 10**9])
    def test_a_clock_that_is_off_is_asked_again_by_the_other_clock(self, opened: Party, seconds: int) -> None:
        opened.clocks["south"].time += seconds
        say(opened["north"])
        say(opened["south"])
        assert opened.sync() == []
        assert cosigning.reach(opened["neutral"], "north").final == 2
        assert cosigning.reach(opened["neutral"], "south").final == 2

    def test_the_times_of_cosignatures_never_go_back(self, opened: Party) -> None:
        from homeward.ledger import cosignatures

        times = []
        for hours in (0, -24, 5):
            opened.clocks["south"].time = START + 3600 * hours
            say(opened["north"])
            opened.sync()
            note = cosigning.note(opened["south"], "north")
            (time,) = cosignatures(note, [opened["south"].card.witness_key]).values()
            times.append(time)
        assert times == sorted(times)
        assert times[-1] == START + 5 * 3600


class TestRestored:
    """A desk that comes back from a backup says nothing before it has got back what it had said since."""

    @pytest.fixture
    def restored(self, opened: Party) -> Party:
        """The north lost two entries that the south had, and its folder lies elsewhere now."""
        north = opened["north"]
        say(north)
        shutil.copytree(north.folder, north.folder.with_name("backup"))
        say(north)
        say(north)
        opened.sync("south")
        opened.desks["north"] = Desk.open(north.folder.with_name("backup"))
        opened.wire.nodes["north"].desk = opened.desks["north"]
        return opened

    def test_it_catches_up_and_only_then_speaks(self, restored: Party) -> None:
        north = restored["north"]
        with pytest.raises(RestoredError):
            say(north)
        restored.wire.cut.add("south")  # who alone knows more
        restored.sync("north")
        with pytest.raises(RestoredError):
            say(north)
        from homeward.node.desk.arrivals import silent

        assert silent(north) == ["south"]
        restored.wire.cut.clear()
        assert restored.sync("north") == []
        assert north.held()["north"][0] == 4
        say(north)
        assert restored.sync() == []
        assert restored["south"].held()["north"][0] == 5

    def test_a_peer_that_only_has_more_makes_it_wait(self, restored: Party) -> None:
        """Even where the backup was put in the old place, so that nothing else tells."""
        from homeward.node.desk import arrivals

        north = restored["north"]
        with pytest.raises(BehindError):
            arrivals.heard(north, "south", cosigning.note(restored["south"], "north"), START)
        with pytest.raises((BehindError, RestoredError)):
            say(north)


def test_a_card_that_another_process_enrols_is_taken_in(party: Party, tmp_path: Path) -> None:
    """As when somebody enrols a participant from a terminal while the node serves."""
    from homeward.node.desk.making import new

    fourth, _ = new(tmp_path / "fourth", "homeward.example/drill/fourth", "https://fourth.example")
    north = party["north"]
    Desk.open(north.folder).enrol(fourth.card)
    assert "fourth" not in north.peers
    assert north.refresh() == []
    assert "fourth" in north.peers
    (north.folder / "cards" / "fifth.1").write_text("nonsense")
    (problem,) = north.refresh()
    assert problem == "The card fifth.1 was not taken in: This is not a participant's card."


def test_what_would_break_a_rule_is_not_signed(opened: Party) -> None:
    from homeward.exchange.words import Accept

    with pytest.raises(DeskError, match=r"accept\.offer"):
        opened["north"].say(Accept("0" * 64), LATER)
    assert opened["north"].held()["north"][0] == 1
