"""Weights that are made from the scores themselves: entropy, CRITIC and principal components.

They say how the initiatives at hand happen to differ, not what matters to anybody, and a further initiative changes them. They stand
beside the weights of people for comparison only. `values` is n initiatives x m parts, 0 to 100, complete.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import NDArray

FloatArray = NDArray[np.float64]
FaultCode = Literal["constant", "negative-loadings", "low-share", "few-initiatives", "too-few", "incomplete", "sized"]

CONSTANT = 1e-9
LEAST_INITIATIVES = 3
"""With two initiatives every correlation is 1 or -1."""


@dataclass(frozen=True, slots=True)
class DataFault:
    """What goes wrong with a weighting by data. `names`: the parts or initiatives concerned. `value`: a share 0..1 or a count, by code.

    constant: these parts have the same score everywhere, so they get no weight. negative-loadings: these parts run against the first
    component, so no weights are given. low-share: the first component explains only `value` of the variance. few-initiatives: only
    `value` initiatives, not more than parts. too-few: fewer than three complete initiatives. incomplete: these initiatives lack a score in
    a part and are left out. sized: the framework weighs by what is in a part, so shares cannot be compared.
    """

    code: FaultCode
    names: tuple[str, ...] = ()
    value: float | None = None


def entropy(values: FloatArray) -> FloatArray:
    """w_j = (1 - e_j) / sum, with e_j = -(1 / ln n) sum_i p_ij ln p_ij and p_ij = x_ij / sum_i x_ij; 0 for a constant column.

    A column in which the scores differ much relative to their sum weighs more. Source: C.-L. Hwang and K. Yoon, Multiple Attribute Decision
    Making, Springer 1981, section 3.1; the entropy is C. E. Shannon's (Bell System Technical Journal 27, 1948).
    """
    parts = _varying(values)
    weights = np.zeros(values.shape[1])
    share = values[:, parts] / values[:, parts].sum(axis=0)
    logs = np.log(share, where=share > 0, out=np.zeros_like(share))
    diversity = np.maximum(0.0, 1.0 + (share * logs).sum(axis=0) / np.log(len(values)))
    weights[parts] = diversity
    return np.asarray(weights / weights.sum())


def critic(values: FloatArray) -> FloatArray:
    """w_j = C_j / sum, with C_j = s_j sum_k (1 - r_jk): s_j the standard deviation of the column scaled to 0..1, r_jk the correlations.

    A column that varies much and says something else than the others weighs more; 0 for a constant one. Source: D. Diakoulaki,
    G. Mavrotas and L. Papayannakis, Computers and Operations Research 22(7), 1995, 763-770.
    """
    parts = _varying(values)
    kept = values[:, parts]
    scaled = (kept - kept.min(axis=0)) / (kept.max(axis=0) - kept.min(axis=0))
    conflict = (1.0 - _correlations(scaled)).sum(axis=1)
    weights = np.zeros(values.shape[1])
    information = np.maximum(0.0, scaled.std(axis=0, ddof=1) * conflict)
    weights[parts] = information
    total = weights.sum()
    return np.asarray(weights / total) if total > CONSTANT else np.where(parts, 1.0 / parts.sum(), 0.0)


def first_component(values: FloatArray) -> tuple[FloatArray, float]:
    """The loadings of the columns on the first principal component of their correlations (squares sum to 1, turned so that their sum is not
    negative; 0 for a constant column), and the share of the variance that it explains.

    Their squares are the weights, as in the OECD/JRC Handbook on Constructing Composite Indicators, 2008, section 6.1, with one component.
    """
    parts = _varying(values)
    sizes, vectors = np.linalg.eigh(_correlations(values[:, parts]))
    vector = vectors[:, -1] if vectors[:, -1].sum() >= 0 else -vectors[:, -1]
    loadings = np.zeros(values.shape[1])
    loadings[parts] = vector
    return loadings, float(sizes[-1] / sizes.sum())


def _varying(values: FloatArray) -> NDArray[np.bool_]:
    return np.asarray(values.max(axis=0) - values.min(axis=0) > CONSTANT)


def _correlations(values: FloatArray) -> FloatArray:
    return np.atleast_2d(np.corrcoef(values, rowvar=False))


@dataclass(frozen=True, slots=True)
class DataWeights:
    """The weights of one method: `shares` by part, sum 1, or None where the method gives none; `faults` says what went wrong."""

    method: str
    shares: Mapping[str, float] | None
    faults: tuple[DataFault, ...]


def data_weights(method: str, values: FloatArray, parts: tuple[str, ...], initiatives: tuple[str, ...]) -> DataWeights:
    """The weights of `parts` by `method`, one of METHODS. Initiatives with an empty value (NaN) are left out, and said."""
    complete = np.asarray(np.isfinite(values).all(axis=1))
    missing = tuple(name for name, whole in zip(initiatives, complete.tolist(), strict=True) if not whole)
    faults = [DataFault("incomplete", missing)] if missing else []
    used = values[complete]
    if len(used) < LEAST_INITIATIVES:
        return DataWeights(method, None, (*faults, DataFault("too-few", value=float(len(used)))))
    varying = _varying(used)
    constant = tuple(part for part, varies in zip(parts, varying.tolist(), strict=True) if not varies)
    faults += [DataFault("constant", constant)] if constant else []
    if not varying.any():
        return DataWeights(method, None, tuple(faults))
    if len(used) <= len(parts):
        faults.append(DataFault("few-initiatives", value=float(len(used))))
    weights, more = METHODS[method](used, parts)
    shares = None if weights is None else dict(zip(parts, weights.tolist(), strict=True))
    return DataWeights(method, shares, (*faults, *more))


def _components(values: FloatArray, parts: tuple[str, ...]) -> tuple[FloatArray | None, list[DataFault]]:
    loadings, explained = first_component(values)
    against = tuple(part for part, loading in zip(parts, loadings.tolist(), strict=True) if loading < -CONSTANT)
    faults = [DataFault("low-share", value=explained)] if explained < 0.5 else []
    if against:
        return None, [*faults, DataFault("negative-loadings", against)]
    return loadings**2, faults


METHODS: Mapping[str, Callable[[FloatArray, tuple[str, ...]], tuple[FloatArray | None, list[DataFault]]]] = {
    "entropy": lambda values, _: (entropy(values), []),
    "critic": lambda values, _: (critic(values), []),
    "pca": _components,
}
"""The methods by name; each gives weights (or None) and what went wrong with them."""
