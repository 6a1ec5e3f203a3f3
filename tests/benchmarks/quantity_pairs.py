"""Pairs of a claim and a place of a paper, each with one number marked: do both speak of the same quantity?

Real papers, of TDMS and SciREX (Apache-2.0), give a telling number twice: once in a sentence, once in a
table's cell or another sentence; the number's neighbours are other quantities.
"""

from __future__ import annotations

import json
import random
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from entailment_data import Pair, clean

from synth.text import STOPWORDS, tokens
from synth.verdicts.links import MARK

SAME, OTHER = 3, 4
"""Labels, after the three of entailment."""

_TELLING = re.compile(r"(?<![\w.,])\d{1,3}\.\d{1,3}(?![\w.]*\d)")
REFERRED = re.compile(r"(?:[Ss]ections?|Sec\.|[Tt]ables?|[Ff]ig\w*\.?|§)\s*$")
CAPTION = re.compile(r"\bTable\s+\d+\s*[:.]")
SENTENCE_END = re.compile(r"(?<=[a-z)\]%\d][.!?])\s+(?=[A-Z])")
WORDS = (7, 60)
"""Of a sentence that is taken for one."""
CROWDED = 6
"""Numbers from which a "sentence" is a table in disguise."""


def found_pairs(papers: Sequence[dict[str, Any]], rng: random.Random) -> Iterator[Pair]:
    """Yield what real papers say twice, with their other numbers as others."""
    for row in papers:
        sentences = list(sentences_of(row["text"]))
        cells = list(cells_of(row.get("tables") or ()))
        yield from _sentence_and_cell(sentences, cells, rng)
        yield from _two_sentences(sentences, rng)


def sentences_of(text: str) -> Iterator[tuple[str, list[re.Match[str]]]]:
    """Yield a text's sentences that give telling numbers, with these."""
    for line in text.splitlines():
        for sentence in SENTENCE_END.split(joined(line)):
            found = list(_TELLING.finditer(sentence))
            n_digits = sum(token[0].isdigit() for token in sentence.split())
            found = [one for one in found if not REFERRED.search(sentence[: one.start()])]
            if found and WORDS[0] <= len(sentence.split()) <= WORDS[1] and n_digits <= CROWDED:
                yield sentence, found


def cells_of(tables: Sequence[str]) -> Iterator[tuple[int, str, str, str, str]]:
    """Yield table's place, number, caption, row header, column header of cells."""
    for place, number, caption, row, column in every_cell(tables):
        if row and column and _TELLING.fullmatch(number):
            begin = CAPTION.search(caption)
            yield place, number, caption[begin.start() :][:160] if begin else "", row, column


def every_cell(tables: Iterable[str]) -> Iterator[tuple[int, str, str, str, str]]:
    """Yield table's place, number, caption, row header, column header of all cells with a number."""
    found = (table for content in tables for table in json.loads(content))
    for place, table in enumerate(found):
        caption = clean(table["caption"])
        for cell in table["numberCells"]:
            row, column = (
                " / ".join(joined(name) for name in cell[key])
                for key in ("associatedRows", "associatedColumns")
            )
            yield place, cell["number"], caption, row, column


def joined(text: str) -> str:
    """Undo the spaces that tokenizers put around points, hyphens and brackets."""
    text = re.sub(r"\s+([.,;:%)\]])", r"\1", clean(text))
    text = re.sub(r"(\w)\s+([-/])\s+(\w)", r"\1\2\3", text)
    return re.sub(r"([(\[])\s+", r"\1", text)


def _sentence_and_cell(
    sentences: Sequence[tuple[str, list[re.Match[str]]]],
    cells: Sequence[tuple[int, str, str, str, str]],
    rng: random.Random,
) -> Iterator[Pair]:
    by_number = defaultdict(list)
    for cell in cells:
        by_number[cell[1]].append(cell)
    for sentence, numbers in sentences:
        said = {one.group() for one in numbers}
        for one in numbers:
            here = by_number.get(one.group(), [])
            if len(here) != 1 or not _shares_words(sentence, " ".join(here[0][2:])):
                continue
            claim = _marked(sentence, one)
            place, _, caption, row, column = here[0]
            yield Pair(_cell(caption, row, column), claim, SAME, "cell")
            near = [
                c for c in cells if c[0] == place and c[1] not in said and (c[3] == row) != (c[4] == column)
            ]
            if near:
                for other in rng.sample(near, min(2, len(near))):
                    yield Pair(_cell(other[2], other[3], other[4]), claim, OTHER, "cell")


def _two_sentences(
    sentences: Sequence[tuple[str, list[re.Match[str]]]], rng: random.Random
) -> Iterator[Pair]:
    by_number = defaultdict(list)
    for sentence, numbers in sentences:
        for one in numbers:
            by_number[one.group()].append((sentence, one))
    for number in sorted(by_number):
        places = by_number[number]
        if not 2 <= len({sentence for sentence, _ in places}) <= 3:
            continue
        (first, one), (second, other) = places[0], places[-1]
        if first == second or not _shares_words(first, second):
            continue
        yield Pair(_marked(second, other), _marked(first, one), SAME, "sentence")
        rest = [m for m in _TELLING.finditer(second) if m.group() != number]
        if rest:
            yield Pair(_marked(second, rng.choice(rest)), _marked(first, one), OTHER, "sentence")
        rest = [m for m in _TELLING.finditer(first) if m.group() != number]
        if rest:
            yield Pair(_marked(second, other), _marked(first, rng.choice(rest)), OTHER, "sentence")


def _marked(sentence: str, number: re.Match[str]) -> str:
    return sentence[: number.start()] + MARK + sentence[number.end() :]


def _cell(caption: str, row: str, column: str) -> str:
    return " | ".join((caption, row, column))


def _shares_words(one: str, other: str) -> bool:
    mine, theirs = ({t for t in tokens(x) if t not in STOPWORDS and not t[0].isdigit()} for x in (one, other))
    return bool(mine & theirs)
