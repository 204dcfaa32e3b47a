"""The form of terms: plain fields, read into ``Terms``, every mistake named at its field.

A grid has as many rows as there are stages and one more, so that it grows each time it is sent, without a script. The
whole is the sum of the stages unless somebody writes another number.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from django.utils.translation import gettext as _

from homeward.exchange import Broken
from homeward.exchange.words import Point, Quota, Stage, Telling, Terms, When
from homeward.node.agreeing import words

MOST = 40  # stages or points in one form
_USUAL = "servicemen, civilians"
_FIELD_OF = {
    "terms.parties": "categories", "terms.stages": "stage-name|0", "terms.sums": "whole", "terms.consent": "consent",
    "terms.room": "whole",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Field:
    """An input: its name, what stands in it, what is wrong with it."""

    name: str
    label: str
    value: str
    error: str = ""

    @property
    def id(self) -> str:
        """An id that a label and a description can name."""
        return "id_" + "".join(sign if sign.isalnum() else "_" for sign in self.name)


@dataclass
class TermsForm:
    """What somebody has filled in."""

    parties: Sequence[str]
    names: Sequence[str]
    data: Mapping[str, str]
    errors: dict[str, str] = field(default_factory=dict)

    # --- what it shows --------------------------------------------------------------------------------------------

    @property
    def single(self) -> dict[str, Field]:
        """The fields of which there is one."""
        names = ("place", "agreed", "categories", "priorities", "tolerance", "when", "hours")
        return {name: self._field(name, "") for name in names}

    @property
    def ways(self) -> list[tuple[str, str]]:
        """Every direction between two parties."""
        return [(one, other) for one in self.parties for other in self.parties if one != other]

    @property
    def categories(self) -> list[str]:
        """The categories, as written, each once."""
        return list(
            dict.fromkeys(part for one in self.data.get("categories", _USUAL).split(",") if (part := _name(one)))
        )

    @property
    def stages(self) -> list[dict[str, object]]:
        """The stages filled in and one more: name, day, and a row of numbers for each direction."""
        return [
            {
                "number": row + 1,
                "name": self._field(f"stage-name|{row}", _("Name, such as day-1")),
                "day": self._field(f"stage-day|{row}", _("Day")),
                "rows": [self._row(f"q|{row}", way, written_stage(row)) for way in self.ways],
            }
            for row in range(self._count("stage-name|", "stage-day|"))
        ]

    @property
    def whole(self) -> list[dict[str, object]]:
        """A row of numbers for each direction of the whole; empty: the sum of the stages."""
        return [self._row("whole", way, _("The whole")) for way in self.ways]

    @property
    def points(self) -> list[tuple[Field, Field]]:
        """The points of handover filled in and one more."""
        return [
            (
                self._field(f"point-name|{row}", _("Name, such as crossing")),
                self._field(f"point-place|{row}", _("Place")),
            )
            for row in range(self._count("point-name|", "point-place|"))
        ]

    @property
    def consent(self) -> list[dict[str, object]]:
        """Everybody whose consent a statement may need."""
        return [
            {"name": f"consent|{name}", "participant": name, "on": bool(self.data.get(f"consent|{name}"))}
            for name in self.names
        ]

    def _row(self, prefix: str, way: tuple[str, str], where: str) -> dict[str, object]:
        fields = [
            self._field(
                f"{prefix}|{'|'.join(way)}|{category}",
                f"{where}, {words.direction(*way)}, {words.category(category)}",
            )
            for category in self.categories
        ]  # fmt: skip
        return {"way": words.direction(*way), "fields": fields}

    def _field(self, name: str, label: str) -> Field:
        return Field(name, label, self.data.get(name, ""), self.errors.get(name, ""))

    def _count(self, *prefixes: str) -> int:
        filled = [row for row in range(MOST) if any(self.data.get(f"{one}{row}", "").strip() for one in prefixes)]
        return min(MOST, max(filled, default=-1) + 2)

    # --- what it says ---------------------------------------------------------------------------------------------

    def read(self, replaces: str | None) -> Terms | None:
        """Return what was filled in, or None; then ``errors`` says at which field what is wrong."""
        self.errors = {}
        stages = tuple(self._stages())
        terms = Terms(
            place=self.data.get("place", "").strip(),
            agreed=self._day("agreed") or date.min,
            quotas=tuple(self._whole(stages)),
            stages=stages,
            points=tuple(self._points()),
            priorities=tuple(
                dict.fromkeys(_name(one) for one in self.data.get("priorities", "").split(",") if _name(one))
            ),
            tolerance=self._number("tolerance") or 0,
            telling=Telling(
                When.WHOLE if self.data.get("when") == When.WHOLE.value else When.STAGE,
                self._number("hours") or 0,
                tuple(name for name in self.names if self.data.get(f"consent|{name}")),
            ),
            replaces=replaces,
        )
        if not terms.place:
            self.errors["place"] = _("Say where it was agreed.")
        if not stages:
            self.errors["stage-name|0"] = _("Name at least one stage and its day.")
        if not terms.points:
            self.errors["point-name|0"] = _("Name at least one point of handover.")
        if not self.categories:
            self.errors["categories"] = _("Name at least one category.")
        return None if self.errors else terms

    def broke(self, broken: Broken) -> None:
        """Put a broken rule at the field it is about; the whole form's where there is none."""
        self.errors[_FIELD_OF.get(broken.rule.id, "")] = words.broken_rule(broken)

    def _stages(self) -> Iterator[Stage]:
        for row in range(MOST):
            name, on = _name(self.data.get(f"stage-name|{row}", "")), self.data.get(f"stage-day|{row}", "").strip()
            if not name and not on:
                continue
            day = self._day(f"stage-day|{row}")
            if not name:
                self.errors[f"stage-name|{row}"] = _(
                    "Give the stage a name of small Latin letters, digits and hyphens."
                )
            if day is not None:
                yield Stage(name.replace(" ", "-"), day, tuple(self._quotas(f"q|{row}")))

    def _quotas(self, prefix: str) -> Iterator[Quota]:
        for giver, receiver in self.ways:
            for category in self.categories:
                if count := self._number(f"{prefix}|{giver}|{receiver}|{category}"):
                    yield Quota(giver, receiver, category, count)

    def _whole(self, stages: Sequence[Stage]) -> Iterator[Quota]:
        sums: dict[tuple[str, str, str], int] = {}
        for one in (quota for stage in stages for quota in stage.quotas):
            key = (one.giver, one.receiver, one.category)
            sums[key] = sums.get(key, 0) + one.count
        for giver, receiver in self.ways:
            for category in self.categories:
                written = self._number(f"whole|{giver}|{receiver}|{category}")
                if count := (sums.get((giver, receiver, category), 0) if written is None else written):
                    yield Quota(giver, receiver, category, count)

    def _points(self) -> Iterator[Point]:
        for row in range(MOST):
            name = _name(self.data.get(f"point-name|{row}", "")).replace(" ", "-")
            place = self.data.get(f"point-place|{row}", "").strip()
            if name:
                yield Point(name, place)
            elif place:
                self.errors[f"point-name|{row}"] = _(
                    "Give the point a name of small Latin letters, digits and hyphens."
                )

    def _day(self, name: str) -> date | None:
        try:
            return date.fromisoformat(self.data.get(name, "").strip())
        except ValueError:
            self.errors[name] = _("Give the day as year, month, day: 2025-05-23.")
            return None

    def _number(self, name: str) -> int | None:
        value = self.data.get(name, "").strip()
        if not value:
            return None
        if not (value.isascii() and value.isdigit() and len(value) <= 7):
            self.errors[name] = _("Give a whole number.")
            return None
        return int(value)


