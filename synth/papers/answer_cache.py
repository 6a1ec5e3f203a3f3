"""Good answers of an API on disk: the only file that knows requests_cache."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

from requests_cache.backends.sqlite import SQLiteCache
from requests_cache.models.request import CachedRequest
from requests_cache.models.response import CachedResponse

from synth.errors import StoreError
from synth.identity import digest

__all__ = ["AnswerCache"]

# Clocks of machines that share a home differ a little; an answer from further ahead is not believed.
_CLOCK_SKEW_S = 60.0


class AnswerCache:
    """Answers by address, with the time at which they were given.

    All methods raise `StoreError` when the cache can't be read or written.

    Args:
        folder: Where the cache lies; made with the first answer.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._cache: SQLiteCache | None = None
        self._opening = threading.Lock()

    def find(self, url: str, max_age_s: float | None) -> bytes | None:
        """Return the kept body if it is no older than `max_age_s`; None stands for any age."""
        if not (self._folder / "answers.sqlite").exists():
            return None
        with self._translated():
            kept = self._open().get_response(digest(url))
        if kept is None:
            return None
        age_s = (datetime.now(UTC) - _in_utc(kept.created_at)).total_seconds()
        is_fresh = max_age_s is None or -_CLOCK_SKEW_S <= age_s <= max_age_s
        return bytes(kept.content) if is_fresh else None

    def keep(self, url: str, body: bytes) -> None:
        """Keep a good answer, in place of any earlier one."""
        kept = CachedResponse(
            content=body,
            status_code=200,
            url=url,
            request=CachedRequest(method="GET", url=url),
        )
        with self._translated():
            self._folder.mkdir(parents=True, exist_ok=True)
            self._open().responses[digest(url)] = kept

    def close(self) -> None:
        """Give back the cache's file."""
        if self._cache is not None:
            self._cache.close()  # type: ignore[no-untyped-call]
            self._cache = None

    def _open(self) -> SQLiteCache:
        with self._opening:
            if self._cache is None:
                # JSON, not the default pickle: a cache file must not be able to run code.
                self._cache = SQLiteCache(
                    self._folder / "answers.sqlite", serializer="json", busy_timeout=30_000
                )
            return self._cache

    @contextmanager
    def _translated(self) -> Iterator[None]:
        # The cache raises sqlite3's errors, whose module has its own edge file; whatever goes wrong in
        # here is the store's condition, and is told as that.
        try:
            yield
        except Exception as error:
            raise StoreError(
                f"the cache in {self._folder} can't be used: {error}",
                advice=f"Make room, make it writable, or remove it: rm -r {self._folder}",
            ) from error


def _in_utc(moment: datetime) -> datetime:
    return moment.replace(tzinfo=UTC) if moment.tzinfo is None else moment.astimezone(UTC)
