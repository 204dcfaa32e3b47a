"""What people decided about the rows of a list: kept, and never overridden by a run."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Protocol

import numpy as np
import numpy.typing as npt

from homeward.matching.search import Scored
from homeward.matching.words import JudgedError, Side

Person = tuple[int, int]
"""A part of a registry and a place in it."""


@dataclass(frozen=True, slots=True)
class Judged:
    """What a person decided about a row of the list; a run never overrides it.

    Attributes:
        list_id: Which row.
        registry_id: Which person; empty for nobody.
        same: Whether the row is that person. ``same`` with no person says that it is nobody of the registry.
    """

    list_id: str
    registry_id: str
    same: bool


class People(Protocol):
    """Some people of a registry, as far as decisions need them."""

    @property
    def ids(self) -> Sequence[str]:
        """Their ids."""

    def side(self, person: int, record: int) -> Side:
        """One person as evidence shows them."""

    def born(self, record: npt.NDArray[np.intp]) -> npt.NDArray[np.int32]:
        """Dates of birth of some records (see ``dates``)."""


class Registry(Protocol):
    """A registry, as far as decisions need it."""

    @property
    def parts(self) -> Sequence[People]:
        """Its people."""

    def __len__(self) -> int:
        """How many people it has, also those whom nobody asked for."""


class Judgements:
    """People's decisions, by row of the list.

    Attributes:
        settled: Rows that a person decided: who it is, None for nobody.
        refused: (row, part, person) that a person said are not one.
    """

    def __init__(self, judged: Iterable[Judged], index: Registry, ids: Sequence[str]) -> None:
        """Find the rows and people that are meant.

        Raises:
            JudgedError: A decision names a row or a person that is not there, or two of them contradict each other.
        """
        decided = list(judged)
        rows = {list_id: row for row, list_id in enumerate(ids)} if decided else {}
        wanted = {one.registry_id for one in decided if one.registry_id}
        people: dict[str, Person] = {}
        for number, part in enumerate(index.parts if wanted else ()):
            people |= {person: (number, at) for at, person in enumerate(part.ids) if person in wanted}
        self.settled: dict[int, Person | None] = {}
        self.refused: set[tuple[int, int, int]] = set()
        for one in decided:
            if one.list_id not in rows:
                raise JudgedError(f"a decision is about row {one.list_id!r}, which the list does not have")
            if one.registry_id and one.registry_id not in people:
                raise JudgedError(f"a decision names {one.registry_id!r}, whom the registry does not have")
            row, person = rows[one.list_id], people.get(one.registry_id)
            if one.same:
                if self.settled.get(row, person) != person:
                    raise JudgedError(f"row {one.list_id!r} was judged to be two different people: withdraw one")
                self.settled[row] = person
            elif person is not None:
                self.refused.add((row, *person))
        owners: dict[Person, int] = {}
        for row, settled in self.settled.items():
            if settled is not None and owners.setdefault(settled, row) != row:
                raise JudgedError(f"rows {ids[owners[settled]]!r} and {ids[row]!r} were judged to be the same person")
        self.owners = owners

    def left(self, scored: Scored) -> Scored:
        """The candidates that people's decisions leave: no refused ones, and a settled person for no other row."""
        if not self.settled and not self.refused:
            return scored
        keep = [
            (row, *person) not in self.refused
            and self.owners.get(person, row) == row
            and (row not in self.settled or self.settled[row] == person)
            for row, person in zip(
                scored.row.tolist(), zip(scored.part.tolist(), scored.person.tolist(), strict=True), strict=True
            )
        ]
        return scored.take(np.array(keep, bool))
