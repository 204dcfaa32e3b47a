"""What the command line says of a public record, in English: one sentence or phrase for each enum of weighing."""

from pathlib import Path

from homeward.cli.printable import shown
from homeward.reading import party_label
from homeward.reading.words import Category, Qualifier
from homeward.weighing import (
    Against,
    Cause,
    Check,
    CheckRule,
    Contradiction,
    Copies,
    CopyKind,
    Early,
    EarlyBasis,
    EventKind,
    Headline,
    Measure,
    Part,
    Reason,
    Rule,
    Standing,
    Subject,
    Unplaced,
    Value,
    Voice,
)
from homeward.weighing.changes import Change, Shown

KINDS = {
    EventKind.PERSONS: "exchange",
    EventKind.BODIES: "handover of bodies",
    EventKind.UNILATERAL: "repatriation by one side",
    EventKind.RELEASE: "release by a third party",
    EventKind.PLANNED: "planned, not seen to happen",
    EventKind.CANCELLED: "cancelled",
}
RULES = {
    Rule.SIGNED_RECORD: "both sides signed it",
    Rule.BOTH_SIDES: "both sides say it",
    Rule.RECEIVING_SIDE: "by who received them",
    Rule.SENDING_SIDE: "by who sent them, the other being silent",
    Rule.PARTY: "by a party to it",
    Rule.COUNTING_BODY: "by the body that keeps the count",
    Rule.KEEPS_SERIES: "the other number belongs to an older exchange",
    Rule.INTERMEDIARY: "by the intermediary",
    Rule.MORE_VOICES: "more independent voices",
    Rule.COMPILED: "by the compiled record",
    Rule.STAGES: "the sum of the stages",
    Rule.NO_COUNT: "no number was given",
}
STANDINGS = {
    Standing.CONFIRMED: "confirmed",
    Standing.ESTABLISHED: "established",
    Standing.ONE_SIDE: "one side only",
    Standing.UNOFFICIAL: "unofficial",
    Standing.DISPUTED: "disputed",
    Standing.DISPUTED_IN_RECORD: "disputed in the signed record",
    Standing.CONTRADICTED: "contradicted by the signed record",
    Standing.WITHHELD: "withheld",
}
CAUSES = {
    Cause.STAGE_OR_WHOLE: "one counts a stage, the other the whole",
    Cause.ONE_SIDE_OR_BOTH: "one counts a side, the other both",
    Cause.GOODWILL: "people handed over beside the exchange are counted or not",
    Cause.AGREED_OR_CROSSED: "the day of the agreement, not of the crossing",
    Cause.DAY_OFF: "a day off",
    Cause.ORDINAL_COUNTED: "the exchanges are counted differently",
    Cause.TRANSPOSED: "two digits exchanged",
    Cause.ROUNDED: "rounded",
    Cause.DIRECTION: "the other direction",
    Cause.CATEGORY: "the people are named differently",
    Cause.PART_OR_TOTAL: "one counts a part, the other everybody",
    Cause.SCOPE: "another scope is counted",
    Cause.PLANNED_OR_DONE: "planned, not done",
    Cause.PASSED_OVER: "an exchange between is passed over",
    Cause.MEDIATOR: "the mediators are named differently",
    Cause.AGREEMENT: "the agreement is named differently",
    Cause.EACH_COUNTS: "giver and receiver each counted",
    Cause.MISQUOTED: "another number than in the words quoted",
    Cause.WITHHELD: "one side gave no number",
    Cause.UNKNOWN: "cause unknown",
}
CHECKS = {
    CheckRule.PARTS_MAKE_TOTAL: "the parts make the total",
    CheckRule.SIDES_MAKE_BOTH: "the sides make both together",
    CheckRule.SIDE_WITHIN_TERMS: "the side stays within the terms",
    CheckRule.STAGES_MAKE_WHOLE: "the stages make the whole",
    CheckRule.RUNNING_TOTAL_GROWS: "the running total grows",
    CheckRule.RUNNING_TOTAL_STEP: "the running total grows by what came between",
    CheckRule.ORDINALS_IN_ORDER: "the ordinals are in order",
    CheckRule.SIGNED_SIDES_AGREE: "the signed departures are the signed receipts",
}
REASONS = {
    Reason.NO_DATE: "no date",
    Reason.ONLY_A_PERIOD: "a month or year with several exchanges, or none",
    Reason.NO_EXCHANGE_THAT_DAY: "no exchange is known of that day",
}
AGAINST = {
    Against.SUPPORTED: "as signed",
    Against.CONTRADICTED: "against the signed record",
    Against.UNSUPPORTED: "not in the signed record",
}
_QUALIFIERS = {
    Qualifier.MORE_THAN: "more than ",
    Qualifier.NEARLY: "nearly ",
    Qualifier.ABOUT: "about ",
    Qualifier.AT_LEAST: "at least ",
    Qualifier.UP_TO: "up to ",
}
_SUBJECTS = {Subject.AGREED: "agreed: ", Subject.PLANNED: "planned: ", Subject.RUNNING_TOTAL: "in all: "}


def measure(one: Measure) -> str:
    """Name what is counted: ``civilians to Ukraine``, ``ordinal since 2022``."""
    if one.subject is Subject.ORDINAL:
        return f"ordinal {one.scope}"
    everybody = one.category is Category.PRISONERS and one.subject is not Subject.PART
    who = "people" if everybody or one.category is None else one.category.value
    where = {"both_total": " of both sides", None: ""}.get(one.direction, f" to {party(one.direction)}")
    scope = f", {one.scope}" if one.scope else ""
    return f"{_SUBJECTS.get(one.subject, '')}{who}{where}{scope}"


