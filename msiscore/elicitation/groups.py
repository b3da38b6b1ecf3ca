"""From people to groups: each respondent's shares, what a group makes of them together, and the weight set that follows."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np

from msiscore.elicitation.judgements import Respondent
from msiscore.elicitation.methods import elicit
from msiscore.elicitation.parts import judgeable
from msiscore.elicitation.results import Elicited
from msiscore.framework import Framework, WeightSet
from msiscore.model import Text

Mean = Literal["geometric", "arithmetic"]


@dataclass(frozen=True, slots=True)
class RespondentWeights:
    """One respondent with the shares of each node that they judged, by its id."""

    respondent: Respondent
    nodes: Mapping[str, Elicited]


@dataclass(frozen=True, slots=True)
class CombinedShares:
    """A group's shares of one node: by child, sum 1; the mean that made them; and who is behind them."""

    node: str
    shares: Mapping[str, float]
    mean: Mean
    respondents: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class GroupWeights:
    """What one group's respondents say together, for each node that at least one of them judged, by its id."""

    id: str
    title: Text
    who: Text
    respondents: tuple[str, ...]
    nodes: Mapping[str, CombinedShares]


def respondent_weights(respondents: Iterable[Respondent], framework: Framework) -> tuple[RespondentWeights, ...]:
    """Each respondent's shares; the judgements have been checked against the framework."""
    places = judgeable(framework)
    return tuple(
        RespondentWeights(
            one, {judgement.of or "": elicit(judgement, places[judgement.of or ""].parts) for judgement in one.judgements}
        )
        for one in respondents
    )


def group_weights(people: Sequence[RespondentWeights]) -> tuple[GroupWeights, ...]:
    """The groups in the order of their ids. Every respondent counts once in a group, however many people stand behind them."""
    members: dict[str, list[RespondentWeights]] = {}
    for one in people:
        members.setdefault(one.respondent.group.id, []).append(one)
    found = []
    for id_, group in sorted(members.items()):
        titles = [one.respondent.group.title for one in group if one.respondent.group.title is not None]
        nodes = dict.fromkeys(node for one in group for node in one.nodes)
        found.append(
            GroupWeights(
                id=id_,
                title=titles[0] if titles else Text.of(id_),
                who=_listed([one.respondent.title for one in group]),
                respondents=tuple(one.respondent.id for one in group),
                nodes={node: _combined(node, [one for one in group if node in one.nodes]) for node in nodes},
            )
        )
    return tuple(found)


def _combined(node: str, group: Sequence[RespondentWeights]) -> CombinedShares:
    answers = [one.nodes[node] for one in group]
    mean: Mean = "geometric" if all(answer.method == "pairwise" for answer in answers) else "arithmetic"
    shares = combine([answer.shares for answer in answers], mean)
    return CombinedShares(node, shares, mean, tuple(one.respondent.id for one in group))


def combine(answers: Sequence[Mapping[str, float]], mean: Mean) -> dict[str, float]:
    """The mean of several shares of the same parts, scaled to sum 1.

    Geometric for pairwise comparisons, whose answers are ratios (E. Forman and K. Peniwati, European J. Operational Research 108, 1998,
    165-169); with row geometric means it is the same whether answers or weights are combined. Arithmetic otherwise, as a part
    that one respondent gives 0 would have 0 in the end.
    """
    parts = list(answers[0])
    table = np.array([[answer[part] for part in parts] for answer in answers])
    means = np.exp(np.log(table).mean(axis=0)) if mean == "geometric" else table.mean(axis=0)
    return dict(zip(parts, (means / means.sum()).tolist(), strict=True))


def weight_sets(groups: Iterable[GroupWeights], framework: Framework) -> dict[str, WeightSet]:
    """A weight set for each group, by its id; nodes that nobody of the group judged keep the framework's weights."""
    places = judgeable(framework)
    found = {}
    for group in groups:
        weights: dict[str, float] = {}
        for node, combined in group.nodes.items():
            weights |= places[node].weights_of(combined.shares)
        found[group.id] = WeightSet(title=group.title, who=group.who, weights=weights)
    return found


def _listed(titles: Sequence[Text]) -> Text:
    """The titles in a row, in every language that one of them has."""
    languages = dict.fromkeys(language for title in titles for language in title.by_language)
    return Text({language: ", ".join(title.in_language(language) for title in titles) for language in languages})
