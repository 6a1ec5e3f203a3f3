"""A paper's sentence in, statements that are false in one thing out, each kind checked against the paper."""

from __future__ import annotations

import random
import re
from collections.abc import Iterator, Sequence
from decimal import Decimal

from synth.evaluation.mutation_facts import places_of, read_number, words_of
from synth.evaluation.mutation_names import INVENTED, is_name, replace_name
from synth.evaluation.mutation_sentences import Made, Sentence, alternating
from synth.text import SMALL_NUMBERS
from synth.types import Quantity

__all__ = ["corruptions", "new_digits"]

_BARE = 2
"""Digits up to which a number is too common for every other occurrence to count."""


def corruptions(one: Sentence, others: Sequence[Quantity], rng: random.Random) -> Iterator[Made]:
    """Make each kind of false statement that the sentence allows and the paper does not bear out.

    Args:
        one: The sentence and its number.
        others: Quantities of the paper's other sentences, whose values may be taken for this one's.
        rng: Makes the choices.
    """
    yield from _digit(one, rng)
    yield from _swapped(one)
    yield from _of_another(one, others, rng)
    yield from _unit(one)
    yield from _scale(one, rng)
    yield from _direction(one)
    yield from _bound(one, rng)
    yield from _percent_for_points(one)
    yield from _small_count(one, rng)
    for kind in ("method", "dataset", "baseline"):
        yield from _renamed(one, kind, rng)


# --------------------------------------------------------------------------- numbers


def new_digits(number: str, rng: random.Random) -> str:
    """Change one of the first three digits, so that the value moves by more than rounding would move it."""
    places = [place for place, c in enumerate(number) if c.isdigit()][:3]
    place = rng.choice(places)
    new = rng.choice([d for d in "123456789" if d != number[place]])
    return number[:place] + new + number[place + 1 :]


def _is_borne_out(one: Sentence, number: str) -> bool:
    """Whether the paper may say this number of the sentence's subject, by any of its numbers."""
    if len(re.sub(r"\D", "", number).strip("0")) <= _BARE:
        is_stated = one.facts.states_near(number, one.passage)
    else:
        is_stated = one.facts.states(number)
    return is_stated or one.facts.follows(number, one.passage)


def _breaks(one: Sentence, new: str) -> bool:
    """Whether another number breaks what the sentence says of it; bounds are left to `_bound`.

    What holds over a factor of six may well hold over one of eight, so no bound's number is altered.
    """
    old, value, q = read_number(one.number), read_number(new), one.target
    if old is None or value is None or q.comparator not in ("=", "~") or q.low or q.high:
        return False
    return abs(value - old) > old * Decimal("0.25") if q.comparator == "~" or q.hedge else value != old


def _digit(one: Sentence, rng: random.Random) -> Iterator[Made]:
    for _ in range(4):
        new = new_digits(one.number, rng)
        if _breaks(one, new) and not _is_borne_out(one, new):
            text, touched = one.with_number(new)
            yield "digit", text, touched
            return


_COUNTED = re.compile(
    rf"(?<![\w-])(?<!one of )(?<!of the )(?P<number>{'|'.join(SMALL_NUMBERS[2:13])}) "
    r"(?P<words>(?:[a-z][a-z-]+ ){0,2})(?P<noun>(?!thirds|quarters|halves|times|[a-z]+ths)[a-z]{3,}s)\b"
)


def _small_count(one: Sentence, rng: random.Random) -> Iterator[Made]:
    """Count one or two more or fewer of what a sentence counts in a word: "six languages" for "five"."""
    for match in _COUNTED.finditer(one.text):
        old = SMALL_NUMBERS.index(match["number"])
        value = rng.choice([old + step for step in (-2, -1, 1, 2) if 2 <= old + step <= 12])
        # The paper may count them otherwise elsewhere: all of them here, some of them there.
        stated = rf"\b(?:{SMALL_NUMBERS[value]}|{value})[ -](?:[\w-]+ ){{0,3}}{match['noun'][:-1].lower()}"
        if re.search(stated, one.facts.folded):
            continue
        start, end = match.span("number")
        new = SMALL_NUMBERS[value]
        yield "small count", one.text[:start] + new + one.text[end:], (start, start + len(new))
        return


_RESPECTIVELY = re.compile(
    r"(?P<a>\d+(?:\.\d+)?)(?P<unit>%?) and (?P<b>\d+(?:\.\d+)?)(?P=unit)"
    r"(?P<tail>[^.,;\d]{0,40}),? respectively"
)
_FROM_TO = re.compile(
    r"\b(?:improv|increas|rais|boost|reduc|decreas|lower|drop)\w*\b[^.,;()\d]{1,60}?from "
    r"(?P<a>\d+(?:\.\d+)?)%? to (?P<b>\d+(?:\.\d+)?)"
)


