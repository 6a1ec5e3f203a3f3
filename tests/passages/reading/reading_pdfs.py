"""PDFs made from scratch, so that each test shows what stands where."""

from __future__ import annotations

import zlib
from collections.abc import Sequence
from hashlib import sha256
from pathlib import Path
from typing import NamedTuple

from synth.types import FetchedFile

FONTS = {"F": "Helvetica", "B": "Helvetica-Bold", "T": "Times-Roman"}


class Put(NamedTuple):
    """A string at a place of a page."""

    x: float
    y: float
    text: str
    size: float = 10.0
    font: str = "F"


def make_pdf(
    pages: Sequence[Sequence[Put]], *, extra: str = "", width: int = 612, height: int = 792
) -> bytes:
    """Write a PDF of the given pages; `extra` is drawn on each of them."""
    objects: list[bytes] = [b"", b""]
    fonts = []
    for key, name in FONTS.items():
        objects.append(
            f"<< /Type /Font /Subtype /Type1 /BaseFont /{name} /Encoding /WinAnsiEncoding >>".encode()
        )
        fonts.append(f"/{key} {len(objects)} 0 R")
    kids = []
    for page in pages:
        drawn = "\n".join(
            f"BT /{p.font} {p.size} Tf 1 0 0 1 {p.x} {p.y} Tm ({_escape(p.text)}) Tj ET" for p in page
        )
        content = zlib.compress((extra + "\n" + drawn).encode("cp1252"))
        objects.append(
            b"<< /Length %d /Filter /FlateDecode >>\nstream\n%s\nendstream" % (len(content), content)
        )
        objects.append(
            f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 {width} {height}] /Contents {len(objects)} 0 R "
            f"/Resources << /Font << {' '.join(fonts)} >> >> >>".encode()
        )
        kids.append(f"{len(objects)} 0 R")
    objects[0] = b"<< /Type /Catalog /Pages 2 0 R >>"
    objects[1] = f"<< /Type /Pages /Kids [{' '.join(kids)}] /Count {len(kids)} >>".encode()
    return assemble(objects)


def assemble(objects: Sequence[bytes]) -> bytes:
    """Write numbered objects, of which the first is the catalog, as a PDF file."""
    out = bytearray(b"%PDF-1.5\n")
    offsets = []
    for number, body in enumerate(objects, 1):
        offsets.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    start = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    for offset in offsets:
        out += b"%010d 00000 n \n" % offset
    out += b"trailer\n<< /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (len(objects) + 1, start)
    return bytes(out)


def paragraph(
    lines: Sequence[str], x: float, y: float, *, size: float = 10.0, leading: float = 12.0
) -> list[Put]:
    """Set lines one below the other."""
    return [Put(x, y - i * leading, line, size) for i, line in enumerate(lines)]


def fetched(path: Path, data: bytes, kind: str = "pdf") -> FetchedFile:
    """Write a file and describe it."""
    path.write_bytes(data)
    return FetchedFile(path=str(path), kind=kind, sha256=sha256(data).hexdigest(), size=len(data))  # type: ignore[arg-type]


def _escape(text: str) -> str:
    return text.replace("\\", r"\\").replace("(", r"\(").replace(")", r"\)")
