"""The words by which a statement asks something of a table: extremes, comparisons, counts, quantifiers."""

from __future__ import annotations

import re
from dataclasses import dataclass

from synth.verdicts.table_words import Said

__all__ = [
    "CUES",
    "Comparative",
    "Superlative",
    "asking_places",
    "find_comparative",
    "find_superlative",
    "has",
    "is_lower_better",
]

_UP = (
    r"highe(?:r|st(?= than))|greater|more|larger|bigger|better|longer|stronger|faster|older|taller|"
    r"heavier|richer|superior"
)
_DOWN = r"lowe(?:r|st(?= than))|smaller|less|lesser|fewer|worse|shorter|weaker|slower|younger|inferior|poorer"
_VERBS_UP = r"outperform\w*|surpass\w*|exceed\w*|beats?|improv\w+|outweigh\w*|dominat\w+"
_VERBS_DOWN = r"underperform\w*|trail\w*|lags?|degrad\w+|hurts?"

_SUPERLATIVE = re.compile(
    r"\b(?:(?P<rank>second|third|2nd|3rd)[ -])?(?:(?P<high>best|highest|largest|biggest|greatest|top|"
    r"maximum|max|"
    r"maximal|strongest|longest|most|oldest|heighest|superior)|(?P<low>lowest|smallest|least|worst|minimum|"
    r"min|"
    r"minimal|fewest|weakest|shortest|youngest|poorest))\b(?<!at )(?! of\b| cases| other| than)"
)
_COMPARATIVE = re.compile(
    rf"\b(?:(?P<up>{_UP})|(?P<down>{_DOWN})|(?P<verb_up>{_VERBS_UP})|(?P<verb_down>{_VERBS_DOWN}))\b"
)
_THAN = re.compile(r"\b(?:than|compared (?:to|with)|in comparison (?:to|with)|versus|vs|relative to|over)\b")
_GOODNESS = re.compile(
    r"best|better|worst|worse|top|superior|inferior|strong|weak|poor|outperform|surpass|beat|underperform|"
    r"improv|degrad|hurt"
)
_LOWER_IS_BETTER = re.compile(
    r"error|perplexity|\bppl?\b|\bperp|loss|latency|\btime\b|rmse|\bmae\b|\bmse\b|\b[wcp]?er\b|\bfid\b|"
    r"distance|"
    r"\bdeviation|↓|\bnll\b|\bbpc\b|\bbpd\b|cost|runtime|invalid|failure|mortality"
)

CUES = {
    "negation": r"\b(?:not|no|never|neither|nor|none|cannot|without|fails? to)\b|n['’]t\b",
    "every": r"\b(?:all|every|each|always|any|both|throughout|consistently|entire|whole|invariably|"
    r"across the board)\b",
    "none": r"\b(?:none of|no|never|not any|neither)\b",
    "some": r"\b(?:some|at least one|there (?:exists?|is an?)|sometimes|one of|any)\b",
    "least_one": r"\b(?:at least one|some|one of)\b",
    "same": r"\b(?:same|equal|equals|identical(?:ly)?|similar(?:ly)?|constant|uniform|alike|tied?|ties|"
    r"consistent)\b",
    "differs": r"\b(?:differ|differs|different|distinct|unique|uniquely|varies|vary|varied|dissimilar|"
    r"unequal)\b",
    "repeats": r"\b(?:repeat|repeats|repeated|repeating|duplicates?|duplicated|more than once|recurr\w+)\b",
    "only": r"\bonly\b",
    "except": r"\b(?:except\w*|excluding|other than|apart from|not counting|all but)\b",
    "kinds": r"\b(?:different|distinct|various) (?:types?|kinds?|categor\w+|levels?|groups?|sorts?)\b",
    "listing": r"\b(?:there (?:is|are|were|exists?)|contains?|tables? (?:\w+ )?(?:has|have|lists?|got|"
    r"shows?|consists?)|"
    r"given|presented|shown|listed|in the table)\b",
    "mean": r"\b(?:average|averages|averaged|mean|averagely)\b",
    "sum": r"\b(?:total|sum|totals|altogether|combined|overall|add up|adds up)\b",
    "difference": r"\b(?:difference|differ\w*|gap|margin|gains?|improv\w+|increas\w+|decreas\w+|drops?|"
    r"dropp\w+|"
    r"reduc\w+|points?|higher|lower|more|less|better|worse|by|change|times|double|twice|half|fold|"
    r"outperform\w*)\b",
    "rise": r"\b(?:increas\w+|rises?|rising|rose|grows?|growing|grew|growth|upward|goes up|improv\w+|"
    r"ascending)\b",
    "fall": r"\b(?:decreas\w+|falls?|falling|fell|declin\w+|drops?|dropp\w+|reduc\w+|downward|goes down|"
    r"degrad\w+|"
    r"deteriorat\w+|diminish\w*|descending|shrink\w*)\b",
    "along": r"\b(?:with|as|over time|along|across|every ?day|each year|year|time|steadily|gradually|"
    r"continuously|"
    r"consistently|monotonic\w*|when|from)\b",
    "negative": r"\bnegatives?\b",
    "positive": r"\bpositives?\b",
    "missing": r"\b(?:missing|blank|empty|absent|unavailable|not (?:available|given|reported|provided|"
    r"present|shown|"
    r"mentioned|listed|specified)|no (?:value|values|data|entry|information|result|results)|"
    r"does(?:n['’]t| not) (?:have|contain|report|show|include)|do(?:n['’]t| not) (?:have|contain))\b",
    "range": r"\b(?:rang\w+|between|from|vary|varies|interval)\b",
    "extent": r"\b(?:rang\w+|varies|vary|varied|variance|variation|spread|spans?)\b",
    "existence": r"\b(?:contains?|shows?|presents?|lists?|includes?|has|have|there (?:is|are|exists?)|"
    r"given|described|"
    r"defined|displays?|depicts?|provides?|reports?|summari[sz]e[sd]?|illustrates?|compares?)\b",
    "table": r"\b(?:tables?|columns?|rows?)\b",
    "other_place": r"\b(?:fig(?:ure|s)?\.?|section|eq(?:uation)?\.?|appendix|supplementa\w+)\b",
    "first_person": r"\b(?:we|our|ours|us|i)\b",
    "opinion": r"\b(?:suggest\w*|indicat\w+|because|due to|therefore|thus|hence|may|might|could|likely|"
    r"possibl\w+|"
    r"hypothes\w+|believe|expect\w*|reason|explain\w*|prove\w*|demonstrat\w+|impl(?:y|ies)|confirm\w*|"
    r"attribut\w+)\b",
    "strong": r"\b(?:significant\w*|substantial\w*|large margin|wide margin|considerabl\w+|dramatic\w*|"
    r"huge|vast\w*|"
    r"much|far|greatly|drastic\w*)\b",
    "slight": r"\b(?:slight\w*|marginal\w*|small|minor|little|comparable|competitive|close|nearly|almost)\b",
}
_PATTERNS = {name: re.compile(pattern) for name, pattern in CUES.items()}


