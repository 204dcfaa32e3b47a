"""What stands of ticks, whatever the order they arrive in."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from homeward.node.crossing.ticks import NOTHING, count, standing

NOON = datetime(2025, 5, 23, 12, tzinfo=UTC)


@dataclass(frozen=True)
class Pressed:
    pk: int
    outcome: str
    at: datetime
    seen: int
    device: str


def at(pk: int, outcome: str, minute: int, seen: int = 0, device: str = "one") -> Pressed:
    return Pressed(pk, outcome, NOON + timedelta(minutes=minute), seen, device)


def test_without_ticks_nothing_stands() -> None:
    assert standing([]) == NOTHING


def test_on_one_device_the_last_press_stands_however_late_the_first_arrives() -> None:
    assert standing([at(1, "absent", 5), at(2, "departed", 3)]).outcome == "absent"
    assert not standing([at(1, "absent", 5), at(2, "departed", 3)]).conflict


def test_of_two_devices_that_did_not_know_each_other_the_later_true_time_stands_and_the_conflict_is_said() -> None:
    mark = standing([at(1, "departed", 5, device="one"), at(2, "absent", 3, device="two")])
    assert (mark.outcome, mark.others) == ("departed", ("absent",))


def test_two_devices_that_say_the_same_are_no_conflict() -> None:
    assert not standing([at(1, "departed", 5, device="one"), at(2, "departed", 3, device="two")]).conflict


def test_who_has_seen_both_ends_the_conflict() -> None:
    made = [at(1, "departed", 5, device="one"), at(2, "absent", 3, device="two")]
    assert standing([*made, at(3, "departed", 6, seen=2, device="two")]) == standing([at(3, "departed", 6)])


presses = st.lists(
    st.builds(
        lambda outcome, minute, seen, device: (outcome, minute, seen, device),
        st.sampled_from(["departed", "absent", ""]),
        st.integers(0, 9),
        st.floats(0, 1),
        st.sampled_from(["one", "two", "three"]),
    ),
    min_size=1,
    max_size=8,
)


@given(presses, st.randoms(use_true_random=False))
def test_the_order_of_reading_does_not_matter_and_something_always_stands(made: list, random: object) -> None:
    """A press is never before the entry of what its screen had shown, which ``marking`` sees to."""
    ticks: list[Pressed] = []
    for pk, (outcome, minute, share, device) in enumerate(made, 1):
        seen = int(share * (pk - 1))
        shown = max((one.at for one in ticks if one.pk <= seen), default=NOON)
        ticks.append(Pressed(pk, outcome, max(NOON + timedelta(minutes=minute), shown), seen, device))
    mark = standing(ticks)
    assert mark.at is not None
    assert mark.outcome in {one.outcome for one in ticks}
    assert mark.at == max(one.at for one in ticks)
    mixed = list(ticks)
    random.shuffle(mixed)  # type: ignore[attr-defined]
    assert standing(mixed) == mark
    last = Pressed(99, "absent", NOON + timedelta(hours=1), 98, "four")
    assert standing([*ticks, last]) == standing([last]), "whoever has seen everything decides"


def test_marks_are_counted_by_outcome() -> None:
    assert count([standing([at(1, "absent", 1)]), standing([at(1, "", 1)]), NOTHING]) == {"absent": 1}
