"""The app."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class OperatingConfig(AppConfig):
    """The state of the node."""

    name = "homeward.node.operating"

    def ready(self) -> None:
        """Put the page into the navigation, and what is wrong before the operator."""
        from homeward.node.accounts.nav import Entry, ask_needs, enter
        from homeward.node.accounts.roles import Right
        from homeward.node.operating.views import what_is_wrong

        enter(Entry("office-state", _("State of the node"), Right.OPERATE, 92))
        ask_needs(Right.OPERATE, what_is_wrong)
