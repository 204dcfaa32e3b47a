"""What is found when the node is looked at."""

from dataclasses import dataclass
from enum import StrEnum


class Level(StrEnum):
    """How it is."""

    GOOD = "good"
    WARN = "warn"  # goes on, but somebody should look
    BAD = "bad"  # something does not work


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that was looked at.

    Attributes:
        what: was looked at.
        level: how it is.
        says: how it is, in a sentence.
        todo: what to do; empty where nothing is.
        english: the sentences are in English whatever the page's language: they speak of settings.
    """

    what: str
    level: Level
    says: str
    todo: str = ""
    english: bool = False
