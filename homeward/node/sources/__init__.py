"""Sources: the documents this node was given, as they came, and the claims read from them.

A document's bytes and what its giver said of them are facts and are kept; text, dates and claims are a reading of them,
a projection that can be made again when the grammar gets better. A document is known by the digest of its bytes, so
that the same one given twice is one, and a link to it lasts.
"""
