"""The app."""

from django.apps import AppConfig
from django.conf import settings
from django.utils.translation import gettext_lazy as _


class ReviewConfig(AppConfig):
    """Reviewers and what they see."""

    name = "homeward.node.review"

    def ready(self) -> None:
        """Put the queue into the office's navigation, where it is open."""
        from homeward.node.accounts.nav import Entry, enter
        from homeward.node.accounts.roles import Right

        if settings.REVIEW_OPEN:
            enter(Entry("review", _("Review"), Right.REVIEW, 80))
