"""Nothing of the signed record is public before the terms allow it, and nothing that is void ever is.

Design, section 5: *Public: what the terms have released: figures, statements, checkpoints, proofs, and the claims of
public documents. Nothing else; tests try to get the rest out of every address.*
"""

import re
import shutil
from datetime import UTC, datetime
from pathlib import Path

import pytest
from django.test import Client

from homeward.exchange import Body, Entry, Seen, encode
from homeward.exchange.words import Claimed, Departure, Said, Statement
from homeward.ledger import Log, SigningKey, seal
from homeward.node.desk import post
from homeward.node.desk.desk import Desk
from homeward.node.journal.actions import import_logs, states_held
from homeward.node.journal.models import Entry as Stored
from homeward.node.public.actions import reweigh
from homeward.node.public.models import DealPage, ExchangePage
from homeward.node.public.tables import TABLES

pytestmark = pytest.mark.django_db
BEFORE = datetime(2025, 5, 23, 12, 0, tzinfo=UTC)  # signed by both sides, and the terms' hour not yet over
FIRST_DAY = datetime(2025, 5, 24, 8, 0, tzinfo=UTC)
AFTER = datetime(2025, 6, 1, 0, 0, tzinfo=UTC)


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> dict[str, datetime]:
    """The node's clock, to be set; the compiled record is left out, so that every number is a signed one."""
    now = {"now": BEFORE}
    monkeypatch.setattr("django.utils.timezone.now", lambda: now["now"])
    monkeypatch.setattr("homeward.node.public.actions.public_rows", lambda: ())
    monkeypatch.setattr("homeward.node.public.charts.available", lambda: False)
    return now


def everything(reader: Client) -> str:
    """Return every public page and twin, in every language, as one text."""
    addresses = {"/", "/index.json", "/index.csv", "/contradictions", "/contradictions.json", "/documents", "/health"}
    addresses |= {"/record", "/record.json", "/record.csv", "/charts", "/data", "/feed.atom", "/contradictions.csv"}
    addresses |= {f"/embed/{name}" for name in ("each", "sum", "waiting", "agreement")}
    addresses |= {f"/data/{name}.{form}" for name in TABLES for form in ("csv", "json")}
    days = ("2025-05-22", "2025-05-23", "2025-05-24", "2025-05-25")
    keys = [f"/exchanges/{day}" for day in days] + ["/deals/istanbul-2025-05-16"]
    keys += [f"/exchanges/{key}" for key in ExchangePage.objects.values_list("key", flat=True)]
    keys += [f"/deals/{key}" for key in DealPage.objects.values_list("key", flat=True)]
    addresses |= {key + ending for key in keys for ending in ("", ".json", ".csv", "/citation.bib", "/citation.json")}
    bodies = (
        reader.get(address, {"lang": language}).content.decode()
        for address in sorted(addresses)
        for language in ("en", "uk", "ru")
    )
    return "\n".join(bodies)


def test_nothing_signed_is_public_before_the_terms_allow_it(
    reader: Client, clock: dict[str, datetime], logs: list[Path]
) -> None:
    import_logs(logs)
    reweigh()
    said = everything(reader)
    digests = list(Stored.objects.values_list("digest", flat=True))
    assert digests
    for secret in ("390", "307", "303", "1,000", "880", "may-2025-exercise", "border-crossing", "Istanbul", *digests):
        assert secret not in said, secret
    assert not ExchangePage.objects.exists()


def test_a_stage_is_told_when_it_may_be_and_the_next_is_not(
    reader: Client, clock: dict[str, datetime], logs: list[Path]
) -> None:
    import_logs(logs)
    clock["now"] = FIRST_DAY
    reweigh()
    page = reader.get("/exchanges/2025-05-23").content.decode()
    assert "Both sides signed it" in page
    assert 'id="signed-ukraine-russia"' in page
    said = everything(reader)
    for secret in ("307", "303", "1,000", "1\xa0000", "880", "Istanbul"):
        assert not re.search(rf"(?<![0-9a-f]){secret}(?![0-9a-f])", said), secret
    assert set(ExchangePage.objects.values_list("key", flat=True)) == {"2025-05-23"}


