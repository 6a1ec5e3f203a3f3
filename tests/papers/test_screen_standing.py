"""What was retracted where it was published is left out of a report before it is read."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from synth.papers import RankedPaper, screen_standing
from synth.types import Notice, Paper, Question, SearchPlan, Standing

RETRACTED = Standing(
    state="withdrawn",
    notices=(Notice(kind="retraction", register="crossref", detail="Its publisher retracted it."),),
)
FINE = Standing(state="fine")
SILENT = Standing(state="unknown", unasked=(("crossref", "can't be reached"),))


class StubRegister:
    """A register that says what it is told to."""

    name = "crossref"

    def __init__(self, told: Mapping[str, Standing]) -> None:
        self.told = told
        self.asked: list[str] = []

    def ask(self, dois: Sequence[str]) -> Mapping[str, Standing]:
        self.asked += dois
        return {doi: self.told[doi] for doi in dois}


def ranked(*dois: str | None, database: str = "arxiv") -> list[RankedPaper]:
    """Papers p0, p1, … of falling relevance."""
    return [
        RankedPaper(
            Paper(id=f"p{n}", version=1, database=database, title="On Moss", doi=doi, status="fine"),
            0.9 - n / 10,
        )
        for n, doi in enumerate(dois)
    ]


def plan(max_papers: int) -> SearchPlan:
    return SearchPlan(question=Question(text="Moss?"), facets=(), queries=(), max_papers=max_papers)


def test_the_next_paper_takes_the_place_of_a_retracted_one_and_is_asked_about() -> None:
    register = StubRegister({"10.5555/a": RETRACTED, "10.5555/b": FINE, "10.5555/c": RETRACTED})
    decisions = screen_standing(plan(1), ranked("10.5555/a", "10.5555/b", "10.5555/c"), lambda: [register])
    assert [decision.outcome for decision in decisions] == ["excluded", "included", "excluded"]
    assert (decisions[0].reason, decisions[0].detail) == ("withdrawn", "Its publisher retracted it.")
    assert decisions[2].reason == "below_rank"
    assert register.asked == ["10.5555/a", "10.5555/b"]


def test_a_paper_of_which_nothing_sure_is_known_stays_and_is_not_fine() -> None:
    only = screen_standing(plan(1), ranked("10.5555/a"), lambda: [StubRegister({"10.5555/a": SILENT})])[0]
    assert (only.outcome, only.paper.status) == ("included", "unknown")


def test_a_pinned_paper_stays_and_what_is_said_against_it_is_told() -> None:
    papers = ranked("10.5555/a")
    heard: list[str] = []
    register = StubRegister({"10.5555/a": RETRACTED})
    only = screen_standing(plan(1), papers, lambda: [register], pinned=[papers[0].paper], tell=heard.append)[
        0
    ]
    assert (only.outcome, only.paper.status) == ("included", "unknown")
    assert heard == ["p0v1: Its publisher retracted it."]


def test_papers_without_a_doi_and_invented_ones_are_not_asked_about() -> None:
    register = StubRegister({})
    assert [d.paper.status for d in screen_standing(plan(2), ranked(None, None), lambda: [register])] == [
        "fine"
    ] * 2
    invented = ranked("10.5555/a", database="demo")
    assert screen_standing(plan(1), invented, lambda: [register])[0].paper.status == "fine"
    assert register.asked == []
