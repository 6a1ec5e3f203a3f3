"""Which words and numbers of a text are compared."""

from __future__ import annotations

import pytest

from synth.revisions.tokens import is_close, read_tokens, skeleton


def numbers(text: str) -> list[str]:
    return [token.printed for token in read_tokens(text) if token.is_number]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("In Table 3, 45 of the 60 methods gain 2.1 points.", ["45", "60", "2.1"]),
        ("Tables 3, 4 and 5 list 12 methods.", ["12"]),
        ("It takes 5 sec 40 times a day.", ["5", "40"]),
        ("GPT-4 and ResNet-50 (v1.1) reach 78.4%.", ["78.4"]),
        ("as shown in [12, 14] and by [3]", []),
        ("a 95% CI [1.2, 3.4] and the interval [1, 10]", ["95", "1.2", "3.4", "1", "10"]),
        ("known since 2017 (Fern et al., 2019a,b; Moss and Slab, 2020)", []),
        ("it was cited (see Fern 2019; Moss & Slab 2020)", []),
        ("N = 200, 000 samples and 1,024 tiles", ["200000", "1024"]),
        ("of 100, 200 and 300 steps", ["100", "200", "300"]),
        ("k in {50, 100, 200, 500}", ["50", "100", "200", "500"]),
        ("a change of -0.3 points; K - 1 and K -1 components; 9%-19%", ["-0.3", "1", "1", "9", "19"]),
        ("follows from (17) that x > 2 (18)", ["2"]),
        ("The proof of (4.1) and the conjecture (1.3), but DPR (41.5) and a loss (0.85).", ["41.5", "0.85"]),
        ("(1.2) Theorem: Let 3 lamps burn.", ["3"]),
        ("four lamps and twelve tiles", ["4", "12"]),
        ("state-of-the-art benchmarks.1 The code^12 is at https://glow.example/v2 too.", []),
    ],
)
def test_numbers_that_only_count_places_are_left_out(text: str, expected: list[str]) -> None:
    assert numbers(text) == expected


def test_offsets_count_in_the_document() -> None:
    text = "GlowNet [12] reaches 71.2%"
    tokens = read_tokens(text, 100)
    assert [text[t.start - 100 : t.end - 100] for t in tokens] == ["GlowNet", "reaches", "71.2", "%"]


def test_a_number_in_brackets_counts_in_a_cell_only() -> None:
    assert [t.printed for t in read_tokens("as of (33)", is_cell=True)] == ["", "", "33"]
    assert numbers("as of (33)") == []


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("the fine-tuned model", "the ﬁnetuned model"),
        ("P E_pos for V )", "PE_pos for V)"),
        ("N∆t is 0.50", "NΔt is 0.5"),
        ("see Section 4.1 for 3 lamps", "see Sec. 5 for 3 lamps"),
    ],
)
def test_two_readings_have_one_skeleton(one: str, other: str) -> None:
    assert skeleton(read_tokens(one)) == skeleton(read_tokens(other))


def test_numbers_are_kept_apart_in_a_skeleton() -> None:
    assert skeleton(read_tokens("1 12")) != skeleton(read_tokens("11 2"))


def test_another_precision_is_no_other_number() -> None:
    assert is_close("0.9", "0.88")
    assert not is_close("0.90", "0.88")
    assert not is_close("68", "68.2")
    assert is_close("74", "74.0")


def test_hostile_text_is_read_in_linear_time() -> None:
    for piece in ("(A1, 2019; ", "Table 1, ", "1, 000", "a-", "A" * 9 + "-", "[[1, ", "^1,2", ". . . "):
        read_tokens(piece * 3_000)
