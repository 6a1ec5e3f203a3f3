"""A quantity under construction.

Conventions of the drafts, which become `Quantity`:

- `start:end` takes in the hedge ("over 40%"), the number and its unit of measure ("2.1 BLEU
  points"); a counted noun ("8 V100 GPUs") is named in `unit` and not part of the span, since words
  may stand between.
- A scale stays beside the number: "12k examples" has value "12" and unit "thousand examples".
- "over 40" has value "40" and low "40"; "up to 40" has high "40"; "71.2–73.3" has no value, low
  "71.2" and high "73.3"; "85.3 [84.1, 86.5]" has all three.
- "from 71.2 to 73.3" of something that changes is two quantities; "ranging from" is an interval.
- "half of", "twofold", "three times" have unit "x"; "one third" has value "0.33".
"""

from __future__ import annotations

from dataclasses import dataclass

from synth.types import Comparator

__all__ = ["Draft"]


@dataclass(slots=True, kw_only=True)
class Draft:
    """A quantity under construction; see `synth.types.Quantity` for the fields they share."""

    start: int
    end: int
    number_start: int
    """Offset of the number itself, behind the hedge."""
    number_end: int
    """Offset behind the number and its uncertainty, before the unit."""
    value: str | None
    low: str | None = None
    high: str | None = None
    uncertainty: str | None = None
    unit: str | None = None
    comparator: Comparator = "="
    hedge: str | None = None
    sign: str = ""
    metric: str | None = None
    """A metric printed as the unit: "28.4 BLEU"."""
    qualifier: str = ""
    """"absolute" or "relative", where one stands behind the number."""
    noun: str | None = None
    """The counted noun as printed, in its own right or behind a scale."""
    kind: str = "digits"
    """How the number is written: `Numeral.kind`."""
    grows: bool | None = None
    """For "doubles" and "halves"."""
    is_share: bool = False
    """Whether it is told as so many of a whole: "nine out of ten"."""
    pair: Draft | None = None
    """For the second of "from A to B": the first."""
    is_p_value: bool = False
    """Whether it is a probability of error: "p < 0.05"."""
    list_id: int = -1
    """Quantities of one enumeration share it; -1 for one that stands alone."""
