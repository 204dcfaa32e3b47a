"""``homeward weigh``: files in, who says what out."""

import json
import threading
import time
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from enum import StrEnum
from pathlib import Path

import pytest

from homeward.cli import main, weighed
from homeward.exchange import Entry, Seen, encode
from homeward.exchange.entries import Body
from homeward.exchange.words import Accept, Open, Participant, Point, Policy, Quota, Role, Stage, Terms
from homeward.ledger import Log, SigningKey, export, leaf_hash, seal
from homeward.weighing import (
    Against,
    Cause,
    CheckRule,
    EarlyBasis,
    EventKind,
    Headline,
    PublicRecord,
    Reason,
    Rule,
    Standing,
    public_documents,
    public_rows,
    weigh,
)

REPORT = """A prisoner swap in May
Russia and Ukraine held a prisoner exchange on May 23. President Zelensky said that 391 prisoners returned to Ukraine.
"""
DOCUMENT = Path(__file__).parents[2].parent / "shared" / "documents" / "document-1.txt"


@pytest.fixture
def report(tmp_path: Path) -> Path:
    path = tmp_path / "report.txt"
    path.write_text(REPORT, "utf-8")
    note = {"title": "Swap in May", "published": "2025-05-23", "language": "en", "outlet": "The Invented Post"}
    (tmp_path / "report.meta.json").write_text(json.dumps(note), "utf-8")
    return path


def weighed_json(capsys: pytest.CaptureFixture[str], *arguments: str) -> dict[str, list[dict[str, object]]]:
    assert main(["weigh", "--json", *arguments]) == 0
    found: dict[str, list[dict[str, object]]] = json.loads(capsys.readouterr().out)
    return found


def test_the_bundled_reports_say_where_they_differ(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["weigh"]) == 0
    printed = " ".join(capsys.readouterr().out.split())
    assert "2025-05-23 exchange, stage 1 of istanbul-2025-05-16" in printed
    assert "64 by rki.news" in printed or "64 by Ukraine: Coordination Headquarters" in printed
    assert "the exchanges are counted differently (see 2025-05-06)" in printed
    assert "US: Trump made it public before the parties did, rki.news reports" in printed
    assert "holds: the stages make the whole (390 + 307 + 303)" in printed


def test_a_file_is_weighed_with_the_public_record(report: Path, capsys: pytest.CaptureFixture[str]) -> None:
    record = weighed_json(capsys, str(report))
    (exchange,) = [one for one in record["exchanges"] if one["key"] == "2025-05-23"]
    figures = exchange["figures"]
    assert isinstance(figures, list)
    home = next(
        one for one in figures if one["measure"]["subject"] == "moved" and one["measure"]["direction"] == "to_ukraine"
    )
    counts = {value["count"]: [voice["speaker"] for voice in value["voices"]] for value in home["values"]}
    assert counts[391] == ["Ukraine: Zelensky"]
    assert "compiled record" in counts[390]


