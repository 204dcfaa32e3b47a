"""Makes the exercise from nothing: participants, logs, documents, the weighed record; and remembers what came of it.

The account is written last: where it is missing, the exercise was interrupted, and the next run makes it anew.
"""

import os
import secrets
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from homeward.ledger import Log, export
from homeward.node import NodeError
from homeward.node.demo import cast, office
from homeward.node.demo.agreeing import HELD_BY
from homeward.node.demo.play import STEPS, acts
from homeward.node.demo.story import CIVILIANS, LISTED, NAMES, PARTIES, SERVICEMEN
from homeward.node.demo.table import Table
from homeward.node.desk import cosigning
from homeward.node.desk.desk import Desk

if TYPE_CHECKING:
    from homeward.node.demo.account import Account

FOLDER, DATABASE, KEY = "exercise", "node.sqlite3", "secret-key"  # what the exercise puts under var/
ACCOUNT = "account.json"
LOGS = "logs"
Watch = Callable[[str], None]


class ExerciseError(NodeError):
    """The exercise cannot be made here, or did not end as it must: why, and what to do."""


def settle(var: Path) -> None:
    """Make the folder and set the environment of an exercise node: its key, banner and desk, uploads and office open.

    Raises:
        ExerciseError: the folder holds a node that is not an exercise.
    """
    if (var / DATABASE).exists() and not (var / FOLDER).exists():
        raise ExerciseError(f"{var} holds a node that is not an exercise; name another folder in HOMEWARD_VAR.")
    var.mkdir(mode=0o700, parents=True, exist_ok=True)
    var.chmod(0o700)
    (var / FOLDER).mkdir(mode=0o700, exist_ok=True)
    key = var / KEY
    if not key.exists():
        with os.fdopen(os.open(key, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w", encoding="ascii") as file:
            file.write(secrets.token_urlsafe(64))
    os.environ.update(
        HOMEWARD_VAR=str(var),
        HOMEWARD_SECRET_KEY_FILE=str(key),
        HOMEWARD_EXERCISE="1",
        HOMEWARD_UPLOADS="open",
        HOMEWARD_REVIEW="open",
        HOMEWARD_OFFICE="open",
        HOMEWARD_DESK=str(var / FOLDER / office.NODE),
    )


def recognise(var: Path) -> None:
    """Set the environment of the exercise that is under a folder; do nothing if there is none, or a key is named."""
    if (var / FOLDER / ACCOUNT).exists() and (var / KEY).exists() and not os.environ.get("HOMEWARD_SECRET_KEY_FILE"):
        settle(var)


def forget(var: Path) -> None:
    """Take away what an exercise has put under a folder, so that it can be made anew."""
    shutil.rmtree(var / FOLDER)
    (var / FOLDER).mkdir(mode=0o700)
    for suffix in ("", "-wal", "-shm"):
        (var / f"{DATABASE}{suffix}").unlink(missing_ok=True)


def count(documents: list[Path]) -> int:
    """Return how many steps ``make`` tells of, for a progress bar."""
    from homeward.weighing import public_documents

    return STEPS + len(public_documents()) + len(documents) + 2


def make(var: Path, documents: list[Path], watch: Watch) -> "Account":
    """Play the exercise, take its logs into the node, read the reports, weigh everything.

    Args:
        var: where; ``settle``, ``forget`` and ``homeward.node.setup.prepare`` have been called for it.
        documents: further reports to read, beside those that are bundled.
        watch: is told each step as it is done; ``count`` says how many there are.

    Raises:
        ExerciseError: the signed record does not end as the story does.
    """
    from homeward.node.demo.account import account
    from homeward.node.journal import actions as journal
    from homeward.node.public.actions import reweigh

    folder = var / FOLDER
    steps = []
    table = Table.laid(folder)
    for step in acts(table):
        steps.append((step.time.isoformat(), step.says))
        watch(step.says)
    _publish(folder)
    journal.import_logs(folder / name / "log.sqlite3" for name in NAMES)
    (state,) = journal.states_held()
    if state.broken or state.pending or state.closing.closed is None:
        broken = "; ".join(str(one) for one in state.broken) or "the exchange is not closed"
        raise ExerciseError(f"The exercise did not end as it must: {broken}.")
    (other,) = (party for party in PARTIES if party != office.NODE)
    office.furnish(folder, table, cast.people(HELD_BY[other], LISTED[SERVICEMEN], LISTED[CIVILIANS]))
    watch("The office is furnished: who is held and sought, and who works there")
    read = list(_read(documents, watch))
    reweigh()
    watch("Weighed: every report against the others and against the signed record")
    told = account(state, steps, read)
    told.save(folder / ACCOUNT)
    return told


def _publish(folder: Path) -> None:
    """Write every log as tiles, its checkpoint cosigned, with the keys they are checked with, as a server would."""
    keys = []
    for name in NAMES:
        desk = Desk.open(folder / name)
        with Log.open(desk.path(name)) as log:
            export(log, folder / LOGS / name)
        (folder / LOGS / name / "checkpoint").write_text(cosigning.note(desk, name), "utf-8")
        keys += [f"{desk.card.log_key}\n", f"{desk.card.witness_key}\n"]
    (folder / LOGS / "keys").write_text("".join(keys), "utf-8")


def _read(paths: list[Path], watch: Watch) -> Iterator[tuple[str, str, str, int]]:
    from homeward.node.sources.actions import add_document
    from homeward.weighing import public_documents

    for text in public_documents():
        meta = {"title": text.title, "outlet": text.outlet, "url": text.url, "language": text.language}
        row = add_document(f"{text.name}.txt", text.text.encode(), text.published, meta)
        watch(f"Read: {row.title}")
        yield row.title, row.outlet, row.language, row.claims.count()
    for path in paths:
        row = add_document(path.name, path.read_bytes())
        watch(f"Read: {row.title or path.name}")
        yield row.title or path.name, row.outlet, row.language, row.claims.count()
