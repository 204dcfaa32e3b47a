"""Notes, checkpoints and cosignatures, each class a clause of C2SP signed-note, tlog-checkpoint or tlog-cosignature."""

import base64
import hashlib
import struct

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from homeward.ledger import Checkpoint, NoteError, SigningKey, VerifierKey, open_note, parse_checkpoint, sign
from homeward.ledger.note import COSIGNATURE, ED25519
from tests.ledger.test_keys import SMALL_ORDER

OFTEN = settings(deadline=None, max_examples=80)
NAME, OTHER, WITNESS = "homeward.example/may/north", "homeward.example/may/south", "witness.example/one"
KEY, OTHER_KEY, WITNESS_KEY = (SigningKey(bytes([number]) * 32) for number in (1, 2, 3))
VERIFIER, OTHER_VERIFIER = VerifierKey(NAME, ED25519, KEY.public), VerifierKey(OTHER, ED25519, OTHER_KEY.public)
WITNESSING = VerifierKey(WITNESS, COSIGNATURE, WITNESS_KEY.public)
ROOT = hashlib.sha256(b"root").digest()
CHECKPOINT = Checkpoint(NAME, 7, ROOT)

texts = st.text(st.characters(exclude_categories=["Cs", "Cc"]) | st.just("\n"), max_size=80).map(
    lambda text: text + "\n"
)
names = st.text(st.characters(exclude_categories=["Cs", "Cc", "Z"], exclude_characters="+"), min_size=1, max_size=20)


def cosigned(note: str, time: int, key: SigningKey = WITNESS_KEY) -> str:
    """Add a cosignature as tlog-cosignature v1.0.0 describes it."""
    text = note.rpartition("\n\n")[0] + "\n"
    signature = key.sign(f"cosignature/v1\ntime {time}\n{text}".encode())
    line = base64.b64encode(WITNESSING.id + struct.pack(">Q", time) + signature).decode()
    return f"{note}— {WITNESS} {line}\n"


