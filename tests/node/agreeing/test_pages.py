"""The exchange desk in a browser: what its pages say is what the state of the logs says."""

import re

import pytest
from django.test import Client

from homeward.exchange import words
from homeward.exchange.words import (
    Accept,
    Answer,
    Open,
    Participant,
    Passenger,
    PeopleList,
    Policy,
    Replied,
    Reply,
)
from homeward.node.accounts.roles import Role
from homeward.node.agreeing.models import Draft
from homeward.node.agreeing.words import MEASURES
from homeward.node.compare.models import Arrival, Pair
from homeward.node.people.models import Listed
from tests.node.agreeing.conftest import Table, agreed, drafted, registry, send, terms
from tests.node.cast import at_work


def text(response) -> str:
    assert response.status_code == 200, response.status_code
    return response.content.decode()


def test_a_node_without_a_desk_says_so(officer: Client) -> None:
    assert "This node has no desk" in text(officer.get("/office/exchange"))
    assert officer.post("/office/exchange/offers/abc/accept").status_code == 400


def test_the_exchange_is_opened_from_the_cards_enrolled_here(unopened: Table, officer: Client, second: Client) -> None:
    page = text(officer.get("/office/exchange/open"))
    for name in ("north", "south", "neutral"):
        assert " ".join(unopened.party[name].card.fingerprint()) in page
    form = {"role|north": "party", "role|south": "party", "role|neutral": "intermediary", "seen|neutral": "on"}
    send(officer, drafted(officer.post("/office/exchange/open", {**form, "final|south": "on"})), second)
    state = unopened.desk.state()
    assert state.founding is not None
    assert state.founding.participant == "north"
    assert state.policy is not None
    assert (state.policy.seen, state.policy.final) == (("neutral",), ("south",))
    assert "The exchange is open" in text(officer.get("/office/exchange/open"))


def test_one_who_is_named_joins_what_was_founded(unopened: Table, officer: Client, second: Client) -> None:
    desks = unopened.party.desks
    people = tuple(
        Participant(
            name, words.Role.PARTY if name != "neutral" else words.Role.INTERMEDIARY, (desk.keys.author.public.hex(),)
        )
        for name, desk in desks.items()
    )
    unopened.says("neutral", Open(people, Policy(("neutral",), ("north", "south"))))
    assert "Neutral has opened the exchange: join it" in text(officer.get("/office"))
    page = text(officer.get("/office/exchange/open"))
    assert "Join the exchange" in page
    send(officer, drafted(officer.post("/office/exchange/open")), second)
    assert "north" in unopened.desk.state().joined


def form_of_terms(**more: str) -> dict[str, str]:
    ways = ("north|south", "south|north")
    form = {"place": "Istanbul", "agreed": "2025-05-16", "categories": "servicemen, civilians", "tolerance": "1",
            "hours": "2", "when": "stage", "point-name|0": "crossing", "point-place|0": "The border",
            "priorities": "wounded", "consent|neutral": "on"}  # fmt: skip
    for row, (name, day) in enumerate((("day-1", "2025-05-23"), ("day-2", "2025-05-24"))):
        form |= {f"stage-name|{row}": name, f"stage-day|{row}": day}
        form |= {f"q|{row}|{way}|servicemen": "3" for way in ways}
    form |= {f"q|0|{way}|civilians": "1" for way in ways}
    return form | more


def test_terms_are_proposed_by_a_form_and_shown_before_they_are_said(
    table: Table, officer: Client, second: Client
) -> None:
    key = drafted(officer.post("/office/exchange/terms/new", form_of_terms()))
    page = text(officer.get(f"/office/exchange/drafts/{key}"))
    for part in ("Istanbul", "servicemen: 6, civilians: 1", "wounded", "2 hours later", "with the consent of: Neutral"):
        assert part in page
    assert table.desk.held_of("north") == 1, "nothing is said before it is confirmed"
    send(officer, key, second)
    (offer,) = table.desk.state().offers
    assert dict(offer.behind).keys() == {"north"}
    said = text(officer.get(f"/office/exchange/drafts/{key}"))
    assert "Entry 1" in said
    assert "not yet seen by the others" in said


