"""Damaged and hostile files cost one sentence: no traceback, no hang, no memory beyond the bounds."""

import contextlib
import io
import random
import zipfile

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from homeward.lists import Limits, ListError, UnreadableError
from tests.lists.made import ROWS, ods, parquet, read, xls, xlsx

WHOLE = {
    "xlsx": xlsx(ROWS),
    "xls": xls(ROWS),
    "ods": ods(ROWS),
    "parquet": parquet({"surname": ["Вигаденко"] * 50, "given": ["Остап"] * 50}),
}


@pytest.mark.parametrize("kind", ["xlsx", "parquet"])
def test_half_a_file_is_damaged_and_said_to_be(kind: str) -> None:
    data = WHOLE[kind]
    with pytest.raises(UnreadableError, match="damaged"):
        read(data[: len(data) // 2], f"half.{kind}")


@pytest.mark.parametrize("kind", ["xls", "ods"])
def test_bytes_changed_at_random_end_in_a_list_or_a_sentence(kind: str) -> None:
    chance = random.Random(4)
    data = bytearray(WHOLE[kind])
    for _ in range(20):
        data[chance.randrange(8, len(data))] = chance.randrange(256)
    with contextlib.suppress(ListError):
        assert len(read(bytes(data), f"changed.{kind}"))


def test_a_sheet_that_says_it_is_half_a_terabyte_is_refused() -> None:
    from openpyxl import Workbook

    book = Workbook()
    sheet = book.worksheets[0]
    sheet["A1"], sheet["XFD1048576"] = "ПІБ", "Вигаденко Остап"
    file = io.BytesIO()
    book.save(file)
    with pytest.raises(UnreadableError, match="larger than any list"):
        read(file.getvalue(), "far.xlsx")


def test_an_archive_that_unpacks_without_end_is_stopped() -> None:
    file = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(xlsx(ROWS))) as good, zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as bad:
        for name in good.namelist():
            data = good.read(name)
            if name == "xl/worksheets/sheet1.xml":
                row = b'<row><c t="inlineStr"><is><t>' + b"x" * 30_000 + b"</t></is></c></row>"
                data = data.replace(b"</sheetData>", row * 4_000 + b"</sheetData>")
            bad.writestr(name, data)
    assert len(file.getvalue()) < 2_000_000
    with pytest.raises(UnreadableError):
        read(file.getvalue(), "bomb.xlsx", limits=Limits(memory=250_000_000, seconds=10))


def test_a_file_that_takes_too_long_is_given_up() -> None:
    with pytest.raises(UnreadableError, match=r"longer than 0\.01 seconds"):
        read(WHOLE["xlsx"], "slow.xlsx", limits=Limits(seconds=0.01))


def test_a_file_beyond_the_bound_is_not_even_opened() -> None:
    with pytest.raises(UnreadableError, match="more than are read"):
        read(b"x" * 101, limits=Limits(size=100))


def test_an_archive_of_something_else_is_named() -> None:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr("word/document.xml", "<x/>")
    with pytest.raises(UnreadableError, match="not a spreadsheet"):
        read(file.getvalue())


class TestAnyText:
    """«A damaged or hostile file gives one clear error»: any text is a list or a ``ListError``."""

    @settings(max_examples=40, suppress_health_check=[HealthCheck.too_slow])
    @given(st.text(st.sampled_from('абвІ1О.,;\t|"\n\r =+-@x№/:\u00a0\ufeff\x00'), max_size=120))
    def test_is_read_or_refused(self, written: str) -> None:
        try:
            listing = read(written)
        except ListError:
            return
        assert len(listing) == len(listing.rows) == listing.written.num_rows
        assert set(listing.faults_at) <= set(range(len(listing)))

    @settings(max_examples=40)
    @given(st.binary(max_size=200))
    def test_so_are_any_bytes(self, data: bytes) -> None:
        if data[:1] in {b"P", b"\xd0"}:
            return  # spreadsheets: a process each, tested above
        with contextlib.suppress(ListError):
            assert len(read(data))
