"""Settings as frozen values: flags over `SYNTH_*` environment over `synth.toml` over defaults."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from synth.errors import UsageError
from synth.identity import digest

__all__ = ["FORMATS", "READ_FROM", "REGISTERS", "TEMPLATES", "ReaderLimits", "Settings", "load_settings"]

FORMATS = ("pdf", "html", "md", "json", "tex", "bib", "csv")
"""Formats a report is written in."""

REGISTERS = ("crossref", "openalex")
"""Registers that can be asked whether a work with a DOI still stands."""

TEMPLATES = ("full", "classic")
"""Layouts of the typeset report."""

READ_FROM = ("latex+pdf", "pdf")
"""What papers are read from: the LaTeX source with its places in the PDF, or the PDF alone."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ReaderLimits:
    """What one document may cost before reading it is given up."""

    seconds: float = 25.0
    """Wall time of the reading process."""
    memory_bytes: int = 1_500 * 2**20
    """Address space of the reading process."""
    pages: int = 2_000
    """Pages read; the rest is left out with a warning."""
    unpacked_bytes: int = 200 * 2**20
    """Sum of the sizes of an archive's files."""
    files: int = 2_000
    """Files in an archive."""
    file_bytes: int = 300 * 2**20
    """Size of the file as it lies on disk."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """All that a run depends on besides its question and its sources."""

    home: Path = field(default_factory=lambda: Path.home() / ".synth")
    """Cache and store (`SYNTH_HOME`)."""
    arxiv_url: str = "https://export.arxiv.org"
    """arXiv or a mirror of it (`SYNTH_ARXIV_URL`)."""
    arxiv_interval_s: float = 3.0
    """Seconds between API requests of all processes that share a home; arXiv asks for 3."""
    document_interval_s: float = 0.5
    """Seconds between downloads of documents, likewise."""
    request_timeout_s: float = 30.0
    """Seconds without a byte after which a request is given up."""
    request_retries: int = 8
    """Further tries after a request that failed in a way that may pass."""
    request_backoff_s: float = 1.0
    """Seconds before the second try; doubled with each further one, up to a minute."""
    api_cache_s: float = 86_400.0
    """Seconds for which an answer of the API is used again; arXiv's index changes once a day."""
    registers: tuple[str, ...] = REGISTERS
    """Registers asked whether a paper with a DOI still stands (`SYNTH_REGISTERS`, "none" for none)."""
    crossref_url: str = "https://api.crossref.org"
    """Crossref or a mirror of it (`SYNTH_CROSSREF_URL`)."""
    openalex_url: str = "https://api.openalex.org"
    """OpenAlex or a mirror of it (`SYNTH_OPENALEX_URL`)."""
    contact_mail: str = ""
    """Told to Crossref, which serves those first whom it can write to (`SYNTH_CONTACT_MAIL`)."""
    register_interval_s: float = 1.0
    """Seconds between requests to one register of all processes that share a home."""
    max_papers: int = 15
    """Papers in a report at most."""
    embedder: str = "packaged"
    """"packaged" for the model that comes as a package, else any sentence-transformers name or path."""
    entailment: str = "packaged"
    """"packaged" for the model that comes with Synth, else any cross-encoder for entailment, name or path."""
    read_from: str = "latex+pdf"
    """"latex+pdf" for text and tables from the LaTeX source where there is one, "pdf" for PDFs alone."""
    tex_timeout_s: float = 120.0
    """Wall time of typesetting."""
    is_offline: bool = False
    """Answer from the cache alone."""
    bench: Path | None = None
    """Folder of the sets that `synth eval` measures on; None where there is none (`SYNTH_BENCH`)."""
    limits: ReaderLimits = ReaderLimits()
    """What one document may cost."""

    def digest(self) -> str:
        """Name the settings that can change a result; speed, place and patience don't count."""
        return digest(
            {
                "max_papers": self.max_papers,
                "embedder": self.embedder,
                "entailment": self.entailment,
                "pages": self.limits.pages,
                "arxiv_url": self.arxiv_url,
                "read_from": self.read_from,
            }
        )


