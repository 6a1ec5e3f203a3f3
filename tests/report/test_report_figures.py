"""Figures: equal bytes, honest rows."""

from __future__ import annotations

import dataclasses
import re

import pytest
from sample import hostile_report, sample_report, small_report
from test_report_findings import comparison, judged

from synth.report.effects import MAX_ROWS, effect_groups
from synth.report.figures import draw_effects, draw_flow


def test_figures_are_the_same_bytes_every_time():
    draft = sample_report()[0].draft
    assert draw_flow(draft.flow) == draw_flow(draft.flow)
    groups = effect_groups(draft)
    assert draw_effects(groups) == draw_effects(groups)


def test_no_date_stands_in_a_figure():
    drawn = draw_flow(sample_report()[0].draft.flow)
    assert b"CreationDate" not in drawn["pdf"]
    assert b"<dc:date>" not in drawn["svg"]


def test_the_svg_answers_a_dark_page_and_loads_nothing():
    svg = draw_flow(sample_report()[0].draft.flow)["svg"].decode()
    assert "@media (prefers-color-scheme:dark)" in svg
    assert "<script" not in svg
    assert not re.search(r"href=\"(?!#)", svg)


def test_differences_come_first_and_decreases_are_negative():
    report, _ = sample_report()
    groups = effect_groups(report.draft)
    assert [group.is_difference for group in groups] == [True, False, False]
    assert all(row.value > 0 for row in groups[0].rows)
    claims = tuple(
        dataclasses.replace(
            j,
            claim=dataclasses.replace(
                j.claim,
                quantities=tuple(
                    dataclasses.replace(q, direction="decrease" if q.direction else None)
                    for q in j.claim.quantities
                ),
            ),
        )
        for j in report.draft.claims
    )
    turned = effect_groups(dataclasses.replace(report.draft, claims=claims))
    assert all(row.value < 0 for row in turned[0].rows)


def test_uncertainty_becomes_an_interval_and_its_absence_none():
    rows = effect_groups(sample_report()[0].draft)[2].rows
    with_interval = next(row for row in rows if row.low is not None)
    assert with_interval.high - with_interval.low == pytest.approx(0.8)
    assert any(row.low is None for row in rows)


def test_claims_that_their_source_does_not_support_are_marked():
    rows = [row for group in effect_groups(sample_report()[0].draft) for row in group.rows]
    assert {row.is_supported for row in rows} == {True, False}
    assert {row.is_own for row in rows} == {True, False}


def test_what_does_not_fit_is_counted():
    groups = effect_groups(sample_report()[0].draft)
    assert sum(len(group.rows) for group in groups) <= MAX_ROWS
    level = next(group for group in groups if group.n_left_out)
    assert level.n_left_out + len(level.rows) == 16


def test_a_panel_that_is_too_small_has_values_of_every_paper():
    # Of a comparison of four papers once the first one's values alone were drawn.
    report, _ = sample_report()
    draft = report.draft
    many = [judged(f"inv.000{1 + n % 2}", f"{40 + n}.0", method=f"Tide v{n}") for n in range(2 * MAX_ROWS)]
    papers = tuple(
        dataclasses.replace(
            included, paper=dataclasses.replace(included.paper, id=many[n].claim.paper_id, version=1)
        )
        for n, included in enumerate(draft.papers[:2])
    )
    draft = dataclasses.replace(draft, papers=papers, claims=tuple(many), comparisons=(comparison(*many),))
    [group] = effect_groups(draft)
    assert (len(group.rows), group.n_left_out) == (MAX_ROWS, MAX_ROWS)
    assert [row.place for row in group.rows] == ["[1] p. 1"] * (MAX_ROWS // 2) + ["[2] p. 1"] * (
        MAX_ROWS // 2
    )


def test_nothing_to_compare_is_no_plot():
    assert effect_groups(small_report()[0].draft) == ()


def test_hostile_names_are_drawn_as_text():
    drawn = draw_effects(effect_groups(hostile_report()[0].draft))
    assert b"<script" not in drawn["svg"]