def _swapped(one: Sentence) -> Iterator[Made]:
    """Exchange two numbers of the sentence that are stated of different things."""
    for pattern in (_RESPECTIVELY, _FROM_TO):
        for match in pattern.finditer(one.text):
            a, b = match["a"], match["b"]
            if Decimal(a) != Decimal(b) and match.start("a") == one.digits[0]:
                text = one.text[: match.start("a")] + b + one.text[match.end("a") : match.start("b")] + a
                yield (
                    "swap in sentence",
                    text + one.text[match.end("b") :],
                    (one.digits[0], one.digits[0] + len(b)),
                )
    for first, second, name, other in alternating(one):
        if one.target is not first or one.facts.gives(name, second.value or "", but=one.passage.index):
            continue
        if one.facts.gives(other, first.value or "", but=one.passage.index):
            continue
        text = one.text[: first.start] + second.text + one.text[first.end : second.start] + first.text
        touched = (first.start, first.start + len(second.text))
        yield "swap in sentence", text + one.text[second.end :], touched


def _of_another(one: Sentence, others: Sequence[Quantity], rng: random.Random) -> Iterator[Made]:
    """Give the number the value that the paper gives for another data set, in the same metric and role."""
    q = one.target
    if not is_name(q.dataset) or q.comparator != "=" or q.role not in ("level", "difference"):
        return
    values = {
        other.value
        for other in others
        if other.value is not None
        and is_name(other.dataset)
        and not words_of(other.dataset or "") & words_of(q.dataset or "")
        and (other.role, other.unit, other.metric) == (q.role, q.unit, q.metric)
        and other.comparator == "="
        and other.value != q.value
        and places_of(other.value) == places_of(one.number)
        and not one.facts.gives(q.dataset or "", other.value)
        and not one.facts.follows(other.value, one.passage)
    }
    if values:
        text, touched = one.with_number(rng.choice(sorted(values)))
        yield "value of another data set", text, touched


# --------------------------------------------------------------------------- units

_OTHER_UNIT = {
    "hours": "days",
    "hour": "day",
    "days": "weeks",
    "minutes": "hours",
    "seconds": "minutes",
    "ms": "s",
    "milliseconds": "seconds",
    "GB": "MB",
    "MB": "GB",
    "TB": "GB",
    "km": "m",
    "kg": "g",
    "cm": "mm",
    "mm": "cm",
    "GeV": "TeV",
    "MeV": "GeV",
    "TeV": "GeV",
    "MHz": "GHz",
    "GHz": "MHz",
    "weeks": "months",
}
_OTHER_THING = {
    "epochs": "steps",
    "steps": "epochs",
    "layers": "attention heads",
    "languages": "countries",
    "sentences": "documents",
    "documents": "sentences",
    "images": "videos",
    "GPUs": "CPUs",
    "words": "characters",
    "tokens": "documents",
}
_OTHER_SCALE = {
    "million": "billion",
    "billion": "million",
    "thousand": "million",
    "M": "B",
    "B": "M",
    "K": "M",
    "k": "M",
}


_LETTERS = ("K", "B", "M")
"""Units that a letter for a scale may be read as: kelvin, bytes, molar."""


def _unit(one: Sentence) -> Iterator[Made]:
    """Name another unit, or another thing counted, for the number."""
    behind = re.match(r"([ -]?)([A-Za-z]+)\b", one.text[one.digits[1] :])
    new = {**_OTHER_UNIT, **_OTHER_THING}.get(behind[2]) if behind else None
    if behind is None or new is None or one.facts.mentions(f"{one.number}{behind[1]}{new}"):
        return
    # The number may stand before the other unit with a word between ("12 self-attention heads").
    if re.search(
        rf"(?<![\d.]){re.escape(one.number)}[ -](?:[\w-]+ ){{0,2}}{new.split()[-1].lower()}", one.facts.folded
    ):
        return
    start, end = one.digits[1] + behind.start(2), one.digits[1] + behind.end(2)
    kind = "unit" if behind[2] in _OTHER_UNIT else "thing counted"
    yield kind, one.text[:start] + new + one.text[end:], (one.digits[0], start + len(new))


def _scale(one: Sentence, rng: random.Random) -> Iterator[Made]:
    """Make the number a thousand times, or ten times, what it is."""
    behind = re.match(r"([ -]?)([A-Za-z]+)\b", one.text[one.digits[1] :])
    is_scale = one.target.unit not in _LETTERS
    new = _OTHER_SCALE.get(behind[2]) if behind and is_scale else None
    if behind is not None and new is not None:
        stated = f"{one.number}{behind[1]}{new}"
        if (behind[1] or len(behind[2]) == 1) and not one.facts.mentions(stated):
            start, end = one.digits[1] + behind.start(2), one.digits[1] + behind.end(2)
            yield "scale", one.text[:start] + new + one.text[end:], (one.digits[0], start + len(new))
        return
    value = read_number(one.number)
    if value is None or places_of(one.number) != 1 or value < 10 or one.target.hedge:
        return
    is_share = one.target.metric is not None or "%" in one.target.text or value > 100
    shifted = f"{value / 10:.2f}" if is_share or rng.getrandbits(1) else f"{value * 10:.0f}"
    if not _is_borne_out(one, shifted):
        text, touched = one.with_number(shifted)
        yield "scale", text, touched


