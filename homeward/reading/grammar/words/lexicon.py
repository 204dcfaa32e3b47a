"""Languages as data: one file each, with its words by meaning; and the parties of all conflicts, in every language.

A language is readable when ``data/<code>.toml`` exists. Files are read once, when first asked for.
"""

import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib import resources
from itertools import chain
from typing import Any

from homeward.reading.grammar.words.dates import DateWords
from homeward.reading.grammar.words.forms import dictionary_form
from homeward.reading.grammar.words.numbers import NumberWords
from homeward.reading.grammar.words.phrases import Phrases

_DAYS = 31  # of a month at most
_MEANINGS = ("noun", "adjective", "qualifier", "verb", "exchange", "cue", "speech", "pronoun", "topic")


@dataclass(frozen=True, slots=True)
class Speaker:
    """One who speaks: ``side`` is a party's label or None; a person can be "he", an office cannot."""

    label: str
    person: bool
    captives: bool = False  # speaks of captives alone
    speaks_for: str | None = None  # the office whose words a spokesman's are


@dataclass(frozen=True, slots=True)
class Office:
    """An office that any party may have: its name, whose it usually is, and who holds it where that is known."""

    label: str
    usual: str | None
    holders: dict[str, str]
    state: bool = False  # only a state has it, no armed group
    by_name: bool = False  # whoever holds it speaks by his own name, if the page tells it
    held_by: tuple[str, ...] = ()  # labels of those who have held it: whom of them a page names, it means


@dataclass(frozen=True, slots=True)
class Place:
    """A country, town or body that mediates or hosts."""

    value: str
    mediates: bool
    talks: bool  # known for talks: said alone, it is no point of handover
    body: bool  # an organisation, not a place
    capital_of: str | None = None  # whose government is meant where it is said to mediate
    voice: str | None = None  # which of its offices speaks, where it is only said that the country does
    seat: tuple[str, ...] = ()  # the town of its own that its name may be, in every spelling; the first names it


@dataclass(frozen=True, slots=True)
class Deal:
    """A deal by name: where and when it was made, and until when exchanges are counted to it."""

    name: str
    place: str
    made: date
    until: date
    per_side: int | None


@dataclass(frozen=True, slots=True)
class War:
    """A war whose exchanges are counted: between whom, since when, and until when if another took its place."""

    parties: frozenset[str]
    began: date
    ended: date | None = None
    hostages_to: str | None = None  # the party whose people the other holds as hostages


@dataclass(frozen=True, slots=True)
class Dated:
    """For which party a name stands up to a day, and for which, if for any, since then."""

    until: date
    before: str
    since: str | None


@dataclass(frozen=True, slots=True)
class World:
    """Parties, speakers, places, deals and wars, whatever the language."""

    parties: dict[str, str]  # key to label
    hosts: frozenset[str]  # keys of parties that a page names mostly in passing, or as the place of a handover
    beside: dict[str, str]  # parties by a name that others have, too, each with that of which the page must tell
    armed: frozenset[str]  # keys of parties that are no states
    dated: dict[str, Dated]  # names that have not always stood for the same party
    speakers: dict[str, Speaker]
    offices: dict[str, Office]
    places: dict[str, Place]
    deals: tuple[Deal, ...]
    wars: tuple[War, ...]
    fighting: frozenset[str]  # the parties of all wars
    sites: dict[str, str]  # offices by their own sites: a host, or a host and the channel on it, in lower case


def party_label(key: str) -> str:
    """A party by its key, in letters as the data spells it: "RSF" for ``rsf``, "DR Congo" for ``dr_congo``."""
    label = world().parties.get(key, "")
    plain = "".join(letter for letter in label.lower() if letter.isalnum())
    return label if plain == key.replace("_", "") else key.replace("_", " ").title()


def party_named(label: str) -> str | None:
    """The key of a party by its label: ``palestinians`` for "Hamas", as which their side speaks; None for others."""
    return next((key for key, known in world().parties.items() if known == label), None)


def is_known(name: str) -> bool:
    """Whether the data has a party, a place or a body by this name, so that no reader has cut it out of a sentence."""
    return name in world().places or name in world().parties.values()


