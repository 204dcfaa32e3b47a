"""The app."""

from django.apps import AppConfig


class JournalConfig(AppConfig):
    """The participants' logs."""

    name = "homeward.node.journal"
