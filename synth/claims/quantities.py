"""Text in, unbound quantities out: value or interval, uncertainty, unit, hedge, comparator.

The steps: mask what states nothing, find the numerals, read the unit behind and the hedge before
each, join ranges, ± and intervals, share the unit along a list ("85.3, 86.1 and 87.9%").

Conventions of the drafts, which become `Quantity`:

- `start:end` takes in the hedge ("over 40%"), the number and its unit of measure ("2.1 BLEU
  points"); a counted noun ("8 V100 GPUs") is named in `unit` and not part of the span, since words
  may stand between.
- A scale stays beside the number: "12k examples" has value "12" and unit "thousand examples".
- "over 40" has value "40" and low "40"; "up to 40" has high "40"; "71.2–73.3" has no value, low
  "71.2" and high "73.3"; "85.3 [84.1, 86.5]" has all three.
- "from 71.2 to 73.3" of something that changes is two quantities; "ranging from" is an interval.
- "half of", "twofold", "three times" have unit "x"; "one third" has value "0.33".
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from synth.claims.lexicon import METRIC_PATTERN
from synth.claims.nonquantities import MASK, mask
from synth.claims.numerals import Numeral, as_decimal, find_numerals
from synth.claims.units import SCALES, canonical_noun, match_measure, match_scale
from synth.types import Comparator

__all__ = ["Draft", "may_state_quantity", "scan"]

MAX_QUANTITIES = 400
"""Quantities read of one text at most: more is a table that was taken for a sentence."""

_DIGIT = re.compile(r"\d")
_NUMBER_WORD = re.compile(
    r"\b(?=[tfsenhqdmboTFSENHQDMBO])(?:(?i:two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|"
    r"seventeen|eighteen|nineteen|twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety|hundred|half|halv|third|quarter|"
    r"twice|doubl|tripl|dozen|\w{2,8}fold|million|billion|order of magnitude|\w{2,8}fold|one (?:percent|point|hour|day|week|month|year|GPU)))"
)


@dataclass(slots=True, kw_only=True)
class Draft:
    """A quantity under construction; see `synth.types.Quantity` for the fields they share."""

    start: int
    end: int
    number_start: int
    """Offset of the number itself, behind the hedge."""
    number_end: int
    """Offset behind the number and its uncertainty, before the unit."""
    value: str | None
    low: str | None = None
    high: str | None = None
    uncertainty: str | None = None
    unit: str | None = None
    comparator: Comparator = "="
    hedge: str | None = None
    sign: str = ""
    metric: str | None = None
    """A metric printed as the unit: "28.4 BLEU"."""
    qualifier: str = ""
    """"absolute" or "relative", where one stands behind the number."""
    noun: str | None = None
    """The counted noun as printed, in its own right or behind a scale."""
    kind: str = "digits"
    """How the number is written: `Numeral.kind`."""
    grows: bool | None = None
    """For "doubles" and "halves"."""
    pair: Draft | None = None
    """For the second of "from A to B": the first."""
    is_p_value: bool = False
    """Whether it is a probability of error: "p < 0.05"."""
    list_id: int = -1
    """Quantities of one enumeration share it; -1 for one that stands alone."""


def may_state_quantity(text: str) -> bool:
    """Tell quickly whether a text can hold a quantity at all."""
    return _DIGIT.search(text) is not None or _NUMBER_WORD.search(text) is not None


def scan(text: str) -> list[Draft]:
    """Return the quantities of a text in order, not yet bound to any subject."""
    masked = mask(text)
    drafts = []
    position = 0
    for numeral in find_numerals(masked)[:MAX_QUANTITIES]:
        draft = _read(masked, numeral) if numeral.start >= position else None
        if draft is not None:
            drafts.append(draft)
            position = draft.end
    drafts = _join(masked, drafts)
    for draft in drafts:
        _read_hedge(masked, draft)
    _share_units(masked, drafts)
    return [draft for draft in drafts if _states_something(masked, draft)]


# --------------------------------------------------------------------------- one number

_POINTS = re.compile(
    rf"[ -]?(?:%[ ])?(?:(?P<qualifier>absolute|abs\.|relative)[ ])?(?:(?:percentage|percent|%|abs\.)[- ]|(?P<metric>{METRIC_PATTERN})[- ])?"
    r"(?:absolute[ ])?(?:points?|pts?\b\.?|pp\b|p\.p\.|pps\b|%-points?)(?![\w])(?![ ](?:of[ ]view|cloud|in[ ]time|at[ ]which))|[ ]?%p\b|[ ]percentage(?=[ ](?:improvement|gain|increase))",
    re.VERBOSE,
)
_QUALIFIER = re.compile(r"[ ]\(?(absolute|relative|abs\.|rel\.)(?![\w])")
_METRIC_UNIT = re.compile(rf"(?:%?[ -])(?:\((?=[A-Z]))?(?P<metric>{METRIC_PATTERN})", re.VERBOSE)
_NOT_A_UNIT = re.compile(r"[ ](?:[Aa]ccuracy|[Pp]recision|[Rr]ecall|[Ll]atency|[Tt]hroughput|[Cc]orrelation|[Ee]rror)[ ](?:of|is|was|by)\b")
_NOUN_STOP = frozenset(
    """is was has does yields achieves reaches gives uses shows means makes takes gets plus vs as this its
    across versus thus less his various yes perhaps always towards besides whereas afterwards times us
    improves increases decreases reduces drops outperforms exceeds gains points percent and or of in on at
    to for with from by than the a an that which when while where after before over under using per but we
    our are were be been it they if then each respectively compared relative according because through
    without within against between during both either not only also can could may might will would should
    performs obtains remains becomes results_in seems appears depends equals corresponds contains consists
    includes lies stands follows holds requires needs suggests indicates allows leads causes produces provides
    makes implies represents denotes works grows varies ranges goes comes reads keeps helps exists
    satisfies supports allows enables uses covers spans averages scores beats surpasses trains learns corresponds
    provide give achieve show allow lead make take get yield use need require obtain reach suggest indicate mean
    belongs occurs begins starts ends consumes costs weighs finds wins loses falls rises
        """.split()
)
_WORD = re.compile(r"[ -](?P<word>[A-Za-z][\w'’]*+(?:-[A-Za-z]\w*+){0,3})")
_NOUN_WORD = re.compile(r"[A-Za-z]{2,}$")
_SINGULAR_NOUNS = re.compile(
    r"(?:parameter|layer|epoch|step|token|language|digit|bit|qubit|head|dimension|class|GPU|TPU|core|node|word|sentence|way|"
    r"example|image|pixel|character|label|channel|hidden|task|domain|head|iteration|seed|run|question|document|passage|hop|turn|page|mile|person|electron|photon|atom|site|loop|component)$"
)
_IRREGULAR = frozenset("people data children criteria phenomena minima maxima vertices indices matrices corpora series species speakers".split())


def _read(text: str, numeral: Numeral) -> Draft | None:
    draft = Draft(
        start=numeral.start,
        end=numeral.end,
        number_start=numeral.start,
        number_end=numeral.end,
        value=numeral.value,
        uncertainty=numeral.uncertainty,
        sign=numeral.sign,
        kind=numeral.kind,
        grows=numeral.grows,
    )
    if numeral.kind in ("multiple", "fraction"):
        draft.unit = "x"
        return draft
    scale = match_scale(text, draft.end)
    if scale is not None:
        draft.end, draft.unit = scale
    if not scale and not _ends_cleanly(text, draft.end):
        return None
    _read_currency(text, draft)
    _read_plus(text, draft)
    _read_tolerance(text, draft)
    _read_unit(text, draft)
    return draft


_CURRENCY = re.compile(r"(?:US|USD|A|C)?[$€£¥][ ]?$")


def _read_currency(text: str, draft: Draft) -> None:
    """Read "$0.02": the unit stands before the number."""
    window = max(0, draft.start - 5)
    match = _CURRENCY.search(text[window : draft.start])
    if match is not None:
        draft.start = window + match.start()
        sign = match.group().strip()[-1]
        draft.unit = f"{draft.unit} {sign}" if draft.unit else sign


_CLEAN_END = re.compile(r"(?![A-Za-z_]\w)(?!-?[A-Z]\d)(?![a-zA-Z_](?:\b|-))|(?=[×x]\d)|(?=x[- ,.;:)]|x$)")


def _ends_cleanly(text: str, position: int) -> bool:
    """Whether the number is not the head of a word such as "3D" or "5th"; units may follow."""
    return _CLEAN_END.match(text, position) is not None or match_measure(text, position) is not None


_PLUS = re.compile(r"\+(?![\d\w])")
_PM = r"(?:±|\+/[-−–]|\+-|\\pm|∓)"
_TOLERANCE = re.compile(
    rf"[ ]?%?[ ]?\(?{_PM}[ ]?(?P<value>\d++(?:\.\d++)?|\.\d++)(?:[eE][+-]?\d{{1,2}})?(?P<close>[ ]?%?\))?"
)


def _read_plus(text: str, draft: Draft) -> None:
    """Read "500+": at least so many."""
    if _PLUS.match(text, draft.end):
        draft.comparator, draft.hedge, draft.low = ">=", "+", draft.value
        draft.end += 1


def _read_tolerance(text: str, draft: Draft) -> None:
    match = _TOLERANCE.match(text, draft.end)
    if match is not None:
        draft.uncertainty = f"0{match['value']}" if match["value"].startswith(".") else match["value"]
        draft.end = draft.number_end = match.end()
        if "%" in match.group():
            draft.unit = "%"


def _read_unit(text: str, draft: Draft) -> None:
    points = _POINTS.match(text, draft.end)
    if points is not None and not draft.unit:
        draft.end, draft.unit = points.end(), "points"
        draft.metric = points["metric"]
        draft.qualifier = points["qualifier"] or ""
        return
    if draft.unit != "%":
        _read_measure(text, draft)
    if draft.unit in (None, "%"):
        _read_percent_qualifier(text, draft)
        _read_metric_unit(text, draft)
    if draft.metric is None and (draft.unit is None or draft.unit.endswith("illion") or draft.unit == "thousand"):
        _read_noun(text, draft)


def _read_measure(text: str, draft: Draft) -> None:
    if draft.kind == "word" and text[draft.end : draft.end + 1] not in (" ", "-"):
        return
    measure = match_measure(text, draft.end)
    if measure is None:
        return
    end, unit = measure
    if unit in ("qubits", "bits", "epochs"):
        draft.noun = unit
    elif unit == "x" and text[draft.end : end].strip(" -").lower() == "times" and not _is_multiple(text, draft, end):
        unit, draft.noun = "times", "times"
    if draft.kind == "word" and len(unit) == 1 and unit != "%" and not text[draft.end : end].strip(" -").isalpha():
        return
    scale = f"{draft.unit} " if draft.unit else ""
    draft.end, draft.unit = end, f"{scale}{unit}"


_MULTIPLE_BEHIND = re.compile(
    r"[ ](?:as|the|that|its|more|less|fewer|smaller|larger|bigger|faster|slower|higher|lower|better|worse|longer|shorter|greater|cheaper|stronger|improvement|increase|reduction|speed-?up|than|of[ ]the|[a-z]+er\b|lower)"
)


def _is_multiple(text: str, draft: Draft, end: int) -> bool:
    """Whether "n times" multiplies ("three times faster") or counts ("repeated three times")."""
    before = text[max(0, draft.start - 24) : draft.start]
    return _MULTIPLE_BEHIND.match(text, end) is not None or re.search(r"\bby (?:\w+ )?(?:\w+ )?$", before) is not None


def _read_percent_qualifier(text: str, draft: Draft) -> None:
    match = _QUALIFIER.match(text, draft.end)
    if match is None:
        return
    draft.qualifier = "absolute" if match[1].startswith("abs") else "relative"
    if draft.unit == "%":
        draft.end = match.end()
        draft.unit = "points" if draft.qualifier == "absolute" else "%"
        rest = _POINTS.match(text, draft.end)
        if rest is not None:
            draft.end = rest.end()


def _read_metric_unit(text: str, draft: Draft) -> None:
    match = _METRIC_UNIT.match(text, draft.end)
    if match is None or draft.kind != "digits" or _NOT_A_UNIT.match(text, draft.end):
        return
    draft.metric = match["metric"]
    draft.end = match.end("metric")


def _read_noun(text: str, draft: Draft) -> None:
    """Read the counted noun: the first plural among the next four words."""
    if draft.value is None or (draft.unit is None and "." in draft.value):
        return
    position, words = draft.end, []
    while len(words) < 4:
        match = _WORD.match(text, position)
        if match is None:
            break
        word = match["word"]
        if word.lower() in _NOUN_STOP:
            break
        if word == "dimensional" and not words:
            draft.noun, draft.unit = "dimensions", "dimensions"
            return
        if word in ("GPU", "TPU", "CPU") and len(words) < 2:
            draft.noun, draft.unit = f"{word}s", f"{word}s"
            return
        is_hyphened = not words and text[position] == "-"
        words.append(word)
        position = match.end()
        if _is_plural(word) or (is_hyphened and _SINGULAR_NOUNS.match(word)):
            noun = _head_noun(text, word, position)
            draft.noun = noun
            draft.unit = f"{draft.unit} {canonical_noun(noun)}" if draft.unit else canonical_noun(noun)
            return
        if is_hyphened and "-" not in word and not _NOUN_WORD.match(word):
            return


def _head_noun(text: str, word: str, position: int) -> str:
    """Return the head of "sentences pairs"-like chains: the last of two plurals side by side."""
    match = _WORD.match(text, position)
    if match is not None and text[position] == " " and _is_plural(match["word"]) and match["word"].lower() not in _NOUN_STOP:
        return match["word"]
    return word


_ACRONYMS = re.compile(r"[A-Z][A-Z\d]+s$")


def _is_plural(word: str) -> bool:
    lowered = word.lower()
    if lowered in _IRREGULAR or _ACRONYMS.match(word):
        return True
    return (
        len(word) > 2
        and lowered.endswith("s")
        and not lowered.endswith(("ss", "us", "is", "ous", "'s", "’s"))
        and lowered not in _NOUN_STOP
    )


# --------------------------------------------------------------------------- several numbers

_DASH = re.compile(r"[ ]?(?:-|–|—|‐|‑|−|~)[ ]?$|[ ](?:to|through)[ ]$|-to-$")
_AND = re.compile(r"[ ]and[ ]$")
_TO = re.compile(r"[ ]to[ ](?:(?:more|less|fewer|greater|higher|lower)[ ]than[ ]|at[ ](?:least|most)[ ]|well[ ]over[ ]|as[ ](?:high|low|much|many)[ ]as[ ]|only[ ]|about[ ]|over[ ]|around[ ]|just[ ]|nearly[ ]|roughly[ ]|almost[ ]|approximately[ ]|~[ ]?|≈[ ]?)?$")
_BETWEEN = re.compile(r"(?i:\bbetween)[ ](?:about[ ]|roughly[ ]|around[ ]|approximately[ ])?$")
_FROM = re.compile(r"(?i:\bfrom)[ ](?P<hedge>about[ ]|roughly[ ]|around[ ]|approximately[ ]|just[ ]|only[ ]|over[ ]|~[ ]?|<[ ]?|>[ ]?|≈[ ]?)?$")
_RANGING = re.compile(
    r"(?i:\b(?:rang(?:e|es|ed|ing)|var(?:y|ies|ied|ying)|span(?:s|ned|ning)?|anywhere|sizes?|lengths?|values?|search(?:ed)?|chosen|sampled|drawn|interval|between))\b[^.;]{0,25}$"
)
_CHANGE = re.compile(
    r"(?i:\b(?:improv|increas|decreas|drop|reduc|ris(?:e|es|ing)|rose|raised?|fall|fell|grow|grew|boost|lower|go(?:es|ing)|went|jump|climb|declin|degrad|push|bring|brought|mov|chang|shift|up|down|scal))\w{0,8}\b[^;]{0,80}$"
)
_INTERVAL_OPEN = re.compile(
    r"(?:[ ,:;]{0,2}\(?(?P<level>\d{2}(?:\.\d)?[ ]?%[ ])?(?:confidence[ ]interval|CI|C\.I\.|HDI|credible[ ]interval|interval)?[ :=,]{0,3}(?:of[ ])?)?[\[(][ ]?$"
)
_INTERVAL_COMMA = re.compile(r"[ ]?(?:,|;|-|–|to)[ ]?$|[ ]to[ ]$")
_INTERVAL_CLOSE = re.compile(r"[ ]?%?[ ]?[\])]")
_SLASH = re.compile(r"[ ]?/[ ]?$")
_LIST = re.compile(r"(?:,|[ ]?/|;)?[ ]?(?:(?:and|or|vs\.?|versus|&)[ ])?(?:then[ ])?$")
_CI_WORDS = re.compile(r"(?:confidence|credible|CI\b|C\.I\.)")


def _join(text: str, drafts: list[Draft]) -> list[Draft]:
    """Join ranges, intervals and from-to pairs; the order stays."""
    joined: list[Draft] = []
    position = 0
    while position < len(drafts):
        draft = drafts[position]
        following = drafts[position + 1] if position + 1 < len(drafts) else None
        if following is not None and following.start - draft.end <= 24:
            gap = text[draft.end : following.start]
            if _is_interval_of(text, joined, draft, following, gap):
                position += 2
                continue
            if _make_fraction(text, draft, following, gap):
                joined.append(following)
                position += 2
                continue
            if _make_pair(text, draft, following, gap):
                joined += [draft, following]
                position += 2
                continue
            if _make_range(text, draft, following, gap):
                position += 1  # the second is now the joined range
                drafts[position] = following
                continue
        joined.append(draft)
        position += 1
    return _without_ci_levels(text, joined)


def _make_fraction(text: str, first: Draft, second: Draft, gap: str) -> bool:
    """Read "2/3" of something as one share; "11/18 datasets" stays two counts."""
    if gap != "/" or first.unit or second.unit or second.metric or "." in f"{first.value}{second.value}":
        return False
    part, whole = as_decimal(first.value or ""), as_decimal(second.value or "")
    if part is None or whole is None or not 0 < part < whole <= MAX_DENOMINATOR:
        return False
    second.value = str(round(part / whole, 2))
    second.start, second.number_start = first.start, first.number_start
    second.unit, second.kind = "x", "fraction"
    return True


MAX_DENOMINATOR = 100
"""Largest denominator of a printed fraction."""
_BY_BEFORE = re.compile(r"\bby(?:[ ](?:about|over|up|more|than|almost|nearly|a|another))*[ ]$")


def _make_pair(text: str, first: Draft, second: Draft, gap: str) -> bool:
    """Read "from A to B" of something that changes as two quantities."""
    before = text[max(0, first.start - 90) : first.start]
    if not _TO.match(gap) or first.low or second.low or _BY_BEFORE.search(before):
        return False
    is_from = _FROM.search(before) is not None
    if not is_from and not ("." in (first.value or "") and _CHANGE.search(before)):
        return False
    if _RANGING.search(re.sub(r"from[ ]\S{0,6}[ ]?$", "", before[-40:])) and not _CHANGE.search(before):
        return False
    if is_from and not (_CHANGE.search(before) or _changes_behind(text, second) or _differ_in_kind(first, second)):
        return False
    _agree(first, second)
    second.pair = first
    return True


def _changes_behind(text: str, second: Draft) -> bool:
    return _CHANGE.match(text[second.end : second.end + 1]) is not None or bool(
        re.match(r"[ ](?:improvement|increase|decrease|reduction|drop|gain)", text[second.end : second.end + 14])
    )


def _differ_in_kind(first: Draft, second: Draft) -> bool:
    low, high = as_decimal(first.value or ""), as_decimal(second.value or "")
    return low is not None and high is not None and "." in f"{first.value}{second.value}" and first.unit == second.unit


def _make_range(text: str, first: Draft, second: Draft, gap: str) -> bool:
    """Read "A–B", "A to B" and "between A and B" as one interval, kept in `second`."""
    before = text[max(0, first.start - 30) : first.start]
    if "to" in gap and first.unit != second.unit and first.unit is not None and _BY_BEFORE.search(before):
        return False  # "by 2.1 points to 75.4"
    between = _BETWEEN.search(before) if _AND.match(gap) else None
    low, high = as_decimal(first.value or ""), as_decimal(second.value or "")
    if low is None or high is None or (between is None and not _DASH.match(gap)):
        return False
    opened = between or (_FROM.search(before) if "to" in gap else None)
    is_dash = between is None and "to" not in gap and "through" not in gap
    if is_dash and (low >= high or second.sign or first.kind != second.kind):
        return False
    if first.uncertainty or not _units_agree(first, second):
        return False
    second.low, second.high = (first.value, second.value) if low <= high else (second.value, first.value)
    second.value = None
    second.unit = second.unit or first.unit
    second.metric = second.metric or first.metric
    second.number_start = first.number_start
    second.start = opened.start() + max(0, first.start - 30) if opened else first.start
    second.sign = first.sign
    return True


def _units_agree(first: Draft, second: Draft) -> bool:
    if not first.unit or not second.unit or first.unit == second.unit:
        return True
    if first.unit in SCALE_WORDS:  # "12k–15k words"; "1M to 2B tokens" has two scales
        return second.unit.split(" ")[0] == first.unit
    return first.unit == "%" and second.unit == "points"  # "9%–19% absolute"


def _is_interval_of(text: str, joined: list[Draft], low: Draft, high: Draft, gap: str) -> bool:
    """Read "85.3 [84.1, 86.5]" or "85.3 (95% CI 84.1–86.5)": the interval belongs to the value before it."""
    if not _INTERVAL_COMMA.match(gap) or not _INTERVAL_CLOSE.match(text, high.end):
        return False
    lower, upper = as_decimal(low.value or ""), as_decimal(high.value or "")
    if lower is None or upper is None or lower > upper:
        return False
    owner = joined[-1] if joined else None
    level = None
    if owner is not None and owner.value is not None and _is_ci_level(text, owner):
        level, owner = owner, (joined[-2] if len(joined) > 1 else None)
    opening = text[owner.end if owner else max(0, low.start - 40) : low.start]
    is_bracket = low.start > 0 and text[low.start - 1] in "[("
    if owner is None or owner.value is None or len(opening) > 45 or not _owns(opening, level is not None):
        return _lone_interval(text, joined, level, low, high, is_bracket)
    value = as_decimal(owner.value)
    if value is None or not lower <= value <= upper:
        return False
    close = _INTERVAL_CLOSE.match(text, high.end)
    owner.low, owner.high = low.value, high.value
    owner.end = owner.number_end = close.end() if close else high.end
    owner.unit = owner.unit or high.unit
    if level is not None:
        joined.remove(level)
    return True


def _owns(opening: str, has_level: bool) -> bool:
    return bool(_INTERVAL_OPEN.match(opening)) or has_level or bool(_CI_WORDS.search(opening))


def _lone_interval(text: str, joined: list[Draft], level: Draft | None, low: Draft, high: Draft, is_bracket: bool) -> bool:
    """Read "[0.5, 0.9]" that belongs to no value."""
    if not (is_bracket and text[low.start - 1] == "[" and text[high.end : high.end + 1] == "]"):
        return False
    if level is not None:
        joined.remove(level)
    low.low, low.high, low.value = low.value, high.value, None
    low.start -= 1
    low.end = low.number_end = high.end + 1
    joined.append(low)
    return True


_CI_BEHIND = re.compile(r"[ ]?(?:%[ ])?(?:confidence|credible|CI\b|C\.I\.|HDI\b|C\.L\.|CL\b)")


def _is_ci_level(text: str, draft: Draft) -> bool:
    return draft.unit == "%" and _CI_BEHIND.match(text, draft.end) is not None


def _without_ci_levels(text: str, drafts: list[Draft]) -> list[Draft]:
    return [draft for draft in drafts if not _is_ci_level(text, draft)]


def _agree(first: Draft, second: Draft) -> None:
    """Give both of a pair the unit that one of them prints."""
    if first.unit in SCALE_WORDS and (second.unit or "").startswith(f"{first.unit} "):
        first.unit = second.unit
    first.unit = first.unit or second.unit
    first.metric = first.metric or second.metric
    first.noun = first.noun or second.noun
    if second.unit is None:
        second.unit, second.noun = first.unit, first.noun


def _share_units(text: str, drafts: list[Draft]) -> None:
    """Share unit and metric backwards along an enumeration, and number the enumerations."""
    list_id = 0
    for position in range(len(drafts) - 1, 0, -1):
        here, before = drafts[position], drafts[position - 1]
        gap = text[before.end : here.start]
        if len(gap) > 12 or not _LIST.match(gap) or not gap.strip() or here.pair is before:
            continue
        if not _are_alike(before, here) or "=" in text[max(0, before.start - 2) : before.start]:
            continue
        if here.list_id < 0:
            here.list_id = list_id
            list_id += 1
        before.list_id = here.list_id
        if before.unit is None and before.metric is None:
            before.unit, before.noun = here.unit, here.noun
            before.qualifier = before.qualifier or here.qualifier
        elif before.noun is None and here.noun is not None and before.unit in SCALE_WORDS:
            before.unit, before.noun = f"{before.unit} {canonical_noun(here.noun)}", here.noun
        if before.metric is None and (before.unit == here.unit or before.unit is None):
            before.metric = here.metric


SCALE_WORDS = frozenset(SCALES.values())


def _are_alike(before: Draft, here: Draft) -> bool:
    """Whether two neighbours can be items of one enumeration: same unit, or the first prints none."""
    if before.kind != here.kind or before.sign != here.sign:
        return False
    same_scale = before.unit in SCALE_WORDS and here.noun is not None and (here.unit or "").split(" ")[0] in SCALE_WORDS
    return before.unit is None or before.unit == here.unit or same_scale


# --------------------------------------------------------------------------- hedges and comparators

_HEDGES: tuple[tuple[str, Comparator], ...] = (
    (r"(?:or[ ])?no[ ](?:less|fewer)[ ]than|not[ ](?:less|fewer)[ ]than|at[ ]least|a[ ]minimum[ ]of|as[ ](?:low|few|little)[ ]as|upwards[ ]of|≥|>=|⩾|≳|\\geq?", ">="),
    (r"no[ ]more[ ]than|not[ ]more[ ]than|at[ ]most|up[ ]to|a[ ]maximum[ ]of|maximum[ ]of|as[ ](?:high|much|many)[ ]as|within|≤|<=|⩽|≲|\\leq?", "<="),
    (r"well[ ](?:over|above)|over|more[ ]than|above|exceed(?:s|ing|ed)?|greater[ ]than|larger[ ]than|higher[ ]than|better[ ]than|longer[ ]than|in[ ]excess[ ]of|beyond|>", ">"),
    (r"well[ ](?:under|below)|under|just[ ]under|below|less[ ]than|fewer[ ]than|smaller[ ]than|lower[ ]than|shorter[ ]than|worse[ ]than|<", "<"),
    (r"on[ ]the[ ]order[ ]of|about|around|roughly|approximately|approx\.|circa|ca\.|c\.|some|nearly|almost|close[ ]to|near(?:ly)?|approaching|an[ ]estimated|estimated|~|∼|˜|≈|≃|≅|\\sim|\\approx", "~"),
)
_HEDGE = re.compile(
    r"(?:^|(?<=[\s(\[,:;=~∼≈<>≤≥–—%-])|(?<=\w)(?=[~∼≈<>≤≥]))(?P<hedge>"
    + "|".join(f"(?P<h{n}>{pattern})" for n, (pattern, _) in enumerate(_HEDGES))
    + r")[ ]?(?:(?:only|just|about|around|roughly|approximately|nearly|a|an)[ ])?$",
    re.IGNORECASE,
)
_FIRST_HEDGE = re.compile(r"(?:at least|at most|up to|over|about|around|roughly|approximately|nearly|almost|than|of|below|under|above|within|exceed\w*|some|to|near|beyond|as|ing|ca\.|c\.|approx\.|estimated|circa|\W)\s?(?:only |just |about |around |roughly |approximately |nearly |an? )?$", re.IGNORECASE)
_OVER_IS_PREPOSITION = re.compile(
    r"(?i:(?:averag\w*|means?|medians?|comput\w*|evaluat\w*|measur\w*|runs?|std|deviations?|gains?|improv\w*|results?|summ\w*|train\w*|aggregat\w*|"
    r"search\w*|advantages?|report\w*|sweep\w*|variance|integrat\w*|iterat\w*|points|percent|%|distributed|performance|accuracy|scores?)(?:[ ]and[ ]\w+)?)[ ]$"
)
_COMPARES = re.compile(r"(?:%|\d|points?|x|times|fold|F1|BLEU|EM|\b(?:significantly|much|slightly|substantially|considerably|is|are|were|was))[ ]$")
_AFTER = re.compile(
    r"[ ](?P<hedge>or[ ](?:more|higher|above|greater|so|less|fewer|lower|below))\b"
)
_AFTER_COMPARATOR: dict[str, Comparator] = {"so": "~", "less": "<=", "fewer": "<=", "lower": "<=", "below": "<="}


def _read_hedge(text: str, draft: Draft) -> None:
    window_start = max(0, draft.start - 32)
    before = text[window_start : draft.start]
    match = _HEDGE.search(before) if _FIRST_HEDGE.search(before) else None
    if match is not None and not _is_no_hedge(text, draft, match, window_start):
        draft.hedge = match["hedge"]
        draft.comparator = next(c for n, (_, c) in enumerate(_HEDGES) if match[f"h{n}"])
        draft.start = window_start + match.start("hedge")
    else:
        _read_hedge_behind(text, draft)
    if draft.comparator in (">", ">=") and draft.value is not None and draft.low is None:
        draft.low = draft.value
    elif draft.comparator in ("<", "<=") and draft.value is not None and draft.high is None:
        draft.high = draft.value
    before = text[max(0, draft.start - 14) : draft.start + 2]
    draft.is_p_value = _is_p_value(text, draft, before)


_P_VALUE = re.compile(r"(?<![\w])[pP](?:[- ]?values?)?(?:[ ]of|[ ]is)?[ ]?(?:[=<>≤≥≪⩽]|[ ])[ ]?(?:[<>≤≥=][ ]?)?\S{0,2}$")


def _is_p_value(text: str, draft: Draft, before: str) -> bool:
    value = as_decimal(draft.value or "")
    if value is None or not 0 <= value < 1 or draft.unit is not None or _P_VALUE.search(before) is None:
        return False
    # A bare "p = 0.3" may be any probability; a small one, or talk of a test, makes it a p-value.
    return value <= P_CONVENTION or _TEST.search(text) is not None


P_CONVENTION = as_decimal("0.05") or 0
"""The largest p that is read as a p-value without any talk of significance."""
_TEST = re.compile(r"(?i:signific|p-value|p value|t-test|\btests?\b|hypothesis|wilcoxon|anova|bootstrap)")


def _is_no_hedge(text: str, draft: Draft, match: re.Match[str], window_start: int) -> bool:
    words = match["hedge"].lower()
    before = text[max(0, window_start + match.start() - 20) : window_start + match.start("hedge")]
    if words in ("over", "above", "below", "under", "around", "near"):
        if words in ("over", "under") and _OVER_IS_PREPOSITION.search(before):
            return True
        return before.endswith(("the ", "The "))
    if words == "some" and draft.kind != "digits":
        return True
    if words == "within" and draft.unit in ("h", "min", "s", "days", "years") and before.endswith("- "):
        return True
    # "2.1 points higher than 90.3", "is better than 71.2": the number is what is compared with.
    return words.endswith("than") and bool(_COMPARES.search(before)) and not words.startswith(("more", "less", "fewer", "no"))


def _read_hedge_behind(text: str, draft: Draft) -> None:
    match = _AFTER.match(text, draft.end)
    if match is not None and draft.comparator == "=":
        draft.hedge = match["hedge"]
        draft.comparator = _AFTER_COMPARATOR.get(match["hedge"].split()[-1].lower(), ">=")
        draft.end = match.end()


# --------------------------------------------------------------------------- what to keep

_VARIABLE_BEHIND = re.compile(r"[ ]?[=<>≤≥∈][ ]?[A-Za-z\\({]")
_VARIABLE_BEFORE = re.compile(r"(?<![A-Za-z])[A-Za-z](?:[ ]?[+*/−·^][ ]?|[ ]-[ ])$")
_OPERATOR_BEFORE = re.compile(r"[A-Za-z)\]}|\d][ ]?[+*/−·×÷^_][ ]?$")
_OPERATOR_BEHIND = re.compile(r"[ ]?[+*·×÷^_]")
_ARGUMENT_BEFORE = re.compile(r"[A-Za-z]\($")  # f(0)
_BARE_ONE_DETERMINER = re.compile(r"(?i:\b(?:no|any|this|that|which|each|every|the|only|another)[ ])$")


def _states_something(text: str, draft: Draft) -> bool:
    """Whether the number is a quantity and not a stray of a formula or an ordinary pronoun."""
    if draft.kind == "word":
        return _word_counts(text, draft)
    if MASK in text[draft.start : draft.end]:
        return False
    if draft.noun is not None and _VARIABLE_BEFORE.search(text[max(0, draft.start - 6) : draft.start]):
        return False
    if draft.unit is None and draft.metric is None and draft.value is not None and "." not in draft.value:
        if _VARIABLE_BEHIND.match(text, draft.end):
            return False
        before = text[max(0, draft.start - 5) : draft.start]
        behind = text[draft.end : draft.end + 2]
        if _OPERATOR_BEFORE.search(before) or (_OPERATOR_BEHIND.match(behind) and not draft.hedge):
            return False
        if _ARGUMENT_BEFORE.search(before):
            return False
    return True


def _word_counts(text: str, draft: Draft) -> bool:
    if draft.unit is None:
        return False
    if draft.value == "1":
        is_measure = draft.noun is None
        return is_measure and not _BARE_ONE_DETERMINER.search(text[max(0, draft.start - 9) : draft.start])
    return True
