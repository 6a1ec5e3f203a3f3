"""Pairs about invented findings: each finding can be worded in many ways, so that what is
learnt is meaning. A finding has a kind (what bears on what), a sense (1 up, -1 down, 0
neither) and parts. Its wordings are templates: a slot in braces is a part, or a word that
fits the sense; `-` after a slot's name turns it."""

from __future__ import annotations

import random
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from entailment_data import CONTRADICTED, ENTAILED, NEUTRAL, Pair
from findings_wordings import (
    COMPONENTS,
    DENIALS,
    DOUBTS,
    FEATURES,
    FILLERS,
    FRAMES,
    MEASURED,
    SIZES,
    WORDINGS,
)
from findings_words import (
    DISEASES,
    GENE_LETTERS,
    GROWTH,
    MEASURES,
    METRICS_HIGH,
    METRICS_LOW,
    MODEL_ENDS,
    MODELS,
    NO_EFFECT,
    PEOPLE,
    PLACES,
    ROLES,
    SENSES,
    SET_ENDS,
    TREATMENTS,
    VARIANTS,
)

Group = tuple[str, ...]

_TURNABLE = {kind: bool(neither) for kind, (_, neither) in WORDINGS.items()}


def _list(text: str) -> list[str]:
    return [" ".join(one.split()) for one in text.split(";")]


def _templates(text: str) -> list[str]:
    return [" ".join(one.split()) for one in text.split("|")] if text else []


_TEMPLATES = {kind: tuple(map(_templates, both)) for kind, both in WORDINGS.items()}
_WORDS = {name: (_templates(up), _templates(down)) for name, (up, down) in SENSES.items()}
_WORDS["deg"] = (["more", "further", "more badly"], ["less", "less badly"])
_NONE = _templates(NO_EFFECT)
_SLOT = re.compile(r"\{(\w+)(-?)\}")


@dataclass(frozen=True)
class Finding:
    """What was found: the sense of a kind, for these parts, each in its wordings."""

    kind: str
    sense: int
    parts: dict[str, Group]


def gene(rng: random.Random) -> Group:
    letters = "".join(rng.choices(GENE_LETTERS, k=rng.choice((2, 3, 3, 4))))
    name = letters + rng.choice(("", "-")) + str(rng.randint(1, 40)) + rng.choice(("", "", "A", "b"))
    return (name, f"the protein {name}", name)


def system(rng: random.Random) -> Group:
    return (
        rng.choice(MODELS)
        + rng.choice(("", rng.choice(MODELS).lower()))
        + rng.choice(MODEL_ENDS)
        + rng.choice(VARIANTS),
    )


def data_set(rng: random.Random) -> Group:
    return (
        rng.choice(MODELS)
        + rng.choice(("", "-", " "))
        + rng.choice(SET_ENDS)
        + rng.choice(("", "", " 2.0", "-hard")),
    )


def drug(rng: random.Random) -> Group:
    name = (rng.choice(MODELS) + rng.choice(MODELS)).lower()
    return (name + rng.choice(("mab", "nib", "statin", "ine", "ol", "vir", "pril", "azole")),)


_DRAW = {
    "a": lambda rng: rng.choice(TREATMENTS) if rng.random() < 0.7 else drug(rng),
    "t": lambda rng: drug(rng) if rng.random() < 0.7 else rng.choice(TREATMENTS),
    "b": lambda rng: rng.choice(MEASURES),
    "d": lambda rng: rng.choice(DISEASES),
    "p": lambda rng: rng.choice(PEOPLE),
    "l": lambda rng: rng.choice(PLACES),
    "g": gene,
    "h": gene,
    "m": system,
    "n": system,
    "s": data_set,
    "q": lambda rng: rng.choice(METRICS_HIGH + METRICS_LOW),
    "x": lambda rng: (rng.choice(_list(COMPONENTS)),),
    "y": lambda rng: (rng.choice(_list(COMPONENTS)),),
    "v": lambda rng: (rng.choice(_list(SIZES)),),
    "w": lambda rng: rng.choice(GROWTH),
    "r": lambda rng: rng.choice(ROLES),
    "z": lambda rng: (rng.choice(_list(FEATURES)),) if rng.random() < 0.7 else data_set(rng),
}
_PARTS = {
    kind: sorted(
        {name for both in _TEMPLATES[kind] for one in both for name, _ in _SLOT.findall(one) if name in _DRAW}
    )
    for kind in _TEMPLATES
}
_EXCHANGED = {
    "versus": ("m", "n"),
    "amount": ("m", "n"),
    "weight": ("x", "y"),
    "order": ("g", "h"),
}
"""Kinds of which the parts exchanged say the opposite."""
_REPLACED = {
    "effect": "abp",
    "risk": "abp",
    "gene": "gb",
    "need": "gb",
    "place": "gl",
    "bind": "gh",
    "share": "pd",
    "order": "gh",
    "cure": "td",
    "safety": "tp",
    "link": "ab",
    "versus": "mns",
    "amount": "mnq",
    "part": "xs",
    "weight": "xy",
    "scale": "qv",
    "growth": "mv",
    "role": "m",
    "best": "s",
}
"""Parts that, replaced, make another finding of which the first says nothing."""
_DENIED = {"growth": "w", "role": "z", "best": "m"}
"""Parts that, replaced, make a finding that the first rules out."""


