"""Verified claims → what the answer seems to be, as far as they bear it, and no further. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from synth.report.asked import asked_datasets, is_on
from synth.report.phrases import capital, count_of, join_words, number_words
from synth.text import fold
from synth.types import Draft, JudgedClaim, Quantity

__all__ = ["answer"]

# Of these less is better, so that an increase is no improvement: they are not tallied with the rest.
_LOWER_IS_BETTER = ("error", "loss", "perplexity", "wer", "cer", "ppl", "latency", "time", "cost", "memory")


_Result = tuple[str, str, str | None]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Tally:
    dataset: str
    n_up: int
    n_down: int
    n_change_papers: int
    n_levels: int
    n_level_papers: int


def answer(draft: Draft) -> tuple[str, ...]:
    """Return one sentence per data set that the question names, and how far they carry.

    Counted are differences that a paper states as its own result on that data set, each once a paper,
    where the source supports the claim. Empty when no claim was found, or the question names no data set.
    """
    datasets = asked_datasets(draft.question, draft.claims)
    if not draft.claims or not datasets:
        return ()
    tallies = [_tally(name, draft.claims) for name in datasets]
    told = [_told(tally) for tally in tallies if tally.n_up + tally.n_down]
    silent = [tally for tally in tallies if not tally.n_up + tally.n_down]
    if told:
        first = f"As far as verified claims go, {told[0]}."
        rest = [f"{capital(sentence)}." for sentence in told[1:]]
        hedge = (
            "Baselines and settings differ from claim to claim, so that this counts what is reported and "
            "does not measure an effect."
        )
        return (first, *rest, *_silence(silent), hedge)
    return (*_silence(silent), "The question is left open by what could be verified.")


def _tally(dataset: str, claims: Sequence[JudgedClaim]) -> _Tally:
    ups: set[_Result] = set()
    downs: set[_Result] = set()
    levels: set[_Result] = set()
    for judged in claims:
        if judged.verdict.label != "supported" or judged.claim.asserts != "own":
            continue
        for quantity in judged.claim.quantities:
            if is_on(quantity, dataset) and _counts(quantity):
                result = (judged.claim.paper_id or "", quantity.value or quantity.high or "", quantity.unit)
                if quantity.role == "level":
                    levels.add(result)
                elif quantity.direction is not None:
                    (ups if quantity.direction == "increase" else downs).add(result)
    return _Tally(
        dataset=dataset,
        n_up=len(ups),
        n_down=len(downs),
        n_change_papers=len({paper for paper, *_ in ups | downs}),
        n_levels=len(levels),
        n_level_papers=len({paper for paper, *_ in levels}),
    )


def _counts(quantity: Quantity) -> bool:
    is_score = quantity.role in ("difference", "ratio") or (quantity.role == "level" and quantity.metric)
    words = fold(quantity.metric or "").split()
    return bool(is_score) and not any(word.startswith(_LOWER_IS_BETTER) for word in words)


def _told(tally: _Tally) -> str:
    """Return the differences on a data set as they go, without a full stop."""
    n = tally.n_up + tally.n_down
    more, word = max((tally.n_up, "increase"), (tally.n_down, "decrease"))
    state = "states" if tally.n_change_papers == 1 else "state"
    stated = f"that {count_of(tally.n_change_papers, 'paper')} {state} on {tally.dataset}"
    if n == 1:
        only = f"that a paper states on {tally.dataset}"
        return f"the one difference {only} is {'an' if word == 'increase' else 'a'} {word}"
    part, whole = number_words(more, n)
    if more == n:
        return f"{'both' if n == 2 else f'all {whole}'} differences {stated} are {word}s"
    if 3 * more >= 2 * n:
        return f"{part} of the {whole} differences {stated} are {word}s"
    up, down = number_words(tally.n_up, tally.n_down)
    return f"the differences {stated} go both ways, {up} up and {down} down"


def _silence(silent: Sequence[_Tally]) -> list[str]:
    scored = [tally for tally in silent if tally.n_levels]
    bare = [tally.dataset for tally in silent if not tally.n_levels]
    sentences = [
        f"On {tally.dataset}, {count_of(tally.n_level_papers, 'paper')} "
        f"state{'s' if tally.n_level_papers == 1 else ''} scores but no difference that could be tied to it."
        for tally in scored
    ]
    if bare:
        sentences.append(f"No verified score or difference could be tied to {join_words(bare)}.")
    return sentences
