"""Names of different papers made comparable, with the reason for each step.

A method keeps its name's letters, without case, hyphens and generic words; what papers say of their names
("XLM-RoBERTa (XLM-R)", "we refer to XLM-100 as XLM", "Tallow (Reed et al., 2019)") leads from one name to
another. A size stays apart from the name: two sizes are two methods.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from synth.text import citation_key, fold, stem
from synth.types import NameMerge, NameNote

__all__ = ["Identity", "NameBook", "is_named", "key_of", "metric_key"]

_GENERIC = frozenset(
    stem(word)
    for word in """a an the our ours this that these those proposed method methods model models approach
    approaches system systems framework baseline baselines dataset datasets data set sets task tasks
    benchmark benchmarks corpus score scores result results performance value values average averaged
    mean overall on of for in""".split()
)
_METRICS = {
    "acc": "accuracy",
    "accuracies": "accuracy",
    "em": "exactmatch",
    "ppl": "perplexity",
    "f1score": "f1",
}
_QUALIFIER = re.compile(
    r"\b(?:average|averaged|mean|avg\.?|overall|macro|micro|weighted|median)\b", re.IGNORECASE
)
_UNTOLD = re.compile(r"\b(?:test|classification)\b", re.IGNORECASE)
"""What a score is unless a paper says otherwise."""
_TOP_ONE = re.compile(r"\btop[- ]?(?:1|one)\b", re.IGNORECASE)
"""The first answer alone counts, as in every accuracy or error that does not say "top-5"."""
_KINDS = {"averaged": "average", "mean": "average", "avg": "average", "avg.": "average"}
_SIZE = re.compile(
    r"(?<![^\W_])(?:tiny|mini|small|base|medium|large|huge|xx?l|\d+(?:\.\d+)?[mb])(?![^\W_])", re.IGNORECASE
)
"""What tells the sizes of one method apart, within a name."""


@dataclass(frozen=True, slots=True)
class Identity:
    """What a printed name stands for."""

    key: str
    """The method's name without its size, normalised; "" where the name is only generic words."""
    size: str
    """The size that the name gives; "" where it gives none."""
    name: str
    """The name after what papers say of it, as printed somewhere."""
    merges: tuple[NameMerge, ...] = ()
    """The steps from the printed name to `name`."""


class NameBook:
    """What the papers of a run say of names: `identify` reads a printed name by it."""

    def __init__(self, notes: Mapping[str, Sequence[NameNote]]) -> None:
        self._citations = {
            (paper, citation_key(note.name)): note
            for paper in sorted(notes)
            for note in notes[paper]
            if note.kind == "citation"
        }
        self._definitions = {
            (paper, key_of(note.name)): note
            for paper in sorted(notes)
            for note in notes[paper]
            if note.kind == "definition"
        }
        self._long = _agreed([note for paper in sorted(notes) for note in notes[paper]])
        self._known: dict[tuple[str, str], Identity] = {}

    def identify(self, paper: str, printed: str) -> Identity:
        """Follow a paper's name through its citations, its own definitions, and all papers' short forms."""
        if (paper, printed) not in self._known:
            self._known[paper, printed] = self._identify(paper, printed)
        return self._known[paper, printed]

    def dataset(self, printed: str | None) -> tuple[str, NameMerge | None]:
        """Return a data set's normalised name, and the step where papers define another name for it."""
        note = self._long.get(key_of(printed))
        if note is None:
            return key_of(printed), None
        return key_of(note.name), _merge(note, printed or "")

    def _identify(self, paper: str, printed: str) -> Identity:
        steps: tuple[Callable[[str], NameNote | None], ...] = (
            lambda name: self._citations.get((paper, citation_key(name))),
            lambda name: self._definitions.get((paper, key_of(name))),
            lambda name: self._long.get(_sizeless(name)[0]),
        )
        name, merges = printed, list[NameMerge]()
        for note_of in steps:
            note = note_of(name)
            if note is not None:
                merges.append(_merge(note, name))
                name = merges[-1].name
        key, size = _sizeless(name)
        return Identity(key=key, size=size or _sizeless(printed)[1], name=name, merges=tuple(merges))


def _merge(note: NameNote, printed: str) -> NameMerge:
    kind = note.kind if note.kind in ("citation", "definition") else "abbreviation"
    # Of a long and a short form the short one is what tables print.
    name = note.name if kind == "abbreviation" else note.means
    size = _sizeless(printed)[1]
    if size and not _sizeless(name)[1]:
        name = f"{name} {size}"
    return NameMerge(kind=kind, printed=printed, name=name, evidence=note.evidence)


def _agreed(notes: Sequence[NameNote]) -> dict[str, NameNote]:
    """Return the usual short form of each long one and of its other short forms, by normalised name.

    A short form that papers use for two things leads nowhere.
    """
    found: dict[str, list[tuple[str, NameNote]]] = defaultdict(list)
    longs: dict[str, set[str]] = defaultdict(set)
    for note in notes:
        (short, size), (long, long_size) = _sizeless(note.name), _sizeless(note.means)
        if note.kind == "abbreviation" and size == long_size and short != long:
            found[long].append((short, note))
            longs[short].add(long)
    agreed: dict[str, NameNote] = {}
    for long, known in found.items():
        clear = [(key, note) for key, note in known if longs[key] == {long}]
        counts = Counter(key for key, _ in clear)
        for usual in sorted(counts, key=lambda key: (-counts[key], key))[:1]:
            named = next(note for key, note in clear if key == usual)
            agreed[long] = named
            agreed |= {key: replace(note, name=named.name) for key, note in clear if key != usual}
    return agreed


def _sizeless(name: str) -> tuple[str, str]:
    """Return a method's name and its size, both normalised; "multilingual BERT" is "mBERT"."""
    sizes = sorted({size.lower() for size in _SIZE.findall(name)})
    key = key_of(_SIZE.sub(" ", name))
    return re.sub(r"^multilingual(?=\w{3})", "m", key), " ".join(sizes)


def is_named(name: str | None) -> bool:
    """Whether a bound field is a name rather than "our model" or "the test set"."""
    return bool(name) and bool(key_of(name)) and any(c.isupper() or c.isdigit() for c in name or "")


@lru_cache(maxsize=65_536)
def key_of(name: str | None) -> str:
    """Return a name without case, punctuation and generic words."""
    words = re.findall(r"[^\W_]+", fold(name or ""))
    return "".join(word for word in words if stem(word) not in _GENERIC)


@lru_cache(maxsize=4096)
def metric_key(metric: str | None) -> str:
    """Return a metric's name with the kind of average that it is; "" for none."""
    kinds = sorted({_KINDS.get(kind, kind) for kind in map(str.lower, _QUALIFIER.findall(metric or ""))})
    told = _UNTOLD.sub(" ", _QUALIFIER.sub(" ", metric or ""))
    bare = key_of(_TOP_ONE.sub(" ", told)) or ("accuracy" if _TOP_ONE.search(told) else "")
    return " ".join((*kinds, _METRICS.get(bare, bare))) if bare else ""
