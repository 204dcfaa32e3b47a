"""Logs as they lie on a disk, proved and folded; for the commands that need a signed record.

A log is a folder of tiles (with a ``checkpoint`` in it) or a log's own file. A folder of such folders is an exchange;
its file ``keys`` has the verifier keys of its logs, one a line. Keys that came with the logs prove that nothing was
changed since they were written down there, not whose they are: whoever needs to know that gives the keys that he got
from the participants.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from homeward.exchange import Logged
from homeward.ledger import (
    EnvelopeError,
    LedgerError,
    Log,
    VerifierKey,
    leaf_hash,
    proved,
    read_checkpoint,
    unseal,
)

KEYS = "keys"


@dataclass(frozen=True, slots=True)
class Proof:
    """A log that was proved, or why it was not.

    Attributes:
        path: where it lies.
        participant: whose it is: the last part of its origin, or the folder's name where that cannot be read.
        entries: what it holds; empty where it is not proved.
        root: of the checkpoint, in hex.
        trusted: the key was given, and did not come with the log.
        problem: why it is not proved, or None.
    """

    path: Path
    participant: str
    entries: tuple[Logged, ...] = ()
    root: str = ""
    trusted: bool = False
    problem: str | None = None


def find(paths: Sequence[Path]) -> list[Path]:
    """Return the logs at these places: log files, folders of tiles, and folders of those.

    Raises:
        LedgerError: there is no log at one of them.
    """
    found = []
    for path in paths:
        if path.is_file() or (path / "checkpoint").is_file():
            found.append(path)
        elif inside := sorted(child.parent for child in path.glob("*/checkpoint")):
            found.extend(inside)
        else:
            raise LedgerError(f"There is no log at {path}; give a log's file, or a folder with a checkpoint in it.")
    return found


def prove(path: Path, keys: Sequence[VerifierKey]) -> Proof:
    """Prove one log: its checkpoint's signature, every byte below it, every entry's signature.

    Args:
        path: a log's file or a folder of tiles.
        keys: keys that the reader trusts; where there are none, those beside the log.
    """
    try:
        if path.is_file():
            return _prove_file(path, keys)
        key = _key_of(path, keys or _beside(path))
        checkpoint = read_checkpoint(path, key)
        participant = _participant(checkpoint.origin)
        entries = tuple(_opened(participant, proved(path, checkpoint)))
        return Proof(path, participant, entries, checkpoint.root.hex(), bool(keys))
    except (LedgerError, OSError) as error:
        return Proof(path, path.stem if path.is_file() else path.name, problem=str(error))


def _prove_file(path: Path, keys: Sequence[VerifierKey]) -> Proof:
    with Log.open(path) as log:
        if keys and log.verifier not in keys:
            raise LedgerError("Its checkpoint is signed by another key than those given.")
        participant = _participant(log.origin)
        return Proof(path, participant, tuple(_opened(participant, log.proved())), log.root().hex(), bool(keys))


def _opened(participant: str, envelopes: Iterator[bytes]) -> Iterator[Logged]:
    for index, envelope in enumerate(envelopes):
        try:
            sealed = unseal(envelope)
        except EnvelopeError as error:
            raise EnvelopeError(f"Entry {index}: {error}") from error
        if not sealed.signers:
            raise EnvelopeError(f"Entry {index} has no good signature.")
        yield Logged(participant, index, leaf_hash(envelope).hex(), sealed.payload, sealed.signers)


def _participant(origin: str) -> str:
    return origin.rsplit("/", 1)[-1]


def _beside(path: Path) -> list[VerifierKey]:
    for place in (path / KEYS, path.parent / KEYS):
        if place.is_file():
            return [VerifierKey.parse(line) for line in place.read_text("utf-8").splitlines() if line.strip()]
    raise LedgerError(f"No key for {path.name}: give the log's verifier key with --key.")


def _key_of(path: Path, keys: Sequence[VerifierKey]) -> VerifierKey:
    """The key whose name is the origin that the checkpoint claims; its signature is checked with it afterwards."""
    claimed = (path / "checkpoint").read_bytes().split(b"\n", 1)[0]
    for key in keys:
        if key.name.encode() == claimed:
            return key
    raise LedgerError(f"None of the keys is of the log that {path.name} says it is.")
