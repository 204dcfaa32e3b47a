"""A few reports of May 2025, bundled: public pages retold in our own words, with their mistakes left in.

Each ``NAME.txt`` under ``data/documents`` has a ``NAME.meta.json`` beside it: title, date of publication, language,
outlet, and the address of the page that carried these facts. ``docs/data-dictionary.md`` says what mistake is where.
"""

import datetime
import json
from functools import cache
from importlib.resources import files

from homeward.reading.words import Document


@cache
def public_documents() -> tuple[Document, ...]:
    """Return the bundled documents, in order of their names."""
    folder = files("homeward.weighing").joinpath("data", "documents")
    names = sorted(path.name.removesuffix(".txt") for path in folder.iterdir() if path.name.endswith(".txt"))
    found = []
    for name in names:
        given = json.loads(folder.joinpath(f"{name}.meta.json").read_text("utf-8"))
        found.append(
            Document(
                name=name,
                text=folder.joinpath(f"{name}.txt").read_text("utf-8"),
                language=given["language"],
                title=given["title"],
                outlet=given["outlet"],
                url=given["url"],
                published=datetime.date.fromisoformat(given["published"]),
            )
        )
    return tuple(found)
