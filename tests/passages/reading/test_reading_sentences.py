"""Text is cut where sentences end and nowhere else, without losing a character."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from synth.passages.characters import normalize
from synth.passages.sentences import Words, joint, split_sentences


def sentences(text: str) -> list[str]:
    return [text[start:end] for start, end in split_sentences(text)]


@pytest.mark.parametrize(
    "text",
    [
        "Glade et al. (2019) report 71.2 points on the dev set.",
        "See Fig. 3 and Eq. (4) for details, i.e. the values of Tab. 2.",
        "We follow A. B. Marlow and K. Osei in this.",
        "It gains approx. 3.5 points vs. the baseline (p < .05, cf. Sec. 4.1).",
        "The bracket (as shown below. It is long) does not end it.",
        "Scores rise from 71.2 to 73.3, e.g. on Harbour-QA.",
        "2. Welsh parts are shorter.",
        "Table 2. The rows are models.",
    ],
)
def test_one_sentence_stays_one(text: str) -> None:
    assert sentences(text) == [text]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("It gains 2.1. We stop.", ["It gains 2.1.", "We stop."]),
        ("Compare Glade et al. We differ.", ["Compare Glade et al.", "We differ."]),
        ("It works.^12 However, it is slow.", ["It works.^12", "However, it is slow."]),
        ("It works.[3, 4] The end.", ["It works.[3, 4]", "The end."]),
        ("As in Appendix B. The rest follows.", ["As in Appendix B.", "The rest follows."]),
        ("“It works.” Then it stopped.", ["“It works.”", "Then it stopped."]),
        ("We list: (i) one thing. (ii) Another thing.", ["We list: (i) one thing.", "(ii) Another thing."]),
        ("As in Section ref. Attention helps.", ["As in Section ref.", "Attention helps."]),
        ("結果は良い。次に進む。", ["結果は良い。", "次に進む。"]),
        (
            "We use Harbour v2.5 (Osei, 2020). It has 3 parts.",
            ["We use Harbour v2.5 (Osei, 2020).", "It has 3 parts."],
        ),
    ],
)
def test_sentences_are_parted(text: str, expected: list[str]) -> None:
    assert sentences(text) == expected


@given(st.text(alphabet="aB1 .!?()[]\n\"'^,", max_size=200))
def test_every_character_lies_in_one_span(text: str) -> None:
    spans = split_sentences(text)
    assert all(a[1] <= b[0] for a, b in zip(spans, spans[1:], strict=False))
    outside = "".join(
        text[a:b]
        for a, b in zip([0, *(e for _, e in spans)], [*(s for s, _ in spans), len(text)], strict=True)
    )
    assert not outside.strip()


@pytest.mark.parametrize("piece", [".", "e.g. ", "A. ", "(", "x.^1", "a . "])
def test_hostile_repetition_takes_linear_time(piece: str) -> None:
    # A quadratic splitter needs minutes for this; the bound is generous on purpose.
    started = time.process_time()
    split_sentences(piece * 60_000)
    assert time.process_time() - started < 20


def mend(*lines: str, vocabulary: str = "") -> str:
    words = Words([*lines, vocabulary])
    out = lines[0]
    for before, after in zip(lines, lines[1:], strict=False):
        cut, gap = joint(before, after, words)
        out = out[: len(out) - cut] + gap + after
    return out


@pytest.mark.parametrize(
    ("before", "after", "vocabulary", "expected"),
    [
        ("an improve-", "ment of it", "", "an improvement of it"),
        ("in the zero-", "shot setting", "the zero-shot case", "in the zero-shot setting"),
        ("a state-of-the-", "art model", "another state-of-the-art one", "a state-of-the-art model"),
        ("with BERT-", "based encoders", "", "with BERT-based encoders"),
        ("from GPT-", "3 on", "", "from GPT-3 on"),
        ("a 12-", "layer model", "", "a 12-layer model"),
        ("cross-lin-", "gual transfer", "cross-lingual", "cross-lingual transfer"),
        ("TRANSFORM-", "ERS FOR ALL", "transformers", "TRANSFORMERS FOR ALL"),
        ("a sequence-", "aligned loss", "a sequence of", "a sequence-aligned loss"),
        ("it reaches 71.", "2 on average", "", "it reaches 71.2 on average"),
        ("as of 2018.", "2 more follow", "", "as of 2018. 2 more follow"),
        ("it is so", "and so", "", "it is so and so"),
    ],
)
def test_lines_are_joined_as_they_were_meant(before: str, after: str, vocabulary: str, expected: str) -> None:
    assert mend(before, after, vocabulary=vocabulary) == expected


def test_halves_of_divided_words_are_no_vocabulary() -> None:
    # "per-/missive" once kept its hyphen because "missive" began the next line.
    assert mend("a per-", "missive licence per se") == "a permissive licence per se"


@pytest.mark.parametrize(
    ("raw", "expected"),
    [
        ("ﬁne ﬂow", "fine flow"),
        ("10²⁰", "10^20"),
        ("−3.1 ± 0.2", "-3.1 ± 0.2"),
        ("x₁", "x_1"),
        ("𝑝 < 0.05", "p < 0.05"),
        ("co\u00adoperate\u200b", "cooperate"),
        ("e\u0301", "é"),
        ("９７％", "97%"),
    ],
)
def test_characters_become_readable(raw: str, expected: str) -> None:
    assert normalize(raw) == expected
