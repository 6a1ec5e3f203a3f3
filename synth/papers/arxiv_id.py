"""arXiv identifiers, old and new; pure.

Forms: https://info.arxiv.org/help/arxiv_identifier.html
"""

from __future__ import annotations

import re
from typing import NamedTuple

from synth.errors import UsageError

__all__ = ["ArxivId", "find_arxiv_id", "parse_arxiv_id"]

_NEW = r"\d{4}\.\d{4,5}"
_OLD = r"[a-z][a-z-]{1,15}(?:\.[a-z]{2})?/\d{7}"
_VERSION = r"(?:v([1-9]\d{0,3}))?"

_ID = re.compile(rf"({_NEW}|{_OLD}){_VERSION}", re.IGNORECASE)
_PREFIX = re.compile(
    r"arxiv:\s*|(?:https?://)?(?:dx\.)?(?:doi\.org/)?10\.48550/arxiv\."
    r"|(?:https?://)?(?P<host>[a-z0-9.:\[\]-]+)/(?:abs|pdf|src|e-print|html|format)/",
    re.IGNORECASE,
)
_SUFFIX = re.compile(r"(?:\.pdf)?(?:[?#].*)?", re.IGNORECASE)
# The archives of before April 2007; in a file's name any other word may stand before seven digits.
_ARCHIVES = (
    "acc-phys adap-org alg-geom ao-sci astro-ph atom-ph bayes-an chao-dyn chem-ph cmp-lg comp-gas cond-mat "
    "cs dg-ga funct-an gr-qc hep-ex hep-lat hep-ph hep-th math-ph math mtrl-th nlin nucl-ex nucl-th patt-sol "
    "physics plasm-ph q-alg q-bio quant-ph solv-int supr-con"
).replace(" ", "|")
# There the slash of an old id is written _ or left out, and a new one's month must be a month.
_IN_NAME = re.compile(
    rf"(?<![\d.])(\d\d(?:0[1-9]|1[0-2])\.\d{{4,5}}){_VERSION}(?!\d)"
    rf"|(?<![a-z])({_ARCHIVES})(?:\.[a-z]{{2}})?[_/-]?(\d{{7}}){_VERSION}(?!\d)",
    re.IGNORECASE,
)


class ArxivId(NamedTuple):
    """An identifier and, where one is named, a version."""

    id: str
    """Without version: "1911.02116", "hep-th/0005057"."""
    version: int | None
    """1 or more; None stands for the newest."""

    def __str__(self) -> str:
        return self.id if self.version is None else f"{self.id}v{self.version}"


def parse_arxiv_id(text: str, *, hosts: tuple[str, ...] = ()) -> ArxivId:
    """Read an id as people write it: bare, "arXiv:…", an abs or pdf address, arXiv's own DOI.

    Well formed is what arXiv's own API takes for well formed; whether the paper exists is another
    question. The subject class of an old id ("math.GT/0309136") is dropped, as arXiv does.

    Args:
        text: What the user gave.
        hosts: Hosts beside arxiv.org whose addresses count ("127.0.0.1:8000" for a mirror).

    Raises:
        UsageError: It is none of these.
    """
    rest = text.strip()
    prefix = _PREFIX.match(rest)
    if prefix and _is_known(prefix["host"], hosts):
        rest = rest[prefix.end() :]
    match = _ID.match(rest)
    if match is None or not _SUFFIX.fullmatch(rest, match.end()):
        raise UsageError(
            f"{text!r} is not an arXiv id",
            advice="Ids look like 1911.02116, 1911.02116v2 or hep-th/0005057: --paper 1911.02116",
        )
    return _build(match[1], match[2])


def find_arxiv_id(name: str) -> ArxivId | None:
    """Find the id in a file's name ("2003.11080v5.pdf", "hep-th_0005057v1.tar.gz"); None if none."""
    match = _IN_NAME.search(name)
    if match is None:
        return None
    if match[1]:
        return _build(match[1], match[2])
    return _build(f"{match[3]}/{match[4]}", match[5])


def _build(identifier: str, version: str | None) -> ArxivId:
    archive, slash, number = identifier.lower().partition("/")
    bare = archive.split(".")[0] + slash + number if slash else archive
    return ArxivId(bare, int(version) if version else None)


def _is_known(host: str | None, hosts: tuple[str, ...]) -> bool:
    if host is None:
        return True
    host = host.lower()
    return host == "arxiv.org" or host.endswith(".arxiv.org") or host in hosts