class TestNote:
    """signed-note: a text, a blank line, and signature lines: em dash, key name, base64 of key id and signature."""

    @given(texts, names)
    @OFTEN
    def test_round_trip(self, text: str, name: str) -> None:
        verifier = VerifierKey(name, ED25519, KEY.public)
        note = open_note(sign(text, name, KEY).encode(), [verifier])
        assert (note.text, note.signers) == (text, (verifier,))
        assert VerifierKey.parse(str(verifier)) == verifier

    def test_written_by_hand(self) -> None:
        key_id = hashlib.sha256(NAME.encode() + b"\n\x01" + KEY.public).digest()[:4]
        line = base64.b64encode(key_id + KEY.sign(b"text\n")).decode()
        assert sign("text\n", NAME, KEY) == f"text\n\n— {NAME} {line}\n"

    def test_a_text_may_have_empty_lines(self) -> None:
        """signed-note: the signatures stand behind the *last* empty line."""
        for text in ("a\n\nb\n", "\n", "a\n\n", f"a\n\n— {NAME} AAAA\n"):
            assert open_note(sign(text, NAME, KEY).encode(), [VERIFIER]).text == text

    def test_every_flipped_bit_is_refused(self) -> None:
        good = sign(str(CHECKPOINT), NAME, KEY).encode()
        for at in range(len(good) * 8):
            flipped = bytearray(good)
            flipped[at // 8] ^= 1 << at % 8
            with pytest.raises(NoteError):
                open_note(bytes(flipped), [VERIFIER])

    def test_every_shortened_or_lengthened_note_is_refused(self) -> None:
        good = sign(str(CHECKPOINT), NAME, KEY).encode()
        for at in range(len(good)):
            with pytest.raises(NoteError):
                open_note(good[:at], [VERIFIER])
        for more in (b"\n", b" ", b"x", b"\0", "— x\n".encode(), good):
            with pytest.raises(NoteError):
                open_note(good + more, [VERIFIER])

    @pytest.mark.parametrize("character", [chr(code) for code in range(0x20) if chr(code) != "\n"])
    def test_control_characters_are_refused(self, character: str) -> None:
        with pytest.raises(NoteError, match="control"):
            sign(f"te{character}xt\n", NAME, KEY)
        text = f"te{character}xt\n"
        line = base64.b64encode(VERIFIER.id + KEY.sign(text.encode())).decode()
        with pytest.raises(NoteError, match="control"):
            open_note(f"{text}\n— {NAME} {line}\n".encode(), [VERIFIER])

    @pytest.mark.parametrize("text", ["", "no newline", "half \ud800 of a pair\n"])
    def test_what_is_no_text_of_a_note(self, text: str) -> None:
        with pytest.raises(NoteError):
            sign(text, NAME, KEY)

    @pytest.mark.parametrize("name", ["", "a b", "a+b", "a\nb", "a\u00a0b", "a\u2028b", "a\x01b", "\udcff"])
    def test_what_is_no_name(self, name: str) -> None:
        with pytest.raises(NoteError):
            sign("text\n", name, KEY)
        with pytest.raises(NoteError):
            VerifierKey.parse(f"{name}+{VERIFIER.id.hex()}+{str(VERIFIER).rpartition('+')[2]}")

    @given(st.binary(max_size=120))
    @OFTEN
    def test_any_bytes_are_refused_with_a_sentence(self, data: bytes) -> None:
        with pytest.raises(NoteError):
            open_note(data, [VERIFIER])

    def test_too_large(self) -> None:
        with pytest.raises(NoteError, match="1,000,000"):
            open_note(b"x" * 1_000_001, [VERIFIER])
        note = sign("text\n", NAME, KEY)
        with pytest.raises(NoteError, match="signatures"):
            open_note((note + note.splitlines()[-1] * 0 + (note.splitlines()[-1] + "\n") * 100).encode(), [VERIFIER])


class TestSigners:
    """signed-note: signatures by unknown keys are ignored; a known key's must be good."""

    def both(self) -> str:
        return sign("text\n", NAME, KEY) + sign("text\n", OTHER, OTHER_KEY).splitlines()[-1] + "\n"

    def test_known_ones_are_told_in_their_order(self) -> None:
        assert open_note(self.both().encode(), [OTHER_VERIFIER, VERIFIER]).signers == (VERIFIER, OTHER_VERIFIER)

    def test_one_that_signed_twice_counts_once(self) -> None:
        """Whoever counts witnesses up to a quorum must not be counted up to by one."""
        note = self.both() + sign("text\n", NAME, KEY).splitlines()[-1] + "\n"
        assert open_note(note.encode(), [VERIFIER, OTHER_VERIFIER]).signers == (VERIFIER, OTHER_VERIFIER)
        text = str(CHECKPOINT)
        first = cosigned(sign(text, NAME, KEY), 1)
        twice = first + cosigned(sign(text, NAME, KEY), 2).splitlines()[-1] + "\n"
        assert open_note(twice.encode(), [WITNESSING]).signers == (WITNESSING,)

    @pytest.mark.parametrize("known", [VERIFIER, OTHER_VERIFIER])
    def test_unknown_ones_are_ignored(self, known: VerifierKey) -> None:
        assert open_note(self.both().encode(), [known]).signers == (known,)

    def test_one_at_least_is_known(self) -> None:
        for keys in ([], [WITNESSING], [VerifierKey(NAME, ED25519, WITNESS_KEY.public)]):
            with pytest.raises(NoteError, match="None of the known keys"):
                open_note(self.both().encode(), keys)

    def test_a_bad_signature_by_a_known_key_spoils_the_note(self) -> None:
        forged = base64.b64encode(OTHER_VERIFIER.id + KEY.sign(b"text\n")).decode()
        note = sign("text\n", NAME, KEY) + f"— {OTHER} {forged}\n"
        assert open_note(note.encode(), [VERIFIER]).signers == (VERIFIER,)
        with pytest.raises(NoteError, match="south is wrong"):
            open_note(note.encode(), [VERIFIER, OTHER_VERIFIER])


class TestVerifierKeys:
    """signed-note: ``name+id+key``, the id being SHA-256 over name, newline, algorithm and key, first four bytes."""

    @pytest.mark.parametrize("point", SMALL_ORDER)
    @pytest.mark.parametrize("algorithm", [ED25519, COSIGNATURE])
    def test_weak_keys_are_refused(self, algorithm: int, point: str) -> None:
        with pytest.raises(NoteError, match="weak"):
            VerifierKey.parse(str(VerifierKey(NAME, algorithm, bytes.fromhex(point))))

    @pytest.mark.parametrize("algorithm", [0, 2, 3, 5, 255])
    def test_other_algorithms_are_refused(self, algorithm: int) -> None:
        with pytest.raises(NoteError, match="unknown kind"):
            VerifierKey.parse(str(VerifierKey(NAME, algorithm, KEY.public)))

    def test_every_changed_character_is_refused(self) -> None:
        good = str(VERIFIER)
        for at in range(len(good)):
            for other in (chr(ord(good[at]) + 1), "", " ", "\n", "A"):
                if other != good[at]:
                    with pytest.raises(NoteError):
                        VerifierKey.parse(good[:at] + other + good[at + 1 :])


class TestCheckpoint:
    """tlog-checkpoint: origin, size in ASCII decimal without leading zeroes, root hash in base64, extension lines."""

    @given(names, st.integers(0, 2**63 - 1), st.binary(min_size=32, max_size=32))
    @OFTEN
    def test_round_trip(self, origin: str, size: int, root: bytes) -> None:
        checkpoint = Checkpoint(origin, size, root)
        assert parse_checkpoint(str(checkpoint)) == checkpoint
        assert parse_checkpoint(f"{checkpoint}an extension\n") == checkpoint

    @pytest.mark.parametrize(
        "size", ["", "07", "+7", "-7", "7 ", " 7", "7.0", "1_0", "0x7", "٧", "７", "9223372036854775808", "9" * 40]
    )
    def test_sizes_that_are_none(self, size: str) -> None:
        with pytest.raises(NoteError):
            parse_checkpoint(str(CHECKPOINT).replace("\n7\n", f"\n{size}\n"))

    @pytest.mark.parametrize("line", range(4))
    def test_lines_end_with_a_newline_alone(self, line: int) -> None:
        lines = [*str(CHECKPOINT).splitlines(), "extension"]
        assert parse_checkpoint("\n".join([*lines, ""])) == CHECKPOINT
        lines[line] += "\r"
        with pytest.raises(NoteError):
            parse_checkpoint("\n".join([*lines, ""]))

    def test_other_texts_are_refused(self) -> None:
        origin, size, root = str(CHECKPOINT).splitlines()
        for text in (
            "", "\n", f"{origin}\n{size}\n", f"\n{size}\n{root}\n", f"{origin}\n{size}\n{root}",
            f"{origin}\n{size}\n{root}\n\n", f"{origin}\r\n{size}\r\n{root}\r\n", f"{origin}\n{size}\n{root[:-1]}\n",
            f"{origin}\n{size}\n{root}=\n", f"{origin}\n{size}\n{root[:-8]}\n", f"{origin}\n{size}\n {root}\n",
            f"{origin}\n{size}\n{root[:-2]}{chr(ord(root[-2]) + 1)}=\n",
        ):  # fmt: skip
            with pytest.raises(NoteError):
                parse_checkpoint(text)


class TestCosignature:
    """tlog-cosignature: a witness signs ``cosignature/v1``, the time and the checkpoint."""

    def test_a_witness_is_a_signer(self) -> None:
        note = open_note(cosigned(sign(str(CHECKPOINT), NAME, KEY), 1_764_000_000).encode(), [VERIFIER, WITNESSING])
        assert note.signers == (VERIFIER, WITNESSING)

    def test_every_flipped_bit_of_time_and_signature_is_refused(self) -> None:
        note = cosigned(sign(str(CHECKPOINT), NAME, KEY), 1_764_000_000)
        start, _, encoded = note[:-1].rpartition(" ")
        payload = base64.b64decode(encoded)
        for at in range(32, len(payload) * 8):
            flipped = bytearray(payload)
            flipped[at // 8] ^= 1 << at % 8
            with pytest.raises(NoteError, match="witness"):
                open_note(f"{start} {base64.b64encode(flipped).decode()}\n".encode(), [VERIFIER, WITNESSING])

    def test_a_plain_signature_is_no_cosignature(self) -> None:
        note = sign(str(CHECKPOINT), NAME, KEY)
        plain = base64.b64encode(WITNESSING.id + WITNESS_KEY.sign(str(CHECKPOINT).encode())).decode()
        with pytest.raises(NoteError, match="witness"):
            open_note(f"{note}— {WITNESS} {plain}\n".encode(), [VERIFIER, WITNESSING])

    def test_a_cosignature_of_another_checkpoint_is_refused(self) -> None:
        other = cosigned(sign(str(Checkpoint(NAME, 8, ROOT)), NAME, KEY), 1_764_000_000).splitlines()[-1]
        with pytest.raises(NoteError, match="witness"):
            open_note(f"{sign(str(CHECKPOINT), NAME, KEY)}{other}\n".encode(), [VERIFIER, WITNESSING])
