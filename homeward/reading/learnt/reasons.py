"""What weighed most where examples overruled the rules, in words: “earlier” in the sentence before (+1.2)."""

import re
from collections.abc import Callable, Mapping

_MOST = 3  # reasons that are told
_LEAST = 0.1  # a weight that is no reason

_SIDES = {"<": "before it", ">": "behind it", "<<": "before it", ">>": "behind it", "<>": "around it"}
_PARTS = {"c": "in the clause", "s": "in the sentence", "p": "in the sentence before"}
_NEAR = {"L": "before it", "R": "behind it"}

_WORD = re.compile(r"(?:.*\|)?[a-z]{2}(<<|>>|<>|[<>](?=\d:))(?:\d:)?(.+)")
_AMONG = re.compile(r"(?:.*[|:])?[a-z]{2}([csp])[:|](.+)")
_AROUND = re.compile(r"(?:.*\|)?(?:en|sl):(.+)")
_MEANING = re.compile(r"(?:.*\|)?([LR])[cs12n]?:(.+)")


def told(what: str, weights: Mapping[str, float], spelt: Callable[[str], str]) -> str:
    """What was decided, and the features that spoke most for it.

    Args:
        what: the decision, such as "kind: plan, not transfer".
        weights: how much each feature spoke for it.
        spelt: how a word is written, by what it was learnt as.
    """
    most = sorted((-weight, feature) for feature, weight in weights.items() if weight >= _LEAST)[:_MOST]
    reasons = "; ".join(f"{in_words(feature, spelt)} (+{-weight:.1f})" for weight, feature in most)
    return f"{what}, for {reasons}" if reasons else what


def in_words(feature: str, spelt: Callable[[str], str]) -> str:
    """A feature of a model as a person reads it; one that is neither word nor meaning stands as it is."""
    against, _, text = feature.removeprefix("not ").partition("|")
    if feature.startswith("not ") and text:  # it speaks against another candidate
        return f"{in_words(text, spelt)} against {against}"
    if (found := _WORD.fullmatch(feature)) is not None:
        return f"“{_written(found[2], spelt)}” {_SIDES[found[1]]}"
    if (found := _AMONG.fullmatch(feature)) is not None:
        return f"“{_written(found[2], spelt)}” {_PARTS[found[1]]}"
    if (found := _AROUND.fullmatch(feature)) is not None:
        return f"“{_written(found[1], spelt)}” near it"
    if (found := _MEANING.fullmatch(feature)) is not None:
        return f"{found[2]} {_NEAR[found[1]]}"
    return feature


def _written(text: str, spelt: Callable[[str], str]) -> str:
    return " ".join(map(spelt, text.split(" ")))
