"""Patronymics: Миколайович, Николаевич, Mykolaiovych and Мікалаевіч name one father.

A patronymic says the father's given name. Compared as letters, two fathers look alike (the ending is most of the word)
and one father in two languages does not; so every patronymic of every known name is made by rule, and a word is looked
up among them. Many surnames end the same way (Шухевич, Мінкевіч): an ending alone makes a word only *like* a
patronymic, and ``parse`` decides by its place.
"""

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache

from homeward.names.clean import fold
from homeward.names.forms import Forms, Membership
from homeward.names.given import Sex, lexicon, rows_of

_ENDING = re.compile(
    # Men and women in the three languages, and as spoken.
    r"(?:[оеєяаьйі]вич|[оеєяаьйі]віч|[їйіоеєаи]вна|[аеоё]ўна|инична|ічна|[иі]льич|[иі]лліч|ыч|ишна)$"
    # As official tables and newspapers write them in Latin letters.
    r"|(?:[oeiya][vw](?:y|i|ı|ie)(?:ch|č|c|cz|tch|tsch|tsj|ç|ć|cs|tš)|[oeiyaujï][vwŭu]n[ae]|in[iy](?:ch|č|cz)na)$"
)
_WOMAN = re.compile(r"(?:на|n[ae])$")


def like_one(word: str) -> bool:
    """Whether a folded word ends as patronymics do, known father or not."""
    return len(word) > 4 and _ENDING.search(word) is not None


def of_woman(word: str) -> bool:
    """Whether a patronymic is a woman's."""
    return _WOMAN.search(word) is not None


def _ukrainian(name: str) -> Iterator[str]:
    """The regular patronymics of a Ukrainian name: Андрій gives Андрійович and Андріївна."""
    if name.endswith("й"):
        yield from (name[:-1] + "йович", name[:-1] + "ївна")
    elif name.endswith(("а", "я", "о")) and not name.endswith(("ко", "ло", "ро")):
        yield from (name[:-1] + "ович", name[:-1] + "івна", name[:-1] + "ич", name[:-1] + "ична")
    else:
        stem = name.rstrip("оьаяу")
        yield from (stem + "ович", stem + "івна")
        if name.endswith(("ь", "р")):
            yield from (stem + "ьович", stem + "евич", stem + "евна")


def _russian(name: str) -> Iterator[str]:
    """The regular patronymics of a Russian name: Андрей gives Андреевич, Юрий Юрьевич and Юриевич."""
    if name.endswith("ий"):
        for stem in (name[:-2] + "ь", name[:-1]):
            yield from (stem + "евич", stem + "евна")
    elif name.endswith(("й", "ь")):
        yield from (name[:-1] + "евич", name[:-1] + "евна")
        if name.endswith("ь"):
            yield from (name + "евич", name + "евна")
    elif name.endswith(("а", "я")):
        yield from (name[:-1] + "ич", name[:-1] + "ична", name[:-1] + "инична", name[:-1] + "ович", name[:-1] + "овна")
    else:
        stem = name.rstrip("ое")
        yield from (stem + "ович", stem + "овна")


def _belarusian(name: str) -> Iterator[str]:
    """The regular patronymics of a Belarusian name: Мікалай gives Мікалаевіч and Мікалаеўна."""
    if name.endswith("ій"):
        yield from (name[:-2] + "евіч", name[:-2] + "еўна", name[:-1] + "евіч", name[:-1] + "еўна")
    elif name.endswith("й"):
        yield from (name[:-1] + "евіч", name[:-1] + "еўна")
    else:
        stem = name.rstrip("оаьяы")
        yield from (stem + "авіч", stem + "аўна", stem + "евіч", stem + "еўна", stem + "овіч", stem + "оўна")


@lru_cache(maxsize=1)
def _book() -> Forms:
    """From every patronymic of every man's name, regular or listed, to the father's class."""
    forms: dict[str, dict[int, Membership]] = {}
    names = lexicon().names

    def put(word: str, number: int) -> None:
        forms.setdefault(word, {}).setdefault(number, Membership(number, 0))

    for number, name in enumerate(names):
        if name.sex is Sex.FEMALE:
            continue
        for form in name.home:
            word = fold(form)
            for made in (*_ukrainian(word), *_russian(word), *_belarusian(word)):
                put(made, number)
    keys = {name.key: number for number, name in reversed(list(enumerate(names)))}
    for father, _, *columns in rows_of("fathers.txt"):
        for word in " ".join(columns).split():
            put(fold(word), keys[father])
    return Forms({word: tuple(found.values()) for word, found in forms.items()})


def fathers(words: Sequence[str]) -> list[tuple[Membership, ...]]:
    """The fathers' names (classes of ``given.lexicon``) that each folded word is a patronymic of, nearest first."""
    return _book().memberships(words)


def slipped(words: Sequence[str]) -> list[tuple[Membership, ...]]:
    """The fathers' names that each folded word may be a patronymic of if it was written with a slip."""
    return _book().slipped(words)
