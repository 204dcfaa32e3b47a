"""Logs are taken in once, never rewritten, and everything made from them can be made again and is found equal."""

from pathlib import Path

import pytest
from django.core.exceptions import ObjectDoesNotExist

from homeward.ledger import Log as Ledger
from homeward.ledger import SigningKey, StoreError
from homeward.node.journal.actions import ForkError, import_logs, rebuild, states_held
from homeward.node.journal.models import Entry, Log
from homeward.node.public.actions import reweigh
from homeward.node.public.models import ExchangePage
from homeward.node.sources.actions import add_document
from homeward.node.stages.models import Stage, Tally

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def no_charts(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("homeward.node.public.charts.available", lambda: False)


def test_every_entry_is_kept_with_what_became_of_it(logs: list[Path]) -> None:
    added = import_logs(logs)
    assert added == Entry.objects.count() > 80
    assert set(Log.objects.values_list("participant", flat=True)) == {"ukraine", "russia", "intermediary"}
    assert set(Entry.objects.values_list("fate", flat=True)) == {"stands"}
    assert "terms" in set(Entry.objects.values_list("type", flat=True))


def test_taking_the_same_logs_in_again_adds_nothing(logs: list[Path]) -> None:
    import_logs(logs)
    assert import_logs(logs) == 0
    opened = [Ledger.open(path) for path in logs]
    assert import_logs(opened) == 0
    for log in opened:
        log.close()


def test_logs_may_arrive_one_by_one_in_any_order(logs: list[Path]) -> None:
    for path in reversed(logs):
        import_logs([path])
    one_by_one = states_held()
    Log.objects.all().delete()
    import_logs(logs)
    assert states_held() == one_by_one


def test_a_log_of_one_participant_alone_waits_for_the_others(logs: list[Path]) -> None:
    import_logs([path for path in logs if path.parent.name == "russia"])
    assert set(Entry.objects.values_list("fate", flat=True)) <= {"pending", "void"}
    assert not Tally.objects.exists()


def test_a_log_cut_short_or_rewritten_is_refused(logs: list[Path], tmp_path: Path) -> None:
    import_logs(logs)
    (path,) = (path for path in logs if path.parent.name == "russia")
    key = SigningKey.load(path.parent / "keys" / "log.key")
    with Ledger.open(path) as log:
        envelopes, origin = list(log.entries()), log.origin
    for name, kept in (("short", envelopes[:3]), ("rewritten", [envelopes[1], envelopes[0], *envelopes[2:]])):
        with Ledger.create(tmp_path / name, origin, key) as forged:
            forged.append_many(kept)
        with pytest.raises(ForkError, match=r"cut short|rewritten"):
            import_logs([tmp_path / name])
    assert Log.objects.get(participant="russia").size == len(envelopes)


def test_a_file_that_is_no_log_is_refused(tmp_path: Path) -> None:
    (tmp_path / "log").write_text("not a log")
    with pytest.raises(StoreError):
        import_logs([tmp_path / "log"])


def test_a_rebuild_finds_every_projection_equal(logs: list[Path]) -> None:
    import_logs(logs)
    add_document("a.txt", b"Published on May 24, 2025\n\nUkraine said 307 soldiers returned home on Saturday.")
    reweigh()
    assert rebuild(check=True) == []


def test_a_check_finds_what_was_changed_by_hand_and_leaves_it(logs: list[Path]) -> None:
    import_logs(logs)
    reweigh()
    Tally.objects.filter(stage__name="day-1").update(confirmed=391)
    Entry.objects.filter(index=0).update(fate="void")
    ExchangePage.objects.filter(key="2025-05-24").delete()
    assert set(rebuild(check=True)) == {"entries", "stages", "pages"}
    assert Tally.objects.filter(confirmed=391).exists()
    assert set(rebuild()) == {"entries", "stages", "pages"}
    assert rebuild(check=True) == []
    with pytest.raises(ObjectDoesNotExist):
        Tally.objects.get(confirmed=391)


def test_stages_are_projected_with_every_participants_word(logs: list[Path]) -> None:
    import_logs(logs)
    day = Stage.objects.get(name="day-2")
    tally = day.tallies.get(giver="russia", receiver="ukraine", category="")
    assert (tally.agreed, tally.departed, tally.received, tally.confirmed, tally.owed) == (307, 307, 306, 307, 0)
    assert all(Entry.objects.filter(digest=digest).exists() for _, _, digest in tally.entries)
