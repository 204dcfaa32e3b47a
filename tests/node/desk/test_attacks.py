"""Attacks, one each: what a hostile party, a hostile carrier or a thief of keys can do, and what comes of it.

The page about threats names each of these tests beside its defence.
"""

import base64
import json
import shutil
import sqlite3
from dataclasses import replace
from datetime import timedelta
from io import BytesIO
from pathlib import Path

import pytest

from homeward.exchange import Entry, commit, encode
from homeward.exchange.words import Keys, ListKind, Passenger, PeopleList
from homeward.ledger import (
    BadKeyError,
    CardError,
    Evidence,
    Log,
    NoteError,
    PolicyError,
    SigningKey,
    Standing,
    StoreError,
    cosign,
    joined,
    seal,
    verify_inclusion,
)
from homeward.ledger.card import Card, Cards
from homeward.ledger.sealing import digest as digest_of
from homeward.ledger.witness import request
from homeward.node.desk import (
    DeskError,
    LetterError,
    ParcelError,
    PeerError,
    arrivals,
    cosigning,
    handshake,
    mirrors,
    post,
)
from homeward.node.desk import parcel as parcels
from homeward.node.desk.answers import PREFIX, Answers, Quota, Request
from homeward.node.desk.desk import Desk
from homeward.node.desk.letters import Details
from homeward.node.desk.mirrors import ContradictionError
from tests.node.desk.conftest import EXCHANGE, NAMES, START, TIME, Party

LATER = TIME + timedelta(hours=1)


def say(desk: Desk, *, times: int = 1) -> None:
    for _ in range(times):
        key = SigningKey.generate()
        desk.say(Keys(add=(key.public.hex(),)), LATER, rehearsed=False, also=[key])


def twin(party: Party, name: str, folder: str = "twin") -> Desk:
    """A second copy of a participant's desk, which can go another way with the same keys."""
    desk = party[name]
    shutil.copytree(desk.folder, desk.folder.with_name(folder))
    other = Desk.open(desk.folder.with_name(folder))
    with Log.open(other.path(name), other.keys.log) as log:
        log.reconcile([], alone=True)  # it lies about being restored
    return other


def keys_of(party: Party) -> list[object]:
    return [key for name in NAMES for key in party["neutral"].cards.log_keys(name)]


class TestHistories:
    """A participant that shows different histories of its log to different others."""

    def test_a_split_view_is_refused_by_both_and_proved_to_anybody(self, opened: Party) -> None:
        liar = twin(opened, "north")
        say(opened["north"])
        say(liar)
        arrivals.take(opened["south"], opened["north"].piece("north", 1), START)
        with pytest.raises(ContradictionError):
            arrivals.take(opened["south"], liar.piece("north", 1), START)
        arrivals.take(opened["neutral"], liar.piece("north", 1), START)
        opened.wire.cut.add("north")
        opened.sync()  # the two compare
        for name in ("south", "neutral"):
            (data,) = opened[name].shelf.evidence().values()
            assert "has signed two different logs of 2 entries" in Evidence.parse(data).check(keys_of(opened))
        for name in ("south", "neutral"):
            assert cosigning.standing(opened[name], "north", 1) is not Standing.FINAL, "nothing of the fork is final"

    def test_a_fork_that_grew_longer_is_proved_by_its_own_tree(self, opened: Party) -> None:
        liar = twin(opened, "north")
        say(opened["north"], times=3)
        say(liar, times=5)
        opened.sync("south")
        with pytest.raises(ContradictionError) as found:
            arrivals.take(opened["south"], liar.piece("north", 1), START)
        assert "one of 6 that began otherwise" in found.value.evidence.check(keys_of(opened))

    def test_a_log_that_is_rolled_back_stays_as_long_as_it_was(self, opened: Party) -> None:
        old = twin(opened, "north")
        say(opened["north"], times=2)
        opened.sync()
        held = opened["south"].held()["north"]
        assert arrivals.take(opened["south"], old.piece("north", 0), START) == 0
        with old.reading("north") as log:
            body = request(1, [], log.checkpoint())
        answer = opened["south"].witness.add_checkpoint(body, START)
        assert (answer.code, answer.body) == (409, "3\n")
        assert opened["south"].held()["north"] == held
        assert opened["south"].shelf.evidence() == {}, "being behind is no breach"

    def test_an_entry_left_out_is_a_contradiction(self, opened: Party) -> None:
        """Omission: whoever leaves out what it has said must sign another history."""
        liar = twin(opened, "north")
        say(opened["north"], times=2)
        with opened["north"].reading("north") as log:
            last = list(log.entries())[2:]
        with Log.open(liar.path("north"), liar.keys.log) as log:
            log.append_many([*last, *last])
        opened.sync("south")
        with pytest.raises(ContradictionError):
            arrivals.take(opened["south"], liar.piece("north", 1), START)

    def test_a_carrier_that_changes_drops_or_inserts_entries_is_found_and_nobody_accused(self, opened: Party) -> None:
        say(opened["north"], times=4)
        brought = opened["north"].piece("north", 1)
        assert brought is not None
        for envelopes in (
            brought.envelopes[:-1],
            [brought.envelopes[0], *brought.envelopes],
            [brought.envelopes[1], brought.envelopes[0], *brought.envelopes[2:]],
            [seal(b"{}", SigningKey.generate()), *brought.envelopes[1:]],
        ):
            with pytest.raises(DeskError):
                arrivals.take(opened["south"], replace(brought, envelopes=list(envelopes)), START)
        with pytest.raises(DeskError):
            arrivals.take(opened["south"], replace(brought, beginning=(bytes(32),)), START)
        assert opened["south"].shelf.evidence() == {}
        assert arrivals.take(opened["south"], brought, START) == 4