def _percent_for_points(one: Sentence) -> Iterator[Made]:
    """Call points of a percentage percent, where no level below 95 makes the two come to one number."""
    q, value = one.target, read_number(one.number)
    if q.role != "difference" or not re.fullmatch(
        r"\d+(?:\.\d+)?(?: absolute)? (?:percentage )?points", q.text
    ):
        return
    half = Decimal(5).scaleb(-places_of(one.number) - 1)
    if value is None or value / (value + half) < Decimal("0.95"):
        return
    if any(one.facts.mentions(f"{one.number}{percent}") for percent in ("%", " %", " percent")):
        return
    text = one.text[: one.digits[1]] + "%" + one.text[q.end :]
    if not re.search(r"%\s*(?:absolute|in absolute|\()", text[one.digits[1] :][:16]):
        yield "percent for points", text, (one.digits[0], one.digits[1] + 1)


# --------------------------------------------------------------------------- direction, bound

_VERBS = {
    "improves": "worsens",
    "improve": "worsen",
    "improved": "worsened",
    "improving": "worsening",
    "increases": "decreases",
    "increase": "decrease",
    "increased": "decreased",
    "increasing": "decreasing",
    "decreases": "increases",
    "decrease": "increase",
    "decreased": "increased",
    "decreasing": "increasing",
    "reduces": "increases",
    "reduce": "increase",
    "reduced": "increased",
    "reducing": "increasing",
    "raises": "lowers",
    "raised": "lowered",
    "lowers": "raises",
    "lowered": "raised",
    "boosts": "lowers",
    "boosted": "lowered",
    "drops": "rises",
    "dropped": "rose",
    "outperforms": "falls behind",
    "outperform": "fall behind",
    "outperformed": "fell behind",
    "outperforming": "falling behind",
    "surpasses": "falls behind",
    "surpass": "fall behind",
    "exceeds": "falls behind",
    "beats": "falls behind",
}
_OVER = {
    "improves": "falls behind",
    "improve": "fall behind",
    "improved": "fell behind",
    "improving": "falling behind",
}
_COMPARED = {
    "higher": "lower",
    "lower": "higher",
    "better": "worse",
    "worse": "better",
    "faster": "slower",
    "slower": "faster",
    "larger": "smaller",
    "smaller": "larger",
    "greater": "smaller",
    "above": "below",
    "below": "above",
    "more": "less",
    "less": "more",
    "fewer": "more",
}
_NOUNS = {
    "gain": "loss",
    "gains": "losses",
    "improvement": "deterioration",
    "increase": "decrease",
    "decrease": "increase",
    "reduction": "increase",
    "drop": "rise",
    "decline": "rise",
    "boost": "drop",
}
_BEFORE = re.compile(
    rf"\b({'|'.join(_VERBS)})( (?:on|upon|over))?\b(?P<gap>[^.;:]{{0,70}}?)\bby (?:[a-z]+ ){{0,3}}$"
)
_NOUN_BEFORE = re.compile(
    rf"\b(?P<article>an? )?(?P<words>(?:[a-z]+ )?)(?P<noun>{'|'.join(_NOUNS)}) of (?:[a-z]+ ){{0,3}}$"
)
_BEHIND = re.compile(
    rf"^(?P<unit>[^.,;:()\d]{{0,24}}?) (?P<word>{'|'.join(_COMPARED)})\b"
    r"(?= (?:[a-z]+ ){0,2}than\b|(?<=above)|(?<=below))"
)
_NOUN_BEHIND = re.compile(
    rf"^(?P<unit>[-\s]?(?:%|points?|percent(?:age points?)?)?(?: [a-z]+)?) (?P<noun>{'|'.join(_NOUNS)})\b"
)


_DIRECTED = re.compile(
    rf"\b(?:{'|'.join((*_VERBS, *_COMPARED, *_NOUNS))}|improvements|rises?|negative|no|not)\b"
)
_ROUND = 60
"""Characters around a number within which a second word of direction would contradict a turned one."""


