"""Two reports of one day, weighed against each other: what stands, by which rule, what differs. On the engines alone.

Run it: ``python examples/weigh_two_reports.py``.
"""

from datetime import date

from homeward.reading import Document, read
from homeward.weighing import weigh

REPORTS = {
    "kyiv": "Ukraine brought home 307 servicemen from captivity on Saturday, President Zelensky said.",
    "gazette": "In a prisoner exchange on Saturday Ukraine received 303 servicemen from Russia.",
}

readings = [
    read(Document(name, text, language="en", outlet=name.title(), published=date(2025, 5, 24)))
    for name, text in REPORTS.items()
]
for exchange in weigh(readings).exchanges:
    for figure in exchange.figures:
        headline = figure.headline
        print(f"{exchange.key} {figure.measure.direction}: {headline.count} by {headline.rule}; {figure.standing}")
        for value in figure.values:
            print(f"    {value.count}: {', '.join(voice.speaker for voice in value.voices)}")
    for contradiction in exchange.contradictions:
        print(f"    differs, likely cause: {contradiction.cause}")
