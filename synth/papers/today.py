"""What became of the papers of a report: today's versions, and whether they still stand."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING, NamedTuple

from synth.errors import SynthError
from synth.papers.registers.dois import read_dois
from synth.papers.standing import carry_over, join_registers, join_standings, source_standing
from synth.types import Notice, Paper, PaperChange, PaperRevision, Standing

if TYPE_CHECKING:
    from synth.ports import PaperSource, Register

__all__ = ["IDS_PER_QUERY", "KnownPaper", "ask_standing", "ask_today"]

IDS_PER_QUERY = 100
"""Papers per query to a database."""

# The demo's papers are invented, and so are their DOIs: no register has heard of them.
_INVENTED = "demo"


class KnownPaper(NamedTuple):
    """A paper as an earlier state has it."""

    paper: Paper
    """The version that was read."""
    sha256: str | None = None
    """Digest of the document; without it, another document of the same version is not noticed."""
    standing: Standing | None = None
    """What the registers said then: a notice known then is no news now, and is not forgotten while its
    register is out of reach."""


class _Found(NamedTuple):
    """Today's record of a paper, or why there is none."""

    paper: Paper | None
    gap: str | None
    """Why there is none, or why it does not count; None for a good one."""
    is_changed: bool = False
    """Whether the same version has another document now, as a file of a folder can have."""


def ask_today(
    known: Sequence[KnownPaper],
    source_of: Callable[[str], PaperSource],
    *,
    registers: Sequence[Register] = (),
) -> tuple[PaperChange, ...]:
    """Ask today's version and standing of every paper; nothing is taken from an earlier day's answers.

    One query per 100 papers of a database, and one per register and 50 DOIs. Whatever can't be asked
    is `unknown` with the reason: never left out, never taken for fine, and no reason for the others to
    go unasked. arXiv is the register of a paper that has no DOI; with one, all `registers` are asked.

    Args:
        known: Papers of one state or of many: one that occurs twice is asked once.
        source_of: Returns the source of a `Paper.database`; its `SynthError` makes its papers unknown.
        registers: Those that the settings name; where there are none, a paper with a DOI is unknown.

    Returns:
        One change per paper, in order. `status` tells what is new; `standing` what holds.
    """
    found = _find_all(known, source_of)
    dois = [_dois(paper.paper, today) for paper, today in zip(known, found, strict=True)]
    told = _ask_registers(registers, [doi for own in dois for doi in own])
    return tuple(
        _change(paper, today, [told[doi] for doi in own])
        for paper, today, own in zip(known, found, dois, strict=True)
    )


def ask_standing(papers: Sequence[Paper], registers: Sequence[Register]) -> tuple[Standing, ...]:
    """Return the standing of papers whose records were got just now, in order: only registers are asked."""
    found = [_Found(paper, None) for paper in papers]
    dois = [_dois(paper, today) for paper, today in zip(papers, found, strict=True)]
    told = _ask_registers(registers, [doi for own in dois for doi in own])
    return tuple(
        join_standings([source_standing(paper), *(told[doi] for doi in own)])
        for paper, own in zip(papers, dois, strict=True)
    )


# --------------------------------------------------------------------------- databases


def _find_all(known: Sequence[KnownPaper], source_of: Callable[[str], PaperSource]) -> list[_Found]:
    found: dict[int, _Found] = {}
    for database in dict.fromkeys(item.paper.database for item in known):
        own = {index: item for index, item in enumerate(known) if item.paper.database == database}
        try:
            source = source_of(database)
        except SynthError as error:
            found.update((index, _Found(None, error.message)) for index in own)
            continue
        newest = dict(_ask_source(source, list(dict.fromkeys(item.paper.id for item in own.values()))))
        for index, item in own.items():
            found[index] = _compare(item, newest[item.paper.id], source)
    return [found[index] for index in range(len(known))]


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


def _compare(known: KnownPaper, found: _Found, source: PaperSource) -> _Found:
    paper, sha256, today = known.paper, known.sha256, found.paper
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


def _dois(paper: Paper, found: _Found) -> tuple[str, ...]:
    """Return the DOIs to ask for: a record may have got one since, and may have lost one."""
    if paper.database == _INVENTED:
        return ()
    today = found.paper.doi if found.paper else None
    return read_dois(f"{paper.doi or ''} {today or ''}")


def _ask_registers(registers: Sequence[Register], dois: Sequence[str]) -> dict[str, Standing]:
    distinct = list(dict.fromkeys(dois))
    if not distinct:
        return {}
    if not registers:
        off = Standing(state="unknown", unasked=(("crossref", "all registers are switched off"),))
        return dict.fromkeys(distinct, off)
    # At the same time: one that is out of reach must not add its wait to the other's.
    with ThreadPoolExecutor(max_workers=len(registers)) as pool:
        answers = list(pool.map(lambda register: register.ask(distinct), registers))
    names = [register.name for register in registers]
    return {
        doi: join_registers({name: told[doi] for name, told in zip(names, answers, strict=True)})
        for doi in distinct
    }


# --------------------------------------------------------------------------- one paper


def _change(known: KnownPaper, found: _Found, by_doi: Sequence[Standing]) -> PaperChange:
    paper, today = known.paper, found.paper
    if today is None:
        own = Standing(state="unknown", unasked=((paper.database, found.gap or "gave no answer"),))
    else:
        own = source_standing(today)
    standing = carry_over(known.standing, join_standings([own, *by_doi]))
    before = known.standing.notices if known.standing else ()
    news = [notice for notice in standing.notices if notice not in before]
    status = _status(paper, found, standing, news)
    is_told = status in ("retracted", "withdrawn", "corrected")
    return PaperChange(
        paper=paper,
        today=today,
        status=status,
        standing=standing,
        explanation=_name(paper, news[0].detail) if is_told else _explain(paper, found, standing),
    )


def _status(paper: Paper, found: _Found, standing: Standing, news: Sequence[Notice]) -> PaperRevision:
    gravest = news[0].kind if news and standing.state == "withdrawn" else None
    if gravest == "retraction":
        return "retracted"
    if gravest == "withdrawal":
        return "withdrawn"
    if found.paper is None:
        return "unknown"
    if found.is_changed or found.paper.version != paper.version:
        return "new_version"
    return "corrected" if news else "unchanged"


def _name(paper: Paper, detail: str) -> str:
    return detail if detail.startswith(paper.id) else f"{paper.versioned_id}: {detail}"


def _explain(paper: Paper, found: _Found, standing: Standing) -> str:
    if found.paper is None:
        return f"{paper.id} could not be asked: {found.gap}"
    if found.is_changed:
        return f"The file of {paper.versioned_id} is another one than the one that was read."
    if found.paper.version != paper.version:
        return f"{found.paper.versioned_id} has taken the place of {paper.versioned_id}."
    if standing.state == "withdrawn":
        return f"{paper.versioned_id} is still withdrawn or retracted. {standing.notices[0].detail}"
    if standing.state == "unknown":
        gaps = "; ".join(
            [f"{name}: {reason}" for name, reason in standing.unasked]
            or [notice.detail for notice in standing.notices]
        )
        return f"{paper.versioned_id} is still the newest version; whether it stands is not known ({gaps})."
    return f"{paper.versioned_id} is still the newest version, and nothing was said against it."
