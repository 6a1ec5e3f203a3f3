"""Quotations → what one paper has from another, told once a pair of papers. Pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Protocol

from synth.report.citing import PaperName
from synth.report.phrases import shorten
from synth.report.view_records import QuotationView, QuotedValue, Reference
from synth.types import JudgedClaim, Quotation

__all__ = ["quotation_views"]

MOST_VALUES = 6
"""Values of one paper in another that are told one by one."""


class Index(Protocol):
    """Numbers and addresses of papers and claims."""

    @property
    def names(self) -> Mapping[str, PaperName]:
        """What a reader calls each paper, by id."""

    @property
    def claims(self) -> Mapping[str, tuple[int, JudgedClaim]]:
        """The number in the report of each claim, and the claim, by id."""

    def paper(self, id: str | None) -> Reference | None:
        """Return where a paper stands in the report; None where it does not."""

    def claim(self, id: str) -> Reference | None:
        """Return where a claim stands in the report; None where it does not."""


def quotation_views(quotations: Sequence[Quotation], index: Index) -> tuple[QuotationView, ...]:
    """Return the quotations by pairs of papers, those that differ first; a repeated value is told once."""
    groups: dict[tuple[bool, str, str, bool], dict[tuple[str, str], Quotation]] = {}
    for quotation in quotations:
        if quotation.claim_id in index.claims and quotation.origin_claim_id in index.claims:
            ids = [
                index.claims[id][1].claim.paper_id or ""
                for id in (quotation.claim_id, quotation.origin_claim_id)
            ]
            group = groups.setdefault((quotation.agrees, ids[0], ids[1], quotation.is_told), {})
            group.setdefault((quotation.subject, quotation.value), quotation)
    return tuple(_view(key, tuple(groups[key].values()), index) for key in sorted(groups))


def _view(key: tuple[bool, str, str, bool], found: Sequence[Quotation], index: Index) -> QuotationView:
    agrees, paper, origin, is_told = key
    is_plural = paper in index.names and index.names[paper].is_plural
    unknown = Reference(text="?", anchor=None)
    return QuotationView(
        source=index.names[paper].text if paper in index.names else paper,
        paper=index.paper(paper) or unknown,
        origin_source=index.names[origin].text if origin in index.names else origin,
        origin=index.paper(origin) or unknown,
        verb=("quote" if is_told else "print") + ("" if is_plural else "s"),
        agrees=agrees,
        values=tuple(
            QuotedValue(
                subject=shorten(quotation.subject, 200),
                value=shorten(quotation.value),
                origin_value=shorten(quotation.origin_value),
                claim=index.claim(quotation.claim_id) or unknown,
                origin_claim=index.claim(quotation.origin_claim_id) or unknown,
            )
            for quotation in found[:MOST_VALUES]
        ),
        n_more=len(found[MOST_VALUES:]),
    )
