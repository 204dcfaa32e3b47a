"""Keys on a token, with SoftHSM2 as the token."""

import os
import shutil
import subprocess
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from homeward.ledger import BadKeyError, Log, SigningKey, VerifierKey, open_note, seal, sign, unseal
from homeward.ledger.keys import signed
from homeward.ledger.note import ED25519

pytest.importorskip("pkcs11")
from homeward.ledger import hardware
from homeward.ledger.hardware import HardwareKey

MODULES = (Path("/usr/lib/softhsm/libsofthsm2.so"), Path("/usr/lib/x86_64-linux-gnu/softhsm/libsofthsm2.so"))
MODULE = next((path for path in MODULES if path.exists()), None)
pytestmark = pytest.mark.skipif(MODULE is None or shutil.which("softhsm2-util") is None, reason="SoftHSM2 is absent")
PIN = "8340-1175"


@pytest.fixture(scope="module")
def token(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """A new token in a folder of its own; the library reads the configuration once a process."""
    folder = tmp_path_factory.mktemp("softhsm")
    (folder / "tokens").mkdir()
    (folder / "conf").write_text(f"directories.tokendir = {folder}/tokens\nlog.level = ERROR\n")
    before = os.environ.get("SOFTHSM2_CONF")
    os.environ["SOFTHSM2_CONF"] = str(folder / "conf")
    for label in ("homeward", "second"):
        subprocess.run(
            ["softhsm2-util", "--init-token", "--free", "--label", label, "--pin", PIN, "--so-pin", "so-pin-1234"],
            check=True,
            capture_output=True,
        )
    assert MODULE is not None
    yield MODULE
    hardware.forget()
    if before is None:
        del os.environ["SOFTHSM2_CONF"]
    else:
        os.environ["SOFTHSM2_CONF"] = before


@pytest.fixture(scope="module")
def made(token: Path) -> HardwareKey:
    return HardwareKey.generate(token, "homeward", "log", PIN)


@pytest.fixture
def key(token: Path, made: HardwareKey) -> HardwareKey:
    found = HardwareKey.open(token, "homeward", "log", PIN)
    assert found.public == made.public
    return found


class TestSigning:
    """RFC 8032: what the token signs is what the key in memory would, and is checked by libsodium."""

    def test_its_signatures_count_everywhere(self, key: HardwareKey) -> None:
        assert signed(key.public, b"message", key.sign(b"message"))
        assert unseal(seal(b"{}", key, SigningKey.generate())).signers >= {key.public.hex()}
        note = sign("text\n", "name", key)
        assert open_note(note.encode(), [VerifierKey("name", ED25519, key.public)]).text == "text\n"

    def test_a_log_is_kept_with_it(self, key: HardwareKey, tmp_path: Path) -> None:
        with Log.create(tmp_path / "log", "homeward.example/may/north", key) as log:
            for number in range(3):
                log.append(seal(b"%d" % number, key))
        with Log.open(tmp_path / "log", key) as log:
            assert log.append(seal(b"more", key)).index == 3
            log.check()

    def test_it_is_found_again(self, key: HardwareKey, token: Path) -> None:
        again = HardwareKey.open(token, "homeward", "log", PIN)
        assert again.public == key.public
        assert again.sign(b"same") == key.sign(b"same")  # RFC 8032: signatures are deterministic

    def test_two_tokens_and_two_keys_at_once(self, key: HardwareKey, token: Path) -> None:
        author = HardwareKey.generate(token, "homeward", "author", PIN)
        second = HardwareKey.generate(token, "second", "author", PIN)
        assert len({key.public, author.public, second.public}) == 3
        for one in (key, author, second):
            assert signed(one.public, b"x", one.sign(b"x"))

    def test_threads_take_turns(self, key: HardwareKey) -> None:
        wrong: list[int] = []

        def work(number: int) -> None:
            for count in range(25):
                message = b"%d %d" % (number, count)
                if not signed(key.public, message, key.sign(message)):
                    wrong.append(count)

        threads = [threading.Thread(target=work, args=(number,)) for number in range(4)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert wrong == []

    def test_a_token_that_signs_wrongly_is_found(self, key: HardwareKey) -> None:
        class Broken:
            def sign(self, *_: object, **__: object) -> bytes:
                return bytes(64)

        broken = HardwareKey(key._token, Broken(), key.public, "the key")
        with pytest.raises(BadKeyError, match="do not use this token"):
            broken.sign(b"message")


class TestSecrets:
    """The private half stays on the token, the PIN in nobody's error."""

    def test_the_private_half_is_not_given_out(self, key: HardwareKey) -> None:
        import pkcs11

        for attribute in (pkcs11.Attribute.VALUE, pkcs11.Attribute.SEED):
            with pytest.raises(pkcs11.PKCS11Error):
                key._key[attribute]
        assert key._key[pkcs11.Attribute.EXTRACTABLE] is False
        assert key._key[pkcs11.Attribute.SENSITIVE] is True

    def test_it_shows_its_public_half_only(self, key: HardwareKey) -> None:
        assert repr(key) == f"HardwareKey(public={key.public.hex()})"

    def test_a_wrong_pin(self, token: Path) -> None:
        hardware.forget()
        with pytest.raises(BadKeyError, match="PIN") as refused:
            HardwareKey.open(token, "homeward", "log", "0000-0000")
        assert "0000" not in str(refused.value)
        assert refused.value.__cause__ is None
        assert HardwareKey.open(token, "homeward", "log", PIN).public


class TestAbsent:
    """What is not there is said in a sentence."""

    def test_the_library(self) -> None:
        with pytest.raises(BadKeyError, match="cannot be opened"):
            HardwareKey.open(Path("/absent/module.so"), "homeward", "log", PIN)

    def test_the_token(self, token: Path) -> None:
        with pytest.raises(BadKeyError, match="no token called absent"):
            HardwareKey.open(token, "absent", "log", PIN)

    def test_the_key(self, token: Path) -> None:
        with pytest.raises(BadKeyError, match="exactly one Ed25519 key called absent"):
            HardwareKey.open(token, "homeward", "absent", PIN)

    @pytest.mark.usefixtures("made")
    def test_a_label_is_taken_once(self, token: Path) -> None:
        with pytest.raises(BadKeyError, match="already"):
            HardwareKey.generate(token, "homeward", "log", PIN)

    def test_after_logging_out_nothing_is_signed(self, token: Path) -> None:
        left = HardwareKey.open(token, "homeward", "log", PIN)
        hardware.forget()
        with pytest.raises(BadKeyError, match="does not answer"):
            left.sign(b"message")
