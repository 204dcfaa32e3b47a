"""What happened to a text on its way to us: passages that no longer say what their author wrote.

Five kinds are recognised, each by a module of its own: prose broken into formulas, wrong encodings, stutter, words
broken in two, and letters of another alphabet; a sixth, what was too faint to be recognised on a picture, is known
where the picture was read. What each leaves alone matters as much: prices, real formulas, emphasis and lists are no
damage, and a passage that is not surely damaged is not marked, because no claim is made from one that is, unless it is
surely repaired (``mended``).
"""

from bisect import bisect_left
from collections.abc import Sequence

from homeward.reading.damage.broken import broken_words
from homeward.reading.damage.formula import formulas
from homeward.reading.damage.lookalikes import lookalikes
from homeward.reading.damage.mended import MENDED, mended
from homeward.reading.damage.mojibake import mojibake
from homeward.reading.damage.stutter import stutter
from homeward.reading.words import Damage

__all__ = ["MENDED", "damage", "mended"]


def damage(text: str, already: Sequence[Damage] = ()) -> tuple[Damage, ...]:
    """Return the damaged passages of ``text`` in order, none overlapping; the worse kind wins where two would.

    Args:
        text: what is to be judged.
        already: passages known to be damaged, in order, none overlapping; they win over all others.
    """
    kept = list(already)
    for find in (formulas, mojibake, stutter, broken_words, lookalikes):
        for found in list(find(text)):
            at = bisect_left(kept, found.start, key=lambda each: each.start)
            after_the_one_before = at == 0 or kept[at - 1].end <= found.start
            before_the_next = at == len(kept) or found.end <= kept[at].start
            if after_the_one_before and before_the_next:
                kept.insert(at, found)
    return tuple(kept)
