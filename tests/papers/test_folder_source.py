from __future__ import annotations

import json
from pathlib import Path

import pytest

from synth.errors import NothingFound, PaperNotFound, UnreadableInput, UsageError
from synth.papers import FolderSource
from synth.question import parse_question, plan_search
from synth.types import Paper
from tests.standin.shelf import pdf, tar_gz

PLAN = plan_search(parse_question("Does moss grow?"), max_papers=3, databases=("folder",))


def fill(folder: Path, files: dict[str, bytes]) -> Path:
    for name, body in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(body)
    return folder


def all_papers(source: FolderSource) -> tuple[Paper, ...]:
    return source.search(PLAN, lambda done, total, note="": None).papers


def test_files_become_papers(tmp_path: Path) -> None:
    folder = fill(
        tmp_path,
        {
            "2003.11080v5.pdf": pdf("a"),
            "hep-th_0005057v1.tar.gz": tar_gz("b"),
            "Growth of Moss (draft).txt": b"Moss grows 3 mm a day.",
            "below/ferns.md": b"# Ferns",
            "too/deep/lost.pdf": pdf("c"),
            "picture.png": b"\x89PNG",
            ".hidden.pdf": pdf("d"),
        },
    )
    papers = all_papers(FolderSource(folder))
    assert [(paper.id, paper.version, paper.title) for paper in papers] == [
        ("2003.11080", 5, "2003.11080v5"),
        ("ferns", None, "ferns"),
        ("growth-of-moss-draft", None, "Growth of Moss (draft)"),
        ("hep-th/0005057", 1, "hep-th_0005057v1"),
    ]


@pytest.mark.parametrize(
    ("name", "body", "kind"),
    [
        ("a.pdf", pdf("a"), "pdf"),
        ("a.tex", rb"\documentclass{article}", "source"),
        ("a.tar.gz", tar_gz("a"), "source"),
        ("a.gz", tar_gz("a"), "source"),
        ("a.TXT", b"text", "text"),
    ],
)
def test_fetch_gives_the_file_where_it_lies(tmp_path: Path, name: str, body: bytes, kind: str) -> None:
    source = FolderSource(fill(tmp_path, {name: body}))
    (paper,) = all_papers(source)
    file = source.fetch(paper)
    assert (file.path, file.kind, file.size) == (str(tmp_path.resolve() / name), kind, len(body))


def test_a_pdf_and_its_source_are_one_paper(tmp_path: Path) -> None:
    folder = fill(tmp_path, {"pdf/2101.00001v1.pdf": pdf("a"), "src/2101.00001v1.tar.gz": tar_gz("a")})
    (paper,) = all_papers(FolderSource(folder))
    assert (paper.pdf_url, paper.source_url) == ("pdf/2101.00001v1.pdf", "src/2101.00001v1.tar.gz")


def test_papers_of_the_same_name_stay_apart(tmp_path: Path) -> None:
    folder = fill(tmp_path, {"one/paper.pdf": pdf("1"), "two/paper.pdf": pdf("2"), "paper.pdf": pdf("0")})
    papers = all_papers(FolderSource(folder))
    assert sorted(paper.id for paper in papers) == ["one-paper", "paper", "two-paper"]
    source = FolderSource(folder)
    assert len({source.fetch(paper).sha256 for paper in papers}) == 3


def test_chapters_are_no_papers(tmp_path: Path) -> None:
    folder = fill(tmp_path, {"main.tex": rb"\documentclass{article}", "method.tex": rb"\section{Method}"})
    assert [paper.id for paper in all_papers(FolderSource(folder))] == ["main"]


def test_links_out_of_the_folder_are_not_followed(tmp_path: Path) -> None:
    outside = fill(tmp_path / "outside", {"secret.pdf": pdf("secret")})
    folder = fill(tmp_path / "papers", {"fine.pdf": pdf("fine")})
    (folder / "link.pdf").symlink_to(outside / "secret.pdf")
    (folder / "linked").symlink_to(outside, target_is_directory=True)
    (folder / "circle.pdf").symlink_to(folder / "circle.pdf")
    (folder / "circle").symlink_to(folder / "circle")
    (folder / "itself").symlink_to(folder, target_is_directory=True)
    assert [paper.id for paper in all_papers(FolderSource(folder))] == ["fine"]


