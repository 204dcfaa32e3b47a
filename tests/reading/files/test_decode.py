"""Bytes become the characters somebody wrote, or an error."""

from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from homeward.reading import ReadingError
from homeward.reading.files.decode import decode

UKRAINIAN = "Додому повернулися 25 військовослужбовців та 7 цивільних, і їх зустріли рідні."
RUSSIAN = "Домой вернулись 25 военнослужащих и 7 гражданских, их встретили родные."
ENGLISH = "Twenty-five “servicemen” and seven civilians came home — it’s the second exchange…"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32"])
@pytest.mark.parametrize("text", [UKRAINIAN, RUSSIAN, ENGLISH])
def test_unicode_is_told_with_and_without_its_mark(text: str, encoding: str) -> None:
    assert decode("a.txt", text.encode(encoding)) == text


@pytest.mark.parametrize("encoding", ["cp1251", "koi8-u", "cp1125", "iso8859-5"])
@pytest.mark.parametrize("text", [UKRAINIAN, RUSSIAN])
def test_one_byte_cyrillic_is_told_by_what_it_spells(text: str, encoding: str) -> None:
    assert decode("a.txt", text.encode(encoding)) == text


def test_the_dos_encoding_is_told_too() -> None:
    assert decode("a.txt", RUSSIAN.encode("cp866")) == RUSSIAN


@pytest.mark.parametrize("text", [UKRAINIAN, RUSSIAN])
def test_what_is_seldom_met_never_makes_the_common_doubtful(text: str) -> None:
    lower = f"{text.lower()} " * 9  # hardly anything tells Windows and Macintosh apart
    assert decode("a.txt", f"Там {lower}".encode("cp1251")) == f"Там {lower}"
    many = f"{text} В Одессе, Харькове, Полтаве и Сумах их знают. Я рада."
    assert decode("a.txt", many.encode("mac-cyrillic")) == many


def test_ukrainian_without_its_own_i_is_told_too() -> None:
    text = UKRAINIAN.replace("і", "i").replace("ї", "i")  # as it was typed where CP866 had no such letters
    assert decode("a.txt", text.encode("cp866")) == text


def test_english_with_typographic_marks_is_the_same_in_either_windows_encoding() -> None:
    assert decode("a.txt", ENGLISH.encode("cp1252")) == ENGLISH


def test_a_declared_encoding_is_believed_where_the_bytes_obey_it() -> None:
    assert decode("a.html", "Свій є".encode("iso8859-5"), "iso-8859-5") == "Свій є"
    assert decode("a.html", RUSSIAN.encode(), "windows-1251") == RUSSIAN  # it is UTF-8, whatever it declares


@pytest.mark.parametrize("declared", ["zlib", "base64", "rot13", "no-such", "utf-16", "idna", "\u0000"])
def test_a_declared_encoding_that_is_none_does_no_harm(declared: str) -> None:
    assert decode("a.html", RUSSIAN.encode("cp1251"), declared) == RUSSIAN


@pytest.mark.parametrize(
    "data", [bytes(range(256)), b"\x00\x01\x02" * 50, b"\xff\xfe\x00\xd8", b"\xc3\x28" * 40, b"text\x00text"]
)
def test_what_is_no_text_is_an_error_that_names_the_file(data: bytes) -> None:
    with pytest.raises(ReadingError, match=r"^odd\.txt: .*\.$"):
        decode("odd.txt", data)


@given(st.text(alphabet=st.characters(exclude_categories=["Cs", "Cc"]), min_size=1, max_size=80))
def test_utf_8_always_comes_back_as_it_was(text: str) -> None:
    """Rule 2: "Bytes that are valid UTF-8 are UTF-8"."""
    mark = "\ufeff"
    assert decode("a.txt", (mark + "a" + text).encode()) == "a" + text


@given(st.binary(max_size=200))
def test_any_bytes_give_text_or_an_error(data: bytes) -> None:
    """decode(): "the text that data spells", or "ReadingError: the bytes are not text, or no encoding"."""
    with suppress(ReadingError):
        assert "\0" not in decode("a.txt", data)
