"""Lists as files of every kind, made here; nobody in them is real."""

import io
import zipfile
from collections.abc import Sequence
from datetime import date, datetime
from pathlib import Path
from xml.sax.saxutils import escape

import pyarrow as pa
import pyarrow.parquet as pq

from homeward.lists import Listing, read_bytes

TODAY = date(2026, 11, 23)

Cell = str | int | float | date | None
Rows = Sequence[Sequence[Cell]]

ROWS: Rows = (
    ("Прізвище", "Ім'я", "По батькові", "Дата народження", "Стать", "Жетон"),
    ("Вигаденко", "Остап", "Романович", date(1990, 5, 12), "ч", 123456),
    ("Неіснюк", "Ганна", "Петрівна", date(1985, 1, 2), "ж", 7654321),
)


def read(data: bytes | str, name: str = "list.csv", **options: object) -> Listing:
    return read_bytes(name, data.encode() if isinstance(data, str) else data, today=TODAY, **options)  # type: ignore[arg-type]


def text(rows: Rows, separator: str = ";", end: str = "\n") -> str:
    return end.join(separator.join("" if cell is None else str(cell) for cell in row) for row in rows) + end


def xlsx(rows: Rows, *more: tuple[str, Rows], title: str = "Аркуш1", hidden: Sequence[str] = ()) -> bytes:
    from openpyxl import Workbook

    book = Workbook()
    book.remove(book.worksheets[0])
    for name, cells in ((title, rows), *more):
        sheet = book.create_sheet(name)
        if name in hidden:
            sheet.sheet_state = "hidden"
        for row in cells:
            sheet.append(list(row))
    return saved(book)


def saved(book: object) -> bytes:
    file = io.BytesIO()
    book.save(file)  # type: ignore[attr-defined]
    return file.getvalue()


def xls(rows: Rows) -> bytes:
    import xlwt

    book = xlwt.Workbook()
    sheet = book.add_sheet("Аркуш1")
    day = xlwt.easyxf(num_format_str="DD.MM.YYYY")
    for at, row in enumerate(rows):
        for place, cell in enumerate(row):
            if isinstance(cell, date):
                sheet.write(at, place, datetime(cell.year, cell.month, cell.day), day)  # noqa: DTZ001 -- a day, no moment
            elif cell is not None:
                sheet.write(at, place, cell)
    return saved(book)


def ods(rows: Rows) -> bytes:
    body = "".join(f"<table:table-row>{''.join(map(_ods_cell, row))}</table:table-row>" for row in rows)
    spaces = " ".join(
        f'xmlns:{short}="urn:oasis:names:tc:opendocument:xmlns:{short}:1.0"' for short in ("office", "table", "text")
    )
    content = (
        f'<?xml version="1.0" encoding="UTF-8"?><office:document-content {spaces} office:version="1.2"><office:body>'
        f'<office:spreadsheet><table:table table:name="A">{body}</table:table></office:spreadsheet></office:body>'
        "</office:document-content>"
    )
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(zipfile.ZipInfo("mimetype"), "application/vnd.oasis.opendocument.spreadsheet")
        archive.writestr("content.xml", content)
        archive.writestr(
            "META-INF/manifest.xml",
            '<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"/>',
        )
    return file.getvalue()


def _ods_cell(cell: Cell) -> str:
    if cell is None:
        return "<table:table-cell/>"
    if isinstance(cell, date):
        kind = f'office:value-type="date" office:date-value="{cell.isoformat()}"'
    elif isinstance(cell, str):
        kind = 'office:value-type="string"'
    else:
        kind = f'office:value-type="float" office:value="{cell}"'
    return f"<table:table-cell {kind}><text:p>{escape(str(cell))}</text:p></table:table-cell>"


def parquet(columns: dict[str, object]) -> bytes:
    sink = io.BytesIO()
    pq.write_table(pa.table(columns), sink)
    return sink.getvalue()


def beside(parents: int) -> Path:
    """The folder of shared material beside the project, which may be absent."""
    return Path(__file__).parents[parents].parent / "shared"
