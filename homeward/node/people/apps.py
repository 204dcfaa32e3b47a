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
        from homeward.node.accounts import nav, twofold
        from homeward.node.accounts.roles import Right
        from homeward.node.jobs import kinds
        from homeward.node.people import erasing, importing, merging

        def where(key: str) -> str:
            return reverse("import", args=[key])

        change = Right.CHANGE_PEOPLE
        read, take = cast("str", _("Reading a list")), cast("str", _("Taking in a list"))
        kinds.register(kinds.Kind(importing.READ, read, change, importing.read_job, where))
        kinds.register(kinds.Kind(importing.TAKE, take, change, importing.take_job, where))
        twins, scrub = cast("str", _("Looking for records of one person")), cast("str", _("Writing the database anew"))
        kinds.register(kinds.Kind(merging.FIND, twins, change, merging.find_job, lambda _key: reverse("twins")))
        kinds.register(kinds.Kind(erasing.SCRUB, scrub, Right.ERASE_PEOPLE, erasing.scrub_job))
        twofold.register(twofold.Kind(merging.KIND, change, merging.describe, merging.carry_out))
        twofold.register(twofold.Kind(erasing.KIND, Right.ERASE_PEOPLE, erasing.describe, erasing.carry_out))
        nav.enter(nav.Entry("people", cast("str", _("People")), Right.SEE_PEOPLE, 20))
        nav.enter(nav.Entry("imports", cast("str", _("Imports")), change, 21))