def _direction(one: Sentence) -> Iterator[Made]:
    """Turn the one word that says which way the number goes."""
    if one.target.role not in ("difference", "ratio"):
        return
    text, (start, end) = one.text, one.digits
    if len(_DIRECTED.findall(text, max(0, start - _ROUND), end + _ROUND)) > 1:
        return
    if found := _BEFORE.search(text[:start]):
        if not any(word in found["gap"] for word in (*_VERBS, " not ", " but ")):
            new = _OVER[found[1]] if found[2] and found[1] in _OVER else _VERBS[found[1]] + (found[2] or "")
            yield _turned(one, found.start(1), found.end(2) if found[2] else found.end(1), new)
        return
    if found := _NOUN_BEFORE.search(text[:start]):
        begin, new = found.start("noun"), _NOUNS[found["noun"]]
        if found["article"] and not found["words"]:
            begin, new = found.start("article"), ("an " if new[0] in "aeiou" else "a ") + new
        yield _turned(one, begin, found.end("noun"), new)
        return
    if found := _BEHIND.match(text[end:]):
        yield _turned(one, end + found.start("word"), end + found.end("word"), _COMPARED[found["word"]])
    elif found := _NOUN_BEHIND.match(text[end:]):
        yield _turned(one, end + found.start("noun"), end + found.end("noun"), _NOUNS[found["noun"]])


def _turned(one: Sentence, start: int, end: int, new: str) -> Made:
    shift = len(new) - (end - start) if start < one.target.start else 0
    text = one.text[:start] + new + one.text[end:]
    return "direction", text, (one.target.start + shift, one.target.end + shift)


_BOUNDS = {
    "more than": "less than",
    "less than": "more than",
    "over": "under",
    "under": "over",
    "above": "below",
    "below": "above",
    "at least": "less than",
    "at most": "more than",
    "up to": "more than",
    "fewer than": "more than",
}
_BOUND_BEFORE = re.compile(
    r"(?:^|[(,]\s?|\b(?:of|by|to|is|are|was|were|has|have|with|contains?|consider|use|uses|takes?|requires?|just|well|for|"
    r"from|in|covers?|spanning|at|outperforms?|gains?|recover|collect(?:ed)?|scores?|reaches|achieves|obtains)\s)$"
)
_MAY_BEAR = re.compile(
    r"\b(?:of|is|are|was|were|by|has|have|reaches|achieves|obtains|contains|takes|attains)\s$"
)


def _bound(one: Sentence, rng: random.Random) -> Iterator[Made]:
    """Turn a bound round, or put one that the number breaks."""
    start = one.digits[0]
    for old, new in _BOUNDS.items():
        begin = start - len(old) - 1
        is_stated = re.search(rf"(?<![\w-]){old} $", one.text[:start]) and one.target.comparator != "="
        if is_stated and (" " in old or _BOUND_BEFORE.search(one.text[:begin])):
            text = one.text[:begin] + new + one.text[begin + len(old) :]
            yield "bound", text, (begin, one.target.end + len(new) - len(old))
            return
    value, q = read_number(one.number), one.target
    if (
        value is None
        or not value
        or q.hedge
        or q.comparator != "="
        or q.role not in ("level", "difference", "count")
    ):
        return
    if (
        q.start != start
        or q.uncertainty
        or not _MAY_BEAR.search(one.text[:start])
        or re.match(r"[-–]| ?±| to | \(", one.text[one.digits[1] :])
    ):
        return
    is_low = bool(rng.getrandbits(1))
    places = places_of(one.number)
    limit = Decimal(f"{value * (Decimal('0.8') if is_low else Decimal('1.25')):.{places}f}")
    if ("%" in q.text and limit > 100) or (limit >= value if is_low else limit <= value):
        return
    words = f"{'less' if is_low else 'more'} than {limit}"
    text, touched = one.with_number(words)
    yield "bound", text, (touched[0], touched[1] + q.end - one.digits[1])


# --------------------------------------------------------------------------- names


def _renamed(one: Sentence, kind: str, rng: random.Random) -> Iterator[Made]:
    """Give the number to something else: a rival of the paper's tables, and a name that no paper has."""
    name: str | None = getattr(one.target, kind)
    if name is None or not is_name(name) or one.target.role not in ("level", "difference", "ratio"):
        return
    touched = (one.target.start, one.target.end)
    invented = [
        new for new in INVENTED["dataset" if kind == "dataset" else "method"] if not one.facts.mentions(new)
    ]
    if invented and (made := replace_name(one.text, name, rng.choice(invented), touched)):
        yield f"{kind} (invented)", *made
    # "Up to 20 points" may hold of a rival too: only what is said exactly is given to another.
    rivals = one.facts.rivals_of(name) if one.target.comparator == "=" else []
    fitting = [
        rival
        for rival in rivals
        if rival not in one.text and is_name(rival) and not one.facts.gives(rival, one.number)
    ]
    if fitting and (made := replace_name(one.text, name, rng.choice(fitting), touched)):
        yield f"{kind} (rival)", *made
