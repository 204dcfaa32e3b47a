"""A book of known forms: which classes a written word belongs to, by its letters or, failing that, by its sounds."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from homeward.names import skeleton, sounds
from homeward.names.distance import distances

NEAR = 4.0
"""Bits within which an unknown spelling is taken for a known form: another scheme, or a slip in one sign."""

_TIE = 1.0  # bits within which a second class is as likely as the nearest


@dataclass(frozen=True, slots=True)
class Membership:
    """A word's place in a class.

    Attributes:
        number: Which class.
        group: 0 a form at home (uk, ru, be), 1 and up a foreign form (each its own), -1 a short form.
        off: Bits between the word and the form it was taken for; 0 if it is written so.
    """

    number: int
    group: int
    off: float = 0.0


SLIP = 14.0
"""Bits within which it may be a known form written with a slip in a consonant."""


_Meetings = tuple[npt.NDArray[np.intp], npt.NDArray[np.intp]]


def _keyed(owner: npt.NDArray[np.intp], keys: skeleton.Keys) -> tuple[skeleton.Keys, npt.NDArray[np.intp]]:
    order = np.argsort(keys, kind="stable")
    return keys[order], owner[order]


class Forms:
    """Known forms and their classes, found by letters first, by sounds next, with a slip last."""

    def __init__(self, forms: Mapping[str, tuple[Membership, ...]]) -> None:
        self._forms = {word: found for word, found in forms.items() if word}
        self._words = tuple(self._forms)
        self._codes = sounds.read(self._words)
        self._whole = _keyed(*skeleton.whole(self._codes))
        owner, keys, places = skeleton.thinned(self._codes)
        self._thinned = _keyed(owner, keys)
        self._replaced = _keyed(owner, skeleton.placed(keys, places))
        self._sorted = _keyed(*skeleton.sorted_whole(self._codes))

    def __len__(self) -> int:
        return len(self._words)

    def memberships(self, words: Sequence[str]) -> list[tuple[Membership, ...]]:
        """The classes each folded word belongs to, nearest first; empty if it is near no known form."""
        found = [self._forms.get(word, ()) for word in words]
        unknown = [place for place, hit in enumerate(found) if not hit and len(words[place]) > 1]
        if unknown:
            codes = sounds.read([words[place] for place in unknown])
            for place, hits in zip(unknown, self._nearest(codes, NEAR, _TIE, [self._alike(codes)]), strict=True):
                found[place] = hits
        return found

    def slipped(self, words: Sequence[str]) -> list[tuple[Membership, ...]]:
        """The classes of every form that each folded word may be with a slip in a consonant, nearest first."""
        found = [self._forms.get(word, ()) for word in words]
        unknown = [place for place, hit in enumerate(found) if not hit and len(words[place]) > 2]
        if unknown:
            codes = sounds.read([words[place] for place in unknown])
            whole = skeleton.whole(codes)
            owner, keys, places = skeleton.thinned(codes)
            met = [
                self._alike(codes),
                _met(*whole, self._thinned),
                _met(owner, keys, self._whole),
                _met(owner, skeleton.placed(keys, places), self._replaced),
                _met(*skeleton.sorted_whole(codes), self._sorted),
            ]
            for place, hits in zip(unknown, self._nearest(codes, SLIP, SLIP, met), strict=True):
                found[place] = hits
        return found

    def _alike(self, codes: sounds.Codes) -> _Meetings:
        """Which forms have the skeleton of each word."""
        return _met(*skeleton.whole(codes), self._whole)

    def _nearest(
        self, codes: sounds.Codes, most: float, tie: float, met: Sequence[_Meetings]
    ) -> list[tuple[Membership, ...]]:
        """Memberships of words in the forms they met: within ``most`` bits, and within ``tie`` of the nearest."""
        word, form = (np.concatenate(side) for side in zip(*met, strict=True))
        bits = distances(codes[word], self._codes[form])
        best = np.full(len(codes), np.inf)
        np.minimum.at(best, word, bits)
        kept = np.flatnonzero(bits <= np.minimum(best[word] + tie, most))
        kept = kept[np.argsort(bits[kept], kind="stable")]
        near: dict[int, dict[int, Membership]] = {}
        for owner, place, off in zip(word[kept].tolist(), form[kept].tolist(), bits[kept].tolist(), strict=True):
            hits = near.setdefault(owner, {})
            for known in self._forms[self._words[place]]:
                hits.setdefault(known.number, Membership(known.number, known.group, off))
        return [tuple(near[owner].values()) if owner in near else () for owner in range(len(codes))]


def _met(
    asked: npt.NDArray[np.intp], keys: skeleton.Keys, known: tuple[skeleton.Keys, npt.NDArray[np.intp]]
) -> _Meetings:
    """(asked, known) of all that have one key."""
    low, high = np.searchsorted(known[0], keys), np.searchsorted(known[0], keys, "right")
    count = high - low
    within = np.arange(int(count.sum())) - np.repeat(np.cumsum(count) - count, count)
    return np.repeat(asked, count), known[1][np.repeat(low, count) + within]
