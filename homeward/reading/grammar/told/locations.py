"""Where people were handed over, or where the returned are: a known place and a word of being there.

Places of talks, and the parties' own countries, are no points of handover unless a border or airport is named.
"""

from collections.abc import Iterator

from homeward.reading.grammar.page import Draft, Page
from homeward.reading.grammar.words.lines import Line
from homeward.reading.grammar.words.phrases import Mark
from homeward.reading.words import OUTLET, Kind

_BESIDE = {"neighboring", "neighbouring", "nearby", "allied", "northern", "southern", "western", "eastern"}
_HAVE_COME = {"arrived", "landed", "came", "flown", "taken", "down", "home", "back"}
_THEY = {"они", "вони"}
_TWO = 2  # sides, which have one border
_LANDED_WITHIN = 5  # tokens between where a plane landed and the word that says so
_SITE_WITHIN = 4  # words that may stand before a border or airport: "at the newly opened crossing"


def locations(page: Page, line: Line) -> Iterator[Draft]:
    """The places of a sentence where people are or passed through."""
    for mark in line.all("place"):
        place = page.world.places[mark.value]
        site = _site(line, mark)
        if place.body or (place.talks and site is None):
            continue
        landed = site is None and _is_landed(line, mark)
        if _is_side(page, line, mark) and site is None and not landed:
            continue
        start = _preposition(line, mark, site)
        if start is None or line.ending("place", start) is not None or _is_about_talks(line, mark):
            continue
        if line.ending("cue", start, "thank") is not None:
            continue  # "grateful to the United Arab Emirates"
        if site is None and not landed and not _is_there(line, start, mark):
            continue
        end = max(mark.j, site.j if site is not None else 0)
        speaker = _speaker(page, line, mark)
        value = (
            f"{line.tokens[mark.i].text} {line.tokens[site.i].text}"
            if site is not None and site.value == "border" and (place.mediates or site.i > mark.i or not line.inflected)
            else mark.value
        )
        yield Draft(
            Kind.LOCATION, line, start, end, speaker, value=value, rules=["location.site" if site else "location.there"]
        )


def borders(page: Page, line: Line) -> Iterator[Draft]:
    """The border between the sides: "on the border between the two countries", "at their common border"."""
    for site in line.all("cue", "border") if not line.inflected and len(page.sides) == _TWO else ():
        lo, hi = line.clause(site.i)
        between = any(line.low(k) == "between" for k in range(site.j, min(hi, site.j + 2)))
        shared = line.low(site.i - 1) in {"common", "shared", "mutual", "their"}
        held = (
            line.first("exchange", "exchange", lo=lo, hi=hi) is not None or line.first("verb", lo=lo, hi=hi) is not None
        )
        owner = line.ending("people", site.i) or line.ending("party", site.i)
        own = owner if owner is not None and owner.value in page.sides and not line.ending("place", site.i) else None
        start = _preposition(line, own or site, own or site)
        named = line.first("place", lo=site.j, hi=min(hi, site.j + _SITE_WITHIN)) is not None
        if (
            named
            or not (between or shared or own)
            or not held
            or start is None
            or line.first("cue", "casualty", lo=lo, hi=hi)
        ):
            continue
        names = [page.world.parties[side] for side in sorted(page.sides)]
        draft = Draft(Kind.LOCATION, line, start, site.j, page.speaker(line, site.i), rules=["location.border"])
        draft.value = f"{line.tokens[own.i].text if own is not None else '-'.join(names)} border"
        yield draft


def capitals(page: Page, line: Line) -> Iterator[Draft]:
    """The capitals where the returned have come: "soldiers arrived in Moscow", "planes landed in Moscow and Kyiv"."""
    came = None if line.inflected else line.first("verb", "return", "go")
    at = line.at("cue", came.j, "place_preposition", "to") if came is not None else None
    city = line.at("cue", at.j, "capital") if at is not None else None
    if came is None or city is None or line.heading or line.first("cue", "future", "casualty") is not None:
        return
    if line.low(came.j - 1) not in _HAVE_COME or line.first("noun", hi=came.i) is None or line.low(city.j) == "'s":
        return
    joined = line.at("cue", city.j, "and")
    second = line.at("cue", joined.j, "capital") if joined is not None else None
    names = [line.tokens[m.i].text.replace("Kiev", "Kyiv") for m in (city, second) if m is not None]
    end = second.j if second is not None else city.j
    draft = Draft(Kind.LOCATION, line, came.i, end, page.speaker(line, came.i), rules=["location.capital"])
    draft.value = "; ".join(names)
    yield draft


def _is_side(page: Page, line: Line, mark: Mark) -> bool:
    party = line.at("party", mark.i) or line.at("people", mark.i)
    return party is not None and party.value in page.sides


