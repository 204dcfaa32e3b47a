"""The app."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy


class AgreeingConfig(AppConfig):
    """The exchange desk."""

    name = "homeward.node.agreeing"

    def ready(self) -> None:
        """Put the desk into the office: its navigation, what waits for somebody, what takes two people."""
        from homeward.node.accounts import nav, twofold
        from homeward.node.accounts.roles import Right
        from homeward.node.agreeing import binding, needing

        nav.enter(nav.Entry("exchange", gettext_lazy("Exchange"), Right.SEE_EXCHANGE, 40))
        nav.ask_needs(Right.NEGOTIATE, needing.needs)
        twofold.register(binding.KIND)
