"""Where a claim stands in either version, and whether that is another place."""

from __future__ import annotations

from synth.revisions.tokens import read_tokens, skeleton
from synth.types import Document, Passage, PlacedTable

__all__ = ["Places"]


class Places:
    """The headings of two versions."""

    def __init__(self, earlier: Document, later: Document) -> None:
        olds, news = (
            {_heading(section) for section in {passage.section for passage in document.passages}}
            for document in (earlier, later)
        )
        self._of_both = (olds & news) - {""}

    def of_sentence(self, old: Passage, new: Passage) -> str:
        """Return "same_place", "other_page" or "other_section"; what is not known differs from nothing."""
        if old.page is not None and new.page is not None and old.page != new.page:
            return "other_page"
        if "sentence" not in (old.kind, new.kind):
            return "same_place"  # floats and notes stand in the section where there was room
        sections = _heading(old.section), _heading(new.section)
        # A section that has another title now, or that only one reading told apart, has not moved.
        is_other = sections[0] != sections[1] and self._of_both.issuperset(sections)
        return "other_section" if is_other else "same_place"

    def of_cell(self, old: PlacedTable, new: PlacedTable) -> str:
        """Return "same_place", "other_page" or "other_table"."""
        if old.page is not None and new.page is not None and old.page != new.page:
            return "other_page"
        is_other = old.label is not None and new.label is not None and old.label != new.label
        return "other_table" if is_other else "same_place"


def _heading(section: str | None) -> str:
    return skeleton(read_tokens(section)) if section else ""
