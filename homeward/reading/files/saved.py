"""What the program that saved a page left in it: when that was, and where the page had come from.

The Internet Archive, SingleFile, HTTrack and the search engines' copies leave a sentence; archived pages carry the day
in their own addresses; browsers note the address.
"""

import re
from datetime import date

from homeward.reading.files.stamp import day_of

_LEFT_BY_SAVERS = (
    re.compile(r"FILE ARCHIVED ON \d\d:\d\d:\d\d (?P<day>[A-Za-z]{3,9} \d{1,2}, \d{4}) AND RETRIEVED"),
    re.compile(r"saved with SingleFile\s+url:[^\n]*\n\s*saved date:\s*(?P<day>[A-Za-z]{3} [A-Za-z]{3} \d{1,2} \d{4})"),
    re.compile(r"by HTTrack Website Copier[^,>]{0,60}, (?P<day>[A-Za-z]{3}, \d{1,2} [A-Za-z]{3} \d{4})"),
    re.compile(r"snapshot of the page as it appeared on (?P<day>\d{1,2} [A-Za-z]{3} \d{4})"),
)
_ARCHIVED = re.compile(
    r"https?://(?:web\.archive\.org/web/(?P<day>\d{8})\d{0,6}(?:[a-z]{2}_)?"
    r"|archive\.(?:today|ph|is|md|li|fo|vn)/(?P<dotted>\d{4}\.\d\d\.\d\d)-\d{4,6})/(?P<url>https?://[^\s\"'<>]{4,2000})"
)
_SAVED_FROM = re.compile(
    r"<!-- saved from url=\(\d{1,6}\)(https?://[^\s>]{4,2000}) -->"
    r"|saved with SingleFile\s+url:\s*(https?://\S{4,2000})"
)
_REACH = 100_000  # characters at either end of a page in which savers leave their words


def captured(markup: str) -> date | None:
    """Return the day on which a page was saved or archived, if its saver says so."""
    ends = markup[:_REACH] + "\n" + markup[max(_REACH, len(markup) - _REACH) :]
    for sentence in _LEFT_BY_SAVERS:
        found = sentence.search(ends)
        if found is not None and (day := day_of(found["day"])) is not None:
            return day
    archived = _ARCHIVED.search(ends)
    return None if archived is None else _compact(archived)


def archived_today(markup: str) -> bool:
    """Tell whether a page comes from archive.today, which puts its own head with its own dates on it."""
    found = _ARCHIVED.search(markup[:_REACH])
    return found is not None and found["dotted"] is not None


def source(markup: str) -> str | None:
    """Return the address from which a page was saved, if its saver says so."""
    found = _SAVED_FROM.search(markup[:_REACH])
    return None if found is None else found[1] or found[2]


def original(url: str) -> tuple[str, date | None]:
    """Return the address of the page itself, and the day of the copy, for the address of an archived copy."""
    archived = _ARCHIVED.match(url)
    return (url, None) if archived is None else (archived["url"], _compact(archived))


def _compact(archived: re.Match[str]) -> date | None:
    digits = archived["day"] or archived["dotted"].replace(".", "")
    return day_of(f"{digits[:4]}-{digits[4:6]}-{digits[6:8]}")
