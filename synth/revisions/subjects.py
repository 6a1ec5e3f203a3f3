"""What a sentence speaks of: its names, and whether they gave way to others."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from synth.revisions.tokens import Token

__all__ = ["are_other", "exchanged", "names_of"]


def names_of(tokens: Sequence[Token], text: str, offset: int = 0) -> frozenset[str]:
    """Return the words that name something: with a capital inside the sentence, or a digit.

    `offset` is that of the text which the tokens' offsets count from.
    """
    names = set()
    for n, token in enumerate(tokens):
        printed = text[token.start - offset : token.end - offset]
        has_capital = any(c.isupper() for c in (printed[1:] if n == 0 else printed))
        if not token.is_number and (has_capital or any(c.isdigit() for c in printed)):
            names.add(token.key)
    return frozenset(names)


def are_other(old: Collection[str], new: Collection[str], subject: Collection[str]) -> bool:
    """Whether a name of the subject, or half of all names, gave way to others."""
    lost = exchanged(old, new)
    return 2 * len(lost) >= max(1, len(old)) or any(_is_like(name, word) for name in lost for word in subject)


def exchanged(old: Collection[str], new: Collection[str]) -> list[str]:
    """Return the names that are left out where others have come; spellings of one name are one."""
    lost = [name for name in old if name not in new and not any(_is_like(name, other) for other in new)]
    come = [name for name in new if name not in old and not any(_is_like(name, other) for other in old)]
    return sorted(lost) if come else []


def _is_like(name: str, other: str) -> bool:
    """Whether two names may be two spellings of one: "Trivia" and "TriviaQA"."""
    return len(min(name, other, key=len)) >= 3 and (name in other or other in name)
