"""Plain text and Markdown keep every character, so that offsets hold in the user's file."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from synth.errors import UnreadablePaper
from synth.passages import read_text
from synth.passages.plain_text import decode_text, passages_of_text

MARKDOWN = """# Tides

## Abstract
We gain **2.1** points
over the tables.

## Results
- First item has 3 parts. It is short.
- Second item.

| Model | Dev |
|-------|-----|
| Skiff | 71.2 |

## References
[1] A. Pilot. Depths. 2019.
"""


def test_markdown_is_told_apart() -> None:
    document = read_text(MARKDOWN, paper_id="notes")
    assert document.text == MARKDOWN
    assert document.title == "Tides"
    found = [(p.kind, p.where, p.section, p.line) for p in document.passages]
    assert found == [
        ("heading", "text", "Tides", 1),
        ("heading", "abstract", "Abstract", 3),
        ("sentence", "abstract", "Abstract", 4),
        ("heading", "text", "Results", 7),
        ("sentence", "text", "Results", 8),
        ("sentence", "text", "Results", 8),
        ("sentence", "text", "Results", 9),
        ("table", "table", "Results", 11),
        ("table", "table", "Results", 13),
        ("heading", "text", "References", 15),
        ("reference", "text", "References", 16),
    ]


@given(st.text(max_size=300))
def test_offsets_hold_for_any_text(text: str) -> None:
    for passage in passages_of_text(text):
        assert text[passage.start : passage.end] == passage.text
        assert passage.line == 1 + text.count("\n", 0, passage.start)


def test_encodings() -> None:
    assert decode_text("Ærø − 5".encode()) == "Ærø − 5"
    assert decode_text("é".encode("cp1252")) == "é"
    assert decode_text("tide".encode("utf-16")) == "tide"


@pytest.mark.parametrize(
    ("data", "reason"),
    [(b" \n", "empty"), (b"<!DOCTYPE html><p>Sorry", "not_a_paper"), (b"\x89PNG\x00\x01", "not_a_paper")],
)
def test_what_is_no_text_is_refused(data: bytes, reason: str) -> None:
    with pytest.raises(UnreadablePaper) as refused:
        decode_text(data)
    assert refused.value.reason == reason
