"""A paper in, a later version of it out in which known things were edited: truth for matching versions."""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal
from typing import Literal, TypeVar

from synth.types import Claim, Document, Passage, PlacedTable, Quantity

__all__ = ["Cell", "Later", "edit"]

T = TypeVar("T")

Cell = tuple[int, int, int]
"""Table, row and column."""


@dataclass
class Block:
    """A passage on its way into the later version."""

    passage: Passage
    text: str
    page: int | None
    section: str | None
    cells: dict[Cell, tuple[int, int]] = field(default_factory=dict)
    """Where the cells of a table stand in `text`."""
    is_new: bool = False

    def put(self, start: int, end: int, text: str) -> None:
        """Replace a stretch; cells behind it move."""
        grown = len(text) - (end - start)
        self.text = self.text[:start] + text + self.text[end:]
        for cell, (begin, stop) in self.cells.items():
            begin += grown if begin >= end else 0
            stop += grown if stop >= end else 0
            self.cells[cell] = (begin, stop)


@dataclass
class Later:
    """A later version and what was done to it."""

    document: Document
    sentences: dict[str, tuple[str, list[tuple[str, str]]]]
    """By id of the earlier claim: "value_changed" with its numbers, "reworded" or "gone"."""
    cells: dict[Cell, tuple[str, str, str]]
    """By cell of the earlier version: "value_changed" with its numbers, or "gone"."""
    inserted: tuple[str, ...]
    """Sentences that are new."""


OTHER_WORDS = {
    "outperforms": "does better than",
    "outperform": "do better than",
    "improves": "raises",
    "achieves": "attains",
    "achieve": "attain",
    "achieved": "attained",
    "obtains": "arrives at",
    "obtain": "arrive at",
    "shows": "demonstrates",
    "show": "demonstrate",
    "use": "employ",
    "used": "employed",
    "using": "by means of",
    "while": "whereas",
    "contains": "comprises",
    "contain": "comprise",
    "only": "merely",
    "large": "sizeable",
    "trained": "optimised",
    "train": "optimise",
    "results": "outcomes",
    "performance": "quality",
    "number": "count",
    "different": "differing",
    "evaluate": "assess",
    "compared": "as opposed",
    "increase": "growth",
    "than": "compared with",
    "consists": "is made up",
    "about": "roughly",
}
HEADS = r"\b(Table|Figure|Fig\.|Section|Sec\.|Eq\.) (\d+)"
TAILS = (", as one would expect", ", as our earlier runs had suggested", " throughout all of our runs")
NAMES = ("FernSet", "MossBench", "GlowNet", "SlabNet", "DuskMix", "PebbleSort", "LanternPrime", "HedgeQA")


