"""Planning: how good and how fast it is, beside others.

    python -m benchmarks planning [--accept]

The peers live in ``.venv-peers-planning`` (``make peers``; another interpreter: ``HOMEWARD_PEERS_PLANNING``).
"""

from benchmarks.planning import multiparty, stages

NAME = "planning"


def measure() -> dict[str, float]:
    """Two parties: S, M and L beside the naive model; many: deals, and kidney exchanges beside *kep-solver*."""
    return stages.figures() | multiparty.figures()
