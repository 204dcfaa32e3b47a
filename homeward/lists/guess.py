"""Which column is which field: by what somebody said, by the headings, by the cells, in this order.

Each field is taken from one column and each column is taken for one field; where two could be it, the surer one is,
and of equals the one further left.
"""

import difflib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import partial

import pyarrow.compute as pc

from homeward.lists.grid import Grid
from homeward.lists.headings import PART, WEAK, Meaning, folded, meaning
from homeward.lists.layout import Layout
from homeward.lists.values import is_words_of_a_name, likely_fields, readable
from homeward.lists.words import NAMES, Field, Guess, MappingError, Why

_SAMPLE_ROWS, _SAMPLE = 5_000, 300
_MISFIT = 0.5  # below this share of cells that fit, a heading is not taken at its word
_CHECKED = (Field.BORN, Field.SEX)
_BY_VALUES = 0.6  # how sure cells alone make, at most
_ROW_NUMBER = 0.8
_UNKNOWN_NAMES = 0.3
_NO_COLUMN = ""


@dataclass(frozen=True)
class _Column:
    place: int
    headings: tuple[str, ...]
    cells: Sequence[str]  # different ones, none empty, of the first rows
    distinct: bool

    @property
    def title(self) -> str:
        return " / ".join(self.headings)


def guessed(grid: Grid, layout: Layout, mapping: Mapping[Field, str], today: date) -> tuple[Guess, ...]:
    """Tell which columns hold which fields.

    Args:
        grid: the cells.
        layout: where the headings and the people are.
        mapping: a field's heading, or its column's place as ``#3``, or "" for none.
        today: the day on which the list is read.

    Raises:
        MappingError: the mapping names a column that is not there.
    """
    columns = [_column(grid, layout, place) for place in range(grid.width)]
    columns = [column for column in columns if column.headings or column.cells]
    found = _mapped(grid.name, columns, mapping, today)
    closed = set(mapping) | {guess.field for guess in found}
    taken = {guess.column for guess in found}
    by_heading, known = _headed([column for column in columns if column.place not in taken], closed, today)
    found += by_heading
    taken |= known
    closed |= {guess.field for guess in found}
    found += _by_values([column for column in columns if column.place not in taken], closed, today)
    order = list(Field)
    return tuple(sorted(found, key=lambda guess: order.index(guess.field)))


def _column(grid: Grid, layout: Layout, place: int) -> _Column:
    rows = layout.people[:_SAMPLE_ROWS]
    cells = [cell.strip() for cell in pc.take(grid.columns.column(place), rows).to_pylist()]
    filled = [cell for cell in cells if cell]
    different = list(dict.fromkeys(filled))
    return _Column(place, layout.headings[place], different[:_SAMPLE], distinct=len(different) == len(filled))


def _mapped(name: str, columns: Sequence[_Column], mapping: Mapping[Field, str], today: date) -> list[Guess]:
    by_title: dict[str, _Column] = {}
    for column in columns:
        for title in (column.title, *column.headings[-1:]):
            by_title.setdefault(folded(title), column)
        by_title[f"#{column.place + 1}"] = column
    found: dict[int, Guess] = {}
    for field, said in mapping.items():
        if said.strip() == _NO_COLUMN:
            continue
        chosen = by_title.get(said.strip() if said.startswith("#") else folded(said))
        if chosen is None:
            raise MappingError(f"{name}: there is no column “{said}” for {field.value}; {_suggestion(said, columns)}.")
        if chosen.place in found:
            other = found[chosen.place].field.value
            raise MappingError(f"{name}: column “{said}” cannot be both {other} and {field.value}.")
        fits = readable(chosen.cells, field, today) if field in _CHECKED and chosen.cells else None
        found[chosen.place] = Guess(field, chosen.place, chosen.title, 1.0, Why.MAPPING, said, fits)
    return list(found.values())


def _suggestion(said: str, columns: Sequence[_Column]) -> str:
    titles = [column.title for column in columns if column.title]
    near = difflib.get_close_matches(folded(said), [folded(title) for title in titles], n=1, cutoff=0.5)
    if near:
        meant = next(title for title in titles if folded(title) == near[0])
        return f"did you mean “{meant}”"
    if titles:
        return "there are " + ", ".join(f"“{title}”" for title in titles[:20])
    return "it has no headings: name columns by their place, such as “#1”"


