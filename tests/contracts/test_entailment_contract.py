"""What every entailment model promises: the packaged one, any by name, and a stand-in."""

from __future__ import annotations

import hashlib

import numpy as np
import pytest

from synth.errors import PrerequisiteError
from synth.settings import Settings
from synth.verdicts import entailment as module
from synth.verdicts.entailment import CrossEncoderEntailment, PackagedEntailment, make_entailment

PAIRS = [
    ("Lantern-B gains 3.4 points on the Quillfish task.", "Lantern-B gets better on Quillfish."),
    ("Lantern-B gains 3.4 points on the Quillfish task.", "Lantern-B gets worse on Quillfish."),
    ("Moss grows on stones.", "Training took four days."),
    ("long " * 400, "Short."),
    ("", ""),
    ("Über 40 % der Sätze; β₂ = 0.98.", "β₂ is below one."),
]

# Importing torch and transformers warns of their own affairs.
quiet = [
    pytest.mark.model,
    pytest.mark.filterwarnings("ignore::DeprecationWarning"),
    pytest.mark.filterwarnings("ignore::FutureWarning"),
    pytest.mark.filterwarnings("ignore::UserWarning"),
]


class HashEntailment:
    """A stand-in: each pair gets its own probabilities, from its digest."""

    name = "hash@1"

    def score(self, pairs):
        rows = [np.frombuffer(hashlib.sha256("\0".join(p).encode()).digest()[:3], np.uint8) for p in pairs]
        raw_N3 = np.array(rows, np.float32).reshape(len(pairs), 3) + 1
        return raw_N3 / raw_N3.sum(axis=1, keepdims=True)


def write_model(folder, classes):
    """Write a tiny untrained cross-encoder with these classes."""
    import torch
    from tokenizers import Tokenizer, models, pre_tokenizers, processors
    from transformers import BertConfig, BertForSequenceClassification, PreTrainedTokenizerFast

    words = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", *"lantern quillfish moss stones better worse short".split()]
    tokenizer = Tokenizer(models.WordLevel({word: i for i, word in enumerate(words)}, unk_token="[UNK]"))
    tokenizer.pre_tokenizer = pre_tokenizers.Whitespace()
    tokenizer.post_processor = processors.BertProcessing(("[SEP]", 3), ("[CLS]", 2))
    torch.manual_seed(0)
    config = BertConfig(
        vocab_size=len(words),
        hidden_size=16,
        num_hidden_layers=1,
        num_attention_heads=2,
        intermediate_size=32,
        max_position_embeddings=64,
        id2label=dict(enumerate(classes)),
        label2id={label: place for place, label in enumerate(classes)},
    )
    BertForSequenceClassification(config).save_pretrained(folder)
    PreTrainedTokenizerFast(
        tokenizer_object=tokenizer,
        unk_token="[UNK]",
        pad_token="[PAD]",
        cls_token="[CLS]",
        sep_token="[SEP]",
        model_max_length=64,
    ).save_pretrained(folder)
    return str(folder)


@pytest.fixture(scope="module")
def tiny(tmp_path_factory):
    return write_model(tmp_path_factory.mktemp("tiny"), ["contradiction", "ENTAILMENT", "neutral"])


@pytest.fixture(
    params=[
        "stand-in",
        pytest.param("packaged", marks=pytest.mark.model),
        pytest.param("by name", marks=quiet),
        pytest.param("from settings", marks=pytest.mark.model),
    ]
)
def entailment(request):
    makers = {
        "stand-in": HashEntailment,
        "packaged": PackagedEntailment,
        "by name": lambda: CrossEncoderEntailment(request.getfixturevalue("tiny"), is_offline=True),
        "from settings": lambda: make_entailment(Settings()),
    }
    return makers[request.param]()


def test_each_pair_gets_three_probabilities(entailment):
    scores_N3 = entailment.score(PAIRS)
    assert scores_N3.shape == (len(PAIRS), 3)
    assert scores_N3.dtype == np.float32
    assert (scores_N3 >= 0).all()
    np.testing.assert_allclose(scores_N3.sum(axis=1), 1, atol=1e-5)


def test_no_pairs_give_no_rows(entailment):
    scores_N3 = entailment.score([])
    assert scores_N3.shape == (0, 3)
    assert scores_N3.dtype == np.float32