def test_a_form_of_terms_says_at_the_field_what_is_wrong(table: Table, officer: Client) -> None:
    response = officer.post("/office/exchange/terms/new", form_of_terms(**{"stage-day|1": "soon", "tolerance": "few"}))
    assert response.status_code == 400
    page = response.content.decode()
    assert 'aria-describedby="id_stage_day_1_wrong"' in page
    assert 'aria-describedby="id_tolerance_wrong"' in page
    late = officer.post("/office/exchange/terms/new", form_of_terms(**{"stage-day|1": "2025-05-01"}))
    assert "stages follow by day" in late.content.decode()
    whole = officer.post("/office/exchange/terms/new", form_of_terms(**{"whole|north|south|servicemen": "4"}))
    assert "The stages together are the whole" in whole.content.decode()
    assert not Draft.objects.exists()


def test_redrawing_the_form_gives_one_more_stage_and_loses_nothing(table: Table, officer: Client) -> None:
    page = text(officer.post("/office/exchange/terms/new", form_of_terms(redraw="1", categories="servicemen, medics")))
    assert 'name="stage-name|2"' in page
    assert 'name="q|1|north|south|medics"' in page
    assert re.search(r'name="q\|0\|north\|south\|servicemen"[^>]*value="3"', page)


def test_another_proposal_is_compared_with_the_terms_in_force_and_accepted_by_two(
    table: Table, officer: Client, second: Client
) -> None:
    before = agreed(table)
    digest = table.says("south", terms(before, second=4))
    assert "South offers, and you are asked: Terms" in text(officer.get("/office"))
    page = text(officer.get(f"/office/exchange/offers/{digest}"))
    assert "What differs from the terms in force" in page
    assert "servicemen: 7" in page
    key = drafted(officer.post(f"/office/exchange/offers/{digest}/accept"))
    assert "servicemen: 7" in text(officer.get(f"/office/exchange/drafts/{key}")), "the differences are shown again"
    send(officer, key, second)
    assert table.desk.state().terms.ref.digest == digest


def test_nobody_accepts_alone(table: Table, officer: Client) -> None:
    digest = table.says("south", terms())
    key = drafted(officer.post(f"/office/exchange/offers/{digest}/accept"))
    shown = officer.get(f"/office/exchange/drafts/{key}").context["digest"]
    officer.post(f"/office/exchange/drafts/{key}/send", {"digest": shown})
    assert table.desk.state().terms is None
    draft = Draft.objects.get(key=key)
    officer.post(f"/office/requests/{draft.request_id}/agree", {"digest": draft.request.digest})
    assert table.desk.state().terms is None
    again = officer.post(f"/office/exchange/drafts/{key}/send", {"digest": shown})
    assert "A second person was asked already" in again.content.decode()


def test_what_a_second_person_declines_can_be_changed(table: Table, officer: Client, second: Client) -> None:
    key = drafted(officer.post("/office/exchange/terms/new", form_of_terms()))
    shown = officer.get(f"/office/exchange/drafts/{key}").context["digest"]
    officer.post(f"/office/exchange/drafts/{key}/send", {"digest": shown})
    draft = Draft.objects.get(key=key)
    second.post(f"/office/requests/{draft.request_id}/decline", {"why": "too few civilians"})
    page = text(officer.get(f"/office/exchange/drafts/{key}"))
    assert "too few civilians" in page
    assert f"/office/exchange/terms/new?draft={key}" in page
    changed = form_of_terms(draft=key, place="Abu Dhabi")
    assert drafted(officer.post("/office/exchange/terms/new", changed)) == key
    stale = officer.post(f"/office/exchange/drafts/{key}/send", {"digest": shown})
    assert "changed since you read it" in stale.content.decode()


