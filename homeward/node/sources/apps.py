"""The app."""

from django.apps import AppConfig


class SourcesConfig(AppConfig):
    """Documents and their claims."""

    name = "homeward.node.sources"

    def ready(self) -> None:
        """Hang this room's projection on the journal: claims are made from the documents' bytes."""
        from homeward.node.journal.projections import Projection, register
        from homeward.node.sources.actions import readings, reread

        register(Projection("claims", make=lambda _: reread(), snapshot=lambda: list(readings())))
