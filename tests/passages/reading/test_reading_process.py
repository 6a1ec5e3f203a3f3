"""Whatever a file holds, reading it ends: in a document or in a reason, and nothing else happens."""

from __future__ import annotations

import dataclasses
import gzip
import json
import os
import subprocess
import sys
import threading
import time
import zlib
from collections.abc import Callable
from pathlib import Path

import pypdf
import pytest
from reading_pdfs import Put, assemble, fetched, make_pdf, paragraph

from synth.errors import UnreadablePaper
from synth.passages import read_document
from synth.passages import reader as reader_module
from synth.settings import ReaderLimits
from synth.types import Document

LIMITS = ReaderLimits(seconds=15, memory_bytes=900 * 2**20)
WORDS = ["The harbour was measured every day of the year,", "and it gained 2.1 points over the old tables."]


def read(folder: Path, data: bytes, kind: str = "pdf", limits: ReaderLimits = LIMITS) -> Document:
    return read_document(fetched(folder / "paper.bin", data, kind), paper_id="p", version=2, limits=limits)


def refusal(folder: Path, data: bytes, kind: str = "pdf", limits: ReaderLimits = LIMITS) -> UnreadablePaper:
    with pytest.raises(UnreadablePaper) as refused:
        read(folder, data, kind, limits)
    assert refused.value.message
    assert refused.value.advice
    return refused.value


def plain_page() -> bytes:
    return make_pdf([paragraph(WORDS, 60, 700)])


def test_a_document_comes_back_whole(tmp_path: Path) -> None:
    document = read(tmp_path, plain_page())
    assert document.kind == "pdf"
    assert (document.paper_id, document.version) == ("p", 2)
    (sentence,) = (p for p in document.passages if p.kind == "sentence")
    assert sentence.text == " ".join(WORDS)
    assert (sentence.page, len(sentence.boxes)) == (1, 2)


def test_source_and_text_are_read_too(tmp_path: Path) -> None:
    latex = b"\\documentclass{article}\\begin{document}We gain $2.1\\pm0.3$ points.\\end{document}"
    for packed in (latex, gzip.compress(latex)):
        assert read(tmp_path, packed, "source").text == "We gain 2.1 ± 0.3 points."
    # arXiv serves the PDF as the "source" of papers that came as PDF only.
    assert read(tmp_path, gzip.compress(plain_page()), "source").kind == "pdf"
    assert read(tmp_path, b"We gain 2.1 points.\n", "text").text == "We gain 2.1 points.\n"


def test_several_at_once_in_threads(tmp_path: Path) -> None:
    files = [fetched(tmp_path / f"{i}.txt", f"We gain {i} points.".encode(), "text") for i in range(4)]
    found: dict[int, str] = {}

    def work(i: int) -> None:
        found[i] = read_document(files[i], paper_id=str(i), version=None).text

    threads = [threading.Thread(target=work, args=(i,)) for i in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert found == {i: f"We gain {i} points." for i in range(4)}


# ------------------------------------------------------------------- what is no readable PDF


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"", "empty"),
        (b"<!DOCTYPE html><html><body>Sign in to go on</body></html>", "not_a_paper"),
        (b"version https://git-lfs.github.com/spec/v1\noid sha256:03", "not_a_paper"),
        (make_pdf([]), "empty"),
        (make_pdf([[], []]), "scanned"),
        (make_pdf([[Put(300, 40, str(i), 9)] for i in range(6)]), "scanned"),
        (b"%PDF-1.5\n1 0 obj\n<< /Type /Catalog /Pages 2 0 R >>\n", "truncated"),
        (b"%PDF-1.5\nrubbish\n%%EOF\n", "crashed"),
    ],
)
def test_reasons(tmp_path: Path, data: bytes, reason: str) -> None:
    assert refusal(tmp_path, data).reason == reason


def test_a_missing_file(tmp_path: Path) -> None:
    file = fetched(tmp_path / "a.pdf", b"x")
    (tmp_path / "a.pdf").unlink()
    with pytest.raises(UnreadablePaper) as refused:
        read_document(file, paper_id="p", version=1)
    assert refused.value.reason == "missing"


def encrypt(data: bytes, user: str, folder: Path) -> bytes:
    (folder / "plain.pdf").write_bytes(data)
    writer = pypdf.PdfWriter(clone_from=str(folder / "plain.pdf"))
    writer.encrypt(user_password=user, owner_password="owner", algorithm="RC4-128")
    writer.write(folder / "locked.pdf")
    return (folder / "locked.pdf").read_bytes()


def test_encryption_is_tried_with_the_empty_password(tmp_path: Path) -> None:
    assert refusal(tmp_path, encrypt(plain_page(), "secret", tmp_path)).reason == "encrypted"
    assert "2.1 points" in read(tmp_path, encrypt(plain_page(), "", tmp_path)).text


