"""LaTeX files in, one stretch of LaTeX out: the main file found, inputs joined, comments dropped.

Every character keeps the number of the source line it came from.
"""

from __future__ import annotations

import re
from array import array
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import PurePosixPath

__all__ = [
    "MAX_CHARS",
    "Collector",
    "Tracked",
    "decode",
    "flatten",
    "group_end",
    "input_targets",
    "styles_of",
]

MAX_CHARS = 20_000_000
"""Characters of a flattened source; a book has two million."""

MAX_DEPTH = 12
"""Depth of inputs within inputs."""

_OF_TEX = frozenset(
    "amssym binhex epsf glyphtounicode glyphtounicode-cmr psfig pstricks ulem xy xypic".split()
)
"""Files that come with TeX and have no text of a paper: an archive lacks nothing without them."""


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


class Collector:
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

    def tail(self, count: int) -> str:
        """Return the last characters, at least as many as asked for where there are so many."""
        found: list[str] = []
        for part in reversed(self.parts):
            found.append(part[-count:])
            count -= len(part)
            if count <= 0:
                break
        return "".join(reversed(found))

    def done(self) -> Tracked:
        """Return all of it."""
        return Tracked("".join(self.parts), self.lines)


# ------------------------------------------------------------------- files

_INPUT = re.compile(
    r"\\(?P<macro>input|include|subfile|subfileinclude|import|subimport|includefrom|inputfrom|subinputfrom"
    r"|subincludefrom|InputIfFileExists|loadtable)(?![a-zA-Z@])\s*"
    r"(?:\{(?P<first>[^{}]*)\}\s*(?:\{(?P<second>[^{}]*)\})?|(?P<bare>[^\s{}\\%]+))"
)
_TWO_PARTS = frozenset("import subimport includefrom inputfrom subinputfrom subincludefrom".split())
"""Macros whose first argument is a folder."""

_COMMENT = re.compile(r"(?<!\\)((?:\\\\)*)%.*")
_ADDRESS = re.compile(r"\\(?:url|href|path|nolinkurl)\s*\{[^{}]*\}")
_LINE_END = re.compile(r"\r\n|\r|\n")
_ENCODING = re.compile(rb"\\usepackage\s*\[\s*([a-z0-9-]+)\s*\]\s*\{inputenc\}")
_PACKAGES = re.compile(r"\\(?:usepackage|RequirePackage)\s*(?:\[[^\[\]]{0,500}\])?\s*\{([^{}]{1,500})\}")
_PATH_MACRO = re.compile(
    r"\\(?:(?:re)?newcommand\*?\s*\{?\s*|providecommand\*?\s*\{?\s*|def\s*)\\([a-zA-Z]+)\s*\}?\s*\{([\w./-]{1,80})\}"
)

_ENCODINGS = {
    "latin1": "cp1252",
    "ansinew": "cp1252",
    "cp1252": "cp1252",
    "latin2": "iso8859-2",
    "latin5": "iso8859-9",
    "latin9": "iso8859-15",
    "cp1250": "cp1250",
    "cp1251": "cp1251",
    "koi8-r": "koi8-r",
    "applemac": "mac-roman",
}
"""Names of encodings in LaTeX and in Python."""


def input_targets(text: str) -> Iterator[str]:
    """Give the names of the files that a text takes in, as they are written."""
    for match in _INPUT.finditer(text):
        yield _target(match)


def _target(match: re.Match[str]) -> str:
    folder = match["first"] if match["macro"] in _TWO_PARTS and match["second"] else ""
    name = match["second"] if folder else match["first"] or match["bare"]
    return (PurePosixPath(folder or "") / (name or "").strip().strip('"')).as_posix()


def styles_of(files: Mapping[str, bytes], source: Tracked) -> list[Tracked]:
    """Return the package files of the archive that a source loads, in order, without comments."""
    preamble = source.text[: max(source.text.find("\\begin{document}"), 0)]
    names = [name.strip() for match in _PACKAGES.finditer(preamble) for name in match[1].split(",")]
    styles: list[Tracked] = []
    for name in dict.fromkeys(names):
        found = next((file for file in (f"{name}.sty", name) if file in files), None)
        if found and len(files[found]) < MAX_STYLE:
            styles.append(flatten(files, found)[0])
    return styles


MAX_STYLE = 60_000
"""Bytes of a style that is read: larger ones are packages of others, which draw."""


def flatten(files: Mapping[str, bytes], main: str) -> tuple[Tracked, tuple[str, ...]]:
    """Join the inputs of `main` in place, without comments; returns also the inputs that are missing."""
    flattener = _Flattener(files, main)
    flattener.add(main, (main,))
    return flattener.out.done(), tuple(flattener.missing)


