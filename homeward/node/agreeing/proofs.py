"""Why a plan is the best, level by level, in words, and what a change by hand costs."""

from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from homeward.exchange import State
from homeward.node.agreeing import planned, words
from homeward.node.agreeing.models import Draft
from homeward.planning import Objective

OBJECTIVES = {
    Objective.MOVED: gettext_lazy("People who go"),
    Objective.CLASSES: gettext_lazy("Of the class %(name)s"),
    Objective.PROMPT: gettext_lazy("Stages that the first classes wait, summed"),
    Objective.TOGETHER: gettext_lazy("Groups that go together"),
    Objective.WAITED: gettext_lazy("Days waited in captivity by those who go, summed"),
    Objective.KM: gettext_lazy("Kilometres to the points of handover, summed"),
}
LESS = frozenset({Objective.PROMPT, Objective.KM})


@dataclass(frozen=True, slots=True)
class Proof:
    """One level: what it counts, the plan's value, what is proven, and what the paper comes to now."""

    label: str
    value: int
    proven: str
    now: int

    @property
    def changed(self) -> bool:
        """Whether a change by hand has cost, or brought, something."""
        return self.now != self.value


def said(state: State, giver: str, paper: Draft) -> list[Proof]:
    """Return the levels of a paper's plan in words; nothing once its people are all on manifests."""
    try:
        given = planned.instance(state, giver, paper.payload["seats"], paper.payload["stretchers"])
        levels = planned.reached(given, paper)
    except (planned.NoPlanError, ValueError):  # other terms since, or nobody left
        return []
    return [_proof(level, now) for level, now in levels if not _is_idle(level, now)]


def _is_idle(level: dict[str, object], now: int) -> bool:
    """Whether a level counts nothing here: no groups, or distances that nobody knows."""
    return level["objective"] in {Objective.TOGETHER, Objective.KM} and not (level["value"] or level["bound"] or now)


def _proof(level: dict[str, object], now: int) -> Proof:
    objective = Objective(str(level["objective"]))
    label = str(OBJECTIVES[objective])
    if objective is Objective.CLASSES:
        name = str(level["class"])
        label = label % {"name": _("everybody else") if name == planned.REST else name}
    value, bound = int(str(level["value"])), int(str(level["bound"]))
    if bound == value:
        proven = (
            _("proven: no plan under these terms can have fewer")
            if objective in LESS
            else _("proven: no plan under these terms can have more")
        )
    else:
        proven = _("not proven; the bound is %(bound)s") % {"bound": words.number(bound)}
    return Proof(label, value, proven, now)
