"""Where on a sheet the list is: titles above it, one or two rows of headings, people, sums below it.

1. The headings are the row, among the first forty, with the most cells whose words are known (``headings``), two at
   least, or one if it stands alone; a row that holds what the mapping names goes before all.
2. A second row of known words right below belongs to them: a heading may be merged over several columns.
3. A row 1, 2, 3, … below them numbers the columns.
4. Without known words, a row of words above columns of dates or numbers is headings, unknown ones.
5. What is filled above is title; a sum below (a word of sums, a number, no more) and headings repeated on a new page
   are no people either. Everything else is a person, and stays.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from homeward.lists.grid import Grid
from homeward.lists.headings import folded, meaning
from homeward.lists.values import is_total, totals
from homeward.lists.words import Kept, LeftOut, Why

_LOOKED_AT = 40
_SUM_CELLS = 4
_TITLE = 80  # characters; longer cells are sentences, no headings


@dataclass(frozen=True)
class Layout:
    """Where a grid's headings and people are.

    Attributes:
        headings: a column's headings, upper to lower; () where there are none. One entry a column of the grid.
        people: the rows (from 0) that are people.
        left_out: rows that are filled and no people.
        headed: whether there is any row of headings.
    """

    headings: tuple[tuple[str, ...], ...]
    people: npt.NDArray[np.int64]
    left_out: tuple[LeftOut, ...]
    headed: bool


def laid_out(grid: Grid, asked: frozenset[str] = frozenset()) -> Layout:
    """Find the headings and the people of a grid.

    Args:
        grid: the cells.
        asked: headings, folded, that somebody named; the row that holds them is the headings.
    """
    if grid.headings is not None:
        rows = np.flatnonzero(grid.filled().to_numpy() > 0)
        return Layout(tuple((heading,) for heading in grid.headings), rows, (), headed=True)
    head = grid.head(_LOOKED_AT)
    at = _heading_row(head, asked)
    if at is None:
        at = _unknown_heading_row(grid, head)
    elif at > 0 and _goes_on(head, at - 1):  # the lower of two rows may hold the more known words
        at -= 1
    depth = 0 if at is None else 2 if _goes_on(head, at) else 1
    start = _first_row(head) if at is None else at + depth
    headings = _headings(head[at : at + depth], grid.width) if at is not None else ((),) * grid.width
    numbered = at is not None and start < len(head) and _is_numbering(head[start])
    left_out = [
        LeftOut(row + 1, Kept.TITLE, head[row]) for row in range(at if at is not None else start) if _filled(head[row])
    ]
    if numbered:
        left_out.append(LeftOut(start + 1, Kept.NUMBERING, head[start]))
        start += 1
    counts = grid.filled().to_numpy()
    filled = counts > 0
    filled[:start] = False
    below = _sums(grid, filled & (counts <= _SUM_CELLS))
    if at is not None:
        below += _again(grid, head[at], filled)
    for each in below:
        filled[each.row - 1] = False
    left_out += sorted(below, key=lambda each: each.row)
    return Layout(headings, np.flatnonzero(filled), tuple(left_out), headed=at is not None)


def _filled(row: Sequence[str]) -> int:
    return sum(1 for cell in row if cell.strip())


def _heading_row(head: Sequence[Sequence[str]], asked: frozenset[str]) -> int | None:
    best, found = 0, None
    for place, row in enumerate(head):
        filled = [cell for cell in row if cell.strip()]
        known = [said for cell in filled if len(cell) <= _TITLE and (said := meaning(cell)) is not None]
        fields = [said for said in known if said.field is not None]
        named = sum(folded(cell) in asked for cell in filled)
        alone = len(filled) <= 2 and any(said.why is Why.HEADING for said in fields)
        if not named and not (fields and (len(known) >= 2 or alone) and len(known) >= 0.3 * len(filled)):
            continue
        score = len(known) + 10 * named
        if score > best:
            best, found = score, place
    return found


def _goes_on(head: Sequence[Sequence[str]], at: int) -> bool:
    """Tell whether the row below the headings holds headings too (rule 2)."""
    if at + 1 >= len(head) or _filled(head[at]) < 2:
        return False
    below = [cell for cell in head[at + 1] if cell.strip()]
    if not below or any(re.search(r"\d", cell) or len(cell) > _TITLE for cell in below):
        return False
    known = [said for cell in below if (said := meaning(cell)) is not None and said.why is Why.HEADING]
    gaps = sum(1 for above, cell in zip(head[at], head[at + 1], strict=True) if not above.strip() and cell.strip())
    return len(known) >= 0.5 * len(below) and (gaps > 0 or len(known) >= 2) and len(below) < _filled(head[at]) + gaps


def _headings(rows: Sequence[Sequence[str]], width: int) -> tuple[tuple[str, ...], ...]:
    """Return each column's headings; one merged over several columns stands over each that has a second one."""
    if len(rows) == 1:
        return tuple((cell.strip(),) if cell.strip() else () for cell in rows[0])
    found: list[tuple[str, ...]] = []
    over = ""
    for place in range(width):
        upper, lower = rows[0][place].strip(), rows[1][place].strip()
        over = upper or (over if lower else "")
        found.append(tuple(cell for cell in (over, lower) if cell))
    return tuple(found)


