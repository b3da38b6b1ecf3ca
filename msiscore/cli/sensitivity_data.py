"""The results of `sensitivity` as JSON and as CSV for programs."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from msiscore.analysis.one_at_a_time import Swing
    from msiscore.analysis.relations import EffectiveWeight, RelatedPair
    from msiscore.analysis.sensitivity import Sensitivity
    from msiscore.analysis.variance_shares import VarianceShares


def sensitivity_data(found: Sensitivity) -> dict[str, Any]:
    """Everything as plain data: scores 0..100, shares 0..1, unrounded; null where there is nothing to say."""
    changes, scores = found.changes, found.scores
    names = changes.initiatives
    return {
        "assessment-set": scores.assessment_set.about.id,
        "framework": {"id": scores.assessment_set.framework.id, "version": scores.assessment_set.framework.version},
        "weight-set": scores.weight_set,
        "column": found.column,
        "left-out": list(changes.left_out),
        "initiatives": {name: {"score": float(changes.score[k]), "rank": int(changes.ranks[k])} for k, name in enumerate(names)},
        "changes": [
            {
                "kind": effect.kind,
                "id": effect.id,
                "setting": effect.setting,
                "initiatives": {
                    name: {
                        "score": _number(effect.score[k]),
                        "change": _number(effect.score[k] - changes.score[k]),
                        "lower": _number(effect.lower[k]),
                        "upper": _number(effect.upper[k]),
                        "rank": int(effect.ranks[k]) or None,
                    }
                    for k, name in enumerate(names)
                },
            }
            for effect in changes.effects
        ],
        "swings": [_swing_data(swing, names) for swing in changes.swings],
        "variance-shares": _shares_data(found.shares) if found.shares is not None else None,
        "why-no-variance-shares": found.without_shares,
        "weights": [_weight_data(one) for one in (*found.relations.dimensions, *found.relations.criteria)],
        "correlations": {
            "compared": found.relations.compared,
            "redundant": [_pair_data(pair) for pair in found.relations.redundant],
            "contradicting": [_pair_data(pair) for pair in found.relations.contradicting],
            "reason": found.relations.reason,
        },
    }


def sensitivity_csv(found: Sensitivity) -> str:
    """Every change and what it does to each initiative, one row each."""
    text: str = found.changes.to_frame().to_csv(index=False, lineterminator="\n")
    return text


def _swing_data(swing: Swing, names: tuple[str, ...]) -> dict[str, Any]:
    return {
        "kind": swing.kind,
        "id": swing.id,
        "mean": float(swing.reach.mean()),
        "ranks-moved": swing.moved,
        "lost": list(swing.lost),
        "gained": list(swing.gained),
        "initiatives": {
            name: {
                "low": float(swing.low[k]),
                "high": float(swing.high[k]),
                "best-rank": int(swing.best[k]),
                "worst-rank": int(swing.worst[k]),
                "width": _number(swing.width[k]),
            }
            for k, name in enumerate(names)
        },
    }


def _shares_data(shares: VarianceShares) -> dict[str, Any]:
    outputs = {}
    for output, indices in (("score", shares.score), ("rank", shares.rank)):
        shown = shares.shown(indices)
        outputs[output] = {
            name: {
                "standard-deviation": float(indices.sd[k]),
                "groups": {
                    group: {
                        key: float(array[g, k]) if shown[g, k] else None
                        for key, array in (
                            ("first", indices.first),
                            ("first-limit", indices.first_limit),
                            ("total", indices.total),
                            ("total-limit", indices.total_limit),
                        )
                    }
                    for g, group in enumerate(shares.groups)
                },
            }
            for k, name in enumerate(shares.initiatives)
        }
    return {
        "by": shares.by,
        "draws": shares.draws,
        "runs": shares.runs,
        "seed": shares.seed,
        "inputs": shares.inputs,
        "varied": list(shares.assumptions.words()),
        **outputs,
    }


def _weight_data(one: EffectiveWeight) -> dict[str, Any]:
    return {name.replace("_", "-"): getattr(one, name) for name in type(one).__slots__}


def _pair_data(pair: RelatedPair) -> dict[str, Any]:
    return {"one": pair.one, "other": pair.other, "r": pair.r, "pairs": pair.pairs, "p": pair.p}


def _number(value: float) -> float | None:
    return None if math.isnan(value) else float(value)
