"""E-prints as they come: every packing, every way to hide the main file, every way to do harm."""

from __future__ import annotations

import gzip
import io
import tarfile
from functools import partial

import pytest

from synth.errors import UnreadablePaper
from synth.passages.archive import SINGLE, unpack
from synth.passages.latex_main import find_main
from synth.passages.latex_source import flatten
from synth.passages.latex_text import read_latex
from synth.settings import ReaderLimits

# Without the time of day: names of tests are made of the bytes, and have to be the same in every process.
gzipped = partial(gzip.compress, mtime=0)

LIMITS = ReaderLimits(unpacked_bytes=100_000, files=10)
WHOLE = b"\\documentclass{article}\n\\begin{document}\nIt is 1.2.\n\\end{document}\n"


def member(name: str, content: bytes = b"", **fields: object) -> tuple[tarfile.TarInfo, bytes]:
    info = tarfile.TarInfo(name)
    info.size = len(content)
    for key, value in fields.items():
        setattr(info, key, value)
    return info, content


def tar(*members: tuple[tarfile.TarInfo, bytes], form: int = tarfile.PAX_FORMAT) -> bytes:
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode="w", format=form) as archive:
        for info, content in members:
            archive.addfile(info, io.BytesIO(content))
    return out.getvalue()


def text(files: dict[str, bytes]) -> str:
    pieces, _ = read_latex(files)
    return " ".join(piece.text for piece in pieces)


# ------------------------------------------------------------------- packings


@pytest.mark.parametrize(
    "packed",
    [
        WHOLE,
        gzipped(WHOLE),
        tar(member("a.tex", WHOLE)),
        gzipped(tar(member("a.tex", WHOLE))),
        tar(member("a.tex", WHOLE), form=tarfile.GNU_FORMAT),
        tar(member("a.tex", WHOLE), form=tarfile.USTAR_FORMAT),
        # Two gzip streams one behind the other are one file.
        gzipped(WHOLE[:20]) + gzipped(WHOLE[20:]),
        tar(
            member("paper/a.tex", WHOLE),
            member("paper/._a.tex", b"\0\5\26\7"),
            member("paper", type=tarfile.DIRTYPE),
        ),
        tar(member("a.tex", WHOLE), member("b\udce9.tex", b"x"), member("figure.pdf", b"%PDF-1.4")),
    ],
)
def test_packings(packed: bytes) -> None:
    assert text(unpack(packed, LIMITS)) == "It is 1.2."


@pytest.mark.parametrize(
    "packed", [gzipped(b"%PDF-1.4"), tar(member("a.pdf", b"%PDF-1.4"), member("r", b"x"))]
)
def test_what_holds_only_a_pdf_is_that_pdf(packed: bytes) -> None:
    assert unpack(packed, LIMITS) == {SINGLE: b"%PDF-1.4"}


def test_tables_may_have_any_suffix() -> None:
    main = WHOLE.replace(b"1.2", b"\\input{t/scores.tab}")
    files = unpack(
        tar(member("a.tex", main), member("t/scores.tab", b"3.4"), member("x.bin", b"\0\1")), LIMITS
    )
    assert sorted(files) == ["a.tex", "t/scores.tab"]
    assert text(files) == "It is 3.4."


@pytest.mark.parametrize(
    ("packed", "reason"),
    [
        (tar(member("../a.tex", WHOLE)), "unsafe_archive"),
        (tar(member("/a.tex", WHOLE)), "unsafe_archive"),
        (tar(member("a\\..\\b.tex", WHOLE)), "unsafe_archive"),
        (tar(member("/".join(["a"] * 40), WHOLE)), "unsafe_archive"),
        (tar(member("a.tex", type=tarfile.SYMTYPE, linkname="/etc/passwd")), "unsafe_archive"),
        (tar(member("a.tex", type=tarfile.LNKTYPE, linkname="b.tex")), "unsafe_archive"),
        (tar(member("a.tex", type=tarfile.CHRTYPE)), "unsafe_archive"),
        (tar(member("a.tex", type=tarfile.FIFOTYPE)), "unsafe_archive"),
        (tar(*(member(f"{i}.tex", b"x") for i in range(11))), "too_large"),
        (tar(member("a.tex", b"x" * 100_001)), "too_large"),
        (tar(member("a.png", b"x" * 100_001)), "too_large"),
        (gzipped(b"x" * 100_001), "too_large"),
        (gzipped(gzipped(b"x") + b"y" * 100_001), "too_large"),
        (gzipped(WHOLE)[:-12], "truncated"),
        (gzipped(WHOLE)[:12] + b"\xff" * 40, "truncated"),
        (tar(member("a.tex", WHOLE * 20))[:1500], "truncated"),
    ],
)
def test_harm_is_refused(packed: bytes, reason: str) -> None:
    with pytest.raises(UnreadablePaper) as refused:
        unpack(packed, LIMITS)
    assert refused.value.reason == reason


# ------------------------------------------------------------------- the main file


OTHER = WHOLE.replace(b"1.2", b"9.9") + b"%" * 500


