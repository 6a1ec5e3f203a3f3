"""The trained classifier's weights in, a quantized ONNX graph of it out.

Linear layers become `DynamicQuantizeMatMul`: weights with a scale per column, inputs quantized as they
come. Weights are signed, which is twice as fast as unsigned, and use seven of eight bits: sums of larger
ones overflow on processors without VNNI, and the same pair should score the same everywhere. Word vectors
are kept in eight bits with a scale per word. Everything else is float32.
"""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
from onnx import TensorProto, helper, numpy_helper

LAYERS, HEADS = 12, 12
EPSILON = 1e-12
LARGEST = 63
"""Weight in seven bits: two products of it with an input's eight fit into sixteen."""
MICROSOFT = "com.microsoft"


def export_classifier(weights: Mapping[str, np.ndarray]) -> bytes:
    """Return a serialised model: `input_ids` and `type_ids` (1, T) int64 in, `logits` (1, 5) float32 out."""
    graph = Graph(weights)
    hidden = embed(graph)
    for layer in range(LAYERS):
        hidden = encode(graph, hidden, layer)
    classify(graph, hidden)
    ids = [
        helper.make_tensor_value_info(name, TensorProto.INT64, [1, "T"]) for name in ("input_ids", "type_ids")
    ]
    logits = helper.make_tensor_value_info("logits", TensorProto.FLOAT, [1, 5])
    model = helper.make_model(
        helper.make_graph(graph.nodes, "entailment", ids, [logits], graph.constants),
        opset_imports=[helper.make_opsetid("", 18), helper.make_opsetid(MICROSOFT, 1)],
        ir_version=9,
    )
    return bytes(model.SerializeToString(deterministic=True))


class Graph:
    """Nodes and constants as they are added."""

    def __init__(self, weights: Mapping[str, np.ndarray]) -> None:
        self.weights = weights
        self.nodes: list = []
        self.constants: list = []

    def constant(self, name: str, values: np.ndarray) -> str:
        self.constants.append(numpy_helper.from_array(np.asarray(values, order="C"), name))
        return name

    def add(self, operator: str, inputs: list[str], output: str, **attributes: object) -> str:
        self.nodes.append(helper.make_node(operator, inputs, [output], **attributes))
        return output

    def linear(self, x: str, keys: list[str], output: str) -> str:
        """Apply the linear layers of these keys side by side as one, quantized."""
        weight_KN = np.concatenate([self.weights[f"{key}.weight"] for key in keys]).T
        bias_N = np.concatenate([self.weights[f"{key}.bias"] for key in keys])
        scale_N = np.abs(weight_KN).max(axis=0) / LARGEST
        bytes_KN = np.round(weight_KN / scale_N).astype(np.int8)
        parts = [
            self.constant(f"{output}.weight", bytes_KN),
            self.constant(f"{output}.scale", scale_N.astype(np.float32)),
            self.constant(f"{output}.zero", np.zeros(len(scale_N), np.int8)),
            self.constant(f"{output}.bias", bias_N.astype(np.float32)),
        ]
        return self.add("DynamicQuantizeMatMul", [x, *parts], output, domain=MICROSOFT)

    def add_and_normalize(self, x: str, y: str, key: str, output: str) -> str:
        scale = self.constant(f"{output}.gamma", self.weights[f"{key}.weight"])
        shift = self.constant(f"{output}.beta", self.weights[f"{key}.bias"])
        total = self.add("Add", [x, y], f"{output}.sum")
        return self.add("LayerNormalization", [total, scale, shift], output, axis=-1, epsilon=EPSILON)


def embed(graph: Graph) -> str:
    words_VD = graph.weights["encoder.embeddings.word_embeddings.weight"]
    scale_V1 = np.maximum(np.abs(words_VD).max(axis=1, keepdims=True), 1e-8) / 127
    bytes_VD = np.round(words_VD / scale_V1).astype(np.int8)
    word8 = graph.add("Gather", [graph.constant("words", bytes_VD), "input_ids"], "word8")
    word32 = graph.add("Cast", [word8], "word32", to=TensorProto.FLOAT)
    scales = graph.constant("words.scale", scale_V1.astype(np.float32))
    word = graph.add("Mul", [word32, graph.add("Gather", [scales, "input_ids"], "word.scale")], "word")
    types = graph.constant("types", graph.weights["encoder.embeddings.token_type_embeddings.weight"])
    typed = graph.add("Add", [word, graph.add("Gather", [types, "type_ids"], "type")], "typed")
    shape = graph.add("Shape", ["input_ids"], "shape")
    one, two = graph.constant("one", np.array([1])), graph.constant("two", np.array([2]))
    length = graph.add("Slice", [shape, one, two], "length")
    positions = graph.constant("positions", graph.weights["encoder.embeddings.position_embeddings.weight"])
    zero = graph.constant("zero", np.array([0]))
    position = graph.add("Slice", [positions, zero, length], "position")
    return graph.add_and_normalize(typed, position, "encoder.embeddings.LayerNorm", "embedded")


def encode(graph: Graph, hidden: str, layer: int) -> str:
    key, name = f"encoder.encoder.layer.{layer}", f"layer{layer}"
    joint = graph.linear(
        hidden, [f"{key}.attention.self.{part}" for part in ("query", "key", "value")], f"{name}.qkv"
    )
    parts = [f"{name}.q", f"{name}.k", f"{name}.v"]
    graph.nodes.append(helper.make_node("Split", [joint], parts, axis=-1, num_outputs=3))
    context = graph.add("MultiHeadAttention", parts, f"{name}.context", domain=MICROSOFT, num_heads=HEADS)
    projected = graph.linear(context, [f"{key}.attention.output.dense"], f"{name}.projected")
    attended = graph.add_and_normalize(
        hidden, projected, f"{key}.attention.output.LayerNorm", f"{name}.attended"
    )
    inner = graph.linear(attended, [f"{key}.intermediate.dense"], f"{name}.inner")
    active = graph.add("Gelu", [inner], f"{name}.active", domain=MICROSOFT)
    outer = graph.linear(active, [f"{key}.output.dense"], f"{name}.outer")
    return graph.add_and_normalize(attended, outer, f"{key}.output.LayerNorm", f"{name}.out")


def classify(graph: Graph, hidden: str) -> None:
    """Join the first token's vector and the mean of all, and weigh them; in float32."""
    first = graph.add("Gather", [hidden, graph.constant("first", np.array(0))], "first.vector", axis=1)
    mean = graph.add(
        "ReduceMean", [hidden, graph.constant("tokens", np.array([1]))], "mean.vector", keepdims=0
    )
    both = graph.add("Concat", [first, mean], "both", axis=-1)
    weight = graph.constant("classifier.weight", graph.weights["classifier.weight"].T)
    graph.add(
        "Gemm", [both, weight, graph.constant("classifier.bias", graph.weights["classifier.bias"])], "logits"
    )
