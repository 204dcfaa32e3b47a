"""A list may be larger than a document: it is read in memory, but only from somebody who is signed in."""

from typing import Any

from django.core.files.uploadhandler import MemoryFileUploadHandler

LIST_LIMIT = 64 * 1024 * 1024  # bytes
PREFIX = "/office/people/lists"


class ListUpload(MemoryFileUploadHandler):
    """Takes files up to ``LIST_LIMIT`` on the page that imports lists; others go to the next handler."""

    def handle_raw_input(self, input_data: Any, META: Any, content_length: int, *rest: Any, **more: Any) -> None:  # noqa: N803, ARG002
        """Say whether this request may send so much."""
        user = getattr(self.request, "user", None)
        may = user is not None and user.is_authenticated and getattr(self.request, "path", "").startswith(PREFIX)
        self.activated = may and content_length <= LIST_LIMIT
