"""The tables of the registry: people, what is said of them, who is behind a commitment, lists being imported."""

from homeward.node.people.models.imports import Import, ImportRow
from homeward.node.people.models.listed import Letter, Listed
from homeward.node.people.models.registry import (
    Contact,
    Fact,
    Health,
    Holding,
    Merge,
    NameKey,
    Note,
    PeopleQuerySet,
    Person,
    Photo,
    Source,
    Spelling,
    Standing,
    StandingChange,
    fresh_key,
)
from homeward.node.people.models.twins import Twin

__all__ = [
    "Contact",
    "Fact",
    "Health",
    "Holding",
    "Import",
    "ImportRow",
    "Letter",
    "Listed",
    "Merge",
    "NameKey",
    "Note",
    "PeopleQuerySet",
    "Person",
    "Photo",
    "Source",
    "Spelling",
    "Standing",
    "StandingChange",
    "Twin",
    "fresh_key",
]
