"""Addresses of the public record. They are permanent: keys of exchanges and documents never change their meaning."""

from django.urls import path, register_converter

from homeward.node.public.views import (
    charts,
    citation,
    deals,
    disputes,
    documents,
    exchanges,
    feed,
    front,
    health,
    record,
    tables,
    together,
    upload,
)


class Key:
    """A key of an exchange or a deal: letters, digits and hyphens, so that a dot begins a twin's ending."""

    regex = r"[\w-]+"

    def to_python(self, value: str) -> str:
        """Return the key."""
        return value

    def to_url(self, value: str) -> str:
        """Return the key."""
        return value


class Twin(Key):
    """The ending of a page's data."""

    regex = "json|csv"


class Form(Key):
    """The form of a whole table."""

    regex = "json|csv|parquet"


class Cited(Key):
    """The form of a citation."""

    regex = "bib|json"


register_converter(Form, "form")
register_converter(Cited, "cited")
register_converter(Key, "key")
register_converter(Twin, "twin")

urlpatterns = [
    path("", front.page, name="front"),
    path("index.<twin:twin>", front.data, name="front-data"),
    path("exchanges/<key:key>", exchanges.page, name="exchange"),
    path("exchanges/<key:key>.<twin:twin>", exchanges.data, name="exchange-data"),
    path("deals/<key:key>", deals.page, name="deal"),
    path("deals/<key:key>.<twin:twin>", deals.data, name="deal-data"),
    path("charts", charts.page, name="charts"),
    path("embed/<key:name>", charts.embedded, name="embed"),
    path("record", record.page, name="record"),
    path("record.<twin:twin>", record.data, name="record-data"),
    path("together", together.page, name="together"),
    path("data", tables.page, name="tables"),
    path("data/<key:name>.<form:form>", tables.data, name="table"),
    path("feed.atom", feed.page, name="feed"),
    path("exchanges/<key:key>/citation.<cited:form>", citation.data, name="citation"),
    path("contradictions", disputes.page, name="contradictions"),
    path("contradictions.<twin:twin>", disputes.data, name="contradictions-data"),
    path("documents", documents.index, name="documents"),
    path("documents.<twin:twin>", documents.index_data, name="documents-data"),
    path("documents/<key:key>", documents.page, name="document"),
    path("documents/<key:key>.<twin:twin>", documents.data, name="document-data"),
    path("upload", upload.page, name="upload"),
    path("health", health.page, name="health"),
]
