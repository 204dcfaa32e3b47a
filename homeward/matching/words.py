"""What matching is asked and what it answers."""

import enum
from collections.abc import Mapping
from dataclasses import dataclass

from homeward import HomewardError


class MatchingError(HomewardError):
    """Matching cannot go on."""


class IndexDamagedError(MatchingError):
    """A prepared index cannot be read: it was cut short, or another version wrote it."""


class JudgedError(MatchingError):
    """A person's decision names a row or a person that is not there."""


class Field(enum.StrEnum):
    """What two records are compared by."""

    SURNAME = "surname"
    GIVEN = "given"
    PATRONYMIC = "patronymic"
    SEX = "sex"
    BORN = "born"
    BIRTHPLACE = "birthplace"
    UNIT = "unit"
    NUMBER = "number"
    NAMESAKES = "namesakes"
    """That people of one name are met together more often than chance would have it."""
    ORDER = "order"
    """How the parts of the name were read."""
    PRIOR = "prior"
    """What is known before looking: how many people there are, and how many of a list are usually among them."""


class Outcome(enum.StrEnum):
    """What is to be done with a row of a list."""

    CERTAIN = "certain"
    TO_JUDGE = "to be judged"
    NOBODY = "nobody"


class Why(enum.StrEnum):
    """What a field says; the web and the command turn it into sentences."""

    SAME = "same"
    SAME_NAME = "the same name in another language or spelling"
    SAME_PLACE = "the same place in another spelling"
    TRANSLATED = "the same name as another country has it"
    SHORT = "a short form of the name"
    RELATED = "a related name, often another person's"
    NEAR = "a near spelling"
    INITIAL = "an initial that fits"
    DIFFERENT = "different"
    MISSING = "not written"
    SWAPPED = "day and month exchanged"
    NEXT_DAY = "one day apart"
    NEXT_MONTH = "one month apart"
    NEXT_YEAR = "one year apart"
    ONE_DIGIT = "one digit differs"
    PARTLY = "agrees as far as it is known"
    SAME_YEAR = "only the year agrees"
    NEAR_YEARS = "the years are near"
    AS_WRITTEN = "read as the columns say"
    REORDERED = "read in another order than the columns say"
    NAMESAKES = "namesakes and relatives are met together more often than by chance"
    BEFORE = "before looking"


@dataclass(frozen=True, slots=True)
class Subject:
    """A person as a list or a registry has them; every field as written, empty if it is not.

    Attributes:
        id: Which row or person; unique in its list.
        surname, given, patronymic: The name in columns; or
        full_name: in one string, used where the columns are empty.
        sex: ``M``, ``F`` or empty.
        born: Date of birth, ISO: ``1990-05-12``, ``1990-05`` or ``1990``.
        birthplace: Where born.
        unit: Military unit or place of service.
        number: Service, tag or personal number.
    """

    id: str
    surname: str = ""
    given: str = ""
    patronymic: str = ""
    full_name: str = ""
    sex: str = ""
    born: str = ""
    birthplace: str = ""
    unit: str = ""
    number: str = ""


COLUMNS = (
    "id", "surname", "given", "patronymic", "full_name", "sex", "born", "birthplace", "unit", "number",
)  # fmt: skip
"""The fields of a subject, in order; columns of a list may lack any but ``id``."""


@dataclass(frozen=True, slots=True)
class Evidence:
    """What one field says.

    Attributes:
        field: Which.
        bits: For (above 0) or against (below) that both are one person; log2 of a likelihood ratio.
        theirs: What the list has.
        ours: What the registry has.
        why: How they stand to each other.
    """

    field: Field
    bits: float
    theirs: str
    ours: str
    why: Why


@dataclass(frozen=True, slots=True)
class Candidate:
    """A person of the registry who may be meant.

    Attributes:
        id: Who.
        probability: That this is the person, with all others and nobody weighed; 0 to 1.
        bits: The sum of the evidence, the prior left out.
        evidence: Field by field.
    """

    id: str
    probability: float
    bits: float
    evidence: tuple[Evidence, ...] = ()


@dataclass(frozen=True, slots=True)
class Decision:
    """What was found for one row of a list.

    Attributes:
        list_id: Which row.
        outcome: Certain, to be judged, or nobody.
        best: The likeliest person, None if there is none worth naming.
        others: Further people who may be meant, the likeliest first.
        nobody: Probability that the person is not in the registry.
        judged: Whether a person decided it.
        rivals: Other rows of the list that claim the same person.
    """

    list_id: str
    outcome: Outcome
    best: Candidate | None
    others: tuple[Candidate, ...]
    nobody: float
    judged: bool = False
    rivals: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Side:
    """One side of a pair.

    Attributes:
        written: The fields as written, by name.
        surname, given, patronymic: The words as they were read, folded.
    """

    written: Mapping[str, str]
    surname: str
    given: str
    patronymic: str
