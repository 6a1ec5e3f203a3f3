"""One number with what stands behind it: scale, tolerance, unit of measure, metric, counted noun."""

from __future__ import annotations

import re

from synth.claims.drafts import Draft
from synth.claims.lexicon import METRIC_PATTERN
from synth.claims.numerals import Numeral
from synth.claims.units import canonical_noun, match_measure, match_scale

__all__ = ["read_draft"]

_POINTS = re.compile(
    rf"[ -]?(?:%[ ])?(?:(?P<qualifier>absolute|abs\.|relative)[ ])?(?:(?:percentage|percent|%"
    rf"|abs\.)[- ]|(?P<metric>{METRIC_PATTERN})[- ])?"
    r"(?:absolute[ ])?(?:points?|pts?\b\.?|pp\b|p\.p\.|pps\b"
    r"|%-points?)(?![\w])(?![ ](?:of[ ]view|cloud|in[ ]time|at[ ]which))|[ ]?%p\b"
    r"|[ ]percentage(?=[ ](?:improvement|gain|increase))",
    re.VERBOSE,
)
_QUALIFIER = re.compile(
    r"[ ]\(?(absolute|relative|abs\.|rel\.)(?![\w])(?![ ](?:humidity|abundance|frequency|density|permittivity"
    r"|permeability|risk|position|velocity|motion|mass|intensity|weight|content|size)\b)"
)
_METRIC_UNIT = re.compile(rf"(?:%?[ -])(?:\((?=[A-Z]))?(?P<metric>{METRIC_PATTERN})", re.VERBOSE)
_NOT_A_UNIT = re.compile(
    r"[ ](?:[Aa]ccuracy|[Pp]recision|[Rr]ecall|[Ll]atency|[Tt]hroughput|[Cc]orrelation"
    r"|[Ee]rror)[ ](?:of|is|was|by)\b"
)
_NOUN_STOP = frozenset(
    """is was has does yields achieves reaches gives uses shows means makes takes gets plus vs as this its
    across versus thus less his various yes perhaps always towards besides whereas afterwards times
    us improves increases decreases reduces drops outperforms exceeds gains points percent and or of
    in on at to for with from by than the a an that which when while where after before over under
    using per but we our are were be been it they if then each respectively compared relative
    according because through without within against between during both either not only also can
    could may might will would should performs obtains remains becomes results_in seems appears
    depends equals corresponds contains consists includes lies stands follows holds requires needs
    suggests indicates allows leads causes produces provides makes implies represents denotes works
    grows varies ranges goes comes reads keeps helps exists satisfies supports allows enables uses
    covers spans averages scores beats surpasses trains learns corresponds provide give achieve show
    allow lead make take get yield use need require obtain reach suggest indicate mean belongs
    occurs begins starts ends consumes costs weighs finds wins loses falls rises""".split()
)
_WORD = re.compile(r"[ -](?P<word>[A-Za-z][\w'’]*+(?:-[A-Za-z]\w*+){0,3})")
_NOUN_WORD = re.compile(r"[A-Za-z]{2,}$")
_SINGULAR_NOUNS = re.compile(
    r"(?:parameter|layer|epoch|step|token|language|digit|bit|qubit|head|dimension|class|GPU"
    r"|TPU|core|node|word|sentence|way|"
    r"example|image|pixel|character|label|channel|hidden|task|domain|head|iteration|seed|run"
    r"|question|document|passage|hop|turn|page|mile|person|electron|photon|atom|site|loop"
    r"|component)$"
)
_PRONOUNS = ("ones", "others", "theirs", "ours")
_SIZE = r"[ ](?:\d{1,4}|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve)(?=[ ][A-Za-z])"
_OF_SET = re.compile(rf"[ ](?:out[ ])?of(?:[ ](?:the|these|those|its|their|our|all)(?=[ ])|(?={_SIZE}))")
_SET_SIZE = re.compile(_SIZE)
"""Of how many: "five of the seven tasks"."""
_IRREGULAR = frozenset(
    """people data children criteria phenomena minima maxima vertices indices matrices corpora series
    species speakers""".split()
)


