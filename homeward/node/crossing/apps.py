"""The app."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy


class CrossingConfig(AppConfig):
    """The day people are handed over."""

    name = "homeward.node.crossing"

    def ready(self) -> None:
        """Enter the navigation, say what waits, and what takes two people."""
        from homeward.node.accounts import nav, twofold
        from homeward.node.accounts.roles import Right
        from homeward.node.crossing import needs, settling

        nav.enter(nav.Entry("crossings", gettext_lazy("Handover day"), Right.SEE_EXCHANGE, 60))
        nav.enter(nav.Entry("wishes", gettext_lazy("Wishes"), Right.RECORD_WISHES, 65))
        nav.ask_needs(Right.RECORD_CROSSING, needs.to_sign)
        nav.ask_needs(Right.SEE_EXCHANGE, needs.differing)
        nav.ask_needs(Right.RECORD_WISHES, needs.wishes)
        twofold.register(settling.RESOLVE)
        twofold.register(settling.ACCEPT)