def draw(rng: random.Random, kind: str | None = None) -> Finding:
    """Invent a finding."""
    kind = kind or rng.choice(
        [one for one in _TEMPLATES for _ in range(min(4, 1 + len(_TEMPLATES[one][0]) // 8))]
    )
    parts = {name: _DRAW[name](rng) for name in _PARTS[kind]}
    if kind == "risk":
        parts["b"] = rng.choice(DISEASES)
    for one, other in (*_EXCHANGED.values(), ("g", "h")):
        while one in parts and other in parts and parts[one] == parts[other]:
            parts[other] = _DRAW[other](rng)
    senses = (1, -1, 0) if _TURNABLE[kind] else (1, -1)
    sense = 1 if kind in _DENIED else rng.choice(senses + senses[:2])
    return Finding(kind, sense, parts)


def choices(finding: Finding, told: frozenset[str] | None = None) -> list[str]:
    """Return the templates for a finding that name no parts but those in `told`, if given."""
    found = _TEMPLATES[finding.kind][0 if finding.sense else 1]
    if told is None:
        return found
    return [one for one in found if _parts_of(one) <= told]


def _parts_of(template: str) -> set[str]:
    return {name for name, _ in _SLOT.findall(template) if name in _DRAW}


def say(finding: Finding, rng: random.Random, templates: Sequence[str] = ()) -> tuple[str, frozenset[str]]:
    """Word a finding; return the wording and the parts it names."""
    template = rng.choice(templates or choices(finding))
    sense = finding.sense or rng.choice((1, -1))
    polarity = -1 if finding.parts.get("q") in METRICS_LOW else 1
    named = set()

    def fill(match: re.Match[str]) -> str:
        name, turned = match[1], match[2] == "-"
        if name == "none":
            return rng.choice(_NONE)
        if name in finding.parts:
            named.add(name)
            return rng.choice(finding.parts[name])
        up, down = _WORDS["higher" if name == "good" else name]
        is_up = (sense * (polarity if name == "good" else 1) > 0) != turned
        return rng.choice(up if is_up else down)

    text = _SLOT.sub(fill, template)
    return text, frozenset(named)


def sentence(text: str) -> str:
    text = text.rstrip(".")
    return text[0].upper() + text[1:] + "."


def inner(text: str) -> str:
    """Return a wording as it stands within a sentence."""
    first = text.split(" ")[0]
    if any(letter.isupper() or letter.isdigit() for letter in first[1:]) or first in {
        "Alzheimer's",
        "Parkinson's",
    }:
        return text
    return text[0].lower() + text[1:]


def stated(text: str, rng: random.Random, rate: float = 0.3) -> str:
    if rng.random() < rate and not text.startswith("We "):
        return sentence(rng.choice(FRAMES).format(inner(text)))
    return sentence(text)


def other_part(finding: Finding, name: str, rng: random.Random) -> Finding:
    """Return the finding with another thing in one part."""
    new = finding.parts[name]
    while new in finding.parts.values():
        new = rng.choice(DISEASES) if finding.kind == "risk" and name == "b" else _DRAW[name](rng)
    return replace(finding, parts={**finding.parts, name: new})


def opposite(finding: Finding, rng: random.Random) -> Finding:
    """Return a finding that can't be true beside this one."""
    if finding.kind in _DENIED:
        return other_part(finding, _DENIED[finding.kind], rng)
    if finding.kind in _EXCHANGED and finding.sense and rng.random() < 0.5:
        one, other = _EXCHANGED[finding.kind]
        return replace(finding, parts={**finding.parts, one: finding.parts[other], other: finding.parts[one]})
    if not _TURNABLE[finding.kind] or (finding.sense and rng.random() < 0.7):
        return replace(finding, sense=-finding.sense)
    return replace(finding, sense=0 if finding.sense else rng.choice((1, -1)))


def filler(rng: random.Random) -> str:
    return rng.choice(FILLERS).format(n=rng.randint(20, 900), k=rng.randint(2, 12))


def context(finding: Finding, rng: random.Random) -> list[str]:
    """Return sentences that decide nothing: of other findings, of method, of open questions."""
    found = []
    for _ in range(rng.choice((0, 0, 1, 1, 2, 3))):
        form = rng.random()
        if form < 0.3:
            found.append(filler(rng))
        elif form < 0.65:
            found.append(
                stated(_elsewhere(finding, rng, among=_REPLACED[finding.kind].replace("p", "")), rng)
            )
        else:
            found.append(stated(say(draw(rng), rng)[0], rng))
    return found


def _elsewhere(finding: Finding, rng: random.Random, among: str) -> str:
    """Word a finding that is like this one but for one part, which the wording names."""
    name = rng.choice(among)
    other = other_part(finding, name, rng)
    if rng.random() < 0.5:
        other = replace(other, sense=_any_sense(finding, rng))
    naming = [one for one in choices(other) if name in _parts_of(one)]
    if not naming:
        other = replace(other, sense=finding.sense)
        naming = [one for one in choices(other) if name in _parts_of(one)]
    return say(other, rng, naming)[0] if naming else _elsewhere(finding, rng, among)


def _any_sense(finding: Finding, rng: random.Random) -> int:
    if finding.kind in _DENIED:
        return 1
    return rng.choice((1, -1, 0) if _TURNABLE[finding.kind] else (1, -1))


def finding_pairs(count: int, rng: random.Random) -> Iterator[Pair]:
    """Yield pairs: a premise of one to four sentences, and three hypotheses of it, one a label."""
    for _ in range(count):
        finding = draw(rng)
        said, named = say(finding, rng)
        around = context(finding, rng)
        place = rng.randint(0, len(around))
        premise = " ".join([*around[:place], measured(stated(said, rng), rng), *around[place:]])
        follows = _following(finding, said, named, rng)
        if follows:
            yield Pair(premise, stated(follows, rng, 0.08), ENTAILED, "finding")
        yield Pair(premise, stated(_against(finding, named, rng), rng, 0.08), CONTRADICTED, "finding")
        yield _neutral(finding, premise, around, place, rng)


def measured(text: str, rng: random.Random) -> str:
    """Give a statement figures, as papers do, now and then."""
    if rng.random() < 0.7:
        return text
    return text.rstrip(".") + rng.choice(MEASURED).format(n=rng.randint(13, 98), k=rng.randint(2, 9))


def _following(finding: Finding, said: str, named: frozenset[str], rng: random.Random) -> str | None:
    """Word what follows from a finding whose wording named these parts; None if nothing but that
    comes out."""
    if finding.kind in DENIALS and rng.random() < 0.15:
        denied = replace(finding, sense=-finding.sense or rng.choice((1, -1)))
        return say(denied, rng, _templates(DENIALS[finding.kind]))[0]
    for _ in range(4):
        text = say(finding, rng, choices(finding, named))[0]
        if text != said:
            return text
    return None


def _against(finding: Finding, named: frozenset[str], rng: random.Random) -> str:
    if finding.sense and finding.kind in DENIALS and rng.random() < 0.2:
        return say(finding, rng, _templates(DENIALS[finding.kind]))[0]
    turned = opposite(finding, rng)
    return say(turned, rng, choices(turned, named) if rng.random() < 0.8 else ())[0]


def _neutral(finding: Finding, premise: str, around: Sequence[str], place: int, rng: random.Random) -> Pair:
    form = rng.random()
    if form < 0.2:
        # An open question is no finding.
        doubt = sentence(rng.choice(DOUBTS).format(inner(say(finding, rng)[0])))
        asked = " ".join([*around[:place], doubt, *around[place:]])
        sense = finding if rng.random() < 0.6 else opposite(finding, rng)
        return Pair(asked, stated(say(sense, rng)[0], rng, 0.08), NEUTRAL, "finding")
    if form < 0.3 and around:
        # Nothing but what stands around it.
        return Pair(" ".join(around), stated(say(finding, rng)[0], rng, 0.08), NEUTRAL, "finding")
    other = _elsewhere(finding, rng, among=_REPLACED[finding.kind])
    return Pair(premise, stated(other, rng, 0.08), NEUTRAL, "finding")
