"""Addresses of the public record. They are permanent: keys of exchanges and documents never change their meaning."""

from django.urls import path, register_converter

from homeward.node.public.views import deals, disputes, documents, exchanges, front, health, upload


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


register_converter(Key, "key")
register_converter(Twin, "twin")

urlpatterns = [
    path("", front.page, name="front"),
    path("index.<twin:twin>", front.data, name="front-data"),
    path("exchanges/<key:key>", exchanges.page, name="exchange"),
    path("exchanges/<key:key>.<twin:twin>", exchanges.data, name="exchange-data"),
    path("deals/<key:key>", deals.page, name="deal"),
    path("deals/<key:key>.<twin:twin>", deals.data, name="deal-data"),
    path("contradictions", disputes.page, name="contradictions"),
    path("contradictions.<twin:twin>", disputes.data, name="contradictions-data"),
    path("documents", documents.index, name="documents"),
    path("documents.<twin:twin>", documents.index_data, name="documents-data"),
    path("documents/<key:key>", documents.page, name="document"),
    path("documents/<key:key>.<twin:twin>", documents.data, name="document-data"),
    path("upload", upload.page, name="upload"),
    path("health", health.page, name="health"),
]
