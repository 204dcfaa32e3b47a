"""Key files: a passphrase, a role, and nothing that can be exchanged unnoticed."""

import os
import stat
from functools import lru_cache
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from nacl.bindings import crypto_aead_xchacha20poly1305_ietf_decrypt
from nacl.pwhash import argon2id

from homeward.ledger import BadKeyError, SealingKey, SigningKey, keyfile
from homeward.ledger.keyfile import LEAST, MOST, USUAL, Effort, Opened

KEY = SigningKey(bytes(range(32)))
PHRASE = "дванадцять літер"
HELD = Opened("author", KEY.public.hex(), KEY.seed)


@pytest.fixture(autouse=True)
def _each_stretching_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """The same passphrase, salt and effort give the same key: a test of many damaged copies pays for it once."""
    monkeypatch.setattr(keyfile, "_stretched", lru_cache(keyfile._stretched))


@pytest.fixture
def path(tmp_path: Path) -> Path:
    keyfile.write(tmp_path / "author.key", HELD, PHRASE, LEAST)
    return tmp_path / "author.key"


def write(path: Path, text: str) -> Path:
    path.write_text(text, "ascii")
    return path


def names(folder: Path) -> list[str]:
    return [each.name for each in folder.iterdir()]


class TestForm:
    """Another program can open a key file by what the module's text says."""

    def test_argon2id_and_xchacha20_poly1305_over_the_lines_before(self, path: Path) -> None:
        lines = path.read_text("ascii").split("\n")
        assert lines[:2] == ["homeward key 1 author", f"public {KEY.public.hex()}"]
        name, passes, memory, salt = lines[2].split(" ")
        assert (name, lines[4:]) == ("argon2id", [""])
        key = argon2id.kdf(32, PHRASE.encode(), bytes.fromhex(salt), int(passes), int(memory))
        data = bytes.fromhex(lines[3].removeprefix("secret "))
        head = "".join(f"{line}\n" for line in lines[:3]).encode()
        assert crypto_aead_xchacha20poly1305_ietf_decrypt(data[24:], head, data[:24], key) == KEY.seed

    def test_what_is_not_encrypted_says_so(self, tmp_path: Path) -> None:
        keyfile.write(tmp_path / "key", HELD, None)
        assert "not encrypted" in (tmp_path / "key").read_text("ascii").split("\n")[2]
        assert keyfile.look(tmp_path / "key") == keyfile.Face("author", KEY.public.hex(), protected=False)
        assert keyfile.read(tmp_path / "key") == HELD

    def test_what_is_encrypted_shows_nothing_secret(self, path: Path) -> None:
        assert KEY.seed.hex() not in path.read_text("ascii")
        assert keyfile.look(path) == keyfile.Face("author", KEY.public.hex(), protected=True)

    def test_two_files_of_one_key_share_no_salt_and_no_nonce(self, path: Path, tmp_path: Path) -> None:
        keyfile.write(tmp_path / "other", HELD, PHRASE, LEAST)
        one, two = (each.read_text("ascii").split("\n") for each in (path, tmp_path / "other"))
        assert one[2].split(" ")[3] != two[2].split(" ")[3]
        assert one[3][: 7 + 48] != two[3][: 7 + 48]

    def test_an_opened_key_shows_its_public_half_only(self) -> None:
        assert repr(KEY.seed) not in repr(HELD)
        assert KEY.seed.hex() not in repr(HELD)
        assert KEY.public.hex() in repr(HELD)

    @pytest.mark.parametrize("role", [*keyfile.ROLES])
    def test_every_role(self, tmp_path: Path, role: str) -> None:
        keyfile.write(tmp_path / role, Opened(role, "age1x", b"secret"), None)
        assert keyfile.read(tmp_path / role, role=role) == Opened(role, "age1x", b"secret")

    @pytest.mark.parametrize(
        "key",
        [Opened("notary", "ab", b""), Opened("author", "a b", b"x"), Opened("log", "", b""), Opened("log", "a\n", b"")],
    )  # fmt: skip
    def test_what_does_not_fit_is_not_written(self, tmp_path: Path, key: Opened) -> None:
        with pytest.raises(BadKeyError):
            keyfile.write(tmp_path / "key", key, None)
        assert names(tmp_path) == []


