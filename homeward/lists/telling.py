"""What was wrong with a list and what to do about it, in English, one sentence a fault.

Other languages are made where the web speaks them, from the same kinds.
"""

from homeward.lists.words import Fault, FaultKind, Guess, Kept, LeftOut, Why

_WRITE_DATE = "write it as 1990-05-12, 1990-05 or 1990"
_SAID = {
    FaultKind.LETTERS_FOR_DIGITS: "“{cell}” has letters for digits and was read as {taken}; check it",
    FaultKind.DATE_FROM_SERIAL: "{cell} was read as a spreadsheet program's day number, {taken}; check it",
    FaultKind.DATE_ABOUT: "“{cell}” is about a year, {taken}; day and month were not taken",
    FaultKind.MORE_THAN_A_DATE: "“{cell}” holds more than the date {taken}; give the rest a column of its own",
    FaultKind.YEAR_EXTENDED: "“{cell}” has two digits for the year and was read as {taken}",
    FaultKind.DATE_UNREADABLE: "“{cell}” is no date that can be read; " + _WRITE_DATE,
    FaultKind.DATE_IMPOSSIBLE: "“{cell}” is no day of the calendar; only the year {taken} was taken, ask for the day",
    FaultKind.YEAR_UNCLEAR: "“{cell}” leaves the century open; write the year in four digits",
    FaultKind.YEAR_UNLIKELY: "“{cell}” is no year in which somebody on a list is born; ask for the right one",
    FaultKind.SEX_UNREADABLE: "“{cell}” is no sex that can be read; write M or F, or leave it empty",
    FaultKind.NUMBER_SHORTENED: "“{cell}” was shortened by a spreadsheet program; make the column text and save again",
    FaultKind.NO_NAME: "there is no name in this row; it cannot be matched by name",
    FaultKind.NO_ID: "there is no id; the row number {taken} serves instead",
    FaultKind.REPEATED_ID: "the id “{cell}” is given above already; this row goes as “{taken}”, ask for other ids",
    FaultKind.LOST_CHARACTERS: "letters of “{cell}” are lost; ask for the file again, in UTF-8 or as XLSX",
    FaultKind.CELLS_BEYOND: "“{cell}” stands beyond the last heading; move it to its column",
    FaultKind.OPEN_QUOTE: "a quotation mark is opened and never closed; the row was read as it stands: check its cells",
}
_KEPT = {
    Kept.TITLE: "title",
    Kept.NUMBERING: "numbers of columns",
    Kept.HEADINGS: "headings again",
    Kept.TOTAL: "sum",
}


def told(fault: Fault) -> str:
    """Return one sentence about a fault: where, what is wrong, what was taken, what to do."""
    where = f"row {fault.row}" + (f", column “{_line(fault.column)}”" if fault.column else "")
    said = _SAID[fault.kind].format(cell=_line(fault.cell), taken=fault.taken or "nothing")
    return f"{where}: {said}."


def left_out(row: LeftOut) -> str:
    """Return one sentence about a row that is no person."""
    written = " | ".join(_line(cell) for cell in row.written if cell.strip())
    return f"row {row.row} is no person ({_KEPT[row.why]}): {written}"


def grounds(guess: Guess) -> str:
    """Return why a column was taken for a field, in a few words."""
    if guess.why is Why.MAPPING:
        return "you said so"
    if guess.why is Why.VALUES:
        return f"{guess.evidence} of its cells look like it"
    said = "its heading" if guess.why is Why.HEADING else f"its heading has “{guess.evidence}” in it"
    if guess.fits is not None and guess.fits < 1:
        said += f"; {guess.fits:.0%} of its cells can be read so"
    return said


def _line(text: str, most: int = 80) -> str:
    line = " ".join("".join(char if char.isprintable() else " " for char in text).split())
    return line if len(line) <= most else line[: most - 1] + "…"
