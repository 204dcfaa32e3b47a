"""Copies: what one newsroom wrote is one voice, however many print it."""

import time
from datetime import date

from homeward.reading.words import Document, Kind
from homeward.weighing import CopyKind, Measure, Subject, weigh
from homeward.weighing.copies import copies_of
from tests.weighing.conftest import claim, page

BODY = (
    "The two countries handed over 214 people each at the northern crossing on Tuesday, officials in both said. "
    "Buses with the returned reached the district hospital shortly after noon, where relatives had been waiting since "
    "dawn with flags and lists of names. The youngest of those who came home is nineteen, the oldest fifty-eight. "
    "Nine of them had been held for more than three years. Doctors found most of them thin but able to walk, and said "
    "that everybody would be examined before travelling on. Talks about another round go on next week in Geneva. "
    "Neither side would say how many names remain on its list."
)
OTHER = (
    "214 people each were exchanged on Tuesday. It was the fourth round this year. The headquarters thanked those who "
    "mediated, and asked families to wait for a call first. Among the freed are sailors, border guards and "
    "two paramedics, whom their brigade had believed dead. An eyewitness described six coaches under police escort "
    "crossing the river bridge after eleven in the morning. Forty of the returned need an operation soon."
)
UKRAINIAN = (
    "Видання, 3 червня 2031. Обмін був 3 червня: 214 на 214. Додому повернулися 150 військових і 64 цивільних. "
    "«Ми чекали на них дев'ятсот днів», — сказала мати одного з них. З 2022 року це вже 71-й обмін, повернуто 6120."
)
ENGLISH = (
    "Published 3 June 2031. The exchange was on 3 June: 214 for 214. 150 servicemen and 64 civilians came home. "
    "“We waited for them for nine hundred days,” said the mother of one. It is the 71st since 2022; 6,120 are back."
)


def document(name: str, text: str, language: str = "en", day: int = 3) -> Document:
    return Document(name, text, language, name, name, f"https://{name}.example.org", date(2031, 6, day))


def test_a_reprint_with_another_headline_and_a_cut_tail_is_a_copy() -> None:
    cut = "Prisoners come home\n\n" + BODY[: len(BODY) * 2 // 3].replace("noon", "midday")
    (group,) = copies_of([document("later", cut, day=4), document("wire", BODY), document("own", OTHER)])
    assert group.kind is CopyKind.REPRINT
    assert group.documents == ("wire", "later")
    assert 0.6 <= group.share < 1


def test_reports_of_the_same_figures_in_their_own_words_are_no_copies() -> None:
    standard = "Ukraine and Russia exchanged 214 prisoners each on Tuesday, the Coordination Headquarters said."
    assert copies_of([document("one", f"{standard} {BODY}"), document("two", f"{standard} {OTHER}")]) == ()


def test_a_page_that_collects_two_reports_makes_them_no_copies_of_each_other() -> None:
    both = document("collection", f"{BODY}\n\n{OTHER}", day=2)
    groups = copies_of([document("one", BODY), document("two", OTHER), both])
    assert all(not {"one", "two"} <= set(group.documents) for group in groups)


def test_a_formula_too_short_to_tell_links_nothing() -> None:
    line = "Ukraine and Russia exchanged prisoners on Tuesday."
    assert copies_of([document("one", line), document("two", line)]) == ()


def test_a_translation_is_linked_by_figures_and_quotations() -> None:
    (group,) = copies_of([document("en", ENGLISH, "en"), document("uk", UKRAINIAN, "uk")])
    assert group.kind is CopyKind.TRANSLATION
    assert group.documents == ("en", "uk")


def test_the_same_figures_in_another_order_or_week_are_no_translation() -> None:
    sentences = ENGLISH.split(". ")
    turned = ". ".join(reversed(sentences))
    assert copies_of([document("en", turned, "en"), document("uk", UKRAINIAN, "uk")]) == ()
    assert copies_of([document("en", ENGLISH, "en"), document("uk", UKRAINIAN, "uk", day=20)]) == ()


def test_ten_sites_with_one_story_are_one_voice_and_the_order_does_not_matter() -> None:
    told = claim(Kind.TRANSFER, "2031-06-03", 214, "to_ukraine")
    sites = [page(f"site-{number}", told, published=date(2031, 6, 3)) for number in range(10)]
    sites = [type(one)(document(one.document.name, BODY), one.claims, True) for one in sites]
    alone = type(sites[0])(document("own", OTHER), (told,), True)
    record = weigh([*sites, alone])
    figure = record.exchanges[0].figure(Measure(Subject.MOVED, "to_ukraine", told.category))
    assert figure is not None
    assert figure.headline.support == 2
    assert len({voice.document for voice in figure.voices}) == 11
    assert weigh([alone, *reversed(sites)]) == record


def test_a_wire_that_one_of_them_names_is_the_voice_of_all() -> None:
    told = claim(Kind.TRANSFER, "2031-06-03", 214, "to_ukraine")
    first = page("site", told)
    unnamed = type(first)(document("site", BODY), (told,), True)
    named = type(first)(
        Document("paper", BODY, "en", "paper", "The Paper (Reuters)", None, date(2031, 6, 4)),
        (told,),
        True,
    )
    (exchange,) = weigh([unnamed, named]).exchanges
    assert {voice.origin for figure in exchange.figures for voice in figure.voices} == {"outlet:reuters"}
    assert [source.copy_of for source in exchange.sources] == ["site", None]


def test_thousands_of_documents_are_compared_without_comparing_each_with_each() -> None:
    # 2,000 texts, a third of them reprints; a comparison of each with each would look at two million pairs.
    words = BODY.split()
    texts = [" ".join(f"{word}{number // 3}" for word in words) for number in range(2000)]
    started = time.process_time()
    groups = copies_of([document(f"d{number:04}", text) for number, text in enumerate(texts)])
    assert len(groups) == 667
    assert time.process_time() - started < 60  # a bound on the kind of growth, not a timing: it takes about two seconds
