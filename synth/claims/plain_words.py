"""What a sentence says of a number without a name: "removing the cache", "human raters", "with no prior".

A reader takes the subject of the verb, the noun before a bracket or what "with" and "without" bring in for
whose value a number is, and "performance" for what is measured, where nothing better is told. What is found
here are candidates only, each with the place where it stands; `synth.claims.attribution` weighs them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from synth.claims.lexicon import LANGUAGES, METRIC
from synth.claims.phrases import Sentence
from synth.text import has_word

__all__ = [
    "Found",
    "find_carriers",
    "find_people",
    "find_places",
    "find_subjects",
    "is_done",
]

Found = tuple[int, int, str]
"""Start and end of a phrase in its sentence, and the phrase."""

_SUBJECTS = 3
"""Verbs before a number whose subjects are looked at."""
_FARTHEST = 300
"""Characters of a clause before its verb; what is longer has no subject that could be told."""
_LONGEST, _MOST_WORDS = 70, 9

_BOUND = re.compile(
    r"[;:(),]|\b(?:while|whereas|but|that|which|who|where|when|although|though|because|since|if|as|than)\b"
)
_ASIDE = re.compile(r"\([^()]*\)")
_OPENS_CLAUSE = re.compile(
    r"(?:^|[,;:(] |\b(?:that|while|whereas|but|and|which|when|as) )(?:\w+ly |then |also |simply )?$"
)
_SAYS = re.compile(r"(?:show|find|found|see|saw|observ|suggest|indicat|reveal|demonstrat|report)\w*", re.I)
_LEAD = re.compile(
    r"(?:(?:In total|In sum|[A-Z][a-z]+ly|[Hh]owever|[Mm]oreover|[Ff]urthermore|[Oo]verall|[Tt]hen|[Aa]lso"
    r"|[Aa]nd|[Ee]ven|[Oo]nly|[Jj]ust|[Tt]he|[Aa]n?|[Oo]ur|[Ii]ts|[Tt]heir|[Ss]imply|[Tt]hus|[Hh]ence|[Ss]o|[Ee]specially"
    r"|[Uu]s(?:ag)?e of|[Uu]sing|best|corresponding|same|e\.g\.|i\.e\.)\s+)+"
)
_TAIL = re.compile(
    r"(?:\s+(?:also|only|still|even|then|already|both|alone|itself|further|not|[a-z]+ly|to))+$"
)
_MEASURED = (
    r"(?:performances?|accurac(?:y|ies)|results?|scores?|improvements?|gains?|errors?|rates?|quality"
    r"|differences?"
    r"|gaps?|drops?|increase|decrease|reduction|effect|average|values?)"
)
_ENDS_MEASURED = re.compile(rf"\b{_MEASURED}$")
_OF_WHOM = re.compile(rf"^.*?\b{_MEASURED} (?:of|for|with|from) (?P<who>.+)$")
_WHOSE = re.compile(rf"^(?P<who>.+?)(?:['’]s?)? (?:[a-z-]+ )?{_MEASURED}$")
_NO_SUBJECT = re.compile(
    r"(?:(?:less|more|exception|usage|largest|best|highest|lowest|biggest|smallest|rest|summary|value)s?$|it|this|that|these"
    r"|those|they|there|we|he|she|I|which|what|here|both|all|each|one|most|some|another|other"
    r"|such|as|if|when|(?:\w+ ){0,2}findings?|tables?|figures?|fig|sections?|results?|experiments?"
    r"|analysis|findings?|evaluations?|numbers?|gains?"
    r"|improvements?|performance|accuracy|in|on|for|at|by|from|of|to|than|under|across|among|between|after"
    r"|before|during|despite|compared|according|supposing|assuming|doing|not|no one|nothing"
    r"|respectively|authors?|(?:the )?latter"
    r"|former)"
    r"\b(?! \w+ing\b)",
    re.IGNORECASE,
)
_MEASURES = re.compile(
    rf"(?:(?:average|overall|final|absolute|relative|maximum|minimum|mean|total|same|slightly|much|significantly"
    rf"|high(?:er|est)?|low(?:er|est)?|larg(?:e|er|est)|small(?:er|est)?|little) )*"
    rf"(?:{_MEASURED}|minimum|maximum|improvements? from|gaps? between .+|differences? between .+"
    rf"|summary of .+|(?:{LANGUAGES})(?:,? (?:(?:and|or|to) )?(?:{LANGUAGES}))*|(?:high|low)er"
    rf"|similarit(?:y|ies))",
    re.IGNORECASE,
)
"""What is measured, and in which language, is not whose result it is."""
_DONE = re.compile(
    r"(?:(?:simply|further|only|additionally|jointly) )?(?:add|remov|drop|replac|interpolat|increas|reduc"
    r"|decreas|combin|integrat|switch|scal|train|fine-?tun|pre-?train|us|exclud|includ|disabl|enabl|freez|apply|averag"
    r"|ensembl|mask|shuffl|initiali[sz]|extend|doubl|halv|omit|ablat|inject|augment|incorporat|limit)"
    r"(?:t|p|k|m)?ing\b",
    re.IGNORECASE,
)


def find_subjects(sentence: Sentence, at: int) -> list[Found]:
    """Return the subjects of the verbs before a place, in plain words or by name, nearest first."""
    found: list[Found] = []
    plain = _ASIDE.sub(lambda match: " " * len(match.group()), sentence.plain[:at])
    verbs = [verb for verb in sentence.verbs if verb.end <= at]
    for index in range(len(verbs) - 1, -1, -1):
        verb, before = verbs[index], verbs[index - 1] if index else None
        start = before.end if before is not None else 0
        is_open = before is None or _SAYS.fullmatch(before.text) is not None
        if before is not None and before.text.endswith("ing"):
            opening = _OPENS_CLAUSE.search(plain, max(0, before.start - 40), before.start)
            start, is_open = (before.start, True) if opening else (start, is_open)
        for bound in _BOUND.finditer(plain, start, verb.start):
            # What stands behind "than" is compared with, whatever verb its own clause has.
            start, is_open = bound.end(), bound.group() != "than"
        phrase = _subject(plain, start, verb.start) if is_open else None
        if phrase is not None:
            found.append(phrase)
        if len(found) == _SUBJECTS:
            break
    return found


def _subject(plain: str, start: int, end: int) -> Found | None:
    if end - start > _FARTHEST:
        return None
    words = _tidy(plain[start:end])
    of_whom = _OF_WHOM.match(words) or (_WHOSE.match(words) if METRIC.search(words) is None else None)
    if of_whom is not None:
        words = _tidy(of_whom["who"])
    is_measure = METRIC.search(words) is not None and not is_done(words)
    return _found(plain, words, start, end) if _is_phrase(words) and not is_measure else None


def is_done(words: str) -> bool:
    """Whether a phrase tells what is done to a method: "removing the cache", "interpolating both indices"."""
    return _DONE.match(words) is not None


def _tidy(words: str) -> str:
    words = f"{words.strip()} "
    lead = _LEAD.match(words)
    return _TAIL.sub("", words[lead.end() if lead else 0 :].strip())


def _is_phrase(words: str) -> bool:
    count = len(words.split())
    is_short = 0 < count <= _MOST_WORDS and len(" ".join(words.split())) <= _LONGEST
    is_carrier = _NO_SUBJECT.match(words) is None and _MEASURES.fullmatch(words) is None
    return is_short and has_word(words) and is_carrier


def _found(plain: str, words: str, start: int, end: int) -> Found | None:
    at = plain.find(words, start, end + 1)
    return (at, at + len(words), " ".join(words.split())) if at >= 0 else None


_PEOPLE = re.compile(
    r"\b(?:(?:unaided |expert |native |crowd )?(?:human(?:s| (?:raters?|annotators?|performance"
    r"|evaluators?|experts?"
    r"|baseline|upper bound|judges?|level))?|annotators?(?: [A-Z]\b)?|crowd ?workers?|native speakers?"
    r"|experts)"
    r"|(?:random|majority|chance)[ -](?:guess(?:ing|es)?|chance|choice|baseline|class(?:ifier)?|selection"
    r"|level"
    r"|sampling|performance)|chance level|(?:(?:the )?(?:previous|prior|existing|current|former) )?"
    r"(?:state[- ]of[- ]the[- ]arts?|SOTA)(?: (?:methods?|models?|systems?|results?))?"
    r"|(?:previous|prior) (?:best|work)(?: (?:methods?|models?|systems?|results?))?"
    r"|(?:strongest|best|naive|our|the) baselines?|the teacher|the student)(?![\w-])",
    re.IGNORECASE,
)


def find_people(text: str) -> list[Found]:
    """Return who else has scores than what a paper names: human raters, chance, the state of the art."""
    return [(m.start(), m.end(), m.group()) for m in _PEOPLE.finditer(text)]


_STOP = (
    r"(?:on|in|of|to|from|than|over|and|or|but|while|whereas|which|that|is|are|was|were|has|have|compared"
    r"|respectively"
    r"|by|with|for|at|as|when|we|it)\b"
)
_NOUNS = rf"(?<![\w’'+/-])(?!{_STOP})[\w’'+/-]+(?: (?!{_STOP})[\w’'+/-]+){{0,5}} ?"
_BEHIND = re.compile(
    r"(?P<done>,? (?:which is |as )?(?:obtained|achieved|reported|reached|attained|given|set|held)(?= by ))?"
    r"[ )%]*(?:(?:points?|accuracy|F1|EM|BLEU|scores?|absolute|on average|only) ?){0,2}"
    rf"(?P<way>for|by|with|without|w/o|using|from|when using|when) (?:the |an? |our )?(?P<who>{_NOUNS})"
)
_WAY_IN = re.compile(
    rf"\b(?P<way>[Ww]ith|[Uu]sing|[Ww]ithout|w/o|[Bb]y|[Aa]dding|[Rr]emoving|[Dd]ropping|[Rr]eplacing"
    rf"|[Ww]hen) "
    rf"(?:the |an? |our |using )?(?P<who>{_NOUNS})"
)
_BRACKET = re.compile(rf"(?P<who>{_NOUNS})\((?:~|≈|about |only |up to )?$")
_WHOSE_VALUE = re.compile(
    rf"(?P<who>{_NOUNS}) ?(?:performance|accuracy|score|result|F1|error|rate)s? (?:of|is|was|at|=)"
    r"(?: (?:only|about|around|just|over))? ?\(?$"
)
_KEPT = frozenset("without w/o adding removing dropping replacing".split())
"""Words that belong to what they bring in: "without the cache" is whose score it is."""


def find_carriers(sentence: Sentence, start: int, end: int) -> Iterator[tuple[str, Found]]:
    """Yield what brings a number about, and how it is told: behind, agent, bracket, whose or way.

    "71.2% for the small one", "the small one (71.2%", "with the small one, it reaches 71.2%".
    """
    text = sentence.text
    behind = _BEHIND.match(text, end)
    if behind is not None and (phrase := _carrier(behind)):
        yield ("agent" if behind["done"] else "behind"), phrase
    bracket = _BRACKET.search(text, max(0, start - 60), start)
    if (
        bracket is not None
        and _is_phrase(words := _tidy(bracket["who"]))
        and not _ENDS_MEASURED.search(words)
        and not _holds_verb(sentence, bracket)
    ):
        yield "bracket", (bracket.start("who"), bracket.end("who"), words)
    whose = _WHOSE_VALUE.search(text, max(0, start - 90), start)
    if whose is not None and _is_phrase(words := _tidy(whose["who"])):
        if not _holds_verb(sentence, whose):
            yield "whose", (whose.start("who"), whose.end("who"), words)
    for match in _WAY_IN.finditer(text, 0, start):
        if phrase := _carrier(match):
            yield "way", phrase


def _holds_verb(sentence: Sentence, match: re.Match[str]) -> bool:
    """Whether a verb stands in what was read as a name: "which improves (44.9%)"."""
    return any(match.start("who") <= verb.start < match.end("who") for verb in sentence.verbs)


def _carrier(match: re.Match[str]) -> Found | None:
    words = _tidy(match["who"])
    if not _is_phrase(words) or words[0].isdigit() or METRIC.search(words):
        return None
    if match["way"].lower() == "when" and " " not in words:
        return None  # "when moving to longer inputs"
    if match["way"].lower() in _KEPT:
        return match.start("way"), match.end("who"), f"{match['way']} {words}"
    return match.start("who"), match.end("who"), words


_ON = re.compile(r"(?<![\w-])(?:(?P<on>[Oo]n|[Aa]cross)|[Ff]or|[Ii]n|[Oo]f) (?:the |both |all )?")
_TASKS = re.compile(r"(?<![\w-])(?:NER|NLI|QA|POS(?: tagging)?|MT|RTE|STS|MRC|ASR|NMT|parsing)(?![\w-])")
_TO = r"(?:-to-|-|→|–|↔)"
_PAIR = re.compile(
    rf"(?<![\w-])(?:(?:EN|[Ee]n){_TO}(?:[A-Z]{{2}}|[a-z]{{2}})|(?:[A-Z]{{2}}|[a-z]{{2}}){_TO}(?:EN|[Ee]n)"
    rf"|(?:{LANGUAGES}){_TO}(?:{LANGUAGES}))(?![\w-])"
)
_NO_PLACE = re.compile(
    r"(?:addition|average|total|particular|general|contrast|terms|fact|practice|almost|nearly|all|each|every|both"
    r"|some|most|any|another|other|(?:an? )?(?:target|given))\b",
    re.IGNORECASE,
)
_TOLD = re.compile(
    r"\b(?:on|for|in) (?:the )?(?P<what>[a-z][\w-]*(?: [a-z][\w-]*){0,2}?)(?: tasks?)?"
    r" (?:\(|to |by |is |at )$"
)


def find_places(sentence: Sentence, at: int) -> Iterator[Found]:
    """Yield where a number may be measured by grammar: "on spelling", "for EN-DE", "on NER"."""
    for pattern in (_TASKS, _PAIR):
        for match in pattern.finditer(sentence.text):
            yield match.start(), match.end(), match.group()
    for match in _ON.finditer(sentence.plain):
        phrase = sentence.phrase_at(match.end(), len(sentence.plain))
        if phrase is None or _NO_PLACE.match(sentence.plain, match.end()):
            continue
        if "method" not in phrase.kinds and (match["on"] or not phrase.is_named):
            yield phrase.start, phrase.end, phrase.items[0] if len(phrase.items) == 1 else phrase.text
    told = _TOLD.search(sentence.plain, max(0, at - 60), at)
    if told is not None and not _NO_PLACE.match(told["what"]):
        yield told.start("what"), told.end("what"), told["what"]
