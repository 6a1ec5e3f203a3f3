"""A question's facets → queries in arXiv's grammar, most specific first; pure.

Fields, phrases, AND, OR and brackets: https://info.arxiv.org/help/api/user-manual.html#query_details
Terms are always quoted (a bare hyphen has been read as NOT: https://github.com/arXiv/arxiv-search/issues/322)
and brackets always written, since the manual gives no precedence. It says nothing of hyphens and plurals
either; users find them parted and stemmed inside quotes too
(https://github.com/arXiv/arxiv-search/issues/303), so that neither is spelt out here. Joined words and
British spellings are.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date
from itertools import zip_longest

from synth.errors import UsageError
from synth.question.facets import find_facets, is_general, is_name, singular, spellings, words_of
from synth.text import STOPWORDS, clean_line, fold
from synth.types import DatabaseQuery, Facet, Question, SearchPlan

__all__ = ["parse_question", "plan_search"]

_MAX_CHARACTERS = 2_000
_QUERY_CHARACTERS = 350
_PHRASE_CHARACTERS = 100
_EXAMPLE = 'For example: synth report "Does multilingual pre-training improve zero-shot transfer on XNLI?"'

# What a quoted phrase may hold: no quotes, colons or brackets, which arXiv would read as grammar.
_NOT_IN_PHRASE = re.compile(r"[^\w.+' -]+")
_FIRST_DAY = "19910101"
_LAST_DAY = "20991231"


def parse_question(text: str) -> Question:
    """Clean a question and refuse one that asks nothing.

    Raises:
        UsageError: It is empty, a single word, made of stop words alone, or longer than 2,000
            characters.
    """
    cleaned = clean_line(text)
    words = re.findall(r"[^\W_]+", cleaned)
    if not words:
        raise UsageError("the question is empty", advice=_EXAMPLE)
    # Chinese, Japanese and Thai write no spaces: there a word of some length is a sentence.
    if len(words) == 1 and (cleaned.isascii() or len(words[0]) < 5):
        raise UsageError(
            f"{cleaned!r} is one word, which is a topic and no question",
            advice=f"Say what you want to know about it. {_EXAMPLE}",
        )
    if len(cleaned) > _MAX_CHARACTERS:
        raise UsageError(
            f"the question has {len(cleaned):,} characters, at most {_MAX_CHARACTERS:,} are read",
            advice="Put it into one or two sentences.",
        )
    if all(fold(word) in STOPWORDS for word in words) or not find_facets(cleaned):
        raise UsageError(
            f"{cleaned!r} names nothing that could be searched for",
            advice=f"Name a method, a task, a data set or a quantity. {_EXAMPLE}",
        )
    return Question(text=cleaned)


def plan_search(
    question: Question,
    *,
    max_papers: int,
    since: str | None = None,
    until: str | None = None,
    databases: Sequence[str] = ("arxiv",),
) -> SearchPlan:
    """Plan what to ask of each database.

    arXiv gets up to five queries of at most 350 characters, dates not counted: from all facets together
    to single ones, the last marked as broad. Any other source is a folder that is ranked as a whole, and
    gets the question itself.

    Args:
        question: The question.
        max_papers: Papers wanted at most, 1 or more.
        since: Earliest day of a first version, YYYY-MM-DD, inclusive.
        until: Latest day of a first version, inclusive.
        databases: Names of the sources.

    Raises:
        UsageError: `max_papers` below 1, a date that is none, or `since` after `until`.
    """
    if max_papers < 1:
        raise UsageError(
            f"--max-papers is {max_papers}; a report needs at least one paper",
            advice="Give a number from 1: --max-papers 15",
        )
    first, last = _parse_day(since, "--since"), _parse_day(until, "--until")
    if first and last and first > last:
        raise UsageError(
            f"--since {first} lies after --until {last}",
            advice=f"Swap them: --since {last} --until {first}",
        )
    facets = find_facets(question.text)
    queries: list[DatabaseQuery] = []
    for database in dict.fromkeys(databases):
        if database == "arxiv":
            queries += _plan_arxiv(facets, max_papers, _date_clause(first, last))
        else:
            queries.append(DatabaseQuery(database=database, text=question.text, limit=max_papers))
    return SearchPlan(
        question=question,
        facets=facets,
        queries=tuple(queries),
        max_papers=max_papers,
        since=first.isoformat() if first else None,
        until=last.isoformat() if last else None,
    )


def _parse_day(text: str | None, flag: str) -> date | None:
    if text is None:
        return None
    try:
        return date.fromisoformat(text.strip())
    except ValueError as error:
        raise UsageError(
            f"{flag} is {text!r}, which is no day", advice=f"Write it as YYYY-MM-DD: {flag} 2020-01-31"
        ) from error


def _date_clause(since: date | None, until: date | None) -> str | None:
    if since is None and until is None:
        return None
    first = f"{since:%Y%m%d}" if since else _FIRST_DAY
    last = f"{until:%Y%m%d}" if until else _LAST_DAY
    return f"submittedDate:[{first}0000 TO {last}2359]"


# ---------------------------------------------------------------------- arXiv

_Idea = tuple[str, ...]
"""Terms for one idea of the question, in arXiv's grammar, the best first; one of them is enough."""


