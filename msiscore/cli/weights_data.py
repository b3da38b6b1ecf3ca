"""The result of `weights` for programs: everything as JSON, and the shares of weight as CSV. Nothing is rounded."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from msiscore.reporting.data import guarded

if TYPE_CHECKING:
    from msiscore.analysis.weights import NodeAgreement, WeightRanking, WeightsAnalysis
    from msiscore.elicitation.groups import RespondentWeights
    from msiscore.elicitation.results import Elicited
    from msiscore.model import Text

CSV_COLUMNS = ("kind", "id", "title", "group", "node", "method", "part", "share")


def weights_data(found: WeightsAnalysis) -> dict[str, Any]:
    """Everything as plain data: shares and distances 0..1, scores 0..100; the node `` is the top level."""
    about, framework = found.scores.assessment_set.about, found.scores.assessment_set.framework
    names = [one.id or "framework" for one in found.rankings]
    order = found.order
    return {
        "assessment-set": about.id,
        "fictional": about.fictional,
        "framework": {"id": framework.id, "version": framework.version},
        "respondents": [_respondent(found, one, about.language) for one in found.people],
        "groups": [
            {
                "id": group.id,
                "title": group.title.in_language(about.language),
                "respondents": list(group.respondents),
                "nodes": [
                    {"node": one.node, "mean": one.mean, "respondents": list(one.respondents), "shares": dict(one.shares)}
                    for one in group.nodes.values()
                ],
            }
            for group in found.groups
        ],
        "nodes": [_node(one) for one in found.nodes],
        "rankings": [_ranking(one) for one in found.rankings],
        "rank-agreement": [[names[i], names[j], value] for (i, j), value in found.rank_agreement.items()],
        "order": None
        if order is None
        else {
            "agreed": [list(pair) for pair in order.agreed],
            "level": [list(pair) for pair in order.level],
            "disputed": [list(pair) for pair in order.disputed],
            "left-out": list(order.left_out),
        },
        "data-driven": [
            {
                "method": one.method,
                "shares": None if one.shares is None else dict(one.shares),
                "faults": [{"code": fault.code, "names": list(fault.names), "value": fault.value} for fault in one.faults],
            }
            for one in found.data_driven
        ],
    }


def weights_csv(found: WeightsAnalysis) -> str:
    """One line for each share of weight: of the framework, each respondent, each group, and each method that works from the data."""
    text = io.StringIO(newline="")
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow(CSV_COLUMNS)
    for row in _rows(found):
        writer.writerow([guarded(cell) for cell in row])
    return text.getvalue()


def _rows(found: WeightsAnalysis) -> Iterator[tuple[object, ...]]:
    language = found.scores.assessment_set.about.language
    for node in found.nodes:
        for part, share in node.own.items():
            yield "framework", "", "", "", node.node, "", part, share
    for one in found.people:
        who = one.respondent
        for elicited in one.nodes.values():
            for part, share in elicited.shares.items():
                title = who.title.in_language(language)
                yield "respondent", who.id, title, who.group.id, elicited.node, elicited.method, part, share
    for group in found.groups:
        for together in group.nodes.values():
            for part, share in together.shares.items():
                title = group.title.in_language(language)
                yield "group", group.id, title, group.id, together.node, f"{together.mean} mean", part, share
    for data in found.data_driven:
        for part, share in (data.shares or {}).items():
            yield "data-driven", data.method, "", "", "", data.method, part, share


def _respondent(found: WeightsAnalysis, one: RespondentWeights, language: str) -> dict[str, Any]:
    who = one.respondent
    notes = {judgement.of or "": judgement.note for judgement in who.judgements}
    return {
        "id": who.id,
        "title": who.title.in_language(language),
        "group": who.group.id,
        "asked": {
            "how": who.asked.how.in_language(language),
            "date": str(who.asked.date) if who.asked.date is not None else None,
            "by": _said(who.asked.by, language),
            "people": who.asked.people,
        },
        "nodes": [
            _elicited(elicited)
            | {"distance-to-group": found.distance_to_group[who.id, node], "note": _said(notes[node], language)}
            for node, elicited in one.nodes.items()
        ],
    }


def _said(text: Text | None, language: str) -> str | None:
    return None if text is None else text.in_language(language)


def _elicited(one: Elicited) -> dict[str, Any]:
    return {
        "node": one.node,
        "method": one.method,
        "shares": dict(one.shares),
        "rescaled-from": one.rescaled_from,
        "due": one.due,
        "other": {} if one.other is None else {one.other_name: dict(one.other)},
        "consistency": [
            {"measure": measure.measure, "value": measure.value, "limit": measure.limit, "acceptable": measure.acceptable}
            for measure in one.consistency
        ],
        "doubts": [
            {"first": doubt.first, "second": doubt.second, "said": doubt.said, "implied": doubt.implied} for doubt in one.doubts
        ],
        "circular": [list(ring) for ring in one.circular],
    }


def _node(one: NodeAgreement) -> dict[str, Any]:
    return {
        "node": one.node,
        "own": dict(one.own),
        "groups": {name: dict(shares) for name, shares in one.shares.items()},
        "distances": [[first, second, value] for (first, second), value in one.distances.items()],
        "spread": dict(one.spread),
        "upper": list(one.upper),
        "lower": list(one.lower),
    }


def _ranking(one: WeightRanking) -> dict[str, Any]:
    return {"kind": one.kind, "id": one.id, "scores": dict(one.scores), "ranks": dict(one.ranks)}
