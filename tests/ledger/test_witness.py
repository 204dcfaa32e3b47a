"""A witness (C2SP tlog-witness v1.0.0): the clauses of add-checkpoint, each with its status."""

import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from homeward.ledger import Checkpoint, Evidence, Log, SigningKey, StoreError, VerifierKey, Witness, cosignatures, sign
from homeward.ledger.note import COSIGNATURE, ED25519
from homeward.ledger.tree import EMPTY_ROOT
from homeward.ledger.witness import request

ORIGIN = "homeward.example/may/north"
KEY, WITNESS = SigningKey(b"l" * 32), SigningKey(b"w" * 32)
VKEY = VerifierKey(ORIGIN, ED25519, KEY.public)
SEEN = VerifierKey("neutral", COSIGNATURE, WITNESS.public)
NOW = 1_747_400_000


@pytest.fixture
def log(tmp_path: Path) -> Iterator[Log]:
    with Log.create(tmp_path / "log", ORIGIN, KEY) as made:
        made.append_many([b"%d" % number for number in range(5)])
        yield made


@pytest.fixture
def witness(tmp_path: Path) -> Witness:
    return Witness(tmp_path / "witness", "neutral", WITNESS, {ORIGIN: [VKEY]})


def ask(witness: Witness, log: Log, old: int, now: int = NOW) -> tuple[int, str]:
    proof = log.consistency(old) if 0 < old <= log.size else []
    answer = witness.add_checkpoint(request(old, proof, log.checkpoint()), now)
    return answer.code, answer.body


def test_a_checkpoint_that_continues_is_cosigned_and_remembered(log: Log, witness: Witness, tmp_path: Path) -> None:
    """ "the witness MUST update its record of the latest cosigned checkpoint and respond with a "200 Success""."""
    code, line = ask(witness, log, 0)
    assert code == 200
    assert cosignatures(log.checkpoint() + line, [SEEN]) == {SEEN: NOW}
    log.append(b"more")
    assert ask(witness, log, 5)[0] == 200
    again = Witness(tmp_path / "witness", "neutral", WITNESS, {ORIGIN: [VKEY]})
    assert (again.size(ORIGIN), again.size("another")) == (6, 0)
    assert ask(again, log, 6)[0] == 200, "the same checkpoint may be cosigned again"


def test_another_old_size_is_told_the_one_that_is_known(log: Log, witness: Witness) -> None:
    """ "The response body MUST consist of the tree size of the latest cosigned checkpoint"; its own content type."""
    ask(witness, log, 0)
    log.append(b"more")
    answer = witness.add_checkpoint(request(0, [], log.checkpoint()), NOW)
    assert (answer.code, answer.body, answer.type) == (409, "5\n", "text/x.tlog.size")
    assert ask(witness, log, 3)[0] == 409


def test_an_old_size_beyond_the_checkpoint_is_a_bad_request(log: Log, witness: Witness) -> None:
    """ "The old size MUST be equal to or lower than the checkpoint size. Otherwise … "400 Bad Request""."""
    assert witness.add_checkpoint(request(6, [], log.checkpoint()), NOW).code == 400


def test_an_unknown_log_is_not_found_and_an_unsigned_one_forbidden(log: Log, witness: Witness, tmp_path: Path) -> None:
    """404: "If the checkpoint origin is unknown"; 403: "no signature from a trusted key", or one that fails."""
    other = sign(str(Checkpoint("another", 5, log.root())), "another", KEY)
    assert witness.add_checkpoint(request(0, [], other), NOW).code == 404
    stranger = sign(str(Checkpoint(ORIGIN, 5, log.root())), ORIGIN, SigningKey.generate())
    assert witness.add_checkpoint(request(0, [], stranger), NOW).code == 403
    note = log.checkpoint()
    broken = note[:-6] + ("A" if note[-6] != "A" else "B") + note[-5:]
    assert witness.add_checkpoint(request(0, [], broken), NOW).code in {400, 403}
    assert witness.size(ORIGIN) == 0


def test_a_proof_that_does_not_verify_is_unprocessable(log: Log, witness: Witness) -> None:
    """422: "If the proof is not empty when the old size is zero, or if a Merkle Consistency Proof doesn't verify"."""
    assert witness.add_checkpoint(request(0, [bytes(32)], log.checkpoint()), NOW).code == 422
    ask(witness, log, 0)
    log.append_many([b"more"] * 3)
    assert witness.add_checkpoint(request(5, [], log.checkpoint()), NOW).code == 422
    assert witness.add_checkpoint(request(5, [bytes(32)] * 3, log.checkpoint()), NOW).code == 422
    assert witness.size(ORIGIN) == 5


def test_an_empty_log_has_the_root_of_nothing(witness: Witness) -> None:
    """ "A checkpoint of size zero MUST have the root hash of the empty tree"."""
    good, bad = (sign(str(Checkpoint(ORIGIN, 0, root)), ORIGIN, KEY) for root in (EMPTY_ROOT, bytes(32)))
    assert witness.add_checkpoint(request(0, [], bad), NOW).code == 422
    assert witness.add_checkpoint(request(0, [], good), NOW).code == 200


