"""Planning again in the midst of an exchange: people who cannot travel, seats that vanish, a stage that slips.

Families have been told, buses ordered, lists signed. What is hard is to change as little of that as can be, provably,
and to be as good as before in what is left; what was handed over is fixed, and where one side gave fewer than the
other, it makes good as early as it can.
"""

from homeward.planning.again.read import changes_of, read_changes
from homeward.planning.again.replan import replan
from homeward.planning.again.rest import Rest, rest, today
from homeward.planning.again.words import Changes, Repaid, Replan, Step

__all__ = ["Changes", "Repaid", "Replan", "Rest", "Step", "changes_of", "read_changes", "replan", "rest", "today"]
