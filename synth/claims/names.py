"""What a paper calls its own method, and which of its names are methods and which data sets.

A `NameTable` is built from a document's own words: its title, "we propose X", "dubbed X",
"Long Form (LF)", and the company that each name keeps ("on X", "the X dataset", "X achieves").
Nothing is guessed: a name that keeps mixed company is neither.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from functools import lru_cache

from synth.claims.lexicon import METRIC, is_known_dataset, metric_head
from synth.claims.short_forms import read_short_forms
from synth.types import Document, Passage

__all__ = ["EMPTY", "NAME", "NameTable", "name_kind", "read_names"]

_TOKEN = (
    r"(?:[a-z]{0,12}[A-Z][A-Za-z]*[A-Z\d][\w+]*|[A-Z]{2,}[\w+]*|[A-Z][a-z]+(?=-[A-Z\d])"
    r"|[a-z]{1,9}[A-Z]\w*|[a-z]{2,9}\d[\w.]*\b|[A-Z](?=-[A-Z\d])|[a-z]+(?=-\d)|[A-Z]\d\w*)"
)
NAME = re.compile(
    rf"(?<![\w.@/-])(?:[Α-Ωα-ω]-[A-Z][a-z]\w+|[A-Z][a-z]+-(?:to-)?[A-Z][a-z]+(?![\w-])"
    rf"|{_TOKEN})(?:[-‐‑/.+@](?:[A-Z\d][\w+]*|large|base|small|tiny|mini|medium|xl|xxl|uncased"
    rf"|cased|multilingual|v\d\w*|turbo|train|test|to|of"
    rf"|\w+(?=-[A-Z])))*(?:['’]\d\d)?(?![\w@])[*†‡+]?"
)
"""A name by its shape: an acronym, mixed case, or letters with digits ("XNLI", "mBERT", "ViT-L/16")."""

_METHOD_SHAPE = re.compile(
    r"(?i:bert|gpt|llama|palm\b|lamda|gemma|gemini|claude|mistral|falcon|bloom|chinchilla|t5"
    r"|bart|former|electra|xlnet|xlm|vit\b|vit-|deit|resnet|\w+net\b|"
    r"bm25|tf-idf|dpr|colbert|lstm|gru\b|cnn|rnn|svm|crf|mlp|elmo|glove|word2vec|fasttext|adam"
    r"|sgd|lora|rag\b|codex|davinci|flan|chatgpt|swin|efficientnet|clip\b|dino|unet|gan\b|vae"
    r"|nmf|pca|k-?nn|[a-z]lm\b|[a-z]lm-|vicuna|alpaca|qwen|baichuan)"
)
EMPTY_WORDS = frozenset(
    """the we our this these it its in on for a an as table figure section results model models method
    methods baseline baselines and or all both however note here gpu gpus tpu tpus cpu cpus ai ml
    nlp sota i ii iii iv appendix usa uk eu ok id us vs et al eq fig tab sec arxiv v100 a100 h100
    p100 t4 rtx tpuv3 tpuv2 tpuv4 http https www url acl emnlp naacl neurips icml iclr cvpr nvidia
    google openai meta facebook microsoft llm llms lm lms api pdf json html sgd adam adamw ci sd se
    doi ner nli qa pos ir mt nlu nlg rte sts mrc asr ocr""".split()
)


@dataclass(frozen=True, slots=True, kw_only=True)
class NameTable:
    """A paper's names; all members compare without case."""

    own_method: str | None = None
    """What the paper calls its method; None where it gives none or several."""
    own_dataset: str | None = None
    """What the paper calls its data set or benchmark."""
    methods: frozenset[str] = frozenset()
    """Lower-case names that the paper uses as methods."""
    datasets: frozenset[str] = frozenset()
    """Lower-case names that the paper uses as data sets or tasks."""
    measures: frozenset[str] = frozenset()
    """Lower-case short forms of measures that the paper explains: "log-average miss rate (MR)"."""
    abbreviations: tuple[tuple[str, str], ...] = ()
    """(short, long) forms as defined, in order."""
    metrics: tuple[tuple[str, str], ...] = ()
    """(lower-case data set, metric as printed) where all the paper measures on it is one metric."""

    def metric_of(self, dataset: str) -> str | None:
        """Return the one metric that the paper uses for a data set; None where it uses several."""
        return next((metric for name, metric in self.metrics if name == dataset.lower()), None)


