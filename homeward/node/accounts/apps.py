"""The app."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class AccountsConfig(AppConfig):
    """Who works at this node."""

    name = "homeward.node.accounts"

    def ready(self) -> None:
        """Put this room's pages into the navigation, and what is unusual before the auditor."""
        from homeward.node.accounts.nav import Entry, ask_needs, enter
        from homeward.node.accounts.roles import Right
        from homeward.node.accounts.views.audit import what_is_unusual

        enter(Entry("accounts", _("Accounts"), Right.MANAGE_ACCOUNTS, 90))
        enter(Entry("audit", _("Audit"), Right.AUDIT, 95))
        ask_needs(Right.AUDIT, what_is_unusual)
