"""``homeward match``: who of this list is who in the registry?

1. What is asked for is checked before anything long begins: the files, their columns, where the answer goes.
2. Every row of the list is in the answer, also those that could not be read.
3. What a person decided stays decided: ``--judged`` takes the answer back with its column *judged* filled in.
"""

import argparse
import json
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from rich.console import Console

    from homeward.cli.matched import Matched
    from homeward.lists import Listing
    from homeward.matching import Judged

_DECLINED = """Nothing was matched. Say in a file which column is which, such as
  surname = "Фамилия"
  born = "#4"
and give it with --mapping-list or --mapping-registry."""


def add(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Declare ``homeward match``."""
    command = commands.add_parser(
        "match",
        help="match a list of people against a registry",
        description="Match a list of people against a registry: who is who, how sure that is, and why.",
    )
    command.add_argument(
        "registry", metavar="REGISTRY", type=Path, help="the people you know: CSV, XLSX, XLS, ODS, Parquet"
    )
    command.add_argument("list", metavar="LIST", type=Path, help="the list that was sent to you, in any of these")
    command.add_argument("--out", metavar="FILE", type=Path, required=True, help="write the answer to this file")
    for which in ("registry", "list"):
        command.add_argument(
            f"--mapping-{which}", metavar="FILE", type=Path, help=f"which column of the {which} is what (TOML)"
        )
        command.add_argument(f"--sheet-{which}", metavar="NAME", help=f"the sheet of the {which} to read")
    command.add_argument("--judged", metavar="FILE", type=Path, help="what people decided; it is never overridden")
    command.add_argument("--yes", action="store_true", help="do not ask whether the columns are right")
    command.add_argument("--explain", action="store_true", help="open every decision into what each field says")
    command.add_argument("--json", action="store_true", help="print everything as JSON")
    command.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    """Match and write.

    Returns 0, or 1 if the person asked said that the columns are wrong.
    """
    from homeward.cli.columns import agreed, console, show
    from homeward.cli.judged import judgements
    from homeward.cli.matched import as_columns, as_json, explain, summary
    from homeward.lists import writable, write_list
    from homeward.matching.words import Outcome

    writable(options.out)
    out = console()
    registry, listing = (_read(options, which) for which in ("registry", "list"))
    show(out, registry, "registry")
    show(out, listing, "list")
    if not agreed(out, yes=options.yes):
        out.print(_DECLINED)
        return 1
    matched = _matched(out, registry, listing, judgements(options.judged) if options.judged else [])
    write_list(options.out, as_columns(matched))
    if options.json:
        print(json.dumps(as_json(matched), ensure_ascii=False))
        return 0
    from rich.console import Console

    answer = Console(highlight=False, markup=False)
    if options.explain:
        explain(answer, matched)
    answer.print(summary(matched))
    judge = matched.counts()[Outcome.TO_JUDGE]
    answer.print(f"{judge:,} of {len(listing):,} need a person to judge them; all are in {options.out}")
    return 0


def _read(options: argparse.Namespace, which: str) -> "Listing":
    from homeward.lists import read_list, read_mapping

    mapping, sheet = getattr(options, f"mapping_{which}"), getattr(options, f"sheet_{which}")
    return read_list(
        getattr(options, which),
        today=datetime.now().astimezone().date(),
        mapping=None if mapping is None else read_mapping(mapping),
        sheet=sheet,
    )


def _matched(out: "Console", registry: "Listing", listing: "Listing", judged: "list[Judged]") -> "Matched":
    """Match with a bar that shows how far it is."""
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

    from homeward.cli.matched import Matched
    from homeward.matching import Index, match

    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
    with Progress(*columns, console=out, transient=True, disable=not out.is_terminal) as progress:
        preparing = progress.add_task("preparing the registry", total=None)
        index = Index(_columns(registry))
        progress.remove_task(preparing)
        matching = progress.add_task("matching", total=len(listing))
        found = match(
            index,
            _columns(listing),
            judged=judged,
            progress=lambda done, all_rows: progress.update(matching, completed=done, total=all_rows),
        )
        decisions = list(found.decisions())
    different: dict[str, list[str]] = {}
    for each in judged:
        if not each.same:
            different.setdefault(each.list_id, []).append(each.registry_id)
    return Matched(listing, registry, decisions, different)


def _columns(listing: "Listing") -> dict[str, Any]:
    from homeward.matching import COLUMNS

    return {name: listing.people.column(name) for name in COLUMNS}
