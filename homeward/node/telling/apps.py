"""The app."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy


class TellingConfig(AppConfig):
    """Statements for the public."""

    name = "homeward.node.telling"

    def ready(self) -> None:
        """Enter the navigation, say what waits, and what takes two people."""
        from homeward.node.accounts import nav, twofold
        from homeward.node.accounts.roles import Right
        from homeward.node.telling import needs, releasing

        nav.enter(nav.Entry("statements", gettext_lazy("Statements"), Right.DRAFT_STATEMENTS, 70))
        nav.ask_needs(Right.DRAFT_STATEMENTS, needs.to_tell)
        twofold.register(releasing.RELEASE)
        twofold.register(releasing.CONSENT)
