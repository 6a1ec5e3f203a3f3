"""Units of measure: the surface forms that papers print, and one canonical name for each.

Canonical names, which `Quantity.unit` carries:

- "%" and "points" (percentage points, "BLEU points", "absolute %");
- "x" for multiples ("2x", "three times", "twofold", "half of");
- SI and common symbols: "s", "ms", "min", "h", "days", "GB", "GHz", "dB", "TeV", "km/s", "°C";
- "FLOPs" with its prefixes, "bits", "tokens/s";
- a counted noun in the plural: "languages", "GPUs", "parameters";
- with a scale word before it: "million parameters", "thousand examples", "billion".
"""

from __future__ import annotations

import re

__all__ = ["SCALES", "Tail", "canonical_noun", "match_measure", "match_scale"]

SCALES = {
    "k": "thousand",
    "K": "thousand",
    "thousand": "thousand",
    "M": "million",
    "mn": "million",
    "mln": "million",
    "million": "million",
    "millions": "million",
    "B": "billion",
    "bn": "billion",
    "billion": "billion",
    "billions": "billion",
    "T": "trillion",
    "tn": "trillion",
    "trillion": "trillion",
}
"""Scale signs behind a number and the word that stands in `Quantity.unit`."""

Tail = tuple[int, str]
"""Where a unit ends in the text, and its canonical name."""

_LONG_PREFIXES = (
    ("kilo", "K"),
    ("mega", "M"),
    ("giga", "G"),
    ("tera", "T"),
    ("peta", "P"),
    ("exa", "E"),
)
_WORDS = {
    "percent": "%",
    "per cent": "%",
    "per-cent": "%",
    "pct": "%",
    "times": "x",
    "fold": "x",
    "second": "s",
    "seconds": "s",
    "sec": "s",
    "secs": "s",
    "millisecond": "ms",
    "milliseconds": "ms",
    "msec": "ms",
    "microsecond": "µs",
    "microseconds": "µs",
    "nanosecond": "ns",
    "nanoseconds": "ns",
    "minute": "min",
    "minutes": "min",
    "mins": "min",
    "hour": "h",
    "hours": "h",
    "hrs": "h",
    "hr": "h",
    "day": "days",
    "days": "days",
    "week": "weeks",
    "weeks": "weeks",
    "month": "months",
    "months": "months",
    "year": "years",
    "years": "years",
    "yr": "years",
    "yrs": "years",
    "decade": "decades",
    "decades": "decades",
    "century": "centuries",
    "centuries": "centuries",
    "byte": "bytes",
    "bytes": "bytes",
    "bit": "bits",
    "bits": "bits",
    "qubit": "qubits",
    "qubits": "qubits",
    "degree": "°",
    "degrees": "°",
    "kelvin": "K",
    "hertz": "Hz",
    "meter": "m",
    "meters": "m",
    "metre": "m",
    "metres": "m",
    "kilometers": "km",
    "kilometres": "km",
    "centimeters": "cm",
    "centimetres": "cm",
    "millimeters": "mm",
    "nanometers": "nm",
    "microns": "µm",
    "grams": "g",
    "kilograms": "kg",
    "tonne": "t",
    "tonnes": "t",
    "metric tons": "t",
    "liters": "L",
    "litres": "L",
    "watts": "W",
    "kilowatts": "kW",
    "megawatts": "MW",
    "kilowatt hours": "kWh",
    "kilowatt-hours": "kWh",
    "megawatt hours": "MWh",
    "megawatt-hours": "MWh",
    "degrees celsius": "°C",
    "us dollars": "$",
    "us dollar": "$",
    "dollars": "$",
    "dollar": "$",
    "usd": "$",
    "us cents": "cents",
    "cents": "cents",
    "euros": "€",
    "decibels": "dB",
    "orders of magnitude": "orders of magnitude",
    "order of magnitude": "orders of magnitude",
    "gpu hours": "GPU hours",
    "gpu-hours": "GPU hours",
    "gpu days": "GPU days",
    "gpu-days": "GPU days",
    "tpu days": "TPU days",
    "standard deviations": "σ",
    "sigma": "σ",
    "epochs": "epochs",
    "epoch": "epochs",
    **{f"{long}byte{s}": f"{short}B" for long, short in _LONG_PREFIXES for s in ("", "s")},
    **{f"{long}flop{s}": f"{short}FLOPs" for long, short in _LONG_PREFIXES for s in ("", "s")},
    **{f"{long}hertz": f"{short}Hz" for long, short in (*_LONG_PREFIXES[1:4], ("kilo", "k"))},
}

