"""A question's facets → queries in arXiv's grammar, most specific first; pure.

Grammar: https://info.arxiv.org/help/api/user-manual.html#query_details
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from datetime import date
from itertools import combinations

from synth.errors import UsageError
from synth.question.facets import find_facets, is_name, spellings, words_of
from synth.text import STOPWORDS, clean_line, fold
from synth.types import DatabaseQuery, Facet, Question, SearchPlan

__all__ = ["parse_question", "plan_search"]

_MAX_CHARACTERS = 2_000
_MAX_QUERIES = 8
_FORMS_PER_CLAUSE = 7
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
    if all(fold(word) in STOPWORDS for word in words) or not find_facets(cleaned):
        raise UsageError(
            f"{cleaned!r} names nothing that could be searched for",
            advice=f"Name a method, a task, a data set or a quantity. {_EXAMPLE}",
        )
    if len(cleaned) > _MAX_CHARACTERS:
        raise UsageError(
            f"the question has {len(cleaned):,} characters, at most {_MAX_CHARACTERS:,} are read",
            advice="Put it into one or two sentences.",
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

    arXiv gets up to eight queries, from all facets together to single ones; any other source is a
    folder that is ranked as a whole, and gets the question itself.

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


def _plan_arxiv(facets: Sequence[Facet], max_papers: int, dates: str | None) -> list[DatabaseQuery]:
    # Wide enough that the ranking has a choice, narrow enough for one page of results.
    limit = min(max(3 * max_papers, 30), 100)
    texts = list(dict.fromkeys(text for text in _arxiv_queries(facets) if text))[:_MAX_QUERIES]
    dated = [f"({text}) AND {dates}" if dates else text for text in texts]
    return [DatabaseQuery(database="arxiv", text=text, limit=limit) for text in dated]


def _arxiv_queries(facets: Sequence[Facet]) -> Iterable[str]:
    """Yield queries from narrow to broad.

    Names of data sets and models are alternatives, since few abstracts name two of them; topics are
    asked for together, then in part, first as phrases, then as words that may stand apart.
    """
    core = [facet for facet in facets if facet.is_core] or list(facets)
    topics = [facet for facet in core if not is_name(facet.term)]
    names = [facet for facet in core if is_name(facet.term)]
    n_forms = _FORMS_PER_CLAUSE if len(core) <= 4 else _FORMS_PER_CLAUSE // 2
    phrases = [_phrase_clause(_forms(facet)[:n_forms]) for facet in topics]
    named = [_phrase_clause(_forms(facet)[:n_forms]) for facet in names]
    loose = [_word_clause(facet.term) for facet in topics]
    if topics and names:
        yield _all_of([*phrases, _any_of(named)])
    if topics:
        yield _all_of(phrases)
        broad = _all_of([_phrase_clause(_broaden(facet.term)) for facet in topics])
        yield _any_of([_all_of(loose), broad])
    if topics and names:
        yield _any_of([_all_of([clause, _any_of(named)]) for clause in phrases])
    if len(topics) > 2:
        yield _any_of([_all_of(pair) for pair in combinations(loose[:4], 2)])
    if len(names) > 1:
        yield _all_of(named)
    yield _any_of([f'ti:"{form}"' for facet in core for form in _forms(facet)[:n_forms]])
    yield _any_of([*loose, *named])
    # All words as alternatives: arXiv puts first what has most of them.
    yield _any_of([_word_clause(word) for facet in core for word in facet.term.split(" ")])


def _phrase_clause(forms: Iterable[str]) -> str:
    # Not all:"…", which also finds phrases in journal titles and comments.
    return _any_of([f'{field}:"{form}"' for form in forms for field in ("ti", "abs")])


def _word_clause(term: str) -> str:
    """Ask for every word of the term, in any order and spelling, anywhere in the record."""
    words = term.split(" ")
    clauses = []
    for word in words:
        # Only the last word is a noun that has a number.
        forms = [form for form in (word, *spellings(word)) if word == words[-1] or not form.endswith("s")]
        clauses.append(_any_of([f'all:"{form}"' for form in map(_clean_phrase, forms) if form]))
    return _all_of(clauses)


def _broaden(term: str) -> list[str]:
    """Return the term without its first modifiers: its last two words, in all spellings."""
    short = " ".join(term.split(" ")[-2:])
    return [form for form in map(_clean_phrase, (short, *spellings(short))) if form]


def _forms(facet: Facet) -> list[str]:
    """Return the term and its synonyms as phrases, one of each that arXiv would read alike."""
    forms: dict[tuple[str, ...], str] = {}
    for form in map(_clean_phrase, (facet.term, *facet.synonyms)):
        if form:
            # arXiv parts words at hyphens and ignores case; "zero-shot" and "zero shot" are kept
            # both, since mirrors of its API don't.
            forms.setdefault((*words_of(form), "-" if "-" in form else ""), form)
    return list(forms.values())[:_FORMS_PER_CLAUSE]


def _clean_phrase(text: str) -> str:
    return " ".join(_NOT_IN_PHRASE.sub(" ", text).split())


def _all_of(clauses: Sequence[str]) -> str:
    kept = list(dict.fromkeys(clause for clause in clauses if clause))
    return kept[0] if len(kept) == 1 else " AND ".join(_bracket(clause, " OR ") for clause in kept)


def _any_of(clauses: Sequence[str]) -> str:
    kept = list(dict.fromkeys(clause for clause in clauses if clause))
    return kept[0] if len(kept) == 1 else " OR ".join(_bracket(clause, " AND ") for clause in kept)


def _bracket(clause: str, joint: str) -> str:
    return f"({clause})" if joint in clause else clause
