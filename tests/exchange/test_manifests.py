"""Who may be named on a list, a manifest and a substitution, and who may not."""

from dataclasses import replace
from datetime import date

import pytest

from homeward.exchange import State
from homeward.exchange.standing import OfferFate
from homeward.exchange.words import (
    Answer,
    Manifest,
    Passenger,
    Quota,
    Replied,
    Reply,
    Stage,
    Substitution,
)
from tests.exchange.table import Seat, Table, departure, held, manifest, people, person, receipt, terms


def broken(state: State) -> list[str]:
    return [one.rule.id for one in state.broken]


def agreed(count: int = 3, **more: int) -> tuple[Table, Seat, Seat, Seat, str]:
    """A table with terms in force and ten people listed a side."""
    table = Table()
    north, south, envoy = table.sit()
    under = north.say(terms(count, **more))  # type: ignore[arg-type]
    south.accept(under)
    north.say(held(*range(10)))
    south.say(held(*range(10), giver="south"))
    return table, north, south, envoy, under


# --- manifests


def test_a_manifest_is_in_force_when_giver_and_receiver_stand_behind_it() -> None:
    table, north, south, _, under = agreed()
    offered = north.say(manifest(under, 1, 2, 3))
    assert table.state().figures("north", "south").planned.value == 0
    south.accept(offered)
    state = table.state()
    planned = state.figures("north", "south", "day-1", "servicemen").planned
    assert planned.value == 3
    assert [one.digest for one in planned.refs] == [offered]
    assert [one.person for one in state.rosters[0].people] == [person(number) for number in (1, 2, 3)]


def test_an_intermediary_may_propose_a_manifest_that_both_accept() -> None:
    table, north, south, envoy, under = agreed()
    offered = envoy.say(manifest(under, 1))
    south.accept(offered)
    assert not table.state().rosters
    north.accept(offered)
    assert table.state().rosters


@pytest.mark.parametrize(
    ("change", "rule"),
    [
        ({"terms": "ab" * 32}, "manifest.terms"),
        ({"stage": "day-9"}, "manifest.place"),
        ({"point": "sea"}, "manifest.place"),
        ({"receiver": "north"}, "manifest.place"),
        ({"receiver": "envoy"}, "manifest.place"),
        ({"people": ()}, "manifest.people"),
        ({"goodwill": people(1)}, "manifest.people"),
        ({"people": people(99)}, "manifest.listed"),
        ({"people": people(1, category="civilians")}, "manifest.listed"),
        ({"people": people(1, 2, 3, 4)}, "manifest.room"),
    ],
)
def test_a_manifest_outside_the_terms_or_lists_is_void(change: dict[str, object], rule: str) -> None:
    table, north, _, _, under = agreed()
    north.say(replace(manifest(under, 1, 2), **change))
    assert broken(table.state()) == [rule]


def test_the_quota_of_a_stage_is_for_all_its_manifests_together() -> None:
    table, north, south, _, under = agreed(3)
    south.accept(north.say(manifest(under, 1, 2)))
    north.say(manifest(under, 3, 4))
    assert broken(table.state()) == ["manifest.room"]
    north.say(manifest(under, 3))
    assert broken(table.state()) == ["manifest.room"]


def test_those_who_go_as_goodwill_use_up_no_quota() -> None:
    table, north, south, _, under = agreed(3)
    south.accept(north.say(replace(manifest(under, 1, 2, 3), goodwill=people(4, 5))))
    north.say(departure(1, 2, 3, 4, 5))
    south.say(receipt(1, 2, 3, 4, 5))
    figures = table.state().figures("north", "south")
    assert not table.state().broken
    assert (figures.confirmed.value, figures.goodwill.value, figures.owed.value) == (3, 2, 0)


def test_two_concurrent_manifests_naming_one_person_cannot_both_come_into_force() -> None:
    table, north, south, _, under = agreed()
    north.look()
    south.look()
    one = north.say(manifest(under, 1), look=False)
    two = south.say(manifest(under, 1), look=False)
    south.accept(one)
    north.accept(two)
    state = table.state()
    assert broken(state) == ["manifest.once", "manifest.once"]
    assert not state.rosters


