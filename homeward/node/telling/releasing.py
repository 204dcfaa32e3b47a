"""Releasing a statement, and consenting to another's: two people each, and said once."""

from collections.abc import Mapping
from typing import Any

from django.contrib.auth.models import User
from django.utils import timezone
from django.utils.translation import gettext as _

from homeward.exchange import encode_body
from homeward.exchange.standing import Told
from homeward.exchange.words import Accept, Correction, Statement
from homeward.node.accounts import twofold
from homeward.node.accounts.models import Request
from homeward.node.accounts.roles import Right
from homeward.node.journal import saying
from homeward.node.naming import party
from homeward.node.telling.drafting import DraftError, doubts, ready, statement
from homeward.node.telling.models import Draft


def ask(user: User, draft: Draft) -> Request:
    """Ask a second person to release a draft as it now reads.

    Raises:
        DraftError: it is released, no longer confirmed, or a correction that says no reason.
        TwofoldError: whoever asks has not the right.
    """
    _check(draft)
    return twofold.ask(user, RELEASE.name, {"draft": draft.key, "body": _body_text(draft)})


def _check(draft: Draft) -> None:
    if draft.entry:
        raise DraftError(_("This statement is released; correct it instead."))
    state = saying.state()
    if not ready(state, draft.stage):
        raise DraftError(_("Not every direction is confirmed any more; there is nothing to tell."))
    wrong = [
        figure
        for figure in statement(draft).figures
        if state.figures(figure.giver, figure.receiver, figure.stage, figure.category).confirmed.value != figure.count
    ]
    if wrong:
        raise DraftError(_("A figure of the draft is not what is confirmed now: make a new draft."))
    if draft.corrects and not draft.reason:
        raise DraftError(_("Say what was wrong: the reason is public."))


def _body(draft: Draft) -> Statement | Correction:
    said = statement(draft)
    return Correction(draft.corrects, draft.reason, said) if draft.corrects else said


def _body_text(draft: Draft) -> str:
    return encode_body(_body(draft)).decode()


def _describe(payload: Mapping[str, Any]) -> tuple[str, list[tuple[str, str]]]:
    draft = Draft.objects.get(key=payload["draft"])
    title = _("Correct a statement in public") if draft.corrects else _("Release a statement to the public")
    rows = [(_("About"), draft.stage or _("the whole exchange"))]
    rows += [(language, text) for language, text in sorted(draft.words.items())]
    rows += [
        (f"{party(giver)} → {party(receiver)}", f"{count} {category}".strip())
        for giver, receiver, count, category in draft.figures
    ]
    if draft.corrects:
        rows.append((_("What was wrong"), draft.reason))
    rows += [(_("Look at this twice"), doubt) for doubt in doubts(draft, saying.state())]
    rows.append((_("When it may be told"), when(draft.stage)))
    return title, rows


def when(stage: str) -> str:
    """Say from when the terms allow something to be told."""
    now = timezone.now()
    state = saying.state()
    if state.tellable(stage or None, now):
        return _("The terms allow it now.")
    legs = state.view is not None and state.tally is not None
    since = _since(stage) if legs else None
    if since is None:
        return _("Not yet known: the terms wait for a confirmation.")
    return _("From %(time)s UTC; no public page shows it before.") % {"time": since.strftime("%Y-%m-%d %H:%M")}


def _since(stage: str) -> Any:
    from homeward.exchange.telling import held

    state = saying.state()
    assert state.view is not None
    assert state.tally is not None
    return held(state.view, state.tally, stage or None, timezone.now())[1]


def _release(payload: Mapping[str, Any], key: str, _user: User) -> str:
    draft = Draft.objects.get(key=payload["draft"])
    if _body_text(draft) != payload["body"]:
        raise DraftError(_("The draft was changed since this was asked for; ask again."))
    if not draft.entry:
        _check(draft)
    said = saying.say(_body(draft), key)
    Draft.objects.filter(pk=draft.pk).update(entry=said.digest)
    return _("Entry %(index)d of our log, %(digest)s.") % {"index": said.index, "digest": said.digest[:16]}


def consents(now: Any) -> list[Told]:
    """Return the statements of others that wait for this node's consent."""
    state, own = saying.state(), saying.desk().name
    if state.terms is None or own not in state.terms.terms.telling.consent or state.view is None:
        return []
    found = []
    for one in state.statements(now):
        given = state.view.book.kept[one.root.digest].consents.get(own, ())
        newest = next(event for event in _events(one) if event.ref == one.ref)
        if one.author != own and not any(event.past & newest.bit for event in given):
            found.append(one)
    return found


def _events(one: Told) -> list[Any]:
    state = saying.state()
    assert state.view is not None
    return [event for event, _content in state.view.book.kept[one.root.digest].versions]


def ask_consent(user: User, root: str) -> Request:
    """Ask a second person to consent to another's statement as it now reads.

    Raises:
        DraftError: it does not wait for consent.
    """
    waiting = {one.root.digest: one for one in consents(timezone.now())}
    if root not in waiting:
        raise DraftError(_("This statement does not wait for our consent."))
    return twofold.ask(user, CONSENT.name, {"of": root, "entry": waiting[root].ref.digest})


def _told(payload: Mapping[str, Any]) -> Told | None:
    return next((one for one in consents(timezone.now()) if one.root.digest == payload["of"]), None)


def _describe_consent(payload: Mapping[str, Any]) -> tuple[str, list[tuple[str, str]]]:
    told = _told(payload)
    rows = [(_("Entry"), payload["entry"][:16])]
    if told:
        rows.insert(0, (_("By"), party(told.author)))
        rows += [(said.language, said.text) for said in told.statement.words]
        rows += [
            (
                _("The record says otherwise"),
                f"{party(one.figure.giver)} → {party(one.figure.receiver)}: {one.figure.count} ≠ {one.confirmed.value}",
            )
            for one in told.contradictions
        ]
    return _("Consent to a statement of another participant"), rows


def _consent(payload: Mapping[str, Any], key: str, _user: User) -> str:
    told = _told(payload)
    if told is not None and told.ref.digest != payload["entry"]:
        raise DraftError(_("The statement was changed since this was asked for; ask again."))
    said = saying.say(Accept(payload["of"]), key)
    return _("Entry %(index)d of our log, %(digest)s.") % {"index": said.index, "digest": said.digest[:16]}


RELEASE = twofold.Kind("statement-release", Right.RELEASE_STATEMENTS, _describe, _release)
CONSENT = twofold.Kind("statement-consent", Right.RELEASE_STATEMENTS, _describe_consent, _consent)
