"""What a comparison table shows: the records that templates print, plain text throughout."""

from __future__ import annotations

from dataclasses import dataclass

from synth.report.links import Pointer

__all__ = ["CellValue", "ComparisonRow", "ComparisonView", "Further", "TableSection"]


@dataclass(frozen=True, slots=True, kw_only=True)
class CellValue:
    """One value in a cell, with the way to its evidence."""

    shown: str
    mark: str
    """The verdict's sign where it is not "supported"; "" where it is."""
    is_own: bool
    claim: Pointer | None
    origin: str = ""
    """For a quoted value, whose it is: a paper's name or a citation; "" where untold."""
    is_missed: bool = False
    """Whether its origin is a paper of the report that prints other values only."""
    change: str = ""
    """What became of it since the earlier state: "was 72.6"."""
    page: str = ""
    """"p. 6"; "" where the source has no pages."""
    url: str | None = None
    """That page on the web."""
    place: str = ""
    """"Table 2, row mBERT, column XNLI"; "" where it stands in no table."""
    conflict: str = ""
    """Anchor of the conflict that it is part of; "" where it is part of none."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ComparisonRow:
    """A method, with what tells several of its values in one paper apart; a cell per column."""

    method: str
    details: str
    cells: tuple[tuple[CellValue, ...], ...]
    """Empty where that paper gives no value."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Further:
    """Values of one paper alone under one condition, beyond those that have a row."""

    condition: str
    paper: Pointer
    name: str
    """The paper as a sentence calls it."""
    span: str
    """"from 50.2 to 57.4"."""
    values: tuple[tuple[str, CellValue], ...]
    """What each is of, and the value."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TableSection:
    """Rows under one condition."""

    condition: str
    """"" for what holds without a condition."""
    is_quoted: bool
    """Whether every value here is quoted from work of others."""
    rows: tuple[ComparisonRow, ...]

    @property
    def title(self) -> str:
        """The condition, and that its values are quoted where they are; "" where nothing is to be said."""
        if self.is_quoted:
            return f"{self.condition}, quoted only" if self.condition else "quoted only"
        return self.condition


@dataclass(frozen=True, slots=True, kw_only=True)
class ComparisonView:
    """A table, or a part of one that is too wide."""

    title: str
    caption: str
    papers: tuple[Pointer, ...]
    names: tuple[str, ...]
    """What each paper is called: "Brook and Li (2025)"."""
    sections: tuple[TableSection, ...]
    further: tuple[Further, ...] = ()
    names_merged: tuple[str, ...] = ()
    """What the papers call the methods where that is more than another spelling, a method each."""

    @property
    def n_lines(self) -> int:
        """Lines of its body, the titles of its sections among them."""
        return sum(len(section.rows) + bool(section.title) for section in self.sections)
