"""When two counts may be read as the same, and small signs of why they are not.

A qualified count is read as a range, narrow on purpose, so that *more than 200* agrees with 205 and not with 5,757:

=============  =========================
exact n        n
more than n    from n + 1 to n and a quarter
at least n     from n to n and a quarter
up to n        from three quarters of n to n
nearly n       from nine tenths of n to n
about n        a tenth around n
=============  =========================

>>> agree(4750, Qualifier.MORE_THAN, 4757, Qualifier.EXACT)
True
>>> transposed(2340, 2430)
True
"""

from homeward.reading.words import Qualifier


def bounds(count: int, qualifier: Qualifier) -> tuple[int, int]:
    """Return the lowest and the highest number that such a count may mean."""
    match qualifier:
        case Qualifier.MORE_THAN:
            return count + 1, count + max(1, count // 4)
        case Qualifier.AT_LEAST:
            return count, count + count // 4
        case Qualifier.UP_TO:
            return count - count // 4, count
        case Qualifier.NEARLY:
            return count - count // 10, count
        case Qualifier.ABOUT:
            return count - count // 10, count + count // 10
        case _:
            return count, count


def agree(one: int, how_one: Qualifier, other: int, how_other: Qualifier) -> bool:
    """Tell whether two counts, each as exact as it says it is, may be the same number."""
    low, high = bounds(one, how_one)
    other_low, other_high = bounds(other, how_other)
    return low <= other_high and other_low <= high


def transposed(one: int, other: int) -> bool:
    """Tell whether one number is the other with two of its digits exchanged."""
    a, b = str(one), str(other)
    if len(a) != len(b):
        return False
    differing = [(x, y) for x, y in zip(a, b, strict=True) if x != y]
    return len(differing) == 2 and differing[0] == differing[1][::-1]


def rounded(one: int, other: int) -> bool:
    """Tell whether one number is the other made round: in steps of at least a hundredth of it, within a twentieth."""
    low, high = sorted((one, other))
    if high == low or (high - low) * 20 > high:
        return False
    return any(
        number % step == 0 and abs(number - exact) < step
        for number, exact in ((one, other), (other, one))
        for step in (10, 50, 100, 500, 1000)
        if exact % step and step * 100 >= number
    )
