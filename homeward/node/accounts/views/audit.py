"""The auditor's pages: looks, acts on accounts and decisions of two, each as a table and as CSV."""

from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from homeward.node.accounts import audit
from homeward.node.accounts.gate import needs
from homeward.node.accounts.nav import Need
from homeward.node.accounts.roles import Right

SHOWN = 100
TITLES: dict[str, Promise] = {
    "looks": _("Who looked at whom"),
    "accounts": _("What was done to accounts"),
    "requests": _("What two decided"),
}


@needs(Right.AUDIT)
def looks(request: HttpRequest) -> HttpResponse:
    """Show who looked at whom."""
    return _table(request, "looks")


@needs(Right.AUDIT)
def accounts(request: HttpRequest) -> HttpResponse:
    """Show what was done to accounts, and by signing in."""
    return _table(request, "accounts")


@needs(Right.AUDIT)
def requests(request: HttpRequest) -> HttpResponse:
    """Show what was decided by two, without what it was about."""
    return _table(request, "requests")


@needs(Right.AUDIT)
def data(request: HttpRequest, table: str) -> HttpResponse:
    """Return a table whole, as filtered, as CSV."""
    rows, _more = audit.rows_of(table, audit.Asked.of(request.GET))
    response = HttpResponse(audit.as_csv(table, (row for _number, row in rows)), content_type="text/csv; charset=utf-8")
    response.headers["Content-Disposition"] = f'attachment; filename="audit-{table}.csv"'
    return response


def what_is_unusual(_request: HttpRequest) -> list[Need]:
    """Return what an auditor should look into."""
    return [Need(says, reverse("audit")) for says in audit.unusual()]


def _given(asked: audit.Asked) -> dict[str, Any]:
    said = {"user": asked.user, "day": asked.day.isoformat() if asked.day else "", "act": asked.act, "key": asked.key}
    return {name: value for name, value in said.items() if value}


def _table(request: HttpRequest, table: str) -> HttpResponse:
    asked = audit.Asked.of(request.POST if request.method == "POST" else request.GET)
    if request.method == "POST":  # what was typed reaches the address only if it is a key
        return redirect(f"{request.path}?{urlencode(_given(asked))}")
    rows, more = audit.rows_of(table, asked, SHOWN)
    given = _given(asked)
    context = {
        "table": table,
        "title": TITLES[table],
        "tables": [(name, f"audit{'' if name == 'looks' else '-' + name}", title) for name, title in TITLES.items()],
        "headings": audit.HEADINGS[table],
        "rows": [row for _number, row in rows],
        "next": urlencode({**given, "before": rows[-1][0]}) if more else "",
        "query": urlencode(given),
        "asked": given,
        "users": audit.people_who_work(),
        "acts": audit.acts_of(table),
        "unusual": audit.unusual() if table == "looks" and not given and asked.before is None else [],
    }
    return render(request, "accounts/audit.html", context)
