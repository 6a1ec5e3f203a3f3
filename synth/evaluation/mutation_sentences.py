"""A paper's sentence in, true statements of what it says out."""

from __future__ import annotations

import random
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from synth.evaluation.mutation_facts import Facts, number_in, places_of, read_number
from synth.evaluation.mutation_names import is_name, occurrences
from synth.types import Claim, Document, Passage, Quantity

__all__ = ["Made", "Sentence", "alternating", "reworded", "sentences_of", "true_statements"]

Made = tuple[str, str, tuple[int, int]]
"""Kind, statement, and where in it the number stands that it is about."""

_LENGTH = (50, 320)
_MAX_QUANTITIES = 6
_OPENS_ABROAD = re.compile(
    r"(?:It|They|These|Those|This|That|Such|He|She|Here|There|Its|Their|Both|Each|Note|See|Thus|Hence|So|Then|"
    r"In this|In that|In these|In both|In such|For this|For these|The (?:former|latter|same|other|second|"
    r"third|above|following))\b"
)
_NOT_PROSE = re.compile(r"[=∑∏∫√{}|^\\_<>≤≥∈→⟨⟩\ufffd\uf000-\uf8ff]|\.\.\.|\?|:\s*$|\w\. [a-z]{3}(?!\.)")


@dataclass(frozen=True, slots=True, kw_only=True)
class Sentence:
    """A sentence that can be cited by itself, one of its numbers, and what the paper says besides."""

    passage: Passage
    text: str
    quantities: Sequence[Quantity]
    """All quantities of the sentence, offsets counted in `text`."""
    target: Quantity
    """The quantity that statements are made about."""
    digits: tuple[int, int]
    """Where the target's number stands in `text`."""
    facts: Facts

    @property
    def number(self) -> str:
        """The target's number as printed."""
        return self.text[self.digits[0] : self.digits[1]]

    def with_number(self, new: str) -> tuple[str, tuple[int, int]]:
        """Return the sentence with another number in the target's place, and where that stands."""
        start, end = self.digits
        return self.text[:start] + new + self.text[end:], (start, start + len(new))


def sentences_of(
    document: Document, claims: Sequence[Claim], facts: Facts, rng: random.Random
) -> list[Sentence]:
    """Return the paper's citable sentences in random order, each with one of its numbers."""
    passages = {passage.index: passage for passage in document.passages}
    found = []
    for claim in claims:
        passage = passages.get(-1 if claim.passage_index is None else claim.passage_index)
        if passage is None or passage.kind != "sentence" or not _is_citable(claim.quote):
            continue
        quantities = [_moved(q, claim.start) for q in claim.quantities]
        targets = [q for q in quantities if _is_target(q, claim.quote)]
        if not targets or len(quantities) > _MAX_QUANTITIES:
            continue
        for target in targets:
            start, end = number_in(target.text) or (0, 0)
            found.append(
                Sentence(
                    passage=passage,
                    text=claim.quote,
                    quantities=quantities,
                    target=target,
                    digits=(target.start + start, target.start + end),
                    facts=facts,
                )
            )
    rng.shuffle(found)
    return found


def _is_citable(text: str) -> bool:
    """Whether a sentence is prose that can be understood without its neighbours."""
    letters = sum(c.isalpha() for c in text)
    return (
        _LENGTH[0] <= len(text) <= _LENGTH[1]
        and text[0].isupper()
        and text.endswith(".")
        and letters > 0.65 * len(text)
        and len(re.findall(r"[A-Za-z]{2,}", text)) >= 8
        and not _OPENS_ABROAD.match(text)
        and not _NOT_PROSE.search(text)
        and text.count("(") == text.count(")")
        and re.search(r"\b(?:is|are|was|were|has|have|had|[a-z]{3,}(?:s|ed))\b", text) is not None
    )


def _is_target(q: Quantity, text: str) -> bool:
    found = number_in(q.text)
    if q.value is None or found is None or text[q.start : q.end] != q.text:
        return False
    start, end = q.start + found[0], q.start + found[1]
    touches = text[max(0, start - 1) : start] + text[end : end + 1]
    return q.role != "p_value" and not re.search(
        r"[-–\w/^×·*+]\Z|\A[-–\w/^×·*+±]", touches.replace(" ", "")[:1]
    )


def _moved(q: Quantity, by: int) -> Quantity:
    return replace(q, start=q.start - by, end=q.end - by)


# --------------------------------------------------------------------------- rewording

