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


class TileError(LedgerError):
    """A folder of tiles is not what its checkpoint says."""
