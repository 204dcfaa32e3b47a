"""Failed attempts to sign in, kept as long as they count."""

from typing import ClassVar

from django.db import models


class Attempt(models.Model):
    """A sign-in that failed: ``who`` is a keyed digest of a name or of a network address, never either in the clear."""

    who = models.CharField(max_length=64, db_index=True)
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        """Newest first."""

        ordering: ClassVar = ["-at"]
