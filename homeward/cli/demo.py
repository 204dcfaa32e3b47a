"""``homeward demo``: the exercise exchange, from keys to a public record in a browser."""

import argparse
import logging
import os
import time
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from rich.console import Console

    from homeward.node.demo.account import Account

PORT = 8000


def add(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Declare ``homeward demo``."""
    command = commands.add_parser(
        "demo",
        help="play an exercise exchange with invented people, and serve its public record",
        description="Play an exercise exchange with invented people, read and weigh reports about it, and serve the "
        "public record on 127.0.0.1. Everything is made under var/ (or the folder that HOMEWARD_VAR names).",
    )
    command.add_argument("--no-serve", action="store_true", help="stop before serving")
    command.add_argument("--port", type=int, default=PORT, help="port of 127.0.0.1 to serve on (default: %(default)s)")
    command.add_argument("--fresh", action="store_true", help="forget the exercise made before, and play it anew")
    command.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    """Make the exercise unless it is there, say what it did, and serve it."""
    from rich.console import Console

    from homeward.node.demo import exercise
    from homeward.node.setup import prepare

    var = Path(os.environ.get("HOMEWARD_VAR") or "var").absolute()
    exercise.settle(var)
    console = Console(highlight=False)
    logging.getLogger("homeward").setLevel(logging.WARNING)  # the account below says it all
    done = not options.fresh and (var / exercise.FOLDER / exercise.ACCOUNT).exists()
    if not done:
        exercise.forget(var)
    prepare()
    from homeward.node.demo.account import load

    account = load(var / exercise.FOLDER / exercise.ACCOUNT) if done else None
    if account is None:
        if done:  # another version made it
            exercise.forget(var)
            prepare()
        account = _made(var, console)
    _tell(account, console, var)
    if options.no_serve:
        return 0
    from homeward.node.server import serve

    _tell_of_office(var, console, f"http://127.0.0.1:{options.port}")
    console.print(f"\nThe public record is on [bold]http://127.0.0.1:{options.port}[/bold]  (Ctrl-C ends it)")
    serve("127.0.0.1", options.port)
    return 0


def _tell_of_office(var: Path, console: "Console", address: str) -> None:
    """Say how to come in as each of those who work at the exercise's node."""
    from rich.table import Table

    from homeward.node.demo import exercise, office

    waiting = Table("who", "role", "opens once", title="\nThe office", title_justify="left", box=None, padding=(0, 2))
    for one in office.invited(var / exercise.FOLDER):
        waiting.add_row(one.name, one.role, f"{address}{one.address}", end_section=False)
    if waiting.row_count:
        console.print(waiting, soft_wrap=True)
    console.print(f"Signing in: {address}/office. A new invitation: homeward account reset NAME, in another terminal.")


def _made(var: Path, console: "Console") -> "Account":
    """Make the exercise behind a progress bar."""
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn

    from homeward.node.demo import exercise

    documents = _beside()
    began = time.monotonic()
    columns = (BarColumn(30), MofNCompleteColumn(), TextColumn("{task.description}", markup=False))
    with Progress(*columns, console=console, transient=True) as progress:
        task = progress.add_task("Making keys", total=exercise.count(documents))
        account = exercise.make(
            var,
            documents,
            lambda says: progress.update(task, advance=1, description=says[: max(20, console.width - 50)]),
        )
    console.print(f"Played, read and weighed in {time.monotonic() - began:.1f} s.")
    return account


def _beside() -> list[Path]:
    """Reports that lie beside a checkout of the project, in ``shared/documents``; there need not be any."""
    return sorted((Path(__file__).parents[3] / "shared" / "documents").glob("*.txt"))


def _tell(account: "Account", console: "Console", var: Path) -> None:
    """Say what was done and what came of it, a screenful."""
    from rich.table import Table
    from rich.text import Text

    from homeward.node.demo import exercise

    console.print("\n[bold]EXERCISE.[/bold] The signed record and its people are invented; the reports are retold.\n")
    for when, says in account.steps:
        console.print(Text(f"  {when[5:10]} {when[11:16]}  {says}"))
    signed = Table(
        "stage", "from", "to", title="\nWhat both sides signed", title_justify="left", box=None, padding=(0, 2)
    )
    for heading in ("agreed", "departed", "received", "confirmed"):
        signed.add_column(heading, justify="right")
    for stage, giver, receiver, *numbers in account.legs:
        signed.add_row(stage, giver.title(), receiver.title(), *(f"{number:,}" for number in numbers))
    totals = zip(*(leg[3:] for leg in account.legs), strict=True)
    signed.add_row("whole", "", "", *(f"{sum(numbers):,}" for numbers in totals))
    console.print(signed)
    claims = sum(document[3] for document in account.documents)
    console.print(
        f"\n[bold]What the world was told[/bold]: {len(account.documents)} reports read into {claims} claims, weighed "
        f"with the record of 2022 to 2026: {account.exchanges} exchanges, {account.contradictions} contradictions."
    )
    public = Table("day", box=None, padding=(0, 2))
    public.add_column("to Ukraine", justify="right")
    public.add_column("to Russia", justify="right")
    public.add_column("how it stands")
    for row in account.days:
        public.add_row(*row)
    console.print(public)
    for title, sentences in (("Where reports differ", account.differing), ("Told early", account.early)):
        if sentences:
            console.print(f"\n[bold]{title}[/bold]")
        for sentence in sentences:
            console.print(Text(f"  · {sentence}"))
    logs = var / exercise.FOLDER / exercise.LOGS
    shown = logs.relative_to(Path.cwd()) if logs.is_relative_to(Path.cwd()) else logs
    console.print(f"\nProve the logs from their files alone: [bold]homeward verify {shown}[/bold]", soft_wrap=True)