class TestReplay:
    """What was said once, shown again where it was not said."""

    def test_an_entry_of_another_log_is_void(self, opened: Party) -> None:
        with opened["north"].reading("north") as log:
            stolen = next(log.entries())
        with Log.open(opened["south"].path("south"), opened["south"].keys.log) as log:
            log.append(stolen)
        opened.sync()
        (broken,) = opened["neutral"].state().broken
        assert (broken.entry.participant, broken.rule.id) == ("south", "keys.signature")

    def test_an_entry_of_another_exchange_is_void(self, opened: Party) -> None:
        north = opened["north"]
        last = [one for one in north.logged() if one.participant == "north"][-1]
        entry = Entry("another", "north", LATER, last.digest, (), Keys())
        with Log.open(north.path("north"), north.keys.log) as log:
            log.append(seal(encode(entry), north.keys.author))
        opened.sync()
        (broken,) = opened["south"].state().broken
        assert broken.rule.id == "entry.exchange"

    def test_an_entry_of_another_version_is_void(self, opened: Party) -> None:
        north = opened["north"]
        last = [one for one in north.logged() if one.participant == "north"][-1]
        payload = encode(Entry("drill", "north", LATER, last.digest, (), Keys()))
        with Log.open(north.path("north"), north.keys.log) as log:
            log.append(seal(payload.replace(b'"version":1', b'"version":2'), north.keys.author))
        opened.sync()
        (broken,) = opened["south"].state().broken
        assert broken.rule.id == "wire.fields"

    def test_the_same_entry_twice_has_no_effect_the_second_time(self, opened: Party) -> None:
        north = opened["north"]
        say(north)
        with Log.open(north.path("north"), north.keys.log) as log:
            log.append(list(log.entries())[-1])
        opened.sync()
        (waiting,) = opened["south"].state().pending  # it names another entry before it than there is
        assert waiting.entry.index == 2

    def test_a_request_counts_once_and_for_its_receiver_alone(self, opened: Party) -> None:
        header, _ = handshake.ask(
            opened["north"].keys.witness, f"{EXCHANGE}/north", f"{EXCHANGE}/south", "GET", "/ledger/have", b"", START
        )
        asked = Request("GET", "/ledger/have", header, BytesIO(b"").read)
        south, neutral = opened.wire.nodes["south"], opened.wire.nodes["neutral"]
        assert south.answer(asked, START).status == 200
        assert south.answer(asked, START).status == 409
        assert south.answer(asked, START - 86_400).status == 409, "a clock set back opens nothing again"
        assert neutral.answer(asked, START).status == 401
        assert south.answer(Request("POST", "/ledger/have", header, BytesIO(b"").read), START).status == 401

    def test_an_old_parcel_taken_again_changes_nothing(self, opened: Party) -> None:
        old = parcels.pack(opened["north"], "south", everything=True)
        say(opened["north"], times=2)
        new = parcels.pack(opened["north"], "south", everything=True)
        for data in (new, old, new, old):
            parcels.unpack(opened["south"], data, START)
        assert opened["south"].held()["north"][0] == 3
        assert json.loads(opened["south"].shelf.holding("north") or "")["logs"]["north"][0] == 3, (
            "the newest word counts"
        )


