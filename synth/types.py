"""The data's way on one page: what each stage hands to the next.

Question → SearchPlan → Paper → Document (Passages) → Claim (Quantities)
→ Verdict (Evidence) → Review → Report.

Every record is a frozen, slotted, keyword-only dataclass of plain values: no
vectors, no I/O, no outside library. Offsets are half-open and count characters
of `Document.text`; pages are 1-based; boxes are PDF points with the origin at
the page's lower left corner.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

from synth.errors import InvalidRecord

Label = Literal["supported", "refuted", "not_found", "unjudged"]
"""What a verdict says; `unjudged` always comes with a reason."""

Where = Literal["abstract", "text", "table", "caption"]
"""The part of a paper in which a claim stands."""

PaperStatus = Literal["fine", "withdrawn", "unknown"]
"""Whether the paper still stands; `unknown` is never read as `fine`."""

PassageKind = Literal[
    "title", "heading", "sentence", "caption", "footnote", "table", "reference", "furniture"
]
"""What a passage is; `furniture` is running heads, page numbers, stamps and line numbers."""

Comparator = Literal["=", "<", "<=", ">", ">=", "~"]
"""How a quantity relates to its value: "over 40" is ">", "about 40" is "~"."""

Role = Literal["level", "difference", "ratio", "count", "p_value", "setting"]
"""What a number is: a score (`level`), a gain (`difference`), "2x" (`ratio`), "15 languages"
(`count`), p < 0.05 (`p_value`), or a condition of the experiment such as "8 GPUs" (`setting`)."""

Direction = Literal["increase", "decrease"]
"""Which way a difference or ratio goes."""

Better = Literal["higher", "lower"]
"""Which values of a measure are the better ones."""

ClaimStatus = Literal[
    "unchanged", "moved", "reworded", "value_changed", "gone", "source_withdrawn", "unjudged"
]
"""What became of a claim since an earlier state: the same words in the same place; the same words elsewhere;
the same numbers of the same subject in other words; another number of the same subject; no counterpart; its
paper does not stand any more; can't be told (never read as `unchanged`)."""

PaperRevision = Literal["unchanged", "new_version", "withdrawn", "retracted", "corrected", "unknown"]
"""What became of a paper since an earlier state; `unknown` where it could not be asked, never `unchanged`."""


# --------------------------------------------------------------------------- question


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """A research question as the user put it."""

    text: str
    """The question, whitespace collapsed, control characters removed; never empty."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Facet:
    """One idea of a question, with other names for it."""

    term: str
    """The words of the question, lower case but for names such as XNLI."""
    synonyms: tuple[str, ...] = ()
    """Other names: abbreviations spelt out, spelling variants, near-synonyms."""
    is_core: bool = True
    """False for words that only colour the question ("improve", "much")."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DatabaseQuery:
    """One query to one database, in that database's own grammar."""

    database: str
    """The source's name: "arxiv"."""
    text: str
    """The query string as it is sent."""
    limit: int
    """How many results are asked for at most; at least 1."""
    is_broad: bool = False
    """True for a fallback, sent only where the queries before it found too few papers."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SearchPlan:
    """What will be asked, and how much of it is wanted."""

    question: Question
    """The question planned for."""
    facets: tuple[Facet, ...]
    """The question's ideas, in its own order."""
    queries: tuple[DatabaseQuery, ...]
    """The queries, most specific first."""
    max_papers: int
    """How many papers are to be included at most; at least 1."""
    since: str | None = None
    """Earliest date of a paper's first version, ISO 8601 day, inclusive."""
    until: str | None = None
    """Latest date of a paper's first version, ISO 8601 day, inclusive."""


# --------------------------------------------------------------------------- papers


@dataclass(frozen=True, slots=True, kw_only=True)
class Paper:
    """One version of a paper as its database describes it."""

    id: str
    """The identifier without version: "1911.02116", "hep-th/0005057", "demo.0003", a file's slug."""
    version: int | None
    """The version; None where the source knows no versions."""
    database: str
    """The source that gave it: "arxiv", "demo", or a folder's path as the user wrote it."""
    title: str
    """One line."""
    authors: tuple[str, ...] = ()
    """Names in order."""
    abstract: str = ""
    """Whitespace collapsed; may be empty for a file."""
    published: str | None = None
    """Day of the first version, ISO 8601."""
    updated: str | None = None
    """Day of this version, ISO 8601."""
    categories: tuple[str, ...] = ()
    """Subject classes, primary first."""
    comment: str | None = None
    """The authors' comment; says so when a version is withdrawn."""
    journal_ref: str | None = None
    """Where it was published, as the authors wrote it."""
    doi: str | None = None
    """The published version's DOI."""
    pdf_url: str | None = None
    """Where its PDF is had; None where there is none (a withdrawal, a gap in the record)."""
    source_url: str | None = None
    """Where its LaTeX source is had."""
    page_url: str | None = None
    """The page a person would open."""
    status: PaperStatus = "unknown"
    """Whether it still stands."""

    @property
    def versioned_id(self) -> str:
        """The id with its version: "1911.02116v2"; the bare id where there is no version."""
        return self.id if self.version is None else f"{self.id}v{self.version}"


