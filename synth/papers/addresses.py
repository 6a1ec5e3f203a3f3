"""Addresses and where a redirect may lead; pure."""

from __future__ import annotations

from urllib.parse import urljoin, urlsplit

from synth.errors import SourceUnavailable

__all__ = ["follow", "host"]


def host(url: str) -> str:
    """Return the host and port of an address; the address itself where it has none."""
    try:
        return urlsplit(url).netloc or url
    except ValueError:
        # A bracket that is never closed; what is asked of it will say so.
        return url


def follow(url: str, location: str) -> str:
    """Return where a redirect leads, as long as it stays with the host that was asked.

    arXiv's hosts count as one. Raises `SourceUnavailable` for any other, and for a step down from
    https: an answer must not be able to send us to a machine of its choice.
    """
    target = urljoin(url, location)
    old, new = urlsplit(url), urlsplit(target)
    is_same = old.netloc == new.netloc and (new.scheme == old.scheme or new.scheme == "https")
    if not is_same and not (_is_arxiv(old.hostname) and _is_arxiv(new.hostname) and new.scheme == "https"):
        raise SourceUnavailable(
            f"{url} redirects to another host, {new.netloc or location}",
            url=url,
            advice="Set SYNTH_ARXIV_URL to the host that you mean.",
        )
    return target


def _is_arxiv(host: str | None) -> bool:
    return host is not None and (host == "arxiv.org" or host.endswith(".arxiv.org"))
