"""What a number is a number of: the names and words that stand with it in its sentence.

A sentence with several numbers is cut into segments, one a number ("PAWS-X by 2.1 points | and
XNLI by 1.6"). A word belongs to the number of its segment, less to its neighbours: that is what
tells XNLI's 1.6 from PAWS-X's 2.1.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import pairwise

from synth.text import SMALL_NUMBERS, STOPWORDS, TENS, fold, stem
from synth.types import Quantity
from synth.verdicts.languages import LANGUAGE_NAMES
from synth.verdicts.units import SCALES, read_unit

__all__ = [
    "Context",
    "Term",
    "Window",
    "baseline_names",
    "compared_spans",
    "contexts",
    "coverage",
    "is_held",
    "is_size",
    "is_unit",
    "match_terms",
    "name_key",
    "names_of",
    "terms_of",
    "text_keys",
    "window",
    "window_likeness",
    "word_stem",
]

NAME_WEIGHT = 3.0
"""Weight of a name ("XLM-R", "BLEU") against a common word: names decide what a number is of."""
VAGUE_WEIGHT = 0.4
"""Weight of words that any result sentence has ("achieves", "model", "performance")."""
SHARED = 0.6
"""Credit for a name that stands with a neighbouring number or ahead of all of them."""
FOREIGN = 0.15
"""Credit for a name that the sentence gives to another number."""

INITIALS = 3
"""Words of a name at least whose initials may stand for it unexplained."""

WINDOW = 4
"""Words on each side of a number that tell in which wording it stands."""

Window = tuple[tuple[str, ...], tuple[str, ...]]

_CAPITALIZED_PART = re.compile(r"\b[A-Z][a-z]{3,}\b")  # "English" and "German" in "English-to-German"
_JOINT = re.compile(r"[-‐‑]")
_POSSESSIVE = re.compile(r"['’]s?$")
_PLAIN_WORD = re.compile(r"[^\W\d_]+")
_WORD = re.compile(r"[^\W_]+(?:[-‐‑–./'’+@][^\W_]+)*\+{0,2}")
_RANKED = re.compile(r"\b([Tt]op)[ ](?=\d)")  # "top 20" is printed "Top-20" as well
_VAGUE = frozenset(
    stem(word)
    for word in """achieve achieves obtain obtains reach reaches yield yields show shows report reports
    result results model models method methods approach performance score scores improve improves
    improvement gain gains increase increases outperform outperforms significant significantly
    respectively average overall compare compared relative absolute point points percent paper work
    propose proposed state-of-the-art new set task tasks dataset benchmark data find found give gives
    get gets make makes become becomes attain attains observe value values total number""".split()
)
_SHORT = {
    "params": "parameters", "param": "parameter", "acc": "accuracy", "hrs": "hours", "avg": "average",
    "averages": "average", "mean": "average", "prec": "precision", "rec": "recall",
    "val": "validation", "valid": "validation",
    "dev": "development", "temp": "temperature", "freq": "frequency", "corr": "correlation",
    "mem": "memory", "imgs": "images", "img": "image", "sents": "sentences", "sent": "sentence",
    "unsup": "unsupervised", "sup": "supervised", "std": "deviation", "min": "minimum", "max": "maximum",
    "pretraining": "training", "pretrained": "trained", "finetuning": "tuning", "finetuned": "tuned",
    "lang": "language", "langs": "languages", "vocab": "vocabulary",
}  # fmt: skip
"""Words that tables and brackets cut short."""

_FIRST_PERSON = re.compile(r"\b(?:we|our|ours|this (?:paper|work|study))\b", re.IGNORECASE)
_STRONG_BREAK = re.compile(r";|\b(?:and|while|whereas|but|or)\b")
_COMMA = re.compile(r"[,:()]")
_VERSUS = re.compile(r"\W{0,3}(?:vs\.?|versus)\W{0,3}", re.IGNORECASE)
_BASELINE_CUE = re.compile(
    r"\b(?:over|than(?: (?:with|on|in|for|by|at|when|using|from))?|compared (?:to|with)|"
    r"in comparison (?:to|with)|relative to|versus|vs\.?|against|above|below|upon|"
    r"outperform\w*|surpass\w*|exceed\w*|beat\w*)\s+",
    re.IGNORECASE,
)
_SLOT_END = re.compile(
    r"[,;:()]|\b(?:on|by|with|in|for|at|while|and its|when|using|whereas|but)\b|\.\s|(?<![\w-])\d"
)
_HEAD_BREAK = re.compile(r"[,;:()\d]\s|\b(?:and|or|while|whereas|but|than|over|from|to|for|on|with|of|in)\b")
_WEAK_BREAK = re.compile(r"\b(?:compared|than|versus|vs|over|against|from|to|for|on|with|in|of)\b|/")


@dataclass(frozen=True, slots=True)
class Term:
    """A word or name of a text."""

    key: str
    """Folded and stemmed, or for a name without its punctuation: "pawsx"."""
    start: int
    """Offset of its first character."""
    end: int
    """Offset behind it."""
    weight: float
    """How much it says about the subject."""
    is_name: bool
    """Whether it is written as a name: capitals or digits inside."""
    surface: str
    """As written."""
    initials: str = ""
    """The acronym of the name of several words that it is part of: "wsj" for "Wall Street Journal"."""


@dataclass(frozen=True, slots=True)
class Context:
    """The words that stand with one number of a sentence."""

    own: tuple[Term, ...]
    """Words of its own segment and its bound fields."""
    shared: tuple[Term, ...]
    """Words ahead of all numbers, or behind a list of numbers: they may hold for each."""
    own_keys: frozenset[str]
    """Keys of its own words, joined neighbours included ("bert" + "base" is "bertbase" too)."""
    shared_keys: frozenset[str]
    """Keys of the shared words and of the section's heading."""
    foreign_keys: frozenset[str]
    """Keys of words that belong to another number."""
    is_first_person: bool
    """Whether the sentence speaks of "we" or "our model", which may bear any name."""


