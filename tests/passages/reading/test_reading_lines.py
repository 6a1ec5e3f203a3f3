"""Characters with places become lines: scripts, spaces, accents and cells."""

from __future__ import annotations

from synth.passages.lines import Line, page_lines
from synth.passages.pdf_text import Glyphs, PageContent


def run(text: str, x: float, y: float = 100.0, size: float = 10.0, font: str = "Serif") -> Glyphs:
    """Half an em per character, no spaces between words but where the text has them."""
    step = 0.5 * size
    lefts = tuple(x + i * step for i in range(len(text)))
    return Glyphs(text, lefts, tuple(left + step for left in lefts), y, size, font, 0)


def lines(*runs: Glyphs) -> list[Line]:
    return page_lines(PageContent(1, 600.0, 800.0, 0, runs))


def texts(*runs: Glyphs) -> list[str]:
    return [line.text for line in lines(*runs)]


def test_exponents_do_not_glue_to_their_base() -> None:
    # 10^20 once read "1020".
    assert texts(run("1.0·10", 50), run("20", 80, 103.6, 7)) == ["1.0·10^20"]


def test_a_footnote_mark_does_not_lengthen_a_number() -> None:
    assert texts(run("81.3", 50), run("2", 70, 103.6, 7), run("on", 78)) == ["81.3^2 on"]


def test_a_digit_behind_an_exponent_is_kept_apart() -> None:
    assert texts(run("10", 50), run("3", 60, 103.6, 7), run("5", 63.5)) == ["10^3 5"]


def test_indexes() -> None:
    assert texts(run("F", 50), run("1", 55, 98.5, 7)) == ["F1"]
    assert texts(run("BERT", 50), run("BASE", 70, 98.5, 7)) == ["BERT_BASE"]


def test_an_index_under_an_exponent_stays_in_its_line() -> None:
    assert texts(run("AP", 50), run("box", 60, 104, 7), run("50", 60, 97, 7)) == ["AP^box_50"]


def test_uncertainty_set_small_is_no_exponent() -> None:
    assert texts(run("71.2", 50), run("±0.3", 70, 103, 7)) == ["71.2 ±0.3"]


def test_gaps_part_words_and_wide_gaps_part_cells() -> None:
    assert texts(run("one", 50), run("two", 67), run("three", 120)) == ["one two", "three"]


def test_cells_of_a_row_share_it() -> None:
    rows = {line.row for line in lines(run("one", 50), run("three", 120))}
    assert len(rows) == 1


def test_an_accent_joins_the_letter_it_stands_over() -> None:
    # TeX's old fonts draw the accent before its letter, some writers after the whole word.
    assert texts(run("R´", 50), run("enyi", 55)) == ["Rényi"]
    assert texts(run("Tackstrom", 50), run("¨", 55), run("¨", 85)) == ["Täckström"]


def test_bold_beginnings_are_measured() -> None:
    (line,) = lines(run("Setup", 50, font="Serif-Bold"), run("We", 78))
    assert line.text == "Setup We"
    assert line.bold_until == len("Setup ")


def test_turned_text_is_marked() -> None:
    turned = run("arXiv", 20)._replace(angle=90)
    assert [line.is_upright for line in lines(turned, run("text", 50))] == [False, True]
