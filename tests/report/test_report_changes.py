"""A changes report says what no longer stands, with old and new side by side, and its counts add up."""

from __future__ import annotations

import csv
import dataclasses
import io
import json
import subprocess
import sys

import pytest
from sample_changes import calm_revision, sample_revision

from synth.report import changes_json, render_changes
from synth.report.csv_export import guard
from synth.report.revised import finding_changes
from synth.report.view_changes import build_changes
from synth.types import Verdict


@pytest.fixture(scope="module")
def sample():
    return sample_revision()


def test_changes_json_has_the_contracts_keys(sample):
    revision, report, earlier = sample
    row = changes_json(revision, report, earlier)
    for paper in row["papers"]:
        assert {"id", "old_version", "new_version", "status", "standing"} <= set(paper)
    assert [(p["old_version"], p["new_version"], p["status"]) for p in row["papers"]][:4] == [
        (2, 3, "new_version"),
        (1, 1, "unchanged"),
        (1, 1, "unchanged"),
        (3, 3, "withdrawn"),
    ]
    assert row["papers"][5]["new_version"] is None
    for claim in row["claims"]:
        assert {"id", "paper", "quote", "status", "old", "new", "reason", "explanation"} <= set(claim)
        assert {"quote", "value", "values", "page", "verdict"} <= set(claim["old"])
    json.dumps(row, allow_nan=False)


def test_a_changed_value_is_told_old_and_new(sample):
    revision, report, earlier = sample
    first = changes_json(revision, report, earlier)["claims"][0]
    assert first["status"] == "value_changed"
    assert first["id"] == earlier.draft.claims[0].claim.id == first["old"]["id"]
    assert (first["old"]["value"], first["new"]["value"]) == ("65.4", "66.1")
    assert (first["old"]["values"], first["new"]["values"]) == (["65.4", "1.6"], ["66.1", "1.6"])
    assert first["quantities"][0]["difference"] == "+0.7 points"
    assert first["old"]["verdict"]["label"] == first["new"]["verdict"]["label"] == "supported"
    assert first["old"]["link"].endswith("v2#page=1")
    assert first["new"]["link"].endswith("v3#page=1")


def test_a_claim_without_counterpart_has_no_new_side(sample):
    rows = changes_json(*sample)["claims"]
    for row in rows:
        if row["status"] in ("gone", "source_withdrawn", "unjudged"):
            assert row["new"] is None


def test_a_cell_of_a_changed_paper_is_told_apart_from_the_reports_claims(sample):
    rows = changes_json(*sample)["claims"]
    assert [row["quote"] for row in rows if not row["in_report"]] == ["RiverAdapter 71.0 58.3"]


def test_counts_add_up(sample):
    revision, report, earlier = sample
    row = changes_json(revision, report, earlier)
    assert sum(row["counts"]["claims"].values()) == len(row["claims"]) == 49
    assert sum(row["counts"]["papers"].values()) == len(row["papers"]) == 8
    view = build_changes(revision, report, earlier)
    assert sum(n for _, _, n in view.claim_counts) == view.n_claims == 48
    assert view.n_others == 1
    assert sum(n for _, _, n in view.paper_counts) == view.n_papers
    listed = sum(
        len(group.everything)
        for groups in (view.fallen, view.values, view.gone, view.reworded, view.moved)
        for group in groups
    ) + sum(len(entry.claims) for entry in view.untold)
    told = sum(n for status, _, n in view.claim_counts if status != "unchanged")
    assert listed == told + view.n_others


def test_findings_that_changed_are_shown_then_and_now(sample):
    view = build_changes(*sample)
    words = [finding.word for finding in view.findings]
    assert [f.because for f in view.findings if f.word == "no longer drawn"] == [
        "no claim that it rests on has changed"
    ]
    assert words.index("no longer drawn") == 0
    changed = next(f for f in view.findings if f.word == "reads otherwise now")
    assert {piece.text for piece in changed.pieces if piece.kind == "old"} >= {"eight"}
    assert "one claim has another value" in changed.because