def test_a_file_that_ends_early_is_read_with_a_warning_or_refused_as_truncated(tmp_path: Path) -> None:
    whole = make_pdf([paragraph(WORDS * 20, 60, 700) for _ in range(5)])
    stump = whole[: int(0.6 * len(whole))]
    try:
        outcome = " ".join(read(tmp_path, stump).warnings)
    except UnreadablePaper as error:
        outcome = error.reason
    assert "truncated" in outcome


def test_more_pages_than_allowed_are_left_out_with_a_warning(tmp_path: Path) -> None:
    document = read(
        tmp_path,
        make_pdf([paragraph(WORDS, 60, 700)] * 5),
        limits=dataclasses.replace(LIMITS, pages=2),
    )
    assert len(document.page_starts) == 2
    assert "only the first 2 of 5 pages were read" in document.warnings


def test_a_file_larger_than_allowed(tmp_path: Path) -> None:
    assert (
        refusal(tmp_path, plain_page(), limits=dataclasses.replace(LIMITS, file_bytes=100)).reason
        == "too_large"
    )


# ------------------------------------------------------------------- hostile PDFs


def page_with(content: bytes, resources: bytes, *more: bytes, length: int | None = None) -> bytes:
    """One page; objects 5 and up are `more`."""
    return assemble(
        [
            b"<< /Type /Catalog /Pages 2 0 R >>",
            b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
            b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Contents 4 0 R /Resources << %s >> >>"
            % resources,
            content,
            *more,
        ]
    )


def stream(data: bytes, extra: bytes = b"") -> bytes:
    return b"<< /Length %d %s >>\nstream\n%s\nendstream" % (len(data), extra, data)


def flate_bomb() -> bytes:
    packer = zlib.compressobj(1)
    packed = b"".join(packer.compress(b" " * 2**20) for _ in range(600)) + packer.flush()
    return page_with(stream(packed, b"/Filter /FlateDecode"), b"")


def form(draws: bytes, resources: bytes) -> bytes:
    return stream(draws, b"/Type /XObject /Subtype /Form /BBox [0 0 612 792] /Resources << %s >>" % resources)


def self_reference() -> bytes:
    return page_with(
        stream(b"/X Do"), b"/XObject << /X 5 0 R >>", form(b"/X Do /X Do", b"/XObject << /X 5 0 R >>")
    )


def nested_forms() -> bytes:
    forms = [
        form(b"/X Do /X Do", b"/XObject << /X %d 0 R >>" % (6 + i)) if i < 26 else form(b"0 0 m", b"")
        for i in range(27)
    ]
    return page_with(stream(b"/X Do"), b"/XObject << /X 5 0 R >>", *forms)


def page_loop() -> bytes:
    return assemble(
        [
            b"<< /Type /Catalog /Pages 2 0 R >>",
            b"<< /Type /Pages /Kids [3 0 R] /Count 1000000 >>",
            b"<< /Type /Pages /Kids [2 0 R 3 0 R] /Count 1000000 /Parent 2 0 R >>",
        ]
    )


@pytest.mark.parametrize("make", [flate_bomb, self_reference, nested_forms, page_loop])
def test_hostile_pdfs_end_with_text_or_a_reason(tmp_path: Path, make: Callable[[], bytes]) -> None:
    before = sorted(tmp_path.iterdir())
    try:
        outcome = read(tmp_path, make(), limits=ReaderLimits(seconds=4, memory_bytes=500 * 2**20)).text
    except UnreadablePaper as error:
        outcome = error.reason
    assert outcome
    assert sorted(path.name for path in tmp_path.iterdir()) == [*before, "paper.bin"]


# ------------------------------------------------------------------- the process itself


def stand_in(monkeypatch: pytest.MonkeyPatch, code: str) -> None:
    """Let another program take the reading process's place."""
    real = subprocess.Popen

    def start(command: list[str], **options: object) -> subprocess.Popen[bytes]:
        return real([sys.executable, "-c", code], **options)  # type: ignore[call-overload,no-any-return]

    monkeypatch.setattr(reader_module.subprocess, "Popen", start)


