"""A linear model in whole numbers: columns with bounds, rows, an aim. Plain data, which the solver is given."""

from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from homeward.planning.words import Term

INFINITE = 10**12


@dataclass(frozen=True, slots=True)
class Row:
    """``low <= sum of coefficient times column <= high``; ``terms`` are those that it stands for."""

    low: int
    high: int
    entries: tuple[tuple[int, int], ...]
    terms: tuple[Term, ...] = ()


@dataclass(frozen=True, slots=True)
class Aim:
    """What is to be made as large as possible: a constant and coefficients of columns."""

    constant: int
    entries: tuple[tuple[int, int], ...]

    def value(self, point: Sequence[int]) -> int:
        """What it is at a point."""
        return self.constant + sum(coefficient * point[column] for column, coefficient in self.entries)


@dataclass(slots=True)
class Model:
    """Columns by key, each a whole number from 0 to its upper bound, and rows over them."""

    upper: list[int] = field(default_factory=list)
    rows: list[Row] = field(default_factory=list)
    index: dict[Hashable, int] = field(default_factory=dict)
    keys: list[Hashable] = field(default_factory=list)

    def column(self, key: Hashable, upper: int) -> int:
        """Add a column, and return its number."""
        number = len(self.upper)
        self.index[key] = number
        self.keys.append(key)
        self.upper.append(upper)
        return number

    def row(self, low: int, high: int, entries: Iterable[tuple[int, int]] | Mapping[int, int], *terms: Term) -> None:
        """Add a row; entries of one column are summed."""
        summed: dict[int, int] = {}
        for column, coefficient in entries.items() if isinstance(entries, Mapping) else entries:
            summed[column] = summed.get(column, 0) + coefficient
        self.rows.append(Row(low, high, tuple((c, a) for c, a in summed.items() if a), terms))
