"""Who works on which pair, what counts, and what may be confirmed at once."""

import pytest
import time_machine
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from homeward.exchange.words import ListKind, Passenger, PeopleList, Replied
from homeward.node.accounts.roles import Role
from homeward.node.compare import actions, judging
from homeward.node.compare.judging import JudgingError, bulk_of, confirm, judge, kappa, next_for
from homeward.node.compare.models import Arrival, Judgement, Pair
from homeward.node.desk import post
from homeward.node.jobs.worker import drain
from homeward.node.people.actions import enlist, sealable
from homeward.node.people.models import Listed, Person
from tests.node.cast import somebody
from tests.node.compare.conftest import LIST
from tests.node.desk.conftest import START, TIME, Party
from tests.node.seating import seated

pytestmark = pytest.mark.django_db


def one(name: str = "oksana"):  # type: ignore[no-untyped-def]
    return somebody(Role.COORDINATION, name)


def pair_of(outcome: str) -> Pair:
    return Pair.objects.filter(outcome=outcome).select_related("person", "listed")[0]


def judged_as(outcome: str, verdict: str, user=None) -> None:  # type: ignore[no-untyped-def]
    """Judge the whole sample of an outcome."""
    for pair in Pair.objects.filter(outcome=outcome, sampled=True, decided="").select_related("person"):
        judge(pair, user or one(), verdict, pair.person, "")


def test_the_engine_tells_the_certain_from_those_to_judge_and_from_nobody(arrived: str) -> None:
    found = {outcome: Pair.objects.filter(outcome=outcome).count() for outcome in Pair.Outcome.values}
    assert found == {"certain": 34, "to be judged": 1, "nobody": 10}
    assert all(pair.evidence for pair in Pair.objects.filter(outcome="certain"))


def test_two_judges_are_never_given_the_same_pair(arrived: str) -> None:
    first, second = next_for(arrived, one()), next_for(arrived, one("maryna"))
    assert first is not None
    assert second is not None
    assert first.pk != second.pk
    assert next_for(arrived, one()) == first  # it stays one's own


def test_a_pair_that_is_held_too_long_is_given_to_others(arrived: str) -> None:
    first = next_for(arrived, one())
    with time_machine.travel(timezone.now() + judging.HELD * 2):
        assert next_for(arrived, one("maryna")) == first


def test_the_first_decision_counts_and_the_second_is_told_so(arrived: str) -> None:
    Pair.objects.update(twice=False)
    pair = pair_of("to be judged")
    judge(pair, one(), "same", pair.person, "")
    with pytest.raises(JudgingError, match="meanwhile"):
        judge(pair, one("maryna"), "different", None, "no")
    pair.refresh_from_db()
    assert pair.decided == "same"
    assert Listed.objects.get(pair=pair).person == pair.person


def test_whoever_is_not_sure_leaves_the_pair_to_somebody_else(arrived: str) -> None:
    pair = pair_of("to be judged")
    with pytest.raises(JudgingError, match="reason"):
        judge(pair, one(), "not sure", pair.person, " ")
    judge(pair, one(), "not sure", pair.person, "half the name is missing")
    assert pair not in judging.waiting(arrived, one())
    assert pair in judging.waiting(arrived, one("maryna"))


def test_a_correction_is_added_with_its_reason_and_both_stay(arrived: str) -> None:
    pair = pair_of("to be judged")
    judge(pair, one(), "same", pair.person, "")
    with pytest.raises(JudgingError, match="why"):
        judging.correct(pair, one(), "different", None, "")
    judging.correct(pair, one(), "different", None, "the mother says no")
    assert [each.verdict for each in pair.judgements.all()] == ["same", "different"]
    assert Listed.objects.get(pair=pair).person is None


def test_nothing_is_confirmed_at_once_before_the_sample_is_judged(arrived: str) -> None:
    assert bulk_of(arrived, "certain").sampled == 30
    with pytest.raises(JudgingError, match="not been judged"):
        confirm(arrived, "certain", one())
    judged_as("certain", "same")
    assert confirm(arrived, "certain", one()) == 4
    assert Judgement.objects.filter(bulk=True, verdict="same").count() == 4
    assert not Pair.objects.filter(outcome="certain", decided="").exists()
    assert Listed.objects.exclude(person=None).count() == 34


def test_one_error_in_the_sample_forbids_confirming_at_once(arrived: str) -> None:
    wrong, *_rest = Pair.objects.filter(outcome="certain", sampled=True)
    judge(wrong, one(), "different", None, "another father")
    judged_as("certain", "same")
    assert bulk_of(arrived, "certain").wrong == 1
    with pytest.raises(JudgingError, match="otherwise"):
        confirm(arrived, "certain", one())
    left = Pair.objects.filter(outcome="certain", decided="")
    assert left.count() == 4
    assert set(left) <= set(judging.waiting(arrived, one())), "they are judged one by one"


def test_a_sample_of_fewer_is_all_of_them(arrived: str) -> None:
    stands = bulk_of(arrived, "nobody")
    assert (stands.sampled, stands.left, stands.is_open) == (10, 0, False)


