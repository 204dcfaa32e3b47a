"""Cosignatures at a desk: given to logs that are here, gathered from others, and what they make of an entry."""

from homeward.ledger import NoteError, Standing, joined, parse_checkpoint
from homeward.ledger.cosignature import body as body_of
from homeward.ledger.cosignature import lines_of
from homeward.node.desk import mirrors
from homeward.node.desk.desk import Desk
from homeward.node.desk.mirrors import ContradictionError, Reach


def note(desk: Desk, name: str) -> str:
    """Return the newest checkpoint of a log with all cosignatures that are here; "" where nothing is."""
    with desk.reading(name) as log:
        if log is None or not (note := log.checkpoint()):
            return ""
        size = mirrors.size_of(note)
    for kept, signed, lines in desk.shelf.signed(desk.require(name).origin):
        if kept == size:
            return joined(signed, lines)
    return note


def notes(desk: Desk, name: str) -> list[str]:
    """Return the checkpoints of a log that somebody has cosigned, the longest first."""
    return [joined(note, lines) for _, note, lines in desk.shelf.signed(desk.require(name).origin)]


def cosign(desk: Desk, name: str, now: int) -> None:
    """Cosign another's log as far as it is here, once the rules of the exchange were applied to its entries.

    What breaks a rule is void, for all to see, and does not keep the log from being cosigned: it stands there.
    """
    desk.state()
    with desk.mutex, desk.reading(name) as log:
        if log is None or not log.size:
            return
        note = log.checkpoint()
        size, by = desk.shelf.cosigners(log.origin)
        kept = size == log.size and desk.name in by  # a crash may have come between cosigning and keeping
        if line := mirrors.cosign(desk.witness, log, now, again=not kept):
            checkpoint = parse_checkpoint(body_of(note))
            root = checkpoint.root.hex()
            desk.shelf.cosigned(checkpoint.origin, checkpoint.size, root, note, [(desk.name, line)])
            far = reach(desk, name)
            desk.shelf.reach(checkpoint.origin, far.seen, far.final)


def add_cosignatures(desk: Desk, note: str, now: int) -> int:
    """Keep the cosignatures on a checkpoint by witnesses that are enrolled; return how many there are.

    Raises:
        NoteError: it is malformed, not of a log that is known, or a signature on it is wrong.
        ContradictionError: the log's key has signed something else than is here.
    """
    origin = note.partition("\n")[0]
    card = desk.cards.of_origin(origin)
    if card is None:
        raise NoteError(f"The log {origin!r} is not known here.")
    keys = desk.cards.succession(card.name)
    checkpoint = keys.checkpoint(note)
    own = mirrors.bare(note, keys)
    with desk.reading(card.name) as log:
        if log is not None:
            try:
                mirrors.compare(log, own, checkpoint)
            except ContradictionError as error:
                desk.accuse(error.evidence, now)
                raise
    witnesses = {one.witness_key: one.name for one in map(desk.require, desk.cards.names())}
    kept = [(witnesses[key], line) for key, line in lines_of(note, witnesses) if witnesses[key] != card.name]
    desk.shelf.cosigned(origin, checkpoint.size, checkpoint.root.hex(), own, kept)
    far = reach(desk, card.name)
    desk.shelf.reach(origin, far.seen, far.final)
    if far.final > 0:
        desk.shelf.prune(origin, far.final)
    return len(kept)


def reach(desk: Desk, name: str) -> Reach:
    """Return how far into a log its entries are held, seen and final by the founding entry's policy."""
    with desk.reading(name) as log:
        held = log.size if log is not None else 0
    keys = desk.cards.succession(name)
    rules = mirrors.policies(desk.policy(), name, keys, desk.witness_key)
    if rules is None:
        return Reach(held, 0, 0)
    known = [*notes(desk, name), *([note(desk, name)] if held else [])]
    floor = desk.shelf.reached(keys.origin)  # what was final stays so when a witness's key is replaced
    seen, final = (
        min(held, max(least, mirrors.reached(rule, keys, known))) for rule, least in zip(rules, floor, strict=True)
    )
    return Reach(held, seen, final)


def standing(desk: Desk, name: str, index: int) -> Standing:
    """Say whether an entry is pending, seen or final. Final is seen as well: by both rules, in order."""
    far = reach(desk, name)
    if index < min(far.seen, far.final):
        return Standing.FINAL
    return Standing.SEEN if index < far.seen else Standing.PENDING