EMPTY = NameTable()
"""The table of a text of which nothing else is known."""


def name_kind(name: str, names: NameTable) -> str | None:
    """Tell whether a name is a "method" or a "dataset"; None when neither the paper nor the field says."""
    lowered = name.lower()
    if lowered in names.measures:
        return None
    if lowered in names.datasets:
        return "dataset"
    if lowered in names.methods:
        return "method"
    if is_known_dataset(name):
        return "dataset"
    return "method" if _METHOD_SHAPE.search(name) else None


@lru_cache(maxsize=32)  # a run asks for its papers' names when it extracts and when it judges
def read_names(document: Document) -> NameTable:
    """Build the table of a document; reads its title, abstract and sentences."""
    sentences = [p.text for p in document.passages if p.kind in ("sentence", "caption")]
    opening = " ".join(p.text for p in _opening(document))
    counts: Counter[str] = Counter()
    roles: dict[str, Counter[str]] = {}
    for text in sentences:
        _count_roles(text, counts, roles)
    abbreviations = read_short_forms(sentences)
    methods, datasets = _classes(roles)
    ways = frozenset(short.lower() for short, long in abbreviations if _WAY.search(long))
    methods, datasets = methods | (ways & datasets), datasets - ways
    measures = frozenset(short.lower() for short, long in abbreviations if _MEASURE.search(long))
    methods, datasets = methods - measures, datasets - measures
    own_method, own_dataset = _own_names(document.title or "", opening, counts, " ".join(sentences))
    if own_method:
        methods, datasets = methods | {own_method.lower()}, datasets - {own_method.lower()}
    if own_dataset:
        datasets, methods = datasets | {own_dataset.lower()}, methods - {own_dataset.lower()}
    return NameTable(
        own_method=own_method,
        own_dataset=own_dataset,
        methods=methods,
        datasets=datasets,
        measures=measures,
        abbreviations=abbreviations,
        metrics=_dataset_metrics(document, datasets),
    )


def _opening(document: Document) -> list[Passage]:
    """The abstract and what follows it, far enough for "we propose X"."""
    sentences = [p for p in document.passages if p.kind == "sentence"]
    abstract = [p for p in sentences if p.where == "abstract"]
    return abstract + [p for p in sentences if p.where != "abstract"][:60]


# --------------------------------------------------------------------------- company

_DATASET_BEFORE = re.compile(
    r"(?:\b(?:on|On)(?:[ ]the)?|\bdatasets?[ ](?:such[ ]as|like)|\bbenchmarks?[ ](?:such[ ]as|like))[ ]$"
)
_DATASET_BEHIND = re.compile(
    r"[ ](?:[a-z-]+[ ]){0,2}(?:datasets?|data[ ]sets?|benchmarks?|corpus|corpora|tasks?"
    r"|test[ ]sets?|dev[ ]set|validation[ ]set|leaderboard|treebanks?)\b"
)
_METHOD_BEFORE = re.compile(
    r"(?:\b(?:than|outperform(?:s|ed|ing)?|over|propose|introduce|present|call(?:ed)?|dubbed"
    r"|named|pre-?train(?:ed|ing)?|fine-?tun(?:e|ed|ing)|using|use|baselines?)(?:[ ]the)?)[ ]$"
)
_METHOD_BEHIND = re.compile(
    r"[ ](?:\([^()]{0,60}\)[ ])?(?:[a-z]+ly[ ])?(?:achieves?|obtains?|outperforms?|performs?"
    r"|reaches|improves?|surpass(?:es)?|yields?|scores|attains?|uses|learns|models?\b|encoder"
    r"|decoder|baseline|architecture|embeddings|checkpoint|representations|pre-?training"
    r"|was[ ]trained|is[ ]trained)"
)


