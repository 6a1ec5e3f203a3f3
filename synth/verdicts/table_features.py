"""A statement's findings in a table as features of the fitted model."""

from __future__ import annotations

from dataclasses import dataclass

from synth.text import STOPWORDS
from synth.verdicts.table_cues import CUES, asking_places, find_comparative, find_superlative, has
from synth.verdicts.table_numbers import Finding, judge_numbers, said_values
from synth.verdicts.table_orders import judge_comparison, judge_extreme, judge_trend
from synth.verdicts.table_sets import (
    judge_count,
    judge_missing,
    judge_only,
    judge_range,
    judge_same,
    judge_sign,
    judge_text,
)
from synth.verdicts.table_view import TableIndex, View, view_claim

__all__ = ["Reading", "read_claim", "table_features"]

NUMBER_KINDS = ("lookup", "misplaced", "absent", "bound", "difference", "mean", "sum")
SET_KINDS = ("count", "extreme", "compare", "same", "range", "trend", "sign", "only", "missing", "text")
LOOSER = (
    "any_holds", "any_fails", "covered", "missing_words", "columns_named", "lookup", "absent", "misplaced",
    "compare_holds", "compare_fails", "extreme_holds", "extreme_fails", "unknown_phrases", "lookup_all",
)  # fmt: skip
"""Features that mean less in a paper's own sentences, which say more than their numbers."""
PROSE = 0.6
"""Below this a statement is one about the table, and names what it means."""
_ASKING = frozenset(
    """higher lower highest lowest best worst same different unique value values table column columns row rows
    achieves achieve achieved achieving obtains obtain obtained reaches reach reached yields yield gets get
    gives terms term respect performance performs perform compared found observed recorded respectively
    among within
    shows show contains given number total average largest smallest least greatest more less there""".split()
)


@dataclass(frozen=True, slots=True)
class Reading:
    """A statement read against a table."""

    view: View
    """What it names."""
    findings: tuple[Finding, ...]
    """What the programs say, those of numbers first."""
    missing_words: tuple[str, ...]
    """Its words of content that the table lacks, as written."""


def read_claim(text: str, index: TableIndex) -> Reading:
    """Try every program that a statement may mean."""
    view = view_claim(text, index)
    count, counted = judge_count(view)
    findings = judge_numbers(view, counted)
    programs = (
        judge_extreme,
        judge_comparison,
        judge_range,
        judge_trend,
        judge_sign,
        judge_only,
        judge_missing,
    )
    found = [count, *(program(view) for program in programs)]
    if count is None:
        found.append(judge_same(view))
    if view.quoted or not said_values(view):
        found.append(judge_text(view))
    findings += [finding for finding in found if finding is not None]
    return Reading(view, tuple(findings), _missing(view))


def _missing(view: View) -> tuple[str, ...]:
    said, table, asked = view.said, view.index.words, asking_places(view.said)
    spelt = {number.place for number in said.numbers}
    return tuple(
        dict.fromkeys(
            said.text[word.start : word.end]
            for place, word in enumerate(said.words)
            if word.number is None
            and place not in spelt
            and len(word.key) > 1
            and place not in view.named | asked
            and said.lower[word.start : word.end] not in STOPWORDS | _ASKING
            and word.key not in table
        )
    )


def table_features(reading: Reading) -> dict[str, float]:
    """Describe what the programs say of a statement; every feature lies in [-1, 1]."""
    findings = reading.findings
    features: dict[str, float] = {}
    numbers = [f for f in findings if f.kind in NUMBER_KINDS]
    n = len(numbers) or 1
    for kind in NUMBER_KINDS:
        mine = [f for f in numbers if f.kind == kind]
        features[f"{kind}"] = sum(f.ground * (2 * f.holds - 1) for f in mine) / n
    features["lookup_all"] = float(bool(numbers) and all(f.holds >= 0.5 for f in numbers))
    features["has_numbers"] = float(bool(numbers))
    for kind in SET_KINDS:
        mine = [f for f in findings if f.kind == kind]
        features[f"{kind}_holds"] = max((f.ground for f in mine if f.holds >= 0.5), default=0.0)
        features[f"{kind}_fails"] = max((f.ground for f in mine if f.holds < 0.5), default=0.0)
    features |= _decision(findings) | _shape(reading)
    prose = features["prose"]
    plain, strange = features["plain"], features["plain_unknown"]
    for name in ("any_holds", "any_fails"):
        features[f"plain_known_{name}"] = (plain - strange) * features[name]
        features[f"plain_unknown_{name}"] = strange * features[name]
    return features | {f"prose_{name}": prose * features[name] for name in LOOSER}