def test_a_process_that_hangs_is_killed_with_its_children(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    note = tmp_path / "pid"
    stand_in(
        monkeypatch,
        "import subprocess, sys, time\n"
        "child = subprocess.Popen([sys.executable, '-c', 'import time; time.sleep(60)'])\n"
        f"open({str(note)!r}, 'w').write(str(child.pid)); time.sleep(60)",
    )
    assert refusal(tmp_path, b"words", "text", ReaderLimits(seconds=1.5)).reason == "too_slow"
    child = int(note.read_text())
    # On a busy machine the kernel ends a killed process a moment later.
    for _ in range(20):
        if not is_running(child):
            break
        time.sleep(0.01)
    assert not is_running(child)


def is_running(pid: int) -> bool:
    """Tell whether a process still does anything; a zombie waits for its new parent only."""
    try:
        status = Path(f"/proc/{pid}/stat").read_text(encoding="utf-8")
    except FileNotFoundError:
        return False
    return status.rpartition(")")[2].split()[0] != "Z"


@pytest.mark.parametrize(
    ("code", "reason"),
    [
        ("import os; os.abort()", "crashed"),
        ("print('not json')", "crashed"),
        ('print(\'{"document": {"text": 5}}\')', "crashed"),
        ('print(\'{"error": {"reason": "mood", "message": "x"}}\')', "crashed"),
        ("pass", "crashed"),
    ],
)
def test_a_process_that_misbehaves_is_a_reason(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, code: str, reason: str
) -> None:
    stand_in(monkeypatch, "import sys; sys.stdin.read()\n" + code)
    assert refusal(tmp_path, b"words", "text").reason == reason


def test_an_answer_that_points_outside_its_text_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    answer = {
        "kind": "pdf", "text": "short", "page_starts": [0], "title": None, "warnings": [],
        "passages": [["sentence", "text", None, 1, None, 0, 99, []]],
    }  # fmt: skip
    stand_in(monkeypatch, f"import sys; sys.stdin.read(); print({json.dumps({'document': answer})!r})")
    assert refusal(tmp_path, b"words", "text").reason == "crashed"


def test_the_fallback_reads_when_the_fast_engine_dies(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = reader_module._run

    def run(request: dict[str, object], deadline: float) -> reader_module._Outcome:
        if request["engine"] == "pdfium":
            return reader_module._Outcome({}, False, -6)
        return real(request, deadline)

    monkeypatch.setattr(reader_module, "_run", run)
    document = read(tmp_path, plain_page())
    assert "gained 2.1 points over the old tables." in document.text
    assert "fallback" in document.warnings[0]
    assert document.passages[0].page == 1


def run_in_worker(code: str) -> subprocess.CompletedProcess[str]:
    setup = (
        "from synth.passages import worker\nfrom synth.settings import ReaderLimits\n"
        "worker._give_up_privileges(ReaderLimits())\n"
    )
    return subprocess.run([sys.executable, "-c", setup + code], capture_output=True, text=True, check=False)


@pytest.mark.parametrize(
    "code",
    [
        "import socket; socket.socket()",
        "import socket; socket.getaddrinfo('localhost', 80)",
        "import subprocess; subprocess.run(['true'])",
        "import os; os.system('true')",
        "open('out.txt', 'w')",
        "import os; os.remove('x')",
    ],
)
def test_the_reading_process_may_not_reach_out(tmp_path: Path, code: str) -> None:
    ended = run_in_worker(f"import os; os.chdir({str(tmp_path)!r})\n{code}")
    assert "a reading process may not" in ended.stderr
    assert not list(tmp_path.iterdir())


def test_the_reading_process_starts_without_heavy_imports() -> None:
    code = (
        "import sys, synth.passages.reader, synth.passages.worker, synth.passages.read_pdf\n"
        "heavy = ('torch', 'numpy', 'pypdf', 'sentence_transformers', 'onnxruntime')\n"
        "print([name for name in heavy if name in sys.modules])"
    )
    ended = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert ended.stdout.strip() == "[]"


def test_reading_processes_keep_the_modules_they_compile(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    # Only they import the page's reader, so that in a fresh checkout each compiled it anew.
    caches = tmp_path / "compiled"
    environment = reader_module._environment()
    monkeypatch.setattr(
        reader_module, "_environment", lambda: environment | {"PYTHONPYCACHEPREFIX": str(caches)}
    )
    assert read(tmp_path, plain_page()).kind == "pdf"
    assert {"lines", "pdf_text", "writer"} <= {path.name.split(".")[0] for path in caches.rglob("*.pyc")}


@pytest.mark.parametrize(
    "flags", [os.O_WRONLY, os.O_RDWR, os.O_RDONLY | os.O_CREAT, os.O_RDONLY | os.O_TRUNC]
)
def test_a_reading_process_may_not_open_files_for_writing_by_flags(flags: int) -> None:
    """Cause: only the mode was looked at, and os.open has none."""
    from synth.passages.worker import _forbid

    with pytest.raises(PermissionError, match="may not write"):
        _forbid("open", ("/somewhere/file", None, flags))
    _forbid("open", ("/somewhere/file", None, os.O_RDONLY | os.O_CLOEXEC))