class _Editor:
    def __init__(self, document: Document, claims: Sequence[Claim], seed: int) -> None:
        self.chance = random.Random(seed)
        self.old = document
        self.claims = list(claims)
        self.tables: dict[int, PlacedTable] = {table.index: table for table in document.tables}
        self.row_orders = {table.index: list(range(len(table.table.rows))) for table in document.tables}
        self.lost_rows: set[tuple[int, int]] = set()
        self.blocks = [Block(p, p.text, p.page, p.section) for p in document.passages]
        self.by_index = {block.passage.index: block for block in self.blocks}
        self.sentences: dict[str, tuple[str, list[tuple[str, str]]]] = {}
        self.cells: dict[Cell, tuple[str, str, str]] = {}
        self.inserted: list[str] = []
        self.lost_columns: dict[int, int] = {}
        self.new_columns: dict[int, int] = {}
        self._place_cells()

    def _place_cells(self) -> None:
        starts = [(b.passage.start, b.passage.end, b) for b in self.blocks]
        for table in self.old.tables:
            for row, spans in enumerate(table.spans):
                for column, span in enumerate(spans):
                    for start, end, block in starts if span is not None else ():
                        if start <= span[0] and span[1] <= end:
                            block.cells[table.index, row, column] = (span[0] - start, span[1] - start)
                            break

    # ------------------------------------------------------------------- edits

    def change_sentences(self, count: int) -> None:
        for claim in self._untouched(count, lambda c: any(_can_change(c))):
            quantity = self.chance.choice(_can_change(claim))
            self._change(self.by_index[claim.passage_index or 0], quantity, claim)

    def _change(self, block: Block, quantity: Quantity, claim: Claim) -> None:
        old = quantity.value or ""
        new = self._other_number(old)
        places = [m.start() for m in re.finditer(rf"(?<![\d.]){re.escape(old)}(?![\d.]*\d)", block.text)]
        at = quantity.start - block.passage.start + quantity.text.index(old)
        at = min(places, key=lambda place: abs(place - at), default=at)
        block.put(at, at + len(old), new)
        self.sentences[claim.id] = ("value_changed", [(old, new)])

    def reword_sentences(self, count: int) -> None:
        for claim in self._untouched(count, lambda c: len(c.quote.split()) >= 8):
            self._reword(self.by_index[claim.passage_index or 0])
            self.sentences[claim.id] = ("reworded", [])

    def _reword(self, block: Block) -> None:
        words = [m for m in re.finditer(r"[A-Za-z]+", block.text) if m.group() in OTHER_WORDS]
        for match in reversed(words):
            block.put(*match.span(), OTHER_WORDS[match.group()])
        if len(words) < 2:
            at = len(block.text.rstrip().rstrip("."))
            block.put(at, at, self.chance.choice(TAILS))

    def change_and_reword_sentences(self, count: int) -> None:
        """Change a number and words around it."""
        for claim in self._untouched(count, lambda c: len(c.quote.split()) >= 10 and any(_can_change(c))):
            quantity = self.chance.choice(_can_change(claim))
            block = self.by_index[claim.passage_index or 0]
            self._reword(block)
            self._change(block, quantity, claim)

    def exchange_numbers(self, count: int) -> None:
        """Let two numbers of a sentence change places."""
        for claim in self._untouched(count, lambda c: len({q.value for q in _can_change(c)}) >= 2):
            values = list(dict.fromkeys(q.value for q in _can_change(claim)))
            first, second = self.chance.sample(values, 2)
            pair = [next(q for q in _can_change(claim) if q.value == value) for value in (first, second)]
            block = self.by_index[claim.passage_index or 0]
            told = []
            for quantity, other in sorted(zip(pair, pair[::-1], strict=True), key=lambda p: -p[0].start):
                at = quantity.start - block.passage.start + quantity.text.index(quantity.value or "")
                block.put(at, at + len(quantity.value or ""), other.value or "")
                told.append((quantity.value or "", other.value or ""))
            self.sentences[claim.id] = ("value_changed", told[::-1])

    def cut_sentences(self, count: int) -> None:
        """Let a reader take a sentence for two."""
        for claim in self._untouched(count, lambda c: c.quote.count(", ") >= 1 and len(c.quote) > 60):
            number = next(n for n, b in enumerate(self.blocks) if b.passage.index == claim.passage_index)
            block = self.blocks[number]
            commas = [m.end() for m in re.finditer(r", (?=[a-z])", block.text) if m.start() > 20]
            at = commas[0] if commas else 0
            if not at or len(block.text) - at < 12:
                continue
            rest = Block(block.passage, block.text[at:], block.page, block.section, {}, True)
            block.put(at - 1, len(block.text), "")
            self.blocks.insert(number + 1, rest)
            self.sentences[claim.id] = ("kept", [])

    def drop_sentences(self, count: int) -> None:
        for claim in self._untouched(count, lambda c: len(c.quote.split()) >= 6):
            self.blocks = [b for b in self.blocks if b.passage.index != claim.passage_index]
            self.sentences[claim.id] = ("gone", [])

    def insert_decoys(self, count: int) -> None:
        """Insert sentences like claims of the paper, about other things and with other numbers."""
        for claim in self.chance.sample(self.claims, min(count, len(self.claims))):
            text = claim.quote
            for q in sorted(claim.quantities, key=lambda q: -q.start):
                if _plain(q):
                    at = q.start - claim.start + q.text.index(q.value or "")
                    text = text[:at] + self._other_number(q.value or "") + text[at + len(q.value or "") :]
            names = [m for m in re.finditer(r"(?<=\s)[A-Z][\w-]*[A-Z0-9][\w-]*", text)]
            if not names:
                continue
            for match in reversed(names):
                text = text[: match.start()] + self.chance.choice(NAMES) + text[match.end() :]
            at = next(
                (n for n, b in enumerate(self.blocks) if b.passage.index == claim.passage_index),
                len(self.blocks) // 2,
            )
            at += self.chance.choice((0, 1))
            like = self.by_index[claim.passage_index or 0]
            self.blocks.insert(at, Block(like.passage, text, like.page, like.section, {}, True))
            self.inserted.append(text)

    def change_cells(self, count: int) -> None:
        """Change numbers of cells that stand by themselves in their cell."""
        found = [
            (cell, block)
            for block in self.blocks
            for cell, span in block.cells.items()
            if re.fullmatch(r"\d+(?:\.\d+)?", block.text[slice(*span)])
            and not self._names_row(cell)
            and (cell[0], cell[1]) not in self.lost_rows
        ]
        for cell, block in self.chance.sample(found, min(count, len(found))):
            old = block.text[slice(*block.cells[cell])]
            new = self._other_number(old)
            start, end = block.cells[cell]
            block.put(start, end, new)
            block.cells[cell] = (start, start + len(new))
            self.cells[cell] = ("value_changed", old, new)

    def _names_row(self, cell: Cell) -> bool:
        table = self.old.tables[cell[0]]
        return table.table.rows[cell[1]][cell[2]] in table.row_headers[cell[1]].split(" / ") or cell[2] == 0

    def drop_rows(self, count: int) -> None:
        sized = [(t, r) for t, rows in self.row_orders.items() if len(rows) >= 5 for r in rows]
        for table, row in self.chance.sample(sized, min(count, len(sized))):
            headers = self.old.tables[table].row_headers
            if headers.count(headers[row]) > 1 or not headers[row]:
                continue
            held = {b.passage.index for b in self.blocks for c in b.cells if c[:2] == (table, row)}
            others = {c[:2] for b in self.blocks if b.passage.index in held for c in b.cells}
            if others != {(table, row)}:
                continue
            self.lost_rows.add((table, row))
            self.row_orders[table].remove(row)
            self.blocks = [b for b in self.blocks if b.passage.index not in held]
            for column, cell in enumerate(self.old.tables[table].table.rows[row]):
                self.cells[table, row, column] = ("gone", cell, "")

    def change_columns(self) -> None:
        """Let one table lose a column, and another gain one."""
        wide = [t for t, table in sorted(self.tables.items()) if len(table.table.columns) >= 5]
        self.chance.shuffle(wide)
        for table, is_gain in zip(wide[:2], (True, False), strict=False):
            columns = self.tables[table].table.columns
            column = self.chance.randrange(2, len(columns))
            if is_gain:
                self.new_columns[table] = column
            elif columns.count(columns[column]) == 1 and columns[column]:
                self._lose_column(table, column)

    def _lose_column(self, table: int, column: int) -> None:
        self.lost_columns[table] = column
        for block in self.blocks:
            for cell in [c for c in block.cells if c[0] == table and c[2] == column]:
                start, end = block.cells.pop(cell)
                block.put(start, end, "")
        for row, cells in enumerate(self.old.tables[table].table.rows):
            self.cells[table, row, column] = ("gone", cells[column], "")

    def reorder_rows(self, count: int) -> None:
        for table in self.chance.sample(sorted(self.row_orders), min(count, len(self.row_orders))):
            self.chance.shuffle(self.row_orders[table])

    def move_section(self) -> None:
        """Move a stretch of text to another place."""
        if len(self.blocks) < 60:
            return
        first = self.chance.randrange(10, len(self.blocks) - 40)
        size = self.chance.randrange(8, 20)
        part = self.blocks[first : first + size]
        rest = self.blocks[:first] + self.blocks[first + size :]
        at = self.chance.randrange(5, len(rest) - 5)
        self.blocks = rest[:at] + part + rest[at:]

    def drop_paragraph(self) -> None:
        """Drop some sentences that make no claim."""
        claimed = {claim.passage_index for claim in self.claims}
        free = [
            n
            for n, b in enumerate(self.blocks)
            if b.passage.kind == "sentence" and b.passage.index not in claimed
        ]
        if len(free) > 20:
            at = self.chance.randrange(0, len(free) - 5)
            lost = set(free[at : at + 4])
            self.blocks = [b for n, b in enumerate(self.blocks) if n not in lost]

    def renumber(self) -> None:
        """Give tables, figures, sections and citations other numbers, and shift pages behind the middle."""
        middle = len(self.blocks) // 2
        for n, block in enumerate(self.blocks):
            if n > middle and block.page is not None:
                block.page += 1
            self._rewrite(
                block, r"\b(Table|Figure|Fig\.|Section|Sec\.|Eq\.) (\d+)", lambda m: f"{m[1]} {int(m[2]) + 1}"
            )
            self._rewrite(block, r"\[(\d{1,2})\]", lambda m: f"[{int(m[1]) + 2}]")
        for number, table in self.tables.items():
            label = re.fullmatch(r"Table (\d+)", table.label or "")
            self.tables[number] = replace(
                table,
                label=f"Table {int(label[1]) + 1}" if label else table.label,
                page=table.page + 1 if table.page and table.index > len(self.tables) // 2 else table.page,
            )

    def read_otherwise(self) -> None:
        """Write the text as another reader gives it: keys for citations, no pages, hyphens, ligatures."""
        for block in self.blocks:
            block.page = None
            self._rewrite(block, r"\b(Table|Figure|Section) \d+(?:\.\d+)*[a-z]?\b", lambda m: f"{m[1]} ref")
            self._rewrite(block, r"\[\d{1,2}\]", lambda m: "[key2019words]")
            self._rewrite(block, r"\b[a-z]{10,}\b", self._hyphenated)
            self._rewrite(block, r"fi(?=[a-z])", lambda m: "ﬁ" if self.chance.random() < 0.3 else m[0])
            if block.passage.kind == "caption":
                self._rewrite(block, r"^(?:Table|Figure) (?:ref|\d+)[:.] ", lambda m: "")
        for number, table in self.tables.items():
            caption = re.sub(r"^(?:Table|Figure) \d+[:.] ", "", table.table.caption)
            self.tables[number] = replace(
                table, page=None, boxes=(), table=replace(table.table, caption=caption)
            )

    def _hyphenated(self, match: re.Match[str]) -> str:
        word = match[0]
        at = self.chance.randrange(4, len(word) - 3)
        return f"{word[:at]}-{word[at:]}" if self.chance.random() < 0.1 else word

    def _rewrite(self, block: Block, pattern: str, change: Callable[[re.Match[str]], str]) -> None:
        if block.passage.kind == "table" or block.cells:
            return
        for match in reversed(list(re.finditer(pattern, block.text))):
            block.put(*match.span(), change(match))

    def _untouched(self, count: int, is_fit: Callable[[Claim], bool]) -> list[Claim]:
        """Choose claims of which each is stated once, so that its fate is known."""
        texts = [claim.quote for claim in self.claims]
        touched = {c.passage_index for c in self.claims if c.id in self.sentences}
        fit = [
            c
            for c in self.claims
            if c.passage_index not in touched and is_fit(c) and texts.count(c.quote) == 1
        ]
        return self.chance.sample(fit, min(count, len(fit)))

    def _other_number(self, text: str) -> str:
        value = Decimal(text)
        step = Decimal(1).scaleb(int(value.as_tuple().exponent))
        share = max(step, (abs(value) / 20).quantize(step))
        while True:
            other = value + step * self.chance.randint(1, 9) * self.chance.choice((-1, 1)) + share
            if other > 0 and other != value and f"{other:f}" != text:
                return f"{other:f}"

    # ------------------------------------------------------------------- writing

    def write(self, kind: Literal["pdf", "latex", "text"]) -> Document:
        text, passages, spans = "", [], {}
        page_starts: list[int] = []
        for block in self.blocks:
            start = len(text)
            text += block.text + "\n"
            while block.page is not None and len(page_starts) < block.page:
                page_starts.append(start)
            passages.append(
                replace(
                    block.passage,
                    version=(self.old.version or 1) + 1,
                    index=len(passages),
                    page=block.page,
                    section=block.section,
                    start=start,
                    end=start + len(block.text),
                    text=block.text,
                    boxes=(),
                )
            )
            for cell, (begin, end) in block.cells.items():
                spans[cell] = (start + begin, start + end)
        return Document(
            paper_id=self.old.paper_id,
            version=(self.old.version or 1) + 1,
            kind=kind,
            sha256="0" * 64,
            text=text,
            page_starts=tuple(page_starts),
            passages=tuple(passages),
            tables=tuple(self._table(number, spans, text) for number in sorted(self.tables)),
        )

    def _columns(self, number: int, cells: Sequence[T], added: T) -> tuple[T, ...]:
        """Return a row with the columns that the table has now."""
        kept = list(cells)
        if number in self.lost_columns:
            del kept[self.lost_columns[number]]
        if number in self.new_columns:
            kept.insert(self.new_columns[number], added)
        return tuple(kept)

    def _table(self, number: int, spans: dict[Cell, tuple[int, int]], text: str) -> PlacedTable:
        table, order = self.tables[number], self.row_orders[number]
        rows, places = [], []
        for row in order:
            cells = list(table.table.rows[row])
            there = [spans.get((number, row, column)) for column in range(len(cells))]
            printed = [cell if s is None else text[slice(*s)] for cell, s in zip(cells, there, strict=True)]
            rows.append(self._columns(number, printed, "77.7"))
            places.append(self._columns(number, there, None))
        return replace(
            table,
            table=replace(
                table.table,
                columns=self._columns(number, table.table.columns, "HedgeQA"),
                rows=tuple(rows),
            ),
            row_headers=tuple(table.row_headers[row] for row in order),
            spans=tuple(places),
            boxes=(),
            best=(),
        )


