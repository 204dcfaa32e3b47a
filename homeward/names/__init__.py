"""Are these two names alike, in any script, and why.

One man is Ткаченко Микола Іванович at home, Николай Ткаченко in the other side's list and Tkatchenko N. in a newspaper.
Transliterating loses: every scheme writes differently, given names change with the language, patronymics hide a given
name, columns are swapped, and a clerk's slip comes on top. Here a name is *read*: words into signs that keep what is
written (``sounds``), given names and patronymics into classes (``given``, ``fathers``), words into roles (``parse``).
What a difference costs is learnt from pairs of spellings of one name, in bits, and every score opens into reasons.

    compare("Ткаченко Микола", "Nikolai Tkachenko").bits
    compare_many(lefts, rights)              # many pairs at once
    parse("ст. л-т Ткаченко М. І.")          # the likely readings
"""

from homeward.names.compare import Comparison, Likeness, Reason, compare, compare_many
from homeward.names.parse import Reading, parse

__all__ = ["Comparison", "Likeness", "Reading", "Reason", "compare", "compare_many", "parse"]
