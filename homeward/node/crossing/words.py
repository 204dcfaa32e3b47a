"""The crossing's words on screen and paper, in the reader's language."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from homeward.exchange.words import Outcome, Replied
from homeward.node.crossing.models import Crossing
from homeward.node.naming import party

OUTCOMES = {
    Outcome.DEPARTED.value: gettext_lazy("Departed"),
    Outcome.RECEIVED.value: gettext_lazy("Received"),
    Outcome.ABSENT.value: gettext_lazy("Absent"),
    Outcome.DOES_NOT_WISH.value: gettext_lazy("Does not wish to go"),
    Outcome.DECEASED.value: gettext_lazy("Deceased"),
    Outcome.REFUSED.value: gettext_lazy("Refused"),
    Outcome.WRONG_PERSON.value: gettext_lazy("Wrong person"),
}
IDENTITY = {
    "papers": gettext_lazy("by papers"),
    "face": gettext_lazy("by face or photograph"),
    "questions": gettext_lazy("by questions"),
    "fingerprint": gettext_lazy("by fingerprint"),
    "known": gettext_lazy("known to the officer"),
    "failed": gettext_lazy("could not be established"),
}
# GC III Annex IV B: the states of health of the capture card
CONDITION = {
    "good": gettext_lazy("good"),
    "not wounded": gettext_lazy("not wounded"),
    "recovered": gettext_lazy("recovered"),
    "convalescent": gettext_lazy("convalescent"),
    "sick": gettext_lazy("sick"),
    "slightly wounded": gettext_lazy("slightly wounded"),
    "seriously wounded": gettext_lazy("seriously wounded"),
}
WISH = {
    "yes": gettext_lazy("wishes to go"),
    "no": gettext_lazy("does not wish to go"),
    "unsure": gettext_lazy("undecided"),
}
REPLIES = {
    Replied.CONFIRMED.value: gettext_lazy("wishes to go"),
    Replied.DOES_NOT_WISH.value: gettext_lazy("does not wish to go"),
    Replied.UNKNOWN.value: gettext_lazy("undecided"),
}


def outcome_name(value: str) -> str:
    """Name what became of somebody; a dash where nothing is said."""
    return str(OUTCOMES.get(value, value or "–"))


def place(crossing: Crossing) -> str:
    """Name a crossing: stage, direction, point."""
    return _("%(stage)s, %(giver)s to %(receiver)s, %(point)s") % {
        "stage": crossing.stage,
        "giver": party(crossing.giver),
        "receiver": party(crossing.receiver),
        "point": crossing.point,
    }
