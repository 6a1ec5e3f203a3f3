"""The engine: its cage, its time limit, and what a report looks like behind it."""

from __future__ import annotations

import dataclasses
import os
import shutil
import subprocess

import pytest
from sample import hostile_report, large_report, sample_report, small_report

from synth.errors import PrerequisiteError, RenderError
from synth.report import XelatexCompiler, render
from synth.report.latex import escape, font_setup
from synth.report.tex_compiler import APT_PACKAGES, missing_characters

tex = [
    pytest.mark.tex,
    pytest.mark.skipif(
        not (shutil.which("xelatex") and shutil.which("latexmk")), reason="no XeLaTeX on this machine"
    ),
]
needs_tex = lambda test: tex[0](tex[1](test))  # noqa: E731


def words_of(pdf):
    import pypdf

    return " ".join(" ".join(page.extract_text() for page in pypdf.PdfReader(pdf).pages).split())


@pytest.fixture(scope="module")
def typeset(tmp_path_factory):
    folder = tmp_path_factory.mktemp("typeset")
    report, texts = sample_report()
    files, problems = render(report, ["pdf", "tex"], folder, texts=texts)
    assert problems == ()
    return files


@needs_tex
def test_the_report_is_typeset_with_every_claim_and_script(typeset):
    words = words_of(typeset["pdf"])
    for number in range(1, 49):
        assert (
            f"{number} supported" in words
            or f"{number} × refuted" in words
            or f"{number} ?" in words
            or f"{number} –" in words
        )
    for part in (
        "Jürgen Müßig",
        "Перенос",
        "Ελένη",
        "零样本",
        "Nguyễn",
        "β",
        "References",
        "Papers that were left out",
    ):
        assert part in words


@needs_tex
def test_typesetting_again_gives_the_same_bytes(typeset, tmp_path):
    report, texts = sample_report()
    files, _ = render(report, ["pdf"], tmp_path, texts=texts)
    assert files["pdf"].read_bytes() == typeset["pdf"].read_bytes()


@needs_tex
def test_the_pdf_has_a_title_an_outline_and_links(typeset):
    import pypdf

    reader = pypdf.PdfReader(typeset["pdf"])
    assert reader.metadata.title.startswith("Does adapter tuning")
    assert [entry.title for entry in reader.outline][0] == "Introduction"
    assert reader.metadata.creation_date.isoformat().startswith("2026-11-21T09:30:00")
    named = reader.named_destinations
    assert {"claim-1", "claim-48", "paper-8"} <= set(named)


def _typeset_large(folder):
    """Typeset 200 claims of five papers after a search with queries that fill pages; return PDF and log."""
    report, texts = large_report(200, 5)
    run = dataclasses.replace(
        report.draft.runs[0], query=" OR ".join(f'abs:"river {n} delta"' for n in range(600))
    )
    report = dataclasses.replace(report, draft=dataclasses.replace(report.draft, runs=(run,) * 3))
    logs = []

    def compile_tex(place, main):
        pdf = XelatexCompiler()(place, main)
        logs.append((place / f"{main}.log").read_text("utf-8", "replace"))
        return pdf

    files, problems = render(report, ["pdf"], folder, texts=texts, compile_tex=compile_tex)
    assert problems == ()
    return report, files["pdf"], logs[0]


@needs_tex
def test_claims_are_dense_queries_break_over_pages_and_every_claim_links_to_its_page(tmp_path):
    import pypdf

    report, pdf, log = _typeset_large(tmp_path)
    reader = pypdf.PdfReader(pdf)
    # A query in a table row higher than a page once ran into the foot.
    assert "Overfull \\vbox" not in log
    assert "river 599 delta" in words_of(pdf)
    n_protocol = sum("river" in page.extract_text() for page in reader.pages)
    # 200 such claims once took 22 pages of their own, now ten; six are for the rest.
    assert len(reader.pages) - n_protocol <= 18
    links = {
        note["/A"]["/URI"]
        for page in reader.pages
        for note in map(lambda ref: ref.get_object(), page.get("/Annots", ()))
        if "/URI" in note.get("/A", {})
    }
    urls = {included.paper.id: included.paper.pdf_url for included in report.draft.papers}
    wanted = {f"{urls[j.claim.paper_id]}#page={j.claim.page}" for j in report.draft.claims}
    assert wanted <= links


