"""A node with a small record, made by hand, and a reader of it."""

from datetime import date
from pathlib import Path

import pytest
from django.test import Client

from homeward.node.demo.play import play
from homeward.node.public import actions
from homeward.node.sources.actions import add_document
from homeward.node.sources.models import Claim
from tests.node.record import CLAIMS, DOCUMENT, RECORD, TEXT


@pytest.fixture
def node(db: None) -> None:
    """A node that has one document and the record of ``tests.node.record``."""
    document = add_document("report.txt", TEXT.encode(), date(2025, 5, 23), {"outlet": "rki.news"})
    assert document.key == DOCUMENT
    document.claims.all().delete()  # what is read is tested elsewhere; here the record and the claims must agree
    Claim.objects.bulk_create(
        Claim(
            document=document, index=index, kind=kind, evidence=words, speaker=speaker,
            start=TEXT.index(words), end=TEXT.index(words) + len(words), **said,
        )
        for index, kind, words, speaker, said in CLAIMS
    )  # fmt: skip
    actions.store(RECORD, documents=1)


@pytest.fixture(autouse=True)
def office_open(settings) -> None:
    """The pages of the office exist, as where an operator opens them."""
    settings.OFFICE_OPEN = True


@pytest.fixture
def reader() -> Client:
    """A reader whose browser asks for English."""
    return Client(headers={"accept-language": "en"})


@pytest.fixture(scope="session")
def logs(tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    """The logs of the exercise, played to its end."""
    folder = tmp_path_factory.mktemp("exercise")
    for _ in play(folder):
        pass
    return sorted(folder.glob("*/log.sqlite3"))