def test_a_quota_that_any_may_use_is_shared_by_those_without_their_own() -> None:
    table = Table()
    north, south, _ = table.sit()
    quotas = (Quota("north", "south", "servicemen", 1), Quota("north", "south", "any", 2))
    under = north.say(replace(terms(), quotas=quotas, stages=(Stage("day-1", date(2025, 5, 23), quotas),)))
    south.accept(under)
    north.say(held(1, 2))
    north.say(held(3, 4, 5, category="civilians"))
    civilians = people(3, 4, category="civilians")
    body = Manifest(under, "day-1", "north", "south", "bridge", (*people(1), *civilians))
    south.accept(north.say(body))
    north.say(replace(body, people=people(2)))
    north.say(replace(body, people=people(5, category="civilians")))
    state = table.state()
    assert broken(state) == ["manifest.room", "manifest.room"]
    assert state.figures("north", "south", "day-1", "any").planned.value == 2
    assert state.figures("north", "south", "day-1", "civilians").planned.value == 2
    assert state.figures("north", "south", "day-1").owed.value == 3


def test_nobody_agrees_to_a_manifest_while_standing_behind_new_terms_undecided() -> None:
    table, north, south, _, under = agreed()
    offered = north.say(manifest(under, 1))
    south.look()
    south.say(terms(5, replaces=under))
    south.accept(offered)
    assert broken(table.state()) == ["terms.undecided"]


def test_new_terms_leave_room_for_what_a_party_already_stands_behind() -> None:
    table, north, south, _, under = agreed()
    north.say(manifest(under, 1, 2, 3))
    north.say(terms(2, replaces=under))
    assert broken(table.state()) == ["terms.room"]
    south.say(terms(2, replaces=under))
    north.accept(south.log[-1].digest)
    assert broken(table.state()) == ["terms.room", "terms.room"]


def test_a_manifest_under_terms_since_replaced_is_not_accepted() -> None:
    table, north, south, _, under = agreed()
    offered = north.say(manifest(under, 1))
    newer = south.say(terms(4, replaces=under), look=False)
    north.accept(newer)
    south.accept(offered)
    state = table.state()
    assert broken(state) == ["accept.overtaken"]
    assert not state.rosters


def test_a_manifest_in_force_lives_on_under_the_terms_that_follow() -> None:
    table, north, south, _, under = agreed()
    south.accept(north.say(manifest(under, 1, 2)))
    north.accept(south.say(terms(2, replaces=under)))
    state = table.state()
    assert not state.broken
    assert state.figures("north", "south").planned.value == 2


# --- wishes (GC III 109)


def wish(seat: Seat, on: str, number: int, reply: Replied = Replied.DOES_NOT_WISH) -> str:
    return seat.say(Answer(on, (Reply(person(number), reply),)))


def test_nobody_is_put_on_a_manifest_against_the_wish_that_the_intermediary_recorded() -> None:
    """GC III 109: no sick or injured prisoner of war may be repatriated against his will during hostilities."""
    table, north, south, envoy, under = agreed()
    listed = north.log[2].digest
    wish(envoy, listed, 1)
    north.say(manifest(under, 1))
    state = table.state()
    assert broken(state) == ["manifest.wish"]
    assert state.person("north", person(1)).fate == "barred"  # type: ignore[union-attr]
    wish(envoy, listed, 1, Replied.CONFIRMED)
    south.accept(north.say(manifest(under, 1)))
    assert table.state().figures("north", "south").planned.value == 1


def test_a_wish_recorded_before_the_acceptance_stops_the_manifest() -> None:
    table, north, south, envoy, under = agreed()
    offered = north.say(manifest(under, 1))
    wish(envoy, north.log[2].digest, 1)
    south.accept(offered)
    assert broken(table.state()) == ["manifest.wish"]


