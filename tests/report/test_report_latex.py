"""LaTeX made from strangers' text prints it and does nothing else."""

from __future__ import annotations

import dataclasses
import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from synth.report.latex import NoEscape, docinfo, escape, font_setup, href, pointer, target
from synth.report.links import page_link, safe_url, tex_url, web_page
from synth.report.view_records import Reference
from synth.types import Paper

# What our own commands look like; anything else that begins with a backslash would be an order.
OURS = re.compile(
    r"\\(?:textbackslash\{\}|textasciitilde\{\}|\^\{\}|[&%$#_{}]|sybreak\{\}|sysym\{[0-9A-F]+\}|sy[a-z]+(?=\{))"
)


@settings(deadline=None)
@given(st.text())
def test_no_command_survives_that_is_not_ours(text):
    rest = OURS.sub("", str(escape(text)))
    assert "\\" not in rest
    assert not re.search(r"[%$#&_^~]", rest)


@settings(deadline=None)
@given(st.text())
def test_braces_balance_and_the_result_is_one_line(text):
    plain = re.sub(r"\\[{}]", "", str(escape(text)))
    depth = 0
    for char in plain:
        depth += {"{": 1, "}": -1}.get(char, 0)
        assert depth >= 0
    assert depth == 0
    assert not re.search(r"[\x00-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]", plain)


def test_a_newline_is_a_space_and_not_pylatex_s_newline_command():
    assert escape("one\ntwo") == "one two"


def test_superscript_notation_for_characters_is_disarmed():
    assert "^^" not in escape(r"^^5cinput ^^41")


def test_what_is_latex_already_is_left_alone():
    assert escape(NoEscape(r"\emph{x}")) == r"\emph{x}"


@pytest.mark.parametrize(
    ("text", "command"),
    [
        ("Ελλάδα", "sygreek"),
        ("Москва", "sycyrillic"),
        ("方法", "syhan"),
        ("한국어", "syhangul"),
        ("עברית", "syhebrew"),
        ("العربية", "syarabic"),
        ("हिन्दी", "sydevanagari"),
    ],
)
def test_each_script_gets_its_font(text, command):
    assert escape(f"a {text} b") == rf"a \{command}{{{text}}} b"


def test_words_of_one_script_stay_in_one_run_so_that_right_to_left_order_holds():
    assert escape("שלום עולם") == r"\syhebrew{שלום עולם}"


def test_japanese_uses_one_font_for_kana_and_chinese_characters():
    assert escape("日本語のテスト") == r"\sykana{日本語のテスト}"


def test_a_symbol_carries_its_name_for_machines_without_its_glyph():
    assert escape("🚀") == r"\sysym{1F680}{rocket}"
    assert escape("👩\u200d🔬") == r"\sysym{1F469}{woman}\sysym{1F52C}{microscope}"
    assert escape("🇳🇴 1\ufe0f\u20e3") == "NO 1"


def test_private_use_characters_of_pdf_fonts_are_named_by_code_point():
    assert escape("\uf8ff") == r"\sysym{F8FF}{U+F8FF}"


def test_a_long_word_can_be_broken_and_loses_nothing():
    word = "abc_" * 3000
    broken = str(escape(word))
    assert broken.replace(r"\sybreak{}", "") == str(escape("abc_")) * 3000
    assert max(map(len, broken.split(r"\sybreak{}"))) <= 8


def test_only_the_scripts_in_use_are_declared():
    setup = font_setup(str(escape("Москва")))
    assert "sycyrillic" in setup
    assert "syarabic" not in setup
    assert r"\newcommand\sysym" in setup


def test_addresses_cannot_end_the_link_command():
    hostile = "https://e.example/a}b{c%d#e&f_g~h\\i^j$k"
    assert safe_url(hostile) is not None
    assert not re.search(r"(?<!\\)[%#&_]|[{}^$~]|\\(?![%#&_])", tex_url(hostile))
    assert str(href(hostile, "x")).endswith("}{x}")


@pytest.mark.parametrize(
    "url",
    [
        "javascript:alert(1)",
        "data:text/html,x",
        "file:///etc/passwd",
        "//x.example",
        "http://",
        "",
        "http://a b",
        "ht\ntp://x",
    ],
)
def test_what_is_no_web_address_is_no_link(url):
    assert safe_url(url) is None
    assert pointer(Reference(text="7", anchor=None, url=safe_url(url))) == "7"


def test_a_paper_on_disk_and_a_doi_of_no_registrant_lead_nowhere():
    local = Paper(
        id="x", version=None, database="folder", title="X", pdf_url="pdf/x.pdf", page_url="/tmp/x.pdf"
    )
    assert page_link(local, 3) is None
    assert web_page(local) is None
    assert web_page(dataclasses.replace(local, doi="10.0000/x.1")) is None
    assert web_page(dataclasses.replace(local, doi="10.1000/x.1")) == "https://doi.org/10.1000/x.1"


def test_anchors_are_ours_alone():
    assert target("claim-1") == r"\sytarget{claim-1}"
    with pytest.raises(ValueError, match="anchor"):
        target("x}{y")


def test_the_pdf_s_title_is_hex():
    assert re.fullmatch(
        r"\\special\{pdf:docinfo <</Title <FEFF[0-9A-F]+> /Subject <FEFF[0-9A-F]+>>>\}",
        docinfo(")>>\\", "π🚀"),
    )