def _plan_arxiv(facets: Sequence[Facet], max_papers: int, dates: str | None) -> list[DatabaseQuery]:
    # Wide enough that the ranking has a choice, narrow enough for one page of results.
    limit = min(max(3 * max_papers, 30), 100)
    core = [facet for facet in facets if facet.is_core] or list(facets)
    texts = {text: False for text in _specific_queries(core) if text}
    for text in _broad_queries(core):
        if text:
            texts.setdefault(text, bool(texts))
    # What one field would find, the same query over all fields finds too.
    texts = {
        text: is_broad
        for text, is_broad in texts.items()
        if _everywhere(text) == text or _everywhere(text) not in texts
    }
    return [
        DatabaseQuery(
            database="arxiv",
            text=f"({text}) AND {dates}" if dates else text,
            limit=limit,
            is_broad=is_broad,
        )
        for text, is_broad in texts.items()
    ]


def _specific_queries(core: Sequence[Facet]) -> Iterator[str]:
    """Yield queries from narrow to wide, each for several ideas at once where there are several.

    Names of data sets and models are alternatives, since few abstracts name two of them; without a
    topic beside them they are what is compared.
    """
    topics = [facet for facet in core if not is_name(facet.term)]
    phrases = [_phrases(facet) for facet in topics]
    named = [_phrases(facet) for facet in core if is_name(facet.term)]
    if not topics:
        yield _fit(list, named)
        yield _fit(_two_of, named)
        return
    names = tuple(term for terms in zip_longest(*named) for term in terms if term)
    # All of it in the abstract: that is where a paper says what it did, with what and on what.
    yield _in_field("abs", _fit(list, [*phrases, names] if names else phrases))
    if names:
        # The names stand first, so that it is topics which are left out for want of room.
        yield _fit(lambda ideas: [*_any_of(ideas[1:]), ideas[0]], [names, *phrases])
    else:
        # Every word of the topics, in any order and anywhere in the record.
        words = dict.fromkeys(word for facet in topics for word in facet.term.split(" "))
        yield _fit(list, [_quote([word, *spellings(word)]) for word in words])
    if len(topics) > 1 or not names:
        yield _fit(_two_of, [_short_phrases(facet) for facet in topics])


def _broad_queries(core: Sequence[Facet]) -> Iterator[str]:
    """Yield queries for any one idea, then for any word of a subject: arXiv puts first what has most."""
    # A single idea says little in an abstract and much in a title.
    yield _in_field("ti", _fit(_any_of, [_apart(facet) for facet in core]))
    words = dict.fromkeys(word for facet in core for word in facet.term.split(" ") if not is_general(word))
    if len(words) > 1:
        yield _fit(_any_of, [_quote([word, *spellings(word)]) for word in words])


def _in_field(field: str, query: str) -> str:
    """Ask one field ("ti", "abs") instead of all; terms are quoted, so no term of a question is touched."""
    return query.replace('all:"', f'{field}:"')


def _everywhere(query: str) -> str:
    return query.replace('abs:"', 'all:"').replace('ti:"', 'all:"')


def _any_of(ideas: Sequence[_Idea]) -> Sequence[_Idea]:
    return [tuple(term for terms in zip_longest(*ideas) for term in terms if term)] if ideas else []


def _two_of(ideas: Sequence[_Idea]) -> Sequence[_Idea]:
    """Ask for two ideas at least: whichever one is left out, another must be there."""
    if len(ideas) < 3:
        return ideas
    return [_any_of([*ideas[:n], *ideas[n + 1 :]])[0] for n in range(len(ideas))]


def _fit(combine: Callable[[Sequence[_Idea]], Sequence[_Idea]], ideas: Sequence[_Idea]) -> str:
    """Write the query with as many terms per idea as there is room for, then without the last ideas."""
    for n_ideas in range(len(ideas), 0, -1):
        for n_terms in range(max(map(len, ideas)), 0, -1):
            text = _write(combine([idea[:n_terms] for idea in ideas[:n_ideas]]))
            if len(text) <= _QUERY_CHARACTERS:
                return text
    return ""


def _write(ideas: Sequence[_Idea]) -> str:
    """Ask for one term of every idea."""
    clauses = list(dict.fromkeys(" OR ".join(dict.fromkeys(idea)) for idea in ideas if idea))
    if len(clauses) < 2:
        text = "".join(clauses)
        return text if " OR " in text else text.strip("()")
    return " AND ".join(f"({clause})" if " OR " in clause else clause for clause in clauses)


def _phrases(facet: Facet) -> _Idea:
    return _quote([facet.term, *facet.synonyms])


def _short_phrases(facet: Facet) -> _Idea:
    """Return the facet's terms, its own without its first modifiers: the last two words."""
    short = " ".join(facet.term.split(" ")[-2:])
    return _quote([short, *spellings(short), *facet.synonyms])


def _apart(facet: Facet) -> _Idea:
    """Ask for the facet's last two words in any order and anywhere in the record, or for a synonym."""
    words = [term for word in facet.term.split(" ")[-2:] for term in _quote([word])]
    apart = (f"({' AND '.join(words)})" if len(words) > 1 else "".join(words),) if words else ()
    return (*apart, *_quote(facet.synonyms))


def _quote(forms: Iterable[str]) -> _Idea:
    """Write terms as phrases to be found in any field, one of those that arXiv reads alike."""
    terms: dict[tuple[str, ...], str] = {}
    for form in forms:
        phrase = " ".join(_NOT_IN_PHRASE.sub(" ", form).split())[:_PHRASE_CHARACTERS].strip()
        key = tuple(singular(word) for word in words_of(phrase))
        if key:
            terms.setdefault(key, f'all:"{phrase}"')
    return tuple(terms.values())
