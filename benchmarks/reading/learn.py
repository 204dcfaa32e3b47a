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
from collections.abc import Iterable, Iterator, Mapping
from itertools import chain
from pathlib import Path
from typing import Any, TypeVar

from benchmarks.reading import PEERS, invented
from benchmarks.reading.labelled import first, labelled
from benchmarks.reading.scored import Tally
from homeward.reading import Document, read
from homeward.reading.grammar.page import Draft, Page
from homeward.reading.grammar.reader import drafted, paged
from homeward.reading.learnt import made_of
from homeward.reading.learnt.about import about
from homeward.reading.learnt.cases import Case, cases
from homeward.reading.learnt.days import Days
from homeward.reading.learnt.features import Features, flat, parted
from homeward.reading.learnt.judging import NOBODY, is_told_below
from homeward.reading.learnt.making import made, redate, told
from homeward.reading.learnt.people import People
from homeward.reading.learnt.speakers import speaking
from homeward.reading.learnt.surroundings import surroundings
from homeward.reading.learnt.tellings import Telling, tellings
from homeward.reading.learnt.told import Beside, of_the_sentence, telling
from homeward.reading.learnt.views import View, views
from homeward.reading.learnt.ways import speaking_for
from homeward.reading.words import Kind

OUT = Path(__file__).parents[2] / "homeward" / "reading" / "data" / "learnt.json"
RETOLD = Path(__file__).parent / "retold"

_BESIDE = 8  # as many examples one counts as that is labelled by the guide's own author,
_CLOSE = 2  # and one of a page that was retold sentence by sentence, as it stood: ``retold/c*.txt``

Example = dict[str, Any]
_Answer = TypeVar("_Answer")


def examples(files: list[Path]) -> Iterator[Example]:
    """What each model is to answer, from some files: ``model``, ``document``, ``features`` and ``answer``.

    An example may have a ``weight``: as how many it counts.
    """
    for file in files:
        batch = invented.read_batch(file)
        weight = _CLOSE if file.name.startswith("c") else 1
        for key in batch.keys:
            for example in _of_page(batch.documents[key["id"]], key["claims"]):
                yield example | {"document": key["id"], "weight": weight}


def examples_beside() -> Iterator[Example]:
    """The same from the labelled documents beside the project, where they are."""
    for document, key in chain(labelled(), first()):
        for example in _of_page(document, [_below_the_heading(document, claim) for claim in key["claims"]]):
            yield example | {"document": key["id"], "weight": _BESIDE}


def _below_the_heading(document: Document, claim: dict[str, Any]) -> dict[str, Any]:
    """A claim where the text makes it, of which the key has the first place in which its words stand: the heading."""
    below = document.text.find("\n")
    again = document.text.find(claim["evidence"], max(below, 0))
    if not claim["start"] < below < again:
        return claim
    return claim | {"start": again, "end": again + len(claim["evidence"])}


def _of_page(document: Document, claims: list[dict[str, Any]]) -> Iterator[Example]:
    page = paged(document)
    if page is None:
        return
    drafts, seen = drafted(page), views(page)
    yield _example("pages", [("", about(page, seen))], bool(claims))
    counted = [c for c in claims if c["count"] is not None and c["kind"] != Kind.ORDINAL]
    matched = [*_matched(list(cases(page, drafts)), counted)]
    for case, key in matched:
        view = seen[case.line.index]
        if case.draft is None and case.line.heading and is_told_below(page, case):
            continue  # nobody asks
        yield _example("kinds", surroundings(view, case), key["kind"] if key else NOBODY)
    known = _Known(page, seen, drafts, matched)
    yield from known.tellings([c for c in claims if c["count"] is None])
    yield from known.people()
    yield from known.days()
    yield from known.speakers()
    yield from known.ways()


def _example(model: str, features: Features, answer: str | bool) -> Example:
    return {"model": model, "features": sorted(flat(features)), "answer": answer}


def _choice(model: str, candidates: Mapping[_Answer, Features], answer: _Answer) -> Iterator[Example]:
    """Each candidate, and whether it is the answer; nothing where the answer is none of them."""
    if answer in candidates:
        for one, features in candidates.items():
            yield _example(model, features, one == answer)


def _matched(found: list[Case], keys: list[dict[str, Any]]) -> Iterator[tuple[Case, dict[str, Any] | None]]:
    left = list(keys)
    for case in found:
        start, end = case.line.span(case.amount.i, case.amount.j)
        fits = (k for k in left if k["count"] == case.amount.value and k["start"] < end and start < k["end"])
        key = next(fits, None)
        if key is not None:
            left.remove(key)
        yield case, key