def _count_roles(text: str, counts: Counter[str], roles: dict[str, Counter[str]]) -> None:
    for match in NAME.finditer(text):
        name = match.group().lower()
        if name in EMPTY_WORDS or METRIC.fullmatch(match.group()):
            continue
        counts[match.group()] += 1
        before = text[max(0, match.start() - 28) : match.start()]
        behind = text[match.end() : match.end() + 60]
        tally = roles.setdefault(name, Counter())
        if _DATASET_BEFORE.search(before):
            tally["dataset"] += 1
        if _METHOD_BEFORE.search(before):
            tally["method"] += 1
        if _DATASET_BEHIND.match(behind):
            tally["dataset"] += 2
        elif _METHOD_BEHIND.match(behind):
            tally["method"] += 2


def _classes(roles: dict[str, Counter[str]]) -> tuple[frozenset[str], frozenset[str]]:
    methods, datasets = [], []
    for name, tally in roles.items():
        if is_known_dataset(name):
            datasets.append(name)
        elif _METHOD_SHAPE.search(name) and sum(tally.values()):
            methods.append(name)
        elif tally["dataset"] >= 2 and tally["dataset"] > 2 * tally["method"]:
            datasets.append(name)
        elif tally["method"] >= 2 and tally["method"] > 2 * tally["dataset"]:
            methods.append(name)
    return frozenset(methods), frozenset(datasets)


_WAY = re.compile(
    r"\b(?:attention|networks?|learning|encod(?:ing|er)s?|optimi[sz]ation|algorithms?|transformers?|layers?|memory"
    r"|embeddings?|regulari[sz]ation|machines?|adaptation|distillation)$",
    re.IGNORECASE,
)
"""The last word of a long form that is a method's, though the field has a data set of the short one."""
_MEASURE = re.compile(
    r"\b(?:scores?|rates?|distance|accuracy|errors?|precision|recall|agreement|coefficient|correlation|perplexity)$",
    re.IGNORECASE,
)
"""The last word of a long form that is a measure's, whatever data set the field calls by the short one."""
_FIGURE = re.compile(r"\s*fig(?:ure|\.)", re.IGNORECASE)
_TABLE = re.compile(r"\s*tab(?:le|\.)", re.IGNORECASE)
_METRIC_BEFORE = re.compile(
    r"[ ]?(?:scores?[ ]|results?[ ])?(?:of[ ][\d.%]{1,6}[ ])?(?:on|for)[ ](?:the[ ])?$"
)
_METRIC_BEHIND = re.compile(r"[ ]?(?:[ ](?:test|dev|validation|set|task|dataset|benchmark)){0,2}[ ]\(?$")


def _dataset_metrics(document: Document, datasets: frozenset[str]) -> tuple[tuple[str, str], ...]:
    """Learn what is measured on each data set from "XNLI accuracy", "F1 on MLQA" and from captions."""
    found: dict[str, dict[str, str]] = {}
    is_figure = False
    for passage in document.passages:
        if passage.kind not in ("sentence", "caption"):
            continue
        if passage.kind == "caption":
            # A figure may plot what no table of results has; its caption's later sentences belong to it.
            is_figure = _FIGURE.match(passage.text) is not None or (
                is_figure and not _TABLE.match(passage.text)
            )
        sets = [m for m in NAME.finditer(passage.text) if m.group().lower() in datasets]
        metrics = list(METRIC.finditer(passage.text)) if sets else []
        heads_here = {metric_head(m.group()) for m in metrics}
        is_caption = passage.kind == "caption" and not is_figure and len(heads_here) == 1
        for name in sets:
            for metric in metrics:
                if is_caption or _stand_together(passage.text, name, metric):
                    heads = found.setdefault(name.group().lower(), {})
                    heads.setdefault(metric_head(metric.group()), metric.group())
    return tuple(
        (name, next(iter(heads.values()))) for name, heads in sorted(found.items()) if len(heads) == 1
    )


def _stand_together(text: str, name: re.Match[str], metric: re.Match[str]) -> bool:
    if metric.end() <= name.start() <= metric.end() + 24:
        return _METRIC_BEFORE.fullmatch(text[metric.end() : name.start()]) is not None
    if name.end() <= metric.start() <= name.end() + 24:
        return _METRIC_BEHIND.fullmatch(text[name.end() : metric.start()]) is not None
    return False


