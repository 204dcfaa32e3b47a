"""Who the people of an entry are, for those who may see names; for everybody else they are commitments."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.http import HttpRequest

from homeward.exchange import Body, State
from homeward.exchange.standing import PersonStatus
from homeward.exchange.words import (
    Answer,
    Correction,
    Departure,
    Dispute,
    Manifest,
    PeopleList,
    Receipt,
    Resolution,
    Substitution,
)
from homeward.node.accounts.gate import rights, whoever
from homeward.node.accounts.looks import looked
from homeward.node.accounts.roles import Right
from homeward.node.agreeing import words
from homeward.node.people.actions import name_of
from homeward.node.people.models import Listed


@dataclass(frozen=True, slots=True)
class Somebody:
    """A person of an entry: the commitment, what the entry says of them, and, where it may be shown, who it is."""

    person: str
    says: str
    name: str = ""
    born: str = ""
    key: str = ""  # of the registry's page
    status: PersonStatus | None = None

    @property
    def short(self) -> str:
        """The beginning of the commitment, enough to tell people apart."""
        return self.person[:12]


def people_of(body: Body) -> list[tuple[str, str]]:
    """Return the people whom an entry names, each with what it says of them."""
    match body:
        case Correction():
            return people_of(body.content)
        case PeopleList():
            return [(one.person, words.category(one.category)) for one in body.people]
        case Manifest():
            return [(one.person, words.category(one.category)) for one in (*body.people, *body.goodwill)]
        case Substitution():
            return [(one, "−") for one in body.outs] + [
                (one.person, f"+ {words.category(one.category)}") for one in body.ins
            ]
        case Answer():
            return [(one.person, str(words.REPLIES[one.reply])) for one in body.replies]
        case Departure() | Receipt() | Resolution():
            return [(one.person, str(words.OUTCOMES[one.outcome])) for one in body.people]
        case Dispute():
            return [(one, "") for one in body.people]
    return []


def giver_of(body: Body, author: str, state: State) -> str:
    """Return the party whose commitments the people of an entry are."""
    match body:
        case Manifest() | Departure() | Receipt() | Resolution() | Dispute():
            return body.giver
        case Substitution():
            named = state.standing(body.manifest)
            if named is not None and named.entry is not None and isinstance(named.entry.body, Manifest):
                return named.entry.body.giver
        case Answer():
            named = state.standing(body.list)
            return named.ref.participant if named is not None else author
    return author


def known(author: str, people: Iterable[str]) -> dict[str, Listed]:
    """Return who is behind commitments of an author, as far as this node knows."""
    rows = Listed.objects.filter(author=author, commitment__in=list(people), erased_at=None).select_related("person")
    return {row.commitment: row for row in rows}


def named(
    request: HttpRequest, state: State, giver: str, people: Sequence[tuple[str, str]], subject: str = ""
) -> list[Somebody]:
    """Return people as a page shows them; seeing names is kept as a look.

    Args:
        request: who looks.
        state: the state.
        giver: whose commitments they are.
        people: commitments, and what is said of each.
        subject: the digest of the list or manifest, for the look; the page's address where there is none.
    """
    rows = known(giver, (person for person, _ in people)) if Right.SEE_PEOPLE in rights(request) else {}
    if rows:
        looked(whoever(request), "seen", "list", subject or request.path[-64:], len(rows))
    return [_somebody(rows.get(person), person, says, state.person(giver, person)) for person, says in people]


def _somebody(row: Listed | None, person: str, says: str, status: PersonStatus | None) -> Somebody:
    if row is None:
        return Somebody(person, says, status=status)
    key = row.person.key if row.person else ""
    return Somebody(person, says, name_of(row), row.details.get("born", ""), key, status)
