"""Getting a node ready, from a command or a test: settings, folder, database."""

import os


def prepare(*, migrate: bool = True, verbosity: int = 0) -> None:
    """Set Django up by the environment and bring the database to the newest form.

    Set the environment (``HOMEWARD_VAR`` and the rest) before the first call: settings are read once.

    Args:
        migrate: also create the folder of the database and apply what is missing.
        verbosity: 0 is silent, 1 names what is applied.
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

    settings.ENVIRONMENT.var.mkdir(parents=True, exist_ok=True)
    call_command("migrate", interactive=False, verbosity=verbosity)
