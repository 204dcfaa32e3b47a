"""Which way a number goes: each way that it could go, with what speaks for it and against it, as features."""

from homeward.reading.grammar.page import Draft, Page
from homeward.reading.learnt.cases import Case
from homeward.reading.learnt.features import Features
from homeward.reading.learnt.others import larger, of_rules, others_of, sums
from homeward.reading.learnt.scenes import NAMED, Scene, scene_of
from homeward.reading.learnt.views import View
from homeward.reading.words import BOTH_SIDES, BOTH_TOTAL, EACH_SIDE, OUTLET

_UNDIRECTED = (EACH_SIDE, BOTH_TOTAL, None)


def speaking_for(view: View, case: Case, drafts: list[Draft]) -> dict[str | None, Features]:
    """What is true of every way that a count on this page can go, seen from a number."""
    scene = scene_of(view, case)
    added, of_both = sums(case, drafts)
    others = [*others_of(case, scene.kind, drafts), *added]
    size, digits = larger(case, drafts), len(str(case.amount.value))
    found: dict[str | None, Features] = {}
    for side in _receiving(view):
        rules = ("one|", of_both | of_rules(case, f"to_{side}", scene.kind, others))
        theirs = {f"{size}:{scene.kind}", f"{scene.category}:{digits}", f"{scene.category}:{digits}:{size}"}
        found[f"to_{side}"] = [rules, *_directed(scene, side), (f"{side}|", theirs)]
    parties = len({value for value, _ in scene.named})
    teller = _teller(scene)
    known = {f"parties:{parties}", f"both said:{scene.speaker == BOTH_SIDES}", *_undirected(scene), *of_both}
    known.update([f"told by:{teller}", f"told by:{teller}:{scene.kind}", f"told by:{teller}:{scene.verb}"])
    for way in _UNDIRECTED:
        rules = (f"{way}|", known | of_rules(case, way, scene.kind, others))
        found[way] = [rules, (f"{way}|", scene.around)]
    return found


def _receiving(view: View) -> list[str]:
    """The parties that may get the people of a sentence: the page's sides, and whoever is named in it; or before it and
    those with whom they are at war, unless the sides are those of a war.
    """
    page, at = view.page, view.line.index
    lines = page.lines[at : at + 1] if page.at_war else page.lines[max(0, at - 1) : at + 1]
    named = [m.value for line in reversed(lines) for group in NAMED for m in line.groups.get(group, ())]
    foes = () if page.at_war else page.foes
    return list(dict.fromkeys([*page.sides, *named, *foes]))


def _teller(scene: Scene) -> str:
    """Who tells a number: a side, both, a mediator, the outlet or another."""
    if scene.speaker in {OUTLET, BOTH_SIDES}:
        return scene.speaker
    if scene.page.side_of(scene.speaker) is not None:
        return "side"
    return "mediator" if scene.page.mediates(scene.speaker) else "another"


def _undirected(scene: Scene) -> set[str]:
    """What speaks for no party or for both: whose people they are, and whether a party lets them go or takes them."""
    sides = scene.page.sides
    of = "nobody" if not scene.of else "sides" if scene.of <= {*sides} else "others"
    deed = "gives" if scene.gives is not None else "gets" if scene.gets is not None else "nobody does"
    found = {f"of:{of}", f"of:{of}:{scene.kind}", f"sides:{len(sides)}:of:{of}"}
    return found | {f"{deed}:{scene.verb}", f"{deed}:of:{of}"}


def _directed(scene: Scene, side: str) -> Features:
    page, line, verb, kind = scene.page, scene.case.line, scene.verb, scene.kind
    found = {f"{'own' if value == side else 'other'}:{text}" for value, naming in scene.named for text in naming}
    told_by = page.side_of(scene.speaker)
    who = "its" if told_by == side else _teller(scene) if told_by is None else "other"
    home = page.home == side
    carried = page.is_carried(line, scene.case.amount.i)
    found.update([f"said:{who}", f"said:{who}:{verb}", f"said:{who}:{kind}", f"carried:{carried}:{who}"])
    found.update([f"outlet:{scene.speaker == OUTLET}:home:{home}:{verb}", f"home:{home}:{kind}"])
    found.update([f"said:{who}:cue:{cue}" for cue in scene.cues] + [f"home:{home}:cue:{cue}" for cue in scene.cues])
    of = "own" if side in scene.of else "other" if scene.of else "none"
    found.update([f"of:{of}", f"of:{of}:{verb}", f"of:{of}:{kind}", f"of:{of}:{len(page.sides)}"])
    rank = page.sides.index(side) if side in page.sides else "beside"
    found.update([f"rank:{rank}", f"rank:{rank}:of:{of}", f"rank:{rank}:{kind}", f"rank:{rank}:{len(page.sides)}"])
    for name, party in (("gives", scene.gives), ("gets", scene.gets)):
        foe = _foe(page, party, side)
        found.update([f"{name}:{foe}", f"{name}:{foe}:{rank}", f"{name}:{foe}:{verb}", f"{name}:{foe}:{kind}:of:{of}"])
    told = [("one|", found), (f"{side}|", scene.clause), (f"subject {_foe(page, scene.subject, side)}|", scene.words)]
    if scene.home_of_hostages is not None:
        theirs = scene.home_of_hostages == side
        found.update([f"hostages:{theirs}:{scene.category}", f"hostages:{theirs}:{scene.category}:{verb}"])
        told.append((f"hostages {theirs}|", scene.words))
    if page.home is not None:
        told.append((f"home {home}|", scene.words))
    return told


def _foe(page: Page, who: str | None, side: str) -> str:
    """What a party is to a side: itself, the other party of its war, the one named most beside it, or another."""
    if who is None:
        return "nobody"
    if who == side:
        return "itself"
    if any(war.parties == {who, side} for war in page.world.wars):
        return "foe"
    return "first" if next((key for key in page.sides if key != who), None) == side else "other"
