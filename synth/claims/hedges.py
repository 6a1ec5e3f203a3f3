"""What stands around a number and bounds it: "over", "at least", "up to", "about", "p <"."""

from __future__ import annotations

import re

from synth.claims.drafts import Draft
from synth.claims.numerals import as_decimal
from synth.types import Comparator

__all__ = ["read_hedge"]

_BY_HOW_FAR = (
    r"(?:well|just|slightly|a[ ](?:little|bit)|marginally|a[ ]shade|clearly|far|considerably|much)[ ]"
)
_HEDGES: tuple[tuple[str, Comparator], ...] = (
    (
        r"(?:or[ ])?no[ ](?:less|fewer)[ ]than|not[ ](?:less|fewer)[ ]than|at[ ]least"
        r"|a[ ]minimum[ ]of|as[ ](?:low|few|little)[ ]as|upwards[ ]of|≥|>=|⩾|≳|\\geq?",
        ">=",
    ),
    (
        r"no[ ]more[ ]than|not[ ]more[ ]than|at[ ]most|up[ ]to|a[ ]maximum[ ]of|maximum[ ]of"
        r"|as[ ](?:high|much|many)[ ]as|within|≤|<=|⩽|≲|\\leq?",
        "<=",
    ),
    (
        rf"{_BY_HOW_FAR}(?:over|above|more[ ]than|in[ ]excess[ ]of|upwards?[ ]of)|little[ ]more[ ]than"
        r"|over|more[ ]than|above|exceed(?:s|ing|ed)?|greater[ ]than"
        r"|larger[ ]than|higher[ ]than|better[ ]than|longer[ ]than|in[ ]excess[ ]of|beyond|>",
        ">",
    ),
    (
        rf"{_BY_HOW_FAR}(?:under|below|less[ ]than|fewer[ ]than|short[ ]of|shy[ ]of)|not[ ]quite"
        r"|sh(?:y|ort)[ ]of"
        r"|under|below|less[ ]than|fewer[ ]than|smaller[ ]than"
        r"|lower[ ]than|shorter[ ]than|worse[ ]than|<",
        "<",
    ),
    (
        r"(?:on|of|in)[ ]the[ ](?:order|region|neighbou?rhood|vicinity)[ ]of|not[ ]far[ ]from"
        r"|(?:only[ ])?(?:barely|scarcely|hardly)|about|around|roughly|approximately|approx\.|circa|ca\."
        r"|c\.|some|nearly|almost|close[ ]to|near(?:ly)?|approaching|an[ ]estimated|estimated|~|∼|˜|≈|≃|≅"
        r"|\\sim|\\approx",
        "~",
    ),
)
_HEDGE = re.compile(
    r"(?:^|(?<=[\s(\[,:;=~∼≈<>≤≥–—%-])|(?<=\w)(?=[~∼≈<>≤≥]))(?P<hedge>"
    + "|".join(f"(?P<h{n}>{pattern})" for n, (pattern, _) in enumerate(_HEDGES))
    + r")[ ]?(?:(?:only|just|about|around|roughly|approximately|nearly|a|an)[ ])?$",
    re.IGNORECASE,
)
_FIRST_HEDGE = re.compile(
    r"(?:at least|at most|up to|over|about|around|roughly|approximately|nearly|almost|than|of"
    r"|below|under|above|within|exceed\w*|some|to|near|quite|barely|scarcely|hardly|from|beyond|as|ing|ca\.|c\.|approx\."
    r"|estimated|circa|\W)\s?(?:only |just |about |around |roughly |approximately |nearly "
    r"|an? )?$",
    re.IGNORECASE,
)
_FEW = 20
"""Below so many data sets or seeds "over" says across which, not more than how many."""
_ACROSS = re.compile(
    r"(?:^|[ ])(?:datasets|sets|benchmarks|tasks|languages|domains|runs|seeds|trials|folds|splits|repetitions"
    r"|GPUs|TPUs|nodes|machines|cores|workers|models|settings|subsets|prompts|columns|experiments)$"
)
_OVER_IS_PREPOSITION = re.compile(
    r"(?i:(?:averag\w*|means?|medians?|comput\w*|evaluat\w*|measur\w*|runs?|std|deviations?"
    r"|gains?|improv\w*|results?|summ\w*|train\w*|aggregat\w*|"
    r"search\w*|advantages?|report\w*|sweep\w*|variance|integrat\w*|iterat\w*|warm-?up"
    r"|schedule\w*|points|percent|%|distributed|spread|parallel\w*|split|repeated|ran|performance|accuracy"
    r"|scores?)(?:[ ]and[ ]\w+)?)[ ]$"
)
_COMPARES = re.compile(
    r"(?:%|\d|points?|x|times|fold|F1|BLEU|EM|\b(?:significantly|much|slightly|substantially"
    r"|considerably|is|are|were|was))[ ]$"
)
_OF_SIZE = ("larger", "greater", "longer", "smaller", "shorter")
"""Comparatives that bound a count: "are longer than 512 tokens"; a score is "better than 71.2"."""
_AFTER = re.compile(r"[ ](?P<hedge>or[ ](?:more|higher|above|greater|so|less|fewer|lower|below))\b")
_AFTER_COMPARATOR: dict[str, Comparator] = {
    "so": "~",
    "less": "<=",
    "fewer": "<=",
    "lower": "<=",
    "below": "<=",
}


