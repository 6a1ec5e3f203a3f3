"""Values and codes in a reader's words; every format speaks with these."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from synth.text import SMALL_NUMBERS, clean_line
from synth.types import Claim, Evidence, Label, Quantity

__all__ = [
    "COMPARATOR_WORDS",
    "LABEL_MARKS",
    "LABEL_WORDS",
    "OUTCOME_WORDS",
    "PAPER_WORDS",
    "STATUS_WORDS",
    "capital",
    "count_of",
    "date_in_words",
    "join_words",
    "moment_in_words",
    "number_word",
    "number_words",
    "place_in_paper",
    "place_of",
    "quantity_line",
    "reason_in_words",
    "setting",
    "share",
    "shorten",
    "value_in_words",
    "with_unit",
]

LABEL_WORDS: dict[Label, str] = {
    "supported": "supported",
    "refuted": "refuted",
    "not_found": "not found",
    "unjudged": "unjudged",
}
"""What a reader sees for a label."""

LABEL_MARKS: dict[Label, str] = {"supported": "✓", "refuted": "✗", "not_found": "?", "unjudged": "–"}
"""A sign per label, so that nothing hangs on colour."""

COMPARATOR_WORDS = {
    "=": "exactly",
    "<": "less than",
    "<=": "at most",
    ">": "more than",
    ">=": "at least",
    "~": "about",
}
"""How a quantity relates to its value."""

OUTCOME_WORDS = {
    "included": "included",
    "excluded": "excluded in screening",
    "not_retrieved": "full text not retrieved",
    "excluded_full_text": "excluded after reading",
}
"""Where a paper's way ended."""

STATUS_WORDS: dict[str, str] = {
    "source_withdrawn": "source withdrawn",
    "value_changed": "value changed",
    "gone": "gone",
    "unjudged": "can't be told",
    "reworded": "reworded",
    "moved": "moved",
    "unchanged": "unchanged",
}
"""What a reader sees for what became of a claim, the worst first."""

PAPER_WORDS: dict[str, str] = {
    "withdrawn": "withdrawn",
    "retracted": "retracted",
    "corrected": "corrected",
    "unknown": "could not be told",
    "new_version": "new version",
    "unchanged": "unchanged",
}
"""What a reader sees for what became of a paper, the worst first."""

_REASONS = {
    # in its source
    "value_equal": "same value",
    "value_differs": "another value",
    "unit_converted": "equal after converting the unit",
    "unit_differs": "another unit",
    "scale_differs": "another scale",
    "derived_difference": "difference of two stated values",
    "derived_ratio": "ratio of two stated values",
    "direction_reversed": "opposite direction",
    "baseline_differs": "another baseline",
    "subject_differs": "another subject",
    "bound_violated": "outside the stated bound",
    "no_passage": "no passage speaks of it",
    # conflicts between papers
    "model_size": "a difference in model size",
    "split": "a different split of the data",
    "language": "a difference in language",
    "training_data": "a difference in training data",
    "condition": "a condition that only one of them names",
    "version": "a different version of the paper or model",
    "rounding": "rounding",
    "unknown": "no reason that the texts give away",
}
_SMALL = ("no", *SMALL_NUMBERS[1:13])
_PREPOSITIONS = frozenset(
    """after at before by during for from given if in on only over under using when where with within
    without""".split()
)
_MONTHS = "January February March April May June July August September October November December".split()


def reason_in_words(code: str) -> str:
    """Return a reason code as words; a code that is not known here is shown with spaces."""
    return _REASONS.get(code) or shorten(code.replace("_", " "))


def number_word(count: int) -> str:
    """Return a count as running text has it: words up to twelve, digits with commas above."""
    return _SMALL[count] if 0 <= count < len(_SMALL) else f"{count:,}"


def number_words(*counts: int) -> tuple[str, ...]:
    """Return counts of one series in one form: as words, or all as digits if one is above twelve."""
    if all(0 <= count < len(_SMALL) for count in counts):
        return tuple(_SMALL[count] for count in counts)
    return tuple(f"{count:,}" for count in counts)


def count_of(count: int, singular: str, plural: str | None = None) -> str:
    """Return "one paper", "three papers", "no papers"."""
    noun = singular if count == 1 else plural or f"{singular}s"
    return f"{number_word(count)} {noun}"


def join_words(words: Sequence[str]) -> str:
    """Return "a", "a and b" or "a, b and c"."""
    if len(words) < 2:
        return "".join(words)
    return f"{', '.join(words[:-1])} and {words[-1]}"


def capital(text: str) -> str:
    """Return the text as a sentence begins with it."""
    return text[:1].upper() + text[1:]


def setting(condition: str) -> str:
    """Return a condition as it follows what it restricts: " (zero-shot)"; "" where there is none.

    What opened a sentence of the paper, "With few labels", loses its capital; "English" keeps it.
    """
    if condition.split(" ")[0].lower() in _PREPOSITIONS:
        condition = condition[0].lower() + condition[1:]
    return f" ({condition})" if condition else ""


