"""What a desk keeps beside its logs, while its file is kept open and while it is not."""

import sqlite3
from pathlib import Path
from threading import Thread

import pytest

from homeward.node.desk.errors import DeskError
from homeward.node.desk.shelf import Shelf


@pytest.fixture
def shelf(tmp_path: Path) -> Shelf:
    return Shelf(tmp_path / "shelf.sqlite3")


def test_what_is_written_while_it_is_at_hand_is_there_for_everybody_at_once(shelf: Shelf) -> None:
    with shelf.at_hand(), shelf.at_hand():
        assert [shelf.next("parcel"), shelf.next("parcel")] == [1, 2]
        assert Shelf(shelf.path).next("parcel") == 3, "another process sees it"
        heard: list[int] = []
        other = Thread(target=lambda: heard.append(shelf.next("parcel")))
        other.start()
        other.join()
        assert heard == [4], "another thread has a connection of its own"
    assert shelf.next("parcel") == 5


def test_what_fails_while_it_is_at_hand_is_undone_and_it_goes_on(shelf: Shelf) -> None:
    with shelf.at_hand():
        with pytest.raises(ZeroDivisionError):  # once the checkpoint is written, before its cosignatures are
            shelf.cosigned("origin", 1, "root", "note", ((str(1 // 0), "line") for _ in range(1)))
        shelf.cosigned("origin", 1, "root", "another note", [("witness", "line")])
        assert shelf.signed("origin") == [(1, "another note", ["line"])], "the first was not kept"


def test_it_is_closed_whatever_happens(shelf: Shelf) -> None:
    with shelf.at_hand():
        shelf.next("parcel")
        assert list(shelf.path.parent.glob("*-wal"))
    with pytest.raises(ZeroDivisionError), shelf.at_hand():
        shelf.next(str(1 // 0))
    assert not list(shelf.path.parent.glob("*-wal")), "the last to close it leaves one file"


def test_a_file_that_is_no_shelf_is_one_sentence(shelf: Shelf) -> None:
    shelf.path.write_bytes(b"not a database" * 100)
    with pytest.raises(DeskError, match=r"cannot be used \(SQLITE_NOTADB\)"), shelf.at_hand():
        shelf.next("parcel")
    with pytest.raises(DeskError, match="cannot be used"):
        shelf.evidence()


def test_an_error_of_somebody_else_s_database_is_not_taken_for_one_of_the_shelf(shelf: Shelf) -> None:
    with pytest.raises(sqlite3.OperationalError), shelf.at_hand():
        sqlite3.connect(":memory:").execute("nonsense")
