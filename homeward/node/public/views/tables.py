"""The whole record as files, and what every column means."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from homeward.node.public import tables
from homeward.node.public.views import twins


def page(request: HttpRequest) -> HttpResponse:
    """Show the tables, their columns and the licence."""
    context = {
        "tables": list(tables.TABLES.values()),
        "licence": tables.LICENCE,
        "licence_address": tables.LICENCE_ADDRESS,
    }
    return render(request, "public/tables.html", context)


def data(request: HttpRequest, name: str, form: str) -> HttpResponse:
    """Serve one table."""
    table = tables.TABLES.get(name)
    if table is None:
        raise Http404
    names = [column.name for column in table.columns]
    if form == "csv":
        response = twins.as_csv(table.name, names, table.rows())
    elif form == "json":
        response = twins.as_json([dict(zip(names, row, strict=True)) for row in table.rows()])
    else:
        response = HttpResponse(
            tables.parquet(table),
            content_type="application/vnd.apache.parquet",
            headers={"Content-Disposition": f'attachment; filename="{table.name}.parquet"'},
        )
    response["Link"] = f'<{tables.LICENCE_ADDRESS}>; rel="license"'
    return response
