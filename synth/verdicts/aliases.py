"""Names that stand for one another in a paper: "natural language inference (NLI)"."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace

from synth.verdicts.facts import Facts
from synth.verdicts.languages import LANGUAGES
from synth.verdicts.subjects import Context, name_key, terms_of

__all__ = ["LANGUAGES", "Aliases", "language_keys"]

_LANGUAGE_PAIR = re.compile(r"(?P<one>[a-z]{2})\s?[-–→>]+\s?(?P<other>[a-z]{2})", re.IGNORECASE)

_CODE = re.compile(r"(?<![\w-])(?:[a-z]{3}(?=_[A-Z][a-z]{3}\b)|[A-Z]{2}(?=-[A-Z]))")
"""A language within a longer header: "swh_Latn" (with the script's code of ISO 15924), "EN-COT"."""

METRICS = (
    ("EM", "exact match"), ("PPL", "perplexity"), ("WER", "word error rate"), ("CER", "character error rate"),
    ("MRR", "mean reciprocal rank"), ("MAE", "mean absolute error"), ("MSE", "mean squared error"),
    ("RMSE", "root mean squared error"), ("AP", "average precision"), ("mAP", "mean average precision"),
    ("FPS", "frames per second"), ("IoU", "intersection over union"), ("AUC", "area under curve"),
    ("MCC", "matthews correlation"), ("MT", "machine translation"), ("NER", "named entity recognition"),
    ("QA", "question answering"), ("NLI", "natural language inference"), ("LM", "language model"),
    ("FT", "fine tuning"), ("NQ", "natural questions"), ("WQ", "web questions"), ("CT", "curated trec"),
    ("TQA", "trivia qa"), ("IMDb", "movie reviews"), ("POS", "part speech"), ("SA", "sentiment analysis"),
    ("MNLI-m", "matched MNLI"), ("MNLI-mm", "mismatched MNLI"),
)  # fmt: skip
"""Abbreviations of metrics and tasks that papers use without defining them."""

MAX_CODE = 8
"""Letters of a language's code at most, its script included: "eng_Latn"."""

_CITATION = re.compile(r"\([^()]*(?:et al|\d{4})[^()]*\)|\[[\d, ]+\]|[†‡∗*]")
_SHORT_NAME = re.compile(r"\((?P<name>(?=[^()]*[A-Z][^()]*[A-Z])[A-Za-z][\w-]+)\)")
_BRACKET = re.compile(r"\(.*?\)|\[.*?\]")
_PARTS = re.compile(r"[\s‐‑-]+")

MIN_WORDS = 2
"""Words of a long form at least: a single word says no more than its abbreviation."""


class Aliases:
    """Widens the words of a passage by the other names of what it names.

    Args:
        pairs: (short, long) forms as the paper defines them.
    """

    def __init__(self, pairs: Iterable[tuple[str, str]] = ()) -> None:
        self._words: dict[str, tuple[frozenset[str], ...]] = {}
        self._joined: dict[str, frozenset[str]] = {}
        self._long: dict[str, tuple[str, ...]] = {}
        for short, long in (*pairs, *METRICS):
            self._long[name_key(short)] = (*self._long.get(name_key(short), ()), long)
            words = tuple(frozenset((*_keys(word), *_keys(word.lower()))) for word in _PARTS.split(long))
            words = tuple(keys for keys in words if keys)
            if len(words) >= MIN_WORDS and name_key(short) not in self._words:
                self._words[name_key(short)] = words
                self._joined[name_key(short)] = frozenset(_keys(long))

    def widen(self, keys: frozenset[str]) -> frozenset[str]:
        """Add the long form's words where the short form stands, and the short form where they all do."""
        added: set[str] = set()
        for short, words in self._words.items():
            if short in keys:
                added.update(self._joined[short], *words)
            elif all(word & keys for word in words):
                added.add(short)
        return keys | added if added else keys

    def other_names(self, header: str) -> tuple[str, ...]:
        """Return what else a header may be called.

        That is: without its citation, by the short name that it gives in brackets, by the long form of
        an abbreviation, by the language of a code.
        """
        bare = _BRACKET.sub("", header).strip()
        code = bare.lower().partition("_")[0]
        language = LANGUAGES.get(code)
        named = (language,) if language and len(bare) <= MAX_CODE else ()
        cited = _CITATION.sub("", header).strip()
        brackets = [match["name"] for match in _SHORT_NAME.finditer(header)]
        long = self._long.get(name_key(bare), ())
        found = (cited, *brackets, *named, *long, *("".join(form.split()) for form in long))
        return tuple(name for name in dict.fromkeys(found) if name and name != header)

    def widen_facts(self, facts: Facts) -> Facts:
        """Widen the words of a passage and of each of its numbers."""
        if not self._words:
            return facts
        stated = tuple(replace(one, context=self._widen_context(one.context)) for one in facts.stated)
        return replace(facts, stated=stated, keys=self.widen(facts.keys))

    def _widen_context(self, context: Context) -> Context:
        own = self.widen(context.own_keys)
        return replace(
            context,
            own_keys=own,
            shared_keys=self.widen(context.shared_keys) - own,
            foreign_keys=self.widen(context.foreign_keys) - own,
        )


def language_keys(header: str) -> frozenset[str]:
    """Return the keys of the languages whose codes are parts of a header: "sw" or "NL / F1"."""
    names = [LANGUAGES[part.lower()] for part in re.split(r" / |\s", header) if part.lower() in LANGUAGES]
    names += [LANGUAGES[code.lower()] for code in _CODE.findall(header) if code.lower() in LANGUAGES]
    keys = {key for name in names for key in (name, *_keys(name))}
    for match in _LANGUAGE_PAIR.finditer(header):
        pair = [LANGUAGES.get(match[side].lower(), "") for side in ("one", "other")]
        if all(pair):
            keys.update((*pair, "".join(pair), "to".join(pair)))
    return frozenset(keys)


def _keys(word: str) -> list[str]:
    return [term.key for term in terms_of(f"x {word}")]
