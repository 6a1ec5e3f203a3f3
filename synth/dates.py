"""Dates as people give them: a year, a month or a day."""

from __future__ import annotations

import calendar
import re
from datetime import date

from synth.errors import UsageError

__all__ = ["read_span"]

_DATE = re.compile(r"(\d{4})(?:-(\d{1,2})(?:-(\d{1,2}))?)?")


def read_span(since: str | None, until: str | None) -> tuple[str | None, str | None]:
    """Return both ends as ISO 8601 days; a year or month means its first day for `since`, last for `until`.

    Raises `UsageError` for what is no date and for a span that ends before it begins.
    """
    first = None if since is None else _read(since, "--since", is_end=False)
    last = None if until is None else _read(until, "--until", is_end=True)
    if first and last and first > last:
        raise UsageError(
            f"--since {since} lies after --until {until}",
            advice=f"Swap them: --since {until} --until {since}",
        )
    return (first.isoformat() if first else None), (last.isoformat() if last else None)


def _read(text: str, flag: str, *, is_end: bool) -> date:
    match = _DATE.fullmatch(text.strip())
    try:
        if match is None:
            raise ValueError("not YYYY-MM-DD")
        year = int(match[1])
        month = int(match[2] or (12 if is_end else 1))
        day = int(match[3] or (calendar.monthrange(year, month)[1] if is_end else 1))
        return date(year, month, day)
    except ValueError as error:
        raise UsageError(
            f"{flag} is {text!r}, which is no date ({error})",
            advice=f"Give a year, a month or a day: {flag} 2020, {flag} 2020-06, {flag} 2020-06-30",
        ) from error
