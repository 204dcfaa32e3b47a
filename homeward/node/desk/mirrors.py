"""Copies of logs: what arrives is checked against what is here, and only what is here is cosigned."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from homeward.exchange.words import Policy as Rule
from homeward.ledger import (
    Checkpoint,
    Evidence,
    Log,
    NoteError,
    Policy,
    VerifierKey,
    Witness,
    evidence,
    parse_checkpoint,
)
from homeward.ledger.cosignature import body, lines_of
from homeward.ledger.succession import Succession
from homeward.ledger.witness import request
from homeward.node.desk.errors import DeskError
from homeward.node.desk.pieces import Piece


class ContradictionError(DeskError):
    """Somebody's key has signed two histories of a log; ``evidence`` proves it to anybody."""

    def __init__(self, says: str, found: Evidence) -> None:
        super().__init__(says)
        self.evidence = found


@dataclass(frozen=True, slots=True)
class Reach:
    """How many entries of a log, from the first, are held, seen and final."""

    held: int
    seen: int
    final: int


def size_of(note: str) -> int:
    """Return the size in a checkpoint that was checked before; 0 where there is none yet."""
    return parse_checkpoint(body(note)).size if note else 0


def take(log: Log, piece: Piece, checkpoint: Checkpoint) -> int:
    """Add what a stretch brings beyond what a copy of its log holds; return how many entries were new.

    Args:
        log: the copy, open for extending.
        piece: the stretch.
        checkpoint: its own, from ``signed_by``.

    Raises:
        ContradictionError: the log's key has signed another history than the one here.
        DeskError: entries are missing between, or were changed on their way.
    """
    name, held = piece.name, log.size
    if checkpoint.size != piece.stop:
        raise DeskError(f"The checkpoint of {name} is over {checkpoint.size} entries and {piece.stop} were brought.")
    if piece.start > held:
        raise DeskError(f"Of {name} {held} entries are here and none before {piece.start} were brought; ask for all.")
    tree = piece.tree()
    if tree.root(tree.size) != checkpoint.root:
        raise DeskError(f"The entries of {name} were changed on their way: its checkpoint signs others.")
    if checkpoint.size <= held:
        compare(log, piece.note, checkpoint)
        return 0
    if (began := tree.root(held)) != log.root(held):
        raise ContradictionError(
            f"{name} has signed another history after we had {held} entries of it; the evidence is kept.",
            evidence.inconsistent(log.checkpoint(), piece.note, began, tree.proof(held)),
        )
    return log.extend(piece.envelopes[held - piece.start :], piece.note)


def compare(log: Log, note: str, checkpoint: Checkpoint) -> None:
    """Compare a checkpoint with a copy that is at least as long.

    Raises:
        ContradictionError: they are two histories.
    """
    size = checkpoint.size
    if not 0 < size <= log.size or log.root(size) == checkpoint.root:
        return
    says = f"{log.origin} has signed two histories of {size} entries; the evidence is kept."
    if ours := log.checkpoint_at(size):
        raise ContradictionError(says, evidence.split(ours, note))
    newest = log.checkpoint()
    proof = log.consistency(size, size_of(newest))
    raise ContradictionError(says, evidence.inconsistent(note, newest, log.root(size), proof))


def bare(note: str, keys: Iterable[VerifierKey]) -> str:
    """Return a checkpoint with the log's own signature alone, so that one contradiction is one piece of evidence."""
    return f"{body(note)}\n" + "".join(line for _, line in lines_of(note, keys))


def cosign(witness: Witness, log: Log, now: int, *, again: bool = False) -> str | None:
    """Cosign the newest checkpoint of a copy: its entries are here, and nothing else is signed for.

    Returns:
        The cosignature line, or None where this very checkpoint is cosigned already.

    Raises:
        DeskError: this witness has cosigned more than the copy holds, or something else.
    """
    note = log.checkpoint()
    size, old = size_of(note), witness.size(log.origin)
    if size == old and not again:
        return None
    if old > size:
        raise DeskError(f"Of {log.origin} {old} entries were cosigned here and {size} are left; get the others back.")
    answer = witness.add_checkpoint(request(old, log.consistency(old, size) if old else [], note), now)
    if answer.code != 200:
        raise DeskError(f"{log.origin} was not cosigned ({answer.code}): {answer.body.strip()}")
    return answer.body


def policies(
    rule: Rule | None, owner: str, log: Succession, witness: Callable[[str], VerifierKey | None]
) -> tuple[Policy, Policy] | None:
    """Return what makes entries of a log seen, and final; None while the founding entry or a witness is not known.

    The owner's own cosignature is not asked for: the log's signature is its word already.
    """
    if rule is None:
        return None
    found = []
    for names in (rule.seen, rule.final):
        keys = [key for name in names if name != owner and (key := witness(name)) is not None]
        if len(keys) != len([name for name in names if name != owner]):
            return None
        found.append(Policy.all_of(log.newest, keys))
    return found[0], found[1]


def reached(policy: Policy, log: Succession, notes: Iterable[str], now: int | None = None) -> int:
    """Return the size of the longest checkpoint, signed by the log's key of its size, that enough have cosigned, or 0.

    Malformed notes do not count.
    """
    best = 0
    for note in notes:
        try:
            size = log.checkpoint(note).size
            best = max(best, size) if policy.satisfied(note, now) else best
        except NoteError:
            continue
    return best
