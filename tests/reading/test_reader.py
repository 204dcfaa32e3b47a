"""A document's claims, end to end."""

from datetime import date

from homeward.reading import Document, Kind, languages, read


def _read(text: str, language: str | None = "en") -> list[tuple[Kind, int | None, str | None, str]]:
    document = Document("a page", text, language, published=date(2025, 5, 23))
    return [(c.kind, c.count, c.direction, c.speaker) for c in read(document).claims]


def test_a_counted_return_is_a_transfer_to_the_side_that_announces_it() -> None:
    said = _read("Zelensky said that 390 prisoners had returned home from Russian captivity.")
    assert said == [(Kind.TRANSFER, 390, "to_ukraine", "Ukraine: Zelensky")]


def test_a_language_without_a_grammar_has_no_claims_and_says_so() -> None:
    assert "en" in languages()
    assert "fr" not in languages()
    assert _read("390 prisonniers sont rentrés.", "fr") == []
