"""The grammar: a page's text becomes drafts of claims, rule by rule, and the drafts are settled into claims.

The rules are the same for every language and every war; words are files under ``homeward/reading/data`` (one a
language, and one of parties, speakers and places). What is hard is that one count takes its meaning from all around
it: the verb that governs it, the clause it stands in, who is speaking, the day, and what the sentences before have
told.

From the text up: ``tokens``, ``sentences``, ``numbers``, ``dates``, ``phrases``, ``lines``. Counted people:
``groups``, ``counted``, ``elided``, ``governing``, ``direction``, ``status``, ``running``, ``timing``, ``counts``,
``parts``, ``ways``. What is not counted: ``ordinals``, ``mediators``, ``locations``, ``deals``, ``tellings``,
``uncounted``. The whole page: ``attribution``, ``according``, ``scopes``, ``page``, ``settle``, ``reader``.
"""
