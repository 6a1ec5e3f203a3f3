"""arXiv as a source of papers: the only file that knows the `arxiv` package.

`arxiv.Client` makes the addresses, walks through the pages and parses them; requests, time limits,
retries, pace and cache are the transport's, since the client's own know neither a time limit nor
Retry-After. Documents are fetched here: the package offers addresses only.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Literal

import arxiv

from synth.errors import DocumentRejected, InvalidRecord, PaperNotFound, SourceUnavailable, UsageError
from synth.papers.addresses import host
from synth.papers.arxiv_id import ArxivId, parse_arxiv_id
from synth.papers.documents import DocumentCache, find_document_problem
from synth.papers.feed import FeedHead, read_feed_head
from synth.papers.withdrawal import says_withdrawn
from synth.text import clean_line
from synth.types import FetchedFile, Paper, QueryRun, SearchOutcome

if TYPE_CHECKING:
    from synth.papers.http import Transport
    from synth.ports import Progress
    from synth.settings import Settings
    from synth.types import DatabaseQuery, SearchPlan

__all__ = ["ArxivSource", "paper_from_result"]

PAGE_SIZE = 100
"""Results per request; arXiv allows 2,000 and answers long pages late or empty."""

_ENOUGH = 4
"""Papers found per paper wanted with which no broad query is sent: the ranking has its choice."""

IDS_PER_REQUEST = 100
"""Ids per request: with more, the address grows too long for some servers on the way."""


class ArxivSource:
    """arXiv, or a mirror of it at `settings.arxiv_url`, as a `PaperSource`.

    Args:
        settings: The mirror's address, the home of the document cache, the size limits, and whether
            LaTeX sources are fetched beside PDFs.
        transport: Makes the requests.
    """

    name = "arxiv"
    keeps_versions = True

    def __init__(self, settings: Settings, transport: Transport) -> None:
        self._url = settings.arxiv_url.rstrip("/")
        self._hosts = (host(self._url).lower(),)
        self._limits = settings.limits
        self._transport = transport
        self._documents = DocumentCache(settings.home / "documents" / self.name)
        self._wants_sources = settings.read_from != "pdf"
        self._outage: str | None = None

    def search(self, plan: SearchPlan, progress: Progress) -> SearchOutcome:
        """Run the plan's arXiv queries, most specific first; see `PaperSource.search`.

        Broad ones are sent only where those before them found fewer than four papers for each that is
        wanted; `runs` has the queries that were sent.
        """
        queries = [query for query in plan.queries if query.database == self.name]
        papers: list[Paper] = []
        runs: list[QueryRun] = []
        for number, query in enumerate(queries):
            if query.is_broad and len({paper.id for paper in papers}) >= _ENOUGH * plan.max_papers:
                continue
            progress(number, len(queries), query.text)
            found, total = self._run_query(query)
            papers.extend(found)
            runs.append(QueryRun(database=self.name, query=query.text, total=total, fetched=len(found)))
        progress(len(queries), len(queries))
        return SearchOutcome(papers=tuple(papers), runs=tuple(runs))

    def lookup(self, ids: Sequence[str]) -> tuple[Paper, ...]:
        """Return the papers of these ids in order; see `PaperSource.lookup`.

        "arXiv:" before an id, abs and pdf addresses are accepted. An id without a version gives the
        newest one.
        """
        wanted = [parse_arxiv_id(text, hosts=self._hosts) for text in ids]
        distinct = list(dict.fromkeys(wanted))
        papers: list[Paper] = []
        for start in range(0, len(distinct), IDS_PER_REQUEST):
            batch = distinct[start : start + IDS_PER_REQUEST]
            search = arxiv.Search(id_list=[str(item) for item in batch], max_results=len(batch))
            papers.extend(self._results(search, IDS_PER_REQUEST)[0])
        found = _index_papers(papers)
        missing = [str(item) for item in distinct if str(item) not in found]
        if missing:
            raise PaperNotFound(
                f"arXiv knows no paper {', '.join(missing)}",
                advice=f"Check the id and its version at {self._url}/abs/{missing[0]}",
            )
        return tuple(found[str(item)] for item in wanted)

    def newest(self, ids: Sequence[str]) -> Mapping[str, Paper]:
        """Return today's newest version of each paper by its bare id; see `PaperSource.newest`.

        One request per hundred ids, never answered from an earlier day's cache. What is no arXiv id is
        left out, as one that arXiv does not know is: neither may spoil the answer for the others.
        """
        wanted = _bare_ids(ids)
        newest: dict[str, Paper] = {}
        for start in range(0, len(wanted), IDS_PER_REQUEST):
            batch = wanted[start : start + IDS_PER_REQUEST]
            search = arxiv.Search(id_list=batch, max_results=len(batch))
            index = _index_papers(self._results(search, IDS_PER_REQUEST, is_today=True)[0])
            newest.update((bare, index[bare]) for bare in batch if bare in index)
        return newest

    def fetch(self, paper: Paper) -> FetchedFile:
        """Return the paper's document from the cache or from arXiv; see `PaperSource.fetch`.

        The PDF is asked for first, and the LaTeX source beside it where the settings say so; without a
        PDF that is whole, the source alone. A source that can't be had beside a PDF is no error: where
        arXiv has one, `FetchedFile.warning` says why it is missing.
        """
        file = self._fetch_document(paper)
        if file.kind != "pdf" or not self._wants_sources or not paper.source_url:
            return file
        source, problem = self._fetch_source(paper, paper.source_url)
        return replace(file, beside=source, warning=problem)

    def _fetch_document(self, paper: Paper) -> FetchedFile:
        key = paper.versioned_id
        kept = self._documents.find(key)
        if kept is not None:
            return kept
        with self._documents.lock(key):
            # Another process may have fetched it while we waited.
            kept = self._documents.find(key)
            if kept is not None:
                return kept
            if paper.status == "withdrawn":
                raise PaperNotFound(
                    f"{key} is withdrawn: {paper.comment or 'arXiv gives no document for it'}",
                    advice="An earlier version may still be had: name it, as in --paper 1911.02116v1",
                )
            return self._download_either(paper)

    # ------------------------------------------------------------------ the API

    def _run_query(self, query: DatabaseQuery) -> tuple[tuple[Paper, ...], int]:
        search = arxiv.Search(query=query.text, max_results=max(1, query.limit))
        return self._results(search, min(PAGE_SIZE, max(1, query.limit)))

    def _results(
        self, search: arxiv.Search, page_size: int, *, is_today: bool = False
    ) -> tuple[tuple[Paper, ...], int]:
        pages = _Pages(self._transport, is_today)
        client = arxiv.Client(page_size=page_size, delay_seconds=0.0, num_retries=0)
        client.query_url_format = self._url.replace("{", "{{").replace("}", "}}") + "/api/query?{}"
        client._session.close()
        client._session = pages  # the package has no public way to bring one's own session
        try:
            papers = tuple(paper_from_result(result, self._url) for result in client.results(search))
        except (arxiv.ArxivError, ValueError, InvalidRecord) as error:
            raise SourceUnavailable(
                f"arXiv's answer can't be read: {error}",
                url=pages.url,
                advice="Give the same command again in a few minutes.",
            ) from error
        return papers, pages.total

    # ------------------------------------------------------------------ documents

    def _fetch_source(self, paper: Paper, url: str) -> tuple[FetchedFile | None, str | None]:
        """Return the LaTeX source, and what kept it from coming; both None where arXiv has none."""
        key = f"{paper.versioned_id}.src"
        with self._documents.lock(key):
            kept = self._documents.find(key)
            if kept is not None or self._documents.is_absent(key):
                # A paper that was sent in as a PDF has that for its source.
                return (kept if kept is not None and kept.kind == "source" else None), None
            if self._outage is not None:
                return None, self._outage
            try:
                found = self._download(key, url, "source")
            except PaperNotFound:
                self._documents.note_absent(key)
                return None, None
            except DocumentRejected as error:
                return None, f"its LaTeX source could not be had: {error.message}"
            except SourceUnavailable as error:
                # One that is out of reach is asked for once, not for every paper anew.
                self._outage = f"its LaTeX source could not be had: {error.message}"
                return None, self._outage
        return (found if found.kind == "source" else None), None

    def _download_either(self, paper: Paper) -> FetchedFile:
        refusals: list[PaperNotFound | DocumentRejected] = []
        for url, wanted in _document_urls(paper):
            try:
                return self._download(paper.versioned_id, url, wanted)
            except (PaperNotFound, DocumentRejected) as refusal:
                refusals.append(refusal)
        # One that came but was no document may come whole tomorrow; a missing one will not.
        rejected = [refusal for refusal in refusals if isinstance(refusal, DocumentRejected)]
        if rejected:
            raise rejected[0]
        raise PaperNotFound(
            f"arXiv has neither a PDF nor a LaTeX source of {paper.versioned_id}",
            advice=f"See {paper.page_url or self._url} for what became of it.",
        )

    def _download(self, key: str, url: str, wanted: Literal["pdf", "source"]) -> FetchedFile:
        part = self._documents.part(key)
        try:
            download = self._transport.download(
                url,
                part,
                max_bytes=self._limits.file_bytes,
                find_problem=lambda path: find_document_problem(
                    path, wanted, max_unpacked=self._limits.unpacked_bytes
                ),
            )
            return self._documents.keep(
                key, sha256=download.sha256, size=download.size, etag=download.etag, url=url
            )
        finally:
            part.unlink(missing_ok=True)


class _Pages:
    """What `arxiv.Client` takes for a session: gives it the transport's answers, all of them good."""

    def __init__(self, transport: Transport, is_today: bool) -> None:
        self._transport = transport
        self._is_today = is_today
        self._terms = transport.update_terms if is_today else None
        self.url = ""
        self.total = 0

    def get(self, url: str, headers: Mapping[str, str]) -> _Page:  # noqa: ARG002 (the client's own)
        """Return a page whose status is 200; everything else is raised as one of Synth's errors."""
        self.url = url
        answer = self._transport.get_answer(
            url, find_problem=_find_feed_problem, is_today=self._is_today, terms=self._terms
        )
        head = read_feed_head(answer.body)
        if head.error is not None:
            raise _refused_by_arxiv(head.error, url)
        if answer.status != 200:
            raise SourceUnavailable(
                f"arXiv answers HTTP {answer.status}",
                url=url,
                status=answer.status,
                advice="Open the address in a browser; arXiv shuts out addresses that ask too often.",
            )
        self.total = max(self.total, head.total)
        return _Page(answer.body)