class TestSwaps:
    """One thing shown as another."""

    def test_a_log_under_anothers_name_is_refused(self, opened: Party) -> None:
        """Origin swap: a checkpoint is of the log that it names, whoever brings it under which name."""
        say(opened["north"])
        brought = opened["north"].piece("north", 1)
        assert brought is not None
        with pytest.raises(NoteError):
            arrivals.take(opened["neutral"], replace(brought, name="south"), START)
        other = Log.create(opened["north"].folder / "other", f"{EXCHANGE}/south", opened["north"].keys.log)
        other.append(b"x")
        with pytest.raises(NoteError):
            arrivals.take(opened["neutral"], replace(brought, note=other.checkpoint()), START)
        other.close()

    def test_one_key_cannot_pose_as_two_witnesses(self, opened: Party) -> None:
        north = opened["north"].card
        with pytest.raises(PolicyError, match="two names"):
            mirrors.Policy.all_of(
                opened["south"].card.log_key, [north.witness_key, replace(north.witness_key, name="another")]
            )
        text = replace(opened["south"].card, witness=north.witness)
        with pytest.raises(CardError):
            Card.parse(f"{text.text}\n{opened['south'].card.note.rpartition(chr(10) * 2)[2]}".encode())

    def test_a_participant_cannot_show_anothers_key_as_its_own(self, opened: Party) -> None:
        stolen = replace(opened["south"].card, sealing=opened["north"].card.sealing)
        with pytest.raises(CardError):
            Cards([opened["north"].card, stolen])

    def test_a_cosignature_by_the_log_itself_makes_nothing_seen(self, opened: Party) -> None:
        opened.wire.cut |= {"south", "neutral"}
        north = opened["north"]
        say(north)
        with north.reading("north") as log:
            note = log.checkpoint()
        own = joined(note, [cosign(note, north.origin, north.keys.witness, START)])
        cosigning.add_cosignatures(north, own, START)
        assert cosigning.reach(north, "north") == mirrors.Reach(2, 1, 1)

    def test_a_forged_cosignature_is_refused(self, opened: Party) -> None:
        say(opened["north"])
        with opened["north"].reading("north") as log:
            note = log.checkpoint()
        line = cosign(note, f"{EXCHANGE}/south", opened["north"].keys.witness, START)
        cosigning.add_cosignatures(
            opened["neutral"], joined(note, [line]), START
        )  # another key id: it counts for nobody
        assert cosigning.reach(opened["neutral"], "north").final == 1
        right = opened["south"].card.witness_key.id
        data = right + base64.b64decode(line.split()[-1])[4:]
        forged = f"\u2014 {EXCHANGE}/south {base64.b64encode(data).decode()}\n"
        with pytest.raises(NoteError, match="is wrong"):
            cosigning.add_cosignatures(opened["neutral"], joined(note, [forged]), START)

    def test_whoever_answers_in_a_peers_place_is_found(self, opened: Party) -> None:
        opened.wire.spoil = lambda path, body: body.replace(b'"', b"'", 1) if path.endswith("have") else body
        with pytest.raises(PeerError, match="not the one"):
            opened.peer("north", "south").ask("GET", "have")
        opened.wire.spoil = None
        opened.wire.nodes["south"], opened.wire.nodes["neutral"] = (
            opened.wire.nodes["neutral"],
            opened.wire.nodes["south"],
        )
        with pytest.raises(PeerError, match="not signed"):
            opened.peer("north", "south").ask("GET", "have")