def _plain(quantity: Quantity) -> bool:
    """Whether a quantity is one number in digits that can be replaced."""
    value = quantity.value
    return (
        value is not None and bool(re.fullmatch(r"\d+(?:\.\d+)?", value)) and quantity.text.count(value) == 1
    )


def _can_change(claim: Claim) -> list[Quantity]:
    """Return the quantities of a claim that stand in it once, outside citations."""
    return [
        q
        for q in claim.quantities
        if _plain(q)
        and not _is_cited(claim, q)
        and len(re.findall(rf"(?<![\d.]){q.value}(?![\d.]*\d)", claim.quote)) == 1
    ]


def _is_cited(claim: Claim, quantity: Quantity) -> bool:
    """Whether a number stands in a citation's key."""
    before = claim.quote[: quantity.start - claim.start]
    return before.rfind("[") > before.rfind("]")


def edit(document: Document, claims: Sequence[Claim], seed: int, *, is_switch: bool = False) -> Later:
    """Make a later version: values, words, sentences, rows, numbers of tables and pages, places.

    `is_switch` also lets another reader have read it.
    """
    editor = _Editor(document, claims, seed)
    editor.change_sentences(5)
    editor.reword_sentences(4)
    editor.change_and_reword_sentences(3)
    editor.exchange_numbers(2)
    editor.cut_sentences(2)
    editor.drop_sentences(3)
    editor.insert_decoys(4)
    editor.drop_rows(2)
    editor.change_columns()
    editor.change_cells(8)
    editor.reorder_rows(2)
    editor.move_section()
    editor.drop_paragraph()
    editor.renumber()
    if is_switch:
        editor.read_otherwise()
    later = editor.write("latex" if is_switch else "pdf")
    return Later(later, editor.sentences, editor.cells, tuple(editor.inserted))
