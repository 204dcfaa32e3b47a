"""Who says a thing: whoever speaks nearby, or the outlet, each with what is true of it, as features."""

from homeward.reading.grammar.page import Draft, Page
from homeward.reading.grammar.words.lines import Line
from homeward.reading.learnt.features import Features
from homeward.reading.learnt.views import View, meaning
from homeward.reading.words import BOTH_SIDES, OUTLET

_BACK = 3  # sentences in which somebody may have begun to speak, each told apart,
_LONG_AGO = 6  # and those in which he may, too;
_AHEAD = 3  # the same behind what is said: "Eighty are home. They wept. It was announced by the ministry."
_BESIDE = 3  # tokens behind a name
_LATE = 4  # sentences by which a page is no longer at its beginning
_MANY = 3  # speakers
_TELLING = {"speech", "pronoun", "cue", "exchange"}


def speakers(page: Page, draft: Draft) -> list[str]:
    """Those who may say what a draft says: the rules' choice first, no one twice."""
    at = draft.line.index
    near = [scope.speaker for n in range(at, max(-1, at - _LONG_AGO - 1), -1) for scope in page.scopes[n]]
    behind = [scope.speaker for scopes in page.scopes[at + 1 : at + 1 + _AHEAD] for scope in scopes]
    named = [name.speaker for n in (at, at - 1, at + 1) if 0 <= n < len(page.names) for name in page.names[n]]
    own = [page.publisher] if page.publisher is not None and ":" in page.publisher else []
    return list(dict.fromkeys([draft.speaker, OUTLET, *near, *behind, *named, *own]))


def is_said_plainly(view: View, draft: Draft) -> bool:
    """Whether one alone is named in the sentence, and said to say it: there the rules are hardly ever wrong."""
    page, line = view.page, view.line
    scopes = page.scopes[line.index]
    if not line.first("speech"):
        return False  # "Eighty are home. The ministry said so": an ordinal there may be the page's own
    if len(scopes) != 1 or scopes[0].carried or scopes[0].speaker != draft.speaker or draft.speaker == BOTH_SIDES:
        return False
    return scopes[0].i <= draft.i < scopes[0].j and all(n.speaker == draft.speaker for n in page.names[line.index])


