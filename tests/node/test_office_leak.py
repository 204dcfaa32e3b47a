"""Names that are typed into every form of the office, by every role, are in no log and in no address."""

import io
import logging
from collections.abc import Iterator
from pathlib import Path

import pytest

from homeward.node.accounts.roles import Role
from homeward.node.logs import Lines
from homeward.node.people.models import Person
from tests.node.cast import at_work
from tests.node.crawl import Visitor
from tests.node.seating import seated

pytestmark = pytest.mark.django_db
PLANTED = ("Zhovtobriukh", "Жовтобрюх")
FILE = "surname;given;patronymic;birth\nZhovtobriukh;Panas;Ivanovych;1990-05-17\nЖовтобрюх;Панас;Іванович;1990\n"


@pytest.fixture
def logged() -> Iterator[io.StringIO]:
    """Everything that any logger says from INFO on, as the node writes it."""
    written = io.StringIO()
    handler = logging.StreamHandler(written)
    handler.setFormatter(Lines())
    loggers = [logging.getLogger(name) for name in ("", "homeward", "django", "django.request", "gunicorn.error")]
    levels = [logger.level for logger in loggers]
    for logger in loggers:
        logger.addHandler(handler)
        logger.setLevel(logging.INFO)
    yield written
    for logger, level in zip(loggers, levels, strict=True):
        logger.removeHandler(handler)
        logger.setLevel(level)


@pytest.fixture
def people() -> None:
    Person.objects.create(surname="Жовтобрюх", given="Панас", holding="held", party="ukraine", birth="1990-05-17")


@pytest.mark.parametrize("role", list(Role))
def test_what_is_typed_at_the_office_is_in_no_log_and_in_no_address(
    role: Role, logged: io.StringIO, people: None, tmp_path: Path, settings
) -> None:
    from homeward.node.desk.making import new

    settings.REVIEW_OPEN = True
    new(tmp_path / "ukraine", "homeward.example/drill/ukraine", "http://127.0.0.1:9")
    with seated(tmp_path / "ukraine"):
        visitor = Visitor(at_work(role, raise_request_exception=False), " ".join(PLANTED), FILE.encode())
        visitor.go("/office")
    said = logged.getvalue()
    assert "GET /office" in said
    for name in PLANTED:
        assert name not in said
        assert not [address for address in visitor.asked if name in address]
    broken = [what for what, status in visitor.answers if status >= 500]
    assert not broken


def test_an_error_that_repeats_what_was_typed_is_logged_without_it(logged: io.StringIO) -> None:
    try:
        raise ValueError(f"no such person: {PLANTED[0]}")
    except ValueError:
        logging.getLogger("django.request").exception("Internal Server Error: %s", "/office/people/search")
    assert "Internal Server Error" in logged.getvalue()
    assert PLANTED[0] not in logged.getvalue()
