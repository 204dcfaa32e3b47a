"""How figures stand, by which rule a headline was chosen, and why values differ."""

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _

from homeward.weighing.words import Against, Cause, CheckRule, EarlyBasis, Reason, Rule, Standing


@dataclass(frozen=True, slots=True)
class Verdict:
    """A verdict in words, with a sign and a tone for the eye; the words alone say everything."""

    words: Any  # a lazy translation
    tone: str  # agree, partly, differ, none: a class of the style sheet
    sign: str


STANDINGS = {
    Standing.CONFIRMED: Verdict(_("Both sides signed it"), "agree", "✓"),
    Standing.ESTABLISHED: Verdict(_("Both sides agree"), "agree", "✓"),
    Standing.ONE_SIDE: Verdict(_("Only one side says so"), "partly", "◐"),
    Standing.UNOFFICIAL: Verdict(_("No official source"), "partly", "○"),
    Standing.DISPUTED: Verdict(_("Sources differ"), "differ", "≠"),
    Standing.DISPUTED_IN_RECORD: Verdict(_("The signed records differ"), "differ", "≠"),
    Standing.CONTRADICTED: Verdict(_("The signed record says otherwise"), "differ", "≠"),
    Standing.WITHHELD: Verdict(_("Number withheld"), "none", "–"),
}
STANDING_MEANINGS = {
    Standing.CONFIRMED: _("Both sides signed for it at the crossing, and the stage is confirmed."),
    Standing.ESTABLISHED: _("Officials of both sides say it, and no official voice says otherwise."),
    Standing.ONE_SIDE: _("Officials of one side say it; no official voice says otherwise."),
    Standing.UNOFFICIAL: _("Only intermediaries, outlets or the compiled record say it, and they agree."),
    Standing.DISPUTED: _("There are voices that cannot all be right."),
    Standing.DISPUTED_IN_RECORD: _("The sides' own signed records differ, and the difference is not resolved."),
    Standing.CONTRADICTED: _("What is said cannot be right against the signed record."),
    Standing.WITHHELD: _("People went, and nobody gave a count."),
}
RULES = {
    Rule.SIGNED_RECORD: _("shown because both sides signed for each person at the crossing"),
    Rule.BOTH_SIDES: _("shown because both sides say it"),
    Rule.RECEIVING_SIDE: _("shown because the side that receives people counts and names them"),
    Rule.PARTY: _("shown because terms and promises are the parties' own to tell"),
    Rule.SENDING_SIDE: _("shown because the receiving side is silent and the sending side says it"),
    Rule.COUNTING_BODY: _("shown because it is the count of the body that keeps it"),
    Rule.KEEPS_SERIES: _("shown because no earlier exchange already carries this number"),
    Rule.INTERMEDIARY: _("shown because an intermediary says it and neither side does"),
    Rule.MORE_VOICES: _("shown because more independent voices say it"),
    Rule.COMPILED: _("shown from the compiled public record, which does not say who asserts it"),
    Rule.STAGES: _("shown because it is the sum of the stages"),
    Rule.NO_COUNT: _("people went, and the number was withheld"),
}
AGAINST = {
    Against.SUPPORTED: Verdict(_("the signed record says the same"), "agree", "✓"),
    Against.CONTRADICTED: Verdict(_("the signed record says otherwise"), "differ", "≠"),
    Against.UNSUPPORTED: Verdict(_("the signed record does not speak of it"), "none", "–"),
}
CAUSES = {
    Cause.STAGE_OR_WHOLE: _("one counts a stage, the other the whole exchange"),
    Cause.ONE_SIDE_OR_BOTH: _("one counts one side, the other both sides together"),
    Cause.GOODWILL: _("people handed over outside the agreed numbers are counted by one and not by the other"),
    Cause.AGREED_OR_CROSSED: _("one gives the day of the agreement, the other the day of the crossing"),
    Cause.DAY_OFF: _("one gives the day of the crossing, the other the day beside it"),
    Cause.ORDINAL_COUNTED: _("stages, releases or series are counted by one and not by the other"),
    Cause.TRANSPOSED: _("two digits changed places"),
    Cause.ROUNDED: _("one of them is rounded"),
    Cause.DIRECTION: _("it is the figure of the other direction"),
    Cause.CATEGORY: _("the same people are named differently"),
    Cause.PART_OR_TOTAL: _("one counts a part of the people, the other everybody"),
    Cause.SCOPE: _("they count over different periods or through different mediators"),
    Cause.PLANNED_OR_DONE: _("one says what was planned, the other what was done"),
    Cause.PASSED_OVER: _("an exchange between them is passed over"),
    Cause.MEDIATOR: _("they name different mediators"),
    Cause.AGREEMENT: _("they name different agreements"),
    Cause.EACH_COUNTS: _("giver and receiver each counted for themselves"),
    Cause.MISQUOTED: _("a page says another number than the words that it quotes"),
    Cause.WITHHELD: _("one side gave no number"),
    Cause.UNKNOWN: _("not known"),
}
CHECKS = {
    CheckRule.PARTS_MAKE_TOTAL: _("The parts make the total"),
    CheckRule.SIDES_MAKE_BOTH: _("The two sides make the sum of both"),
    CheckRule.SIDE_WITHIN_TERMS: _("The stages stay within what was agreed"),
    CheckRule.STAGES_MAKE_WHOLE: _("The stages make the whole"),
    CheckRule.RUNNING_TOTAL_GROWS: _("The running total does not fall"),
    CheckRule.RUNNING_TOTAL_STEP: _("The earlier total and what came between make the later total"),
    CheckRule.ORDINALS_IN_ORDER: _("Later exchanges carry higher numbers"),
    CheckRule.SIGNED_SIDES_AGREE: _("What one side signed as sent, the other signed as received"),
}
EARLY = {
    EarlyBasis.TERMS: _("published before the signed terms allowed it"),
    EarlyBasis.REPORTED: _("a source reports that it was made public before the parties did"),
}
REASONS = {
    Reason.NO_DATE: _("it has no date"),
    Reason.ONLY_A_PERIOD: _("it names only a month or a year"),
    Reason.NO_EXCHANGE_THAT_DAY: _("no exchange of that day is in the record"),
}