def test_a_wish_recorded_after_the_manifest_stops_the_departure() -> None:
    table, north, south, envoy, under = agreed()
    south.accept(north.say(manifest(under, 1, 2)))
    wish(envoy, north.log[2].digest, 1)
    north.say(departure(1, 2))
    state = table.state()
    assert broken(state) == ["departure.wish"]
    assert state.person("north", person(1)).fate == "barred"  # type: ignore[union-attr]


def test_a_departure_that_had_not_seen_the_wish_stands_and_is_shown_as_against_it() -> None:
    table, north, south, envoy, under = agreed()
    south.accept(north.say(manifest(under, 1, 2)))
    north.look()
    wish(envoy, north.log[2].digest, 1)
    north.say(departure(1, 2), look=False)
    state = table.state()
    assert not state.broken
    status = state.person("north", person(1))
    assert status is not None
    assert status.against_wish
    assert any(ref.participant == "envoy" for ref in status.refs)


def test_only_an_intermediary_records_a_wish_not_to_go() -> None:
    table, north, south, _, _ = agreed()
    wish(south, north.log[2].digest, 1)
    assert broken(table.state()) == ["answer.wish"]


# --- lists and answers


def test_only_an_addressee_answers_and_only_about_the_people_of_the_list() -> None:
    table, north, south, envoy, _ = agreed()
    listed = north.log[2].digest
    private = north.say(replace(held(11), to=("south",)))
    wish(envoy, private, 11, Replied.UNKNOWN)
    wish(south, listed, 99, Replied.UNKNOWN)
    wish(north, listed, 1, Replied.UNKNOWN)
    south.say(Answer(listed, (Reply(person(1), Replied.CONFIRMED), Reply(person(1), Replied.UNKNOWN))))
    wish(south, "ab" * 32, 1, Replied.UNKNOWN)
    wish(south, listed, 1, Replied.DECEASED)
    assert broken(table.state()) == ["answer.to"] * 5


def test_an_answer_points_to_the_answerers_own_list() -> None:
    table, north, south, _, _ = agreed()
    listed = north.log[2].digest
    own = person(1, "south")
    south.say(Answer(listed, (Reply(person(1), Replied.CONFIRMED, held_as=own),)))
    south.say(Answer(listed, (Reply(person(1), Replied.CONFIRMED, held_as=person(2)),)))
    south.say(Answer(listed, (Reply(person(1), Replied.UNKNOWN, held_as=own),)))
    assert broken(table.state()) == ["answer.held-as"] * 2


def test_a_list_names_each_person_once_for_others_and_comes_from_a_party() -> None:
    table = Table()
    north, _, envoy = table.sit()
    north.say(replace(held(1), people=people(1, 1)))
    north.say(replace(held(1), to=("north",)))
    envoy.say(held(1))
    assert broken(table.state()) == ["list.by", "list.people", "list.people"]


# --- substitutions


def planned() -> tuple[Table, Seat, Seat, Seat, str, str]:
    table, north, south, envoy, under = agreed()
    on = north.say(manifest(under, 1, 2, 3))
    south.accept(on)
    return table, north, south, envoy, under, on


def test_after_acceptance_a_manifest_changes_only_by_accepted_substitutions() -> None:
    table, north, south, _, _, on = planned()
    change = south.say(Substitution(on, (person(1),), people(4)))
    assert person(1) in {one.person for one in table.state().rosters[0].people}
    north.accept(change)
    state = table.state()
    assert {one.person for one in state.rosters[0].people} == {person(2), person(3), person(4)}
    assert len(state.rosters[0].refs) == 4
    assert state.person("north", person(1)).fate == "listed"  # type: ignore[union-attr]


@pytest.mark.parametrize(
    ("outs", "ins", "rule"),
    [
        ((person(9),), (), "substitution.manifest"),
        ((), (), "manifest.people"),
        ((person(1),), people(4, 4), "manifest.people"),
        ((person(1),), people(99), "manifest.listed"),
        ((), people(4), "manifest.room"),
        ((person(2),), people(3), "substitution.return"),
    ],
)
def test_a_substitution_changes_what_is_there_within_the_terms(
    outs: tuple[str, ...], ins: tuple[Passenger, ...], rule: str
) -> None:
    table, north, _, _, _, on = planned()
    north.say(Substitution(on, outs, ins))
    assert broken(table.state()) == [rule]