def test_only_what_the_files_speak_of_is_shown_unless_all_is_asked(
    report: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    few = {one["key"] for one in weighed_json(capsys, str(report))["exchanges"]}
    everything = {one["key"] for one in weighed_json(capsys, "--all", str(report))["exchanges"]}
    assert few == {"2025-05-23", "2025-05-24", "2025-05-25"}
    assert everything >= {row.key for row in public_rows()}


def test_what_was_agreed_is_shown_before_anybody_has_gone(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "terms.txt"
    path.write_text(
        "Talks in Istanbul\nReuters\nJune 5, 2025\n\n"
        "Russia and Ukraine agreed in Istanbul on June 2 to exchange at least 1,200 prisoners each.\n",
        "utf-8",
    )
    found = weighed_json(capsys, str(path))
    assert not found["exchanges"]
    (deal,) = found["deals"]
    assert deal["key"] == "istanbul-2025-06-02"
    assert main(["weigh", str(path)]) == 0
    assert "agreed: people" in capsys.readouterr().out


def test_what_is_printed_can_go_to_a_file(report: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    out = tmp_path / "out.txt"
    assert main(["weigh", str(report), "--out", str(out)]) == 0
    assert capsys.readouterr().out == ""
    assert "391" in out.read_text("utf-8")


def test_a_file_that_is_not_there_is_one_sentence(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["weigh", str(tmp_path / "nothing.txt")]) == 2
    error = capsys.readouterr().err
    assert error.startswith("homeward: ")
    assert error.count("\n") == 1
    assert "nothing.txt" in error


@dataclass
class Writer:
    """A participant with a real key and a real log, who signs what it says."""

    name: str
    log: Log
    key: SigningKey
    seen: "list[Writer]" = field(default_factory=list)
    digests: list[str] = field(default_factory=list)

    def say(self, body: Body) -> str:
        after = tuple(
            Seen(other.name, len(other.digests) - 1, other.digests[-1], len(other.digests), other.log.root().hex())
            for other in self.seen
            if other.digests
        )
        time = datetime(2025, 5, 16, 12, len(self.digests), tzinfo=UTC)
        previous = self.digests[-1] if self.digests else None
        envelope = seal(encode(Entry("exercise", self.name, time, previous, after, body)), self.key)
        self.log.append(envelope)
        self.digests.append(leaf_hash(envelope).hex())
        return self.digests[-1]


@pytest.fixture
def logs(tmp_path: Path) -> Path:
    """The exported logs of two parties who agreed 391 for 391 on 23 May and have handed nobody over yet."""
    folder = tmp_path / "logs"
    folder.mkdir()
    writers = []
    for name in ("russia", "ukraine"):
        key = SigningKey.generate()
        writers.append(Writer(name, Log.create(tmp_path / f"{name}.log", f"example.org/{name}", key), key))
    one, other = writers
    one.seen, other.seen = [other], [one]
    people = tuple(Participant(each.name, Role.PARTY, (each.key.public.hex(),)) for each in writers)
    founding = one.say(Open(people, Policy(("russia", "ukraine"), ("russia", "ukraine"))))
    other.say(Open(repeats=founding))
    ways = (("russia", "ukraine"), ("ukraine", "russia"))
    quotas = tuple(Quota(giver, receiver, "servicemen", 391) for giver, receiver in ways)
    stage = Stage("day-1", date(2025, 5, 23), quotas)
    agreed = one.say(Terms("Istanbul", date(2025, 5, 16), quotas, (stage,), (Point("bridge", "The bridge"),)))
    other.say(Accept(agreed))
    for each in writers:
        export(each.log, folder / each.name)
    (folder / "keys").write_text("".join(f"{each.log.verifier}\n" for each in writers), "utf-8")
    return folder


def test_signed_logs_are_proved_and_weighed_with(report: Path, logs: Path, capsys: pytest.CaptureFixture[str]) -> None:
    record = weighed_json(capsys, "--logs", str(logs), str(report))
    (exchange,) = [one for one in record["exchanges"] if one["key"] == "2025-05-23"]
    assert exchange["signed"] is True
    # Nothing is confirmed yet, so that the page that tells of it is early and nothing supports it.
    early = exchange["early"]
    assert isinstance(early, list)
    assert ("terms", str(report)) in {(one["basis"], one["voice"]["document"]) for one in early}
    (deal,) = [one for one in record["deals"] if one["key"] == "istanbul-2025-05-16"]
    agreed = [one["signed"] for one in deal["figures"] if one["measure"]["subject"] == "agreed"]  # type: ignore[attr-defined]
    assert agreed == [391, 391]


def test_logs_that_are_not_proved_are_not_weighed_with(
    report: Path, logs: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (bundle,) = (logs / "russia" / "tile" / "entries").rglob("*.p/*")
    data = bundle.read_bytes()
    bundle.write_bytes(data[:-2] + bytes([data[-2] ^ 1]) + data[-1:])
    assert main(["weigh", "--logs", str(logs), str(report)]) == 2
    assert "The log of russia is not proved" in capsys.readouterr().err


@pytest.mark.skipif(not DOCUMENT.exists(), reason="the document is not beside the project")
def test_the_document_of_the_worked_example_is_put_on_its_exchanges(capsys: pytest.CaptureFixture[str]) -> None:
    record = weighed_json(capsys, str(DOCUMENT))
    by_key = {one["key"]: one for one in record["exchanges"]}
    assert {"2025-05-06", "2025-05-23"} <= by_key.keys()
    told = [one for one in by_key["2025-05-06"]["contradictions"] if one["dates"]]  # type: ignore[attr-defined]
    assert ["2025-05-06", "2025-05-07"] in [one["dates"] for one in told]
    war = [
        one
        for one in by_key["2025-05-23"]["figures"]  # type: ignore[attr-defined]
        if one["measure"]["scope"] == "since 2022" and one["measure"]["subject"] == "ordinal"
    ]
    assert [one["headline"]["count"] for one in war] == [65]


@pytest.mark.parametrize(
    ("words", "table"),
    [
        (EventKind, weighed.KINDS),
        (Rule, weighed.RULES),
        (Standing, weighed.STANDINGS),
        (Cause, weighed.CAUSES),
        (CheckRule, weighed.CHECKS),
        (Reason, weighed.REASONS),
        (Against, weighed.AGAINST),
    ],
)
def test_every_word_of_weighing_has_a_phrase(words: type[StrEnum], table: dict[StrEnum, str]) -> None:
    assert set(words) == set(table)
    assert len(set(table.values())) == len(table)


def test_everything_in_the_record_can_be_said() -> None:
    record: PublicRecord = weigh((), public_rows())
    for one in (*record.exchanges, *record.deals):
        for figure in one.figures:
            assert weighed.measure(figure.measure)
            assert isinstance(figure.headline, Headline)
            assert weighed.headline(figure.headline)
            assert all(weighed.voices(value) for value in figure.values)
        assert all(weighed.check(check) for check in one.checks)
        said = [weighed.contradiction(told, one.key) for told in one.contradictions]
        assert all(said)
        assert not any(f"(see {one.key}" in told for told in said)
    assert {basis.value for basis in EarlyBasis} == {"terms", "reported"}


def test_documents_without_a_grammar_are_named(capsys: pytest.CaptureFixture[str]) -> None:
    from homeward.reading import languages

    assert main(["weigh"]) == 0
    printed = capsys.readouterr().out
    for document in public_documents():
        if document.language not in languages():
            assert f"No claims were read from {document.name}." in printed


def test_a_file_that_cannot_be_read_costs_one_sentence_and_the_others_are_weighed(
    report: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (report.parent / "broken.pdf").write_bytes(b"%PDF-1.4 nothing")
    assert main(["weigh", str(report.parent)]) == 1
    said = capsys.readouterr()
    assert "391" in said.out
    assert len(said.err.splitlines()) == 1
    assert "broken.pdf" in said.err


def invented(folder: Path, name: str, count: int, day: str, who: str = "The Coordination Headquarters") -> Path:
    """Write a report of one day with its date."""
    path = folder / f"{name}.txt"
    path.write_text(f"A swap in June\n{who} said that {count} Ukrainian soldiers returned home on June 3, 2031.\n")
    note = {"published": day, "language": "en", "outlet": name, "title": "A swap in June"}
    (folder / f"{name}.meta.json").write_text(json.dumps(note), "utf-8")
    return path


def test_history_says_what_each_day_changed(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    invented(tmp_path, "first", 31, "2031-06-03", "An eyewitness")
    invented(tmp_path, "second", 33, "2031-06-04")
    assert main(["weigh", str(tmp_path), "--history"]) == 0
    told = capsys.readouterr().out
    told = told[told.index("\n2031-06-03:") :]
    assert "2031-06-03: " in told
    assert "first" in told.split("2031-06-04: ")[0]
    assert "33" not in told.split("2031-06-04: ")[0]
    after = told.split("2031-06-04: ")[1]
    assert "33" in after
    assert "(was: 31" in after


def test_every_voice_can_be_had_as_a_table(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    report = invented(tmp_path, "first", 31, "2031-06-03")
    table = tmp_path / "voices.csv"
    assert main(["weigh", str(report), "--table", str(table)]) == 0
    heading, *rows = table.read_text("utf-8-sig").splitlines()
    assert heading.startswith("page,subject,direction")
    assert any(row.startswith("2031-06-03,moved,to_ukraine") and ",31," in row for row in rows)
    assert main(["weigh", str(report), "--table", str(tmp_path / "voices.doc")]) == 2
    assert ".xlsx" in capsys.readouterr().err


def test_a_watched_folder_says_what_each_file_changed(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    rounds = 0

    here, really = threading.get_ident(), time.sleep

    def sleep(seconds: float) -> None:
        nonlocal rounds
        if threading.get_ident() != here:  # a thread that another test left waiting
            really(seconds)
            return
        rounds += 1
        if rounds == 1:
            invented(tmp_path, "first", 31, "2031-06-03", "An eyewitness")
            (tmp_path / "broken.pdf").write_bytes(b"%PDF-1.7\nnothing")
        elif rounds == 4:
            invented(tmp_path, "second", 33, "2031-06-04")
        elif rounds > 7:
            raise KeyboardInterrupt

    monkeypatch.setattr("time.sleep", sleep)
    out = tmp_path / "out"
    assert main(["weigh", "--watch", str(tmp_path), "--json", "--out", str(out)]) == 130
    said = capsys.readouterr()
    assert "31" in said.out
    assert "(was: 31" in said.out
    assert said.err.count("broken.pdf") == 1
    assert {one["key"] for one in json.loads(out.read_text())["exchanges"]} == {"2031-06-03"}


def test_reprints_are_named(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    filler = " ".join(f"Witness number {one} told how the buses came over the bridge at dawn." for one in range(9))
    for name in ("first", "second"):
        path = invented(tmp_path, name, 31, "2031-06-03")
        path.write_text(path.read_text() + filler)
    assert main(["weigh", str(tmp_path)]) == 0
    assert "one report, counted as one voice" in " ".join(capsys.readouterr().out.split())