@dataclass(frozen=True, slots=True)
class Language:
    """All that the grammar knows of one language."""

    code: str
    phrases: Phrases
    numbers: NumberWords
    dates: DateWords
    abbreviations: frozenset[str]
    stop: frozenset[str]  # words that end a counted noun phrase
    not_counted: frozenset[str]  # what is counted in news and is not people
    before_number: frozenset[str]  # words after which a number is an age or a name
    joins_adjectives: frozenset[str]  # "and" of "gravely ill and injured defenders"
    from_where: frozenset[str]  # words before a place that is left or lies on the way
    goodwill: frozenset[tuple[str, ...]]  # words for letting people go for nobody
    page_of: frozenset[str]  # what the page of an office may be called, besides the office
    times: frozenset[str]  # "36 times"
    person_ends: tuple[str, ...]  # how words end that an article makes one person
    particles: frozenset[str]  # before a surname: "De", "Van"
    media: frozenset[str]  # "телеканал Al Hadath"
    inflected: bool  # words are found by their dictionary forms, and cases tell who does what to whom
    from_the_day: dict[tuple[str, ...], int]  # "the next day": days from the day told before
    kin: str | None  # what kindred languages are called together, from whose examples it learns: "sl"
    home: str | None  # the party where nearly all who write it are at home: who "returned" returned there


@cache
def languages() -> tuple[str, ...]:
    """The ISO 639-1 codes of the languages that have a grammar."""
    folder = resources.files("homeward.reading") / "data"
    names = (file.name for file in folder.iterdir())
    return tuple(sorted(name[:2] for name in names if len(name) == len("en.toml") and name.endswith(".toml")))


@cache
def language(code: str) -> Language:
    """Load a language of ``languages()``, with the forms that parties, speakers and places take in it."""
    data = _load(code)
    numbers, dates = data["numbers"], data["dates"]
    months = dates["months"]
    from_the_day = dates.get("from_the_day", {})
    # "двумя днями ранее" counts from the news where no day was told; "a day before" may count from what follows
    back = {phrase: step for phrase, step in from_the_day.items() if step < 0 and data.get("inflected", False)}
    days = back | dates["days"]
    spelt = numbers["ordinals"].items() if data.get("inflected", False) else ()  # "the second of May" may be a swap
    ordinals = {word: day for word, day in spelt if day <= _DAYS}
    tens = {word: day for word, day in numbers["words"].items() if ordinals and day in {20, 30}}
    relative = {p.split()[0] for table in (days, dates["relative_months"], dates["relative_years"]) for p in table}
    entries = [*_meanings(data), *_forms(_load("parties"), code)]
    if data.get("inflected", False):
        entries += [(form, group, value) for phrase, group, value in entries for form in _dictionary_form(phrase, code)]
    return Language(
        code=code,
        phrases=Phrases(entries),
        numbers=NumberWords(
            words=numbers["words"],
            ordinals=numbers["ordinals"],
            scales=numbers["scales"],
            joiners=frozenset(numbers["joiners"]),
            vague=frozenset(numbers["vague"]),
            measures=frozenset(numbers["measures"]),
            ordinal_suffixes=frozenset(numbers["ordinal_suffixes"]),
            months=frozenset(months),
            spelt=frozenset({*numbers["words"], *numbers["ordinals"], *numbers["scales"], *numbers["halves"]}),
            shortened=frozenset(numbers.get("shortened", ())),
            some=frozenset(numbers.get("some", ())),
            halves=numbers["halves"],
            and_a_half=tuple(numbers["and_a_half"]),
        ),
        dates=DateWords(
            months=months,
            weekdays=dates["weekdays"],
            days=_phrased(days),
            relative_months=_phrased(dates["relative_months"]),
            relative_years=_phrased(dates["relative_years"]),
            relative_openers=frozenset(relative),
            openers=frozenset({*months, *dates["weekdays"], *relative, *ordinals, *tens}),
            before_month=frozenset(dates["before_month"]),
            before_year=frozenset(dates["before_year"]),
            between_day_and_month=frozenset(dates["between_day_and_month"]),
            range=frozenset(dates["range"]),
            listing=frozenset(dates["listing"]),
            later=frozenset(dates["later"]),
            ambiguous_months=frozenset(dates["ambiguous_months"]),
            eve=frozenset(dates.get("eve", ())),
            day_nouns=frozenset(dates.get("day_nouns", ())),
            ordinals=ordinals,
            tens=tens,
            year_nouns=frozenset(dates.get("year_nouns", ())),
            day_suffixes=frozenset(dates.get("day_suffixes", ())),
            on_the=frozenset(_pair(said) for said in dates.get("on_the", ())),
            this_month=frozenset(tuple(said.split()) for said in dates.get("this_month", ())),
        ),
        abbreviations=frozenset(data["abbreviations"]),
        stop=frozenset(data["stop"]),
        not_counted=frozenset(data["not_counted"]),
        before_number=frozenset(data["before_number"]),
        joins_adjectives=frozenset(data["joins_adjectives"]),
        from_where=frozenset(data["from_where"]),
        goodwill=frozenset(tuple(phrase.split()) for phrase in data["goodwill"]),
        page_of=frozenset(data["page_of"]),
        times=frozenset(data["times"]),
        person_ends=tuple(data.get("person_ends", ())),
        particles=frozenset(data.get("particles", ())),
        media=frozenset(data.get("media", ())),
        inflected=data.get("inflected", False),
        from_the_day=_phrased(from_the_day),
        kin=data.get("kin"),
        home=data.get("home"),
    )


