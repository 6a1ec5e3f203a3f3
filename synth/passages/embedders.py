"""Which embedder the settings name, and vectors that are computed once."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np

from synth.identity import digest
from synth.ports import Embedder, VectorCache
from synth.settings import Settings

if TYPE_CHECKING:
    import numpy.typing as npt

__all__ = ["CachedEmbedder", "make_embedder"]


def make_embedder(settings: Settings, cache: VectorCache | None = None) -> Embedder:
    """Build the embedder that the settings name, its vectors kept in `cache` besides memory.

    The choice follows from `settings.embedder` alone, never from what is installed. Raises
    `PrerequisiteError` if the model can't be had.
    """
    embedder: Embedder
    if settings.embedder == "packaged":
        from synth.passages.packaged_embedder import PackagedEmbedder

        embedder = PackagedEmbedder(settings.home)
    else:
        from synth.passages.sbert_embedder import SentenceTransformerEmbedder

        embedder = SentenceTransformerEmbedder(settings.embedder, is_offline=settings.is_offline)
    return CachedEmbedder(embedder, cache)


class CachedEmbedder:
    """An embedder that asks memory, then a cache, then the model; no text is encoded twice."""

    def __init__(self, embedder: Embedder, cache: VectorCache | None = None) -> None:
        self.name = embedder.name
        self.dimension = embedder.dimension
        self._embedder = embedder
        self._cache = cache
        # A run meets the same sentences again and again: what was seen stays at hand.
        self._seen: dict[str, npt.NDArray[np.float32]] = {}

    def embed(self, texts: Sequence[str]) -> npt.NDArray[np.float32]:
        """Return `vectors_ND` of unit length, in order."""
        hashes = [digest(text) for text in texts]
        unseen = list(dict.fromkeys(key for key in hashes if key not in self._seen))
        if unseen and self._cache is not None:
            self._seen.update(self._cache.get(self.name, unseen))
        missing = {key: text for key, text in zip(hashes, texts, strict=True) if key not in self._seen}
        if missing:
            computed = self._embedder.embed(list(missing.values()))
            vectors = dict(zip(missing, computed, strict=True))
            self._seen.update(vectors)
            if self._cache is not None:
                self._cache.put(self.name, vectors)
        if not texts:
            return np.zeros((0, self.dimension), dtype=np.float32)
        return np.stack([self._seen[key] for key in hashes])
