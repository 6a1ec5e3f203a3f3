"""The JSON contract of DESIGN.md, the manifest, the CSV and the bibliography."""

from __future__ import annotations

import csv
import io
import json
import re

import pytest
from sample import HOSTILE, hostile_report, paper_of, sample_report, small_report

from synth.report import claim_row, evidence_row, to_json, verdict_row
from synth.report.bibtex import bibliography, citation_keys
from synth.report.csv_export import COLUMNS, claims_csv
from synth.report.json_report import dump, manifest, text_file_name
from synth.types import TableCell, Verdict


@pytest.fixture(scope="module")
def sample():
    return sample_report()


def test_report_json_has_the_keys_of_the_contract(sample):
    row = to_json(*sample)
    assert list(row)[:10] == [
        "question",
        "title",
        "abstract",
        "flow",
        "papers",
        "claims",
        "comparisons",
        "conflicts",
        "reviews",
        "manifest",
    ]
    boxes = (
        "identified duplicates screened excluded sought not_retrieved assessed excluded_full_text included"
    )
    assert set(boxes.split()) <= set(row["flow"])
    flow = row["flow"]
    assert sum(flow["identified"].values()) - flow["duplicates"] == flow["screened"]
    assert flow["screened"] - flow["excluded"] == flow["sought"]
    assert flow["sought"] - flow["not_retrieved"] == flow["assessed"]
    assert flow["assessed"] - sum(flow["excluded_full_text"].values()) == flow["included"]
    assert sum(flow["excluded_by_reason"].values()) == flow["excluded"]
    assert sum(flow["not_retrieved_by_reason"].values()) == flow["not_retrieved"]
    assert row["flow"]["identified"] == {"arxiv": 20}
    assert row["flow"]["excluded_full_text"] == {"scanned": 1, "no_numbers": 1}


def test_a_claim_is_a_row_of_extract_with_a_row_of_check(sample):
    claim = to_json(*sample)["claims"][0]
    assert set("id paper version quote page start end where quantities verdict independent".split()) <= set(
        claim
    )
    quantity = claim["quantities"][0]
    names = "value low high uncertainty unit metric dataset method baseline direction start end"
    assert set(names.split()) <= set(quantity)
    assert quantity["value"] == "65.4"
    verdict = claim["verdict"]
    assert set("id label confidence probabilities reasons evidence".split()) <= set(verdict)
    assert verdict["id"] == claim["id"]
    assert set(verdict["probabilities"]) == {"supported", "refuted", "not_found"}
    assert sum(verdict["probabilities"].values()) == pytest.approx(1)
    assert set("paper version page start end quote".split()) <= set(verdict["evidence"][0])
    assert verdict["evidence"][0]["table"] == {"row": "RiverAdapter", "column": "GlyphNLI avg"}
    assert set(claim["independent"]) == {"supports", "contradicts"}


def test_evidence_outside_a_table_has_no_table_key(sample):
    other = next(j for j in sample[0].draft.claims if j.independent.supports)
    assert "table" not in evidence_row(other.independent.supports[0])


def test_an_unjudged_claim_has_nulls_and_not_zeros():
    row = verdict_row("x", Verdict.unjudged("encrypted", "It is locked."))
    assert row["confidence"] is None
    assert row["probabilities"] is None
    assert row["reasons"] == ["encrypted"]


def test_a_cell_that_is_a_claim_tells_its_headers_and_a_number_in_prose_the_cell_it_repeats(sample):
    import dataclasses

    cell = TableCell(
        table=1, label="Table 2", row="Lantern", column="Acc.", row_number=0, column_number=3, is_bold=True
    )
    claim = sample[0].draft.claims[0].claim
    (quantity, *others) = claim.quantities
    bound = dataclasses.replace(quantity, cell=cell, better="higher")
    prose = claim_row(dataclasses.replace(claim, quantities=(bound, *others)))
    assert "table" not in prose
    assert (prose["quantities"][0]["cell"]["label"], prose["quantities"][0]["better"]) == (
        "Table 2",
        "higher",
    )
    stated = claim_row(dataclasses.replace(claim, where="table", quantities=(bound,)))
    assert {key: stated["table"][key] for key in ("row", "column", "bold")} == {
        "row": "Lantern",
        "column": "Acc.",
        "bold": True,
    }
    assert "cell" not in stated["quantities"][0]


def test_where_knows_three_places(sample):
    claim = sample[0].draft.claims[0].claim
    assert claim_row(claim)["where"] == "abstract"
    import dataclasses

    assert claim_row(dataclasses.replace(claim, where="caption"))["where"] == "text"


