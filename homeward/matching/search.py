"""Who may be meant, and what each field says: candidates of many enquiries at once, and their evidence in bits.

A candidate's bits are the log2 of how much likelier its record is if both are one person than if the enquiry is about
somebody else (Fellegi and Sunter 1969, "A theory for record linkage"). For a name that is: how surprising this spelling
would be if the clerk meant that name, against how often anyone has a name that would be written so – the share of all
names near it, so that a rare name says more than a common one, and a common name's near neighbours are counted too.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from dataclasses import fields as dataclass_fields

import numpy as np
import numpy.typing as npt

from homeward.matching import dates
from homeward.matching.chances import Chances, share_of
from homeward.matching.index import ROLES, Index, Part, birth_keys, born_keys, given_groups, name_keys
from homeward.matching.records import Records
from homeward.matching.vocabulary import Pairs, distinct, expand
from homeward.matching.weights import Weights, weights
from homeward.matching.words import Field
from homeward.names import alike
from homeward.names.table import Numbers, Words

Bits = npt.NDArray[np.float32]
FIELDS = (Field.SURNAME, Field.GIVEN, Field.PATRONYMIC, Field.SEX, Field.BORN, Field.BIRTHPLACE, Field.UNIT,
          Field.NUMBER, Field.NAMESAKES, Field.ORDER)  # fmt: skip
"""The columns of ``Scored.fields``."""

_MEANT = {"surname": 24.0, "given": 18.0, "patronymic": 24.0}
"""Distance within which a word of the registry may be meant by one of the list: a slip and another scheme."""

_CLOSE = 14.0
"""Distance within which all bearers of a rare surname may be meant, whatever else is written."""

_RARE = 30  # bearers

_COSTS = {"surname": alike.surname, "given": alike.given, "patronymic": alike.father}
_AT_ONCE = 512  # enquiries whose candidates are weighed together
_SHOWN = -12.0  # bits under the prior at which a candidate is no longer kept


@dataclass(frozen=True, slots=True)
class Scored:
    """Candidates of a list, by row of the list and then by person.

    Attributes:
        row: Row of the list.
        part: Part of the index.
        person: Place of the person in the part.
        record: Which of the person's records fits.
        asked: Which of the row's records fits.
        fields: Bits by field, shape (candidates, len(FIELDS)).
    """

    row: Numbers
    part: Numbers
    person: Numbers
    record: Numbers
    asked: Numbers
    fields: Bits

    @property
    def bits(self) -> Bits:
        """The sum of each candidate's evidence."""
        total: Bits = self.fields.sum(1)
        return total

    def take(self, which: Numbers | npt.NDArray[np.bool_]) -> "Scored":
        """Some of the candidates."""
        return Scored(**{field.name: getattr(self, field.name)[which] for field in dataclass_fields(self)})

    def asked_from(self, first: int) -> "Scored":
        """The same, for enquiries that are the first so many further down."""
        return replace(self, asked=self.asked + first)

    @staticmethod
    def joined(found: Sequence["Scored"]) -> "Scored":
        """All in order of rows; a row split between two batches keeps the best reading of each person."""
        names = [field.name for field in dataclass_fields(Scored)]
        if not found:
            none = np.zeros(0, np.intp)
            return Scored(none, none, none, none, none, np.zeros((0, len(FIELDS)), np.float32))
        whole = Scored(**{name: np.concatenate([getattr(some, name) for some in found]) for name in names})
        order = np.lexsort((whole.asked, -whole.bits, whole.person, whole.part, whole.row))
        whole = whole.take(order)
        first = np.ones(len(order), bool)
        for name in ("row", "part", "person"):
            column = getattr(whole, name)
            first[1:] &= column[1:] == column[:-1]
        first[1:] = ~first[1:]
        return whole.take(first)


Surprise = dict[str, npt.NDArray[np.float64]]
"""By role, bits for each asked word in order of their numbers."""


