"""The model that the problem is usually told as: a binary for each person, stage and point; levels one after the other.

    python -m benchmarks.planning.naive highs|cpsat SECONDS < INSTANCE

Prints a JSON object a level that was proven, and ends when its seconds of CPU are spent. It reads the generator's
fields only. Both solvers get the same model: HiGHS with its default settings, CP-SAT with two workers.
"""

import json
import resource
import sys
from collections import Counter, defaultdict
from dataclasses import dataclass, field
from typing import Any

Terms = dict[int, int]


@dataclass
class Naive:
    """Binaries by number, rows, and the levels, each to be made as large as possible."""

    count: int = 0
    rows: list[tuple[int, int, Terms]] = field(default_factory=list)
    levels: list[tuple[str, int, Terms]] = field(default_factory=list)  # name, sign, entries

    def binary(self) -> int:
        """Return the number of a new binary."""
        self.count += 1
        return self.count - 1


def model(given: dict[str, Any]) -> Naive:
    """Return the naive model of an instance."""
    naive = Naive()
    cells = [(s, p) for s in range(len(given["stages"])) for p in given["points"]]
    refused, insisted = set(given["refused"]), set(given["insisted"])
    sums: dict[str, Terms] = defaultdict(dict)
    loads: dict[tuple[object, ...], Terms] = defaultdict(dict)
    groups: dict[str, list[dict[tuple[int, str], int]]] = defaultdict(list)
    sizes = Counter(one["group"] for one in given["people"])
    for one in given["people"]:
        if one["id"] in refused:
            continue
        own = {cell: naive.binary() for cell in cells}
        naive.rows.append((int(one["id"] in insisted), 1, dict.fromkeys(own.values(), 1)))
        for (s, p), x in own.items():
            _count(given, one, s, p, x, sums, loads)
        if one["group"]:
            groups[one["group"]].append(own)
    for group, members in groups.items():
        touched = naive.binary()
        naive.rows += [(0, 1, {touched: 1, **dict.fromkeys(own.values(), -1)}) for own in members]
        sums["together"][touched] = -1
        for cell in cells if len(members) == sizes[group] else ():
            whole = naive.binary()
            naive.rows += [(0, 1, {own[cell]: 1, whole: -1}) for own in members]
            sums["together"][whole] = 2
    _limits(given, naive, loads)
    names = ["moved", *(f"class {n}" for n in range(len(given["classes"]))), "prompt", "together", "waited", "km"]
    naive.levels = [(name, -1 if name in {"prompt", "km"} else 1, sums[name]) for name in names]
    return naive


def _count(
    given: dict[str, Any], one: dict[str, Any], s: int, p: str, x: int, sums: dict[str, Terms], loads: dict[Any, Terms]
) -> None:
    sums["moved"][x] = sums[f"class {one['class']}"][x] = 1
    sums["waited"][x], sums["km"][x] = one["days"], given["km"][one["site"]][p]
    if one["class"] < 2:
        sums["prompt"][x] = s + 1
    way = one["direction"]
    loads["seats", way, s, p][x] = loads["flow", way, s][x] = 1
    if one["stretcher"]:
        loads["stretchers", way, s, p][x] = 1
    if one["category"] == "civilian":
        loads["civilians", way, s][x] = 1


def _limits(given: dict[str, Any], naive: Naive, loads: dict[tuple[object, ...], Terms]) -> None:
    for s in range(len(given["stages"])):
        for way in given["quota"]:
            naive.rows.append((0, given["quota"][way][s], loads["flow", way, s]))
            if given["civilians"]:
                agreed = given["civilians"][way][s]
                naive.rows.append((agreed, agreed, loads["civilians", way, s]))
            for p in given["points"]:
                for what in ("seats", "stretchers"):
                    naive.rows.append((0, given[what][p][s], loads[what, way, s, p]))
        one, two = sorted(given["quota"])
        difference = {**loads["flow", one, s], **dict.fromkeys(loads["flow", two, s], -1)}
        naive.rows.append((-given["tolerance"], given["tolerance"], difference))


def by_highs(naive: Naive) -> None:
    """Solve it by HiGHS, level by level."""
    import highspy
    import numpy as np

    rows = list(naive.rows)
    for name, sign, entries in naive.levels:
        lp = highspy.HighsLp()
        lp.num_col_, lp.num_row_ = naive.count, len(rows)
        cost = np.zeros(naive.count)
        cost[list(entries)] = list(entries.values())
        lp.col_cost_, lp.col_lower_, lp.col_upper_ = cost, np.zeros(naive.count), np.ones(naive.count)
        lp.row_lower_, lp.row_upper_ = (np.array([row[side] for row in rows], dtype=float) for side in (0, 1))
        lp.sense_ = highspy.ObjSense.kMaximize if sign > 0 else highspy.ObjSense.kMinimize
        lp.a_matrix_.format_ = highspy.MatrixFormat.kRowwise
        lp.a_matrix_.start_ = np.cumsum([0, *(len(row[2]) for row in rows)]).astype(np.int32)
        lp.a_matrix_.index_ = np.array([x for row in rows for x in row[2]], dtype=np.int32)
        lp.a_matrix_.value_ = np.array([a for row in rows for a in row[2].values()], dtype=float)
        lp.integrality_ = [highspy.HighsVarType.kInteger] * naive.count
        solver = highspy.Highs()
        solver.setOptionValue("output_flag", False)
        solver.setOptionValue("mip_rel_gap", 0.0)
        solver.passModel(lp)
        solver.run()
        if solver.getModelStatus() != highspy.HighsModelStatus.kOptimal:
            break
        value = round(solver.getInfo().objective_function_value)
        print(json.dumps({"level": name, "value": value}), flush=True)
        rows.append((value, value, entries))


def by_cpsat(naive: Naive) -> None:
    """Solve it by CP-SAT, level by level."""
    from ortools.sat.python import cp_model

    told = cp_model.CpModel()
    columns = [told.new_bool_var("") for _ in range(naive.count)]
    for low, high, entries in naive.rows:
        told.add_linear_constraint(_sum(cp_model, columns, entries), low, high)
    for name, sign, entries in naive.levels:
        total = _sum(cp_model, columns, entries)
        if sign > 0:
            told.maximize(total)
        else:
            told.minimize(total)
        solver = cp_model.CpSolver()
        solver.parameters.num_workers = 2
        if solver.solve(told) != cp_model.OPTIMAL:
            break
        value = round(solver.objective_value)
        print(json.dumps({"level": name, "value": value}), flush=True)
        told.add_linear_constraint(total, value, value)
        told.clear_hints()
        for column in columns:
            told.add_hint(column, solver.value(column))


def _sum(cp_model: Any, columns: list[Any], entries: Terms) -> Any:
    return cp_model.LinearExpr.weighted_sum([columns[x] for x in entries], list(entries.values()))


if __name__ == "__main__":
    resource.setrlimit(resource.RLIMIT_CPU, (int(sys.argv[2]), int(sys.argv[2]) + 5))
    {"highs": by_highs, "cpsat": by_cpsat}[sys.argv[1]](model(json.load(sys.stdin)))
