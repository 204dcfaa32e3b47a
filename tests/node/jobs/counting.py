"""One kind of job more, for the tests and for processes they start: counting slowly, a row for each number."""

import time
from typing import TYPE_CHECKING

from homeward.node.accounts.roles import Right
from homeward.node.jobs.kinds import Kind, register

if TYPE_CHECKING:
    from homeward.node.jobs.work import Work

PAUSE = 0.01


def count(work: "Work") -> str:
    """Write each number down once."""
    from homeward.node.accounts.models import Look

    for number in range(work.cursor or 0, work.total or 0):
        with work.part():
            Look.objects.create(user=work.job.asked_by, act="counted", kind="number", subject=str(number))
            time.sleep(PAUSE)
            work.done = work.cursor = number + 1
    return f"Counted to {work.done}."


KIND = Kind("count", "Counting", Right.CHANGE_PEOPLE, count, lambda subject: f"/office/counted/{subject}")
register(KIND)
