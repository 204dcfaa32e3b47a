"""What the words of an exchange are called on a page."""

from collections import Counter
from collections.abc import Iterable, Mapping

from django.utils import formats
from django.utils.translation import get_language, gettext_lazy, ngettext, pgettext_lazy
from django.utils.translation import gettext as _

from homeward.exchange import Broken
from homeward.exchange.standing import Fate, OfferFate, PersonFate
from homeward.exchange.words import ANY, Closed, ListKind, Outcome, Replied, Role
from homeward.ledger import Standing
from homeward.ledger.fingerprint import LANGUAGES, words
from homeward.node.naming import party

TYPES = {
    "open": gettext_lazy("Opening"),
    "keys": gettext_lazy("Change of keys"),
    "close": gettext_lazy("Closing"),
    "accept": gettext_lazy("Acceptance"),
    "withdraw": gettext_lazy("Withdrawal"),
    "terms": gettext_lazy("Terms"),
    "manifest": gettext_lazy("Manifest"),
    "substitution": gettext_lazy("Substitution"),
    "resolution": gettext_lazy("Resolution"),
    "list": gettext_lazy("List of people"),
    "answer": gettext_lazy("Answer to a list"),
    "departure": gettext_lazy("Departure"),
    "receipt": gettext_lazy("Receipt"),
    "dispute": gettext_lazy("Dispute"),
    "statement": gettext_lazy("Statement"),
    "correction": gettext_lazy("Correction"),
}
ROLES = {Role.PARTY: gettext_lazy("party"), Role.INTERMEDIARY: gettext_lazy("intermediary")}
KINDS = {
    ListKind.HELD: pgettext_lazy("a list of people", "held"),
    ListKind.SOUGHT: pgettext_lazy("a list of people", "sought"),
    ListKind.OFFERED: pgettext_lazy("a list of people", "offered"),
    ListKind.REQUESTED: pgettext_lazy("a list of people", "requested"),
}
REPLIES = {
    Replied.CONFIRMED: pgettext_lazy("a reply about a person", "confirmed"),
    Replied.NOT_HELD: pgettext_lazy("a reply about a person", "not held"),
    Replied.UNKNOWN: pgettext_lazy("a reply about a person", "unknown"),
    Replied.DECLINED: pgettext_lazy("a reply about a person", "declined"),
    Replied.DECEASED: pgettext_lazy("a reply about a person", "deceased"),
    Replied.DOES_NOT_WISH: pgettext_lazy("a reply about a person", "does not wish to go"),
}
OUTCOMES = {
    Outcome.DEPARTED: pgettext_lazy("what became of a person", "departed"),
    Outcome.RECEIVED: pgettext_lazy("what became of a person", "received"),
    Outcome.ABSENT: pgettext_lazy("what became of a person", "absent"),
    Outcome.DOES_NOT_WISH: pgettext_lazy("what became of a person", "does not wish to go"),
    Outcome.DECEASED: pgettext_lazy("what became of a person", "deceased"),
    Outcome.REFUSED: pgettext_lazy("what became of a person", "refused"),
    Outcome.WRONG_PERSON: pgettext_lazy("what became of a person", "wrong person"),
}
FATES = {
    Fate.STANDS: gettext_lazy("stands"),
    Fate.VOID: gettext_lazy("void"),
    Fate.PENDING: gettext_lazy("waits for other entries"),
}
OFFER_FATES = {
    OfferFate.OPEN: pgettext_lazy("an offer", "open"),
    OfferFate.IN_FORCE: pgettext_lazy("an offer", "in force"),
    OfferFate.REPLACED: pgettext_lazy("an offer", "replaced"),
    OfferFate.DEAD: pgettext_lazy("an offer", "no longer on offer"),
}
OFFER_VERDICTS = {
    OfferFate.OPEN: "partly", OfferFate.IN_FORCE: "agree", OfferFate.REPLACED: "none", OfferFate.DEAD: "none",
}  # fmt: skip
STANDINGS = {
    Standing.PENDING: gettext_lazy("signed; not yet seen by the others"),
    Standing.SEEN: gettext_lazy("seen"),
    Standing.FINAL: gettext_lazy("final"),
}
STANDING_VERDICTS = {Standing.PENDING: "partly", Standing.SEEN: "none", Standing.FINAL: "agree"}
PERSON_FATES = {
    PersonFate.LISTED: gettext_lazy("listed"),
    PersonFate.PLANNED: gettext_lazy("on a manifest"),
    PersonFate.BARRED: gettext_lazy("does not wish to go"),
    PersonFate.DEPARTED: gettext_lazy("departed, by the giver's word"),
    PersonFate.RECEIVED: gettext_lazy("received, by the receiver's word"),
    PersonFate.STAYED: gettext_lazy("stayed, by both words"),
    PersonFate.DIFFERS: gettext_lazy("the two words differ"),
    PersonFate.DISPUTED: gettext_lazy("disputed"),
    PersonFate.HANDED_OVER: gettext_lazy("handed over"),
}
CLOSED = {Closed.DONE: gettext_lazy("done"), Closed.BROKEN_OFF: gettext_lazy("broken off")}
MEASURES = {
    "agreed": gettext_lazy("Agreed"),
    "planned": gettext_lazy("Planned"),
    "departed": gettext_lazy("Left, by the giver's word"),
    "received": gettext_lazy("Arrived, by the receiver's word"),
    "confirmed": gettext_lazy("Confirmed"),
    "disputed": gettext_lazy("Disputed"),
    "owed": gettext_lazy("Owed"),
    "goodwill": gettext_lazy("Beside the exchange"),
}
MEANINGS = {
    "agreed": gettext_lazy("By the terms in force."),
    "planned": gettext_lazy("On manifests that giver and receiver stand behind."),
    "departed": gettext_lazy("By the giver's own records at the crossing."),
    "received": gettext_lazy("By the receiver's own records at the crossing."),
    "confirmed": gettext_lazy("Handed over: both words agree or the difference is resolved, and nobody disputes it."),
    "disputed": gettext_lazy("Both have spoken and differ, or somebody contests it."),
    "owed": gettext_lazy("Agreed less confirmed, in every category on its own, never below nought."),
    "goodwill": gettext_lazy("Confirmed, of those who go beside the exchange and use up no quota."),
}
PAPERS = {"answer": gettext_lazy("Answers being written"), "plan": gettext_lazy("Plan being made")}
NOTHING = gettext_lazy("There is nothing to send yet.")
CATEGORIES = {
    ANY: gettext_lazy("others"),
    "servicemen": gettext_lazy("servicemen"),
    "civilians": gettext_lazy("civilians"),
}


