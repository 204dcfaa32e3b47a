"""How an exchange begins, and who may sign what."""

from dataclasses import replace

import pytest

from homeward.exchange import ExchangeError, Seen, State, encode, fold, rehearse
from homeward.exchange.standing import Fate
from homeward.exchange.words import Accept, Keys, Open, Participant, Policy, Role
from tests.exchange.table import Seat, Table, held, key_of, leaf, terms


def broken(state: State) -> list[str]:
    return [one.rule.id for one in state.broken]


def founding(*names: str, policy: tuple[str, ...] = ("north",)) -> Open:
    return Open(tuple(Participant(name, Role.PARTY, (key_of(name),)) for name in names), Policy(policy, policy))


def test_an_exchange_is_open_when_every_participant_has_repeated_the_founding_hash() -> None:
    table = Table()
    table.sit()
    state = table.state()
    assert state.joined == ("north", "south", "envoy")
    assert state.exchange == "exercise"
    assert state.parties == ("north", "south")
    assert state.intermediaries == ("envoy",)
    assert not state.broken
    assert not state.pending


def test_nothing_but_keys_is_said_before_everybody_has_joined() -> None:
    table = Table()
    north, south, envoy = table.seats.values()
    participants = tuple(Participant(one.name, one.role, (key_of(one.name),)) for one in table.seats.values())
    first = north.say(Open(participants, Policy((), ())))
    south.say(Open(repeats=first))
    north.say(terms())
    new = key_of("north", 1)
    north.say(Keys(add=(new,)), signers=(key_of("north"), new))
    envoy.say(Open(repeats=first))
    assert broken(table.state()) == ["open.joined"]


def test_who_has_not_seen_another_join_may_not_speak_either() -> None:
    table = Table()
    north, south, envoy = table.seats.values()
    participants = tuple(Participant(one.name, one.role, (key_of(one.name),)) for one in table.seats.values())
    first = north.say(Open(participants, Policy((), ())))
    south.say(Open(repeats=first))
    envoy.say(Open(repeats=first))
    north.look("south").say(terms(), look=False)
    assert broken(table.state()) == ["open.joined"]


def test_a_founding_entry_names_a_policy_two_parties_and_a_key_each() -> None:
    for body, rule in (
        (Open(founding("north", "south").participants), "open.founding"),
        (founding("north"), "open.parties"),
        (founding("south", "west"), "open.parties"),
        (founding("north", "north"), "open.parties"),
        (founding("north", "south", policy=("stranger",)), "open.policy"),
        (Open((Participant("north", Role.PARTY, ()), *founding("south").participants), Policy((), ())), "open.keys"),
    ):
        table = Table()
        table.seats["north"].say(body)
        state = table.state()
        assert broken(state) == [rule]
        assert state.founding is None


def test_of_two_founding_entries_the_one_that_all_joined_holds() -> None:
    table = Table()
    north, south, envoy = table.seats.values()
    participants = tuple(Participant(one.name, one.role, (key_of(one.name),)) for one in table.seats.values())
    north.say(Open(participants, Policy((), ())))
    other = south.say(founding("south", "west", policy=("south",)), look=False)
    assert table.state().founding is None
    assert set(broken(table.state())) == {"open.one"}
    assert fold(table.logged(), founding=other).founding is not None
    assert envoy.log == []


def test_who_joins_repeats_the_hash_and_nothing_else() -> None:
    for body, rule in (
        (Open(repeats="ab" * 32), "open.repeated"),
        (founding("north", "south"), "open.repeated"),
        (replace(founding("north", "south"), repeats="ab" * 32), "open.founding"),
    ):
        table = Table()
        north, south, _ = table.seats.values()
        participants = tuple(Participant(one.name, one.role, (key_of(one.name),)) for one in table.seats.values())
        first = north.say(Open(participants, Policy((), ())))
        south.say(replace(body, repeats=body.repeats and (first if rule == "open.founding" else body.repeats)))
        assert broken(fold(table.logged(), founding=first)) == [rule]


def test_a_log_opens_once_and_first() -> None:
    table = Table()
    north, south, _ = table.sit()
    south.say(Open(repeats=north.log[0].digest))
    assert broken(table.state()) == ["open.first"]


def test_a_log_that_begins_with_something_else_never_joins() -> None:
    table = Table()
    north, south, _ = table.seats.values()
    participants = tuple(Participant(one.name, one.role, (key_of(one.name),)) for one in table.seats.values())
    first = north.say(Open(participants, Policy((), ())))
    south.say(Keys())
    south.say(Open(repeats=first))
    south.say(Keys())
    assert broken(table.state()) == ["open.first"] * 3


def test_an_entry_can_be_rehearsed_before_anybody_signs_it() -> None:
    table = Table()
    north, south, _ = table.sit()
    offered = north.say(terms())
    signers = frozenset({key_of("south")})
    assert rehearse(table.logged(), south.look().entry(Accept(offered)), signers) is None
    found = rehearse(table.logged(), south.entry(Accept("ab" * 32)), signers)
    assert found is not None
    assert found.rule.id == "accept.offer"
    assert "Entry 1 of south is void (accept.offer)" in str(found)
    with pytest.raises(ExchangeError):
        rehearse(table.logged(), replace(south.entry(Accept(offered)), previous="ab" * 32), signers)
    assert table.state().terms is None, "a rehearsal leaves nothing behind"


