"""Invented papers for tests that need a corpus: plainly fictional, no file longer than a line or two."""

from __future__ import annotations

import gzip
import io
import tarfile
from typing import Any

Row = dict[str, Any]


def pdf(text: str) -> bytes:
    """Bytes that pass for a PDF as far as a download is checked."""
    return b"%PDF-1.4\n" + text.encode() * 40 + b"\n%%EOF\n"


def tar_gz(text: str) -> bytes:
    """An e-print archive with one TeX file."""
    body = f"\\documentclass{{article}}\\begin{{document}}{text}\\end{{document}}".encode()
    packed = io.BytesIO()
    with tarfile.open(fileobj=packed, mode="w") as archive:
        entry = tarfile.TarInfo("main.tex")
        entry.size = len(body)
        archive.addfile(entry, io.BytesIO(body))
    return gzip.compress(packed.getvalue(), mtime=0)


def row(identifier: str, version: int = 1, **fields: Any) -> Row:
    """A row as `papers.jsonl` has it, with defaults for what a test does not care about."""
    defaults: Row = {
        "id": identifier,
        "version": version,
        "title": f"Paper {identifier}",
        "summary": "We measure nothing in particular.",
        "authors": ["Ada Quince", "Bo Larkspur"],
        "published": "2021-05-04T10:00:00Z",
        "updated": f"2021-05-{3 + version:02d}T10:00:00Z",
        "categories": ["cs.CL", "cs.LG"],
        "pdf": pdf(f"text of {identifier}v{version}"),
    }
    return defaults | fields


def shelf() -> list[Row]:
    """Eight papers in ten versions: two with two versions, one withdrawn, one with LaTeX only."""
    return [
        row(
            "2101.00001",
            title="Zero-Shot Moss Transfer with Multilingual Spores",
            summary="Multilingual spore pre-training improves zero-shot transfer on MossNLI by 3.1 points.",
        ),
        row(
            "2101.00002",
            1,
            title="How Multilingual Is a Spore?",
            summary="We probe zero-shot cross-garden transfer of pretrained spores.",
        ),
        row(
            "2101.00002",
            2,
            title="How Multilingual Is a Spore, Really?",
            summary="We probe zero-shot cross-garden transfer of pretrained spores again, on MossNLI.",
            comment="Table 2 corrected",
            journal_ref="Annals of Moss 3 (2021) 1-9",
            doi="10.0000/moss.3.1",
        ),
        row(
            "2101.00003",
            title="Dense Burrowing for Open-Garden Questions",
            summary="Dense burrowing beats lexical digging by 9 points.",
            published="2019-02-01T00:00:00Z",
            updated="2019-02-01T00:00:00Z",
            authors=["Čeněk Żółw"],
        ),
        row(
            "2101.00004",
            2,
            title="A Retracted View of Moss",
            summary="This paper has been withdrawn by the authors.",
            comment="This paper has been withdrawn due to an error in Lemma 2",
            pdf=None,
        ),
        row(
            "2101.00005", title="Ferns & Rings", summary="Rings < fields, and ferns.", categories=["math.RA"]
        ),
        row(
            "hep-th/0005057",
            title="Old Moss, New Physics",
            categories=["hep-th"],
            pdf=None,
            src=tar_gz("moss"),
        ),
        row(
            "2101.00006",
            1,
            title="Spores at Scale",
            summary="Pre-training spores at scale helps zero-shot transfer.",
        ),
        row(
            "2101.00006",
            3,
            title="Spores at Scale",
            summary="Pre-training spores at scale helps zero-shot transfer, we now say by 2.4 points.",
            updated="2022-08-01T00:00:00Z",
        ),
        row("2101.00007", title="On Nothing"),
    ]