# --------------------------------------------------------------------------- the paper's own

_OWN = r"(?P<name>[A-Za-z][\w+-]{0,24}(?:[ ](?:[A-Z][\w+-]{0,20}|\d(?:\.\d)?)){0,2})"
_CALLED = re.compile(
    rf"(?:\b(?:dubbed|called|named|termed|coined|denoted(?:[ ]as|[ ]by)?|abbreviated[ ](?:as"
    rf"|to)|which[ ]we[ ](?:call|name|term|refer[ ]to[ ]as|dub)"
    rf"|refer[ ]to[ ](?:our|this|the)(?:[ ]\w+){{1,3}}?(?=[ ]as[ ])|we[ ]call[ ](?:it"
    rf"|this(?:[ ]\w+)?|our[ ]\w+|the[ ]\w+)))(?:[ ]as)?(?:[ ](?:the"
    rf"|a))?[ ]?[“\"'‘]?[ ]?{_OWN}(?=[”\"'’]?(?:[ ]?[,.;:()–—”\"]|[ ](?:which|that|for|to|and"
    rf"|is|on|in|a|an|with|as|by|based|trained|significantly|achieves|outperforms)\b|$))"
)
_PROPOSED = re.compile(
    rf"\b[Ww]e[ ](?:\w+[ ]){{0,2}}(?:propose|introduce|present|develop|describe|design|launch"
    rf"|release)[sd]?[ ](?:(?:the|a|an|our|new|novel)[ ]){{0,3}}{_OWN}"
    r"(?P<behind>(?:(?![.][ ][A-Z]).){0,80})"
)
_IN_BRACKETS = re.compile(
    r"(?:model|method|approach|framework|architecture|network|algorithm|system|transformer"
    r"|encoder|benchmark|dataset|suite|corpus|strategy|technique|objective|scheme|procedure"
    r"|adaptation|generation|retriever|retrieval"
    r"|[A-Z]\w+)s?[ ]\((?P<name>[A-Za-z][\w+-]{1,18})\)",
    re.IGNORECASE,
)
_METHOD_WORDS = re.compile(r"\b(?:our|this|the) (?:\w+ ){0,2}?(?:model|method|approach|framework|system)\b")
_SHORT_BEHIND = re.compile(r"[”\"'’]? \((?P<name>[A-Za-z][\w+-]{1,18})\)")
_PART_BEHIND = re.compile(r"[ ](?:objectives?|loss|task|problem|setting|metric)\b")
_SHORTENED = re.compile(
    r"\b(?P<head>(?i:transformer|retriever|retrieval|network|adaptation|generation|encoder"
    r"|attention|prompting|model|method|algorithm|framework|architecture|kernel"
    r"|distillation))\w{0,2}[ ]\((?P<name>[A-Z][\w+-]{1,18}"
    r"|[a-z][\w+-]{0,8}[A-Z][\w+-]{0,9})\)"
)
_TITLE = re.compile(r"^(?P<name>[\w+-]{2,24}(?:[ ][A-Z\d][\w+-]{0,18}){0,2})[ ]?:[ ](?P<rest>.+)", re.DOTALL)
_DATASET_WORDS = re.compile(
    r"(?i:\b(?:benchmark(?:s|ing)?|data[ -]?sets?|corpus|corpora|test[ ]suite|collection"
    r"|evaluation[ ]suite|evaluating|challenge|leaderboard|test[ ]collection"
    r"|evaluation[ ]of)\b)"
)
_DETERMINERS = frozenset("the a an our new novel this that it both two several three simple all".split())


