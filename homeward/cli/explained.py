"""``homeward plan --explain`` and ``--more``: why somebody goes or not yet; what one more would bring."""

import argparse
import json
from dataclasses import asdict
from typing import TYPE_CHECKING

from homeward.planning.words import PlanningError

if TYPE_CHECKING:
    from homeward.planning import Instance, Plan
    from homeward.planning.why.more import More


def run(options: argparse.Namespace, instance: "Instance") -> int:
    """Explain, from the plan that there is, or from one that is made for it."""
    if options.explain is not None and all(one.id != options.explain for one in instance.people):
        raise PlanningError(f"There is no {options.explain} among the people.")
    made = _plan(options, instance)
    return _more(options, instance, made) if options.explain is None else _explain(options, instance, made)


def _plan(options: argparse.Namespace, instance: "Instance") -> "Plan":
    if options.plan is not None:
        from homeward.planning.why.stated import read_stated

        return read_stated(options.plan, instance)
    from homeward.cli.plan import Progress
    from homeward.planning import plan

    with Progress() as progress:
        return plan(instance, progress.level)


def _explain(options: argparse.Namespace, instance: "Instance", made: "Plan") -> int:
    from homeward.planning.why import explain
    from homeward.planning.why.said import said

    found = explain(instance, made, options.explain)
    if options.json:
        print(json.dumps(asdict(found), ensure_ascii=False))
    else:
        print("\n".join(said(instance, found)))
    return 0


def _more(options: argparse.Namespace, instance: "Instance", made: "Plan") -> int:
    from homeward.planning.why.more import more

    if not made.levels:
        raise PlanningError(f"{options.plan}: it states no levels, so that nothing can be told beside it; plan again.")
    for one in more(instance, made):
        print(json.dumps(asdict(one), ensure_ascii=False) if options.json else _said(one), flush=True)
    return 0


def _said(one: "More") -> str:
    from homeward.cli.planned import named

    what = {"day": "A day more, like the last", "point": f"A point more, like {one.point}"}.get(one.resource.value)
    if what is None:
        where = " ".join(part for part in (one.stage, one.point) if part)
        what = f"One {one.resource.value} more each way, {where}"
    return (
        f"{what}: {'nothing at the first levels' if one.goal is None else f'{named(one.goal)} better by {one.by:,}'}."
    )