_OPENING = re.compile(
    r"^(?:(?:In particular|Specifically|Moreover|Furthermore|However|For example|Overall|Notably|Finally|"
    r"Also|In addition|Additionally|Interestingly|As a result|Therefore|Similarly|Surprisingly|In contrast|"
    r"Besides),\s+)"
    r"|^(?:We|we) (?:also )?(?:find|show|observe|see|note|found|observed) that\s+",
)
_SYNONYMS = (
    (r"\bWe\b", "The authors"),
    (r"\bwe\b", "the authors"),
    (r"\bOur\b", "Their"),
    (r"\bour\b", "their"),
    (r"\bachieves\b", "reaches"),
    (r"\bachieve\b", "reach"),
    (r"\bachieved\b", "reached"),
    (r"\bobtains\b", "attains"),
    (r"\bobtained\b", "attained"),
    (r"\boutperforms\b", "beats"),
    (r"\bsignificantly ", ""),
    (r"\bapproximately\b", "about"),
    (r"\butilizes\b", "uses"),
    (r"\bconsists of\b", "is made up of"),
    (r"\bcompared to\b", "compared with"),
    (r"\bwhereas\b", "while"),
    (r"\bin order to\b", "to"),
    (r"\bdemonstrates\b", "shows"),
    (r"\bdemonstrate\b", "show"),
    (r"\bmore than (?=\d)", "over "),
    (r"\s*\[[\d,; –-]{1,30}\]", ""),
    (r"\s*\([A-Z][^()]{2,60}?,? (?:19|20)\d\d[a-z]?\)", ""),
)
_AHEAD = re.compile(
    r"^(On|In|For|With|Across|Among) ((?:[^,;:()]{2,30} [^,;:()]{2,30}|[^ ,;:()]*[A-Z\d][^ ,;:()]+)), "
    r"([^,;:()]+)\.$"
)
_HOLD = "\x00"


def reworded(text: str, touched: tuple[int, int]) -> tuple[str, tuple[int, int]]:
    """Say the same in other words; the stretch `touched` stays to the letter and is moved along."""
    held = text[touched[0] : touched[1]]
    text = text[: touched[0]] + _HOLD + text[touched[1] :]
    text = _OPENING.sub("", text, count=1)
    for pattern, new in _SYNONYMS:
        text = re.sub(pattern, new, text)
    ahead = _AHEAD.match(text)
    if ahead and not re.search(r"\b(?:respectively|that|which|while)\b", text):
        rest = ahead[3] if re.match(r"[A-Z]\w*[A-Z\d-]", ahead[3]) else ahead[3][0].upper() + ahead[3][1:]
        text = f"{rest} {ahead[1].lower()} {ahead[2]}."
    text = text[:1].upper() + text[1:] if not re.match(r"[a-z]+[A-Z]", text) else text
    at = text.index(_HOLD)
    return text.replace(_HOLD, held), (at, at + len(held))


# --------------------------------------------------------------------------- true statements


def true_statements(one: Sentence) -> Iterator[Made]:
    """Make each kind of true statement that the sentence allows."""
    same, touched = reworded(one.text, (one.target.start, one.target.end))
    if same != one.text:
        yield "reworded", same, touched
    yield from _clause(one)
    yield from _from_fields(one)
    yield from _rounded(one)
    yield from _converted(one)
    yield from _difference(one)


_BREAK = re.compile(
    r";\s|,\s(?:while|but|whereas)\s|,\sand\s(?=(?:we|the|our|this|all|only|each|it|is|are|was|were|has|have|use|"
    r"[a-z]+ed|[a-z]+ly)\s)"
)
_SPANS_ALL = re.compile(r"respectively|\b(?:both|either|neither)\b", re.IGNORECASE)
_LEANS = re.compile(r"\b(?:if|when|although|since|because|other|others|same|former|latter)\b", re.IGNORECASE)
_VERB = re.compile(r"(?:it|is|are|was|were|has|have|use|[a-z]+ed|[a-z]+ly)\s")
_SUBJECT_AND_VERB = re.compile(
    r"(?:(?:[Tt]he|[Oo]ur|[Tt]his|[Ww]e|[Aa]ll|[Ee]ach|[Aa]n?|[A-Z]\w*)\s).{0,80}?\b(?:is|are|was|were|has|have|"
    r"had|reach(?:es|ed)?|achieve[sd]?|obtain(?:s|ed)?|improve[sd]?|outperform(?:s|ed)?|contain(?:s|ed)?|consists?|"
    r"use[sd]?|(?:in|de)creases?d?|reduce[sd]?|gets?|scores?d?|takes?|requires?|train(?:s|ed)?)\b"
)


