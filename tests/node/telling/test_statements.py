"""Statements: from confirmed figures, by two people, held until the terms allow, corrected in public."""

import re
from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from homeward.exchange import decode
from homeward.exchange.words import Correction, Said, Statement
from homeward.node.accounts.models import Request
from homeward.node.accounts.roles import Role
from homeward.node.journal import saying
from homeward.node.journal.actions import import_logs
from homeward.node.public.actions import reweigh
from homeward.node.sources.actions import add_document
from homeward.node.stages.models import Statement as Projected
from homeward.node.stages.models import Tally
from homeward.node.telling.drafting import DraftError, draft
from homeward.node.telling.models import Draft, EarlyTold
from tests.node.cast import at_work, somebody
from tests.node.crossing.conftest import Day
from tests.node.telling.conftest import hand_over

pytestmark = pytest.mark.django_db


@pytest.fixture
def spokesperson() -> Client:
    return at_work(Role.SPOKESPERSON)


def said(day: Day) -> list[Any]:
    bodies = [decode(one.payload).body for one in day.desk.logged() if one.participant == day.desk.name]
    return [body for body in bodies if isinstance(body, Statement | Correction)]


def drafted(client: Client, stage: str = "day-1", **more: str) -> Draft:
    answer = client.post("/office/statements/new", {"stage": stage, **more})
    assert answer.status_code == 302, answer.content.decode()
    return Draft.objects.get(key=answer["Location"].rpartition("/")[2])


def release(client: Client, made: Draft) -> Request:
    answer = client.post(f"/office/statements/{made.key}/release")
    assert answer.status_code == 302, answer.content.decode()
    request = Request.objects.get(pk=answer["Location"].rpartition("/")[2])
    second = at_work(Role.SPOKESPERSON, "second spokesperson")
    second.post(f"/office/requests/{request.pk}/agree", {"digest": request.digest})
    request.refresh_from_db()
    return request


def test_a_draft_says_what_both_sides_confirmed_in_three_languages(done: Day, spokesperson: Client) -> None:
    made = drafted(spokesperson)
    assert made.words["en"] == (
        "On 23 May 2025, 5 people returned to North. On 23 May 2025, 320 people returned to South."
    )
    assert "320 осіб повернулося" in made.words["uk"]
    assert "320 человек вернулись" in made.words["ru"]
    assert [one[2] for one in made.figures if not one[3]] == [5, 320]


def test_there_is_nothing_to_tell_before_every_direction_is_confirmed(
    node: Callable[[str], Day], spokesperson: Client
) -> None:
    day = node("north")
    hand_over(day.party, ("south", "north"))
    answer = spokesperson.post("/office/statements/new", {"stage": "day-1"})
    assert answer.status_code == 400
    assert "Not every direction is confirmed yet" in answer.content.decode()
    assert not Draft.objects.exists()


def test_two_people_release_it_and_it_is_said_once(done: Day, spokesperson: Client) -> None:
    assert "Confirmed, nothing said yet: day-1" in spokesperson.get("/office").content.decode()
    made = drafted(spokesperson)
    answer = spokesperson.post(f"/office/statements/{made.key}/release")
    request = Request.objects.get()
    assert answer["Location"] == f"/office/requests/{request.pk}"
    own = spokesperson.post(f"/office/requests/{request.pk}/agree", {"digest": request.digest})
    assert own.status_code == 400
    assert not said(done)
    second = at_work(Role.SPOKESPERSON, "second spokesperson")
    assert "5 people returned to North" in second.get(f"/office/requests/{request.pk}").content.decode()
    for _ in range(2):
        second.post(f"/office/requests/{request.pk}/agree", {"digest": request.digest})
    (statement,) = said(done)
    assert statement.stage == "day-1"
    assert {one.count for one in statement.figures} == {5, 320}
    made.refresh_from_db()
    assert made.entry
    assert "nothing said yet" not in spokesperson.get("/office").content.decode()


def test_what_was_changed_after_it_was_asked_is_not_released(done: Day, spokesperson: Client) -> None:
    made = drafted(spokesperson)
    spokesperson.post(f"/office/statements/{made.key}/release")
    spokesperson.post(f"/office/statements/{made.key}", {"words-en": "Everybody is home."})
    request = Request.objects.get()
    at_work(Role.SPOKESPERSON, "second").post(f"/office/requests/{request.pk}/agree", {"digest": request.digest})
    request.refresh_from_db()
    assert request.state == Request.State.FAILED
    assert "changed since this was asked" in request.outcome
    assert not said(done)


def test_numbers_that_no_figure_stands_behind_and_missing_languages_are_pointed_out(
    done: Day, spokesperson: Client
) -> None:
    made = drafted(spokesperson)
    spokesperson.post(f"/office/statements/{made.key}", {"words-en": "On 23 May 2025, 5 came home, 2 of them wounded."})
    page = spokesperson.get(f"/office/statements/{made.key}").content.decode()
    assert "no figure stands behind: 2." in page
    assert "There are no words in: uk, ru." in page


def test_only_spokespersons_draft(done: Day) -> None:
    made = draft(somebody(Role.SPOKESPERSON), "day-1")
    for role in set(Role) - {Role.SPOKESPERSON}:
        client = at_work(role)
        assert client.get("/office/statements").status_code == 403
        assert client.get(f"/office/statements/{made.key}").status_code == 403
        assert client.post("/office/statements/new", {"stage": "day-1"}).status_code == 403
        assert client.post(f"/office/statements/{made.key}/release").status_code == 403


