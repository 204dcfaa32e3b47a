"""What is recognised as damage, how far it is repaired, and what is left alone."""

import unicodedata
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from homeward.reading import DamageKind, load_bytes, read
from homeward.reading.damage import damage, mended

SHARED = Path(__file__).parents[2].parent / "shared"

UKRAINIAN = (
    "Додому повернулися 25 військовослужбовців та 7 цивільних, повідомив Координаційний штаб.\n"
    "Це другий обмін цього місяця, і його підготували за три дні.\n"
)
RUSSIAN = "Стороны передали друг другу по 12 человек, сообщили в ведомстве.\nОбмен прошёл на мосту, и все уже дома.\n"

SOUND = [
    "The exchange cost $5 million, and $6 million more went to the hospital; $1 = 41 hryvnias.",
    "The energy is $E = mc^2$ and the sum is $\\alpha + \\beta$; for all $x$ and $y$.",
    "Prisoners (\\(N = 32\\)) were exchanged.",
    "The shares were $A$ $B$ and US$3, A$4.",
    "Again and again and again they asked; no, no, no, they said. That that is so had had its day.",
    "A two- and three-day journey for north- and southbound families; двух- и трёхдневный путь.",
    "One for one, two for two: обмін «32 на 32», 1000 на 1000, сто на сто.",
    "Їх повернули. Ні! Ті самі? Ці? Її, і в Їх, Рівне, Сіверськ.",
    "Café, naïve, Zürich, São Paulo, Łódź, Świdnik, İstanbul, Ærø and Ísafjörður.",
    "Ура! Ура! Ура! Дуже, дуже довго. Да, да, да.",
    "What?? Really?! ??",
    "A B C D E F\nг. Ровно, ул. Мира, д. 5, к. 2\nі в у а",
    "1 1 1 1 1 1\n100 100 100",
    "List:\n- one\n- two\nlong -\nshort",
    "МОСКВА, КИЕВ. ТАСС. ОБМЕН СОСТОЯЛСЯ НА ГРАНИЦЕ",
    UKRAINIAN,
    RUSSIAN,
]


def whole(text: str) -> str:
    """Put every repair in its place."""
    for each in reversed(damage(text)):
        text = text[: each.start] + each.repaired + text[each.end :]
    return text


@pytest.mark.parametrize("text", SOUND)
def test_sound_text_is_not_marked(text: str) -> None:
    assert damage(text) == ()


def test_prose_set_as_a_formula_is_marked_and_its_words_restored() -> None:
    text = (
        "First $5 was paid.\n\n $Though the \\, return \\, of \\, thirty \\, people \\, is \\, a \\, relief$\n\nAfter."
    )
    (found,) = damage(text)
    assert found.kind is DamageKind.FORMULA
    assert text[found.start : found.end].startswith("$Though")
    assert text[found.start : found.end].endswith("relief$")
    assert found.repaired == "Though the return of thirty people is a relief"


def test_stutter_inside_a_formula_is_said_once_and_its_place_marked() -> None:
    (found,) = damage("$result \\, of \\, the \\, deal of \\, the \\, deal of \\, the \\, deal of \\, deal of$")
    assert found.repaired == "result of the deal […]"


def test_font_commands_and_letters_set_one_by_one_are_prose_again() -> None:
    (found,) = damage("Then $\\text{Thirty} \\; \\mathrm{p r i s o n e r s} \\; \\textbf{came home}$ by bus.")
    assert found.repaired == "Thirty prisoners came home"


def test_a_formula_whose_end_was_lost_ends_with_its_words() -> None:
    text = "It cost $5. The \\, people \\, who \\, came \\, home were met."
    (found,) = damage(text)
    assert text[found.start : found.end] == "The \\, people \\, who \\, came \\, home"
    assert found.repaired == "The people who came home"


