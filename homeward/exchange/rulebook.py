"""What a rule is, and what a broken one looks like.

A rule is written in the module that enforces it and put into the book there; ``docs/protocol.md`` lists the whole book.
A broken rule is a value, ``Broken``, that names rule and entry: the entry stays in its author's log and is void.
"""

from dataclasses import dataclass
from types import MappingProxyType

from homeward.exchange.entries import Ref
from homeward.exchange.words import ExchangeError


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule of the exchange: its id, one sentence, and the clause or design it stands on."""

    id: str
    says: str
    source: str


_BOOK: dict[str, Rule] = {}
RULES = MappingProxyType(_BOOK)  # every rule by its id, once homeward.exchange is imported

DESIGN = "design, section 4"


def rule(name: str, says: str, source: str = DESIGN) -> Rule:
    """Write a rule into the book; a second one of the same id is a programming error."""
    assert name not in _BOOK, f"two rules are called {name}"
    _BOOK[name] = Rule(name, says, source)
    return _BOOK[name]


class RuleError(ExchangeError):
    """A rule is broken; the fold turns it into ``Broken``."""

    def __init__(self, broken: Rule, detail: str = "") -> None:
        super().__init__(f"{broken.says} {detail}".strip())
        self.rule = broken
        self.detail = detail


@dataclass(frozen=True, slots=True)
class Broken:
    """Which entry breaks which rule. The entry is void: it stays in its log and has no effect."""

    entry: Ref
    rule: Rule
    detail: str = ""

    def __str__(self) -> str:
        where = f"Entry {self.entry.index} of {self.entry.participant} is void"
        return f"{where} ({self.rule.id}): {self.rule.says} {self.detail}".strip()