def test_a_counter_proposal_begins_from_the_other_sides(table: Table, officer: Client) -> None:
    digest = table.says("south", terms())
    page = text(officer.get(f"/office/exchange/terms/new?from={digest}"))
    assert re.search(r'name="place"[^>]*value="Istanbul"', page)
    assert re.search(r'name="q\|0\|south\|north\|civilians"[^>]*value="1"', page)


def test_people_of_the_registry_are_listed_with_their_details_sealed(
    table: Table, officer: Client, second: Client
) -> None:
    registry()
    form = {"kind": "offered", "category": "servicemen", "to": ["south", "neutral"]}
    page = officer.post("/office/exchange/lists/new", {**form, "look": "1"})
    assert "8 people" in text(page)
    left_out = re.search(r'name="without" value="([0-9a-f]{32})"', page.content.decode())[1]
    key = drafted(officer.post("/office/exchange/lists/new", {**form, "without": [left_out], "check": "1"}))
    shown = text(officer.get(f"/office/exchange/drafts/{key}"))
    assert "servicemen: 7" in shown
    assert "Вигаданий" not in shown
    send(officer, key, second)
    table.party.sync()
    assert [len(one.people) for one in listed(table, "south")] == [7]
    assert Listed.objects.filter(author="north").exclude(list_digest="").count() == 7
    again = officer.post("/office/exchange/lists/new", {**form, "look": "1"})
    assert "1 person" in text(again), "those who are listed are not chosen again"


def listed(table: Table, at: str):
    from homeward.node.agreeing.record import listings

    return listings(table.party[at].state())


def test_a_list_of_many_is_said_in_parts(table: Table, officer: Client, second: Client) -> None:
    registry(servicemen=301, civilians=0)
    key = drafted(officer.post("/office/exchange/lists/new", {"kind": "offered", "to": ["south"], "check": "1"}))
    assert "Entry 2 of 2" in text(officer.get(f"/office/exchange/drafts/{key}"))
    send(officer, key, second)
    table.party.sync()
    assert sorted(len(one.people) for one in listed(table, "south")) == [1, 300]
    from homeward.node.desk import post

    arrivals = [one.arrival for one in post.due(table.party["south"]) if one.author == "north"]
    assert arrivals == [post.Arrival.GOOD] * 2


def test_an_arriving_list_is_answered_person_by_person(table: Table, officer: Client) -> None:
    table.south_lists(50)
    assert "South waits for your answer about 50 people (offered)" in text(officer.get("/office"))
    officer.post("/office/exchange/lists/open")
    page = text(officer.get("/office/exchange/lists/south/offered"))
    named = Listed.objects.filter(author="south").first()
    assert named.details["surname"] in page
    begun = officer.post("/office/exchange/lists/south/offered/answer")
    paper = begun.url.partition("?")[0]
    first, *rest = [one.person for one in listed(table, "north")[0].people]
    officer.post(paper, {f"r|{first}": "deceased", "save": "1"})
    assert "49 people are still without a reply" in text(officer.get(paper))
    key = drafted(officer.post(paper, {"rest": "confirmed", "check": "1"}))
    page = text(officer.get(f"/office/exchange/drafts/{key}"))
    assert "confirmed: 49" in page
    assert "deceased: 1" in page
    send(officer, key)
    from homeward.node.agreeing.record import replies

    said = replies(table.desk.state())
    assert said["south", first]["north"].reply is Replied.DECEASED
    assert all(said["south", one]["north"].reply is Replied.CONFIRMED for one in rest)
    assert "waits for your answer" not in text(officer.get("/office"))


