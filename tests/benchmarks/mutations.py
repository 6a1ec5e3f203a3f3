"""True and false statements made from the sentences of papers: what a verifier must tell apart.

Every statement is made from one sentence that states a quantity. The true ones are shortened,
reworded, rounded or converted; the false ones have one thing wrong that a reader would call wrong.
Which number was touched is kept, so that a model can be fitted on that number alone.
"""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from synth.text import STOPWORDS
from synth.types import Passage, Quantity


@dataclass(frozen=True)
class Statement:
    """A statement about a paper with its gold label."""

    kind: str
    text: str
    label: str
    touched: tuple[int, int]
    """Where in `text` the number stands that the label is about."""
    source: Passage


Made = tuple[str, tuple[int, int]] | None
Maker = Callable[[Passage, Sequence[Quantity], Quantity, random.Random], Made]


def siblings(
    passages: Sequence[Passage], read: Callable[[str], Sequence[Quantity]], seed: int, limit: int
) -> Iterator[Statement]:
    """Give a sentence's number the value that another sentence of the paper gives for something else."""
    rng = random.Random(seed)
    sentences = [p for p in passages if p.kind == "sentence" and 50 < len(p.text) < 350]
    stated = [
        (p, q) for p in sentences for q in read(p.text) if q.value and q.role in ("level", "difference")
    ]
    rng.shuffle(stated)
    made = 0
    for passage, q in stated:
        words = set(re.findall(r"[A-Za-z]{4,}", passage.text))
        others = [
            other
            for place, other in stated
            if place is not passage
            and (other.role, other.unit) == (q.role, q.unit)
            and other.value != q.value
            and len(other.value or "") == len(q.value or "")
            and len(words & set(re.findall(r"[A-Za-z]{4,}", place.text))) >= 4
        ]
        span = _number_span(passage, q)
        if not others or span is None or (q.value or "") not in passage.text:
            continue
        new = rng.choice(others).value or ""
        if new in passage.text:
            continue
        made += 1
        text, touched = passage.text[: span[0]] + new + passage.text[span[1] :], (span[0], span[0] + len(new))
        yield Statement("false: another sentence's value", text, "refuted", touched, passage)
        if made >= limit:
            return


def statements(
    passages: Sequence[Passage],
    read: Callable[[str], Sequence[Quantity]],
    seed: int,
    limit: int,
) -> list[Statement]:
    """Make up to `limit` statements of each kind from a paper's sentences."""
    rng = random.Random(seed)
    sentences = [p for p in passages if p.kind == "sentence" and 50 < len(p.text) < 350]
    rng.shuffle(sentences)
    made: list[Statement] = []
    counts = dict.fromkeys([kind for kind, _, _ in _MAKERS], 0)
    for passage in sentences:
        quantities = [q for q in read(passage.text) if q.value is not None]
        targets = [q for q in quantities if q.role in ("level", "difference", "ratio") or q.unit]
        if not targets or len(quantities) > 6:
            continue
        target = rng.choice(targets)
        for kind, label, maker in _MAKERS:
            if counts[kind] >= limit:
                continue
            result = maker(passage, quantities, target, rng)
            if result is not None and result[0] != passage.text:
                counts[kind] += 1
                made.append(Statement(kind, result[0], label, result[1], passage))
    return made


# ------------------------------------------------------------------ helpers


def _swap(text: str, start: int, end: int, new: str) -> Made:
    return text[:start] + new + text[end:], (start, start + len(new))


def _number_span(passage: Passage, q: Quantity) -> tuple[int, int] | None:
    """Find the digits inside a quantity's text."""
    match = re.search(r"\d[\d,]*(?:\.\d+)?", passage.text[q.start : q.end])
    return (q.start + match.start(), q.start + match.end()) if match else None


_OPENING = re.compile(
    r"^(?:(?:In particular|Specifically|Moreover|Furthermore|However|For example|Overall|Notably|Finally|"
    r"In addition|Interestingly|As a result|Therefore|Similarly),?\s+)?"
    r"(?:we (?:find|show|observe|see|note) that\s+)?",
    re.IGNORECASE,
)
_SYNONYMS = (
    (r"\bWe\b", "The authors"),
    (r"\bwe\b", "the authors"),
    (r"\b[Oo]ur\b", "their"),
    (r"\bachieves?\b", "reaches"),
    (r"\bobtains?\b", "gets"),
    (r"\boutperforms\b", "beats"),
    (r"\bimproves\b", "raises"),
    (r"\bsignificantly\b ", ""),
    (r"\bapproximately\b", "about"),
    (r"\bshows that\b", "demonstrates that"),
    (r"\butilizes?\b", "uses"),
    (r"\s*\([^()]{0,80}\)", ""),
    (r"\s*\[[\d, ]{1,20}\]", ""),
)