_MULTIPLES = "KMGTPE"
_SYMBOLS = {
    "%": "%",
    "％": "%",
    "‰": "‰",
    "wt%": "wt%",
    "wt.%": "wt%",
    "wt %": "wt%",
    "vol%": "vol%",
    "vol %": "vol%",
    "mol%": "mol%",
    "at%": "at%",
    "ppm": "ppm",
    "ppmv": "ppm",
    "ppb": "ppb",
    "x": "x",
    "X": "x",
    "×": "x",
    "°": "°",
    "°C": "°C",
    "◦C": "°C",
    "℃": "°C",
    "° C": "°C",
    "°F": "°F",
    "°N": "°N",
    "°S": "°S",
    "°E": "°E",
    "°W": "°W",
    "s": "s",
    "ms": "ms",
    "μs": "µs",
    "µs": "µs",
    "us": "µs",
    "ns": "ns",
    "ps": "ps",
    "fs": "fs",
    "min": "min",
    "h": "h",
    "d": "days",
    "yr": "years",
    "kyr": "kyr",
    "Myr": "Myr",
    "Gyr": "Gyr",
    "ka": "ka",
    "Ma": "Ma",
    "Ga": "Ga",
    "eV": "eV",
    **{f"{p}eV": f"{p}eV" for p in ("m", "k", "M", "G", "T", "P")},
    **{f"{p}Hz": f"{p}Hz" for p in ("", "m", "k", "M", "G", "T")},
    **{f"{p}B": f"{'K' if p == 'k' else p}B" for p in ("k", *_MULTIPLES)},
    **{f"{p}iB": f"{p}iB" for p in _MULTIPLES},
    "Gb": "GB",  # of memory, as rates have "Gb/s"
    **{f"{p}b/s": f"{p}bps" for p in ("k", "M", "G", "T")},
    **{f"{p}bps": f"{p}bps" for p in ("", "k", "K", "M", "G", "T")},
    **{
        f"{p}{f}": f"{p}FLOPs"
        for p in ("", *_MULTIPLES)
        for f in ("FLOPs", "FLOPS", "FLOP", "Flops", "flops", "FLOP/s")
    },
    **{f"{p}MACs": f"{p}MACs" for p in ("", "M", "G")},
    "dB": "dB",
    "dBm": "dBm",
    "FPS": "FPS",
    "fps": "FPS",
    "K": "K",
    "mK": "mK",
    **{f"{p}m": f"{p.replace('μ', 'µ')}m" for p in ("", "n", "μ", "µ", "m", "c", "d", "k")},
    "Å": "Å",
    "pc": "pc",
    "kpc": "kpc",
    "Mpc": "Mpc",
    "Gpc": "Gpc",
    "AU": "AU",
    **{f"{p}g": f"{p.replace('μ', 'µ')}g" for p in ("", "n", "μ", "µ", "m", "k")},
    "t": "t",
    **{f"{p}{lit}": f"{p.replace('μ', 'µ')}L" for p in ("", "m", "μ", "µ") for lit in ("L", "l")},
    **{f"{p}mol": f"{p.replace('μ', 'µ')}mol" for p in ("", "n", "μ", "µ", "m", "k")},
    **{f"{p}M": f"{p.replace('μ', 'µ')}M" for p in ("n", "μ", "µ", "m")},
    **{f"{p}V": f"{p}V" for p in ("", "m", "k", "M")},
    **{f"{p}W": f"{p}W" for p in ("", "m", "k", "M", "G")},
    **{f"{p}Wh": f"{p}Wh" for p in ("", "k", "M")},
    **{f"{p}J": f"{p}J" for p in ("", "m", "k", "M")},
    **{f"{p}A": f"{p}A" for p in ("m", "μ", "k")},
    **{f"{p}Pa": f"{p}Pa" for p in ("", "h", "k", "M", "G")},
    **{f"{p}Ω": f"{p}Ω" for p in ("", "k", "M")},
    "G": "G",
    "N": "N",
    "mN": "mN",
    "kN": "kN",
    "T": "T",
    "mT": "mT",
    "bar": "bar",
    "mbar": "mbar",
    "atm": "atm",
    "rpm": "rpm",
    "ha": "ha",
    "psu": "psu",
    "cal": "cal",
    "kcal": "kcal",
    "fb": "fb",
    "pb": "pb",
    "M⊙": "M⊙",
    "σ": "σ",
}