def party(direction: str | None) -> str:
    """Name where people go."""
    return party_label((direction or "").removeprefix("to_"))


def count(number: int | None, how: Qualifier) -> str:
    """Write a count as exact as it says it is."""
    return "not given" if number is None else f"{_QUALIFIERS.get(how, '')}{number:,}"


def headline(one: Headline) -> str:
    """Write a headline with its range, where there is one."""
    if one.count is None:
        return "not given"
    spread = f" ({one.low:,} to {one.high:,})" if one.low is not None and one.high is not None else ""
    return count(one.count, one.qualifier) + (spread if one.low != one.high else "")


def voices(value: Value, limit: int = 6) -> str:
    """Name who says a value, each once: officials with the outlets that carry them, outlets by their own names."""
    carried: dict[str, list[str]] = {}
    for voice in value.voices:
        name, _, outlet = who(voice).partition(" (in ")
        outlets = carried.setdefault(name, [])
        if outlet and outlet[:-1] not in outlets:
            outlets.append(outlet[:-1])
    names = [f"{name} (in {', '.join(outlets)})" if outlets else name for name, outlets in carried.items()]
    more = f" and {len(names) - limit} more" if len(names) > limit else ""
    return ", ".join(names[:limit]) + more


def who(voice: Voice) -> str:
    """Name a voice, with the outlet that carries it; a document without one goes by its file's name."""
    speaker = (voice.outlet or Path(voice.document or "an outlet").name) if voice.speaker == "outlet" else voice.speaker
    carried = voice.outlet if voice.speaker not in {"outlet", voice.outlet} else None
    return f"{speaker} (in {carried})" if carried else speaker


def check(one: Check) -> str:
    """Say what was added up and whether it holds."""
    sums = " + ".join(f"{part.count:,}" for part in one.parts)
    speaker = f", by {one.speaker}" if one.speaker and one.speaker != "outlet" else ""
    if one.holds:
        return f"holds: {CHECKS[one.rule]} ({sums}{speaker})"
    return f"fails: {CHECKS[one.rule]} ({sums}; expected {one.expected:,}, said {one.found:,}{speaker})"


def contradiction(one: Contradiction, here: str) -> str:
    """Say what contradicts the headline on the page ``here``, who says it, and why it probably differs."""
    other = one.measure_elsewhere if one.measure_elsewhere != one.measure else None
    where = [one.elsewhere if one.elsewhere != here else None, measure(other) if other else None]
    see = ", ".join(part for part in where if part)
    cause = CAUSES[one.cause] + (f" (see {see})" if see else "")
    note = f" {one.note}" if one.note else ""
    if one.dates:
        said = ", ".join(dict.fromkeys(who(voice) for voice in one.voices))
        return f"{one.dates[1]} instead of {one.dates[0]}, by {said}: {cause}.{note}"
    if one.values:
        said = "; ".join(f"{count(value.count, value.qualifier)} by {voices(value, 3)}" for value in one.values)
        kept = "" if one.kept is None else f", not {one.kept:,}"
        what = f"{measure(one.measure)}: " if one.measure else ""
        return f"{what}{said}{kept}: likely {cause}.{note}"
    return f"{one.note or ''} Likely {cause}.".strip()


def early(one: Early) -> str:
    """Say who told it early, and how that is known."""
    if one.basis is EarlyBasis.REPORTED:
        carried = one.voice.outlet or one.voice.document
        return f"{one.voice.speaker} made it public before the parties did, {carried} reports"
    allowed = f"might be told from {one.allowed_from}" if one.allowed_from else "may not be told yet"
    return f"{who(one.voice)} told it on {one.told}; by the signed terms it {allowed}"


def unplaced(one: Unplaced) -> str:
    """Say what could not be placed, and why."""
    said = f" {one.count:,}" if one.count is not None else ""
    kind = one.voice.claim_kind.value if one.voice.claim_kind else "claim"
    return f"{who(one.voice)}: {kind}{said}, “{one.voice.evidence or ''}” ({REASONS[one.reason]})"


def parts(these: tuple[Part, ...]) -> str:
    """Write the terms of a sum with where they come from."""
    return " + ".join(f"{part.count:,} ({part.where})" for part in these)


def copies(group: Copies) -> str:
    """Say which documents are copies of each other."""
    how = {
        CopyKind.REPRINT: "one report, counted as one voice",
        CopyKind.TRANSLATION: "probably one report in two languages",
    }[group.kind]
    return shown(f"{how}: {', '.join(group.documents)} ({group.share:.0%} alike)")


def change(one: Change) -> str:
    """Say what is shown of a figure now, and what was shown before."""
    named = f"{one.where}, {measure(one.measure)}"
    if one.after is None:
        return f"{named}: no longer told of"
    return f"{named}: {_shown_first(one.after)}" + (f" (was: {_shown_first(one.before)})" if one.before else "")


def _shown_first(one: Shown) -> str:
    causes = "; ".join(CAUSES[cause] for cause in one.causes)
    kept = f"{headline(one.headline)}, {RULES[one.headline.rule]}, {STANDINGS[one.standing]}"
    return kept + (f", contradicted: {causes}" if causes else "")
