"""Sentences: what the engines' enums and data say, in the reader's language. The only place where it is said.

What is hard is that the three languages decline: a direction, a category or a count never stands as a bare word that a
template glues to another, but comes from here in the form its place needs. Ukrainian and Russian count in three forms
and more; ``ngettext`` chooses.
"""

from homeward.node.public.sentences.counts import count, number, people, said_count
from homeward.node.public.sentences.dates import day, span
from homeward.node.public.sentences.languages import language
from homeward.node.public.sentences.measures import category, kind_of_event, measure, scope
from homeward.node.public.sentences.parties import direction, party, says
from homeward.node.public.sentences.places import agreement, place
from homeward.node.public.sentences.speakers import speaker

__all__ = [
    "agreement",
    "category",
    "count",
    "day",
    "direction",
    "kind_of_event",
    "language",
    "measure",
    "number",
    "party",
    "people",
    "place",
    "said_count",
    "says",
    "scope",
    "span",
    "speaker",
]