_ALL = {**_SYMBOLS, **{w: c for w, c in _WORDS.items()}}
_SYMBOL = "|".join(re.escape(s) for s in sorted(_SYMBOLS, key=lambda s: (-len(s), s)))
_WORD = "|".join(re.escape(s).replace(r"\ ", r"\s") for s in sorted(_WORDS, key=lambda s: (-len(s), s)))
_POWER = r"(?:\^?\{?[-−–⁻+]?[\d¹²³⁰⁴-⁹]{1,2}\}?)"
_LETTERED = "|".join(
    re.escape(s)
    for s in sorted((s for s in _SYMBOLS if s[-1].isalpha() and s not in "xX"), key=lambda s: (-len(s), s))
)
_PER = (
    rf"(?:\s?/\s?(?:{_LETTERED}|sec|second|minute|hour|day|year)(?![A-Za-z]){_POWER}?"
    rf"|[ ·⋅.\u2009](?:{_LETTERED}){_POWER}(?!\w))"
)
_MEASURE = re.compile(
    rf"(?:[ \u00a0\u2009\u202f]|-(?=[A-Za-z]{{3}}))?(?P<unit>(?P<word>(?i:{_WORD}))(?![\w])"
    rf"|(?P<symbol>{_SYMBOL})(?P<power>(?<=[A-Za-z])\^[-−–]?\{{?[-−–]?\d\}}?"
    rf"|(?<=[A-Za-z])[²³⁻]\w?)?(?![A-Za-z_]|(?<=[A-Za-z])[\d-]\w))"
    rf"(?P<per>{_PER}{{0,3}})"
)
_RATE = re.compile(
    r"[ \u00a0](?P<noun>[A-Za-z]{3,20})(?:(?:/|[ ]per[ ]|[ ]/[ ])(?P<time>s|sec|second|min|minute|h|hour|day)"
    r"|[ ](?:an?|each|every)[ ](?P<long>second|minute|hour|day))\b(?!-)"
)
_RATE_TIME = {"sec": "s", "second": "s", "minute": "min", "hour": "h"}
_NO_RATE = frozenset(("thousand", "million", "billion", "trillion", "points", "and", "one", *_WORDS))
_DEVICE_TIME = re.compile(
    r"[ \u00a0-](?P<device>(?:[A-Z]\w{0,9}[ -])?(?:[GTCN]PU|[Cc]ore|[Cc]hip|[Nn]ode|[Dd]evice|[A-Z]\d{2,4}|"
    r"[GTCN]PU-?v\d|[GTCN]PUv\d-core|[Pp]erson|[Mm]an)s?)"
    r"(?:[ -]|[ ]?[·⋅∙×*][ ]?)(?P<time>hour|day|week|month|year)s?\b"
)
"""Time on a machine: "12 GPU-days", "2.5k TPUv3-core-days"."""
_SCALE = re.compile(
    r"(?:(?P<sign>[kKMBT]|bn|mn|mln|tn)|[- \u00a0\u2009](?P<word>(?i:thousand|million|billion|trillion))s?)"
    r"(?![\w′'^_])(?![ ]?[+=*/−×](?![\d~]))(?!\s?mod\b)"
    r"|[ ](?P<spaced>[kMB])(?=[ -](?:parameters?|params|tokens?|examples?|sentences?|words?"
    r"|images?|documents?|passages?|pairs|trainable|queries|samples|articles)\b)"
)


