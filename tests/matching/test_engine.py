"""A list against a registry: who is who, how sure, and why."""

import random
from concurrent.futures import ThreadPoolExecutor

import pytest

from homeward.matching import (
    Index,
    Judged,
    JudgedError,
    Outcome,
    Subject,
    Why,
    duplicates,
    find,
    match,
    sentence,
)
from homeward.matching.records import columns_of
from tests.matching.people import listed, registry

PEOPLE = registry(1500)
KNOWN = PEOPLE[:1200]
"""The others are nobody of the registry, though many have a namesake in it."""


@pytest.fixture(scope="module")
def index():
    return Index.of(KNOWN)


@pytest.fixture(scope="module")
def rows():
    chosen = random.Random(3).sample(range(1500), 300)
    return chosen, listed([PEOPLE[at] for at in chosen])


@pytest.fixture(scope="module")
def found(index, rows):
    return match(index, columns_of(rows[1])).table()


def _true(rows):
    return [PEOPLE[at].id if at < len(KNOWN) else "" for at in rows[0]]


def test_certain_matches_are_right_and_most_people_are_found(found, rows):
    true = _true(rows)
    certain = [
        (got, want)
        for got, want, outcome in zip(found["registry_id"], true, found["outcome"], strict=True)
        if outcome == Outcome.CERTAIN
    ]
    assert all(got == want for got, want in certain)
    assert len(certain) > 0.85 * sum(map(bool, true))


def test_who_is_not_in_the_registry_is_never_certain(found, rows):
    assert not [
        outcome
        for want, outcome in zip(_true(rows), found["outcome"], strict=True)
        if not want and outcome == Outcome.CERTAIN
    ]


def test_the_order_of_rows_does_not_matter(index, rows, found):
    turned = match(index, columns_of(rows[1][::-1])).table()
    assert turned["registry_id"][::-1] == found["registry_id"]
    assert turned["outcome"][::-1] == found["outcome"]


def test_every_row_is_answered_once(found, rows):
    assert found["list_id"] == [row.id for row in rows[1]]


def test_rows_in_which_nothing_is_written_are_nobody(index):
    found = match(index, columns_of([Subject("B1"), Subject("B2", full_name="???")])).table()
    assert found["outcome"] == ["nobody", "nobody"]


def test_evidence_sums_to_the_bits(index, rows):
    for decision in match(index, columns_of(rows[1][:60])).decisions():
        for candidate in (decision.best, *decision.others):
            if candidate is not None:
                assert sum(one.bits for one in candidate.evidence) == pytest.approx(candidate.bits, abs=0.06)


def test_what_speaks_for_a_person_is_not_called_different(index, rows):
    for decision in match(index, columns_of(rows[1][:60])).decisions():
        if decision.best is not None:
            assert not [one for one in decision.best.evidence if one.why is Why.DIFFERENT and one.bits > 0.3]


def test_no_sentence_claims_full_certainty(index, rows):
    for decision in match(index, columns_of(rows[1][:60])).decisions():
        assert "100.0 %" not in sentence(decision)


def test_a_namesake_lowers_both():
    alone = [Subject("A1", "Бондарчук", "Олег", "Іванович"), Subject("A2", "Мороз", "Тарас", "Петрович")]
    asked = Subject("B1", "Бондарчук", "Олег", "Иванович")
    before = find(Index.of(alone * 1), asked)
    after = find(Index.of([*alone, Subject("A3", "Бондарчук", "Олег", "Іванович")]), asked)
    assert after.best is not None
    assert before.best is not None
    assert after.best.probability < before.best.probability
    assert after.outcome is not Outcome.CERTAIN
    assert {after.best.id, *(other.id for other in after.others)} == {"A1", "A3"}


def test_two_rows_that_claim_one_person_share_them(index):
    person = KNOWN[7]
    twice = [Subject(f"B{n}", person.surname, person.given, person.patronymic, born=person.born) for n in (1, 2)]
    matches = match(index, columns_of(twice))
    decisions = list(matches.decisions())
    assert all(decision.outcome is Outcome.TO_JUDGE for decision in decisions)
    assert decisions[0].rivals == ("B2",)
    assert sum(decision.best.probability for decision in decisions if decision.best) <= 1.01


def test_a_person_judged_is_kept_whatever_the_fields_say(index, rows):
    row = rows[1][0]
    wrong = next(person.id for person in KNOWN if person.id != PEOPLE[rows[0][0]].id)
    again = match(index, columns_of(rows[1]), judged=[Judged(row.id, wrong, same=True)])
    first = next(again.decisions())
    assert (first.best.id, first.best.probability, first.judged) == (wrong, 1.0, True)
    assert again.table()["registry_id"].count(wrong) == 1


def test_a_refused_pair_never_comes_back(index, rows, found):
    place = next(at for at, outcome in enumerate(found["outcome"]) if outcome == Outcome.CERTAIN)
    refused = Judged(found["list_id"][place], found["registry_id"][place], same=False)
    decision = list(match(index, columns_of(rows[1]), judged=[refused]).decisions())[place]
    assert refused.registry_id not in [c.id for c in (decision.best, *decision.others) if c is not None]


def test_a_row_judged_to_be_nobody_stays_nobody(index, rows, found):
    place = next(at for at, outcome in enumerate(found["outcome"]) if outcome == Outcome.CERTAIN)
    judged = [Judged(found["list_id"][place], "", same=True)]
    assert match(index, columns_of(rows[1]), judged=judged).table()["outcome"][place] == "nobody"


@pytest.mark.parametrize(
    ("judged", "says"),
    [
        ([Judged("B9", "A00000", same=True)], "row 'B9'"),
        ([Judged("B1", "A99999", same=True)], "'A99999'"),
        ([Judged("B1", "A00000", same=True), Judged("B1", "A00001", same=True)], "two different people"),
        ([Judged("B1", "A00000", same=True), Judged("B2", "A00000", same=True)], "the same person"),
    ],
)
def test_decisions_that_do_not_fit_are_refused_with_a_sentence(index, judged, says):
    with pytest.raises(JudgedError, match=says):
        match(index, columns_of([Subject("B1", "Мороз", "Олег"), Subject("B2", "Мороз", "Тарас")]), judged=judged)


def test_one_enquiry_leaves_the_index_as_it_was(index):
    words = len(index.words)
    decision = find(index, Subject("x", full_name="Nowoslovskyj Olexander", born="1990"))
    assert len(index.words) == words
    assert decision.list_id == "x"


def test_enquiries_may_come_from_many_threads(index, rows):
    asked = rows[1][:24]
    alone = [find(index, row) for row in asked]
    with ThreadPoolExecutor(8) as threads:
        assert list(threads.map(lambda row: find(index, row), asked)) == alone


def test_a_person_entered_twice_is_found_and_two_brothers_are_not():
    people = [
        *KNOWN[:300],
        Subject("D1", "Новосельчук", "Микола", "Андрійович", born="1988-03-04"),
        Subject("D2", "Новосельчук", "Николай", "Андреевич", born="1988-03-04"),
        Subject("D3", "Заболотюк", "Олег", "Степанович", born="1988-03-04"),
        Subject("D4", "Заболотюк", "Ігор", "Степанович", born="1990-07-19"),
    ]
    pairs = {(pair.a, pair.b) for pair in duplicates(Index.of(people))}
    assert ("D1", "D2") in pairs
    assert not [pair for pair in pairs if "D3" in pair or "D4" in pair]
