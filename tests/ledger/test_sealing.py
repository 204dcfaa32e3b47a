"""Sealing: whom it opens to, what is refused, and what it does not prove."""

import hashlib
from pathlib import Path

import pyrage
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from homeward.ledger import BadKeyError, SealingError, SealingKey, decrypted, encrypted, sealing
from homeward.ledger.keyfile import LEAST

ONE, TWO, OTHER = SealingKey.generate(), SealingKey.generate(), SealingKey.generate()

# Every u-coordinate of order 1, 2, 4 or 8 on Curve25519 and its twist (RFC 7748, 6.1), and spellings of them above p.
SMALL_ORDER = [
    "0000000000000000000000000000000000000000000000000000000000000000",
    "0100000000000000000000000000000000000000000000000000000000000000",
    "e0eb7a7c3b41b8ae1656e3faf19fc46ada098deb9c32b1fd866205165f49b800",
    "5f9c95bca3508c24b1d0b1559c83ef5b04445cc4581c8e86d8224eddd09f1157",
    "ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
    "edffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
    "eeffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
]


def written(point: bytes) -> str:
    """Write a point as a recipient: Bech32 (BIP 173) with the prefix ``age``."""
    letters = "qpzry9x8gf2tvdw0s3jn54khce6mua7l"
    number = int.from_bytes(point) << 4
    digits = [number >> 5 * (51 - at) & 31 for at in range(52)]
    check = 1
    for value in [*(ord(each) >> 5 for each in "age"), 0, *(ord(each) & 31 for each in "age"), *digits, *[0] * 6]:
        top = check >> 25
        check = (check & 0x1FFFFFF) << 5 ^ value
        for at, generator in enumerate((0x3B6A57B2, 0x26508E6D, 0x1EA119FA, 0x3D4233DD, 0x2A1462B3)):
            check ^= generator if top >> at & 1 else 0
    check ^= 1
    return "age1" + "".join(letters[each] for each in [*digits, *(check >> 5 * (5 - at) & 31 for at in range(6))])


class TestSealed:
    """What is sealed opens to its recipients, whole, and to nobody else."""

    @settings(max_examples=25)
    @given(data=st.binary(max_size=70_000))
    def test_each_recipient_opens_it(self, data: bytes) -> None:
        sealed = encrypted(data, [ONE.recipient, TWO.recipient])
        assert decrypted(sealed, ONE) == decrypted(sealed, TWO) == data

    def test_nobody_else_does(self) -> None:
        with pytest.raises(SealingError, match="not sealed to age1"):
            decrypted(encrypted(b"details", [ONE.recipient]), OTHER)

    def test_a_key_that_was_replaced_still_opens_what_was_sealed_to_it(self) -> None:
        assert decrypted(encrypted(b"details", [ONE.recipient]), TWO, ONE) == b"details"

    def test_it_is_age(self) -> None:
        sealed = encrypted(b"details", [ONE.recipient])
        assert pyrage.decrypt(sealed, [pyrage.x25519.Identity.from_str(ONE.secret)]) == b"details"
        assert sealed.startswith(b"age-encryption.org/v1\n-> X25519 ")

    def test_it_is_never_the_same_twice_and_shows_no_word_of_what_is_in_it(self) -> None:
        one, two = (encrypted(b"A planted name", [ONE.recipient]) for _ in range(2))
        assert one != two
        assert b"planted" not in one
        assert ONE.recipient.encode() not in one

    def test_sixty_four_recipients_and_no_more(self) -> None:
        many = [SealingKey.generate().recipient for _ in range(63)]
        assert decrypted(encrypted(b"x", [*many, ONE.recipient, ONE.recipient]), ONE) == b"x"
        for refused in ([], [*many, ONE.recipient, TWO.recipient]):
            with pytest.raises(SealingError, match="1 to 64"):
                encrypted(b"x", refused)

    def test_the_digest_names_the_ciphertext(self) -> None:
        sealed = encrypted(b"details", [ONE.recipient])
        assert sealing.digest(sealed) == hashlib.sha256(sealed).hexdigest()

    def test_that_it_opens_does_not_say_who_sealed_it(self) -> None:
        """age does not authenticate the sender: anybody who knows a recipient can seal to it."""
        assert decrypted(pyrage.encrypt(b"forged", [pyrage.x25519.Recipient.from_str(ONE.recipient)]), ONE) == b"forged"


