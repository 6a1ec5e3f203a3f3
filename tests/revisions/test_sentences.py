"""What became of a sentence's claim."""

from __future__ import annotations

from dataclasses import replace

import pytest

from synth.claims import extract_claims
from synth.revisions import revise_claims
from tests.revisions.versions import Line, revise, told, values, write

FILLER = (
    "We thank the gardeners who kept the greenhouse warm through the winter.",
    "Moss grows slowly, and so does our understanding of it.",
    "The lanterns were built by hand from brass and oiled paper.",
)


def only(old: str, new: str) -> tuple[str, str]:
    found = revise(write([*FILLER, old]), write([new, *FILLER], version=2))
    assert len(found.changes) == 1
    return told(found.changes)[0]


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (
            "GlowNet reaches 71.2% accuracy on MossBench [12], see Table 3.",
            "GlowNet reaches 71.2% accuracy on MossBench [14], see Table 4.",
        ),
        (
            "GlowNet reaches 71.2% accuracy on MossBench (Fern et al., 2019).",
            "GlowNet reaches 71.2% accuracy on MossBench [fern2019moss].",
        ),
        (
            "GlowNet reaches 71.2% accu-\nracy on Moss-\nBench as Section 4.1 shows.",
            "GlowNet reaches 71.2% accuracy on MossBench as Section ref shows.",
        ),
        ("The ﬁne-tuned GlowNet reaches 71.2% accuracy.", "The fine-tuned GlowNet reaches 71.2% accuracy."),
        ("^3GlowNet was trained with λ = 0.25 on 8 lamps.", "GlowNet was trained with = 0.25 on 8 lamps."),
        (
            "We measured 12,400 tiles in Equation (7) of the plan.",
            "We measured 12400 tiles in Equation (9) of the plan.",
        ),
    ],
)
def test_same_words_read_or_numbered_otherwise_are_unchanged(old: str, new: str) -> None:
    assert only(old, new) == ("unchanged", "same_place")


def test_another_number_of_the_same_sentence_is_a_changed_value() -> None:
    old = write([*FILLER, "GlowNet reaches 71.2% accuracy on MossBench, 1.9 points above SlabNet."])
    new = write(
        [*FILLER, "GlowNet reaches 70.8% accuracy on MossBench, 1.9 points above SlabNet."], version=2
    )
    change = revise(old, new).changes[0]
    assert change.status == "value_changed"
    assert values(change) == [("71.2", "70.8")]
    assert change.explanation == "71.2% accuracy in version 1, 70.8% accuracy in version 2 (page 1)."


def test_similar_sentences_each_get_their_own_counterpart() -> None:
    # Pairing each with the most similar one left would give the first the second's counterpart.
    old = write(
        ["GlowNet gains 2.1 points on MossBench.", "GlowNet gains 2.1 points on PebbleSort.", *FILLER]
    )
    new = write(
        ["GlowNet gains 2.1 points on PebbleSort.", *FILLER, "GlowNet gains 3.4 points on MossBench."],
        version=2,
    )
    first, second = revise(old, new).changes
    assert (first.status, values(first)) == ("value_changed", [("2.1", "3.4")])
    assert second.status == "unchanged"


def test_a_similar_sentence_about_another_subject_is_no_changed_value() -> None:
    old = write(["GlowNet gains 2.1 points on MossBench.", *FILLER])
    new = write(["GlowNet gains 3.4 points on PebbleSort.", *FILLER], version=2)
    found = revise(old, new)
    assert told(found.changes) == [("gone", "subject_differs")]
    assert [claim.quote for claim in found.added] == ["GlowNet gains 3.4 points on PebbleSort."]


def test_other_words_with_the_same_numbers_are_reworded() -> None:
    assert only(
        "We use batches of 16 and 4 for large (Moss, Fern) and small (Slab) sets, respectively.",
        "We use batches of 16 for large (Moss, Fern) and 4 for small (Slab) sets.",
    ) == ("reworded", "other_words")


def test_a_sentence_that_is_no_more_is_gone() -> None:
    old = write([*FILLER, "GlowNet reaches 71.2% accuracy on MossBench."])
    found = revise(old, write(FILLER, version=2))
    assert told(found.changes) == [("gone", "no_counterpart")]
    assert found.changes[0].new is None


