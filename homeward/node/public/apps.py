"""The app."""

from collections.abc import Sequence

from django.apps import AppConfig

from homeward.exchange import State

FOLLOW = 5.0  # seconds between two looks whether something more may be told


class PublicConfig(AppConfig):
    """The public record."""

    name = "homeward.node.public"

    def ready(self) -> None:
        """Hang this room's projection on the journal: pages are made from claims and what may be told."""
        from homeward.node.jobs import regular
        from homeward.node.journal.projections import Projection, register
        from homeward.node.public.actions import charts_drawn, draw_charts, follow, snapshot, weigh_all

        def weigh(_: Sequence[State]) -> None:
            weigh_all()

        register(Projection("pages", make=weigh, snapshot=snapshot))
        regular.register(regular.Regular("the public record", FOLLOW, follow))
        register(Projection("charts", make=lambda _: draw_charts(), snapshot=charts_drawn))
