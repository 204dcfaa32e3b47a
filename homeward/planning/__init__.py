"""Who goes home in which stage, from which point, and what proves that no plan is better.

Somebody decides who is among the first 390 and who waits, and every family asks why. Counting is easy as long as people
do not depend on each other: then a sort is the best there is. It is hard because they do: kin and crew go together or
are split, a bus has so many stretchers, both sides give the same number every day, and six objectives come one after
the other, each worth more than all that follow. A model with a variable for each person, stage and point has millions.

So people who are the same to every rule that is looked at become one kind with a count; each level is solved on what
the levels before have left open; and counts become people by days waited and by a lottery that neither side can bend.
The duals of each level are kept as prices: a certificate from which a page of exact arithmetic computes the bound again
(``proof``), trusting neither the solver nor the models.

    instance = read_instance("exchange.json")
    made = plan(instance)                       # loads the solver
    verified(instance, made.assignments, made.prices)

Everything here is a pure function over values; only ``plan`` loads the solver (HiGHS), when it is called.
"""

from homeward.planning.audit import Waiting, waiting
from homeward.planning.certificate import certificate_of, prices_of, read_certificate, verified
from homeward.planning.check import Score, score, violations
from homeward.planning.lottery import commitment, seed_of
from homeward.planning.planner import plan
from homeward.planning.read import assignments_of, instance_of, read_instance, read_plan
from homeward.planning.words import (
    ORDER,
    Cell,
    Goal,
    InfeasibleError,
    Instance,
    Level,
    Objective,
    Person,
    Plan,
    PlanningError,
    Prices,
    Term,
    TermKind,
)

__all__ = [
    "ORDER",
    "Cell",
    "Goal",
    "InfeasibleError",
    "Instance",
    "Level",
    "Objective",
    "Person",
    "Plan",
    "PlanningError",
    "Prices",
    "Score",
    "Term",
    "TermKind",
    "Waiting",
    "assignments_of",
    "certificate_of",
    "commitment",
    "instance_of",
    "plan",
    "prices_of",
    "read_certificate",
    "read_instance",
    "read_plan",
    "score",
    "seed_of",
    "verified",
    "violations",
    "waiting",
]
