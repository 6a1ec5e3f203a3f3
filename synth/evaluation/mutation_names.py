"""Names in sentences: put another in a name's place, with its article; names that no paper has."""

from __future__ import annotations

import re

from synth.text import STOPWORDS

__all__ = ["INVENTED", "is_name", "occurrences", "replace_name"]

INVENTED = {
    "method": (
        "VeltaNet",
        "Korin-2",
        "DeepHeron",
        "Parallax-T",
        "MIRELL",
        "OrchidFormer",
        "TriMoss",
        "Sablecore",
    ),
    "dataset": (
        "PondQuest",
        "NordBench",
        "MiraSet-2",
        "QUILLEX",
        "FernBank-L",
        "TidePool-QA",
        "GLINTS",
        "Varnish50",
    ),
}
"""Names that mean nothing; one is used only where the paper does not have it."""

_GENERIC = frozenset(
    """we our ours the this these it model models method methods baseline baselines approach system figure
    table section appendix all both test train dev large base small sota avg average mean overall total gpu
    gpus tpu tpus cpu cpus""".split()
)


def is_name(text: str | None) -> bool:
    """Whether a bound subject is a name and no description: a capital in it, three words at most."""
    if not text or len(text) < 2 or text.lower() in _GENERIC:
        return False
    words = text.split()
    is_word = words[0].lower() in _GENERIC or words[0].lower() in STOPWORDS
    return len(words) <= 3 and any(c.isupper() for c in text) and not is_word


def occurrences(text: str, name: str) -> list[tuple[int, int]]:
    """Return where a name stands as words of its own, not as a part of a longer name."""
    pattern = rf"(?<![\w-]){re.escape(name)}(?![\w+]|-\w|\.\d)"
    return [match.span() for match in re.finditer(pattern, text)]


def replace_name(
    text: str, name: str, new: str, touched: tuple[int, int]
) -> tuple[str, tuple[int, int]] | None:
    """Put a new name in every place of a name; None where it doesn't stand there or holds the number.

    "a" and "an" before it follow the new name; `touched`, a stretch outside the name, is moved along.
    """
    places = occurrences(text, name)
    if not places or any(start < touched[1] and touched[0] < end for start, end in places):
        return None
    start, end = touched
    for at, behind in reversed(places):
        text, shift = _put(text, at, behind, new)
        if at < start:
            start, end = start + shift, end + shift
    return text, (start, end)


def _put(text: str, start: int, end: int, new: str) -> tuple[str, int]:
    article = re.search(r"\b([Aa])n? $", text[:start])
    length = len(text)
    if article:
        right = article[1] + ("n" if _sounds_open(new) else "")
        text = f"{text[: article.start()]}{right} {new}{text[end:]}"
    else:
        text = text[:start] + new + text[end:]
    return text, len(text) - length


def _sounds_open(name: str) -> bool:
    """Whether a name begins with a vowel's sound, an acronym of capitals being spelt ("an MRI", "a UNet")."""
    head = re.match(r"[A-Za-z]+", name)
    if head and len(head.group()) > 1 and head.group().isupper() and not _is_word(head.group()):
        return head.group()[0] in "AEFHILMNORSX"
    return name[:1].lower() in "aeio"


def _is_word(capitals: str) -> bool:
    """Whether capitals can be read out as a word: a vowel follows the first consonant."""
    return re.match(r"[^AEIOU]?[AEIOU]", capitals) is not None
