"""What holds of a candidate, as models are told it."""

from collections.abc import Collection, Sequence

Features = Sequence[tuple[str, Collection[str]]]
"""What holds of a candidate: texts, each under what they are said of. "" or "one|" and "R:verb.free" are a feature.

Most are the same for all candidates of a sentence: they are neither copied nor joined where they are only weighed.
"""


def flat(features: Features) -> set[str]:
    """The features as they are learnt and told."""
    return {said_of + text for said_of, texts in features for text in texts}


def parted(feature: str) -> tuple[str, str]:
    """What a feature is said of, up to a stroke, and its text."""
    said_of, stroke, text = feature.partition("|")
    return (said_of + stroke, text) if stroke else ("", feature)
