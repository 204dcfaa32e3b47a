"""What can go wrong at a desk; one sentence each, naming the participant, the place and what to do."""

from homeward.node import NodeError


class DeskError(NodeError):
    """The root of a desk's errors."""


class LetterError(DeskError):
    """Sealed details are not for this desk, are damaged, or are not what the log's entry committed to."""


class ParcelError(DeskError):
    """A file from a stick cannot be taken in."""


class RefusedError(DeskError):
    """A request is not answered: by which status, and why."""

    def __init__(self, status: int, says: str) -> None:
        super().__init__(says)
        self.status = status


class PeerError(DeskError):
    """A peer cannot be reached, does not prove who it is, or says no."""
