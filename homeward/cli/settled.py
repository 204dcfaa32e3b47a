"""``homeward plan`` for many parties: what they can all agree to, and why somebody does not go."""

import argparse
import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

from homeward.planning.words import PlanningError

if TYPE_CHECKING:
    from homeward.planning.multiparty import Deal, Settlement

_FORMAT = b'"homeward-multiparty/1"'  # read_deal knows more of it, but takes longer to load
_ONLY_TWO = ("check", "more", "replan", "plan", "certificate", "audit")


def is_deal(path: Path) -> bool:
    """Whether a file says that it is a deal of many parties; one that cannot be read is not."""
    try:
        return _FORMAT in path.read_bytes()
    except OSError:
        return False


def _why(deal: "Deal", settlement: "Settlement", person: str) -> dict[str, Any]:
    """Why somebody goes or does not, as plain data."""
    from homeward.planning.multiparty import why_not

    goes = next((one for one in settlement.transfers if one.person == person), None)
    why = why_not(deal, person)
    return {
        "person": person,
        "to": None if goes is None else goes.to,
        "possible": why.is_possible,
        "conflict": [term._asdict() for term in why.conflict],
        "change": None if why.change is None else [term._asdict() for term in why.change],
    }


def run(options: argparse.Namespace) -> int:
    """Settle a deal, or say why somebody goes or does not."""
    from homeward.cli.planned import write_whole
    from homeward.planning.multiparty import read_deal, settle
    from homeward.planning.multiparty.said import said_person, settled
    from homeward.planning.multiparty.write import plain, table

    for name in _ONLY_TWO:
        if getattr(options, name):
            raise PlanningError(f"--{name} is for exchanges between two parties; this deal has many.")
    deal = read_deal(options.instance)
    settlement = settle(deal)
    if options.explain is not None:
        if options.json:
            print(json.dumps(_why(deal, settlement, options.explain), ensure_ascii=False))
        else:
            print("\n".join(said_person(deal, settlement, options.explain)))
        return 0
    write_whole(options.out, json.dumps(plain(deal, settlement), ensure_ascii=False, indent=1) + "\n")
    write_whole(options.out.with_suffix(".csv"), table(settlement), "utf-8-sig")
    if options.json:
        print(json.dumps(plain(deal, settlement), ensure_ascii=False))
    else:
        print("\n".join(settled(deal, settlement)))
    return 0
