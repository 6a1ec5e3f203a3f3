"""OpenAlex, which says of each work whether it is retracted, and no more.

Field: https://docs.openalex.org/api-entities/works/work-object#is_retracted
Filters and pages: https://developers.openalex.org/guides/filtering
The flag has been wrong: from December 2023 to March 2024 corrections and concerns were shown as
retractions (Hauschke & Nazarovets 2024, arXiv:2403.13339).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from synth.papers.registers.answers import (
    Batch,
    Line,
    UnreadableAnswerError,
    ask_in_batches,
    quoted,
    unknown,
)
from synth.papers.registers.dois import same_doi
from synth.types import Notice, Standing

if TYPE_CHECKING:
    from synth.papers.http import Transport
    from synth.settings import Settings

__all__ = ["OpenAlex", "standing_of_records"]

# OpenAlex has some works more than once; more records than DOIs are asked for, up to what a page holds.
_PER_PAGE = 100


class OpenAlex:
    """OpenAlex, or a mirror of it at `settings.openalex_url`, as a `Register`."""

    name = "openalex"

    def __init__(self, settings: Settings, transport: Transport, *, is_today: bool = True) -> None:
        terms = transport.hurried_terms("openalex", settings.register_interval_s)
        self._line = Line(settings.openalex_url, transport, terms, is_today)

    def ask(self, dois: Sequence[str]) -> Mapping[str, Standing]:
        """Return what OpenAlex says today of each of these DOIs; see `Register.ask`."""
        return ask_in_batches(self.name, dois, self._ask_batch)

    def _ask_batch(self, batch: Batch) -> dict[str, Standing]:
        fields = "select=id,doi,is_retracted"
        if batch.is_alone:
            path = f"/works/doi:{quoted(batch.dois[0])}?{fields}"
        else:
            values = "|".join(quoted(doi) for doi in batch.dois)
            path = f"/works?filter=doi:{values}&per_page={_PER_PAGE}&{fields}"
        status, answer = self._line.ask(path)
        if batch.is_alone:
            records: Any = [] if status == 404 else [answer]
        else:
            records = answer.get("results")
        if not isinstance(records, list):
            raise UnreadableAnswerError("it has no list of works")
        told = {}
        for doi in batch.dois:
            own = [row for row in records if isinstance(row, dict) and same_doi(row.get("doi"), doi)]
            if own:
                told[doi] = standing_of_records(own, doi)
        return told


def standing_of_records(records: Sequence[Mapping[str, Any]], doi: str) -> Standing:
    """Read the standing of a work from its records at OpenAlex, of which one retraction is enough; pure."""
    flags = [record.get("is_retracted") for record in records]
    if any(flag is True for flag in flags):
        notice = Notice(
            kind="retraction",
            register=OpenAlex.name,
            detail=f"OpenAlex marks {doi} as retracted, without saying by whom or why.",
            url=f"https://doi.org/{quoted(doi)}",
        )
        return Standing(state="withdrawn", notices=(notice,))
    if not all(flag is False for flag in flags):
        return unknown(OpenAlex.name, f"its record of {doi} does not say whether it is retracted")
    return Standing(state="fine")