def test_changes_json_has_a_claim_a_line_and_is_the_row(sample, tmp_path):
    revision, report, earlier = sample
    files, _ = render_changes(revision, report, [], tmp_path, earlier=earlier)
    text = files["json"].read_text(encoding="utf-8")
    assert json.loads(text) == changes_json(revision, report, earlier)
    lines = [json.loads(line.rstrip(",")) for line in text.splitlines() if line.startswith('  {"id"')]
    assert len(lines) == len(revision.papers) + len(revision.claims) + len(revision.added) + 1


def test_a_check_imports_nothing_that_only_pages_need():
    code = (
        "import sys; from synth.report import render_changes; "
        "print(sorted({'jinja2', 'pylatex', 'synth.report.view'} & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_a_conflict_with_other_values_is_one_conflict(sample):
    revision, report, earlier = sample
    [old] = revision.conflicts_gone
    new = dataclasses.replace(old, values=(old.values[0], "99.9"))
    both = dataclasses.replace(revision, conflicts_new=(new,))
    view = build_changes(both, report, earlier)
    [conflict] = view.conflicts
    assert conflict.word == "with other values now"
    assert [piece.text for piece in conflict.pieces if piece.kind == "new"] == ["99.9"]
    assert "One conflict is not as before." in view.lead


def test_a_claim_without_its_source_is_not_judged_otherwise(sample):
    revision, report, earlier = sample
    lost = Verdict.unjudged("source_withdrawn", "Its paper was withdrawn.")
    claims = tuple(
        dataclasses.replace(change, new_verdict=lost) if change.status == "source_withdrawn" else change
        for change in revision.claims
    )
    view = build_changes(dataclasses.replace(revision, claims=claims), report, earlier)
    assert view.flipped == ()
    assert len(view.fallen[0].everything) == 6


def test_what_a_notice_says_is_said_once(sample):
    revision, report, earlier = sample
    papers = list(revision.papers)
    papers[3] = dataclasses.replace(papers[3], explanation="2502.00404v3: The authors found an error")
    papers[5] = dataclasses.replace(papers[5], explanation="It could not be asked: no answer in 10 s.")
    view = build_changes(dataclasses.replace(revision, papers=tuple(papers)), report, earlier)
    fallen = view.fallen[0].paper
    assert fallen.explanation == "2502.00404v3: The authors found an error."
    assert [notice.text for notice in fallen.notices] == ["arxiv, 2026-11-20"]
    assert view.unasked[0].doubt == "not known whether it stands (arxiv: no answer in 10 s)."


def test_findings_of_other_claims_are_never_one_in_other_words(sample):
    revision, report, earlier = sample
    before = earlier.draft.findings[0]
    alike = dataclasses.replace(before, text=before.text.replace("GlyphNLI", "ToneQA"), claim_ids=("x",))
    now = dataclasses.replace(report, draft=dataclasses.replace(report.draft, findings=(alike,)))
    found = finding_changes(revision, now, earlier)
    assert [change.status for change in found if change.new is not None] == ["new"]


def test_without_the_earlier_report_findings_are_not_guessed(sample):
    revision, report, _ = sample
    assert build_changes(revision, report).findings == ()


def test_nothing_changed_is_one_calm_sentence():
    revision, report = calm_revision()
    view = build_changes(revision, report, report)
    assert view.is_calm
    assert view.lead == (
        "Nothing changed: all 8 papers were asked for on 22 November 2026, 12:00 UTC, "
        "and all 48 claims stand as before.",
    )


def test_a_paper_of_which_nothing_is_known_is_never_calm(sample):
    view = build_changes(*sample)
    assert [paper.id for paper in view.unasked] == ["hep-th/0005057", "2503.00707"]
    assert "Of one paper it is not known whether it stands." in view.lead


def test_the_table_for_spreadsheets_has_a_row_per_changed_number(sample, tmp_path):
    revision, report, earlier = sample
    files, problems = render_changes(revision, report, ["csv"], tmp_path, earlier=earlier)
    assert problems == ()
    assert set(files) == {"json", "csv"}
    rows = list(csv.DictReader(io.StringIO(files["csv"].read_text(encoding="utf-8"))))
    assert {row["status"] for row in rows} == {
        "value_changed",
        "reworded",
        "moved",
        "gone",
        "source_withdrawn",
        "unjudged",
    }
    assert (rows[0]["old_value"], rows[0]["new_value"], rows[0]["claim"]) == ("65.4", "66.1", "1")
    assert all(guard(cell) == cell for row in rows for cell in row.values())
