"""Where examples are surer than rules they overrule them, and say so; where they know nothing, rules stand."""

from datetime import date
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from homeward.reading import Claim, Document, Kind, read
from homeward.reading.grammar.reader import drafted, paged, ruled
from homeward.reading.learnt import Models, made_of
from homeward.reading.learnt.cases import cases
from tests.reading.learnt.taught import choice, net, yes_or_no

ANSWERS = ("none", "plan", "transfer")
HEADING = "Ukraine and Russia swap prisoners of war\n"
TEXT = "Ukraine got 84 soldiers back on Friday, Zelensky said. The freed men were held for 21 months."


def document(text: str = TEXT, language: str = "en") -> Document:
    return Document("page.txt", HEADING + text, language=language, published=date(2025, 5, 24))


def taught(**weights: dict[str, Any]) -> Models:
    """Models that know only some features; the rest is as the rules say."""
    judges = dict.fromkeys(("people", "days", "speakers"), yes_or_no())
    return made_of({"kinds": net(ANSWERS, (0.0, 0.0, 0.0), {}), "ways": choice()} | judges | weights)


def counted(text: str, known: Models) -> list[Claim]:
    return [claim for claim in read(document(text), known).claims if claim.count is not None]


def test_models_that_know_nothing_leave_every_claim_as_the_rules_made_it() -> None:
    assert read(document(), taught()).claims == ruled(document()).claims


def test_another_kind_is_taken_where_it_is_surer_and_said_to_be_learnt() -> None:
    weights = {"rule:kind.done": (0.0, 3.0, 0.0)}
    plan = net(ANSWERS, (0.0, 0.0, 0.0), weights)
    (claim,) = counted(TEXT, taught(kinds=plan))
    assert claim.kind is Kind.PLAN
    assert "kind.learnt" in claim.rules


def test_a_rule_of_which_there_were_no_examples_is_believed() -> None:
    weights = {"kind:transfer": (0.0, 9.0, 0.0)}  # but nothing of "rule:kind.done"
    plan = net(ANSWERS, (0.0, 0.0, 0.0), weights)
    (claim,) = counted(TEXT, taught(kinds=plan))
    assert claim.kind is Kind.TRANSFER


def test_what_most_likely_counts_nobody_is_dropped() -> None:
    weights = {"rule:kind.done": (9.0, 0.0, 0.0)}
    nobody = net(ANSWERS, (0.0, 0.0, 0.0), weights)
    assert not counted(TEXT, taught(kinds=nobody))


def test_a_number_of_which_the_rules_made_nothing_becomes_a_claim() -> None:
    text = "Ukraine got 84 soldiers back on Friday. Kyiv listed 30 sappers."
    assert [claim.count for claim in ruled(document(text)).claims if claim.count is not None] == [84]
    weights = {"no draft": (0.0, 0.0, 9.0)}
    kinds = net(ANSWERS, (0.0, 0.0, 0.0), weights)
    found = {claim.count: claim for claim in counted(text, taught(kinds=kinds))}
    assert found[30].kind is Kind.TRANSFER
    assert found[30].evidence.startswith("30")
    assert "count.learnt" in found[30].rules


def test_another_way_is_taken_where_it_is_likelier() -> None:
    ways = choice({"each_side|": 5.0})
    (claim,) = counted(TEXT, taught(ways=ways))
    assert claim.direction == "each_side"
    assert "direction.learnt" in claim.rules
    (reason,) = claim.reasons
    assert reason.startswith("each_side, not to_")
    assert "each_side| (+5.0)" in reason


def test_numbers_joined_by_and_go_the_way_that_is_likeliest_for_both() -> None:
    ways = choice({"each_side|cat:servicemen": 5.0})
    joined = "Ukraine got 84 soldiers and 12 civilians back on Friday."
    assert {c.direction for c in counted(joined, taught(ways=ways))} == {"each_side"}
    apart = "Ukraine got 84 soldiers back on Friday. On Saturday it got 12 civilians back."
    assert {c.count: c.direction for c in counted(apart, taught(ways=ways))} == {84: "each_side", 12: "to_ukraine"}


def test_so_many_for_as_many_go_both_ways_whatever_examples_say_of_other_numbers() -> None:
    ways = choice({"one|": 5.0, "one|not|rule:count.learnt": 9.0})
    kinds = net(ANSWERS, (0.0, 0.0, 0.0), {"no draft": (0.0, 9.0, 0.0)})
    text = "Ukraine got 84 soldiers back on Friday. It is the first stage of a 1,000-for-1,000 exchange."
    found = {c.count: c for c in counted(text, taught(kinds=kinds, ways=ways))}
    assert found[1000].direction == "each_side"
    assert "count.pair" in found[1000].rules