class TestKeys:
    """Keys that were stolen, revoked, replaced or weak."""

    def test_what_a_revoked_key_signs_is_void_from_there_on(self, opened: Party) -> None:
        north, new = opened["north"], SigningKey.generate()
        old = north.keys.author
        north.say(Keys(add=(new.public.hex(),), revoke=(old.public.hex(),)), LATER, also=[new])
        with pytest.raises(DeskError, match=r"keys\.signature"):
            north.say(Keys(), LATER)
        north.say(Keys(), LATER, rehearsed=False)  # the thief signs with the old key
        north.keys = replace(north.keys, author=new)
        opened.sync()
        (broken,) = opened["south"].state().broken
        assert (broken.entry.index, broken.rule.id) == (2, "keys.signature")

    def test_a_thief_of_the_log_key_alone_can_say_nothing(self, opened: Party) -> None:
        """It signs checkpoints, not entries: what it adds is void for want of the author's signature."""
        north = opened["north"]
        last = [one for one in north.logged() if one.participant == "north"][-1]
        payload = encode(Entry("drill", "north", LATER, last.digest, (), Keys()))
        with Log.open(north.path("north"), north.keys.log) as log:
            log.append(seal(payload, SigningKey.generate()))
        opened.sync()
        (broken,) = opened["south"].state().broken
        assert broken.rule.id == "keys.signature"

    @pytest.mark.parametrize("weak", [bytes(32), b"\x01" + bytes(31), b"\xec" + b"\xff" * 30 + b"\x7f"])
    def test_a_weak_key_is_not_enrolled(self, opened: Party, weak: bytes) -> None:
        card = replace(opened["north"].card, log=weak)
        with pytest.raises((CardError, BadKeyError)):
            Card.parse(f"{card.text}\n{opened['north'].card.note.rpartition(chr(10) * 2)[2]}".encode())

    def test_a_stranger_is_answered_nothing(self, opened: Party) -> None:
        thief = SigningKey.generate()
        header, _ = handshake.ask(thief, f"{EXCHANGE}/north", f"{EXCHANGE}/south", "GET", "/ledger/have", b"", START)
        for value in ("", "nonsense", "A" * 9000, header):
            for path in ("have", "log/north/checkpoint", "log/north/tile/entries/000.p/1", "parcel"):
                answer = opened.wire.nodes["south"].answer(Request("GET", PREFIX + path, value, BytesIO().read), START)
                assert (answer.status, answer.signed) == (401, "")
                assert b"drill" not in answer.body


