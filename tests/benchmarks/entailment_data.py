"""Pairs of premise and hypothesis to train the packaged entailment model on.

From three sources, all of whose licences allow it: counterfactual NLI (Apache-2.0), SciFact's training
part (claims CC BY 4.0, abstracts ODC-By), and pairs made here, by rule and with a fixed seed, from the
sentences of SciFact's training abstracts and of the project's own demo papers.
"""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from entailment_edits import KEEP, LOOSEN, TURN, apply, foreign_name, names_of, turn_wording
from papers import read_rows

from synth.text import STOPWORDS, stem, tokens

LABELS = ("supported", "refuted", "not_found")
ENTAILED, CONTRADICTED, NEUTRAL = range(3)
JOINT = 3
"""Sentences that are judged together, those that share most with the claim."""


class Pair(NamedTuple):
    """What to learn from."""

    premise: str
    hypothesis: str
    label: int
    source: str


def clean(text: str) -> str:
    return " ".join(text.split())


def keys_of(text: str) -> frozenset[str]:
    return frozenset(stem(token) for token in tokens(text) if token not in STOPWORDS)


def overlap(claim: str, sentence: str) -> float:
    mine = keys_of(claim)
    return len(mine & keys_of(sentence)) / len(mine) if mine else 0.0


def ranked(claim: str, sentences: Sequence[str]) -> list[int]:
    """Return the places of the sentences, those that share most with the claim first."""
    return sorted(range(len(sentences)), key=lambda place: (-overlap(claim, sentences[place]), place))


# --------------------------------------------------------------------------- everyday language


def nli_pairs(path: Path) -> list[Pair]:
    """Return counterfactual NLI: its hypotheses come with premises of all three labels."""
    return [Pair(row["text"], row["claim"], LABELS.index(row["label"]), "nli") for row in read_rows(path)]


# --------------------------------------------------------------------------- made pairs


def made_pairs(papers: Sequence[Sequence[str]], rng: random.Random) -> Iterator[Pair]:
    """Make pairs from papers, each given as its title (or "") and its sentences."""
    names = sorted({name for sentences in papers for text in sentences for name in names_of(text)})
    for place, (title, *sentences) in enumerate(papers):
        for at, sentence in enumerate(sentences):
            if not 8 <= len(sentence.split()) <= 60:
                continue
            premise = _premise(title, sentences, at, rng)
            yield from _labelled_edits(premise, sentence, rng, "made")
            others = [other for other in sentences if other != sentence and len(other.split()) >= 6]
            neutral = _neutral(premise, sentence, others, names, rng)
            if neutral:
                yield neutral
        other = papers[(place + 1 + rng.randrange(len(papers) - 1)) % len(papers)]
        yield from _title_pairs(title, sentences, other[0], rng)


def _premise(title: str, sentences: Sequence[str], at: int, rng: random.Random) -> str:
    """Return a sentence alone, or with its neighbour or its title, as evidence comes."""
    form = rng.random()
    if form < 0.6 or len(sentences) < 2:
        return sentences[at]
    if form < 0.7 and title:
        return f"{title} {sentences[at]}"
    return f"{sentences[at - 1]} {sentences[at]}" if at else f"{sentences[0]} {sentences[1]}"


def _labelled_edits(premise: str, text: str, rng: random.Random, source: str) -> Iterator[Pair]:
    """Yield a rewording that follows and one that is turned, both as far from the original."""
    kept = apply(KEEP, text, rng.choice((1, 2, 3)), rng)
    if kept:
        yield Pair(premise, kept, ENTAILED, source)
    base = apply(KEEP, text, rng.choice((1, 2)), rng) if rng.random() < 0.7 else text
    turned = apply(TURN, base or text, 1, rng)
    if turned and turned != text:
        yield Pair(premise, turned, CONTRADICTED, source)


def _neutral(
    premise: str, sentence: str, others: Sequence[str], names: Sequence[str], rng: random.Random
) -> Pair | None:
    form = rng.random()
    if form < 0.3 and others:
        # The most alike of the paper's other sentences, reworded: about the same, saying another thing.
        near = max(
            rng.sample(list(others), min(4, len(others))), key=lambda other: (overlap(other, sentence), other)
        )
        if near in premise:
            return None
        edits = KEEP if rng.random() < 0.6 else TURN
        return Pair(premise, apply(edits, near, 1, rng) or near, NEUTRAL, "made")
    if form < 0.5:
        # What a part says does not carry the whole.
        shorter = apply(KEEP[4:8], sentence, 1, rng)
        return (
            Pair(shorter, sentence, NEUTRAL, "made")
            if shorter and len(shorter) < 0.75 * len(sentence)
            else None
        )
    base = apply(KEEP, sentence, 1, rng) or sentence
    changed = foreign_name(base, rng.sample(names, min(8, len(names))), rng) if form < 0.75 else None
    changed = changed or apply(LOOSEN, base, 1, rng)
    return Pair(premise, changed, NEUTRAL, "made") if changed else None


