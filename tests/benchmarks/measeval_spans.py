"""Score quantity spans on MeasEval's training part: precision, recall and F1, strict and soft.

    python tests/benchmarks/measeval_spans.py PATH/measeval/train.jsonl.gz [--show N]

Strict counts a span whose both ends agree; soft counts an overlap of at least one character, each
span used once. MeasEval annotates an enumeration or a from-to pair as one span, so ours are joined
before scoring; nothing else of our reading is changed.
"""

from __future__ import annotations

import argparse
import gzip
import json
import random
import re
import sys
from pathlib import Path

from synth.claims import read_quantities
from synth.types import Quantity

Span = tuple[int, int]

_LIST = re.compile(r"[ ]?(?:,|;|/|,?[ ]?(?:and|or|to|vs\.?|versus|&))[ ]?(?:and[ ]|or[ ])?")


def our_spans(text: str) -> list[Span]:
    spans: list[Span] = []
    last: Quantity | None = None
    for quantity in read_quantities(text):
        gap = text[spans[-1][1] : quantity.start] if spans else "-"
        if last is not None and _LIST.fullmatch(gap) and (last.unit == quantity.unit):
            spans[-1] = (spans[-1][0], quantity.end)
        else:
            spans.append((quantity.start, quantity.end))
        last = quantity
    return spans


def overlaps(ours: list[Span], gold: list[Span]) -> int:
    used: set[int] = set()
    count = 0
    for start, end in ours:
        for index, (gold_start, gold_end) in enumerate(gold):
            if index not in used and start < gold_end and gold_start < end:
                used.add(index)
                count += 1
                break
    return count


def f1(right: int, ours: int, gold: int) -> tuple[float, float, float]:
    precision, recall = (right / ours if ours else 0.0), (right / gold if gold else 0.0)
    total = precision + recall
    return precision, recall, 2 * precision * recall / total if total else 0.0


def resampled(
    counts: list[tuple[int, int, int, int]], column: int, rounds: int = 1000
) -> tuple[float, float]:
    """95 % bootstrap interval of F1 over texts, seeded."""
    draw = random.Random(0)
    scores = []
    for _ in range(rounds):
        sample = [counts[draw.randrange(len(counts))] for _ in counts]
        scores.append(
            f1(sum(c[column] for c in sample), sum(c[2] for c in sample), sum(c[3] for c in sample))[2]
        )
    scores.sort()
    return scores[int(0.025 * rounds)], scores[int(0.975 * rounds)]


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("path", type=Path)
    parser.add_argument("--show", type=int, default=0, help="print the disagreements of the first N texts")
    options = parser.parse_args()
    rows = [json.loads(line) for line in gzip.open(options.path, "rt", encoding="utf-8")]
    counts = []
    for number, row in enumerate(rows):
        ours = our_spans(row["text"])
        gold = sorted((q["start"], q["end"]) for q in row["quantities"])
        exact = len(set(ours) & set(gold))
        counts.append((exact, overlaps(ours, gold), len(ours), len(gold)))
        if number < options.show:
            show(row["text"], ours, gold)
    for name, column in (("strict", 0), ("soft", 1)):
        p, r, f = f1(*(sum(c[k] for c in counts) for k in (column, 2, 3)))
        low, high = resampled(counts, column)
        figures = f"P {100 * p:5.1f}  R {100 * r:5.1f}  F1 {100 * f:5.1f}"
        print(f"{name:6} {figures}  [{100 * low:.1f}, {100 * high:.1f}]")
    print(f"{len(rows)} texts, {sum(c[3] for c in counts)} annotated spans, {sum(c[2] for c in counts)} read")


def show(text: str, ours: list[Span], gold: list[Span]) -> None:
    for name, some, others in (("missed", gold, ours), ("extra", ours, gold)):
        for start, end in some:
            if (start, end) not in others:
                context = f"{text[max(0, start - 40) : start]}⟦{text[start:end]}⟧{text[end : end + 30]}"
                kind = "soft" if any(s < end and start < e for s, e in others) else "none"
                print(f"{name:6} {kind} {context}", file=sys.stderr)


if __name__ == "__main__":
    main()