def search(index: Index, asked: Records, surprise: Surprise | None = None) -> Scored:
    """The candidates of all enquiries; their words are in the index's table.

    Args:
        index: A registry, or a part of one.
        asked: The enquiries.
        surprise: How surprising each asked word is, if that was counted over more than this index.
    """
    roles = asked_words(asked)
    near = [_near(part, roles) for part in index.parts]
    if surprise is None:
        surprise = surprises(*_masses(index, near, roles))
    found: list[Scored] = []
    for at in range(0, len(asked), _AT_ONCE):
        some = asked.take(np.arange(at, min(at + _AT_ONCE, len(asked))))
        for number, part in enumerate(index.parts):
            query, record = _candidates(part, some, roles["surname"], near[number]["surname"], index.words)
            fields = _fields(index, part, some, query, record, roles, surprise)
            found.append(_kept(some, part, index.chances.people, number, at, query, record, fields))
    return Scored.joined(found)


def asked_words(asked: Records) -> dict[str, Numbers]:
    """The different words of enquiries by role, in order of their numbers."""
    return {role: np.unique(getattr(asked, role)[getattr(asked, role) != 0]).astype(np.intp) for role in ROLES}


def masses(index: Index, asked: Records) -> tuple[Surprise, dict[str, int]]:
    """How many people have a name that would be written as each asked word, and how many have any, by role.

    Those of the parts of a registry add up to those of the whole.
    """
    roles = asked_words(asked)
    return _masses(index, [_near(part, roles) for part in index.parts], roles)


def surprises(mass: Surprise, total: dict[str, int]) -> Surprise:
    """How surprising each asked word is of anybody in the registry: minus log2 of the share that it would fit."""
    unseen = weights().unseen
    return {role: -np.log2(mass[role] / max(total[role], 1) + 2.0 ** -unseen[role]) for role in ROLES}


def _near(part: Part, roles: dict[str, Numbers]) -> dict[str, Pairs]:
    """For each role, which words of the part each asked word may mean."""
    return {
        role: part.vocabularies[role].near(
            roles[role],
            alike.at_distance(_MEANT[role], "father" if role == "patronymic" else role),
            slips=role == "surname",
        )
        for role in ROLES
    }


def _masses(index: Index, near: list[dict[str, Pairs]], roles: dict[str, Numbers]) -> tuple[Surprise, dict[str, int]]:
    mass = {role: np.zeros(len(roles[role])) for role in ROLES}
    total = dict.fromkeys(ROLES, 0)
    for part, pairs in zip(index.parts, near, strict=True):
        for role in ROLES:
            vocabulary = part.vocabularies[role]
            weight = vocabulary.count[pairs[role].found] * np.exp2(-pairs[role].cost.astype(np.float64))
            mass[role] += np.bincount(pairs[role].asked, weight, len(roles[role]))
            total[role] += int(vocabulary.count.sum())
    return mass, total


def _candidates(part: Part, asked: Records, words: Numbers, near: Pairs, table: Words) -> tuple[Numbers, Numbers]:
    """(enquiry, record) of everyone who may be meant, each pair once."""
    place, group = given_groups(table, asked.given.astype(np.intp))
    found = [
        *_by_surname(part, asked, words, near, place, group),
        _by_birth(part, asked, place, group),
        _by_number(part, asked),
    ]
    width = max(len(part.records), 1)
    query, record = np.divmod(distinct(np.concatenate([query * width + record for query, record in found])), width)
    return query, record