def test_every_quote_stands_in_its_text_at_its_place(sample):
    report, texts = sample
    row = json.loads(dump(to_json(report, texts)))
    by_id = {(text["paper"], text["version"]): text for text in row["manifest"]["texts"]}
    assert len(by_id) == 8
    for claim in row["claims"]:
        assert by_id[claim["paper"], claim["version"]]["file"].startswith("texts/")
        text = texts[f"{claim['paper']}v{claim['version']}"][0]
        assert text[claim["start"] : claim["end"]] == claim["quote"]
        for quantity in claim["quantities"]:
            assert text[quantity["start"] : quantity["end"]] == quantity["text"]


def test_the_manifest_says_how_to_repeat_the_run(sample):
    row = manifest(*sample)
    assert row["question"].startswith("Does adapter tuning")
    assert row["settings"]["digest"] == "0a1b2c3d4e5f60718293"
    assert row["versions"]["synth"] == "0.1.0"
    assert row["models"] == {"embedder": "all-MiniLM-L6-v2@53aa5117"}
    assert [len(paper["sha256"]) for paper in row["papers"]] == [64] * 8
    assert row["queries"][0]["query"].startswith('(ti:"adapter tuning"')
    assert row["timings_s"] == {"search": 3.25, "read": 8.5, "verify": 12.125}
    assert row["flow"]["included"] == 8


def test_lone_surrogates_of_broken_pdfs_are_legal_json():
    assert json.loads(dump({"quote": "a\ud800b"})) == {"quote": "a\ud800b"}


@pytest.mark.parametrize(
    ("id", "name"),
    [
        ("1911.02116v2", "1911.02116v2.txt"),
        ("hep-th/0005057v1", "hep-th_0005057v1.txt"),
        ("my-notes", "my-notes.txt"),
    ],
)
def test_text_files_are_named_after_their_paper(id, name):
    assert text_file_name(id) == name


def test_text_files_stay_in_their_folder_and_apart():
    names = [
        text_file_name(id)
        for id in ("../../etc/passwd", "..", "a/b/c", "a_b_c", "a b_c", "α", "β", "x" * 300)
    ]
    assert len(set(names)) == len(names)
    assert all(re.fullmatch(r"[A-Za-z0-9_-][A-Za-z0-9._-]{0,100}\.txt", name) for name in names)


def rows_of(report):
    return list(csv.DictReader(io.StringIO(claims_csv(report))))


def test_the_csv_has_a_row_per_quantity(sample):
    rows = rows_of(sample[0])
    assert tuple(rows[0]) == COLUMNS
    assert len(rows) == sum(len(j.claim.quantities) for j in sample[0].draft.claims)
    assert [row["value"] for row in rows[:2]] == ["65.4", "1.6"]
    assert rows[0]["verdict"] == "supported"
    assert {row["confidence"] for row in rows if row["verdict"] == "unjudged"} == {""}


def test_no_cell_of_the_csv_is_a_formula():
    for row in rows_of(hostile_report()[0]):
        for name, cell in row.items():
            assert cell[:1] not in ("=", "+", "-", "@", "\t", "\r"), name
            assert "\n" not in cell
            assert "\x00" not in cell


def test_negative_numbers_stay_numbers():
    from synth.report.csv_export import guard

    assert guard("-2.1") == "-2.1"
    assert guard("-2+3") == "'-2+3"
    assert guard("=1") == "'=1"
    assert guard(None) == ""


def test_keys_are_unique_and_do_not_depend_on_the_ranking():
    papers = [paper_of(0, id=f"2501.{i:05d}") for i in range(30)]
    keys = citation_keys(papers)
    assert len(set(keys)) == 30
    assert keys[0] == "brook2025adaptersa"
    backwards = citation_keys(papers[::-1])
    assert dict(zip(papers, keys, strict=True)) == dict(zip(papers[::-1], backwards, strict=True))


def test_entries_name_eprint_or_journal():
    text = bibliography([paper_of(0), paper_of(6, journal_ref="J. Inv. 4", doi="10.9999/x")])
    assert text.count("@misc{") == 1
    assert text.count("@article{") == 1
    assert "eprint = {2501.00101v2}," in text
    assert "journal = {J. Inv. 4}," in text


def test_titles_cannot_break_the_bibliography():
    papers = [paper_of(0, id=str(i), title=attack, authors=(attack,)) for i, attack in enumerate(HOSTILE)]
    for entry in bibliography(papers).split("\n\n"):
        depth = 0
        for char in re.sub(r"\\text[a-z]+\{\}", "", entry):
            depth += {"{": 1, "}": -1}.get(char, 0)
            assert depth >= 0
        assert depth == 0
        assert not re.search(r"(?<!\\)[%#$&~^]", re.sub(r"  url = .*", "", entry))


def test_an_author_whose_name_holds_and_stays_one():
    assert "author = {{Smith and Sons, Ltd}}," in bibliography(
        [paper_of(0, authors=("Smith and Sons, Ltd",))]
    )


def test_a_report_with_next_to_nothing_still_has_every_key():
    row = to_json(*small_report())
    assert row["comparisons"] == row["conflicts"] == row["findings"] == []
    assert row["reviews"]["score"] is None