@lru_cache(maxsize=4_096)
def terms_of(text: str, offset: int = 0) -> tuple[Term, ...]:
    """Return the words of a text that carry a subject; bare numbers and stop words are left out."""
    found = []
    text = _RANKED.sub(r"\1-", text)  # as long as before, so that offsets stay
    for match in _WORD.finditer(text):
        found.extend(
            _terms_of_word(match.group(), match.start() + offset, _opens_sentence(text, match.start()))
        )
    return _with_initials(found)


def names_of(field: str | None) -> tuple[Term, ...]:
    """Return the names in what a number is bound to, say its method or its data set."""
    # A letter ahead, lest the first word, capitalised anyhow, be taken for a common one.
    return tuple(term for term in terms_of(f"x {field}") if term.is_name) if field else ()


def _with_initials(terms: Sequence[Term]) -> tuple[Term, ...]:
    """Give the words of a name the acronym that they spell, if three of them or more do."""
    found = []
    for run in _names_in_a_row(terms):
        parts = [term.surface for term in run] if len(run) > 1 else _JOINT.split(run[0].surface)
        if run[0].is_name and len(parts) >= INITIALS and all(part[:1].isalpha() for part in parts):
            initials = "".join(part[0].lower() for part in parts)
            found += [replace(term, initials=initials) for term in run]
        else:
            found += run
    return tuple(found)


def _names_in_a_row(terms: Sequence[Term]) -> list[list[Term]]:
    """Split words into runs of capitalised ones that stand side by side, and all others one by one."""
    runs: list[list[Term]] = []
    for term in terms:
        last = runs[-1][-1] if runs else None
        is_next = last is not None and term.start - last.end == 1 and _is_capitalized(last)
        if is_next and _is_capitalized(term):
            runs[-1].append(term)
        else:
            runs.append([term])
    return runs


