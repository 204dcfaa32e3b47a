"""Find people while a name is being typed: across scripts, spellings and forms of a name, a slip forgiven.

1. Every word typed must fit some word of the name: by its beginning, by the beginning of its consonants, or as a form
   of the same given name. A word with digits is a date of birth or a number instead.
2. If few fit, one consonant may be missing, surplus or wrong.
3. Of those who fit, the names that are most alike stand first (``homeward.names``).
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import reduce
from operator import or_

from django.db import connection
from django.db.models import Q, QuerySet

from homeward.names import compare_many
from homeward.names.clean import words
from homeward.node.people.keys import classes, skeletons
from homeward.node.people.models import NameKey, Person, Spelling

MOST_WEIGHED = 800  # people whose names are compared with what was typed; with more, the beginning is in the alphabet
_FEW = 5
_UNLIKE = -6.0  # bits under which a name that only fits with a slip is left out
_LAST = "\U0010ffff"
_VOWELS = {"a": "а", "e": "еєэё", "i": "іїи", "o": "о", "u": "ую", "y": "йїыєюяи", "j": "йїєюя"}


@dataclass(frozen=True, slots=True)
class Found:
    """Who was found.

    Attributes:
        people: the likeliest first.
        total: how many fit; at most ``MOST_WEIGHED`` + 1, which means more.
        loosely: none fits as typed, and these fit with a slip.
    """

    people: tuple[Person, ...]
    total: int
    loosely: bool = False


def find(text: str, most: int = 30, among: "QuerySet[Person] | None" = None) -> Found:
    """Find people by what was typed.

    Args:
        text: words of a name in any script; a date of birth as far as known; a number.
        most: how many to return.
        among: whom to look among; everybody, unless given.
    """
    people = Person.objects.filter(erased_at=None) if among is None else among
    typed, numbers = _typed(text)
    for number in numbers:
        people = people.filter(Q(birth__startswith=number) | Q(service_number__startswith=number))
    if not typed:
        return _unranked(people, most) if numbers else Found((), 0)
    fits = _fitting(people, [_as_typed(word) for word in typed])
    if len(fits) > MOST_WEIGHED and (begun := _by_beginning(people, typed[0])):
        return Found(_roots([row[0] for row in begun[:most]]), MOST_WEIGHED + 1)
    exact = {row[0] for row in fits}
    if len(fits) < _FEW:
        fits = list({row[0]: row for row in [*fits, *_fitting(people, [_loosely(word) for word in typed])]}.values())
    return _ranked(" ".join(typed), fits, most, exact)


def _typed(text: str) -> tuple[list[str], list[str]]:
    """Part what was typed into words of a name and numbers; dates written day first are turned."""
    numbers, names = [], []
    plain = re.sub(r"[\x00-\x1f\x7f]", " ", text[:200])  # PostgreSQL compares nothing with a NUL
    for word in plain.split()[:8]:
        if not re.search(r"\d", word):
            names.append(word)
        elif day := re.fullmatch(r"(\d{1,2})[./](\d{1,2})[./](\d{4})", word):
            numbers.append(f"{day[3]}-{int(day[2]):02}-{int(day[1]):02}")
        else:
            numbers.append(word)
    return [folded for word in words(" ".join(names)) if (folded := word.rstrip("."))], numbers


def _begins(keys: Iterable[str]) -> Q:
    return reduce(or_, (_beginning("key", key) for key in keys))


def _beginning(field: str, text: str) -> Q:
    """A field that begins so, in the way that each database has an index for."""
    if connection.vendor == "postgresql":  # its order of words depends on the language; patterns have an index
        return Q(**{f"{field}__startswith": text})
    return Q(**{f"{field}__gte": text, f"{field}__lt": text + _LAST})


def _as_typed(word: str) -> Q:
    begun = [word, *skeletons([word])[0]]
    if len(word) == 1:  # a vowel has no consonants to be told by: the same sound in the other alphabet
        begun += [
            other for latin, cyrillic in _VOWELS.items() for other in (latin, *cyrillic) if word in latin + cyrillic
        ]
    return _begins(begun) | Q(key__in=classes([word])[0])


def _loosely(word: str) -> Q:
    """One consonant missing, surplus or wrong: the rest before and behind it still stands."""
    found = {word}
    for whole in skeletons([word])[0]:
        found |= {whole[:place] + whole[place + 1 :] for place in range(len(whole)) if len(whole) > 3}
        found.add(whole[: max(2, (len(whole) + 1) // 2)])
    return _begins(found) | Q(key__in=classes([word])[0])


Row = tuple[int, str, str, str, int | None]


def _fitting(people: "QuerySet[Person]", conditions: Sequence[Q]) -> list[Row]:
    for condition in conditions:
        people = people.filter(pk__in=NameKey.objects.filter(condition).values("person"))
    return list(_named(people)[: MOST_WEIGHED + 1])


def _named(people: "QuerySet[Person]") -> "QuerySet[Person, Row]":
    ordered = people.order_by("surname", "given", "patronymic", "id")
    return ordered.values_list("pk", "surname", "given", "patronymic", "merged_into")


def _by_beginning(people: "QuerySet[Person]", word: str) -> list[Row]:
    """Those whose surname begins as typed, for when more fit than can be weighed."""
    return list(_named(people.filter(_beginning("surname", word.capitalize())))[:MOST_WEIGHED])


def _unranked(people: "QuerySet[Person]", most: int) -> Found:
    live = people.filter(merged_into=None)
    return Found(tuple(live[:most]), live[: MOST_WEIGHED + 1].count())


def _ranked(typed: str, fits: Sequence[Row], most: int, exact: set[int]) -> Found:
    """Put those who fit as typed first, and of them the most alike; who was merged is shown as who they are now."""
    names = [" ".join(part for part in row[1:4] if part) for row in fits]
    owners = [row[0] for row in fits]
    if len(fits) <= MOST_WEIGHED:
        for pk, *parts in Spelling.objects.filter(person__in=owners[:500]).values_list(
            "person", "surname", "given", "patronymic"
        ):
            owners.append(pk)
            names.append(" ".join(part for part in parts if part))
    merged = {row[0]: row[4] for row in fits if row[4] is not None}
    best: dict[int, tuple[bool, float, int]] = {}
    for place, (owner, bits) in enumerate(zip(owners, _bits(typed, names), strict=True)):
        if owner in exact or bits > _UNLIKE:
            root = merged.get(owner, owner)
            best[root] = min(best.get(root, (True, 999.0, 0)), (owner not in exact, -bits, place))
    order = sorted(best, key=lambda pk: best[pk])
    return Found(_roots(order[:most]), len(order), loosely=not exact)


def _roots(order: Sequence[int]) -> tuple[Person, ...]:
    people = Person.objects.filter(erased_at=None).select_related("merged_into").in_bulk(order)
    return tuple(dict.fromkeys(people[pk].root for pk in order if pk in people))


def _bits(typed: str, names: Sequence[str]) -> list[float]:
    """How alike each name is to what was typed, each word typed against as much of the name as was typed of it."""
    begun = typed.split()
    cut = [" ".join(_beginnings(words(name), begun)) or name for name in names]
    return [float(bits) for bits in compare_many([typed] * len(cut), cut)]


def _beginnings(name: Sequence[str], typed: Sequence[str]) -> list[str]:
    """Leave of each word of a name as many letters as the typed word in its place has, where it begins like it."""
    left = list(name)
    for word in typed:
        for place, other in enumerate(left):
            if len(other) > len(word) and other.startswith(word):
                left[place] = word
                break
    return left