def _headed(columns: Sequence[_Column], closed: set[Field], today: date) -> tuple[list[Guess], set[int]]:
    """Return what the headings say, and the places of the columns whose headings are understood, if as none of ours."""
    candidates: list[Guess] = []
    known: set[int] = set()
    for column in columns:
        said = _meaning(column.headings)
        if said is None:
            continue
        known.add(column.place)
        if said.field is None or said.field in closed:
            continue
        if said.field is Field.ID and said.sure <= WEAK and not column.distinct:
            continue  # a running number that starts anew on every page names nobody
        # A number that is given to one row each is a good enough id, and a better column goes before it.
        sure = _ROW_NUMBER if said.field is Field.ID and said.sure <= WEAK else said.sure
        guess = Guess(said.field, column.place, column.title, sure, said.why, said.evidence)
        candidates.append(_held_against(guess, column, today))
    found: dict[Field, Guess] = {}
    for guess in sorted(candidates, key=lambda guess: (-guess.sure, guess.column)):
        found.setdefault(guess.field, guess)
    return _name_beside_surname(found), known


def _name_beside_surname(found: dict[Field, Guess]) -> list[Guess]:
    """Return the guesses, a column headed ``Name`` taken for the given name where surnames have their own."""
    whole = found.get(Field.FULL_NAME)
    if whole is not None and Field.SURNAME in found and Field.GIVEN not in found and folded(whole.heading) == "name":
        found[Field.GIVEN] = replace(found.pop(Field.FULL_NAME), field=Field.GIVEN, sure=PART)
    return list(found.values())


def _held_against(guess: Guess, column: _Column, today: date) -> Guess:
    """Hold what a heading says against the cells, where cells can say no."""
    if guess.field not in _CHECKED or not column.cells:
        return guess
    fits = readable(column.cells, guess.field, today)
    return replace(guess, fits=fits, sure=guess.sure * 0.5 if fits < _MISFIT else guess.sure)


def _meaning(headings: Sequence[str]) -> Meaning | None:
    """Return what a column's headings say: the lower one, both together, or the upper one."""
    if not headings:
        return None
    said = [meaning(headings[-1]), meaning(" ".join(headings)), meaning(headings[0])]
    known = [each for each in said if each is not None]
    # A heading such as "народження" under "Дата" is clearer together; one known as a whole is clear enough alone.
    return next((each for each in known if each.why is Why.HEADING), known[0] if known else None)


def _by_values(columns: Sequence[_Column], closed: set[Field], today: date) -> list[Guess]:
    """Return what the cells of the other columns look like, for fields that no heading names."""
    shut = set(closed)
    if Field.FULL_NAME in shut:
        shut |= set(NAMES)
    elif shut & {Field.SURNAME, Field.GIVEN}:
        shut.add(Field.FULL_NAME)
    found: list[Guess] = []
    shares = {
        (column.place, field): share
        for column in columns
        if column.cells
        for field, share in likely_fields(column.cells, today, distinct=column.distinct)
    }
    given: int | None = None
    left = list(columns)
    for field in _RARITY:
        options = [(shares[column.place, field], column) for column in left if (column.place, field) in shares]
        if field in shut or not options:
            continue
        # A surname stands beside the given name; any word with a capital looks like one, a town's as well.
        far = given if field is Field.SURNAME else None
        share, column = min(options, key=partial(_preferred, far))
        found.append(Guess(field, column.place, column.title, _BY_VALUES * share, Why.VALUES, f"{share:.0%}", share))
        left.remove(column)
        shut |= set(NAMES) if field is Field.FULL_NAME else {field}
        given = column.place if field is Field.GIVEN else given
    if not shut & set(NAMES):
        found += _unknown_names(left)
    return found


def _preferred(given: int | None, option: tuple[float, _Column]) -> tuple[int, float, int]:
    share, column = option
    return (0 if given is None else abs(column.place - given), -share, column.place)


def _unknown_names(columns: Sequence[_Column]) -> list[Guess]:
    """Return the column that may hold names of which none is a known one, if there is no better."""
    shares = [
        (sum(map(is_words_of_a_name, column.cells)) / len(column.cells), -column.place, column)
        for column in columns
        if column.cells
    ]
    share, _, column = max(shares, key=lambda each: each[:2], default=(0.0, 0, None))
    if column is None or share < _MISFIT:
        return []
    sure = _UNKNOWN_NAMES * share
    return [Guess(Field.FULL_NAME, column.place, column.title, sure, Why.VALUES, f"{share:.0%}", share)]


_RARITY = (
    *(Field.BORN, Field.SEX, Field.UNIT, Field.FULL_NAME, Field.PATRONYMIC, Field.GIVEN, Field.SURNAME),
    *(Field.NUMBER, Field.ID, Field.BIRTHPLACE),
)
"""The order in which cells are believed: what is hardest to look like by chance first."""
