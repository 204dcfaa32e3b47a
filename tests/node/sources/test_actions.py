"""Documents are kept as they came, once each, and read the same way again."""

from datetime import date

import pytest

from homeward.node.sources.actions import UndatedError, add_document, readings, reread
from homeward.node.sources.models import Claim, Document
from homeward.reading import ReadingError

pytestmark = pytest.mark.django_db
TEXT = "Ukraine said on Saturday that 307 Ukrainian soldiers returned home from Russian captivity.\n"
DAY = date(2025, 5, 24)


def test_a_document_is_kept_as_it_came_and_known_by_its_digest() -> None:
    document = add_document("news.txt", TEXT.encode(), DAY, {"outlet": "An outlet", "nonsense": 1})
    document.refresh_from_db()
    assert bytes(document.data) == TEXT.encode()
    assert document.digest.startswith(document.key)
    assert (document.outlet, document.published, document.language) == ("An outlet", DAY, "en")
    assert add_document("again.txt", TEXT.encode()).pk == document.pk


def test_its_claims_quote_its_text() -> None:
    document = add_document("news.txt", TEXT.encode(), DAY)
    claims = list(document.claims.all())
    assert 307 in {claim.count for claim in claims}
    for claim in claims:
        assert document.text[claim.start : claim.end] == claim.evidence


def test_a_document_without_a_date_is_refused_and_not_kept() -> None:
    with pytest.raises(UndatedError, match="give the date"):
        add_document("news.txt", TEXT.encode())
    assert not Document.objects.exists()


def test_a_broken_file_is_refused_and_not_kept() -> None:
    with pytest.raises(ReadingError):
        add_document("news.pdf", b"%PDF-1.4 broken", DAY)
    assert not Document.objects.exists()


def test_a_language_without_a_grammar_is_kept_and_said_so() -> None:
    text = "W sobotę do domu wróciło 307 osób, które były w niewoli. To nie jest koniec, po tym było ich więcej."
    document = add_document("news.txt", text.encode(), DAY)
    assert document.language == "pl"
    assert not document.has_grammar
    assert not document.claims.exists()


def test_the_weighing_gets_documents_under_their_permanent_names() -> None:
    document = add_document("news.txt", TEXT.encode(), DAY)
    (reading,) = readings()
    assert reading.document.name == document.key
    assert [claim.evidence for claim in reading.claims] == [claim.evidence for claim in document.claims.all()]


def test_reading_anew_gives_the_same_claims() -> None:
    add_document("news.txt", TEXT.encode(), DAY)
    before = list(readings())
    Claim.objects.all().delete()
    reread()
    assert list(readings()) == before
