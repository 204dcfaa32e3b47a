"""The queue as a judge sees it."""

import pytest

from homeward.node.accounts import twofold
from homeward.node.accounts.models import Look
from homeward.node.accounts.roles import Role
from homeward.node.compare.models import Judgement, Pair
from homeward.node.people import erasing
from homeward.node.people.models import Listed
from tests.node.cast import at_work, somebody

pytestmark = pytest.mark.django_db


def test_a_judge_goes_from_pair_to_pair(arrived: str) -> None:
    client = at_work(Role.COORDINATION)
    address = client.post("/office/compare/south/next").url
    page = client.get(address).content.decode()
    assert "Bits" in page
    assert 'data-key="1"' in page
    answer = client.post(address, {"verdict": "same", "person": Pair.objects.get(pk=address.split("/")[-1]).person.key})
    assert answer.status_code == 302
    assert answer.url != address
    assert Judgement.objects.count() == 1
    assert Look.objects.filter(act="seen", kind="person").exists()


def test_passing_over_gives_another_pair_and_frees_this_one(arrived: str) -> None:
    client = at_work(Role.COORDINATION)
    address = client.post("/office/compare/south/next").url
    number = address.rsplit("/", 1)[1]
    assert client.post("/office/compare/south/next", {"after": number}).url != address
    assert Pair.objects.get(pk=number).held_by is None


def test_a_second_judge_is_not_shown_the_first_verdict(arrived: str) -> None:
    pair = Pair.objects.filter(outcome="certain")[0]
    Pair.objects.filter(pk=pair.pk).update(twice=True)
    key = pair.person.key
    at_work(Role.COORDINATION).post(
        f"/office/compare/pairs/{pair.pk}", {"verdict": "same", "person": key, "reason": "aha"}
    )
    page = at_work(Role.COORDINATION, "maryna").get(f"/office/compare/pairs/{pair.pk}").content.decode()
    assert "judge for yourself" in page
    assert "aha" not in page
    assert "aha" in at_work(Role.COORDINATION).get(f"/office/compare/pairs/{pair.pk}").content.decode()


def test_another_person_of_the_registry_can_be_named_by_key(arrived: str) -> None:
    nobody = Pair.objects.filter(outcome="nobody")[0]
    other = Pair.objects.filter(outcome="certain")[0].person
    said = {"verdict": "same", "other": f"https://node.example/office/people/{other.key}", "reason": "his mother knows"}
    at_work(Role.COORDINATION).post(f"/office/compare/pairs/{nobody.pk}", said)
    assert Listed.objects.get(pair=nobody).person == other


def test_the_page_of_a_list_says_how_far_it_is_and_confirms_the_rest(arrived: str) -> None:
    client = at_work(Role.COORDINATION)
    assert "sample: 0 of 30 judged" in client.get("/office/compare/south").content.decode()
    for pair in Pair.objects.filter(outcome="certain", sampled=True):
        client.post(f"/office/compare/pairs/{pair.pk}", {"verdict": "same", "person": pair.person.key})
    assert "Confirm 4 pairs" in client.get("/office/compare/south").content.decode()
    answer = client.post("/office/compare/south/bulk", {"outcome": "certain"})
    assert "4 pairs were confirmed" in answer.content.decode()


def test_what_waits_stands_on_the_first_page(arrived: str) -> None:
    assert "wait to be judged" in at_work(Role.COORDINATION).get("/office").content.decode()


@pytest.mark.parametrize("role", [Role.LIAISON, Role.HANDOVER, Role.AUDITOR])
def test_others_judge_nothing(arrived: str, role: Role) -> None:
    pair = Pair.objects.all()[0]
    for address in ("/office/compare", "/office/compare/south", f"/office/compare/pairs/{pair.pk}"):
        assert at_work(role).get(address).status_code == 403


def test_who_is_erased_is_gone_from_the_comparison_too(arrived: str) -> None:
    pair = Pair.objects.filter(outcome="certain").select_related("person")[0]
    surname = pair.person.surname
    at_work(Role.COORDINATION).post(
        f"/office/compare/pairs/{pair.pk}", {"verdict": "same", "person": pair.person.key, "reason": f"{surname} it is"}
    )
    payload = {"person": pair.person.key, "reason": "asked"}
    asked = twofold.ask(somebody(Role.COORDINATION), erasing.KIND, payload)
    twofold.agree(somebody(Role.COORDINATION, "maryna"), asked.pk, asked.digest)
    pair.refresh_from_db()
    assert (pair.evidence, pair.person, pair.judgements.get().reason) == ([], None, "")
    assert pair.listed.details == {}
    assert surname not in at_work(Role.COORDINATION).get("/office/compare/south").content.decode()


@pytest.mark.parametrize("language", ["en", "uk", "ru"])
def test_pages_are_light_and_ask_the_database_little(
    arrived: str, django_assert_max_num_queries, language: str
) -> None:
    pair = Pair.objects.filter(outcome="certain")[0]
    client = at_work(Role.COORDINATION)
    for address in ("/office/compare", "/office/compare/south", f"/office/compare/pairs/{pair.pk}"):
        with django_assert_max_num_queries(30):
            answer = client.get(f"{address}?lang={language}")
        assert len(answer.content) < 40_000, address
