"""Lines of a page that are not its report: invitations to read on, to subscribe, to share; whose a picture is.

Outlets set them between the paragraphs, where nothing but their words tells them apart. They matter, because "Читайте
також: Україна повернула 185 людей" is another report's claim. "Нагадаємо", "Напомним" and "Earlier" are no furniture:
what follows is background, and the page says it.
"""

import re
from collections.abc import Iterator

_LONGEST = 300  # characters of a line that may be furniture
_LONGEST_CREDIT = 100  # the same of one that says whose a picture is
_OTHERS = re.compile(
    r"(?:читайте|читай|дивіться|дивись|слухайте|смотрите|смотри|слушайте)\s+"
    r"(?:також|также|ще|еще|ещё|по темі|по теме)\b"
    r"|(?:also read|read also|see also|read more|related(?: (?:articles?|stories|news))?|recommended)\s*(?:[:\-–—]|$)"
    r"|(?:матеріали|новини|статті|материалы|новости|статьи|ссылки) (?:за темою|по темі|по теме)\b"
    r"|(?:більше новин|больше новостей|популярні новини|популярные новости)\b",
    re.IGNORECASE,
)
_INVITATIONS = re.compile(
    r"(?:підписуйтесь|підписуйтеся|підпишіться|підпишись|подписывайтесь|подписывайся|подпишитесь|подпишись"
    r"|приєднуйтесь|приєднуйтеся|присоединяйтесь|долучайтесь|долучайтеся) (?:на|до|к) "
    r"|(?:стежте|слідкуйте|следите) за (?:нами|нашими|новинами|новостями)\b"
    r"|(?:subscribe (?:to|now)|sign up for|follow us|join us on|share this|click here)\b"
    r"|(?:поділитися|поділитись|поширити|поделиться)(?: (?:(?:у|в|на|через) [A-Z]|новиною|новостью|статтею)|\s*:?$)"
    r"|(?:якщо ви |если вы )?(?:помітили|знайшли|побачили|заметили|нашли|увидели) (?:помилку|ошибку|опечатку)\b"
    r"|(?:теги|теґи|метки|tags|ключові слова|ключевые слова)\s*:"
    r"|(?:реклама|advertisement|continue reading|продовження після реклами|продолжение после рекламы)\s*$"
    r"|(?:усі|всі|все) (?:права захищен[оі]|права защищены)\b|all rights reserved\b|копіювання матеріалів\b",
    re.IGNORECASE,
)
_CREDIT = re.compile(
    r"(?:(?:архівне |архивное |ілюстративне |иллюстративное |головне |главное )?фото|(?:file |illustrative )?photos?)"
    r"(?: з| из| from)?\s*(?:[:©/]|by )|©",
    re.IGNORECASE,
)
_LEAD = re.compile(r"^[\s\-–—•*▶►👉➡️📌🔗❗️|»>]+")
_ITEM = re.compile(r"\s*[-–—•*]\s+\S")


def furniture(text: str) -> Iterator[tuple[int, int]]:
    """Where lines stand that only invite, and the list that such a line heads; in order, without their line breaks."""
    heads_list = False
    start = 0
    for line in text.split("\n"):
        end = start + len(line)
        said = _LEAD.sub("", line)
        others = len(said) <= _LONGEST and _OTHERS.match(said) is not None
        if heads_list and _ITEM.match(line):
            yield start, end
        else:
            # "Читайте також:" alone has its links beneath it; with one on its own line it has none.
            heads_list = others and (said.rstrip().endswith(":") or len(said.split()) <= 3)
            if others or _invites(said):
                yield start, end
        start = end + 1


def without_furniture(text: str) -> str:
    """Return *text* without these lines."""
    left_out = {start for start, _ in furniture(text)}
    kept: list[str] = []
    start = 0
    for line in text.split("\n"):
        if start not in left_out:
            kept.append(line)
        start += len(line) + 1
    return "\n".join(kept)


def _invites(line: str) -> bool:
    if len(line) > _LONGEST:
        return False
    return _INVITATIONS.match(line) is not None or (len(line) <= _LONGEST_CREDIT and _CREDIT.match(line) is not None)
