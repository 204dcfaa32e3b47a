"""Draw how three decisions of matching came about: docs/img/decision-*.svg, for docs/benchmarks-matching.md.

``make shots`` calls it. The people are invented: drawn at random from a few lists of names, with three written in by
hand. What is drawn is what the engine says of them, bit by bit; nothing is arranged.
"""

import math
import random
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import altair

from homeward.matching import Candidate, Decision, Index, Subject, find
from homeward.matching.decide import prior_bits

OUT = Path(__file__).parents[1] / "docs/img"
PEOPLE = 20_000


def _words(text: str) -> list[str]:
    return text.split()


SURNAMES = _words(
    "Ткачук Мельник Коваленко Бондар Шевчук Кравець Гончар Лисенко Руденко Савчук Петренко Марченко Левчук "
    "Клименко Павлюк Сидоренко Мороз Литвин Кузьменко Палій Гаврилюк Пономар Власюк Тарасенко Яценко Білик Дячук "
    "Козак Назаренко Федорчук Осадчий Сорока Онищенко Демчук Ярош Собко Цимбал Чабан Лозовий Голуб"
)
GIVEN = _words(
    "Микола Іван Олександр Сергій Андрій Володимир Василь Юрій Віктор Петро Олег Ігор Дмитро Роман Михайло Богдан "
    "Тарас Євген Максим Павло"
)
FATHERS = _words(
    "Миколайович Іванович Олександрович Сергійович Андрійович Володимирович Васильович Юрійович Вікторович "
    "Петрович Олегович Ігорович Дмитрович Романович Михайлович"
)
WRITTEN_IN = (
    ("Ткачук", "Микола", "Іванович", "1988-03-07", "Лозова", "А1490"),
    ("Цимбал", "Богдан", "Петрович", "1991-02-14", "Шостка", "А1735"),
    ("Чабан", "Тарас", "Юрійович", "1994-10-30", "Ромни", ""),
    ("Чабан", "Тарас", "Юрійович", "1979-06-02", "Умань", ""),
)
ASKED = {
    "certain": Subject("1", full_name="TKATSCHUK Nikolaj Iwanowitsch", born="1988-07-03", birthplace="Лозовая"),
    "judged": Subject("2", full_name="Чабан Т. Ю.", birthplace="Ромны"),
    "nobody": Subject("3", surname="Цымбал", given="Богдан", patronymic="Петрович", born="1989-11-02"),
}
WIDTH, STEP = 520, 24
FOR, AGAINST, TOTAL = "#2a7f62", "#b5483a", "#46566b"


def registry(seed: int = 1) -> Index:
    """People drawn at random, and those written in by hand."""
    chance = random.Random(seed)

    def born() -> str:
        return f"{chance.randint(1965, 2004)}-{chance.randint(1, 12):02d}-{chance.randint(1, 28):02d}"

    places = ("Лозова", "Шостка", "Ромни", "Умань", "Ніжин", "Калуш", "Ізмаїл", "Сміла")
    names = [(chance.choice(SURNAMES), chance.choice(GIVEN), chance.choice(FATHERS)) for _ in range(PEOPLE)]
    drawn = [(*name, born(), chance.choice(places), f"А{chance.randint(1000, 3000)}") for name in names]
    people = [row for row in drawn if row[0] not in ("Цимбал", "Чабан")] + list(WRITTEN_IN)
    columns: dict[str, list[str]] = {"id": [f"A{number}" for number in range(len(people))]}
    for at, name in enumerate(("surname", "given", "patronymic", "born", "birthplace", "unit")):
        columns[name] = [person[at] for person in people]
    return Index(columns)


def steps(candidate: Candidate, people: int) -> list[dict[str, Any]]:
    """The bars: where each begins and ends in bits, and what it stands for."""
    at = 0.0
    bars: list[dict[str, Any]] = []

    def add(label: str, bits: float) -> None:
        nonlocal at
        colour = FOR if bits > 0 else AGAINST
        bars.append({"label": label, "from": at, "to": at + bits, "text": f"{bits:+.1f}", "colour": colour})
        at += bits

    add(f"before looking: one of {people:,}, or nobody", prior_bits(people))
    for one in candidate.evidence:
        if abs(one.bits) >= 0.05:
            sides = f"{one.field.value}: {one.theirs} | {one.ours} ({one.why.value})"
            add(sides if one.theirs and one.ours else one.why.value, one.bits)
    odds = math.log2(max(candidate.probability, 1e-9) / max(1 - candidate.probability, 1e-9))
    if abs(odds - at) >= 0.05:
        add("others who may be meant", odds - at)
    sure = "over .999" if candidate.probability > 0.999 else f"{candidate.probability:.3f}".lstrip("0")
    told = f"{odds:+.1f}: probability {sure}"
    bars.append({"label": "all together", "from": 0.0, "to": odds, "text": told, "colour": TOTAL})
    return bars


def chart(decision: Decision, people: int) -> altair.LayerChart:
    """The best candidate's bits as a waterfall."""
    if decision.best is None:
        raise ValueError(f"row {decision.list_id} has no candidate to draw")
    bars = steps(decision.best, people)
    low, high = (ends(bar[end] for bar in bars for end in ("from", "to")) for ends in (min, max))
    order: Sequence[str] = [bar["label"] for bar in bars]
    base = altair.Chart(altair.Data(values=bars)).encode(
        y=altair.Y("label:N", sort=order, title=None, axis=altair.Axis(labelLimit=430, ticks=False, domain=False))
    )
    drawn = base.mark_bar(height=14).encode(
        x=altair.X(
            "from:Q",
            title="bits: for one person to the right, against to the left",
            scale=altair.Scale(domain=[low - 1, high + 7], nice=False),  # room for the numbers
        ),
        x2="to:Q",
        color=altair.Color("colour:N", scale=None),
    )
    numbers = base.mark_text(align="left", dx=6).encode(x="right:Q", text="text:N")
    layered = altair.layer(drawn, numbers.transform_calculate(right="max(datum.from, datum.to)"))
    return layered.properties(
        width=WIDTH, height=STEP * len(bars), title=f"{decision.outcome.value}: row {decision.list_id}"
    ).configure_view(strokeWidth=0)


def main() -> None:
    """Draw the three."""
    index = registry()
    OUT.mkdir(parents=True, exist_ok=True)
    for name, subject in ASKED.items():
        decision = find(index, subject)
        chart(decision, len(index)).save(str(OUT / f"decision-{name}.svg"))
        print(name, decision.outcome.value, decision.best and round(decision.best.probability, 3))


if __name__ == "__main__":
    main()