def _prose(reading: Reading, covered: float) -> float:
    """Return how far a statement is a paper's own sentence, not one written about the table, 0 to 1."""
    said = reading.view.said
    length = max(0.0, (len(said.words) - 12) / 16)
    voice = 0.5 * (has(said, "opinion") + has(said, "first_person"))
    return min(1.0, length + voice + 1.5 * max(0.0, 0.9 - covered))


def _unknown_phrases(reading: Reading) -> tuple[float, float]:
    """Return which share of the phrases is of words that the table lacks, and whether the first one is.

    A phrase is a run of words between stop words, words that ask, and punctuation.
    """
    view, said, missing = reading.view, reading.view.said, set(reading.missing_words)
    asked = asking_places(said)
    phrases: list[list[int]] = []
    previous = -2
    for place, word in enumerate(said.words):
        text = said.lower[word.start : word.end]
        if text in STOPWORDS or place in asked or text in _ASKING or not text[0].isalpha():
            continue
        joined = place == previous + 1 and said.lower[said.words[previous].end : word.start] in (" ", "-", "")
        if joined:
            phrases[-1].append(place)
        else:
            phrases.append([place])
        previous = place
    if not phrases:
        return 0.0, 0.0
    unknown = [
        any(said.text[said.words[p].start : said.words[p].end] in missing for p in phrase)
        and not any(p in view.named for p in phrase)
        for phrase in phrases
    ]
    return sum(unknown) / len(unknown), float(unknown[0])


def _decision(findings: tuple[Finding, ...]) -> dict[str, float]:
    yes = max((f.ground for f in findings if f.holds >= 0.5), default=0.0)
    no = max((f.ground for f in findings if f.holds < 0.5), default=0.0)
    return {"any_holds": yes, "any_fails": no, "decided": float(bool(findings)), "conflict": min(yes, no)}


def _shape(reading: Reading) -> dict[str, float]:
    view, said = reading.view, reading.view.said
    content = [
        word
        for word in said.words
        if word.number is None and said.lower[word.start : word.end] not in STOPWORDS
    ]
    missing = len(reading.missing_words)
    names = [
        w for w in reading.missing_words if any(c.isupper() or c.isdigit() for c in w[1:]) or len(w) == 1
    ]
    unknown, first = _unknown_phrases(reading)
    covered = 1 - min(1.0, missing / max(1, len(content)))
    prose = _prose(reading, covered)
    is_plain = prose < PROSE
    denied = has(said, "negation") and not any(
        f.kind in ("missing", "bound", "count") for f in reading.findings
    )
    return {
        "covered": covered,
        "prose": prose,
        "unknown_phrases": unknown,
        "unknown_first": first,
        "plain": float(is_plain),
        "plain_unknown_first": float(is_plain and first > 0),
        "plain_unknown": float(is_plain and (unknown > 0 or bool(view.strangers))),
        "plain_stranger": float(is_plain and bool(view.strangers)),
        "missing_words": min(1.0, missing / 10),
        "missing_names": min(1.0, len(names) / 3),
        "rows_named": max((g.score for g in view.rows), default=0.0),
        "columns_named": max((g.score for g in view.columns), default=0.0),
        "long": min(1.0, len(said.words) / 40),
        "negation": float(denied),
        "superlative": float(find_superlative(said) is not None),
        "comparative": float(find_comparative(said) is not None),
        **{
            cue: float(has(said, cue))
            for cue in (
                "every",
                "only",
                "table",
                "other_place",
                "first_person",
                "opinion",
                "strong",
                "slight",
                "existence",
            )
            if cue in CUES
        },
    }
