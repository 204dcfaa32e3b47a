"""Planning: how good and how fast it is, beside others.

    python -m benchmarks planning [--accept]

The peers live in ``.venv-peers-planning`` (``make peers``; another interpreter: ``HOMEWARD_PEERS_PLANNING``).
"""

from benchmarks.planning import multiparty

NAME = "planning"


def measure() -> dict[str, float]:
    """Many parties: the deals we settle, and kidney exchanges beside *kep-solver*."""
    return multiparty.figures()