def _is_numbering(row: Sequence[str]) -> bool:
    numbers = [cell.strip().rstrip(".") for cell in row if cell.strip()]
    return len(numbers) >= 2 and numbers == [str(number) for number in range(1, len(numbers) + 1)]


def _unknown_heading_row(grid: Grid, head: Sequence[Sequence[str]]) -> int | None:
    """Find headings whose words are unknown: words above columns that hold digits nearly everywhere (rule 4)."""
    start = _first_row(head)
    if start + 2 >= grid.height or start >= len(head):
        return None
    row, below = head[start], grid.slice(start + 1, 200)
    for place, cell in enumerate(row):
        if not cell.strip() or re.search(r"\d", cell):
            continue
        column = [other[place] for other in below if other[place].strip()]
        if len(column) >= 2 and sum(re.search(r"\d", other) is not None for other in column) >= 0.8 * len(column):
            return start if not any(re.search(r"\d{3}", cell) for cell in row) else None
    return None


def _first_row(head: Sequence[Sequence[str]]) -> int:
    """Return the first row of the list where there are no headings: titles above fill one cell of many."""
    counts = [_filled(row) for row in head]
    usual = int(np.median([count for count in counts if count] or [0]))
    return next((row for row, count in enumerate(counts) if count and (count > 1 or usual <= 2)), 0)


def _sums(grid: Grid, short: npt.NDArray[np.bool_]) -> list[LeftOut]:
    """Return the rows of sums among the rows with few cells."""
    # The words are sought in whole columns at once; only what begins with one is looked at as a row.
    pattern = r"(?i)^\W*(?:" + "|".join(re.escape(word).replace("і", "[іi]") for word in totals()) + r")(?:[^\pL]|$)"
    few = np.flatnonzero(short)
    rows: set[int] = set()
    for column in grid.columns.columns:
        rows.update(few[pc.match_substring_regex(column.take(pa.array(few)), pattern).to_numpy()].tolist())
    found = []
    for row in sorted(rows):
        cells = grid.slice(row, 1)[0]
        if is_total(cells):
            found.append(LeftOut(row + 1, Kept.TOTAL, cells))
    return found


def _again(grid: Grid, headings: Sequence[str], filled: npt.NDArray[np.bool_]) -> list[LeftOut]:
    """Return the rows that repeat the headings."""
    same = filled.copy()
    for place, heading in enumerate(headings):
        if not same.any():
            return []
        same &= pc.equal(grid.columns.column(place), heading).to_numpy()
    return [LeftOut(row + 1, Kept.HEADINGS, tuple(headings)) for row in np.flatnonzero(same).tolist()]
