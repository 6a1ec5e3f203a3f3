"""Tables to make statements from: those of tdms/dev (Apache-2.0), of SciTab (MIT), and invented ones."""

from __future__ import annotations

import json
import random
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from papers import read_rows

from synth.types import Table

MIN_FILLED = 0.6
_SPACED_MARK = re.compile(r"\s*([-–/.%():])\s*(?=\S)")


@dataclass(frozen=True)
class Source:
    """A table with the sentences of its paper."""

    table: Table
    sentences: tuple[str, ...]


def tdms_tables(path: Path) -> Iterator[Source]:
    """Put the number cells of each table back into rows and columns."""
    for paper in read_rows(path):
        sentences = tuple(prose(paper["text"]))
        for parsed in _tables_of(paper):
            table = _grid_of(parsed)
            if table is not None:
                yield Source(table, sentences)


def _tables_of(paper: dict[str, Any]) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = []
    for entry in paper.get("tables") or []:
        content = json.loads(entry) if isinstance(entry, str) else entry
        found += content if isinstance(content, list) else [content]
    return found


def _grid_of(parsed: dict[str, Any]) -> Table | None:
    cells = [c for c in parsed["numberCells"] if c["associatedRows"] and c["associatedColumns"]]
    filled: dict[tuple[str, str], str] = {}
    for cell in cells:
        key = _tidy(cell["associatedRows"][0]), _tidy(" ".join(cell["associatedColumns"]))
        filled.setdefault(key, cell["number"])
    rows = list(dict.fromkeys(row for row, _ in filled))
    columns = list(dict.fromkeys(column for _, column in filled))
    if len(rows) < 3 or not 1 <= len(columns) <= 14 or len(filled) < MIN_FILLED * len(rows) * len(columns):
        return None
    if any(len(name) > 60 or not re.search("[A-Za-z]", name) for name in (*rows, *columns)):
        return None
    caption = re.search(r"Table \d+[:.][^\0]{10,300}", parsed["caption"])
    return Table(
        caption=" ".join(caption.group().split()) if caption else "",
        columns=("Model", *columns),
        rows=tuple((row, *(filled.get((row, column), "") for column in columns)) for row in rows),
    )


def _tidy(name: str) -> str:
    return _SPACED_MARK.sub(r"\1", " ".join(name.split()))


def prose(text: str) -> Iterator[str]:
    """Yield the sentences of a paper's text that read as prose."""
    flat = re.sub(r"-\s*\n\s*", "", text)
    for sentence in re.split(r"(?<=[a-z)%\d][.!?])\s+(?=[A-Z])", " ".join(flat.split())):
        words = sentence.split()
        letters = sum(len(w) > 1 and w.isalpha() for w in words)
        if 6 <= len(words) <= 50 and letters > 0.6 * len(words) and sentence[0].isupper():
            yield sentence


def scitab_tables(path: Path) -> Iterator[Source]:
    """Yield each table of SciTab once; its own claims are no part of what is made."""
    seen = set()
    for row in read_rows(path):
        table = row["table"]
        key = json.dumps(table)
        if key not in seen and len(table["rows"]) >= 2:
            seen.add(key)
            rows = tuple(tuple(cells) for cells in table["rows"])
            yield Source(Table(caption=table["caption"], columns=tuple(table["columns"]), rows=rows), ())


# ------------------------------------------------------------------ invented tables

_SITES = "Alder Birch Cedar Drummond Elmwood Fenwick Garnet Halden Ilmar Juniper Kestrel Lorne Marlow".split()
_DRUGS = (
    "varilimab tosenol cefradone melpazine orvastatin ledipril zanamol prexidone quinacet ribatrel".split()
)
_ALLOYS = [f"Mg-{a}Zn-{b}Ca" for a in (1, 2, 4) for b in (0.2, 0.5)] + ["AZ31", "AZ91", "WE43", "ZK60"]
_SPECIES = "P. clarkii|A. salmonicida|L. vannamei|G. morhua|C. carpio|S. trutta|D. rerio|O. mykiss".split("|")
_PARTS = [
    "Age (years)", "Male sex", "Diabetes", "Hypertension", "Current smoker", "Body mass index (kg/m 2 )",
    "Systolic pressure (mmHg)", "Creatinine (mg/dL)", "Prior stroke", "Heart failure",
    "Length of stay (days)",
]  # fmt: skip
_METHODS = [
    "Mean",
    "Median",
    "Ridge regression",
    "Random forest",
    "SVM (linear)",
    "SVM (RBF)",
    "k-NN",
    "MLP",
    "LSTM",
    "CNN",
]


def invented_tables(n: int, seed: int) -> Iterator[Source]:
    """Yield tables of several fields, with words, units, p values, shares, dates and gaps in the cells."""
    rng = random.Random(seed)
    makers = (_loadings, _sites, _trial, _alloys, _species, _patients, _methods, _years, _files)
    for place in range(n):
        yield Source(makers[place % len(makers)](rng), ())


def _sites(rng: random.Random) -> Table:
    rows = []
    for name in rng.sample(_SITES, rng.randint(4, 10)):
        kind = rng.choice(("forest", "wetland", "grassland", "urban"))
        rows.append(
            (name, kind, f"{rng.randint(20, 2400):,}", f"{rng.uniform(3, 19):.1f}", rng.choice(("yes", "no")))
        )
    return Table(
        caption="Table 1. Characteristics of the study sites.",
        columns=("Site", "Land cover", "Altitude (m)", "Mean temperature (°C)", "Protected"),
        rows=tuple(rows),
    )


