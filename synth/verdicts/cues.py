"""Words that turn a statement round: direction, negation, and what is compared with what."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from synth.text import stem
from synth.verdicts.subjects import terms_of, word_stem

__all__ = [
    "Comparison",
    "are_turned",
    "direction_of",
    "is_better_low",
    "is_negated",
    "is_reversed",
    "is_turned_round",
    "is_two_way",
    "read_comparison",
    "speaks_of_change",
]


def _stems(words: str) -> frozenset[str]:
    return frozenset(stem(word) for word in words.split())


_UP = _stems(
    """increase increases increased increasing rise rises rose risen raise raises raised higher more
    greater larger faster longer better improve improves improved improving improvement gain gains
    gained gaining ahead advantage edge climb climbs climbed lift lifts lifted quicker boost boosts
    boosted grow grows grew growth exceed exceeds exceeded outperform outperforms outperformed surpass
    surpasses surpassed above enhance enhances enhanced elevate elevated promote promotes promoted push
    pushes pushed jump jumps surge surges heavier topped activate activates activated activation
    stimulate stimulates stimulated induce induces induced upregulate upregulated upregulation
    accelerate accelerates accelerated strengthen strengthens superior positive positively facilitate
    facilitates protect beneficial benefit lead leads beat beats doubled doubles triple triples"""
)
_DOWN = _stems(
    """decrease decreases decreased decreasing fall falls fell fallen lower lowers lowered less fewer smaller
    slower shorter worse reduce reduces reduced reducing reduction drop drops dropped decline declines
    declined degrade degrades degraded degradation lose loses lost loss shrink shrinks cut cuts
    underperform underperforms below behind trail trails trailed trailing lag lags lagged deficit
    deteriorate deteriorates deterioration worsen worsens worsened worsening erode erodes inhibit
    inhibits inhibited inhibition suppress suppresses suppressed suppression impair impairs impaired
    remove removes removed eliminate eliminates eliminated block blocks blocked diminish diminishes
    diminished attenuate attenuates attenuated downregulate downregulated downregulation slow slows
    slowed weaken weakens inferior deteriorated lagging halve halves trim trims shorten shortens lessen
    drag drags degradations slowly costing negative negatively prevent prevents harm harms hurt hurts
    save saves"""
)
_BETTER = _stems(
    """improve improves improved improving improvement better enhance enhances enhanced superior
    outperform outperforms outperformed beneficial benefit gain gains"""
)
_WORSE = _stems(
    """worse degrade degrades degraded degradation underperform underperforms inferior hurt hurts harm
    harms impair impairs impaired worsen worsens worsened deterioration deteriorate deteriorates
    deteriorated"""
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
    r"outscor(?:es?|ed|ing)|overtak(?:es?|en|ing)|tops|topped|leads(?! to)|"
    r"improv(?:es?|ed|ing) (?:over|upon|on)|"
    r"underperform(?:s|ed|ing)?|trail(?:s|ed|ing)?(?: behind)?|lag(?:s|ged|ging)?(?: behind)?|"
    r"(?:falls?|fell|falling|drops?|dropped|comes?|came|is|are|was|were) (?:\w+ ){0,2}?"
    r"(?:short of|behind|below)|"
    r"(?:lose|lost)s? (?:out )?(?:to|against)|wins? (?:over|against)|"
    r"(?:ahead of|behind)|"
    r"(?:points?|percent|%|x|times|BLEU|F1|EM|AP|ms|hours?|minutes?) (?:above|below|over)|"
    r"(?:better|worse|higher|lower|faster|slower|quicker|cheaper|larger|smaller|stronger|weaker|"
    r"likelier|more|less|fewer)(?: [a-z-]+){0,6}? than)\b(?P<passive> by\b(?! [\d(]))?",
    re.IGNORECASE,
)
_DOWNWARD = re.compile(
    r"worse|slower|weaker|underperform|trail|\blag|short of|behind|below|\b(?:lose|lost)", re.IGNORECASE
)
_LESS = re.compile(r"lower|smaller|\bless\b|\bfewer\b", re.IGNORECASE)
_MORE = re.compile(r"higher|larger|\bmore\b", re.IGNORECASE)
_CLAUSE = re.compile(r";|, (?:while|whereas|but|and|although)\b|\b(?:while|whereas|although)\b")
_OBJECT_END = re.compile(r"[,;()]| by | on | in | at | when | while | whereas | but ")


@dataclass(frozen=True, slots=True)
class Comparison:
    """Which names a sentence puts ahead of which."""

    ahead: frozenset[str]
    """Keys of the names said to be ahead (better, higher, faster)."""
    behind: frozenset[str]
    """Keys of the names said to be behind."""
    is_ahead_first: bool = True
    """Whether those ahead are named first."""


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


_APART = _stems("gap margin difference apart worth deficit differ differs spread change changes")


def speaks_of_change(text: str) -> bool:
    """Whether a text compares or tells what became of something: a rise, a fall, a gap, "worth"."""
    return not {word_stem(word) for word in _LETTERS.findall(text)}.isdisjoint(_UP | _DOWN | _APART)


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


def is_better_low(metric: str | None) -> bool:
    """Whether a metric is better when lower: an error, a perplexity, a time."""
    return any(word_stem(word) in _LOWER_IS_BETTER for word in _LETTERS.findall(metric or ""))


def read_comparison(text: str) -> Comparison | None:
    """Return who is said to be ahead of whom; None where the text compares no two names.

    Less is ahead for what should be low: "has a lower error than".
    """
    names = [term for term in terms_of(text) if term.is_name]
    for match in _COMPARATIVE.finditer(text):
        start = max((cut.end() for cut in _CLAUSE.finditer(text, 0, match.start())), default=0)
        end = _OBJECT_END.search(text, match.end())
        stop = end.start() if end is not None else len(text)
        left = frozenset(term.key for term in names if start <= term.start and term.end <= match.start())
        right = frozenset(term.key for term in names if match.end() <= term.start < stop)
        left, right = left - right or left, right - left or right
        if not left or not right:
            continue
        is_swapped = bool(match["passive"]) != _is_downward(match["verb"], text[start : match.start()])
        return Comparison(right, left, False) if is_swapped else Comparison(left, right)
    return None


def _is_downward(verb: str, subject: str) -> bool:
    """Whether a verb or comparative puts its subject behind."""
    if _DOWNWARD.search(verb):
        return True
    if is_better_low(f"{subject} {verb}"):
        return _MORE.search(verb) is not None
    return _LESS.search(verb) is not None


def is_reversed(one: Comparison | None, other: Comparison | None) -> bool:
    """Whether one puts behind what the other puts ahead, and ahead what it puts behind."""
    if one is None or other is None or _is_straight(one, other):
        return False
    return bool(one.ahead & other.behind and one.behind & other.ahead)


def is_turned_round(one: Comparison | None, other: Comparison | None) -> bool:
    """Whether both put the same one ahead of the same other, named in the other order."""
    if one is None or other is None or one.is_ahead_first == other.is_ahead_first:
        return False
    return _is_straight(one, other)


def _is_straight(one: Comparison, other: Comparison) -> bool:
    return bool(one.ahead & other.ahead and one.behind & other.behind)
