"""Whoever had an account before there were roles was a reviewer, and stays one."""

from typing import Any

from django.db import migrations


def give_their_role(apps: Any, _schema_editor: Any) -> None:
    User, Holding = apps.get_model("auth", "User"), apps.get_model("accounts", "Holding")
    for user in User.objects.filter(is_active=True, holdings=None):
        Holding.objects.create(user=user, role="reviewer")


class Migration(migrations.Migration):

    dependencies = [
        ("review", "0002_attempts_are_counted_by_accounts"),
        ("accounts", "0001_initial"),
    ]

    operations = [migrations.RunPython(give_their_role, migrations.RunPython.noop)]
