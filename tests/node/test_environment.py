"""Settings come from the environment; what is unsafe is refused by name."""

from pathlib import Path

import pytest

from homeward.node.environment import Environment, SettingError

KEY = "k" * 50


def test_without_settings_the_node_is_closed_and_listens_to_itself_only() -> None:
    environment = Environment.read({})
    assert not environment.uploads
    assert not environment.exercise
    assert environment.hosts == ["127.0.0.1", "localhost", "[::1]"]
    assert environment.made_up_key
    assert environment.secret_key != Environment.read({}).secret_key


def test_a_key_comes_from_a_file(tmp_path: Path) -> None:
    (tmp_path / "key").write_text(KEY + "\n")
    environment = Environment.read({"HOMEWARD_SECRET_KEY_FILE": str(tmp_path / "key")})
    assert environment.secret_key == KEY


@pytest.mark.parametrize(
    ("environ", "says"),
    [
        ({"HOMEWARD_SECRET_KEY": "short"}, "at least 50"),
        ({"HOMEWARD_SECRET_KEY_FILE": "/nowhere/key"}, "cannot be read"),
        ({"HOMEWARD_ORIGIN": "record.example.org"}, "give addresses like https://record.example.org"),
        ({"HOMEWARD_ORIGIN": "https://record.example.org/path"}, "give addresses like"),
        ({"HOMEWARD_UPLOADS": "yes"}, "'closed', 'open'"),
        ({"HOMEWARD_EXERCISE": "true"}, "'0', '1'"),
        ({"HOMEWARD_WORKER": "no"}, "'on', 'off'"),
        ({"HOMEWARD_LOG": "xml"}, "'lines', 'json'"),
        ({"HOMEWARD_DATABASE": "mysql://here/node"}, "is not the address of a database; write it as postgresql://"),
        ({"HOMEWARD_DATABASE": "postgresql://u:secret@h:port/node"}, "host or port that cannot be read"),
        ({"HOMEWARD_DATABASE": "postgresql://u:secret@h/"}, "is not the address of a database"),
        ({"HOMEWARD_DATABASE": "postgresql://u:secret@h/node?timeout=3"}, "'timeout', which is not known"),
    ],
)
def test_a_value_that_cannot_be_used_is_refused_with_what_to_write(environ: dict[str, str], says: str) -> None:
    with pytest.raises(SettingError, match=says):
        Environment.read(environ)


def test_a_public_node_behind_a_proxy_is_safe_and_answers_for_its_own_names_only() -> None:
    environment = Environment.read(
        {"HOMEWARD_SECRET_KEY": KEY, "HOMEWARD_ORIGIN": "https://record.example.org", "HOMEWARD_PROXY": "1"}
    )
    assert environment.hosts == ["record.example.org", "127.0.0.1", "localhost", "[::1]"]
    assert environment.encrypted


def test_an_address_of_a_database_is_taken_apart_and_never_repeated_with_its_password() -> None:
    given = "postgresql://homeward:p%40ss@db.example:6543/node?sslmode=verify-full&passfile=/run/pass"
    environment = Environment.read({"HOMEWARD_DATABASE": given})
    database = environment.database
    assert database is not None
    assert {name: database[name] for name in ("NAME", "USER", "PASSWORD", "HOST", "PORT")} == {
        "NAME": "node", "USER": "homeward", "PASSWORD": "p@ss", "HOST": "db.example", "PORT": "6543",
    }  # fmt: skip
    assert database["OPTIONS"]["sslmode"] == "verify-full"
    assert "p@ss" not in repr(environment)
    with pytest.raises(SettingError) as refused:
        Environment.read({"HOMEWARD_DATABASE": "postgresql://homeward:p%40ss@db.example/node?x=1"})
    assert "p@ss" not in str(refused.value)
    assert "p%40ss" not in str(refused.value)


def test_a_socket_is_a_folder_of_the_machine_in_the_letters_it_was_written_in() -> None:
    environment = Environment.read({"HOMEWARD_DATABASE": "postgresql://homeward@%2Fvar%2Frun%2FPg/node"})
    assert environment.database is not None
    assert environment.database["HOST"] == "/var/run/Pg"


@pytest.mark.parametrize(
    ("environ", "is_open"),
    [
        ({}, False),
        ({"HOMEWARD_OFFICE": "open"}, True),
        ({"HOMEWARD_REVIEW": "open"}, True),
        ({"HOMEWARD_DESK": "desk"}, True),
        ({"HOMEWARD_DESK": "desk", "HOMEWARD_OFFICE": "closed"}, False),
    ],
)
def test_the_office_is_open_where_somebody_works_unless_it_is_closed(environ: dict[str, str], is_open: bool) -> None:
    assert Environment.read(environ).office is is_open
