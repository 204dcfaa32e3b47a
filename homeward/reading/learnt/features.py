"""What holds of a candidate, as models are told it."""

from collections.abc import Collection, Sequence

Features = Sequence[tuple[str, Collection[str]]]
"""What holds of a candidate: texts, each under what they are said of. "" or "one|" and "R:verb.free" are a feature.

Most are the same for all candidates of a sentence: they are neither copied nor joined where they are only weighed.
"""


def flat(features: Features) -> set[str]:
    """The features as they are learnt and told."""
    return {said_of + text for said_of, texts in features for text in texts}
