"""What a table's row or column holds by the words of its header: scores, gains, counts, settings.

Generic words of the field only; a header that none of them fits is `untold`.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Literal

from synth.claims.captions import first_sentence
from synth.claims.cell_numbers import read_cell
from synth.claims.lexicon import LOWER_IS_BETTER, METRIC, is_score_metric
from synth.claims.measures import measure_name
from synth.claims.units import SCALES, canonical_noun
from synth.types import Better

__all__ = [
    "LineKind",
    "better_of",
    "has_deviations",
    "is_noun",
    "is_split",
    "kind_of_header",
    "kind_of_table",
    "pair_of_metrics",
    "unit_of_header",
]

LineKind = Literal["score", "difference", "ratio", "p_value", "count", "setting", "untold"]
"""What the numbers under a header are."""

_CHANGE = re.compile(
    r"\b(?:gaps?|diff(?:erences?|\.)?|improvements?|improv\.|gains?|deltas?|drops?|increases?|reductions?"
    r"|changes?)\b|[Δ∆]",
    re.IGNORECASE,
)
_RATIO = re.compile(r"\bspeed-?\s?ups?\b|\bratio\b|\bfactor\b|\bcompression\b", re.IGNORECASE)
_P_VALUE = re.compile(r"p|[pP][- ]?[vV]alues?|[pP][- ]?val\.?|[sS]ig(?:nificance|\.)")
_NOUNS = (
    r"params?|parameters?|tokens?|sentences?|examples?|samples?|words?|documents?|docs?|questions?|queries"
    r"|passages?|pairs?|images?|instances?|entities|relations?|utterances?|dialogues?|languages?|layers?|heads?"
    r"|classes|labels?|types?|tasks?|datasets?|annotators?|participants?|users?|items?|nodes?|edges?|graphs?"
    r"|articles?|papers?|records?|features?|neurons?|gpus?|flops?|files?|clusters?|categories|domains?|turns?"
)
_NUMBER_OF = re.compile(
    r"^\s*#|\b(?:number|num\.?|no\.|count|total|amount)\s(?:of\b)?|\b(?:counts?|number)\b", re.IGNORECASE
)
_COUNTED = re.compile(
    rf"(?:(?:trainable|total|model|training|train|test|dev|unique|avg\.?|average) )?(?:{_NOUNS})\b",
    re.IGNORECASE,
)
_SIZE = re.compile(
    r"^(?:(?:model|data(?:set)?|corpus|vocab(?:ulary)?|train(?:ing)?) )?sizes?\b", re.IGNORECASE
)
_SPLIT = re.compile(
    r"(?:train(?:ing)?|dev(?:elopment)?|valid(?:ation)?|val|test)(?:ing)?"
    r"(?: set|[- ]?(?:dev|std|standard|clean|other|full|hard|challenge)|-[A-CPU])?",
    re.IGNORECASE,
)
_SETTING = re.compile(
    r"\b(?:learning rates?|lr|batch(?:[ -]?size)?|drop-?out|epochs?|steps?|warm-?up|weight decay"
    r"|(?:hidden|embedding|model|ffn|head|state|input|output)[ _-](?:size|dim\w*|units)"
    r"|dim(?:ension)?s?|d_\w+|n_\w+|h_\w+|temperature|beam(?:[ -]size)?|seeds?|patience"
    r"|momentum|gradient clip\w*|(?:max\.?|maximum|min\.?|minimum|sequence"
    r"|context|window)[ _-]\w+|rank r?|stride|kernel"
    r"|iterations?|label[ -]smooth\w*|top-?k|top-?p|years?|alpha|beta"
    r"|gamma|lambda|hyper-?param\w*)\b|^(?:layers?|heads?|blocks?)$",
    re.IGNORECASE,
)
_VARIABLE = re.compile(r"[αβγδεϵλτηθσρμκA-Za-z](?:_\w+)?")
_VALUE = re.compile(r"[<>≤≥~]?\s?\d[\d.,]*\s?[kKMB%]?")
_ARROW = {"↑": "higher", "↓": "lower"}
_SAID_BETTER = re.compile(
    r"\b(?P<way>higher|lower|larger|smaller|greater|less)\b[^.;]{0,24}\bbetter\b", re.IGNORECASE
)
_MORE_IS_BETTER = re.compile(r"throughput|speed|win|hit|success|reward|return|quality", re.IGNORECASE)
_IN_BRACKETS = re.compile(r"[(\[]\s*(?:in\s)?(?P<unit>[^()\[\]]{1,12}?)\s*[)\]]\s*[↑↓]?\s*$")
_SPREAD = re.compile(
    r"\b(?:standard (?:deviations?|errors?)|std\.?|s\.?d\.?|stdev|deviations?|variances?"
    r"|confidence intervals?|error bars?)\b|±",
    re.IGNORECASE,
)
_STATISTICS = re.compile(
    r"\b(?:statistics|number of|sizes? of|characteristics|distribution|counts?|composition)\b",
    re.IGNORECASE,
)
_CONFIGURATION = re.compile(
    r"\bhyper-?\s?parameters?\b|\b(?:training|fine-?tuning|optimi[sz]ation|model|experimental|decoding|architecture)"
    r" (?:settings?|configurations?|recipes?|details|architectures?|parameters|sizes)\b|\bmodel details\b"
    r"|\bdetails (?:on|of) (?:the )?models?\b|^(?:table [\w.]+[.:]? )?(?:model )?architectures?\b",
    re.IGNORECASE,
)
_RESULTS = re.compile(
    r"\b(?:results?|performance|accurac\w+|scores?|comparison|compar\w+|ablation|evaluat\w+|analysis|effects?|impact"
    r"|influence|sensitivity)\b",
    re.IGNORECASE,
)
_LEVELS = re.compile(r"\s/\s")


@lru_cache(maxsize=4096)
def kind_of_header(header: str) -> LineKind:
    """Tell what stands under a header; its levels are parted by " / "."""
    levels = [level.strip() for level in _LEVELS.split(header) if level.strip()]
    if any(_P_VALUE.fullmatch(level) for level in levels[-1:]):
        return "p_value"
    if any(_CHANGE.search(level) for level in levels):
        return "difference"
    if any(METRIC.search(level + " ") and not level.startswith("#") for level in levels):
        return "ratio" if any(_RATIO.search(level) for level in levels) else "score"
    if len(levels) == 1 and _VARIABLE.fullmatch(levels[0]):
        return "setting"
    if len(levels) > 1 and _VALUE.fullmatch(levels[-1]):
        return "untold"  # "Epochs / 3": under the value of a setting stands what it leads to
    kinds = (
        _kind_of_level(level.strip("()[] ↑↓:."), is_last=level is levels[-1])
        for level in reversed(levels)
        if "=" not in level
    )
    return next((kind for kind in kinds if kind != "untold"), "untold")


def _kind_of_level(level: str, *, is_last: bool) -> LineKind:
    """Tell what one level of a header says; a noun alone counts only at the last: "Test datasets / A"."""
    if _RATIO.search(level):
        return "ratio"
    if _NUMBER_OF.search(level) or _SIZE.match(level):
        return "count"
    if _SETTING.search(level):
        return "setting"
    return "count" if is_last and _COUNTED.match(level) else "untold"


def is_noun(header: str) -> bool:
    """Whether a header's last level is but the noun of what might be counted: "Model / sentence"."""
    last = _LEVELS.split(header)[-1].strip("()[] ↑↓:.")
    return re.fullmatch(rf"(?:{_NOUNS}|number)", last, re.IGNORECASE) is not None


