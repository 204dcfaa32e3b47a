"""How to cite a page of an exchange: in a sentence, for BibTeX, and as CSL-JSON."""

from dataclasses import dataclass

from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.urls import reverse
from django.utils import timezone, translation

from homeward.node.public import listing
from homeward.node.public.codec import decode
from homeward.node.public.models import ExchangePage, Version
from homeward.node.public.sentences import headlines


@dataclass(frozen=True, slots=True)
class Citation:
    """What a citation names: the page as it stood in one version."""

    key: str
    title: str
    address: str
    version: str  # the first digits of its digest
    since: str  # the day from which the page stands so, ISO
    today: str

    @property
    def bibtex(self) -> str:
        """The entry for BibTeX."""
        return (
            f"@online{{homeward-{self.key},\n  title = {{{self.title}}},\n  author = {{{{Homeward}}}},\n"
            f"  date = {{{self.since}}},\n  version = {{{self.version}}},\n  url = {{{self.address}}},\n"
            f"  urldate = {{{self.today}}}\n}}\n"
        )

    @property
    def csl(self) -> dict[str, object]:
        """The item of CSL-JSON."""
        return {
            "id": f"homeward-{self.key}",
            "type": "webpage",
            "title": self.title,
            "author": [{"literal": "Homeward"}],
            "issued": {"date-parts": [[int(part) for part in self.since.split("-")]]},
            "accessed": {"date-parts": [[int(part) for part in self.today.split("-")]]},
            "version": self.version,
            "URL": self.address,
        }


def of(request: HttpRequest, key: str, row: listing.Row) -> Citation:
    """Return the citation of an exchange's page as it stands now."""
    version = Version.objects.filter(key=key).first()
    today = timezone.now().date().isoformat()
    return Citation(
        key=key,
        title=headlines.headline(row),
        address=request.build_absolute_uri(reverse("exchange", args=[key])),
        version=version.digest[:12] if version else "",
        since=version.since.date().isoformat() if version else today,
        today=today,
    )


def data(request: HttpRequest, key: str, form: str) -> HttpResponse:
    """Serve the citation."""
    page = ExchangePage.objects.only("summary").filter(key=key).first()
    if page is None:
        raise Http404
    with translation.override("en"):
        citation = of(request, key, decode(listing.Row, page.summary))
    if form == "json":
        return JsonResponse([citation.csl], safe=False, json_dumps_params={"ensure_ascii": False, "indent": 1})
    return HttpResponse(citation.bibtex, content_type="application/x-bibtex; charset=utf-8")
