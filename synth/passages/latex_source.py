"""LaTeX files in, one stretch of LaTeX out: inputs joined, comments dropped, macros expanded.

Every character keeps the number of the source line it came from. Nothing is run: macros are
expanded as text, a bounded number of times.
"""

from __future__ import annotations

import json
import re
from array import array
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import NamedTuple

__all__ = ["Tracked", "find_main", "flatten", "group_end", "prepare"]

MAX_CHARS = 20_000_000
"""Characters of a flattened source; a book has two million."""

MAX_EXPANSIONS = 60_000
"""Macro uses expanded in a source."""

MAX_DEPTH = 12
"""Depth of inputs within inputs, and of macros within macros."""

_INPUT = re.compile(
    r"\\(?:input|include|subfile|subfileinclude|import|subimport)\b\s*(?:\{([^{}]*)\}\s*(?:\{([^{}]*)\})?|([^\s{}\\%]+))"
)
_COMMENT = re.compile(r"(?<!\\)((?:\\\\)*)%.*")
_DOCUMENT_CLASS = re.compile(rb"\\document(?:class|style)\b")


@dataclass(frozen=True, slots=True)
class Tracked:
    """Text whose characters know their source line."""

    text: str
    lines: array[int]

    def __getitem__(self, span: slice) -> Tracked:
        return Tracked(self.text[span], self.lines[span])

    def line_at(self, offset: int) -> int:
        """Return the source line of the character at an offset."""
        return self.lines[min(offset, len(self.lines) - 1)] if self.lines else 1


class _Collector:
    """Puts tracked pieces together."""

    def __init__(self) -> None:
        self.parts: list[str] = []
        self.lines: array[int] = array("l")
        self.length = 0

    def add(self, text: str, line: int) -> None:
        """Append text that stems from one line."""
        self.parts.append(text)
        self.lines.extend(array("l", [line]) * len(text))
        self.length += len(text)

    def add_piece(self, piece: Tracked) -> None:
        """Append tracked text."""
        self.parts.append(piece.text)
        self.lines.extend(piece.lines)
        self.length += len(piece.text)

    def done(self) -> Tracked:
        """Return all of it."""
        return Tracked("".join(self.parts), self.lines)


# ------------------------------------------------------------------- files


def find_main(files: Mapping[str, bytes]) -> str | None:
    """Return the name of the file that TeX would be started on; None where there is no TeX."""
    named = _named_in_readme(files)
    if named:
        return named
    candidates = [
        name for name in files if PurePosixPath(name).suffix.lower() in (".tex", ".ltx", "", ".txt")
    ]
    whole = [
        name
        for name in candidates
        if _DOCUMENT_CLASS.search(files[name]) and b"\\begin{document}" in files[name]
    ]
    classed = whole or [name for name in candidates if _DOCUMENT_CLASS.search(files[name])]
    plain = [
        name
        for name in candidates
        if b"\\end" in files[name] or b"\\bye" in files[name] or b"\\section" in files[name]
    ]
    chosen = classed or plain
    if not chosen:
        return None
    included = {target for name in chosen for target in _targets(files[name].decode("latin-1"))}

    def rank(name: str) -> tuple[bool, bool, int, int, str]:
        stem = PurePosixPath(name).stem
        is_usual = stem.lower() in ("main", "ms", "paper", "article", "arxiv", "manuscript")
        has_bbl = f"{PurePosixPath(name).with_suffix('.bbl')}" in files
        return (
            stem in included or name in included,
            not (is_usual or has_bbl),
            name.count("/"),
            -len(files[name]),
            name,
        )

    return min(chosen, key=rank)


def _named_in_readme(files: Mapping[str, bytes]) -> str | None:
    for name, content in sorted(files.items()):
        base = PurePosixPath(name).name.lower()
        if base.startswith("00readme"):
            text = content.decode("utf-8", errors="replace")
            for line in text.splitlines():
                words = line.split()
                if len(words) >= 2 and words[1].lower() == "toplevelfile" and words[0] in files:
                    return words[0]
            if base.endswith(".json"):
                return _top_level(text, files)
    return None


def _top_level(text: str, files: Mapping[str, bytes]) -> str | None:
    try:
        sources = json.loads(text).get("sources", [])
        names = [row["filename"] for row in sources if row.get("usage") == "toplevel"]
    except (ValueError, AttributeError, KeyError, TypeError, RecursionError):
        return None
    return next((name for name in names if isinstance(name, str) and name in files), None)


