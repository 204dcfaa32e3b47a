"""What rules leave open, decided by examples.

Rules say of every count what happened, which way and who says so. Small models, learnt from labelled reports, weigh
what the rules say against the words around it, and overrule them where another answer is likelier: sums of weights, and
for the kind of a number a small network. Their weights are data (``data/learnt.json``), each the weight of a thing that
can be read: a word, a meaning, a rule.
``python -m benchmarks.reading.learn`` learns them anew.
"""

from homeward.reading.learnt.about import is_about
from homeward.reading.learnt.judging import judge
from homeward.reading.learnt.models import Models, made_of, models
from homeward.reading.learnt.views import views

__all__ = ["Models", "is_about", "judge", "made_of", "models", "views"]