class _Page:
    """The part of a requests response that `arxiv.Client` reads."""

    status_code = 200

    def __init__(self, content: bytes) -> None:
        self.content = content


def _find_feed_problem(status: int, body: bytes) -> str | None:
    if status not in (200, 400):
        return None  # told as what it is, not asked for again
    head: FeedHead = read_feed_head(body)
    if status == 400 and head.error is None and head.problem is None:
        return "HTTP 400 without a reason"
    return head.problem


def _refused_by_arxiv(words: str, url: str) -> UsageError:
    is_about_ids = "id format" in words
    hint = "Ids look like 1911.02116v2 or hep-th/0005057." if is_about_ids else "Put it into other words."
    return UsageError(f"arXiv refuses the request: {words}", advice=f"{hint} The request was {url}")


def paper_from_result(result: arxiv.Result, arxiv_url: str) -> Paper:
    """Make a paper of a record of the `arxiv` package; pure.

    Addresses are made from the id and lie at `arxiv_url`, whatever hosts the feed names: a feed may
    lack the link to the PDF, and a mirror's feed names the original. A withdrawn version has none.
    """
    # Not get_short_id(), which knows no host but arxiv.org.
    identifier = _entry_id(result.entry_id)
    comment = clean_line(result.comment) if result.comment else None
    abstract = clean_line(result.summary)
    is_withdrawn = says_withdrawn(comment, abstract)
    return Paper(
        id=identifier.id,
        version=identifier.version,
        database=ArxivSource.name,
        title=clean_line(result.title),
        authors=tuple(clean_line(author.name) for author in result.authors if author.name.strip()),
        abstract=abstract,
        published=result.published.date().isoformat(),
        updated=result.updated.date().isoformat(),
        categories=_order_categories(result.primary_category, result.categories),
        comment=comment,
        journal_ref=clean_line(result.journal_ref) if result.journal_ref else None,
        doi=clean_line(result.doi) if result.doi else None,
        pdf_url=None if is_withdrawn else f"{arxiv_url}/pdf/{identifier}",
        source_url=None if is_withdrawn else f"{arxiv_url}/src/{identifier}",
        page_url=f"{arxiv_url}/abs/{identifier}",
        status="withdrawn" if is_withdrawn else "fine",
    )


