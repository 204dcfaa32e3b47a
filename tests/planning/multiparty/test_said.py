"""What is said of a deal names people, parties and terms, and is true of them."""

import contextlib
import csv
import io
import re
from pathlib import Path

from homeward.planning.multiparty import settle
from homeward.planning.multiparty.said import said_person, settled
from homeward.planning.multiparty.write import plain, table
from tests.planning.multiparty.deals import deal

PEOPLE = {"a": ("A", ["B"]), "b": ("B", ["A"]), "c": ("B", ["A"]), "d": ("B", [])}


def test_who_goes_from_whom_to_whom_is_told_and_who_takes_no_part() -> None:
    one = deal(PEOPLE | {"e": ("C", [])}, [])
    said = list(settled(one, settle(one)))
    assert said[:3] == ["A gives 1, gets 2.", "B gives 2, gets 1.", "C takes no part."]
    assert "Cycle: a from A to B, b from B to A." in said
    assert "3 people go; nothing better is possible." in said


def test_a_demand_that_cannot_be_met_is_named() -> None:
    one = deal(PEOPLE, [{"party": "B", "gives": ["b"], "demands": [{"people": ["a", "d"], "to": "B"}]}])
    assert list(said_person(one, settle(one), "b")) == [
        "b does not go, because these cannot hold together with it:",
        "  B (c0): if b goes, a, d must go to B",
        "It would be possible if this were given up:",
        "  B (c0): if b goes, a, d must go to B",
    ]


def test_the_wish_of_a_person_is_no_term_of_a_party() -> None:
    one = deal(PEOPLE, [])
    assert list(said_person(one, settle(one), "d")) == [
        "d does not go: nobody is sent where they do not wish to go, and no term of the parties decides that."
    ]


def test_where_nobody_goes_the_smallest_conflict_is_told() -> None:
    two = [{"party": name, "gives": [who], "demands": [{"to": name, "at_least": 2}]} for name, who in ("Aa", "Bb")]
    one = deal({"a": ("A", ["B"]), "b": ("B", ["A"])}, two)
    assert list(settled(one, settle(one)))[:3] == [
        "Nobody goes, because these cannot hold together with it:",
        "  A (c0): if a goes, 2 people at least must go to A",
        "  B (c1): if b goes, 2 people at least must go to B",
    ]


def test_whoever_could_go_learns_what_would_be_lost() -> None:
    one = deal(PEOPLE, [{"party": "A", "gives": ["a"], "demands": [{"people": ["b", "c"], "at_most": 0}]}])
    found = settle(one)
    assert {two.person for two in found.transfers} == {"b", "c"}
    assert list(said_person(one, found, "a"))[1] == "  1 people go instead of 2."


def test_a_settlement_is_written_whole() -> None:
    one = deal(PEOPLE, [])
    found = settle(one)
    written = plain(one, found)
    assert written["format"] == "homeward-settlement/1"
    assert sorted(who for loop in written["loops"] for who in loop["people"]) == ["a", "b", "c"]
    assert all(level["proven"] for level in written["levels"])
    rows = list(csv.DictReader(io.StringIO(table(found))))
    assert rows == [{**each} for each in written["transfers"]]


def test_the_example_of_the_documentation_runs() -> None:
    page = (Path(__file__).parents[3] / "docs/multiparty.md").read_text("utf-8")
    code = re.findall(r"```python\n(.*?)```", page, re.DOTALL)[0]
    names: dict[str, object] = {}
    with contextlib.redirect_stdout(io.StringIO()):
        exec(code, names)
    transfers = getattr(names["settlement"], "transfers", ())
    assert [one.person for one in transfers] == ["a1", "b1", "b2"]
