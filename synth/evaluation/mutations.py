"""A paper in, statements about it with the label that is right out: a benchmark made on the spot.

The true ones say what a sentence or a table says, shortened, reworded, rounded, converted, derived; the
false ones are wrong in one thing, of a stated kind, and each was checked not to be true by accident. The
same paper, seed and limits give the same statements.
"""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from synth.evaluation.mutation_corruptions import corruptions
from synth.evaluation.mutation_facts import Facts
from synth.evaluation.mutation_sentences import Made, sentences_of, true_statements
from synth.evaluation.mutation_tables import contrasts_of, grids_of, table_corruptions, table_truths
from synth.types import Claim, Document, Label

__all__ = ["MadeStatement", "make_statements"]


_CONTRASTS = 120
"""Pairs of cells that are tried in a paper at most; large tables have thousands."""


@dataclass(frozen=True, slots=True, kw_only=True)
class MadeStatement:
    """A statement about a paper, made from one of its sentences or tables."""

    kind: str
    """What was done: "reworded", "digit", "table swap of rows"."""
    text: str
    """The statement."""
    gold: Label
    """`supported`, or `refuted`: what is wanted of a false one is that it be refused, by either label."""
    touched: tuple[int, int]
    """Where in `text` the number stands that the label hangs on."""
    passage_index: int | None
    """The sentence it was made from; None for one made from a table."""
    basis: str
    """The sentence, or the table's label and caption: what a person checks the label by."""


def make_statements(
    document: Document, claims: Sequence[Claim], *, seed: int = 0, per_kind: int = 3
) -> tuple[MadeStatement, ...]:
    """Make up to `per_kind` statements of each kind from a paper, no two of a kind from one sentence.

    Args:
        document: The paper as read.
        claims: What `extract_claims` gives for it: which sentences state its results.
        seed: Makes the choices, together with the paper's id.
        per_kind: Statements of a kind at most.
    """
    rng = random.Random(f"{seed}/{document.paper_id}")
    facts = Facts(document, grids_of(document))
    made = [*_from_sentences(document, claims, facts, rng), *_from_tables(facts, rng)]
    counts: Counter[str] = Counter()
    kept, seen = [], set()
    for statement in made:
        # A sentence gives one statement of a kind at most, however many numbers it has.
        origin = (statement.kind, statement.text if statement.passage_index is None else statement.basis)
        if counts[statement.kind] < per_kind and origin not in seen:
            counts[statement.kind] += 1
            seen.add(origin)
            kept.append(statement)
    return tuple(kept)


def _from_sentences(
    document: Document, claims: Sequence[Claim], facts: Facts, rng: random.Random
) -> Iterator[MadeStatement]:
    sentences = sentences_of(document, claims, facts, rng)
    stated = [one.target for one in sentences]
    for one in sentences:
        where, basis = one.passage.index, one.text
        yield from _labelled(true_statements(one), "supported", where, basis)
        yield from _labelled(_said_freely(corruptions(one, stated, rng), rng), "refuted", where, basis)


def _said_freely(made: Iterable[Made], rng: random.Random) -> Iterator[Made]:
    """Reword every second statement, so that no wording tells true from false."""
    from synth.evaluation.mutation_sentences import reworded

    for kind, text, touched in made:
        if rng.getrandbits(1):
            text, touched = reworded(text, touched)
        yield kind, text, touched


def _from_tables(facts: Facts, rng: random.Random) -> Iterator[MadeStatement]:
    for one in contrasts_of(facts, rng)[:_CONTRASTS]:
        table = one.grid.table
        basis = f"{table.label or 'table'}: {table.table.caption}"
        yield from _labelled(table_truths(one, rng), "supported", None, basis)
        yield from _labelled(table_corruptions(one, rng), "refuted", None, basis)


def _labelled(made: Iterable[Made], gold: Label, where: int | None, basis: str) -> Iterator[MadeStatement]:
    for kind, text, touched in made:
        yield MadeStatement(
            kind=kind, text=text, gold=gold, touched=touched, passage_index=where, basis=basis
        )
