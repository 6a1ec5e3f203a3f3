"""Characters of a paper made readable: ligatures, maths alphabets, minus signs, hidden ones.

The rules, which hold for every kind of source, so that numbers can be parsed and words compared:
ligatures and maths letters become plain letters (NFKC), superscript digits become `^2`, the minus
sign becomes "-", spaces of all widths become " ", soft hyphens and hidden characters go; "±", "×",
"·", en and em dashes and curly quotes stay as printed. Everything else is NFC.
"""

from __future__ import annotations

import unicodedata
from functools import lru_cache

__all__ = ["ACCENTS", "normal_char", "normalize"]

ACCENTS = {
    "´": "\u0301",
    "`": "\u0300",
    "¨": "\u0308",
    "ˆ": "\u0302",
    "˜": "\u0303",
    "¯": "\u0304",
    "ˇ": "\u030c",
    "˘": "\u0306",
    "˙": "\u0307",
    "˚": "\u030a",
    "¸": "\u0327",
    "˛": "\u0328",
    "˝": "\u030b",
}
"""Accents that TeX's old fonts draw as characters of their own, and their combining forms."""

_SUPERSCRIPTS = {**dict(zip("⁰¹²³⁴⁵⁶⁷⁸⁹", "0123456789", strict=True)), "⁺": "+", "⁻": "-"}
_SUBSCRIPTS = {**dict(zip("₀₁₂₃₄₅₆₇₈₉", "0123456789", strict=True)), "₊": "+", "₋": "-"}
_SINGLE = {
    "\u2212": "-",
    "\u2010": "-",
    "\u2011": "-",
    "\u00ad": "-",
    "\ufe63": "-",
    "\u2217": "*",
    "\u2236": ":",
    "\u223c": "~",
    "\u2215": "/",
    "\u2044": "/",
    "\u00b5": "\u03bc",
    "\uf0b7": "•",
    "\uf0a7": "•",
    "\u2126": "Ω",
    "\u212a": "K",
    "\u212b": "Å",
}


@lru_cache(maxsize=4096)
def normal_char(char: str) -> str:
    """Return what stands for a character in the canonical text; "" when it is to be dropped."""
    if " " < char < "\x7f":
        return char
    if char in _SINGLE:
        return _SINGLE[char]
    if char in _SUPERSCRIPTS:
        return "^" + _SUPERSCRIPTS[char]
    if char in _SUBSCRIPTS:
        return "_" + _SUBSCRIPTS[char]
    code = ord(char)
    category = unicodedata.category(char)
    if category == "Zs" or char in "\t\n\r\x0b\x0c\u2028\u2029":
        return " "
    if category in ("Cc", "Cf", "Cs", "Co", "Cn"):
        return ""
    # Latin ligatures, maths alphabets, fullwidth forms; letters of other scripts stay as they are.
    if 0xFB00 <= code <= 0xFB06 or 0x1D400 <= code <= 0x1D7FF or 0xFF01 <= code <= 0xFF5E:
        return unicodedata.normalize("NFKC", char).replace("\u2212", "-")
    return unicodedata.normalize("NFC", char)


def normalize(text: str) -> str:
    """Return the text by the rules above; runs of superscript digits share one "^"."""
    out: list[str] = []
    before = ""
    for char in unicodedata.normalize("NFC", text):
        piece = normal_char(char) if char != "\n" else "\n"
        if char == "\u00ad":
            piece = ""
        elif (char in _SUPERSCRIPTS and before in _SUPERSCRIPTS) or (
            char in _SUBSCRIPTS and before in _SUBSCRIPTS
        ):
            piece = piece[1:]
        out.append(piece)
        before = char
    return "".join(out)
