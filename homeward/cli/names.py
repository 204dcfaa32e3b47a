"""``homeward names``: are these two one name, in any script, and why?"""

import argparse
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from homeward.names import Comparison


def add(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Declare ``homeward names``."""
    command = commands.add_parser(
        "names",
        help="compare two names, in any script, and say why",
        description="Compare two full names, in any script: how likely they are one name, part by part.",
    )
    command.add_argument("a", metavar="A", help="a name, such as “Шевченко Олександр Іванович”")
    command.add_argument("b", metavar="B", help="another, such as “Aleksandr Shevchenko”")
    command.add_argument("--json", action="store_true", help="print the comparison as JSON")
    command.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    """Compare the names and print what each part says. Returns 0."""
    import json

    from homeward.names import compare

    found = compare(options.a, options.b)
    if options.json:
        print(json.dumps(as_json(found), ensure_ascii=False))
        return 0
    _print(found)
    return 0


def as_json(found: "Comparison") -> dict[str, object]:
    """Return a comparison as the JSON object that ``--json`` prints."""
    return {
        "a": found.a,
        "b": found.b,
        "bits": round(found.bits, 3),
        "probability": round(found.probability, 6),
        "reasons": [
            {"likeness": reason.likeness.value, "a": reason.a, "b": reason.b, "bits": round(reason.bits, 3)}
            for reason in found.reasons
        ],
    }


def _print(found: "Comparison") -> None:
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    from homeward.cli.columns import printable

    console = Console(highlight=False, markup=False)
    table = Table(box=None, pad_edge=False, header_style="bold", padding=(0, 2, 0, 0))
    table.add_column(Text(printable(found.a)), overflow="fold")
    table.add_column(Text(printable(found.b)), overflow="fold")
    table.add_column("bits", justify="right")
    table.add_column("because")
    for reason in found.reasons:
        style = "red" if reason.bits < -1 else ""
        table.add_row(
            Text(printable(reason.a)),
            Text(printable(reason.b)),
            f"{reason.bits:+.1f}",
            reason.likeness.value,
            style=style,
        )
    console.print(table)
    console.print(
        f"{found.bits:+.1f} bits: one name with probability {found.probability:.1%}, if both were as likely before"
    )
