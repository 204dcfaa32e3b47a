"""The page about lists runs, and says what it says."""

import re
from pathlib import Path

import pytest

PAGE = Path(__file__).parents[2] / "docs/lists.md"


def test_the_example_of_the_page_runs(capsys: pytest.CaptureFixture[str]) -> None:
    example = re.search(r"```python\n(.*?)```", PAGE.read_text("utf-8"), re.DOTALL)
    assert example is not None
    exec(compile(example[1], str(PAGE), "exec"), {})
    said = capsys.readouterr().out.splitlines()
    assert said[0].startswith("cp1251 ;")
    assert said[1] == (
        "[{'full_name': 'Вигаденко Остап', 'born': '1990-05-12'}, {'full_name': 'Неіснюк Ганна', 'born': '1985'}]"
    )
    assert [line.split(":")[0] for line in said[2:]] == ["row 2, column “Дата нар.”", "row 3, column “Дата нар.”"]
