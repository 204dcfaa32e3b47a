"""Which groups to keep together where not all can be: those that go the least out of their way for it.

How many groups go whole is settled before; which of them is still open, and it costs kilometres: the members of a group
are held at different sites, and only one point is the nearest for all. Every level that was reached is kept.
"""

from collections.abc import Sequence

from homeward.planning.levels import Course, kept_rows
from homeward.planning.model import Aim, Model
from homeward.planning.places import Built, Whole
from homeward.planning.solver import relax, search, whole
from homeward.planning.words import Instance, Person

_NEAR = 1e-3  # a search may end so near to the best, as a share
_NODES = 200  # or after so many nodes: the bound of the kilometres says how much that leaves


def detour(instance: Instance, group: Sequence[Person]) -> int:
    """How many kilometres more it takes to keep a group together."""
    together = min(sum(instance.km[person.site][point] for person in group) for point in instance.points)
    return together - sum(min(instance.km[person.site].values()) for person in group)


def least_detours(course: Course) -> list[int]:
    """Return columns of the model at hand by which groups go the least out of their way.

    Args:
        course: every level but the kilometres has been reached; the places of its model are stages.
    """
    built, before = course.built, course.point
    assert built is not None
    assert before is not None
    model, aim = _with_groups(built)
    rows, _ = kept_rows(built, course.reached)
    relaxed = relax(model, aim, rows)
    point = whole(relaxed.point) if relaxed.value is not None else None
    if point is None:
        point = search(model, aim, rows, gap=_NEAR, nodes=_NODES).point
    return before if point is None else point[: len(before)]


def _with_groups(built: Built) -> tuple[Model, Aim]:
    """The model with a column more for each group: whether it is one of those of its pattern that go whole."""
    model = Model(list(built.model.upper), list(built.model.rows), dict(built.model.index), list(built.model.keys))
    entries = []
    for pattern, groups in built.people.grouped.items():
        wholes = [(model.index[Whole(pattern, place)], 1) for place in built.places_for(pattern)]
        if not wholes:
            continue
        own = []
        for number, group in enumerate(groups):
            column = model.column((pattern, number), 1)
            own.append((column, -1))
            entries.append((column, -detour(built.instance, group)))
        model.row(0, 0, [*wholes, *own])
    return model, Aim(0, tuple(entries))
