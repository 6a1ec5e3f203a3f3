"""Passages in, numeric claims with typed quantities out."""

from synth.claims.cells import extract_cells
from synth.claims.extract import extract_claims, read_in_context, read_quantities, read_statement
from synth.claims.name_notes import read_name_notes
from synth.claims.names import NameTable, read_names
from synth.claims.relevance import rate_relevance
from synth.claims.table_claims import extract_table_claims
from synth.claims.whole_papers import extract_paper

__all__ = [
    "NameTable",
    "extract_cells",
    "extract_claims",
    "extract_paper",
    "extract_table_claims",
    "rate_relevance",
    "read_in_context",
    "read_name_notes",
    "read_names",
    "read_quantities",
    "read_statement",
]