def test_one_person_told_without_a_number_goes_the_way_of_those_beside() -> None:
    kinds = net(("breakdown", "none", "transfer"), (0.0, 0.0, 0.0), {"no draft": (9.0, 0.0, 0.0)})
    text = "Ukraine got 84 soldiers back on Friday, 12 sailors and a medic among them."
    assert {c.count: c.direction for c in counted(text, taught(kinds=kinds))}[1] == "to_ukraine"
    ways = choice({"to_russia|": 0.0, "both_total|": 9.0})
    weighed = counted("An Azov medic came home. " + TEXT, taught(kinds=kinds, ways=ways))
    assert {c.direction for c in weighed} == {"both_total"}


def test_the_same_number_is_weighed_as_any_number_is() -> None:
    text = "Ukraine got 84 soldiers back on Friday. Russia got the same number of servicemen."
    weights = {"both_total|not|rule:uncounted.same": 5.0}
    ways = choice(weights)
    assert [c.direction for c in counted(text, taught(ways=ways))] == ["to_ukraine", "both_total"]


def test_another_speaker_is_taken_where_nobody_is_named_but_not_where_one_plainly_speaks() -> None:
    text = "Ukraine got 84 soldiers back on Friday, Zelensky said. Russia got 30 prisoners in return."
    person = yes_or_no({"side person": 5.0})
    outlet = yes_or_no({"outlet": 5.0})
    assert [claim.speaker for claim in ruled(document(text)).claims if claim.count == 30] == ["outlet"]
    found = {claim.count: claim for claim in counted(text, taught(speakers=person))}
    assert found[30].speaker == "Ukraine: Zelensky"
    assert "speaker.learnt" in found[30].rules
    plain = {claim.count: claim.speaker for claim in counted(text, taught(speakers=outlet))}
    assert plain == {84: "Ukraine: Zelensky", 30: "outlet"}


def test_what_is_told_without_a_count_is_added_where_it_is_likely() -> None:
    text = "Ukraine got 84 soldiers back on Friday. Diplomats from Qatar sat beside them."
    likely = yes_or_no(bias=5.0)
    assert not any(claim.kind is Kind.MEDIATOR for claim in ruled(document(text)).claims)
    found = read(document(text), taught(mediator=likely)).claims
    assert [claim.value for claim in found if claim.kind is Kind.MEDIATOR] == ["Qatar"]


def test_a_bare_list_of_days_is_one_claim_of_an_older_exchange_and_not_one_for_each() -> None:
    likely = taught(previous_exchange=yes_or_no(bias=9.0))
    two = "Ukraine got 84 soldiers back on Friday. Then came 2 May and 5 May."
    days = {c.exchange_date for c in read(document(two), likely).claims if c.kind is Kind.PREVIOUS_EXCHANGE}
    assert days == {"2025-05-02", "2025-05-05"}
    four = two.replace("2 May and 5 May", "2 May, 5 May, 8 May and 12 May")
    days = {c.exchange_date for c in read(document(four), likely).claims if c.kind is Kind.PREVIOUS_EXCHANGE}
    assert days == {"2025-05-12"}


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        (TEXT, Kind.TRANSFER),
        (f"{TEXT} The body of a medic is to be brought, too.", Kind.TRANSFER),
        (f"{TEXT} It rained. Its fallen are to follow.", Kind.TRANSFER),
        (f"The fallen are home, too. {TEXT}", Kind.BODIES),
        ("The body of a medic is home. It rained. Ukraine received 84 on Friday.", Kind.BODIES),
    ],
)
def test_the_living_are_not_dead_unless_the_dead_are_named_beside_them(text: str, kind: Kind) -> None:
    answers = (*ANSWERS, "bodies")
    weights = {"rule:kind.done": (0.0, 0.0, 0.0, 0.0)}
    known = taught(kinds=net(answers, (0.0, 0.0, 1.0, 9.0), weights))
    (claim,) = [claim for claim in counted(text, known) if claim.count == 84]
    assert claim.kind is kind


def test_what_rules_took_for_a_count_goes_only_where_it_surely_counts_nobody() -> None:
    (unsure,) = counted(TEXT, taught(kinds=net(ANSWERS, (1.0, 0.0, 0.5), {"rule:kind.done": (0.0, 0.0, 0.0)})))
    assert unsure.kind is Kind.TRANSFER
    assert counted(TEXT, taught(kinds=net(ANSWERS, (9.0, 0.0, 0.0), {"rule:kind.done": (0.0, 0.0, 0.0)}))) == []


