"""What of this room stands on the first page of the office."""

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import ngettext

from homeward.node.accounts.gate import whoever
from homeward.node.accounts.nav import Need
from homeward.node.compare import judging
from homeward.node.compare.models import Arrival


def waiting_for(request: HttpRequest) -> list[Need]:
    """Say how many people of lists that arrived wait to be judged by whoever looks."""
    found = []
    for author in Arrival.objects.values_list("author", flat=True).distinct().order_by("author"):
        number = judging.waiting(author, whoever(request)).count()
        if number:
            says = ngettext(
                "%(count)d person on the lists of %(author)s waits to be judged.",
                "%(count)d people on the lists of %(author)s wait to be judged.",
                number,
            ) % {"count": number, "author": author}
            found.append(Need(says, reverse("compare", args=[author])))
    return found