@cache
def world() -> World:
    """Load the parties and all that speaks, hosts or was agreed."""
    data = _load("parties")
    return World(
        parties={p["key"]: p["label"] for p in data["party"] if "label" in p},
        hosts=frozenset(p["key"] for p in data["party"] if p.get("host")),
        beside={p["key"]: p["beside"] for p in data["party"] if "beside" in p},
        armed=frozenset(p["key"] for p in data["party"] if p.get("armed")),
        dated={
            p["key"]: Dated(date.fromisoformat(c["until"]), c["before"], c.get("since"))
            for p in data["party"]
            if (c := p.get("counts_as"))
        },
        speakers={
            s["label"]: Speaker(s["label"], s.get("person", False), s.get("captives", False), s.get("speaks_for"))
            for s in data["speaker"]
        },
        offices={
            o["label"]: Office(
                o["label"],
                o.get("usual"),
                o.get("holders", {}),
                o.get("state", False),
                o.get("by_name", False),
                tuple(o.get("held_by", ())),
            )
            for o in data["office"]
        },
        places={
            p["value"]: Place(
                p["value"],
                p.get("mediates", False),
                p.get("talks", False),
                p.get("body", False),
                p.get("capital_of"),
                p.get("voice"),
                tuple(p.get("seat", ())),
            )
            for p in data["place"]
        },
        deals=tuple(
            Deal(
                d["name"], d["place"], date.fromisoformat(d["date"]), date.fromisoformat(d["until"]), d.get("per_side")
            )
            for d in data["deal"]
        ),
        wars=tuple(
            War(
                frozenset(w["parties"]),
                date.fromisoformat(w["began"]),
                date.fromisoformat(w["ended"]) if "ended" in w else None,
                w.get("hostages_to"),
            )
            for w in data["war"]
        ),
        fighting=frozenset(chain.from_iterable(w["parties"] for w in data["war"])),
        sites=data["sites"],
    )


def _load(name: str) -> dict[str, Any]:
    return tomllib.loads((resources.files("homeward.reading") / "data" / f"{name}.toml").read_text(encoding="utf-8"))


def _phrased(table: dict[str, int]) -> dict[tuple[str, ...], int]:
    return {tuple(phrase.split()): value for phrase, value in table.items()}


def _pair(said: str) -> tuple[str, str]:
    first, second = said.split()
    return first, second


def _meanings(data: dict[str, Any]) -> Iterator[tuple[str, str, str]]:
    for group in _MEANINGS:
        for value, phrases in data.get(group, {}).items():
            for phrase in phrases:
                yield phrase, group, value


def _dictionary_form(phrase: str, code: str) -> Iterator[str]:
    """A phrase with the words that are not so in the dictionary as it has them: "національний гвардія".

    So that a name may be written as it is said, and found in all its forms.
    """
    words = phrase.split()
    if len(words) > 1 and (spelt := " ".join(dictionary_form(word, code) for word in words)) != phrase:
        yield spelt


def _forms(data: dict[str, Any], code: str) -> Iterator[tuple[str, str, str]]:
    for party in data["party"]:
        for group in ("names", "people"):
            for form in party.get(f"{code}_{group}", ()):
                yield form, "party" if group == "names" else "people", party["key"]
        for form in party.get(f"{code}_regions", ()):
            yield form, "people", party["key"]
            yield form, "region", party["key"]
    for group, key in (("speaker", "label"), ("office", "label"), ("place", "value")):
        for entry in data[group]:
            for form in entry.get(code, ()):
                yield form, group, entry[key]