def _reword(passage: Passage, quantities: Sequence[Quantity], q: Quantity, rng: random.Random) -> Made:
    """Reword all but the numbers' own text."""
    marker = "\x00"
    text = passage.text[: q.start] + marker + passage.text[q.end :]
    text = _OPENING.sub("", text, count=1)
    for pattern, new in _SYNONYMS:
        text = re.sub(pattern, new, text)
    if text.count(marker) != 1:
        return None
    at = text.index(marker)
    return text.replace(marker, q.text), (at, at + len(q.text))


def _clause(passage: Passage, quantities: Sequence[Quantity], q: Quantity, rng: random.Random) -> Made:
    """Keep the part of the sentence around one number, from its last break to its next."""
    breaks = [
        m.end() for m in re.finditer(r"[;:]\s|,\s(?:and|while|but|which|whereas|where)\s", passage.text)
    ]
    start = max((b for b in breaks if b <= q.start), default=0)
    end = min((b for b in breaks if b > q.end), default=len(passage.text))
    text = re.sub(r"[,;:]\s(?:and|while|but|which|whereas|where)?\s?$", "", passage.text[start:end])
    words = len(re.findall(r"[A-Za-z]{3,}", text))
    if words < 5 or (start == 0 and end == len(passage.text)):
        return None
    return text, (q.start - start, q.end - start)


def _from_fields(passage: Passage, quantities: Sequence[Quantity], q: Quantity, rng: random.Random) -> Made:
    """Write a new sentence from the number's bound subject."""
    if not (q.method or q.dataset) or not q.metric or q.hedge:
        return None
    who = q.method or "the system"
    where = f" on {q.dataset}" if q.dataset else ""
    if q.role == "difference" and q.direction:
        verb = "improves" if q.direction == "increase" else "lowers"
        head = f"{who} {verb} {q.metric}{where} by "
        tail = f" over {q.baseline}" if q.baseline else ""
    elif q.role == "level":
        head, tail = f"The {q.metric} of {who}{where} is ", ""
    else:
        return None
    return f"{head}{q.text}{tail}.", (len(head), len(head) + len(q.text))


def _new_digits(number: str, rng: random.Random) -> str:
    """Change one digit so that the value moves by more than rounding."""
    places = [i for i, c in enumerate(number) if c.isdigit()][:3]
    place = rng.choice(places)
    choices = [d for d in "123456789" if d != number[place]]
    return number[:place] + rng.choice(choices) + number[place + 1 :]


# ------------------------------------------------------------------ true statements


def _rounded(passage: Passage, quantities: Sequence[Quantity], q: Quantity, rng: random.Random) -> Made:
    span = _number_span(passage, q)
    number = passage.text[span[0] : span[1]] if span else ""
    if span is None or "." not in number or q.hedge or Decimal(number.replace(",", "")) < 10:
        return None
    new = str(round(Decimal(number.replace(",", ""))))
    made = _swap(passage.text, *span, f"about {new}")
    return made and _at(made, q.text.replace(number, new))


def _at(made: tuple[str, tuple[int, int]], text: str) -> Made:
    at = made[0].find(text, max(0, made[1][0] - 20))
    return (made[0], (at, at + len(text))) if at >= 0 else None


def _converted(passage: Passage, quantities: Sequence[Quantity], q: Quantity, rng: random.Random) -> Made:
    factors = {"days": (24, "hours"), "h": (60, "minutes"), "weeks": (7, "days"), "min": (60, "seconds")}
    if q.unit not in factors or q.hedge or q.value is None:
        return None
    factor, name = factors[q.unit]
    return _swap(passage.text, q.start, q.end, f"{(Decimal(q.value) * factor).normalize():f} {name}")


def _difference(passage: Passage, quantities: Sequence[Quantity], q: Quantity, rng: random.Random) -> Made:
    """State the difference of two levels of one sentence."""
    names = [m.group() for m in re.finditer(r"\b[A-Z][\w-]*[A-Z\d][\w-]*\b", passage.text)]
    for other in quantities:
        if other is q or {q.role, other.role} != {"level"} or other.unit != q.unit or q.hedge or other.hedge:
            continue
        if q.unit not in (None, "%") or not q.metric or q.metric != other.metric or not names:
            continue
        difference = abs(Decimal(q.value or "0") - Decimal(other.value or "0"))
        if not difference:
            continue
        number = f"{difference} points"
        head = f"In {q.metric}, the two differ by "
        tail = f" ({', '.join(dict.fromkeys(names[:3]))})."
        return head + number + tail, (len(head), len(head) + len(number))
    return None


# ------------------------------------------------------------------ false statements


