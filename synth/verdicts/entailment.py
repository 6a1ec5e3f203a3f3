"""Whether a sentence follows from others: the packaged model, or any cross-encoder by name."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from synth.errors import PrerequisiteError
from synth.models import load_cross_encoder, open_session, open_tokenizer, read_pinned, revision
from synth.ports import Entailment
from synth.settings import Settings

if TYPE_CHECKING:
    import numpy.typing as npt

__all__ = ["CrossEncoderEntailment", "PackagedEntailment", "make_entailment"]

MODEL_SHA256 = "3663ad36076315fb44c1346e86289ba53af0691d925b76fe32ac23576a343e93"
"""Of models/entailment.onnx, which tests/benchmarks/train_entailment.py makes (docs/entailment.md)."""

MAX_TOKENS = 160
"""What the model was trained with; of a longer pair the longer text is cut."""

_MODEL = Path(__file__).with_name("models") / "entailment.onnx"
_REINSTALL = "Install Synth again: pip install --force-reinstall synth-review"

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

    Raises `PrerequisiteError` on first use if the model's file or its tokenizer is not the pinned one.
    """

    name = f"synth-entailment@{MODEL_SHA256[:16]}"

    def __init__(self) -> None:
        self._session: Any = None
        self._tokenizer: Any = None

    def score(self, pairs: Sequence[tuple[str, str]]) -> npt.NDArray[np.float32]:
        """Return `probabilities_N3` of entailed, contradicted, neutral; a pair's do not depend on others."""
        probabilities_N3 = np.zeros((len(pairs), 3), dtype=np.float32)
        if not pairs:
            return probabilities_N3
        self._load()
        for row, encoding in enumerate(self._tokenizer.encode_batch(list(pairs))):
            # One at a time: the eight-bit arithmetic scales by what is in the batch.
            inputs = {
                "input_ids": np.array([encoding.ids], dtype=np.int64),
                "type_ids": np.array([encoding.type_ids], dtype=np.int64),
            }
            (logits_13,) = self._session.run(["logits"], inputs)
            powers_3 = np.exp(logits_13[0] - logits_13[0].max())
            probabilities_N3[row] = powers_3 / powers_3.sum()
        return probabilities_N3

    def _load(self) -> None:
        if self._session is None:
            self._tokenizer = open_tokenizer(MAX_TOKENS)
            content = read_pinned(_MODEL, MODEL_SHA256, advice=_REINSTALL)
            self._session = open_session(content, name="the packaged entailment model", advice=_REINSTALL)


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
