"""A plan after changes: as little as possible is otherwise than announced, then balance, then the best again.

First of all as many as can go as they were announced; that number is proven. Then what one direction owes the other is
made good as early as it can be, stage by stage. Then the objectives follow in the order of the terms, as in a first
plan, among all plans that keep as much and balance as early.
"""

from collections.abc import Mapping

from homeward.planning.again.rest import Rest, rest
from homeward.planning.again.words import Changes, Repaid, Replan, Step
from homeward.planning.check import score, violations
from homeward.planning.planner import LARGE, Progress
from homeward.planning.words import Cell, Instance, PlanningError


def replan(instance: Instance, announced: Mapping[str, Cell], changes: Changes, tell: Progress | None = None) -> Replan:
    """Plan anew after changes.

    Args:
        instance: people and terms, as they were.
        announced: the plan that was announced.
        changes: what has happened since.
        tell: is told each level of the terms when it is reached.

    Raises:
        InfeasibleError: no plan keeps all the terms that are left.
        PlanningError: what has happened cannot be, or there is too much left to plan anew.
    """
    from homeward.planning.again.course import Again  # loads the solver

    left = rest(instance, announced, changes)
    size = len(left.instance.people) * len(left.stages) * len(left.instance.points)
    if size > LARGE:
        raise PlanningError(
            f"There are {size:,} people times places left, {LARGE:,} can be planned anew; plan fewer stages."
        )
    again = Again(left)
    kept, possible = again.keep()
    repaid = tuple(again.make_good())
    levels = tuple(again.levels(tell))
    going = again.placed()
    _see(left, going, kept, levels)
    return _told(left, going, (kept, possible), repaid, levels)


def _told(
    left: Rest, going: Mapping[str, Cell], kept: tuple[int, int], repaid: tuple[Repaid, ...], levels: tuple[Step, ...]
) -> Replan:
    announced = left.announced
    return Replan(
        assignments=dict(sorted({**left.fixed, **going}.items())),
        kept=kept[0],
        possible=kept[1],
        moved=tuple(sorted(who for who in announced if who in going and going[who] != announced[who])),
        left_out=tuple(sorted(announced.keys() - going.keys())),
        lost=left.lost,
        added=tuple(sorted(going.keys() - announced.keys())),
        owing=left.owing,
        repaid=repaid,
        levels=levels,
    )


def _see(left: Rest, going: Mapping[str, Cell], kept: int, levels: tuple[Step, ...]) -> None:
    """A plan is counted before it is believed."""
    wrong = next(violations(left.instance, going), None) if left.owing is None else None
    reached = score(left.instance, going)
    if wrong is None and sum(going.get(who) == cell for who, cell in left.announced.items()) != kept:
        wrong = "it does not keep what it says."
    if wrong is None and any(reached.of(step.goal) != step.value for step in levels):
        wrong = "it does not reach what it says."
    if wrong is not None:
        raise PlanningError(f"The plan that was found is not what it should be, a mistake of this program: {wrong}")