def _is_capitalized(term: Term) -> bool:
    return term.is_name and term.surface[0].isupper() and term.surface.isalpha()


def text_keys(terms: Sequence[Term]) -> frozenset[str]:
    """Return the keys of terms, of neighbours joined, and of the acronyms that they spell."""
    keys = {term.key for term in terms}
    for term in terms:
        if term.is_name:
            for part in _CAPITALIZED_PART.findall(term.surface):
                keys.update((part.lower(), word_stem(part)))
            if "/" in term.surface:
                for part in term.surface.split("/"):
                    keys.update((name_key(part), word_stem(part)))
    for left, right in pairwise(terms):
        if right.start - left.end == 1:
            keys.add(name_key(left.surface + right.surface))
    initials = "".join(term.surface[0].lower() for term in terms)
    for size in range(3, 6):
        keys.update("+" + initials[i : i + size] for i in range(len(initials) - size + 1))
    return frozenset(keys)


@lru_cache(maxsize=65_536)
def _word_key(word: str) -> tuple[str, str]:
    """Return a word folded, and its stem; the same few thousand words come again and again."""
    folded = fold(word)
    folded = _SHORT.get(folded, folded)
    return folded, stem(folded)


def word_stem(word: str) -> str:
    """Return a word's stem, folded."""
    return _word_key(word)[1]


@lru_cache(maxsize=65_536)
def name_key(name: str) -> str:
    """Return a name without case and punctuation: "PAWS-X" and "paws x" are "pawsx"."""
    return re.sub(r"[^\w+]|_", "", fold(name))


def match_terms(
    terms: Sequence[Term], context: Context, method: str | None = None, implied: frozenset[str] = frozenset()
) -> tuple[float, tuple[Term, ...]]:
    """Return which share of the terms' weight the context holds, and the names that it lacks.

    The share is in [0, 1]; 1 for no terms at all.

    Args:
        terms: The words of a claim's subject.
        context: The words that stand with a stated number.
        method: The claim's method: "we" and "our model" may mean it.
        implied: Keys of names that the source is full of: a sentence that names nothing else may
            mean them.
    """
    own_names: frozenset[str] = frozenset()
    if method and context.is_first_person:
        own_names = text_keys(terms_of(method)) | {name_key(method)}
    if implied and not _has_other_names(terms, context):
        own_names |= implied
    total = sum(term.weight for term in terms)
    if not total:
        return 1.0, ()
    held, missing = 0.0, []
    for term in terms:
        credit = _credit(term, context)
        if credit == 0 and term.key in own_names:
            credit = SHARED
        if credit == 0 and term.is_name:
            missing.append(term)
        held += term.weight * credit
    return held / total, tuple(missing)


def _has_other_names(terms: Sequence[Term], context: Context) -> bool:
    known = {term.key for term in terms}
    return any(term.is_name and term.key not in known for term in context.own)


def window(text: str, start: int, end: int) -> Window:
    """Return the stems next to a number, nearest first: those before it and those behind it."""
    before = [_word_key(word)[1] for word in _PLAIN_WORD.findall(text[max(0, start - 80) : start])]
    after = [_word_key(word)[1] for word in _PLAIN_WORD.findall(text[end : end + 80])]
    return tuple(reversed(before[-WINDOW:])), tuple(after[:WINDOW])


def window_likeness(one: Window, other: Window) -> float:
    """Return how far two numbers stand in the same wording, 0 to 1; near words count more."""
    if other == ((), ()):
        return 0.0  # as every table's cell
    total = held = 0.0
    for mine, theirs in zip(one, other, strict=True):
        for distance, word in enumerate(mine):
            total += 1 / (1 + distance)
            held += (word in theirs) / (1 + distance)
    return held / total if total else 0.0


