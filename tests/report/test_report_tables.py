"""Comparison tables: rows under their condition, own apart from quoted; one paper's variants are folded."""

from __future__ import annotations

import dataclasses

import pytest
from sample import sample_report
from test_report_findings import comparison, judged

from synth.report.alike import alike_parts
from synth.report.citing import PaperName
from synth.report.names import as_metric
from synth.report.tables import Around, build_comparisons, conflict_anchors
from synth.report.view import build_view
from synth.report.view_records import Reference
from synth.types import Box, Conflict, TableCell


def around_of(claims, conflicts=(), change=lambda cell: ""):
    papers = sorted({item.claim.paper_id for item in claims})
    return Around(
        paper=lambda id: Reference(text=str(papers.index(id) + 1), anchor=None) if id in papers else None,
        claim=lambda id: Reference(text="1", anchor="claim-1"),
        page=lambda id, page: f"https://e.example/{id}#page={page}",
        claims={item.claim.id: item for item in claims},
        names={id: PaperName(text=f"{id} (2025)", year="2025", is_plural=False) for id in papers},
        conflicts=conflict_anchors(conflicts),
        change=change,
    )


def table_of(*claims, role="level", **known):
    around = around_of(claims, **known)
    [table] = build_comparisons((comparison(*claims, role=role),), around)
    return table


def variants(n, **fields):
    """Values 60.0, 61.0, … of as many variants that one paper alone reports."""
    return [judged("p1", f"{60 + i}.0", method=f"Tide v{i}", **fields) for i in range(n)]


def shown(table):
    return [row.method for section in table.sections for row in section.rows]


def test_tables_of_changes_to_other_baselines_have_other_heads():
    # Two tables were once headed alike "MossBench, accuracy (points) reported differences".
    def head(baseline, **fields):
        change = {"role": "difference", "unit": "points", "direction": "increase", "baseline": baseline}
        claims = [judged("p1", "1.2", **change, **fields), judged("p2", "0.8", **change, **fields)]
        table = table_of(*claims, role="difference")
        return f"{table.title}: {table.caption}"

    assert head("TideXL") == "GlyphNLI, Accuracy (points): reported increases relative to TideXL"
    assert head("Brook").endswith(": reported increases relative to Brook")
    assert head(None).endswith(": reported increases, baseline not named")
    assert head("Brook", condition="zero-shot").endswith("relative to Brook (zero-shot)")


def test_many_variants_of_one_paper_are_folded_to_the_best():
    table = table_of(*variants(6, better="higher"), judged("p2", "64.5", method="Brook"))
    assert shown(table) == ["Tide v5", "Brook"]
    [further] = table.further
    assert (further.name, further.span, len(further.values)) == ("p1 (2025)", "from 60.0 to 64.0", 5)
    assert further.values[0][0] == "Tide v0"
    assert further.values[0][1].claim is not None


def test_where_less_is_better_the_least_is_the_best():
    assert shown(table_of(*variants(6, better="lower"), judged("p2", "9.5", method="Brook"))) == [
        "Tide v0",
        "Brook",
    ]


def test_where_no_one_says_what_is_better_both_ends_are_shown():
    table = table_of(*variants(6), judged("p2", "64.5", method="Brook"))
    assert shown(table) == ["Tide v0", "Tide v5", "Brook"]


def test_a_few_variants_are_not_folded():
    table = table_of(*variants(3, better="higher"), judged("p2", "64.5", method="Brook"))
    assert len(shown(table)) == 4
    assert table.further == ()


def test_no_value_is_lost_in_folding():
    claims = [*variants(9, better="higher"), judged("p2", "64.5", method="Brook")]
    table = table_of(*claims)
    values = [
        value.shown
        for section in table.sections
        for row in section.rows
        for cell in row.cells
        for value in cell
    ]
    values += [value.shown for further in table.further for _, value in further.values]
    assert sorted(values) == sorted(item.claim.quantities[0].value for item in claims)


def test_what_two_papers_report_what_conflicts_and_what_changed_is_never_folded():
    claims = variants(8, better="higher")
    other = judged("p2", "66.6", method="Tide v1")
    conflict = Conflict(
        subject="accuracy",
        claim_ids=(claims[2].claim.id, other.claim.id),
        values=("62.0", "66.6"),
        likely_reason="unknown",
        explanation="They differ.",
    )
    table = table_of(
        *claims,
        other,
        conflicts=(conflict,),
        change=lambda cell: "was 63.9" if cell.value == "63.0" else "",
    )
    assert set(shown(table)) == {"Tide v1", "Tide v2", "Tide v3", "Tide v7"}
    marks = [
        (value.conflict, value.change)
        for section in table.sections
        for row in section.rows
        for cell in row.cells
        for value in cell
    ]
    assert ("conflict-1", "") in marks
    assert ("", "was 63.9") in marks


