"""Wishes: asked in private by the intermediary, signed as answers, and binding."""

import re
from collections.abc import Callable

import pytest
from django.test import Client

from homeward.exchange import decode
from homeward.exchange.standing import PersonFate
from homeward.exchange.words import Answer, Replied
from homeward.node.accounts.models import Look
from homeward.node.accounts.roles import Role
from homeward.node.crossing.models import Wish
from homeward.node.crossing.wishing import asked
from homeward.node.journal import saying
from tests.node.cast import at_work
from tests.node.crossing.conftest import Day

pytestmark = pytest.mark.django_db


@pytest.fixture
def neutral(node: Callable[[str], Day]) -> Client:
    """The intermediary's node, and who works there."""
    node("neutral")
    return at_work(Role.INTERMEDIARY)


def keep(client: Client, person: str, reply: str, key: str = "w" * 32, **more: str) -> object:
    fields = {
        "key": key,
        "reply": reply,
        "asked_by": "L.",
        "private": "yes",
        "place": "ward 3",
        "language": "uk",
        **more,
    }
    return client.post(f"/office/wishes/{person}", {name: value for name, value in fields.items() if value})


def somebody(giver: str = "south") -> str:
    return next(one.person for one in asked(saying.state()) if one.giver == giver)


def sign(client: Client) -> None:
    page = client.post("/office/wishes/sign").content.decode()
    client.post("/office/wishes/sign", dict(re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)">', page)))


def answers() -> list[Answer]:
    said = [decode(one.payload).body for one in saying.desk().logged() if one.participant == "neutral"]
    return [body for body in said if isinstance(body, Answer)]


def test_everyone_listed_to_the_intermediary_is_there_by_name(neutral: Client) -> None:
    page = neutral.get("/office/wishes").content.decode()
    assert "329" in page, "both sides' lists, with those in reserve"
    assert "Вересневий" in page
    found = neutral.post("/office/wishes", {"name": "вереснев андрій"}).content.decode()
    assert 0 < found.count("Вересневий Андрій") < 50
    assert "Ясний" not in found
    assert Look.objects.filter(act="searched").exists()


def test_a_wish_is_kept_privately_and_signed_as_an_answer(neutral: Client) -> None:
    person = somebody()
    keep(neutral, person, "does not wish to go", note="Family in the other country.")
    keep(neutral, person, "does not wish to go")
    assert Wish.objects.count() == 1, "the same form twice"
    assert "1 wish is not signed yet" in neutral.get("/office").content.decode()
    sign(neutral)
    (answer,) = answers()
    assert [(one.person, one.reply) for one in answer.replies] == [(person, Replied.DOES_NOT_WISH)]
    assert b"Family" not in b"".join(one.payload for one in saying.desk().logged())
    status = saying.state().person("south", person)
    assert status is not None
    assert status.fate is PersonFate.BARRED or status.leg is not None
    assert "is not signed yet" not in neutral.get("/office").content.decode()


def test_a_change_of_mind_is_a_new_answer(neutral: Client) -> None:
    person = somebody()
    keep(neutral, person, "does not wish to go")
    sign(neutral)
    keep(neutral, person, "confirmed", key="x" * 32)
    sign(neutral)
    assert [answer.replies[0].reply for answer in answers()] == [Replied.DOES_NOT_WISH, Replied.CONFIRMED]
    assert saying.state().view is not None
    assert person not in saying.state().view.barred("south")  # type: ignore[union-attr]


def test_signing_twice_says_nothing_twice(neutral: Client) -> None:
    keep(neutral, somebody(), "does not wish to go")
    page = neutral.post("/office/wishes/sign").content.decode()
    fields = dict(re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)">', page))
    for _ in range(3):
        neutral.post("/office/wishes/sign", fields)
    assert len(answers()) == 1


@pytest.mark.parametrize(
    ("without", "says"), [("private", "asked in private"), ("asked_by", "Say who asked"), ("reply", "Say what")]
)
def test_a_wish_that_was_not_asked_in_private_by_somebody_does_not_count(
    neutral: Client, without: str, says: str
) -> None:
    answer = keep(neutral, somebody(), **{"reply": "confirmed", without: ""})
    assert says in answer.content.decode()  # type: ignore[attr-defined]
    assert not Wish.objects.exists()


def test_only_the_intermediary_sees_wishes(neutral: Client) -> None:
    for role in set(Role) - {Role.INTERMEDIARY}:
        for where in ("/office/wishes", f"/office/wishes/{somebody()}"):
            assert at_work(role).get(where).status_code == 403, role


def test_a_party_asks_nobody(giver: Day) -> None:
    page = at_work(Role.INTERMEDIARY).get("/office/wishes").content.decode()
    assert "0 people" in page
