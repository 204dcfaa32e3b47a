"""Everyone who finds the people of a list in a registry, ourselves among them, each run in a process of its own.

    PYTHON -m benchmarks.matching.linkers NAME FOLDER ANSWER.csv

FOLDER holds ``registry.parquet`` and ``query.parquet`` as ``shared/matching/gen_lists.py`` makes them. The answer is
the best person of each row that has one: ``row,id,score`` (more is likelier). One line of JSON is printed: the seconds
from lists in memory to answers in memory, what is prepared or trained on the way included, and the peak of memory in
bytes.

The peers are set up as a competent user would: names made ASCII by ``anyascii`` first, so that there is something to
compare across alphabets; units and numbers without their letters; for Splink rules of blocking on names, dates and
numbers, names and surnames exchanged looked for too, comparisons with several levels, frequencies of terms, parameters
trained without labels on the lists themselves.
"""

import csv
import json
import re
import sys
import tempfile
import time
from collections import defaultdict
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq

from benchmarks.names.process import peak

Columns = dict[str, list[str]]
Answers = list[tuple[int, str, float]]
"""(row of the list, the person's id, how sure)."""
_FULL_DATE = re.compile(r"\d{4}-\d{2}-\d{2}")


def read(folder: Path) -> tuple[Columns, Columns]:
    """The registry and the list, as they are."""
    registry, query = (pq.read_table(folder / f"{name}.parquet") for name in ("registry", "query"))
    return registry.to_pydict(), query.to_pydict()


def homeward(folder: Path) -> tuple[Answers, float]:
    """Ourselves: an index of the registry, and every row's likeliest person with the odds that it is they."""
    import numpy as np

    from benchmarks.matching import lists
    from homeward.matching import Index, match

    registry, query, _ = lists.load(folder)
    began = time.perf_counter()
    table = match(Index(registry), query).table()
    probability = np.array(table["probability"], float)
    odds = np.log2(np.maximum(probability, 1e-9) / np.maximum(1 - probability, 1e-9))
    found = zip(table["registry_id"], odds.tolist(), strict=True)
    answers = [(row, str(person), score) for row, (person, score) in enumerate(found) if person]
    return answers, time.perf_counter() - began


def _plain(text: str) -> str | None:
    from anyascii import anyascii

    return re.sub(r"[^a-z ]", "", anyascii(text).lower()).strip() or None


def splink(registry: Columns, query: Columns) -> Answers:
    """Splink 5 on DuckDB, trained on the lists without labels."""
    import splink.comparison_library as compare
    from splink import DuckDBAPI, Linker, SettingsCreator, block_on

    settings = SettingsCreator(
        link_type="link_only",
        comparisons=[
            compare.ForenameSurnameComparison("given", "surname", jaro_winkler_thresholds=[0.95, 0.88, 0.7]),
            compare.NameComparison("patronymic").configure(term_frequency_adjustments=True),
            compare.DateOfBirthComparison("dob", input_is_string=True, datetime_format="%Y-%m-%d"),
            compare.JaroWinklerAtThresholds("birthplace", [0.9]),
            compare.ExactMatch("unit").configure(term_frequency_adjustments=True),
            compare.ExactMatch("tag"),
            compare.ExactMatch("sex"),
        ],
        blocking_rules_to_generate_predictions=[
            block_on("dob"),
            block_on("tag"),
            block_on("surname", "given"),
            block_on("given", "patronymic", "year"),
            "l.surname = r.given and l.given = r.surname",
            block_on("substr(surname, 1, 4)", "year"),
            block_on("substr(surname, 1, 3)", "substr(given, 1, 3)", "unit"),
        ],
        retain_matching_columns=False,
    )
    database = DuckDBAPI()
    tables = (_splink_table(registry, registry["id"]), _splink_table(query, None))
    sides = [database.register(table) for table in tables]
    linker = Linker(sides, settings, log_level=40)
    rules = [block_on("surname", "given", "dob"), block_on("tag")]
    linker.training.estimate_probability_two_random_records_match(rules, recall=0.6)
    linker.training.estimate_u_using_random_sampling(max_pairs=2e6, seed=1)
    for rule in (block_on("dob"), block_on("surname", "given")):
        linker.training.estimate_parameters_using_expectation_maximisation(rule, record_sample_proportion=1.0)
    found = linker.inference.predict(threshold_match_weight=-8)
    best = database.duckdb_con.sql(
        "SELECT q, arg_max(r, match_weight), max(match_weight) FROM (SELECT match_weight,"
        " CASE WHEN unique_id_l LIKE 'A%' THEN unique_id_l ELSE unique_id_r END AS r,"
        " CASE WHEN unique_id_l LIKE 'A%' THEN unique_id_r ELSE unique_id_l END AS q"
        f" FROM {found.physical_name}) GROUP BY q"
    ).fetchall()
    return [(int(row[1:]), person, score) for row, person, score in best]


