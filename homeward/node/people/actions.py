"""What can be done with people: one function each, so that pages, the command line and jobs do the same."""

from homeward.node.people.enlisting import details_of, enlist, name_of, open_letters, sealable
from homeward.node.people.facts import add, say, stand
from homeward.node.people.keys import rekey

__all__ = ["add", "details_of", "enlist", "name_of", "open_letters", "rekey", "say", "sealable", "stand"]