def _digit(passage: Passage, quantities: Sequence[Quantity], q: Quantity, rng: random.Random) -> Made:
    span = _number_span(passage, q)
    if span is None:
        return None
    made = _swap(passage.text, *span, _new_digits(passage.text[span[0] : span[1]], rng))
    return _reworded_after(passage, made, rng)


def _digit_in_fields(
    passage: Passage, quantities: Sequence[Quantity], q: Quantity, rng: random.Random
) -> Made:
    made = _from_fields(passage, quantities, q, rng)
    if made is None:
        return None
    match = re.search(r"\d[\d,]*(?:\.\d+)?", made[0][made[1][0] : made[1][1]])
    if match is None:
        return None
    start = made[1][0] + match.start()
    return _swap(made[0], start, start + len(match.group()), _new_digits(match.group(), rng))


def _reworded_after(passage: Passage, made: Made, rng: random.Random) -> Made:
    if made is None:
        return None
    text, (start, end) = made
    marker = "\x00"
    held = text[start:end]
    text = text[:start] + marker + text[end:]
    text = _OPENING.sub("", text, count=1)
    for pattern, new in _SYNONYMS[:-2]:
        text = re.sub(pattern, new, text)
    at = text.index(marker)
    return text.replace(marker, held), (at, at + len(held))


def _swapped(passage: Passage, quantities: Sequence[Quantity], q: Quantity, rng: random.Random) -> Made:
    """Give the number the value of its neighbour in the sentence."""
    for other in quantities:
        if other is q or other.role != q.role or other.unit != q.unit or other.value == q.value:
            continue
        if other.dataset == q.dataset and other.method == q.method and other.metric == q.metric:
            continue
        spans = sorted(span for span in (_number_span(passage, q), _number_span(passage, other)) if span)
        if len(spans) < 2:
            continue
        text = passage.text
        (a, b), (c, d) = spans
        return text[:a] + text[c:d] + text[b:c] + text[a:b] + text[d:], (a, a + d - c)
    return None


def _of_rival(passage: Passage, quantities: Sequence[Quantity], q: Quantity, rng: random.Random) -> Made:
    """Give a level to what its sentence only compares with."""
    rivals = sorted({other.baseline for other in quantities if other.baseline} - {q.method})
    if q.role != "level" or not q.method or not rivals:
        return None
    return _from_fields(passage, quantities, replace(q, method=rng.choice(rivals)), rng)


def _unit(passage: Passage, quantities: Sequence[Quantity], q: Quantity, rng: random.Random) -> Made:
    words = (("million", "billion"), ("billion", "million"), ("hours", "days"), ("days", "hours"),
             ("minutes", "hours"), ("seconds", "minutes"), ("GB", "MB"), ("ms", "s"))  # fmt: skip
    for old, new in words:
        if re.search(rf"\b{old}\b", q.text):
            return _swap(passage.text, q.start, q.end, re.sub(rf"\b{old}\b", new, q.text))
    if re.search(r"\d[MB]\b", q.text):
        new = re.sub(r"(\d)([MB])\b", lambda m: m.group(1) + ("B" if m.group(2) == "M" else "M"), q.text)
        return _swap(passage.text, q.start, q.end, new)
    return None


def _points(passage: Passage, quantities: Sequence[Quantity], q: Quantity, rng: random.Random) -> Made:
    if q.role == "difference" and re.fullmatch(r"\d+(?:\.\d+)?(?: points)", q.text):
        return _swap(passage.text, q.start, q.end, q.text.replace(" points", "%"))
    return None


_TURNED = (
    ("increases", "decreases"), ("decreases", "increases"), ("increase", "decrease"),
    ("decrease", "increase"), ("improves", "degrades"), ("improvement", "degradation"),
    ("improved", "degraded"), ("improve", "degrade"), ("outperforms", "underperforms"),
    ("outperform", "underperform"), ("higher", "lower"), ("lower", "higher"), ("better", "worse"),
    ("worse", "better"), ("reduces", "increases"), ("reduction", "increase"), ("reduced", "increased"),
    ("faster", "slower"), ("gain", "loss"), ("gains", "losses"), ("drop", "rise"), ("drops", "rises"),
    ("larger", "smaller"), ("smaller", "larger"),
)  # fmt: skip


def _direction(passage: Passage, quantities: Sequence[Quantity], q: Quantity, rng: random.Random) -> Made:
    if q.role not in ("difference", "ratio"):
        return None
    for old, new in _TURNED:
        found = [m for m in re.finditer(rf"\b{old}\b", passage.text) if abs(m.start() - q.start) < 60]
        if len(found) == 1:
            text = passage.text[: found[0].start()] + new + passage.text[found[0].end() :]
            shift = len(new) - len(old) if found[0].start() < q.start else 0
            return text, (q.start + shift, q.end + shift)
    return None


