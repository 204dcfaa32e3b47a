"""Getting a node ready, from a command or a test: settings, folder, database."""

import os

from homeward.node import NodeError


class NoDatabaseError(NodeError):
    """The database of ``HOMEWARD_DATABASE`` cannot be used: why, and what to do."""


def prepare(*, migrate: bool = True, verbosity: int = 0) -> None:
    """Set Django up by the environment and bring the database to the newest form.

    Set the environment (``HOMEWARD_VAR`` and the rest) before the first call: settings are read once.

    Args:
        migrate: also create the folder of the database and apply what is missing.
        verbosity: 0 is silent, 1 names what is applied.

    Raises:
        NoDatabaseError: the database does not answer, or is not made as a node needs it.
    """
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "homeward.node.settings")
    import django
    from django.apps import apps

    if not apps.ready:
        django.setup()
    if not migrate:
        return
    from django.conf import settings
    from django.core.management import call_command

    os.umask(0o077)  # what a node makes is its own alone
    settings.ENVIRONMENT.var.mkdir(mode=0o700, parents=True, exist_ok=True)
    _check_database()
    call_command("migrate", interactive=False, verbosity=verbosity)


def _check_database() -> None:
    from django.db import DatabaseError, connection

    from homeward.node.database import unfit

    if connection.vendor != "postgresql":
        return
    try:
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT pg_encoding_to_char(encoding), datcollate FROM pg_database WHERE datname = current_database()"
            )
            encoding, order = cursor.fetchone()
    except DatabaseError as error:
        raise NoDatabaseError(f"HOMEWARD_DATABASE does not answer: {str(error).strip().splitlines()[0]}") from error
    if problem := unfit(encoding, order):
        raise NoDatabaseError(problem)
