"""Telling: what a participant says in public of an exchange, from confirmed figures, when the terms allow it.

What is hard is that a word too early can stop the next bus. So a draft is made from what both sides have confirmed, in
three languages with the right forms; two people release it; it is signed, and no public page shows it before the terms
say so. What others told too early is found by the reader and shown inside the office only, since to point at it in
public would tell it a second time.
"""
