"""Groups of a LaTeX source: where what is defined in one ends to hold."""

from __future__ import annotations

import re
from bisect import bisect_right

__all__ = ["Scopes"]

_EDGE = re.compile(r"\\(begin|end)\s*\{([^{}]{0,60})\}|\\.|[{}]", re.S)


class Scopes:
    """Finds the innermost group around a place; the document itself is none."""

    def __init__(self, text: str) -> None:
        self.edges: list[int] = []
        """Offsets behind which another group is the innermost, in order."""
        self.inner: list[int] = []
        """Number of that group; 0 for none."""
        self.ends: list[int | None] = [None]
        """Where each group ends; None where it does not."""
        opened: list[tuple[int, bool]] = []
        for match in _EDGE.finditer(text):
            if match[0] in "{}" or match[1]:
                self._read(match, opened)

    def _read(self, match: re.Match[str], opened: list[tuple[int, bool]]) -> None:
        if match[2] == "document":
            return
        is_brace = match[1] is None
        if match[0] == "{" or match[1] == "begin":
            opened.append((len(self.ends), is_brace))
            self.ends.append(None)
        else:
            # An environment's end closes the groups that were left open in it; a brace none around it.
            while opened and opened[-1][1] != is_brace:
                if is_brace:
                    return
                self.ends[opened.pop()[0]] = match.start()
            if opened:
                self.ends[opened.pop()[0]] = match.start()
        self.edges.append(match.end())
        self.inner.append(opened[-1][0] if opened else 0)

    def end_at(self, offset: int) -> int | None:
        """Return where the innermost group around an offset ends; None where none is around it."""
        at = bisect_right(self.edges, offset) - 1
        return self.ends[self.inner[at]] if at >= 0 else None
