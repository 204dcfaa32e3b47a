"""The app."""

from typing import cast

from django.apps import AppConfig
from django.urls import reverse
from django.utils.translation import gettext_lazy as _


class CompareConfig(AppConfig):
    """Who of a list that arrived is who in the registry."""

    name = "homeward.node.compare"

    def ready(self) -> None:
        """Say what this room has done beside the server, what it forgets with a person, and where it is found."""
        from homeward.node.accounts import nav
        from homeward.node.accounts.roles import Right
        from homeward.node.compare import actions, matching, needs
        from homeward.node.jobs import kinds
        from homeward.node.people import erasing

        title = cast("str", _("Comparing lists with the registry"))
        kinds.register(
            kinds.Kind(
                matching.KIND,
                title,
                Right.COMPARE,
                matching.compare_job,
                lambda author: reverse("compare", args=[author]),
            )
        )
        erasing.at_erasure(actions.forget)
        nav.enter(nav.Entry("comparisons", cast("str", _("Judge")), Right.COMPARE, 25))
        nav.ask_needs(Right.COMPARE, needs.waiting_for)