def test_what_was_judged_is_taken_over_into_the_answer(table: Table, officer: Client) -> None:
    digest = table.south_lists(3)
    officer.post("/office/exchange/lists/open")
    same, different, unsure = Listed.objects.filter(author="south").order_by("commitment")
    sought = registry(1, 0, holding="sought")[0]
    Listed.objects.filter(pk=same.pk).update(person=sought)
    arrival = Arrival.objects.get(digest=digest)
    for row, decided in ((same, "same"), (different, "different"), (unsure, "")):
        Pair.objects.create(arrival=arrival, listed=row, outcome=Pair.Outcome.TO_JUDGE, decided=decided)
    paper = officer.post("/office/exchange/lists/south/offered/answer").url.partition("?")[0]
    assert "1 person is not judged yet" in text(officer.get(paper))
    replies = Draft.objects.get(kind=Draft.Kind.ANSWER).payload["replies"]
    assert replies == {same.commitment: "confirmed", different.commitment: "unknown"}
    Pair.objects.update(decided="same")
    officer.post(paper, {"judged": "1"})
    assert len(Draft.objects.get(kind=Draft.Kind.ANSWER).payload["replies"]) == 3
    assert f"/office/people/{sought.key}" in text(officer.get("/office/exchange/lists/south/offered"))


def test_who_may_not_see_people_sees_commitments(table: Table) -> None:
    table.south_lists(3)
    at_work(Role.COORDINATION).post("/office/exchange/lists/open")
    surnames = [one.details["surname"] for one in Listed.objects.all()]
    for role in (Role.HANDOVER, Role.INTERMEDIARY, Role.AUDITOR):
        page = text(at_work(role).get("/office/exchange/lists/south/offered"))
        assert not [one for one in surnames if one in page]


@pytest.fixture
def crossed(table: Table, officer: Client, second: Client) -> Table:
    """Terms in force, people offered and confirmed, manifests of the first day planned and accepted."""
    agreed(table)
    registry()
    form = {"kind": "offered", "to": ["south", "neutral"], "check": "1"}
    send(officer, drafted(officer.post("/office/exchange/lists/new", form)), second)
    table.party.sync()
    (mine,) = listed(table, "south")
    table.says("south", Answer(mine.ref.digest, tuple(Reply(one.person, Replied.CONFIRMED) for one in mine.people)))
    return table


def test_a_plan_is_made_proven_changed_and_sent(crossed: Table, officer: Client, second: Client) -> None:
    response = officer.post("/office/exchange/plans/new", {"make": "1"})
    assert response.status_code == 302, response.content.decode()
    plan = response.url
    page = text(officer.get(plan))
    assert "proven: no plan under these terms can have more" in page
    paper = Draft.objects.get(kind=Draft.Kind.PLAN)
    assert len(paper.payload["cells"]) == 6
    goes = next(person for person, cell in paper.payload["cells"].items() if cell[0] == 0)
    changed = text(officer.post(plan, {"person": goes, "to": "day-2|crossing"}))
    assert "This goes beyond the terms" in changed
    assert "day-2, to South, " in changed
    refused = officer.post(plan, {"check": "1", "stage": "day-2"})
    assert "A manifest stays inside the terms" in refused.content.decode()
    officer.post(plan, {"back": "1"})
    key = drafted(officer.post(plan, {"check": "1", "stage": "day-1"}))
    send(officer, key, second)
    crossed.party.sync()
    (offer,) = [one for one in crossed.party["south"].state().offers if one.ref.participant == "north"]
    assert len(offer.body.people) == 4
    crossed.says("south", Accept(offer.ref.digest))
    assert crossed.desk.state().figures("north", "south", "day-1").planned.value == 4
    rest = drafted(officer.post(plan, {"check": "1"}))
    send(officer, rest, second)
    assert "in force 1, open 1" in text(officer.get("/office/exchange"))


def test_a_plan_is_made_again_around_somebody_who_cannot_travel(crossed: Table, officer: Client) -> None:
    plan = officer.post("/office/exchange/plans/new", {"make": "1"}).url
    cells = Draft.objects.get(kind=Draft.Kind.PLAN).payload["cells"]
    unable = next(person for person, cell in cells.items() if cell[0] == 0)
    page = text(officer.post(plan, {"person": unable, "unable": "1"}))
    assert "Planned again: 5 go as they were planned; no plan keeps more than 5." in page
    assert "Goes instead:" in page
    again = Draft.objects.get(kind=Draft.Kind.PLAN).payload["cells"]
    assert unable not in again
    assert len(again) == 6
    back = text(officer.post(plan, {"back": "1"}))
    assert "Planned again" not in back


