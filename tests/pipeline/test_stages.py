"""What a stage requires is there before it runs."""

from __future__ import annotations

from dataclasses import replace

import pytest

from synth.errors import InvalidRecord
from synth.pipeline import STAGES, check_stages


def test_every_requirement_is_met_by_an_earlier_stage() -> None:
    check_stages(STAGES, given=("request",))


def test_missing_requirement_is_named_before_anything_runs() -> None:
    with pytest.raises(InvalidRecord, match="stage screen requires outcome, pinned"):
        check_stages([s for s in STAGES if s.name != "search"], given=("request",))


def test_swapped_stages_are_refused() -> None:
    with pytest.raises(InvalidRecord):
        check_stages([replace(STAGES[-1]), *STAGES[:-1]], given=("request",))