def test_a_sentence_without_its_number_is_gone() -> None:
    assert only(
        "With dusk light alone, the accuracy of GlowNet on MossBench falls to 75.8%.",
        "With dusk light alone, the accuracy of GlowNet on MossBench falls.",
    ) == ("gone", "number_dropped")


def test_another_page_is_moved_and_offsets_alone_are_not() -> None:
    claim = "GlowNet reaches 71.2% accuracy on MossBench."
    old = write([*FILLER, Line(claim, page=2)])
    assert told(revise(old, write([Line(claim, page=2), *FILLER], version=2)).changes) == [
        ("unchanged", "same_place")
    ]
    assert told(revise(old, write([*FILLER, Line(claim, page=3)], version=2)).changes) == [
        ("moved", "other_page")
    ]


def test_another_section_is_moved_and_a_section_of_another_title_is_not() -> None:
    claim, other = "GlowNet reaches 71.2% accuracy on MossBench.", FILLER[0]
    old = write([Line(other, "Setup"), Line(claim, "Results")])
    moved = write([Line(claim, "Setup"), Line(other, "Results")], version=2)
    renamed = write([Line(other, "Setup"), Line(claim, "Findings")], version=2)
    assert told(revise(old, moved).changes) == [("moved", "other_section")]
    assert told(revise(old, renamed).changes) == [("unchanged", "same_place")]


def test_a_claim_that_was_not_extracted_again_is_found_in_the_text() -> None:
    earlier = write([*FILLER, "GlowNet reaches 71.2% accuracy on MossBench."])
    later = write(["GlowNet reaches 70.8% accuracy on MossBench.", *FILLER], version=2)
    change = revise_claims(earlier, extract_claims(earlier), later, ()).changes[0]
    assert change.status == "value_changed"
    assert change.new is not None
    assert later.text[change.new.start : change.new.end] == change.new.quote
    quantity = change.new.quantities[0]
    assert later.text[quantity.start : quantity.end] == quantity.text
    assert (quantity.text, quantity.value) == ("70.8% accuracy", "70.8")


def test_sentences_cut_otherwise_are_the_same() -> None:
    old = write([*FILLER, "GlowNet reaches 71.2% accuracy on MossBench. It needs 4 lamps and two readers."])
    new = write(
        [*FILLER, "GlowNet reaches 71.2% accuracy on MossBench.", "It needs 4 lamps and two readers."],
        version=2,
    )
    assert {change.status for change in revise(old, new).changes} == {"unchanged"}
    assert {change.status for change in revise(new, old).changes} == {"unchanged"}


def test_words_added_to_a_sentence_are_rewording_not_another_cut() -> None:
    assert only(
        "GlowNet needs 4 lamps for each tile.", "GlowNet needs 4 lamps for each tile, as one would expect."
    ) == ("reworded", "other_words")


def test_another_date_is_no_changed_value() -> None:
    assert only(
        "As of November 2017 the greenhouse has 124 lamps and 12 tiles.",
        "As of early 2018 the greenhouse has 124 lamps and 12 tiles.",
    ) == ("reworded", "other_words")


def test_numbers_that_change_places_are_changed() -> None:
    old = write([*FILLER, "GlowNet scores 71.2 on MossBench and 62.5 on PebbleSort."])
    new = write([*FILLER, "GlowNet scores 62.5 on MossBench and 71.2 on PebbleSort."], version=2)
    assert values(revise(old, new).changes[0]) == [("71.2", "62.5"), ("62.5", "71.2")]


def test_a_sentence_about_something_else_stands_back_for_the_one_that_was_edited() -> None:
    # The other one is nearer in words; paired with it, the claim would be gone.
    old = write([*FILLER, "We grow moss in GlowNet under 16 lamps and measure what it gains."])
    new = write(
        [
            *FILLER,
            "We grow moss in SlabNet under 12 lamps and measure what it gains.",
            "We let moss grow in GlowNet under 14 lamps and note what it gains.",
        ],
        version=2,
    )
    change = revise(old, new).changes[0]
    assert (change.status, values(change)) == ("value_changed", [("16", "14")])