def test_some_are_judged_twice_and_the_second_judge_is_not_the_first(arrived: str) -> None:
    pair = pair_of("certain")
    Pair.objects.update(twice=False)
    Pair.objects.filter(pk=pair.pk).update(twice=True)
    judge(pair, one(), "same", pair.person, "")
    pair.refresh_from_db()
    assert pair not in judging.waiting(arrived, one())
    assert pair in judging.waiting(arrived, one("maryna"))
    judge(pair, one("maryna"), "different", None, "another unit")
    pair.refresh_from_db()
    assert pair.decided == "same", "the first decision counts"
    assert list(judging.disagreements(arrived)) == [pair]
    judging.correct(pair, one("maryna"), "same", pair.person, "the unit was renamed")
    assert not judging.disagreements(arrived).exists()


def test_agreement_is_told_from_what_was_judged_twice(arrived: str) -> None:
    pairs = list(Pair.objects.filter(outcome="certain").select_related("person")[:12])
    Pair.objects.filter(pk__in=[pair.pk for pair in pairs]).update(twice=True)
    for number, pair in enumerate(pairs):
        judge(pair, one(), "same" if number % 2 else "different", pair.person, "said so")
        judge(pair, one("maryna"), "same" if number % 2 else "different", pair.person, "said so")
    found = judging.agreement(arrived)
    assert (found.pairs, found.same, found.kappa) == (12, 12, pytest.approx(1.0))


@given(st.lists(st.tuples(st.sampled_from("abc"), st.sampled_from("abc")), min_size=10, max_size=60))
def test_kappa_is_at_most_one_and_one_only_for_full_agreement(pairs: list[tuple[str, str]]) -> None:
    found = kappa(pairs)
    if found is not None:
        assert found <= 1 + 1e-9
        assert (abs(found - 1) < 1e-9) == all(a == b for a, b in pairs)


def test_kappa_of_a_known_table() -> None:
    pairs = [("y", "y")] * 20 + [("y", "n")] * 5 + [("n", "y")] * 10 + [("n", "n")] * 15
    assert kappa(pairs) == pytest.approx(0.4)  # 35 of 50 agree, 0.5 by chance
    assert kappa(pairs[:5]) is None


def test_what_is_decided_is_what_is_answered(arrived: str) -> None:
    assert actions.answers_for(LIST) == []
    judged_as("certain", "same")
    judged_as("nobody", "different")
    assert actions.undecided(LIST) == 5
    confirm(arrived, "certain", one())
    dead = Listed.objects.exclude(person=None)[0]
    Person.objects.filter(pk=dead.person_id).update(standing="deceased")
    said = dict(actions.answers_for(LIST))
    assert len(said) == 44
    assert said[dead.commitment] == Replied.DECEASED
    assert list(said.values()).count(Replied.CONFIRMED) == 33
    assert list(said.values()).count(Replied.UNKNOWN) == 10
    Arrival.objects.update(kind="sought")
    said = dict(actions.answers_for(LIST))
    assert set(said.values()) == {Replied.NOT_HELD, Replied.DECEASED}, "they are sought by us, not held"


def test_comparing_again_overrides_nobody(arrived: str) -> None:
    pair = pair_of("certain")
    judge(pair, one(), "different", None, "another man")
    Person.objects.create(holding="sought", surname="Громихайлов", given="Пантелей", birth="1940-02-03")
    actions.compare(None, arrived)
    drain()
    pair.refresh_from_db()
    assert (pair.decided, pair.listed.person) == ("different", None)
    assert Pair.objects.filter(person__surname="Громихайлов").exists()
    assert Judgement.objects.count() == 1


def test_somebody_merged_since_is_answered_as_who_they_are(arrived: str) -> None:
    judged_as("certain", "same")
    row = Listed.objects.exclude(person=None)[0]
    assert row.person is not None
    kept = Person.objects.create(holding="held", surname="Інший", standing="deceased")
    row.person.merged_into = kept
    row.person.save()
    assert dict(actions.answers_for(LIST))[row.commitment] == Replied.DECEASED


def test_a_list_that_arrives_by_letter_is_compared_and_answered(opened: Party) -> None:
    person = Person.objects.create(
        holding="held", category="servicemen", surname="Ясний", given="Остап", birth="1990-05-17", service_number="EX-1"
    )
    with seated(opened["north"].folder) as north:
        rows = enlist([person], ["south"])
        letter = post.attach(north, sealable(rows), ["south"], START)
        people = tuple(Passenger(row.commitment, row.category) for row in rows)
        digest = north.say(PeopleList(ListKind.SOUGHT, ("south",), people, letter), TIME)
    opened.sync()
    Listed.objects.all().delete()
    with seated(opened["south"].folder):
        assert actions.take_arrivals() == 1
        assert actions.take_arrivals() == 0
    actions.compare(None, "north")
    drain()
    pair = Pair.objects.get()
    judge(pair, one(), "same", person, "")
    assert [reply for _person, reply in actions.answers_for(digest)] == [Replied.CONFIRMED]
