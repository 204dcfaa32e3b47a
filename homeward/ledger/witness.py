"""A witness (C2SP tlog-witness v1.0.0, add-checkpoint): cosigns what continues all it has cosigned of a log before.

1. The newest checkpoint cosigned of each log is on the disk before the cosignature is given away.
2. Checking the old size and writing the new one is one transaction: of two requests at once, one is told to ask again.
3. Beyond the document: this witness may be told to cosign only what its own copy of the log holds (503 until then), and
   the times of its cosignatures of a log never go back, whatever its clock does.
"""

import base64
import binascii
import re
import sqlite3
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from homeward.ledger import evidence
from homeward.ledger.cosignature import cosign
from homeward.ledger.errors import LedgerError, NoteError, ProofError, StoreError
from homeward.ledger.evidence import Evidence
from homeward.ledger.keys import Signer
from homeward.ledger.note import MAX_NOTE_BYTES, Checkpoint, VerifierKey, open_note, parse_checkpoint
from homeward.ledger.succession import Succession
from homeward.ledger.tree import EMPTY_ROOT, HASH_BYTES, verify_consistency

MAX_PROOF = 63
_OLD = re.compile(r"old (0|[1-9][0-9]{0,18})")
_SCHEMA = """CREATE TABLE IF NOT EXISTS cosigned
    (origin TEXT PRIMARY KEY, size INT NOT NULL, root BLOB NOT NULL, note TEXT NOT NULL, time INT NOT NULL) STRICT"""
TEXT, SIZE = "text/plain; charset=utf-8", "text/x.tlog.size"


@dataclass(frozen=True, slots=True)
class Answer:
    """What a witness answers: an HTTP status, the type of the body, the body."""

    code: int
    body: str
    type: str = TEXT


class RefusalError(LedgerError):
    """Why a checkpoint is not cosigned, and the status that says so."""

    def __init__(self, code: int, says: str, type: str = TEXT) -> None:  # noqa: A002  # as in HTTP's header
        super().__init__(says)
        self.answer = Answer(code, f"{says}\n", type)


