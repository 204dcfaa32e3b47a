"""What an entry says, in words: a title and rows of label and value. The same for what is to be said and what was."""

from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import date

from django.utils import formats
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from homeward.exchange import Body, State
from homeward.exchange.entries import Ref, type_of
from homeward.exchange.words import (
    Accept,
    Answer,
    Close,
    Correction,
    Departure,
    Dispute,
    Handed,
    Keys,
    Manifest,
    Open,
    Passenger,
    PeopleList,
    Quota,
    Receipt,
    Resolution,
    Statement,
    Substitution,
    Telling,
    Terms,
    When,
    Withdraw,
)
from homeward.node.agreeing import words
from homeward.node.naming import party

Row = tuple[str, str]


def title(body: Body) -> str:
    """Say in a few words what an entry is."""
    match body:
        case PeopleList():
            return _("People %(kind)s: %(count)s") % {
                "kind": words.KINDS[body.kind],
                "count": words.number(len(body.people)),
            }
        case Manifest():
            return _("Manifest of %(stage)s, %(direction)s: %(count)s") % {
                "stage": body.stage,
                "direction": words.direction(body.giver, body.receiver),
                "count": words.number(len(body.people) + len(body.goodwill)),
            }
    return str(words.TYPES[type_of(body)])


def rows(body: Body, state: State) -> list[Row]:
    """Say what an entry says.

    Args:
        body: of the entry.
        state: in which other entries that it names are found.
    """
    match body:
        case Open():
            return _open(body, state)
        case Terms():
            return terms(body)
        case PeopleList():
            return [
                (_("What is said of them"), str(words.KINDS[body.kind])),
                (_("To"), words.parties(body.to)),
                *_people(body.people),
                (_("Sealed details"), _sealed(body.sealed)),
            ]
        case Answer():
            counts = Counter(str(words.REPLIES[one.reply]) for one in body.replies)
            return [(_("To the list"), _named(body.list, state)), (_("Replies"), words.counted(counts))]
        case Accept() | Withdraw():
            return [(_("Of"), _named(body.of, state))]
        case Manifest():
            return _manifest(body)
        case Substitution():
            return _substitution(body, state)
        case Departure() | Receipt():
            head = (_("Head-count"), words.number(body.total))
            return [*_leg(body), (_("Point of handover"), body.point), *_handed(body.people), head]
        case Dispute():
            about = words.people(len(body.people)) if body.people else _("all of it")
            return [*_leg(body), (_("About"), about), (_("Reason"), body.reason)]
        case Resolution():
            return _resolution(body, state)
        case Statement():
            return _statement(body)
        case Correction():
            inner = [(str(words.TYPES[type_of(body.content)]), title(body.content)), *rows(body.content, state)]
            return [(_("Of"), _named(body.of, state)), (_("Reason"), body.reason), *inner]
        case Keys():
            return [(_("New keys"), _keys(body.add)), (_("Revoked keys"), _keys(body.revoke))]
        case Close():
            return [(_("How it ends"), str(words.CLOSED[body.outcome])), (_("Reason"), body.reason or "—")]


def where(ref: Ref) -> str:
    """Name the place of an entry."""
    return _("log of %(name)s, entry %(number)s") % {"name": party(ref.participant), "number": ref.index}


def terms(body: Terms) -> list[Row]:
    """Say what terms say, a row for everything that can differ from other terms."""
    found = [
        (_("Agreed at"), body.place or "—"),
        (_("Agreed on"), day(body.agreed)),
        *(
            (f"{_('The whole')}, {way}", counts)
            for way, counts in _by_direction(body.quotas)
        ),
    ]  # fmt: skip
    for stage in body.stages:
        found.append((_("Stage %(name)s") % {"name": stage.name}, day(stage.day)))
        found += [(f"{stage.name}, {way}", counts) for way, counts in _by_direction(stage.quotas)]
    found += [(_("Point of handover") + f" {point.name}", point.place or "—") for point in body.points]
    found += [
        (_("Who goes first"), ", ".join(map(words.category, body.priorities)) or "—"),
        (_("A side that falls short by so many owes nothing"), words.number(body.tolerance)),
        (_("When it may be told"), telling(body.telling)),
    ]
    return found


def day(value: date) -> str:
    """Write a day as the language does."""
    return formats.date_format(value, "DATE_FORMAT")


