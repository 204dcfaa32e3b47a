"""Every look at a person's page, and everything done with one, is kept; nothing here is ever changed."""

from django.contrib.auth.models import User

from homeward.node.accounts.models import Look


def looked(user: User, act: str, kind: str, subject: object, number: int = 1) -> None:
    """Keep that somebody saw or did something.

    Args:
        user: who.
        act: what was done: seen, searched, changed, exported, merged, erased, printed.
        kind: with what: person, list, manifest, exchange.
        subject: its key in this node; never a name.
        number: of how many people.
    """
    Look.objects.create(user=user, act=act, kind=kind, subject=str(subject), number=number)
