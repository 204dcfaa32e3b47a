"""Review: closed unless opened, for reviewers alone, throttled; what they decide holds when documents are read anew."""

from dataclasses import replace
from datetime import date

import pytest
from django.test import Client
from django.utils.html import escape

from homeward.node.accounts.roles import Role
from homeward.node.public.actions import reweigh
from homeward.node.public.models import ExchangePage, Remark
from homeward.node.public.vouching import vouched
from homeward.node.sources import actions
from homeward.node.sources.actions import add_document, judge, readings, reread
from homeward.node.sources.models import Document, Judgement
from homeward.reading import Kind
from homeward.weighing.words import PublicRecord, Reason, SourceKind, Unplaced, Voice
from tests.node.cast import NAMES, at_work

pytestmark = pytest.mark.django_db
NAME = NAMES[Role.REVIEWER]
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
    return add_document("report.txt", REPORT.encode(), date(2025, 5, 24))


@pytest.fixture
def reviewer(db: None) -> Client:
    return at_work(Role.REVIEWER)


def test_review_is_closed_unless_the_operator_opens_it(reader: Client, reviewer: Client, settings) -> None:
    settings.REVIEW_OPEN = False
    for address in ("/office/review", "/remarks"):
        assert reviewer.get(address).status_code == 404
    assert reader.post("/remarks", {"text": "wrong", "page": "/"}).status_code == 404
    assert not Remark.objects.exists()


def test_nobody_but_a_reviewer_judges(reader: Client, document: Document) -> None:
    form = {"claim": "0", "decision": "reject", "reason": "no"}
    for address in ("/office/review", f"/office/review/documents/{document.key}"):
        assert reader.get(address).url.startswith("/office/in?next=%2Foffice%2Freview")
        assert at_work(Role.COORDINATION).get(address).status_code == 403
    assert reader.post(f"/office/review/documents/{document.key}", form).url == "/office/in"
    assert not Judgement.objects.exists()


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


def test_a_mediator_that_the_data_does_not_know_is_not_told_before_somebody_accepts_it(reviewer: Client) -> None:
    text = f"{REPORT} The exchange was mediated by Vymyslov elders and by Turkey."
    document = add_document("mediated.txt", text.encode(), date(2025, 5, 24))
    document.claims.filter(kind="mediator").delete()
    claim = document.claims.create(
        index=document.claims.count(), kind="mediator", value="Vymyslov elders", evidence="mediated by Vymyslov elders",
        start=text.index("mediated"), end=text.index(" and by"), speaker="outlet", exchange_date="2025-05-24",
    )  # fmt: skip
    anybody = Client(headers={"accept-language": "en"})

    def told() -> list[bool]:
        pages = ("/exchanges/2025-05-24", "/exchanges/2025-05-24.json", "/data/claims.csv")
        shown = ["Vymyslov" in b"".join(anybody.get(page)).decode() for page in pages]
        return [*shown, ExchangePage.objects.filter(words__contains="vymyslov").exists()]

    reweigh()
    assert told() == [False] * 4
    form = {"claim": str(claim.index), "decision": "accept"}
    assert reviewer.post(f"/office/review/documents/{document.key}", form).status_code == 302
    assert told() == [True] * 4


def test_a_claim_of_no_exchange_does_not_call_a_stranger_a_mediator_either() -> None:
    voice = Voice("outlet", SourceKind.OUTLET, "outlet:", document="d", claim=3, claim_kind=Kind.MEDIATOR)
    claims = [
        replace(voice, evidence=f"by {name}", note=name) for name in ("Turkey", "Vymyslov elders", "UAE; Vymyslov")
    ]
    unplaced = tuple(Unplaced(one, None, None, next(iter(Reason))) for one in claims)
    record = PublicRecord(exchanges=(), deals=(), checks=(), unplaced=unplaced, copies=())
    assert [one.voice.note for one in vouched(record, ()).unplaced] == ["Turkey", None, None]
    assert [one.voice.evidence for one in vouched(record, ()).unplaced] == ["by Turkey", None, None]
    assert vouched(record, {("d", 3)}) == record


def test_a_reviewer_sees_what_outweighed_a_rule(reviewer: Client) -> None:
    more = "Some 40 of them were civilians. The two sides had agreed on Friday to swap another 303, Umerov added."
    document = add_document("more.txt", f"{REPORT} {more}".encode(), date(2025, 5, 24))
    reasons = [reason for claim in document.claims.all() for reason in claim.reasons]
    assert reasons
    assert [reason for reading in readings() for claim in reading.claims for reason in claim.reasons] == reasons
    page = reviewer.get(f"/office/review/documents/{document.key}").content.decode()
    assert all(escape(reason) in page for reason in reasons)


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
