"""PostgreSQL as this node uses it: Django's own backend, with one writer at a time, as SQLite has it.

What was proved with SQLite's immediate transactions (nothing is read in one that another is about to change) must hold
here too. A node writes little and must be right, so every transaction first waits for the others to end.
"""
