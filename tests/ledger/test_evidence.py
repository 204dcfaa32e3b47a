"""Evidence proves to a third person what somebody did, and nothing that nobody did."""

from pathlib import Path

import pytest

from homeward.ledger import Checkpoint, Evidence, EvidenceError, Log, SigningKey, VerifierKey, evidence, sign
from homeward.ledger.note import ED25519

ORIGIN = "homeward.example/may/north"
KEY = SigningKey(b"l" * 32)
VKEY = VerifierKey(ORIGIN, ED25519, KEY.public)


@pytest.fixture
def forked(tmp_path: Path) -> tuple[Log, Log]:
    """Two histories by one key: the same three entries, then different ones."""
    one, other = (Log.create(tmp_path / name, ORIGIN, KEY) for name in ("one", "other"))
    for log, said in ((one, b"one"), (other, b"other")):
        log.append_many([b"a", b"b", b"c"])
        log.append_many([said + b"%d" % number for number in range(6)])
    return one, other


def test_two_roots_of_one_size_are_proved_by_the_two_notes(forked: tuple[Log, Log]) -> None:
    one, other = forked
    found = evidence.split(one.checkpoint(), other.checkpoint())
    assert found == evidence.split(other.checkpoint(), one.checkpoint()), "one piece, whoever found it"
    assert (
        Evidence.parse(found.written()).check([VKEY])
        == f"The key of {ORIGIN} has signed two different logs of 9 entries."
    )
    with pytest.raises(EvidenceError):
        evidence.split(one.checkpoint(), one.checkpoint()).check([VKEY])


@pytest.mark.parametrize("old", [4, 5, 6, 7, 8])
def test_a_log_that_does_not_continue_is_proved_by_its_own_tree(
    tmp_path: Path, forked: tuple[Log, Log], old: int
) -> None:
    """By a consistency proof from what the later log began with: another root than was signed at that size."""
    one, other = forked
    with Log.create(tmp_path / "early", ORIGIN, KEY) as early:
        early.append_many(list(one.entries(0, old)))
        began, proof = other.root(old), other.consistency(old)
        found = evidence.inconsistent(early.checkpoint(), other.checkpoint(), began, proof)
        assert f"a log of {old} entries and one of 9" in Evidence.parse(found.written()).check([VKEY])
        honest = evidence.inconsistent(early.checkpoint(), one.checkpoint(), one.root(old), one.consistency(old))
        with pytest.raises(EvidenceError, match="do not contradict"):
            honest.check([VKEY])
        with pytest.raises(EvidenceError):
            evidence.inconsistent(early.checkpoint(), one.checkpoint(), bytes(32), one.consistency(old)).check([VKEY])


def test_nobody_can_be_accused_with_another_key_or_for_another_log(forked: tuple[Log, Log]) -> None:
    one, other = forked
    forger = SigningKey.generate()
    forged = sign(str(Checkpoint(ORIGIN, 9, b"f" * 32)), ORIGIN, forger)
    with pytest.raises(EvidenceError):
        evidence.split(one.checkpoint(), forged).check([VKEY])
    swapped = sign(str(Checkpoint("homeward.example/june/north", 9, other.root())), "homeward.example/june/north", KEY)
    with pytest.raises(EvidenceError):
        evidence.split(one.checkpoint(), swapped).check([VKEY])


def test_every_changed_byte_is_found(forked: tuple[Log, Log]) -> None:
    one, other = forked
    data = evidence.split(one.checkpoint(), other.checkpoint()).written()
    for at in range(0, len(data), 5):
        changed = data[:at] + bytes([data[at] ^ 2]) + data[at + 1 :]
        with pytest.raises(EvidenceError):
            Evidence.parse(changed).check([VKEY])


@pytest.mark.parametrize(
    "data", [b"", b"{}", b"[]", b"{" * 9000, b'{"evidence":"homeward evidence 1"}', b"x" * 2_000_000]
)
def test_what_is_no_evidence_is_refused(data: bytes) -> None:
    with pytest.raises(EvidenceError, match="not a file of evidence"):
        Evidence.parse(data)
