"""The labelled documents beside the project, where they are: texts, notes, and a key by the author of the guide."""

import json
from pathlib import Path
from typing import Any

from homeward.reading import Document
from homeward.reading.load import load

FOLDER = Path(__file__).parents[3] / "shared" / "reading" / "dev"
_FIRST = FOLDER.parents[1] / "documents" / "document-1.txt"

Key = dict[str, Any]


def labelled() -> list[tuple[Document, Key]]:
    """Each short report with its key; none where they are not beside the project."""
    if not FOLDER.is_dir():
        return []
    keys = [json.loads(line) for line in (FOLDER / "gold.jsonl").read_text("utf-8").splitlines()]
    return [(load(FOLDER / f"{key['id']}.txt"), key) for key in keys]


def first() -> list[tuple[Document, Key]]:
    """The page that everything began with, and its key."""
    if not _FIRST.is_file():
        return []
    return [(load(_FIRST), json.loads(_FIRST.with_suffix(".claims.json").read_text("utf-8")))]
