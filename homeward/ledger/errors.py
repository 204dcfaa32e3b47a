"""What can go wrong in a ledger; one sentence each, naming the log, the place and what to do."""

from homeward import HomewardError


class LedgerError(HomewardError):
    """The root of the ledger's errors."""


class ProofError(LedgerError):
    """A proof does not prove what it is given for."""


class NoteError(LedgerError):
    """A signed note, a key of one, or a checkpoint is malformed or not signed by a known key."""


class EnvelopeError(LedgerError):
    """The bytes are not an envelope of an entry."""


class BadKeyError(LedgerError):
    """A key is malformed, weak, or cannot be read."""


class StoreError(LedgerError):
    """A stored log cannot be opened, read or appended to."""


class ForkError(StoreError):
    """One log has two histories. ``ours`` and ``theirs`` are the signed checkpoints that contradict each other."""

    def __init__(self, says: str, ours: str, theirs: str) -> None:
        super().__init__(says)
        self.ours = ours
        self.theirs = theirs


class RestoredError(StoreError):
    """A log was copied or restored from a backup, and nobody has been asked what it may lack."""


class BehindError(StoreError):
    """Others hold more of a log than its owner does."""


class PolicyError(LedgerError):
    """A policy of witnesses is malformed, or would count one key as two."""


class EvidenceError(LedgerError):
    """A piece of evidence does not prove what it says."""


class SealingError(LedgerError):
    """Sealed bytes cannot be made or opened."""


class CardError(LedgerError):
    """A participant's card is malformed, is not signed by the keys it names, or does not follow the one before."""


class TileError(LedgerError):
    """A folder of tiles is not what its checkpoint says."""