def test_a_pair_scores_the_same_whatever_others_come_with_it(entailment):
    """Cause: eight-bit arithmetic scales by what is in the batch."""
    together = entailment.score(PAIRS)
    alone = np.concatenate([entailment.score([pair]) for pair in PAIRS])
    np.testing.assert_allclose(together, alone, atol=1e-5)
    np.testing.assert_allclose(entailment.score(PAIRS[::-1]), together[::-1], atol=1e-5)


def test_the_name_tells_the_revision(entailment):
    assert "@" in entailment.name


@pytest.mark.model
def test_the_packaged_model_tells_what_follows_from_what_does_not():
    premise = "The new filter reduced noise in all recordings."
    said = [
        "The filter reduced noise.",
        "The filter increased noise in all recordings.",
        "The recordings were made in winter.",
    ]
    scores_N3 = PackagedEntailment().score([(premise, one) for one in said])
    assert scores_N3.argmax(axis=1).tolist() == [0, 1, 2]


@pytest.mark.model
def test_the_packaged_scores_are_the_same_to_the_bit_alone_and_together():
    model = PackagedEntailment()
    together = model.score(PAIRS)
    assert (together == np.concatenate([model.score([pair]) for pair in PAIRS])).all()


def test_another_file_than_the_pinned_one_is_refused(monkeypatch):
    monkeypatch.setattr(module, "MODEL_SHA256", "0" * 64)
    with pytest.raises(PrerequisiteError, match="not the pinned model") as caught:
        PackagedEntailment().score([("a", "b")])
    assert "Install Synth again" in caught.value.advice


@pytest.mark.model
@pytest.mark.filterwarnings("ignore::DeprecationWarning")
@pytest.mark.filterwarnings("ignore::FutureWarning")
@pytest.mark.filterwarnings("ignore::UserWarning")
@pytest.mark.parametrize(
    "classes", [["LABEL_0", "LABEL_1", "LABEL_2"], ["entailment", "not_entailment"], ["entailment"]]
)
def test_classes_that_cannot_be_told_are_refused(tmp_path, classes):
    name = write_model(tmp_path, classes)
    with pytest.raises(PrerequisiteError) as caught:
        CrossEncoderEntailment(name, is_offline=True)
    assert classes[0] in caught.value.message
    assert "SYNTH_ENTAILMENT" in caught.value.advice


@pytest.mark.model
@pytest.mark.filterwarnings("ignore::DeprecationWarning")
@pytest.mark.filterwarnings("ignore::FutureWarning")
@pytest.mark.filterwarnings("ignore::UserWarning")
def test_classes_are_found_by_name_in_whatever_order(tmp_path, tiny):
    turned = CrossEncoderEntailment(
        write_model(tmp_path, ["supports", "refutes", "NOT ENOUGH INFO"]), is_offline=True
    )
    usual = CrossEncoderEntailment(tiny, is_offline=True)
    # The same weights: what was the second class is the first one now.
    np.testing.assert_allclose(turned.score(PAIRS)[:, [1, 0, 2]], usual.score(PAIRS), atol=1e-5)


@pytest.mark.model
@pytest.mark.filterwarnings("ignore::DeprecationWarning")
@pytest.mark.filterwarnings("ignore::FutureWarning")
@pytest.mark.filterwarnings("ignore::UserWarning")
def test_a_name_has_its_weights_in_it(tmp_path, tiny):
    other = CrossEncoderEntailment(
        write_model(tmp_path, ["entailment", "contradiction", "neutral"]), is_offline=True
    )
    assert other.name.split("@")[1] == CrossEncoderEntailment(tiny, is_offline=True).name.split("@")[1]


@pytest.mark.filterwarnings("ignore::DeprecationWarning")
@pytest.mark.filterwarnings("ignore::FutureWarning")
@pytest.mark.filterwarnings("ignore::UserWarning")
def test_an_unknown_model_says_what_to_name_instead(tmp_path):
    settings = Settings(home=tmp_path, entailment=str(tmp_path / "no-such-model"), is_offline=True)
    with pytest.raises(PrerequisiteError) as caught:
        make_entailment(settings)
    assert "no-such-model" in caught.value.message
    assert "SYNTH_ENTAILMENT=packaged" in caught.value.advice


def test_the_setting_comes_from_the_environment_and_names_results():
    from synth.settings import load_settings

    named = load_settings({}, {"SYNTH_ENTAILMENT": "some/model"})
    assert named.entailment == "some/model"
    assert named.digest() != load_settings({}, {}).digest()