_NAMES = ("Zephyr-9", "Orchid", "DeepFinch", "TriNet", "PolyGram")


def _other_name(field: str) -> Maker:
    def make(passage: Passage, quantities: Sequence[Quantity], q: Quantity, rng: random.Random) -> Made:
        name = getattr(q, field)
        if not name or passage.text.count(name) != 1 or not any(c.isupper() for c in name):
            return None
        at = passage.text.index(name)
        if q.start <= at < q.end:
            return None
        new = rng.choice(_NAMES)
        shift = len(new) - len(name) if at < q.start else 0
        return passage.text[:at] + new + passage.text[at + len(name) :], (q.start + shift, q.end + shift)

    return make


def _bound(passage: Passage, quantities: Sequence[Quantity], q: Quantity, rng: random.Random) -> Made:
    span = _number_span(passage, q)
    if span is None or q.hedge or q.comparator != "=" or q.role == "count":
        return None
    number = passage.text[span[0] : span[1]].replace(",", "")
    if not Decimal(number):
        return None
    low = bool(rng.getrandbits(1))
    places = len(number.partition(".")[2])
    value = Decimal(number) * (Decimal("0.8") if low else Decimal("1.3"))
    new = f"{'less than' if low else 'more than'} {value:.{places}f}"
    if Decimal(f"{value:.{places}f}") == Decimal(number):
        return None
    made = _swap(passage.text, *span, new)
    return made and (made[0], (made[1][0], made[1][1] + q.end - span[1]))


_MAKERS: tuple[tuple[str, str, Maker], ...] = (
    ("true: reworded", "supported", _reword),
    ("true: one clause", "supported", _clause),
    ("true: new sentence", "supported", _from_fields),
    ("true: rounded", "supported", _rounded),
    ("true: converted", "supported", _converted),
    ("true: difference", "supported", _difference),
    ("false: digit", "refuted", _digit),
    ("false: digit in new sentence", "refuted", _digit_in_fields),
    ("false: swapped", "refuted", _swapped),
    ("false: the rival's value", "refuted", _of_rival),
    ("false: unit or scale", "refuted", _unit),
    ("false: % for points", "refuted", _points),
    ("false: direction", "refuted", _direction),
    ("false: baseline", "refuted", _other_name("baseline")),
    ("false: bound", "refuted", _bound),
)


_FILLERS = ("approach", "evaluation", "experiments", "reported", "according", "authors", "overall", "setting")


def thinned(statement: Statement, seed: int) -> Statement | None:
    """Reword harder: lose or replace about half of the common words that don't stand by the number.

    Stands for the free paraphrase of somebody who cites from memory; names, stop words and the
    number's neighbours stay.
    """
    rng = random.Random(seed)
    start, end = statement.touched
    pieces, position, shift = [], 0, 0
    for match in re.finditer(r"\b[a-z]{4,}\b", statement.text):
        word = match.group()
        if abs(match.start() - end) < 12 or abs(start - match.end()) < 12 or word in STOPWORDS:
            continue
        roll = rng.random()
        if roll < 0.35:
            new = ""
        elif roll < 0.55:
            new = rng.choice(_FILLERS)
        else:
            continue
        if _DIRECTED.match(word):
            continue
        pieces += [statement.text[position : match.start()], new]
        position = match.end()
        if match.start() < start:
            shift += len(new) - len(word)
    text = "".join([*pieces, statement.text[position:]])
    if text == statement.text:
        return None
    touched = (start + shift, end + shift)
    return Statement(f"{statement.kind}, thinned", text, statement.label, touched, statement.source)


_DIRECTED = re.compile(
    r"improv|increas|decreas|reduc|gain|drop|higher|lower|better|worse|outperform|than|over|below|above"
)


def bereft(passages: Sequence[Passage], statement: Statement) -> tuple[Passage, ...]:
    """Return the passages without those that state the statement's number: nothing says it any more."""
    number = re.search(r"\d[\d,]*(?:\.\d+)?", statement.text[statement.touched[0] : statement.touched[1]])
    gone = number.group() if number else statement.source.text
    return tuple(p for p in passages if gone not in p.text and p.text != statement.source.text)


def foreign(
    passages: Sequence[Passage], read: Callable[[str], Sequence[Quantity]], seed: int, limit: int
) -> Iterator[Statement]:
    """Return sentences of one paper, to be judged against another: nothing speaks of them."""
    for one in statements(passages, read, seed, limit):
        if one.kind in ("true: reworded", "true: new sentence"):
            yield Statement("foreign", one.text, "not_found", one.touched, one.source)