def test_a_folder_that_does_not_exist(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="there is no folder"):
        FolderSource(tmp_path / "nowhere")


@pytest.mark.parametrize("files", [{}, {"notes.doc": b"x"}, {"papers.jsonl": b"\n"}])
def test_a_folder_without_papers(tmp_path: Path, files: dict[str, bytes]) -> None:
    with pytest.raises(NothingFound, match="holds no papers") as caught:
        FolderSource(fill(tmp_path, files))
    assert caught.value.exit_code == 5
    assert "PDF" in caught.value.advice


ROWS = [
    {"id": "demo.0001", "version": 1, "title": "Moss", "abstract": "Moss grows.", "published": "2021-01-02"},
    {
        "id": "demo.0001",
        "version": 2,
        "title": "Moss",
        "pdf": "pdf/demo.0001v2.pdf",
        "updated": "2022-01-02T00:00:00Z",
    },
    {"id": "demo.0002", "version": 1, "title": "Fern", "pdf": None, "comment": "Withdrawn by the authors"},
]


def catalogue(folder: Path, rows: list[object]) -> Path:
    lines = "\n".join(row if isinstance(row, str) else json.dumps(row) for row in rows)
    return fill(folder, {"papers.jsonl": lines.encode(), "pdf/demo.0001v2.pdf": pdf("2")})


def test_a_catalogue_names_the_papers_in_all_versions(tmp_path: Path) -> None:
    source = FolderSource(catalogue(tmp_path, list(ROWS)), name="demo")
    papers = all_papers(source)
    assert [(p.versioned_id, p.status, p.database) for p in papers] == [
        ("demo.0001v1", "fine", "demo"),
        ("demo.0001v2", "fine", "demo"),
        ("demo.0002v1", "withdrawn", "demo"),
    ]
    assert (papers[1].updated, papers[0].published) == ("2022-01-02", "2021-01-02")


def test_look_up_takes_the_newest_version_where_none_is_named(tmp_path: Path) -> None:
    source = FolderSource(catalogue(tmp_path, list(ROWS)), name="demo")
    found = source.lookup(["demo.0001", "demo.0001v1"])
    assert [paper.version for paper in found] == [2, 1]
    with pytest.raises(PaperNotFound, match=r"demo\.0009"):
        source.lookup(["demo.0009"])


def test_what_a_catalogue_lacks_is_not_found(tmp_path: Path) -> None:
    source = FolderSource(catalogue(tmp_path, list(ROWS)), name="demo")
    no_file, file, withdrawn = all_papers(source)
    assert source.fetch(file).kind == "pdf"
    for paper in (no_file, withdrawn):
        with pytest.raises(PaperNotFound):
            source.fetch(paper)


@pytest.mark.parametrize(
    "path", ["../outside.pdf", "/etc/hostname", "pdf", "pdf/missing.pdf", "a\x00.pdf", "x" * 300 + ".pdf"]
)
def test_a_catalogue_does_not_lead_out_of_its_folder(tmp_path: Path, path: str) -> None:
    fill(tmp_path, {"outside.pdf": pdf("x")})
    source = FolderSource(catalogue(tmp_path / "papers", [{"id": "a", "title": "A", "pdf": path}]))
    with pytest.raises(PaperNotFound):
        source.fetch(all_papers(source)[0])


@pytest.mark.parametrize(
    "row", ["{", "[1]", '{"title": "no id"}', '{"id": "../x", "title": "t"}', '{"id": 3, "title": "t"}']
)
def test_a_broken_row_is_named_by_its_number(tmp_path: Path, row: str) -> None:
    with pytest.raises(UnreadableInput, match="row 2"):
        FolderSource(catalogue(tmp_path, [ROWS[0], row]))


def test_the_search_is_told_as_one_query(tmp_path: Path) -> None:
    outcome = FolderSource(catalogue(tmp_path, list(ROWS)), name="demo").search(
        PLAN, lambda done, total, note="": None
    )
    assert [(run.database, run.total, run.fetched) for run in outcome.runs] == [("demo", 3, 3)]
