"""HTML and Markdown: strangers' text is shown, runs nothing and leads nowhere."""

from __future__ import annotations

import base64
import dataclasses
import hashlib
import re
from html.parser import HTMLParser

import pytest
from sample import evidence_of, hostile_report, sample_report, small_report

from synth.report import render
from synth.report.markdown import escape, link
from synth.report.view import build_view
from synth.types import Independent


class Page(HTMLParser):
    """Collects what a browser would act on."""

    def __init__(self, text):
        super().__init__()
        self.tags, self.attributes, self.text, self.ids, self.stack = [], [], [], [], []
        self.feed(text)
        self.close()

    def handle_starttag(self, tag, attrs):
        self.tags.append(tag)
        self.attributes += [(tag, name, value) for name, value in attrs]
        self.ids += [value for name, value in attrs if name == "id"]
        if tag not in ("meta", "img", "input", "br", "link"):
            self.stack.append(tag)

    def handle_endtag(self, tag):
        assert self.stack, tag
        assert self.stack.pop() == tag

    def handle_data(self, data):
        if not self.stack or self.stack[-1] not in ("script", "style"):
            self.text.append(data)


@pytest.fixture(scope="module")
def pages(tmp_path_factory):
    folder = tmp_path_factory.mktemp("pages")
    made = {}
    for name, (report, texts) in (
        ("sample", sample_report()),
        ("small", small_report()),
        ("hostile", hostile_report()),
    ):
        files, problems = render(report, ["html", "md"], folder / name, texts=texts)
        assert problems == ()
        made[name] = {kind: path.read_text(encoding="utf-8") for kind, path in files.items()}
    return made


@pytest.mark.parametrize("name", ["sample", "small", "hostile"])
def test_the_page_is_well_formed_and_its_links_lead_somewhere(pages, name):
    page = Page(pages[name]["html"])
    assert page.stack == []
    assert len(set(page.ids)) == len(page.ids)
    inner = {
        value[1:] for _, attribute, value in page.attributes if attribute == "href" and value.startswith("#")
    }
    assert inner <= set(page.ids)


@pytest.mark.parametrize("name", ["sample", "hostile"])
def test_one_script_one_style_and_nothing_from_elsewhere(pages, name):
    html = pages[name]["html"]
    page = Page(html)
    assert page.tags.count("script") == page.tags.count("style") == 1
    assert not [
        attribute for _, attribute, _ in page.attributes if attribute.startswith("on") or attribute == "style"
    ]
    sources = [value for tag, attribute, value in page.attributes if attribute == "src"]
    assert all(value.startswith("data:image/svg+xml;base64,") for value in sources)
    assert set(page.tags) & {"iframe", "object", "embed", "link", "base"} == set()
    addresses = [value for _, attribute, value in page.attributes if attribute == "href"]
    assert all(re.match(r"(https?://[^\s\"'<>]+|#[\w-]*)$", value) for value in addresses)


def test_the_policy_admits_exactly_this_script_and_this_style(pages):
    html = pages["sample"]["html"]
    policy = re.search(r'Content-Security-Policy" content="([^"]+)"', html)[1]
    assert policy.startswith("default-src 'none';")
    assert "unsafe" not in policy
    for tag in ("script", "style"):
        body = re.search(rf"<{tag}>(.*?)</{tag}>", html, re.DOTALL)[1]
        wanted = base64.b64encode(hashlib.sha256(body.encode()).digest()).decode()
        assert f"{tag}-src 'sha256-{wanted}'" in policy


def test_hostile_text_is_shown_as_it_stands(pages):
    text = "".join(Page(pages["hostile"]["html"]).text)
    for shown in (
        "</script><script>alert(1)</script>",
        "{{7*7}} {% raw %} ((* for x in y *)) ((( 7*7 )))",
        r"\input{/etc/passwd} \write18{id}",
        "[click](javascript:alert(1))",
    ):
        assert shown in text
    assert "49" not in re.sub(r"[0-9a-f]{20,}", "", text).replace("7*7", "")


def test_hidden_characters_do_not_reach_a_page(pages):
    for kind in ("html", "md"):
        assert not re.search(
            r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u200b-\u200f\u202a-\u202e\ufeff]", pages["hostile"][kind]
        )


def test_all_claims_are_readable_without_a_script(pages):
    html = pages["sample"]["html"]
    assert html.count('<li class="claim') == 48
    # Folded by paper, so that the page opens as a list of papers; a reader unfolds it without a script.
    assert html.count('<details class="group"') == 8
    assert '<form id="filter" hidden' in html
    assert not re.search(r'<(?:li class="claim|details)[^>]* hidden', html)


