"""Which column of a list was taken for what: shown to a person, who may say no.

Everything here goes to standard error, so that what a command answers can be piped on.
"""

import sys
from collections.abc import Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from rich.console import Console, RenderableType

    from homeward.lists import Fault, Listing

_FAULTS = 12  # shown; all of them are in the file that is written


def console() -> "Console":
    """Return the console on standard error."""
    from rich.console import Console

    return Console(stderr=True, highlight=False, markup=False)


def printable(words: str) -> str:
    """Return words from a file as they may be shown on a terminal: on one line, never as commands to it."""
    return " ".join("".join(char if char.isprintable() else " " for char in words).split())


def show(out: "Console", listing: "Listing", what: str) -> None:
    """Show what a list is, its columns, and what is wrong with it.

    Args:
        out: where.
        listing: the list.
        what: what it is called, such as "registry".
    """
    from rich.text import Text

    from homeward.lists import DOUBTFUL, left_out

    out.print(Text(printable(f"{what}: {listing.name}"), style="bold"))
    out.print(Text(printable(_about(listing)), style="dim"))
    out.print(_table(listing))
    if missing := _missing(listing):
        out.print(Text(f"no column: {missing}", style="dim"))
    for row in listing.left_out[:_FAULTS]:
        out.print(Text(left_out(row), style="dim"))
    if any(guess.sure < DOUBTFUL for guess in listing.guesses):
        out.print(Text("Look at the columns marked “check”: they may be something else.", style="yellow"))
    if listing.month_first:
        out.print(Text("Dates such as 05/12/1990 were read with the month first.", style="yellow"))
    _faults(out, [fault for fault in listing.faults if not fault.kind.mended], "not understood", "yellow")
    _faults(out, [fault for fault in listing.faults if fault.kind.mended], "mended", "dim")
    out.print()


def _about(listing: "Listing") -> str:
    said = [
        listing.format.value,
        listing.encoding,
        None
        if not listing.separator
        else f"cells separated by “{_SEPARATORS.get(listing.separator, listing.separator)}”",
        listing.sheet and f"sheet “{listing.sheet}”",
        listing.other_sheets and "not read: sheets " + ", ".join(f"“{name}”" for name in listing.other_sheets),
        f"{len(listing):,} people",
        listing.left_out and f"{len(listing.left_out):,} other rows",
    ]
    return " · ".join(str(each) for each in said if each)


_SEPARATORS = {"\t": "tab"}


def _table(listing: "Listing") -> "RenderableType":
    from rich.table import Table
    from rich.text import Text

    from homeward.lists import DOUBTFUL, grounds

    table = Table(box=None, pad_edge=False, header_style="bold", padding=(0, 2, 0, 0))
    for name in ("field", "column", "", "because", "for example"):
        table.add_column(name, overflow="fold")
    for guess in listing.guesses:
        doubtful = guess.sure < DOUBTFUL
        example = next((cell for cell in listing.written.column(guess.column).to_pylist() if cell.strip()), "")
        table.add_row(
            Text(guess.field.value),
            Text(printable(listing.title(guess))),
            Text("check" if doubtful else "", style="yellow"),
            Text(printable(grounds(guess))),
            Text(printable(example)[:40]),
            style="yellow" if doubtful else "",
        )
    return table


def _missing(listing: "Listing") -> str:
    from homeward.lists import Field

    known = {guess.field for guess in listing.guesses}
    return ", ".join(field.value for field in Field if field not in known)


def _faults(out: "Console", faults: Sequence["Fault"], what: str, style: str) -> None:
    from rich.text import Text

    from homeward.lists import told

    if not faults:
        return
    things = "cell or row" if len(faults) == 1 else "cells or rows"
    out.print(Text(f"{len(faults):,} {things} {what}:", style=style))
    for fault in faults[:_FAULTS]:
        out.print(Text(f"  {told(fault)}", style=style))
    if len(faults) > _FAULTS:
        out.print(
            Text(f"  … and {len(faults) - _FAULTS:,} more; each is told beside its row in what is written", style=style)
        )


def agreed(out: "Console", *, yes: bool) -> bool:
    """Ask whether the columns are right; without a terminal to ask on, go on and say so."""
    if yes:
        return True
    if not sys.stdin.isatty():
        out.print("There is no terminal to ask on: going on with these columns.", style="dim")
        return True
    out.print("Are these columns right? [y/n] ", end="")
    while True:
        answer = sys.stdin.readline()
        if not answer or answer.strip().lower() in {"n", "no", "н", "ні", "нет"}:
            return False
        if answer.strip().lower() in {"y", "yes", "т", "так", "д", "да"}:
            return True
        out.print("Please answer y or n: ", end="")
