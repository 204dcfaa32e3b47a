"""The note beside a document."""

import json
from datetime import date
from pathlib import PurePath

import pytest
from hypothesis import given
from hypothesis import strategies as st

from homeward.reading import ReadingError
from homeward.reading.files.sidecar import Sidecar, beside, parse


def test_it_lies_under_the_documents_name() -> None:
    assert beside(PurePath("a/012.txt")) == PurePath("a/012.meta.json")
    assert beside(PurePath("a/012.pdf")) == PurePath("a/012.meta.json")


def test_its_fields_are_read_and_strange_ones_left_alone() -> None:
    said = {
        "url": "https://visnyk.example/104",
        "title": " Десять удома ",
        "published": "2025-05-23",
        "captured": "2025-12-29T03:46:21",
        "language": "uk-UA",
        "outlet": None,
        "group": {"anything": []},
    }
    assert parse("n.meta.json", json.dumps(said).encode("utf-8-sig")) == Sidecar(
        url="https://visnyk.example/104",
        title="Десять удома",
        language="uk",
        published=date(2025, 5, 23),
        captured=date(2025, 12, 29),
    )


@pytest.mark.parametrize("part", ["2025", "2025-06"])
def test_a_date_known_in_part_is_no_day_and_no_error(part: str) -> None:
    assert parse("n.meta.json", json.dumps({"published": part}).encode()).published is None


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("published", "yesterday"),
        ("published", "2025-02-30"),
        ("updated", 20250523),
        ("title", ["a"]),
        ("title", "two\nlines"),
        ("outlet", "x" * 3000),
        ("url", False),
        ("language", "Ukrainian"),
    ],
)
def test_a_bad_field_is_an_error_that_names_note_and_field(field: str, value: object) -> None:
    with pytest.raises(ReadingError, match=rf"^012\.meta\.json: field “{field}” .*\.$"):
        parse("012.meta.json", json.dumps({field: value}).encode())


@pytest.mark.parametrize(
    "data", [b"", b"{", b"[]", b"null", b'"x"', b"\xff\xfe{}", b"[" * 100_000, b'{"a": ' * 50_000, b"9" * 5000]
)
def test_what_is_no_json_object_is_an_error_that_names_the_note(data: bytes) -> None:
    with pytest.raises(ReadingError, match=r"^012\.meta\.json: .*\.$"):
        parse("012.meta.json", data)


@given(
    st.dictionaries(
        st.sampled_from(["url", "title", "outlet", "language", "published", "updated", "captured"]),
        st.none() | st.booleans() | st.integers() | st.text(max_size=20) | st.lists(st.integers(), max_size=2),
    )
)
def test_any_object_gives_a_note_or_an_error_with_a_field(said: dict[str, object]) -> None:
    """note(): "a field is not what it should be; the message names note and field"."""
    wrong = None
    try:
        parse("n.meta.json", json.dumps(said).encode())
    except ReadingError as error:
        wrong = str(error)
    assert wrong is None or any(f"n.meta.json: field “{field}”" in wrong for field in said)
