"""The app."""

from django.apps import AppConfig


class StagesConfig(AppConfig):
    """Where a signed exchange stands."""

    name = "homeward.node.stages"
