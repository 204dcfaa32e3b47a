"""What the auditor asks: who looked at whom, who changed which account, who decided what, and what is unusual.

A person is a key here and nothing else, so the answers can leave the node in a table.
"""

import csv
import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from io import StringIO
from statistics import median
from typing import Any

from django.contrib.auth.models import User
from django.db.models import Count, Q, QuerySet, Sum
from django.db.models.functions import TruncDate
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext, pgettext_lazy

from homeward.node.accounts.acts import WORDS
from homeward.node.accounts.models import Act, Look, Request

MANY = 30  # people in a day: fewer are never unusual
TIMES = 3  # as many as on the median day
SINCE = timedelta(days=7)  # days on which what is unusual is said
USUAL = timedelta(days=60)  # days from which the median is taken
WRONG = 3  # second factors in a day

ACTS: dict[str, Promise] = {
    "seen": pgettext_lazy("look", "seen"),
    "searched": pgettext_lazy("look", "searched"),
    "changed": pgettext_lazy("look", "changed"),
    "exported": pgettext_lazy("look", "exported"),
    "merged": pgettext_lazy("look", "merged"),
    "erased": pgettext_lazy("look", "erased"),
    "printed": pgettext_lazy("look", "printed"),
    "signed": pgettext_lazy("look", "signed"),
}
KINDS: dict[str, Promise] = {
    "person": pgettext_lazy("look", "person"),
    "list": pgettext_lazy("look", "list"),
    "manifest": pgettext_lazy("look", "manifest"),
    "exchange": pgettext_lazy("look", "exchange"),
    "request": pgettext_lazy("look", "request of two"),
}
HEADINGS: dict[str, tuple[str | Promise, ...]] = {
    "looks": (
        pgettext_lazy("audit", "when"),
        pgettext_lazy("audit", "who"),
        pgettext_lazy("audit", "did"),
        pgettext_lazy("audit", "with"),
        pgettext_lazy("audit", "key"),
        pgettext_lazy("audit", "people"),
    ),
    "accounts": (
        pgettext_lazy("audit", "when"),
        pgettext_lazy("audit", "who"),
        pgettext_lazy("audit", "did"),
        pgettext_lazy("audit", "to whom"),
        pgettext_lazy("audit", "detail"),
    ),
    "requests": (
        pgettext_lazy("audit", "asked"),
        pgettext_lazy("audit", "by"),
        pgettext_lazy("audit", "what"),
        pgettext_lazy("audit", "fingerprint"),
        pgettext_lazy("audit", "became"),
        pgettext_lazy("audit", "decided"),
        pgettext_lazy("audit", "by"),
    ),
}


@dataclass(frozen=True, slots=True)
class Asked:
    """What is asked for: by whom, on which day, which act, of whom; nothing of it need be said."""

    user: int | None = None
    day: date | None = None
    act: str = ""
    key: str = ""
    before: int | None = None  # the number of the row after which to go on

    @classmethod
    def of(cls, said: Any) -> "Asked":
        """Read it from the parameters of an address; what makes no sense is not asked."""
        try:
            day = date.fromisoformat(said.get("day", ""))
        except ValueError:
            day = None
        key = said.get("key", "").strip()
        is_key = re.fullmatch(r"[0-9A-Za-z_.:-]{1,64}", key) and re.search(r"\d", key)  # no name has digits
        act = said.get("act", "")
        return cls(
            _number(said.get("user", "")),
            day,
            act if act in WORDS or act in ACTS or Look.objects.filter(act=act).exists() else "",
            key if is_key else "",
            _number(said.get("before", "")),
        )


def rows_of(table: str, asked: Asked, most: int | None = None) -> tuple[list[tuple[int, tuple[Any, ...]]], bool]:
    """Return rows of one of the tables, newest first, each with its number, and whether there are more."""
    found = {"looks": _looks, "accounts": _acts, "requests": _requests}[table](asked)
    if asked.before is not None:
        found = found.filter(pk__lt=asked.before)
    taken = list(found[: most + 1] if most is not None else found)
    return [(one.pk, _row(one)) for one in taken[:most]], most is not None and len(taken) > most


def as_csv(table: str, rows: Iterable[tuple[Any, ...]]) -> str:
    """Return rows as CSV; no cell begins as a formula does."""
    out = StringIO()
    writer = csv.writer(out)
    writer.writerow([str(heading) for heading in HEADINGS[table]])
    writer.writerows([_cell(cell) for cell in row] for row in rows)
    return out.getvalue()


