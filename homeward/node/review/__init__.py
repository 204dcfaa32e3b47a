"""Review: people judge what was read, and what readers say is wrong; what they decided is kept.

Its pages exist only where the operator opens them, for those whose role it is; whoever reviews signs in at the office
like everybody else.
"""