class _Known:
    """A page of which all is known that was weighed before: so that what is learnt next meets what it will be asked.

    Of numbers, and of what is told without one before what is asked of, the drafts are those that the keys have, of
    their kinds. Who says the others, and which way they go, is left as the rules have it: what follows from an answer
    that was known while learning would follow from a wrong one while reading.
    """

    def __init__(
        self, page: Page, seen: tuple[View, ...], drafts: list[Draft], matched: list[tuple[Case, dict[str, Any] | None]]
    ) -> None:
        self._page, self._seen = page, seen
        self._keys: dict[int, dict[str, Any]] = {}
        self._drafts = [draft for draft in drafts if draft.count is None]
        for case, key in matched:
            if key is None:
                continue
            draft, kind = case.draft or made(page, case, Kind(key["kind"])), Kind(key["kind"])
            if draft.kind is not kind:
                draft.kind = kind
                draft.rules.append("kind.learnt")
                redate(page, draft)
            self._keep(draft, key)

    def _keep(self, draft: Draft, key: dict[str, Any]) -> None:
        self._keys[id(draft)] = key
        self._drafts.append(draft)

    def tellings(self, claims: list[dict[str, Any]]) -> Iterator[Example]:
        """What may be told without a count, and whether it is."""
        left, beside, drafts = list(claims), Beside(self._page, self._drafts), list(self._drafts)
        for one in tellings(self._page, drafts):
            key = _fitting(left, one.kind, *one.line.span(*_extent(one)))
            view = self._seen[one.line.index]
            yield _example(one.kind.value, [*telling(view, one, beside), *of_the_sentence(view)], key is not None)
            if one.draft is not None:
                beside.decide(one.draft, told=key is not None)
                self._drafts = [draft for draft in self._drafts if draft is not one.draft]
            if key is not None:
                left.remove(key)
                draft = one.draft or told(self._page, one, drafts)
                beside.decide(draft, told=True)
                self._keep(draft, key)
        unasked = [draft for draft in self._drafts if id(draft) not in self._keys]  # of bodies, without a count
        for draft in unasked:
            key = _fitting(left, draft.kind, *draft.line.span(draft.i, draft.j))
            if key is not None:
                left.remove(key)
                self._keys[id(draft)] = key

    def people(self) -> Iterator[Example]:
        """The sorts of people that each draft may count, and whether it does."""
        people = People(self._seen)
        for draft in self._drafts:
            key = self._keys.get(id(draft))
            if key is None or draft.category is None:
                continue
            yield from _choice("people", people.of(draft, self._drafts), key["category"])

    def days(self) -> Iterator[Example]:
        """The days that each draft may be of, and whether it is."""
        days = Days(self._page, self._seen)
        for draft in self._drafts:
            key = self._keys.get(id(draft))
            if key is None:
                continue
            yield from _choice("days", days.of(draft, self._drafts), key["exchange_date"])

    def speakers(self) -> Iterator[Example]:
        """Whoever may say each draft, and whether he does, beside what the rules found of the others."""
        for draft in self._drafts:
            key = self._keys.get(id(draft))
            if key is None:
                continue
            told_by = speaking(self._seen[draft.line.index], draft, self._drafts)
            if len(told_by) > 1:
                yield from _choice("speakers", told_by, key["speaker"])

    def ways(self) -> Iterator[Example]:
        """The ways that each number may go, and whether it does, beside those that the rules found of the others."""
        for draft in self._drafts:
            draft.speaker = self._keys[id(draft)]["speaker"] if id(draft) in self._keys else draft.speaker
        for case in cases(self._page, self._drafts, only_drafted=True):
            if case.draft is not None and (key := self._keys.get(id(case.draft))) is not None:
                for way, features in speaking_for(self._seen[case.line.index], case, self._drafts).items():
                    yield _example("ways", features, way == key["direction"])


def _fitting(left: list[dict[str, Any]], kind: Kind, start: int, end: int) -> dict[str, Any] | None:
    """The first key of a kind whose evidence lies within some characters."""
    return next((k for k in left if k["kind"] == kind and k["start"] < end and start < k["end"]), None)


def _extent(one: Telling) -> tuple[int, int]:
    """The tokens in which a key would name what is told."""
    if one.kind in {Kind.PLAN, Kind.EARLY_DISCLOSURE, Kind.PREVIOUS_EXCHANGE} and one.draft is None:
        return one.line.clause(one.i)
    return one.i, one.j


def learn(rows: Iterable[Example]) -> dict[str, Any]:
    """Have scikit-learn learn from examples: what ``made_of`` makes models of.

    The examples are handed on one by one: all together they are a few gigabytes, and only the learner needs them all.
    """
    learner = Path(__file__).with_name("learner.py")
    with subprocess.Popen([PEERS, learner], stdin=subprocess.PIPE, stdout=subprocess.PIPE, encoding="utf-8") as process:
        assert process.stdin is not None
        assert process.stdout is not None
        with process.stdin as told:
            told.writelines(json.dumps(row, ensure_ascii=False) + "\n" for row in rows)
        learnt = process.stdout.read()
    if process.returncode:
        message = "the learner failed; see above"
        raise RuntimeError(message)
    return {name: model if "table" in model else _parted(model) for name, model in json.loads(learnt).items()}


def _parted(model: dict[str, Any]) -> dict[str, Any]:
    """A model with its weights by what their features are said of, as they are looked up."""
    weights: dict[str, dict[str, int]] = {}
    for feature, weight in model["weights"].items():
        said_of, text = parted(feature)
        weights.setdefault(said_of, {})[text] = weight
    return {"bias": model["bias"], "weights": weights}


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
    said = learn(chain(examples(files), examples_beside()))
    OUT.write_text(json.dumps(said, ensure_ascii=False, separators=(",", ":"), sort_keys=True) + "\n", "utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
