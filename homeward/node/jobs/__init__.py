"""Jobs: what takes longer than a page may, done by a process beside the server, with its progress on a page.

What is hard is that the process can be killed anywhere. So a job is done in parts: each part's rows, its progress and
the place to go on from are committed together, and whoever works next goes on from there. One worker is at work for a
node at a time; that is held by a lock which ends with its holder, so nothing has to be guessed from clocks.
"""
