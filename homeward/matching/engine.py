"""A list against a registry, one enquiry against it, and a registry against itself."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
import numpy.typing as npt

from homeward.matching import dates
from homeward.matching.columns import Column, texts_of
from homeward.matching.decide import Posterior, posterior
from homeward.matching.explain import evidence
from homeward.matching.index import ROLES, Index
from homeward.matching.judged import Judged, Judgements, Person, Registry
from homeward.matching.records import Records, columns_of, encode
from homeward.matching.search import Scored, search
from homeward.matching.weights import weights
from homeward.matching.words import COLUMNS, Candidate, Decision, Evidence, Outcome, Side, Subject
from homeward.names.table import Words

Progress = Callable[[int, int], None]
_ROWS_AT_ONCE = 4000
_NAMED = 5  # people named in a decision
_WORTH_NAMING = 0.001


@dataclass(frozen=True, slots=True)
class Duplicate:
    """Two people of a registry who are probably one.

    Attributes:
        a, b: Their ids, in the order of the registry.
        probability: That they are one.
        bits: The sum of the evidence.
        evidence: Field by field; *theirs* is a's.
    """

    a: str
    b: str
    probability: float
    bits: float
    evidence: tuple[Evidence, ...]


_OUTCOMES = (Outcome.CERTAIN, Outcome.TO_JUDGE, Outcome.NOBODY)


class Matches:
    """What was found for every row of a list."""

    def __init__(self, index: Registry, asked: "Asked", scored: Scored, judged: Judgements) -> None:
        """Weigh what was scored."""
        self._index, self._asked, self._judged = index, asked, judged
        self._scored = judged.left(scored)
        self._odds: Posterior = posterior(self._scored, len(asked.ids), len(index))
        self._outcome, self._best = self._decided()
        self._born = _relations(index, self._scored, asked.born())

    def _decided(self) -> tuple[npt.NDArray[np.int8], npt.NDArray[np.intp]]:
        """For each row the place of its outcome in ``_OUTCOMES``, and its candidate, -1 for none."""
        known, scored, probability = weights(), self._scored, self._odds.probability
        best = np.full(len(self._asked.ids), -1, np.intp)
        outcome = np.full(len(self._asked.ids), 2, np.int8)
        # The surest first; a person given to one row is given to no other without a look.
        order = np.lexsort((scored.person, scored.part, scored.row, -probability))
        taken: set[Person] = set()
        for at in order[probability[order] >= known.judge].tolist():
            row, person = int(scored.row[at]), self._person(at)
            if best[row] < 0:
                best[row] = at
                outcome[row] = 0 if probability[at] >= known.certain and person not in taken else 1
                taken.add(person)
        for row, settled in self._judged.settled.items():
            outcome[row] = 2 if settled is None else 0
        return outcome, best

    def __len__(self) -> int:
        return len(self._asked.ids)

    def table(self) -> dict[str, list[str | float]]:
        """Columns list_id, registry_id, outcome, probability, bits; one line a row of the list, in its order.

        The person is named where the outcome is not *nobody*, with the probability that it is they; else the
        probability is nobody's.
        """
        bits = self._scored.bits
        columns: dict[str, list[str | float]] = {
            name: [] for name in ("list_id", "registry_id", "outcome", "probability", "bits")
        }
        for row, list_id in enumerate(self._asked.ids):
            at, outcome = int(self._best[row]), _OUTCOMES[self._outcome[row]]
            named = outcome is not Outcome.NOBODY
            if row in self._judged.settled:
                probability, person = 1.0, self._settled_id(row)
            else:
                probability = float(self._odds.probability[at] if named else self._odds.nobody[row])
                person = self._id(at) if named else ""
            columns["list_id"].append(list_id)
            columns["registry_id"].append(person)
            columns["outcome"].append(outcome.value)
            columns["probability"].append(round(probability, 6))
            columns["bits"].append(round(float(bits[at]), 2) if at >= 0 else 0.0)
        return columns

    def decisions(self) -> Iterator[Decision]:
        """What was found for each row, evidence included, in the order of the list."""
        scored, probability = self._scored, self._odds.probability
        rows = np.arange(len(self))
        low, high = np.searchsorted(scored.row, rows), np.searchsorted(scored.row, rows, "right")
        rivals = self._rivals()
        for row, list_id in enumerate(self._asked.ids):
            places = np.arange(low[row], high[row])
            places = places[np.argsort(-probability[places], kind="stable")]
            named = [int(at) for at in places if probability[at] >= _WORTH_NAMING][:_NAMED]
            best = int(self._best[row])
            best = named[0] if best < 0 and named else best
            yield Decision(
                list_id=list_id,
                outcome=_OUTCOMES[self._outcome[row]],
                best=self._best_candidate(row, best),
                others=tuple(self._candidate(at) for at in named if at != best),
                nobody=float(self._odds.nobody[row]),
                judged=row in self._judged.settled,
                rivals=tuple(self._asked.ids[other] for other in rivals.get(self._person(best), ()) if other != row)
                if best >= 0
                else (),
            )

    def _best_candidate(self, row: int, at: int) -> Candidate | None:
        """The likeliest person; a person's decision is certain whatever the fields say."""
        if row in self._judged.settled:
            if self._judged.settled[row] is None:
                return None
            found = self._candidate(at) if at >= 0 else Candidate(self._settled_id(row), 1.0, 0.0)
            return replace(found, probability=1.0)
        return self._candidate(at) if at >= 0 else None

    def _rivals(self) -> dict[Person, list[int]]:
        """For each person whom more than one row probably means, those rows."""
        claims: dict[Person, list[int]] = {}
        for at in np.flatnonzero(self._odds.probability >= weights().judge).tolist():
            claims.setdefault(self._person(at), []).append(int(self._scored.row[at]))
        return {person: rows for person, rows in claims.items() if len(rows) > 1}

    def _person(self, at: int) -> Person:
        return int(self._scored.part[at]), int(self._scored.person[at])

    def _id(self, at: int) -> str:
        part, person = self._person(at)
        return self._index.parts[part].ids[person]

    def _settled_id(self, row: int) -> str:
        settled = self._judged.settled[row]
        return "" if settled is None else self._index.parts[settled[0]].ids[settled[1]]

    def _candidate(self, at: int) -> Candidate:
        scored = self._scored
        part = self._index.parts[int(scored.part[at])]
        return Candidate(
            id=self._id(at),
            probability=float(self._odds.probability[at]),
            bits=float(scored.bits[at]),
            evidence=evidence(
                scored.fields[at],
                self._asked.side(int(scored.row[at]), int(scored.asked[at])),
                part.side(int(scored.person[at]), int(scored.record[at])),
                dates.Born(int(self._born[at])),
            ),
        )