def test_a_substitution_is_of_a_manifest_in_force() -> None:
    table, north, _, _, under = agreed()
    on = north.say(manifest(under, 1))
    north.say(Substitution(on, (person(1),)))
    north.say(Substitution("ab" * 32, (person(1),)))
    assert broken(table.state()) == ["substitution.manifest"] * 2


def test_who_has_left_a_manifest_may_go_on_another_but_not_back() -> None:
    table, north, south, _, under, on = planned()
    south.accept(north.say(Substitution(on, (person(1),))))
    north.say(Substitution(on, (), people(1)))
    assert broken(table.state()) == ["substitution.return"]
    south.accept(north.say(manifest(under, 1)))
    assert table.state().figures("north", "south").planned.value == 3


def test_a_party_stands_behind_one_open_substitution_for_one_person() -> None:
    table, north, south, _, _, on = planned()
    one = north.say(Substitution(on, (person(1),), people(4)))
    two = south.say(Substitution(on, (person(1),), people(5)), look=False)
    north.accept(two)
    south.accept(one)
    assert broken(table.state()) == ["substitution.once", "substitution.once"]


def test_nobody_who_has_left_is_substituted() -> None:
    table, north, south, _, _, on = planned()
    north.say(departure(1))
    south.say(Substitution(on, (person(1),), people(4)))
    assert broken(table.state()) == ["substitution.moved"]


def test_whoever_agreed_to_take_a_person_off_does_not_record_that_they_left() -> None:
    table, north, south, _, _, on = planned()
    change = north.say(Substitution(on, (person(1),), people(4)))
    north.say(departure(1, 2))
    assert broken(table.state()) == ["handover.leaving"]
    south.accept(change)
    north.say(departure(1, 2))
    assert broken(table.state()) == ["handover.leaving", "handover.manifest"]


def test_a_seat_is_not_free_while_the_substitution_that_would_empty_it_is_open() -> None:
    table, north, south, _, under, on = planned()
    change = north.say(Substitution(on, (person(1),)))
    north.say(manifest(under, 4))
    assert broken(table.state()) == ["manifest.room"]
    south.accept(change)
    north.say(manifest(under, 4))
    assert broken(table.state()) == ["manifest.room"]


def test_whom_an_open_substitution_would_bring_in_is_named_on_nothing_else() -> None:
    table, north, south, _, under = agreed(3, stages=2)
    on = north.say(manifest(under, 1, 2, 3))
    south.accept(on)
    north.say(Substitution(on, (person(1),), people(4)))
    north.say(manifest(under, 4, stage="day-2"))
    south.say(manifest(under, 4, stage="day-2"))
    assert broken(table.state()) == ["manifest.once"], "south stands behind no substitution yet"


def test_a_substitution_is_past_taking_up_once_another_has_taken_the_person_off() -> None:
    table, north, south, envoy, _, on = planned()
    other = envoy.say(Substitution(on, (person(1),), people(5)))
    south.accept(north.say(Substitution(on, (person(1),), people(4))))
    state = table.state()
    assert {offer.ref.digest: offer.fate for offer in state.offers}[other] is OfferFate.DEAD
    north.accept(other)
    assert broken(table.state()) == ["accept.overtaken"]


def test_nobody_is_substituted_whom_the_receiver_says_to_have_received() -> None:
    table, north, south, _, _, on = planned()
    south.say(receipt(1))
    north.say(Substitution(on, (person(1),), people(4)))
    assert broken(table.state()) == ["substitution.moved"]


def test_a_receiver_too_agrees_only_to_terms_with_room_for_whom_it_is_to_receive() -> None:
    table, north, south, _, under = agreed()
    south.accept(north.say(manifest(under, 1, 2, 3)))
    south.say(terms(3, back=2, replaces=under))
    assert broken(table.state()) == ["terms.room"]