def _title_pairs(title: str, sentences: Sequence[str], other: str, rng: random.Random) -> Iterator[Pair]:
    """Yield a title that states a finding against the sentences nearest to it: the authors' own rewording."""
    if not title or not sentences or turn_wording(title, random.Random(0)) is None:
        return
    best = ranked(title, sentences)[:2]
    if overlap(title, sentences[best[0]]) < 0.4:
        return
    premise = " ".join(sentences[place] for place in sorted(best))
    yield Pair(premise, title, ENTAILED, "title")
    yield from _labelled_edits(premise, title, rng, "title")
    if other and other != title:
        yield Pair(premise, other, NEUTRAL, "title")


# --------------------------------------------------------------------------- SciFact


def scifact_papers(rows: Sequence[dict[str, Any]]) -> list[list[str]]:
    """Return the abstracts of rows, each once: the title, then the sentences."""
    found = {row["text"]: [clean(row["title"]), *map(clean, row["sentences"])] for row in rows}
    return [found[text] for text in sorted(found)]


def scifact_pairs(rows: Sequence[dict[str, Any]], rng: random.Random) -> Iterator[Pair]:
    """Yield claims against single sentences and several, with edits of the claims."""
    for row in rows:
        claim, sentences = clean(row["claim"]), [clean(text) for text in row["sentences"]]
        order = ranked(claim, sentences)
        rationale = sorted(row.get("rationale") or ())
        if row["label"] == "not_found" or not rationale:
            yield from _unfounded(claim, clean(row["title"]), sentences, order, rng)
        else:
            yield from _founded(claim, row, sentences, order, rng)
    yield from _claims_of_one_abstract(rows)


def _founded(
    claim: str, row: dict[str, Any], sentences: Sequence[str], order: Sequence[int], rng: random.Random
) -> Iterator[Pair]:
    label = LABELS.index(row["label"])
    rationale = sorted(row["rationale"])
    premises = [sentences[place] for place in rationale[:3]]
    if len(rationale) > 1:
        premises.append(" ".join(sentences[place] for place in rationale))
    premises.append(f"{clean(row['title'])} {sentences[rationale[0]]}")
    top = sorted(order[:JOINT])
    if set(top) & set(rationale):
        premises.append(" ".join(sentences[place] for place in top))
    around = range(max(0, rationale[0] - 1), min(len(sentences), rationale[0] + 2))
    premises.append(" ".join(sentences[place] for place in around))
    for premise in dict.fromkeys(premises):
        yield Pair(premise, claim, label, "scifact")
    rest = [place for place in order if place not in rationale]
    for place in dict.fromkeys([*rest[:1], *rng.sample(rest, min(2, len(rest)))]):
        yield Pair(sentences[place], claim, NEUTRAL, "scifact")
    kept = apply(KEEP, claim, rng.choice((1, 2)), rng)
    if kept:
        yield Pair(rng.choice(premises), kept, label, "claim edited")
    if label == ENTAILED:
        for _ in range(2):
            turned = apply(TURN, apply(KEEP, claim, 1, rng) or claim if rng.random() < 0.3 else claim, 1, rng)
            if turned:
                yield Pair(rng.choice(premises), turned, CONTRADICTED, "claim edited")


def _unfounded(
    claim: str, title: str, sentences: Sequence[str], order: Sequence[int], rng: random.Random
) -> Iterator[Pair]:
    for place in order[:3]:
        yield Pair(sentences[place], claim, NEUTRAL, "scifact")
    yield Pair(" ".join(sentences[place] for place in sorted(order[:JOINT])), claim, NEUTRAL, "scifact")
    yield Pair(f"{title} {sentences[order[0]]}", claim, NEUTRAL, "scifact")
    edited = apply(TURN if rng.random() < 0.5 else KEEP, claim, 1, rng)
    if edited:
        yield Pair(sentences[order[0]], edited, NEUTRAL, "claim edited")


def _claims_of_one_abstract(rows: Sequence[dict[str, Any]]) -> Iterator[Pair]:
    """Yield claims that one abstract bears out and refutes, where they are worded alike."""
    by_text: dict[str, list[dict[str, Any]]] = {}
    for row in rows:
        by_text.setdefault(row["text"], []).append(row)
    for mine in by_text.values():
        true = [clean(row["claim"]) for row in mine if row["label"] == "supported"]
        false = [clean(row["claim"]) for row in mine if row["label"] == "refuted"]
        for one in true:
            for other in false:
                if min(overlap(one, other), overlap(other, one)) >= 0.7:
                    yield Pair(one, other, CONTRADICTED, "claims")
                    yield Pair(other, one, CONTRADICTED, "claims")


def split_rows(rows: Sequence[dict[str, Any]], parts: int) -> list[list[dict[str, Any]]]:
    """Split rows so that neither a claim nor an abstract stands in two parts."""
    groups: dict[str, str] = {}

    def root(key: str) -> str:
        while groups.setdefault(key, key) != key:
            key = groups[key]
        return key

    for row in rows:
        groups[root("t" + row["text"])] = root("c" + row["claim"])
    made: dict[str, list[dict[str, Any]]] = {}
    for row in rows:
        made.setdefault(root("t" + row["text"]), []).append(row)
    order = sorted(made)
    random.Random(7).shuffle(order)
    folds: list[list[dict[str, Any]]] = [[] for _ in range(parts)]
    for key in order:
        min(folds, key=len).extend(made[key])
    return folds
