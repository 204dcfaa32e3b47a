"""The same matching over Spark, for registries that outgrow one machine (the extra ``spark``; Java 17).

Every partition of the registry is prepared and searched by the same engine; the list, which is small, goes to all of
them. What must be known of the whole – how often each name, date, unit and place occurs – is counted first, part by
part, and added up. Candidates come back to the driver, where they compete as they do on one machine. The answers are
the same.
"""

import json
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import fields
from typing import TYPE_CHECKING, Any

import numpy as np
import numpy.typing as npt
import pyarrow as pa

from homeward.matching import dates
from homeward.matching.chances import Tally
from homeward.matching.engine import Asked, Matches
from homeward.matching.index import ROLES, Index
from homeward.matching.judged import Judged, Judgements
from homeward.matching.search import FIELDS, Scored, asked_words, masses, search, surprises
from homeward.matching.words import COLUMNS, Side
from homeward.names.table import Words

if TYPE_CHECKING:
    from pyspark.sql import DataFrame

_FOUND = "row int, person string, asked int, bits array<float>, words array<string>, written array<string>"
Texts = dict[str, list[str]]


class _Gathered:
    """The people who were found, as one part of a registry."""

    def __init__(self, ids: list[str], sides: list[Side]) -> None:
        self.ids, self._sides = ids, sides
        self._born = np.array([dates.number(side.written.get("born", "")) for side in sides], np.int32)

    def side(self, person: int, record: int) -> Side:
        """One person as evidence shows them; a candidate is a record of its own."""
        del person
        return self._sides[record]

    def born(self, record: npt.NDArray[np.intp]) -> npt.NDArray[np.int32]:
        """Dates of birth of candidates."""
        found: npt.NDArray[np.int32] = self._born[record]
        return found


class _Registry:
    """The found people, in a registry of so many."""

    def __init__(self, people: _Gathered, size: int) -> None:
        self.parts, self._size = [people], size

    def __len__(self) -> int:
        return self._size


def match_spark(registry: "DataFrame", columns: dict[str, Any], *, judged: Iterable[Judged] = ()) -> Matches:
    """Match a list against a registry that Spark holds.

    Args:
        registry: People by ``words.COLUMNS``, all strings, ``""`` or null where nothing is written.
        columns: The list, as for ``match``.
        judged: What people decided about its rows before.

    Raises:
        JudgedError: A decision does not fit the lists.
    """
    texts = {name: [str(text or "") for text in columns[name]] for name in COLUMNS if name in columns}
    known = registry.select(*(name for name in COLUMNS if name in registry.columns))
    tally, surnames, surprise = _counted(known, texts)
    find = _Finding(texts, tally, surnames, surprise)
    rows = known.mapInArrow(find, _FOUND).collect()
    decided = list(judged)
    wanted = sorted({one.registry_id for one in decided if one.registry_id} - {row.person for row in rows})
    named = [row.id for row in known.filter(known.id.isin(wanted)).collect()] if wanted else []
    asked = Asked.of(texts)
    asked.read_into(Words())
    gathered, scored = _gathered(rows, named)
    whole = _Registry(gathered, tally.people)
    return Matches(whole, asked, scored, Judgements(decided, whole, asked.ids))


def _counted(known: "DataFrame", texts: Texts) -> tuple[Tally, Counter[str], dict[str, dict[str, float]]]:
    """Counted over the whole registry: the tally, how many have each surname, how surprising each asked word is."""
    parts = [json.loads(row.counts) for row in known.mapInArrow(_Counting(texts), "counts string").collect()]
    tally = Tally(0, Counter(), Counter(), Counter(), Counter())
    surnames: Counter[str] = Counter()
    mass: dict[str, Counter[str]] = {role: Counter() for role in ROLES}
    total = dict.fromkeys(ROLES, 0)
    for part in parts:
        counts = {name: Counter({int(k): v for k, v in part[name].items()}) for name in ("born", "unit", "sex")}
        tally += Tally(part["people"], counts["born"], counts["unit"], Counter(part["place"]), counts["sex"])
        surnames.update(part["surnames"])
        for role in ROLES:
            mass[role].update(part["mass"][role])
            total[role] += part["total"][role]
    words = {role: list(mass[role]) for role in ROLES}
    found = surprises({role: np.array([mass[role][w] for w in words[role]], float) for role in ROLES}, total)
    return tally, surnames, {role: dict(zip(words[role], found[role].tolist(), strict=True)) for role in ROLES}


