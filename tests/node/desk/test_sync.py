"""Nodes that talk: each ends with all three logs, cosigned, whoever reaches whom."""

from homeward.exchange.words import Keys
from homeward.ledger import Standing
from homeward.node.desk import cosigning
from tests.node.desk.conftest import NAMES, Party


def test_everybody_ends_with_every_log_and_every_cosignature(opened: Party) -> None:
    held = opened["north"].held()
    assert {name: size for name, (size, _) in held.items()} == dict.fromkeys(NAMES, 1)
    for name in NAMES:
        assert opened[name].held() == held
        assert opened[name].state().joined == ("north", "south", "neutral")
        for log in NAMES:
            assert cosigning.reach(opened[name], log) == cosigning.Reach(1, 1, 1), (name, log)
