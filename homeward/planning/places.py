"""Where kinds and groups may go, and what the columns of a model are: the words between kinds and models.

A place is a cell, or all cells of a stage, where the points do not matter yet. Whoever can be seated in a stage in all
can be seated at its points, since people of one kind can be parted at will; groups cannot. A place may also be a point
in a block of stages that are not told apart, or only for those who are to go early.
"""

from dataclasses import dataclass
from typing import NamedTuple

from homeward.planning.kinds import Kind, Member, Pattern, People, View
from homeward.planning.model import Model
from homeward.planning.words import Cell, Instance


class Place(NamedTuple):
    """Stages that are not told apart, one mostly, and a point; None: all points."""

    stages: tuple[int, ...]
    point: int | None

    @property
    def cell(self) -> Cell:
        """The cell that a place is, or its first one."""
        return self.stages[0], self.point or 0


class Going(NamedTuple):
    """The column of those of a kind who go to a place, members of split groups among them."""

    kind: Kind
    place: Place


class Chosen(NamedTuple):
    """The column of how many of a kind with these days go, wherever; only where days decide."""

    member: Member


class Whole(NamedTuple):
    """The column of groups of a pattern that go whole to a place."""

    pattern: Pattern
    place: Place


class Split(NamedTuple):
    """The column of groups of a pattern of which somebody goes, but not all to one place.

    Their members are interchangeable with those of their kind who have no group: they only add to how many may go.
    """

    pattern: Pattern


class Load(NamedTuple):
    """What a unit of some columns brings wherever it goes, and the column of each place."""

    brings: tuple[tuple[Kind, int], ...]
    columns: dict[Place, int]


@dataclass(slots=True)
class Built:
    """A model, and what its columns mean."""

    instance: Instance
    view: View
    people: People
    places: tuple[Place, ...]
    early_places: tuple[Place, ...]  # of those who are early; else the same
    model: Model
    loads: list[Load]

    def places_of(self, kind: Kind) -> tuple[Place, ...]:
        """Where those of a kind may go."""
        return self.early_places if kind.early else self.places

    def places_for(self, pattern: Pattern) -> tuple[Place, ...]:
        """Where groups of a pattern may go whole."""
        if pattern.blocked:
            return ()
        return self.early_places if any(member.kind.early for member in pattern.members) else self.places


def cells_of(instance: Instance, place: Place) -> list[Cell]:
    """The cells of a place."""
    points = range(len(instance.points)) if place.point is None else (place.point,)
    return [(stage, point) for stage in place.stages for point in points]


def room(instance: Instance, place: Place) -> tuple[int, int]:
    """Seats and stretchers of a place, for each direction; a stretcher takes a seat, too."""
    seats = beds = 0
    for stage, point in cells_of(instance, place):
        name = instance.points[point]
        seats += instance.seats[name][stage]
        beds += min(instance.stretchers[name][stage], instance.seats[name][stage])
    return seats, beds