@dataclass(frozen=True, slots=True)
class Superlative:
    """What is asked of an ordered list: "the second highest"."""

    is_high: bool
    """Whether the large end is meant, or the good one for a word of quality."""
    is_quality: bool
    """Whether it is a word of quality ("best"), so that the metric decides which end is good."""
    rank: int
    """1 for the best, 2 for the second best."""
    place: int
    """Index of its word in the statement."""


@dataclass(frozen=True, slots=True)
class Comparative:
    """Which side of "higher than" is said to be ahead."""

    is_up: bool
    """Whether what stands before it is said to be larger, or better for a word of quality."""
    is_quality: bool
    """Whether it is a word of quality."""
    place: int
    """Index of its word in the statement."""
    than: int
    """Index of the word from which on the other side is named."""
    has_than: bool
    """Whether "than" or the like separates the sides."""


def asking_places(said: Said) -> frozenset[int]:
    """Return the indices of the words that ask something of a table, and so are of no subject."""
    spans = [
        match.span()
        for pattern in (_SUPERLATIVE, _COMPARATIVE, *_PATTERNS.values())
        for match in pattern.finditer(said.lower)
    ]
    return frozenset(
        place
        for place, word in enumerate(said.words)
        if any(start <= word.start < end for start, end in spans)
    )


def has(said: Said, cue: str) -> bool:
    """Whether a statement has a cue, by its name in `CUES`."""
    return bool(_PATTERNS[cue].search(said.lower))


def find_superlative(said: Said, after: int = -1) -> Superlative | None:
    """Return the first superlative behind a word; None if there is none."""
    for match in _SUPERLATIVE.finditer(said.lower):
        place = _word_at(said, match.start("high") if match["high"] else match.start("low"))
        if place > after:
            rank = {"second": 2, "2nd": 2, "third": 3, "3rd": 3}.get(match["rank"] or "", 1)
            word = match["high"] or match["low"]
            return Superlative(bool(match["high"]), bool(_GOODNESS.search(word)), rank, place)
    return None


def find_comparative(said: Said) -> Comparative | None:
    """Return the comparison that a statement makes; None if it makes none.

    "Outperformed by" turns the sides.
    """
    best: Comparative | None = None
    for match in _COMPARATIVE.finditer(said.lower):
        word = match.group()
        place = _word_at(said, match.start())
        is_verb = bool(match["verb_up"] or match["verb_down"])
        is_up = bool(match["up"] or match["verb_up"])
        if is_verb and re.match(r"\w*ed by\b", said.lower[match.end() - 2 : match.end() + 4]):
            is_up = not is_up
        than = _THAN.search(said.lower, match.end())
        found = Comparative(
            is_up=is_up,
            is_quality=bool(_GOODNESS.search(word)),
            place=place,
            than=_word_at(said, than.start()) if than else place,
            has_than=bool(than) or is_verb,
        )
        if found.has_than:
            return found
        best = best or found
    return best


def is_lower_better(*headers: str) -> bool:
    """Whether the first header that says so names a metric that should be low."""
    return any(_LOWER_IS_BETTER.search(header.lower()) for header in headers)


def _word_at(said: Said, offset: int) -> int:
    return next((i for i, word in enumerate(said.words) if word.end > offset), len(said.words))
