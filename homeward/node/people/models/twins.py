"""Two records that may be one person."""

from typing import ClassVar

from django.conf import settings
from django.db import models

from homeward.node.people.models.registry import Person


class Twin(models.Model):
    """Two records found alike by the engine, and what a person said of it."""

    a = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+")
    b = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+")
    probability = models.FloatField()
    different = models.BooleanField(default=False)  # a person said that they are two; not shown again
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    found_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        """The likeliest first."""

        ordering: ClassVar = ["-probability", "id"]
        constraints: ClassVar = [models.UniqueConstraint(fields=["a", "b"], name="twin_once")]

    def __str__(self) -> str:
        """Return its number."""
        return str(self.pk)
