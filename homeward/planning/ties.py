"""Of plans that are as good as each other at every level, the lottery chooses one, and not the solver.

A solver stops at the first of the best plans that it comes upon; another release, or another processor, may come upon
another. So every column has a weight, drawn from the seed and from what the column means, and the plan with the
greatest weight is taken: there is but one, whoever looks for it.
"""

import hashlib
from collections.abc import Sequence

from homeward.planning.levels import Course, kept_rows
from homeward.planning.model import Aim, Row
from homeward.planning.solver import relax, search, whole

_NODES = 2_000  # of a search; beyond, what the solver came upon is kept


def drawn_apart(course: Course, more: Sequence[Row] = ()) -> list[int]:
    """Return the columns that the lottery chooses among the best.

    Args:
        course: every level has been reached.
        more: rows beside those that keep what the levels have reached.
    """
    built, before = course.built, course.point
    assert built is not None
    assert before is not None
    seed = course.instance.lottery.encode() + b"\n"
    weights = (hashlib.sha256(seed + repr(key).encode()).digest()[:2] for key in built.model.keys)
    aim = Aim(0, tuple((column, 1 + int.from_bytes(weight)) for column, weight in enumerate(weights)))
    rows = [*kept_rows(built, course.reached)[0], *more]
    relaxed = relax(built.model, aim, rows)
    if relaxed.value is None:
        return before
    point = whole(relaxed.point)
    return point or search(built.model, aim, rows, nodes=_NODES).point or before
