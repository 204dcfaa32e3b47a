"""A page's data as JSON and CSV: the values themselves, in no language, safe to open in a spreadsheet."""

import csv
import io
from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

from django.http import HttpResponse, JsonResponse

from homeward.node.public.codec import encode

# A spreadsheet runs a cell that begins so (also in their full-width forms) as a formula.
FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")


def as_json(value: Any) -> JsonResponse:
    """Serve values as JSON."""
    return JsonResponse(encode(value), json_dumps_params={"ensure_ascii": False, "indent": 1}, safe=False)


def as_csv(name: str, columns: Sequence[str], rows: Iterable[Sequence[Any]]) -> HttpResponse:
    """Serve rows as CSV (RFC 4180, UTF-8 with a mark, so that spreadsheets read Cyrillic)."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow(columns)
    writer.writerows([cell(value) for value in row] for row in rows)
    return HttpResponse(
        "\ufeff" + text.getvalue(),
        content_type="text/csv; charset=utf-8",
        headers={"Content-Disposition": f'attachment; filename="{name}.csv"'},
    )


def cell(value: Any) -> str | int:
    """Return a value as a cell; text that a spreadsheet would run is marked as text."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, int):
        return value
    text = value.isoformat() if isinstance(value, date) else str(value)
    return f"'{text}" if text.startswith(FORMULA) else text