@pytest.mark.parametrize(
    ("files", "main"),
    [
        ({"ms.tex": WHOLE, "supplement.tex": OTHER}, "ms.tex"),
        ({"tides.tex": WHOLE, "tides_supp.tex": OTHER}, "tides.tex"),
        ({"tides.tex": WHOLE, "cover_letter.tex": OTHER, "response.tex": OTHER}, "tides.tex"),
        ({"main.tex": WHOLE, "main_old.tex": OTHER}, "main.tex"),
        ({"main_v1.tex": OTHER, "main_v2.tex": WHOLE, "main_v2.bbl": b""}, "main_v2.tex"),
        ({"a.tex": WHOLE, "old/a.tex": OTHER}, "a.tex"),
        ({"paper/main.tex": WHOLE, "paper/intro.tex": b"Words."}, "paper/main.tex"),
        ({"talk.tex": OTHER.replace(b"{article}", b"{beamer}"), "x.tex": WHOLE}, "x.tex"),
        ({"fig.tex": OTHER.replace(b"{article}", b"{standalone}"), "x.tex": WHOLE}, "x.tex"),
        ({"a.tex": WHOLE, "b.tex": b"%\\documentclass{article}\n%\\begin{document}\n" + b"x" * 900}, "a.tex"),
        ({"a.tex": WHOLE.replace(b"It", b"\\input{b} It"), "b.tex": OTHER}, "a.tex"),
        ({"a.ltx": WHOLE, "README": b"Run a.ltx"}, "a.ltx"),
        ({"a": b"\\documentstyle{article}\\begin{document}x\\end{document}"}, "a"),
        ({"plain.tex": b"\\input harvmac\nIt is 1.2.\\bye"}, "plain.tex"),
        ({"a.tex": WHOLE, "b.tex": OTHER, "00README.XXX": b"b.tex ignore\n"}, "a.tex"),
        ({"a.tex": OTHER, "b.tex": WHOLE, "00README.XXX": b"b.tex toplevelfile\n"}, "b.tex"),
        (
            {
                "a.tex": OTHER,
                "b.tex": WHOLE,
                "00README.json": b'{"sources": [{"filename": "a.tex", "usage": "ignore"},'
                b'{"filename": "b.tex", "usage": "toplevel"}]}',
            },
            "b.tex",
        ),
        ({"a.tex": WHOLE, "00README.json": b'{"sources": [[1], "x"]}'}, "a.tex"),
    ],
)
def test_the_main_file_is_told_from_others(files: dict[str, bytes], main: str) -> None:
    assert find_main(files) == main


# ------------------------------------------------------------------- inputs and encodings


@pytest.mark.parametrize(
    ("files", "expected"),
    [
        # TeX looks from the main file's folder, not from that of the file that asks.
        ({"p/main.tex": b"\\input{s/a}", "p/s/a.tex": b"\\input{s/b}", "p/s/b.tex": b"x 1.2"}, "x 1.2"),
        ({"main.tex": b"\\import{s/}{a}", "s/a.tex": b"\\input{b}", "s/b.tex": b"x 1.2"}, "x 1.2"),
        ({"main.tex": b"\\input{./t/../t/a}", "t/a.tex": b"x 1.2"}, "x 1.2"),
        # "\input{a}" is a.tex even where there is a file called a.
        ({"main.tex": b"\\input{a}", "a": b"x 9.9", "a.tex": b"x 1.2"}, "x 1.2"),
        ({"main.tex": b"\\makeatletter\\def\\input@path{{t/}}\\input{a}", "t/a.tex": b"x 1.2"}, "x 1.2"),
        ({"main.tex": b"\\input{a} y", "a.tex": b"x 1.2\\endinput 9.9\n9.9"}, "x 1.2 y"),
        ({"main.tex": b"\\iffalse\\input{a}\\fi x 1.2", "a.tex": b"9.9"}, "x 1.2"),
        ({"main.tex": b"%\\input{a}\nx 1.2", "a.tex": b"9.9"}, "x 1.2"),
        ({"main.tex": b"\\input{main}\\input{a} x 1.2", "a.tex": b"\\input{main}\\input{a}"}, "x 1.2"),
        ({"main.tex": b"See \\url{https://a.example/b%20c} x 1.2"}, "See https://a.example/b%20c x 1.2"),
        ({"main.tex": b"x 1.2\\% % 9.9\ry\r\nz"}, "x 1.2% y z"),
    ],
)
def test_inputs(files: dict[str, bytes], expected: str) -> None:
    name = min(files, key=len) if "main.tex" not in files else "main.tex"
    whole = b"\\documentclass{article}\\begin{document}" + files[name] + b"\n\\end{document}"
    assert text({**files, name: whole}) == expected


def test_inputs_never_leave_the_archive() -> None:
    source, missing = flatten({"a.tex": b"\\input{../../etc/passwd} \\input{/etc/passwd} x"}, "a.tex")
    assert len(missing) == 2
    assert "x" in source.text


def test_what_comes_with_tex_is_not_missing() -> None:
    source, missing = flatten(
        {"a.tex": b"\\input{glyphtounicode} \\input epsf.tex\n\\input{results} x"}, "a.tex"
    )
    assert [name.strip() for name in missing] == ["\\input{results}"]
    assert "x" in source.text


@pytest.mark.parametrize(
    ("encoding", "declared"),
    [
        ("utf-8", ""),
        ("utf-8-sig", ""),
        ("utf-16", ""),
        ("cp1252", ""),
        ("latin-1", "latin1"),
        ("mac-roman", "applemac"),
    ],
)
def test_encodings(encoding: str, declared: str) -> None:
    package = f"\\usepackage[{declared}]{{inputenc}}" if declared else ""
    main = f"\\documentclass{{article}}{package}\\begin{{document}}Café à la carte.\\end{{document}}"
    assert text({"a.tex": main.encode(encoding)}) == "Café à la carte."
