"""The app."""

from typing import cast

from django.apps import AppConfig
from django.urls import reverse
from django.utils.translation import gettext_lazy as _


class PeopleConfig(AppConfig):
    """The registry of people."""

    name = "homeward.node.people"

    def ready(self) -> None:
        """Say what this room has done beside the server, what takes two people, and where it is found."""
        from homeward.node.accounts.roles import Right
        from homeward.node.jobs import kinds
        from homeward.node.people import importing

        def where(key: str) -> str:
            return reverse("import", args=[key])

        change = Right.CHANGE_PEOPLE
        read, take = cast("str", _("Reading a list")), cast("str", _("Taking in a list"))
        kinds.register(kinds.Kind(importing.READ, read, change, importing.read_job, where))
        kinds.register(kinds.Kind(importing.TAKE, take, change, importing.take_job, where))
