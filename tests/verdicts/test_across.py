"""Papers compared with each other: agreement, conflict, and what is neither."""

from __future__ import annotations

from dataclasses import replace

import pytest

from synth.types import Claim, Evidence, NameNote, Paper, Quantity
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


@pytest.mark.parametrize("printed", ["top-1 accuracy", "Top-1 Acc.", "Top 1", "Acc."])
def test_an_accuracy_counts_the_first_answer_unless_it_says_otherwise(printed):
    (one, _), _, _ = compared(claim("p1", "65.4"), claim("p2", "65.4", metric=printed))
    assert one.supports


def test_a_top_five_accuracy_is_another_measure():
    _, comparisons, conflicts = compared(claim("p1", "65.4"), claim("p2", "88.0", metric="top-5 accuracy"))
    assert comparisons == ()
    assert conflicts == ()


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


def test_one_table_has_all_settings_of_a_metric_each_told_in_its_row():
    _, [table], _ = compared(
        claim("p1", "65.4", condition="zero-shot"), claim("p2", "70.1", condition="translate-train")
    )
    assert [(cell.value, cell.condition) for cell in table.cells] == [
        ("70.1", "translate-train"),
        ("65.4", "zero-shot"),
    ]


# ------------------------------------------------------------------ names


def note(paper, kind, name, means):
    place = Evidence(paper_id=paper, version=1, page=4, start=0, end=9, quote="Our words.")
    return NameNote(kind=kind, name=name, means=means, evidence=place)


def cells_of(claims, **told):
    return [cell for table in compare_papers(claims, **told).comparisons for cell in table.cells]


def test_names_that_papers_define_are_one_and_the_place_is_kept():
    notes = {
        "p1": [note("p1", "abbreviation", "LTN", "LanternNet")],
        "p2": [note("p2", "citation", "Reed et al. (2019)", "LanternNet")],
    }
    claims = [
        claim("p1", "71.3", method="LanternNet"),
        claim("p2", "71.3", method="Reed et al. (2019)"),
        claim("p3", "70.9", method="LTN"),
    ]
    found = cells_of(claims, notes=notes)
    assert [cell.name for cell in found] == ["LTN"] * 3
    cited = next(cell for cell in found if cell.paper_id == "p2")
    assert [(step.kind, step.printed, step.name) for step in cited.merges] == [
        ("citation", "Reed et al. (2019)", "LanternNet"),
        ("abbreviation", "LanternNet", "LTN"),
    ]
    assert cited.merges[0].evidence.page == 4


def test_a_definition_holds_in_its_own_paper_only():
    """Cause: "we refer to Lantern-100 as Lantern" made another paper's Lantern a conflict."""
    notes = {"p1": [note("p1", "definition", "Lantern", "Lantern-100")]}
    found = compare_papers([claim("p1", "69.1"), claim("p2", "75.1")], notes=notes)
    assert found.conflicts == ()
    assert [cell.name for cell in found.comparisons[0].cells] == ["Lantern", "Lantern-100"]


def test_a_short_form_of_two_long_ones_merges_nothing():
    notes = {
        "p1": [note("p1", "abbreviation", "LTN", "LanternNet")],
        "p2": [note("p2", "abbreviation", "LTN", "LatticeNet")],
    }
    claims = [claim("p1", "71.3", method="LanternNet"), claim("p2", "65.0", method="LatticeNet")]
    assert compare_papers(claims, notes=notes).conflicts == ()


# ------------------------------------------------------------------ whose number it is


def row(paper, *values, method="Lantern", sets=("Quillfish", "Mossbench", "Emberset"), **fields):
    """Return a claim for a printed row: a score of one method on each of the data sets."""
    whole = claim(paper, values[0], method=method, **fields)
    [first] = whole.quantities
    quantities = tuple(
        replace(first, value=value, dataset=name, start=number * 10)
        for number, (name, value) in enumerate(zip(sets, values, strict=True))
    )
    asserts = "reported" if fields.get("cites") else "own"
    return replace(
        whole, id=f"claim:{paper}:{method}:{values}", where="table", quantities=quantities, asserts=asserts
    )


DAYS = [
    Paper(id="p1", version=1, database="arxiv", title="A lamp of blown glass", published="2020-01-01"),
    Paper(id="p2", version=1, database="arxiv", title="Two wicks for one lamp", published="2021-01-01"),
    Paper(id="p3", version=1, database="arxiv", title="Lamps in the dark", published="2022-01-01"),
]