@pytest.mark.parametrize("text", [UKRAINIAN, RUSSIAN, "The “buses” arrived – at last…\nSão Paulo’s café.\n"])
@pytest.mark.parametrize("misread_as", ["cp1251", "cp1252"])
def test_utf_8_misread_is_repaired_because_going_back_loses_nothing(text: str, misread_as: str) -> None:
    said = [bytes([byte]).decode(misread_as, "ignore") or chr(byte) for byte in text.encode("utf-8")]
    assert {each.kind for each in damage("".join(said))} == {DamageKind.ENCODING}
    assert whole("".join(said)) == text


@pytest.mark.parametrize("text", [UKRAINIAN, RUSSIAN])
@pytest.mark.parametrize(
    ("written", "misread_as"),
    [
        *(("cp1251", "cp1252"), ("cp1251", "latin-1"), ("cp1251", "koi8-u"), ("cp1251", "cp866")),
        *(("koi8-u", "cp1251"), ("koi8-u", "cp1252"), ("koi8-u", "latin-1"), ("utf-8", "koi8-u")),
        *(("cp1125", "cp1252"), ("cp1125", "latin-1"), ("iso8859-5", "cp1251"), ("mac-cyrillic", "latin-1")),
    ],
)
def test_one_cyrillic_encoding_read_as_another_is_repaired(text: str, written: str, misread_as: str) -> None:
    said = [bytes([byte]).decode(misread_as, "ignore") or chr(byte) for byte in text.encode(written)]
    assert whole("".join(said)) == text


@pytest.mark.parametrize("lost", ["При\ufffd\ufffdт", "?????? ??????? ????", "РџСЂ?РёРІРµС‚РџСЂРёРІ"])
def test_what_was_lost_is_marked_and_not_invented(lost: str) -> None:
    text = f"Sound words before: {lost} and sound words after."
    found = damage(text)
    assert found
    assert all(each.kind is DamageKind.ENCODING for each in found)
    assert "?" in whole(text) or "\ufffd" in whole(text)
    assert text[: found[0].start].startswith("Sound words before")


def test_stutter_in_prose_is_marked_and_said_once() -> None:
    text = "The swap of prisoners of war swap of prisoners of war was the the second."
    assert [(each.kind, each.repaired) for each in damage(text)] == [
        (DamageKind.STUTTER, "swap of prisoners of war"),
        (DamageKind.STUTTER, "the"),
    ]


def test_a_word_broken_at_a_line_end_is_joined_as_the_text_writes_it_elsewhere() -> None:
    text = "Pris-\noners, twenty-\nfive ex-\nchanged, well-\nknown, are well-known. По-\nлонені, військово-\nслужбовці."
    joined = ["Prisoners", "twenty-five", "exchanged", "well-known", "Полонені", "військовослужбовці"]
    assert [each.repaired for each in damage(text)] == joined
    assert {each.kind for each in damage(text)} == {DamageKind.BROKEN_WORDS}


def test_a_word_broken_within_a_line_counts_only_if_it_is_whole_elsewhere() -> None:
    assert [each.repaired for each in damage("The prisoners came; the pris- oners left.")] == ["prisoners"]
    assert damage("The pris- oners left.") == ()


def test_letters_set_apart_are_joined() -> None:
    assert [each.repaired for each in damage("Всі п о л о н е н і вдома.")] == ["полонені"]


@pytest.mark.parametrize(
    ("text", "repaired"),
    [
        ("Додому повернулися вiйськовi Рoсії.", ["військові", "Росії"]),
        ("Україна i Росія", ["і"]),
        ("КОOРДИНАЦІЙНИЙ ШТАB", ["КООРДИНАЦІЙНИЙ", "ШТАВ"]),
        ("The prisоners came", ["prisoners"]),
        ("Повернули сoрок людей", ["сорок"]),
    ],
)
def test_letters_of_another_alphabet_are_put_back(text: str, repaired: list[str]) -> None:
    assert [(each.kind, each.repaired) for each in damage(text)] == [(DamageKind.LOOKALIKES, word) for word in repaired]