_FACTOR_REACH = 40
"""Characters before a number in which "a factor of" is looked for."""
_FACTOR = re.compile(
    r"\b(?:by|a|of)[ ](?:about[ ]|roughly[ ]|nearly[ ]|almost[ ])?(?:an?[ ])?factors?[ ]of[ ]"
    r"(?:about[ ]|roughly[ ]|nearly[ ]|almost[ ]|around[ ]|approximately[ ]|over[ ]|more[ ]than[ ]|up[ ]to[ ]"
    r"|at[ ]least[ ]|only[ ])?[~≈∼]?[ ]?$"
)
"""What makes a number a multiple: "by a factor of 4", not "a scale factor of 4"."""


def read_draft(text: str, numeral: Numeral) -> Draft | None:
    """Read what stands behind a numeral; None where it is the head of a word ("3D")."""
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
        is_share=numeral.is_share,
    )
    if numeral.unit is not None:
        draft.unit = numeral.unit
        return draft
    if numeral.kind != "multiple" and _FACTOR.search(text, max(0, draft.start - _FACTOR_REACH), draft.start):
        draft.unit = "x"
        return draft
    if numeral.kind in ("multiple", "fraction"):
        draft.unit = "x"
        _read_part(text, draft)
        return draft
    scale = match_scale(text, draft.end)
    if scale is not None:
        draft.end, draft.unit = scale
    if not scale and not _ends_cleanly(text, draft.end):
        return None
    if _is_round(text, numeral):
        draft.comparator, draft.low = ">=", draft.value
        draft.hedge, draft.end = text[draft.start : draft.end], draft.end + len(" of")
    _read_currency(text, draft)
    _read_or_so(text, draft)
    _read_plus(text, draft)
    _read_tolerance(text, draft)
    _read_unit(text, draft)
    _read_unit_ahead(text, draft)
    return draft


_UNIT_AHEAD = re.compile(r"(?:\[|\((?=\w\w))(?P<unit>[^\W\d_]{1,6})[\])][ ]?(?:[≈=:∼~][ ]?)?$")
"""A unit in brackets between what is measured and a number: "Energy [kWh] ≈ 5"."""


def _read_unit_ahead(text: str, draft: Draft) -> None:
    """Give a bare number the unit that a form or a flattened table prints ahead of it."""
    if draft.unit is not None or draft.metric is not None:
        return
    match = _UNIT_AHEAD.search(text, max(0, draft.start - 12), draft.start)
    measure = match_measure(f" {match['unit']}", 0) if match is not None else None
    if match is not None and measure is not None and measure[0] == len(match["unit"]) + 1:
        draft.unit = measure[1]


_PART_OF = re.compile(
    r"[ -](?:of[ ])?(?:an?[ ])?(?P<scale>million|billion|trillion)\b"
    r"|[ ](?:of[ ])?(?:an?|one)[ ](?:single[ ])?(?=[a-z]{3})"
)
_ROUND_OF = re.compile(r"[ ]of(?=[ ])")


def _read_part(text: str, draft: Draft) -> None:
    """Read "a quarter of a million" and "half an hour": a part of a unit, not of a thing."""
    match = _PART_OF.match(text, draft.end) if draft.kind == "fraction" else None
    if match is None:
        return
    if match["scale"] is None and not _is_measured(text, match.end() - 1):
        return
    draft.kind = "word"
    draft.end = match.end()
    draft.unit = match["scale"]
    if draft.unit is None:
        draft.end -= 1
    _read_unit(text, draft)


def _is_measured(text: str, position: int) -> bool:
    """Whether a unit of measure stands at a place: "a quarter of a terabyte", but not "half of a page"."""
    return match_measure(text, position) is not None or _POINTS.match(text, position) is not None


def _is_round(text: str, numeral: Numeral) -> bool:
    """Whether a number is "hundreds of": at least so many."""
    return (
        numeral.kind == "word"
        and text[numeral.end - 1] == "s"
        and _ROUND_OF.match(text, numeral.end) is not None
    )


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


