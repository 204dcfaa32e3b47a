"""The app."""

from django.apps import AppConfig


class StagesConfig(AppConfig):
    """Where a signed exchange stands."""

    name = "homeward.node.stages"

    def ready(self) -> None:
        """Hang this room's projection on the journal."""
        from homeward.node.journal.projections import Projection, register
        from homeward.node.stages.actions import project, projection

        register(Projection("stages", make=project, snapshot=projection, of_logs=True))
