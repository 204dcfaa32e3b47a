"""The app."""

from django.apps import AppConfig


class SourcesConfig(AppConfig):
    """Documents and their claims."""

    name = "homeward.node.sources"
