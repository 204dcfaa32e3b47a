"""Names: learning what letters stand for, development sets, and quality and speed beside the peers."""

from benchmarks.names.measured import NAME, measure

__all__ = ["NAME", "measure"]
