"""Deals from JSON, strictly: whatever is missing or cannot be is named with its place, and nothing is guessed."""

from collections.abc import Iterable, Mapping
from os import PathLike
from typing import Any

from homeward.planning.fields import read_json
from homeward.planning.lottery import drawn_from
from homeward.planning.multiparty.words import ORDER, Condition, Deal, Demand, Held, Objective, Party
from homeward.planning.words import PlanningError

FORMAT = "homeward-multiparty/1"
_FEWEST = 2  # parties
_FIELDS = {"format", "parties", "people", "conditions", "classes", "goodwill", "cycle", "chain", "order", "lottery"}
_PARTY = {"name", "goodwill", "refuses"}
_PERSON = {"id", "holder", "to", "class", "days", "worth"}
_CONDITION = {"id", "party", "gives", "demands"}
_DEMAND = {"people", "from", "to", "class", "at_least", "at_most", "each"}


def read_deal(path: str | PathLike[str]) -> Deal:
    """Read a deal from a JSON file.

    Raises:
        PlanningError: it cannot be read, or is no deal.
    """
    return read_json(path, deal_of)


def deal_of(given: object) -> Deal:
    """Return the deal that plain data says.

    Raises:
        PlanningError: something is missing, or cannot be; the message names it.
    """
    if not isinstance(given, dict) or given.get("format") != FORMAT:
        raise PlanningError(f'This is no deal of many parties: "format" must be "{FORMAT}".')
    _no_others(given, _FIELDS, "The deal")
    parties = tuple(_party(one, number) for number, one in enumerate(_list(given, "parties", "The deal"), 1))
    names = _different((party.name for party in parties), "parties", "name")
    if len(names) < _FEWEST:
        raise PlanningError(f"The deal needs two parties at least; it has {len(names)}.")
    classes = _words(given, "classes", "The deal", [""])
    rows = enumerate(_list(given, "people", "The deal"), 1)
    people = tuple(_person(one, number, names, len(classes)) for number, one in rows)
    ids = _different((person.id for person in people), "people", "id")
    for party in parties:
        _known(party.refuses, ids, f"'refuses' of {party.name}")
    conditions = tuple(
        _condition(one, number, names, ids, {p.id: p.holder for p in people}, len(classes))
        for number, one in enumerate(_list(given, "conditions", "The deal", []), 1)
    )
    _different((condition.id for condition in conditions), "conditions", "id")
    return Deal(
        parties=parties,
        people=people,
        conditions=conditions,
        classes=classes,
        goodwill=_known(_words(given, "goodwill", "The deal", []), ids, "'goodwill' of the deal"),
        cycle=_number(given, "cycle", "The deal", None),
        chain=_number(given, "chain", "The deal", None),
        order=_order(given),
        lottery=drawn_from(given.get("lottery", "")),
    )


def _party(given: object, number: int) -> Party:
    where = f"Party {number}"
    one = _object(given, where)
    where = f"Party {_word(one, 'name', where)}"
    _no_others(one, _PARTY, where)
    if "goodwill" not in one:
        raise PlanningError(
            f"{where}: 'goodwill' is missing: how many more people it may give than it gets; 0, or null for any."
        )
    goodwill = _number(one, "goodwill", where, None)
    return Party(one["name"], goodwill, frozenset(_words(one, "refuses", where, [])))


def _person(given: object, number: int, parties: frozenset[str], classes: int) -> Held:
    where = f"Person {number}"
    one = _object(given, where)
    where = f"Person {_word(one, 'id', where)}"
    _no_others(one, _PERSON, where)
    holder = _word(one, "holder", where)
    to = _words(one, "to", where)
    _known((holder, *to), parties, f"'holder' and 'to' of {where}")
    if holder in to:
        raise PlanningError(f"{where}: 'to' names the holder; leave it out (who wishes to stay has an empty 'to').")
    rank, days = _number(one, "class", where, 0) or 0, _number(one, "days", where, 0) or 0
    if rank >= classes:
        raise PlanningError(f"{where}: 'class' must be a number into 'classes', 0 to {classes - 1}.")
    worth = _object(one.get("worth", {}), f"{where}: 'worth'")
    _known(worth, frozenset(to), f"'worth' of {where}")
    return Held(one["id"], holder, to, rank, days, {name: _number(worth, name, where, 0) or 0 for name in worth})