def _targets(text: str) -> Iterator[str]:
    for match in _INPUT.finditer(text):
        folder, name = (match[1], match[2]) if match[2] else ("", match[1] or match[3])
        path = PurePosixPath(folder or "") / (name or "").strip()
        yield path.as_posix().removeprefix("./")


def flatten(files: Mapping[str, bytes], main: str) -> tuple[Tracked, tuple[str, ...]]:
    """Join the inputs of `main` in place, without comments; returns also the inputs that are missing."""
    out = _Collector()
    missing: list[str] = []
    _flatten_into(out, files, main, (main,), missing)
    return out.done(), tuple(missing)


def _flatten_into(
    out: _Collector, files: Mapping[str, bytes], name: str, stack: tuple[str, ...], missing: list[str]
) -> None:
    for number, line in enumerate(_decode(files[name]).splitlines(), 1):
        if out.length > MAX_CHARS:
            return
        kept = _COMMENT.sub(r"\1", line)
        if len(kept) < len(line):
            # A comment takes the line's end with it, so words around it are not parted twice.
            if not kept.strip():
                continue
        else:
            kept += "\n"
        at = 0
        for match in _INPUT.finditer(kept):
            target = _resolve(files, next(_targets(match[0])), name)
            if target is None or target in stack or len(stack) > MAX_DEPTH:
                missing.append(match[0])
                continue
            out.add(kept[at : match.start()], number)
            _flatten_into(out, files, target, (*stack, target), missing)
            at = match.end()
        out.add(kept[at:], number)


def _decode(content: bytes) -> str:
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return content.decode("latin-1")


def _resolve(files: Mapping[str, bytes], target: str, origin: str) -> str | None:
    folder = PurePosixPath(origin).parent
    for base in (PurePosixPath(target), folder / target):
        for name in (base.as_posix(), f"{base.as_posix()}.tex"):
            if name in files and ".." not in PurePosixPath(name).parts:
                return name
    return None


# ------------------------------------------------------------------- macros


class _Macro(NamedTuple):
    arity: int
    default: str | None
    body: str


_DEFINITION = re.compile(
    r"\\(?:(?P<new>(?:re)?newcommandx?|providecommand|DeclareRobustCommand|DeclareMathOperator)\*?\s*"
    r"(?:\{\s*\\(?P<name1>[a-zA-Z@]+|.)\s*\}|\\(?P<name2>[a-zA-Z@]+))"
    r"\s*(?:\[(?P<arity>\d)\])?\s*(?:\[(?P<default>[^\[\]]{0,200})\])?\s*"
    r"|(?P<def>(?:long\s*\\)?[gex]?def)\s*\\(?P<name3>[a-zA-Z@]+|.)(?P<params>(?:#\d)*)\s*"
    r"|(?P<env>(?:re)?newenvironment)\*?\s*\{[^{}]*\}\s*(?:\[\d\])?\s*(?:\[[^\[\]]{0,200}\])?\s*"
    r"|(?P<let>let)\s*\\[a-zA-Z@]+\s*=?\s*(?:\\[a-zA-Z@]+|.)"
    r"|(?P<theorem>newtheorem)\*?\s*\{[^{}]*\}\s*(?:\[[^\[\]]*\])?\s*\{[^{}]*\}\s*(?:\[[^\[\]]*\])?)"
)
_NOT_EXPANDED = frozenset(
    """begin end section subsection caption item cite label ref footnote title author thanks par url
    href""".split()
)
_ENDS_IN_MACRO = re.compile(r"\\[a-zA-Z]+$")
_FALSE = re.compile(r"\\ExplSyntaxO(?:n|ff)\b|\\iffalse\b|\\if[a-zA-Z@]*\b|\\fi\b")


def prepare(source: Tracked) -> Tracked:
    """Strip definitions and dead branches, and expand the macros that were defined."""
    source = _without_dead(source)
    source, macros = _take_definitions(source)
    budget = MAX_EXPANSIONS
    for _ in range(MAX_DEPTH):
        source, used = _expand(source, macros, budget)
        budget -= used
        if used == 0 or budget <= 0:
            break
    return source


def group_end(text: str, start: int, limit: int = 200_000) -> int:
    """Return the offset behind the brace group that opens at `start`; -1 if it does not close."""
    depth = 0
    for match in _BRACES.finditer(text, start, min(len(text), start + limit)):
        if match[0] == "{":
            depth += 1
        elif match[0] == "}":
            depth -= 1
            if depth == 0:
                return match.end()
    return -1


