"""What every embedder promises, the real ones and a stand-in."""

from __future__ import annotations

import hashlib

import numpy as np
import pytest

from synth.passages.embedders import CachedEmbedder, make_embedder
from synth.passages.packaged_embedder import PackagedEmbedder
from synth.settings import Settings

TEXTS = [
    "Lantern-B gains 3.4 points on the Quillfish task.",
    "Short.",
    "The parser was trained for 84 hours on four accelerators, and its memory use fell by half.",
    "",
    "Über 40 % der Sätze; β₂ = 0.98.",
    "long " * 400,
]


class HashEmbedder:
    """A stand-in: each text gets its own direction, from its digest."""

    name = "hash@1"
    dimension = 16

    def embed(self, texts):
        rows = [np.frombuffer(hashlib.sha512(text.encode()).digest()[:16], np.uint8) for text in texts]
        vectors_ND = np.array(rows, np.float32).reshape(len(texts), self.dimension) + 1
        return vectors_ND / np.linalg.norm(vectors_ND, axis=1, keepdims=True) if texts else vectors_ND


@pytest.fixture(scope="module")
def home(tmp_path_factory):
    return tmp_path_factory.mktemp("home")


@pytest.fixture(
    params=[
        "stand-in",
        "cached stand-in",
        pytest.param("packaged", marks=pytest.mark.model),
        pytest.param("from settings", marks=pytest.mark.model),
    ]
)
def embedder(request, home):
    makers = {
        "stand-in": HashEmbedder,
        "cached stand-in": lambda: CachedEmbedder(HashEmbedder()),
        "packaged": lambda: PackagedEmbedder(home),
        "from settings": lambda: make_embedder(Settings(home=home)),
    }
    return makers[request.param]()


def test_vectors_are_float32_of_unit_length_one_a_text(embedder):
    vectors_ND = embedder.embed(TEXTS)
    assert vectors_ND.shape == (len(TEXTS), embedder.dimension)
    assert vectors_ND.dtype == np.float32
    np.testing.assert_allclose(np.linalg.norm(vectors_ND, axis=1), 1, atol=1e-5)


def test_no_texts_give_no_rows(embedder):
    vectors_ND = embedder.embed([])
    assert vectors_ND.shape == (0, embedder.dimension)
    assert vectors_ND.dtype == np.float32


def test_a_text_has_one_vector_whatever_batch_it_comes_in(embedder):
    together = embedder.embed(TEXTS)
    alone = np.concatenate([embedder.embed([text]) for text in TEXTS])
    np.testing.assert_allclose(together, alone, atol=1e-5)


def test_order_follows_the_texts(embedder):
    np.testing.assert_allclose(embedder.embed(TEXTS[::-1]), embedder.embed(TEXTS)[::-1], atol=1e-5)


def test_different_texts_have_different_vectors(embedder):
    vectors_ND = embedder.embed(TEXTS[:3])
    assert (vectors_ND @ vectors_ND.T)[np.triu_indices(3, 1)].max() < 0.999


def test_the_name_tells_the_revision(embedder):
    assert "@" in embedder.name
