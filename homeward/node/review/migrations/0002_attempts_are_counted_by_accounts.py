"""Failed sign-ins are counted by the accounts' own room."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("review", "0001_initial")]

    operations = [migrations.DeleteModel(name="Attempt")]
