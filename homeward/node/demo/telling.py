"""What the parties of the exercise say in public, in the three languages of the node.

The sentences put the number last, so that they read well whatever the number is.
"""

from homeward.exchange.words import Said
from homeward.node.demo.story import CIVILIANS, RUSSIA, SERVICEMEN, UKRAINE

TO = {
    "en": {UKRAINE: "Ukraine", RUSSIA: "Russia"},
    "uk": {UKRAINE: "України", RUSSIA: "Росії"},
    "ru": {UKRAINE: "Украину", RUSSIA: "Россию"},
}
OPENING = {"en": "Returned to {to}: {n}", "uk": "До {to} повернуто осіб: {n}", "ru": "В {to} возвращено человек: {n}"}
KINDS = {
    "en": {SERVICEMEN: "servicemen", CIVILIANS: "civilians"},
    "uk": {SERVICEMEN: "військових", CIVILIANS: "цивільних"},
    "ru": {SERVICEMEN: "военных", CIVILIANS: "гражданских"},
}


def words(receiver: str, total: int, counts: tuple[tuple[str, int], ...]) -> tuple[Said, ...]:
    """Say in each language how many came home, and of which kinds.

    Args:
        receiver: the party they came home to, which speaks.
        total: how many in all.
        counts: categories and how many of each.
    """
    said = []
    for language, opening in OPENING.items():
        kinds = ", ".join(f"{KINDS[language][category]}: {_written(count, language)}" for category, count in counts)
        said.append(
            Said(language, f"{opening.format(to=TO[language][receiver], n=_written(total, language))} ({kinds}).")
        )
    return tuple(said)


def _written(number: int, language: str) -> str:
    return f"{number:,}" if language == "en" else f"{number:,}".replace(",", "\u00a0")