class Asked:
    """A list as it was asked for.

    Attributes:
        ids: Its rows' ids.
        written: Its fields as written, by name.
        read: For each record the word read in each role, once it was read.
    """

    def __init__(self, ids: list[str], written: dict[str, Column]) -> None:
        """A list as columns."""
        self.ids, self.written = ids, written
        self.read: dict[str, list[str]] = {}

    @classmethod
    def of(cls, columns: Mapping[str, Any]) -> "Asked":
        """A list given by ``words.COLUMNS``."""
        written = {name: Column.of(columns[name]) for name in COLUMNS if name != "id" and name in columns}
        return cls(texts_of(columns["id"]), written)

    def read_into(self, words: Words) -> Records:
        """Its records, their words taken into a table."""
        records = encode({"id": self.ids, **self.written}, words)
        self.read = {role: [words.texts[n] for n in getattr(records, role).tolist()] for role in ROLES}
        return records

    def born(self) -> npt.NDArray[np.int32]:
        """The rows' dates of birth."""
        written = self.written.get("born", Column.empty(len(self.ids)))
        born: npt.NDArray[np.int32] = written.each(dates.number, np.int32)
        return born

    def side(self, row: int, record: int) -> Side:
        """One row as evidence shows it."""
        return Side(
            {name: column[row] for name, column in self.written.items()},
            *(self.read[role][record] for role in ROLES),
        )