def _trial(rng: random.Random) -> Table:
    rows = []
    for name in rng.sample(_DRUGS, rng.randint(3, 7)):
        n = rng.randint(20, 400)
        hit = rng.randint(1, n)
        ratio = rng.uniform(0.3, 3)
        low, high = ratio * rng.uniform(0.5, 0.9), ratio * rng.uniform(1.1, 2)
        p = rng.uniform(0.001, 0.6)
        rows.append(
            (
                name,
                str(n),
                f"{hit} ({100 * hit / n:.1f}%)",
                f"{ratio:.2f} ({low:.2f}–{high:.2f})",
                "<0.01" if p < 0.01 else f"{p:.2f}",
            )
        )
    return Table(
        caption="Table 2: Response by treatment group. CI, confidence interval.",
        columns=("Treatment", "Patients", "Responders, n (%)", "Odds ratio (95% CI)", "p-value"),
        rows=tuple(rows),
    )


def _alloys(rng: random.Random) -> Table:
    rows = [
        (
            name,
            f"{rng.uniform(40, 240):.0f} ± {rng.uniform(1, 9):.0f}",
            f"{rng.uniform(120, 380):.0f} ± {rng.uniform(1, 9):.0f}",
            f"{rng.uniform(2, 29):.1f}",
            f"−{rng.uniform(1.3, 1.8):.2f}",
        )
        for name in rng.sample(_ALLOYS, rng.randint(3, 8))
    ]
    return Table(
        caption="Table 3 Mechanical and electrochemical properties of the as-cast alloys.",
        columns=("Alloy", "Yield strength (MPa)", "Tensile strength (MPa)", "Elongation (%)", "E corr (V)"),
        rows=tuple(rows),
    )


def _species(rng: random.Random) -> Table:
    tissues = ("gill", "liver", "muscle", "hepatopancreas")
    rows = [
        (
            name,
            f"{rng.randint(4, 18)} °C",
            rng.choice(tissues),
            rng.choice(("qPCR", "ELISA", "histology")),
            rng.choice(("Reduced mortality", "Higher viral load", "No effect", "Delayed growth")),
        )
        for name in rng.sample(_SPECIES, rng.randint(4, 8))
    ]
    return Table(
        caption="Table 1. Laboratory studies of temperature and infection.",
        columns=("Species", "Temperature", "Tissue", "Method of detection", "Outcome"),
        rows=tuple(rows),
    )


def _patients(rng: random.Random) -> Table:
    groups = rng.sample(("Control", "Low dose", "High dose", "Placebo"), rng.randint(2, 3))
    rows = [
        (name, *(f"{rng.uniform(10, 90):.1f}" + ("" if rng.random() < 0.6 else " *") for _ in groups))
        for name in rng.sample(_PARTS, rng.randint(4, 9))
    ]
    return Table(
        caption="Table 1. Baseline characteristics by group.", columns=("Variable", *groups), rows=tuple(rows)
    )


def _methods(rng: random.Random) -> Table:
    metrics = rng.sample(
        ("Accuracy", "Precision", "Recall", "F1", "AUC", "RMSE", "Training time (s)"), rng.randint(2, 5)
    )
    rows = tuple(
        (name, *(f"{rng.uniform(0.3, 0.99):.3f}" for _ in metrics))
        for name in rng.sample(_METHODS, rng.randint(4, 9))
    )
    return Table(
        caption="Table 4. Performance of the classifiers on the test set.",
        columns=("Method", *metrics),
        rows=rows,
    )


def _years(rng: random.Random) -> Table:
    start, rising = rng.randint(1990, 2012), rng.uniform(0.95, 1.12)
    size, rows = rng.uniform(100, 9000), []
    for place in range(rng.randint(4, 9)):
        size *= rising * rng.uniform(0.97, 1.03)
        rows.append(
            (str(start + place), f"{size:,.0f}", f"{rng.uniform(1, 30):.1f}%", str(rng.randint(0, 60)))
        )
    return Table(
        caption="Table 5. Landings by year.",
        columns=("Year", "Landings (tonnes)", "Share exported", "Vessels"),
        rows=tuple(rows),
    )


def _loadings(rng: random.Random) -> Table:
    kind = rng.choice(("Factor", "Component", "Group", "Layer", "Model", "Session"))
    items = rng.sample(
        "calm restless shy tidy curious patient talkative worried cheerful careful".split(), rng.randint(4, 9)
    )
    n = rng.randint(2, 6)
    rows = tuple(
        (str(place + 1), item, *(f"{rng.uniform(-0.4, 0.95):.3f}".replace("-", "−") for _ in range(n)))
        for place, item in enumerate(items)
    )
    columns = ("Item", "Title", *(f"{kind} {place + 1}" for place in range(n)))
    return Table(caption=f"Table A2. Values by item and {kind.lower()}.", columns=columns, rows=rows)


def _files(rng: random.Random) -> Table:
    names = rng.sample(("JSON", "CSV", "BSON", "Parquet", "HDF5", "NetCDF", "XML"), rng.randint(3, 6))
    rows = tuple(
        (name, rng.choice(("✓", "✗")), rng.choice(("✓", "✗")), rng.choice(("loader", "reader", "importer")))
        for name in names
    )
    return Table(
        caption="Summary of the data formats and of what each can hold.",
        columns=("Format", "Nested records", "Compression", "Tool"),
        rows=rows,
    )