@pytest.fixture
def published(done: Day, reader: Client, monkeypatch: pytest.MonkeyPatch) -> Callable[[Any], str]:
    """What the public sees of the stage, at a time."""
    monkeypatch.setattr("homeward.node.public.actions.public_rows", lambda: ())
    monkeypatch.setattr("homeward.node.public.charts.available", lambda: False)

    def at(moment: Any) -> str:
        import_logs([done.desk.path(name) for name in done.desk.cards.names()])
        with monkeypatch.context() as patch:
            patch.setattr("django.utils.timezone.now", lambda: moment)
            reweigh()
            addresses = ["/", "/index.json", "/record", "/record.json", "/feed.atom", "/contradictions", "/documents"]
            addresses += ["/exchanges/2025-05-23", "/exchanges/2025-05-23.json", "/deals/harbour-2025-05-16"]
            return "\n".join(reader.get(address).content.decode() for address in addresses)

    return at


def test_nothing_is_public_before_the_terms_allow_it_and_then_it_is(
    done: Day, spokesperson: Client, published: Callable[[Any], str]
) -> None:
    release(spokesperson, drafted(spokesperson))
    early = published(timezone.now() - timedelta(days=30))
    assert "returned to North" not in early
    assert "320" not in re.sub(r"[0-9a-f]{16,}", "", early)
    later = published(timezone.now() + timedelta(hours=1))
    assert "5 people returned to North" in later


def test_a_correction_is_shown_in_public_with_what_was_said_before(
    done: Day, spokesperson: Client, published: Callable[[Any], str]
) -> None:
    release(spokesperson, drafted(spokesperson))
    root = saying.state().statements(timezone.now())[0].root.digest
    made = drafted(spokesperson, corrects=root)
    refused = spokesperson.post(f"/office/statements/{made.key}/release")
    assert "Say what was wrong" in refused.content.decode()
    spokesperson.post(
        f"/office/statements/{made.key}",
        {"words-en": "5 people came home to North.", "reason": "The wording was clumsy."},
    )
    made.refresh_from_db()
    assert release(spokesperson, made).state == Request.State.DONE
    assert isinstance(said(done)[-1], Correction)
    page = published(timezone.now() + timedelta(hours=1))
    assert "5 people came home to North." in page
    assert "The wording was clumsy." in page
    assert re.search(r"<del[^>]*>On 23 May 2025, 5 people returned to North", page)


def test_what_was_corrected_before_it_could_be_told_is_not_told_by_its_correction(
    done: Day, spokesperson: Client
) -> None:
    """The first words were never public, so the correction does not make them so."""
    early = Statement((Said("en", "Secret words."),), (), None)
    done.party["south"].say(early, timezone.now().replace(microsecond=0) - timedelta(hours=9), rehearsed=False)
    state = saying.state()
    assert state.view is not None
    done.party.sync()
    root = next(one.root.digest for one in saying.state().statements(timezone.now()) if one.author == "south")
    correction = Correction(root, "Too early.", Statement((Said("en", "Good words."),), (), None))
    done.party["south"].say(correction, timezone.now().replace(microsecond=0) - timedelta(hours=8), rehearsed=False)
    done.party.sync()
    import_logs([done.desk.path(name) for name in done.desk.cards.names()])
    projected = Projected.objects.get(author="south")
    assert projected.words == {"en": "Good words."}
    assert projected.corrections == []


def test_what_others_told_too_early_is_shown_to_the_spokesperson_and_to_nobody_else(
    node: Callable[[str], Day], spokesperson: Client, reader: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    from dataclasses import replace

    from homeward.node.telling import early
    from homeward.weighing import signed_record
    from tests.node.record import TEXT

    node("north")
    record = signed_record(saying.state())
    assert record is not None
    monkeypatch.setattr(early, "signed_record", lambda _state: replace(record, parties=("russia", "ukraine")))
    add_document("report.txt", TEXT.encode(), date(2025, 5, 23), {"outlet": "early.news"})
    page = spokesperson.get("/office/statements").content.decode()
    assert EarlyTold.objects.exists()
    assert "early.news" in page
    assert "not allowed yet" in page
    assert "too early" in spokesperson.get("/office").content.decode()
    assert "too early" not in at_work(Role.COORDINATION).get("/office").content.decode()
    reweigh()
    assert "too early" not in reader.get("/exchanges/2025-05-23").content.decode().lower()


def test_a_statement_of_a_group_too_small_gives_no_number(done: Day, settings: Any) -> None:
    settings.SMALLEST_GROUP = 6
    made = draft(somebody(Role.SPOKESPERSON), "day-1")
    assert "several people returned to North" in made.words["en"]
    assert "320 people returned to South" in made.words["en"]
    assert [one[2] for one in made.figures] == [320, 320]


def test_a_draft_needs_a_stage_of_the_terms(done: Day) -> None:
    with pytest.raises(DraftError, match="no such stage"):
        draft(somebody(Role.SPOKESPERSON), "day-9")


def test_small_groups_are_not_public(
    done: Day, spokesperson: Client, published: Callable[[Any], str], settings: Any
) -> None:
    settings.SMALLEST_GROUP = 6
    page = published(timezone.now() + timedelta(hours=1))
    assert Tally.objects.filter(giver="south", withheld=True).exists()
    assert not Tally.objects.filter(giver="north", withheld=True).exists()
    assert 'id="signed-north-south"' in page
    assert 'id="signed-south-north"' not in page
    assert "Groups of fewer than 6 people are not told" in page