def test_of_two_like_sentences_the_one_that_is_left_is_not_the_one_that_went() -> None:
    like = "The weight decay of the lamps is 0.05."
    old = write(["For large lamps the weight decay of the lamps is 0.05.", *FILLER, like])
    found = revise(old, write([*FILLER, like], version=2))
    assert told(found.changes) == [("gone", "twin_left"), ("unchanged", "same_place")]


def test_words_that_were_run_together_are_found() -> None:
    quote = "The heads of GlowNet clearly learned to perform 5 different tasks in 6 layers."
    later = write([Line(quote.replace(" ", ""), kind="furniture"), *FILLER], version=2)
    change = revise(write([*FILLER, quote]), later).changes[0]
    assert change.status == "unchanged"
    assert change.new is not None
    assert later.text[change.new.start : change.new.end] == change.new.quote.rstrip(".")


def test_a_formula_that_another_reader_took_otherwise_is_not_judged() -> None:
    old = write([*FILLER, "x_i^2 + 3.5y_k^2 → z_0 ∈ S where σ_f ≈ f_1/2 √ 2NΣ^2 is 0.25 of T_k."])
    assert revise(old, write(FILLER, version=2)).changes[0].status == "gone"
    change = revise(old, write(FILLER, version=2, kind="latex")).changes[0]
    assert (change.status, change.reason) == ("unjudged", "formula_not_aligned")


def test_a_reference_that_latex_does_not_resolve_stands_for_any_number() -> None:
    old = write([*FILLER, "We predict 12 line fluxes (Section 3.1) and the metallicity (3.2) of 40 tiles."])
    new = write(
        [*FILLER, "We predict 12 line fluxes (Section ref) and the metallicity (ref) of 40 tiles."],
        version=1,
        kind="latex",
    )
    assert {change.status for change in revise(old, new).changes} == {"unchanged"}


def test_what_became_is_told_the_same_way_each_time() -> None:
    old = write(
        ["GlowNet gains 2.1 points on MossBench.", "GlowNet gains 2.1 points on PebbleSort.", *FILLER]
    )
    new = write(["GlowNet gains 2.4 points on FernSet.", *FILLER], version=2)
    assert revise(old, new) == revise(old, new)


def test_a_claim_whose_words_were_run_together_before_is_not_added() -> None:
    quote = "The heads of GlowNet clearly learned to perform 5 different tasks in 6 layers."
    earlier = write([Line(quote.replace(" ", ""), kind="furniture"), *FILLER])
    assert revise(earlier, write([*FILLER, quote], version=2)).added == ()


def test_a_sentence_read_without_its_ligatures_before_is_not_added() -> None:
    old = write(
        [*FILLER, "Consequently, accuracy improves signi cantly and the time of the lamps is halved."]
    )
    new = write(
        [*FILLER, "Consequently, accuracy improves significantly and the time of the lamps is halved."],
        version=2,
    )
    assert revise(old, new).added == ()


def test_another_number_of_a_theorem_is_no_changed_value() -> None:
    assert only(
        "A bijection of moduli spaces will give (1.3) modulo two for 24 lamps.",
        "A bijection of moduli spaces will give (1.4) modulo two for 24 lamps.",
    ) == ("unchanged", "same_place")


def test_a_claim_that_is_no_sentence_of_its_paper_is_followed_by_its_letters_or_not_judged() -> None:
    row = "GlowNet under sixteen lamps gains on every tile of MossBench 71.2 62.5 66.9"
    earlier = write([*FILLER, Line(row, kind="table")])
    claim = replace(extract_claims(write([*FILLER, "GlowNet reaches 71.2% accuracy."]))[0], where="table")
    passage = earlier.passages[-1]
    claim = replace(
        claim, quote=row, start=passage.start, end=passage.end, quantities=(), passage_index=passage.index
    )
    same = revise_claims(earlier, [claim], write([Line(row, kind="table"), *FILLER], version=2), ())
    assert told(same.changes) == [("unchanged", "same_place")]
    lost = revise_claims(earlier, [claim], write(FILLER, version=2), ())
    assert told(lost.changes) == [("unjudged", "not_aligned")]
    assert (
        lost.changes[0].explanation == "What stands where version 1 has this could not be told in version 2."
    )