def test_after_the_last_stage_the_whole_is_told_with_each_sides_word(
    reader: Client, clock: dict[str, datetime], logs: list[Path]
) -> None:
    import_logs(logs)
    clock["now"] = AFTER
    reweigh()
    front = reader.get("/").content.decode()
    assert "1,000 people returned to" in front
    assert "Ukraine signed: received" in front
    assert re.search(r"999\s*<small[^>]*>\(settled: 1,000\)", front)
    record = reader.get("/deals/istanbul-2025-05-16.json").json()["signed_record"]
    whole = next(tally for tally in record["tallies"] if tally["receiver"] == "ukraine" and tally["category"] is None)
    assert (whole["received"], whole["confirmed"], whole["owed"]) == (999, 1000, 0)
    page = reader.get("/deals/istanbul-2025-05-16", {"lang": "uk"}).content.decode()
    assert "До України повернуто осіб: 1\u00a0000" in page


def test_an_hour_can_pass_without_a_weighing_and_still_nothing_is_shown_that_is_held(
    reader: Client, clock: dict[str, datetime], logs: list[Path]
) -> None:
    import_logs(logs)
    clock["now"] = AFTER
    reweigh()
    clock["now"] = BEFORE  # a clock set back must close what it opened
    assert 'id="signed-ukraine-russia"' not in reader.get("/exchanges/2025-05-24").content.decode()


def test_what_is_void_is_never_public(
    reader: Client, clock: dict[str, datetime], logs: list[Path], tmp_path: Path
) -> None:
    folder = tmp_path / "logs"
    shutil.copytree(logs[0].parents[1], folder)
    paths = sorted(folder.glob("*/log.sqlite3"))
    import_logs(paths)
    say(folder, "ukraine", Departure("day-9", "ukraine", "russia", "border-crossing", (), 7777))
    assert import_logs(paths) == 1
    void = Stored.objects.get(fate="void")
    assert void.rule
    clock["now"] = AFTER
    reweigh()
    said = everything(reader)
    assert "7,777" not in said
    assert void.digest not in said


def test_a_released_statement_that_the_record_contradicts_is_marked(
    reader: Client, clock: dict[str, datetime], logs: list[Path], tmp_path: Path
) -> None:
    folder = tmp_path / "logs"
    shutil.copytree(logs[0].parents[1], folder)
    paths = sorted(folder.glob("*/log.sqlite3"))
    import_logs(paths)
    figures = (Claimed("russia", "ukraine", 399, "day-1"),)
    say(folder, "ukraine", Statement((Said("en", "399 came home on the first day."),), figures, "day-1"))
    import_logs(paths)
    clock["now"] = AFTER
    reweigh()
    page = reader.get("/exchanges/2025-05-23").content.decode()
    statement = page.split("399 came home on the first day.")[1].split("</blockquote>")[0]
    assert "the signed record says otherwise" in statement


def say(folder: Path, author: str, body: Body) -> None:
    """Let a participant of the exercise say one thing more."""
    (state,) = states_held()
    after = tuple(
        Seen(ref.participant, ref.index, ref.digest, ref.index + 1, "0" * 64)
        for name, ref in sorted(state.newest.items())
        if name != author
    )
    entry = Entry(state.exchange or "", author, AFTER, state.newest[author].digest, after, body)
    key = SigningKey.load(folder / author / "keys" / "author.key")
    with Log.open(folder / author / "log.sqlite3", SigningKey.load(folder / author / "keys" / "log.key")) as log:
        log.reconcile([], alone=True)  # a copy, which nobody else has heard of
        log.append(seal(encode(entry), key))


def test_no_commitment_and_no_detail_of_a_person_is_stored_outside_the_envelopes(
    reader: Client, clock: dict[str, datetime], logs: list[Path]
) -> None:
    import_logs(logs)
    clock["now"] = AFTER
    reweigh()
    said = everything(reader)
    desks = [Desk.open(path.parent) for path in logs]
    people = [one for desk in desks for digest in desk.shelf.letters() for one in post.open_letter(desk, digest).people]
    assert people
    for person in people[::97]:
        assert person.person not in said
        assert person.details["surname"] not in said