@needs_tex
def test_hostile_text_is_printed_and_not_obeyed(tmp_path):
    report, texts = hostile_report()
    files, problems = render(report, ["pdf"], tmp_path, texts=texts)
    assert problems == ()
    words = words_of(files["pdf"])
    assert r"\input{/etc/passwd}" in words
    assert "root:" not in words
    assert "uid=" not in words


@needs_tex
def test_the_classic_layout_of_the_least_report_is_typeset(tmp_path):
    report, texts = small_report()
    files, problems = render(report, ["pdf"], tmp_path, texts=texts, template="classic")
    assert problems == ()
    assert "Conclusion" in words_of(files["pdf"])


def document(folder, body):
    folder.mkdir(exist_ok=True)
    (folder / "report.tex").write_text(rf"\documentclass{{article}}\begin{{document}}{body}\end{{document}}")
    return folder


@needs_tex
@pytest.mark.parametrize(
    "attack",
    [
        r"\input{/etc/passwd}",
        r"\newread\x\openin\x=/etc/passwd \ifeof\x\errmessage{closed}\fi",
        r"\newwrite\x\immediate\openout\x=/tmp/synth-escaped.txt \immediate\write\x{out}",
        r"\newwrite\x\immediate\openout\x=../escaped.txt \immediate\write\x{out}",
    ],
)
def test_files_outside_the_folder_are_out_of_reach(tmp_path, attack):
    with pytest.raises(RenderError):
        XelatexCompiler()(document(tmp_path / "build", attack), "report")
    assert not os.path.exists("/tmp/synth-escaped.txt")
    assert not (tmp_path / "escaped.txt").exists()


@needs_tex
def test_no_shell_runs(tmp_path):
    folder = document(tmp_path / "build", r"\immediate\write18{touch ran}x")
    XelatexCompiler()(folder, "report")
    assert not (folder / "ran").exists()


@needs_tex
def test_a_latexmkrc_in_the_folder_is_not_run(tmp_path):
    folder = document(tmp_path / "build", "x")
    (folder / "latexmkrc").write_text("system('touch ran');")
    (folder / ".latexmkrc").write_text("system('touch ran');")
    XelatexCompiler()(folder, "report")
    assert not (folder / "ran").exists()


@needs_tex
def test_a_document_that_never_ends_is_ended_with_all_its_processes(tmp_path):
    folder = document(tmp_path / "endless", r"\def\x{\x}\x")
    with pytest.raises(RenderError, match="did not end within 2 s"):
        XelatexCompiler(timeout_s=2)(folder, "report")
    listed = subprocess.run(["ps", "-eo", "args"], capture_output=True, text=True, check=True).stdout
    assert str(folder) not in listed


@needs_tex
def test_an_error_is_named_with_its_log(tmp_path):
    with pytest.raises(RenderError, match="Undefined control sequence") as caught:
        XelatexCompiler()(document(tmp_path / "build", r"\nosuchcommand"), "report")
    assert "nosuchcommand" in caught.value.log


@needs_tex
def test_a_character_without_a_glyph_comes_out_as_its_name(tmp_path):
    # U+13000 is in no font that a report asks for.
    body = escape("\U00013000 \u4e00")
    preamble = rf"\documentclass{{article}}\usepackage{{fontspec}}{font_setup(str(body))}"
    (tmp_path / "report.tex").write_text(rf"{preamble}\begin{{document}}{body}\end{{document}}")
    pdf = XelatexCompiler()(tmp_path, "report")
    assert "egyptian hieroglyph a001" in words_of(pdf)
    assert missing_characters((tmp_path / "report.log").read_text(encoding="utf-8", errors="replace")) == ()


def test_without_an_engine_the_advice_is_the_line_to_type(tmp_path, monkeypatch):
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(PrerequisiteError, match="latexmk and xelatex not found") as caught:
        XelatexCompiler()(tmp_path, "report")
    assert f"apt-get install --no-install-recommends {APT_PACKAGES}" in caught.value.advice


def test_missing_characters_are_read_from_a_log():
    log = "Missing character: There is no 🚀 (U+1F680) in font TeX Gyre Pagella/OT:script=latn!\nother\n" * 2
    assert missing_characters(log) == ("🚀 (U+1F680) in TeX Gyre Pagella",)