def test_the_same_row_in_a_younger_paper_is_no_second_measurement():
    rows = [row("p2", "65.4", "81.9", "70.3"), row("p1", "65.4", "81.9", "70.3")]
    found = compare_papers(rows, papers=DAYS)
    assert not any(one.supports or one.contradicts for one in found.independent.values())
    assert [(q.agrees, q.is_told, q.value) for q in found.quotations] == [
        (True, False, "65.4"),
        (True, False, "81.9"),
        (True, False, "70.3"),
    ]


def test_what_a_copied_row_has_otherwise_is_told_as_differing():
    sets = ("Quillfish", "Mossbench", "Emberset", "Ashmarsh")
    rows = [
        row("p1", "65.4", "81.9", "70.3", "62.2", sets=sets),
        row("p2", "65.4", "81.9", "70.3", "26.2", sets=sets),
    ]
    found = compare_papers(rows, papers=DAYS, texts={"p1": "It reaches 62.2."})
    assert [(q.value, q.origin_value) for q in found.quotations if not q.agrees] == [("26.2", "62.2")]
    # Nobody misquotes a number that the origin prints somewhere.
    printed = compare_papers(rows, papers=DAYS, texts={"p1": "On test it reaches 26.2 instead."})
    assert all(q.agrees for q in printed.quotations)


def test_few_equal_numbers_are_chance():
    rows = [row("p1", "65.4", "81.9", "70.3"), row("p2", "65.4", "80.0", "71.1")]
    found = compare_papers(rows, papers=DAYS)
    assert found.quotations == ()
    assert any(one.supports for one in found.independent.values())


def test_a_long_equal_row_has_the_name_that_the_older_paper_gives_it():
    sets = ("Quillfish", "Mossbench", "Emberset", "Ashmarsh", "Reedlot", "Fenmark")
    values = ("65.4", "81.9", "70.3", "62.2", "59.1", "44.8")
    rows = [
        row("p1", *values, method="Wick (amber)", sets=sets),
        row("p2", *values, method="Wick", sets=sets),
        row("p2", *("70.0",) * 6, method="Tallow", sets=sets),
    ]
    found = cells_of(rows, papers=DAYS)
    copied = next(cell for cell in found if cell.method == "Wick")
    assert (copied.name, copied.is_own, copied.origin) == ("Wick (amber)", False, "p1")
    assert copied.merges[-1].kind == "same_values"


def cited(one, citation):
    return replace(one, asserts="reported", cites=(citation,))


def test_a_quoted_value_is_held_against_the_cited_paper():
    entry = "Ann Reed and Bo Brook. 2020. A lamp of blown glass. In Lamps."
    notes = {"p2": [note("p2", "reference", "Reed and Brook (2020)", entry)]}
    quoted = cited(tabled(claim("p2", "70.0")), "Reed and Brook (2020)")
    told = {"notes": notes, "papers": DAYS, "texts": {"p1": "Lantern reaches 71.3."}}
    found = compare_papers([claim("p1", "71.3"), quoted], **told)
    assert [(q.value, q.origin_value, q.agrees, q.is_told) for q in found.quotations] == [
        ("70.0", "71.3", False, True)
    ]
    # The origin itself is no second voice against its own number.
    assert found.conflicts == ()


def test_a_value_quoted_from_elsewhere_speaks_against_an_own_one():
    quoted = cited(tabled(claim("p2", "66.3")), "Marsh (2019)")
    found = compare_papers([claim("p1", "65.4"), quoted], papers=DAYS)
    assert [(c.values, c.quoted) for c in found.conflicts] == [(("65.4", "66.3"), (False, True))]


def test_a_variant_that_the_row_tells_of_is_no_misquotation():
    entry = "Ann Reed. 2020. A lamp of blown glass."
    notes = {"p2": [note("p2", "reference", "Reed (2020)", entry)]}
    quoted = cited(tabled(claim("p2", "70.0", details=("#lg 100",))), "Reed (2020)")
    told = {"notes": notes, "papers": DAYS, "texts": {"p1": "Lantern reaches 71.3."}}
    assert compare_papers([claim("p1", "71.3"), quoted], **told).quotations == ()


