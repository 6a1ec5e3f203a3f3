"""Look for private development data in the project: whole files, and sentences copied from it.

    python .ci/leaks.py SHARED

Compares the hashes of all files, packed ones unpacked, and every run of 12 words of the project's
text files with those of the private text files. Exit code 1 names what was found.
"""

from __future__ import annotations

import gzip
import hashlib
import re
import subprocess
import sys
import tarfile
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
TEXT = set(".md .txt .tsv .csv .json .jsonl .xml .tex .bib .py .sh .toml .html".split())
RUN_WORDS = 12
TRIVIAL_BYTES = 64  # an empty or one-line file is nobody's
_MARKUP = re.compile(r"[<>={}\[\]/\\|_]")  # a run of prose holds none of these
_WORD = re.compile(r"[^\W\d_]{2,}")


def main(shared: Path) -> int:
    """Print every leak; return 1 if there was one."""
    files = project_files()
    hashes = {hash_of(path): path for path in files if path.stat().st_size > TRIVIAL_BYTES}
    leaks = [f"{hashes[h]} is {path}" for path, h in private_hashes(shared) if h in hashes]
    places = project_runs(files)
    for path, text in private_texts(shared):
        for run in word_runs(text):
            if run in places:
                leaks.append(f"{places[run]} has words of {path}: “{run}”")
                break
    sys.stdout.write("\n".join([*leaks, f"{len(files)} files of the project, {len(leaks)} leaks", ""]))
    return 1 if leaks else 0


def project_files() -> list[Path]:
    """Return the files that are or would be committed."""
    command = ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
    listed = subprocess.run(command, cwd=ROOT, capture_output=True, check=True).stdout.decode().split("\0")
    return [ROOT / name for name in sorted(filter(None, listed)) if (ROOT / name).is_file()]


def hash_of(path: Path) -> str:
    """Return the SHA-256 of a file."""
    return hashlib.sha256(path.read_bytes()).hexdigest()


def private_hashes(shared: Path) -> Iterator[tuple[Path, str]]:
    """Yield every private file with its hash, and the members of archives."""
    for path in sorted(p for p in shared.rglob("*") if p.is_file()):
        if path.stat().st_size > TRIVIAL_BYTES:
            yield path, hash_of(path)
        for content in members(path):
            if len(content) > TRIVIAL_BYTES:
                yield path, hashlib.sha256(content).hexdigest()


def members(path: Path) -> Iterator[bytes]:
    """Yield the files inside an e-print archive."""
    if not path.name.endswith((".tar.gz", ".gz", ".tar")):
        return
    try:
        with tarfile.open(path) as archive:
            for info in archive:
                file = archive.extractfile(info) if info.isfile() else None
                if file:
                    yield file.read()
    except tarfile.TarError:
        try:
            yield gzip.decompress(path.read_bytes())
        except (OSError, EOFError):
            return  # a broken archive on purpose; its own hash was compared


def private_texts(shared: Path) -> Iterator[tuple[Path, str]]:
    """Yield private data as text; notes about it (at the top, and README files) are no data."""
    notes = (p for p in shared.rglob("*") if p.parent == shared or p.name == "README.md")
    for path in sorted({p for p in shared.rglob("*") if p.is_file()} - set(notes)):
        if path.suffix in TEXT:
            yield path, path.read_text(encoding="utf-8", errors="replace")
        else:
            for content in members(path):
                yield path, content.decode("utf-8", errors="replace")


def word_runs(text: str) -> Iterator[str]:
    """Yield every run of 12 words of prose, lower case; numbers and punctuation don't count."""
    for stretch in _MARKUP.split(text):
        words = [word.lower() for word in _WORD.findall(stretch)]
        for start in range(len(words) - RUN_WORDS + 1):
            yield " ".join(words[start : start + RUN_WORDS])


def project_runs(files: list[Path]) -> dict[str, Path]:
    """Return the project's runs of words with the file that each stands in."""
    runs: dict[str, Path] = {}
    for path in files:
        if path.suffix in TEXT and path.name != "LICENSE":
            for run in word_runs(path.read_text(encoding="utf-8", errors="replace")):
                runs.setdefault(run, path.relative_to(ROOT))
    return runs


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1])))
