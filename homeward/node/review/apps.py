"""The app."""

from django.apps import AppConfig


class ReviewConfig(AppConfig):
    """Reviewers and what they see."""

    name = "homeward.node.review"