_BRACES = re.compile(r"\\.|[{}]", re.S)


def _without_dead(source: Tracked) -> Tracked:
    """Drop what a false condition, or LaTeX3 code, keeps from being printed."""
    out = _Collector()
    depth, keep_from = 0, 0
    for match in _FALSE.finditer(source.text):
        if depth == 0:
            if match[0] in ("\\iffalse", "\\ExplSyntaxOn"):
                out.add_piece(source[keep_from : match.start()])
                depth = 1
        elif match[0] in ("\\fi", "\\ExplSyntaxOff"):
            depth -= 1
            if depth == 0:
                keep_from = match.end()
        else:
            depth += 1
    if depth == 0:
        out.add_piece(source[keep_from:])
    return out.done()


def _take_definitions(source: Tracked) -> tuple[Tracked, dict[str, _Macro]]:
    text, out, macros = source.text, _Collector(), {}
    at = 0
    for match in _DEFINITION.finditer(text):
        if match.start() < at:
            continue
        end = match.end()
        for _ in range(2 if match["env"] else 0 if match["let"] or match["theorem"] else 1):
            while end < len(text) and text[end].isspace():
                end += 1
            closed = group_end(text, end) if text[end : end + 1] == "{" else -1
            if closed < 0:
                break
            if not match["env"]:
                name = match["name1"] or match["name2"] or match["name3"]
                arity = int(match["arity"] or 0) if match["new"] else (match["params"] or "").count("#")
                macros[name] = _Macro(arity, match["default"], text[end + 1 : closed - 1])
            end = closed
        out.add_piece(source[at : match.start()])
        at = end
    out.add_piece(source[at:])
    usable = {
        name: macro
        for name, macro in macros.items()
        if name.isalpha()
        and name not in _NOT_EXPANDED
        and macro.arity <= 4
        and "@" not in macro.body
        and len(macro.body) < 2_000
    }
    return out.done(), usable


def _expand(source: Tracked, macros: Mapping[str, _Macro], budget: int) -> tuple[Tracked, int]:
    text, out = source.text, _Collector()
    at = used = 0
    for match in re.finditer(r"\\([a-zA-Z]+)", text):
        macro = macros.get(match[1])
        if macro is None or match.start() < at or used >= budget or out.length > MAX_CHARS:
            continue
        found = _arguments(text, match.end(), macro)
        if found is None:
            continue
        arguments, end = found
        body = macro.body
        if f"\\{match[1]}" in body and re.search(rf"\\{match[1]}(?![a-zA-Z])", body):
            continue
        for i, argument in enumerate(arguments, 1):
            body = body.replace(f"#{i}", argument)
        out.add_piece(source[at : match.start()])
        # A group keeps a macro's font changes to itself, as its author meant it.
        needs_group = re.search(r"\\(?:bf|it|sc|tt|em|sf|rm|color)\b", body) is not None
        out.add("{" + body + "}" if needs_group else body, source.line_at(match.start()))
        at = _behind_macro(text, end, macro)
        if _ENDS_IN_MACRO.search(body) and text[at : at + 1].isalpha():
            # Without this, the body's last macro would run into the word behind it.
            out.add("{}", source.line_at(match.start()))
        used += 1
    out.add_piece(source[at:])
    return out.done(), used


def _behind_macro(text: str, at: int, macro: _Macro) -> int:
    """Pass over the space that TeX swallows behind a control word, unless the macro gives it back."""
    if macro.arity:
        return at
    while "xspace" not in macro.body and text[at : at + 1] in (" ", "\t"):
        at += 1
    return at + 2 if text[at : at + 2] == "{}" else at


def _arguments(text: str, at: int, macro: _Macro) -> tuple[list[str], int] | None:
    arguments: list[str] = []
    if macro.arity and macro.default is not None:
        optional = re.compile(r"\s*\[([^\[\]]{0,500})\]").match(text, at)
        arguments.append(optional[1] if optional else macro.default)
        at = optional.end() if optional else at
    while len(arguments) < macro.arity:
        while at < len(text) and text[at].isspace():
            at += 1
        if text[at : at + 1] != "{":
            if at >= len(text) or text[at] in "\\}":
                return None
            arguments.append(text[at])
            at += 1
            continue
        end = group_end(text, at, 20_000)
        if end < 0:
            return None
        arguments.append(text[at + 1 : end - 1])
        at = end
    return arguments, at
