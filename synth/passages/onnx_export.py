"""The encoder's weights in, an ONNX graph of the same encoder out.

The graph is written by hand from the BERT architecture (Devlin et al. 2019; the layout of
"nreimers/MiniLM-L6-H384-uncased") rather than traced, so that no machine-learning framework
has to be imported: half a second instead of six.
"""

from __future__ import annotations

import json
import struct
from typing import TYPE_CHECKING, Any

import numpy as np

if TYPE_CHECKING:
    import numpy.typing as npt

__all__ = ["EXPORT_VERSION", "export_encoder"]

EXPORT_VERSION = "fp32.1"
"""Changes whenever the graph changes, so that an older export is never taken for a newer one."""

_LAYERS = 6
_HEADS = 12
_HIDDEN = 384
_LAYER_NORM_EPSILON = 1e-12
_OPSET = 18
_MICROSOFT = "com.microsoft"  # ONNX Runtime's own operators: fused attention and exact GELU


def export_encoder(weights: bytes) -> bytes:
    """Return a serialised ONNX model of the MiniLM encoder.

    Inputs: `input_ids` (B, T) int64, `mask` (B, T) int32, 1 for a token and 0 for padding.
    Output: `hidden` (B, T, 384) float32, the last layer. Word embeddings are kept as float16, which
    moves a vector by less than 1e-6; all arithmetic is float32, so that a text's vector does not
    depend on the batch it came in, nor on the processor's integer units.

    Args:
        weights: A safetensors file with the weights of a BERT encoder of this shape.
    """
    from onnx import TensorProto, helper

    graph = _Graph(_read_safetensors(weights))
    hidden = _embed_tokens(graph)
    for layer in range(_LAYERS):
        hidden = _encode_layer(graph, hidden, layer)
    graph.add("Identity", [hidden], "hidden")
    inputs = [
        helper.make_tensor_value_info("input_ids", TensorProto.INT64, ["B", "T"]),
        helper.make_tensor_value_info("mask", TensorProto.INT32, ["B", "T"]),
    ]
    outputs = [helper.make_tensor_value_info("hidden", TensorProto.FLOAT, ["B", "T", _HIDDEN])]
    model = helper.make_model(
        helper.make_graph(graph.nodes, "encoder", inputs, outputs, graph.constants),
        opset_imports=[helper.make_opsetid("", _OPSET), helper.make_opsetid(_MICROSOFT, 1)],
        ir_version=9,
    )
    return bytes(model.SerializeToString(deterministic=True))


class _Graph:
    """Nodes and constants as they are added."""

    def __init__(self, weights: dict[str, npt.NDArray[Any]]) -> None:
        self.weights = weights
        self.nodes: list[Any] = []
        self.constants: list[Any] = []

    def constant(self, name: str, values: npt.NDArray[Any]) -> str:
        from onnx import numpy_helper

        self.constants.append(numpy_helper.from_array(np.ascontiguousarray(values), name))
        return name

    def add(self, operator: str, inputs: list[str], output: str, **attributes: Any) -> str:
        from onnx import helper

        self.nodes.append(helper.make_node(operator, inputs, [output], **attributes))
        return output

    def linear(self, x: str, keys: list[str], output: str) -> str:
        """Apply the linear layers of these keys side by side as one."""
        weight = np.concatenate([self.weights[f"{key}.weight"] for key in keys])
        bias = np.concatenate([self.weights[f"{key}.bias"] for key in keys])
        product = self.add("MatMul", [x, self.constant(f"{output}.weight", weight.T)], f"{output}.product")
        return self.add("Add", [product, self.constant(f"{output}.bias", bias)], output)

    def add_and_normalize(self, x: str, y: str, key: str, output: str) -> str:
        scale = self.constant(f"{output}.scale", self.weights[f"{key}.weight"])
        shift = self.constant(f"{output}.shift", self.weights[f"{key}.bias"])
        total = self.add("Add", [x, y], f"{output}.sum")
        return self.add(
            "LayerNormalization", [total, scale, shift], output, axis=-1, epsilon=_LAYER_NORM_EPSILON
        )


def _embed_tokens(graph: _Graph) -> str:
    from onnx import TensorProto

    words = graph.constant("words", graph.weights["embeddings.word_embeddings.weight"].astype(np.float16))
    word = graph.add(
        "Cast", [graph.add("Gather", [words, "input_ids"], "word16")], "word", to=TensorProto.FLOAT
    )
    # Sentences come one at a time, so the second token type never occurs and folds into the positions.
    positions = (
        graph.weights["embeddings.position_embeddings.weight"]
        + graph.weights["embeddings.token_type_embeddings.weight"][0]
    )
    length = graph.add(
        "Slice",
        [
            graph.add("Shape", ["input_ids"], "shape"),
            graph.constant("one", np.array([1])),
            graph.constant("two", np.array([2])),
        ],
        "length",
    )
    position = graph.add(
        "Slice",
        [graph.constant("positions", positions), graph.constant("zero", np.array([0])), length],
        "position",
    )
    return graph.add_and_normalize(word, position, "embeddings.LayerNorm", "embedded")


def _encode_layer(graph: _Graph, hidden: str, layer: int) -> str:
    key, name = f"encoder.layer.{layer}", f"layer{layer}"
    joint = graph.linear(
        hidden, [f"{key}.attention.self.{part}" for part in ("query", "key", "value")], f"{name}.qkv"
    )
    parts = [f"{name}.q", f"{name}.k", f"{name}.v"]
    from onnx import helper

    graph.nodes.append(helper.make_node("Split", [joint], parts, axis=-1, num_outputs=3))
    context = graph.add(
        "MultiHeadAttention",
        [*parts, "", "mask"],
        f"{name}.context",
        domain=_MICROSOFT,
        num_heads=_HEADS,
    )
    projected = graph.linear(context, [f"{key}.attention.output.dense"], f"{name}.projected")
    attended = graph.add_and_normalize(
        hidden, projected, f"{key}.attention.output.LayerNorm", f"{name}.attended"
    )
    inner = graph.linear(attended, [f"{key}.intermediate.dense"], f"{name}.inner")
    active = graph.add("Gelu", [inner], f"{name}.active", domain=_MICROSOFT)
    outer = graph.linear(active, [f"{key}.output.dense"], f"{name}.outer")
    return graph.add_and_normalize(attended, outer, f"{key}.output.LayerNorm", f"{name}.out")


def _read_safetensors(content: bytes) -> dict[str, npt.NDArray[Any]]:
    """Return the float32 tensors of a safetensors file (eight-byte header length, JSON, raw data)."""
    (header_size,) = struct.unpack("<Q", content[:8])
    header = json.loads(content[8 : 8 + header_size])
    tensors = {}
    for name, entry in header.items():
        if name == "__metadata__" or entry["dtype"] != "F32":
            continue
        start, end = entry["data_offsets"]
        values = np.frombuffer(content, dtype="<f4", count=(end - start) // 4, offset=8 + header_size + start)
        tensors[name] = values.reshape(entry["shape"])
    return tensors
