"""PostgreSQL finds keys by their beginning through an index of patterns; SQLite through the one that it has."""

from typing import Any

from django.db import migrations


def add(apps: Any, schema_editor: Any) -> None:
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute("CREATE INDEX name_key_begins ON people_namekey (key varchar_pattern_ops, person_id)")
        schema_editor.execute("CREATE INDEX person_begins ON people_person (surname varchar_pattern_ops)")


def drop(apps: Any, schema_editor: Any) -> None:
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute("DROP INDEX name_key_begins")
        schema_editor.execute("DROP INDEX person_begins")


class Migration(migrations.Migration):
    dependencies = [("people", "0003_twins")]

    operations = [migrations.RunPython(add, drop)]
