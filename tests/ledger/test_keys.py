"""Keys and their files."""

import stat
from pathlib import Path

import pytest
from nacl.bindings import crypto_core_ed25519_add

from homeward.ledger import BadKeyError, SigningKey, enrolled, signed

# Every point of order 1, 2, 4 or 8 in its canonical form (RFC 7748, 7; the curve's cofactor is 8).
SMALL_ORDER = [
    "0100000000000000000000000000000000000000000000000000000000000000",
    "ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
    "0000000000000000000000000000000000000000000000000000000000000000",
    "0000000000000000000000000000000000000000000000000000000000000080",
    "c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac037a",
    "c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac03fa",
    "26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05",
    "26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc85",
]
KEY = SigningKey(bytes(range(32)))


class TestSigning:
    """RFC 8032, 7.1."""

    def test_the_first_vector(self) -> None:
        key = SigningKey(bytes.fromhex("9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60"))
        assert key.public.hex() == "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a"
        assert key.sign(b"").hex() == (
            "e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e065224901555fb8821590a33bacc61e39701cf9b46bd25bf5f0595bbe24655141438e7a100b"
        )

    def test_every_flipped_bit_is_found(self) -> None:
        good = KEY.sign(b"message")
        assert signed(KEY.public, b"message", good)
        assert not signed(KEY.public, b"messages", good)
        for at in range(512):
            flipped = bytearray(good)
            flipped[at // 8] ^= 1 << at % 8
            assert not signed(KEY.public, b"message", bytes(flipped))

    @pytest.mark.parametrize("length", [0, 31, 33, 63, 65])
    def test_other_lengths_sign_nothing(self, length: int) -> None:
        assert not signed(bytes(length), b"", bytes(64))
        assert not signed(KEY.public, b"", bytes(length))

    @pytest.mark.parametrize("length", [0, 31, 33, 64])
    def test_a_key_has_32_bytes(self, length: int) -> None:
        with pytest.raises(BadKeyError, match="32 bytes"):
            SigningKey(bytes(length))
        with pytest.raises(BadKeyError, match="32 bytes"):
            enrolled(bytes(length))


class TestEnrolment:
    """Weak keys are refused before they are trusted with anything."""

    def test_good_keys(self) -> None:
        assert enrolled(KEY.public) == KEY.public
        assert enrolled(public := SigningKey.generate().public) == public

    @pytest.mark.parametrize("point", SMALL_ORDER)
    def test_points_of_small_order(self, point: str) -> None:
        with pytest.raises(BadKeyError, match="weak"):
            enrolled(bytes.fromhex(point))

    @pytest.mark.parametrize("point", SMALL_ORDER[1:])
    def test_points_outside_the_main_subgroup(self, point: str) -> None:
        with pytest.raises(BadKeyError, match="weak"):
            enrolled(crypto_core_ed25519_add(KEY.public, bytes.fromhex(point)))

    @pytest.mark.parametrize("point", ["02" + "00" * 31, "ee" + "ff" * 30 + "7f", "ff" * 32])
    def test_what_is_no_point_or_not_its_canonical_form(self, point: str) -> None:
        with pytest.raises(BadKeyError, match="weak"):
            enrolled(bytes.fromhex(point))


class TestFiles:
    """A key file is its owner's only, and is never overwritten."""

    def test_round_trip(self, tmp_path: Path) -> None:
        KEY.save(tmp_path / "key")
        assert SigningKey.load(tmp_path / "key") == KEY
        assert stat.S_IMODE((tmp_path / "key").stat().st_mode) == 0o600

    def test_never_overwritten(self, tmp_path: Path) -> None:
        KEY.save(tmp_path / "key")
        with pytest.raises(BadKeyError, match="exists already"):
            SigningKey.generate().save(tmp_path / "key")
        assert SigningKey.load(tmp_path / "key") == KEY

    @pytest.mark.parametrize(
        "data",
        [
            b"", b"\xff\xfe", "ключ".encode(), b"homeward ed25519 seed\n", b"homeward ed25519 seed\n" + b"0" * 62,
            b"homeward ed25519 seed\n" + b"0" * 66, b"homeward ed25519 seed\n" + b"g" * 64, b"0" * 64,
        ],
    )  # fmt: skip
    def test_what_is_no_key_file(self, tmp_path: Path, data: bytes) -> None:
        (tmp_path / "key").write_bytes(data)
        with pytest.raises(BadKeyError, match="not a key file"):
            SigningKey.load(tmp_path / "key")

    def test_a_damaged_file_stays_out_of_the_error(self, tmp_path: Path) -> None:
        KEY.save(tmp_path / "key")
        (tmp_path / "key").write_text((tmp_path / "key").read_text().strip() + "z")
        with pytest.raises(BadKeyError) as refused:
            SigningKey.load(tmp_path / "key")
        assert KEY.seed.hex()[:16] not in str(refused.value)
        assert refused.value.__cause__ is None

    def test_a_missing_file_is_named(self, tmp_path: Path) -> None:
        with pytest.raises(BadKeyError, match=r"absent\.key"):
            SigningKey.load(tmp_path / "absent.key")

    def test_a_key_shows_its_public_half_only(self) -> None:
        for shown in (repr(KEY), str(KEY), f"{KEY}", repr([KEY])):
            assert KEY.public.hex() in shown
            assert KEY.seed.hex() not in shown
            assert repr(KEY.seed) not in shown
