"""``homeward read``: what do these documents claim, and in which words?

A page a document for people, a line of JSON a document for programs.
"""

import argparse
import json
from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from rich.console import RenderableType
    from rich.text import Text

    from homeward.reading import Claim, Document, Reading

_COLUMNS = ("what", "who", "to", "count", "date", "speaker", "quotation")
_WIDE_ENOUGH = 110  # columns of the window; in fewer the table would cut quotations short


def add(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Declare ``homeward read``."""
    command = commands.add_parser(
        "read",
        help="read documents into claims, each with its quotation",
        description="Read text files, web pages, PDFs, office documents and pictures of pages into claims about "
        "exchanges, each with its quotation.",
    )
    kinds = "a text file, a web page, a PDF, an office document, a picture of a page, or a folder of them"
    command.add_argument("files", nargs="+", metavar="FILE", type=Path, help=kinds)
    command.add_argument("--json", action="store_true", help="print one JSON object a line, one for each document")
    command.add_argument(
        "--published",
        metavar="DATE",
        type=_day,
        help="the day of publication (such as 2025-05-23), instead of what the documents say",
    )
    command.add_argument(
        "--explain",
        action="store_true",
        help="name the rules that made each claim, and why examples overruled any of them",
    )
    command.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    """Read the files and print what they claim.

    Returns 0, 1 if some file could not be read, 2 if none could.
    """
    from homeward.cli.files import Files

    files = Files(options.files, options.published)
    for reading in files:
        if options.json:
            print(json.dumps(as_json(reading), ensure_ascii=False), flush=True)
        else:
            _print(reading, explain=options.explain)
    return files.status()


def as_json(reading: "Reading") -> dict[str, object]:
    """Return a reading as the JSON object that ``--json`` prints: the document's fields, then its claims."""
    document = reading.document
    return {
        "document": document.name,
        "title": document.title,
        "outlet": document.outlet,
        "url": document.url,
        "language": document.language,
        "published": _iso(document.published),
        "updated": _iso(document.updated),
        "captured": _iso(document.captured),
        "damage": [
            {"kind": each.kind, "start": each.start, "end": each.end, "repaired": each.repaired}
            for each in document.damage
        ],
        "is_exchange_report": reading.is_exchange_report,
        "claims": [_claim_as_json(claim) for claim in reading.claims],
    }


def _claim_as_json(claim: "Claim") -> dict[str, object]:
    return {
        "kind": claim.kind,
        "exchange_date": claim.exchange_date,
        "speaker": claim.speaker,
        "direction": claim.direction,
        "count": claim.count,
        "count_qualifier": claim.count_qualifier,
        "category": claim.category,
        "value": claim.value,
        "evidence": claim.evidence,
        "start": claim.start,
        "end": claim.end,
        "rules": list(claim.rules),
        "reasons": list(claim.reasons),
    }


def _print(reading: "Reading", *, explain: bool) -> None:
    from rich.console import Console
    from rich.padding import Padding

    console = Console(highlight=False)
    document = reading.document
    console.rule(_text(document.name, "bold"), align="left")
    for line in _about(document):
        console.print(line)
    report = "reports an exchange or return that has taken place" if reading.is_exchange_report else None
    console.print(_text(report or "does not report an exchange as done", "bold" if report else "dim"))
    if reading.claims and console.width >= _WIDE_ENOUGH:
        console.print(_table(reading.claims, explain=explain))
    elif reading.claims:
        for claim in reading.claims:
            console.print(_row(claim))
            console.print(Padding(_quotation(claim, explain=explain), (0, 0, 0, 4)))
    elif (silence := _silence(document)) is not None:
        console.print(_text(silence, "yellow"))
    else:
        console.print(_text("no claims about an exchange", "dim"))
    console.print()


def _about(document: "Document") -> Iterator["RenderableType"]:
    if document.title is not None:
        yield _text(document.title, "bold")
    said = [
        document.outlet,
        document.published and f"published {document.published}",
        document.updated and f"updated {document.updated}",
        document.captured and f"captured {document.captured}",
        f"language {document.language or 'unknown'}",
    ]
    yield _text(" · ".join(str(each) for each in said if each))
    if document.url is not None:
        yield _text(document.url, "dim")
    if document.published is None:
        yield _text("publication date unknown: “today” and weekdays have no dates (--published gives one)", "yellow")
    for damage in document.damage:
        kind = damage.kind.replace("_", " ")
        restored = damage.repaired if len(damage.repaired) <= 300 else damage.repaired[:300] + "…"
        yield _text(
            f"damaged ({kind}), characters {damage.start}-{damage.end}, no claim is made from it: “{restored}”",
            "yellow",
        )


def _silence(document: "Document") -> str | None:
    """Say why there are no claims, where the reason is that the reader cannot read the language."""
    from homeward.reading import languages

    known = ", ".join(sorted(languages()))
    if document.language is None:
        return f"its language could not be told, so it was not read for claims (there are grammars for {known})"
    if document.language not in languages():
        return (
            f"there is no grammar for “{document.language}” yet, so it was not read for claims (there are for {known})"
        )
    return None


def _table(claims: Sequence["Claim"], *, explain: bool) -> "RenderableType":
    from rich.table import Table

    table = Table(box=None, pad_edge=False, header_style="bold", padding=(0, 1, 0, 0))
    for name in _COLUMNS:
        table.add_column(
            name,
            justify="right" if name == "count" else "left",
            overflow="fold",
            no_wrap=name in {"count", "date"},
        )
    for claim in claims:
        table.add_row(
            _text(claim.kind.replace("_", " ")),
            _text(claim.category or ""),
            _text(_direction(claim.direction)),
            _text(_count(claim)),
            _text(claim.exchange_date or ""),
            _text(claim.speaker),
            _quotation(claim, explain=explain),
        )
    return table


def _row(claim: "Claim") -> "Text":
    """Return a claim as one line, for windows too narrow for a table."""
    whom = f"{_count(claim)} {claim.category or ''}".strip()
    to = "to " if (claim.direction or "").startswith("to_") else ""
    said = (claim.kind.replace("_", " "), whom, to + _direction(claim.direction), claim.exchange_date, claim.speaker)
    return _text(" · ".join(each for each in said if each))


def _quotation(claim: "Claim", *, explain: bool) -> "Text":
    quotation = _text(f"“{claim.evidence}”")
    if claim.value is not None:
        quotation.append(_printable(f" [{claim.value}]"), "dim")
    if explain and claim.rules:
        quotation.append("\n" + _printable(", ".join(claim.rules)), "dim")
    for reason in claim.reasons if explain else ():
        quotation.append("\n" + _printable(f"learnt: {reason}"), "dim")
    return quotation


def _direction(direction: str | None) -> str:
    from homeward.reading import party_label

    if direction is None:
        return ""
    said = {"each_side": "each side", "both_total": "both, in sum"}.get(direction)
    return said or party_label(direction.removeprefix("to_"))


def _count(claim: "Claim") -> str:
    qualifier = "" if claim.count_qualifier in {None, "exact"} else str(claim.count_qualifier).replace("_", " ")
    return f"{qualifier} {'' if claim.count is None else format(claim.count, ',')}".strip()


def _text(words: str, style: str = "") -> "Text":
    """Return words from a document as they may be shown: never as markup, never as commands to the terminal."""
    from rich.text import Text

    return Text(_printable(words), style=style)


def _printable(words: str) -> str:
    return "".join(char if char.isprintable() else " " for char in words)


def _iso(day: date | None) -> str | None:
    return None if day is None else day.isoformat()


def _day(words: str) -> date:
    try:
        return date.fromisoformat(words)
    except ValueError as error:
        raise argparse.ArgumentTypeError(f"“{words}” is not a date such as 2025-05-23") from error