def _clause(one: Sentence) -> Iterator[Made]:
    """Keep the clause around the number, where it and what is cut off have a subject and a verb each."""
    cuts = [match.span() for match in _BREAK.finditer(one.text)]
    start = max((end for _, end in cuts if end <= one.target.start), default=0)
    end = min((begin for begin, _ in cuts if begin >= one.target.end), default=len(one.text) - 1)
    text, behind = one.text[start:end].strip(), one.text[end:].lstrip(";, ")
    behind = re.sub(r"^(?:while|but|whereas|and)\s", "", behind)
    if len(text) > len(one.text) - 15 or text.count("(") != text.count(")"):
        return
    if _SPANS_ALL.search(one.text) or _LEANS.search(text) or not _SUBJECT_AND_VERB.match(text):
        return
    if len(behind) > 1 and not _SUBJECT_AND_VERB.match(behind) and not _VERB.match(behind):
        return
    if _OPENS_ABROAD.match(text[0].upper() + text[1:]):
        return
    text = (text if re.match(r"[a-z]+[A-Z]", text) else text[0].upper() + text[1:]) + "."
    yield "one clause", text, (one.target.start - start, one.target.end - start)


def _from_fields(one: Sentence) -> Iterator[Made]:
    """Write a new sentence from what the number is bound to, where all of it stands in the sentence."""
    q, text = one.target, one.text
    bound = (q.method, q.dataset)
    levels = [
        other for other in one.quantities if other.role == "level" and other.unit in (q.unit, None, "%")
    ]
    if not q.metric or not all(is_name(name) and len(occurrences(text, name or "")) == 1 for name in bound):
        return
    if (
        q.role != "level"
        or len(levels) != 1
        or q.hedge
        or q.comparator != "="
        or q.condition
        or q.uncertainty
    ):
        return
    if not text.find(q.metric) >= 0 or re.search(r"\b(?:than|over|to|from|not|without)\b", text):
        return
    head = f"The {q.metric} of {q.method} on {q.dataset} is "
    number = q.text.replace(q.metric, "").strip()
    yield "from fields", f"{head}{number}.", (len(head), len(head) + len(number))


def _rounded(one: Sentence) -> Iterator[Made]:
    q, number = one.target, one.number
    value = read_number(number)
    if value is None or not places_of(number) or value < 10 or not _is_plain(one):
        return
    # A last digit of 5 is rounded up by some and to even by others.
    if number.endswith("5"):
        return
    new = f"{value:.{places_of(number) - 1}f}"
    made, touched = one.with_number(f"about {new}")
    end = touched[1] + q.end - one.digits[1]
    yield "rounded", made, (touched[0] + len("about "), end)


def _is_plain(one: Sentence) -> bool:
    """Whether a hedge can be put before the number: it has none, and follows a word that can bear one."""
    q, before = one.target, one.text[: one.digits[0]]
    return (
        q.hedge is None
        and q.comparator == "="
        and q.uncertainty is None
        and q.start == one.digits[0]
        and re.search(
            r"\b(?:of|is|are|was|were|by|to|has|have|with|reaches|achieves|obtains|contains|takes|gets|at|in)\s$",
            before,
        )
        is not None
        and not re.match(r"[-–]|\s?(?:±|to\b|-|–|\()", one.text[one.digits[1] :])
        and not re.search(r"\bfrom\b.{0,30}$", before)
    )


_CONVERSIONS = {
    "hours": ("minutes", Decimal(60)),
    "days": ("hours", Decimal(24)),
    "weeks": ("days", Decimal(7)),
    "minutes": ("seconds", Decimal(60)),
    "seconds": ("milliseconds", Decimal(1000)),
    "ms": ("microseconds", Decimal(1000)),
    "billion": ("million", Decimal(1000)),
    "km": ("metres", Decimal(1000)),
    "kg": ("grams", Decimal(1000)),
    "TeV": ("GeV", Decimal(1000)),
    "GHz": ("MHz", Decimal(1000)),
}
_SHARES = re.compile(r"accuracy|precision|recall|\bf1\b|\bf-?score|exact match|\bem\b", re.IGNORECASE)


