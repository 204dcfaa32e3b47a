"""Evidence: what one participant did, provable to anybody from one file, with nothing but the keys.

1. *split*: a log's key has signed two checkpoints of one size with different roots.
2. *inconsistent*: a log's key has signed two checkpoints, and by a proof that leads to the later one's root the log
   began otherwise than the earlier one says.
3. *refused*: a participant sent a request and another answered no, both signed: what was asked (by hash), and why not.

That a log went back to an older state is not evidence by itself: checkpoints bear no time. It is refused, and becomes
evidence as soon as the log signs anything else.
"""

import hashlib
import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

import rfc8785

from homeward.ledger.errors import EvidenceError, LedgerError, NoteError
from homeward.ledger.note import ED25519, Checkpoint, VerifierKey, open_note, parse_checkpoint, signatures
from homeward.ledger.succession import Succession
from homeward.ledger.tree import verify_consistency

FORMAT = "homeward evidence 1"
SPLIT, INCONSISTENT, REFUSED = "split", "inconsistent", "refused"
MAX_BYTES = 1_000_000


@dataclass(frozen=True, slots=True)
class Evidence:
    """One piece.

    Attributes:
        kind: split, inconsistent or refused.
        notes: the signed notes it rests on, the earlier first.
        root: the root, in hex, that the later log's beginning has instead (inconsistent).
        proof: hashes that lead from it to the later root (RFC 6962, 2.1.2).
        says: the refusal's own words, whose hash its note signs (refused); never anything of a person.
    """

    kind: str
    notes: tuple[str, str]
    root: str = ""
    proof: tuple[bytes, ...] = ()
    says: str = ""

    @classmethod
    def parse(cls, data: bytes) -> "Evidence":
        """Read a file of evidence.

        Raises:
            EvidenceError: it is malformed.
        """
        try:
            if len(data) > MAX_BYTES:
                raise ValueError("too long")
            tree: dict[str, Any] = json.loads(data.decode("utf-8"))
            one, other = map(str, tree["notes"])
            proof = tuple(bytes.fromhex(each) for each in tree["proof"])
            found = cls(str(tree["kind"]), (one, other), str(tree["root"]), proof, str(tree["says"]))
            if tree["evidence"] != FORMAT or found.written() != data:
                raise ValueError("not written as evidence of this version is")
        except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
            raise EvidenceError("This is not a file of evidence, or it is damaged.") from error
        return found

    def written(self) -> bytes:
        """Write it: canonical JSON (RFC 8785), so that one piece has one digest."""
        return rfc8785.dumps(
            {
                "evidence": FORMAT,
                "kind": self.kind,
                "notes": list(self.notes),
                "root": self.root,
                "proof": [each.hex() for each in self.proof],
                "says": self.says,
            }
        )

    @property
    def digest(self) -> str:
        """SHA-256 of what is written, in hex."""
        return hashlib.sha256(self.written()).hexdigest()

    def check(self, keys: Iterable[VerifierKey | Succession]) -> str:
        """Check it against keys that the reader trusts, and return in one sentence what it proves.

        Args:
            keys: log keys, and node keys for refusals; of a succession, those count that do at a checkpoint's size.

        Raises:
            EvidenceError: it proves nothing by these keys.
        """
        known = tuple(keys)
        try:
            match self.kind:
                case "split":
                    return self._split(known)
                case "inconsistent":
                    return self._inconsistent(known)
                case "refused":
                    return self._refused(known)
        except LedgerError as error:
            raise EvidenceError(f"The evidence proves nothing by the keys given: {error}") from error
        raise EvidenceError(f"Evidence of the kind {self.kind!r} is not known here.")

    def _split(self, keys: Sequence[VerifierKey | Succession]) -> str:
        one, other = self._checkpoints(keys)
        if one.size != other.size or one.root == other.root:
            raise NoteError("The two checkpoints do not contradict each other.")
        return f"The key of {one.origin} has signed two different logs of {one.size} entries."

    def _inconsistent(self, keys: Sequence[VerifierKey | Succession]) -> str:
        old, new = self._checkpoints(keys)
        began = bytes.fromhex(self.root) if len(self.root) == 64 else b""
        verify_consistency(old.size, new.size, began, new.root, self.proof)
        if began == old.root:
            raise NoteError("The two checkpoints do not contradict each other.")
        return f"The key of {old.origin} signed a log of {old.size} entries and one of {new.size} that began otherwise."

    def _refused(self, keys: Sequence[VerifierKey | Succession]) -> str:
        nodes = [key for key in keys if isinstance(key, VerifierKey)]
        request, answer = (open_note(note.encode(), nodes) for note in self.notes)
        _, sender, receiver, what, _, time, nonce, *_ = [*request.text.split("\n"), *[""] * 8][:8]
        kind, answerer, asker, answered, status, digest, *_ = [*answer.text.split("\n"), *[""] * 6][:6]
        if (request.text.split("\n", 1)[0], kind) != ("homeward-request/v1", "homeward-answer/v1"):
            raise NoteError("The notes are not a request and an answer.")
        if (sender, receiver, nonce) != (asker, answerer, answered):
            raise NoteError("The answer is not the one to this request.")
        if {key.name for key in request.signers} != {sender} or {key.name for key in answer.signers} != {answerer}:
            raise NoteError("Request or answer is signed by somebody else than it names.")
        if status[:1] not in {"4", "5"} or hashlib.sha256(self.says.encode()).hexdigest() != digest:
            raise NoteError("The answer is not this refusal.")
        return f"{receiver} refused {what} of {sender} at {time} ({status.split(' ')[0]}): {self.says.strip()}"

    def _checkpoints(self, keys: Sequence[VerifierKey | Succession]) -> tuple[Checkpoint, Checkpoint]:
        one, other = (_signed(note, keys) for note in self.notes)
        if one.origin != other.origin:
            raise NoteError("The two checkpoints are of different logs.")
        return one, other


def split(one: str, other: str) -> Evidence:
    """Return the evidence that a log's key has signed two roots of one size."""
    return Evidence(SPLIT, (min(one, other), max(one, other)))


def inconsistent(old: str, new: str, began: bytes, proof: Iterable[bytes]) -> Evidence:
    """Return the evidence that a log's key has signed a log that does not continue what it had signed.

    Args:
        old: the earlier checkpoint.
        new: the later one.
        began: the root that the first entries of the later log have, as many as the earlier log has.
        proof: leads from there to the later root.
    """
    return Evidence(INCONSISTENT, (old, new), began.hex(), tuple(proof))


def refused(request: str, answer: str, says: str) -> Evidence:
    """Return the record that somebody refused what somebody sent."""
    return Evidence(REFUSED, (request, answer), says=says)


def _signed(note: str, keys: Sequence[VerifierKey | Succession]) -> Checkpoint:
    checkpoint = parse_checkpoint(signatures(note.encode())[0])
    at = [key for one in keys for key in (one.at(checkpoint.size) if isinstance(one, Succession) else [one])]
    opened = open_note(note.encode(), [key for key in at if key.algorithm == ED25519])
    if checkpoint.origin not in {key.name for key in opened.signers}:
        raise NoteError("A checkpoint is not signed by the log that it names.")
    return checkpoint
