"""States of health, in words: those of the capture card (GC III Annex IV B)."""

from django.utils.functional import Promise
from django.utils.translation import pgettext_lazy

from homeward.node.people.models import Health

HEALTH: dict[str, str | Promise] = {
    Health.State.GOOD: pgettext_lazy("health", "good"),
    Health.State.NOT_WOUNDED: pgettext_lazy("health", "not wounded"),
    Health.State.RECOVERED: pgettext_lazy("health", "recovered"),
    Health.State.CONVALESCENT: pgettext_lazy("health", "convalescent"),
    Health.State.SICK: pgettext_lazy("health", "sick"),
    Health.State.SLIGHTLY_WOUNDED: pgettext_lazy("health", "slightly wounded"),
    Health.State.SERIOUSLY_WOUNDED: pgettext_lazy("health", "seriously wounded"),
}
