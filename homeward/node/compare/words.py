"""What the engine says, in the reader's language."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from homeward.matching import Field, Outcome, Why
from homeward.node.compare.models import Pair

FIELDS: dict[str, str | Promise] = {
    Field.SURNAME: pgettext_lazy("compared", "surname"),
    Field.GIVEN: pgettext_lazy("compared", "first name"),
    Field.PATRONYMIC: pgettext_lazy("compared", "patronymic"),
    Field.SEX: pgettext_lazy("compared", "sex"),
    Field.BORN: pgettext_lazy("compared", "date of birth"),
    Field.BIRTHPLACE: pgettext_lazy("compared", "place of birth"),
    Field.UNIT: pgettext_lazy("compared", "unit"),
    Field.NUMBER: pgettext_lazy("compared", "number"),
    Field.NAMESAKES: pgettext_lazy("compared", "namesakes"),
    Field.ORDER: pgettext_lazy("compared", "order of the names"),
    Field.PRIOR: pgettext_lazy("compared", "before looking"),
}
WHYS: dict[str, str | Promise] = {
    Why.SAME: _("the same"),
    Why.SAME_NAME: _("the same name in another language or spelling"),
    Why.SAME_PLACE: _("the same place in another spelling"),
    Why.TRANSLATED: _("the same name as another country has it"),
    Why.SHORT: _("a short form of the name"),
    Why.RELATED: _("a related name, often another person's"),
    Why.NEAR: _("a near spelling"),
    Why.INITIAL: _("an initial that fits"),
    Why.DIFFERENT: _("different"),
    Why.MISSING: _("not written"),
    Why.SWAPPED: _("day and month exchanged"),
    Why.NEXT_DAY: _("one day apart"),
    Why.NEXT_MONTH: _("one month apart"),
    Why.NEXT_YEAR: _("one year apart"),
    Why.ONE_DIGIT: _("one digit differs"),
    Why.PARTLY: _("agrees as far as it is known"),
    Why.SAME_YEAR: _("only the year agrees"),
    Why.NEAR_YEARS: _("the years are near"),
    Why.AS_WRITTEN: _("read as the columns say"),
    Why.REORDERED: _("read in another order than the columns say"),
    Why.NAMESAKES: _("namesakes and relatives are met together more often than by chance"),
    Why.BEFORE: _("before looking"),
}
OUTCOMES: dict[str, str | Promise] = {
    Outcome.CERTAIN: pgettext_lazy("the engine says", "certain"),
    Outcome.TO_JUDGE: pgettext_lazy("the engine says", "to be judged"),
    Outcome.NOBODY: pgettext_lazy("the engine says", "nobody of the registry"),
}
VERDICTS: dict[str, str | Promise] = {
    Pair.Decided.SAME: pgettext_lazy("verdict", "the same person"),
    Pair.Decided.DIFFERENT: pgettext_lazy("verdict", "nobody of the registry"),
    Pair.Decided.UNSURE: pgettext_lazy("verdict", "not sure"),
}
LISTS: dict[str, str | Promise] = {
    "held": pgettext_lazy("list of people", "held by them"),
    "sought": pgettext_lazy("list of people", "sought by them"),
    "offered": pgettext_lazy("list of people", "offered"),
    "requested": pgettext_lazy("list of people", "requested"),
}


def likely(probability: float) -> str:
    """Write a probability; never 100 % for what is not sure, nor 0."""
    if probability > 0.9995:
        return "> 99.9 %"
    return f"{probability:.1%}".replace("%", " %") if probability >= 0.0005 else "< 0.1 %"
