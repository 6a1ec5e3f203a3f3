"""Registers of published works: what was said against a paper since it got its DOI."""

from __future__ import annotations

from typing import TYPE_CHECKING

from synth.errors import UsageError
from synth.papers.registers.crossref import Crossref
from synth.papers.registers.dois import read_dois
from synth.papers.registers.openalex import OpenAlex

if TYPE_CHECKING:
    from synth.papers.http import Transport
    from synth.ports import Register
    from synth.settings import Settings

__all__ = ["Crossref", "OpenAlex", "make_registers", "read_dois"]


def make_registers(
    settings: Settings, transport: Transport, *, is_today: bool = True
) -> tuple[Register, ...]:
    """Build the registers of the settings, in the order in which they are asked.

    Args:
        settings: Which registers, and where they are.
        transport: Makes the requests.
        is_today: No answer counts that an earlier command was given; a report takes one of the same day.

    Raises:
        UsageError: An address is none.
    """
    for variable, url in (
        ("SYNTH_CROSSREF_URL", settings.crossref_url),
        ("SYNTH_OPENALEX_URL", settings.openalex_url),
    ):
        if not url.startswith(("http://", "https://")):
            raise UsageError(
                f"{variable} is {url!r}, which is no address",
                advice=f"It should look like https://api.example.org, or unset it: unset {variable}",
            )
    built: dict[str, Register] = {
        Crossref.name: Crossref(settings, transport, is_today=is_today),
        OpenAlex.name: OpenAlex(settings, transport, is_today=is_today),
    }
    return tuple(built[name] for name in settings.registers)
