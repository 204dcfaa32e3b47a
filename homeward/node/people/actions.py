"""What can be done with people: one function each, so that pages, the command line and jobs do the same."""

from homeward.node.people.enlisting import details_of, enlist, name_of, open_letters, sealable

__all__ = ["details_of", "enlist", "name_of", "open_letters", "sealable"]