def match_scale(text: str, position: int) -> Tail | None:
    """Read a scale sign or word behind a number: "k", " million", "B"."""
    match = _SCALE.match(text, position)
    if match is None:
        return None
    return match.end(), SCALES[match["sign"] or (match["word"] or "").lower() or match["spaced"]]


def match_measure(text: str, position: int) -> Tail | None:
    """Read a unit of measure behind a number; canonical name as this module's docstring lists them."""
    rate = _RATE.match(text, position)
    if rate is not None and rate["noun"].lower() not in _NO_RATE:
        time = rate["time"] or rate["long"]
        return rate.end(), f"{canonical_noun(rate['noun'])}/{_RATE_TIME.get(time, time)}"
    device = _DEVICE_TIME.match(text, position)
    if device is not None:
        return device.end(), f"{device['device'].replace('-', ' ')} {device['time']}s"
    match = _MEASURE.match(text, position)
    if match is None:
        return None
    if match["word"]:
        return match.end(), _WORDS[re.sub(r"\s", " ", match["word"].lower())] + _per(match["per"])
    symbol = match["symbol"]
    if symbol == "G" and _MEMORY.match(text, match.end()):
        return match.end(), "GB"
    if symbol[-1].isupper() and text[match.end("symbol") : match.end("symbol") + 1].isdigit():
        return None  # "five T5 sizes", "the seven mT5 variants"
    if len(symbol) == 1 and (symbol.isalpha() or symbol == "×") and _reads_as_letter(text, match, symbol):
        return None
    return match.end(), _SYMBOLS[symbol] + _power(match["power"]) + _per(match["per"])


_MEMORY = re.compile(r"[ ](?:of[ ])?(?:GPU[ ]|video[ ])?(?:memory|RAM|VRAM)\b|[ ](?:V100|A100|GPU)s?\b")
"""What a lone G behind a number then measures: "12G memory", "16G GPUs"."""


def _reads_as_letter(text: str, match: re.Match[str], symbol: str) -> bool:
    """Whether a one-letter symbol is rather a word, a list mark or a variable ("2 T models")."""
    spaced = text[match.start()].isspace()
    if symbol in "xX×":
        # "2x" is a multiple; "2 x 3" and "4x4" are sizes or products.
        behind = text[match.end("symbol") : match.end("symbol") + 2]
        return bool(re.match(r"\s?[\d(]" if spaced else r"\d", behind))
    if symbol == "G":
        return spaced  # "10.4G" is giga-operations; a lone G is a letter
    if symbol in "TNdt" and not match["per"]:
        return not spaced or bool(re.match(r"\s[a-z]", text[match.end() : match.end() + 2]))
    return False


def _power(printed: str | None) -> str:
    return "" if not printed else "^" + re.sub(r"[−–⁻]", "-", printed.strip("^{}")).translate(_SUPER)


def _per(printed: str | None) -> str:
    if not printed:
        return ""
    plain = re.sub(r"[−–⁻]", "-", printed).translate(_SUPER)
    return re.sub(r"\s?/\s?", "/", plain).replace("second", "s").replace("sec", "s")


_SUPER = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹", "0123456789")


def canonical_noun(noun: str) -> str:
    """Return a counted noun in the plural: "layer" → "layers", "GPU" → "GPUs", "params" → "parameters"."""
    short = {"params": "parameters", "param": "parameters", "examples": "examples", "utts": "utterances"}
    lowered = noun if any(c.isupper() for c in noun[1:]) else noun.lower()
    if lowered in short:
        return short[lowered]
    if lowered.endswith("s") or lowered in ("people", "data", "children", "criteria"):
        return lowered
    if lowered.endswith("y") and lowered[-2:-1] not in ("a", "e", "o", "u"):
        return f"{lowered[:-1]}ies"
    return f"{lowered}s"
