"""A participant at its desk: one folder with its keys, its own log, its copies of the others', and its letters.

What is hard is that nothing that arrives may be believed for where it came from. A log is believed for the signature
under its checkpoint and for continuing what is already here; a letter for its hash, which its author's log names; a
request for the key that signed it. So it makes no difference whether a thing comes from its author, through a third
participant, by HTTP or on a stick, once or five times, early or late.

1. A copy of a log only grows. What contradicts it is refused and kept as evidence.
2. The desk cosigns only what it holds and has replayed.
3. An entry is pending until the witnesses that the founding entry names have cosigned a checkpoint over it.
4. Nothing is signed by a desk that a peer knows to have said more than it holds: it was restored from a backup.

No module here knows Django: a desk needs no database, and a test can have three of them.
"""

from homeward.node.desk.errors import DeskError, LetterError, ParcelError, PeerError, RefusedError

__all__ = ["DeskError", "LetterError", "ParcelError", "PeerError", "RefusedError"]
