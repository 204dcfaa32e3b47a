"""Who did it, to whom, and whose: what cases tell in an inflected language, and English by order and prepositions.

1. The subject is in the nominative and has no preposition; the doer of a passive verb is in the instrumental.
2. Who is given something is in the dative: *Україні передали*. A form that may be genitive as well (*России*) is a
   dative only beside a verb of giving.
3. Whose people they are stands behind them in the genitive: *військовослужбовців РФ*.
"""

from homeward.reading.grammar.words.lines import Line
from homeward.reading.grammar.words.phrases import Mark
from homeward.reading.grammar.words.tokens import Sort, Token

_PREPOSITIONS = ("from", "to", "for", "preposition", "place_preposition", "territory")
_BESIDE = 2  # tokens between a verb and the party that is given something
_OWNER_WITHIN = 3  # adjectives and nouns between bodies and whose they are
_TITLE_WITHIN = 5  # tokens between a verb of saying and the office of who speaks
_CAME = {"came", "went", "were", "are", "arrived", "returned", "walked", "got", "headed"}  # home, of those who did
_VERB_WITHIN = 4  # tokens between a verb and people who are not counted


def is_subject(line: Line, i: int) -> bool:
    """Whether the words that start at token *i* may be the subject of a verb."""
    mark = line.at("party", i) or line.at("speaker", i) or line.at("office", i) or line.at("people", i)
    if mark is None or line.ending("cue", i, *_PREPOSITIONS) is not None:
        return False
    cases = line.cases(mark)
    if not cases or cases >= {"nomn", "gent"}:  # an acronym: what it is, the words before it tell
        return not any(m.j == i and m.group in {"office", "noun", "people", "exchange"} for m in line.ends.get(i, ()))
    return "nomn" in cases


def may_say(line: Line, i: int) -> bool:
    """Whether the speaker named at token *i* may be the subject of a verb of saying: "в Минобороны сообщили", too."""
    mark = next((m for m in line.starts.get(i, ()) if m.group in {"speaker", "office", "party", "place"}), None)
    if mark is None or (mark.group == "speaker" and line.low(i - 1) == "«"):
        return True  # a name between quotation marks stands as it is
    cases = line.cases(mark)
    inside = line.ending("cue", i, "place_preposition") is not None
    if inside:
        preposition = line.ending("cue", i, "place_preposition")
        first = preposition.i if preposition is not None else i
        said = line.at("speech", mark.j, "say") or line.ending("speech", first, "say")  # "повідомили в Катарі"
        return mark.group in {"office", "speaker"} or said is not None
    first_name = line.tokens[i - 1].form.cases if mark.group == "speaker" and i > 0 else frozenset()
    given = "nomn" in first_name and line.tokens[i - 1].text[0].isupper()  # "вице-премьер Тигран Авинян"
    return not cases or "nomn" in cases or given or ("gent" in cases and _is_of_a_title(line, i))


def _is_of_a_title(line: Line, i: int) -> bool:
    """Whether an office is that of an official who speaks: "розповіла заступниця керівника Офісу президента"."""
    verb = line.last("speech", "say", lo=max(0, i - _TITLE_WITHIN), hi=i)
    if line.at("office", i) is None or verb is None or verb.j >= i:
        return False
    words = line.tokens[verb.j : i]
    return "nomn" in words[0].form.cases and all(word.sort is Sort.WORD for word in words)


def doer(line: Line, verb: Mark, lo: int, hi: int) -> str | None:
    """The party that does what a verb says: its subject, before or right behind it, or an instrumental."""
    before = [m for m in line.all("party", lo=lo, hi=verb.i) if is_subject(line, m.i)]
    if before:
        joined = line.ending("cue", before[-1].i, "and")
        return None if joined is not None and line.ending("party", joined.i) is not None else before[-1].value
    fronted = any(lo <= amount.i < verb.i for amount in line.amounts)  # "20 гражданских получил и Киев"
    for mark in line.all("party", lo=verb.j, hi=min(hi, verb.j + _BESIDE)):
        joined = line.at("cue", mark.j, "and")
        if is_subject(line, mark.i) and (fronted or "accs" not in line.cases(mark)):
            both = joined is not None and line.at("party", joined.j) is not None
            return None if both else mark.value
    for mark in line.all("party", lo=lo, hi=hi):
        if line.cases(mark) == {"ablt"} and line.ending("cue", mark.i, *_PREPOSITIONS, "and") is None:
            return mark.value
    return None


def receiver(line: Line, lo: int, hi: int) -> str | None:
    """The party in the dative within some tokens."""
    named = next((m.value for m in line.all("party", lo=lo, hi=hi) if is_receiver(line, m) and _given(line, m)), None)
    people = (m for m in line.all("people", lo=lo, hi=hi) if line.cases(m) == {"datv"})
    return named or next((m.value for m in people if line.ending("cue", m.i, *_PREPOSITIONS) is None), None)


def _given(line: Line, mark: Mark) -> bool:
    """Whether a name that is the same in every case (*ХАМАС*) is given something: it stands right behind the verb."""
    return "nomn" not in line.cases(mark) or line.ending("verb", mark.i, "give") is not None


def is_receiver(line: Line, mark: Mark) -> bool:
    """Whether a party is named in the dative, without a preposition."""
    cases = line.cases(mark)
    if "datv" not in cases or line.ending("cue", mark.i, *_PREPOSITIONS) is not None:
        return False
    if "gent" not in cases:
        return True
    if line.ending("office", mark.i) is not None or line.ending("noun", mark.i) is not None:
        return False
    before = line.last("verb", "give", lo=max(0, mark.i - 1), hi=mark.i)
    after = line.first("verb", "give", lo=mark.j, hi=min(len(line.tokens), mark.j + _BESIDE))
    return before is not None or after is not None


