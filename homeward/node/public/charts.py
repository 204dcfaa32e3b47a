"""The timeline, drawn once for each language and width, so that no page waits for it.

Drawing needs the extra ``charts`` (Altair and vl-convert). Without it the pages show their tables alone. Colours are
custom properties of the style sheet, so that one drawing serves light and dark and the strict content policy; labels
are made here in the reader's language, never by the drawing library.
"""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from typing import Any

from django.utils.dates import MONTHS_3
from django.utils.translation import gettext as _

from homeward.node.public import sentences
from homeward.node.public.listing import Row
from homeward.node.public.sentences.verdicts import STANDINGS
from homeward.weighing.words import EventKind

WIDTHS = {"wide": 900, "narrow": 320}  # pixels of the plot's outer box
COUNTED = {EventKind.PERSONS, EventKind.UNILATERAL, EventKind.RELEASE}
TONES = ("agree", "partly", "differ", "none")  # of verdicts, as in the style sheet
DAY = len("2025-05-23")
FONT = "Source Sans 3, sans-serif"


def available() -> bool:
    """Whether charts can be drawn here."""
    try:
        import altair  # noqa: F401
        import vl_convert  # noqa: F401
    except ImportError:
        return False
    return True


def points(rows: Sequence[Row], directions: Sequence[str]) -> list[dict[str, Any]]:
    """Return a point for each exchange and direction with a count, oldest first, with the sum so far."""
    sums = dict.fromkeys(directions, 0)
    found = []
    for row in sorted(rows, key=lambda row: row.date):
        if row.kind not in COUNTED or len(row.date) < len("2025-05"):
            continue
        for position, direction in enumerate(directions):
            side = row.toward(direction)
            if side is None or side.count is None:
                continue
            sums[direction] += side.count
            found.append(
                {
                    "date": row.date if len(row.date) == len("2025-05-23") else f"{row.date}-15",
                    "direction": direction,
                    "position": position,
                    "count": side.count,
                    "signed_count": side.count if position == 0 else -side.count,
                    "sum": sums[direction],
                }
            )
    return found


def each_exchange(data: list[dict[str, Any]], directions: Sequence[str], width: str) -> str:
    """Draw every exchange as a bar: up to the first party, down to the second."""
    import altair as alt

    bars = (
        alt.Chart(alt.Data(values=data))
        .mark_bar(width=4 if width == "wide" else 2)
        .encode(
            x=_time_axis(alt, data),
            y=alt.Y("signed_count:Q", title=None, axis=alt.Axis(tickCount=5, labelExpr=_absolute())),
            color=_colours(alt, directions),
        )
    )
    return _draw(alt, bars, width, 190 if width == "wide" else 170)


def running_sum(data: list[dict[str, Any]], directions: Sequence[str], width: str) -> str:
    """Draw the sum over time, a line for each direction; the second is dashed, so that colour is not alone."""
    import altair as alt

    lines = (
        alt.Chart(alt.Data(values=data))
        .mark_line(interpolate="step-after", strokeWidth=2.5)
        .encode(
            x=_time_axis(alt, data),
            y=alt.Y("sum:Q", title=None, axis=alt.Axis(tickCount=5, labelExpr=_absolute())),
            color=_colours(alt, directions),
            strokeDash=alt.StrokeDash(
                "direction:N", legend=None, scale=alt.Scale(domain=list(directions), range=[[1, 0], [6, 3]])
            ),
        )
    )
    return _draw(alt, lines, width, 190 if width == "wide" else 170)


@dataclass(frozen=True, slots=True)
class Wait:
    """An exchange and how many days it had been since the one before it."""

    key: str
    date: str
    days: int


@dataclass(frozen=True, slots=True)
class Year:
    """How the exchanges of a year stand, by the tone of the verdict: agree, partly, differ, none."""

    year: str
    stands: dict[str, int]


def waits(rows: Sequence[Row]) -> list[Wait]:
    """Return the wait before each exchange of people whose day is known, oldest first; the first has none."""
    known = sorted({row.date: row for row in rows if row.kind in COUNTED and len(row.date) == DAY}.values(), key=_dated)
    return [
        Wait(row.key, row.date, (date.fromisoformat(row.date) - date.fromisoformat(before.date)).days)
        for before, row in pairwise(known)
    ]


def years(rows: Sequence[Row]) -> list[Year]:
    """Return how the exchanges of each year stand, oldest first."""
    found: dict[str, Counter[str]] = {}
    for row in rows:
        if row.standing is not None:
            found.setdefault(row.date[:4], Counter())[STANDINGS[row.standing].tone] += 1
    return [Year(year, {tone: found[year][tone] for tone in TONES}) for year in sorted(found)]


