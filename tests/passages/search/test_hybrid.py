"""Search that sees numbers, and encodes only what it must."""

from __future__ import annotations

import numpy as np
import pytest

from synth.passages.hybrid import CANDIDATES, PassageIndex
from synth.types import Passage


def passages(*texts, paper_id="demo.1", kind="sentence"):
    made, start = [], 0
    for index, text in enumerate(texts):
        made.append(
            Passage(
                paper_id=paper_id, version=1, index=index, kind=kind, where="text", section=None, page=1,
                line=None, start=start, end=start + len(text), text=text,
            )
        )  # fmt: skip
        start += len(text) + 1
    return made


class MeaningEmbedder:
    """Knows that an automobile is a car."""

    name = "meaning@1"
    dimension = 2

    def __init__(self):
        self.encoded = []

    def embed(self, texts):
        self.encoded.extend(texts)
        rows = [[1.0, 0.0] if "car" in t or "automobile" in t else [0.0, 1.0] for t in texts]
        return np.array(rows, np.float32)


PAPER = passages(
    "Lantern-B reaches 71.3 accuracy on Quillfish.",
    "Lantern-B reaches 74.9 accuracy on Marrow.",
    "We thank the reviewers.",
    "Each automobile was driven 1,024 km.",
    "Each bicycle was ridden 12 km over gravel.",
)


def search(query, *, paper_id="demo.1", limit=5, index=None):
    return [
        (p.index, score) for p, score in (index or PassageIndex(PAPER))(query, paper_id=paper_id, limit=limit)
    ]


@pytest.mark.parametrize(
    ("query", "best"),
    [("accuracy of 74.9", 1), ("71.3 accuracy", 0), ("driven 1024 km", 3), ("driven 1,024 km", 3)],
)
def test_numbers_are_words(query, best):
    assert search(query)[0][0] == best


def test_scores_are_shares_in_order_and_nothing_shared_is_nothing_found():
    scores = [score for _, score in search("Lantern-B accuracy on Marrow")]
    assert scores == sorted(scores, reverse=True)
    assert all(0 < score <= 1 for score in scores)
    assert search("zebra") == []
    assert search("") == []


def test_the_limit_holds_and_ties_go_to_the_earlier_passage():
    twins = PassageIndex(passages("same words here", "same words here", "same words here"))
    assert [row for row, _ in search("same words", index=twins, limit=2)] == [0, 1]


def test_one_paper_or_all():
    index = PassageIndex([*passages("alpha beta"), *passages("alpha gamma", paper_id="demo.2")])
    assert len(index("alpha", paper_id="demo.2", limit=9)) == 1
    assert len(index("alpha", paper_id=None, limit=9)) == 2
    assert index("alpha", paper_id="demo.3", limit=9) == ()


@pytest.mark.parametrize("kind", ["reference", "furniture", "heading"])
def test_references_and_running_heads_are_no_evidence(kind):
    assert PassageIndex(passages("alpha 42", kind=kind))("alpha 42", paper_id=None, limit=3) == ()


def test_meaning_moves_a_passage_up():
    query = "the car went over gravel without stopping anywhere along the coast"
    road = passages("A bicycle went over gravel.", "An automobile drove along cliffs.", "Nothing else.")
    words = PassageIndex(road)(query, paper_id=None, limit=2)
    both = PassageIndex(road, MeaningEmbedder())(query, paper_id=None, limit=2)
    assert words[0][1] > words[1][1]
    assert dict((p.index, score) for p, score in both)[1] == pytest.approx(1.0)


def test_a_sentence_that_has_the_words_is_found_without_encoding():
    embedder = MeaningEmbedder()
    PassageIndex(PAPER, embedder)("Lantern-B reaches 74.9 accuracy on Marrow", paper_id=None, limit=3)
    assert embedder.encoded == []


def test_a_passage_with_the_numbers_is_found_without_encoding():
    embedder = MeaningEmbedder()
    found = PassageIndex(PAPER, embedder)(
        "some thing scored 74.9 in somebody's trial", paper_id=None, limit=3
    )
    assert found[0][0].index == 1
    assert embedder.encoded == []


def test_only_the_best_lexical_hits_are_encoded():
    embedder = MeaningEmbedder()
    many = passages(*(f"common word number {i}" for i in range(60)))
    PassageIndex(many, embedder)("common things nobody says otherwise", paper_id=None, limit=60)
    assert len(embedder.encoded) == CANDIDATES + 1
