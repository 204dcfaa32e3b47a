"""``homeward weigh``: read files, weigh what they say, and print who says what and what does not fit."""

import argparse
import json
import sys
from collections.abc import Iterable, Sequence
from contextlib import nullcontext
from pathlib import Path
from typing import TYPE_CHECKING

from homeward import HomewardError
from homeward.cli.printable import shown

if TYPE_CHECKING:
    from rich.console import Console

    from homeward.reading import Reading
    from homeward.weighing import Deal, Exchange, Figure, PublicRecord, Row, SignedRecord


class LogsError(HomewardError):
    """The logs given cannot be relied on."""


def add(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Declare ``homeward weigh``."""
    command = commands.add_parser(
        "weigh",
        help="weigh what documents say against each other, the public record and signed logs",
        description="Read documents, weigh what they say against each other, against the bundled public record and, "
        "with --logs, against what the participants have signed. Without FILES, the bundled reports of May 2025.",
    )
    command.add_argument(
        "files",
        metavar="FILE",
        nargs="*",
        type=Path,
        help="text, HTML, PDF, DOCX, ODT or pictures to be weighed, or a folder",
    )
    command.add_argument(
        "--state", "--logs", dest="logs", metavar="DIR", type=Path,
        help="exported logs of the participants of an exchange",
    )  # fmt: skip
    command.add_argument("--all", action="store_true", help="the whole record, not only what the documents speak of")
    command.add_argument("--json", action="store_true", help="write the record as JSON")
    command.add_argument("--out", metavar="FILE", type=Path, help="write to a file instead of the screen")
    command.add_argument("--table", metavar="FILE", type=Path, help="also write every voice as a row (.csv, .xlsx, …)")
    command.add_argument(
        "--history", action="store_true", help="how the record changed as the documents were published"
    )
    command.add_argument("--watch", metavar="DIR", type=Path, help="go on: weigh what comes into this folder")
    command.add_argument("--every", metavar="SECONDS", type=float, default=2.0, help="how often to look into it")
    command.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    """Weigh and say so; 0, 1 if some file could not be read, 2 if none could."""
    from homeward.cli.files import Files
    from homeward.lists import writable
    from homeward.weighing import public_rows, weigh

    if options.table is not None:
        writable(options.table)
    signed = _signed(options.logs) if options.logs else None
    rows = public_rows() if _bundled(signed) else ()
    if options.watch is not None:
        return _watch(options, rows, signed)
    files = Files(options.files)
    readings = list(files if options.files else _bundled_reports())
    if options.files and not readings:
        return files.status()
    _write(weigh(readings, rows, signed), readings, options)
    if options.history:
        _tell_history(readings, rows, signed)
    return files.status() if options.files else 0


def _write(record: "PublicRecord", readings: "list[Reading]", options: argparse.Namespace) -> None:
    from homeward.weighing.plain import plain

    spoken = record if options.all else _spoken_of(record, {reading.document.name for reading in readings})
    with options.out.open("w", encoding="utf-8") if options.out else nullcontext(sys.stdout) as file:
        if options.json:
            json.dump(plain(spoken), file, ensure_ascii=False, indent=1)
            file.write("\n")
        else:
            from rich.console import Console

            width = 120 if options.out else None
            console = Console(file=file, width=width, highlight=False, soft_wrap=False)
            _print(spoken, readings, console)
    if options.table is not None:
        _tabulate(spoken, options.table)


def _tabulate(record: "PublicRecord", path: Path) -> None:
    """Write a row for each voice on each figure."""
    from itertools import chain

    from homeward.lists import write_list
    from homeward.weighing import Deal, Exchange
    from homeward.weighing.plain import VOICE_COLUMNS, plain, voice_rows

    holders = chain[Exchange | Deal](record.exchanges, record.deals)
    rows = [(one.key, *(plain(cell) for cell in row)) for one in holders for row in voice_rows(one)]
    columns = ("page", *VOICE_COLUMNS)
    write_list(path, {name: [row[number] for row in rows] for number, name in enumerate(columns)})


def _tell_history(readings: "list[Reading]", rows: "Sequence[Row]", signed: "SignedRecord | None") -> None:
    from homeward.cli import weighed
    from homeward.weighing.changes import history

    for step in history(readings, rows, signed):
        print(f"\n{step.day or 'without a day'}: {shown(', '.join(step.documents))}")
        for change in step.changes:
            print(f"  {weighed.change(change)}")
        if not step.changes:
            print("  nothing new")


def _watch(options: argparse.Namespace, rows: "Sequence[Row]", signed: "SignedRecord | None") -> int:
    """Weigh what is in a folder and what comes into it, and say what that changed, until interrupted."""
    import time

    from homeward.cli import weighed
    from homeward.cli.files import Files, found
    from homeward.cli.watching import Watched
    from homeward.weighing import weigh
    from homeward.weighing.changes import changes

    if not options.watch.is_dir():
        raise HomewardError(f"{options.watch} is no folder; name one that is there.")
    watched = Watched(options.watch)
    held = {reading.document.name: reading for reading in Files(options.files)}
    before = weigh(held.values(), rows, signed)
    print(f"Watching {shown(str(options.watch))}; end with Ctrl-C.", flush=True)
    while True:
        came = {reading.document.name: reading for reading in Files(list(watched.quiet(found([options.watch]))))}
        if came:
            held |= came
            after = weigh(held.values(), rows, signed)
            for name, reading in came.items():
                print(f"{shown(name)}: {len(reading.claims)} claims", flush=True)
            for change in changes(before, after):
                print(f"  {weighed.change(change)}", flush=True)
            before = after
            if options.out is not None or options.table is not None:
                _write(after, list(held.values()), options)
        time.sleep(options.every)


def _bundled(signed: "SignedRecord | None") -> bool:
    """The bundled record is of Russia and Ukraine: it is no measure for the exchanges of others."""
    return signed is None or set(signed.parties) == {"russia", "ukraine"}


def _bundled_reports() -> "Iterable[Reading]":
    from homeward.reading import read
    from homeward.weighing import public_documents

    return (read(document) for document in public_documents())


def _signed(folder: Path) -> "SignedRecord | None":
    """Prove and fold the logs below a folder; what cannot be proved is not weighed with."""
    from homeward.cli.logs import find, forks, prove
    from homeward.exchange import fold
    from homeward.weighing import signed_record

    proofs = [prove(path, []) for path in find([folder])]
    for proof in proofs:
        if proof.problem:
            raise LogsError(f"The log of {proof.participant} is not proved: {proof.problem}")
    for fork in forks(proofs):
        raise LogsError(f"{fork.one.participant} has signed two histories; homeward verify {folder} says where.")
    exchanges = {proof.exchange for proof in proofs}
    if len(exchanges) > 1:
        raise LogsError(f"{folder} holds logs of {len(exchanges)} exchanges; give those of one.")
    record = signed_record(fold([entry for proof in proofs for entry in proof.entries]))
    if record is None:
        raise LogsError(f"{folder} holds no exchange whose terms are in force; give the logs of all its parties.")
    return record


def _spoken_of(record: "PublicRecord", names: set[str]) -> "PublicRecord":
    """What the documents speak of, the deals of those exchanges with all their stages, and what is signed."""
    from dataclasses import replace

    mine = {one.key for one in record.exchanges if one.signed or names & {source.key for source in one.sources}}
    reached = {deal.key for deal in record.deals if mine & set(deal.stages)}
    mine |= {key for deal in record.deals if deal.key in reached for key in deal.stages}
    # of a deal whose stages nobody tells of, what is said to have been agreed
    reached |= {
        deal.key
        for deal in record.deals
        if any(voice.document in names for figure in deal.figures for voice in figure.voices)
    }
    return replace(
        record,
        exchanges=tuple(one for one in record.exchanges if one.key in mine),
        deals=tuple(deal for deal in record.deals if deal.key in reached),
        checks=tuple(check for check in record.checks if check.parts[-1].where in mine),
        copies=tuple(group for group in record.copies if names & set(group.documents)),
    )


def _print(record: "PublicRecord", readings: "list[Reading]", console: "Console") -> None:
    from homeward.cli import weighed

    claims = sum(len(reading.claims) for reading in readings)
    console.print(f"{len(readings)} documents, {claims} claims, {len(record.exchanges)} exchanges.", style="bold")
    for reading in readings:
        if not reading.claims:
            console.print(f"No claims were read from {reading.document.name}.", markup=False)
    _print_list("Copies", [weighed.copies(group) for group in record.copies], console)
    for exchange in record.exchanges:
        _print_exchange(exchange, console)
    for deal in record.deals:
        _print_deal(deal, console)
    _print_list("Along time", [weighed.check(check) for check in record.checks if not check.holds], console)
    _print_list("Not placed", [weighed.unplaced(one) for one in record.unplaced], console)


def _print_exchange(exchange: "Exchange", console: "Console") -> None:
    from homeward.cli import weighed

    stage = f", stage {exchange.stage} of {exchange.deal}" if exchange.deal and exchange.stage else ""
    console.print(f"\n{exchange.key}  {weighed.KINDS[exchange.kind]}{stage}", style="bold", markup=False)
    for name, said in (("agreed", exchange.agreements), ("mediated by", exchange.mediators), ("at", exchange.places)):
        if said:
            console.print(f"{name} " + ", ".join(one.value for one in said), markup=False)
    _print_figures(exchange.figures, console)
    _print_list("Contradicted", [weighed.contradiction(one, exchange.key) for one in exchange.contradictions], console)
    _print_list("Told early", list(dict.fromkeys(weighed.early(one) for one in exchange.early)), console)
    _print_list("Checks", list(dict.fromkeys(weighed.check(one) for one in exchange.checks)), console)


def _print_deal(deal: "Deal", console: "Console") -> None:
    from homeward.cli import weighed

    name = f" ({deal.name})" if deal.name else ""
    console.print(f"\nDeal {deal.key}{name}: {', '.join(deal.stages)}", style="bold", markup=False)
    _print_figures(deal.figures, console)
    _print_list("Contradicted", [weighed.contradiction(one, deal.key) for one in deal.contradictions], console)
    _print_list("Checks", list(dict.fromkeys(weighed.check(one) for one in deal.checks)), console)


def _print_figures(figures: "Iterable[Figure]", console: "Console") -> None:
    from rich.markup import escape
    from rich.table import Table

    from homeward.cli import weighed

    table = Table(box=None, pad_edge=False, padding=(0, 2, 0, 0), header_style="dim")
    for column in ("figure", "headline", "rule", "standing", "who says what"):
        table.add_column(column, overflow="fold", min_width=8)
    for figure in figures:
        said = []
        for value in figure.values:
            against = f" [{weighed.AGAINST[value.against]}]" if value.against else ""
            number = "" if len(figure.values) == 1 else f"{weighed.count(value.count, value.qualifier)}: "
            said.append(f"{number}{weighed.voices(value)}{against}")
        table.add_row(
            escape(weighed.measure(figure.measure)),
            weighed.headline(figure.headline),
            weighed.RULES[figure.headline.rule],
            weighed.STANDINGS[figure.standing],
            escape("\n".join(said)),
        )
    console.print(table)


def _print_list(title: str, lines: list[str], console: "Console") -> None:
    if lines:
        console.print(title, style="underline")
        for line in lines:
            console.print(f"  - {line}", markup=False)
