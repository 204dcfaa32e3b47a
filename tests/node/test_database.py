"""The node behaves alike on SQLite and on PostgreSQL; the suite runs on both (``make test-postgres``)."""

import os
import subprocess
import sys
import threading
from pathlib import Path
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.db import OperationalError, connection, transaction
from django.test import Client

from homeward.node.accounts.models import Holding
from homeward.node.database import unfit

ROUNDS, THREADS = 8, 4


def on_postgresql() -> bool:
    return connection.vendor == "postgresql"


def test_the_suite_runs_on_the_database_that_was_asked_for() -> None:
    assert on_postgresql() == bool(os.environ.get("HOMEWARD_DATABASE"))


@pytest.mark.django_db(transaction=True)
def test_one_writer_at_a_time_loses_nothing_to_another(settings: Any) -> None:
    if connection.vendor == "sqlite":
        pytest.skip("a database in memory has one connection; tests/node/jobs uses files")
    user = User.objects.create(username="count", first_name="0")

    def add() -> None:
        for _ in range(ROUNDS):
            with transaction.atomic():
                one = User.objects.get(pk=user.pk)
                one.first_name = str(int(one.first_name) + 1)
                one.save()
        connection.close()

    threads = [threading.Thread(target=add) for _ in range(THREADS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    user.refresh_from_db()
    assert user.first_name == str(ROUNDS * THREADS)


@pytest.mark.django_db(transaction=True)
def test_a_writer_that_waited_too_long_says_so_and_its_connection_goes_on() -> None:
    if not on_postgresql():
        pytest.skip("SQLite's own time limit is Django's to test")
    failed: list[str] = []

    def wait() -> None:
        with connection.cursor() as cursor:
            cursor.execute("SET lock_timeout = '100ms'")
        try:
            with transaction.atomic():
                failed.append("got in")
        except OperationalError as error:
            failed.append(type(error).__name__)
        failed.append(str(User.objects.count()))
        connection.close()

    with transaction.atomic():
        User.objects.count()
        thread = threading.Thread(target=wait)
        thread.start()
        thread.join()
    assert failed == ["OperationalError", "0"]


@pytest.mark.django_db
def test_texts_are_in_the_order_of_their_code_points() -> None:
    user = User.objects.create(username="u")
    words = ["b", "B", "а", "Я", "a", "Ґ", "_", "-", "1", "і"]
    Holding.objects.bulk_create(Holding(user=user, role=word) for word in words)
    assert list(Holding.objects.order_by("role").values_list("role", flat=True)) == sorted(words)


@pytest.mark.django_db
@pytest.mark.parametrize(
    "address", ["/record?q=%00", "/record?side=%00", "/documents/%00", "/exchanges/%00", "/deals/%00"]
)
def test_a_character_that_one_database_cannot_hold_breaks_no_page(reader: Client, address: str) -> None:
    assert reader.get(address).status_code in {400, 404}


@pytest.mark.django_db
def test_nor_does_it_where_it_is_typed_into_a_form(reader: Client) -> None:
    assert reader.post("/office/in", {"name": "a\0b", "password": "x"}).status_code == 400


def test_a_database_that_would_count_otherwise_is_refused_with_how_to_make_it() -> None:
    assert unfit("UTF8", "C.UTF-8") is None
    assert "CREATE DATABASE" in (unfit("SQL_ASCII", "C") or "")
    assert "CREATE DATABASE" in (unfit("UTF8", "uk_UA.UTF-8") or "")


def test_a_database_that_does_not_answer_is_one_sentence(tmp_path: Path) -> None:
    pytest.importorskip("psycopg")
    environment = {name: value for name, value in os.environ.items() if not name.startswith("HOMEWARD_")}
    environment |= {
        "HOMEWARD_VAR": str(tmp_path / "var"),
        "HOMEWARD_SECRET_KEY": "k" * 50,
        "HOMEWARD_DATABASE": "postgresql://homeward:hush@127.0.0.1:1/node",
    }
    done = subprocess.run(
        [sys.executable, "-m", "homeward.cli", "serve"], env=environment, capture_output=True, text=True, timeout=60
    )
    assert done.returncode == 2
    assert done.stderr.startswith("homeward: HOMEWARD_DATABASE does not answer: ")
    assert "Traceback" not in done.stderr
    assert "hush" not in done.stderr
