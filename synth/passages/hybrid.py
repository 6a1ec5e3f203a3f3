"""Hybrid search: BM25 proposes, embeddings reorder, reciprocal ranks decide."""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np

from synth.ports import Embedder
from synth.text import tokens
from synth.types import Passage

__all__ = ["PassageIndex"]

K1 = 1.2
B = 0.75
"""BM25's saturation and length normalisation, the usual values (Robertson and Zaragoza 2009, §3.4)."""

RRF_K = 60
"""Rank offset of reciprocal rank fusion (Cormack, Clarke and Buettcher 2009)."""

CANDIDATES = 8
"""Best lexical hits that are worth encoding; each costs some milliseconds."""

ENCODED_CHARACTERS = 400
"""How much of a passage is encoded: a sentence in full, the beginning of a table."""

DECISIVE_COVERAGE = 0.4
"""Share of the query's information that one passage must hold for its wording to settle the
search, so that nothing is encoded: a sentence that has the words and the numbers is the sentence."""

_SEARCHED = frozenset(("title", "sentence", "caption", "footnote", "table"))


class PassageIndex:
    """Searches the passages of some papers; a `PassageSearch`.

    Headings, references and running heads are no evidence and are left out. A paper's index is
    built when it is first asked for, and only the best lexical hits are ever encoded.

    Args:
        passages: Passages of any number of papers.
        embedder: Gives vectors; None searches by words and numbers alone.
    """

    def __init__(self, passages: Iterable[Passage], embedder: Embedder | None = None) -> None:
        self._passages = tuple(passage for passage in passages if passage.kind in _SEARCHED)
        self._embedder = embedder
        self._indexes: dict[str | None, _Bm25] = {}

    def __call__(self, query: str, *, paper_id: str | None, limit: int) -> tuple[tuple[Passage, float], ...]:
        """Return passages with scores in (0, 1], best first; of one paper, or of all for None.

        A score is the passage's share of the query's information (idf mass of shared words), or the
        cosine of the two vectors where that is higher; passages are ordered by fused ranks.
        """
        index = self._index(paper_id)
        hits = index.search(query, max(limit, CANDIDATES))
        if not hits:
            return ()
        if self._embedder is None or index.is_decisive(query, hits):
            return tuple((index.passages[hit.row], hit.coverage) for hit in hits[:limit])
        return _fuse(query, index.passages, hits, self._embedder)[:limit]

    def _index(self, paper_id: str | None) -> _Bm25:
        if paper_id not in self._indexes:
            self._indexes[paper_id] = _Bm25(
                [p for p in self._passages if paper_id is None or p.paper_id == paper_id]
            )
        return self._indexes[paper_id]


@dataclass(frozen=True, slots=True)
class _Hit:
    row: int
    score: float
    coverage: float


class _Bm25:
    """BM25 over one set of passages (Robertson and Zaragoza 2009), numbers being words like others."""

    def __init__(self, passages: Sequence[Passage]) -> None:
        self.passages = passages
        counts = [Counter(_terms(passage.text)) for passage in passages]
        lengths = [sum(count.values()) for count in counts]
        self._n = len(passages)
        mean = sum(lengths) / self._n if self._n else 1.0
        self._norms = [K1 * (1 - B + B * length / (mean or 1.0)) for length in lengths]
        self._postings: dict[str, list[tuple[int, int]]] = defaultdict(list)
        for row, count in enumerate(counts):
            for term, times in count.items():
                self._postings[term].append((row, times))

    def is_decisive(self, query: str, hits: Sequence[_Hit]) -> bool:
        """Whether the words settle the search: the best hit has most of them, or some hit all the numbers."""
        if hits[0].coverage >= DECISIVE_COVERAGE:
            return True
        numbers = {term for term in _terms(query) if term[0].isdigit()}
        return bool(numbers) and any(
            numbers <= set(_terms(self.passages[hit.row].text)) for hit in hits[:CANDIDATES]
        )

    def search(self, query: str, limit: int) -> list[_Hit]:
        """Return the rows that share a term with the query, best first, ties by place."""
        scores: dict[int, float] = defaultdict(float)
        covered: dict[int, float] = defaultdict(float)
        total = 0.0
        for term in sorted(set(_terms(query))):
            postings = self._postings.get(term, ())
            idf = math.log(1 + (self._n - len(postings) + 0.5) / (len(postings) + 0.5))
            total += idf
            for row, times in postings:
                scores[row] += idf * times * (K1 + 1) / (times + self._norms[row])
                covered[row] += idf
        best = sorted(scores, key=lambda row: (-scores[row], row))[:limit]
        return [_Hit(row, scores[row], covered[row] / total) for row in best]


def _fuse(
    query: str, passages: Sequence[Passage], hits: Sequence[_Hit], embedder: Embedder
) -> tuple[tuple[Passage, float], ...]:
    """Order hits by the sum of their reciprocal ranks, by words and by meaning."""
    encoded = hits[:CANDIDATES]
    vectors_ND = embedder.embed([query, *(passages[hit.row].text[:ENCODED_CHARACTERS] for hit in encoded)])
    cosines_N = vectors_ND[1:] @ vectors_ND[0]
    fused = {hit.row: 1 / (RRF_K + rank) for rank, hit in enumerate(hits, start=1)}
    scores = {hit.row: hit.coverage for hit in hits}
    for rank, place in enumerate(np.argsort(-cosines_N, kind="stable"), start=1):
        row = encoded[place].row
        fused[row] += 1 / (RRF_K + rank)
        scores[row] = min(1.0, max(scores[row], float(cosines_N[place])))
    order = sorted(fused, key=lambda row: (-fused[row], row))
    return tuple((passages[row], scores[row]) for row in order)


def _terms(text: str) -> list[str]:
    """Split into terms; "1,024" and "1024" are one, and "84.10" is "84.1"."""
    return [_plain_number(term) if term[0].isdigit() else term for term in tokens(text)]


def _plain_number(term: str) -> str:
    term = term.replace(",", "")
    return term.rstrip("0").rstrip(".") if term.count(".") == 1 and term.replace(".", "").isdigit() else term