_OR_SO = re.compile(r"(?:[ ]or[ ](?P<so>so)|-(?P<odd>odd))(?=[ ][a-z])")


def _read_or_so(text: str, draft: Draft) -> None:
    """Read "a dozen or so lamps" and "ninety-odd lamps": about so many."""
    match = _OR_SO.match(text, draft.end)
    if match is not None:
        draft.comparator, draft.hedge, draft.end = "~", "or so", match.end()


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
    if draft.metric is None and (
        draft.unit is None or draft.unit.endswith("illion") or draft.unit == "thousand"
    ):
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
    elif (
        unit == "x"
        and text[draft.end : end].strip(" -").lower() == "times"
        and not _is_multiple(text, draft, end)
    ):
        unit, draft.noun = "times", "times"
    if (
        draft.kind == "word"
        and len(unit) == 1
        and unit not in "%$€"
        and not text[draft.end : end].strip(" -").isalpha()
    ):
        return
    scale = f"{draft.unit} " if draft.unit else ""
    draft.end, draft.unit = end, f"{scale}{unit}"


_MULTIPLE_BEHIND = re.compile(
    r"[ ](?:as|the|that|its|what|those|more|less|fewer|smaller|larger|bigger|faster|slower|higher|lower"
    r"|better|worse|longer|shorter|greater|cheaper|stronger|improvement|increase|reduction"
    r"|speed-?up|than|of[ ]the|[a-z]+er\b|lower|[A-Z][\w.+-]{0,30}['’])"
)


_MULTIPLIED = re.compile(
    r"(?i:\b(?:ris|rose|grow|grew|increas|improv|jump|climb|multipl|shrink|shrank|drop|fall|fell)\w*[ ]"
    r"(?:(?:about|nearly|almost|roughly|some|over|more[ ]than)[ ])?)$"
)
_MULTIPLIED_BEHIND = re.compile(r"[ ]?(?:[.,;)]|$)|[ ](?:over|from|compared|when|with|relative|once|if)\b")


def _is_multiple(text: str, draft: Draft, end: int) -> bool:
    """Whether "n times" multiplies ("three times faster") or counts ("repeated three times")."""
    before = text[max(0, draft.start - 24) : draft.start]
    if _MULTIPLIED.search(before) and ("." in (draft.value or "") or _MULTIPLIED_BEHIND.match(text, end)):
        return True
    return (
        _MULTIPLE_BEHIND.match(text, end) is not None
        or re.search(r"\bby (?:\w+ )?(?:\w+ )?$", before) is not None
    )


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
    words: list[str] = []
    position = _behind_set(text, draft)
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
            noun = word if is_hyphened else _head_noun(text, word, position)
            if noun in _PRONOUNS:
                return
            draft.noun = noun
            draft.unit = f"{draft.unit} {canonical_noun(noun)}" if draft.unit else canonical_noun(noun)
            return
        if is_hyphened and "-" not in word and not _NOUN_WORD.match(word):
            return


def _behind_set(text: str, draft: Draft) -> int:
    """Return where the counted noun is looked for: behind "of the seven" in "five of the seven tasks"."""
    of = _OF_SET.match(text, draft.end) if draft.unit is None else None
    if of is None:
        return draft.end
    size = _SET_SIZE.match(text, of.end())
    return of.end() if size is None else size.end()


_OBJECT_BEHIND = re.compile(r"[ ](?:\d|(?:the|an?|its|their|our|this|that|over|about|more|less|up)[ ])")


def _head_noun(text: str, word: str, position: int) -> str:
    """Return the head of "sentences pairs"-like chains: the last of two plurals side by side.

    What has an object behind it is a verb: "six layers answers 62.4 %".
    """
    match = _WORD.match(text, position)
    if (
        match is not None
        and not _OBJECT_BEHIND.match(text, match.end())
        and text[position] == " "
        and _is_plural(match["word"])
        and match["word"].lower() not in _NOUN_STOP
    ):
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
