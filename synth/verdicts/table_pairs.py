"""How likely two of a table's numbers come to a claimed one by chance.

A table of twenty rows has some thousand pairs of numbers, and a few of them differ by 2.1 whatever
is claimed. What a pair that comes to 2.1 says depends on how many pairs the claim's words lead to
as well as to it, and on how many pairs come to such a number.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

import numpy as np
import numpy.typing as npt

from synth.verdicts.compare import NEAR_SHARE, Reading
from synth.verdicts.derive import NEAR_BOUND
from synth.verdicts.grids import PaperTable
from synth.verdicts.near import reach
from synth.verdicts.table_fit import LEFT_OVER, Fit
from synth.verdicts.units import Unit, is_measure

__all__ = ["PairFits"]

APART = 0.1
"""What two cells lose for each further level in which their headers differ: one compares in one respect."""

UNTOLD = 0.1
"""What they lose for each of the two headers of which the claim says nothing."""

PRIOR_PAIRS = 20
"""Pairs that a table is taken to have besides its own, of which as many come to a number as is usual."""

USUAL = 0.5
"""Share of pairs that come to a number at most, before any is tried."""

SAME = 1e-6
"""Difference of two fits up to which they are the same."""

Cell = tuple[int, int]
"""Row and column."""

_Floats = npt.NDArray[np.float64]
_Places = npt.NDArray[np.int64]


class PairFits:
    """How well a claim's words lead to each two cells of one row or one column of a table.

    Args:
        table: The table.
        rows: How well each row's header fits the claim.
        columns: How well each column's does.
        weighed: Of each of the claim's words the weight, and what of it the table has beside its headers.
        claim: The claimed number; pairs of another unit are left out.
    """

    def __init__(
        self,
        table: PaperTable,
        rows: Sequence[Fit],
        columns: Sequence[Fit],
        weighed: Sequence[tuple[float, float]],
        claim: Reading,
    ) -> None:
        total = sum(weight for weight, _ in weighed) or 1.0
        gains_T = np.array([weight - beside for weight, beside in weighed]) / total
        lacks = [_lacks(axis, len(gains_T)) for axis in (rows, columns)]
        left = [np.array([fit[1] for fit in axis]) for axis in (rows, columns)]
        units_RC = _units(table, claim.unit.dimension if is_measure(claim.unit) else None)
        self._table, self._claim = table, claim
        self._apart = [
            APART * (_apart(table, axis) + _are_whole_and_part(table, axis))
            + UNTOLD * _untold(lacks[axis], left[axis])
            for axis in (0, 1)
        ]
        self._told = [_untold(lacks[axis], left[axis]) == 0 for axis in (0, 1)]
        self._scores: list[_Floats] = []
        self._places: list[tuple[_Places, _Places, _Places]] = []
        for axis in (0, 1):
            scores_NNL = _shares(lacks[axis], lacks[1 - axis], gains_T)
            scores_NNL -= 2 * LEFT_OVER * _mean_left(left[axis], left[1 - axis])
            scores_NNL -= self._apart[axis][:, :, None]
            units_NL = units_RC if axis == 0 else units_RC.T
            is_pair_NNL = (units_NL[:, None] == units_NL[None, :]) & (units_NL[:, None] > 0)
            is_pair_NNL &= np.triu(np.ones(is_pair_NNL.shape[:2], dtype=bool), k=1)[:, :, None]
            first, last, line = np.nonzero(is_pair_NNL)
            self._scores.append(scores_NNL[first, last, line])
            self._places.append((first, last, line))

    def lost(self, first: Cell, last: Cell) -> float:
        """Return what two cells of one row or column lose for what keeps them apart and is not told."""
        axis = 0 if first[0] != last[0] else 1
        return float(self._apart[axis][first[axis], last[axis]])

    def are_whole_and_part(self, first: Cell, last: Cell) -> bool:
        """Whether one of two cells is a mean or a total and the other is not."""
        axis = 0 if first[0] != last[0] else 1
        return bool(_are_whole_and_part(self._table, axis)[first[axis], last[axis]])

    def best(self, n: int) -> list[tuple[Cell, Cell]]:
        """Return the pairs that fit best, of those of which the claim tells both sides."""
        found = []
        for axis in (0, 1):
            first, last, line = self._places[axis]
            is_told = self._told[axis][first, last]
            scores = np.where(is_told, self._scores[axis], -np.inf)
            for place in np.argsort(-scores, kind="stable")[:n]:
                if is_told[place]:
                    ends = [(int(end[place]), int(line[place])) for end in (first, last)]
                    one, other = ends if axis == 0 else [(c, r) for r, c in ends]
                    found.append((-float(scores[place]), one, other))
        return [(one, other) for _, one, other in sorted(found)[:n]]

    def chance(self, score: float, n_coming: int) -> float:
        """Return how many pairs may be expected to come to a number by chance, of those that fit as well.

        Args:
            score: How well the claim's words lead to the pair in question.
            n_coming: How many pairs of the table come to the number.
        """
        n_pairs = sum(len(scores) for scores in self._scores)
        n_fitting = sum(int((scores >= score - SAME).sum()) for scores in self._scores)
        others = max(0, n_coming - 1) + PRIOR_PAIRS * _usual_share(self._claim)
        return max(1, n_fitting) * others / max(1, n_pairs - 1 + PRIOR_PAIRS)


@lru_cache(maxsize=64)
def _apart(table: PaperTable, axis: int) -> _Floats:
    """Return in how many levels each two headers differ, beyond the one that sets them against each other."""
    n = len(table.columns if axis else table.rows)
    differ_NN = np.zeros((n, n))
    for level in table.levels:
        if level.axis == axis:
            labels_N = np.array([-1 if (part := level.label_of(item)) is None else part for item in range(n)])
            told_NN = (labels_N[:, None] >= 0) & (labels_N[None, :] >= 0)
            differ_NN += told_NN & (labels_N[:, None] != labels_N[None, :])
    return np.maximum(0.0, differ_NN - 1)


@lru_cache(maxsize=64)
def _are_whole_and_part(table: PaperTable, axis: int) -> _Floats:
    """Return 1 for a mean or total beside one of those it sums up, which are hardly ever compared."""
    n = len(table.columns if axis else table.rows)
    summed = {
        item
        for level in table.levels
        if level.axis == axis
        for place, items in enumerate(level.items)
        if level.is_summary(place)
        for item in items
    }
    is_sum_N = np.array([item in summed for item in range(n)])
    return np.asarray(is_sum_N[:, None] != is_sum_N[None, :], dtype=np.float64)


def _untold(lacks_NT: _Floats, left_N: _Floats) -> _Floats:
    """Return of how many of each two headers the claim says nothing: no word of its own, nor all of it."""
    holds_NT = 1 - lacks_NT
    has_own_NN = holds_NT @ lacks_NT.T > 0
    is_full_N = (left_N == 0) & (holds_NT.sum(axis=1) > 0)
    told_NN = has_own_NN | is_full_N[:, None]
    return np.asarray(2.0 - told_NN - told_NN.T)


def _lacks(fits: Sequence[Fit], n_terms: int) -> _Floats:
    lacks_NT = np.ones((len(fits), n_terms))
    for place, (held, _) in enumerate(fits):
        lacks_NT[place, sorted(held)] = 0.0
    return lacks_NT


def _shares(lacks_NT: _Floats, lines_LT: _Floats, gains_T: _Floats) -> _Floats:
    """Return which share of the words two headers of one axis and one of the other hold together."""
    lost_NNT = lacks_NT[:, None, :] * lacks_NT[None, :, :]
    return np.asarray(1 - lost_NNT @ (lines_LT * gains_T).T, dtype=np.float64)


def _mean_left(left_N: _Floats, lines_L: _Floats) -> _Floats:
    return np.asarray((left_N[:, None, None] + left_N[None, :, None] + lines_L[None, None, :]) / 3)


@lru_cache(maxsize=64)
def _units(table: PaperTable, wanted: str | None) -> npt.NDArray[np.int64]:
    """Return of each cell a number for its unit, 0 where it holds no number.

    Where cells measure what is wanted (hours), those that do not are left out.
    """
    known: dict[Unit, int] = {}
    units_RC = np.zeros((len(table.rows), len(table.columns)), dtype=np.int64)
    for cell in table.cells:
        reading = cell.facts.stated[0].reading if cell.facts.stated else None
        if reading is not None and reading.value is not None:
            units_RC[cell.row, cell.column] = known.setdefault(reading.unit, len(known) + 1)
    measuring = [number for unit, number in known.items() if unit.dimension == wanted]
    return np.where(np.isin(units_RC, measuring), units_RC, 0) if measuring else units_RC


def _usual_share(claim: Reading) -> float:
    """Return which share of pairs comes to a number, before any is tried: the coarser, the more."""
    if claim.value is None or not claim.value:
        return USUAL
    size = abs(float(claim.value))
    if claim.bound in ("<", ">"):
        reached = NEAR_SHARE if claim.is_near else NEAR_BOUND - 1
        return min(USUAL, float(reached) / 2)
    span = reach(claim)
    return USUAL if span is None else min(USUAL, (span[1] - span[0]) / 2 / size)
