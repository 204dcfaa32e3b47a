"""What has changed in the record, as an Atom feed (RFC 4287): an entry a version of an exchange's page."""

from xml.etree import ElementTree as Xml

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from homeward.node.public import listing, tables
from homeward.node.public.codec import decode
from homeward.node.public.models import ExchangePage, Version
from homeward.node.public.sentences import headlines

ATOM = "http://www.w3.org/2005/Atom"
A_FEED = 50  # entries


def page(request: HttpRequest) -> HttpResponse:
    """Serve the newest versions, newest first."""
    Xml.register_namespace("", ATOM)
    feed = Xml.Element(f"{{{ATOM}}}feed", {"{http://www.w3.org/XML/1998/namespace}lang": get_language() or "en"})
    here = request.build_absolute_uri(reverse("feed"))
    told = ExchangePage.objects.values("key")
    versions = list(Version.objects.filter(key__in=told, since__lte=timezone.now())[:A_FEED])
    _add(feed, "id", here)
    _add(feed, "title", _("Prisoner exchanges: the public record"))
    _add(feed, "updated", versions[0].since.isoformat() if versions else "1970-01-01T00:00:00+00:00")
    Xml.SubElement(feed, f"{{{ATOM}}}link", {"rel": "self", "href": here, "type": "application/atom+xml"})
    Xml.SubElement(feed, f"{{{ATOM}}}link", {"rel": "license", "href": tables.LICENCE_ADDRESS})
    _add(Xml.SubElement(feed, f"{{{ATOM}}}author"), "name", "Homeward")
    for version in versions:
        _entry(request, feed, version)
    body = Xml.tostring(feed, encoding="utf-8", xml_declaration=True)
    return HttpResponse(body, content_type="application/atom+xml; charset=utf-8")


def _entry(request: HttpRequest, feed: Xml.Element, version: Version) -> None:
    entry = Xml.SubElement(feed, f"{{{ATOM}}}entry")
    row = decode(listing.Row, version.summary)
    address = request.build_absolute_uri(reverse("exchange", args=[version.key]))
    _add(entry, "id", f"{address}#{version.digest[:16]}")
    _add(entry, "title", headlines.headline(row))
    _add(entry, "updated", version.since.isoformat())
    Xml.SubElement(entry, f"{{{ATOM}}}link", {"rel": "alternate", "href": address})
    _add(entry, "summary", headlines.standfirst(row))


def _add(parent: Xml.Element, name: str, text: str) -> None:
    Xml.SubElement(parent, f"{{{ATOM}}}{name}").text = text
