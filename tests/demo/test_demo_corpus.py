"""The demo corpus is whole, says that it is fictional, and holds what its README promises."""

from __future__ import annotations

import dataclasses
import gzip
import importlib.util
import io
import json
import re
import shutil
import tarfile
import unicodedata
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from types import ModuleType

import pytest
from pypdf import PdfReader

from synth.resources import data_dir
from synth.types import Paper

DEMO = data_dir() / "demo"
ROW_KEYS = {
    "id",
    "version",
    "title",
    "authors",
    "abstract",
    "published",
    "updated",
    "categories",
    "comment",
    "journal_ref",
    "doi",
    "pdf",
    "src",
    "withdrawn",
}
LABELS = {"supported", "refuted", "not_found"}


def read_rows(name: str) -> list[dict]:
    return [json.loads(line) for line in (DEMO / name).read_text(encoding="utf-8").splitlines()]


PAPERS = read_rows("papers.jsonl")
GOLD = read_rows("gold_claims.jsonl")
CHECKS = read_rows("check_claims.jsonl")


def squash(text: str) -> str:
    """Drop what typesetting changes: spaces, hyphens at line ends, ligatures, curly apostrophes."""
    return re.sub(r"[\s\-\u00ad\u2010]+", "", unicodedata.normalize("NFKC", text)).replace("’", "'")


@cache
def pages_of(paper: str, version: int) -> tuple[str, ...]:
    reader = PdfReader(DEMO / "pdf" / f"{paper}v{version}.pdf")
    return tuple(squash(page.extract_text()) for page in reader.pages)


def gold_values(paper: str, version: int, **subject: str) -> set[str]:
    """Values that the gold gives for a subject in one paper version."""
    rows = (r for r in GOLD if (r["paper"], r["version"]) == (paper, version) and r["asserts"] == "own")
    return {r["value"] for r in rows if all(r[key] == value for key, value in subject.items())}


# --------------------------------------------------------------------------- the record


def test_every_row_has_the_keys_of_a_paper() -> None:
    fields = {field.name for field in dataclasses.fields(Paper)}
    for row in PAPERS:
        assert set(row) == ROW_KEYS
        assert ROW_KEYS - fields == {"pdf", "src", "withdrawn"}
        assert re.fullmatch(r"demo\.\d{4}", row["id"])
        assert row["title"]
        assert row["authors"]
        assert row["abstract"]
        assert row["published"] <= row["updated"]


def test_no_version_stands_twice() -> None:
    names = [(row["id"], row["version"]) for row in PAPERS]
    assert len(set(names)) == len(names)
    assert names == sorted(names)


def test_every_paper_but_the_withdrawn_has_its_documents() -> None:
    for row in PAPERS:
        if row["withdrawn"]:
            assert row["pdf"] is None
            assert row["src"] is None
            continue
        pdf = DEMO / row["pdf"]
        assert pdf.read_bytes().startswith(b"%PDF-")
        assert pdf.stat().st_size < 100_000
        assert 1 <= len(PdfReader(pdf).pages) <= 3
        assert (DEMO / row["src"]).is_file()


def test_every_paper_says_that_it_is_fictional() -> None:
    for row in PAPERS:
        assert "ictional" in (row["comment"] or "")
        if row["pdf"]:
            first_page = pages_of(row["id"], row["version"])[0]
            line = f"A fictional paper of Synth's demo corpus ({row['id']}, version {row['version']})"
            assert squash(line) in first_page


def test_abstracts_are_those_of_the_papers() -> None:
    for row in PAPERS:
        if row["pdf"]:
            page = pages_of(row["id"], row["version"])[0].replace("^", "")
            for sentence in row["abstract"].split(". "):
                assert squash(sentence).rstrip(".").replace("^", "") in page


# --------------------------------------------------------------------------- the gold


def test_every_gold_quote_stands_in_its_pdf() -> None:
    for row in GOLD:
        pages = pages_of(row["paper"], row["version"])
        start = squash(row["quote"])[:18]
        assert start in pages[row["page"] - 1], row["quote"]
        # A page break puts a page number and perhaps a table into a sentence.
        is_whole = squash(row["quote"]) in pages[row["page"] - 1]
        assert is_whole or row["page"] < len(pages), row["quote"]


def test_every_gold_value_stands_in_its_quote() -> None:
    for row in GOLD:
        plain = row["quote"].replace(",", "")
        assert re.search(rf"(?<![\d.]){re.escape(row['value'])}(?![\d])", plain), row


@pytest.mark.parametrize("row", [r for r in PAPERS if r["pdf"]], ids=lambda r: f"{r['id']}v{r['version']}")
def test_every_paper_has_gold(row: dict) -> None:
    assert sum((g["paper"], g["version"]) == (row["id"], row["version"]) for g in GOLD) >= 5


