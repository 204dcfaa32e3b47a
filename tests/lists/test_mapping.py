"""A mapping file says which column is which field; what does not fit is an error with a suggestion."""

from pathlib import Path

import pytest

from homeward.lists import Field, MappingError, read_mapping


def written(tmp_path: Path, text: str) -> Path:
    path = tmp_path / "mapping.toml"
    path.write_text(text, "utf-8")
    return path


def test_a_mapping_names_headings_and_places(tmp_path: Path) -> None:
    path = written(tmp_path, 'surname = "Фамилия"\nborn = "#3"\nsex = ""\n')
    assert read_mapping(path) == {Field.SURNAME: "Фамилия", Field.BORN: "#3", Field.SEX: ""}


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ('surnam = "x"', "did you mean “surname”"),
        ('dob = "x"', "did you mean “born”"),
        ('zzz = "x"', "there are id, full_name"),
        ("surname = 3", "in quotation marks"),
        ("surname: x", "this is no mapping"),
    ],
)
def test_what_is_wrong_in_it_is_said(tmp_path: Path, text: str, said: str) -> None:
    with pytest.raises(MappingError, match=said):
        read_mapping(written(tmp_path, text))


def test_a_mapping_that_is_not_there_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(MappingError, match="cannot be opened"):
        read_mapping(tmp_path / "none.toml")
