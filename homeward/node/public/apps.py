"""The app."""

from collections.abc import Sequence

from django.apps import AppConfig

from homeward.exchange import State


class PublicConfig(AppConfig):
    """The public record."""

    name = "homeward.node.public"

    def ready(self) -> None:
        """Hang this room's projection on the journal: pages are made from claims and what may be told."""
        from homeward.node.journal.projections import Projection, register
        from homeward.node.public.actions import reweigh, snapshot

        def make(_: Sequence[State]) -> None:
            reweigh()

        register(Projection("pages", make=make, snapshot=snapshot))