# Environment variable and synth.toml key of each setting a user may want to change.
_KEYS = {
    "home": "SYNTH_HOME",
    "arxiv_url": "SYNTH_ARXIV_URL",
    "arxiv_interval_s": "SYNTH_ARXIV_INTERVAL_S",
    "document_interval_s": "SYNTH_DOCUMENT_INTERVAL_S",
    "request_timeout_s": "SYNTH_REQUEST_TIMEOUT_S",
    "request_retries": "SYNTH_REQUEST_RETRIES",
    "request_backoff_s": "SYNTH_REQUEST_BACKOFF_S",
    "api_cache_s": "SYNTH_API_CACHE_S",
    "registers": "SYNTH_REGISTERS",
    "crossref_url": "SYNTH_CROSSREF_URL",
    "openalex_url": "SYNTH_OPENALEX_URL",
    "contact_mail": "SYNTH_CONTACT_MAIL",
    "register_interval_s": "SYNTH_REGISTER_INTERVAL_S",
    "max_papers": "SYNTH_MAX_PAPERS",
    "embedder": "SYNTH_EMBEDDER",
    "entailment": "SYNTH_ENTAILMENT",
    "read_from": "SYNTH_READ_FROM",
    "tex_timeout_s": "SYNTH_TEX_TIMEOUT_S",
    "is_offline": "SYNTH_OFFLINE",
    "bench": "SYNTH_BENCH",
}


def load_settings(
    flags: Mapping[str, Any], environment: Mapping[str, str], folder: Path | None = None
) -> Settings:
    """Merge flags, environment and `synth.toml` in `folder` into one value.

    Flags that are None count as not given. Raises `UsageError` for an unknown key or a value
    that can't be read, naming where it stands.
    """
    values: dict[str, Any] = {}
    for name, raw in _read_toml(folder).items():
        values[name] = _convert(name, raw, f"{name} in synth.toml")
    for name, variable in _KEYS.items():
        if environment.get(variable, "") != "":
            values[name] = _convert(name, environment[variable], variable)
    for name, raw in flags.items():
        if raw is not None:
            values[name] = _convert(name, raw, f"--{name.replace('_', '-')}")
    settings = Settings(**values)
    if settings.max_papers < 1:
        raise UsageError(
            f"--max-papers is {settings.max_papers}; a report needs at least one paper",
            advice="Give a number from 1: synth report QUESTION --max-papers 15",
        )
    if settings.read_from not in READ_FROM:
        raise UsageError(
            f"read_from is {settings.read_from!r}, which is no way to read papers",
            advice=f"Known: {', '.join(READ_FROM)}",
        )
    return settings


def _read_toml(folder: Path | None) -> dict[str, Any]:
    path = (folder or Path.cwd()) / "synth.toml"
    try:
        text = path.read_text(encoding="utf-8")
    except FileNotFoundError:
        return {}
    except (OSError, UnicodeDecodeError) as error:
        raise UsageError(f"{path} can't be read: {error}", advice="Mend or remove the file.") from error
    import tomllib  # The reading processes use these settings too, and start for every paper.

    try:
        table = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise UsageError(f"{path} is not TOML: {error}", advice="Mend or remove the file.") from error
    unknown = sorted(set(table) - set(_KEYS))
    if unknown:
        raise UsageError(
            f"{path} has the unknown setting {unknown[0]!r}",
            advice=f"Known settings: {', '.join(sorted(_KEYS))}",
        )
    return table


def _convert(name: str, raw: Any, place: str) -> Any:
    kind = {f.name: f.type for f in dataclasses.fields(Settings)}[name]
    try:
        if kind in ("Path", "Path | None"):
            return Path(raw).expanduser().absolute()
        if kind == "bool":
            return _to_bool(raw)
        if kind == "int":
            return int(raw)
        if kind == "float":
            return _to_duration(raw)
        if name == "registers":
            return _to_registers(raw)
        text = str(raw)
        return text.rstrip("/") if name.endswith("_url") else text
    except (TypeError, ValueError) as error:
        wanted = f"list of {', '.join(REGISTERS)}, or none" if name == "registers" else kind
        raise UsageError(f"{place} is {raw!r}, which is no {wanted}", advice=f"Correct {place}.") from error


def _to_registers(raw: Any) -> tuple[str, ...]:
    names = raw.replace(",", " ").split() if isinstance(raw, str) else list(raw)
    if names == ["none"]:
        return ()
    if any(name not in REGISTERS for name in names):
        raise ValueError(raw)
    return tuple(name for name in REGISTERS if name in names)


def _to_duration(raw: Any) -> float:
    number = float(raw)
    if not 0 <= number < float("inf"):
        raise ValueError(raw)
    return number


def _to_bool(raw: Any) -> bool:
    if isinstance(raw, bool):
        return raw
    text = str(raw).strip().lower()
    if text in ("1", "true", "yes", "on"):
        return True
    if text in ("0", "false", "no", "off"):
        return False
    raise ValueError(raw)
