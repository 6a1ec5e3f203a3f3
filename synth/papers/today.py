"""What became of the papers of a report: today's versions, and whether they still stand."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, NamedTuple

from synth.errors import SynthError
from synth.papers.registers.dois import read_dois
from synth.papers.standing import carry_over, join_registers, join_standings, source_standing
from synth.types import Paper, PaperChange, PaperRevision, Standing

if TYPE_CHECKING:
    from synth.ports import PaperSource, Register

__all__ = ["IDS_PER_QUERY", "ask_today"]

IDS_PER_QUERY = 100
"""Papers per query to a database."""

# The demo's papers are invented, and so are their DOIs: no register has heard of them.
_INVENTED = "demo"


class _Found(NamedTuple):
    """Today's record of a paper, or why there is none."""

    paper: Paper | None
    gap: str | None
    """Why there is none, or why it does not count; None for a good one."""
    is_changed: bool = False
    """Whether the same version has another document now, as a file of a folder can have."""


def ask_today(
    papers: Sequence[Paper],
    source_of: Callable[[str], PaperSource],
    *,
    registers: Sequence[Register] = (),
    sha256: Mapping[str, str] | None = None,
    earlier: Mapping[str, Standing] | None = None,
) -> tuple[PaperChange, ...]:
    """Ask today's version and standing of every paper; nothing is taken from an earlier day's answers.

    One query per 100 papers of a database, and one per register and 50 DOIs. Whatever can't be asked
    is `unknown` with the reason: never left out, never taken for fine, and no reason for the others to
    go unasked. arXiv is the register of a paper that has no DOI; with one, all `registers` are asked.

    Args:
        papers: As an earlier state has them; give those of many runs at once to share the queries.
        source_of: Returns the source of a `Paper.database`; its `SynthError` makes its papers unknown.
        registers: Those that the settings name; where there are none, a paper with a DOI is unknown.
        sha256: Digest of the document that was read, by `Paper.versioned_id`; without one, another
            document of the same version is not noticed.
        earlier: Standing in the earlier state by `Paper.versioned_id`, so that a notice known then is no
            news now, and is not forgotten while its register is out of reach.

    Returns:
        One change per paper, in order. `status` tells what is new since `earlier`; `standing` what holds.
    """
    found = _find_all(papers, source_of, sha256 or {})
    dois = [read_dois(f"{paper.doi or ''} {_today_doi(found[index])}") for index, paper in enumerate(papers)]
    asked = {index: () if paper.database == _INVENTED else dois[index] for index, paper in enumerate(papers)}
    told = _ask_registers(registers, [doi for index in asked for doi in asked[index]])
    return tuple(
        _change(
            paper, found[index], [told[doi] for doi in asked[index]], (earlier or {}).get(paper.versioned_id)
        )
        for index, paper in enumerate(papers)
    )


# --------------------------------------------------------------------------- databases


def _find_all(
    papers: Sequence[Paper], source_of: Callable[[str], PaperSource], sha256: Mapping[str, str]
) -> list[_Found]:
    found: dict[int, _Found] = {}
    for database in dict.fromkeys(paper.database for paper in papers):
        own = [index for index, paper in enumerate(papers) if paper.database == database]
        try:
            source = source_of(database)
        except SynthError as error:
            found.update((index, _Found(None, error.message)) for index in own)
            continue
        newest = dict(_ask_source(source, list(dict.fromkeys(papers[index].id for index in own))))
        for index in own:
            answer = newest[papers[index].id]
            found[index] = _compare(papers[index], answer, source, sha256.get(papers[index].versioned_id))
    return [found[index] for index in range(len(papers))]


def _ask_source(source: PaperSource, ids: Sequence[str]) -> Iterator[tuple[str, _Found]]:
    for start in range(0, len(ids), IDS_PER_QUERY):
        batch = ids[start : start + IDS_PER_QUERY]
        try:
            newest = source.newest(batch)
            missing = f"{source.name} did not name it among the papers asked for"
        except SynthError as error:
            newest, missing = {}, error.message
        for identifier in batch:
            paper = newest.get(identifier)
            yield identifier, _Found(paper, missing if paper is None else None)


def _compare(paper: Paper, found: _Found, source: PaperSource, sha256: str | None) -> _Found:
    today = found.paper
    if today is None:
        return found
    if (today.version or 0) < (paper.version or 0):
        return _Found(
            None,
            f"{source.name} has {today.versioned_id} only, and {paper.versioned_id} was read",
        )
    if (
        source.keeps_versions
        or sha256 is None
        or today.version != paper.version
        or today.status == "withdrawn"
    ):
        return found
    try:
        return found._replace(is_changed=source.fetch(today).sha256 != sha256)
    except SynthError as error:
        return _Found(None, error.message)


# --------------------------------------------------------------------------- registers


def _today_doi(found: _Found) -> str:
    return found.paper.doi or "" if found.paper else ""


def _ask_registers(registers: Sequence[Register], dois: Sequence[str]) -> dict[str, Standing]:
    distinct = list(dict.fromkeys(dois))
    if not distinct:
        return {}
    if not registers:
        off = Standing(state="unknown", unasked=(("crossref", "all registers are switched off"),))
        return dict.fromkeys(distinct, off)
    answers = {register.name: register.ask(distinct) for register in registers}
    return {doi: join_registers({name: told[doi] for name, told in answers.items()}) for doi in distinct}


# --------------------------------------------------------------------------- one paper


def _change(paper: Paper, found: _Found, by_doi: Sequence[Standing], earlier: Standing | None) -> PaperChange:
    today = found.paper
    if today is None:
        own = Standing(state="unknown", unasked=((paper.database, found.gap or "gave no answer"),))
    else:
        own = source_standing(today)
    standing = carry_over(earlier, join_standings([own, *by_doi]))
    status = _status(paper, found, standing, earlier)
    return PaperChange(
        paper=paper,
        today=today,
        status=status,
        standing=standing,
        explanation=_explain(paper, found, status, standing),
    )


def _status(paper: Paper, found: _Found, standing: Standing, earlier: Standing | None) -> PaperRevision:
    known = set(earlier.notices) if earlier else set()
    news = [notice for notice in standing.notices if notice not in known]
    if standing.state == "withdrawn" and (news or not earlier or earlier.state != "withdrawn"):
        return "withdrawn" if standing.notices[0].kind == "withdrawal" else "retracted"
    if found.paper is None:
        return "unknown"
    if found.is_changed or found.paper.version != paper.version:
        return "new_version"
    return "corrected" if news else "unchanged"


def _explain(paper: Paper, found: _Found, status: PaperRevision, standing: Standing) -> str:
    if status in ("withdrawn", "retracted", "corrected"):
        return standing.notices[0].detail
    if found.paper is None:
        return f"{paper.id} could not be asked: {found.gap}"
    if status == "new_version":
        if found.is_changed:
            return f"The file of {paper.versioned_id} is another one than the one that was read."
        return f"{found.paper.versioned_id} has taken the place of {paper.versioned_id}."
    if standing.state == "withdrawn":
        return f"{paper.versioned_id} is still withdrawn or retracted: {standing.notices[0].detail}"
    if standing.state == "unknown":
        gaps = (
            "; ".join(f"{name}: {reason}" for name, reason in standing.unasked) or standing.notices[0].detail
        )
        return f"{paper.versioned_id} is still the newest version; whether it stands is not known ({gaps})."
    return f"{paper.versioned_id} is still the newest version, and nothing was said against it."
