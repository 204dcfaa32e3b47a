"""What matching found, as a file, as JSON, as tables a person can read.

Every row of the list is in all of them. A row without a name or a number is *unread* unless somebody was found all the
same: it is not nobody's, it could not be asked about.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import pyarrow as pa
import pyarrow.compute as pc

from homeward.cli.columns import printable
from homeward.cli.judged import JUDGED, NOT_THESE, not_these
from homeward.lists import NAMES, FaultKind, Field, Listing, told
from homeward.matching.explain import percent
from homeward.matching.words import Candidate, Decision, Outcome

if TYPE_CHECKING:
    from rich.console import Console, RenderableType
    from rich.table import Table

UNREAD = "unread"
OUTCOMES = (*(outcome.value for outcome in Outcome), UNREAD)


@dataclass(frozen=True)
class Matched:
    """A list matched against a registry.

    Attributes:
        listing: the list.
        registry: the registry.
        decisions: one a row of the list, in its order.
        different: for rows of the list, who a person said they are not.
    """

    listing: Listing
    registry: Listing
    decisions: Sequence[Decision]
    different: Mapping[str, list[str]]

    def outcome(self, position: int) -> str:
        """Return what came of a row: one of ``OUTCOMES``."""
        decision = self.decisions[position]
        if decision.outcome is Outcome.NOBODY and not decision.judged and not self._can_be_asked(position):
            return UNREAD
        return decision.outcome.value

    def _can_be_asked(self, position: int) -> bool:
        nameless = any(fault.kind is FaultKind.NO_NAME for fault in self.listing.faults_at.get(position, ()))
        return not nameless or bool(self.listing.people.column(Field.NUMBER)[position].as_py())

    def counts(self) -> Mapping[str, int]:
        """Return how many rows came to what, all of ``OUTCOMES``."""
        found = Counter(self.outcome(position) for position in range(len(self.decisions)))
        return {outcome: found[outcome] for outcome in OUTCOMES}

    def registered(self) -> dict[str, str]:
        """Return everybody of the registry whom a decision names, in a line each."""
        named = [each for decision in self.decisions for each in (decision.best, *decision.others) if each is not None]
        return lines(self.registry, (each.id for each in named))

    def named(self, position: int) -> Candidate | None:
        """Return the person that a row is or may be, None if it is nobody."""
        decision = self.decisions[position]
        return None if decision.outcome is Outcome.NOBODY else decision.best


def lines(listing: Listing, ids: Iterable[str] | None = None) -> dict[str, str]:
    """Return people by their ids, in a line each; all of a listing, or those asked for."""
    people = listing.people
    if ids is not None:
        places = pc.index_in(pa.array(sorted(set(ids)), pa.string()), listing.column(Field.ID))
        people = people.take(places.drop_null())
    return {person[Field.ID]: describe(person) for person in people.to_pylist()}


def describe(person: Mapping[str, str]) -> str:
    """Return a person in a line: name, date and place of birth, unit, number, as far as they are known."""
    parts = " ".join(person[field] for field in NAMES[1:] if person[field])
    name = parts if person[Field.SURNAME] or not person[Field.FULL_NAME] else person[Field.FULL_NAME]
    others = (person[field] for field in (Field.BORN, Field.BIRTHPLACE, Field.UNIT, Field.NUMBER))
    return ", ".join(said for said in (name, *others) if said)


def as_columns(matched: Matched) -> dict[str, list[object]]:
    """Return the columns of the file that is written, one row a row of the list.

    ``probability`` is that of the answer: of this being the person, or of nobody in the registry being it.
    """
    listed, registered = lines(matched.listing), matched.registered()
    columns: dict[str, list[object]] = {name: [] for name in _COLUMNS}
    rows = matched.listing.rows.to_pylist()
    for position, decision in enumerate(matched.decisions):
        named, outcome = matched.named(position), matched.outcome(position)
        cells = (
            decision.list_id,
            "" if named is None else named.id,
            outcome,
            None if outcome == UNREAD else round(decision.nobody if named is None else named.probability, 4),
            None if named is None else round(named.bits, 2),
            "; ".join(_reasons(matched, position)),
            "same" if decision.judged else "",
            not_these(matched.different.get(decision.list_id, [])),
            rows[position],
            listed[decision.list_id],
            "" if named is None else registered[named.id],
        )
        for name, cell in zip(_COLUMNS, cells, strict=True):
            columns[name].append(cell)
    return columns


_COLUMNS = (
    *("list_id", "registry_id", "outcome", "probability", "bits", "reasons", JUDGED, NOT_THESE),
    *("row", "listed", "registered"),
)


def _reasons(matched: Matched, position: int) -> Iterator[str]:
    """Yield why: what each field says, who else may be meant, what is wrong with the row."""
    decision, named = matched.decisions[position], matched.named(position)
    if decision.judged:
        yield "a person decided so"
    for evidence in named.evidence if named is not None else ():
        if evidence.bits:
            yield f"{evidence.field.value} {evidence.bits:+.1f} ({evidence.why.value})"
    if decision.others and named is not None:
        yield "may also be " + ", ".join(f"{other.id} ({percent(other.probability)})" for other in decision.others)
    if decision.rivals:
        yield "also claimed by " + ", ".join(decision.rivals)
    for fault in matched.listing.faults_at.get(position, ()):
        yield told(fault).rstrip(".")


def as_json(matched: Matched) -> dict[str, object]:
    """Return everything that was found as the JSON object that ``--json`` prints."""
    rows = matched.listing.rows.to_pylist()
    return {
        "registry": listing_as_json(matched.registry),
        "list": listing_as_json(matched.listing),
        "outcomes": dict(matched.counts()),
        "decisions": [
            {
                "list_id": decision.list_id,
                "row": rows[position],
                "outcome": matched.outcome(position),
                "judged": decision.judged,
                "nobody": round(decision.nobody, 6),
                "best": None if decision.best is None else _candidate_as_json(decision.best),
                "others": [_candidate_as_json(other) for other in decision.others],
                "rivals": list(decision.rivals),
                "faults": [told(fault) for fault in matched.listing.faults_at.get(position, ())],
            }
            for position, decision in enumerate(matched.decisions)
        ],
    }


def listing_as_json(listing: Listing) -> dict[str, object]:
    """Return what is known of a list, without its people."""
    return {
        "file": listing.name,
        "format": listing.format.value,
        "encoding": listing.encoding,
        "separator": listing.separator,
        "sheet": listing.sheet,
        "people": len(listing),
        "columns": [
            {
                "field": guess.field.value,
                "column": listing.title(guess),
                "sure": round(guess.sure, 2),
                "why": guess.why.value,
            }
            for guess in listing.guesses
        ],
        "left_out": [{"row": row.row, "why": row.why.value} for row in listing.left_out],
        "faults": len(listing.faults),
    }


def _candidate_as_json(candidate: Candidate) -> dict[str, object]:
    return {
        "registry_id": candidate.id,
        "probability": round(candidate.probability, 6),
        "bits": round(candidate.bits, 3),
        "evidence": [
            {
                "field": evidence.field.value,
                "bits": round(evidence.bits, 3),
                "listed": evidence.theirs,
                "registered": evidence.ours,
                "why": evidence.why.value,
            }
            for evidence in candidate.evidence
        ],
    }


def summary(matched: Matched) -> "RenderableType":
    """Return the table of outcomes."""
    from rich.table import Table

    table = Table(box=None, pad_edge=False, header_style="bold", padding=(0, 2, 0, 0))
    table.add_column("outcome")
    table.add_column("rows", justify="right")
    for outcome, count in matched.counts().items():
        table.add_row(outcome, f"{count:,}", style="yellow" if outcome == Outcome.TO_JUDGE and count else "")
    table.add_row("all", f"{len(matched.decisions):,}", style="bold")
    return table


def explain(out: "Console", matched: Matched) -> None:
    """Print every decision opened into bits, field by field, both spellings side by side."""
    from rich.text import Text

    listed, registered = lines(matched.listing), matched.registered()
    for position, decision in enumerate(matched.decisions):
        outcome = matched.outcome(position)
        out.print(Text(printable(f"{decision.list_id}  {listed[decision.list_id]}"), style="bold"))
        if decision.best is None:
            said = "it has no name and no number to look for" if outcome == UNREAD else "no one in the registry is near"
            out.print(Text(f"  {outcome}: {said}", style="dim"))
        else:
            best = decision.best
            said = f"{outcome}: {best.id}  {registered[best.id]}  {percent(best.probability)}, {best.bits:+.1f} bits"
            out.print(Text("  " + printable(said)))
            out.print(bits(best))
        for other in decision.others:
            said = f"or {other.id}  {registered[other.id]}  {percent(other.probability)}, {other.bits:+.1f} bits"
            out.print(Text("  " + printable(said), style="dim"))
        if decision.rivals:
            out.print(Text(f"  also claimed by rows {', '.join(decision.rivals)}", style="yellow"))
        for fault in matched.listing.faults_at.get(position, ()):
            out.print(Text(f"  {told(fault)}", style="yellow"))
        out.print()


def bits(candidate: Candidate) -> "Table":
    """Return the table of what each field says of a candidate."""
    from rich.table import Table
    from rich.text import Text

    table = Table(box=None, pad_edge=False, header_style="bold", padding=(0, 2, 0, 2))
    for name in ("field", "listed", "registered", "bits", "because"):
        table.add_column(name, justify="right" if name == "bits" else "left", overflow="fold")
    for evidence in candidate.evidence:
        table.add_row(
            evidence.field.value,
            Text(printable(evidence.theirs)),
            Text(printable(evidence.ours)),
            f"{evidence.bits:+.1f}",
            evidence.why.value,
            style="red" if evidence.bits < -1 else "",
        )
    return table