def acts_of(table: str) -> list[tuple[str, str | Promise]]:
    """Return what can be asked for as an act, with its words."""
    if table == "looks":
        known = Look.objects.order_by("act").values_list("act", flat=True).distinct()
        return [(act, ACTS.get(act, act)) for act in known]
    return list(WORDS.items()) if table == "accounts" else []


def unusual(now: Any = None) -> list[str]:
    """Say what of the last days a person should look into, one sentence each."""
    until = now or timezone.now()
    return [*_many_people(until), *_wrong_codes(until)]


def _many_people(until: Any) -> list[str]:
    days = (
        Look.objects.filter(at__gte=until - USUAL)
        .annotate(day=TruncDate("at"))
        .values("user__username", "day")
        .order_by("day", "user__username")
        .annotate(
            single=Count("subject", filter=Q(number=1), distinct=True),
            several=Sum("number", filter=Q(number__gt=1)),
        )
    )
    counted = [(one["user__username"], one["day"], one["single"] + (one["several"] or 0)) for one in days]
    by_user: dict[str, list[int]] = defaultdict(list)
    for user, _day, people in counted:
        by_user[user].append(people)
    said = []
    for user, day, people in counted:
        usual = median(by_user[user]) if len(by_user[user]) > 1 else 0
        if day >= (until - SINCE).date() and people >= max(MANY, TIMES * usual):
            said.append(
                ngettext(
                    "%(day)s: %(who)s looked at %(people)d person, usually at %(usual)d a day.",
                    "%(day)s: %(who)s looked at %(people)d people, usually at %(usual)d a day.",
                    people,
                )
                % {"day": day.isoformat(), "who": user, "people": people, "usual": round(usual)}
            )
    return said


def _wrong_codes(until: Any) -> list[str]:
    days = (
        Act.objects.filter(act="wrong code", at__gte=until - SINCE)
        .annotate(day=TruncDate("at"))
        .values("whom__username", "day")
        .order_by("day", "whom__username")
        .annotate(times=Count("pk"))
        .filter(times__gte=WRONG)
    )
    return [
        ngettext(
            "%(day)s: the right password of %(who)s was followed by a wrong second factor %(times)d time.",
            "%(day)s: the right password of %(who)s was followed by a wrong second factor %(times)d times.",
            one["times"],
        )
        % {"day": one["day"].isoformat(), "who": one["whom__username"], "times": one["times"]}
        for one in days
    ]


def people_who_work() -> Sequence[User]:
    """Return every account, to choose from."""
    return list(User.objects.order_by("username"))


def _looks(asked: Asked) -> QuerySet[Any]:
    found = _on_day(Look.objects.select_related("user"), asked, "at")
    if asked.user is not None:
        found = found.filter(user=asked.user)
    if asked.act:
        found = found.filter(act=asked.act)
    return found.filter(subject=asked.key) if asked.key else found


def _acts(asked: Asked) -> QuerySet[Any]:
    found = _on_day(Act.objects.select_related("by", "whom"), asked, "at")
    if asked.user is not None:
        found = found.filter(Q(by=asked.user) | Q(whom=asked.user))
    return found.filter(act=asked.act) if asked.act else found


def _requests(asked: Asked) -> QuerySet[Any]:
    found = _on_day(Request.objects.select_related("asked_by", "decided_by"), asked, "asked_at")
    if asked.user is not None:
        found = found.filter(Q(asked_by=asked.user) | Q(decided_by=asked.user))
    return found.filter(digest__startswith=asked.key) if asked.key else found


def _on_day(found: QuerySet[Any], asked: Asked, field: str) -> QuerySet[Any]:
    return found if asked.day is None else found.filter(**{f"{field}__date": asked.day})


def _row(one: Any) -> tuple[Any, ...]:
    if isinstance(one, Look):
        did, kind = ACTS.get(one.act, one.act), KINDS.get(one.kind, one.kind)
        return (_time(one.at), one.user.username, did, kind, one.subject, one.number)
    if isinstance(one, Act):
        by = one.by.username if one.by else _("at the command line")
        return (_time(one.at), by, one.words, one.whom.username, one.details)
    decided = (_time(one.decided_at), one.decided_by.username) if one.decided_by else ("", "")
    return (_time(one.asked_at), one.asked_by.username, one.kind, one.digest[:16], one.state, *decided)


def _time(at: Any) -> str:
    return f"{at:%Y-%m-%d %H:%M:%S}"


def _cell(cell: Any) -> str:
    text = str(cell)
    return f"'{text}" if text[:1] in {"=", "+", "-", "@", "\t", "\r"} else text


def _number(said: str) -> int | None:
    return int(said) if said.isascii() and said.isdigit() and len(said) < 19 else None
