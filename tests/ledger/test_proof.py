"""Proof files (C2SP tlog-proof v1)."""

import random
from pathlib import Path

import pytest

from homeward.ledger import (
    Log,
    NoteError,
    Policy,
    Proof,
    ProofError,
    SigningKey,
    VerifierKey,
    cosign,
    joined,
    prove,
    seal,
)
from homeward.ledger.note import COSIGNATURE, ED25519

ORIGIN = "homeward.example/may/north"
KEY = SigningKey(b"l" * 32)
VKEY = VerifierKey(ORIGIN, ED25519, KEY.public)
WITNESSES = {name: SigningKey(name.encode() * 8) for name in ("east", "west", "land")}
POLICY = Policy.all_of(VKEY, [VerifierKey(name, COSIGNATURE, key.public) for name, key in WITNESSES.items()])


def cosigned(note: str) -> str:
    return joined(note, [cosign(note, name, key, 1_747_400_000) for name, key in WITNESSES.items()])


@pytest.mark.parametrize("size", [1, 2, 255, 256, 257, 1000])
def test_every_entry_is_proved_and_no_other(tmp_path: Path, size: int) -> None:
    entries = [b"entry %d" % number for number in range(size)]
    with Log.create(tmp_path / "log", ORIGIN, KEY) as log:
        log.append_many(entries)
        note = cosigned(log.checkpoint())
        for index in {0, size // 2, size - 1, *random.Random(size).sample(range(size), min(size, 5))}:
            text = str(prove(index, log.inclusion(index), note, entries[index]))
            proof = Proof.parse(text.encode())
            assert str(proof) == text
            assert proof.verify(entries[index], POLICY) == size
            with pytest.raises(ProofError):
                proof.verify(b"another entry", POLICY)
            with pytest.raises(ProofError):
                Proof(index + 1, proof.path, note).verify(entries[index], POLICY)


def test_the_format_is_the_documents(tmp_path: Path) -> None:
    """ "The first line MUST be …", then extra, index, the path, an empty line, the checkpoint verbatim."""
    with Log.create(tmp_path / "log", ORIGIN, KEY) as log:
        log.append_many([b"a", b"b", b"c"])
        lines = str(prove(1, log.inclusion(1), log.checkpoint(), b"b")).split("\n")
        assert lines[:3] == ["c2sp.org/tlog-proof@v1", "extra Yg==", "index 1"]
        assert lines[5] == ""
        assert "\n".join(lines[6:]) == log.checkpoint()
        assert "extra" not in str(prove(1, log.inclusion(1), log.checkpoint()))


def test_an_entry_that_is_not_proved_makes_no_file(tmp_path: Path) -> None:
    with Log.create(tmp_path / "log", ORIGIN, KEY) as log:
        log.append_many([b"a", b"b", b"c"])
        with pytest.raises(ProofError):
            prove(1, log.inclusion(1), log.checkpoint(), b"c")


def test_too_few_witnesses_prove_nothing(tmp_path: Path) -> None:
    with Log.create(tmp_path / "log", ORIGIN, KEY) as log:
        log.append(b"a")
        note = log.checkpoint()
        lines = [cosign(note, name, key, 1_747_400_000) for name, key in WITNESSES.items()]
        with pytest.raises(NoteError, match="Too few"):
            prove(0, [], joined(note, lines[:2]), b"a").verify(b"a", POLICY)


def test_a_proof_of_a_million_entries_with_three_cosignatures_is_below_two_kilobytes(tmp_path: Path) -> None:
    """The path has 20 hashes; made of a checkpoint of that size, and hashes that need not be right to be counted."""
    with Log.create(tmp_path / "log", ORIGIN, KEY) as log:
        log.append_many([seal(b"{}", KEY)])
        note = cosigned(log.checkpoint().replace("\n1\n", "\n1000000\n"))
    assert len(str(Proof(999_999, (bytes(32),) * 20, note))) <= 2000


@pytest.mark.parametrize(
    "data",
    [
        b"", b"c2sp.org/tlog-proof@v2\nindex 0\n\nnote", b"c2sp.org/tlog-proof@v1\nindex 00\n\nnote",
        b"c2sp.org/tlog-proof@v1\nindex -1\n\nnote", b"c2sp.org/tlog-proof@v1\nindex 0\nAAAA\n\nnote",
        b"c2sp.org/tlog-proof@v1\n\nnote", b"c2sp.org/tlog-proof@v1\nindex 0\nextra YQ==\n\nnote",
        b"c2sp.org/tlog-proof@v1\nextra YR==\nindex 0\n\nnote", b"c2sp.org/tlog-proof@v1\nindex 0", b"\xff" * 40,
        b"c2sp.org/tlog-proof@v1\nindex 0\n" + (b"A" * 43 + b"=\n") * 64 + b"\nnote", b"x" * 200_000,
    ],
)  # fmt: skip
def test_what_is_no_proof_file_is_refused(data: bytes) -> None:
    with pytest.raises(ProofError, match="not a proof file"):
        Proof.parse(data)
