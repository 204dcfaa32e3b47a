"""A desk's keys are replaced, and the others go on with it; what the old ones sign counts no more."""

from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from homeward.exchange.words import Keys as KeysEntry
from homeward.ledger import BadKeyError, Card, CardError, Checkpoint, Log, NoteError, SigningKey, cosign, seal, sign
from homeward.ledger.card import Cards
from homeward.node.desk import DeskError, arrivals, cosigning, post
from homeward.node.desk.answers import Answers
from homeward.node.desk.desk import Desk
from homeward.node.desk.letters import Details
from homeward.node.desk.making import new
from homeward.node.desk.replacing import new_card
from tests.node.desk.conftest import EXCHANGE, NAMES, START, TIME, Clock, Party, Wire

LATER = TIME + timedelta(hours=1)


@pytest.fixture
def recovery() -> list[SigningKey]:
    return []


@pytest.fixture
def ready(tmp_path: Path, recovery: list[SigningKey]) -> Party:
    """Three desks that have opened their exchange; the recovery key of north is kept."""
    desks = {}
    for name in NAMES:
        desks[name], offline = new(tmp_path / name, f"{EXCHANGE}/{name}", f"https://{name}.example")
        recovery += [offline] if name == "north" else []
    for desk in desks.values():
        for other in desks.values():
            desk.enrol(other.card)
    clocks = {name: Clock() for name in NAMES}
    party = Party(desks, clocks, Wire({name: Answers(desk) for name, desk in desks.items()}, clocks))
    party.open()
    return party


def replaced(party: Party, *roles: str, recovery: SigningKey | None = None, **more: object) -> Card:
    """Replace keys of north, and let the others take in its new card."""
    desk = new_card(party["north"], roles, LATER, passphrase=None, recovery=recovery, **more)  # type: ignore[arg-type]
    party.desks["north"] = desk
    party.wire.nodes["north"] = Answers(desk)
    for name in ("south", "neutral"):
        assert party[name].enrol(Card.parse(desk.card.note.encode()))
    return desk.card


def speak(desk: Desk) -> str:
    key = SigningKey.generate()
    return desk.say(KeysEntry(add=(key.public.hex(),)), LATER + timedelta(hours=1), also=[key])


@pytest.mark.parametrize("roles", [("author", "sealing"), ("log", "witness")])
def test_the_exchange_goes_on(ready: Party, recovery: list[SigningKey], roles: tuple[str, ...]) -> None:
    before = ready["north"].card
    card = replaced(ready, *roles, recovery=recovery[0])
    assert {
        role for role in ("author", "log", "witness", "sealing") if getattr(card, role) != getattr(before, role)
    } == set(roles)
    speak(ready["north"])
    speak(ready["south"])
    assert ready.sync() == []
    held = ready["north"].held()
    for name in NAMES:
        assert ready[name].held() == held
        assert not ready[name].state().broken
        for log in NAMES:
            assert cosigning.reach(ready[name], log).final == held[log][0], (name, log)


def test_what_was_final_stays_final(ready: Party, recovery: list[SigningKey]) -> None:
    replaced(ready, "log", "witness", recovery=recovery[0])
    for name in NAMES:
        for log in NAMES:
            assert cosigning.reach(ready[name], log) == cosigning.Reach(1, 1, 1), (name, log)


def test_the_old_author_key_is_revoked_by_the_log_itself(ready: Party, recovery: list[SigningKey]) -> None:
    old = ready["north"].keys.author
    replaced(ready, "author", recovery=recovery[0])
    ready.sync()
    for name in NAMES:
        assert ready[name].state().keys("north") == {ready["north"].keys.author.public.hex()}
    ready["north"].keys = replace(ready["north"].keys, author=old)  # a thief who has the old one
    with pytest.raises(DeskError, match="would break a rule"):
        speak(ready["north"])


def test_a_stolen_log_key_signs_nothing_after_it_was_replaced(ready: Party, recovery: list[SigningKey]) -> None:
    north, south = ready["north"], ready["south"]
    stolen, author = north.keys.log, north.keys.author
    with north.reading("north") as log:
        assert log is not None
        envelopes = [*log.entries(), seal(b"{}", author)]
    replaced(ready, "log", recovery=recovery[0])
    folder = north.folder.parent / "thief"
    with Log.create(folder, north.origin, stolen) as forged:
        for envelope in envelopes:
            forged.append(envelope)
        note = forged.checkpoint()
        with pytest.raises(NoteError, match="it was replaced"):
            cosigning.add_cosignatures(south, note, START)
        assert south.witness.add_checkpoint(f"old 1\n\n{note}".encode(), START).code == 403
        assert south.held_of("north") == 1
        assert south.shelf.evidence() == {}  # the owner is not accused of what the thief has signed


def test_a_stolen_witness_key_cosigns_nothing_after_it_was_replaced(ready: Party) -> None:
    stolen = ready["north"].keys.witness
    ready.wire.cut.add("north")
    speak(ready["south"])
    ready.sync("south", "neutral")
    replaced(ready, "witness")
    with ready["neutral"].reading("south") as log:
        assert log is not None
        note = log.checkpoint()
        size = log.size
    line = cosign(note, ready["north"].origin, stolen, START)
    assert cosigning.add_cosignatures(ready["neutral"], note + line, START) == 0
    assert cosigning.reach(ready["neutral"], "south").final == size - 1