class TestPassphrase:
    """Only the passphrase opens it, in whichever way a keyboard writes it."""

    def test_opens(self, path: Path) -> None:
        assert keyfile.read(path, PHRASE) == HELD
        assert SigningKey.load(path, PHRASE) == KEY

    @pytest.mark.parametrize("wrong", ["дванадцять літеp", "", PHRASE + " ", PHRASE.upper()])
    def test_another_one_does_not(self, path: Path, wrong: str) -> None:
        with pytest.raises(BadKeyError, match="passphrase is another one") as refused:
            keyfile.read(path, wrong)
        assert PHRASE not in str(refused.value)
        assert wrong == "" or wrong not in str(refused.value)

    def test_none_does_not(self, path: Path) -> None:
        with pytest.raises(BadKeyError, match="none was given"):
            keyfile.read(path)

    def test_composed_and_decomposed_letters_are_one(self, tmp_path: Path) -> None:
        keyfile.write(tmp_path / "key", HELD, "Київ і Йорданія", LEAST)
        assert keyfile.read(tmp_path / "key", "Київ і Йорданія") == HELD

    @pytest.mark.parametrize("short", ["", "elevenchars", "й" * 11])
    def test_short_ones_are_refused_on_writing(self, tmp_path: Path, short: str) -> None:
        with pytest.raises(BadKeyError, match="at least 12"):
            keyfile.write(tmp_path / "key", HELD, short)
        assert names(tmp_path) == []

    def test_a_letter_and_its_mark_are_one_character(self, tmp_path: Path) -> None:
        with pytest.raises(BadKeyError, match="at least 12"):
            keyfile.write(tmp_path / "key", HELD, "й" * 11)

    def test_endless_ones_are_refused(self, tmp_path: Path) -> None:
        with pytest.raises(BadKeyError, match="at most"):
            keyfile.write(tmp_path / "key", HELD, "a" * 1025)

    def test_what_is_no_text_is_refused(self, path: Path) -> None:
        with pytest.raises(BadKeyError, match="not text"):
            keyfile.read(path, "\ud800" * 12)