def test_means_over_different_languages_are_no_conflict_and_say_so():
    """Cause: an average over four languages stood against one over seven."""
    of = {"p1": ("mean of de, en", "87.2"), "p2": ("mean of de, en, fr", "81.9")}
    claims = [tabled(claim(paper, value, details=(mean,))) for paper, (mean, value) in of.items()]
    found = compare_papers(claims)
    assert found.conflicts == ()
    assert [cell.condition for cell in found.comparisons[0].cells] == [
        "mean of 2 languages",
        "mean of 3 languages",
    ]


def test_papers_that_differ_on_the_parts_of_a_data_set_are_one_conflict():
    parts = (None, "de", "fr")
    claims = [
        tabled(claim(paper, f"{value}.{number}", condition=part))
        for paper, value in (("p1", 65), ("p2", 70))
        for number, part in enumerate(parts)
    ]
    _, _, [conflict] = compared(*claims)
    assert conflict.values == ("65.0", "70.0")
    assert "differ on 2 more of its parts" in conflict.explanation


def test_a_table_without_the_metric_has_the_one_that_all_others_use():
    others = [tabled(claim(paper, "71.3", method="Tallow")) for paper in ("p1", "p2")]
    untold = tabled(claim("p3", "66.3", metric=None))
    values = [cell.value for cell in cells_of([*others, untold])]
    assert "66.3" in values


def test_two_places_of_one_value_are_one_cell():
    told = tabled(claim("p1", "71.3", condition="zero-shot"))
    again = replace(tabled(claim("p1", "71.3")), id="claim:again", page=9, start=500, end=520)
    found = cells_of([told, again, claim("p2", "70.0", condition="zero-shot")])
    [cell] = [cell for cell in found if cell.paper_id == "p1"]
    assert (cell.condition, [place.page for place in cell.also]) == ("zero-shot", [9])


def test_a_data_set_and_its_initials_are_one_where_a_paper_says_so():
    notes = {"p1": [note("p1", "abbreviation", "NL", "Natural Lamps")]}
    other = claim("p2", "70.1", method="Tallow", dataset="Natural Lamps")
    claims = [claim("p1", "71.3", dataset="NL"), other]
    [table] = compare_papers(claims, notes=notes).comparisons
    assert [(step.printed, step.name, step.evidence.page) for step in table.merges] == [
        ("Natural Lamps", "NL", 4)
    ]


def test_a_citation_by_other_authors_is_no_paper_of_the_run():
    """Cause: "Reed et al. (2021)" was taken for a paper by Reed and Brook."""
    paper = Paper(
        id="p1", version=1, database="arxiv", title="Lamps", authors=("Ann Reed", "Bo Brook"),
        published="2020-05-01",
    )  # fmt: skip
    for citation, origin in (("Reed and Brook (2021)", "p1"), ("Reed et al. (2021)", "Reed et al. (2021)")):
        quoted = cited(tabled(claim("p2", "70.0", method="Tallow")), citation)
        cells = cells_of([claim("p1", "71.3"), quoted, claim("p3", "70.9")], papers=[paper])
        assert [cell.origin for cell in cells if cell.paper_id == "p2"] == [origin]


def test_changes_stand_together_by_what_they_are_changes_to():
    up = {"role": "difference", "unit": "points", "direction": "increase"}
    _, comparisons, _ = compared(
        *(claim(f"p{n}", f"{n}.1", baseline="Tallow", method=f"Wick-{n}", **up) for n in (1, 2)),
        *(claim(f"p{n}", f"{n}.7", baseline="Sedge", method=f"Wick-{n}", **up) for n in (1, 2)),
    )
    assert [(table.baseline, table.direction) for table in comparisons] == [
        ("Sedge", "increase"),
        ("Tallow", "increase"),
    ]


def test_a_score_that_rose_stands_with_the_other_scores():
    _, (table,), _ = compared(
        claim("p1", "65.4"), claim("p2", "66.3", direction="increase", baseline="Tallow")
    )
    assert (table.role, table.baseline, table.direction) == ("level", None, None)
    assert [cell.value for cell in table.cells] == ["65.4", "66.3"]


def test_a_conflict_of_changes_says_that_they_are_changes():
    down = {"role": "difference", "unit": "points", "direction": "decrease", "baseline": "Tallow"}
    _, _, (conflict,) = compared(claim("p1", "2.1", **down), claim("p2", "6.3", **down))
    assert conflict.subject == "decrease in accuracy of Lantern relative to Tallow on Quillfish"
