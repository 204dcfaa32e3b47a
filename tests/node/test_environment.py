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
    assert environment.unsafe("127.0.0.1") == []


@pytest.mark.parametrize(
    ("environ", "says"),
    [
        ({"HOMEWARD_SECRET_KEY": "short"}, "at least 50"),
        ({"HOMEWARD_SECRET_KEY_FILE": "/nowhere/key"}, "cannot be read"),
        ({"HOMEWARD_ORIGIN": "record.example.org"}, "give addresses like https://record.example.org"),
        ({"HOMEWARD_ORIGIN": "https://record.example.org/path"}, "give addresses like"),
        ({"HOMEWARD_UPLOADS": "yes"}, "'closed', 'open'"),
        ({"HOMEWARD_EXERCISE": "true"}, "'0', '1'"),
    ],
)
def test_a_value_that_cannot_be_used_is_refused_with_what_to_write(environ: dict[str, str], says: str) -> None:
    with pytest.raises(SettingError, match=says):
        Environment.read(environ)


@pytest.mark.parametrize(
    ("environ", "host", "says"),
    [
        ({}, "127.0.0.1", "No secret key"),
        ({"HOMEWARD_SECRET_KEY": KEY}, "0.0.0.0", "HOMEWARD_ORIGIN does not say"),
        ({"HOMEWARD_SECRET_KEY": KEY, "HOMEWARD_ORIGIN": "http://a.example"}, "0.0.0.0", "must begin with https://"),
        ({"HOMEWARD_SECRET_KEY": KEY, "HOMEWARD_ORIGIN": "https://a.example"}, "0.0.0.0", "HOMEWARD_PROXY=1"),
    ],
)
def test_serving_unsafely_is_refused_with_what_is_missing(environ: dict[str, str], host: str, says: str) -> None:
    assert any(says in problem for problem in Environment.read(environ).unsafe(host))


def test_a_public_node_behind_a_proxy_is_safe_and_answers_for_its_own_names_only() -> None:
    environment = Environment.read(
        {"HOMEWARD_SECRET_KEY": KEY, "HOMEWARD_ORIGIN": "https://record.example.org", "HOMEWARD_PROXY": "1"}
    )
    assert environment.unsafe("0.0.0.0") == []
    assert environment.hosts == ["record.example.org", "127.0.0.1", "localhost", "[::1]"]
    assert environment.encrypted
