"""Whether a sentence follows from others: the packaged model, or any cross-encoder by name."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from synth.errors import PrerequisiteError
from synth.models import load_cross_encoder, open_session, open_tokenizer, read_pinned, revision
from synth.ports import Entailment
from synth.resources import REINSTALL
from synth.settings import Settings

if TYPE_CHECKING:
    import numpy.typing as npt

__all__ = ["CrossEncoderEntailment", "PackagedEntailment", "make_entailment"]

MODEL_SHA256 = "185cd5e652a496fdfa8fd2ff12c42b0309fff17e3e4902b27aacbcd345bf270f"
"""Of models/entailment.onnx, which tests/benchmarks/train_entailment.py makes (docs/entailment.md)."""

MAX_TOKENS = 160
"""What the model was trained with; of a longer pair the longer text is cut."""

_ENTAILMENT, _QUANTITY = slice(0, 3), slice(3, 5)
"""Logits of the model's two heads: entailed, contradicted, neutral; the same quantity, another."""

_MODEL = Path(__file__).with_name("models") / "entailment.onnx"

# What models call their classes: entailed, contradicted, neutral.
_MEANINGS = (
    ("entailment", "entailed", "entails", "supported", "supports", "support"),
    ("contradiction", "contradicted", "contradicts", "refuted", "refutes", "contradict", "refute"),
    ("neutral", "not_enough_info", "not_found", "nei", "unrelated", "baseless"),
)


def make_entailment(settings: Settings) -> Entailment:
    """Build the entailment model that the settings name.

    The choice follows from `settings.entailment` alone, never from what is installed. Raises
    `PrerequisiteError` if a model by name can't be had or its classes can't be told.
    """
    if settings.entailment == "packaged":
        return PackagedEntailment()
    return CrossEncoderEntailment(settings.entailment, is_offline=settings.is_offline)


class PackagedEntailment:
    """Scores pairs with the model that comes with Synth; nothing is loaded before the first pair.

    Args:
        model: Another file of the same shape; None for the one that comes with Synth.
        sha256: Its digest.

    Raises `PrerequisiteError` on first use if the model's file or its tokenizer is not the pinned one.
    """

    def __init__(self, model: Path | None = None, sha256: str | None = None) -> None:
        self._model, self._sha256 = model or _MODEL, sha256 or MODEL_SHA256
        self.name = f"synth-entailment@{self._sha256[:16]}"

    def score(self, pairs: Sequence[tuple[str, str]]) -> npt.NDArray[np.float32]:
        """Return `probabilities_N3` of entailed, contradicted, neutral; a pair's do not depend on others."""
        return self._probabilities(pairs, _ENTAILMENT)

    def link(self, pairs: Sequence[tuple[str, str]]) -> npt.NDArray[np.float32]:
        """Return `probabilities_N` that the numbers marked in both texts are of the same quantity."""
        same_N: npt.NDArray[np.float32] = self._probabilities(pairs, _QUANTITY)[:, 0]
        return same_N

    def _probabilities(self, pairs: Sequence[tuple[str, str]], head: slice) -> npt.NDArray[np.float32]:
        """Return `probabilities_NC` over the classes of one of the model's heads."""
        probabilities_NC = np.zeros((len(pairs), head.stop - head.start), dtype=np.float32)
        if not pairs:
            return probabilities_NC
        session, tokenizer = _loaded(self._model, self._sha256)
        for row, encoding in enumerate(tokenizer.encode_batch(list(pairs))):
            # One at a time: the eight-bit arithmetic scales by what is in the batch.
            inputs = {
                "input_ids": np.array([encoding.ids], dtype=np.int64),
                "type_ids": np.array([encoding.type_ids], dtype=np.int64),
            }
            (logits_1C,) = session.run(["logits"], inputs)
            logits_C = logits_1C[0, head]
            powers_C = np.exp(logits_C - logits_C.max())
            probabilities_NC[row] = powers_C / powers_C.sum()
        return probabilities_NC


@cache
def _loaded(model: Path, sha256: str) -> tuple[Any, Any]:
    """Return a model's session and its tokenizer, loaded once however many judges ask."""
    content = read_pinned(model, sha256, advice=REINSTALL)
    session = open_session(content, name="the packaged entailment model", advice=REINSTALL)
    return session, open_tokenizer(MAX_TOKENS)


class CrossEncoderEntailment:
    """Scores pairs with a cross-encoder for entailment, on the CPU in float32.

    Args:
        model: A model's name on the hub or the path of its folder; it needs the three classes
            entailment, contradiction and neutral, in any order.
        is_offline: Load from the local cache only.

    Raises `PrerequisiteError` if the model can't be loaded or its classes can't be told.
    """

    def __init__(self, model: str, *, is_offline: bool = False) -> None:
        self._model = load_cross_encoder(model, is_offline=is_offline)
        self._columns = _columns_of(model, self._model.config.id2label)
        self.name = f"{model}@{revision(model, self._model.config)}"

    def score(self, pairs: Sequence[tuple[str, str]]) -> npt.NDArray[np.float32]:
        """Return `probabilities_N3` of entailed, contradicted, neutral, in order."""
        if not pairs:
            return np.zeros((0, 3), dtype=np.float32)
        scores_N3: npt.NDArray[np.float32] = self._model.predict(
            list(pairs), apply_softmax=True, show_progress_bar=False, convert_to_numpy=True
        )
        return scores_N3[:, self._columns].astype(np.float32)


def _columns_of(model: str, id2label: Mapping[int, str]) -> list[int]:
    """Return the columns of entailed, contradicted, neutral by the classes' names."""
    named = {str(label).strip().lower().replace(" ", "_"): int(column) for column, label in id2label.items()}
    columns = [[named[word] for word in words if word in named] for words in _MEANINGS]
    if len(named) != 3 or any(len(found) != 1 for found in columns):
        raise PrerequisiteError(
            f"the classes of {model!r} are {', '.join(map(str, id2label.values()))}: which of them mean "
            "entailment, contradiction and neutral can't be told",
            advice="Name a model with these three classes, or set id2label in its config.json; "
            "SYNTH_ENTAILMENT=packaged is the one that comes with Synth",
        )
    return [found[0] for found in columns]
