"""What can be offered, accepted and taken back, and what binds whom.

1. An offer binds from its acceptance. Whoever offers stands behind the offer from that entry on; whoever accepts, from
   the acceptance on. No acceptance is taken back.
2. A withdrawal that an acceptor had not seen comes too late (``withdraw.too-late``); an acceptance by one who had seen
   it is void (``accept.withdrawn``). Nothing depends on who says that it spoke first.
3. A party stands behind one thing at a time: of two terms that would replace the same (``terms.rival``), of terms not
   yet decided and a manifest under the old ones (``terms.undecided``), of two manifests with the same person
   (``manifest.once``). It is free again when it has seen that nobody can take up the first any more.

From 3, two things that exclude each other can never both come into force, whoever says what concurrently: each
participant's own log is in order, and both would need the same participant.
"""

from collections import Counter
from datetime import date

from homeward.exchange.book import Book, Contest, Kept, Offered, Proposal
from homeward.exchange.order import Event
from homeward.exchange.rulebook import RuleError, rule
from homeward.exchange.rules import handover, manifests
from homeward.exchange.view import View, too_many
from homeward.exchange.words import Accept, Manifest, Quota, Resolution, Statement, Substitution, Terms, Withdraw

OFFER = rule("accept.offer", "What is accepted is an offer that stands and that the acceptor had seen.")
NEEDED = rule("accept.needed", "Only those whom an offer needs accept it, each once.")
WITHDRAWN = rule("accept.withdrawn", "An offer that the acceptor had seen withdrawn is not accepted.")
OVERTAKEN = rule("accept.overtaken", "An offer that can no longer come into force is not accepted.")
OWN = rule("withdraw.own", "Only an offer, statement or dispute of one's own is withdrawn, once.")
TOO_LATE = rule(
    "withdraw.too-late",
    "A withdrawal after the last acceptance, or one that its acceptor had not seen, is void.",
)
PARTIES = rule("terms.parties", "Terms speak of the parties: nobody gives to themselves or to a neutral.")
STAGES = rule("terms.stages", "Stages, points and priorities are each named once, and stages follow by day.")
SUMS = rule("terms.sums", "The stages together are the whole, in each direction, and in each category that both name.")
CONSENT = rule("terms.consent", "Those whose consent a statement needs are participants, each once.")
CURRENT = rule("terms.current", "Terms replace those in force, or none while none are.")
RIVAL = rule("terms.rival", "A party stands behind one of several terms that would replace the same.")
ROOM = rule("terms.room", "New terms leave room for all that a party has already stood behind.")


def check_terms(event: Event, body: Terms, view: View) -> Proposal:
    """Check terms and keep the offer.

    Raises:
        RuleError: a ``terms.*`` rule.
    """
    book = view.book
    _check_quotas(body, frozenset(book.parties))
    if len(set(body.telling.consent)) != len(body.telling.consent) or not set(body.telling.consent) <= set(book.names):
        raise RuleError(CONSENT)
    current = view.terms()
    if body.replaces != (current.event.ref.digest if current else None):
        raise RuleError(CURRENT)
    author = event.ref.participant
    if author in book.parties:
        _check_terms_hold(author, body, view)
    return _proposed(event, body, book.parties, book)


def _check_quotas(body: Terms, parties: frozenset[str]) -> None:
    for quotas in (body.quotas, *(stage.quotas for stage in body.stages)):
        keys = [(one.giver, one.receiver, one.category) for one in quotas]
        if len(set(keys)) != len(keys) or any(
            one.giver == one.receiver or not {one.giver, one.receiver} <= parties for one in quotas
        ):
            raise RuleError(PARTIES)
    days: list[date] = [stage.day for stage in body.stages]
    for names in (
        [stage.name for stage in body.stages],
        [point.name for point in body.points],
        list(body.priorities),
    ):
        if len(set(names)) != len(names):
            raise RuleError(STAGES)
    if days != sorted(days):
        raise RuleError(STAGES)
    staged = [quota for stage in body.stages for quota in stage.quotas]
    if _by_direction(staged) != _by_direction(body.quotas):
        raise RuleError(SUMS)
    for quota in body.quotas:
        here = [one for one in staged if (one.giver, one.receiver) == (quota.giver, quota.receiver)]
        same = sum(one.count for one in here if one.category == quota.category)
        if same > quota.count and quota.category != "any":
            raise RuleError(SUMS, f"{quota.giver} to {quota.receiver}, {quota.category}.")


def _by_direction(quotas: list[Quota] | tuple[Quota, ...]) -> Counter[tuple[str, str]]:
    counted: Counter[tuple[str, str]] = Counter()
    for one in quotas:
        counted[one.giver, one.receiver] += one.count
    return +counted


