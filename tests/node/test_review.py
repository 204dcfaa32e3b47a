"""Review: closed unless opened, for reviewers alone, throttled; what they decide holds when documents are read anew."""

import pytest
from django.test import Client

from homeward.node.public.models import ExchangePage, Remark
from homeward.node.review.accounts import AccountError, close, open_account
from homeward.node.sources import actions
from homeward.node.sources.actions import add_document, judge, readings, reread
from homeward.node.sources.models import Document, Judgement

pytestmark = pytest.mark.django_db
NAME, PASSWORD = "olena", "three small boats at dawn"
REPORT = (
    "Ukraine and Russia exchanged prisoners on Saturday. The Coordination Headquarters said that 307 soldiers returned."
)


@pytest.fixture(autouse=True)
def review_open(settings, monkeypatch: pytest.MonkeyPatch) -> None:
    settings.REVIEW_OPEN = True
    monkeypatch.setattr("homeward.node.public.charts.available", lambda: False)
    monkeypatch.setattr("homeward.node.public.actions.public_rows", lambda: ())


@pytest.fixture
def document() -> Document:
    from datetime import date

    return add_document("report.txt", REPORT.encode(), date(2025, 5, 24))


@pytest.fixture
def reviewer(reader: Client) -> Client:
    open_account(NAME, PASSWORD)
    assert reader.post("/office/review/in", {"name": NAME, "password": PASSWORD}).status_code == 302
    return reader


def test_review_is_closed_unless_the_operator_opens_it(reader: Client, settings) -> None:
    settings.REVIEW_OPEN = False
    for address in ("/office/review", "/office/review/in", "/remarks"):
        assert reader.get(address).status_code == 404
    assert reader.post("/remarks", {"text": "wrong", "page": "/"}).status_code == 404
    assert not Remark.objects.exists()


def test_nobody_but_a_reviewer_judges(reader: Client, document: Document) -> None:
    form = {"claim": "0", "decision": "reject", "reason": "no"}
    for address in ("/office/review", f"/office/review/documents/{document.key}"):
        assert reader.get(address).url == "/office/review/in"
    assert reader.post(f"/office/review/documents/{document.key}", form).url == "/office/review/in"
    assert not Judgement.objects.exists()


def test_a_wrong_password_is_refused_and_many_are_not_tried(reader: Client) -> None:
    open_account(NAME, PASSWORD)
    answers = [reader.post("/office/review/in", {"name": NAME, "password": "wrong"}).status_code for _ in range(6)]
    assert answers == [400] * 5 + [429]
    assert reader.post("/office/review/in", {"name": NAME, "password": PASSWORD}).status_code == 429


def test_a_session_is_seen_by_no_page_of_the_record(reviewer: Client) -> None:
    cookie = reviewer.cookies["sessionid"]
    assert cookie["path"] == "/office"
    assert cookie["samesite"] == "Strict"
    assert cookie["httponly"]
    assert reviewer.get("/office/review")["Cache-Control"] == "no-store"


def test_a_closed_account_can_do_nothing(reviewer: Client, document: Document) -> None:
    close(NAME)
    assert reviewer.get("/office/review").status_code == 302
    with pytest.raises(AccountError, match="no reviewer"):
        close("nobody")


@pytest.mark.parametrize("password", ["short", "password1234", "olena olena olena"[:5]])
def test_weak_passwords_are_refused(password: str) -> None:
    with pytest.raises(AccountError):
        open_account(NAME, password)


def test_a_rejected_claim_counts_for_nothing_and_says_why(reviewer: Client, document: Document) -> None:
    actions_before = {c.count for r in readings() for c in r.claims if not c.rejected}
    assert 307 in actions_before
    index = document.claims.get(count=307).index
    form = {"claim": str(index), "decision": "reject", "reason": "It speaks of a plan."}
    assert reviewer.post(f"/office/review/documents/{document.key}", form).status_code == 302
    (reading,) = readings()
    assert [c.rejected for c in reading.claims if c.count == 307] == [True]
    assert not ExchangePage.objects.filter(key="2025-05-24").exists()
    page = Client(headers={"accept-language": "en"}).get(f"/documents/{document.key}").content.decode()
    assert "It speaks of a plan." in page
    assert NAME not in page


def test_a_correction_is_weighed_and_survives_reading_anew(reviewer: Client, document: Document) -> None:
    claim = document.claims.get(count=307)
    form = {"claim": str(claim.index), "decision": "correct", "reason": "A slip: the source says 303."}
    form |= {name: getattr(claim, name) or "" for name in actions.CORRECTED} | {"count": "303"}
    assert reviewer.post(f"/office/review/documents/{document.key}", form).status_code == 302
    for _ in range(2):
        (reading,) = readings()
        assert {c.count for c in reading.claims if c.count} == {303}
        reread()
    page = ExchangePage.objects.get(key="2025-05-24")
    assert '"count": 303' in str(page.value).replace("'", '"')
    assert Judgement.objects.count() == 1


def test_the_last_decision_holds_and_all_are_kept(document: Document) -> None:
    claim = document.claims.get(count=307)
    judge(claim, "reject", NAME, "No.")
    judge(claim, "accept", "petro")
    reread()
    (reading,) = readings()
    assert not any(c.rejected for c in reading.claims)
    assert [one.decision for one in Judgement.objects.all()] == ["reject", "accept"]


@pytest.mark.parametrize(
    ("decision", "reason", "corrected"),
    [
        ("delete", "why", {}),
        ("reject", "", {}),
        ("correct", "why", {}),
        ("correct", "why", {"kind": "unheard of"}),
        ("correct", "why", {"direction": "to the moon"}),
        ("correct", "why", {"exchange_date": "tomorrow"}),
        ("correct", "why", {"evidence": "other words"}),
        ("accept", "", {"count": 5}),
    ],
)
def test_bad_decisions_change_nothing(document: Document, decision: str, reason: str, corrected: dict) -> None:
    claim = document.claims.get(count=307)
    with pytest.raises(actions.JudgementError):
        judge(claim, decision, NAME, reason, corrected)
    assert not Judgement.objects.exists()
    assert document.claims.get(count=307).judged is None


def test_a_readers_remark_is_seen_by_reviewers_alone(reviewer: Client) -> None:
    stranger = Client(headers={"accept-language": "en"})
    form = {"page": "/exchanges/2025-05-24#moved", "text": "It was 303.", "contact": "ivan@example.org"}
    assert stranger.post("/remarks", form).status_code == 200
    remark = Remark.objects.get()
    assert "127.0.0.1" not in remark.sender
    assert "It was 303." not in stranger.get("/").content.decode()
    assert "It was 303." in reviewer.get("/office/review").content.decode()
    assert reviewer.post(f"/office/review/remarks/{remark.id}").status_code == 302
    assert "It was 303." not in reviewer.get("/office/review").content.decode()


def test_remarks_are_limited_and_lead_nowhere_else(reader: Client) -> None:
    answers = [reader.post("/remarks", {"page": "https://evil.example/", "text": "x"}).status_code for _ in range(11)]
    assert answers == [200] * 10 + [400]
    assert {remark.page for remark in Remark.objects.all()} == {""}
    assert reader.post("/remarks", {"page": "/", "text": ""}).status_code == 400
