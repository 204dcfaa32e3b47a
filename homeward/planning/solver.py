"""The solver behind one door: HiGHS. A linear relaxation with its duals, and a search in whole numbers.

HiGHS runs on one thread, with a fixed seed, and its limits count work and not seconds: the same model gives the same
answer on a slow machine as on a fast one. It is loaded when it is first needed.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from homeward.planning.model import INFINITE, Aim, Model, Row
from homeward.planning.words import PlanningError

_NEARLY = 1e-6  # how far from a whole number a value may be that is meant to be one
_NODES = 20_000  # of a search; then the best that was found is taken, and the gap stated
_STALLED = 5_000  # nodes without anything better
_WIDE = 20_000  # columns; from here on a search looks at fewer nodes, and may end near the best
_WORK = 4_000_000  # columns times nodes, then
_NEAR = 1e-5  # a share, then


@dataclass(frozen=True, slots=True)
class Relaxed:
    """The optimum without whole numbers: its value, the columns, a dual of each row; ``value`` None: there is none."""

    value: float | None
    point: Sequence[float]
    duals: Sequence[float]


@dataclass(frozen=True, slots=True)
class Found:
    """The best point in whole numbers that was found, and what the search has proven; None: none was found."""

    point: list[int] | None
    bound: float
    impossible: bool = False


def relax(model: Model, aim: Aim, rows: Sequence[Row] = ()) -> Relaxed:
    """Solve the linear relaxation.

    Args:
        model: columns and rows.
        aim: what is made as large as possible.
        rows: more rows.

    Raises:
        PlanningError: the solver gave up.
    """
    solver = _passed(model, aim, rows, whole=False)
    solver.run()
    status = str(solver.getModelStatus()).rpartition(".")[2]
    if status in {"kInfeasible", "kUnboundedOrInfeasible"}:
        return Relaxed(None, (), ())
    if status not in {"kOptimal", "kModelEmpty"}:
        raise PlanningError(f"The solver stopped ({status}) before its time; this is a mistake of this program.")
    solution = solver.getSolution()
    value = solver.getInfo().objective_function_value
    return Relaxed(aim.constant + value, solution.col_value, solution.row_dual)


def search(model: Model, aim: Aim, rows: Sequence[Row] = (), gap: float = 0.0, nodes: int = _NODES) -> Found:
    """Search for the best point in whole numbers.

    Args:
        model: columns and rows.
        aim: what is made as large as possible.
        rows: more rows.
        gap: how far from the bound is good enough, as a share.
        nodes: how many are looked at before the best that was found is taken.
    """
    solver = _passed(model, aim, rows, whole=True)
    if len(model.upper) > _WIDE:
        gap, nodes = max(gap, _NEAR), min(nodes, _WORK // len(model.upper))
    solver.setOptionValue("mip_rel_gap", gap)
    solver.setOptionValue("mip_abs_gap", 0.999 if gap == 0 else 0.0)  # values are whole: nearer than one is there
    solver.setOptionValue("mip_max_nodes", nodes)
    solver.setOptionValue("mip_max_stall_nodes", _STALLED)
    solver.run()
    info = solver.getInfo()
    if info.primal_solution_status != 2:  # kSolutionStatusFeasible
        status = str(solver.getModelStatus()).rpartition(".")[2]
        return Found(None, float("inf"), status in {"kInfeasible", "kUnboundedOrInfeasible"})
    point = [round(value) for value in solver.getSolution().col_value]
    return Found(point, aim.constant + info.mip_dual_bound)


def whole(point: Sequence[float]) -> list[int] | None:
    """The point in whole numbers, None where it is not nearly one."""
    import numpy as np

    values = np.asarray(point)
    rounded = np.rint(values)
    if values.size and float(np.max(np.abs(values - rounded))) > _NEARLY:
        return None
    return [int(value) for value in rounded]


def _passed(model: Model, aim: Aim, rows: Sequence[Row], whole: bool) -> Any:
    """Give a model to the solver."""
    import highspy
    import numpy as np

    everything = [*model.rows, *rows]
    width = len(model.upper)
    lp = highspy.HighsLp()
    lp.num_col_, lp.num_row_ = width, len(everything)
    cost = np.zeros(width)
    for column, coefficient in aim.entries:
        cost[column] += coefficient
    lp.col_cost_ = cost
    lp.col_lower_, lp.col_upper_ = np.zeros(width), np.array(model.upper, dtype=float)
    low = [-highspy.kHighsInf if row.low <= -INFINITE else row.low for row in everything]
    high = [highspy.kHighsInf if row.high >= INFINITE else row.high for row in everything]
    lp.row_lower_, lp.row_upper_ = np.array(low, dtype=float), np.array(high, dtype=float)
    lp.sense_ = highspy.ObjSense.kMaximize
    starts = np.cumsum([0, *(len(row.entries) for row in everything)])
    lp.a_matrix_.format_ = highspy.MatrixFormat.kRowwise
    lp.a_matrix_.start_ = starts.astype(np.int32)
    lp.a_matrix_.index_ = np.array([column for row in everything for column, _ in row.entries], dtype=np.int32)
    lp.a_matrix_.value_ = np.array([value for row in everything for _, value in row.entries], dtype=float)
    if whole:
        lp.integrality_ = [highspy.HighsVarType.kInteger] * width
    solver = _quiet()
    solver.setOptionValue("threads", 1)
    solver.setOptionValue("parallel", "off")
    solver.passModel(lp)
    return solver


def _quiet() -> Any:
    """A solver that says nothing: HiGHS would print its name as soon as it is made, before it can be told not to."""
    import highspy

    class Quiet(highspy.Highs):
        def enableCallbacks(self) -> None:  # noqa: N802
            self.setOptionValue("output_flag", False)
            super().enableCallbacks()  # type: ignore[no-untyped-call]

    return Quiet()  # type: ignore[no-untyped-call]
