"""Logs as they lie on a disk, proved and folded; for the commands that need a signed record.

A log is a folder of tiles (with a ``checkpoint`` in it) or a log's own file. A folder of such folders is an exchange;
its file ``keys`` has the verifier keys of its logs, one a line. Keys that came with the logs prove that nothing was
changed since they were written down there, not whose they are: whoever needs to know that gives the keys that he got
from the participants.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations
from pathlib import Path

from homeward.exchange import Logged
from homeward.ledger import (
    Checkpoint,
    EnvelopeError,
    LedgerError,
    Log,
    NoteError,
    Policy,
    VerifierKey,
    leaf_hash,
    open_note,
    parse_checkpoint,
    proved,
    read_checkpoint,
    tiles,
    tree,
    unseal,
)
from homeward.ledger.cosignature import body
from homeward.ledger.note import ED25519, MAX_NOTE_BYTES
from homeward.ledger.tiles import WIDTH, parse_bundle, tile_path

KEYS = "keys"
HELD = 50_000  # entries of a log that the rules of an exchange are applied to; a longer log is proved, and no more
HELD_BYTES = 256 << 20  # of their payloads, for the same purpose
MAX_KEYS_BYTES = 1_000_000


@dataclass(frozen=True, slots=True)
class Proof:
    """A log that was proved, or why it was not.

    Attributes:
        path: where it lies.
        origin: its name in the world, that its key has signed; empty where it is not proved.
        entries: what it holds; empty where it is not proved, or has more entries than rules are applied to.
        count: how many entries it has.
        root: of the checkpoint, in hex.
        key: the verifier key that proved it.
        trusted: the key was given, and did not come with the log.
        problem: why it is not proved, or None.
    """

    path: Path
    origin: str = ""
    entries: tuple[Logged, ...] = ()
    count: int = 0
    root: str = ""
    key: str = ""
    trusted: bool = False
    problem: str | None = None

    @property
    def participant(self) -> str:
        """Whose it is: the last part of its origin, or the name of its place where the origin is not proved."""
        path = self.path.absolute()
        return _parted(self.origin)[1] or (f"{path.parent.name}/{path.name}" if path.is_file() else path.name)

    @property
    def exchange(self) -> str:
        """Which exchange it belongs to: its origin without the last part."""
        return _parted(self.origin)[0]


@dataclass(frozen=True, slots=True)
class Fork:
    """Two copies of one log, each proved by itself, that hold different entries at one place."""

    one: Proof
    other: Proof
    index: int

    @property
    def by_one_key(self) -> bool:
        """Whether one key has signed both, which only its owner can have done."""
        return self.one.key == self.other.key


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


def prove(path: Path, keys: Sequence[VerifierKey], policy: Policy | None = None, kept: Sequence[str] = ()) -> Proof:
    """Prove one log: its checkpoint's signature, every byte below it, every entry's signature.

    Args:
        path: a log's file or a folder of tiles.
        keys: keys that the reader trusts; where there are none, those beside the log.
        policy: which witnesses must have cosigned the checkpoint.
        kept: checkpoints that the reader was shown before, of any logs; this one must continue its own.
    """
    try:
        if path.is_file():
            return _prove_file(path, keys, policy, kept)
        known = keys or beside(path)
        checkpoint, key = read_checkpoint(path, known)
        if policy is not None:
            policy.checkpoint(read_note(path / "checkpoint"))
        entries = _held(_opened(checkpoint.origin, proved(path, checkpoint)), checkpoint.size)
        _check_kept(kept, known, checkpoint, tiles.hashes(path, checkpoint.size))
        size, root = checkpoint.size, checkpoint.root.hex()
        return Proof(path, checkpoint.origin, entries, size, root, str(key), bool(keys))
    except (LedgerError, OSError) as error:
        return Proof(path, problem=str(error))


def _prove_file(path: Path, keys: Sequence[VerifierKey], policy: Policy | None, kept: Sequence[str]) -> Proof:
    with Log.open(path) as log:
        if keys and log.verifier not in keys:
            raise LedgerError("Its checkpoint is signed by another key than those given.")
        if policy is not None:
            policy.checkpoint(log.checkpoint())
        checkpoint = log.succession.checkpoint(log.checkpoint())
        entries = _held(_opened(log.origin, log.proved()), checkpoint.size)
        _check_kept(kept, keys or list(log.succession), checkpoint, log.subtree)
        return Proof(path, log.origin, entries, checkpoint.size, checkpoint.root.hex(), str(log.verifier), bool(keys))


def _held(opened: Iterator[Logged], size: int) -> tuple[Logged, ...]:
    """Open every entry, and hold them where the log is not too long to be folded."""
    entries: list[Logged] = []
    spent = 0
    for entry in opened:
        spent += len(entry.payload)
        if size <= HELD and spent <= HELD_BYTES:
            entries.append(entry)
        else:
            entries.clear()
    return tuple(entries) if len(entries) == size else ()


def _check_kept(kept: Sequence[str], keys: Sequence[VerifierKey], newest: Checkpoint, hashes: tree.Subtree) -> None:
    """Check that a log, whose hashes are proved, continues the checkpoints of it that were kept."""
    for note in kept:
        opened = open_note(note.encode(), keys) if _origin(note) == newest.origin else None
        if opened is None:
            continue
        old = parse_checkpoint(opened.text)
        if newest.origin not in {key.name for key in opened.signers if key.algorithm == ED25519}:
            raise LedgerError("The checkpoint that was kept is not signed by this log.")
        if old.size > newest.size:
            raise LedgerError(f"It ends after {newest.size} entries; the checkpoint that was kept is over {old.size}.")
        if tree.root(hashes, old.size) != old.root:
            raise LedgerError(
                f"It is another history than the checkpoint that was kept, over {old.size} entries. Keep both: they "
                "are the evidence."
            )


def forks(proofs: Sequence[Proof]) -> list[Fork]:
    """Find out where two proved copies of one log differ; a copy that only ends sooner does not."""
    found: dict[tuple[str, int], Fork] = {}
    for one, other in combinations((proof for proof in proofs if not proof.problem), 2):
        if one.origin != other.origin:
            continue
        pairs = zip(_envelopes(one.path), _envelopes(other.path), strict=False)
        index = next((at for at, (mine, theirs) in enumerate(pairs) if mine != theirs), None)
        if index is not None:
            found.setdefault((one.origin, index), Fork(one, other, index))
    return list(found.values())


def _envelopes(path: Path) -> Iterator[bytes]:
    """Yield the entries of a log that was proved before."""
    if path.is_file():
        with Log.open(path) as log:
            yield from log.entries()
        return
    size = parse_checkpoint(body(read_note(path / "checkpoint"))).size
    for number in range(-(-size // WIDTH)):
        width = min(WIDTH, size - number * WIDTH)
        yield from parse_bundle((path / tile_path("entries", number, width)).read_bytes())


def _opened(origin: str, envelopes: Iterator[bytes]) -> Iterator[Logged]:
    for index, envelope in enumerate(envelopes):
        try:
            sealed = unseal(envelope)
        except EnvelopeError as error:
            raise EnvelopeError(f"Entry {index}: {error}") from error
        if not sealed.signers:
            raise EnvelopeError(f"Entry {index} has no good signature.")
        yield Logged(_parted(origin)[1], index, leaf_hash(envelope).hex(), sealed.payload, sealed.signers)


def _origin(note: str) -> str:
    return note.partition("\n")[0]


def _parted(origin: str) -> tuple[str, str]:
    exchange, _, participant = origin.rpartition("/")
    return exchange, participant


def beside(path: Path) -> list[VerifierKey]:
    """Return the keys that came with a log. Raises ``LedgerError``: none did."""
    for place in (path / KEYS, path.absolute().parent / KEYS):
        if place.is_file():
            return read_keys(place)
    raise LedgerError(f"No key for {path.absolute().name}: give the log's verifier key with --key.")


def read_keys(path: Path) -> list[VerifierKey]:
    """Read a file of verifier keys, one a line.

    Raises:
        LedgerError: it is not one.
    """
    try:
        data = read_bytes(path, MAX_KEYS_BYTES, "a file of verifier keys, one a line")
        lines = data.decode("utf-8").splitlines()
        return [VerifierKey.parse(line) for line in lines if line.strip()]
    except (UnicodeDecodeError, NoteError) as error:
        raise LedgerError(f"{path} is not a file of verifier keys, one a line.") from error


def read_note(path: Path) -> str:
    """Read a file with a checkpoint.

    Raises:
        LedgerError: it is not one.
    """
    try:
        note = read_bytes(path, MAX_NOTE_BYTES, "a checkpoint").decode("utf-8")
        parse_checkpoint(body(note))
    except (UnicodeDecodeError, NoteError) as error:
        raise LedgerError(f"{path} is not a log's checkpoint.") from error
    return note


def read_policy(path: Path) -> Policy:
    """Read a policy of witnesses. Raises ``LedgerError``: it is not one."""
    return Policy.parse(read_bytes(path, MAX_KEYS_BYTES, "a policy").decode("utf-8", "surrogateescape"))


def read_bytes(path: Path, most: int, what: str) -> bytes:
    """Read a file that has at most so many bytes. Raises ``LedgerError``: it has more."""
    with path.open("rb") as file:
        data = file.read(most + 1)
    if len(data) > most:
        raise LedgerError(f"{path} is far too long for {what}.")
    return data
