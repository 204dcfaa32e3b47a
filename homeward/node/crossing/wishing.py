"""What people wish, asked in private by an intermediary, and the answers that it signs.

1. Nobody is sent home against their will (GC III 109): a wish not to go bars from every manifest.
2. The wish is the person's and can change: the newest counts, and each change is a new answer on the log.
3. Only the answer is signed. Who asked, when, where and what was said stay in this node.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from django.contrib.auth.models import User
from django.db import transaction
from django.utils.translation import gettext as _

from homeward.exchange import State
from homeward.exchange.words import Answer, ListKind, PeopleList, Replied, Reply
from homeward.node import NodeError
from homeward.node.crossing.latin import alphabetical
from homeward.node.crossing.models import Signing, Wish
from homeward.node.crossing.seating import Who, whose
from homeward.node.crossing.signing import PART, begin, finish
from homeward.node.journal import saying

ASKED = (Replied.CONFIRMED, Replied.DOES_NOT_WISH, Replied.UNKNOWN)


class WishError(NodeError):
    """A wish cannot be recorded or said; the message, translated, says why and what to do."""


@dataclass(frozen=True, slots=True)
class Asked:
    """Somebody on a list to this intermediary: their wish as recorded here, and as signed.

    ``waits`` says that what is recorded is not signed yet.
    """

    giver: str
    list_digest: str
    person: str
    category: str
    who: Who
    wish: Wish | None
    said: str

    @property
    def waits(self) -> bool:
        """Whether what is recorded is not what is signed."""
        return self.wish is not None and self.wish.reply != self.said


def asked(state: State) -> list[Asked]:
    """Return everyone on the lists of people held or offered that were sent to this node, by giver and name."""
    own = saying.desk().name
    if state.view is None or own not in state.intermediaries:
        return []
    newest: dict[str, Wish] = {}
    for wish in Wish.objects.order_by("id"):
        newest[wish.person] = wish
    signed = _signed(state, own)
    found = []
    for giver in state.parties:
        people = _listed(state, giver, own)
        names = whose(giver, people)
        found += [
            Asked(giver, digest, one, category, names[one], newest.get(one), signed.get((giver, one), ""))
            for one, (digest, category) in people.items()
        ]
    return sorted(found, key=lambda one: (one.giver, alphabetical(one.who.name), one.person))


def _listed(state: State, giver: str, own: str) -> dict[str, tuple[str, str]]:
    """Return the people a giver lists to this node: the digest of their list, by its first entry, and category."""
    assert state.view is not None
    people: dict[str, tuple[str, str]] = {}
    for kept in state.view.book.lists.get(giver, ()):
        newest = state.view.content(kept)
        if newest is None or not isinstance(newest[1], PeopleList) or own not in newest[1].to:
            continue
        if newest[1].kind in {ListKind.HELD, ListKind.OFFERED}:
            people |= {one.person: (kept.event.ref.digest, one.category) for one in newest[1].people}
    return people


def _signed(state: State, own: str) -> dict[tuple[str, str], str]:
    """Return what this node has answered of each person, by giver and commitment; the newest counts."""
    assert state.view is not None
    found: dict[tuple[str, str], tuple[int, str]] = {}
    for kept in state.view.book.answers:
        newest = state.view.content(kept)
        if kept.author != own or newest is None or not isinstance(newest[1], Answer):
            continue
        event, answer = newest[0], newest[1]
        giver = state.view.book.kept[answer.list].author
        for one in answer.replies:
            if found.get((giver, one.person), (-1, ""))[0] < event.ref.index:
                found[giver, one.person] = (event.ref.index, one.reply.value)
    return {place: reply for place, (_index, reply) in found.items()}


def waiting(state: State) -> list[Asked]:
    """Return those whose recorded wish is not signed yet."""
    return [one for one in asked(state) if one.waits]


def answers(waits: Sequence[Asked]) -> list[Answer]:
    """Return what is to be said: an answer a list, of at most 300 people."""
    by_list: dict[str, list[Reply]] = {}
    for one in waits:
        assert one.wish is not None
        by_list.setdefault(one.list_digest, []).append(Reply(one.person, Replied(one.wish.reply)))
    return [
        Answer(digest, tuple(sorted(replies[start : start + PART], key=lambda reply: reply.person)))
        for digest, replies in sorted(by_list.items())
        for start in range(0, len(replies), PART)
    ]


def record(wish: Wish) -> Wish:
    """Keep a wish; the same key again keeps nothing more.

    Raises:
        WishError: it is incomplete.
    """
    if wish.reply not in {one.value for one in ASKED}:
        raise WishError(_("Say what the person wishes."))
    if not wish.asked_by.strip():
        raise WishError(_("Say who asked."))
    if not wish.private:
        raise WishError(_("A wish counts when it was asked in private: ask again, with nobody of either side present."))
    kept = Wish.objects.filter(key=wish.key).first()
    if kept is None:
        wish.save()
        return wish
    return kept


def say(user: User, key: str, count: int) -> Signing:
    """Sign the wishes that wait; the same key again says nothing more.

    Args:
        user: who signs.
        key: one-time, of the form.
        count: how many people were shown.

    Raises:
        WishError: others wait than were shown, or none.
    """
    with transaction.atomic():
        signing = Signing.objects.select_for_update().filter(key=key).first()
        if signing is None:
            waits = waiting(saying.state())
            if not waits or len(waits) != count:
                raise WishError(_("Other wishes wait than were shown; look at them again."))
            signing = begin(user, answers(waits), key)
            Wish.objects.filter(pk__in=[one.wish.pk for one in waits if one.wish]).update(said=signing)
    return finish(signing)