def written_stage(row: int) -> str:
    """Name a stage of the form by its place."""
    return _("Stage %(number)s") % {"number": row + 1}


def filled(terms: Terms) -> dict[str, str]:
    """Return the fields of a form that says what terms say."""
    categories = dict.fromkeys(
        [one.category for one in terms.quotas] + [one.category for stage in terms.stages for one in stage.quotas]
    )
    data = {
        "place": terms.place,
        "agreed": terms.agreed.isoformat(),
        "categories": ", ".join(categories),
        "priorities": ", ".join(terms.priorities),
        "tolerance": str(terms.tolerance),
        "when": terms.telling.when.value,
        "hours": str(terms.telling.hours),
    }
    data |= {f"consent|{name}": "on" for name in terms.telling.consent}
    for row, point in enumerate(terms.points):
        data |= {f"point-name|{row}": point.name, f"point-place|{row}": point.place}
    sums: dict[tuple[str, str, str], int] = {}
    for row, stage in enumerate(terms.stages):
        data |= {f"stage-name|{row}": stage.name, f"stage-day|{row}": stage.day.isoformat()}
        for one in stage.quotas:
            data[f"q|{row}|{one.giver}|{one.receiver}|{one.category}"] = str(one.count)
            key = (one.giver, one.receiver, one.category)
            sums[key] = sums.get(key, 0) + one.count
    whole = {(one.giver, one.receiver, one.category): one.count for one in terms.quotas}
    for key in whole.keys() | sums.keys():
        if whole.get(key, 0) != sums.get(key, 0):
            data["whole|" + "|".join(key)] = str(whole.get(key, 0))
    return data


def _name(written: str) -> str:
    return " ".join(written.lower().split())
