"""Make the demo corpus from its LaTeX: the PDFs, the packed sources, and the record of both.

    python data/demo/build.py            make everything again, in place
    python data/demo/build.py --check    make it in a temporary folder and compare

The same TeX engine gives the same bytes: the clock is fixed, and every paper is compiled under
the same name in an empty folder. `build.json` says which engines made the PDFs that are here;
another release of TeX gives the same text, but seldom the same bytes.
"""

from __future__ import annotations

import argparse
import gzip
import hashlib
import io
import json
import os
import shutil
import subprocess
import sys
import tarfile
import tempfile
from pathlib import Path

HERE = Path(__file__).parent
EPOCH = 1_735_689_600  # 2025-01-01, so that no clock gets into a file
TIMEOUT_S = 120.0


def engine_of(main: Path) -> str:
    """Return the engine that a paper asks for in its first line, else pdflatex."""
    first = main.read_text(encoding="utf-8").splitlines()[0]
    return first.partition("% !TeX program =")[2].strip() or "pdflatex"


def main_file(source: Path) -> Path:
    """Return the file that LaTeX is started on, of a paper in one file or in a folder."""
    return source / "main.tex" if source.is_dir() else source


def sources() -> tuple[Path, ...]:
    """Return the papers' sources, by name: a .tex file each, or a folder with main.tex."""
    return tuple(sorted(p for p in (HERE / "tex").iterdir() if p.is_dir() or p.suffix == ".tex"))


def name_of(source: Path) -> str:
    """Return the versioned id that a source is named after."""
    return source.name.removesuffix(".tex")


def compile_paper(source: Path) -> bytes:
    """Typeset one paper in an empty folder and return the PDF's bytes; raises RuntimeError."""
    engine = engine_of(main_file(source))
    clock = {"SOURCE_DATE_EPOCH": str(EPOCH), "FORCE_SOURCE_DATE": "1", "TZ": "UTC"}
    safety = {"openin_any": "p", "openout_any": "p"}
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place) / "paper"
        if source.is_dir():
            shutil.copytree(source, folder)
        else:
            folder.mkdir()
            shutil.copy(source, folder / "main.tex")
        command = [engine, "-no-shell-escape", "-halt-on-error", "-interaction=nonstopmode", "main.tex"]
        for _ in range(2):  # the second pass settles the references to tables
            done = subprocess.run(
                command,
                cwd=folder,
                env={**os.environ, **clock, **safety},
                capture_output=True,
                timeout=TIMEOUT_S,
            )
            if done.returncode:
                raise RuntimeError(f"{name_of(source)}: {done.stdout.decode(errors='replace')[-2000:]}")
        return (folder / "main.pdf").read_bytes()


def pack_tar(source: Path) -> bytes:
    """Pack a folder as arXiv does, .tar.gz, with neither clock nor owner in it."""
    buffer = io.BytesIO()
    with tarfile.open(fileobj=buffer, mode="w", format=tarfile.USTAR_FORMAT) as archive:
        for path in sorted(source.rglob("*.tex")):
            info = tarfile.TarInfo(path.relative_to(source).as_posix())
            info.size, info.mtime, info.mode = path.stat().st_size, EPOCH, 0o644
            archive.addfile(info, io.BytesIO(path.read_bytes()))
    return gzip.compress(buffer.getvalue(), mtime=EPOCH)


def packed_sources(rows: list[dict[str, object]]) -> dict[str, bytes]:
    """Return the archives that the corpus offers, by path: folders as .tar.gz, files as .gz."""
    packed = {}
    for row in rows:
        target = str(row["src"] or "")
        source = HERE / "tex" / f"{row['id']}v{row['version']}"
        if target.endswith(".tar.gz"):
            packed[target] = pack_tar(source)
        elif target.endswith(".gz"):
            packed[target] = gzip.compress(source.with_name(source.name + ".tex").read_bytes(), mtime=EPOCH)
    return packed


def engine_version(engine: str) -> str:
    """Return the first line of an engine's --version; raises RuntimeError where it is not installed."""
    try:
        done = subprocess.run([engine, "--version"], capture_output=True, text=True, timeout=TIMEOUT_S)
    except FileNotFoundError as error:
        raise RuntimeError(f"{engine} is not installed: apt-get install texlive-xetex") from error
    return done.stdout.splitlines()[0]


def build() -> dict[str, bytes]:
    """Return every made file of the corpus by its path below data/demo."""
    rows = [json.loads(line) for line in (HERE / "papers.jsonl").read_text(encoding="utf-8").splitlines()]
    made = {f"pdf/{name_of(source)}.pdf": compile_paper(source) for source in sources()}
    made.update(packed_sources(rows))
    record = {
        "engines": {name: engine_version(name) for name in ("pdflatex", "xelatex")},
        "sha256": {path: hashlib.sha256(made[path]).hexdigest() for path in sorted(made)},
    }
    made["build.json"] = (json.dumps(record, indent=2) + "\n").encode()
    return made


def main(arguments: list[str]) -> int:
    """Make the files or compare them; returns the exit code."""
    parser = argparse.ArgumentParser(description="Make the demo corpus from its LaTeX.")
    parser.add_argument("--check", action="store_true", help="compare instead of writing")
    is_check = parser.parse_args(arguments).check
    differing = []
    for path, content in build().items():
        target = HERE / path
        if is_check and (not target.exists() or target.read_bytes() != content):
            differing.append(path)
        elif not is_check:
            target.parent.mkdir(exist_ok=True)
            target.write_bytes(content)
    for path in differing:
        print(f"differs: {path}")
    return 1 if differing else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
