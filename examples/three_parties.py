"""Three parties, none of whom agrees to a part: who goes where, and why one does not.

python examples/three_parties.py
"""

from homeward.planning.multiparty import deal_of, settle
from homeward.planning.multiparty.said import said_person, settled

DEAL = {
    "format": "homeward-multiparty/1",
    "parties": [
        {"name": "Avara", "goodwill": 0},
        {"name": "Brenn", "goodwill": 0},
        {"name": "Cordia", "goodwill": 1},
    ],
    "people": [
        {"id": "agent", "holder": "Cordia", "to": ["Avara"]},
        {"id": "reporter", "holder": "Avara", "to": ["Cordia"]},
        {"id": "teacher", "holder": "Avara", "to": ["Brenn"]},
        {"id": "pilot", "holder": "Brenn", "to": ["Avara"]},
        {"id": "student", "holder": "Avara", "to": ["Cordia"]},
    ],
    "conditions": [
        {"id": "for the agent", "party": "Cordia", "gives": ["agent"],
         "demands": [{"people": ["reporter"], "to": "Cordia"}, {"people": ["teacher"], "to": "Brenn"}]},
        {"id": "two for the student", "party": "Avara", "gives": ["student"],
         "demands": [{"from": "Cordia", "to": "Avara", "at_least": 2}]},
    ],
}  # fmt: skip

deal = deal_of(DEAL)
settlement = settle(deal)
print(*settled(deal, settlement), sep="\n")
print(*said_person(deal, settlement, "student"), sep="\n")