_TURNED: dict[Comparator, Comparator] = {">": "<", ">=": "<=", "<": ">", "<=": ">="}
"""What is "more than halved" comes to less than a half."""


def read_hedge(text: str, draft: Draft) -> None:
    """Read comparator, hedge and bound of a number, and whether it is a p-value."""
    window_start = max(0, draft.start - 32)
    before = text[window_start : draft.start]
    match = _HEDGE.search(before) if _FIRST_HEDGE.search(before) else None
    if match is not None and not _is_no_hedge(text, draft, match, window_start):
        draft.hedge = match["hedge"]
        draft.comparator = next(c for n, (_, c) in enumerate(_HEDGES) if match[f"h{n}"])
        draft.start = window_start + match.start("hedge")
        if draft.kind == "multiple" and draft.value == "0.5" and draft.grows is False:
            draft.comparator = _TURNED.get(draft.comparator, draft.comparator)
    else:
        _read_hedge_behind(text, draft)
    if draft.comparator in (">", ">=") and draft.value is not None and draft.low is None:
        draft.low = draft.value
    elif draft.comparator in ("<", "<=") and draft.value is not None and draft.high is None:
        draft.high = draft.value
    before = text[max(0, draft.start - 14) : draft.start + 2]
    draft.is_p_value = _is_p_value(text, draft, before)


_P_VALUE = re.compile(
    r"(?<![\w])[pP](?:[- ]?values?)?(?:[ ]of|[ ]is)?[ ]?(?:[=<>≤≥≪⩽]|[ ])[ ]?(?:[<>≤≥=][ ]?)?\S{0,2}$"
)


def _is_p_value(text: str, draft: Draft, before: str) -> bool:
    value = as_decimal(draft.value or "")
    if value is None or not 0 <= value < 1 or draft.unit is not None or _P_VALUE.search(before) is None:
        return False
    # A bare "p = 0.3" may be any probability; a small one, or talk of a test, makes it a p-value.
    return value <= P_CONVENTION or _TEST.search(text) is not None


_SUMS = re.compile(r"\b(?:add(?:s|ed|ing)?|sum(?:s|med|ming)?) $", re.IGNORECASE)
"""Ahead of "up to": "the others add up to 10.3 %" bounds nothing."""

P_CONVENTION = as_decimal("0.05") or 0
"""The largest p that is read as a p-value without any talk of significance."""
_TEST = re.compile(r"(?i:signific|p-value|p value|t-test|\btests?\b|hypothesis|wilcoxon|anova|bootstrap)")


def _is_no_hedge(text: str, draft: Draft, match: re.Match[str], window_start: int) -> bool:
    words = match["hedge"].lower()
    if words == "up to" and draft.pair is not None:
        return True  # "from 77.7 up to 79.1" rises to that value
    before = text[max(0, window_start + match.start() - 20) : window_start + match.start("hedge")]
    if words == "up to" and _SUMS.search(before):
        return True
    if words in ("over", "above", "below", "under", "around", "near"):
        if words in ("over", "under") and _OVER_IS_PREPOSITION.search(before):
            return True
        return before.endswith(("the ", "The "))
    if words == "some" and draft.kind not in ("digits", "word"):
        return True
    if words in ("over", "under") and _counts_few(draft):
        return True
    if words == "within" and draft.unit in ("h", "min", "s", "days", "years") and before.endswith("- "):
        return True
    # "2.1 points higher than 90.3", "is better than 71.2": the number is what is compared with.
    if draft.noun is not None and words.startswith(_OF_SIZE):
        return False
    return (
        words.endswith("than")
        and bool(_COMPARES.search(before))
        and not re.search(r"(?:^|[ ])(?:more|less|fewer|no)[ ]", words)
    )


def _counts_few(draft: Draft) -> bool:
    """Whether a number counts the few things that a mean is taken over: "over five data sets"."""
    value = as_decimal(draft.value or "")
    return value is not None and value < _FEW and _ACROSS.search(draft.unit or "") is not None


def _read_hedge_behind(text: str, draft: Draft) -> None:
    match = _AFTER.match(text, draft.end)
    if match is not None and draft.comparator == "=":
        draft.hedge = match["hedge"]
        draft.comparator = _AFTER_COMPARATOR.get(match["hedge"].split()[-1].lower(), ">=")
        draft.end = match.end()
