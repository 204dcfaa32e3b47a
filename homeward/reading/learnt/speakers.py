"""Who says a thing: whoever speaks nearby, or the outlet, each with what is true of it, as features."""

from homeward.reading.grammar.lines import Line
from homeward.reading.grammar.page import Draft, Page
from homeward.reading.learnt.surroundings import meaning, word
from homeward.reading.words import BOTH_SIDES, OUTLET

_BACK = 3  # sentences in which somebody may have begun to speak
_BESIDE = 3  # tokens behind a name
_OPENS = 4  # words by which a sentence opens
_TELLING = {"speech", "pronoun", "cue", "exchange"}


def speakers(page: Page, draft: Draft) -> list[str]:
    """Those who may say what a draft says: the rules' choice first, no one twice."""
    at = draft.line.index
    near = [scope.speaker for n in range(at, max(-1, at - _BACK - 1), -1) for scope in page.scopes[n]]
    behind = [scope.speaker for scope in page.scopes[at + 1]] if at + 1 < len(page.scopes) else []
    named = [name.speaker for n in (at, at - 1, at + 1) if 0 <= n < len(page.names) for name in page.names[n]]
    return list(dict.fromkeys([draft.speaker, OUTLET, *near, *behind, *named]))


def speaking(page: Page, draft: Draft, speaker: str) -> list[str]:
    """What is true of a speaker, seen from a draft."""
    line, kind = draft.line, draft.kind.value
    sort = _sort(page, speaker)
    chosen = speaker == draft.speaker
    how = "carried" if page.is_carried(line, draft.i) else "said" if page.is_said(line, draft.i) else "silent"
    found = {
        sort,
        f"{sort}:{kind}",
        f"chosen:{chosen}",
        f"chosen:{chosen}:{sort}:{how}",
        f"chosen:{chosen}:{sort}:{how}:{kind}",
        f"alone:{len(speakers(page, draft))}:{sort}",
    }
    found |= {f"chosen:{chosen}:{sort}:rule:{rule}" for rule in draft.rules if rule}
    gap = _gap(page, line, speaker)
    found |= {f"gap:{gap}:{sort}", f"gap:{gap}:{sort}:{kind}", f"gap:{gap}:{sort}:{how}"}
    found |= {f"{sort}:{said}" for said in _mentions(page, draft, speaker)}
    side = page.side_of(speaker)
    own = None if side is None or draft.direction is None else draft.direction == f"to_{side}"
    found |= {f"own:{own}:{sort}", f"own:{own}:gap:{gap}:{kind}"}
    marks = {meaning(m) for m in line.marks if m.group in _TELLING}
    found |= {f"{'chosen' if chosen else sort}:{how}:{gap}:{m}" for m in marks}
    code = page.language.code
    opening = [word(token) for token in line.tokens[:_OPENS]]
    found |= {f"{sort}:{gap}:{code}:{w}" for w in opening}
    named = {m.value.split(":")[0] for m in line.all("speaker")} | {m.value for m in line.all("office")}
    found.add(f"named:{bool(named)}:{sort}:{gap}")
    after = page.scopes[line.index + 1] if line.index + 1 < len(page.scopes) else ()
    found.add(f"next:{bool(after)}:{any(s.speaker == speaker for s in after)}:{sort}:{how}")
    return sorted(found)


def _sort(page: Page, speaker: str) -> str:
    if speaker in {OUTLET, BOTH_SIDES}:
        return speaker
    known = page.world.speakers.get(speaker)
    what = "person" if known is not None and known.person else "office" if ":" in speaker else "name"
    return f"{'side' if page.side_of(speaker) else 'other'} {what}"


def _gap(page: Page, line: Line, speaker: str) -> str:
    """How many sentences ago somebody was named as speaking."""
    for back in range(_BACK + 1):
        scopes = page.scopes[line.index - back] if line.index >= back else ()
        if any(scope.speaker == speaker and not scope.carried for scope in scopes):
            return str(back)
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
