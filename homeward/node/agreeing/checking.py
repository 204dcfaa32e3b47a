"""*Check answers*: exactly what will be said, before anybody signs it, and which rule it would break."""

from collections import Counter

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from homeward import HomewardError
from homeward.exchange import Body
from homeward.exchange.entries import type_of
from homeward.exchange.words import Accept, Withdraw
from homeward.node.agreeing import actions, describing, sending, words
from homeward.node.agreeing.describing import Row
from homeward.node.agreeing.models import Draft
from homeward.node.journal import saying


def title(draft: Draft) -> str:
    """Say what a draft is, as far as its payload tells."""
    if draft.kind == Draft.Kind.LIST:
        count = len(draft.payload["people"])
        kind = words.KINDS[draft.payload["kind"]]
        return _("People %(kind)s: %(count)s") % {"kind": kind, "count": words.number(count)}
    kinds = Counter(one["type"] for one in draft.payload["bodies"])
    if len(draft.payload["bodies"]) == 1:
        return _title(sending.read(draft.payload["bodies"])[0].body)
    return ", ".join(f"{words.TYPES[kind]}: {words.number(count)}" for kind, count in kinds.items())


def _title(body: Body) -> str:
    """Name an entry, and of an acceptance or a withdrawal what it is of."""
    of = saying.state().standing(body.of) if isinstance(body, Accept | Withdraw) else None
    named = f": {describing.title(of.entry.body)}" if of is not None and of.entry is not None else ""
    return describing.title(body) + named


def summary(draft: Draft) -> tuple[str, list[Row]]:
    """Say what a draft will say: its title, and every entry in rows."""
    state = saying.state()
    try:
        bodies = actions.bodies(draft)
    except HomewardError as error:
        return title(draft), [(_("It cannot be sent"), str(error))]
    rows: list[Row] = []
    for number, body in enumerate(bodies, 1):
        if len(bodies) > 1:
            rows.append(
                (_("Entry %(number)s of %(all)s") % {"number": number, "all": len(bodies)}, describing.title(body))
            )
        rows += [row for row in describing.rows(body, state) if draft.kind != Draft.Kind.LIST or row[1] != _("none")]
    if draft.kind == Draft.Kind.LIST or any(one["to"] for one in draft.payload["bodies"]):
        rows.append((_("Sealed to"), words.parties(_readers(draft))))
    rows.append((_("By whom"), words.parties([saying.desk().name])))
    return title(draft), rows


def problem(draft: Draft) -> str:
    """Say why a draft cannot be said as it is, in words; empty where nothing is in the way."""
    if draft.state != Draft.State.OPEN:
        return ""
    try:
        broken = actions.broken_by(saying.desk(), actions.bodies(draft))
    except HomewardError as error:
        return str(error)
    return words.broken_rule(broken) if broken else ""


def size(draft: Draft) -> str:
    """Say in how many entries it is said."""
    count = len(actions.bodies(draft))
    return ngettext("%(count)s entry", "%(count)s entries", count) % {"count": count}


def types(draft: Draft) -> set[str]:
    """Return the types of entries that a draft will make."""
    return {type_of(body) for body in actions.bodies(draft)}


def _readers(draft: Draft) -> list[str]:
    if draft.kind == Draft.Kind.LIST:
        return list(draft.payload["to"])
    return sorted({name for one in draft.payload["bodies"] for name in one["to"]})