def test_checks_have_labels_and_sources_that_exist() -> None:
    names = {row["id"] for row in PAPERS} | {f"{row['id']}v{row['version']}" for row in PAPERS}
    assert len({row["id"] for row in CHECKS}) == len(CHECKS) >= 40
    for row in CHECKS:
        assert set(row) == {"id", "claim", "source", "expected"}
        assert row["source"] in names
        assert row["expected"] in LABELS
    assert {row["expected"] for row in CHECKS} == LABELS


# --------------------------------------------------------------------------- what is planted


ON_MOSSBENCH = {"metric": "accuracy", "dataset": "MossBench", "unit": "%"}


def test_several_papers_agree_and_one_conflicts() -> None:
    for paper in ("demo.0001", "demo.0002", "demo.0005", "demo.0009"):
        assert "78.4" in gold_values(paper, 1, method="LanternPrime", **ON_MOSSBENCH)
    calibrated = gold_values("demo.0003", 1, method="LanternPrime", **ON_MOSSBENCH)
    assert calibrated == {"76.9"}


def test_the_false_conflict_is_of_another_size() -> None:
    assert gold_values("demo.0005", 1, method="LanternPrime-Large", **ON_MOSSBENCH) == {"81.7"}


def test_a_second_version_corrects_a_number_and_leaves_the_rest() -> None:
    assert gold_values("demo.0004", 1, method="DuskMix", **ON_MOSSBENCH) == {"80.3", "75.8"}
    assert gold_values("demo.0004", 2, method="DuskMix", **ON_MOSSBENCH) == {"79.6"}
    for version in (1, 2):
        f1 = gold_values("demo.0004", version, method="DuskMix", metric="macro-F1", dataset="PebbleSort")
        assert f1 == {"62.5", "1.3"}


def test_the_withdrawn_paper_says_why() -> None:
    withdrawn = [row for row in PAPERS if row["withdrawn"]]
    assert [row["id"] for row in withdrawn] == ["demo.0008"]
    assert "withdrawn" in withdrawn[0]["comment"]


def test_time_and_share_are_given_in_two_units() -> None:
    assert "84" in gold_values("demo.0001", 1, unit="h", method="LanternPrime")
    assert "3.5" in gold_values("demo.0006", 1, unit="d", method="LanternPrime")
    assert "0.784" in gold_values("demo.0006", 1, metric="fraction correct")


def test_some_papers_are_off_the_question() -> None:
    off = [row for row in PAPERS if "lichen" not in row["abstract"].lower() + row["title"].lower()]
    assert {"demo.0010", "demo.0012"} <= {row["id"] for row in off}


def test_titles_and_authors_go_beyond_latin() -> None:
    row = next(row for row in PAPERS if row["id"] == "demo.0009")
    text = row["title"] + " ".join(row["authors"])
    names = {unicodedata.name(c, "").split(" ")[0] for c in text}
    assert {"GREEK", "CJK", "HERB"} <= names


# --------------------------------------------------------------------------- how it is made


@pytest.fixture(scope="module")
def builder() -> ModuleType:
    spec = importlib.util.spec_from_file_location("demo_build", DEMO / "build.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_packed_sources_are_those_in_tex(builder: ModuleType) -> None:
    for path, content in builder.packed_sources(PAPERS).items():
        assert (DEMO / path).read_bytes() == content, f"run python data/demo/build.py: {path} is stale"


def test_packed_sources_unpack_to_latex() -> None:
    with tarfile.open(DEMO / "src" / "demo.0005v1.tar.gz") as archive:
        names = archive.getnames()
    assert "main.tex" in names
    assert "sections/experiments.tex" in names
    text = gzip.decompress((DEMO / "src" / "demo.0006v1.gz").read_bytes()).decode()
    assert text == (DEMO / "tex" / "demo.0006v1.tex").read_text(encoding="utf-8")


def some_sources() -> Iterator[Path]:
    for name in ("demo.0004v2.tex", "demo.0005v1", "demo.0009v1.tex"):
        yield DEMO / "tex" / name


@pytest.mark.tex
@pytest.mark.parametrize("source", list(some_sources()), ids=lambda p: p.name)
def test_build_gives_the_pdf_that_is_here(builder: ModuleType, source: Path) -> None:
    engine = builder.engine_of(builder.main_file(source))
    if shutil.which(engine) is None:
        pytest.skip(f"{engine} is not installed")
    kept = DEMO / "pdf" / f"{builder.name_of(source)}.pdf"
    made = builder.compile_paper(source)
    record = json.loads((DEMO / "build.json").read_text(encoding="utf-8"))
    if builder.engine_version(engine) == record["engines"][engine]:
        assert made == kept.read_bytes()
    else:  # another release of TeX writes other bytes for the same words
        texts = [
            "".join(squash(page.extract_text()) for page in PdfReader(io.BytesIO(content)).pages)
            for content in (made, kept.read_bytes())
        ]
        assert texts[0] == texts[1]
