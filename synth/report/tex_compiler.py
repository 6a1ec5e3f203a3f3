"""XeLaTeX in a cage: no shell, no file outside its folder, a time limit; the same bytes every time."""

from __future__ import annotations

import os
import re
import shutil
import signal
import subprocess
from dataclasses import dataclass
from pathlib import Path

from synth.errors import PrerequisiteError, RenderError

__all__ = ["APT_PACKAGES", "XelatexCompiler", "missing_characters"]

APT_PACKAGES = (
    "texlive-xetex texlive-fonts-recommended latexmk lmodern fonts-texgyre fonts-dejavu-core "
    "fonts-noto-core fonts-noto-cjk fonts-symbola"
)
"""What Debian and Ubuntu call the engine and the fonts that a report is set in."""

_LOG_TAIL = 3000
_MISSING = re.compile(r"^Missing character: There is no (.+?) in font ([^!\n]*)", re.MULTILINE)


@dataclass(frozen=True, slots=True, kw_only=True)
class XelatexCompiler:
    """Typesets with latexmk and XeLaTeX; a `TexCompiler`.

    The PDF's dates are the modification time of the main file, to the second, so that whoever
    writes that file decides them and equal input gives equal bytes
    (https://reproducible-builds.org/specs/source-date-epoch/).
    """

    timeout_s: float = 120.0
    """Wall time of all passes together."""

    def __call__(self, folder: Path, main: str) -> Path:
        """Compile `folder/main`.tex and return the PDF's path.

        The folder must hold nothing but what belongs to the document. Raises `PrerequisiteError`
        without an engine, `RenderError` with the end of the log when typesetting fails.
        """
        self.check()
        source = folder / f"{main}.tex"
        status, output = self._run(_command(main), folder, _environment(folder, source))
        log = _read_log(folder, main) or output
        pdf = folder / f"{main}.pdf"
        if status is None:
            raise RenderError(
                f"typesetting did not end within {self.timeout_s:g} s",
                advice="Allow more time with SYNTH_TEX_TIMEOUT_S, or export without pdf.",
                log=log[-_LOG_TAIL:],
            )
        if status != 0 or not pdf.is_file():
            raise RenderError(
                f"XeLaTeX could not typeset the report: {_first_error(log)}",
                advice=f"Is everything installed? {_install_line()} The other formats are written.",
                log=log[-_LOG_TAIL:],
            )
        return pdf

    def check(self) -> None:
        """Raise `PrerequisiteError` when the engine or latexmk is missing."""
        missing = [name for name in ("latexmk", "xelatex") if shutil.which(name) is None]
        if missing:
            raise PrerequisiteError(
                f"no PDF without a TeX engine: {' and '.join(missing)} not found",
                advice=f"{_install_line()} Then: synth export RUN --format pdf",
            )

    def _run(self, command: list[str], folder: Path, env: dict[str, str]) -> tuple[int | None, str]:
        # A process group of its own: latexmk's children must not outlive the time limit.
        with subprocess.Popen(
            command,
            cwd=folder,
            env=env,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        ) as process:
            try:
                output, _ = process.communicate(timeout=self.timeout_s)
                status: int | None = process.returncode
            except subprocess.TimeoutExpired:
                os.killpg(process.pid, signal.SIGKILL)
                output, _ = process.communicate()
                status = None
            except BaseException:
                os.killpg(process.pid, signal.SIGKILL)
                raise
        return status, output.decode("utf-8", "replace")


def missing_characters(log: str) -> tuple[str, ...]:
    """Return the characters that a log reports as missing from a font, each once, in order."""
    found = [f"{char} in {font.strip().strip('[]').split('/')[0]}" for char, font in _MISSING.findall(log)]
    return tuple(dict.fromkeys(found))


def _command(main: str) -> list[str]:
    # -norc: a latexmkrc is Perl that would be run. -g: a failed run must not be taken for up to date.
    return [
        "latexmk",
        "-norc",
        "-xelatex",
        "-no-shell-escape",
        "-halt-on-error",
        "-interaction=nonstopmode",
        "-file-line-error",
        "-g",
        f"{main}.tex",
    ]


def _environment(folder: Path, source: Path) -> dict[str, str]:
    kept = {name: os.environ[name] for name in ("PATH", "HOME", "LANG", "TMPDIR") if name in os.environ}
    return {
        **kept,
        "openin_any": "p",
        "openout_any": "p",
        "shell_escape": "f",
        # A font that is not there is not there: METAFONT is not to be asked to make it.
        "MKTEXTFM": "0",
        "MKTEXMF": "0",
        "MKTEXPK": "0",
        "TEXMFOUTPUT": str(folder),
        "TEXMFHOME": str(folder / "no-texmf"),
        "TEXINPUTS": ".:",
        "max_print_line": "1000",
        "SOURCE_DATE_EPOCH": str(int(source.stat().st_mtime)),
        "FORCE_SOURCE_DATE": "1",
        "TZ": "UTC",
    }


def _read_log(folder: Path, main: str) -> str:
    try:
        return (folder / f"{main}.log").read_text(encoding="utf-8", errors="replace")
    except OSError:
        return ""


def _first_error(log: str) -> str:
    for line in log.splitlines():
        if line.startswith("! ") or re.match(r"\S+\.(?:tex|sty):\d+: ", line):
            return line.removeprefix("! ")[:200]
    return "no error line in its log"


def _install_line() -> str:
    return f"On Debian or Ubuntu: sudo apt-get install --no-install-recommends {APT_PACKAGES}"
