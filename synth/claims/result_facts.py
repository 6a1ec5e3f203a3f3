"""What a paper's prose tells about its results: its own names, data sets, tasks, leading numbers."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property

from synth.claims.benchmarks import Benchmark, find_benchmarks, find_tasks, letters
from synth.claims.measures import find_measures, tidy
from synth.claims.names import EMPTY_WORDS, NAME, NameTable, read_names
from synth.claims.nonquantities import AUTHOR_YEAR, BRACKET_CITATION
from synth.text import tokens
from synth.types import Document, Passage

__all__ = ["BORROWED", "PaperFacts", "read_facts"]

_WEIGHT_TITLE, _WEIGHT_ABSTRACT = 8, 4
"""How many mentions in the body one in the title or the abstract is worth."""
_NUMBER = re.compile(r"(?<![\w.])\d{1,3}(?:\.\d+)?(?![\d.]*\w)")
_CITED = re.compile(r"\s?(?:\(\s*\)|\[\d|\([A-Z][\w’'-]+[^()]{0,40}\d{4}[a-z]?\))")
"""A citation right behind a name: what is cited is another's. Some texts keep only its brackets."""
_WORD = re.compile(r"[A-Za-z][A-Za-z\d]+")
_FIRST_NAME = re.compile(r"[A-Z][A-Za-z\d]*[A-Z\d][A-Za-z\d]*|[A-Z][a-z]+[A-Za-z\d]*")
_PARTS = frozenset(
    """cnn cnns rnn rnns lstm lstms bilstm blstm gru crf svm mlp nn dnn nmt smt hmm gan vae end-to-end
    state-of-the-art seq2seq bi-lstm bi-directional""".split()
)
"""Parts that methods are built of; a line that names one may be anybody's."""
BORROWED = frozenset("bert elmo gpt glove word2vec fasttext resnet vgg transformer".split())
"""Methods that many build on: their own only in the paper that introduces them."""
_TABLE = re.compile(r"\b(?:Table|Tab\.)\s?(\d{1,2})\b")
_CLOSING = re.compile(r"conclu|summary|contribution", re.IGNORECASE)


@dataclass(frozen=True, kw_only=True)
class PaperFacts:
    """A paper's prose, as far as it bears on its results."""

    title: str
    abstract: str
    closing: str
    """Its conclusion."""
    body: str
    """All sentences."""
    names: NameTable
    sentences_of_table: Mapping[str, tuple[str, ...]]
    """The sentences that speak of a table, by its number."""

    @cached_property
    def benchmarks(self) -> Counter[str]:
        """How often each public data set is named, weighted by place."""
        return self._count(lambda text: [found.name for _, found in find_benchmarks(text)])

    @cached_property
    def known(self) -> dict[str, Benchmark]:
        """The public data sets that the paper names, by name."""
        text = "\n".join((self.title, self.abstract, self.body))
        return {found.name: found for _, found in find_benchmarks(text)}

    @cached_property
    def tasks(self) -> Counter[str]:
        """How often each task is named, weighted by place."""
        return self._count(lambda text: [task for _, task in find_tasks(text)])

    @cached_property
    def measures(self) -> Counter[str]:
        """How often each measure is named, weighted by place."""
        return self._count(lambda text: [measure for _, measure in find_measures(text)])

    @cached_property
    def leading_numbers(self) -> frozenset[float]:
        """The numbers of the abstract."""
        return frozenset(map(float, _NUMBER.findall(self.abstract)))

    @cached_property
    def closing_numbers(self) -> frozenset[float]:
        """The numbers of the conclusion."""
        return frozenset(map(float, _NUMBER.findall(self.closing)))

    @cached_property
    def title_words(self) -> frozenset[str]:
        """Stems of the title's words."""
        return frozenset(tokens(self.title))

    @cached_property
    def abstract_words(self) -> frozenset[str]:
        """Stems of the abstract's words."""
        return frozenset(tokens(self.abstract))

    @cached_property
    def own_names(self) -> frozenset[str]:
        """Letters of the names that title and abstract bring up: methods, not data sets or measures."""
        found = [m.group() for m in NAME.finditer(f"{self.title}. {self.abstract}")]
        return frozenset(
            letters(name)
            for name in (*found, self.names.own_method or "")
            if len(letters(name)) > 2
            and name.lower() not in EMPTY_WORDS | _PARTS
            and (name == self.names.own_method or name.lower() not in BORROWED)
            # A word in capitals, as titles may be, is no name.
            and not self._words[name.lower()]
            and not find_benchmarks(name)
            and not find_measures(name, is_header=True)
            and not find_tasks(name)
        )

    def is_cited(self, name: str) -> bool:
        """Whether the text cites somebody right behind a name, at least one time in four."""
        if len(letters(name)) < 3:
            return False
        places = [match.end() for match in re.finditer(re.escape(name), self.body)][:40]
        return bool(places) and sum(bool(_CITED.match(self.body, end)) for end in places) * 4 >= len(places)

    def mentions(self, name: str) -> int:
        """Return how often the sentences name the first word of a method's name that is no common word."""
        word = _FIRST_NAME.search(name)
        return self._words[word.group()] if word else 0

    @cached_property
    def _words(self) -> Counter[str]:
        return Counter(_WORD.findall(self.body))

    def _count(self, find: Callable[[str], list[str]]) -> Counter[str]:
        counts: Counter[str] = Counter()
        for text, weight in ((self.title, _WEIGHT_TITLE), (self.abstract, _WEIGHT_ABSTRACT), (self.body, 1)):
            for name in find(text):
                counts[name] += weight
        return counts


def read_facts(document: Document, names: NameTable | None = None) -> PaperFacts:
    """Read a document's sentences for what they tell about its results."""
    sentences = [p for p in document.passages if p.kind == "sentence"]
    of_table: dict[str, list[str]] = {}
    for passage in sentences:
        for number in dict.fromkeys(_TABLE.findall(passage.text)):
            of_table.setdefault(number, []).append(passage.text)
    closing = (p for p in sentences if p.section and _CLOSING.search(p.section))
    return PaperFacts(
        title=document.title or "",
        abstract=_joined(p for p in sentences if p.where == "abstract"),
        closing=_joined(closing),
        body=tidy(_joined(p for p in sentences if p.where == "text")),
        names=names or read_names(document),
        sentences_of_table={number: tuple(found) for number, found in of_table.items()},
    )


def _joined(passages: Iterable[Passage]) -> str:
    return " ".join(" ".join(p.text.split()) for p in passages)


def is_citation(text: str) -> bool:
    """Whether a header cites somebody."""
    return bool(AUTHOR_YEAR.search(text) or BRACKET_CITATION.search(text))