class Witness:
    """A witness: its name and key, the logs it knows, and what it has cosigned of each."""

    def __init__(
        self,
        path: Path,
        name: str,
        key: Signer,
        logs: Callable[[str], Iterable[VerifierKey]] | Mapping[str, Iterable[VerifierKey]],
        *,
        held: Callable[[Checkpoint], None] | None = None,
        accuse: Callable[[Evidence], None] | None = None,
    ) -> None:
        """Open or make the witness's own file.

        Args:
            path: of the file that remembers.
            name: of the witness.
            key: used for cosignatures and nothing else.
            logs: the keys of a log by its origin, none where it is not known; of a succession, those of each size.
            held: raises ``LedgerError`` unless the entries under a checkpoint are in this witness's own copy.
            accuse: is given the evidence where a log has signed two roots of one size.
        """
        self.path = path
        self.name = name
        self._key = key
        self._logs = logs if callable(logs) else lambda origin: logs.get(origin, ())
        self._held = held
        self._accuse = accuse
        with self._transaction() as connection:
            connection.execute(_SCHEMA)
        path.chmod(0o600)

    def size(self, origin: str) -> int:
        """Return the size of the newest checkpoint that was cosigned of a log, or 0."""
        with self._transaction() as connection:
            return self._newest(connection, origin)[0]

    def add_checkpoint(self, body: bytes, now: int) -> Answer:
        """Answer a request to cosign.

        Args:
            body: as the document has it: the old size, a proof, an empty line, the checkpoint.
            now: seconds since the epoch.

        Raises:
            StoreError: what is cosigned cannot be remembered; nothing was cosigned.
        """
        try:
            old, proof, note = _read(body)
            checkpoint = self._checked(note)
            if old > checkpoint.size:
                raise RefusalError(400, "The old size is larger than the checkpoint's.")
            if checkpoint.size == 0 and checkpoint.root != EMPTY_ROOT:
                raise RefusalError(422, "The root of an empty log is the hash of nothing.")
            with self._transaction() as connection:
                return self._cosigned(connection, old, proof, checkpoint, note, now)
        except RefusalError as refusal:
            return refusal.answer

    def _cosigned(
        self,
        connection: sqlite3.Connection,
        old: int,
        proof: list[bytes],
        checkpoint: Checkpoint,
        note: str,
        now: int,
    ) -> Answer:
        size, root, kept, time = self._newest(connection, checkpoint.origin)
        split = size == checkpoint.size and root != checkpoint.root
        if split and self._accuse is not None:  # whatever old size was sent along
            self._accuse(evidence.split(kept, note))
        if old != size:
            raise RefusalError(409, str(size), SIZE)
        if split:
            raise RefusalError(422, f"Another log of {size} entries was cosigned here; the evidence is kept.")
        try:
            if old == 0 and proof:
                raise ProofError("Nothing needs to be proved of an empty log.")
            if old:
                verify_consistency(old, checkpoint.size, root, checkpoint.root, proof)
        except ProofError as error:
            raise RefusalError(
                422, f"The checkpoint does not continue the {size} entries cosigned here: {error}"
            ) from error
        if self._held is not None:
            try:
                self._held(checkpoint)
            except LedgerError as error:
                raise RefusalError(503, f"The entries are not here yet: {error}") from error
        time = max(now, time, 1)
        line = cosign(note, self.name, self._key, time)
        row = (checkpoint.origin, checkpoint.size, checkpoint.root, note, time)
        connection.execute("INSERT OR REPLACE INTO cosigned VALUES (?, ?, ?, ?, ?)", row)
        return Answer(200, line)

    def _checked(self, note: str) -> Checkpoint:
        try:
            checkpoint = parse_checkpoint(note.rpartition("\n\n")[0] + "\n")
        except NoteError as error:
            raise RefusalError(400, str(error)) from error
        known = self._logs(checkpoint.origin)
        at = known.at(checkpoint.size) if isinstance(known, Succession) else known
        keys = [key for key in at if key.name == checkpoint.origin]
        if not keys:
            raise RefusalError(404, "This log is not known here.")
        try:
            open_note(note.encode(), keys)
        except NoteError as error:
            raise RefusalError(403, str(error)) from error
        return checkpoint

    def _newest(self, connection: sqlite3.Connection, origin: str) -> tuple[int, bytes, str, int]:
        query = "SELECT size, root, note, time FROM cosigned WHERE origin = ?"
        found = connection.execute(query, (origin,)).fetchone()
        return found or (0, EMPTY_ROOT, "", 0)

    @contextmanager
    def _transaction(self) -> Iterator[sqlite3.Connection]:
        """One at a time, across threads and processes; on the disk when it is left without an error."""
        try:
            connection = sqlite3.connect(self.path, isolation_level=None, timeout=20)
            try:
                for setting in ("journal_mode = WAL", "synchronous = FULL", "trusted_schema = OFF"):
                    connection.execute(f"PRAGMA {setting}")
                connection.execute("BEGIN IMMEDIATE")
                try:
                    yield connection
                    connection.execute("COMMIT")
                except BaseException:
                    if connection.in_transaction:
                        connection.execute("ROLLBACK")
                    raise
            finally:
                connection.close()
        except sqlite3.Error as error:
            name = getattr(error, "sqlite_errorname", "error")
            raise StoreError(f"{self.path} cannot remember what is cosigned ({name}); nothing was.") from error


def request(old: int, proof: Iterable[bytes], note: str) -> bytes:
    """Write a request to cosign."""
    lines = (f"{base64.b64encode(each).decode()}\n" for each in proof)
    return f"old {old}\n{''.join(lines)}\n{note}".encode()


def _read(body: bytes) -> tuple[int, list[bytes], str]:
    try:
        if len(body) > MAX_NOTE_BYTES:
            raise ValueError("too long")
        head, blank, note = body.decode("utf-8").partition("\n\n")
        first, *lines = head.split("\n")
        found = _OLD.fullmatch(first)
        proof = [base64.b64decode(line.encode("ascii"), validate=True) for line in lines]
        exact = [base64.b64encode(each).decode() for each in proof] == lines
        whole = len(proof) <= MAX_PROOF and all(len(each) == HASH_BYTES for each in proof)
        if not (blank and found and exact and whole):
            raise ValueError("not as the document has it")
    except (ValueError, binascii.Error) as error:
        raise RefusalError(400, "The request is not an old size, a proof, an empty line and a checkpoint.") from error
    return int(found[1]), proof, note
