"""One kind of job more, for the tests and for processes they start: counting slowly, a row for each number."""

import os
import time
from pathlib import Path
from typing import TYPE_CHECKING

from homeward.node.accounts.roles import Right
from homeward.node.jobs.kinds import Kind, register

if TYPE_CHECKING:
    from homeward.node.jobs.work import Work

PAUSE = 0.01
ALLOWED = os.environ.get("COUNTING_ALLOWED")  # a file that says how far to count, for tests that stop it on the way


def _allowed() -> int | None:
    return int(Path(ALLOWED).read_text()) if ALLOWED else None


def count(work: "Work") -> str:
    """Write each number down once."""
    from homeward.node.accounts.models import Look

    for number in range(work.cursor or 0, work.total or 0):
        while (limit := _allowed()) is not None and number >= limit:
            time.sleep(PAUSE)
            work.pause()
        with work.part():
            Look.objects.create(user=work.job.asked_by, act="counted", kind="number", subject=str(number))
            time.sleep(PAUSE)
            work.done = work.cursor = number + 1
    return f"Counted to {work.done}."


KIND = Kind("count", "Counting", Right.CHANGE_PEOPLE, count, lambda subject: f"/office/counted/{subject}")
register(KIND)
