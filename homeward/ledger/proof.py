"""Proof files (C2SP tlog-proof v1): that an entry stands in a log, to be checked years later without the log."""

import base64
import re
from collections.abc import Sequence
from dataclasses import dataclass

from homeward.ledger.errors import ProofError
from homeward.ledger.note import parse_checkpoint
from homeward.ledger.policy import Policy
from homeward.ledger.tree import HASH_BYTES, leaf_hash, verify_inclusion

HEADER = "c2sp.org/tlog-proof@v1"
MAX_BYTES = 128_000  # the entry may travel inside, as extra data
_INDEX = re.compile(r"index (0|[1-9][0-9]{0,18})")


@dataclass(frozen=True, slots=True)
class Proof:
    """What a proof file holds. No signature covers ``extra``; we put the entry itself there, or nothing."""

    index: int
    path: tuple[bytes, ...]
    note: str
    extra: bytes = b""

    @classmethod
    def parse(cls, data: bytes) -> "Proof":
        """Read a proof file.

        Raises:
            ProofError: it is malformed.
        """
        try:
            if len(data) > MAX_BYTES:
                raise ValueError("too long")
            head, blank, note = data.decode("utf-8").partition("\n\n")
            header, *lines = head.split("\n")
            extra = _decoded(lines.pop(0)[6:]) if lines and lines[0].startswith("extra ") else b""
            index = _INDEX.fullmatch(lines.pop(0) if lines else "")
            if header != HEADER or not blank or index is None or len(lines) > 63:
                raise ValueError("not as it is written")
            path = tuple(_decoded(line) for line in lines)
            if any(len(each) != HASH_BYTES for each in path):
                raise ValueError("a hash of another length")
        except ValueError as error:
            raise ProofError("This is not a proof file (C2SP tlog-proof), or it is damaged.") from error
        return cls(int(index[1]), path, note, extra)

    def __str__(self) -> str:
        extra = [f"extra {base64.b64encode(self.extra).decode()}"] if self.extra else []
        hashes = (base64.b64encode(each).decode() for each in self.path)
        return "\n".join([HEADER, *extra, f"index {self.index}", *hashes, "", self.note])

    def verify(self, entry: bytes, policy: Policy, now: int | None = None) -> int:
        """Check that the entry stands in a log of the policy, under a checkpoint that enough witnesses cosigned.

        Returns:
            The size of the log then.

        Raises:
            ProofError: it is not the entry of this place.
            NoteError: the checkpoint is not signed as the policy asks.
        """
        checkpoint = policy.checkpoint(self.note, now)
        verify_inclusion(leaf_hash(entry), self.index, checkpoint.size, checkpoint.root, self.path)
        return checkpoint.size


def prove(index: int, path: Sequence[bytes], note: str, entry: bytes = b"") -> Proof:
    """Make a proof file's contents, checked before it is given away.

    Args:
        index: the entry's place.
        path: proof of inclusion in the log of the note's size.
        note: the checkpoint with its cosignatures.
        entry: the entry, if the file shall bring it along.

    Raises:
        ProofError: there is no such entry under that checkpoint.
    """
    checkpoint = parse_checkpoint(note.rpartition("\n\n")[0] + "\n")
    if entry:
        verify_inclusion(leaf_hash(entry), index, checkpoint.size, checkpoint.root, path)
    return Proof(index, tuple(path), note, entry)


def _decoded(text: str) -> bytes:
    data = base64.b64decode(text.encode("ascii"), validate=True)
    if base64.b64encode(data).decode() != text:
        raise ValueError("not the one way to write it")
    return data