def _condition(
    given: object, number: int, parties: frozenset[str], ids: frozenset[str], holders: Mapping[str, str], classes: int
) -> Condition:
    where = f"Condition {number}"
    one = _object(given, where)
    where = f"Condition {_word(one, 'id', where)}"
    _no_others(one, _CONDITION, where)
    party = _word(one, "party", where)
    _known((party,), parties, f"'party' of {where}")
    gives = _known(_words(one, "gives", where, []), ids, f"'gives' of {where}")
    for who in sorted(gives):
        if holders[who] != party:
            raise PlanningError(f"{where}: {party} cannot give {who}, whom {holders[who]} holds.")
    demands = _list(one, "demands", where)
    if not demands:
        raise PlanningError(f"{where}: 'demands' must have one at least.")
    rows = enumerate(demands, 1)
    return Condition(
        one["id"],
        party,
        tuple(_demand(d, f"{where}, demand {n}", parties, ids, gives, classes) for n, d in rows),
        gives,
    )


def _demand(
    given: object, where: str, parties: frozenset[str], ids: frozenset[str], gives: frozenset[str], classes: int
) -> Demand:
    one = _object(given, where)
    _no_others(one, _DEMAND, where)
    people = _words(one, "people", where) if "people" in one else None
    _known(people or (), ids, f"'people' of {where}")
    giver, to = (_word(one, name, where) if name in one else None for name in ("from", "to"))
    _known({giver, to} - {None}, parties, f"'from' and 'to' of {where}")
    rank = _number(one, "class", where, None)
    if rank is not None and rank >= classes:
        raise PlanningError(f"{where}: 'class' must be a number into 'classes', 0 to {classes - 1}.")
    least, most = _number(one, "at_least", where, None), _number(one, "at_most", where, None)
    each = one.get("each", False)
    if not isinstance(each, bool) or (each and (not gives or least is None or most is not None)):
        raise PlanningError(
            f"{where}: 'each' is true or false; true needs 'at_least' alone, and 'gives' in its condition."
        )
    if least is None and most is None:
        if people is None:
            raise PlanningError(f"{where}: say who ('people'), or how many ('at_least', 'at_most').")
        least = len(people)
    return Demand(people, giver, to, rank, least, most, each)


def _object(given: object, where: str) -> dict[str, Any]:
    if not isinstance(given, dict):
        raise PlanningError(f"{where} must be an object.")
    return given


def _no_others(given: Mapping[str, Any], fields: set[str], where: str) -> None:
    others = sorted(given.keys() - fields)
    if others:
        raise PlanningError(f"{where} has no field {others[0]!r}; the fields are {', '.join(sorted(fields))}.")


def _list(given: Mapping[str, Any], name: str, where: str, default: list[Any] | None = None) -> list[Any]:
    value = given.get(name, default)
    if not isinstance(value, list):
        raise PlanningError(f"{where}: {name!r} must be a list.")
    return value


def _word(given: Mapping[str, Any], name: str, where: str, default: str | None = None) -> str:
    value = given.get(name, default)
    if not isinstance(value, str) or (default is None and not value):
        raise PlanningError(f"{where}: {name!r} must be a word.")
    return value


def _words(given: Mapping[str, Any], name: str, where: str, default: list[str] | None = None) -> tuple[str, ...]:
    words = _list(given, name, where, default)
    if not all(isinstance(word, str) for word in words) or len(set(words)) < len(words):
        raise PlanningError(f"{where}: {name!r} must be a list of different words.")
    return tuple(words)


def _number(given: Mapping[str, Any], name: str, where: str, default: int | None) -> int | None:
    value = given.get(name, default)
    if value is None:
        return None
    if not isinstance(value, int) or isinstance(value, bool) or not 0 <= value <= 1_000_000:
        raise PlanningError(f"{where}: {name!r} must be a whole number from 0 to 1,000,000.")
    return value


def _different(words: Iterable[str], what: str, field: str) -> frozenset[str]:
    seen: set[str] = set()
    for word in words:
        if word in seen:
            raise PlanningError(f"Two of the {what} have the {field} {word}; give each its own.")
        seen.add(word)
    return frozenset(seen)


def _known(words: Iterable[str | None], known: frozenset[str], where: str) -> frozenset[str]:
    found = frozenset(word for word in words if word is not None)
    strangers = sorted(found - known)
    if strangers:
        raise PlanningError(f"{where}: there is no {strangers[0]}.")
    return found


def _order(given: Mapping[str, Any]) -> tuple[Objective, ...]:
    names = _words(given, "order", "The deal", list(ORDER))
    strangers = sorted(set(names) - set(Objective))
    if strangers or not names:
        raise PlanningError(f"The deal: 'order' must name some of {', '.join(Objective)}.")
    return tuple(Objective(name) for name in names)
