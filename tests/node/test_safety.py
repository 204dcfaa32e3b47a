"""Serving is refused with everything that is missing, each with what to do; what is only doubtful is said."""

from pathlib import Path

import pytest

from homeward.node.desk.making import new
from homeward.node.environment import Environment
from homeward.node.safety import doubtful, forbidding

KEY = "k" * 50
PUBLIC = {"HOMEWARD_SECRET_KEY": KEY, "HOMEWARD_ORIGIN": "https://record.example.org", "HOMEWARD_PROXY": "1"}


def settings(folder: Path, **given: str) -> Environment:
    return Environment.read({"HOMEWARD_VAR": str(folder / "var"), **given})


def a_desk(folder: Path, passphrase: str | None = None) -> dict[str, str]:
    new(folder / "desk", "homeward.example/may/north", "https://north.example.org", passphrase)
    return {"HOMEWARD_DESK": str(folder / "desk")}


@pytest.mark.parametrize(
    ("environ", "host", "says"),
    [
        ({}, "127.0.0.1", "No secret key"),
        ({"HOMEWARD_SECRET_KEY": KEY}, "0.0.0.0", "HOMEWARD_ORIGIN does not say"),
        ({"HOMEWARD_SECRET_KEY": KEY, "HOMEWARD_ORIGIN": "http://a.example"}, "0.0.0.0", "must begin with https://"),
        ({"HOMEWARD_SECRET_KEY": KEY, "HOMEWARD_ORIGIN": "https://a.example"}, "0.0.0.0", "HOMEWARD_PROXY=1"),
        ({**PUBLIC, "HOMEWARD_DATABASE": "postgresql://db.example/node"}, "127.0.0.1", "sslmode=verify-full"),
        ({**PUBLIC, "HOMEWARD_DATABASE": "postgresql://db.example/node?sslmode=require"}, "0.0.0.0", "verify-full"),
    ],
)
def test_serving_unsafely_is_refused_with_what_is_missing(
    environ: dict[str, str], host: str, says: str, tmp_path: Path
) -> None:
    assert any(says in problem for problem in forbidding(settings(tmp_path, **environ), host))


def test_everything_that_is_missing_is_said_at_once(tmp_path: Path) -> None:
    found = forbidding(settings(tmp_path, **a_desk(tmp_path, "a passphrase of some length")), "0.0.0.0")
    assert len(found) == 3
    assert [problem for problem in found if "HOMEWARD_PASSPHRASE_FILE" in problem]


def test_a_public_node_behind_a_proxy_is_safe(tmp_path: Path) -> None:
    assert forbidding(settings(tmp_path, **PUBLIC), "0.0.0.0") == []
    assert forbidding(settings(tmp_path, **PUBLIC, HOMEWARD_DATABASE="postgresql://%2Frun/node"), "0.0.0.0") == []


def test_what_everybody_on_the_machine_can_read_is_named_with_the_command_that_mends_it(tmp_path: Path) -> None:
    key = tmp_path / "key"
    key.write_text(KEY)
    (tmp_path / "var").mkdir()
    (tmp_path / "var").chmod(0o755)
    key.chmod(0o644)
    environment = settings(tmp_path, HOMEWARD_SECRET_KEY_FILE=str(key))
    assert [problem.rpartition(": ")[2] for problem in forbidding(environment, "127.0.0.1")] == [
        f"chmod 600 {key}.", f"chmod 700 {tmp_path / 'var'}.",
    ]  # fmt: skip
    key.chmod(0o640)
    (tmp_path / "var").chmod(0o750)
    assert forbidding(environment, "127.0.0.1") == []


def test_a_desk_under_a_passphrase_needs_it_and_one_without_is_for_exercises(tmp_path: Path) -> None:
    (tmp_path / "a").mkdir()
    (tmp_path / "b").mkdir()
    passphrase = tmp_path / "passphrase"
    passphrase.write_text("a passphrase of some length\n")
    passphrase.chmod(0o600)
    protected, bare = a_desk(tmp_path / "a", "a passphrase of some length"), a_desk(tmp_path / "b")
    assert forbidding(settings(tmp_path, **PUBLIC, **protected), "127.0.0.1")
    given = {**PUBLIC, **protected, "HOMEWARD_PASSPHRASE_FILE": str(passphrase)}
    assert forbidding(settings(tmp_path, **given), "127.0.0.1") == []
    assert any("no passphrase" in one for one in forbidding(settings(tmp_path, **PUBLIC, **bare), "127.0.0.1"))
    exercise = settings(tmp_path, **PUBLIC, **bare, HOMEWARD_EXERCISE="1")
    assert forbidding(exercise, "127.0.0.1") == []
    assert any("no passphrase" in one for one in doubtful(exercise))


def test_what_is_doubtful_is_said_and_no_more(tmp_path: Path) -> None:
    environment = settings(tmp_path, **PUBLIC, HOMEWARD_WORKER="off", HOMEWARD_EXERCISE="1")
    assert [one.split()[0] for one in doubtful(environment)] == [
        "HOMEWARD_WORKER", "The", "HOMEWARD_DESK", "HOMEWARD_EXERCISE",
    ]  # fmt: skip