def test_letters_and_parcels_that_were_sealed_before_still_open(ready: Party, recovery: list[SigningKey]) -> None:
    from homeward.exchange import commit
    from homeward.exchange.words import ListKind, Passenger, PeopleList
    from homeward.node.desk import parcel

    details, salt = {"name": "An Invented Name"}, bytes(32)
    person = commit(details, salt)
    digest = post.attach(ready["south"], [Details(person, salt, details)], ["north"], START)
    ready["south"].say(
        PeopleList(ListKind.OFFERED, ("north",), (Passenger(person, "servicemen"),), digest), LATER, rehearsed=False
    )
    carried = parcel.pack(ready["south"], "north")
    replaced(ready, "sealing")
    parcel.unpack(ready["north"], carried, START)
    assert post.open_letter(ready["north"], digest).people[0].details == details
    assert len(ready["north"].keys.replaced) == 1


def test_the_recovery_key_is_asked_for(ready: Party, recovery: list[SigningKey]) -> None:
    for role in ("author", "log"):
        for wrong in (None, SigningKey.generate()):
            with pytest.raises(DeskError, match=f"To replace the {role} key the recovery key of north is needed"):
                new_card(ready["north"], [role], LATER, passphrase=None, recovery=wrong)
    assert ready["north"].held_of("north") == 1
    fresh = SigningKey.generate()
    assert replaced(ready, recovery=recovery[0], new_recovery=fresh).recovery == fresh.public
    replaced(ready, "log", recovery=fresh)


def test_the_node_moves(ready: Party) -> None:
    assert replaced(ready, address="https://elsewhere.example").address == "https://elsewhere.example"
    assert replaced(ready, address=None).address is None


def test_a_replayed_old_card_changes_nothing(ready: Party, recovery: list[SigningKey]) -> None:
    old = ready["north"].card
    card = replaced(ready, "log", recovery=recovery[0])
    assert not ready["south"].enrol(old)
    assert ready["south"].cards.get("north") == card
    assert Desk.open(ready["south"].folder).cards.get("north") == card


def test_a_new_log_key_begins_no_earlier_than_what_a_peer_holds(ready: Party, recovery: list[SigningKey]) -> None:
    """A participant that says its key was stolen before what it said is taken back cannot take it back."""
    north = ready["north"]
    speak(north)
    ready.sync()
    card = new_card(north, ["log"], LATER, passphrase=None, recovery=recovery[0]).card
    earlier = replace(card, since=1)
    from homeward.ledger import issue

    keys = Desk.open(north.folder).keys
    signers = {"author": keys.author, "log": keys.log, "witness": keys.witness, "recovery-before": recovery[0]}
    with pytest.raises(CardError, match="others hold 2"):
        ready["south"].enrol(issue(earlier, signers))


@pytest.mark.parametrize("stop", [0, 2, 4])
def test_stopped_anywhere_it_is_taken_up_again(
    ready: Party, recovery: list[SigningKey], stop: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Files are renamed one by one; whatever was renamed when the power went, the desk opens, and the rest is done."""
    real, count = Path.replace, 0

    def replaces(self: Path, target: Path) -> Path:
        nonlocal count
        count += 1
        if count > stop:
            raise OSError(5, "the power is gone")
        return real(self, target)

    folder = ready["north"].folder
    with monkeypatch.context() as broken:
        broken.setattr(Path, "replace", replaces)
        with pytest.raises(OSError, match="power"):
            new_card(
                ready["north"], ["author", "log", "witness", "sealing"], LATER, passphrase=None, recovery=recovery[0]
            )
    desk = Desk.open(folder)
    if desk.card.serial == 1:
        desk = new_card(desk, ["author", "log", "witness", "sealing"], LATER, passphrase=None, recovery=recovery[0])
    assert desk.card.serial == 2
    assert desk.keys.log.public == desk.card.log
    assert desk.keys.sealing.recipient == desk.card.sealing
    assert len(desk.keys.replaced) == 1
    assert not list((folder / "keys").glob("*.next"))
    new_card(desk, [], LATER, passphrase=None, address=None)
    assert Desk.open(folder).state().keys("north") == {desk.keys.author.public.hex()}
    speak(Desk.open(folder))


def test_keys_on_the_disk_stay_under_the_passphrase(tmp_path: Path) -> None:
    desk, recovery = new(tmp_path / "north", f"{EXCHANGE}/north", passphrase="twelve letters")
    after = new_card(desk, ["witness"], LATER, passphrase="twelve letters", recovery=recovery)
    assert after.card.serial == 2
    with pytest.raises(BadKeyError, match="none was given"):
        Desk.open(tmp_path / "north")


def test_signatures_of_a_card_mean_nothing_elsewhere(ready: Party) -> None:
    """A card's text is no checkpoint, and a checkpoint is no card, though one log key signs both."""
    note = ready["north"].card.note
    with pytest.raises(NoteError):
        ready["south"].cards.succession("north").checkpoint(note)
    text = str(Checkpoint(ready["north"].origin, 1, bytes(32)))
    with pytest.raises(CardError):
        Cards([Card.parse(sign(text, "log", ready["north"].keys.log).encode())])
    assert arrivals.silent(ready["north"]) == []
