"""A report becomes claims: who said what of how many, and with which words. On the reader alone.

Run it: ``python examples/read_a_report.py``.
"""

from datetime import date

from homeward.reading import Document, read

REPORT = (
    "Second day of the exchange. Ukraine brought home 307 servicemen on Saturday, President Zelensky said. "
    "Russia's Defence Ministry said that 307 Russian servicemen had been returned from Ukraine."
)

reading = read(Document("report.txt", REPORT, language="en", published=date(2025, 5, 24)))
for claim in reading.claims:
    print(f"{claim.exchange_date}  {claim.kind:<9} {claim.direction:<11} {claim.count:>4}  {claim.speaker}")
    print(f"            «{claim.evidence}»  by {', '.join(claim.rules)}")
