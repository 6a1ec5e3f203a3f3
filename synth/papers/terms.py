"""On what terms a host is asked: how often, how long for, and when it is given up. Pure."""

from __future__ import annotations

import math
from typing import NamedTuple

from synth.papers.limiter import LONGEST_PAUSE_S
from synth.settings import Settings

__all__ = ["Terms", "hurried", "in_update", "usual_terms"]

# A host that can't be reached at all rarely comes back within seconds: fail while the user still looks.
_CONNECT_RETRIES = 2
# What can be asked another day is not worth minutes of waiting.
_FEW_RETRIES = 3
_SHORT_CONNECT_S = 5.0
_SHORT_WAIT_S = 20.0
_SHORT_REQUEST_S = 60.0
_SHORT_BACKOFF_S = 0.3
_SHORT_TRIES_S = 8.0
_UPDATE_TRIES_S = 60.0
# A server that trickles bytes passes every read timeout; a request ends after this many of them.
_TIMEOUTS_PER_REQUEST = 30


class Terms(NamedTuple):
    """On what terms a host is asked: how often, and how long for."""

    lane: str
    """Requests of one lane take turns, in all processes that share a home."""
    interval_s: float
    """Seconds between them."""
    retries: int
    """Further tries after a failure that may pass."""
    connect_retries: int
    """Further tries where the host can't be reached at all, at most `retries`."""
    connect_timeout_s: float
    """Seconds for a connection to come about."""
    silence_s: float
    """Seconds without a byte after which a request is given up."""
    request_s: float
    """Seconds after which a request is given up, however many bytes still trickle in."""
    backoff_s: float
    """Seconds before the second try; doubled with each further one, up to a minute."""
    tries_s: float
    """Seconds after which no further try is begun."""
    longest_wait_s: float
    """A server that asks for a longer pause is given up."""
    headers: tuple[tuple[str, str], ...] = ()
    """Sent with every request."""


def usual_terms(settings: Settings, lane: str, interval_s: float, backoff_s: float) -> Terms:
    """Return the terms of a host that a run depends on."""
    return Terms(
        lane=lane,
        interval_s=interval_s,
        retries=settings.request_retries,
        connect_retries=_CONNECT_RETRIES,
        connect_timeout_s=settings.request_timeout_s,
        silence_s=settings.request_timeout_s,
        request_s=_TIMEOUTS_PER_REQUEST * settings.request_timeout_s,
        backoff_s=backoff_s,
        tries_s=math.inf,
        longest_wait_s=LONGEST_PAUSE_S,
    )


def in_update(terms: Terms) -> Terms:
    """Return terms for an update: trouble that passes is waited out for a minute, a dead host is not."""
    return terms._replace(
        connect_retries=1,
        connect_timeout_s=min(_SHORT_CONNECT_S, terms.connect_timeout_s),
        tries_s=_UPDATE_TRIES_S,
    )


def hurried(terms: Terms, headers: tuple[tuple[str, str], ...] = ()) -> Terms:
    """Return terms for what can be put off to another day: few tries, short waits."""
    return terms._replace(
        retries=min(_FEW_RETRIES, terms.retries),
        connect_retries=1,
        connect_timeout_s=min(_SHORT_CONNECT_S, terms.connect_timeout_s),
        silence_s=min(_SHORT_WAIT_S, terms.silence_s),
        request_s=min(_SHORT_REQUEST_S, terms.request_s),
        backoff_s=min(_SHORT_BACKOFF_S, terms.backoff_s),
        tries_s=_SHORT_TRIES_S,
        longest_wait_s=_SHORT_WAIT_S,
        headers=headers,
    )
