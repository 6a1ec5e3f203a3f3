from __future__ import annotations

import gzip
import json
from functools import partial
from pathlib import Path

import pytest

from synth.errors import StoreError
from synth.papers.documents import DocumentCache, find_document_problem, hash_file, sniff
from tests.standin.shelf import pdf, tar_gz

# Without the time of day: names of tests are made of the bytes, and have to be the same in every process.
gzipped = partial(gzip.compress, mtime=0)

LIMIT = 10**6


def write(tmp_path: Path, body: bytes) -> Path:
    path = tmp_path / "part"
    path.write_bytes(body)
    return path


@pytest.mark.parametrize(
    ("body", "kind"),
    [
        (pdf("moss"), "pdf"),
        (b"junk before\n" + pdf("moss"), "pdf"),
        (tar_gz("moss"), "gzip"),
        (gzip.decompress(tar_gz("moss")), "tar"),
        (rb"\documentclass{article}", "tex"),
        (b"\xef\xbb\xbf <!DOCTYPE html><html>", "html"),
        (b"<HTML><body>", "html"),
        (b"%!PS-Adobe", "unknown"),
        (b"", "unknown"),
    ],
)
def test_files_are_told_by_their_first_bytes(tmp_path: Path, body: bytes, kind: str) -> None:
    assert sniff(write(tmp_path, body)) == kind


@pytest.mark.parametrize(
    ("body", "wanted", "words"),
    [
        (b"", "pdf", "empty"),
        (b"<html>wait</html>", "pdf", "web page"),
        (b"<html>wait</html>", "source", "web page"),
        (pdf("moss")[:-20], "pdf", "cut off"),
        (tar_gz("moss"), "pdf", "no PDF"),
        (tar_gz("moss")[:-12], "source", "cut off"),
        (tar_gz("moss")[:-8] + bytes(8), "source", "damaged"),
        (b"%!PS-Adobe", "source", "no LaTeX"),
        (pdf("moss")[:-20], "source", "cut off"),
    ],
)
def test_what_is_not_the_document(tmp_path: Path, body: bytes, wanted: str, words: str) -> None:
    problem = find_document_problem(write(tmp_path, body), wanted, max_unpacked=LIMIT)  # type: ignore[arg-type]
    assert words in str(problem)


@pytest.mark.parametrize(
    ("body", "wanted"),
    [
        (pdf("moss"), "pdf"),
        (pdf("moss"), "source"),  # arXiv's source of a paper submitted as PDF
        (tar_gz("moss"), "source"),
        (gzip.decompress(tar_gz("moss")), "source"),
        (gzipped(rb"\documentclass{article}"), "source"),
        (rb"\documentclass{article}", "source"),
    ],
)
def test_what_is(tmp_path: Path, body: bytes, wanted: str) -> None:
    assert find_document_problem(write(tmp_path, body), wanted, max_unpacked=LIMIT) is None  # type: ignore[arg-type]


def test_an_archive_is_unpacked_no_further_than_the_limit(tmp_path: Path) -> None:
    bomb = write(tmp_path, gzipped(b"\0" * (50 * LIMIT)) + b"never reached")
    assert find_document_problem(bomb, "source", max_unpacked=LIMIT) is None


def keep(cache: DocumentCache, key: str, body: bytes) -> Path:
    part = cache.part(key)
    part.parent.mkdir(parents=True, exist_ok=True)
    part.write_bytes(body)
    kept = cache.keep(key, sha256=hash_file(part), size=len(body), etag='"a"', url="http://127.0.0.1/pdf/x")
    assert not part.exists()
    return Path(kept.path)


def test_a_kept_document_is_found_with_its_digest(tmp_path: Path) -> None:
    cache = DocumentCache(tmp_path / "documents")
    path = keep(cache, "hep-th/0005057v1", tar_gz("moss"))
    found = cache.find("hep-th/0005057v1")
    assert found is not None
    assert (found.path, found.kind, found.size) == (str(path), "source", path.stat().st_size)
    assert found.sha256 == hash_file(path)
    sidecar = json.loads((tmp_path / "documents" / "hep-th_0005057v1.json").read_text("utf-8"))
    assert (sidecar["etag"], sidecar["sha256"]) == ('"a"', found.sha256)


def test_versions_are_kept_apart(tmp_path: Path) -> None:
    cache = DocumentCache(tmp_path)
    keep(cache, "2101.00001v1", pdf("one"))
    keep(cache, "2101.00001v2", pdf("two"))
    one, two = cache.find("2101.00001v1"), cache.find("2101.00001v2")
    assert one is not None
    assert two is not None
    assert one.sha256 != two.sha256


def test_a_document_damaged_on_disk_is_not_found(tmp_path: Path) -> None:
    cache = DocumentCache(tmp_path)
    path = keep(cache, "2101.00001v1", pdf("one"))
    path.write_bytes(path.read_bytes()[:-1] + b"x")
    assert cache.find("2101.00001v1") is None


@pytest.mark.parametrize("text", ["", "{", "[]", '{"file": "x"}'])
def test_a_damaged_sidecar_is_no_document(tmp_path: Path, text: str) -> None:
    cache = DocumentCache(tmp_path)
    keep(cache, "2101.00001v1", pdf("one"))
    (tmp_path / "2101.00001v1.json").write_text(text, encoding="utf-8")
    assert cache.find("2101.00001v1") is None


def test_a_sidecar_does_not_lead_out_of_the_folder(tmp_path: Path) -> None:
    outside = tmp_path / "secret.pdf"
    outside.write_bytes(pdf("secret"))
    cache = DocumentCache(tmp_path / "documents")
    keep(cache, "2101.00001v1", pdf("one"))
    sidecar = tmp_path / "documents" / "2101.00001v1.json"
    row = json.loads(sidecar.read_text("utf-8")) | {"file": "../secret.pdf", "sha256": hash_file(outside)}
    sidecar.write_text(json.dumps(row | {"size": outside.stat().st_size}), encoding="utf-8")
    assert cache.find("2101.00001v1") is None


def test_a_document_without_its_sidecar_was_never_kept(tmp_path: Path) -> None:
    cache = DocumentCache(tmp_path)
    keep(cache, "2101.00001v1", pdf("one"))
    (tmp_path / "2101.00001v1.json").unlink()
    assert cache.find("2101.00001v1") is None


def test_a_disk_that_takes_nothing_is_told(tmp_path: Path) -> None:
    cache = DocumentCache(tmp_path)
    cache.part("2101.00001v1").write_bytes(pdf("one"))
    (tmp_path / "2101.00001v1.json.part").mkdir()
    with pytest.raises(StoreError):
        cache.keep("2101.00001v1", sha256="0", size=1, etag=None, url="")
