"""Kidney-exchange pools as *kep-solver* solves them: transplants first, then their weights, with its usual model."""

from kep_solver.entities import Donor, Instance, Recipient, Transplant
from kep_solver.graph import CompatibilityGraph, Edge
from kep_solver.model import Objective, Sense, TransplantCount
from kep_solver.programme import Programme

from benchmarks.planning.kidneys import CHAIN, CYCLE, Pool


class Weight(Objective):  # type: ignore[misc]  # kep-solver has no types
    """The weights of all transplants but the last of a chain, which goes to the waiting list."""

    def __init__(self) -> None:
        """Take no settings."""

    def edgeValue(self, graph: CompatibilityGraph, edge: Edge, position: int | None = None) -> float:  # noqa: ARG002, N802  kep-solver calls it so
        """Return the weight of an arc; name and arguments are what kep-solver calls."""
        weight: float = edge.donor.getTransplantTo(edge.end.donor.recipient).weight
        return weight

    def describe(self) -> str:
        """Say what it is."""
        return "Weight"

    @property
    def sense(self) -> Sense:
        """More is better."""
        return Sense.MAX


def solved(pool: Pool) -> list[int]:
    """Return transplants and weight of the optimum."""
    instance, donors = Instance(), []
    patients = {}
    for number in range(pool.altruists + pool.pairs):
        donor = Donor(f"d{number}")
        if number < pool.altruists:
            donor.NDD = True
        else:
            patients[number] = Recipient(f"r{number}")
            instance.addRecipient(patients[number])
            donor.recipient = patients[number]
            patients[number].addDonor(donor)
        donors.append(donor)
        instance.addDonor(donor)
    for (donor, patient), weight in pool.arcs.items():
        transplant = Transplant(donors[donor], patients[patient], weight)
        donors[donor].addTransplant(transplant)
        instance.addTransplant(transplant)
    solution, _ = Programme([TransplantCount(), Weight()], CYCLE, CHAIN, "pools").solve_single(instance)
    return [round(value) for value in solution.values]