def _by_surname(
    part: Part, asked: Records, words: Numbers, near: Pairs, place: Numbers, group: npt.NDArray[np.int64]
) -> list[tuple[Numbers, Numbers]]:
    """Everyone of a near surname who has the given name or the date of birth too, or whose surname is rare.

    Of a common surname, those with another given name and another date of birth can never be told from all its others.
    """
    vocabulary = part.vocabularies["surname"]
    named = np.flatnonzero(asked.surname)
    at = np.searchsorted(words, asked.surname[named])
    # The near words of each enquiry's surname: pairs are in order of the asked word.
    which, pair = expand(np.searchsorted(near.asked, at), np.searchsorted(near.asked, at, "right"))
    query, word = named[which], vocabulary.numbers[near.found[pair]].astype(np.int64)

    # Given names: the groups of each enquiry, in order of enquiries.
    order = np.argsort(place, kind="stable")
    place, group = place[order], group[order]
    again, slot = expand(np.searchsorted(place, query), np.searchsorted(place, query, "right"))
    low, high = part.by_names.ranges(name_keys(word[again], group[slot]))
    one, hit = expand(low, high)
    by_names = query[again][one], part.by_names.record[hit].astype(np.intp)

    dated = np.flatnonzero(asked.born[query] > 0)
    low, high = part.by_name_and_birth.ranges(born_keys(word[dated], asked.born[query[dated]]))
    one, hit = expand(low, high)
    by_birth = query[dated][one], part.by_name_and_birth.record[hit].astype(np.intp)

    nameless = np.ones(len(asked), bool)
    nameless[place] = False
    close = near.cost[pair] <= alike.at_distance(_CLOSE, "surname")
    wide = np.flatnonzero(close & (nameless[query] | (vocabulary.count[near.found[pair]] <= _RARE)))
    low, high = part.by_surname.ranges(word[wide])
    one, hit = expand(low, high)
    return [by_names, by_birth, (query[wide][one], part.by_surname.record[hit].astype(np.intp))]


def _by_birth(part: Part, asked: Records, place: Numbers, group: npt.NDArray[np.int64]) -> tuple[Numbers, Numbers]:
    """Everyone of the same given name whose date of birth is the one written, or as clerks miss it."""
    queries, records = [], []
    for born in (asked.born, dates.swapped(asked.born), *dates.shifted(asked.born)):
        dated = (born[place] > 0) & (born[place] % 100 > 0)
        low, high = part.by_birth.ranges(birth_keys(born[place[dated]], group[dated]))
        which, at = expand(low, high)
        queries.append(place[dated][which])
        records.append(part.by_birth.record[at].astype(np.intp))
    return np.concatenate(queries), np.concatenate(records)


def _by_number(part: Part, asked: Records) -> tuple[Numbers, Numbers]:
    """Everyone with the same personal number."""
    numbered = np.flatnonzero(asked.number)
    which, at = expand(*part.by_number.ranges(asked.number[numbered]))
    return numbered[which], part.by_number.record[at].astype(np.intp)


def _fields(
    index: Index,
    part: Part,
    asked: Records,
    query: Numbers,
    record: Numbers,
    roles: dict[str, Numbers],
    surprise: Surprise,
) -> Bits:
    """Bits of every field of every candidate, shape (candidates, len(FIELDS))."""
    known, ours = weights(), part.records
    fields = np.zeros((len(query), len(FIELDS)), np.float32)
    for column, role in enumerate(ROLES):
        theirs = getattr(asked, role)[query].astype(np.intp)
        have = getattr(ours, role)[record].astype(np.intp)
        both = np.flatnonzero((theirs != 0) & (have != 0))
        cost = _COSTS[role](index.words, theirs[both], have[both])
        place = np.searchsorted(roles[role], theirs[both])
        # Beyond slips a word may be wrong altogether: then it says nothing of who is meant.
        fields[both, column] = np.logaddexp2(surprise[role][place] - cost, -known.wrong[role])
    fields[:, 3] = _sex(known, index.chances, asked.sex[query], ours.sex[record])
    fields[:, 4] = born_bits(known, index.chances)[dates.relation(asked.born[query], ours.born[record])]
    fields[:, 5] = _place(known, index, asked.place[query].astype(np.intp), ours.place[record].astype(np.intp))
    fields[:, 6] = _unit(known, index.chances, asked.unit[query], ours.unit[record])
    fields[:, 7] = _number(known, asked.number[query], ours.number[record])
    fields[:, 8] = namesake_bits(known, index.chances, fields[:, :3].sum(1))
    fields[:, 9] = asked.order[query] + ours.order[record]
    return fields


