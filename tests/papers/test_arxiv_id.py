from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from synth.errors import UsageError
from synth.papers.arxiv_id import ArxivId, find_arxiv_id, parse_arxiv_id


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("1911.02116", "1911.02116"),
        (" 1911.02116v2 ", "1911.02116v2"),
        ("0704.0001", "0704.0001"),
        ("0000.0000", "0000.0000"),  # well formed for arXiv, which knows no such paper
        ("hep-th/0005057", "hep-th/0005057"),
        ("hep-th/0005057v1", "hep-th/0005057v1"),
        ("math.GT/0309136", "math/0309136"),
        ("arXiv:1911.02116v2", "1911.02116v2"),
        ("ARXIV: cs/9912018", "cs/9912018"),
        ("https://arxiv.org/abs/1911.02116", "1911.02116"),
        ("http://export.arxiv.org/pdf/1911.02116v2.pdf", "1911.02116v2"),
        ("arxiv.org/pdf/hep-th/0005057v1#page=3", "hep-th/0005057v1"),
        ("https://www.arxiv.org/abs/1911.02116?context=cs", "1911.02116"),
        ("10.48550/arXiv.1911.02116", "1911.02116"),
        ("https://doi.org/10.48550/arXiv.1911.02116", "1911.02116"),
        ("http://127.0.0.1:8000/abs/1911.02116v1", "1911.02116v1"),
    ],
)
def test_ids_as_people_write_them(text: str, expected: str) -> None:
    assert str(parse_arxiv_id(text, hosts=("127.0.0.1:8000",))) == expected


@pytest.mark.parametrize(
    "text",
    [
        "",
        "abc",
        "1911.021",
        "1911.021166",
        "1911.02116v0",
        "1911.02116v",
        "1911.02116 v2",
        "hep-th/000505",
        "../1911.02116",
        "1911.02116/../../etc",
        "https://example.org/abs/1911.02116",
        "https://notarxiv.org/abs/1911.02116",
        "1911.02116,2003.11080",
    ],
)
def test_what_is_no_id_is_refused_with_an_example(text: str) -> None:
    with pytest.raises(UsageError) as caught:
        parse_arxiv_id(text)
    assert "1911.02116" in caught.value.advice


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("2003.11080v5", ArxivId("2003.11080", 5)),
        ("arxiv_2003.11080", ArxivId("2003.11080", None)),
        ("Quince et al. - 2003.11080v5 - Moss", ArxivId("2003.11080", 5)),
        ("hep-th_0005057v1", ArxivId("hep-th/0005057", 1)),
        ("hep-th0005057", ArxivId("hep-th/0005057", None)),
        ("math.GT_0309136", ArxivId("math/0309136", None)),
        ("results_2020123", None),
        ("notes 1234.5678", None),  # no thirty-fourth month
        ("20200311.12345", None),
        ("moss", None),
    ],
)
def test_ids_in_file_names(name: str, expected: ArxivId | None) -> None:
    assert find_arxiv_id(name) == expected


@settings(deadline=None)
@given(st.text(max_size=60))
def test_any_text_is_read_or_refused(text: str) -> None:
    try:
        found = parse_arxiv_id(text)
    except UsageError:
        return
    assert parse_arxiv_id(str(found)) == found
