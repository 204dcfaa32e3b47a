"""The interface speaks Ukrainian and Russian throughout: nothing is missing or fuzzy, and placeholders agree."""

import re
import subprocess
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog, Message
from babel.messages.pofile import read_po

import homeward.node

NODE = Path(homeward.node.__file__).parent
PLACEHOLDER = re.compile(r"%\((\w+)\)[sd]|%[sd]")


def files(language: str) -> list[Path]:
    """The shared catalogue, and each room's own."""
    return sorted(NODE.rglob(f"locale/{language}/LC_MESSAGES/django.po"))


def catalogues(language: str) -> list[Catalog]:
    found = []
    for path in files(language):
        with path.open("rb") as file:
            found.append(read_po(file, locale=language, domain="django"))
    return found


def messages(language: str) -> list[Message]:
    return [message for catalogue in catalogues(language) for message in catalogue if message.id]


def forms(value: object) -> list[str]:
    return list(value) if isinstance(value, list | tuple) else [str(value)]


@pytest.mark.parametrize("language", ["uk", "ru"])
def test_nothing_is_missing_or_fuzzy(language: str) -> None:
    found = messages(language)
    assert len(found) > 250
    assert not [message.id for message in found if message.fuzzy or not all(forms(message.string))]


@pytest.mark.parametrize("language", ["uk", "ru"])
def test_placeholders_agree(language: str) -> None:
    for message in messages(language):
        wanted = set(PLACEHOLDER.findall(forms(message.id)[-1]))
        for form in forms(message.string):
            assert set(PLACEHOLDER.findall(form)) == wanted, message.id


@pytest.mark.parametrize("language", ["uk", "ru"])
def test_plurals_have_the_languages_forms(language: str) -> None:
    assert {catalogue.num_plurals for catalogue in catalogues(language)} == {3}
    plural = [message for message in messages(language) if message.pluralizable]
    assert plural
    assert all(len(forms(message.string)) == 3 for message in plural)


def test_both_languages_translate_the_same_sentences() -> None:
    ukrainian, russian = ({(m.context, str(m.id)) for m in messages(language)} for language in ("uk", "ru"))
    assert ukrainian == russian


@pytest.mark.parametrize("language", ["uk", "ru"])
def test_every_sentence_of_the_code_is_in_the_catalogue(language: str) -> None:
    known = {(message.context, forms(message.id)[0]) for message in messages(language)}
    missing = [sentence for sentence in sentences_of_the_code() if sentence not in known]
    assert not missing


def sentences_of_the_code() -> list[tuple[str | None, str]]:
    """Collect what the code and the templates mark for translation, without gettext's own programs."""
    from io import BytesIO

    from babel.messages.extract import extract
    from django.utils.translation.template import templatize

    keywords = {
        "_": None, "gettext": None, "gettext_lazy": None, "ngettext": (1, 2), "pgettext": ((1, "c"), 2),
        "pgettext_lazy": ((1, "c"), 2), "npgettext": ((1, "c"), 2, 3),
    }  # fmt: skip
    found = []
    for path in sorted([*NODE.rglob("*.py"), *NODE.rglob("*.html")]):
        text = path.read_text("utf-8")
        code = templatize(text) if path.suffix == ".html" else text
        for _line, said, _comments, context in extract("python", BytesIO(code.encode()), keywords):
            found.append((context, said[0] if isinstance(said, tuple) else said))
    return found


@pytest.mark.parametrize("language", ["uk", "ru"])
def test_the_catalogue_compiles(language: str, tmp_path: Path) -> None:
    from shutil import which

    if which("msgfmt") is None:
        pytest.skip("gettext is not installed")
    for po in files(language):
        done = subprocess.run(
            ["msgfmt", "--check", "-o", str(tmp_path / "django.mo"), str(po)], capture_output=True, text=True
        )
        assert done.returncode == 0, (po, done.stderr)