def _entry_id(address: str) -> ArxivId:
    try:
        return parse_arxiv_id(address.rpartition("/abs/")[2])
    except UsageError as error:
        raise InvalidRecord(f"the feed has an entry named {address!r}") from error


def _order_categories(primary: str, categories: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(name for name in (primary, *categories) if name))


def _bare_ids(ids: Iterable[str]) -> list[str]:
    bare: dict[str, None] = {}
    for text in ids:
        try:
            bare[parse_arxiv_id(text).id] = None
        except UsageError:
            continue  # left out of the answer, which is how an unknown id is told
    return list(bare)


def _index_papers(papers: Iterable[Paper]) -> dict[str, Paper]:
    """Index by versioned id, and the newest version by bare id too."""
    index: dict[str, Paper] = {}
    for paper in papers:
        index[paper.versioned_id] = paper
        newest = index.get(paper.id)
        if newest is None or (paper.version or 0) >= (newest.version or 0):
            index[paper.id] = paper
    return index


def _document_urls(paper: Paper) -> tuple[tuple[str, Literal["pdf", "source"]], ...]:
    urls: list[tuple[str, Literal["pdf", "source"]]] = []
    if paper.pdf_url:
        urls.append((paper.pdf_url, "pdf"))
    if paper.source_url:
        urls.append((paper.source_url, "source"))
    return tuple(urls)