def is_given_to(line: Line, party: Mark) -> bool:
    """Whether a party before a dash is in the dative: its verb of giving is left out."""
    cases = line.cases(party)
    return "datv" in cases and "nomn" not in cases and line.ending("cue", party.i, *_PREPOSITIONS) is None


def whose(line: Line, end: int) -> str | None:
    """Whose people they are, by the genitive behind their noun: *граждан России*, *воїнів ЗСУ*."""
    mark = line.at("people", end)
    if mark is not None and line.at("cue", mark.j, "captivity", "regime") is None and not _acts(line, mark):
        return mark.value
    office = line.at("office", end)
    party = line.at("party", office.j if office is not None else end)
    if party is None or is_receiver(line, party):
        return None
    cases = line.cases(party)
    return party.value if not cases or "gent" in cases else None


def _acts(line: Line, people: Mark) -> bool:
    """Whether people give or get those who stand before them: "22 військових росіяни віддали додатково"."""
    cases = line.cases(people)
    return "nomn" in cases and "gent" not in cases and line.at("verb", people.j, "give", "free", "receive") is not None


def past_affiliation(line: Line, j: int) -> int:
    """The token after "із ГУР", "з «Азову»" behind a name that ends before token *j*; *j* where nothing such stands."""
    if not line.inflected or j >= len(line.tokens):
        return j
    noun = line.at("noun", j)
    if noun is not None and noun.j - noun.i > 1 and not line.tokens[j].form.cases:
        return noun.j  # "із ЗСУ"
    if line.at("cue", j, "from", "preposition") is None or line.tokens[j].form.cases:
        return j
    k = j + 1 + (line.low(j + 1) in {"«", '"', "“"})
    named = next((m for m in line.starts.get(k, ()) if m.group in {"office", "speaker", "people", "party"}), None)
    if named is None:
        return j
    return named.j + (line.low(named.j) in {"»", '"', "”"})


def past_medium(line: Line, j: int) -> int:
    """The token after "в Telegram", "во «ВКонтакте»", "на своїй сторінці" behind a verb; *j* where none is."""
    where = line.at("cue", j, "preposition", "place_preposition")
    if where is None or where.j >= len(line.tokens):
        return j
    k = where.j
    if line.low(k) in {"«", '"', "“"}:
        ends = (n + 1 for n in range(k + 1, min(len(line.tokens), k + _BESIDE + 2)) if line.low(n) in {"»", '"', "”"})
        return next(ends, j)
    k += line.at("pronoun", k, "its") is not None
    k += 1
    while k < len(line.tokens) and _is_medium(line.tokens[k]):
        k += 1  # "у Telegram-каналі"
    return k


def _is_medium(token: Token) -> bool:
    return token.text[:1].islower() and "loct" in token.form.cases and "nomn" not in token.form.cases


def skip_to_owner(line: Line, end: int) -> int:
    """The token where it is said whose bodies they are: behind *загиблих*, *павших бойцов*."""
    k = end
    while k < end + _OWNER_WITHIN and line.at("people", k) is None:
        step = line.at("adjective", k) or line.at("noun", k)
        if step is None:
            break
        k = step.j
    return k


def _is_bare_plural(line: Line, noun: Mark) -> bool:
    """Whether "prisoners of war" are what was exchanged, or "soldiers of the guard" who are returning."""
    if line.heading or not line.low(noun.j - 1).endswith(("s", "men", "people", "war", "personnel")):
        return False
    swapped = line.ending("verb", noun.i, "swap", "return", "receive")
    lo, hi = line.clause(noun.i)
    if swapped is not None:
        return line.ending("cue", swapped.i, "perfect", "auxiliary") is not None or line.low(swapped.i).endswith("ed")
    if _opens_bare(line, noun):
        return True
    if noun.i not in {lo, lo + 1} and line.ending("cue", noun.i, "relative") is None:
        return False
    verb = line.first("verb", lo=noun.j, hi=hi)
    if verb is None or verb.value != "return":
        return False
    came = line.low(verb.i) in _CAME and verb.i - noun.j <= _VERB_WITHIN  # "prisoners of both sides went home"
    return came or line.ending("cue", verb.i, "be", "perfect") is not None


def _opens_bare(line: Line, noun: Mark) -> bool:
    """Whether a sentence opens with people of somewhere who came home: "Defenders of Mariupol came back"."""
    belongs = line.at("cue", noun.j, "of", "from") is not None
    verb = line.first("verb", lo=noun.j) if noun.i == 0 and belongs and line.low(noun.j - 1).endswith("s") else None
    return verb is not None and verb.value == "return" and line.ending("cue", verb.i, "relative", "article") is None


def is_bare(line: Line, noun: Mark) -> bool:
    """Whether people stand beside a verb of moving without a number or an adjective: *повернули військових*."""
    if not line.inflected:
        return _is_bare_plural(line, noun)
    if line.ending("cue", noun.i, *_PREPOSITIONS) is not None:
        return False
    if noun.j - noun.i > 1 and not line.tokens[noun.i].form.cases:
        return False  # "від ЗСУ": a noun only behind a number
    lo, hi = line.clause(noun.i)
    before = line.last("verb", "return", "receive", "give", "free", lo=max(lo, noun.i - _VERB_WITHIN), hi=noun.i)
    after = line.first("verb", "return", "receive", "give", "free", lo=noun.j, hi=min(hi, noun.j + _VERB_WITHIN))
    return before is not None or after is not None