def _converted(one: Sentence) -> Iterator[Made]:
    """Say the number in another unit, exactly."""
    q, value = one.target, read_number(one.number)
    if value is None or not value or q.start != one.digits[0]:
        return
    word = re.match(r" ([A-Za-z]+)\b", one.text[one.digits[1] :])
    if word and word[1] in _CONVERSIONS and not re.search(r"\b(?:per|a)\b", one.text[one.digits[1] :][:14]):
        unit, factor = _CONVERSIONS[word[1]]
        new = (
            f"{value * factor:,f}".rstrip("0").rstrip(".")
            if "." in str(value * factor)
            else f"{value * factor:,}"
        )
        text = f"{one.text[: q.start]}{new} {unit}{one.text[one.digits[1] + word.end() :]}"
        yield "converted", text, (q.start, q.start + len(new) + 1 + len(unit))
    elif (
        q.unit == "%"
        and q.role == "level"
        and q.metric
        and _SHARES.search(q.metric)
        and q.text == f"{one.number}%"
        and 10 <= value < 100
        and one.text.count("%") == 1
        and not re.search(r"\b(?:from|to) $", one.text[: q.start])
    ):
        new = f"{(value / 100):f}"
        yield "converted", one.text[: q.start] + new + one.text[q.end :], (q.start, q.start + len(new))


_FROM_TO = re.compile(
    r"\b(?P<verb>improv\w+|increas\w+|rais\w+|boost\w+|reduc\w+|decreas\w+|lower\w+|drop\w*)\b(?P<what>[^.,;()\d]{1,60}?)"
    r"\s?from (?P<low>\d+\.\d+)(?P<unit>%?) to (?P<high>\d+\.\d+)(?P<last>%?)"
)


def _difference(one: Sentence) -> Iterator[Made]:
    """Say how far two stated levels lie apart, with the names that they are stated of."""
    for match in _FROM_TO.finditer(one.text):
        if not match.start() <= one.target.start < match.end():
            continue
        change = abs(Decimal(match["high"]) - Decimal(match["low"]))
        if change and (match["last"] or match["unit"] or (one.target.metric and one.target.role == "level")):
            head = one.text[: match.start("low") - len("from ")] + "by "
            units = {q.unit for q in one.quantities if match.start() <= q.start < match.end()}
            number = f"{change}{_points(units, Decimal(match['high']))}"
            yield "difference", head + number + one.text[match.end() :], (len(head), len(head) + len(number))
    for first, second, name, other in alternating(one):
        a, b = Decimal(first.value or "0"), Decimal(second.value or "0")
        if (
            one.target is not first
            or a == b
            or first.unit not in (None, "%")
            or first.method == second.method
        ):
            continue
        where = f" on {first.dataset}" if is_name(first.dataset) else ""
        head = f"In {first.metric}{where}, {name} lies "
        number = f"{abs(a - b)}{_points({first.unit}, max(a, b))}"
        tail = f" {'above' if a > b else 'below'} {other}."
        yield "difference", head + number + tail, (len(head), len(head) + len(number))


def _points(units: set[str | None], level: Decimal) -> str:
    """Return " points" where a level is one of a hundred: a percentage, or a bare score above one."""
    return " points" if "%" in units or (units == {None} and level > 1) else ""


def alternating(one: Sentence) -> Iterator[tuple[Quantity, Quantity, str, str]]:
    """Pairs of levels that differ in method or data set alone, their names and numbers in strict turn.

    "X reaches 81.3 and Y 79.0", "81.3 on X and 79.0 on Y": such pairs leave no doubt whose number is whose.
    """
    levels = [q for q in one.quantities if q.role == "level" and q.value and q.comparator == "=" and q.metric]
    # The ends of "from 30.4 to 33.4" are no two things' numbers.
    levels = [q for q in levels if not re.search(r"\b(?:from|to) $", one.text[: q.start])]
    for first, second in zip(levels, levels[1:], strict=False):
        if (first.unit, first.metric) != (second.unit, second.metric) or first.value == second.value:
            continue
        if (first.method == second.method) == (
            first.dataset == second.dataset
        ) or first.condition != second.condition:
            continue
        name, other = (
            (first.method, second.method)
            if first.method != second.method
            else (first.dataset, second.dataset)
        )
        if name is None or other is None or not is_name(name) or not is_name(other):
            continue
        mine, theirs = occurrences(one.text, name), occurrences(one.text, other)
        if len(mine) == len(theirs) == 1 and (
            mine[0][1] <= first.start < first.end <= theirs[0][0] < theirs[0][1] <= second.start
            or first.end <= mine[0][0] < mine[0][1] <= second.start < second.end <= theirs[0][0]
        ):
            yield first, second, name, other
