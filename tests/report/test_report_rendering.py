"""Files are whole or not there; one format that fails takes no other along."""

from __future__ import annotations

import json
import os
import stat
from pathlib import Path

import pytest
from sample import hostile_report, large_report, sample_report, small_report

from synth.errors import PrerequisiteError, RenderError, StoreError, UsageError
from synth.report import render
from synth.report.rendering import CLAIM_LIMIT
from synth.report.view import build_view

ALL = ("pdf", "html", "md", "json", "tex", "bib", "csv")


def typeset(folder: Path, main: str) -> Path:
    """A compiler that typesets nothing: its PDF tells what it was given."""
    assert sorted(path.name for path in folder.iterdir()) == ["figures", f"{main}.tex"]
    pdf = folder / f"{main}.pdf"
    pdf.write_bytes(b"%PDF-1.5 " + str(int((folder / f"{main}.tex").stat().st_mtime)).encode())
    return pdf


def tree(folder):
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def test_a_run_folder_holds_what_the_contract_names(tmp_path):
    report, texts = sample_report()
    files, problems = render(report, ALL, tmp_path, texts=texts, compile_tex=typeset)
    assert problems == ()
    assert {name: path.name for name, path in files.items()} == {
        "pdf": "report.pdf",
        "html": "report.html",
        "md": "report.md",
        "json": "report.json",
        "tex": "report.tex",
        "bib": "references.bib",
        "csv": "claims.csv",
        "manifest": "manifest.json",
    }
    assert len(list((tmp_path / "texts").iterdir())) == 8
    assert (tmp_path / "figures" / "flow.pdf").is_file()


def test_the_same_report_gives_the_same_bytes(tmp_path):
    for folder in ("a", "b"):
        report, texts = sample_report()
        render(report, ALL, tmp_path / folder, texts=texts, compile_tex=typeset)
    assert tree(tmp_path / "a") == tree(tmp_path / "b")


def test_the_pdf_is_dated_by_the_run(tmp_path):
    report, texts = sample_report()
    render(report, ["pdf"], tmp_path, texts=texts, compile_tex=typeset)
    assert (tmp_path / "report.pdf").read_bytes() == b"%PDF-1.5 1795253400"


def test_a_stranger_can_check_every_quote_from_the_files_alone(tmp_path):
    report, texts = sample_report()
    render(report, ["json"], tmp_path, texts=texts)
    row = json.loads((tmp_path / "report.json").read_text(encoding="utf-8"))
    listed = {(t["paper"], t["version"]): tmp_path / t["file"] for t in row["manifest"]["texts"]}
    for claim in row["claims"]:
        text = listed[claim["paper"], claim["version"]].read_bytes().decode()
        assert text[claim["start"] : claim["end"]] == claim["quote"]


@pytest.mark.parametrize(
    "error", [RenderError("it broke"), PrerequisiteError("no engine", advice="Install it.")]
)
def test_a_failing_pdf_loses_nothing_else(tmp_path, error):
    def fail(folder, main):
        raise error

    report, texts = small_report()
    files, problems = render(report, ALL, tmp_path, texts=texts, compile_tex=fail)
    assert problems == (error,)
    assert set(files) == {*ALL, "manifest"} - {"pdf"}
    assert not (tmp_path / "report.pdf").exists()


def test_an_equal_report_is_typeset_and_drawn_once(tmp_path):
    runs = []

    def count(folder, main):
        runs.append(main)
        return typeset(folder, main)

    report, texts = sample_report()
    for folder in ("a", "b"):
        render(report, ALL, tmp_path / folder, texts=texts, compile_tex=count, cache=tmp_path / "cache")
    assert runs == ["report"]
    assert tree(tmp_path / "a") == tree(tmp_path / "b")


