"""Numbers and units of the package siunitx as it prints them (its manual, "Numbers" and "Units")."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import NamedTuple

from synth.passages.characters import normal_char

__all__ = ["QUANTITIES", "Quantity", "space_uncertainty"]

_UNITS = dict(
    pair.split("=", 1)
    for pair in """percent=% kilo=k mega=M giga=G tera=T peta=P milli=m micro=μ nano=n pico=p centi=c
    second=s meter=m metre=m gram=g hertz=Hz byte=B bit=bit ampere=A kelvin=K mole=mol newton=N joule=J
    watt=W volt=V ohm=Ω pascal=Pa degree=° degreeCelsius=°C celsius=°C hour=h minute=min day=d litre=L
    liter=L electronvolt=eV tonne=t radian=rad per=/ squared=^2 cubed=^3 square= cubic= decibel=dB
    ms=ms us=μs ns=ns km=km cm=cm mm=mm kg=kg GHz=GHz MHz=MHz kHz=kHz Hz=Hz eV=eV MeV=MeV GeV=GeV
    TeV=TeV""".split()
)
"""The package's macros and their signs."""

_UNCERTAINTY = re.compile(r"(?<=\d)\s?(?:\+-|±)\s?(?=\.?\d)")


def space_uncertainty(text: str) -> str:
    """Write an uncertainty behind its number with one sign and spaces around it: "1.2 ± 0.3"."""
    return _UNCERTAINTY.sub(" ± ", text)


def _number(raw: str) -> str:
    """Write a number as siunitx prints it: "1.2e-3" with its power of ten, "+-" as one sign."""
    text = "".join(normal_char(char) for char in raw.replace("\\pm", "±").replace("{", "").replace("}", ""))
    text = space_uncertainty(text.strip())
    return re.sub(r"(?<=[\d.])\s*[eEdD]\s*\+?(-?\d+)$", r" × 10^\1", text)


def _unit(raw: str) -> str:
    """Write a unit as siunitx prints it: its macros by their signs."""
    text = re.sub(r"\\([a-zA-Z]+)\s*", lambda macro: _UNITS.get(macro[1], macro[1]), raw)
    return "".join(normal_char(char) for char in re.sub(r"[{}$~\\]", "", text)).replace(".", "·").strip()


def _list(raw: str) -> str:
    """Write the numbers of a list: "1;2;3"."""
    return ", ".join(_number(part) for part in raw.split(";"))


def _angle(raw: str) -> str:
    """Write an angle: degrees, minutes and seconds are parted by ";"."""
    return "".join(
        f"{part.strip()}{sign}" for part, sign in zip(raw.split(";"), "°′″", strict=False) if part.strip()
    )


class Quantity(NamedTuple):
    """How a macro of the package writes its arguments."""

    arguments: tuple[Callable[[str], str], ...]
    between: str = " "
    """What stands between the first and the second."""


QUANTITIES: Mapping[str, Quantity] = {
    **dict.fromkeys(("num", "tablenum", "numprint", "np", "complexnum"), Quantity((_number,))),
    **dict.fromkeys(("si", "unit"), Quantity((_unit,))),
    **dict.fromkeys(("SI", "qty"), Quantity((_number, _unit))),
    "numrange": Quantity((_number, _number), "–"),
    **dict.fromkeys(("SIrange", "qtyrange"), Quantity((_number, _number, _unit), "–")),
    "numlist": Quantity((_list,)),
    **dict.fromkeys(("SIlist", "qtylist"), Quantity((_list, _unit))),
    "ang": Quantity((_angle,)),
}
"""The package's macros, and numprint's."""