def _check_terms_hold(name: str, body: Terms, view: View) -> None:
    for proposal in view.undecided(name):
        if isinstance(proposal.body, Terms):
            raise RuleError(RIVAL, f"Entry {proposal.event.ref.index} of {proposal.event.ref.participant} is open.")
    for other in view.book.parties:
        for giver, receiver in ((name, other), (other, name)):
            if other != name and (over := too_many(view.load(name, giver, receiver), body, giver, receiver)):
                raise RuleError(ROOM, over)


def _proposed(event: Event, body: Offered, needed: tuple[str, ...], book: Book) -> Proposal:
    proposal = book.propose(event, body, needed)
    if event.ref.participant in needed:
        book.back(proposal, event)
    return proposal


def check_manifest(event: Event, body: Manifest, view: View) -> Proposal:
    """Check a manifest and keep the offer.

    Raises:
        RuleError: a ``manifest.*`` or ``terms.*`` rule.
    """
    manifests.check_manifest(body, view)
    if event.ref.participant in (body.giver, body.receiver):
        manifests.check_manifest_hold(event.ref.participant, body, view)
    return _proposed(event, body, (body.giver, body.receiver), view.book)


def check_substitution(event: Event, body: Substitution, view: View) -> Proposal:
    """Check a substitution and keep the offer.

    Raises:
        RuleError: a ``substitution.*``, ``manifest.*`` or ``terms.*`` rule.
    """
    manifest = manifests.check_substitution(body, view)
    if event.ref.participant in (manifest.giver, manifest.receiver):
        manifests.check_substitution_hold(event.ref.participant, body, view)
    return _proposed(event, body, (manifest.giver, manifest.receiver), view.book)


def check_resolution(event: Event, body: Resolution, view: View) -> Proposal:
    """Check a resolution and keep the offer.

    Raises:
        RuleError: a ``resolution.*`` or ``handover.*`` rule.
    """
    handover.check_resolution(body, view)
    authors = [view.book.contests[digest].event.ref.participant for digest in body.disputes]
    needed = tuple(dict.fromkeys((body.giver, body.receiver, *authors)))
    if event.ref.participant in needed:
        handover.check_resolution_hold(event.ref.participant, body, view)
    return _proposed(event, body, needed, view.book)


def check_accept(event: Event, body: Accept, view: View) -> None:
    """Check an acceptance, or a consent to a statement, and keep it.

    Raises:
        RuleError: an ``accept.*`` rule, or whatever the acceptor could not have offered itself.
    """
    book, name = view.book, event.ref.participant
    kept = book.kept.get(body.of)
    if kept is not None and isinstance(kept.versions[0][1], Statement) and view.has(kept.event):
        if any(view.has(one) for one in kept.withdrawals):
            raise RuleError(WITHDRAWN)
        book.consent(event, body)
        return
    proposal = book.proposals.get(body.of)
    if proposal is None or not view.has(proposal.event):
        raise RuleError(OFFER)
    if name not in proposal.needed or name in proposal.behind:
        raise RuleError(NEEDED)
    if view.withdrawn(proposal):
        raise RuleError(WITHDRAWN)
    if view.dead(proposal):
        raise RuleError(OVERTAKEN)
    offered = proposal.body
    match offered:
        case Terms():
            _check_terms_hold(name, offered, view)
        case Manifest():
            manifests.check_manifest(offered, view)
            manifests.check_manifest_hold(name, offered, view)
        case Substitution():
            manifests.check_substitution(offered, view)
            manifests.check_substitution_hold(name, offered, view)
        case Resolution():
            handover.check_resolution(offered, view)
            handover.check_resolution_hold(name, offered, view)
    book.back(proposal, event)


def check_withdraw(event: Event, body: Withdraw, view: View) -> None:
    """Check whose a withdrawal is, and keep it; ``too_late`` tells whether it comes in time.

    Raises:
        RuleError: ``withdraw.own``.
    """
    book = view.book
    of: Proposal | Kept | Contest | None = (
        book.proposals.get(body.of) or book.contests.get(body.of) or book.kept.get(body.of)
    )
    if of is None or not view.has(of.event) or of.event.ref.participant != event.ref.participant:
        raise RuleError(OWN)
    if of.withdrawals or (isinstance(of, Kept) and not isinstance(of.versions[0][1], Statement)):
        raise RuleError(OWN)
    book.withdraw(event, of)


def too_late(book: Book, view: View) -> list[Event]:
    """Return the withdrawals of what is in force all the same: no acceptance it needed had seen them."""
    return [
        withdrawal.event
        for proposal in book.proposals.values()
        for withdrawal in proposal.withdrawals
        if view.in_force(proposal)
    ]
