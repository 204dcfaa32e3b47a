"""The grammar: a page's text becomes drafts of claims, rule by rule, and the drafts are settled into claims.

The rules are the same for every language and every war; words are files under ``homeward/reading/data`` (one a
language, and one of parties, speakers and places). What is hard is that one count takes its meaning from all around
it: the verb that governs it, the clause it stands in, who is speaking, the day, and what the sentences before have
told.

``words``: from text to sentences with their meanings. ``speaking``: who says what. ``people``: counted people.
``told``: what is told without counting anybody. Of the whole page: ``page``, ``timing``, ``deals``, ``reader`` and
``settle``.
"""
