"""What Tesseract says becomes text, and what it is not sure of stays between marks."""

import pytest

from homeward.reading.files.tesseract import SURE, UNSURE, _text, _words


def table(*words: tuple[str, float], line: int = 4) -> str:
    rows = ["level\tpage_num\tblock_num\tpar_num\tline_num\tword_num\tleft\ttop\twidth\theight\tconf\ttext"]
    rows.append("4\t1\t1\t1\t1\t0\t0\t0\t9\t9\t-1\t")
    for at, (word, sure) in enumerate(words):
        rows.append(f"5\t1\t1\t{1 + at // (2 * line)}\t{1 + at // line}\t{at}\t0\t0\t9\t9\t{sure}\t{word}")
    return "\n".join(rows)


def test_words_stand_in_their_lines_and_lines_in_their_paragraphs() -> None:
    words = [(word, 95.0) for word in ["a", "b", "c", "d", "e", "f", "g", "h", "i", "j"]]
    assert _text(_words(table(*words))) == "a b c d\ne f g h\n\ni j"


@pytest.mark.parametrize(
    ("word", "sure", "believed"),
    [
        ("people", 61.0, True),
        ("people", 59.0, False),
        ("390", 79.0, False),
        ("390", 81.0, True),
        ("270-го", 70.0, False),
    ],
)
def test_a_figure_must_be_surer_than_a_word(word: str, sure: float, believed: bool) -> None:
    words = [("they", 96.0)] * 9 + [(word, sure)]
    said = _text(_words(table(*words, line=20))).split()[-1]
    assert said == (word if believed else f"{UNSURE}{word}{SURE}")


def test_on_a_page_of_which_little_is_legible_nothing_is_believed() -> None:
    words = [("they", 96.0)] * 7 + [("thcy", 30.0)] * 3
    assert _text(_words(table(*words))).count(UNSURE) == 10


def test_specks_and_rules_are_no_words() -> None:
    assert _text(_words(table(("|", 20.0), ("—", 95.0), ("ten", 95.0), ("~", 12.0)))) == "— ten"


def test_marks_in_what_was_recognised_are_not_ours() -> None:
    assert _text(_words(table((f"t{UNSURE}en{SURE}", 95.0)))) == "ten"


def test_rows_that_are_no_words_are_left_out() -> None:
    assert _words("nonsense\n5\t1\t1\n5\t1\t1\t1\t1\t1\t0\t0\t9\t9\tnan\tword") == []
