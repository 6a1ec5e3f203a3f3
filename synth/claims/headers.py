"""What the headers of a results table stand for: methods, data sets, metrics, settings.

A header is read by its words alone, and what no word tells stays untold: a column that could be
anything is of no use to a comparison, and one that is misread does harm.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from synth.claims.captions import clauses_beside, meaning_of, sentences_about_all
from synth.claims.lexicon import CONDITION, LANGUAGES, METRIC, is_known_dataset
from synth.claims.names import NAME, NameTable, name_kind
from synth.claims.nonquantities import AUTHOR_YEAR, BRACKET_CITATION
from synth.types import PlacedTable

__all__ = [
    "Header",
    "HeaderReader",
    "citations",
    "is_naming",
    "parts_of",
    "share",
    "tell_codes",
    "without_citations",
]

_NAMING = re.compile(
    r"(?:model|method|system|approach|framework|architecture|algorithm|retriever|reader|ranker|encoder|backbone|network"
    r"|classifier|parser|tagger|agent|solver)s?(?: name)?",
    re.IGNORECASE,
)
"""Headings over names of methods."""
_LEVELS = re.compile(r"\s/\s")
_MARKS = re.compile(
    r"[↑↓†‡§¶*]|\(\s?±[^()]{0,12}\)|\(\s*%\s*\)|\(\s*\)|%$"
    r"|\s\(\d[\d.,]{0,8}\s?(?:[kKM]|(?=/))(?:\s?/\s?\d[\d.,]{0,8}\s?[kKM]?){0,2}\)"
)
"""Signs in a header that name nothing: arrows, notes, and how many examples there are, "(79k/4k)"."""
_FROM = re.compile(
    r"\bfrom [A-Z][\w’'-]{1,40}(?:,? (?:and|&) [A-Z][\w’'-]{1,40}| et al\.?)?,? \(?(?:19|20)\d\d[a-z]?\)?"
)
"""Whose numbers a row repeats: "Tallow from Reed and Brook 2019"."""
_KEY = r"[A-Za-z][^\[\]\s,]{0,60}?(?:(?:19|20)\d\d|:|[a-z]{3}\d\d)[^\[\]\s,]{0,60}"
_KEYED = re.compile(rf"\[[A-Z][A-Za-z]{{0,6}}\^?\+?\d{{2}}[a-z]?\]|\[{_KEY}(?:,\s?{_KEY}){{0,8}}\]")
"""A citation by a key: with a raised plus, "[RBL^+19]", or as a LaTeX source has it, "[reed2017lantern]"."""
_BRACKETED = re.compile(r"(?<=\w)\s?\((?P<inner>[^()]{1,30})\)")
_PART = re.compile(r"(?<![\w-])(?:test|dev|development|val|validation)(?: ?-?(?:set|split))?$", re.IGNORECASE)
"""A bracket behind a data set that says which part of it: "(5K test set)"."""
_AVERAGE = re.compile(
    r"(?:macro[- ])?(?:avg|average|mean|overall)\.?(?:\s(?:score|acc(?:uracy)?))?", re.IGNORECASE
)
_CODES = frozenset(
    """af am ar az be bg bn br ca cs cy da de el en eo es et eu fa fi fr ga gl gu ha he hi hr hu hy id
    ig is it ja jv ka kk km kn ko ku ky la lo lt lv mg mk ml mn mr ms my ne nl no om pa pl ps pt qu ro
    ru sa sd si sk sl so sq sr su sv sw ta te th tl tr ug uk ur uz vi wo xh yi yo zh zu""".split()
)
"""ISO 639-1 codes in use as headers of multilingual results."""
_MEASURE_OF_PART = re.compile(r"[A-Za-z]{1,12}[-_](?:[Aa]cc(?:uracy)?|ACC|F1|EM|AUC|MRR|MAP|BLEU)\.?")
"""A measure of one part of a task: "L-Acc"."""
_SEVERAL_CODES = 3
"""Codes on an axis from which words such as "It" and "No" on it are codes too."""
_CAPITALISED = re.compile(r"(?<![\w-])[A-Z][\w-]*\w")
_LANGUAGE = re.compile(rf"(?:{LANGUAGES})", re.IGNORECASE)
_REGIME = re.compile(r"translate-|\w+-shot|dev\b|val\b|development|validation")
_MEAN = re.compile(r"\b(?:average|averaged|mean)\b", re.IGNORECASE)
_ZERO_SHOT = re.compile(
    r"\bzero-?shot\b|\bcross-?lingual transfer\b|"
    r"\b(?:train(?:ed|ing)?|fine-?tun(?:e|ed|ing))\b[^.]{0,40}\bEnglish\b|"
    r"\bEnglish (?:training|only)\b",
    re.IGNORECASE,
)
"""Ways to say that a multilingual model has seen labels in one language only."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Header:
    """What a header stands for; each part as printed, None where it tells nothing of it."""

    dataset: str | None = None
    """A data set or task."""
    metric: str | None = None
    """What is measured."""
    language: str | None = None
    """The language of the test data."""
    conditions: tuple[str, ...] = ()
    """Settings: "zero-shot", "dev"."""
    is_average: bool = False
    """The mean over the columns beside it."""
    rest: tuple[str, ...] = ()
    """What stands for nothing of these: a method, or anything else."""

    def with_(self, other: Header) -> Header:
        """Return this header, with what only the other tells."""
        return Header(
            dataset=self.dataset or other.dataset,
            metric=self.metric or other.metric,
            language=self.language or other.language,
            conditions=tuple(dict.fromkeys((*self.conditions, *other.conditions))),
            is_average=self.is_average or other.is_average,
            rest=self.rest,
        )