def speaking(view: View, draft: Draft, drafts: list[Draft]) -> dict[str, Features]:
    """What is true of everybody who may say a draft, seen from it and from the others of the page."""
    page, line, kind = view.page, view.line, draft.kind.value
    how = "carried" if page.is_carried(line, draft.i) else "said" if page.is_said(line, draft.i) else "silent"
    marks = {one.text for one in view.said if one.group in _TELLING}
    named = any(one.group in {"speaker", "office"} for one in view.said)
    after = page.scopes[line.index + 1] if line.index + 1 < len(page.scopes) else ()
    who = speakers(page, draft)
    many = min(_MANY, len({scope.speaker for scopes in page.scopes for scope in scopes}))
    near = [d for d in drafts if d is not draft and abs(d.line.index - line.index) <= 1]
    opening = f"{view.code}:{' '.join(view.words[: _BESIDE - 1])}"
    before = f"{view.code}:{' '.join(view.words[max(0, draft.i - _BESIDE + 1) : draft.i])}"
    found: dict[str, Features] = {}
    for speaker in who:
        sort, gap, chosen = _sort(page, speaker), _gap(page, line, speaker), speaker == draft.speaker
        side = page.side_of(speaker)
        own = None if side is None or draft.direction is None else draft.direction == f"to_{side}"
        told = {
            sort,
            f"{sort}:{kind}",
            f"chosen:{chosen}",
            f"chosen:{chosen}:{sort}:{how}",
            f"chosen:{chosen}:{sort}:{how}:{kind}",
            f"alone:{len(who)}:{sort}",
            f"gap:{gap}:{sort}",
            f"gap:{gap}:{sort}:{kind}",
            f"gap:{gap}:{sort}:{how}",
            f"side:{own}:{sort}",
            f"side:{own}:gap:{gap}:{kind}",
            f"named:{named}:{sort}:{gap}",
            f"next:{bool(after)}:{any(s.speaker == speaker for s in after)}:{sort}:{how}",
            f"is:{speaker}",
            f"is:{speaker}:{kind}",
            f"is:{speaker}:{gap}",
            f"{sort}:many:{many}",
            f"{sort}:{gap}:many:{many}:{kind}",
            f"{sort}:{gap}:line{min(_LATE, line.index)}:{kind}",
            f"{sort}:{gap}:last:{line.index == len(page.lines) - 1}",
            f"{sort}:home:{page.home}:{side == page.home}",
            f"{view.code}:{sort}:{gap}:{chosen}",
            f"{view.code}:{sort}:{gap}:{chosen}:{kind}",
            f"{sort}:{gap}:opens:{opening}",
            f"{sort}:{gap}:before:{before}",
        }
        told.update([f"{sort}:{gap}:{_beside(line, d)}:{d.kind.value}:{d.speaker == speaker}:{kind}" for d in near])
        if page.publisher is not None:
            its = speaker == page.publisher
            told.update([f"own:{its}:{sort}:{gap}", f"own:{its}:{kind}", f"by:{page.publisher}:is:{speaker}"])
        told.update([f"chosen:{chosen}:{sort}:rule:{rule}" for rule in draft.rules if rule])
        told.update([f"{sort}:{said}" for said in _mentions(page, draft, speaker)])
        told.update([f"{'chosen' if chosen else sort}:{how}:{gap}:{text}" for text in marks])
        found[speaker] = [("", told), (f"{sort}:{gap}|", view.spoken)]
    return found


def _beside(line: Line, other: Draft) -> str:
    """Where another draft stands: in the sentence, in the one before or in the one behind."""
    gap = other.line.index - line.index
    return "here" if not gap else "before" if gap < 0 else "behind"


def _sort(page: Page, speaker: str) -> str:
    if speaker in {OUTLET, BOTH_SIDES}:
        return speaker
    known = page.world.speakers.get(speaker)
    what = "person" if known is not None and known.person else "office" if ":" in speaker else "name"
    return f"{'side' if page.side_of(speaker) else 'other'} {what}"


def _gap(page: Page, line: Line, speaker: str) -> str:
    """How many sentences ago somebody was named as speaking, or how many ahead he is."""
    for back in range(_LONG_AGO + 1):
        scopes = page.scopes[line.index - back] if line.index >= back else ()
        if any(scope.speaker == speaker and not scope.carried for scope in scopes):
            return str(back) if back <= _BACK else "long ago"
    for ahead, scopes in enumerate(page.scopes[line.index + 1 : line.index + 1 + _AHEAD], 1):
        if any(scope.speaker == speaker and not scope.carried for scope in scopes):
            return f"+{ahead}"
    return "far"


def _mentions(page: Page, draft: Draft, speaker: str) -> set[str]:
    """How a speaker is named in the sentence of a draft: before or behind it, and next to which words."""
    line = draft.line
    found: set[str] = set()
    for name in page.names[line.index]:
        if name.speaker != speaker:
            continue
        place = "before" if name.j <= draft.i else "behind" if name.i >= draft.j else "in"
        inside = "c" if line.clause(draft.i) == line.clause(name.i) else "s"
        found |= {f"named {place}", f"named {place}{inside}"}
        for end in range(name.i - 1, name.i + 1):
            found |= {f"named {place} <{meaning(m)}" for m in line.ends.get(end, ()) if m.group in _TELLING}
        for start in range(name.j, name.j + _BESIDE):
            found |= {f"named {place} >{meaning(m)}" for m in line.starts.get(start, ()) if m.group in _TELLING}
    return found or {"unnamed"}
