"""Any sentence-transformers model by name or path: the reference, and the way to stronger models."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from synth.errors import PrerequisiteError

if TYPE_CHECKING:
    import numpy.typing as npt

__all__ = ["SentenceTransformerEmbedder"]

_WEIGHTS = ("*.safetensors", "*.bin")


class SentenceTransformerEmbedder:
    """Embeds texts with a sentence-transformers model on the CPU in float32.

    Args:
        model: A model's name on the hub or the path of its folder.
        is_offline: Load from the local cache only.

    Raises `PrerequisiteError` if the model can't be loaded.
    """

    def __init__(self, model: str, *, is_offline: bool = False) -> None:
        self._model = _load(model, is_offline)
        self.name = f"{model}@{_revision(model, self._model)}"
        self.dimension = int(self._model.get_sentence_embedding_dimension() or 0)

    def embed(self, texts: Sequence[str]) -> npt.NDArray[np.float32]:
        """Return `vectors_ND` of unit length, in order."""
        if not texts:
            return np.zeros((0, self.dimension), dtype=np.float32)
        vectors_ND: npt.NDArray[np.float32] = self._model.encode(
            list(texts), normalize_embeddings=True, show_progress_bar=False, convert_to_numpy=True
        ).astype(np.float32)
        return vectors_ND


def _load(model: str, is_offline: bool) -> Any:
    try:
        from sentence_transformers import SentenceTransformer
    except ImportError as error:
        raise PrerequisiteError(
            "the package sentence-transformers is not installed", advice="pip install sentence-transformers"
        ) from error
    try:
        return SentenceTransformer(model, device="cpu", local_files_only=is_offline)
    except Exception as error:  # the hub's and the loader's errors share no base but Exception
        raise PrerequisiteError(
            f"the embedding model {model!r} can't be loaded: {_first_line(error)}",
            advice="Name a sentence-transformers model that the network or the local cache has, the path of "
            'a model\'s folder, or "packaged" for the one that comes with Synth: SYNTH_EMBEDDER=packaged',
        ) from error


def _first_line(error: Exception) -> str:
    text = str(error).strip()
    return text.splitlines()[0] if text else type(error).__name__


def _revision(name: str, model: Any) -> str:
    """Name the weights: their digest for a folder, the commit for a model of the hub."""
    folder = Path(name)
    if folder.is_dir():
        digest = hashlib.sha256()
        for path in sorted(path for pattern in _WEIGHTS for path in folder.rglob(pattern)):
            with path.open("rb") as file:
                digest.update(hashlib.file_digest(file, "sha256").digest())
        return digest.hexdigest()[:16]
    config = getattr(getattr(model[0], "auto_model", None), "config", None)
    return str(getattr(config, "_commit_hash", None) or "unknown")