class TestBinding:
    """Role, public half and limits belong to the secret: whoever changes one finds the file closed."""

    @pytest.mark.parametrize("passphrase", [PHRASE, None])
    def test_another_role(self, path: Path, tmp_path: Path, passphrase: str | None) -> None:
        if passphrase is None:
            keyfile.write(path := tmp_path / "open", HELD, None)
        write(path, path.read_text("ascii").replace("key 1 author", "key 1 log"))
        with pytest.raises(BadKeyError, match="changed"):
            keyfile.read(path, passphrase, "log")

    @pytest.mark.parametrize("passphrase", [PHRASE, None])
    def test_another_public_half(self, path: Path, tmp_path: Path, passphrase: str | None) -> None:
        if passphrase is None:
            keyfile.write(path := tmp_path / "open", HELD, None)
        write(path, path.read_text("ascii").replace(KEY.public.hex(), SigningKey.generate().public.hex()))
        with pytest.raises(BadKeyError, match="changed"):
            keyfile.read(path, passphrase)

    def test_two_files_mixed(self, path: Path, tmp_path: Path) -> None:
        other = SigningKey.generate()
        other.save(tmp_path / "other", PHRASE, "author", LEAST)
        one, two = (each.read_text("ascii").split("\n") for each in (path, tmp_path / "other"))
        for at in range(1, 4):
            mixed = [*one[:at], two[at], *one[at + 1 :]]
            with pytest.raises(BadKeyError, match="changed"):
                keyfile.read(write(tmp_path / "mixed", "\n".join(mixed)), PHRASE)

    def test_every_flipped_bit_of_the_secret(self, path: Path) -> None:
        text = path.read_text("ascii")
        head, _, secret = text.rpartition("secret ")
        data = bytes.fromhex(secret)
        for at in range(8 * len(data)):
            flipped = bytearray(data)
            flipped[at // 8] ^= 1 << at % 8
            with pytest.raises(BadKeyError, match="changed"):
                keyfile.read(write(path, f"{head}secret {flipped.hex()}\n"), PHRASE)

    def test_every_flipped_bit_of_a_file_that_is_not_encrypted(self, tmp_path: Path) -> None:
        keyfile.write(tmp_path / "key", HELD, None)
        data = (tmp_path / "key").read_bytes()
        for at in range(8 * len(data)):
            flipped = bytearray(data)
            flipped[at // 8] ^= 1 << at % 8
            (tmp_path / "key").write_bytes(flipped)
            with pytest.raises(BadKeyError) as refused:
                keyfile.read(tmp_path / "key")
            assert KEY.seed.hex()[8:24] not in str(refused.value)

    def test_a_key_of_another_role_is_refused(self, path: Path) -> None:
        with pytest.raises(BadKeyError, match="role author, not log"):
            SigningKey.load(path, PHRASE, role="log")
        with pytest.raises(BadKeyError, match="role author, not sealing"):
            SealingKey.load(path, PHRASE)

    def test_halves_that_do_not_belong_together(self, tmp_path: Path) -> None:
        keyfile.write(tmp_path / "key", Opened("author", SigningKey.generate().public.hex(), KEY.seed), None)
        with pytest.raises(BadKeyError, match="two halves"):
            SigningKey.load(tmp_path / "key")
        keyfile.write(tmp_path / "age", Opened("sealing", SealingKey.generate().recipient, b"AGE-SECRET-KEY-1"), None)
        with pytest.raises(BadKeyError):
            SealingKey.load(tmp_path / "age")


class TestEffort:
    """A file asks for at least so much work that guessing is dear, and for at most so much that opening it is safe."""

    @pytest.mark.parametrize(
        ("passes", "memory"),
        [(1, 1 << 28), (2, 1 << 28), (3, 1 << 20), (11, 1 << 26), (9999, 1 << 26), (3, 1 << 31), (3, 10**15)],
    )  # fmt: skip
    def test_other_limits_are_refused_before_any_work(self, path: Path, passes: int, memory: int) -> None:
        line = path.read_text("ascii").split("\n")[2]
        salt = line.split(" ")[3]
        write(path, path.read_text("ascii").replace(line, f"argon2id {passes} {memory} {salt}"))
        with pytest.raises(BadKeyError, match="asks for more or less work"):
            keyfile.read(path, PHRASE)
        with pytest.raises(BadKeyError, match="work"):
            keyfile.write(path.with_name("new"), HELD, PHRASE, Effort(passes, memory))

    def test_more_within_bounds_is_another_key(self, path: Path) -> None:
        write(path, path.read_text("ascii").replace("argon2id 3 ", "argon2id 4 "))
        with pytest.raises(BadKeyError, match="changed"):
            keyfile.read(path, PHRASE)

    def test_the_usual_is_within(self) -> None:
        assert LEAST.within()
        assert USUAL.within()
        assert MOST.within()
        assert (LEAST.passes, LEAST.memory) == (3, 64 * 2**20)  # RFC 9106, section 4


class TestDisk:
    """A key file is its owner's only, whole or not there, and never overwritten."""

    def test_only_the_owner_reads_it(self, path: Path) -> None:
        assert stat.S_IMODE(path.stat().st_mode) == 0o600
        assert names(path.parent) == [path.name]

    def test_never_overwritten(self, path: Path) -> None:
        before = path.read_bytes()
        for passphrase in (PHRASE, None):
            with pytest.raises(BadKeyError, match="exists already"):
                keyfile.write(path, HELD, passphrase, LEAST)
        assert path.read_bytes() == before
        assert names(path.parent) == [path.name]

    def test_nor_on_a_stick_without_hard_links(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        def refused(self: Path, target: Path) -> None:
            raise PermissionError(1, "Operation not permitted")

        monkeypatch.setattr(Path, "hardlink_to", refused)
        keyfile.write(tmp_path / "key", HELD, None)
        assert keyfile.read(tmp_path / "key") == HELD
        with pytest.raises(BadKeyError, match="exists already"):
            keyfile.write(tmp_path / "key", Opened("log", "ab", b"x"), None)
        assert keyfile.read(tmp_path / "key") == HELD
        assert names(tmp_path) == ["key"]

    def test_a_folder_that_is_not_there(self, tmp_path: Path) -> None:
        with pytest.raises(BadKeyError, match="cannot be written: No such file"):
            keyfile.write(tmp_path / "absent/key", HELD, None)

    def test_a_full_disk_leaves_nothing(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        def full(descriptor: int) -> None:
            raise OSError(28, "No space left on device")

        monkeypatch.setattr(os, "fsync", full)
        with pytest.raises(BadKeyError, match="No space left"):
            keyfile.write(tmp_path / "key", HELD, None)
        assert names(tmp_path) == []

    def test_endless_files_are_not_read(self, tmp_path: Path) -> None:
        (tmp_path / "key").symlink_to("/dev/zero")
        with pytest.raises(BadKeyError, match="not a key file"):
            keyfile.read(tmp_path / "key")

    @settings(max_examples=50)
    @given(data=st.binary(max_size=300))
    def test_other_bytes_are_no_key_file(self, tmp_path_factory: pytest.TempPathFactory, data: bytes) -> None:
        path = tmp_path_factory.mktemp("any") / "key"
        path.write_bytes(b"homeward key 1 author\n" + data)
        with pytest.raises(BadKeyError, match="not a key file"):
            keyfile.look(path)


class TestChange:
    """Another passphrase, the same key."""

    def test_the_new_one_opens_and_the_old_does_not(self, path: Path) -> None:
        keyfile.change(path, PHRASE, "another twelve", LEAST)
        assert keyfile.read(path, "another twelve") == HELD
        with pytest.raises(BadKeyError, match="another one"):
            keyfile.read(path, PHRASE)
        assert stat.S_IMODE(path.stat().st_mode) == 0o600
        assert names(path.parent) == [path.name]

    def test_a_wrong_old_or_a_short_new_one_changes_nothing(self, path: Path) -> None:
        before = path.read_bytes()
        for old, new in (("wrong passphrase", "another twelve"), (PHRASE, "short")):
            with pytest.raises(BadKeyError):
                keyfile.change(path, old, new, LEAST)
        assert path.read_bytes() == before

    def test_an_open_file_is_put_under_one(self, tmp_path: Path) -> None:
        keyfile.write(tmp_path / "key", HELD, None)
        keyfile.change(tmp_path / "key", None, PHRASE, LEAST)
        assert keyfile.look(tmp_path / "key").protected
        assert keyfile.read(tmp_path / "key", PHRASE) == HELD