class TestDamaged:
    """What was changed, cut or made to cost is refused."""

    def test_every_flipped_bit(self) -> None:
        sealed = encrypted(b"ten bytes.", [ONE.recipient])
        for at in range(8 * len(sealed)):
            flipped = bytearray(sealed)
            flipped[at // 8] ^= 1 << at % 8
            with pytest.raises(SealingError):
                decrypted(bytes(flipped), ONE)

    def test_every_cut(self) -> None:
        sealed = encrypted(b"ten bytes.", [ONE.recipient])
        for at in range(len(sealed)):
            with pytest.raises(SealingError):
                decrypted(sealed[:at], ONE)

    def test_cut_between_two_chunks(self) -> None:
        """age, payload: the last chunk says that it is the last."""
        sealed = encrypted(bytes(3 * 65_536), [ONE.recipient])
        with pytest.raises(SealingError, match="damaged"):
            decrypted(sealed[: -(65_536 + 16)], ONE)

    def test_too_many_stanzas_are_refused_before_any_is_tried(self) -> None:
        many = [SealingKey.generate() for _ in range(70)]
        sealed = pyrage.encrypt(b"x", [one._identity.to_public() for one in many])
        with pytest.raises(SealingError, match="more than 64"):
            decrypted(sealed, many[0])

    def test_an_endless_header_is_refused(self) -> None:
        data = b"age-encryption.org/v1\n-> X25519 " + b"A" * 100_000 + b"\n--- x\n"
        with pytest.raises(SealingError, match="no sealed details"):
            decrypted(data, ONE)

    def test_too_large(self, monkeypatch: pytest.MonkeyPatch) -> None:
        assert sealing.MAX_SEALED_BYTES == 64 << 20
        monkeypatch.setattr(sealing, "MAX_SEALED_BYTES", 1000)
        with pytest.raises(SealingError, match="at most 1,000 bytes"):
            encrypted(bytes(1001), [ONE.recipient])
        with pytest.raises(SealingError, match="at most 1,000 bytes"):
            encrypted(bytes(990), [ONE.recipient])
        with pytest.raises(SealingError, match="at most 1,000 bytes"):
            decrypted(bytes(1001), ONE)
        assert decrypted(encrypted(bytes(500), [ONE.recipient]), ONE) == bytes(500)

    def test_a_passphrase_file_is_not_tried(self) -> None:
        """Its work is for whoever made it to choose (age, scrypt recipient stanza): 2^30 rounds here."""
        stanza = b"-> scrypt AAAAAAAAAAAAAAAAAAAAAA 30\n" + b"A" * 43
        with pytest.raises(SealingError):
            decrypted(b"age-encryption.org/v1\n" + stanza + b"\n--- " + b"A" * 43 + b"\n" + bytes(33), ONE)


class TestRecipients:
    """A recipient is written in one way, and is a key that only its owner can open with."""

    def test_good_ones(self) -> None:
        assert sealing.recipient(ONE.recipient) == ONE.recipient
        assert written(sealing_point(ONE.recipient)) == ONE.recipient

    @pytest.mark.parametrize("point", SMALL_ORDER)
    def test_points_of_small_order(self, point: str) -> None:
        with pytest.raises(BadKeyError, match="weak"):
            encrypted(b"x", [written(bytes.fromhex(point))])

    def test_a_second_spelling_of_a_point(self) -> None:
        """RFC 7748, 5: the top bit is ignored, and values from p on are reduced; here neither is written."""
        point = sealing_point(ONE.recipient)
        with pytest.raises(BadKeyError, match="weak"):
            sealing.recipient(written(point[:31] + bytes([point[31] | 0x80])))
        with pytest.raises(BadKeyError, match="weak"):
            sealing.recipient(written(((1 << 255) - 19 + 9).to_bytes(32, "little")))

    def test_other_texts(self) -> None:
        good = ONE.recipient
        near = [good.upper(), f"{good}\n", f" {good}", good[:-1], f"{good}q", good.replace("age1", "bge1")]
        for text in (*near, ONE.secret, "", "age1", "ssh-ed25519 AAAA", "age1" + "b" * 58, "age1" + "q" * 58):
            with pytest.raises(BadKeyError) as refused:
                sealing.recipient(text)
            assert ONE.secret[20:] not in str(refused.value)

    def test_every_slip_of_a_letter_is_found(self) -> None:
        for at in range(4, len(ONE.recipient)):
            slip = "q" if ONE.recipient[at] != "q" else "p"
            with pytest.raises(BadKeyError):
                sealing.recipient(ONE.recipient[:at] + slip + ONE.recipient[at + 1 :])


class TestKeys:
    """A sealing key shows itself by its recipient only, and keeps its file as every key does."""

    def test_round_trip(self, tmp_path: Path) -> None:
        ONE.save(tmp_path / "sealing.key", "twelve letters", LEAST)
        assert SealingKey.load(tmp_path / "sealing.key", "twelve letters") == ONE
        assert ONE.secret[20:].encode().hex() not in (tmp_path / "sealing.key").read_text("ascii")

    def test_shows_its_recipient_only(self) -> None:
        assert ONE.recipient in repr(ONE)
        assert ONE.secret not in repr(ONE) + str(ONE) + repr([ONE])

    def test_other_secrets(self) -> None:
        for text in ("AGE-SECRET-KEY-1", ONE.secret[:-1], ONE.secret.swapcase() + "Q", ONE.recipient, "нічого"):
            with pytest.raises(BadKeyError) as refused:
                SealingKey(text)
            assert refused.value.__cause__ is None
            assert text not in str(refused.value)


def sealing_point(recipient: str) -> bytes:
    number = 0
    for letter in recipient[4:56]:
        number = number << 5 | "qpzry9x8gf2tvdw0s3jn54khce6mua7l".index(letter)
    return (number >> 4).to_bytes(32)
