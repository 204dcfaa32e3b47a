"""``homeward reviewer``, as an operator lets somebody review."""

from pathlib import Path

import pytest
from django.contrib.auth.models import User

from homeward.cli import main

pytestmark = pytest.mark.django_db
PASSWORD = "lantern harbour quiet nine"


@pytest.fixture(autouse=True)
def _node(monkeypatch: pytest.MonkeyPatch) -> None:
    """The tests' database is the node's."""
    monkeypatch.setattr("homeward.node.setup.prepare", lambda: None)


def opened(tmp_path: Path, password: str = PASSWORD) -> int:
    (tmp_path / "password").write_text(password + "\n")
    return main(["reviewer", "olena", "--password-file", str(tmp_path / "password")])


def test_an_account_is_opened_with_a_password_from_a_file(tmp_path: Path) -> None:
    assert opened(tmp_path) == 0
    user = User.objects.get(username="olena")
    assert user.check_password(PASSWORD)
    assert not user.is_staff
    assert not user.is_superuser
    assert user.get_all_permissions() == {"sources.add_judgement"}


def test_a_weak_password_is_refused_with_the_reason(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert opened(tmp_path, "12345") == 2
    assert "password" in capsys.readouterr().err
    assert not User.objects.exists()


def test_an_account_is_closed_and_opened_again(tmp_path: Path) -> None:
    opened(tmp_path)
    assert main(["reviewer", "olena", "--remove"]) == 0
    assert not User.objects.get(username="olena").is_active
    opened(tmp_path)
    assert User.objects.get(username="olena").is_active


def test_two_passwords_that_differ_open_nothing(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    typed = iter([PASSWORD, "another"])
    monkeypatch.setattr("getpass.getpass", lambda _: next(typed))
    assert main(["reviewer", "olena"]) == 2
    assert "not the same" in capsys.readouterr().err
    assert not User.objects.exists()


def test_closing_nobody_is_said(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["reviewer", "nobody", "--remove"]) == 2
    assert "nobody" in capsys.readouterr().err
