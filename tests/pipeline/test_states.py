"""States of a run are kept, whatever is asked afterwards."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from synth.errors import UsageError
from synth.states import Asked, Check, State, keep_report, keep_state, load_check, load_state, note_check
from synth.store import Store
from synth.types import Standing
from tests.report.sample import sample_report


@pytest.fixture
def store(tmp_path: Path):
    with Store(tmp_path / "store.db") as opened:
        opened.put_run("run-1", question="q", sources="demo", folder="/a", state="done")
        yield opened


ASKED = Asked(sources=("demo",), formats=("json",))


def test_report_of_a_run_that_was_never_updated_takes_the_place_of_its_first_state(store: Store) -> None:
    first = sample_report()[0]
    keep_report(store, "run-1", first, ASKED, ())
    keep_report(store, "run-1", replace(first, title="Another"), ASKED, ())
    assert [row.number for row in store.states("run-1")] == [1]
    assert load_state(store, "run-1").report.title == "Another"


def test_report_after_an_update_is_a_state_of_its_own(store: Store) -> None:
    first = sample_report()[0]
    keep_report(store, "run-1", first, ASKED, ())
    second = replace(load_state(store, "run-1"), number=2, report=replace(first, title="Updated"))
    keep_state(store, second)
    keep_report(store, "run-1", first, ASKED, ())
    assert [load_state(store, "run-1", n).report.title for n in (1, 2, 3)] == [
        first.title,
        "Updated",
        first.title,
    ]
    keep_report(store, "run-1", first, ASKED, ())
    assert len(store.states("run-1")) == 3, "the newest state's report is no new state"
    assert store.runs()[0].states == 3


def test_state_that_is_not_kept_is_named(store: Store) -> None:
    keep_report(store, "run-1", sample_report()[0], ASKED, ())
    with pytest.raises(UsageError, match="no state 2"):
        load_state(store, "run-1", 2)
    with pytest.raises(UsageError, match="no report yet"):
        load_state(store, "run-2")


def test_state_comes_back_as_it_was(store: Store) -> None:
    state = State(run_id="run-1", number=1, created="2026-11-22", report=sample_report()[0], asked=ASKED)
    keep_state(store, state)
    assert load_state(store, "run-1") == state


def test_check_keeps_what_it_did_not_ask_for(store: Store) -> None:
    fine, gone = Standing(state="fine"), Standing(state="withdrawn")
    note_check(store, "run-1", Check(checked="1", standings=(("a", fine), ("b", fine)), listed=("x",)))
    note_check(store, "run-1", Check(checked="2", standings=(("b", gone),), listed=("y",)))
    check = load_check(store, "run-1")
    assert check == Check(checked="2", standings=(("a", fine), ("b", gone)), listed=("x", "y"))
    assert store.runs()[0].checked == "2"
