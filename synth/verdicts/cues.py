"""Words that turn a statement round: direction, negation, and what is compared with what."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from synth.text import stem
from synth.verdicts.subjects import terms_of, word_stem

__all__ = ["Comparison", "are_turned", "direction_of", "is_negated", "is_two_way", "read_comparison"]


def _stems(words: str) -> frozenset[str]:
    return frozenset(stem(word) for word in words.split())


_UP = _stems(
    """increase increases increased increasing rise rises rose risen raise raises raised higher more
    greater larger faster longer better improve improves improved improving improvement gain gains gained
    gaining boost boosts boosted grow grows grew growth exceed exceeds exceeded outperform outperforms
    outperformed surpass surpasses surpassed above enhance enhances enhanced elevate elevated promote
    promotes promoted activate activates activated activation stimulate stimulates stimulated induce
    induces induced upregulate upregulated upregulation accelerate accelerates accelerated strengthen
    strengthens superior positive positively facilitate facilitates protect beneficial benefit"""
)
_DOWN = _stems(
    """decrease decreases decreased decreasing fall falls fell fallen lower lowers lowered less fewer
    smaller slower shorter worse reduce reduces reduced reducing reduction drop drops dropped decline
    declines declined degrade degrades degraded degradation lose loses lost loss shrink shrinks cut cuts
    underperform underperforms below inhibit inhibits inhibited inhibition suppress suppresses suppressed
    suppression impair impairs impaired block blocks blocked diminish diminishes diminished attenuate
    attenuates attenuated downregulate downregulated downregulation slow slows slowed weaken weakens
    inferior negative negatively prevent prevents harm harms hurt hurts save saves"""
)
_BETTER = _stems(
    """improve improves improved improving improvement better enhance enhances enhanced superior
    outperform outperforms outperformed beneficial benefit gain gains"""
)
_WORSE = _stems(
    """worse degrade degrades degraded degradation underperform underperforms inferior hurt hurts harm
    harms impair impairs impaired"""
)
_LOWER_IS_BETTER = _stems(
    """error errors perplexity loss latency time memory cost costs wer cer rmse mae mse fid ece
    hallucination hallucinations complexity runtime delay mortality"""
)
_LETTERS = re.compile(r"[^\W\d_]+")
_NEGATION = re.compile(
    r"\b(?:not|no|never|neither|nor|without|cannot|fails? to|failed to|lacks?|lacking|unable|absence of|"
    r"independent of|unrelated|rather than|hardly|scarcely)\b|n['’]t\b",
    re.IGNORECASE,
)
_COMPARATIVE = re.compile(
    r"\b(?P<verb>outperform(?:s|ed|ing)?|surpass(?:es|ed|ing)?|exceed(?:s|ed|ing)?|beat(?:s|en|ing)?|"
    r"underperform(?:s|ed|ing)?|trail(?:s|ed)?|improv(?:es?|ed|ing) (?:over|upon|on)|"
    r"(?:is|are|was|were|performs?|performed|does|do) (?:\w+ ){0,3}?(?:better|worse|higher|lower|faster|"
    r"slower|larger|smaller|more \w+|less \w+) than)\b(?P<passive> by\b)?",
    re.IGNORECASE,
)
_DOWNWARD = re.compile(r"worse|lower|slower|smaller|\bless\b|underperform|trail", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Comparison:
    """Which names a sentence puts ahead of which."""

    ahead: frozenset[str]
    """Keys of the names said to be ahead (better, higher, faster)."""
    behind: frozenset[str]
    """Keys of the names said to be behind."""


def direction_of(text: str) -> int:
    """Return 1 where a text speaks of a rise, -1 of a fall, 0 of neither or of both.

    "Improves" is a fall for what should be low: "improves perplexity by 2".
    """
    keys = {word_stem(word) for word in _LETTERS.findall(text)}
    ups, downs = keys & _UP, keys & _DOWN
    if keys & _LOWER_IS_BETTER:
        ups, downs = (ups - _BETTER) | (downs & _WORSE), (downs - _WORSE) | (ups & _BETTER)
    if bool(ups) == bool(downs):
        return 0
    return 1 if ups else -1


def are_turned(one: Iterable[str], other: Iterable[str]) -> bool:
    """Whether two wordings differ by words of opposite direction: "higher" here, "lower" there.

    Words of direction that both have are left out, so that "increases … by reducing" is turned
    only if one of the two is.
    """
    mine, theirs = ({word_stem(word) for word in words} for words in (one, other))
    only_mine, only_theirs = mine - theirs, theirs - mine
    up, down = bool(only_mine & _UP), bool(only_mine & _DOWN)
    their_up, their_down = bool(only_theirs & _UP), bool(only_theirs & _DOWN)
    return (up and their_down and not down and not their_up) or (
        down and their_up and not up and not their_down
    )


def is_two_way(words: Iterable[str]) -> bool:
    """Whether words of rise and words of fall stand together: "the gain shrinks"."""
    keys = {word_stem(word) for word in words}
    return bool(keys & _UP and keys & _DOWN)


def is_negated(text: str) -> bool:
    """Whether an odd number of negations stands in the text."""
    return len(_NEGATION.findall(text)) % 2 == 1


def read_comparison(text: str) -> Comparison | None:
    """Return who is said to be ahead of whom; None where the text compares no two names."""
    match = _COMPARATIVE.search(text)
    if match is None:
        return None
    names = [term for term in terms_of(text) if term.is_name]
    left = frozenset(term.key for term in names if term.end <= match.start())
    right = frozenset(term.key for term in names if term.start >= match.end())
    if not left or not right:
        return None
    is_swapped = bool(match["passive"]) != bool(_DOWNWARD.search(match["verb"]))
    return Comparison(right, left) if is_swapped else Comparison(left, right)
