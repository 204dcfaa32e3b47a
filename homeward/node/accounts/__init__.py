"""Accounts: who works at this node, what each may see and do, and who looked at what.

What is hard is that every account holder is a possible leak. So rights are few and named, each belongs to the roles
that cannot work without it, what cannot be undone takes two people, and every look at a person's page is kept.
"""
