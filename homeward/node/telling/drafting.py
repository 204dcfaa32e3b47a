"""Making a draft from confirmed figures, and checking one against them before it is released."""

import re
from collections.abc import Iterator, Mapping
from datetime import date

from django.conf import settings
from django.contrib.auth.models import User
from django.db import transaction
from django.utils import translation
from django.utils.translation import gettext as _

from homeward.exchange import State
from homeward.exchange.words import Claimed, Said, Statement
from homeward.node import NodeError
from homeward.node.journal import saying
from homeward.node.naming import party
from homeward.node.stages.small import withheld
from homeward.node.telling import forms
from homeward.node.telling.models import Draft

LONGEST = 5_000  # characters in a language


class DraftError(NodeError):
    """A draft cannot be made, changed or released; the message, translated, says why and what to do."""


def ready(state: State, stage: str) -> bool:
    """Whether a stage (empty: the whole) is confirmed in every direction, so that there is something to tell."""
    legs = [leg for leg in state.legs if stage in {"", leg.stage}]
    return bool(legs) and all(state.leg(leg.stage, leg.giver, leg.receiver).confirmed for leg in legs)


def draft(user: User, stage: str, corrects: str = "") -> Draft:
    """Make a draft from what both sides have confirmed.

    Args:
        user: who drafts.
        stage: its name; empty for the whole.
        corrects: the digest of the first entry of a released statement of ours, whose words are taken over.

    Raises:
        DraftError: it is not confirmed, or there is nothing of ours to correct.
    """
    state = saying.state()
    if state.terms is None or (stage and stage not in {one.name for one in state.terms.terms.stages}):
        raise DraftError(_("There is no such stage in the terms in force."))
    if not ready(state, stage):
        raise DraftError(_("Not every direction is confirmed yet; there is nothing to tell."))
    figures = list(_figures(state, stage))
    words = {language: _text(state, stage, language, figures) for language in forms.LANGUAGES}
    if corrects:
        words = _released(state, corrects)
    return Draft.objects.create(stage=stage, words=words, figures=figures, corrects=corrects, by=user)


def _released(state: State, root: str) -> dict[str, str]:
    kept = state.view.book.kept.get(root) if state.view else None
    newest = state.view.content(kept) if kept and state.view else None
    if kept is None or newest is None or kept.author != saying.desk().name or not isinstance(newest[1], Statement):
        raise DraftError(_("There is no such statement of ours."))
    return {said.language: said.text for said in newest[1].words}


def _figures(state: State, stage: str) -> Iterator[list[str | int]]:
    """Yield what can be claimed: confirmed, in directions this node has to do with, of groups that may be told."""
    hidden = withheld(state, settings.SMALLEST_GROUP)
    for giver, receiver in ways(state):
        for category in ("", *state.categories):
            count = state.figures(giver, receiver, stage or None, category or None).confirmed.value
            if count and (stage or None, giver, receiver, category) not in hidden:
                yield [giver, receiver, count, category]


def ways(state: State) -> list[tuple[str, str]]:
    """Return the directions a participant speaks of: those to itself first, then those from itself; a neutral: all."""
    own = saying.desk().name
    all_ways = [(giver, receiver) for giver in state.parties for receiver in state.parties if giver != receiver]
    if own not in state.parties:
        return all_ways
    return [way for way in all_ways if way[1] == own] + [way for way in all_ways if way[0] == own]


def _text(state: State, stage: str, language: str, figures: list[list[str | int]]) -> str:
    return " ".join(_sentences(state, stage, language, figures))


def _sentences(state: State, stage: str, language: str, figures: list[list[str | int]]) -> Iterator[str]:
    day = _day(state, stage)
    for giver, receiver in ways(state):
        if not state.figures(giver, receiver, stage or None).confirmed.value:
            continue
        told = {str(one[3]): int(one[2]) for one in figures if one[:2] == [giver, receiver]}
        total = told.pop("", None)
        with translation.override(language):
            destination = forms.to(language, receiver, party(receiver))
        yield forms.returned(language, destination, total, told, day, whole=not stage)


def _day(state: State, stage: str) -> date:
    assert state.terms is not None
    terms = state.terms.terms
    return next((one.day for one in terms.stages if one.name == stage), terms.agreed)


@transaction.atomic
def change(draft: Draft, words: Mapping[str, str], reason: str = "") -> Draft:
    """Change the words of a draft.

    Raises:
        DraftError: it is released already, says nothing, or says too much.
    """
    kept = Draft.objects.select_for_update().get(pk=draft.pk)
    if kept.entry:
        raise DraftError(_("This statement is released; correct it instead."))
    cleaned = {language: words.get(language, "").strip() for language in forms.LANGUAGES}
    cleaned = {language: text for language, text in cleaned.items() if text}
    if not cleaned:
        raise DraftError(_("Write it in at least one language."))
    if any(len(text) > LONGEST for text in cleaned.values()):
        raise DraftError(_("At most 5,000 characters in each language."))
    kept.words, kept.reason = cleaned, reason.strip()[:LONGEST]
    kept.save(update_fields=["words", "reason", "changed_at"])
    return kept


def statement(draft: Draft) -> Statement:
    """Return what is signed when a draft is released."""
    return Statement(
        words=tuple(Said(language, text) for language, text in sorted(draft.words.items())),
        figures=tuple(
            Claimed(giver, receiver, count, draft.stage or None, category or None)
            for giver, receiver, count, category in draft.figures
        ),
        stage=draft.stage or None,
    )


def doubts(draft: Draft, state: State) -> list[str]:
    """Return what whoever releases should look at twice, one sentence each."""
    found = []
    for giver, receiver, count, category in draft.figures:
        now = state.figures(giver, receiver, draft.stage or None, category or None).confirmed.value
        if now != count:
            found.append(
                _("The draft says %(count)d where %(now)d are confirmed now: make a new draft.")
                % {"count": count, "now": now}
            )
    for language, text in draft.words.items():
        if strange := _unknown_numbers(draft, text, _day(state, draft.stage)):
            found.append(
                _("In %(language)s the words have numbers that no figure stands behind: %(numbers)s.")
                % {"language": language, "numbers": ", ".join(strange)}
            )
    if missing := [language for language in forms.LANGUAGES if language not in draft.words]:
        found.append(_("There are no words in: %(languages)s.") % {"languages": ", ".join(missing)})
    return found


def _unknown_numbers(draft: Draft, text: str, day: date) -> list[str]:
    known = {int(one[2]) for one in draft.figures} | {day.day, day.year}
    numbers = [re.sub(r"\D", "", one) for one in re.findall(r"\d+(?:[,\u00a0\u202f ]\d{3})*", text)]
    return [one for one in numbers if int(one) not in known]