def category(name: str) -> str:
    """Name a category as the terms do; the usual ones in the reader's language."""
    return str(CATEGORIES.get(name, name))


def direction(giver: str, receiver: str) -> str:
    """Say who gives to whom."""
    return f"{party(giver)} → {party(receiver)}"


def parties(names: Iterable[str]) -> str:
    """Name several participants, or a dash for none."""
    return ", ".join(party(name) for name in names) or "—"


def number(value: int) -> str:
    """Write a whole number as the language does."""
    return formats.number_format(value, use_l10n=True, force_grouping=True)


def people(count: int) -> str:
    """Say how many people."""
    return ngettext("%(count)s person", "%(count)s people", count) % {"count": number(count)}


def by_category(categories: Iterable[str]) -> str:
    """Count people by category: the number last, so that it reads well whatever it is."""
    return counted(Counter(map(category, categories)))


def counted(counts: Mapping[str, int]) -> str:
    """Write counts under their names."""
    return ", ".join(f"{name}: {number(count)}" for name, count in counts.items()) or "—"


def spoken(digest: str) -> str:
    """Return the five words by which two people compare an entry over the telephone."""
    language = get_language() or "en"
    return " ".join(words(bytes.fromhex(digest), language if language in LANGUAGES else "en"))


def broken_rule(broken: Broken) -> str:
    """Say which rule is broken, in the reader's language; the detail is the engine's own."""
    return f"{_(broken.rule.says)} {broken.detail}".strip()
