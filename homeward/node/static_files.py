"""Static files by an address that changes with their bytes, so that a reader's cache is never stale."""

import functools
import hashlib
from pathlib import Path

from django.contrib.staticfiles import finders
from django.contrib.staticfiles.storage import StaticFilesStorage


class VersionedFiles(StaticFilesStorage):
    """Address every file as ``…/name?v=digest``; nothing has to be collected before serving."""

    def url(self, name: str | None) -> str:
        """Return the address of a file, with the first digits of its digest."""
        plain: str = super().url(name)
        version = _version(name or "")
        return f"{plain}?v={version}" if version else plain


@functools.cache
def _version(name: str) -> str:
    path = finders.find(name)
    return hashlib.sha256(Path(path).read_bytes()).hexdigest()[:12] if path else ""
