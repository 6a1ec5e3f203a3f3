"""Faults on order: which one a request meets follows from the seed, its address and its turn alone."""

from __future__ import annotations

import random
from dataclasses import dataclass, fields

NAMES = ("429", "429_retry_after", "503", "reset", "truncate", "html", "hang", "empty", "malformed")
"""All faults: two refusals, an outage, a broken connection, half of the body, a web page in place of
the answer, no answer at all, a feed without its entries, XML that stops in the middle."""


@dataclass(frozen=True)
class Faults:
    """Rates of faults, 0 to 1, by name; `rate_429` is shared by answers with and without Retry-After.

    `html`, `truncate` and `reset` also strike documents; `empty` and `malformed` the API only.
    """

    rate_429: float = 0.0
    rate_503: float = 0.0
    reset: float = 0.0
    truncate: float = 0.0
    html: float = 0.0
    hang: float = 0.0
    empty: float = 0.0
    malformed: float = 0.0
    seed: int = 0
    retry_after: str = "0"
    hang_s: float = 30.0

    def __post_init__(self) -> None:
        if sum(self._rates().values()) > 1:
            raise ValueError("the rates sum to more than 1")

    def draw(self, address: str, turn: int, *, is_api: bool) -> str | None:
        """The fault that the `turn`th request for this address meets; None for none."""
        rng = random.Random(f"{self.seed}|{address}|{turn}")
        dice = rng.random()
        for name, rate in self._rates().items():
            if not is_api and name in ("empty", "malformed"):
                continue
            if dice < rate:
                return ("429_retry_after" if rng.random() < 0.5 else "429") if name == "429" else name
            dice -= rate
        return None

    def _rates(self) -> dict[str, float]:
        names = [f.name for f in fields(self) if f.name not in ("seed", "retry_after", "hang_s")]
        return {name.removeprefix("rate_"): getattr(self, name) for name in names}
