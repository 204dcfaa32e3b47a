"""``homeward keys``: what is shown, replaced and protected, and what is not."""

from pathlib import Path

import pytest

from homeward.cli import main
from homeward.ledger import Card, SealingKey, SigningKey, keyfile
from homeward.ledger.keyfile import LEAST
from homeward.node.desk.desk import Desk

PHRASE = "дванадцять літер"


@pytest.fixture
def phrase(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The passphrase in its file; each guess made as cheap as is allowed."""
    path = tmp_path / "passphrase"
    path.write_text(f"{PHRASE}\n", "utf-8")
    monkeypatch.setenv("HOMEWARD_PASSPHRASE_FILE", str(path))
    monkeypatch.setattr(keyfile.write, "__defaults__", (LEAST,))
    monkeypatch.setattr(keyfile.change, "__defaults__", (LEAST,))
    monkeypatch.setattr(SigningKey.save, "__defaults__", (None, "author", LEAST))
    monkeypatch.setattr(SealingKey.save, "__defaults__", (None, LEAST))
    return path


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A desk without a passphrase, its recovery key beside it."""
    monkeypatch.delenv("HOMEWARD_PASSPHRASE_FILE", raising=False)
    make(tmp_path, "--no-passphrase")
    return tmp_path / "north"


def make(folder: Path, *more: str) -> None:
    recovery = str(folder / "recovery.key")
    made = ["desk", "new", str(folder / "north"), "--name", "north", "--exchange", "homeward.example/drill"]
    assert main([*made, "--recovery", recovery, *more]) == 0


def secrets(folder: Path, passphrase: str | None = None) -> list[str]:
    """Every private key of a desk as it could be written by mistake."""
    found = []
    for path in sorted((folder / "keys").glob("*.key")):
        secret = keyfile.read(path, passphrase).secret
        found += [secret.hex(), secret.decode("latin-1")]
    return found


class TestShow:
    """Public halves and words; nothing secret."""

    def test_a_desk(self, desk: Path, capsys: pytest.CaptureFixture[str]) -> None:
        capsys.readouterr()
        assert main(["keys", "show", str(desk)]) == 0
        said = capsys.readouterr().out
        card = Desk.open(desk).card
        for part in (card.author.hex(), card.log.hex(), card.witness.hex(), card.sealing, card.recovery.hex()):
            assert part in said
        assert said.count("NOT ENCRYPTED") == 4
        for language in ("en", "uk", "ru"):
            assert " ".join(card.fingerprint(language)) in said
        assert not [one for one in secrets(desk) if one in said]

    def test_a_key_file_and_a_card(self, desk: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
        capsys.readouterr()
        assert main(["keys", "show", str(tmp_path / "recovery.key"), str(desk / "cards/north.1")]) == 0
        said = capsys.readouterr().out
        assert "recovery key, NOT ENCRYPTED" in said
        assert "Card 1 of north" in said

    @pytest.mark.usefixtures("phrase")
    def test_without_the_passphrase(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
    ) -> None:
        make(tmp_path)
        monkeypatch.delenv("HOMEWARD_PASSPHRASE_FILE")
        capsys.readouterr()
        assert main(["keys", "show", str(tmp_path / "north")]) == 0
        said = capsys.readouterr().out
        assert said.count("under a passphrase") == 4
        assert not [one for one in secrets(tmp_path / "north", PHRASE) if one in said]

    @pytest.mark.parametrize("content", [b"", b"homeward key 1 author\n", b"something else"])
    def test_what_is_none(self, tmp_path: Path, content: bytes, capsys: pytest.CaptureFixture[str]) -> None:
        (tmp_path / "file").write_bytes(content)
        assert main(["keys", "show", str(tmp_path / "file")]) == 2
        assert "not a key file" in capsys.readouterr().err
        assert main(["keys", "show", str(tmp_path / "absent")]) == 2


class TestRotate:
    """New keys for old ones, by a card that the others take in."""

    def test_all_keys(self, desk: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
        before, old = Desk.open(desk).card, secrets(desk)
        options = ["--author", "--log", "--witness", "--sealing", "--recovery", str(tmp_path / "recovery.key")]
        more = ["--new-recovery", str(tmp_path / "recovery-2.key"), "--address", "https://north.example"]
        capsys.readouterr()
        assert main(["keys", "rotate", str(desk), *options, *more, "--out", str(tmp_path / "card")]) == 0
        said = capsys.readouterr().out
        card = Card.parse((tmp_path / "card").read_bytes())
        card.follows(before)
        assert (card.serial, card.address, Desk.open(desk).card) == (2, "https://north.example", card)
        assert " ".join(card.fingerprint("uk")) in said
        assert card.recovery == SigningKey.load(tmp_path / "recovery-2.key", role="recovery").public
        assert not [one for one in (*old, *secrets(desk)) if one in said]

    def test_what_needs_the_recovery_key(self, desk: Path, capsys: pytest.CaptureFixture[str]) -> None:
        assert main(["keys", "rotate", str(desk), "--log"]) == 2
        assert "the recovery key of north is needed" in capsys.readouterr().err
        assert main(["keys", "rotate", str(desk), "--log", "--recovery", str(desk / "keys/author.key")]) == 2
        assert "role author, not recovery" in capsys.readouterr().err
        assert Desk.open(desk).card.serial == 1

    def test_what_does_not(self, desk: Path) -> None:
        assert main(["keys", "rotate", str(desk), "--witness", "--sealing", "--no-address"]) == 0
        assert Desk.open(desk).card.serial == 2

    def test_nothing_to_replace(self, desk: Path, capsys: pytest.CaptureFixture[str]) -> None:
        assert main(["keys", "rotate", str(desk)]) == 2
        assert "Say what is to be replaced" in capsys.readouterr().err

    @pytest.mark.usefixtures("phrase")
    def test_new_keys_are_under_the_passphrase(self, tmp_path: Path) -> None:
        make(tmp_path)
        folder = tmp_path / "north"
        assert main(["keys", "rotate", str(folder), "--log", "--recovery", str(tmp_path / "recovery.key")]) == 0
        assert all(keyfile.look(path).protected for path in (folder / "keys").iterdir())
        assert Desk.open(folder, PHRASE).card.serial == 2


class TestPassphrase:
    """Key files are put under another one, all of them or, stopped in between, all of them the next time."""

    def test_all_files_of_a_desk(self, desk: Path, tmp_path: Path, phrase: Path) -> None:
        (tmp_path / "new").write_text("another twelve letters\n")
        new = str(tmp_path / "new")
        assert main(["keys", "passphrase", str(desk), "--new", str(phrase)]) == 0
        assert Desk.open(desk, PHRASE).card.serial == 1
        assert main(["keys", "passphrase", str(desk / "keys/log.key"), "--new", new]) == 0  # as if it was stopped there
        assert main(["keys", "passphrase", str(desk), "--new", new]) == 0
        assert Desk.open(desk, "another twelve letters").card.serial == 1

    def test_a_wrong_one_changes_nothing(
        self, desk: Path, tmp_path: Path, phrase: Path, capsys: pytest.CaptureFixture[str]
    ) -> None:
        main(["keys", "passphrase", str(desk), "--new", str(phrase)])
        (tmp_path / "new").write_text("another twelve letters\n")
        phrase.write_text("some other words\n")
        assert main(["keys", "passphrase", str(desk), "--new", str(tmp_path / "new")]) == 2
        said = capsys.readouterr().err
        assert "passphrase is another one" in said
        assert "some other words" not in said
        assert Desk.open(desk, PHRASE).card.serial == 1

    def test_too_short(self, desk: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
        (tmp_path / "new").write_text("short\n")
        assert main(["keys", "passphrase", str(desk), "--new", str(tmp_path / "new")]) == 2
        assert "at least 12 characters" in capsys.readouterr().err

    def test_none_is_said_aloud(self, desk: Path, phrase: Path, capsys: pytest.CaptureFixture[str]) -> None:
        main(["keys", "passphrase", str(desk), "--new", str(phrase)])
        assert main(["keys", "passphrase", str(desk), "--no-passphrase"]) == 0
        assert "NOT ENCRYPTED" in capsys.readouterr().out
        assert Desk.open(desk).card.serial == 1

    def test_nobody_to_ask(
        self, desk: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr("sys.stdin.isatty", lambda: False)
        assert main(["keys", "passphrase", str(desk)]) == 2
        assert "--new" in capsys.readouterr().err

    def test_asked_for_twice(
        self, desk: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
    ) -> None:
        said = iter(["correct horse battery", "correct horse batterY"])
        monkeypatch.setattr("sys.stdin.isatty", lambda: True)
        monkeypatch.setattr("getpass.getpass", lambda _: next(said))
        assert main(["keys", "passphrase", str(desk)]) == 2
        assert "differ" in capsys.readouterr().err
        assert not keyfile.look(desk / "keys/log.key").protected
