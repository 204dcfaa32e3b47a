"""The app."""

from django.apps import AppConfig


class AccountsConfig(AppConfig):
    """Who works at this node."""

    name = "homeward.node.accounts"
