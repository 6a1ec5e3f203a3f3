"""Claims with typed quantities: what a number is a number of."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from synth.types.documents import Box, Where
from synth.types.evidence import Evidence

__all__ = [
    "Better",
    "Claim",
    "Comparator",
    "Direction",
    "MainResult",
    "NameNote",
    "Quantity",
    "Role",
    "TableCell",
]

Comparator = Literal["=", "<", "<=", ">", ">=", "~"]
"""How a quantity relates to its value: "over 40" is ">", "about 40" is "~"."""

Role = Literal["level", "difference", "ratio", "count", "p_value", "setting"]
"""What a number is: a score (`level`), a gain (`difference`), "2x" (`ratio`), "15 languages"
(`count`), p < 0.05 (`p_value`), or a condition of the experiment such as "8 GPUs" (`setting`)."""

Direction = Literal["increase", "decrease"]
"""Which way a difference or ratio goes."""

Better = Literal["higher", "lower"]
"""Which values of a measure are the better ones."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TableCell:
    """A cell of a paper's table that holds a number, under the headers it stands under."""

    table: int
    """`PlacedTable.index` of its table."""
    label: str | None
    """How the paper calls the table, as printed: "Table 3"."""
    row: str
    """Full header of its row, levels joined by " / "; "" where there is none."""
    column: str
    """Full header of its column, likewise."""
    row_number: int
    """Its row in the table's body, from 0."""
    column_number: int
    """Its column, from 0."""
    is_bold: bool = False
    """Whether it is set in bold, as the best of their kind are."""
    box: Box | None = None
    """Where it is printed; None where the source has no pages."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Quantity:
    """A number as a text states it, with what it is a number of.

    Numbers are decimal strings as printed, less thousands separators ("2.1", "1024", "3e8"):
    nothing is lost to floats, and the precision stays visible.
    """

    text: str
    """The characters that state it, unit included, to the letter."""
    start: int
    """Offset of `text` in the text it was read from (`Document.text` for a claim's quantities)."""
    end: int
    """Offset behind it."""
    value: str | None
    """The number; None where only an interval is given."""
    low: str | None = None
    """Lower end of an interval, a range or a bound ("over 40")."""
    high: str | None = None
    """Upper end."""
    uncertainty: str | None = None
    """What follows ±, in the value's unit."""
    unit: str | None = None
    """Canonical unit: "%", "points", "x", "GB", "h", "parameters", the noun counted; None if bare."""
    comparator: Comparator = "="
    """How the text relates the quantity to `value`."""
    hedge: str | None = None
    """The hedging words, as written: "about", "up to", "nearly"."""
    role: Role = "level"
    """What the number is."""
    direction: Direction | None = None
    """For differences and ratios, which way."""
    metric: str | None = None
    """What is measured, as written: "accuracy", "F1", "BLEU"."""
    dataset: str | None = None
    """On what: a data set, task, language or condition, as written."""
    method: str | None = None
    """Whose value it is, as written; "our method" is resolved where the paper names it."""
    baseline: str | None = None
    """What it is compared with, as written."""
    condition: str | None = None
    """A setting that tells two values of one subject apart: "zero-shot", "large", "dev set"."""
    details: tuple[str, ...] = ()
    """What else a table tells of the row: "#lg 15", and the languages of a mean: "mean of de, en"."""
    better: Better | None = None
    """Which values of what is measured are better, where the paper or the field says so."""
    cell: TableCell | None = None
    """The table's cell that it stands in; for a number in prose, the one that it repeats."""


@dataclass(frozen=True, slots=True, kw_only=True)
class MainResult:
    """What a main result of a paper is a result of, as the field calls it."""

    task: str
    """The usual name of the task; "" where none is told."""
    dataset: str
    """The usual name of a public data set; as printed for others."""
    metric: str
    """The usual name of the measure."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim:
    """A sentence (or a given statement) that asserts at least one quantity."""

    id: str
    """Content id, `identity.content_id("claim", …)`."""
    paper_id: str | None
    """The paper it stands in; None for a statement given by the user."""
    version: int | None
    """That paper's version."""
    quote: str
    """The statement in full; for a paper's claim it stands at `start:end` to the letter."""
    page: int | None
    """1-based; None where the source has no pages."""
    start: int
    """Offset of the quote in `Document.text`; 0 for a given statement."""
    end: int
    """Offset behind it."""
    where: Where
    """Which part of the paper."""
    section: str | None
    """The heading above it."""
    quantities: tuple[Quantity, ...]
    """What it states, in order."""
    asserts: Literal["own", "reported", "setting"] = "own"
    """`own`: a result of the paper. `reported`: another's result. `setting`: how something was done."""
    cites: tuple[str, ...] = ()
    """For `reported`: the citations as printed, "[12]" or "Conneau et al. (2018)"."""
    passage_index: int | None = None
    """`Passage.index` of the sentence it stands in."""
    boxes: tuple[Box, ...] = ()
    """Where it is printed."""
    relevance: float | None = None
    """How much it bears on the question, 0 to 1; None where no question was asked."""
    main_result: MainResult | None = None
    """For a headline result that the paper claims as its own: of what; None for all other claims."""


@dataclass(frozen=True, slots=True, kw_only=True)
class NameNote:
    """What a paper tells of a name that it uses."""

    kind: Literal["abbreviation", "definition", "citation", "source", "reference"]
    """`abbreviation`: "XLM-RoBERTa (XLM-R)". `definition`: "we refer to XLM-100 as XLM", which holds in
    this paper only. `citation`: the method that a citation stands for. `source`: where a method's results
    are quoted from. `reference`: a citation's entry in the list of references."""
    name: str
    """The short form, the alias, the citation or the method."""
    means: str
    """The long form, the full name, the method's name, the citation or the entry."""
    evidence: Evidence
    """Where the paper tells it."""