def compared_spans(text: str) -> tuple[tuple[int, int], ...]:
    """Return where a text tells what it compares with: behind "over", "than", "beats" and the like."""
    spans = []
    for match in _BASELINE_CUE.finditer(text):
        end = _SLOT_END.search(text, match.end())
        spans.append((match.end(), end.start() if end else len(text)))
    return tuple(spans)


def baseline_names(text: str) -> tuple[Term, ...]:
    """Return the names behind "over", "than", "compared with" and the like."""
    found: list[Term] = []
    for start, end in compared_spans(text):
        # A letter ahead, lest the slot's first word be taken for a sentence's, capitalised anyhow.
        found.extend(term for term in terms_of(f"x {text[start:end]}", start - 2) if term.is_name)
    return tuple(found)


def coverage(terms: Sequence[Term], keys: frozenset[str], implied: frozenset[str] = frozenset()) -> float:
    """Return which share of the terms' weight the keys hold, 0 to 1; 1 for no terms at all.

    Names that the source is full of count in part where they are missing.
    """
    total = sum(term.weight for term in terms)
    held = sum(
        term.weight * (1.0 if is_held(term, keys) else SHARED * (term.key in implied)) for term in terms
    )
    return held / total if total else 1.0


def contexts(text: str, quantities: Sequence[Quantity], around: str = "") -> tuple[Context, ...]:
    """Return the context of each quantity of a text, in order.

    A size ahead of a name ("the 8B Lantern") parts no words from the numbers around it: it is of the name.

    Args:
        text: A sentence, a caption or a table's row.
        quantities: Its quantities, in order; offsets count in `text`.
        around: More words that hold for all of it: the section's heading.
    """
    plain = [one for one in quantities if not _is_size_of_name(text, one)]
    if not plain or len(plain) == len(quantities):
        return _contexts(text, quantities, around)
    told = iter(_contexts(text, plain, around))
    everything = zip(quantities, _contexts(text, quantities, around), strict=True)
    return tuple(context if _is_size_of_name(text, one) else next(told) for one, context in everything)


_SIZE = re.compile(r"\d+(?:\.\d+)?[KMBT]")
_NAME_BEHIND = re.compile(r"[ -](?:[A-Z]|models?\b|variants?\b|versions?\b)")


def is_size(printed: str) -> bool:
    """Whether a number is printed as a model's size within its name: "8B"."""
    return _SIZE.fullmatch(printed) is not None


def _is_size_of_name(text: str, quantity: Quantity) -> bool:
    """Whether a number is a model's size ahead of its name: "the 175B Lantern", "the 8B model"."""
    return is_size(quantity.text) and _NAME_BEHIND.match(text, quantity.end) is not None


def _contexts(text: str, quantities: Sequence[Quantity], around: str) -> tuple[Context, ...]:
    if not quantities:
        return ()
    terms = [term for term in terms_of(text) if not any(is_unit(term, q) for q in quantities)]
    cuts = [
        left.end if _are_assigned(text, left, right) else _cut(text, left.end, right.start)
        for left, right in pairwise(quantities)
    ]
    segments = _segments(terms, cuts)
    head = [term for term in segments[0] if term.end <= quantities[0].start]
    tail = segments[-1] if _is_list(text, quantities) else []
    around_keys = text_keys(terms_of(around))
    first_person = bool(_FIRST_PERSON.search(text))
    held = _held_terms(text, quantities)
    made = []
    for place, segment in enumerate(segments):
        bound = held[place]
        others = [term for i, terms in enumerate(held) if i != place for term in terms]
        taken = {term.key for term in others} - {term.key for term in bound}
        own = (*(term for term in segment if term.key not in taken), *bound)
        shared = [*head, *tail]
        foreign = [term for i, other in enumerate(segments) if i != place for term in other]
        own_keys = text_keys(own)
        made.append(
            Context(
                own=own,
                shared=tuple(term for term in shared if term not in own),
                own_keys=own_keys,
                shared_keys=(text_keys(shared) | around_keys) - own_keys,
                foreign_keys=text_keys([*foreign, *others]) - own_keys,
                is_first_person=first_person,
            )
        )
    return tuple(made)


