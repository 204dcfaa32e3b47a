"""The properties that the protocol promises, on exchanges nobody wrote."""

import random

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from homeward.exchange import Logged, fold
from tests.exchange.invariants import closed_part, grew, hold
from tests.exchange.play import Play

SEQUENCES = 10_000
CHUNKS = 10

seeds = st.integers(0, 2**32)
examples = settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])


def causal_order(logged: list[Logged], draw: random.Random) -> list[Logged]:
    """Some order in which every entry comes after what its author had seen."""
    waiting, arranged = list(logged), []
    while waiting:
        able = [
            one
            for one in waiting
            if not any(other.participant == one.participant and other.index < one.index for other in waiting)
            and not any(waits(one, other) for other in waiting)
        ] or waiting[:1]
        arranged.append(draw.choice(able))
        waiting.remove(arranged[-1])
    return arranged


def waits(one: Logged, other: Logged) -> bool:
    return other.digest.encode() in one.payload


@examples
@given(seeds, st.integers(0, 25), st.randoms(use_true_random=False))
def test_every_causal_order_of_the_same_entries_gives_the_same_state(
    seed: int, entries: int, draw: random.Random
) -> None:
    """``after`` makes the entries a causal order; any order that respects it gives the same state."""
    logged = Play(seed).go(entries).logged()
    state = fold(logged)
    arranged = causal_order(logged, draw)
    assert fold(arranged) == state
    for cut in (len(arranged) // 3, 2 * len(arranged) // 3):
        assert fold([*arranged[cut:], *arranged[:cut], *arranged[:cut]]) == state


@examples
@given(seeds, st.integers(0, 25), st.randoms(use_true_random=False))
def test_a_state_grows_without_silently_undoing_anything(seed: int, entries: int, draw: random.Random) -> None:
    """Nothing is ever edited: what was judged stays judged, what was confirmed is opened only by an entry."""
    arranged = causal_order(Play(seed).go(entries).logged(), draw)
    before = fold(arranged[: len(arranged) // 2])
    for end in range(len(arranged) // 2 + 1, len(arranged) + 1, 3):
        after = fold(arranged[:end])
        grew(before, after)
        before = after


@given(st.lists(st.tuples(st.sampled_from(["north", "south"]), st.integers(-1, 3), st.text(max_size=3), st.binary())))
def test_a_fold_never_raises_whatever_the_bytes(heap: list[tuple[str, int, str, bytes]]) -> None:
    logged = [Logged(who, index, digest, payload, frozenset()) for who, index, digest, payload in heap]
    assert fold(logged) == fold(reversed(logged))
    begun = Play(len(heap)).logged()
    hold(fold([*begun, *logged]))


@pytest.mark.parametrize("chunk", range(CHUNKS))
def test_ten_thousand_random_exchanges_leave_every_invariant_standing(chunk: int) -> None:
    """None hands over a person twice, exceeds the terms, confirms what is disputed, or tells too early."""
    for seed in range(chunk * SEQUENCES // CHUNKS, (chunk + 1) * SEQUENCES // CHUNKS):
        play = Play(seed).go(10)
        logged = play.logged()
        state = fold(logged)
        hold(state)
        draw = random.Random(seed)
        if seed % 2:
            part = fold(closed_part(logged, {seat.name: draw.randint(1, len(seat.log)) for seat in play.seats}))
            hold(part)
            grew(part, state)
        else:
            draw.shuffle(logged)
            assert fold([*logged, *logged[:5]]) == state, seed
