"""Which names read from a paper are good enough to stand in a sentence of ours."""

from __future__ import annotations

from synth.text import clean_line

__all__ = ["as_dataset", "as_method", "as_metric", "in_sentence", "with_article"]

_LONGEST = 48
_MOST_WORDS = 6
_POINTING = frozenset(
    """we our ours us it its they their them this that these those such other others another each both all any
    he she his her i my same said former latter first second which what who whose and or but with for by of in
    on at to from as than not no""".split()
)
_ARTICLES = frozenset(("the", "a", "an"))
# Words that name a kind of thing: a phrase of these alone says nothing to a reader of another paper.
_KINDS = frozenset(
    """model models method methods approach approaches system systems baseline baselines work paper
    papers result results performance score scores improvement improvements gain gains point points
    value values task tasks data dataset datasets benchmark benchmarks set sets test dev train
    training validation development evaluation experiment experiments setting settings average mean
    proposed previous prior best new current overall final full table figure section variant
    variants architecture network networks language languages number""".split()
)
# Short forms that a table's head has for want of room.
_SPELT_OUT = {"acc": "accuracy", "avg acc": "average accuracy", "ppl": "perplexity", "em": "exact match"}
_EPONYMS = frozenset(
    "Pearson Spearman Krippendorff Cohen Kendall Matthews Hamming Jaccard Dice Brier Cohen's".split()
)


def as_method(name: str | None) -> str | None:
    """Return a method's name as a sentence can carry it; None for "our method", "it", or a fragment."""
    return _usable(name)


def as_dataset(name: str | None) -> str | None:
    """Return the name of a data set, task or language; None for "the test set" and the like."""
    return _usable(name)


def as_metric(name: str | None) -> str | None:
    """Return a metric as it stands inside a sentence ("accuracy", "F1"); None for "performance"."""
    usable = _usable(name)
    return None if usable is None else _SPELT_OUT.get(usable.lower().strip("."), in_sentence(usable))


def in_sentence(text: str) -> str:
    """Return a phrase as it stands inside a sentence: "Accuracy of X" in lower case, "BLEU" as it is."""
    first, *rest = text.split(" ")
    if first[1:].islower() and first not in _EPONYMS:
        first = first.lower()
    return " ".join([first, *rest])


def with_article(metric: str) -> str:
    """Return "an accuracy", "an F1", "a BLEU"; a plural ("errors") takes no article."""
    head = metric.split(" ")[-1]
    if head.endswith("s") and not head.endswith("ss"):
        return metric
    first = metric.split(" ")[0]
    is_spelt = first[:1].isupper() and not first[1:].islower() and first[1:2].upper() not in "AEIOUY"
    # Letters whose names begin with a vowel: "an F1", "an MRR"; a pronounced acronym goes by its sound.
    return f"{'an' if first[:1] in ('AEFHILMNORSX' if is_spelt else 'AEIOaeio') else 'a'} {metric}"


def _usable(name: str | None) -> str | None:
    words = clean_line(name or "").strip(" ,;:.").split(" ")
    if words[0].lower() in _ARTICLES:
        words = words[1:]
    text = " ".join(words)
    if not text or len(text) > _LONGEST or len(words) > _MOST_WORDS or not any(c.isalpha() for c in text):
        return None
    if words[0].lower() in _POINTING or words[-1].lower() in _POINTING | _ARTICLES:
        return None
    if all(word.lower().strip("()") in _KINDS for word in words):
        return None
    is_fragment = text.count("(") != text.count(")") or text.count("[") != text.count("]")
    is_sentence = any(
        mark in text for mark in (". ", "; ", "? ", "! ", "\\", "{", "}", "<", ">", "|", "http")
    )
    return None if is_fragment or is_sentence else text
