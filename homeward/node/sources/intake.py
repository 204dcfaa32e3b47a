"""Many documents at once: each is added, or named with what was wrong; the record is weighed by whoever adds them."""

from collections.abc import Mapping
from datetime import date
from pathlib import Path

from homeward import HomewardError
from homeward.node import NodeError
from homeward.node.sources.actions import add_document
from homeward.node.sources.fetching import fetch
from homeward.node.sources.models import Document
from homeward.reading.files import sidecar

LARGEST = 20 << 20  # bytes of a document
MOST = 10_000  # addresses of a list


class Intake:
    """Documents on their way into the node.

    Args:
        published: the day of publication of documents that do not say it, ISO.

    Attributes:
        said: a line for each document, in order.
        failed: how many could not be added.
        waiting: how many were added since the record was last weighed.
    """

    def __init__(self, published: str | None = None) -> None:
        self.said: list[str] = []
        self.failed = 0
        self.waiting = 0
        try:
            self.published = date.fromisoformat(published) if published else None
        except ValueError as error:
            raise NodeError(f"{published} is not a date; write it like 2025-05-23.") from error

    def file(self, path: Path) -> None:
        """Add a file, with what the note beside it says of it."""
        try:
            if path.stat().st_size > LARGEST:
                raise NodeError(f"It has more than {LARGEST >> 20} MB.")
            self._add(path.name, path.read_bytes(), _noted(Path(sidecar.beside(path))))
        except (HomewardError, OSError) as error:
            self._failed(str(path), error)

    def addresses(self, path: Path) -> None:
        """Fetch and add what a list of addresses names; empty lines and those that begin with # are passed over."""
        lines = [line.strip() for line in path.read_text("utf-8").splitlines()]
        for address in [line for line in lines if line and not line.startswith("#")][:MOST]:
            try:
                found = fetch(address, LARGEST)
                self._add(found.name, found.data, {"url": found.address})
            except (HomewardError, OSError) as error:
                self._failed(address, error)

    def _add(self, name: str, data: bytes, meta: Mapping[str, object]) -> None:
        before = Document.objects.count()
        document = add_document(name, data, self.published, meta)
        new = Document.objects.count() > before
        self.waiting += new
        claims = document.claims.count()
        self.said.append(
            f"{name}: {'added' if new else 'was there already'}, {claims} claims (/documents/{document.key})"
        )

    def _failed(self, what: str, error: Exception) -> None:
        self.failed += 1
        why = f"{error.strerror}." if isinstance(error, OSError) and error.strerror else str(error)
        self.said.append(f"{what}: not added. {why}")


def _noted(note: Path) -> dict[str, object]:
    if not note.is_file():
        return {}
    with note.open("rb") as file:
        return sidecar.fields(note.name, file.read(sidecar.MOST_BYTES + 1))
