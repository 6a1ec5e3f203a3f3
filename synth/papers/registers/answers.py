"""Asking a register in batches, and reading answers that can't be trusted to be well formed."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from http import HTTPStatus
from typing import TYPE_CHECKING, Any, NamedTuple
from urllib.parse import quote

from synth.errors import SourceError
from synth.types import Standing

if TYPE_CHECKING:
    from synth.papers.http import Answer, Transport
    from synth.papers.terms import Terms

__all__ = ["BATCH", "Batch", "Line", "UnreadableAnswerError", "ask_in_batches", "quoted", "unknown"]

BATCH = 50
"""DOIs per request at most; OpenAlex takes up to 100 values in a filter."""

_URL_BYTES = 3_000
"""Length of the DOIs in an address at most; Crossref takes 4,096 bytes for all of it."""

# They part one filter or value from the next, and no register takes them in any other way.
_PARTING = frozenset(",|+")


class UnreadableAnswerError(ValueError):
    """An answer is not of the form that the register documents."""


class Batch(NamedTuple):
    """DOIs that fit into one request."""

    dois: tuple[str, ...]
    is_alone: bool
    """True for a DOI that no filter can hold, and that has to be asked for by its own address."""


def unknown(register: str, reason: str) -> Standing:
    """The standing of a work of which a register could not tell anything."""
    return Standing(state="unknown", unasked=((register, reason),))


def ask_in_batches(
    name: str, dois: Sequence[str], ask: Callable[[Batch], Mapping[str, Standing]]
) -> dict[str, Standing]:
    """Ask batch by batch; what a batch leaves out, or fails to bring, is `unknown` with the reason.

    A register that is down is not asked for the next batch, which would only wait as long.
    """
    standings: dict[str, Standing] = {}
    outage: str | None = None
    for batch in _batches(dois):
        told: Mapping[str, Standing] = {}
        reason = outage or "does not know {doi}, which another agency may have registered"
        if outage is None:
            try:
                told = ask(batch)
            except SourceError as error:
                reason = error.message
                is_down = error.status is None or error.status >= HTTPStatus.TOO_MANY_REQUESTS
                outage = reason if is_down else None
            except UnreadableAnswerError as error:
                reason = f"its answer can't be read: {error}"
        for doi in batch.dois:
            standings[doi] = told.get(doi) or unknown(name, reason.replace("{doi}", doi))
    return standings


@dataclass(frozen=True, slots=True)
class Line:
    """A register's address and how it is asked."""

    url: str
    """Without a slash at its end."""
    transport: Transport
    terms: Terms
    is_today: bool
    """Whether only an answer of this run is taken for today's."""

    def ask(self, path: str) -> tuple[int, dict[str, Any]]:
        """Return the status and the JSON object of an answer.

        A body that is no whole JSON object is asked for again, as an outage is. The object is empty where
        the register does not know the work (404).

        Raises:
            SourceUnavailable: Out of reach, or no usable answer after the retries.
            UnreadableAnswerError: The register refuses the request.
        """
        answer: Answer = self.transport.get_answer(
            f"{self.url}{path}", find_problem=_find_problem, is_today=self.is_today, terms=self.terms
        )
        if answer.status == 404:
            return 404, {}
        if answer.status != 200:
            raise UnreadableAnswerError(f"HTTP {answer.status}")
        return 200, _read_object(answer.body)


def quoted(doi: str) -> str:
    """Return a DOI as it stands in an address."""
    return quote(doi, safe="/:;()")


def _find_problem(status: int, body: bytes) -> str | None:
    if status != 200:
        return None  # told as what it is
    try:
        _read_object(body)
    except UnreadableAnswerError as error:
        return str(error)
    return None


def _read_object(body: bytes) -> dict[str, Any]:
    try:
        content = json.loads(body)
    except (ValueError, RecursionError) as error:
        raise UnreadableAnswerError(f"not whole JSON ({type(error).__name__})") from error
    if not isinstance(content, dict):
        raise UnreadableAnswerError(f"JSON of another form ({type(content).__name__})")
    return content


def _batches(dois: Sequence[str]) -> Iterator[Batch]:
    together: list[str] = []
    size = 0
    for doi in dict.fromkeys(dois):
        if _PARTING & set(doi):
            yield Batch((doi,), True)
            continue
        length = len(quoted(doi)) + len("doi:,")
        if together and (len(together) == BATCH or size + length > _URL_BYTES):
            yield Batch(tuple(together), False)
            together, size = [], 0
        together.append(doi)
        size += length
    if together:
        yield Batch(tuple(together), False)
