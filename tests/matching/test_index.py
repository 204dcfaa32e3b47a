"""A prepared registry: grown, kept, opened again, and never half believed."""

import shutil

import pytest

from homeward.matching import Index, IndexDamagedError, Subject, find, match
from homeward.matching.records import columns_of
from tests.matching.people import listed, registry

PEOPLE = registry(600, seed=5)
ROWS = columns_of(listed(PEOPLE[:120], seed=6))


@pytest.fixture(scope="module")
def index():
    return Index.of(PEOPLE)


def test_people_added_later_are_found_as_if_they_had_always_been_there(index):
    grown = Index.of(PEOPLE[:500])
    grown.add(columns_of(PEOPLE[500:590]))
    grown.add(columns_of(PEOPLE[590:]))
    assert len(grown) == 600
    ours, whole = match(grown, ROWS).table(), match(index, ROWS).table()
    assert ours["registry_id"] == whole["registry_id"]
    assert ours["outcome"] == whole["outcome"]


def test_many_small_additions_leave_few_parts():
    grown = Index.of(PEOPLE[:200])
    for person in PEOPLE[200:240]:
        grown.add(columns_of([person]))
    assert len(grown) == 240
    assert len(grown.parts) <= 6
    assert find(grown, Subject("x", surname=PEOPLE[239].surname, given=PEOPLE[239].given, born=PEOPLE[239].born)).best


def test_an_index_opened_again_answers_exactly_the_same(index, tmp_path):
    index.save(tmp_path / "index")
    assert match(Index.open(tmp_path / "index"), ROWS).table() == match(index, ROWS).table()


def test_a_grown_index_is_kept_with_its_parts(tmp_path):
    grown = Index.of(PEOPLE[:500])
    grown.add(columns_of(PEOPLE[500:]))
    grown.save(tmp_path / "index")
    opened = Index.open(tmp_path / "index")
    assert len(opened) == 600
    assert match(opened, ROWS).table() == match(grown, ROWS).table()


def test_saving_again_replaces_the_old_one_whole(index, tmp_path):
    Index.of(PEOPLE[:10]).save(tmp_path / "index")
    index.save(tmp_path / "index")
    assert len(Index.open(tmp_path / "index")) == 600
    assert [path.name for path in tmp_path.iterdir()] == ["index"]


def test_a_damaged_index_is_said_to_be_one(tmp_path):
    Index.of(PEOPLE[:40]).save(tmp_path / "whole")
    names = sorted(path.name for path in (tmp_path / "whole").iterdir())
    assert len(names) > 30
    for name in names:
        for harm in ("missing", "short"):
            shutil.rmtree(tmp_path / "harmed", ignore_errors=True)
            shutil.copytree(tmp_path / "whole", tmp_path / "harmed")
            victim = tmp_path / "harmed" / name
            if harm == "missing" or victim.stat().st_size == 0:
                victim.unlink()
            else:
                victim.write_bytes(victim.read_bytes()[:-1])
            with pytest.raises(IndexDamagedError, match="prepare"):
                Index.open(tmp_path / "harmed")


def test_only_its_owner_can_open_an_index(index, tmp_path):
    index.save(tmp_path / "index")
    assert (tmp_path / "index").stat().st_mode & 0o077 == 0


def test_no_index_at_all_is_said_so(tmp_path):
    with pytest.raises(IndexDamagedError, match="no prepared index"):
        Index.open(tmp_path / "nothing")


def test_a_registry_of_nobody_finds_nobody():
    empty = Index.of([])
    assert find(empty, Subject("x", "Мороз", "Олег")).best is None
    assert match(empty, ROWS).table()["outcome"] == ["nobody"] * 120


def test_a_list_of_nobody_gives_nothing(index):
    assert match(index, columns_of([])).table()["list_id"] == []
