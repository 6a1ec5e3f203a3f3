"""An updated report marks what changed since the state before; a first state marks nothing."""

from __future__ import annotations

import csv
import dataclasses
import io
import json

import pytest
from sample import evidence_of, sample_report
from sample_changes import hostile_revision, sample_revision
from test_report_pages import Page

from synth.report import render
from synth.report.rendering import TABLE_LIMIT
from synth.report.view import build_view
from synth.types import Independent

FORMATS = ("html", "md", "json", "csv", "tex")


@pytest.fixture(scope="module")
def pages(tmp_path_factory):
    folder = tmp_path_factory.mktemp("marks")
    made = {}
    revision, later, _ = sample_revision()
    hostile, report = hostile_revision()
    for name, changes, now in (
        ("sample", revision, later),
        ("hostile", hostile, report),
        ("first", None, later),
    ):
        files, problems = render(now, FORMATS, folder / name, texts={}, revision=changes)
        assert problems == ()
        made[name] = {kind: path.read_text(encoding="utf-8") for kind, path in files.items()}
    return made


def test_a_box_at_the_top_says_what_changed_and_where_the_rest_is(pages):
    html, text, tex = (pages["sample"][kind] for kind in ("html", "md", "tex"))
    assert html.index("What changed since state 1") < html.index('id="abstract"')
    assert 'href="changes.html"' in html
    assert text.index("What changed since state 1") < text.index("## Abstract")
    assert "(changes.md)" in text
    assert tex.index("What changed since state 1") < tex.index("Abstract")


def test_a_changed_claim_is_marked_with_its_old_value(pages):
    for kind in ("html", "md", "csv"):
        assert "changed since state 1: 65.4% → 66.1%" in pages["sample"][kind], kind
    assert r"\syclaimchange{changed since state 1: 65.4\%" in pages["sample"]["tex"]


def test_a_changed_cell_tells_what_it_was(pages):
    revision, later, _ = sample_revision()
    view = build_view(later, revision=revision)
    cells = [
        (value.shown, value.change)
        for table in view.comparisons
        for section in table.sections
        for row in section.rows
        for cell in row.cells
        for value in cell
        if value.change
    ]
    assert ("66.1", "was 65.4%") in cells
    assert {change for _, change in cells} == {"was 65.4%", "source withdrawn", "can't be told"}
    assert '<span class="was">was 65.4%</span>' in pages["sample"]["html"]


def test_findings_on_changed_claims_are_marked():
    revision, later, _ = sample_revision()
    view = build_view(later, revision=revision)
    changes = {finding.change for finding in view.findings}
    assert "one claim could not be verified again" in changes
    assert any(change.startswith("one claim changed since state 1") for change in changes)


def test_papers_are_marked_in_the_references(pages):
    revision, later, _ = sample_revision()
    view = build_view(later, revision=revision)
    assert [paper.change for paper in view.papers] == [
        "version 2 → 3 since state 1",
        "",
        "",
        "withdrawn since state 1",
        "",
        "could not be asked again",
        "corrected since state 1",
        "",
    ]
    assert "Withdrawn." in pages["sample"]["html"]


def test_a_paper_that_the_revision_does_not_know_is_new():
    revision, later, _ = sample_revision()
    fewer = dataclasses.replace(revision, papers=revision.papers[1:])
    assert build_view(later, revision=fewer).papers[0].change == "new since state 1"


def test_report_json_tells_each_claims_revision(pages):
    row = json.loads(pages["sample"]["json"])
    assert row["revision"]["old_state"] == 1
    assert row["revision"]["new_state"] == 2
    assert row["revision"]["counts"]["claims"]["value_changed"] == 2
    first = row["claims"][0]["revision"]
    assert first["status"] == "value_changed"
    assert first["old"]["value"] == "65.4"
    assert row["claims"][10]["revision"] is None


def test_the_table_for_spreadsheets_has_a_column_more(pages):
    rows = list(csv.DictReader(io.StringIO(pages["sample"]["csv"])))
    assert rows[0]["change"].startswith("changed since state 1")
    assert "change" not in pages["first"]["csv"].splitlines()[0].split(",")


def test_a_first_state_marks_nothing(pages):
    for kind, word in (("html", "changes.html"), ("md", "Δ"), ("json", '"revision"'), ("tex", r"\sychanged")):
        assert word not in pages["first"][kind]
    assert ".was{" not in pages["first"]["html"]


def test_a_changed_claim_is_printed_however_little_it_bears_on_the_question():
    revision, later, _ = sample_revision()
    view = build_view(later, claim_limit=5, table_limit=TABLE_LIMIT, revision=revision)
    printed = {claim.number for paper in view.papers for claim in paper.claims}
    changed = {
        n
        for n, judged in enumerate(later.draft.claims, start=1)
        if judged.claim.id in {c.old.id for c in revision.claims if c.status == "source_withdrawn"}
    }
    assert changed
    assert changed <= printed


def test_a_withdrawn_paper_supports_no_claim_in_any_format(tmp_path):
    report, _ = sample_report()
    first, second = report.draft.claims[0], report.draft.claims[18]
    papers = tuple(
        dataclasses.replace(p, paper=dataclasses.replace(p.paper, status="withdrawn"))
        if p.paper.id == second.claim.paper_id
        else p
        for p in report.draft.papers
    )
    leaning = dataclasses.replace(first, independent=Independent(supports=(evidence_of(second.claim),)))
    draft = dataclasses.replace(report.draft, papers=papers, claims=(leaning, *report.draft.claims[1:]))
    files, _ = render(dataclasses.replace(report, draft=draft), ["json"], tmp_path, texts={})
    row = json.loads(files["json"].read_text(encoding="utf-8"))
    assert row["claims"][0]["independent"]["supports"] == []
    assert report.draft.claims[20].independent.supports


def test_hostile_marks_are_inert(pages):
    page = Page(pages["hostile"]["html"])
    assert page.stack == []
    assert page.tags.count("script") == 1
    assert set(page.tags) & {"iframe", "object", "embed", "link", "base"} == set()
    assert r"\input{" not in pages["hostile"]["tex"].split(r"\begin{document}")[1]