class HeaderReader:
    """Reads headers in the light of a paper's own names, and of what a caption says of its table's terms."""

    def __init__(self, names: NameTable, caption: str = "") -> None:
        self._names = names
        self._caption = caption

    def read(self, text: str) -> Header:
        """Tell what a header stands for; its levels are parted by " / "."""
        header, before = Header(), ""
        for level in _LEVELS.split(_BRACKETED.sub(_opened, text)):
            bare = " ".join(_MARKS.sub(" ", level).split()).strip(" :,")
            if not bare:
                continue
            found = self._read_level(bare, header)
            if METRIC.fullmatch(bare) and METRIC.fullmatch(before):
                # Two measures side by side are the pair in each cell: "F1 / EM" over "64.5 / 49.4".
                found = replace(found, metric=f"{before}/{bare}")
            header, before = found, bare
        return header

    def read_caption(self, caption: str) -> Header:
        """Tell what a caption says of the whole table: its one data set, its one metric, its setting."""
        words = [m.group() for m in (*NAME.finditer(caption), *_CAPITALISED.finditer(caption))]
        datasets = _distinct(word for word in words if self._is_dataset(word))
        metrics = _measured(caption)
        heads = {metric.lower().replace("average ", "").strip() for metric in metrics}
        return Header(
            dataset=datasets[0] if len(datasets) == 1 else None,
            metric=metrics[0] if len(heads) == 1 else None,
            conditions=_regimes(caption),
        )

    def _read_level(self, level: str, header: Header) -> Header:
        # The abbreviation "Acc." is told from the start of a word by what follows it.
        metric = METRIC.fullmatch(level) or METRIC.search(level + " ")
        if _AVERAGE.fullmatch(level):
            return replace(header, is_average=True)
        if (metric is not None and metric.group() == level) or _MEASURE_OF_PART.fullmatch(level):
            return replace(header, metric=level)
        if level in _CODES or _LANGUAGE.fullmatch(level):
            return replace(header, language=level)
        if self._is_dataset(level):
            return replace(header, dataset=level)
        conditions = _conditions(level)
        if metric is not None:
            remainder = " ".join((level[: metric.start()] + " " + level[metric.end() :]).split()).strip(
                "()[] -,"
            )
            found = replace(header, metric=metric.group(), conditions=(*header.conditions, *conditions))
            if not remainder or conditions:
                return found
            return self._read_level(remainder, found) if len(remainder) < len(level) else found
        # What a caption says of a method ("Fern is tested on the dev set") is no definition of its name.
        is_defined = not conditions and not self._names_method(level)
        meaning = meaning_of(level, self._caption) if is_defined else ""
        conditions = conditions or _conditions(meaning)
        if conditions:
            return replace(header, conditions=(*header.conditions, *conditions))
        if _MEAN.search(meaning) and len(level.split()) == 1:
            return replace(header, is_average=True)
        return replace(header, rest=(*header.rest, level))

    def read_group(self, text: str) -> Header:
        """Tell what the heading over some rows stands for; the caption may speak of it in its own words."""
        header = self.read(text)
        if header.conditions or not header.rest:
            return header
        told = [found for clause in clauses_beside(text, self._caption) if (found := _conditions(clause))]
        return replace(header, conditions=told[0]) if len(told) == 1 else header

    def _names_method(self, text: str) -> bool:
        own = self._names.own_method
        return (own is not None and own in text) or any(
            name_kind(match.group(), self._names) == "method" for match in NAME.finditer(text)
        )

    def _is_dataset(self, text: str) -> bool:
        return is_known_dataset(text) or name_kind(text, self._names) == "dataset"


def _opened(match: re.Match[str]) -> str:
    """Give a bracket that names a measure, or a part of the data, a level of its own: "MNLI (Val. Acc.)"."""
    inner = match["inner"]
    return f" / {inner}" if METRIC.search(inner + " ") or _PART.search(inner) else match.group()