def waiting(found: Sequence[Wait], width: str) -> str:
    """Draw the days of waiting before each exchange as bars."""
    import altair as alt

    data = [{"date": wait.date, "days": wait.days} for wait in found]
    bars = (
        alt.Chart(alt.Data(values=data))
        .mark_bar(width=4 if width == "wide" else 2)
        .encode(
            x=_time_axis(alt, data),
            y=alt.Y("days:Q", title=None, axis=alt.Axis(tickCount=5)),
            color=alt.value("var(--side-1)"),
        )
    )
    return _draw(alt, bars, width, 190 if width == "wide" else 170)


def agreement(found: Sequence[Year], width: str) -> str:
    """Draw how the exchanges of each year stand, as one bar a year in four parts."""
    import altair as alt

    data = [
        {"year": year.year, "tone": tone, "order": order, "exchanges": year.stands[tone]}
        for year in found
        for order, tone in enumerate(TONES)
    ]
    bars = (
        alt.Chart(alt.Data(values=data))
        .mark_bar(size=36 if width == "wide" else 22)
        .encode(
            x=alt.X("year:N", title=None, axis=alt.Axis(labelAngle=0)),
            y=alt.Y("exchanges:Q", title=None, axis=alt.Axis(tickCount=5)),
            order="order:Q",
            color=alt.Color(
                "tone:N",
                legend=None,
                scale=alt.Scale(domain=list(TONES), range=[f"var(--{tone})" for tone in TONES]),
            ),
        )
    )
    return _draw(alt, bars, width, 190 if width == "wide" else 170)


def _dated(row: Row) -> str:
    return row.date


def label(rows: Sequence[Row], directions: Sequence[str]) -> str:
    """Say in a sentence what the charts show, for whoever does not see them."""
    counted = [row for row in rows if row.kind in COUNTED]
    if not counted:
        return _("No exchanges yet.")
    dates = sorted(row.date for row in counted)
    return _(
        "%(first)s to %(last)s: how many people each exchange returned %(directions)s. The table has every number."
    ) % {
        "first": sentences.day(dates[0]),
        "last": sentences.day(dates[-1]),
        "directions": ", ".join(sentences.direction(direction) for direction in directions),
    }


def _time_axis(alt: Any, data: list[dict[str, Any]]) -> Any:
    years = {point["date"][:4] for point in data}
    long = len(years) > 2
    return alt.X(
        "date:T",
        title=None,
        scale=alt.Scale(type="utc", padding=6),
        axis=alt.Axis(
            format="%Y" if long else "%b %Y",
            tickCount={"interval": "year", "step": 1} if long else {"interval": "month", "step": 1},
            grid=False,
            labelFlush=True,
        ),
    )


def _colours(alt: Any, directions: Sequence[str]) -> Any:
    colours = [f"var(--side-{number + 1})" for number in range(len(directions))]
    return alt.Color("direction:N", legend=None, scale=alt.Scale(domain=list(directions), range=colours))


def _absolute() -> str:
    return "format(abs(datum.value), ',')"


def _draw(alt: Any, chart: Any, width: str, height: int) -> str:
    import vl_convert

    pixels = WIDTHS[width]
    spec = (
        chart.properties(width=pixels, height=height, autosize=alt.AutoSizeParams(type="fit", contains="padding"))
        .configure(background="transparent", font=FONT, padding=2)
        .configure_view(stroke=None)
        .configure_axis(
            labelColor="var(--chart-text)",
            domainColor="var(--chart-line)",
            tickColor="var(--chart-line)",
            gridColor="var(--chart-grid)",
            labelFontSize=13 if width == "wide" else 12,
        )
        .to_dict()
    )
    months = [str(MONTHS_3[number + 1]) for number in range(12)]
    svg = vl_convert.vegalite_to_svg(
        spec,
        format_locale={
            "decimal": ".",
            "thousands": sentences.number(1000)[1:-3],
            "grouping": [3],
            "currency": ["", ""],
        },
        time_format_locale={
            "dateTime": "%x",
            "date": "%x",
            "time": "%H:%M",
            "periods": ["", ""],
            "days": [""] * 7,
            "shortDays": [""] * 7,
            "months": months,
            "shortMonths": months,
        },
    )
    return _clean(svg)


def _clean(svg: str) -> str:
    """Keep the drawing and leave its own words for screen readers out: the page says in one sentence what it shows."""
    svg = re.sub(r' (role|aria-[a-z]+|class)="[^"]*"', "", svg)
    svg = re.sub(r"<path[^>]* d=\"(M0,0h0v0h0Z)?\"[^>]*/>", "", svg)
    return re.sub(
        r'<svg [^>]*viewBox="([^"]*)"[^>]*>', r'<svg viewBox="\1" aria-hidden="true" focusable="false">', svg, count=1
    )
