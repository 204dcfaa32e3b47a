"""Roles, rights, and which role has which: the one place that says who may do what.

A role is a person's part in the work (docs/roles.md). A right is what an action or a page asks for. Views name rights,
never roles, so that this table can be read, tested and changed by itself.

An operator lets people in and an auditor watches them; neither reads people, and neither is also one of those who do.
"""

from collections.abc import Iterable
from enum import StrEnum

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


class Role(StrEnum):
    """A part in the work of a node."""

    COORDINATION = "coordination"  # coordination officer: lists, terms, manifests
    HANDOVER = "handover"  # handover officer: at the crossing
    INTERMEDIARY = "intermediary"  # of the neutral: wishes, both sides in balance
    SPOKESPERSON = "spokesperson"
    LIAISON = "liaison"  # family liaison
    AUDITOR = "auditor"
    OPERATOR = "operator"
    REVIEWER = "reviewer"  # judges claims of public documents

    @property
    def words(self) -> Promise:
        """Return the role's name in the reader's language."""
        return _WORDS[self]


class Right(StrEnum):
    """What an action or a page asks for."""

    SEE_PEOPLE = "see people"
    SEE_HEALTH = "see health"  # state of health and medical needs
    SEE_CONTACTS = "see contacts"  # next of kin and their addresses
    CHANGE_PEOPLE = "change people"  # import, edit, merge, status
    EXPORT_PEOPLE = "export people"
    ERASE_PEOPLE = "erase people"
    COMPARE = "compare"  # judge whether two records are one person
    SEE_EXCHANGE = "see the exchange"  # terms, lists, manifests, tallies: no names
    NEGOTIATE = "negotiate"  # say something signed: terms, lists, answers, manifests
    SEE_CROSSING = "see the crossing"  # names on a manifest of the day
    RECORD_CROSSING = "record the crossing"
    RECORD_WISHES = "record wishes"  # what a person wishes, asked in private (GC III art. 109)
    DRAFT_STATEMENTS = "draft statements"
    RELEASE_STATEMENTS = "release statements"
    ANSWER_FAMILIES = "answer families"
    AUDIT = "audit"  # who did and who saw what; no person's details
    MANAGE_ACCOUNTS = "manage accounts"
    OPERATE = "operate"  # state of the node: jobs, peers, keys
    REVIEW = "review"  # claims of public documents


MATRIX: dict[Role, frozenset[Right]] = {
    Role.COORDINATION: frozenset(
        {
            Right.SEE_PEOPLE, Right.SEE_HEALTH, Right.SEE_CONTACTS, Right.CHANGE_PEOPLE, Right.EXPORT_PEOPLE,
            Right.ERASE_PEOPLE, Right.COMPARE, Right.SEE_EXCHANGE, Right.NEGOTIATE, Right.SEE_CROSSING,
        }
    ),
    Role.HANDOVER: frozenset({Right.SEE_EXCHANGE, Right.SEE_CROSSING, Right.RECORD_CROSSING}),
    Role.INTERMEDIARY: frozenset({Right.SEE_EXCHANGE, Right.SEE_CROSSING, Right.RECORD_WISHES, Right.NEGOTIATE}),
    Role.SPOKESPERSON: frozenset({Right.SEE_EXCHANGE, Right.DRAFT_STATEMENTS, Right.RELEASE_STATEMENTS, Right.REVIEW}),
    Role.LIAISON: frozenset({Right.SEE_PEOPLE, Right.SEE_CONTACTS, Right.ANSWER_FAMILIES}),
    Role.AUDITOR: frozenset({Right.SEE_EXCHANGE, Right.AUDIT}),
    Role.OPERATOR: frozenset({Right.MANAGE_ACCOUNTS, Right.OPERATE}),
    Role.REVIEWER: frozenset({Right.REVIEW}),
}  # fmt: skip

_WORDS = {
    Role.COORDINATION: _("coordination officer"),
    Role.HANDOVER: _("handover officer"),
    Role.INTERMEDIARY: _("intermediary"),
    Role.SPOKESPERSON: _("spokesperson"),
    Role.LIAISON: _("family liaison"),
    Role.AUDITOR: _("auditor"),
    Role.OPERATOR: _("operator"),
    Role.REVIEWER: _("reviewer"),
}
APART = (Role.OPERATOR, Role.AUDITOR)  # each of them is somebody's only role


def clash(roles: Iterable[Role]) -> tuple[Role, Role] | None:
    """Return two roles that one person cannot hold together, if there are such among these."""
    held = sorted(set(roles))
    for apart in APART:
        if apart in held and len(held) > 1:
            return apart, next(role for role in held if role != apart)
    return None
