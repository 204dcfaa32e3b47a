"""Stages: where a signed exchange stands, as rows that pages can show.

Everything here is a projection of ``exchange.State``, which is itself a fold over the participants' logs: it can be
dropped and made again, and nothing is ever edited. What may be told is decided by the terms, so every row carries from
when it may be told; ``told`` is the only door from here to the public pages.
"""
