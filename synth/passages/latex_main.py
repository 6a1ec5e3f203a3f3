"""Files of a source in, the name of the one out on which TeX would be started."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from pathlib import PurePosixPath

from synth.passages.latex_source import decode, input_targets

__all__ = ["find_main"]

_CLASS = re.compile(r"^[^%\n]*?\\document(?:class|style)\s*(?:\[[^\[\]]*\]\s*)?\{\s*([^{}\s]*)", re.M)
_BEGIN = re.compile(r"^[^%\n]*\\begin\s*\{document\}", re.M)
_USUAL = frozenset("main ms paper article arxiv manuscript".split())
"""Names that main files have."""

_OF_A_PART = frozenset("subfiles standalone letter scrlttr2 beamer slides proc".split())
"""Classes of documents that are no paper."""

_ASIDE = re.compile(
    r"supp|append|^si$|readme|cover|letter|response|rebuttal|referee|review|reply|answer|old|backup|bak$|copy"
    r"|draft|diff|template|sample|example|poster|slides|talk|test|notes?$|author",
    re.I,
)
"""What names of other documents that lie beside a paper hold."""


def find_main(files: Mapping[str, bytes]) -> str | None:
    """Return the name of the file that TeX would be started on; None where there is no TeX."""
    named, ignored = _named_in_readme(files)
    if named:
        return named
    texts = {
        name: decode(content)
        for name, content in files.items()
        if PurePosixPath(name).suffix.lower() in (".tex", ".ltx", ".latex", "", ".txt")
        and name not in ignored
    }
    classes = {name: found[1] for name, text in texts.items() if (found := _CLASS.search(text))}
    whole = [name for name in classes if _BEGIN.search(texts[name])]
    plain = [
        name
        for name, text in texts.items()
        if "\\end" in text or "\\bye" in text or "\\section" in text or "\\input" in text
    ]
    chosen = whole or list(classes) or plain
    if not chosen:
        return None
    included = {target.removesuffix(".tex") for name in chosen for target in input_targets(texts[name])}

    def rank(name: str) -> tuple[bool, bool, bool, bool, bool, int, int, str]:
        path = PurePosixPath(name)
        return (
            str(path.with_suffix("")) in included or path.stem in included,
            classes.get(name) in _OF_A_PART,
            bool(_ASIDE.search(path.stem)),
            path.with_suffix(".bbl").as_posix() not in files,
            path.stem.lower() not in _USUAL,
            name.count("/"),
            -len(files[name]),
            name,
        )

    return min(chosen, key=rank)


def _named_in_readme(files: Mapping[str, bytes]) -> tuple[str | None, frozenset[str]]:
    """Return the file that arXiv's own notes name, and those that they tell it to leave out."""
    ignored: set[str] = set()
    for name, content in sorted(files.items()):
        base = PurePosixPath(name).name.lower()
        if not base.startswith("00readme"):
            continue
        text = decode(content)
        if base.endswith(".json"):
            usages = _usages(text)
            ignored.update(file for file, usage in usages if usage == "ignore")
        else:
            pairs = [line.split() for line in text.splitlines()]
            usages = [(pair[0], pair[1].lower()) for pair in pairs if len(pair) >= 2]
            ignored.update(file for file, usage in usages if usage == "ignore")
        top = next(
            (file for file, usage in usages if usage in ("toplevel", "toplevelfile") and file in files), None
        )
        if top:
            return top, frozenset(ignored)
    return None, frozenset(ignored)


def _usages(text: str) -> list[tuple[str, str]]:
    try:
        sources = json.loads(text).get("sources", [])
        pairs = [(row["filename"], row.get("usage", "")) for row in sources]
    except (ValueError, AttributeError, KeyError, TypeError, RecursionError):
        return []
    return [(file, usage) for file, usage in pairs if isinstance(file, str) and isinstance(usage, str)]