class _Flattener:
    """Puts files together as TeX reads them."""

    def __init__(self, files: Mapping[str, bytes], main: str) -> None:
        self.files = files
        self.folder = PurePosixPath(main).parent
        self.out = Collector()
        self.missing: list[str] = []
        self.paths: dict[str, str] = {}
        """Macros that stand for a part of a file's name."""
        self.by_name: dict[str, list[str]] = {}
        for name in sorted(files):
            self.by_name.setdefault(PurePosixPath(name).name, []).append(name)

    def add(self, name: str, stack: tuple[str, ...]) -> None:
        """Append a file and what it takes in."""
        lines = _LINE_END.split(decode(self.files[name]))
        lines = lines[:-1] if not lines[-1] else lines
        first, last = (0, len(lines)) if len(stack) == 1 else _body(lines)
        for number, line in enumerate(lines[first:last], first + 1):
            if self.out.length > MAX_CHARS:
                return
            kept = _without_comment(line)
            if len(kept) < len(line):
                # A comment takes the line's end with it, so words around it are not parted twice.
                if not kept.strip():
                    continue
            else:
                kept += "\n"
            if "\\" not in kept:
                self.out.add(kept, number)
                continue
            self.paths.update(_PATH_MACRO.findall(kept))
            stop = _end_of_input(kept)
            self._add_line(kept[:stop], number, name, stack)
            if stop < len(kept):
                self.out.add("\n", number)
                return

    def _add_line(self, line: str, number: int, name: str, stack: tuple[str, ...]) -> None:
        at = 0
        for match in _INPUT.finditer(line):
            target = self._resolve(_target(match), name)
            if target is None and PurePosixPath(_target(match)).stem in _OF_TEX:
                continue
            if target is None or target in stack or len(stack) > MAX_DEPTH:
                self.missing.append(match[0])
                continue
            self.out.add(line[at : match.start()], number)
            self.add(target, (*stack, target))
            at = match.end()
            if match["second"] is not None and match["macro"] not in _TWO_PARTS:
                # What follows \input{x} in braces is text; \InputIfFileExists has two branches.
                at = match.end("first") + 1
        self.out.add(line[at:], number)

    def _resolve(self, target: str, origin: str) -> str | None:
        """Find a file as TeX does, from the main file's folder, else from that of the file that asks."""
        for macro, part in self.paths.items():
            target = re.sub(rf"\\{macro}(?![a-zA-Z])\s*", part, target)
        if "\\" in target or not target or target.startswith("/"):
            return None
        for base in (self.folder / target, PurePosixPath(origin).parent / target, PurePosixPath(target)):
            path = _normal(base)
            for name in (f"{path}.tex", path) if path else ():
                if name in self.files:
                    return name
        # Some papers set a path in which TeX looks for inputs.
        last = PurePosixPath(target).name
        named = [*self.by_name.get(f"{last}.tex", ()), *self.by_name.get(last, ())]
        return named[0] if len(named) == 1 and ".." not in target else None


def _normal(path: PurePosixPath) -> str | None:
    """Return a path without "." and ".."; None for one that leaves the archive."""
    parts: list[str] = []
    for part in path.parts:
        if part == "..":
            if not parts:
                return None
            parts.pop()
        elif part != ".":
            parts.append(part)
    return "/".join(parts)


def _without_comment(line: str) -> str:
    if "%" not in line:
        return line
    # In an address the sign is a letter.
    covered = _ADDRESS.sub(lambda match: match[0].replace("%", " "), line)
    match = _COMMENT.search(covered)
    return line if match is None else line[: match.end(1)]


def _end_of_input(line: str) -> int:
    match = re.search(r"\\endinput(?![a-zA-Z])", line)
    return match.start() if match else len(line)


def _body(lines: list[str]) -> tuple[int, int]:
    r"""Return the first and last line of what an input that could stand alone gives: its document."""
    begin = next((i for i, line in enumerate(lines) if re.match(r"[^%]*\\begin\s*\{document\}", line)), None)
    if begin is None:
        return 0, len(lines)
    end = next(
        (i for i, line in enumerate(lines) if re.match(r"[^%]*\\end\s*\{document\}", line)), len(lines)
    )
    return begin + 1, max(end, begin + 1)


def decode(content: bytes) -> str:
    """Return a file's text: in UTF-8, by its byte order mark, or in the encoding it says it is in."""
    if content[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return content.decode("utf-16", errors="replace")
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        declared = _ENCODING.search(content)
        name = _ENCODINGS.get(declared[1].decode("ascii") if declared else "", "cp1252")
        text = content.decode(name, errors="replace")
        # Typed as single signs, printed as one.
        return re.sub("-?–[–-]*", "–", text).replace("‘‘", "“").replace("’’", "”")


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