def _splink_table(side: Columns, ids: list[str] | None) -> Any:
    import pandas as pd

    count = len(side["surname"])
    data: dict[str, list[str | None]] = {"unique_id": [*ids] if ids else [f"Q{row}" for row in range(count)]}
    data |= {name: [_plain(text) for text in side[name]] for name in ("surname", "given", "patronymic", "birthplace")}
    data["dob"] = [text if _FULL_DATE.fullmatch(text) else None for text in side["dob"]]
    data["year"] = [text[:4] or None for text in side["dob"]]
    data["unit"] = [re.sub(r"\D", "", text) or None for text in side["unit"]]
    data["tag"] = [text or None for text in side["tag_no"]]
    data["sex"] = [text or None for text in side["sex"]]
    return pd.DataFrame(data)


def logic_v2(registry: Columns, query: Columns) -> Answers:
    """nomenklatura's ``logic_v2`` on the candidates of its own index, and on whoever was born on the same day."""
    from followthemoney import StatementEntity
    from nomenklatura.blocker.index import Index
    from nomenklatura.matching.logic_v2.model import LogicV2

    def entity(side: Columns, row: int, name: str) -> StatementEntity:
        data = {
            "firstName": [side["given"][row]],
            "lastName": [side["surname"][row]],
            "fatherName": [side["patronymic"][row]],
            "name": [" ".join(filter(None, (side[part][row] for part in ("given", "patronymic", "surname"))))],
            "birthDate": [side["dob"][row]],
            "birthPlace": [side["birthplace"][row]],
            "gender": [{"M": "male", "F": "female"}.get(side["sex"][row], "")],
            "idNumber": [side["tag_no"][row]],
        }
        properties = {key: [text for text in texts if text] for key, texts in data.items()}
        return StatementEntity.from_data(_dataset(), {"id": name, "schema": "Person", "properties": properties})

    people = {person: entity(registry, row, person) for row, person in enumerate(registry["id"])}
    asked = {f"Q{row}": entity(query, row, f"Q{row}") for row in range(len(query["surname"]))}
    born = defaultdict(list)
    for person, date in zip(registry["id"], registry["dob"], strict=True):
        born[date].append(person)
    found: dict[str, set[str]] = {name: set() for name in asked}
    with tempfile.TemporaryDirectory() as folder:
        index = Index(_View(list(people.values())), Path(folder), {"max_candidates": 40})
        index.build()
        for name, candidates in index.match_entities(asked.values()):
            found[str(name)] |= {str(person) for person, _ in candidates}
        index.close()
    config, answers = LogicV2.default_config(), []
    for row, date in enumerate(query["dob"]):
        candidates = found[f"Q{row}"] | set(born.get(date, ()) if date else ())
        scored = [(LogicV2.compare(asked[f"Q{row}"], people[one], config).score, one) for one in sorted(candidates)]
        if scored:
            score, person = max(scored)
            answers.append((row, person, float(score)))
    return answers


def _dataset() -> Any:
    from followthemoney import Dataset

    return Dataset.make({"name": "lists", "title": "lists"})


class _View:
    """What nomenklatura's index asks of a store: its entities."""

    def __init__(self, held: list[Any]) -> None:
        self._held = held

    def entities(self, include_schemata: object = None) -> list[Any]:  # noqa: ARG002  the store's interface
        return self._held


def rapidfuzz(registry: Columns, query: Columns) -> Answers:
    """``anyascii``, rapidfuzz's ``token_sort_ratio`` of the whole names, a tenth more for the same date of birth."""
    import numpy as np
    from rapidfuzz import fuzz, process

    def names(side: Columns) -> list[str]:
        rows = zip(side["surname"], side["given"], side["patronymic"], strict=True)
        return [_plain(" ".join(row)) or "" for row in rows]

    ours, dates = names(registry), np.array(registry["dob"])
    asked, answers = names(query), []
    for start in range(0, len(asked), 500):
        grid = process.cdist(asked[start : start + 500], ours, scorer=fuzz.token_sort_ratio, dtype=np.float32)
        for row, likeness in enumerate(grid, start):
            date = query["dob"][row]
            scores = likeness + 10 * (dates == date) if date else likeness
            best = int(scores.argmax())
            answers.append((row, registry["id"][best], float(scores[best])))
    return answers


LINKERS: dict[str, Callable[[Columns, Columns], Answers]] = {
    "splink": splink,
    "logic_v2": logic_v2,
    "rapidfuzz": rapidfuzz,
}


def main() -> None:
    """Find the people of one list."""
    name, folder, out = sys.argv[1:4]
    if name == "homeward":
        answers, seconds = homeward(Path(folder))
    else:
        registry, query = read(Path(folder))
        began = time.perf_counter()
        answers = LINKERS[name](registry, query)
        seconds = time.perf_counter() - began
    with Path(out).open("w", encoding="utf-8", newline="") as lines:
        csv.writer(lines).writerows(answers)
    print(json.dumps({"seconds": seconds, "peak": peak()}))


if __name__ == "__main__":
    main()
