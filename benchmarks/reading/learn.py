"""Learn what rules leave open from labelled reports: ``python -m benchmarks.reading.learn [--folds N]``.

The reports are those of ``retold``, as ``invented.py`` reads them and LABELLING.md labels them; for most of them no
rule was written: on reports that rules were written for, the rules are right too often to learn when they are not. The
labelled documents beside the project are learnt from, too, where they are. Examples are made here; scikit-learn, in an
environment of its own (``make peers``), learns from them and gives the weights back.

With ``--folds`` nothing is written: every part of the reports is read by what the others teach, and F1 is printed.
"""

import argparse
import json
import subprocess
import sys
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from benchmarks.reading import KEY, PEERS, invented
from benchmarks.reading.scored import Tally
from homeward.reading import Document, read
from homeward.reading.grammar.page import Draft, Page
from homeward.reading.grammar.reader import drafted, paged
from homeward.reading.learnt import made_of
from homeward.reading.learnt.about import about
from homeward.reading.learnt.cases import Case, cases
from homeward.reading.learnt.judging import NOBODY
from homeward.reading.learnt.linear import Features, flat
from homeward.reading.learnt.making import made
from homeward.reading.learnt.speakers import speaking
from homeward.reading.learnt.surroundings import surroundings
from homeward.reading.learnt.tellings import Telling, all_told, of_the_sentence, telling, tellings
from homeward.reading.learnt.views import View, views
from homeward.reading.learnt.ways import speaking_for
from homeward.reading.load import load
from homeward.reading.words import Kind

OUT = Path(__file__).parents[2] / "homeward" / "reading" / "data" / "learnt.json"
RETOLD = Path(__file__).parent / "retold"

Example = dict[str, Any]


def examples(files: list[Path]) -> Iterator[Example]:
    """What each model is to answer, from some files: ``model``, ``document``, ``features`` and ``answer``."""
    for file in files:
        batch = invented.read_batch(file)
        for key in batch.keys:
            for example in _of_page(batch.documents[key["id"]], key["claims"]):
                yield example | {"document": key["id"]}


def examples_beside() -> Iterator[Example]:
    """The same from the labelled documents beside the project, where they are."""
    if not KEY.is_dir():
        return
    keys = [json.loads(line) for line in (KEY / "gold.jsonl").read_text("utf-8").splitlines()]
    documents = [(load(KEY / f"{key['id']}.txt"), key) for key in keys]
    first = KEY.parents[1] / "documents" / "document-1.txt"
    documents.append((load(first), json.loads(first.with_suffix(".claims.json").read_text("utf-8"))))
    for document, key in documents:
        for example in _of_page(document, key["claims"]):
            yield example | {"document": key["id"]}


def _of_page(document: Document, claims: list[dict[str, Any]]) -> Iterator[Example]:
    page = paged(document)
    if page is None:
        return
    drafts, seen = drafted(page), views(page)
    yield _example("pages", [("", about(page, seen))], bool(claims))
    counted = [c for c in claims if c["count"] is not None and c["kind"] != Kind.ORDINAL]
    for case, key in _matched(list(cases(page, drafts)), counted):
        view = seen[case.line.index]
        yield _example("kinds", surroundings(view, case), key["kind"] if key else NOBODY)
        if key is not None:
            yield from _of_way(view, case, key, drafts)
    yield from _of_tellings(page, seen, drafts, [c for c in claims if c["count"] is None])
    yield from _of_speakers(seen, drafts, claims)


def _example(model: str, features: Features, answer: str | bool) -> Example:
    return {"model": model, "features": sorted(flat(features)), "answer": answer}


def _matched(found: list[Case], keys: list[dict[str, Any]]) -> Iterator[tuple[Case, dict[str, Any] | None]]:
    left = list(keys)
    for case in found:
        start, end = case.line.span(case.amount.i, case.amount.j)
        fits = (k for k in left if k["count"] == case.amount.value and k["start"] < end and start < k["end"])
        key = next(fits, None)
        if key is not None:
            left.remove(key)
        yield case, key