@pytest.mark.parametrize(
    "text",
    [
        "SMS-розсилка, IT-компанія, ПриватBank, iPhone і COVID-19; Су-30МК, Т-72Б3, F-16, HIMARS.",
        "Vitamin C і Plan B, також a, b, c і i, ii, iii; том I, розділ II.",
        "У Москве (Moscow) и в Киеве (Kyiv), на «Twitter».",
    ],
)
def test_words_of_two_alphabets_are_left_alone_where_each_has_its_own(text: str) -> None:
    assert damage(text) == ()


REPORT = "З російського полону повернулися 390 українців: 270 військовослужбовців та 120 цивільних."


@pytest.mark.parametrize(
    "text",
    [
        REPORT.replace("і", "i").replace("о", "o"),
        REPORT.replace("військовослужбовців", "військово-\nслужбовців").replace("цивільних", "циві-\n  льних"),
        REPORT.replace("військовослужбовців", "військо\u00adвослуж\u00adбовців").replace("повер", "по\u200bвер"),
        unicodedata.normalize("NFD", REPORT),
    ],
)
def test_what_is_surely_mended_is_read_and_quoted_as_it_stands(text: str) -> None:
    document = load_bytes("a.txt", text.encode(), meta={"published": "2025-05-23"})
    assert document.text == text
    claims = {(claim.count, claim.category): claim for claim in read(document).claims}
    assert set(claims) == {(390, "prisoners"), (270, "servicemen"), (120, "civilians")}
    assert all(claim.evidence == text[claim.start : claim.end] for claim in claims.values())
    assert text.index("120") <= claims[120, "civilians"].start < claims[120, "civilians"].end == len(text) - 1


@pytest.mark.parametrize("sign", "'’ʼ`´‘′ʹ*\"")
def test_a_ukrainian_apostrophe_may_be_any_sign_that_looks_like_it(sign: str) -> None:
    assert mended(f"у п{sign}ятницю об{sign}їхали", ()).text in {
        "у п'ятницю об'їхали",
        f"у п{sign}ятницю об{sign}їхали",
    }
    document = load_bytes("a.txt", f"З російського полону повернулися п{sign}ятеро військових.".encode())
    assert [claim.count for claim in read(document).claims] == [5]


@given(st.text(alphabet="абвіaio-\n \u00ad\u0301'`*", max_size=60))
def test_a_mended_text_is_as_long_as_it_was(text: str) -> None:
    """mended(): "as long as the one that was given, so that every place in the one is the same in the other"."""
    found = mended(text, damage(text))
    assert len(found.text) == len(text)
    assert all(0 <= start < end <= len(text) for start, end in found.padded)


@pytest.mark.skipif(not (SHARED / "reading" / "dev").is_dir(), reason="the labelled documents are not here")
def test_no_labelled_document_is_marked() -> None:
    texts = sorted((SHARED / "reading" / "dev").glob("*.txt"))
    assert texts
    assert [path.name for path in texts if damage(path.read_text("utf-8"))] == []


@given(st.text(alphabet="ab $\\,-\n?Рёі°Ðâ€\ufffd{}text", max_size=120))
def test_damage_is_in_order_within_the_text_and_never_overlaps(text: str) -> None:
    """Damage: "a damaged passage of Document.text"; damage(): "in order, none overlapping"."""
    found = damage(text)
    reached = 0
    for each in found:
        assert reached <= each.start < each.end <= len(text)
        reached = each.end


@given(st.lists(st.sampled_from(["of", "the", "deal", "prisoners", "to", "в", "на", "і", "обмен"]), max_size=30))
def test_repaired_stutter_does_not_stutter_as_long(words: list[str]) -> None:
    """A group said again and again is "repaired to its first saying"."""
    text = " ".join(words)
    for each in damage(text):
        assert each.kind is DamageKind.STUTTER
        assert text[each.start : each.end].startswith(each.repaired)
        assert len(each.repaired) < each.end - each.start
