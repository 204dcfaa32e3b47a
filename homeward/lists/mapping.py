"""A mapping file says which column is which field, instead of guessing: ``surname = "Фамилия"``, line by line."""

import difflib
import tomllib
from os import PathLike
from pathlib import Path

from homeward.lists.words import Field, MappingError

_MOST_BYTES = 100_000


def read_mapping(path: str | PathLike[str]) -> dict[Field, str]:
    """Read a mapping file: TOML, a field's name and the heading of its column.

    A column may also be named by its place (``"#3"``); ``""`` says that no column holds the field.

    Raises:
        MappingError: the file cannot be read, or names a field that there is not.
    """
    path = Path(path)
    try:
        with path.open("rb") as file:
            said = tomllib.loads(file.read(_MOST_BYTES).decode("utf-8-sig"))
    except OSError as error:
        raise MappingError(f"{path}: it cannot be opened ({error.strerror}).") from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise MappingError(f'{path}: this is no mapping: write lines such as surname = "Фамилия" ({error}).') from error
    found: dict[Field, str] = {}
    for name, column in said.items():
        if name not in set(Field):
            raise MappingError(f"{path}: there is no field “{name}”; {_suggestion(name)}.")
        if not isinstance(column, str):
            raise MappingError(f"{path}: {name} should be the heading of a column in quotation marks.")
        found[Field(name)] = column
    return found


def _suggestion(name: str) -> str:
    near = difflib.get_close_matches(name.lower(), [*Field, *_ALSO], n=1, cutoff=0.6)
    if near:
        return f"did you mean “{_ALSO.get(near[0], near[0])}”"
    return "there are " + ", ".join(Field)


_ALSO = {
    "dob": Field.BORN,
    "birth": Field.BORN,
    "date_of_birth": Field.BORN,
    "name": Field.FULL_NAME,
    "first_name": Field.GIVEN,
    "last_name": Field.SURNAME,
    "middle_name": Field.PATRONYMIC,
    "gender": Field.SEX,
    "place_of_birth": Field.BIRTHPLACE,
    "tag": Field.NUMBER,
    "tag_no": Field.NUMBER,
    "service_number": Field.NUMBER,
}
