"""The app."""

from django.apps import AppConfig


class PublicConfig(AppConfig):
    """The public record."""

    name = "homeward.node.public"
