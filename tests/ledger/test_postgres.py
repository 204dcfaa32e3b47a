"""The same log in PostgreSQL: behind one interface, with the same promises."""

import itertools
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

psycopg = pytest.importorskip("psycopg")

from homeward.ledger import (  # noqa: E402
    BehindError,
    ForkError,
    LedgerError,
    Log,
    RestoredError,
    SigningKey,
    StoreError,
    leaf_hash,
    verify_consistency,
    verify_inclusion,
)

ORIGIN = "homeward.example/may/north"
KEY = SigningKey(b"k" * 32)
ENTRIES = [b"entry %d" % number for number in range(600)]
NUMBER = itertools.count()


@pytest.fixture
def place(postgres: str) -> str:
    return f"{postgres}#north_{next(NUMBER)}"


@pytest.fixture
def log(place: str) -> Iterator[Log]:
    with Log.create(place, ORIGIN, KEY) as made:
        yield made


def test_it_is_the_log_that_a_file_would_be(log: Log, place: str, tmp_path: Path) -> None:
    with Log.create(tmp_path / "log", ORIGIN, KEY) as file:
        for start, stop in ((0, 1), (1, 2), (2, 300), (300, 600)):
            file.append_many(ENTRIES[start:stop])
            log.append_many(ENTRIES[start:stop])
            assert log.checkpoint() == file.checkpoint()
        assert list(log.proved()) == ENTRIES
        for index in (0, 255, 256, 599):
            assert log.inclusion(index) == file.inclusion(index)
            verify_inclusion(leaf_hash(ENTRIES[index]), index, 600, log.root(), log.inclusion(index))
        verify_consistency(257, 600, log.root(257), log.root(), log.consistency(257))
    log.check()
    with Log.open(place) as read:
        assert read.checkpoint() == log.checkpoint()
        with pytest.raises(StoreError, match="opened for reading"):
            read.append(b"x")


def test_a_second_appender_is_refused_and_others_read(log: Log, place: str) -> None:
    log.append(b"a")
    with pytest.raises(StoreError, match="Another process is appending"):
        Log.open(place, KEY)
    with Log.open(place) as read:
        assert list(read.entries()) == [b"a"]
        log.append(b"b")
        assert list(read.proved()) == [b"a", b"b"]
    log.close()
    with Log.open(place, KEY) as again:
        assert again.append(b"c").index == 2


def test_what_was_answered_survives_a_kill(place: str) -> None:
    Log.create(place, ORIGIN, KEY).close()
    script = """
import os, sys
from homeward.ledger import Log, SigningKey
log = Log.open(sys.argv[1], SigningKey(bytes.fromhex(sys.argv[2])))
for number in range(9):
    log.append(b"entry %d" % number)
    os.write(1, b".")
os.kill(os.getpid(), 9)
"""
    done = subprocess.run([sys.executable, "-c", script, place, KEY.seed.hex()], capture_output=True, env=os.environ)
    assert done.stdout == b"." * 9, done.stderr
    with Log.open(place, KEY, wait=10) as log:
        assert list(log.proved()) == ENTRIES[:9]


@pytest.mark.parametrize(
    "statement",
    [
        "DELETE FROM {0}.entry WHERE position = 599",
        "DELETE FROM {0}.entry WHERE position = 7",
        "UPDATE {0}.entry SET envelope = 'x' WHERE position = 7",
        "UPDATE {0}.entry SET note = 'x' WHERE position = 299",
        "UPDATE {0}.tile SET hashes = 'x' WHERE place = 1",
        "DELETE FROM {0}.tile WHERE place = 0",
        "INSERT INTO {0}.tile VALUES (99, 'x')",
        "DELETE FROM {0}.about WHERE name = 'verifier'",
        "DROP TABLE {0}.tile",
    ],
)
def test_what_is_changed_is_found(log: Log, place: str, statement: str) -> None:
    log.append_many(ENTRIES[:300])
    log.append_many(ENTRIES[300:])
    log.check()
    log.close()
    address, _, schema = place.partition("#")
    with psycopg.connect(address, autocommit=True) as connection:
        connection.execute(statement.format(schema))
    with pytest.raises(LedgerError), Log.open(place) as read:
        read.check()


def test_copies_and_restored_logs(log: Log, postgres: str, place: str) -> None:
    log.append_many(ENTRIES[:5])
    early = log.checkpoint()
    log.append_many(ENTRIES[5:9])
    with Log.mirror(f"{place}_copy", log.verifier) as copy:
        assert copy.extend(ENTRIES[:5], early) == 5
        assert copy.extend(ENTRIES[5:9], log.checkpoint()) == 4
        with Log.create(f"{place}_fork", ORIGIN, KEY) as fork:
            fork.append_many([b"x"] * 9)
            with pytest.raises(ForkError):
                copy.extend([], fork.checkpoint())
    newest = log.checkpoint()
    log.close()
    address, _, schema = place.partition("#")
    with psycopg.connect(address, autocommit=True) as connection:  # as from an older dump
        connection.execute(f"CREATE SCHEMA {schema}_old")
        for table in ("about", "entry", "tile"):
            connection.execute(f"CREATE TABLE {schema}_old.{table} (LIKE {schema}.{table} INCLUDING ALL)")
            connection.execute(f"INSERT INTO {schema}_old.{table} SELECT * FROM {schema}.{table}")
        connection.execute(f"DELETE FROM {schema}_old.entry WHERE position >= 5")
    with Log.open(f"{place}_old", KEY) as restored:
        with pytest.raises(RestoredError):
            restored.append(b"x")
        with pytest.raises(BehindError):
            restored.reconcile([newest])
        restored.extend(ENTRIES[5:9], newest)
        restored.reconcile([newest])
        assert restored.append(b"x").index == 9


def test_a_place_that_is_none_is_said_without_its_password(postgres: str) -> None:
    for place in (f"{postgres}#nothing", "postgresql://u:secret@127.0.0.1:1/x#y", "postgresql://u:secret@h/x", "x#y"):
        with pytest.raises(StoreError) as refused:
            Log.open(place)
        assert "secret" not in str(refused.value)
