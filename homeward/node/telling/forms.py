"""Sentences for the public, with the forms that numbers ask for in English, Ukrainian and Russian.

The languages differ in more than the noun: in Ukrainian one person *повернулася*, two *повернулися*, five
*повернулося*. So whole phrases are listed by form, not put together. The forms are CLDR's: one and other in English;
one, few and many in the others.
"""

from collections.abc import Mapping, Sequence
from datetime import date

LANGUAGES = ("en", "uk", "ru")
_ONE, _FEW, _MANY = range(3)

RETURNED: dict[str, tuple[str, ...]] = {
    "en": ("{n} person returned {to}", "{n} people returned {to}"),
    "uk": ("{n} особа повернулася {to}", "{n} особи повернулися {to}", "{n} осіб повернулося {to}"),
    "ru": ("{n} человек вернулся {to}", "{n} человека вернулись {to}", "{n} человек вернулись {to}"),
}
SEVERAL = {
    "en": "Several people returned {to}",
    "uk": "Кілька осіб повернулися {to}",
    "ru": "Несколько человек вернулись {to}",
}
KINDS: dict[str, dict[str, tuple[str, ...]]] = {
    "servicemen": {
        "en": ("{n} serviceman", "{n} servicemen"),
        "uk": ("{n} військовослужбовець", "{n} військовослужбовці", "{n} військовослужбовців"),
        "ru": ("{n} военнослужащий", "{n} военнослужащих", "{n} военнослужащих"),
    },
    "civilians": {
        "en": ("{n} civilian", "{n} civilians"),
        "uk": ("{n} цивільна особа", "{n} цивільні особи", "{n} цивільних осіб"),
        "ru": ("{n} гражданское лицо", "{n} гражданских лица", "{n} гражданских лиц"),
    },
}
OTHER_KIND = "{kind}: {n}"
TO = {
    "ukraine": {"en": "to Ukraine", "uk": "до України", "ru": "в Украину"},
    "russia": {"en": "to Russia", "uk": "до Росії", "ru": "в Россию"},
}
TO_ANY = {"en": "to {party}", "uk": "({party})", "ru": "({party})"}
ON_A_DAY = {"en": "On {day}, {what}.", "uk": "{day} {what}.", "ru": "{day} {what}."}
IN_ALL = {
    "en": "In the exchange agreed on {day}, {what}.",
    "uk": "В обміні, узгодженому {day}, {what}.",
    "ru": "В обмене, согласованном {day}, {what}.",
}
AND = {"en": " and ", "uk": " і ", "ru": " и "}
MONTHS = {
    language: months.split()
    for language, months in {
        "en": "January February March April May June July August September October November December",
        "uk": "січня лютого березня квітня травня червня липня серпня вересня жовтня листопада грудня",
        "ru": "января февраля марта апреля мая июня июля августа сентября октября ноября декабря",
    }.items()
}
YEAR = {"en": "{day} {month} {year}", "uk": "{day} {month} {year} року", "ru": "{day} {month} {year} года"}


def form(language: str, number: int) -> int:
    """Return which form a number asks for: its place in a tuple of phrases."""
    if language == "en":
        return _ONE if number == 1 else _FEW
    if number % 10 == 1 and number % 100 != 11:
        return _ONE
    if number % 10 in {2, 3, 4} and number % 100 not in {12, 13, 14}:
        return _FEW
    return _MANY


def written(language: str, number: int) -> str:
    """Write a whole number as the language does."""
    return f"{number:,}" if language == "en" else f"{number:,}".replace(",", "\u00a0")


def counted(language: str, phrases: Sequence[str], number: int, **more: str) -> str:
    """Say a phrase in the form that a number asks for."""
    return phrases[form(language, number)].format(n=written(language, number), **more)


def day_of(language: str, day: date) -> str:
    """Write a day."""
    return YEAR[language].format(day=day.day, month=MONTHS[language][day.month - 1], year=day.year)


def to(language: str, party: str, name: str) -> str:
    """Say where people go."""
    return TO[party][language] if party in TO else TO_ANY[language].format(party=name)


def returned(
    language: str, destination: str, total: int | None, kinds: Mapping[str, int], day: date, *, whole: bool
) -> str:
    """Say in one sentence how many came home.

    Args:
        language: en, uk or ru.
        destination: where they went, as ``to`` says it.
        total: how many; None where they are too few to be told.
        kinds: categories and how many of each; none are named where there is one only.
        day: of the stage, or of the agreement.
        whole: it is about the whole exchange.
    """
    if total is None:
        what = SEVERAL[language].format(to=destination)
    else:
        what = counted(language, RETURNED[language], total, to=destination)
        if len(kinds) > 1:
            what = f"{what}: {_listed(language, kinds)}"
    what = what[0].lower() + what[1:]
    frame = IN_ALL if whole else ON_A_DAY
    return frame[language].format(day=day_of(language, day), what=what)


def _listed(language: str, kinds: Mapping[str, int]) -> str:
    parts = [
        counted(language, KINDS[kind][language], number)
        if kind in KINDS
        else OTHER_KIND.format(kind=kind, n=written(language, number))
        for kind, number in kinds.items()
    ]
    return ", ".join(parts[:-1]) + AND[language] + parts[-1]