def share(part: int, whole: int) -> str:
    """Return "72% (18 of 25)"; "none of 0" never occurs: an empty whole has no share."""
    return "no share (0 of 0)" if whole == 0 else f"{100 * part / whole:.0f}% ({part:,} of {whole:,})"


def shorten(text: str, limit: int = 100) -> str:
    """Return a name as one line of at most `limit` characters; quotations are never shortened."""
    line = clean_line(text)
    return line if len(line) <= limit else f"{line[: limit - 1].rstrip()}…"


def date_in_words(iso: str | None) -> str:
    """Return "21 November 2026" for an ISO 8601 day or time; "an unknown date" where there is none."""
    try:
        day = date.fromisoformat((iso or "")[:10])
    except ValueError:
        return "an unknown date"
    return f"{day.day} {_MONTHS[day.month - 1]} {day.year}"


def moment_in_words(iso: str) -> str:
    """Return "21 November 2026, 09:30 UTC" for an ISO 8601 time in UTC; the day alone where it is a day."""
    clock = iso[11:16] if len(iso) >= 16 else ""
    return f"{date_in_words(iso)}, {clock} UTC" if clock else date_in_words(iso)


def with_unit(value: str, unit: str | None) -> str:
    """Return a value with its unit: "79.2%", "3.1×", "2.4 points", "16 GB"."""
    # Five digits and more are read in threes; JSON and CSV keep them as they are.
    value = f"{int(value):,}" if value.isdecimal() and value.isascii() and 5 <= len(value) <= 15 else value
    if unit is None:
        return value
    if unit in ("%", "‰", "°"):
        return f"{value}{unit}"
    if unit == "x":
        return f"{value}×"
    if unit.endswith("s") and value in ("1", "-1"):
        unit = unit[:-1]
    return f"{value} {shorten(unit)}"


def value_in_words(quantity: Quantity) -> str:
    """Return a quantity as prose has it: "about 40%", "65.4 ± 0.3", "between 40 and 50 GB"."""
    if quantity.value is None:
        return _interval_in_words(quantity)
    value = quantity.value
    if quantity.uncertainty is not None:
        value = f"{value} ± {quantity.uncertainty}"
    text = with_unit(value, quantity.unit)
    word = COMPARATOR_WORDS[quantity.comparator]
    return text if quantity.comparator == "=" else f"{word} {text}"


def quantity_line(quantity: Quantity) -> str:
    """Return all that is known of a quantity on one line, for the list of claims."""
    subject = [shorten(part) for part in (quantity.metric, quantity.dataset) if part]
    head = " on ".join(subject)
    if quantity.dataset and not quantity.metric:
        head = f"on {head}"
    parts = [f"{head}: {_signed(quantity)}" if head else _signed(quantity)]
    parts += [shorten(quantity.method)] if quantity.method else []
    parts += [f"against {shorten(quantity.baseline)}"] if quantity.baseline else []
    parts += [shorten(quantity.condition)] if quantity.condition else []
    return ", ".join(parts)


def place_in_paper(claim: Claim) -> str:
    """Return where a claim stands: "p. 5, Results"."""
    parts = [f"p. {claim.page}"] if claim.page is not None else []
    if claim.where in ("abstract", "table", "caption"):
        parts.append(claim.where)
    if claim.section and clean_line(claim.section).lower() != claim.where:
        parts.append(shorten(claim.section))
    return ", ".join(parts) or "place unknown"


def place_of(evidence: Evidence) -> str:
    """Return where evidence stands inside its source: "p. 7, row mBERT, column avg"."""
    parts = [f"p. {evidence.page}"] if evidence.page is not None else []
    if evidence.line is not None and evidence.page is None:
        parts.append(f"line {evidence.line}")
    if evidence.cell is not None:
        parts.append(f"row {shorten(str(evidence.cell.row))}, column {shorten(str(evidence.cell.column))}")
    return ", ".join(parts) or f"character {evidence.start}"


def _signed(quantity: Quantity) -> str:
    text = value_in_words(quantity)
    if quantity.role in ("difference", "ratio") and quantity.direction is not None:
        return f"{'increase' if quantity.direction == 'increase' else 'decrease'} by {text}"
    if quantity.role == "p_value":
        return f"p {quantity.comparator} {quantity.value}" if quantity.value else text
    return text


def _interval_in_words(quantity: Quantity) -> str:
    low, high = quantity.low, quantity.high
    if low is not None and high is not None:
        return f"between {low} and {with_unit(high, quantity.unit)}"
    if low is not None:
        word = "more than" if quantity.comparator == ">" else "at least"
        return f"{word} {with_unit(low, quantity.unit)}"
    if high is not None:
        word = "less than" if quantity.comparator == "<" else "at most"
        return f"{word} {with_unit(high, quantity.unit)}"
    return clean_line(quantity.text)
