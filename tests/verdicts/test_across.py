"""Papers compared with each other: agreement, conflict, and what is neither."""

from __future__ import annotations

from dataclasses import replace

import pytest

from synth.types import Claim, Quantity
from synth.verdicts import compare_papers


def claim(paper, value, *, method="Lantern", dataset="Quillfish", metric="accuracy", unit="%", **fields):
    quote = fields.pop("quote", f"{method} reaches {value} {metric} on {dataset}.")
    quantity = Quantity(
        text=f"{value}%", start=0, end=5, value=value, unit=unit, metric=metric, dataset=dataset,
        method=method, **fields,
    )  # fmt: skip
    return Claim(
        id=f"claim:{paper}:{value}:{method}:{dataset}:{fields.get('condition')}", paper_id=paper, version=1,
        quote=quote, page=2, start=10, end=10 + len(quote), where="text", section=None,
        quantities=(quantity,),
    )  # fmt: skip


def compared(*claims):
    found = compare_papers(claims)
    assert set(found.independent) == {one.id for one in claims}
    return [found.independent[one.id] for one in claims], found.comparisons, found.conflicts


def test_equal_values_of_two_papers_support_each_other():
    (one, other), comparisons, conflicts = compared(claim("p1", "71.3"), claim("p2", "71.3"))
    assert [e.paper_id for e in one.supports] == ["p2"]
    assert [e.paper_id for e in other.supports] == ["p1"]
    assert conflicts == ()
    assert [cell.paper_id for cell in comparisons[0].cells] == ["p1", "p2"]


def test_a_rounded_value_agrees_with_the_finer_one():
    (one, _), _, conflicts = compared(claim("p1", "71.3"), claim("p2", "71.28"))
    assert one.supports
    assert not conflicts


def test_names_meet_whatever_their_case_and_dashes():
    (one, _), _, _ = compared(
        claim("p1", "71.3", method="Lantern-B", dataset="the Quillfish dataset", metric="Accuracy"),
        claim("p2", "71.3", method="LanternB", dataset="Quill-fish", metric="acc"),
    )
    assert one.supports


def test_different_values_of_one_subject_are_a_conflict():
    (one, other), _, conflicts = compared(claim("p2", "66.3"), claim("p1", "65.4"))
    assert one.contradicts
    assert other.contradicts
    assert not one.supports
    assert conflicts[0].values == ("65.4", "66.3")
    assert [c.split(":")[1] for c in conflicts[0].claim_ids] == ["p1", "p2"]
    assert "Lantern" in conflicts[0].subject
    assert conflicts[0].likely_reason == "unknown"


def test_the_likely_reason_is_what_one_sentence_says_and_the_other_does_not():
    _, _, conflicts = compared(
        claim("p1", "65.4", quote="The base Lantern reaches 65.4% on Quillfish."),
        claim("p2", "71.0", quote="The large Lantern reaches 71.0% on Quillfish."),
    )
    assert conflicts[0].likely_reason == "model_size"


def test_no_conflict_where_something_sets_them_apart():
    for differing in (
        {"method": "Tallow"},
        {"dataset": "Marrow"},
        {"metric": "F1"},
        {"metric": "macro F1"},
        {"metric": "average accuracy"},
        {"condition": "zero-shot"},
        {"role": "difference", "unit": "points"},
        {"comparator": "~"},
    ):
        independent, _, conflicts = compared(claim("p1", "65.4"), claim("p2", "66.3", **differing))
        assert not conflicts, differing
        assert not any(one.contradicts or one.supports for one in independent), differing


def test_unnamed_subjects_never_conflict():
    for vague in ({"method": "our model"}, {"dataset": "the test set"}, {"metric": None}, {"method": None}):
        _, comparisons, conflicts = compared(claim("p1", "65.4", **vague), claim("p2", "66.3", **vague))
        assert not conflicts, vague
        assert not comparisons, vague


def test_a_paper_that_gives_several_values_means_several_things():
    independent, _, conflicts = compared(claim("p1", "65.4"), claim("p1", "70.2"), claim("p2", "66.3"))
    assert not conflicts
    assert not any(one.contradicts for one in independent)


def test_a_paper_is_no_independent_witness_of_itself():
    (one, other), comparisons, _ = compared(claim("p1", "65.4"), claim("p1", "65.4", quote="Again 65.4%."))
    assert not one.supports
    assert not other.supports
    assert comparisons == ()


def test_three_papers_two_of_which_agree():
    (one, two, three), _, conflicts = compared(claim("p1", "66.3"), claim("p2", "66.3"), claim("p3", "65.4"))
    assert [e.paper_id for e in one.supports] == ["p2"]
    assert [e.paper_id for e in one.contradicts] == ["p3"]
    assert len(three.contradicts) == 2
    assert len(conflicts) == 1
    assert len(two.supports) == 1


def test_a_comparison_keeps_methods_apart_in_one_table():
    _, comparisons, _ = compared(claim("p1", "65.4"), claim("p2", "70.1", method="Tallow"))
    assert [cell.method for cell in comparisons[0].cells] == ["Lantern", "Tallow"]
    assert (comparisons[0].dataset, comparisons[0].metric) == ("Quillfish", "accuracy")


