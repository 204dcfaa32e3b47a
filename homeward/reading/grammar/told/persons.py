"""People exchanged by name: "Daria Colton was exchanged for the arms dealer Pavel Senin".

A name is two words or more with capitals that mean nothing else; whose people they are, the words before a name tell,
else those of the other. Of an older exchange the two names are one claim.
"""

from collections.abc import Iterator

from homeward.reading.grammar.page import Draft, Page
from homeward.reading.grammar.people.status import earlier
from homeward.reading.grammar.speaking.strangers import is_name
from homeward.reading.grammar.timing import date_near, is_past
from homeward.reading.grammar.words.lines import Line
from homeward.reading.grammar.words.phrases import Mark
from homeward.reading.words import Category, Kind, Qualifier

_NAME_WORDS = 2  # words of a person's name at least
_TITLE = 6  # words of "the convicted Russian arms dealer" at most
_MOVED = ("swap", "free", "give", "return")


def persons(page: Page, line: Line) -> Iterator[Draft]:
    """Two people by name, one given for the other."""
    if line.inflected or line.heading or line.first("cue", "future", "called_off") is not None:
        return
    for cue in line.all("cue", "for", "in_return"):
        second = _name(line, cue.j, min(len(line.tokens), cue.j + _TITLE + _NAME_WORDS))
        lo, _ = line.clause(cue.i)
        first = _name_before(line, lo, cue.i)
        moved = line.first("verb", *_MOVED, lo=lo, hi=cue.i)
        if second is None or first is None or moved is None or any(cue.j <= a.i < second[0] for a in line.amounts):
            continue
        when = date_near(line, first[0], second[1])
        if is_past(page, when) or earlier(line, lo, cue.i):
            draft = Draft(Kind.PREVIOUS_EXCHANGE, line, first[0], second[1], page.speaker(line, cue.i))
            draft.exchange_date, draft.rules = when.iso if when is not None else None, ["persons.older"]
            yield draft
            return
        sides = _sides(page, _whose(line, lo, first[0]), _whose(line, cue.j, second[0]))
        for (i, j), side in zip((first, second), sides, strict=True):
            draft = Draft(Kind.TRANSFER, line, i, j, page.speaker(line, i), count=1, qualifier=Qualifier.EXACT)
            draft.direction = f"to_{side}" if side is not None else None
            draft.category, draft.rules = Category.PRISONERS, ["persons.swapped"]
            draft.value = " ".join(token.text for token in line.tokens[i:j])
            yield draft
        return


def released(page: Page, line: Line) -> Iterator[Draft]:
    """One person by name whom a side let go, on a page that counts nobody: "Moscow freed Anna Orlova"."""
    if line.inflected or line.heading or line.first("cue", "future", "called_off", "for") is not None:
        return
    if any(one.at("noun", a.j) or one.at("people", a.j) for one in page.lines for a in one.amounts):
        return
    for verb in line.all("verb", "free"):
        lo, _ = line.clause(verb.i)
        giver = line.last("party", lo=lo, hi=verb.i)
        name = _name(line, verb.j, min(len(line.tokens), verb.j + _TITLE + _NAME_WORDS))
        side = page.other(giver.value) if giver is not None and verb.i - giver.j <= 1 else None
        if name is None or side is None or is_past(page, date_near(line, *name)) or earlier(line, lo, verb.i):
            continue
        draft = Draft(Kind.TRANSFER, line, *name, page.speaker(line, name[0]), f"to_{side}", 1, Qualifier.EXACT)
        draft.category, draft.rules = Category.PRISONERS, ["persons.released"]
        draft.value = " ".join(token.text for token in line.tokens[name[0] : name[1]])
        yield draft


def _name(line: Line, lo: int, hi: int) -> tuple[int, int] | None:
    """The first name that starts between two tokens, before any sign."""
    for i in range(lo, hi):
        if i >= len(line.tokens) or not line.low(i)[:1].isalpha():
            return None
        if is_name(line, i):
            j = i
            while j < len(line.tokens) and is_name(line, j):
                j += 1
            return (i, j) if j - i >= _NAME_WORDS else None
    return None


def _name_before(line: Line, lo: int, hi: int) -> tuple[int, int] | None:
    """The last name between two tokens."""
    j = hi
    while j > lo:
        i = j
        while i > lo and is_name(line, i - 1):
            i -= 1
        if j - i >= _NAME_WORDS:
            return i, j
        j = min(i, j - 1)
    return None


def _whose(line: Line, lo: int, i: int) -> Mark | None:
    """Whose people a person is, by the words before the name."""
    lo = max(lo, i - _TITLE)
    return line.last("people", lo=lo, hi=i) or line.last("party", lo=lo, hi=i)


def _sides(page: Page, first: Mark | None, second: Mark | None) -> tuple[str | None, str | None]:
    """Where each of two people goes; of whom the page does not say it, opposite to the other."""
    one = first.value if first is not None and first.value in page.sides else None
    two = second.value if second is not None and second.value in page.sides else None
    return one or page.other(two), two or page.other(one)
