"""The app."""

from django.apps import AppConfig


class PeopleConfig(AppConfig):
    """The registry of people."""

    name = "homeward.node.people"