def test_no_claims_no_comparison():
    found = compare_papers(())
    assert (found.independent, found.comparisons, found.conflicts, found.quotations) == ({}, (), (), ())


def test_many_claims_are_compared_in_linear_time():
    claims = [claim(f"p{i}", f"{i % 90}.5", dataset=f"Set{i}") for i in range(3_000)]
    found = compare_papers(claims)
    assert (found.comparisons, found.conflicts) == ((), ())


def test_a_conflict_is_told_in_a_sentence():
    _, _, [conflict] = compared(
        claim("p1", "78.4", metric="Accuracy"),
        claim("p2", "76.9", quote="With calibrated bins, Lantern reaches 76.9% accuracy on Quillfish."),
    )
    assert conflict.explanation == (
        "the papers give 78.4% and 76.9% for the accuracy of Lantern on Quillfish; "
        "76.9% was measured “with calibrated bins”"
    )
    assert conflict.likely_reason == "condition"


def test_a_size_within_another_models_name_explains_nothing():
    """Cause: "Tallow-base" in one sentence passed for a difference in model size."""
    _, _, [conflict] = compared(
        claim("p1", "78.4", quote="Lantern reaches 78.4% on Quillfish, ahead of Tallow-base."),
        claim("p2", "76.9"),
    )
    assert conflict.likely_reason == "unknown"


@pytest.mark.parametrize("differing", [{"metric": "average accuracy"}, {"unit": "points"}])
def test_what_is_set_apart_stands_in_no_one_comparison(differing):
    assert compared(claim("p1", "65.4"), claim("p2", "70.1", method="Tallow", **differing))[1] == ()


def test_the_abstract_tells_a_papers_value_from_its_ablations():
    """Cause: a paper with an ablation of the same method took no part in any conflict."""
    ablation = claim("p1", "76.2", quote="Removing the wick lowers it to 76.2%.")
    main = replace(claim("p1", "78.4"), where="abstract")
    _, _, conflicts = compared(main, ablation, claim("p2", "76.9"))
    assert [conflict.values for conflict in conflicts] == [("78.4", "76.9")]


def test_a_quoted_value_is_no_witness():
    """Cause: the value a paper quotes hid the one that it measured."""
    quoted = replace(claim("p2", "78.4"), asserts="reported")
    independent, _, conflicts = compared(claim("p1", "78.4"), quoted)
    assert not any(one.supports for one in independent)
    _, _, conflicts = compared(claim("p1", "78.4"), quoted, claim("p2", "76.9"))
    assert [conflict.values for conflict in conflicts] == [("78.4", "76.9")]


def test_a_name_without_a_size_meets_every_size_and_the_size_is_the_likely_reason():
    _, _, conflicts = compared(
        claim("p1", "65.4", method="Lantern Large"), claim("p2", "66.3", method="Lantern")
    )
    assert [conflict.likely_reason for conflict in conflicts] == ["model_size"]


def test_named_sizes_are_different_methods():
    independent, _, conflicts = compared(
        claim("p1", "65.4", method="Lantern-large"),
        claim("p2", "66.3", method="Lantern-base"),
        claim("p3", "66.3", method="Lantern-base"),
    )
    assert not conflicts
    assert [len(one.supports) for one in independent] == [0, 1, 1]


def test_a_paper_that_names_the_size_elsewhere_does_not_mean_it_here():
    _, _, conflicts = compared(
        claim("p1", "70.0", method="Lantern"),
        claim("p1", "65.4", method="Lantern base"),
        claim("p2", "66.3", method="Lantern base"),
    )
    assert [conflict.values for conflict in conflicts] == [("65.4", "66.3")]


def test_a_bare_name_that_several_papers_use_is_a_model_of_its_own():
    _, _, conflicts = compared(
        claim("p1", "65.4", method="Lantern Large"), claim("p2", "66.3"), claim("p3", "66.3")
    )
    assert not conflicts


def test_multilingual_and_its_letter_are_one_name():
    (one, _), _, _ = compared(
        claim("p1", "65.4", method="multilingual WICK"), claim("p2", "65.4", method="M-WICK")
    )
    assert one.supports


def tabled(one):
    return replace(one, where="table")


def test_of_a_printed_table_only_whole_scores_are_compared():
    german = [tabled(claim(paper, "65.4", condition="zero-shot, de")) for paper in ("p1", "p2")]
    whole = [tabled(claim(paper, "70.1", condition="zero-shot")) for paper in ("p1", "p2")]
    _, comparisons, _ = compared(*german, *whole)
    assert [{cell.value for cell in table.cells} for table in comparisons] == [{"70.1"}]


def test_a_method_with_two_scores_in_one_printed_table_is_not_shown():
    rows = [tabled(claim("p1", value)) for value in ("65.4", "70.1")]
    _, comparisons, conflicts = compared(*rows, tabled(claim("p2", "66.3")))
    assert comparisons == ()
    assert conflicts == ()