def test_another_root_of_the_same_size_is_refused_and_is_evidence(log: Log, tmp_path: Path) -> None:
    """ "If the old size matches the checkpoint size, … check that the root hashes are also identical"."""
    found: list[Evidence] = []
    witness = Witness(tmp_path / "witness", "neutral", WITNESS, {ORIGIN: [VKEY]}, accuse=found.append)
    ask(witness, log, 0)
    forked = sign(str(Checkpoint(ORIGIN, 5, b"f" * 32)), ORIGIN, KEY)
    assert witness.add_checkpoint(request(5, [], forked), NOW).code == 422
    assert witness.add_checkpoint(request(0, [], forked), NOW).code == 409, "the document asks for this first"
    assert len(found) == 2, "it is evidence whatever old size comes with it"
    for one in found:
        assert Evidence.parse(one.written()).check([VKEY]).startswith(f"The key of {ORIGIN} has signed two")


@pytest.mark.parametrize(
    "body",
    [
        b"", b"\n\n", b"old 0", b"old 0\n", b"old 00\n\n", b"old -1\n\n", b"old  0\n\n", b"new 0\n\n",
        b"old 0\n" + b"AAAA\n" + b"\n", b"\xff\xfe", b"old 0\n" + (b"A" * 43 + b"=\n") * 64 + b"\n",
        b"old 99999999999999999999\n\n",
        b"x" * 2_000_000,
    ],
)  # fmt: skip
def test_what_is_no_request_is_a_bad_request(log: Log, witness: Witness, body: bytes) -> None:
    """ "The request body MUST be a sequence of an old size line, … and an empty line, followed by a checkpoint"."""
    assert witness.add_checkpoint(body + log.checkpoint().encode(), NOW).code == 400


def test_of_many_at_once_each_is_consistent_with_the_ones_before(log: Log, tmp_path: Path) -> None:
    """ "checking the old size … and persisting the new checkpoint must be performed atomically"."""
    notes = {5: (log.checkpoint(), log.root())}
    for size in range(6, 30):
        log.append(b"%d" % size)
        notes[size] = (log.checkpoint(), log.root())
    witness = Witness(tmp_path / "witness", "neutral", WITNESS, {ORIGIN: [VKEY]})
    done: list[tuple[int, int]] = []
    proofs = {(old, new): log.consistency(old, new) for old in notes for new in notes if old < new}

    def hammer(sizes: list[int]) -> None:
        for size in sizes:
            old = witness.size(ORIGIN)
            if old < size:
                answer = witness.add_checkpoint(request(old, proofs.get((old, size), []), notes[size][0]), NOW)
                assert answer.code in {200, 409}
                if answer.code == 200:
                    done.append((old, size))

    threads = [threading.Thread(target=hammer, args=([*range(5 + at, 30, 3)],)) for at in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len({old for old, _ in done}) == len(done), "no old size was continued twice"
    assert max(new for _, new in done) == witness.size(ORIGIN)


def test_only_what_is_held_is_cosigned_where_that_is_asked_for(log: Log, tmp_path: Path) -> None:
    held = {"size": 0}

    def check(checkpoint: Checkpoint) -> None:
        if checkpoint.size > held["size"]:
            raise StoreError("Not here yet.")

    witness = Witness(tmp_path / "witness", "neutral", WITNESS, {ORIGIN: [VKEY]}, held=check)
    assert ask(witness, log, 0)[0] == 503
    assert witness.size(ORIGIN) == 0
    held["size"] = 5
    assert ask(witness, log, 0)[0] == 200


def test_the_time_of_a_cosignature_never_goes_back(log: Log, witness: Witness) -> None:
    times = []
    for old, now in ((0, NOW), (5, NOW - 86_400), (5, NOW + 5), (5, -3)):
        _, line = ask(witness, log, old, now)
        times += cosignatures(log.checkpoint() + line, [SEEN]).values()
    assert times == [NOW, NOW, NOW + 5, NOW + 5]


def test_what_was_answered_is_on_the_disk_however_the_process_ends(log: Log, tmp_path: Path) -> None:
    """ "The witness MUST persist the new checkpoint before responding."""
    script = """
import os, sys
from pathlib import Path
from homeward.ledger import SigningKey, VerifierKey, Witness
witness = Witness(Path(sys.argv[1]), "neutral", SigningKey(b"w" * 32), {sys.argv[2]: [VerifierKey.parse(sys.argv[3])]})
answer = witness.add_checkpoint(sys.stdin.buffer.read(), 1747400000)
os.write(1, str(answer.code).encode())
os.kill(os.getpid(), 9)
"""
    command = [sys.executable, "-c", script, str(tmp_path / "witness"), ORIGIN, str(VKEY)]
    done = subprocess.run(command, input=request(0, [], log.checkpoint()), capture_output=True)
    assert done.stdout == b"200"
    assert Witness(tmp_path / "witness", "neutral", WITNESS, {ORIGIN: [VKEY]}).size(ORIGIN) == 5


def test_a_file_that_cannot_be_written_cosigns_nothing(log: Log, witness: Witness, tmp_path: Path) -> None:
    (tmp_path / "witness").write_bytes(b"damaged")
    with pytest.raises(StoreError, match="nothing was"):
        ask(witness, log, 0)
