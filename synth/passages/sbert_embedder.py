"""Any sentence-transformers model by name or path: the reference, and the way to stronger models."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np

from synth.models import load_sentence_transformer, revision

if TYPE_CHECKING:
    import numpy.typing as npt

__all__ = ["SentenceTransformerEmbedder"]


class SentenceTransformerEmbedder:
    """Embeds texts with a sentence-transformers model on the CPU in float32.

    Args:
        model: A model's name on the hub or the path of its folder.
        is_offline: Load from the local cache only.

    Raises `PrerequisiteError` if the model can't be loaded.
    """

    def __init__(self, model: str, *, is_offline: bool = False) -> None:
        self._model = load_sentence_transformer(model, is_offline=is_offline)
        config = getattr(getattr(self._model[0], "auto_model", None), "config", None)
        self.name = f"{model}@{revision(model, config)}"
        self.dimension = int(self._model.get_sentence_embedding_dimension() or 0)

    def embed(self, texts: Sequence[str]) -> npt.NDArray[np.float32]:
        """Return `vectors_ND` of unit length, in order."""
        if not texts:
            return np.zeros((0, self.dimension), dtype=np.float32)
        vectors_ND: npt.NDArray[np.float32] = self._model.encode(
            list(texts), normalize_embeddings=True, show_progress_bar=False, convert_to_numpy=True
        ).astype(np.float32)
        return vectors_ND
