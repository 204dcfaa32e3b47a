"""What of telling waits for a spokesperson."""

from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from homeward import HomewardError
from homeward.node.accounts.nav import Need
from homeward.node.journal import saying
from homeward.node.telling.drafting import ready
from homeward.node.telling.early import look
from homeward.node.telling.models import Draft
from homeward.node.telling.releasing import consents


def to_tell(_request: HttpRequest) -> list[Need]:
    """Return the stages that are confirmed and not told, what waits for consent, and what others told too early."""
    try:
        state = saying.state()
    except HomewardError:  # a node without a desk says nothing
        return []
    address = reverse("statements")
    own = saying.desk().name
    said = {one.statement.stage for one in state.statements(timezone.now()) if one.author == own}
    drafted = set(Draft.objects.filter(entry="").values_list("stage", flat=True))
    stages = state.terms.terms.stages if state.terms else ()
    found = [
        Need(_("Confirmed, nothing said yet: %(stage)s") % {"stage": one.name}, address)
        for one in stages
        if one.name not in said | drafted and ready(state, one.name)
    ]
    waiting = _("A statement of another participant waits for our consent")
    found += [Need(waiting, address) for _one in consents(timezone.now())]
    if count := len(look(state)):
        says = ngettext("Others told %(count)d thing too early", "Others told %(count)d things too early", count)
        found.append(Need(says % {"count": count}, f"{address}#early"))
    return found
