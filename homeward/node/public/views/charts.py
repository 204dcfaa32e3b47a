"""All charts with the numbers they are drawn from, and each alone for other sites."""

from collections.abc import Callable
from typing import Any

from csp.constants import SELF
from csp.decorators import csp_replace, csp_update
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.clickjacking import xframe_options_exempt

from homeward.node.public import charts, sentences
from homeward.node.public.actions import main_directions
from homeward.node.public.views import front

TITLES = {
    "each": gettext_lazy("People returned by each exchange"),
    "sum": gettext_lazy("Together since the record begins"),
    "waiting": gettext_lazy("Days of waiting before each exchange"),
    "agreement": gettext_lazy("How the exchanges of each year stand"),
}
TONES = {
    "agree": gettext_lazy("both sides agree"),
    "partly": gettext_lazy("one side, or nobody official"),
    "differ": gettext_lazy("sources differ"),
    "none": gettext_lazy("number withheld"),
}


@csp_update({"script-src": [SELF]})
def page(request: HttpRequest) -> HttpResponse:
    """Show all charts, each with its table."""
    shown = _figures()
    return render(request, "public/charts.html", {"figures": shown, "base": request.build_absolute_uri("/")[:-1]})


def _embedded(request: HttpRequest, name: str) -> HttpResponse:
    """Show one chart alone, for the frame of another site: no form, no cookie, a link to where it comes from."""
    figure = next((one for one in _figures() if one["name"] == name), None)
    if figure is None:
        raise Http404
    response = render(request, "public/embed.html", {"figure": figure})
    response["Cross-Origin-Resource-Policy"] = "cross-origin"
    return response


_framed: Any = csp_replace({"script-src": [SELF], "frame-ancestors": ["*"]})
embedded: Callable[..., HttpResponse] = xframe_options_exempt(_framed(_embedded))


def _figures() -> list[dict[str, Any]]:
    """Return every chart: its name, title, drawing, key and table."""
    rows = front.rows()
    directions = main_directions(rows)
    drawn = front.drawn()
    points = charts.points(rows, directions)
    sides = [(f"side-{number + 1}", sentences.direction(one)) for number, one in enumerate(directions)]
    tables: dict[str, tuple[list[str], list[tuple[str, list[Any]]]]] = {
        "each": _by_day(points, directions, "count"),
        "sum": _by_day(points, directions, "sum"),
        "waiting": (
            [_("Date"), _("Days since the exchange before")],
            [(wait.date, [sentences.day(wait.date), sentences.number(wait.days)]) for wait in charts.waits(rows)],
        ),
        "agreement": (
            [_("Year"), *(str(words) for words in TONES.values())],
            [
                ("", [year.year, *(sentences.number(year.stands[tone]) for tone in TONES)])
                for year in charts.years(rows)
            ],
        ),
    }
    return [
        {
            "name": name,
            "title": title,
            "drawing": drawn.get(name, {}),
            "key": [] if name == "waiting" else list(TONES.items()) if name == "agreement" else sides,
            "heads": tables[name][0],
            "rows": tables[name][1],
        }
        for name, title in TITLES.items()
    ]


def _by_day(
    points: list[dict[str, Any]], directions: list[str], what: str
) -> tuple[list[str], list[tuple[str, list[Any]]]]:
    """Return a row a day, a column a direction; a direction without a number keeps the cell empty."""
    days: dict[str, dict[str, int]] = {}
    for point in points:
        days.setdefault(point["date"], {})[point["direction"]] = point[what]
    heads = [_("Date"), *(sentences.direction(direction) for direction in directions)]
    cells = [
        (day, [sentences.day(day), *(sentences.number(said[one]) if one in said else "–" for one in directions)])
        for day, said in days.items()
    ]
    return heads, cells
