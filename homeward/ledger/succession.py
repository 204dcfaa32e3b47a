"""Which key of a log counts where: a log's key may be replaced, and what the old one signs from then on does not count.

No clock says when a key was stolen, and its owner could lie about it; a position in the log cannot be moved. Each key
takes over at a size: at that size the old and the new one count, below it the old one, above it the new one.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from homeward.ledger.errors import NoteError
from homeward.ledger.note import ED25519, Checkpoint, VerifierKey, open_note, parse_checkpoint, signatures

MAX_STEPS = 1000


@dataclass(frozen=True, slots=True)
class Succession:
    """The keys of one log in their order, each with the size from which on it signs; the first from 0."""

    steps: tuple[tuple[int, VerifierKey], ...]

    def __post_init__(self) -> None:
        names = {(key.name, key.algorithm) for _, key in self.steps}
        if len(names) != 1 or names.pop()[1] != ED25519 or self.steps[0][0] != 0:
            raise NoteError("A succession is of the keys of one log, from its beginning.")
        if any(one[0] > other[0] or one[1] == other[1] for one, other in pairwise(self.steps)):
            raise NoteError("In a succession each key takes over from another one, no earlier than that did.")

    @classmethod
    def of(cls, key: VerifierKey) -> "Succession":
        """Return that of a log which has had one key only."""
        return cls(((0, key),))

    @classmethod
    def parse(cls, text: str) -> "Succession":
        """Read what ``str`` wrote. Raises ``NoteError``."""
        lines = text.splitlines()
        try:
            if not 0 < len(lines) <= MAX_STEPS:
                raise ValueError("none, or too many")
            parts = [line.split(" ", 1) for line in lines]
            found = cls(tuple((int(since), VerifierKey.parse(key)) for since, key in parts))
        except ValueError as error:
            raise NoteError("The keys of the log are not written as a succession.") from error
        if str(found) != text:
            raise NoteError("The keys of the log are not written in the one way.")
        return found

    def __str__(self) -> str:
        return "".join(f"{since} {key}\n" for since, key in self.steps)

    def __iter__(self) -> Iterator[VerifierKey]:
        """Yield every key once."""
        return iter(dict.fromkeys(key for _, key in self.steps))

    @property
    def origin(self) -> str:
        """The log's name in the world."""
        return self.steps[0][1].name

    @property
    def first(self) -> VerifierKey:
        """The key that the log began with."""
        return self.steps[0][1]

    @property
    def newest(self) -> VerifierKey:
        """The key that signs now."""
        return self.steps[-1][1]

    def then(self, since: int, key: VerifierKey) -> "Succession":
        """Return the succession in which a key takes over at a size; the same if it is that key already."""
        return self if key == self.newest else Succession((*self.steps, (since, key)))

    def continues(self, other: "Succession") -> bool:
        """Say whether this one is the other, or the other and what came after."""
        return self.steps[: len(other.steps)] == other.steps

    def at(self, size: int) -> list[VerifierKey]:
        """Return the keys whose checkpoint of that size counts."""
        ends = [*(since for since, _ in self.steps[1:]), size]
        return [key for (since, key), end in zip(self.steps, ends, strict=True) if since <= size <= end]

    def checkpoint(self, note: str) -> Checkpoint:
        """Read a checkpoint of this log, signed by the key that counts at its size.

        Raises:
            NoteError: it is malformed, of another log, or not signed by that key.
        """
        return self._opened(note)[0]

    def signer(self, note: str) -> VerifierKey:
        """Return which key has signed a checkpoint of this log. Raises as ``checkpoint``."""
        return self._opened(note)[1]

    def _opened(self, note: str) -> tuple[Checkpoint, VerifierKey]:
        data = note.encode()
        checkpoint = parse_checkpoint(signatures(data)[0])
        if checkpoint.origin != self.origin:
            raise NoteError(f"The checkpoint is of the log {checkpoint.origin}, not of {self.origin}.")
        try:
            return checkpoint, open_note(data, self.at(checkpoint.size)).signers[-1]
        except NoteError as error:
            if len(self.steps) > 1 and self._once(data):
                raise NoteError(
                    f"The checkpoint of {self.origin} over {checkpoint.size} entries is signed by a key that does not "
                    "count there: it was replaced."
                ) from error
            raise

    def _once(self, data: bytes) -> bool:
        try:
            return bool(open_note(data, self).signers)
        except NoteError:
            return False
