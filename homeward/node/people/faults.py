"""What is wrong with a row of a list and what to do about it, a sentence for each kind of fault."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from homeward.lists import FaultKind, Kept

FAULTS: dict[str, str | Promise] = {
    FaultKind.LETTERS_FOR_DIGITS: _("%(column)s: “%(cell)s” has letters for digits; %(taken)s was taken, check it."),
    FaultKind.DATE_FROM_SERIAL: _("%(column)s: %(cell)s was read as a spreadsheet's day number, %(taken)s; check it."),
    FaultKind.DATE_ABOUT: _("%(column)s: “%(cell)s” is about a year; %(taken)s was taken."),
    FaultKind.MORE_THAN_A_DATE: _("%(column)s: “%(cell)s” holds more than a date; %(taken)s was taken."),
    FaultKind.YEAR_EXTENDED: _("%(column)s: “%(cell)s” has a year of two digits and was read as %(taken)s."),
    FaultKind.DATE_UNREADABLE: _("%(column)s: “%(cell)s” is no date; write 1990, 1990-05 or 1990-05-17."),
    FaultKind.DATE_IMPOSSIBLE: _("%(column)s: “%(cell)s” is no day of the calendar; write what is right."),
    FaultKind.YEAR_UNCLEAR: _("%(column)s: “%(cell)s” leaves the century open; write the year in four digits."),
    FaultKind.YEAR_UNLIKELY: _("%(column)s: in “%(cell)s” nobody on a list is born; write what is right."),
    FaultKind.SEX_UNREADABLE: _("%(column)s: “%(cell)s” is no sex that can be read; write M or F."),
    FaultKind.NUMBER_SHORTENED: _("%(column)s: “%(cell)s” was shortened by a spreadsheet; write the whole number."),
    FaultKind.NO_NAME: _("There is no name in this row; write it as it is in the source."),
    FaultKind.LOST_CHARACTERS: _("%(column)s: letters of “%(cell)s” are lost; write them as they are in the source."),
    FaultKind.CELLS_BEYOND: _("“%(cell)s” stands beyond the last column; write it where it belongs."),
    FaultKind.OPEN_QUOTE: _("A quotation mark is opened and never closed; check the cells of this row."),
}
LEFT_OUT: dict[str, str | Promise] = {
    Kept.TITLE: pgettext_lazy("row that is no person", "title"),
    Kept.NUMBERING: pgettext_lazy("row that is no person", "numbers of columns"),
    Kept.HEADINGS: pgettext_lazy("row that is no person", "headings again"),
    Kept.TOTAL: pgettext_lazy("row that is no person", "sum"),
}
