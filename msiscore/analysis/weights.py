"""Weights from people, analysed: what each and each group said, how far the groups are apart, and which order all their weights agree on.

For a report section or a chart, `analyse_weights(scores)` is the one function to call. A chart of the agreement between groups draws,
for each of `nodes`, `shares` by group and part with `own` beside them, and says `distances`; a bump chart draws `rankings`. A section of
text has `people` (who was asked, how consistent), `order` (what all agree on) and `data_driven` (with their `faults`, which must be shown
beside them). Numbers are unrounded: shares 0..1, scores 0..100.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Literal

import numpy as np

from msiscore.analysis.data_weights import METHODS, DataFault, DataWeights, data_weights
from msiscore.analysis.weight_agreement import FloatArray, distances, halves, settled_pairs, spread, tau
from msiscore.assessment import AssessmentSet
from msiscore.elicitation.groups import GroupWeights, RespondentWeights, group_weights, respondent_weights
from msiscore.elicitation.parts import judgeable
from msiscore.elicitation.results import TOP
from msiscore.errors import NotPossible
from msiscore.framework import WeightSet
from msiscore.model import Text
from msiscore.scoring.scores import Scores, score

Pair = tuple[str, str]


@dataclass(frozen=True, slots=True)
class NodeAgreement:
    """The groups' shares of one node beside each other.

    node: the dimension whose parts they are, or TOP (""). groups: ids of those who judged it. parts: ids. shares: by group, by part, sum 1.
    own: the framework's shares. distances: by pair of groups, the share of the weight that one would have to move to agree with the other,
    0..1. spread: by part, largest share minus smallest. upper, lower: parts that every group weighs above, or below, its median part.
    With one group only there are no distances, and nobody to agree with: `upper` and `lower` are empty.
    """

    node: str
    groups: tuple[str, ...]
    parts: tuple[str, ...]
    shares: Mapping[str, Mapping[str, float]]
    own: Mapping[str, float]
    distances: Mapping[Pair, float]
    spread: Mapping[str, float]
    upper: tuple[str, ...]
    lower: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class WeightRanking:
    """Scores and ranks of every initiative by one set of weights; None where an initiative has no score.

    kind: the framework's own weights, a group's, or made from the data. id: "" for the framework, the group's id, or the method.
    """

    kind: Literal["framework", "group", "data-driven"]
    id: str
    title: Text | None
    scores: Mapping[str, float | None]
    ranks: Mapping[str, int | None]


@dataclass(frozen=True, slots=True)
class OrderAgreement:
    """What all groups' weights say of the order, over the initiatives that have a score by all of them.

    agreed: pairs (higher, lower) under every group's weights. level: pairs that are level under all. disputed: the other pairs. left_out:
    initiatives without a score by one of them.
    """

    agreed: tuple[Pair, ...]
    level: tuple[Pair, ...]
    disputed: tuple[Pair, ...]
    left_out: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class WeightsAnalysis:
    """All that follows from the files in the folder `weights` of a set.

    people: each respondent, by group and id, with shares, consistency and doubtful answers by node. distance_to_group: by respondent and
    node, how far their shares are from their group's (0..1). groups: each group's combined shares by node. nodes: the groups beside
    each other, the top level first. rankings: by the framework's own weights, each group's, and those made from the data; empty where the
    framework has no total. rank_agreement: Kendall's tau-b between two rankings, by their places in `rankings`; None where one has no
    order. order: what all groups agree on, None with fewer than two groups or without a total. data_driven: weights of the top level made
    from the scores, to compare with.
    """

    scores: Scores
    people: tuple[RespondentWeights, ...]
    distance_to_group: Mapping[tuple[str, str], float]
    groups: tuple[GroupWeights, ...]
    nodes: tuple[NodeAgreement, ...]
    rankings: tuple[WeightRanking, ...]
    rank_agreement: Mapping[tuple[int, int], float | None]
    order: OrderAgreement | None
    data_driven: tuple[DataWeights, ...]


def analyse_weights(source: AssessmentSet | Scores) -> WeightsAnalysis:
    """The weights of the people who were asked, their groups, and what they do to the ranking of the headline column.

    Raises NotPossible for a set in which nobody was asked (no folder `weights`).
    """
    assessment_set = source.assessment_set if isinstance(source, Scores) else source
    if not assessment_set.respondents:
        hint = "put a file for each person or group into the folder `weights` beside set.yaml (docs/weights.md)"
        raise NotPossible(f"nobody was asked for weights in the set `{assessment_set.about.id}`; {hint}")
    asked = sorted(assessment_set.respondents, key=lambda one: (one.group.id, one.id))
    people = respondent_weights(asked, assessment_set.framework)
    groups = group_weights(people)
    own = score(_by_own_weights(assessment_set))
    data = _data_driven(own)
    rankings = _rankings(assessment_set, own, groups, data)
    return WeightsAnalysis(
        scores=source if isinstance(source, Scores) else own,
        people=people,
        distance_to_group=_to_group(people, groups),
        groups=groups,
        nodes=tuple(_nodes(assessment_set, groups)),
        rankings=rankings,
        rank_agreement=_rank_agreement(rankings),
        order=_order([one for one in rankings if one.kind == "group"]),
        data_driven=data,
    )


def _by_own_weights(assessment_set: AssessmentSet) -> AssessmentSet:
    return replace(assessment_set, about=assessment_set.about.model_copy(update={"weight_set": None}))


def _to_group(people: Sequence[RespondentWeights], groups: Sequence[GroupWeights]) -> dict[tuple[str, str], float]:
    by_id = {group.id: group for group in groups}
    found = {}
    for one in people:
        for node, elicited in one.nodes.items():
            together = by_id[one.respondent.group.id].nodes[node].shares
            table = np.array([list(elicited.shares.values()), [together[part] for part in elicited.shares]])
            found[one.respondent.id, node] = float(distances(table)[0, 1])
    return found


def _nodes(assessment_set: AssessmentSet, groups: Sequence[GroupWeights]) -> list[NodeAgreement]:
    places = judgeable(assessment_set.framework)
    return [
        _node(node, {group.id: group.nodes[node].shares for group in groups if node in group.nodes}, place.weights)
        for node, place in places.items()
        if any(node in group.nodes for group in groups)
    ]


def _node(node: str, shares: Mapping[str, Mapping[str, float]], own: Mapping[str, float]) -> NodeAgreement:
    parts, names = tuple(own), tuple(shares)
    table = np.array([[shares[name][part] for part in parts] for name in names])
    apart, sides = distances(table), halves(table)
    several = len(names) > 1
    total = sum(own.values())
    return NodeAgreement(
        node=node,
        groups=names,
        parts=parts,
        shares=shares,
        own={part: weight / total for part, weight in own.items()},
        distances={(names[i], names[j]): float(apart[i, j]) for i in range(len(names)) for j in range(i + 1, len(names))},
        spread=dict(zip(parts, spread(table).tolist(), strict=True)),
        upper=tuple(part for k, part in enumerate(parts) if several and (sides[:, k] == 1).all()),
        lower=tuple(part for k, part in enumerate(parts) if several and (sides[:, k] == -1).all()),
    )


def _data_driven(own: Scores) -> tuple[DataWeights, ...]:
    """Weights of the top level by each method, from the scores of its parts before any standard."""
    place = judgeable(own.assessment_set.framework)[TOP]
    nodes = own.column().nodes
    parts = tuple(part for part in place.parts if part in nodes.tree.rows)
    if place.sized or len(parts) < 2:
        return tuple(DataWeights(method, None, (DataFault("sized" if place.sized else "too-few"),)) for method in METHODS)
    first = nodes.tree.hierarchy.items
    values = np.array([nodes.point[nodes.tree.rows[part] - first] for part in parts]).T
    initiatives = own.matrix.initiatives
    return tuple(data_weights(method, values, parts, initiatives) for method in METHODS)


def _rankings(
    assessment_set: AssessmentSet, own: Scores, groups: Sequence[GroupWeights], data: Sequence[DataWeights]
) -> tuple[WeightRanking, ...]:
    framework = assessment_set.framework
    if framework.total == "none":
        return ()
    place = judgeable(framework)[TOP]
    found = [_ranking("framework", "", None, own)]
    found += [_ranking("group", group.id, group.title, score(assessment_set, weight_set=group.id)) for group in groups]
    for one in data:
        if one.shares is None:
            continue
        name = f"data:{one.method}"  # no id of a group can have a colon
        sets = {**framework.weight_sets, name: WeightSet(title=Text.of(one.method), weights=place.weights_of(one.shares))}
        other = replace(assessment_set, framework=framework.model_copy(update={"weight_sets": sets}))
        found.append(_ranking("data-driven", one.method, None, score(other, weight_set=name)))
    return tuple(found)


def _ranking(kind: Literal["framework", "group", "data-driven"], id_: str, title: Text | None, scores: Scores) -> WeightRanking:
    rows = {row.initiative: row for row in scores.headline()}
    names = scores.matrix.initiatives
    return WeightRanking(kind, id_, title, {name: rows[name].score for name in names}, {name: rows[name].rank for name in names})


def _scored(rankings: Sequence[WeightRanking]) -> tuple[tuple[str, ...], FloatArray]:
    """The initiatives with a score in all of `rankings`, and those scores, rankings x initiatives."""
    names = tuple(name for name in rankings[0].scores if all(one.scores[name] is not None for one in rankings))
    return names, np.array([[one.scores[name] for name in names] for one in rankings], dtype=np.float64)


def _rank_agreement(rankings: Sequence[WeightRanking]) -> dict[tuple[int, int], float | None]:
    found = {}
    for i, one in enumerate(rankings):
        for j, other in enumerate(rankings[i + 1 :], start=i + 1):
            _, table = _scored([one, other])
            found[i, j] = tau(table[0], table[1])
    return found


def _order(rankings: Sequence[WeightRanking]) -> OrderAgreement | None:
    if len(rankings) < 2:
        return None
    names, table = _scored(rankings)
    agreed, level, disputed = (tuple((names[i], names[j]) for i, j in pairs) for pairs in settled_pairs(table))
    left_out = tuple(name for name in rankings[0].scores if name not in names)
    return OrderAgreement(agreed, level, disputed, left_out)
