"""Pages of a changes report: legible in every format, and strangers' text is shown and runs nothing."""

from __future__ import annotations

import base64
import hashlib
import re

import pytest
from sample_changes import calm_revision, hostile_revision, sample_revision
from test_report_pages import Page

from synth.errors import RenderError
from synth.report import render_changes
from synth.report.differences import Piece, differing_pieces, value_difference
from synth.report.latex import marked as marked_latex
from synth.report.markdown import marked as marked_markdown
from synth.types import Quantity

NAMES = ("sample", "calm", "hostile")


@pytest.fixture(scope="module")
def pages(tmp_path_factory):
    folder = tmp_path_factory.mktemp("changes")
    revision, later, earlier = sample_revision()
    calm, report = calm_revision()
    hostile, other = hostile_revision()
    made = {}
    for name, (changes, now, then) in {
        "sample": (revision, later, earlier),
        "calm": (calm, report, report),
        "hostile": (hostile, other, other),
    }.items():
        files, problems = render_changes(changes, now, ["html", "md", "tex"], folder / name, earlier=then)
        assert problems == ()
        made[name] = {kind: path.read_text(encoding="utf-8") for kind, path in files.items()}
    return made


@pytest.mark.parametrize("name", NAMES)
def test_the_page_is_well_formed_and_runs_nothing(pages, name):
    html = pages[name]["html"]
    page = Page(html)
    assert page.stack == []
    assert len(set(page.ids)) == len(page.ids)
    assert "script" not in page.tags
    assert page.tags.count("style") == 1
    assert set(page.tags) & {"iframe", "object", "embed", "link", "base", "img"} == set()
    assert not [name for _, name, _ in page.attributes if name.startswith("on") or name == "style"]
    addresses = [value for _, attribute, value in page.attributes if attribute == "href"]
    assert all(
        re.match(r"(https?://[^\s\"'<>]+|#[\w-]*|report\.html(#(claim|paper)-\d+)?)$", value)
        for value in addresses
    )
    inner = {value[1:] for value in addresses if value.startswith("#")}
    assert inner <= set(page.ids)


def test_the_policy_admits_this_style_and_no_script(pages):
    html = pages["sample"]["html"]
    policy = re.search(r'Content-Security-Policy" content="([^"]+)"', html)[1]
    body = re.search(r"<style>(.*?)</style>", html, re.DOTALL)[1]
    digest = base64.b64encode(hashlib.sha256(body.encode()).digest()).decode()
    assert f"style-src 'sha256-{digest}'" in policy
    assert "script-src" not in policy
    assert "unsafe" not in policy


def test_what_no_longer_stands_comes_first(pages):
    for kind in ("html", "md", "tex"):
        text = pages["sample"][kind]
        order = (
            "What no longer stands",
            "Values that changed",
            "Claims that are gone",
            "What that means for the report",
            "What could not be told",
            "The same numbers in other words or places",
            "What is new",
            "What was asked",
        )
        # The last of each is its heading; the page names its sections before.
        places = [text.rindex(head) for head in order]
        assert places == sorted(places), kind


def test_the_changed_number_is_marked_in_its_sentence(pages):
    assert "reaches <del>65.4</del><ins>66.1</ins> % accuracy" in pages["sample"]["html"]
    assert "reaches <del>65.4</del> <ins>66.1</ins> % accuracy" in pages["sample"]["md"]
    assert r"reaches \syold{65.4} \synew{66.1} \% accuracy" in pages["sample"]["tex"]


def test_both_versions_are_linked_to_their_page(pages):
    for kind in ("html", "md"):
        assert "https://export.example.org/pdf/2501.00101v2#page=1" in pages["sample"][kind]
        assert "https://export.example.org/pdf/2501.00101v3#page=1" in pages["sample"][kind]
    assert r"https://export.example.org/pdf/2501.00101v3\#page=1" in pages["sample"]["tex"]


def test_nothing_changed_shows_no_empty_sections(pages):
    for kind in ("html", "md", "tex"):
        text = pages["calm"][kind]
        assert "Nothing changed" in text
        assert "What no longer stands" not in text
        assert "What could not be told" not in text


def test_hostile_text_is_shown_as_it_stands(pages):
    text = "".join(Page(pages["hostile"]["html"]).text)
    assert "</script><script>alert(1)</script>" in text
    assert r"\input{/etc/passwd} \write18{id}" in text
    assert "javascript:" not in "".join(
        value for _, name, value in Page(pages["hostile"]["html"]).attributes if name == "href"
    )