def test_somebody_who_cannot_travel_is_replaced_by_the_next_in_reserve(
    crossed: Table, officer: Client, second: Client
) -> None:
    plan = officer.post("/office/exchange/plans/new", {"make": "1"}).url
    send(officer, drafted(officer.post(plan, {"check": "1", "stage": "day-1"})), second)
    crossed.party.sync()
    (offer,) = [one for one in crossed.desk.state().offers if one.author == "north"]
    crossed.says("south", Accept(offer.ref.digest))
    address = f"/office/exchange/manifests/{offer.ref.digest}/substitute"
    leaves = next(one.person for one in offer.body.people if one.category == "servicemen")
    page = officer.post(address, {"out": [leaves], "suggest": "1"})
    (joins,) = page.context["wanted"]
    key = drafted(officer.post(address, {"out": [leaves], "in": [joins], "reason": "in hospital", "check": "1"}))
    send(officer, key)
    crossed.party.sync()
    ours = [one for one in crossed.party["south"].state().offers if one.author == "north"]
    (change,) = [one for one in ours if one.ref.digest != offer.ref.digest]
    crossed.says("south", Accept(change.ref.digest))
    going = {one.person for roster in crossed.desk.state().rosters for one in roster.people}
    assert joins in going
    assert leaves not in going


def test_what_a_page_shows_is_what_the_state_says(crossed: Table, officer: Client, second: Client) -> None:
    plan = officer.post("/office/exchange/plans/new", {"make": "1"}).url
    send(officer, drafted(officer.post(plan, {"check": "1", "stage": "day-1"})), second)
    crossed.party.sync()
    (offer,) = [one for one in crossed.desk.state().offers if one.author == "north"]
    crossed.says("south", Accept(offer.ref.digest))
    state = crossed.desk.state()
    for address, stage in (("/office/exchange", None), ("/office/exchange/stages/day-1", "day-1")):
        response = officer.get(address)
        (sheet,) = response.context["sheets"]
        shown = rows_of(response.content.decode())
        for line in sheet.lines:
            figures = [
                getattr(state.figures(column.giver, column.receiver, stage, column.category), line.measure)
                for column, _ in line.cells
            ]
            assert shown[str(MEASURES[line.measure])] == [one.value for one in figures]
            for (column, _), figure in zip(line.cells, figures, strict=True):
                query = {"giver": column.giver, "receiver": column.receiver}
                query |= {"stage": stage} if stage else {}
                query |= {"category": column.category} if column.category else {}
                page = officer.get(f"/office/exchange/figures/{line.measure}", query)
                assert [one.ref for one in page.context["lines"]] == list(figure.refs)


def rows_of(page: str) -> dict[str, list[int]]:
    from html import unescape

    found = {}
    for label, cells in re.findall(r'<th scope="row">([^<]+)</th>((?:<td class="num"[^>]*>.*?</td>)+)', page):
        found[unescape(label)] = [int(one) for one in re.findall(r">(\d+)<", cells)]
    return found


def test_every_entry_opens_and_says_who_what_when_and_how_it_stands(crossed: Table, officer: Client) -> None:
    from homeward.exchange.words import Withdraw
    from homeward.node.agreeing.words import spoken

    crossed.party["south"].say(Withdraw("0" * 64), crossed.now, rehearsed=False)
    crossed.party.sync()
    for one in crossed.desk.state().entries:
        page = text(officer.get(f"/office/exchange/entries/{one.ref.participant}/{one.ref.index}"))
        assert one.ref.digest in page
        assert spoken(one.ref.digest) in page
        if one.broken:
            assert "Only an offer, statement or dispute of one" in page
    assert text(officer.get("/office/exchange/entries?who=south&type=answer")).count("Answer to a list") > 1
    assert officer.get("/office/exchange/entries/south/999").status_code == 404


