"""What stands: the entries that broke no rule, kept by what they are.

Nothing here is ever removed, and nothing here answers a question by itself: what holds depends on how much of it one
has seen, which is ``homeward.exchange.view``'s business.
"""

from collections import defaultdict
from dataclasses import dataclass, field

from homeward.exchange.order import Event
from homeward.exchange.standing import Leg
from homeward.exchange.words import (
    Accept,
    Answer,
    Close,
    Departure,
    Dispute,
    Manifest,
    Open,
    PeopleList,
    Receipt,
    Record,
    Resolution,
    Role,
    Statement,
    Substitution,
    Terms,
)

Offered = Terms | Manifest | Substitution | Resolution


@dataclass(slots=True, eq=False)
class Withdrawal:
    """That something was taken back, and the first entry of each other participant that had seen it."""

    event: Event
    seen_by: dict[str, Event] = field(default_factory=dict)


@dataclass(slots=True, eq=False)
class Proposal:
    """An offer, who must stand behind it, and by which entry each does."""

    event: Event
    body: Offered
    needed: tuple[str, ...]
    behind: dict[str, Event] = field(default_factory=dict)
    withdrawals: list[Withdrawal] = field(default_factory=list)


@dataclass(slots=True, eq=False)
class Kept:
    """A record of one's own word and its corrections, first to last in the author's log."""

    event: Event
    versions: list[tuple[Event, Record]]
    withdrawals: list[Event] = field(default_factory=list)  # of a statement
    consents: dict[str, list[Event]] = field(default_factory=lambda: defaultdict(list))  # to a statement

    @property
    def author(self) -> str:
        """Whose word it is."""
        return self.event.ref.participant


@dataclass(slots=True, eq=False)
class Contest:
    """A dispute and the entry that took it back."""

    event: Event
    body: Dispute
    withdrawals: list[Event] = field(default_factory=list)


class Book:
    """All that stands of one exchange, filled by the fold, causes first."""

    def __init__(self, founding: Event, constitution: Open) -> None:
        self.founding = founding
        self.constitution = constitution
        roles = {one.name: one.role for one in constitution.participants}
        self.names = tuple(roles)
        self.parties = tuple(name for name, role in roles.items() if role is Role.PARTY)
        self.intermediaries = tuple(name for name, role in roles.items() if role is Role.INTERMEDIARY)
        self.joined: dict[str, Event] = {}
        self.closes: dict[str, tuple[Event, Close]] = {}
        self.proposals: dict[str, Proposal] = {}
        self.replacing: dict[str | None, list[Proposal]] = defaultdict(list)  # terms by what they replace
        self.substituting: dict[str, list[Proposal]] = defaultdict(list)  # substitutions by manifest
        self.manifests: dict[Leg, list[Proposal]] = defaultdict(list)
        self.resolutions: dict[Leg, list[Proposal]] = defaultdict(list)
        self.backed: dict[str, list[Proposal]] = defaultdict(list)  # what each stands behind, as its log has it
        self.kept: dict[str, Kept] = {}
        self.lists: dict[str, list[Kept]] = defaultdict(list)  # by author
        self.answers: list[Kept] = []
        self.handed: dict[tuple[str, Leg], list[Kept]] = defaultdict(list)  # departures and receipts by author and leg
        self.told_of: dict[tuple[str, Leg], dict[str, Kept]] = defaultdict(dict)  # the author's record of a person
        self.statements: list[Kept] = []
        self.contests: dict[str, Contest] = {}
        self.withdrawn: list[Withdrawal] = []

    def hear(self, event: Event) -> None:
        """Remember which withdrawals an author had now seen; an entry that breaks a rule tells that as well."""
        for withdrawal in self.withdrawn:
            if event.past & withdrawal.event.bit:
                withdrawal.seen_by.setdefault(event.ref.participant, event)

    def propose(self, event: Event, body: Offered, needed: tuple[str, ...]) -> Proposal:
        """Keep an offer."""
        proposal = self.proposals[event.ref.digest] = Proposal(event, body, needed)
        match body:
            case Terms():
                self.replacing[body.replaces].append(proposal)
            case Manifest():
                self.manifests[Leg(body.stage, body.giver, body.receiver)].append(proposal)
            case Substitution():
                self.substituting[body.manifest].append(proposal)
            case Resolution():
                self.resolutions[Leg(body.stage, body.giver, body.receiver)].append(proposal)
        return proposal

    def back(self, proposal: Proposal, event: Event) -> None:
        """Keep that an entry's author now stands behind an offer."""
        proposal.behind[event.ref.participant] = event
        self.backed[event.ref.participant].append(proposal)

    def keep(self, event: Event, content: Record) -> Kept:
        """Keep a record of one's own word."""
        kept = self.kept[event.ref.digest] = Kept(event, [(event, content)])
        match content:
            case PeopleList():
                self.lists[kept.author].append(kept)
            case Answer():
                self.answers.append(kept)
            case Statement():
                self.statements.append(kept)
            case Departure() | Receipt():
                self.handed[kept.author, leg_of(content)].append(kept)
                self._tell_of(kept, content)
        return kept

    def correct(self, kept: Kept, event: Event, content: Record) -> None:
        """Keep new content of a record."""
        if isinstance(content, Departure | Receipt):
            told = self.told_of[kept.author, leg_of(content)]
            for person in [person for person, record in told.items() if record is kept]:
                del told[person]
            self._tell_of(kept, content)
        kept.versions.append((event, content))

    def _tell_of(self, kept: Kept, content: Departure | Receipt) -> None:
        self.told_of[kept.author, leg_of(content)].update(dict.fromkeys((one.person for one in content.people), kept))

    def contest(self, event: Event, body: Dispute) -> None:
        """Keep a dispute."""
        self.contests[event.ref.digest] = Contest(event, body)

    def withdraw(self, event: Event, of: Proposal | Kept | Contest) -> None:
        """Keep that something was taken back."""
        if isinstance(of, Proposal):
            withdrawal = Withdrawal(event)
            of.withdrawals.append(withdrawal)
            self.withdrawn.append(withdrawal)
        else:
            of.withdrawals.append(event)

    def consent(self, event: Event, body: Accept) -> None:
        """Keep a consent to a statement."""
        self.kept[body.of].consents[event.ref.participant].append(event)


def leg_of(body: Manifest | Departure | Receipt | Dispute | Resolution) -> Leg:
    """Return the direction of the stage that a body speaks of."""
    return Leg(body.stage, body.giver, body.receiver)