class TestBurdens:
    """Too much, too long, too often, or nonsense."""

    def test_an_entry_too_long_is_refused_everywhere(self, opened: Party) -> None:
        people = tuple(Passenger(f"{number:064x}", "servicemen") for number in range(700))
        with pytest.raises((DeskError, Exception), match=r"48,000|wire"):
            opened["north"].say(PeopleList(ListKind.SOUGHT, ("south",), people), LATER)
        with Log.open(opened["north"].path("north"), opened["north"].keys.log) as log, pytest.raises(StoreError):
            log.append(b"x" * 65_536)

    @pytest.mark.parametrize("nonsense", [b"\x00", b"{}", b"\xff" * 999, b'{"payload":1}'])
    def test_nonsense_in_a_log_is_void_and_stops_nobody(self, opened: Party, nonsense: bytes) -> None:
        north = opened["north"]
        with Log.open(north.path("north"), north.keys.log) as log:
            log.append(nonsense)
        say(opened["south"])
        assert opened.sync() == []
        assert len(opened["neutral"].state().broken) == 1
        assert cosigning.reach(opened["neutral"], "north").final == 2
        assert cosigning.reach(opened["neutral"], "south").final == 2

    @pytest.mark.parametrize(
        ("path", "body"),
        [
            ("add-checkpoint", b"\xff\x00"), ("add-checkpoint", b"old 1\n\nx"), ("cosignatures", b"\xff"),
            ("cosignatures", b"x\n1\n"), ("parcel", b"x" * 3000), ("letters/" + "0" * 64, b"north\nx"),
            ("letters/zz", b""), ("nothing", b""), ("log/north/tile/0/000.p/999", b""), ("log/../desk.sqlite3", b""),
        ],
    )  # fmt: skip
    def test_nonsense_from_a_peer_gets_a_signed_no(self, opened: Party, path: str, body: bytes) -> None:
        before = {name: opened["south"].held()[name] for name in NAMES}
        status, _ = opened.peer("north", "south").ask("POST", path, body)
        assert 400 <= status < 500
        assert opened["south"].held() == before

    def test_a_flood_from_one_peer_leaves_the_others_their_share(self, opened: Party) -> None:
        opened.wire.nodes["south"] = Answers(opened["south"], Quota(per_minute=60, burst=5))
        north, neutral = opened.peer("north", "south"), opened.peer("neutral", "south")
        statuses = [north.ask("GET", "have")[0] for _ in range(12)]
        assert statuses == [200] * 5 + [429] * 7
        assert neutral.ask("GET", "have")[0] == 200
        opened.clocks["south"].time += 3
        assert north.ask("GET", "have")[0] == 200

    def test_letters_beyond_what_is_kept_are_refused(self, opened: Party, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(arrivals, "MAX_LETTERS", 3)
        for number in range(5):
            data = b"letter %d" % number
            if number < 3:
                assert arrivals.receive(opened["south"], digest_of(data), "north", data, "north", START)
            else:
                with pytest.raises(DeskError, match="more letters of north"):
                    arrivals.receive(opened["south"], digest_of(data), "north", data, "north", START)

    def test_a_refusal_is_a_record_that_anybody_can_check(self, opened: Party) -> None:
        """Both have signed: the sender what it sent, by hash; the refuser that it said no, and why."""
        status, _ = opened.peer("north", "south").ask("POST", "cosignatures", b"not a note")
        assert status == 400
        (data,) = opened["north"].shelf.evidence().values()
        record = Evidence.parse(data)
        keys = [opened[name].card.node_key for name in NAMES]
        assert f"{EXCHANGE}/south refused POST /ledger/cosignatures of {EXCHANGE}/north" in record.check(keys)
        forged = replace(record, says="something else\n")
        with pytest.raises(Exception, match="not this refusal"):
            forged.check(keys)


class TestParcels:
    """Files on a stick that were damaged, exchanged or made up."""

    def test_a_damaged_parcel_is_refused_whole(self, opened: Party) -> None:
        say(opened["north"], times=3)
        data = parcels.pack(opened["north"], "south")
        for at in range(0, len(data), max(1, len(data) // 60)):
            with pytest.raises(ParcelError):
                parcels.unpack(opened["south"], data[:at] + bytes([data[at] ^ 1]) + data[at + 1 :], START)
            with pytest.raises(ParcelError):
                parcels.unpack(opened["south"], data[:at], START)
        assert opened["south"].held()["north"][0] == 1
        assert parcels.unpack(opened["south"], data, START).entries == 3

    def test_a_parcel_for_somebody_else_cannot_be_opened(self, opened: Party) -> None:
        with pytest.raises(ParcelError, match="somebody else"):
            parcels.unpack(opened["neutral"], parcels.pack(opened["north"], "south"), START)

    def test_a_parcel_that_a_stranger_made_is_refused(self, opened: Party) -> None:
        """Anybody can seal to the south; only an enrolled participant's signature is believed."""
        north = opened["north"]
        north.keys = replace(north.keys, witness=SigningKey.generate())
        with pytest.raises(ParcelError, match="not one that its sender has signed"):
            parcels.unpack(opened["south"], parcels.pack(north, "south"), START)


NAME = {"surname": "Вигаданченко", "first_name": "Остап", "born": "1990-01-01"}


class TestNames:
    """No person's name is where somebody else can read it, and no guess can be tried."""

    @pytest.fixture
    def sent(self, opened: Party) -> tuple[Party, str, str]:
        """North has sealed a person's details to the south and said the commitment."""
        salt = bytes(range(32))
        commitment = commit(NAME, salt)
        digest = post.attach(opened["north"], [Details(commitment, salt, NAME)], ["south"], START)
        body = PeopleList(ListKind.OFFERED, ("south",), (Passenger(commitment, "servicemen"),), digest)
        opened["north"].say(body, LATER)
        opened.sync()
        return opened, commitment, digest

    def test_the_recipient_opens_it_and_recomputes_the_commitment(self, sent: tuple[Party, str, str]) -> None:
        party, commitment, digest = sent
        (one,) = post.open_letter(party["south"], digest).people
        assert (one.person, one.details) == (commitment, NAME)
        assert [each.arrival for each in post.due(party["south"])] == [post.Arrival.GOOD]

    def test_a_planted_name_is_in_no_log_tile_backup_error_or_parcel(
        self, sent: tuple[Party, str, str], tmp_path: Path, caplog: pytest.LogCaptureFixture
    ) -> None:
        party, _, digest = sent
        parcel_ = parcels.pack(party["north"], "south", everything=True)
        with party["neutral"].reading("north") as log:
            assert log is not None
            from homeward.ledger import export

            export(log, tmp_path / "tiles")
        with sqlite3.connect(party["neutral"].path("north")) as source, sqlite3.connect(tmp_path / "backup") as target:
            source.backup(target)
        source.close()
        target.close()
        with pytest.raises(LetterError) as refused:
            post.open_letter(party["neutral"], digest)
        files = [path.read_bytes() for path in tmp_path.rglob("*") if path.is_file()]
        for data in (*files, parcel_, str(refused.value).encode(), caplog.text.encode()):
            for value in NAME.values():
                assert value.encode() not in data
                assert json.dumps(value).strip('"').encode() not in data

    def test_a_guess_cannot_be_tested_against_the_log(self, sent: tuple[Party, str, str]) -> None:
        """The right name with another salt gives another commitment, and sealing twice another digest."""
        party, commitment, digest = sent
        guesses = [commit(NAME, bytes([number]) * 32) for number in range(50)]
        assert commitment not in guesses
        again = post.attach(party["north"], [Details(commitment, bytes(range(32)), NAME)], ["south"], START)
        assert again != digest

    def test_a_letter_that_is_not_what_the_log_committed_to_is_refused(self, opened: Party) -> None:
        salt = bytes(32)
        other = {**NAME, "surname": "Інший"}
        digest = post.attach(opened["north"], [Details(commit(other, salt), salt, other)], ["south"], START)
        body = PeopleList(ListKind.OFFERED, ("south",), (Passenger(commit(NAME, salt), "servicemen"),), digest)
        opened["north"].say(body, LATER)
        opened.sync()
        with pytest.raises(LetterError, match="lacks details of 1 of 1"):
            post.open_letter(opened["south"], digest)
        (one,) = post.due(opened["south"])
        assert (one.arrival, one.author) == (post.Arrival.REFUSED, "north")
        with pytest.raises(LetterError, match="not the one that the log committed to"):
            post.attach(opened["north"], [Details(commit(NAME, salt), salt, other)], ["south"], START)

    def test_erasing_a_person_leaves_every_proof(self, sent: tuple[Party, str, str]) -> None:
        party, commitment, digest = sent
        south = party["south"]
        with south.reading("north") as log:
            assert log is not None
            root, size, proof = log.root(), log.size, log.inclusion(1)
            leaf = log.subtree(0, 1)
        assert post.erase_person(south, commitment, START) == 1
        with south.reading("north") as log:
            assert log is not None
            log.check()
            verify_inclusion(leaf, 1, size, log.root(), proof)
            assert log.root() == root
        assert [one.arrival for one in post.due(south)] == [post.Arrival.ERASED]
        with pytest.raises(LetterError, match="erased"):
            post.open_letter(south, digest)
        party.sync()
        assert [one.arrival for one in post.due(south)] == [post.Arrival.ERASED], "it does not come back"
        party["north"].shelf.erase(digest)
        for name in ("north", "south"):
            sealed = party[name].shelf.letter(digest)
            assert sealed is not None
            assert sealed.ciphertext is None