def test_offline_it_is_said_what_nobody_has_seen_yet(table: Table, officer: Client, second: Client) -> None:
    table.party.wire.cut.add("north")
    send(officer, drafted(officer.post("/office/exchange/terms/new", form_of_terms())), second)
    assert "1 entry of ours is not yet seen by the others" in text(officer.get("/office/exchange"))
    table.party.wire.cut.clear()
    table.party.sync()
    page = text(officer.get("/office/exchange"))
    assert "not yet seen by the others. It is signed" not in page
    assert "final" in text(officer.get("/office/exchange/entries/north/1"))


def test_the_rights_of_each_role(table: Table) -> None:
    digest = table.says("south", terms())
    looks = ("", "/terms", "/lists", "/manifests", "/entries", f"/offers/{digest}")
    says = ("/open", "/terms/new", "/lists/new", "/plans/new", "/sent")
    for role in Role:
        client = at_work(role)
        sees = role in {Role.COORDINATION, Role.HANDOVER, Role.INTERMEDIARY, Role.SPOKESPERSON, Role.AUDITOR}
        for address in looks:
            assert client.get(f"/office/exchange{address}").status_code == (200 if sees else 403), (role, address)
        for address in says:
            answer = client.get(f"/office/exchange{address}").status_code
            assert (answer != 403) == (role in {Role.COORDINATION, Role.INTERMEDIARY}), (role, address)
        accept = client.post(f"/office/exchange/offers/{digest}/accept").status_code
        assert accept == (302 if role in {Role.COORDINATION, Role.INTERMEDIARY} else 403)
    assert Client().get("/office/exchange").status_code == 302


def test_pages_ask_the_database_little_and_weigh_little(
    crossed: Table, officer: Client, django_assert_max_num_queries
) -> None:
    crossed.south_lists(280)
    officer.post("/office/exchange/lists/open")
    paper = officer.post("/office/exchange/lists/south/offered/answer").url
    plan = officer.post("/office/exchange/plans/new", {"make": "1"}).url
    index = len([one for one in crossed.desk.state().entries if one.ref.participant == "south"]) - 1
    for address in (
        "/office/exchange", "/office/exchange/stages/day-1", "/office/exchange/lists", "/office/exchange/terms",
        "/office/exchange/lists/south/offered", "/office/exchange/entries", "/office/exchange/manifests",
        f"/office/exchange/entries/south/{index}", "/office/exchange/terms/new", "/office/exchange/sent", paper, plan,
    ):  # fmt: skip
        with django_assert_max_num_queries(14):
            page = officer.get(address)
        assert page.status_code == 200, address
        assert len(page.content) < 40_000, f"{address} weighs {len(page.content)}"


def test_a_letter_that_has_not_arrived_or_is_not_what_was_committed_to_is_told(table: Table, officer: Client) -> None:
    table.south_lists(2)
    shelf = table.desk.shelf
    (digest,) = shelf.letters()
    assert "0 letters have not arrived yet" in text(officer.get("/office/exchange/lists"))
    shelf.refuse(digest, "The letter lacks details.")
    assert "The letter lacks details." in text(officer.get("/office/exchange/lists"))
    table.party.wire.cut.add("north")
    table.says("south", PeopleList(words.ListKind.SOUGHT, ("north",), (Passenger("a" * 64, "civilians"),), "b" * 64))
    table.party.wire.cut.clear()
    table.party.sync()
    assert "1 letter has not arrived yet" in text(officer.get("/office/exchange/lists"))


def test_an_exchange_is_ended_by_two_people_and_not_while_anything_is_owed(
    crossed: Table, officer: Client, second: Client
) -> None:
    owed = officer.post("/office/exchange/close", {"outcome": "done"})
    assert "Done is said when nothing is owed beyond the tolerance and all is confirmed." in owed.content.decode()
    silent = officer.post("/office/exchange/close", {"outcome": "broken off"})
    assert "Whoever breaks off says why." in silent.content.decode()
    key = drafted(officer.post("/office/exchange/close", {"outcome": "broken off", "reason": "The road is closed."}))
    send(officer, key, second)
    assert crossed.desk.state().closing.closed is words.Closed.BROKEN_OFF
    assert "The exchange is closed" in text(officer.get("/office/exchange"))
