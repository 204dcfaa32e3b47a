"""Planning: how good and how fast it is, beside others.

    python -m benchmarks planning [--accept]

The peers live in ``.venv-peers-planning`` (``make peers``; another interpreter: ``HOMEWARD_PEERS_PLANNING``).
"""

from benchmarks.planning import again, multiparty, stages

NAME = "planning"


def measure() -> dict[str, float]:
    """S, M and L beside the naive model; M asked why and planned anew; many parties beside *kep-solver*."""
    return stages.figures() | again.figures() | multiparty.figures()
