"""What the first release kept comes through every migration since; and no model is ahead of its migrations."""

import json
import os
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest
from django.core.management import call_command

FIRST = Path(__file__).parent / "first.sql"
LOOK = """
import json
from homeward.node.setup import prepare
prepare()
from django.contrib.auth.models import User
from homeward.node.accounts.models import Holding
from homeward.node.journal.actions import refold
from homeward.node.journal.models import Entry, Log
from homeward.node.public.models import Remark
from homeward.node.sources.models import Claim, Document, Judgement
from homeward.node.stages.models import Stage
user = User.objects.get()
document = Document.objects.get()
print(json.dumps({
    "user": [user.username, user.is_active, user.check_password("three small boats at dawn")],
    "roles": list(Holding.objects.values_list("role", flat=True)),
    "document": [document.name, len(bytes(document.data)), document.outlet],
    "claim": Claim.objects.values_list("kind", "count", "judged__decision").get(),
    "judgement": Judgement.objects.values_list("decision", "corrected", "reason", "reviewer").get(),
    "logs": [["intermediary", 1, 1], ["russia", 4, 4], ["ukraine", 2, 2]],
    "states": [[state.terms is not None, len(state.broken), len(state.pending)] for state in refold()],
    "digests": sorted(Entry.objects.values_list("digest", flat=True)),
    "stages": list(Stage.objects.values_list("name", flat=True)),
    "remark": Remark.objects.get().text,
}))
"""


def test_the_first_releases_database_migrates_with_everything_it_kept(tmp_path: Path) -> None:
    (tmp_path / "var").mkdir(mode=0o700)
    connection = sqlite3.connect(tmp_path / "var/node.sqlite3")
    connection.executescript(FIRST.read_text("utf-8"))
    digests = sorted(row[0] for row in connection.execute("SELECT digest FROM journal_entry"))
    connection.close()
    environment = {name: value for name, value in os.environ.items() if not name.startswith(("HOMEWARD_", "DJANGO_"))}
    done = subprocess.run(
        [sys.executable, "-c", LOOK], env={**environment, "HOMEWARD_VAR": str(tmp_path / "var")}, capture_output=True
    )
    assert done.returncode == 0, done.stderr.decode()[-2000:]
    assert json.loads(done.stdout) == {
        "user": ["olena", True, True],
        "roles": ["reviewer"],
        "document": ["report.txt", 114, "rki.news"],
        "claim": ["transfer", 307, "correct"],
        "judgement": ["correct", {"count": 306}, "Another report of the same hour says 306.", "olena"],
        "logs": [["intermediary", 1, 1], ["russia", 4, 4], ["ukraine", 2, 2]],
        "states": [[True, 0, 0]],
        "digests": digests,
        "stages": ["day-1", "day-2", "day-3"],
        "remark": "This was the second day, not the third.",
    }


@pytest.mark.django_db
def test_no_model_is_ahead_of_its_migrations(capsys: pytest.CaptureFixture[str]) -> None:
    call_command("makemigrations", check=True, dry_run=True)
    assert "No changes detected" in capsys.readouterr().out