def kind_of_table(caption: str) -> LineKind:
    """Tell what a caption announces: counts ("statistics of"), settings ("hyperparameters"); else untold."""
    opening = first_sentence(caption)
    if _CONFIGURATION.search(opening) and not _RESULTS.search(opening):
        return "setting"
    if _STATISTICS.search(opening) and not _RESULTS.search(opening) and not METRIC.search(opening):
        return "count"
    return "untold"


def is_split(header: str) -> bool:
    """Whether a header names a part of a data set and nothing else."""
    return _SPLIT.fullmatch(header.strip()) is not None


def has_deviations(caption: str) -> bool:
    """Whether a caption tells of standard deviations and the like."""
    return _SPREAD.search(caption) is not None


def better_of(metric: str | None, headers: str, caption: str) -> Better | None:
    """Tell which values are better: by arrows in the headers, by the measure, by the caption's words."""
    arrows = {sign for sign in _ARROW if sign in headers}
    if len(arrows) == 1:
        return "higher" if "↑" in arrows else "lower"
    if metric is not None and LOWER_IS_BETTER.search(metric):
        return "lower"
    if metric is not None and (
        measure_name(metric) is not None or is_score_metric(metric) or _MORE_IS_BETTER.search(metric)
    ):
        return "higher"
    said = {match["way"].lower() in ("lower", "smaller", "less") for match in _SAID_BETTER.finditer(caption)}
    if len(said) == 1 and metric is not None:
        return "lower" if said == {True} else "higher"
    return None


@lru_cache(maxsize=4096)
def unit_of_header(header: str, *, is_count: bool) -> str | None:
    """Return the unit that a header tells for the numbers under it: "(%)", "(secs)", "# params (M)"."""
    told = None
    for level in _LEVELS.split(header):
        match = _IN_BRACKETS.search(level)
        if match is not None:
            told = _unit(match["unit"]) or told
        elif level.endswith("%") or level == "%":
            told = "%"
    if not is_count:
        return told
    noun = re.search(rf"\b(?:{_NOUNS})\b", header, re.IGNORECASE)
    counted = canonical_noun(noun.group()) if noun else None
    if told in SCALES.values():
        return f"{told} {counted}" if counted else told
    return told or counted


def _unit(text: str) -> str | None:
    if any(c.isdigit() for c in text):
        return None
    if text in SCALES:
        return SCALES[text]
    found = read_cell(f"1 {text}")
    return found[0].unit if len(found) == 1 and found[0].end == len(text) + 2 else None


def pair_of_metrics(caption: str) -> tuple[str, ...]:
    """Return the metrics that a caption names side by side, "F1 and EM (exact match)"; () for none."""
    found = list(METRIC.finditer(caption))
    for one, other in zip(found, found[1:], strict=False):
        if re.fullmatch(r"\s?(?:and|/|,|&)\s?", caption[one.end() : other.start()]):
            return one.group(), other.group()
    return ()