def _terms_of_word(word: str, start: int, opens: bool) -> list[Term]:
    word = _POSSESSIVE.sub("", word)
    if _is_name(word, opens):
        term = Term(name_key(word), start, start + len(word), NAME_WEIGHT, True, word)
        return [term] if term.key and not term.key.isdigit() else []
    found = []
    for part in re.finditer(r"[^\W_]+", word):
        folded, key = _word_key(part.group())
        if folded in STOPWORDS or folded[0].isdigit() or len(folded) == 1:
            continue
        weight = VAGUE_WEIGHT if key in _VAGUE else 1.0
        found.append(Term(key, start + part.start(), start + part.end(), weight, False, part.group()))
    return found


def _is_name(word: str, opens: bool) -> bool:
    if word[0].isdigit():
        return is_size(word) or (
            any(c.isupper() for c in word) and any(c.isalpha() for c in word[1:]) and not word[1:2].isdigit()
        )
    if any(c.isupper() or c.isdigit() for c in word[1:]):
        return True
    if word[0].isupper() and fold(word.split("-")[0]) in LANGUAGE_NAMES:
        return True  # "English-only papers are …"
    return word[0].isupper() and not opens and len(word) > 1 and fold(word) not in STOPWORDS


def _opens_sentence(text: str, start: int) -> bool:
    before = text[:start].rstrip("\"'“‘([ \n")
    return not before or before[-1] in ".!?:"


_NUMBER_WORDS = frozenset((*SMALL_NUMBERS[1:], *TENS, "hundred", "half", "third", "quarter"))


def is_unit(term: Term, quantity: Quantity) -> bool:
    """Whether a term is part of a number or of its unit of measure; a noun counted is a subject."""
    if not quantity.start <= term.start < quantity.end:
        return False
    if term.surface[0].isdigit() or term.surface.lower() in SCALES or term.surface.lower() in _NUMBER_WORDS:
        return True
    is_metric = quantity.metric is not None and term.surface in quantity.metric
    return not is_metric and not read_unit(quantity.unit).dimension.startswith("count:")


def _credit(term: Term, context: Context) -> float:
    if term.key in context.own_keys:
        return 1.0
    if term.is_name and _is_spelt_out(term, context.own_keys):
        return 1.0
    if term.key in context.shared_keys:
        return SHARED if term.is_name else 1.0
    if term.key in context.foreign_keys:
        return FOREIGN if term.is_name else 0.7
    if term.is_name and _is_spelt_out(term, context.shared_keys | context.foreign_keys):
        return SHARED
    return 0.0


def is_held(term: Term, keys: frozenset[str]) -> bool:
    """Whether a word stands among the keys, spelt out or abbreviated."""
    return term.key in keys or (term.is_name and _is_spelt_out(term, keys))


_ATTACHED = re.compile(
    r"(?<=[^\W_])-(?:[a-z]+(?:ed|ing)|built|like|style|specific|aware|free|wide|level|side)$"
)
"""What only says how a name takes part: "CSLS-built", "NLI-trained"."""


def _is_spelt_out(term: Term, keys: frozenset[str]) -> bool:
    """Whether the words spell the acronym, or the name is there in a longer or shorter form."""
    if len(term.key) >= 3 and "+" + term.key in keys:
        return True
    if term.initials and term.initials in keys:
        return True
    if len(term.key) < 4:
        return False
    parts = _parts_of(term.surface)
    if len(parts) == 1 and parts[0] != term.key:
        return len(parts[0]) > 1 and parts[0] in keys
    if len(parts) == 2 and parts[1].isdigit() and f"#{parts[1]}" in keys:
        return True
    return len(parts) > 1 and all(part in keys or stem(part) in keys for part in parts if part)


