"""Keys under which a person is found while a name is being typed, in any script.

Each word of a name has up to four: the word itself, folded; the row of its consonants, which survives spellings and
alphabets (``homeward.names.skeleton``), in capitals; and the class of a given or a father's name, so that Nikolai finds
Микола, and Николаевич Миколайович. All but the classes are looked for by their beginning.
"""

from collections.abc import Iterable, Sequence

from django.db import connection

from homeward.names import fathers, given, skeleton, sounds
from homeward.names.clean import words
from homeward.node.people.models import NameKey, Person, Spelling

LONGEST = 32
_CLASSES = "BPVGKDTSLMNR"
_SURE = 3.0  # bits by which a word may be off a known given name and still be it


def skeletons(texts: Sequence[str]) -> list[set[str]]:
    """Return the rows of consonants of words, one or two a word; a word of vowels has none."""
    found: list[set[str]] = [set() for _ in texts]
    if texts:
        for place, packed in zip(*(part.tolist() for part in skeleton.whole(sounds.read(texts))), strict=True):
            if packed:
                found[place].add(_letters(packed))
    return found


def _letters(packed: int) -> str:
    letters = ""
    while packed:
        letters += _CLASSES[(packed & 15) - 1]
        packed >>= 4
    return letters


def classes(texts: Sequence[str]) -> list[set[str]]:
    """Return the classes of given names and fathers' names that words surely belong to."""
    return [
        {f"g{one.number}" for one in first if one.off < _SURE} | {f"f{one.number}" for one in father if one.off < _SURE}
        for first, father in zip(given.memberships(texts), fathers.fathers(texts), strict=True)
    ]


_REMEMBERED: dict[str, tuple[str, ...]] = {}  # of words that are met again and again; names without owners
_MOST_REMEMBERED = 50_000


def _remember(fresh: Sequence[str]) -> None:
    """Work the keys of words out, many at once, which is a hundred times as fast as one by one."""
    if len(_REMEMBERED) > _MOST_REMEMBERED:
        _REMEMBERED.clear()
    for word, rows_of, classes_of in zip(fresh, skeletons(fresh), classes(fresh), strict=True):
        _REMEMBERED[word] = tuple({word[:LONGEST], *rows_of, *classes_of})


def _parts(name: str) -> set[str]:
    """Return the words of a name; those of a hyphenated one besides."""
    found = {part.rstrip(".") for word in words(name) for part in (word, *word.split("-"))}
    return found - {""}


def keys_of(names: Sequence[str]) -> list[set[str]]:
    """Return the keys of names."""
    parts = [_parts(name) for name in names]
    needed = sorted(set().union(*parts))
    fresh = [word for word in needed if word not in _REMEMBERED]
    if fresh:
        _remember(fresh)
        _remember([word for word in needed if word not in _REMEMBERED])  # where there was no room for all
    return [{key for part in some for key in _REMEMBERED[part]} for some in parts]


def write(names: Iterable[tuple[int, str]]) -> None:
    """Write the keys of names, given as (primary key of the person, name); the same key twice does no harm."""
    named = list(names)
    found = keys_of([name for _, name in named])
    pairs = sorted({(key, pk) for (pk, _), keys in zip(named, found, strict=True) for key in keys})
    with connection.cursor() as cursor:
        cursor.executemany("INSERT INTO people_namekey (key, person_id) VALUES (%s, %s)", pairs)


def rekey(people: Sequence[Person]) -> None:
    """Make the keys of people anew, after their names or spellings changed."""
    NameKey.objects.filter(person__in=people).delete()
    spelt = [(one.person_id, one.name) for one in Spelling.objects.filter(person__in=people)]
    write([*((person.pk, person.name) for person in people), *spelt])