def born_bits(known: Weights, chance: Chances) -> Bits:
    """Bits of each relation of two dates of birth, by ``dates.Born``."""
    bits = np.zeros(len(dates.Born), np.float32)
    for kind, share in known.born.items():
        bits[kind] = np.log2(share / chance.born[kind])
    return bits


def namesake_bits(known: Weights, chance: Chances, names: Bits) -> Bits:
    """What a name says less, because lists hold namesakes and relatives of people in the registry on purpose.

    By chance alone a rare name would be as good as a fingerprint. But a row that is not this person may still be there
    because of this person: a son, a cousin, the man with whom they are always confused.
    """
    met = known.namesakes / max(chance.people, 1)
    result: Bits = -np.log2(1 + met * np.exp2(np.minimum(names.astype(np.float64), 60))).astype(np.float32)
    return result


def _sex(known: Weights, chance: Chances, theirs: npt.NDArray[np.int8], ours: npt.NDArray[np.int8]) -> Bits:
    """Agreement says little where nearly all are men, disagreement much."""
    both = (theirs != 0) & (ours != 0)
    by_chance = chance.sex[np.where(both, theirs, 1)]
    agree = np.log2(known.sex / by_chance)
    differ = np.log2((1 - known.sex) / np.maximum(1 - by_chance, 0.01))
    result: Bits = np.where(both, np.where(theirs == ours, agree, differ), 0).astype(np.float32)
    return result


def _place(known: Weights, index: Index, theirs: Numbers, ours: Numbers) -> Bits:
    """Birthplaces agree if they are one word by sound."""
    bits = np.zeros(len(theirs), np.float32)
    both = np.flatnonzero((theirs != 0) & (ours != 0))
    near = alike.apart(index.words, theirs[both], ours[both]) <= known.place_near
    share = share_of(index.chances.place, ours[both])
    bits[both] = np.where(near, np.log2(known.place / share), np.log2((1 - known.place) / (1 - np.minimum(share, 0.9))))
    return bits


def _unit(known: Weights, chance: Chances, theirs: npt.NDArray[np.int32], ours: npt.NDArray[np.int32]) -> Bits:
    """Units agree by their number."""
    share = share_of(chance.unit, ours.astype(np.intp))
    bits = np.where(
        theirs == ours, np.log2(known.unit / share), np.log2((1 - known.unit) / (1 - np.minimum(share, 0.9)))
    )
    result: Bits = np.where((theirs != 0) & (ours != 0), bits, 0).astype(np.float32)
    return result


_DISTINCT = 17.0  # bits of a personal number that agrees: as if there were some hundred thousand


def _number(known: Weights, theirs: npt.NDArray[np.int64], ours: npt.NDArray[np.int64]) -> Bits:
    """Personal numbers agree whole or not at all."""
    bits = np.where(theirs == ours, _DISTINCT + np.log2(known.number), np.log2(1 - known.number))
    result: Bits = np.where((theirs != 0) & (ours != 0), bits, 0).astype(np.float32)
    return result


def _kept(
    asked: Records, part: Part, people: int, number: int, first: int, query: Numbers, record: Numbers, fields: Bits
) -> Scored:
    """The best fitting reading of each row and person, without those that are out of the question."""
    row, person = asked.row[query].astype(np.intp), part.records.row[record].astype(np.intp)
    total = fields.sum(1)
    likely = np.flatnonzero(total > np.log2(max(people, 2)) + _SHOWN)
    row, person, total = row[likely], person[likely], total[likely]
    order = np.lexsort((record[likely], query[likely], -total, person, row))
    row, person, order = row[order], person[order], likely[order]
    best = np.ones(len(order), bool)
    best[1:] = (row[1:] != row[:-1]) | (person[1:] != person[:-1])
    chosen = order[best]
    return Scored(
        row[best],
        np.full(int(best.sum()), number, np.intp),
        person[best],
        record[chosen],
        query[chosen] + first,
        fields[chosen],
    )