def telling(body: Telling) -> str:
    """Say when figures may be told."""
    first = _("when the stage is confirmed") if body.when is When.STAGE else _("when the whole is confirmed")
    said = [first]
    if body.hours:
        said.append(
            ngettext("%(count)s hour later", "%(count)s hours later", body.hours) % {"count": words.number(body.hours)}
        )
    if body.consent:
        said.append(_("with the consent of: %(names)s") % {"names": words.parties(body.consent)})
    return ", ".join(said)


def differences(old: Terms, new: Terms) -> list[tuple[str, str, str]]:
    """Return what differs between two terms: label, in the old, in the new."""
    before, after = dict(terms(old)), dict(terms(new))
    labels = [*before, *(label for label in after if label not in before)]
    return [
        (label, before.get(label, "—"), after.get(label, "—"))
        for label in labels
        if before.get(label) != after.get(label)
    ]


def _open(body: Open, state: State) -> list[Row]:
    if body.repeats is not None:
        return [(_("Joins what was founded in"), _named(body.repeats, state))]
    found = [(party(one.name), f"{words.ROLES[one.role]}; {_('key')}: {_keys(one.keys)}") for one in body.participants]
    if body.policy is not None:
        found.append((_("An entry is seen when these have cosigned it"), words.parties(body.policy.seen)))
        found.append((_("An entry is final when these have cosigned it"), words.parties(body.policy.final)))
    return found


def _manifest(body: Manifest) -> list[Row]:
    found = [*_leg(body), (_("Point of handover"), body.point), *_people(body.people)]
    if body.goodwill:
        found.append((_("Beside the exchange"), words.by_category(one.category for one in body.goodwill)))
    return [*found, (_("Sealed details"), _sealed(body.sealed))]


def _substitution(body: Substitution, state: State) -> list[Row]:
    joins = "; ".join(f"{one.person[:12]} ({words.category(one.category)})" for one in body.ins)
    return [
        (_("Of the manifest"), _named(body.manifest, state)),
        (_("Who leaves it"), "; ".join(one[:12] for one in body.outs) or "—"),
        (_("Who joins it"), joins or "—"),
        (_("Reason"), body.reason or "—"),
    ]  # fmt: skip


def _resolution(body: Resolution, state: State) -> list[Row]:
    found = [*_leg(body), *((_("Ends the dispute"), _named(one, state)) for one in body.disputes)]
    found += _handed(body.people)
    if body.total is not None:
        found.append((_("Head-count"), words.number(body.total)))
    return [*found, (_("Reason"), body.reason or "—")]


def _statement(body: Statement) -> list[Row]:
    figures = [
        f"{words.direction(one.giver, one.receiver)}"
        f"{', ' + words.category(one.category) if one.category else ''}: {words.number(one.count)}"
        for one in body.figures
    ]
    return [
        (_("About"), body.stage or _("the whole")),
        *((one.language, one.text) for one in body.words),
        (_("Figures it claims"), "; ".join(figures) or "—"),
    ]


def _leg(body: Manifest | Departure | Receipt | Dispute | Resolution) -> list[Row]:
    return [(_("Stage"), body.stage), (_("Who gives, who receives"), words.direction(body.giver, body.receiver))]


def _people(people: Sequence[Passenger]) -> list[Row]:
    found = [(_("People"), f"{words.number(len(people))} ({words.by_category(one.category for one in people)})")]
    if first := [one.priority for one in people if one.priority]:
        found.append((_("Of them, who goes first"), words.by_category(first)))
    return found


def _handed(people: Iterable[Handed]) -> list[Row]:
    counts = Counter(str(words.OUTCOMES[one.outcome]) for one in people)
    return [(_("People"), words.counted(counts))]


def _by_direction(quotas: Iterable[Quota]) -> list[Row]:
    found: dict[tuple[str, str], dict[str, int]] = {}
    for one in quotas:
        found.setdefault((one.giver, one.receiver), {})[words.category(one.category)] = one.count
    return [(words.direction(*way), words.counted(counts)) for way, counts in sorted(found.items())]


def _named(digest: str, state: State) -> str:
    standing = state.standing(digest)
    if standing is None or standing.entry is None:
        return words.spoken(digest)
    return f"{title(standing.entry.body)} ({where(standing.ref)})"


def _keys(keys: Iterable[str]) -> str:
    return "; ".join(words.spoken(one) for one in keys) or "—"


def _sealed(digest: str | None) -> str:
    return words.spoken(digest) if digest else _("none")