def _own_names(title: str, opening: str, counts: Counter[str], text: str) -> tuple[str | None, str | None]:
    """Return the paper's method and data set; None for each that has no clear winner."""
    method_votes: Counter[str] = Counter()
    dataset_votes: Counter[str] = Counter()
    named: set[str] = set()
    head = _TITLE.match(title)
    # Some words before a colon are a name only where the text goes on to use it.
    if head is not None and _is_name(head["name"]) and (" " not in head["name"] or head["name"] in text):
        votes = dataset_votes if _DATASET_WORDS.search(head["rest"]) else method_votes
        votes[head["name"]] += 4
        named.add(head["name"])
    for match in _CALLED.finditer(opening):
        is_method = _METHOD_WORDS.search(match.group()) is not None
        before = "" if is_method else opening[max(0, match.start() - 90) : match.start()]
        _vote(match, before, 3, method_votes, dataset_votes)
        named.add(match["name"].strip())
        short = _SHORT_BEHIND.match(opening, match.end())
        if short is not None:
            _vote(short, before, 4, method_votes, dataset_votes)
            named.add(short["name"])
    for match in _PROPOSED.finditer(opening):
        _vote(match, match["behind"] or "", 2, method_votes, dataset_votes)
        short = _IN_BRACKETS.search(match.group())
        if short is not None and not _PART_BEHIND.match(opening, match.start() + short.end()):
            _vote(short, match.group(), 3, method_votes, dataset_votes)
    # What is only proposed may be a part of the method; then the text must speak of it the most.
    most = max((n for name, n in counts.items() if _METHOD_SHAPE.search(name)), default=0)
    for name in [n for n in method_votes if n not in named and 2 * text.count(n) < most]:
        del method_votes[name]
    if not method_votes and not dataset_votes:
        for match in _SHORTENED.finditer(opening):
            # The short form of a method that the title speaks of: "Dense Passage Retriever (DPR)".
            if _are_initials(match["name"], title):
                _vote(match, "", 2, method_votes, dataset_votes)
    method, dataset = _winner(method_votes, counts), _winner(dataset_votes, counts)
    if dataset is not None and method in (None, dataset):
        return (dataset, None) if _is_said_method(dataset, opening) else (None, dataset)
    return method, dataset


def _is_said_method(name: str, opening: str) -> bool:
    """Whether the first words that say what a name is of say a method: "Fern (…), a framework for …"."""
    said = re.search(rf"(?<!\w){re.escape(name)}{_IS_A}{_WHAT}", opening)
    return said is not None and said["method"] is not None


_IS_A = r"(?: \([^()]{1,80}\))?(?:,| is)(?: our)?(?: an?| the)(?: [\w-]+){0,3}? "
_WHAT = (
    r"(?:(?P<method>framework|method|model|approach|system|algorithm|metric|measure|tool(?:kit)?|library|pipeline"
    r"|technique|architecture)|benchmark|data ?set|corpus|suite|collection|evaluation set|test set)s?\b"
)


def _are_initials(short: str, title: str) -> bool:
    """Whether a short form is made of initials of words of the title, in order."""
    initials = "".join(word[0] for word in re.findall(r"[A-Za-z]+", title.lower()))
    return short.rstrip("s").lower() in initials


def _vote(
    match: re.Match[str], context: str, weight: int, methods: Counter[str], datasets: Counter[str]
) -> None:
    name = match["name"].strip()
    if not _is_name(name):
        return
    votes = datasets if _DATASET_WORDS.search(context) else methods
    votes[name] += weight


def _is_name(name: str) -> bool:
    if METRIC.fullmatch(name) or name.lower() in EMPTY_WORDS or name.split(" ")[0].lower() in _DETERMINERS:
        return False
    return (
        any(c.isupper() for c in name[1:])
        or bool(re.search(r"[A-Za-z].*\d|-[A-Z]", name))
        or (name[0].isupper() and name.isalpha() and len(name) > 3)
    )


def _winner(votes: Counter[str], counts: Counter[str]) -> str | None:
    if not votes:
        return None
    # Frequency in the text decides between names that are introduced with equal ceremony.
    ranked = sorted(votes, key=lambda n: (-votes[n], -counts[n], n))
    best = _usual_spelling(ranked[0], counts)
    if len(ranked) > 1 and votes[ranked[1]] == votes[best] and 2 * counts[ranked[1]] >= counts[best]:
        return None
    return best


def _usual_spelling(name: str, counts: Counter[str]) -> str:
    """Return the casing that the text uses most: titles are often set in capitals."""
    spellings = [n for n in counts if n.lower() == name.lower()]
    return min(spellings, key=lambda n: (-counts[n], n), default=name)