def _prepared(batches: Iterator[pa.RecordBatch], texts: Texts) -> tuple[Index, Any] | None:
    """A partition as an index, and the list as records of its words; None if nobody is in it."""
    held = [batch for batch in batches if batch.num_rows]
    if not held:
        return None
    table = pa.Table.from_batches(held)
    index = Index({name: table[name].fill_null("") for name in table.column_names})
    return index, Asked.of(texts).read_into(index.words)


class _Counting:
    """Counts one partition; one row of JSON."""

    def __init__(self, texts: Texts) -> None:
        self._texts = texts

    def __call__(self, batches: Iterator[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
        prepared = _prepared(batches, self._texts)
        if prepared is None:
            return
        index, asked = prepared
        words = index.words.texts
        mass, total = masses(index, asked)
        roles = asked_words(asked)
        part = index.parts[0]
        surnames = part.vocabularies["surname"]
        tally = Tally.of(part.records, index.words)
        counts = {field.name: getattr(tally, field.name) for field in fields(tally)} | {
            "surnames": dict(zip([words[n] for n in surnames.numbers.tolist()], surnames.count.tolist(), strict=True)),
            "mass": {
                role: dict(zip([words[n] for n in roles[role].tolist()], mass[role].tolist(), strict=True))
                for role in ROLES
            },
            "total": total,
        }
        yield pa.RecordBatch.from_pydict({"counts": [json.dumps(counts)]})


class _Finding:
    """Finds the candidates of one partition."""

    def __init__(
        self, texts: Texts, tally: Tally, surnames: Counter[str], surprise: dict[str, dict[str, float]]
    ) -> None:
        self._texts, self._tally, self._surnames, self._surprise = texts, tally, surnames, surprise

    def __call__(self, batches: Iterator[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
        prepared = _prepared(batches, self._texts)
        if prepared is None:
            return
        index, asked = prepared
        words = index.words.texts
        index.chances = self._tally.chances(index.words)
        surnames = index.parts[0].vocabularies["surname"]
        surnames.count = np.array([self._surnames[words[n]] for n in surnames.numbers.tolist()], np.intp)
        roles = asked_words(asked)
        surprise = {
            role: np.array([self._surprise[role][words[n]] for n in roles[role].tolist()], float) for role in ROLES
        }
        found = search(index, asked, surprise)
        part = index.parts[0]
        sides = [part.side(p, r) for p, r in zip(found.person.tolist(), found.record.tolist(), strict=True)]
        yield pa.RecordBatch.from_arrays(
            [
                pa.array(found.row, pa.int32()),
                pa.array([part.ids[person] for person in found.person.tolist()], pa.string()),
                pa.array(found.asked, pa.int32()),
                pa.array(list(found.fields), pa.list_(pa.float32())),
                pa.array([[side.surname, side.given, side.patronymic] for side in sides], pa.list_(pa.string())),
                pa.array(
                    [[side.written.get(name, "") for name in COLUMNS[1:]] for side in sides], pa.list_(pa.string())
                ),
            ],
            ["row", "person", "asked", "bits", "words", "written"],
        )


def _gathered(rows: list[Any], named: list[str]) -> tuple[_Gathered, Scored]:
    """What all partitions found, in order of rows and people; and people whom only a decision names."""
    rows = sorted(rows, key=lambda row: (row.row, row.person))
    ids = sorted({row.person for row in rows} | set(named))
    places = {person: place for place, person in enumerate(ids)}
    sides = [Side(dict(zip(COLUMNS[1:], row.written, strict=True)), *row.words) for row in rows]
    count = len(rows)
    bits = np.array([row.bits for row in rows], np.float32).reshape(count, len(FIELDS))
    scored = Scored(
        row=np.array([row.row for row in rows], np.intp),
        part=np.zeros(count, np.intp),
        person=np.array([places[row.person] for row in rows], np.intp),
        record=np.arange(count),
        asked=np.array([row.asked for row in rows], np.intp),
        fields=bits,
    )
    return _Gathered(ids, sides), scored