def test_ages_measures_and_ordinals_are_no_cases_and_a_pair_is_one() -> None:
    text = "The 64th swap, 50 for 50, freed men of 21 years after 30 months."
    page = paged(document(text))
    assert page is not None
    assert [case.amount.value for case in cases(page, drafted(page))] == [50]


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "Channel 12 told it, and 200 Ukrainian families heard of it; the network Kyiv 24 filmed 7 soldiers."),
        ("uk", "Про це пише 24 Канал, а 200 українських родин почули новину від телеканалу «Київ 24» про 7 воїнів."),
        ("ru", "Об этом пишет 24 канал, а 200 украинских семей узнали это от телеканала Минск 24 о 7 бойцах."),
        ("ru", "Об этом рассказал «Минск 24», возвращены 7 бойцов."),
    ],
)
def test_numbers_of_outlets_and_families_count_nobody(language: str, text: str) -> None:
    page = paged(document(text, language))
    assert page is not None
    assert [case.amount.value for case in cases(page, drafted(page)) if case.amount.value > 1] == [7]


@pytest.mark.parametrize("language", ["en", "uk", "ru"])
@given(text=st.text(max_size=200))
@settings(max_examples=100, deadline=None)
def test_any_text_is_read_and_every_quotation_stands_in_it(language: str, text: str) -> None:
    page = document(text, language)
    for claim in read(page).claims:
        assert page.text[claim.start : claim.end] == claim.evidence


def test_another_day_is_taken_where_examples_know_its_words_and_said_to_be_learnt() -> None:
    text = "Ukraine got 84 soldiers back on Friday, Zelensky said. The lists were sent on Wednesday."
    days = yes_or_no({"day transfer|en<>wednesday": 9.0})
    (claim,) = counted(text, taught(days=days))
    assert claim.exchange_date == "2025-05-21"
    assert "day.learnt" in claim.rules
    assert claim.reasons == ("2025-05-21, not 2025-05-23, for “wednesday” around it (+9.0)",)


def test_what_has_no_day_may_be_told_to_have_none() -> None:
    known = taught(days=yes_or_no({"none|transfer": 9.0}))
    (claim,) = counted(TEXT, known)
    assert claim.exchange_date is None
    (alone,) = counted(TEXT.replace("Friday", "Saturday"), known)  # where no other day is told, nobody asks
    assert alone.exchange_date == "2025-05-24"


def test_another_sort_of_people_is_taken_where_examples_know_their_words_and_said_to_be_learnt() -> None:
    text = "Ukraine got 84 people back on Friday, Zelensky said. All of the soldiers were in Belarus."
    people = yes_or_no({"civilians|en<>people": 9.0})
    (claim,) = counted(text, taught(people=people))
    assert claim.category == "civilians"
    assert "category.learnt" in claim.rules
    assert claim.reasons == ("civilians, not prisoners, for “people” around it (+9.0)",)


def test_bodies_given_back_are_bodies_whatever_their_noun_says() -> None:
    weights = {"rule:kind.done": (0.0, 0.0, 0.0, 9.0)}
    bodies = net((*ANSWERS, "bodies"), (0.0, 0.0, 0.0, 0.0), weights)
    (claim,) = counted(f"The fallen are home. {TEXT}", taught(kinds=bodies))
    assert (claim.kind, claim.category) == (Kind.BODIES, "bodies")


@pytest.mark.parametrize(("text", "kinds"), [("", []), (" Ukraine got 84 soldiers.", ["mediator", "transfer"])])
def test_a_mediator_alone_mediated_nothing(text: str, kinds: list[str]) -> None:
    said = read(document(f"The swap was brokered by the UAE.{text}"), taught()).claims
    assert sorted(claim.kind.value for claim in said) == kinds


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Вчера Россия и Украина провели обмен военнопленными по формуле 197 на 175.", "ru"),
        ("Учора Україна та Росія провели обмін полоненими за формулою 197 на 175.", "uk"),
        ("Russia and Ukraine held a 197-for-175 prisoner exchange on Friday.", "en"),
    ],
)
def test_as_many_for_others_go_two_ways(text: str, language: str) -> None:
    claims = read(Document("page.txt", text, language, published=date(2025, 5, 24))).claims
    assert {claim.count: claim.direction for claim in claims}.keys() == {197, 175}
    assert {claim.direction for claim in claims} == {"to_russia", "to_ukraine"}