def test_conditions_are_sections_and_quoted_rows_stand_apart():
    table = table_of(
        judged("p1", "70.0", method="Brook", condition="zero-shot", asserts="reported"),
        judged("p1", "71.0", method="Alder", condition="zero-shot"),
        judged("p2", "72.0", method="Cedar"),
    )
    assert [(section.title, [row.method for row in section.rows]) for section in table.sections] == [
        ("", ["Cedar"]),
        ("zero-shot", ["Alder"]),
        ("zero-shot, quoted only", ["Brook"]),
    ]


def test_every_value_leads_to_its_claim_and_its_page():
    view = build_view(sample_report()[0])
    values = [
        value
        for table in view.comparisons
        for section in table.sections
        for row in section.rows
        for cell in row.cells
        for value in cell
    ]
    assert values
    assert all(value.claim is not None and value.page and value.url for value in values)


def test_report_json_gives_link_boxes_and_conflicts_of_every_cell():
    from synth.report import to_json

    report, _ = sample_report()
    value = report.draft.comparisons[0].cells[0]
    conflict = Conflict(
        subject="x",
        claim_ids=(value.claim_id, report.draft.claims[0].claim.id),
        values=(value.value, "1"),
        likely_reason="unknown",
        explanation="They differ.",
    )
    draft = dataclasses.replace(report.draft, conflicts=(conflict,))
    first = to_json(dataclasses.replace(report, draft=draft))["comparisons"][0]["cells"][0]
    assert first["link"].endswith(f"#page={value.page}")
    assert first["boxes"] == []
    assert first["conflicts"] == [0]


def test_a_value_of_a_row_has_the_box_of_its_own_cell():
    from synth.report import to_json

    report, _ = sample_report()
    value = report.draft.comparisons[0].cells[0]
    box = Box(page=4, x0=1.0, y0=2.0, x1=3.0, y1=4.0)
    cell = TableCell(
        table=0, label="Table 2", row="Tide", column="Acc.", row_number=0, column_number=1, box=box
    )
    claims = tuple(
        dataclasses.replace(
            judged,
            claim=dataclasses.replace(
                judged.claim,
                quantities=tuple(dataclasses.replace(q, cell=cell) for q in judged.claim.quantities),
            ),
        )
        for judged in report.draft.claims
    )
    placed = dataclasses.replace(report, draft=dataclasses.replace(report.draft, claims=claims))
    row = to_json(placed)["comparisons"][0]["cells"][0]
    assert row["claim"] == value.claim_id
    assert row["boxes"] == [{"page": 4, "x0": 1.0, "y0": 2.0, "x1": 3.0, "y1": 4.0}]
    first = build_view(placed).comparisons[0].sections[0].rows[0].cells
    assert {value.place for cell in first for value in cell} == {"Table 2, row Tide, column Acc."}


@pytest.mark.parametrize(
    ("printed", "said"), [("Acc.", "accuracy"), ("acc", "accuracy"), ("PPL", "perplexity")]
)
def test_short_forms_of_a_tables_head_are_spelt_out(printed, said):
    assert as_metric(printed) == said


def test_top_one_accuracy_is_no_table_of_its_own_and_top_five_is():
    first = [judged("p1", "61.0"), judged("p2", "62.0", metric="top-1 accuracy")]
    fifth = [judged(paper, "84.0", metric="top-5 accuracy") for paper in ("p3", "p4")]
    claims = [*first, *fifth]
    parts = alike_parts((comparison(*claims),), {item.claim.id: item for item in claims})
    assert [[cell.value for cell in part.cells] for part in parts] == [["61.0", "62.0"], ["84.0", "84.0"]]


def test_tables_on_the_data_set_that_was_asked_about_come_first():
    def one(dataset, *papers):
        return dataclasses.replace(comparison(*(judged(paper, "60.0") for paper in papers)), dataset=dataset)

    tables = (one("FogTiles", "p1", "p2", "p3"), one("GlyphNLI dev", "p1", "p2"), one("Quill", "p1", "p2"))
    around = dataclasses.replace(around_of([judged(f"p{n}", "60.0") for n in (1, 2, 3)]), asked=("GlyphNLI",))
    assert [table.title.split(",")[0] for table in build_comparisons(tables, around)] == [
        "GlyphNLI dev",
        "FogTiles",
        "Quill",
    ]