def _of_way(view: View, case: Case, key: dict[str, Any], drafts: list[Draft]) -> Iterator[Example]:
    draft = case.draft if case.draft is not None else made(view.page, case, Kind(key["kind"]))
    said, draft.speaker = draft.speaker, key["speaker"]  # who says it has been weighed before
    for way, features in speaking_for(view, case._replace(draft=draft), drafts).items():
        yield _example("ways", features, way == key["direction"])
    draft.speaker = said


def _of_tellings(
    page: Page, seen: tuple[View, ...], drafts: list[Draft], keys: list[dict[str, Any]]
) -> Iterator[Example]:
    left, beside = list(keys), all_told(drafts)
    for one in tellings(page, drafts):
        start, end = one.line.span(*_extent(one))
        key = next((k for k in left if k["kind"] == one.kind and k["start"] < end and start < k["end"]), None)
        if key is not None:
            left.remove(key)
        view = seen[one.line.index]
        yield _example(one.kind.value, [*telling(view, one, beside), *of_the_sentence(view)], key is not None)


def _extent(one: Telling) -> tuple[int, int]:
    """The tokens in which a key would name what is told."""
    if one.kind in {Kind.PLAN, Kind.EARLY_DISCLOSURE, Kind.PREVIOUS_EXCHANGE} and one.draft is None:
        return one.line.clause(one.i)
    return one.i, one.j


def _of_speakers(seen: tuple[View, ...], drafts: list[Draft], claims: list[dict[str, Any]]) -> Iterator[Example]:
    left = list(claims)
    for draft in drafts:
        start, end = draft.line.span(draft.i, draft.j)
        fits = (k for k in left if k["count"] == draft.count and k["start"] < end and start < k["end"])
        key = next((k for k in fits if draft.count is not None or k["kind"] == draft.kind), None)
        if key is None:
            continue
        left.remove(key)
        told_by = speaking(seen[draft.line.index], draft, drafts)
        if len(told_by) > 1 and key["speaker"] in told_by:
            for speaker, features in told_by.items():
                yield _example("speakers", features, speaker == key["speaker"])


def learn(rows: list[Example]) -> dict[str, Any]:
    """Have scikit-learn learn from examples: answers, biases and weights by model."""
    lines = "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows)
    learner = Path(__file__).with_name("learner.py")
    learnt = subprocess.run([PEERS, learner], input=lines, capture_output=True, text=True, check=True)
    print(learnt.stderr, end="", file=sys.stderr)
    found: dict[str, Any] = json.loads(learnt.stdout)
    return found


def crossed(files: list[Path], folds: int) -> Tally:
    """What is right of the reports, each read by what was learnt from the other folds."""
    rows, tally = [*examples(files)], Tally()
    known = [made_of(learn([row for row in rows if fold(row["document"], folds) != n])) for n in range(folds)]
    for batch in map(invented.read_batch, files):
        for key in batch.keys:
            document = batch.documents[key["id"]]
            tally.add(document, key, read(document, known[fold(key["id"], folds)]))
    return tally


def fold(document: str, folds: int) -> int:
    """The fold of a document, by its name."""
    return zlib.crc32(document.encode()) % folds


def main() -> int:
    """Learn from all reports and write the weights; or try how well that reads what it has not seen."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--folds", type=int, help="only read each of N parts by what was learnt from the others")
    folds = parser.parse_args().folds
    files = sorted(RETOLD.glob("*.txt"))
    if not PEERS.exists():
        print("Learning needs scikit-learn: “make peers” sets it up.", file=sys.stderr)
        return 1
    if folds:
        for name, value in crossed(files, folds).figures().items():
            print(f"{name:32}{value:8.3f}")
        return 0
    said = learn([*examples(files), *examples_beside()])
    OUT.write_text(json.dumps(said, ensure_ascii=False, separators=(",", ":"), sort_keys=True) + "\n", "utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