def _relations(index: Registry, scored: Scored, born: npt.NDArray[np.int32]) -> npt.NDArray[np.int8]:
    """How the dates of birth of every candidate stand to each other."""
    kinds = np.zeros(len(scored.row), np.int8)
    for number, part in enumerate(index.parts):
        here = np.flatnonzero(scored.part == number)
        kinds[here] = dates.relation(born[scored.row[here]], part.born(scored.record[here]))
    return kinds


def match(
    index: Index,
    columns: Mapping[str, Any],
    *,
    judged: Iterable[Judged] = (),
    progress: Progress | None = None,
) -> Matches:
    """Match a list against a registry.

    Args:
        index: The registry.
        columns: The list by ``words.COLUMNS``: sequences of texts, or arrow arrays of them.
        judged: What people decided about its rows before.
        progress: Told how many rows are done, of how many.

    Raises:
        JudgedError: A decision does not fit the lists.
    """
    asked = Asked.of(columns)
    judgements = Judgements(judged, index, asked.ids)
    with index.lock:
        size = len(index.words)
        records = asked.read_into(index.words)
        found = []
        for first, some in _batches(records, len(asked.ids)):
            found.append(search(index, some).asked_from(first))
            if progress is not None:
                progress(int(some.row[-1]) + 1, len(asked.ids))
        index.words.forget(size)
    return Matches(index, asked, Scored.joined(found), judgements)


def _batches(asked: Records, rows: int) -> Iterator[tuple[int, Records]]:
    """The records of so many rows at a time, and the place of the first."""
    for first in range(0, max(rows, 1), _ROWS_AT_ONCE):
        low, high = np.searchsorted(asked.row, [first, first + _ROWS_AT_ONCE])
        if high > low:
            yield int(low), asked.take(np.arange(low, high))


def find(index: Index, subject: Subject) -> Decision:
    """Who of the registry a person asked for may be."""
    return next(match(index, columns_of([subject])).decisions())


def duplicates(index: Index, least: float = 0.5) -> Iterator[Duplicate]:
    """Pairs of people of a registry who are probably one, in the order of the registry.

    Args:
        index: The registry.
        least: Probability from which a pair is worth a look.
    """
    for number, part in enumerate(index.parts):
        with index.lock:
            found = Scored.joined(
                [search(index, some).asked_from(first) for first, some in _batches(part.records, len(part))]
            )
        # Every person finds themself; who is found besides, once a pair.
        later = (found.part > number) | ((found.part == number) & (found.person > found.row))
        pairs = found.take(np.flatnonzero(later))
        odds = pairs.bits.astype(np.float64) + _prior_of_duplicates(len(index))
        probability = 1 / (1 + np.exp2(-odds))
        born = part.written["born"].each(dates.number, np.int32) if "born" in part.written else np.zeros(len(part))
        relations = _relations(index, pairs, born.astype(np.int32))
        for at in np.flatnonzero(probability >= least).tolist():
            other = index.parts[int(pairs.part[at])]
            a, b = int(pairs.row[at]), int(pairs.person[at])
            yield Duplicate(
                a=part.ids[a],
                b=other.ids[b],
                probability=float(probability[at]),
                bits=float(pairs.bits[at]),
                evidence=evidence(
                    pairs.fields[at],
                    part.side(a, int(pairs.asked[at])),
                    other.side(b, int(pairs.record[at])),
                    dates.Born(int(relations[at])),
                ),
            )


_ENTERED_TWICE = 0.01
"""Share of people who are usually in a registry a second time."""


def _prior_of_duplicates(people: int) -> float:
    return float(np.log2(_ENTERED_TWICE / max(people, 1)))
