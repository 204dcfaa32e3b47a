"""Plays the exercise: every message is signed, appended to its author's own log, and judged by the real rules."""

from collections.abc import Iterator
from pathlib import Path

from homeward.exchange.words import Claimed, Close, Closed, Statement
from homeward.node.demo.agreeing import agreed, listed, opened
from homeward.node.demo.crossing import crossed, planned, told
from homeward.node.demo.story import CIVILIANS, DAYS, DIRECTIONS, PARTIES, SERVICEMEN
from homeward.node.demo.table import Step, Table
from homeward.node.demo.telling import words

STEPS = 24  # how many acts ``play`` yields, for a progress bar; a test counts them


def play(folder: Path) -> Iterator[Step]:
    """Play the whole exchange in a new folder: a folder a participant, with its keys, its log, its private list.

    Yields:
        Each act once it is on the logs.
    """
    yield from acts(Table.laid(folder))


def acts(table: Table) -> Iterator[Step]:
    """Play the whole exchange at a table, whose desks may be anywhere."""
    yield from opened(table)
    yield from agreed(table)
    yield from listed(table)
    for day in DAYS:
        yield from planned(table, day)
        yield from crossed(table, day)
        yield from told(table, day)
    yield from _closed(table)
    table.end()


def _closed(table: Table) -> Iterator[Step]:
    """Both parties state the whole, and close."""
    last = DAYS[-1]
    whole = ((SERVICEMEN, 880), (CIVILIANS, 120))
    for minute, (giver, receiver) in enumerate(DIRECTIONS):
        figures = (Claimed(giver, receiver, 1000), *(Claimed(giver, receiver, n, None, kind) for kind, n in whole))
        table.say(receiver, Statement(words(receiver, 1000, whole), figures), last.at(16, minute))
    yield Step(last.at(16, 1), "Both parties state the whole: 1,000 each way")
    for minute, name in enumerate(PARTIES):
        table.say(name, Close(Closed.DONE), last.at(18, minute))
    yield Step(last.at(18, 1), "Both parties close the exchange: done, nothing owed, nothing disputed")