def test_a_signature_that_is_not_the_authors_makes_an_entry_void() -> None:
    table = Table()
    north, _, _ = table.sit()
    north.say(held(1), signers=(key_of("south"),))
    north.say(held(2), signers=("",))
    assert broken(table.state()) == ["keys.signature", "keys.signature"]


def test_signatures_count_by_position_in_the_log() -> None:
    table = Table()
    north, _, _ = table.sit()
    old, new = key_of("north"), key_of("north", 1)
    north.say(held(1))
    north.say(Keys(add=(new,), revoke=(old,)), signers=(old, new))
    north.say(held(2), signers=(new,))
    north.say(held(3), signers=(old,))
    state = table.state()
    assert broken(state) == ["keys.signature"]
    assert state.keys("north") == {new}
    assert state.person("north", held(1).people[0].person) is not None


def test_a_new_key_signs_the_entry_that_brings_it_in() -> None:
    table = Table()
    north, _, _ = table.sit()
    north.say(Keys(add=(key_of("north", 1),)))
    north.say(held(1), signers=(key_of("north", 1),))
    assert broken(table.state()) == ["keys.possession", "keys.signature"]


def test_a_key_belongs_to_one_and_only_ones_own_are_revoked_and_one_is_left() -> None:
    table = Table()
    north, _, _ = table.sit()
    own = key_of("north")
    north.say(Keys(add=(key_of("south"),)), signers=(own, key_of("south")))
    north.say(Keys(revoke=(key_of("south"),)))
    north.say(Keys(revoke=(own,)))
    state = table.state()
    assert broken(state) == ["keys.own", "keys.own", "keys.one-left"]
    assert state.keys("north") == {own}


def write(seat: Seat, **changes: object) -> str:
    entry = seat.look().entry(held(1))
    return seat.write(encode(replace(entry, **changes)), frozenset({key_of(seat.name)}))


def test_an_entry_fits_the_place_it_stands_at() -> None:
    table = Table()
    north, south, _ = table.sit()
    write(north, author="south")
    write(north, exchange="another")
    write(north, previous=None)
    seen = Seen("south", 0, south.log[0].digest, 1, "0" * 64)
    write(north, after=(seen, seen))
    write(north, after=(Seen("north", 0, north.log[0].digest, 1, "0" * 64),))
    write(north, after=(replace(seen, size=0),))
    write(north, after=())
    assert broken(table.state()) == [
        "entry.author",
        "entry.exchange",
        "entry.previous",
        "after.others",
        "after.others",
        "after.checkpoint",
        "after.never-back",
    ]


def test_strangers_take_no_part() -> None:
    table = Table()
    table.sit()
    stranger = Seat(table, "west", Role.PARTY)
    table.seats["west"] = stranger
    stranger.say(founding("west", "east", policy=("west",)))
    state = table.state()
    assert broken(state) == ["entry.participant"]
    assert state.exchange == "exercise"


def test_an_entry_whose_causes_are_missing_waits_and_stands_when_they_come() -> None:
    table = Table()
    north, south, _ = table.sit()
    offered = north.say(terms())
    accepted = south.accept(offered)
    without = [one for one in table.logged() if one.digest != offered]
    state = fold(without)
    assert not state.broken
    assert [one.entry.digest for one in state.pending] == [accepted]
    assert state.pending[0].waits_for == (("north", 1, offered),)
    assert state.standing(accepted) is None
    assert table.state().terms is not None


def fork(seat: Seat, branch: Seat) -> None:
    branch.log, branch.seen = list(seat.log), dict(seat.seen)


def test_of_two_entries_at_one_index_neither_stands_if_nobody_relied_on_one() -> None:
    table = Table()
    north, _, _ = table.sit()
    other = Seat(table, "north", Role.PARTY)
    fork(north, other)
    north.say(held(1))
    other.say(held(2))
    north.say(held(3))
    state = fold([*table.logged(), *other.log])
    assert broken(state) == ["log.equivocation"] * 3
    assert [(one.participant, one.index, one.kept) for one in state.equivocations] == [("north", 1, None)]
    assert state.people == ()


def test_what_others_relied_on_is_not_undone_by_a_second_entry() -> None:
    table = Table()
    north, south, _ = table.sit()
    other = Seat(table, "south", Role.PARTY)
    offered = north.say(terms())
    south.look()
    fork(south, other)
    south.accept(offered)
    north.say(held(1))
    other.say(held(9, giver="south"), look=False)
    state = fold([*table.logged(), *other.log])
    assert broken(state) == ["log.equivocation"]
    assert state.equivocations[0].kept == south.log[1].digest
    assert state.terms is not None
    assert state.newest["south"].digest == south.log[1].digest


def test_nonsense_in_a_log_does_not_let_its_author_forget() -> None:
    """Whatever cannot be read comes after all that stands before it: the second terms still rival the first."""
    table = Table()
    north, _, _ = table.sit()
    north.say(terms())
    north.write(b"\xff nonsense", frozenset({key_of("north")}))
    north.say(terms(4))
    assert broken(table.state()) == ["wire.json", "terms.rival"]
    assert table.state().entries[3].fate is Fate.VOID


def test_digests_are_leaf_hashes() -> None:
    assert leaf(b"") == "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d"