def test_another_template_is_typeset_anew(tmp_path):
    report, texts = small_report()
    sources = []
    for template in ("full", "classic"):
        render(report, ["tex"], tmp_path, texts=texts, template=template)
        sources.append((tmp_path / "report.tex").read_text(encoding="utf-8"))
    full, classic = sources
    order = ["Abstract", "Introduction", "Methodology", "Results", "Reviews", "Conclusion", "References"]
    places = [classic.index(f"{{{name}}}" if name != "Abstract" else "Abstract\\par") for name in order]
    assert places == sorted(places)
    assert r"\sysection{Limitations}" in full


@pytest.mark.parametrize("template", ["full", "classic"])
@pytest.mark.parametrize("make", [sample_report, small_report, hostile_report])
def test_every_report_has_latex_without_a_stray_value(tmp_path, template, make):
    report, texts = make()
    render(report, ["tex"], tmp_path, texts=texts, template=template)
    text = (tmp_path / "report.tex").read_text(encoding="utf-8")
    assert text.count(r"\end{document}") == 1
    assert "\\input{" not in text
    assert "\\write18" not in text
    assert not any(mark in text for mark in ("<%", "%>", ">None<", "Undefined"))


def test_unknown_names_are_refused_with_the_known_ones(tmp_path):
    report, texts = small_report()
    with pytest.raises(UsageError, match="docx") as caught:
        render(report, ["docx"], tmp_path, texts=texts)
    assert "html" in caught.value.advice
    with pytest.raises(UsageError, match="fancy"):
        render(report, ["md"], tmp_path, texts=texts, template="fancy")


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write anywhere")
def test_a_read_only_folder_is_said_so(tmp_path):
    report, texts = small_report()
    tmp_path.chmod(stat.S_IRUSR | stat.S_IXUSR)
    with pytest.raises(StoreError, match="can't be written"):
        render(report, ["md"], tmp_path / "out", texts=texts)


def test_a_folder_that_is_a_file_is_said_so(tmp_path):
    report, texts = small_report()
    (tmp_path / "out").write_text("mine")
    with pytest.raises(StoreError, match="can't be written") as caught:
        render(report, ["md"], tmp_path / "out", texts=texts)
    assert "--out" in caught.value.advice
    assert (tmp_path / "out").read_text() == "mine"


def test_a_write_that_breaks_leaves_the_old_file(tmp_path, monkeypatch):
    report, texts = small_report()
    render(report, ["md"], tmp_path, texts=texts)
    before = tree(tmp_path)
    changed, _ = sample_report()

    def full(*_):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "replace", full)
    with pytest.raises(StoreError, match="No space left"):
        render(changed, ["md"], tmp_path, texts={})
    assert tree(tmp_path) == before


def test_the_typeset_report_states_what_it_leaves_out():
    report, _ = large_report(120)
    view = build_view(report, claim_limit=60)
    assert 0 < view.n_shown <= 60
    threshold = float(view.threshold)
    cited = {id for finding in report.draft.findings for id in finding.claim_ids}
    quoted = {claim.number for group in view.bearing for claim in group.claims}
    shown = {claim.number for paper in view.papers for claim in paper.claims}
    for number, judged in enumerate(report.draft.claims, start=1):
        must = judged.claim.id in cited or number in quoted or judged.claim.relevance >= threshold
        assert (number in shown) == must
    assert sum(paper.n_hidden for paper in view.papers) == 120 - view.n_shown


def test_a_few_hundred_claims_are_all_printed():
    report, _ = large_report(400)
    assert build_view(report, claim_limit=CLAIM_LIMIT).n_shown == 400


def test_links_to_claims_that_are_not_printed_go_to_the_paper():
    report, _ = large_report(120)
    view = build_view(report, claim_limit=60)
    printed = {claim.anchor for paper in view.papers for claim in paper.claims}
    cells = [
        value.claim
        for table in view.comparisons
        for section in table.sections
        for row in section.rows
        for cell in row.cells
        for value in cell
    ]
    assert all(pointer.anchor in printed or (pointer.anchor is None and pointer.url) for pointer in cells)
