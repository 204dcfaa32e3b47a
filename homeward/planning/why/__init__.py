"""Why somebody goes or not yet: which rule, who comes before, and what would have to be otherwise.

Every family asks it, and an answer that is only plausible is worse than none. What is hard is to answer at once,
without planning anew, and truly: whatever is named, if it were otherwise, the outcome would be, too. That follows from
the proof that the plan is the best; so no more is claimed than that proof carries.
"""

from homeward.planning.why.reasons import explain
from homeward.planning.why.words import Bar, Change, Earlier, Explanation, Instead, What, changed

__all__ = ["Bar", "Change", "Earlier", "Explanation", "Instead", "What", "changed", "explain"]
