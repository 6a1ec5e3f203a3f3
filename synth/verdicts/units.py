"""Units made comparable: what is measured, and by which factor to its base unit.

Conversions are exact in decimal arithmetic; months and years are the Julian year's
(IAU Style Manual 1989, §5.15), prefixes those of the SI Brochure (9th ed., table 7) and,
for bytes, of IEC 80000-13.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache

from synth.text import fold, stem

__all__ = ["BARE", "SCALES", "Unit", "is_measure", "read_unit", "may_measure_alike", "share_nouns"]


@dataclass(frozen=True, slots=True)
class Unit:
    """A unit as a dimension and a factor."""

    dimension: str
    """"time", "bytes", "percent", "points", "ratio", "bare", or "count:gpu" for a counted noun."""
    factor: Decimal
    """How many base units of the dimension one of it is."""
    zero: Decimal = Decimal(0)
    """Where its zero lies, in base units: 273.15 for degrees Celsius."""


BARE = Unit("bare", Decimal(1))
"""No unit at all."""

SCALES = {"thousand": 3, "k": 3, "million": 6, "m": 6, "billion": 9, "b": 9, "bn": 9, "trillion": 12}
"""Powers of ten of words that scale a number."""

_PREFIXES = {
    "f": -15, "p": -12, "n": -9, "µ": -6, "u": -6, "m": -3, "c": -2, "d": -1, "": 0,
    "h": 2, "k": 3, "K": 3, "M": 6, "G": 9, "T": 12, "P": 15, "E": 18,
}  # fmt: skip
_PREFIXED: dict[str, tuple[str, str, int | str]] = {
    "s": ("time", "fpnµum", 1),
    "eV": ("energy", "mkKMGTP", "1.602176634e-19"),
    "J": ("energy", "mkMG", 1),
    "Hz": ("frequency", "mkMGT", 1),
    "B": ("bytes", "kKMGTPE", 1),
    "bps": ("bit rate", "kKMGT", 1),
    "FLOPs": ("operations", "KMGTPE", 1),
    "MACs": ("multiplications", "MG", 1),
    "m": ("length", "nµmcdk", 1),
    "pc": ("length", "kMG", "3.0856775814913673e16"),
    "g": ("mass", "nµmk", 1),
    "L": ("volume", "mµ", 1),
    "mol": ("amount", "nµmk", 1),
    "M": ("concentration", "nµm", 1),
    "V": ("voltage", "mkM", 1),
    "W": ("power", "mkMG", 1),
    "A": ("current", "mµk", 1),
    "Pa": ("pressure", "hkMG", 1),
    "Ω": ("resistance", "kM", 1),
    "N": ("force", "mk", 1),
    "T": ("flux density", "m", 1),
    "Wh": ("energy", "kMG", 3600),
    "yr": ("time", "kMG", 31_557_600),
    "cal": ("energy", "k", "4.184"),
    "bar": ("pressure", "m", 100_000),
}
_NAMED: dict[str, tuple[str, int | str]] = {
    "%": ("percent", 1),
    "‰": ("percent", "0.1"),
    "points": ("points", 1),
    "x": ("ratio", 1),
    "bytes": ("bytes", 1),
    "min": ("time", 60),
    "h": ("time", 3600),
    "days": ("time", 86_400),
    "weeks": ("time", 604_800),
    "months": ("time", 2_629_800),
    "years": ("time", 31_557_600),
    "decades": ("time", 315_576_000),
    "centuries": ("time", 3_155_760_000),
    "$": ("dollars", 1),
    "cents": ("dollars", "0.01"),
    "Å": ("length", "1e-10"),
    "AU": ("length", "149597870700"),
    "ka": ("time", 31_557_600_000),
    "Ma": ("time", 31_557_600_000_000),
    "Ga": ("time", 31_557_600_000_000_000),
    "atm": ("pressure", 101_325),
    "t": ("mass", 1_000_000),
}


def _table() -> dict[str, Unit]:
    table = {name: Unit(dimension, Decimal(factor)) for name, (dimension, factor) in _NAMED.items()}
    for symbol, (dimension, prefixes, factor) in _PREFIXED.items():
        for prefix in ("", *prefixes):
            table[prefix + symbol] = Unit(dimension, Decimal(factor).scaleb(_PREFIXES[prefix]))
    table["K"] = Unit("temperature", Decimal(1))
    table["°C"] = Unit("temperature", Decimal(1), Decimal("273.15"))
    table["°F"] = Unit("temperature", Decimal(5) / 9, Decimal("459.67") * 5 / 9)
    for power, prefix in enumerate("KMGTPE", start=1):
        table[f"{prefix}iB"] = Unit("bytes", Decimal(1024**power))
    return table


_UNITS = _table()


@lru_cache(maxsize=4096)
def read_unit(name: str | None) -> Unit:
    """Return the unit of a canonical unit name ("%", "h", "million parameters"); bare for None.

    A name that is no unit of measure is a counted noun, told by its last word's stem.
    """
    if not name or not name.strip():
        return BARE
    if name in _UNITS:
        return _UNITS[name]
    scale = Decimal(1)
    words = name.split()
    while words and words[0].lower() in SCALES:
        scale = scale.scaleb(SCALES[words.pop(0).lower()])
    if not words:
        return Unit("bare", scale)
    rest = " ".join(words)
    if rest in _UNITS:
        return Unit(_UNITS[rest].dimension, _UNITS[rest].factor * scale)
    if rest == "FPS":
        rest = "frames/s"
    if "/" in rest:
        return _rate(rest, scale)
    device, _, time = rest.rpartition(" ")
    if device and time in _DEVICE_TIMES:
        return Unit(f"{_device(device)} time", _UNITS[_DEVICE_TIMES[time]].factor * scale)
    return Unit("count:" + " ".join(stem(word) for word in fold(rest).split()), scale)


_DEVICE_TIMES = {"hours": "h", "days": "days", "weeks": "weeks", "months": "months", "years": "years"}


_DAY = 86_400  # a day holds whole numbers of seconds, minutes and hours: no quotient is rounded


def _device(name: str) -> str:
    """Name the kind of machine whose time is meant: "V100 GPU" and "GPU" are one."""
    return next((kind for kind in ("GPU", "TPU") if kind in name.upper()), fold(name))


def _rate(name: str, scale: Decimal) -> Unit:
    """Read "tokens/s" and "pages/min" as so many a day; other quotients stand for themselves."""
    noun, _, time = name.partition("/")
    unit = _UNITS.get(time)
    if unit is None or unit.dimension != "time" or not noun.isalpha() or noun in _UNITS:
        return Unit(f"rate:{name}", scale)
    return Unit(f"rate:{stem(fold(noun))}", scale * _DAY / unit.factor)


_SYNONYMS = (
    "examples samples instances items records cases points datapoints",
    "pictures images photos photographs",
    "documents passages articles chunks paragraphs",
    "GPUs cards V100s A100s H100s accelerators",
    "questions queries",
    "prompts instructions inputs strings",
    "parameters weights",
    "people speakers persons",
    "participants subjects",
    "annotators raters judges evaluators",
    "classes categories",
    "datasets corpora sets",
    "iterations steps updates",
    "units neurons",
)
"""Counted nouns that writers exchange for one another."""


@lru_cache(maxsize=1)
def _noun_groups() -> dict[str, int]:
    return {stem(fold(noun)): place for place, nouns in enumerate(_SYNONYMS) for noun in nouns.split()}


def is_measure(unit: Unit) -> bool:
    """Whether a unit measures something (seconds, bytes), and is none of a score, a multiple or a count."""
    is_score = unit.dimension in ("bare", "percent", "points", "ratio")
    return not is_score and not unit.dimension.startswith("count:")


def share_nouns(one: Unit, other: Unit) -> bool:
    """Whether both are counted nouns that may be one: "V100 GPUs" and "GPUs", "samples" and "examples"."""
    kinds = [unit.dimension.partition("count:") for unit in (one, other)]
    nouns = [noun.split()[-1] for before, mark, noun in kinds if mark and not before]
    if len(nouns) != 2:
        return False
    groups = [_noun_groups().get(noun, -1 - place) for place, noun in enumerate(nouns)]
    return nouns[0] == nouns[1] or groups[0] == groups[1]


def may_measure_alike(one: Unit, other: Unit) -> bool:
    """Whether numbers of two units may be of one measure, so that different ones contradict each other."""
    pair = {one.dimension, other.dimension}
    if len(pair) == 1 or share_nouns(one, other):
        return True
    if "bare" in pair:
        return pair <= {"bare", "percent", "points"}
    return pair in ({"percent", "points"}, {"ratio", "percent"})