def _site(line: Line, mark: Mark) -> Mark | None:
    """A border or airport named with the place: "the Belarusian border", "Esenboga Airport in Ankara"."""
    for lo, hi in ((mark.j, mark.j + 2), (mark.i - 4, mark.i)):
        found = line.first("cue", "border", "airport", lo=max(0, lo), hi=min(len(line.tokens), hi))
        if found is not None:
            return found
    return None


def _preposition(line: Line, mark: Mark, site: Mark | None) -> int | None:
    """Where the preposition of place before a place starts."""
    first = min(mark.i, site.i if site is not None else mark.i)
    for back in range(_SITE_WITHIN if site is not None else 1):
        preposition = line.ending("cue", first - back, "place_preposition")
        if preposition is None and line.inflected:
            preposition = line.ending("cue", first - back, "to")  # "прилетели в Доху"
        if preposition is None and not line.inflected and line.low(first - back - 1) in _BESIDE:
            preposition = line.ending("cue", first - back - 1, "place_preposition")
        article = line.ending("cue", first - back, "article")
        if preposition is None and article is not None:
            preposition = line.ending("cue", article.i, "place_preposition")
        if preposition is not None:
            return preposition.i
        if line.low(first - back - 1) in {",", ";", "."} or line.ending("verb", first - back) is not None:
            return None
    return None


def _is_about_talks(line: Line, mark: Mark) -> bool:
    lo, hi = max(0, mark.i - 6), min(len(line.tokens), mark.j + 3)
    moved = line.ending("verb", mark.i - 1, "go", "return") if line.low(mark.i - 1) == "into" else None
    lo = moved.j if moved is not None else lo  # "returned under the June 2 deal and crossed into Belarus"
    return line.first("cue", "agreement", "negotiation", lo=lo, hi=hi) is not None


def _is_landed(line: Line, mark: Mark) -> bool:
    """Whether the returned are on their own side's land: "самолёт сел в Подмосковье", "доставили в Москву"."""
    lo, hi = line.clause(mark.i)
    if not line.inflected or line.first("cue", "future", lo=lo, hi=hi) is not None:
        return False
    into = line.ending("cue", mark.i, "to") is not None and line.ending("cue", mark.i, "place_preposition") is None
    cues = line.all("cue", "landed", *(("brought",) if into else ()), lo=lo, hi=hi)
    near = (m for m in cues if max(m.i - mark.j, mark.i - m.j) <= _LANDED_WITHIN)
    return any(not line.traits(m) & {"futr", "infn"} for m in near)


def _is_there(line: Line, start: int, mark: Mark) -> bool:
    lo, _ = line.clause(mark.i)
    if line.first("cue", "money", lo=lo, hi=start) is not None:
        return False
    if line.low(start) in {"through", "via"} and line.first("cue", "running", "cumulative", lo=lo) is not None:
        return False  # "the number of children returned through Qatar"
    if line.inflected and line.low(start - 1) in {"—", "–"}:
        return True  # "Все военные — в Белоруссии"
    if line.inflected and line.low(start - 1) in _THEY:
        return True  # "они в Белоруссии"
    after = min(len(line.tokens), mark.j + _SITE_WITHIN)
    if line.inflected and line.first("cue", "being_there", lo=mark.j, hi=after) is not None:
        return True  # "на территории Белоруссии сейчас находятся"
    return (
        line.last("cue", "being_there", lo=lo, hi=start) is not None
        or line.last("verb", "go", "return", lo=lo, hi=start) is not None
        or _is_where_freed(line, lo, start)
    )


def _is_where_freed(line: Line, lo: int, start: int) -> bool:
    """Whether people were freed at a place: "released three hostages in Khan Younis"."""
    freed = line.last("verb", "free", "give", lo=lo, hi=start) if not line.inflected else None
    noun = line.last("noun", lo=freed.j, hi=start) if freed is not None else None
    beside = noun is not None and start - noun.j <= 1
    return beside and line.low(start) in {"in", "at", "near"}


def _speaker(page: Page, line: Line, mark: Mark) -> str:
    """The speaker; of people of a side, unattributed, the office of that side that spoke last."""
    said = page.speaker(line, mark.i)
    people = line.last("people", lo=0, hi=mark.i)
    if said != OUTLET or (people is None and line.last("noun", lo=0, hi=mark.i) is None):
        return said
    label = page.world.parties[people.value] if people is not None else None
    told = [scope.speaker for scopes in page.scopes[: line.index + 1] for scope in scopes]
    fitting = [one for one in told if one.split(":")[0] == label or (label is None and page.side_of(one) is not None)]
    offices = [one for one in fitting if ":" in one]  # an office rather than its country
    return (offices or fitting or [said])[-1]