@lru_cache(maxsize=65_536)
def _parts_of(name: str) -> tuple[str, ...]:
    return tuple(name_key(part) for part in re.split(r"[-/. ]", _ATTACHED.sub("", name)))


_ASSIGNED = re.compile(r"[=≈∼]\s?$")


def _are_assigned(text: str, *quantities: Quantity) -> bool:
    """Whether a sign puts each number behind what it is of: "total hours ≈ 100 power ≈ 50"."""
    return all(
        text[one.start] in "=≈∼" or _ASSIGNED.search(text, max(0, one.start - 2), one.start)
        for one in quantities
    )


def _cut(text: str, start: int, end: int) -> int:
    """Return where between two numbers one segment ends and the next begins."""
    gap = text[start:end]
    for pattern in (_STRONG_BREAK, _COMMA, _WEAK_BREAK):
        breaks = [match.start() for match in pattern.finditer(gap)]
        if breaks:
            return start + breaks[-1]
    return start


def _segments(terms: Sequence[Term], cuts: Sequence[int]) -> list[list[Term]]:
    segments: list[list[Term]] = [[] for _ in range(len(cuts) + 1)]
    for term in terms:
        segments[sum(term.start >= cut for cut in cuts)].append(term)
    return segments


def _is_list(text: str, quantities: Sequence[Quantity]) -> bool:
    """Whether numbers follow each other bare ("1.6 and 2.1 points on …"), so that what follows is shared."""
    if len(quantities) < 2:
        return False
    gaps = [text[left.end : right.start] for left, right in pairwise(quantities)]
    return any(not terms_of(gap) for gap in gaps)


def _held_terms(text: str, quantities: Sequence[Quantity]) -> list[tuple[Term, ...]]:
    """Return the names that belong to each number wherever they stand in the sentence.

    Those bound to it; the one baseline of "X by 2.4 and Y by 1.3 points over Z", for both numbers;
    and in "beats Z (65 vs. 43)" Z for the second number only.
    """
    held = [(*_bound_terms(quantity), *_head_of_bracket(text, quantity)) for quantity in quantities]
    baselines = baseline_names(text)
    pairs = [place for place, pair in enumerate(pairwise(quantities)) if _is_versus(text, *pair)]
    if not pairs:
        together = all(right.start - left.end <= 5 for left, right in pairwise(baselines))
        # What a level is compared with has a level of its own.
        return [
            (*terms, *baselines) if together and quantity.role in ("difference", "ratio") else terms
            for quantity, terms in zip(quantities, held, strict=True)
        ]
    for place in pairs:
        behind = tuple(term for term in baselines if term.end <= quantities[place].start)[-1:]
        keys = {term.key for term in behind}
        held[place] = tuple(term for term in held[place] if term.key not in keys)
        held[place + 1] = (*held[place + 1], *behind)
    return held


def _head_of_bracket(text: str, quantity: Quantity) -> tuple[Term, ...]:
    """Return the names ahead of the bracket that a number stands in: "Lantern Base (12 layers, 90M)"."""
    opening = text.rfind("(", 0, quantity.start)
    if opening < 0 or ")" in text[opening : quantity.start]:
        return ()
    head = text[:opening].rstrip()
    start = max((match.end() for match in _HEAD_BREAK.finditer(head)), default=0)
    # A letter ahead, lest a name that opens the sentence be taken for a common word.
    return tuple(term for term in terms_of(f"x {head[start:]}", start - 2) if term.is_name)[-2:]


def _is_versus(text: str, left: Quantity, right: Quantity) -> bool:
    return bool(_VERSUS.fullmatch(text[left.end : right.start]))


def _bound_terms(quantity: Quantity) -> tuple[Term, ...]:
    fields = (quantity.dataset, quantity.metric, quantity.method, quantity.baseline, quantity.condition)
    return tuple(term for field in fields if field for term in terms_of(field))