@dataclass(frozen=True, slots=True, kw_only=True)
class QueryRun:
    """What a query asked and what it got: a line of the search protocol."""

    database: str
    """The source asked."""
    query: str
    """The exact query."""
    total: int
    """Matches that the database reports."""
    fetched: int
    """Results taken from it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SearchOutcome:
    """Everything that a source returned for a plan, before any merging."""

    papers: tuple[Paper, ...]
    """Results of all queries in order, duplicates included, so that they can be counted."""
    runs: tuple[QueryRun, ...]
    """One per query."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FetchedFile:
    """A document that lies on disk, checked."""

    path: str
    """Absolute path inside the cache or the user's folder."""
    kind: Literal["pdf", "source", "text"]
    """A PDF; a LaTeX source (.tex, .gz, .tar, .tar.gz); plain text or Markdown."""
    sha256: str
    """Hex digest of its bytes."""
    size: int
    """Bytes."""
    beside: FetchedFile | None = None
    """The other file of the same version, to be read with it: a PDF's LaTeX source, a source's PDF."""
    warning: str | None = None
    """What could not be had beside it, one sentence; None where nothing is missing."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PaperDecision:
    """What became of an identified paper, and why."""

    paper: Paper
    """The paper, in the version that was considered."""
    outcome: Literal["included", "excluded", "not_retrieved", "excluded_full_text"]
    """Where its way ended (PRISMA 2020's boxes)."""
    reason: str = ""
    """Why it ended there: a code of `Flow.excluded_by_reason` and the like; "" when included."""
    detail: str = ""
    """The same for a reader, one sentence."""
    relevance: float | None = None
    """Relevance to the question, 0 to 1, higher is better; None when pinned by the user."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Flow:
    """PRISMA 2020's boxes; `problems()` is empty when they add up."""

    identified: tuple[tuple[str, int], ...]
    """Records per database, duplicates included."""
    duplicates: int
    """Records removed because another query, database or version had given the paper."""
    screened: int
    """Papers whose title and abstract were screened."""
    excluded_by_reason: tuple[tuple[str, int], ...]
    """Papers excluded in screening, by reason."""
    sought: int
    """Papers whose full text was asked for."""
    not_retrieved_by_reason: tuple[tuple[str, int], ...]
    """Papers whose full text could not be had, by reason."""
    assessed: int
    """Papers whose full text was read."""
    excluded_full_text: tuple[tuple[str, int], ...]
    """Papers excluded after reading, by reason."""
    included: int
    """Papers in the report."""

    @property
    def excluded(self) -> int:
        """Papers excluded in screening."""
        return sum(n for _, n in self.excluded_by_reason)

    @property
    def not_retrieved(self) -> int:
        """Papers whose full text could not be had."""
        return sum(n for _, n in self.not_retrieved_by_reason)

    def problems(self) -> tuple[str, ...]:
        """Say which sums don't add up; empty when all do."""
        total = sum(n for _, n in self.identified)
        lost = sum(n for _, n in self.excluded_full_text)
        checks = (
            (total - self.duplicates == self.screened, "identified - duplicates ≠ screened"),
            (self.screened - self.excluded == self.sought, "screened - excluded ≠ sought"),
            (self.sought - self.not_retrieved == self.assessed, "sought - not retrieved ≠ assessed"),
            (self.assessed - lost == self.included, "assessed - excluded in full text ≠ included"),
        )
        return tuple(message for is_right, message in checks if not is_right)


# --------------------------------------------------------------------------- passages


@dataclass(frozen=True, slots=True, kw_only=True)
class Box:
    """A rectangle on a page, in PDF points, origin at the lower left."""

    page: int
    """1-based."""
    x0: float
    """Left."""
    y0: float
    """Bottom."""
    x1: float
    """Right."""
    y1: float
    """Top."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Passage:
    """A stretch of a document's text with its exact place."""

    paper_id: str
    """`Paper.id` of its document."""
    version: int | None
    """`Paper.version` of its document."""
    index: int
    """Its number among the document's passages, from 0, in reading order."""
    kind: PassageKind
    """What it is."""
    where: Where
    """Which part of the paper it stands in."""
    section: str | None
    """The heading above it, as printed, without its number."""
    page: int | None
    """Page on which it begins, 1-based; None where the source has no pages."""
    line: int | None
    """Line of the source file on which it begins, 1-based; None for a PDF."""
    start: int
    """Offset of its first character in `Document.text`."""
    end: int
    """Offset behind its last character."""
    text: str
    """`Document.text[start:end]`, to the letter."""
    boxes: tuple[Box, ...] = ()
    """Where it is printed, a box a line; empty where the source has no pages."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """A table as text."""

    caption: str
    """Its caption; may be empty."""
    columns: tuple[str, ...]
    """Header of each column; several header rows are joined by " / "."""
    rows: tuple[tuple[str, ...], ...]
    """Cells by row; every row is as long as `columns`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PlacedTable:
    """A table of a document, and where each of its cells stands."""

    index: int
    """Its number among the document's tables, from 0, in reading order."""
    label: str | None
    """How the paper calls it, as printed: "Table 3"; None where it has no number."""
    table: Table
    """Caption, headers and body; header rows are not repeated among the rows."""
    row_headers: tuple[str, ...]
    """Full header of each body row: the group it stands under and its header cells, joined by " / "."""
    spans: tuple[tuple[tuple[int, int] | None, ...], ...]
    """Per body cell its half-open offsets in `Document.text`; None for an empty or spanned one."""
    page: int | None = None
    """Page on which it begins, 1-based; None where the source has no pages."""
    line: int | None = None
    """Line of the source file on which it begins, 1-based; None for a PDF."""
    section: str | None = None
    """The heading above it."""
    boxes: tuple[tuple[Box | None, ...], ...] = ()
    """Per body cell where it is printed; empty where the source has no pages."""
    best: tuple[tuple[int, int], ...] = ()
    """Row and column of the body cells that are set in bold, as the best of their kind are."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """A paper's text as read: in reading order, hyphens and ligatures mended."""

    paper_id: str
    """`Paper.id`."""
    version: int | None
    """`Paper.version`."""
    kind: Literal["pdf", "latex", "text"]
    """What its text was read from."""
    sha256: str
    """Digest of the file's bytes; `beside_sha256` is that of the file beside it."""
    text: str
    """The whole text; all offsets of Synth count its characters."""
    page_starts: tuple[int, ...]
    """Offset at which each page begins in `text`; empty where the source has no pages."""
    passages: tuple[Passage, ...]
    """All of it that was told apart, in reading order; each stands in `text` to the letter."""
    tables: tuple[PlacedTable, ...] = ()
    """Its tables as grids, in reading order."""
    title: str | None = None
    """The title as printed, if it was found."""
    warnings: tuple[str, ...] = ()
    """What was lost or doubtful: "3 of 12 pages without text"."""
    beside_sha256: str | None = None
    """Digest of the other file that was read with it, such as a PDF's LaTeX source; None without one."""

    def __post_init__(self) -> None:
        """Hold every passage to the letter of the text."""
        for passage in self.passages:
            if self.text[passage.start : passage.end] != passage.text:
                raise InvalidRecord(
                    f"passage {passage.index} of {self.paper_id} does not stand at "
                    f"{passage.start}:{passage.end}"
                )


# --------------------------------------------------------------------------- claims


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


# --------------------------------------------------------------------------- verdicts


@dataclass(frozen=True, slots=True, kw_only=True)
class CellRef:
    """A cell of a table."""

    row: str | int
    """Row header, or 0-based row number where there is none."""
    column: str | int
    """Column header, or 0-based column number."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """A place in a source that bears on a claim."""

    paper_id: str | None
    """The paper; None for text given inline."""
    version: int | None
    """Its version."""
    page: int | None
    """1-based; None where the source has no pages."""
    start: int
    """Offset of the quote in the source's text."""
    end: int
    """Offset behind it."""
    quote: str
    """The source's words, to the letter."""
    line: int | None = None
    """Line of a LaTeX source."""
    cell: CellRef | None = None
    """Where the evidence is a table's cell."""
    boxes: tuple[Box, ...] = ()
    """Where it is printed."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """Whether a source says what a claim says."""

    label: Label
    """The verdict."""
    confidence: float | None
    """Probability that a careful reader would agree with the label; None when unjudged."""
    probabilities: tuple[float, float, float] | None
    """Of supported, refuted, not_found, summing to 1; None when unjudged."""
    reasons: tuple[str, ...]
    """Reason codes, most important first: "value_equal", "unit_converted", …; never empty."""
    explanation: str
    """The verdict in one sentence for a reader."""
    evidence: tuple[Evidence, ...] = ()
    """The places it rests on, strongest first."""

    @classmethod
    def unjudged(cls, reason: str, explanation: str) -> Verdict:
        """Say that there is no basis for a verdict, and why."""
        return cls(
            label="unjudged", confidence=None, probabilities=None, reasons=(reason,), explanation=explanation
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Independent:
    """What the other papers say about a claim's quantity."""

    supports: tuple[Evidence, ...] = ()
    """Places in other papers that report the same quantity and agree."""
    contradicts: tuple[Evidence, ...] = ()
    """Places in other papers that report the same quantity and differ."""


@dataclass(frozen=True, slots=True, kw_only=True)
class JudgedClaim:
    """A claim with both of its verdicts."""

    claim: Claim
    """The claim."""
    verdict: Verdict
    """In its source."""
    independent: Independent
    """In the other papers; both tuples empty means none found."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ComparisonCell:
    """One reported value in a comparison table."""

    method: str
    """Whose value, as the paper names it."""
    paper_id: str
    """Where it stands."""
    version: int | None
    """Which version."""
    value: str
    """As printed."""
    unit: str | None
    """Canonical unit."""
    claim_id: str
    """The claim that states it."""
    page: int | None
    """Where to look."""
    condition: str | None
    """What sets it apart from its neighbours."""
    is_own: bool
    """The paper's own result, not one it quotes."""
    name: str = ""
    """What all papers' rows of this method are called here: the name most of them use; "" for `method`."""
    details: tuple[str, ...] = ()
    """What else the paper tells of it, where that tells it from another cell of the row."""
    merges: tuple[NameMerge, ...] = ()
    """Why `method` is taken for `name`, a step each; empty where the names are one to the letter."""
    origin: str | None = None
    """For a quoted value, whose it is: the id of a paper of the report, or the citation as printed."""
    origin_has_it: bool | None = None
    """Whether the origin prints that value; None where it is no paper of the report or prints none."""
    also: tuple[Evidence, ...] = ()
    """Other places of the same paper that give the same value of the same method."""


@dataclass(frozen=True, slots=True, kw_only=True)
class NameMerge:
    """One step by which a printed name is taken for another."""

    kind: Literal["spelling", "abbreviation", "definition", "citation", "same_values"]
    """`spelling`: case, hyphens, "multilingual" for "m". `same_values`: an older paper prints the same row
    of numbers under that name. The others: a paper says so, see `NameNote`."""
    printed: str
    """The name before the step."""
    name: str
    """The name after it."""
    evidence: Evidence | None = None
    """Where a paper says so, or prints the row; None for a spelling."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparison:
    """Values of one metric on one data set."""

    dataset: str
    """The name most papers use."""
    metric: str
    """The name most papers use."""
    role: Role
    """Levels and differences are never put into one table."""
    cells: tuple[ComparisonCell, ...]
    """At least two, ordered by setting, then method, then paper."""
    merges: tuple[NameMerge, ...] = ()
    """Other names of the data set under which values stand here, and what says that they are one."""
    baseline: str | None = None
    """What the differences are differences to, as most papers call it; None for levels, and where no
    paper says."""
    direction: Direction | None = None
    """Whether the differences are increases or decreases; None for levels, and where no paper says."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Conflict:
    """Two or more papers that give different values for what reads as the same quantity."""

    subject: str
    """What the values are of, in words."""
    claim_ids: tuple[str, ...]
    """The claims in conflict, ordered by paper id."""
    values: tuple[str, ...]
    """Their values, in the same order."""
    likely_reason: str
    """Code: "model_size", "split", "language", "training_data", "condition", "version", "rounding",
    "unknown"."""
    explanation: str
    """One sentence for a reader."""
    quoted: tuple[bool, ...] = ()
    """For each value, whether its paper quotes it from elsewhere; empty where none does."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Quotation:
    """A value that one paper of the report gives as another paper's."""

    subject: str
    """What the value is of, in words."""
    claim_id: str
    """The claim that quotes."""
    value: str
    """The value as quoted."""
    origin_claim_id: str
    """The claim of the quoted paper."""
    origin_value: str
    """Its value."""
    agrees: bool
    """Whether both are equal within the coarser one's precision."""
    is_told: bool
    """Whether the quoting paper cites the other; False where only its equal numbers tell."""
    explanation: str
    """One sentence for a reader."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """A statement of the report with the verified claims that it rests on."""

    text: str
    """One sentence of ours, never copied from a paper."""
    claim_ids: tuple[str, ...]
    """What it rests on; never empty."""
    strength: Literal["several_papers", "one_paper", "disputed"]
    """How far it can be trusted."""


# --------------------------------------------------------------------------- reviews


@dataclass(frozen=True, slots=True, kw_only=True)
class CriterionScore:
    """A reviewer's mark for one criterion."""

    criterion: str
    """Its name: "every facet of the question is answered"."""
    score: float
    """0 to 10, higher is better."""
    reason: str
    """Why, with the figures it rests on."""
    claim_ids: tuple[str, ...] = ()
    """The claims that it rests on."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Review:
    """What one reviewer says of a draft."""

    reviewer: str
    """Its name: "coverage", "fidelity", "independence", "clarity"."""
    concern: str
    """What it looks after, one sentence."""
    scores: tuple[CriterionScore, ...] = ()
    """Empty when it failed."""
    failure: str | None = None
    """Why it failed; None when it did not."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Panel:
    """All reviews and what they come to together."""

    reviews: tuple[Review, ...]
    """In the order of the reviewers' names."""
    score: float | None
    """Mean of the reviewers' means, 0 to 10; None when all failed."""
    spread: float | None
    """Standard deviation of the reviewers' means; None with fewer than two."""
    agreement: float | None
    """Agreement on the criteria that several reviewers mark; None where it is not defined."""
    agreement_name: str = "Krippendorff's alpha (interval)"
    """Which statistic `agreement` is."""


# --------------------------------------------------------------------------- report


@dataclass(frozen=True, slots=True, kw_only=True)
class IncludedPaper:
    """A paper of the report with what was read of it."""

    paper: Paper
    """The paper."""
    sha256: str
    """Digest of the file that was read."""
    read_from: Literal["pdf", "latex", "text"]
    """What was read."""
    n_pages: int
    """Pages; 0 where the source has none."""
    n_claims: int
    """Claims found in it."""
    warnings: tuple[str, ...] = ()
    """What could not be read of it."""
    beside_sha256: str | None = None
    """Digest of the LaTeX source that was read with the PDF; None where one file was read."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """All records of a run before review: what the reviewers see."""

    question: Question
    """The question."""
    plan: SearchPlan
    """What was searched."""
    runs: tuple[QueryRun, ...]
    """The exact queries and their yields."""
    flow: Flow
    """PRISMA 2020."""
    decisions: tuple[PaperDecision, ...]
    """What became of every paper, by id."""
    papers: tuple[IncludedPaper, ...]
    """The included papers, by relevance."""
    claims: tuple[JudgedClaim, ...]
    """All claims, by paper then place."""
    comparisons: tuple[Comparison, ...]
    """Comparison tables."""
    conflicts: tuple[Conflict, ...]
    """Conflicts between papers."""
    findings: tuple[Finding, ...] = ()
    """What the verified claims come to."""
    quotations: tuple[Quotation, ...] = ()
    """Values that papers of the report quote from each other."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RunRecord:
    """The manifest of a run: enough to repeat it."""

    id: str
    """Content id of question and settings."""
    created: str
    """ISO 8601 second, UTC, of the first start."""
    synth_version: str
    """Version of Synth."""
    settings_digest: str
    """Digest of every setting that can change a result."""
    models: tuple[tuple[str, str], ...]
    """Model names with revision or digest."""
    timings_s: tuple[tuple[str, float], ...] = ()
    """Seconds per stage."""
    requests: int = 0
    """Requests that went over the network."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """The view model that every format is rendered from."""

    draft: Draft
    """The records."""
    panel: Panel
    """The reviews."""
    record: RunRecord
    """The manifest."""
    title: str
    """The report's title."""
    abstract: str
    """Written from verified findings."""
    limitations: tuple[str, ...] = field(default=())
    """This run's own gaps, one sentence each."""


# --------------------------------------------------------------------------- revisions


@dataclass(frozen=True, slots=True, kw_only=True)
class Notice:
    """What a register says against a paper: a retraction, a correction, an expression of concern."""

    kind: Literal["withdrawal", "retraction", "correction", "concern"]
    """What it is."""
    register: str
    """Who says so: "arxiv", "crossref", "retraction-watch", "openalex"."""
    detail: str
    """One sentence for a reader."""
    date: str | None = None
    """ISO 8601 day, where the register gives one."""
    url: str | None = None
    """Where it can be read."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """Whether a paper still stands, as far as the registers that were asked can tell."""

    state: PaperStatus
    """`fine` only where every register that was to be asked answered and none objects."""
    notices: tuple[Notice, ...] = ()
    """What they say, most serious first; corrections leave the state as it is."""
    unasked: tuple[tuple[str, str], ...] = ()
    """Registers that gave no answer to rely on, each with the reason."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PaperChange:
    """What became of a paper of a report."""

    paper: Paper
    """The paper as the earlier state has it."""
    today: Paper | None
    """Today's version; None where it could not be asked or its database knows it no more."""
    status: PaperRevision
    """What became of it."""
    standing: Standing
    """What the registers say."""
    explanation: str
    """One sentence for a reader."""


@dataclass(frozen=True, slots=True, kw_only=True)
class QuantityChange:
    """A number that is another one in the later version, or is in one of the two versions only."""

    old: Quantity | None
    """In the earlier version; None where it is new."""
    new: Quantity | None
    """In the later version; None where it is gone."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ClaimChange:
    """What became of a claim between two states of its source."""

    old: Claim
    """The claim as it was."""
    new: Claim | None
    """Its counterpart; None where there is none, or where none was looked for."""
    status: ClaimStatus
    """What became of it."""
    reason: str
    """Code: "same_place", "other_page", "other_words", "value_differs", "no_counterpart", "ambiguous",
    "withdrawn", "retracted", "not_asked", "not_read", …"""
    explanation: str
    """The same in one sentence for a reader."""
    quantities: tuple[QuantityChange, ...] = ()
    """The numbers that differ; empty unless the value changed."""
    old_verdict: Verdict | None = None
    """Its verdict in its source then; None where it was not judged."""
    new_verdict: Verdict | None = None
    """Its counterpart's verdict now; None where it was not judged."""
    is_listed: bool = True
    """Whether it is a claim of the earlier state's report; False for another cell of its paper's tables."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Newcomer:
    """A paper that the question's search finds today and did not find then."""

    paper: Paper
    """The paper."""
    relevance: float | None
    """Relevance to the question, 0 to 1."""
    supports: tuple[str, ...] = ()
    """Ids of the report's claims that its numbers agree with."""
    contradicts: tuple[str, ...] = ()
    """Ids of the report's claims that its numbers contradict."""
    adds: tuple[str, ...] = ()
    """What it would add, a sentence each."""
    failure: str | None = None
    """Why it could not be read; None where it was, or was not tried."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Revision:
    """What changed between two states of a run."""

    run_id: str
    """The run."""
    old_state: int
    """The earlier state's number, from 1."""
    new_state: int
    """The later state's number; equal to the earlier one where nothing changed."""
    checked: str
    """When the sources were asked, ISO 8601 second, UTC."""
    papers: tuple[PaperChange, ...]
    """Every paper of the earlier state, in its order."""
    claims: tuple[ClaimChange, ...]
    """Every claim of the earlier state, and the cells of changed papers' tables that differ, by paper
    then place."""
    added: tuple[Claim, ...] = ()
    """Claims of later versions that have no counterpart in the earlier ones."""
    conflicts_gone: tuple[Conflict, ...] = ()
    """Conflicts of the earlier state that the later one has not."""
    conflicts_new: tuple[Conflict, ...] = ()
    """Conflicts of the later state that the earlier one had not."""
    newcomers: tuple[Newcomer, ...] = ()
    """New papers."""
    problems: tuple[str, ...] = ()
    """What could not be asked or read, a sentence each."""

    @property
    def has_changes(self) -> bool:
        """Whether anything a reader should know of changed; what could not be told counts as a change."""
        return (
            any(paper.status != "unchanged" for paper in self.papers)
            or any(claim.status != "unchanged" for claim in self.claims)
            or bool(self.added or self.conflicts_gone or self.conflicts_new or self.newcomers)
        )