def test_markdown_of_strangers_is_inert(pages):
    bare = re.sub(r"</?(?:del|ins)>|<br>|\]\(<https://[^\s<>]*>\)", "]", pages["hostile"]["md"])
    bare = re.sub(r"`synth [^`]*`", "", bare)
    assert not re.search(r"(?<!\\)[<`]|(?<!\\)\]\((?!\\)", bare)
    assert "javascript:" not in bare


def test_table_rows_of_markdown_keep_their_columns(pages):
    for name in NAMES:
        for table in re.findall(r"(?:^\|.*\n)+", pages[name]["md"], re.MULTILINE):
            assert len({len(re.findall(r"(?<!\\)\|", line)) for line in table.splitlines()}) == 1


def test_latex_of_strangers_is_not_obeyed(pages):
    body = pages["hostile"]["tex"].split(r"\begin{document}")[1]
    assert r"\input{" not in body
    assert r"\write18" not in body
    assert body.count(r"\end{document}") == 1


def test_hidden_characters_do_not_reach_a_page(pages):
    for kind in ("html", "md", "tex"):
        assert not re.search(
            r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u200b-\u200f\u202a-\u202e\ufeff]", pages["hostile"][kind]
        )


def test_a_failing_pdf_loses_nothing_else(tmp_path):
    def fail(folder, main):
        assert main == "changes"
        raise RenderError("it broke")

    revision, later, earlier = sample_revision()
    files, problems = render_changes(
        revision, later, ["pdf", "md", "bib"], tmp_path, earlier=earlier, compile_tex=fail
    )
    assert [str(problem) for problem in problems] == ["it broke"]
    assert set(files) == {"json", "md"}


def test_the_same_revision_gives_the_same_bytes(tmp_path):
    for folder in ("a", "b"):
        revision, later, earlier = sample_revision()
        render_changes(
            revision, later, ["html", "md", "json", "csv", "tex"], tmp_path / folder, earlier=earlier
        )
    first, second = (
        {path.name: path.read_bytes() for path in (tmp_path / folder).iterdir()} for folder in ("a", "b")
    )
    assert first == second
    assert len(first) == 5


# --------------------------------------------------------------------------- differences


@pytest.mark.parametrize(
    ("old", "new", "shown"),
    [
        ("It is 72.6 here.", "It is 73.8 here.", "It is <del>72.6</del> <ins>73.8</ins> here."),
        ("a b c d", "a b c d", "a b c d"),
        ("We saw 1,024 runs.", "We saw 1,025 runs.", "We saw <del>1,024</del> <ins>1,025</ins> runs."),
        ("A gain of 2 points", "A gain of 2 full points", "A gain of 2 <ins>full</ins> points"),
        ("Red green blue.", "42", "<del>Red green blue.</del> <ins>42</ins>"),
    ],
)
def test_wordings_are_compared_word_by_word_and_numbers_are_whole(old, new, shown):
    assert marked_markdown(differing_pieces(old, new)) == shown


@pytest.mark.parametrize(("old", "new"), [("a b  c", "a x c"), ("p, q", "p; q r"), ("", "new"), ("o", "")])
def test_both_wordings_can_be_read_off_the_pieces(old, new):
    pieces = differing_pieces(old, new)
    assert "".join(p.text for p in pieces if p.kind != "new") == " ".join(old.split())
    assert "".join(p.text for p in pieces if p.kind != "old") == " ".join(new.split())


def test_a_marked_long_word_can_still_break():
    shown = marked_latex((Piece(kind="old", text="W" * 100),))
    assert str(shown).startswith(r"\syoldlong{")
    assert r"\sybreak" in shown


@pytest.mark.parametrize(
    ("old", "new", "unit", "shown"),
    [
        ("72.6", "73.8", None, "+1.2"),
        ("80.3", "79.6", "%", "−0.7 points"),
        ("3", "4", "x", "+1"),
        ("1e999999999", "2", None, ""),
        ("NaN", "2", None, ""),
        ("70.0", "70", None, ""),
        ("", "2", None, ""),
    ],
)
def test_a_difference_is_signed_and_in_its_unit(old, new, unit, shown):
    first, second = (Quantity(text=v, start=0, end=len(v), value=v, unit=unit) for v in (old, new))
    assert value_difference(first, second) == shown
