"""The app."""

from django.apps import AppConfig


class JobsConfig(AppConfig):
    """What is done beside the server."""

    name = "homeward.node.jobs"
