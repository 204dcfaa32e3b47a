"""Settlements as plain data, for a file or a page, and a table of their transfers."""

import csv
import io
from typing import Any

from homeward.planning.multiparty.loops import loops
from homeward.planning.multiparty.words import Deal, Settlement

FORMAT = "homeward-settlement/1"


def plain(deal: Deal, settlement: Settlement) -> dict[str, Any]:
    """Return a settlement as data that JSON can hold."""
    return {
        "format": FORMAT,
        "transfers": [{"person": who, "from": giver, "to": to} for who, giver, to in settlement.transfers],
        "loops": [
            {"shape": loop.shape.value, "people": [one.person for one in loop.transfers]}
            for loop in loops(deal, settlement.transfers) or ()
        ],
        "levels": [
            {
                "objective": level.objective.value,
                "class": None if level.rank is None else deal.classes[level.rank],
                "value": level.value,
                "bound": level.bound,
                "proven": level.is_proven,
            }
            for level in settlement.levels
        ],
    }


def table(settlement: Settlement) -> str:
    """Return the transfers as CSV."""
    out = io.StringIO()
    rows = csv.writer(out, lineterminator="\n")
    rows.writerow(("person", "from", "to"))
    rows.writerows(settlement.transfers)
    return out.getvalue()