def test_what_supports_itself_is_not_explained_again(pages):
    report, texts = sample_report()
    html = pages["sample"]["html"]
    shown = re.findall(r'<li class="claim.*?</li>\n', html, re.DOTALL)
    assert any("<dt>Why</dt>" in item for item in shown)
    first = report.draft.claims[0]
    routine = dataclasses.replace(
        first.verdict, reasons=("quote_at_place",), evidence=(evidence_of(first.claim),)
    )
    judged = dataclasses.replace(first, verdict=routine, independent=Independent())
    plain = dataclasses.replace(
        report, draft=dataclasses.replace(report.draft, claims=(judged, *report.draft.claims[1:]))
    )
    view = build_view(plain)
    claims = {claim.number: claim for paper in view.papers for claim in paper.claims}
    assert claims[1].is_routine
    refuted = next(claim for claim in claims.values() if claim.label == "refuted")
    assert not refuted.is_routine


def test_settings_stand_behind_the_results_of_their_paper():
    view = build_view(sample_report()[0])
    orders = [[claim.is_setting for claim in paper.claims] for paper in view.papers]
    assert any(True in order for order in orders)
    assert all(order == sorted(order) for order in orders)


def test_what_is_said_of_all_left_out_papers_is_said_once():
    report, _ = sample_report()
    alike = tuple(dataclasses.replace(d, detail="No place was left.") for d in report.draft.decisions)
    view = build_view(dataclasses.replace(report, draft=dataclasses.replace(report.draft, decisions=alike)))
    off_topic = next(group for group in view.left_out if len(group.papers) == 2)
    assert off_topic.detail == "No place was left."
    assert [detail for _, _, detail in off_topic.papers] == ["", ""]


def test_queries_stand_in_the_protocol_and_in_no_table(pages):
    html = pages["sample"]["html"]
    protocol = html.split('id="protocol"')[1]
    assert html.count("<code>") == protocol.count("<code>") == 2
    assert "abs:transfer AND all:ToneQA" in protocol
    assert "abs:transfer AND all:ToneQA" in pages["sample"]["md"].split("## Search protocol")[1]


def test_every_label_has_a_control_and_every_picture_words(pages):
    page = Page(pages["sample"]["html"])
    wanted = {value for tag, name, value in page.attributes if tag == "label" and name == "for"}
    assert wanted == {"words", "label", "paper", "order"} <= set(page.ids)
    pictures = [value for tag, name, value in page.attributes if tag == "img" and name == "alt"]
    assert len(pictures) == 2
    assert all(len(value) > 40 for value in pictures)
    assert ("html", "lang", "en") in page.attributes


def test_claims_lead_to_their_page_of_the_pdf(pages):
    assert 'href="https://export.example.org/pdf/2501.00101v2#page=3"' in pages["sample"]["html"]
    assert "[p. 3, Results](<https://export.example.org/pdf/2501.00101v2#page=3>)" in pages["sample"]["md"]


def test_markdown_has_every_claim_and_its_links_lead_somewhere(pages):
    text = pages["sample"]["md"]
    anchors = set(re.findall(r'<a id="([\w-]+)">', text))
    assert sum(anchor.startswith("claim-") for anchor in anchors) == 48
    assert set(re.findall(r"\]\(#([\w-]+)\)", text)) <= anchors
    assert "None" not in text


def test_markdown_of_strangers_is_inert(pages):
    text = pages["hostile"]["md"]
    # Only our own anchors are markup; every other bracket or angle of a value is escaped.
    bare = re.sub(r'<a id="[\w-]+"></a>', "", text)
    bare = re.sub(r"\]\(<https://[^\s<>]*>\)|\]\(#[\w-]+\)", "]", bare)
    assert not re.search(r"(?<!\\)[<`]|(?<!\\)\]\((?!\\)", bare)
    assert "javascript:" not in bare


def test_table_rows_of_markdown_keep_their_columns(pages):
    for name in ("sample", "hostile"):
        tables = re.findall(r"(?:^\|.*\n)+", pages[name]["md"], re.MULTILINE)
        assert tables
        for table in tables:
            assert len({len(re.findall(r"(?<!\\)\|", line)) for line in table.splitlines()}) == 1


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("1. item", "1\\. item"),
        ("2.1 points", "2.1 points"),
        ("-2.1", "\\-2.1"),
        ("# head", "\\# head"),
        ("a*b_c", "a\\*b\\_c"),
        ("see http://x.example", "see http&#58;//x.example"),
        ("two\nlines", "two lines"),
    ],
)
def test_markdown_escapes(text, shown):
    assert escape(text) == shown


def test_a_link_without_a_web_address_is_text():
    assert link("[x]", "javascript:alert(1)") == "\\[x\\]"
    assert link("x", "https://e.example/a)b c") == "x"
    assert link("x", "https://e.example/a)b") == "[x](<https://e.example/a%29b>)"
