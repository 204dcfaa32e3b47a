"""Who says what: the figures of an exchange as one table, a column for each side."""

from collections.abc import Sequence
from dataclasses import dataclass

from homeward.node.public.listing import OTHERS, anchor, belongs
from homeward.weighing.words import Figure, Value


@dataclass(frozen=True, slots=True)
class Line:
    """One figure: what each column's voices say, in the order of ``columns``."""

    figure: Figure
    anchor: str
    cells: tuple[tuple[Value, ...], ...]


@dataclass(frozen=True, slots=True)
class Table:
    """The table; ``columns`` are the parties' keys and ``others``, ``signed`` says whether any figure is signed."""

    columns: tuple[str, ...]
    lines: tuple[Line, ...]
    signed: bool


def table(figures: Sequence[Figure], parties: Sequence[str]) -> Table:
    """Return who says what of these figures; a column that nobody fills is left out."""
    columns = (*parties, OTHERS)
    lines = [
        Line(
            figure=figure,
            anchor=anchor(figure),
            cells=tuple(
                tuple(
                    value for value in figure.values if any(belongs(voice, column, parties) for voice in value.voices)
                )
                for column in columns
            ),
        )
        for figure in figures
    ]
    filled = [number for number, _ in enumerate(columns) if any(line.cells[number] for line in lines)]
    return Table(
        columns=tuple(columns[number] for number in filled),
        lines=tuple(Line(line.figure, line.anchor, tuple(line.cells[number] for number in filled)) for line in lines),
        signed=any(figure.signed is not None for figure in figures),
    )