def _measured(caption: str) -> tuple[str, ...]:
    """Return the metrics that a caption names; two with a slash between are one pair, "F1 / EM"."""
    found = list(METRIC.finditer(caption))
    for one, other in zip(found, found[1:], strict=False):
        if caption[one.end() : other.start()].strip() == "/" and len(found) == 2:
            return (f"{one.group()}/{other.group()}",)
    return _distinct(match.group() for match in found)


def without_citations(text: str) -> str:
    """Return a header without the citations and marks that stand in it."""
    # Keys first: the year in one is no "Reed2017".
    plain = BRACKET_CITATION.sub(" ", AUTHOR_YEAR.sub(" ", _FROM.sub(" ", _KEYED.sub(" ", text))))
    return " ".join(re.sub(r"\(\s*[,;]?\s*\)|[†‡§¶*]", " ", plain).split()).strip(" ,;:")


def citations(text: str) -> tuple[str, ...]:
    """Return the citations in a header, as printed."""
    keyed = list(_KEYED.finditer(text))
    rest = _KEYED.sub(lambda match: " " * len(match.group()), text)
    found = keyed + [m for pattern in (AUTHOR_YEAR, BRACKET_CITATION, _FROM) for m in pattern.finditer(rest)]
    return _distinct(match.group().removeprefix("from ") for match in sorted(found, key=lambda m: m.start()))


_WORD = re.compile(r"[^\W\d_]{2}|\d")
_INDEX = re.compile(r"ID|#|[Nn]o\.?|[Rr]ow|[Ii]ndex|[Ee]xp\.?")
"""A heading over numbers that rows are listed by."""


def parts_of(table: PlacedTable, row: int) -> tuple[str, str, str]:
    """Return the words over a row's group, the name of the row, and its other header cells.

    The name stands in the column that is headed so ("Model"), or else in the first with a word.
    """
    levels = [level for level in _LEVELS.split(table.row_headers[row]) if level]
    cells = table.table.rows[row]
    headed = [place for place, header in enumerate(table.table.columns) if is_naming(header)]
    named = [n for n, cell in enumerate(cells) if cell.strip() in levels and _WORD.search(cell)]
    if len(named) > 1 and _INDEX.fullmatch(table.table.columns[named[0]].strip()):
        named = named[1:]
    name = cells[headed[0] if headed else named[0] if named else 0].strip()
    if name not in levels:
        return " / ".join(levels[:-1]), levels[-1] if levels else "", ""
    place = levels.index(name)
    first = min([place, *(levels.index(cell.strip()) for cell in cells if cell.strip() in levels)])
    return " / ".join(levels[:first]), name, " / ".join([*levels[first:place], *levels[place + 1 :]])


def tell_codes(axis: Sequence[Header]) -> tuple[Header, ...]:
    """Return an axis' headers with codes of languages told in whatever case, where it has several of them."""
    coded = [len(header.rest) == 1 and _is_coded(header.rest[0]) for header in axis]
    if sum(coded) < _SEVERAL_CODES:
        return tuple(axis)
    return tuple(
        replace(header, language=header.language or header.rest[0], rest=()) if is_coded else header
        for header, is_coded in zip(axis, coded, strict=True)
    )


def _is_coded(level: str) -> bool:
    """Whether a level is a code of a language, or two for a direction: "Zh", "en-de"."""
    parts = re.split(r"\s?(?:[-–→⇒]|->)\s?", level)
    return len(parts) <= 2 and all(part.lower() in _CODES for part in parts)


def is_naming(header: str) -> bool:
    """Whether names of methods stand under a header, by its last level: "ADE20K / Method"."""
    return _NAMING.fullmatch(_LEVELS.split(header)[-1].strip(" :")) is not None


def _conditions(text: str) -> tuple[str, ...]:
    found = (match["condition"] for match in CONDITION.finditer(text))
    conditions = _distinct(condition.lower().replace(" ", "-") for condition in found if condition)
    # "Trained on English data that was translated" is the opposite of a transfer without labels.
    is_translated = any(condition.startswith("translate-") for condition in conditions)
    return ("zero-shot",) if _ZERO_SHOT.search(text) and not is_translated else conditions


def _regimes(caption: str) -> tuple[str, ...]:
    """Return the one way of training, or the split, that a caption names for its table; none for several."""
    found = [name for name in _conditions(sentences_about_all(caption)) if _REGIME.match(name)]
    return tuple(found) if len(found) == 1 else ()


def _distinct(items: Iterable[str]) -> tuple[str, ...]:
    found: dict[str, str] = {}
    for item in items:
        found.setdefault(item.lower(), item)
    return tuple(found.values())


def share(flags: Sequence[bool]) -> float:
    """Return the share of the flags that are set; 0 for none."""
    return sum(flags) / len(flags) if flags else 0.0
