"""Random frameworks with random answers, from a seed: every kind of scale, mean, weighting, state, standard and bonus.

A set is made from plain data, so that an edit is a change of that data: what a reader does in the workbook, done in the files.
"""

from __future__ import annotations

import copy
import random
from dataclasses import dataclass
from typing import Any

from msiscore.assessment import AssessmentSet
from tests.making import a_set, assessment, criterion, dimension, framework

SCALES: dict[str, dict[str, Any]] = {
    "level": {"kind": "levels", "levels": ["absent", "weak", "partial", "strong", "leading"]},
    "uneven": {"kind": "levels", "levels": ["none", "some", "most", "all"], "values": [0, 10, 50, 100], "first": 1},
    "turned": {"kind": "levels", "levels": ["good", "middling", "bad"], "reversed": "yes"},
    "yes-no": {"kind": "yes-no"},
    "no-yes": {"kind": "yes-no", "reversed": "yes"},
    "points": {"kind": "points", "of": "5", "step": "0.5"},
    "faults": {"kind": "points", "of": "8", "reversed": "yes"},
    "share": {"kind": "measure", "unit": "%", "from": "0", "to": "60"},
    "accidents": {"kind": "measure", "from": "200", "to": "0"},
    "income": {"kind": "measure", "unit": "PPP $", "from": "100", "to": "75000", "log": "yes"},
    "reach": {"kind": "thresholds", "unit": "%", "steps": ["> 0", ">= 10", ">= 30", ">= 60"]},
    "harm": {"kind": "thresholds", "steps": ["< 50", "<= 10"]},
    "min-max": {"kind": "relative", "method": "min-max"},
    "z-score": {"kind": "relative", "method": "z-score", "reversed": "yes"},
    "percentile": {"kind": "relative", "method": "percentile-rank"},
    "quarters": {"kind": "relative", "method": "quantiles", "above": ["25%", "50%", "75%"]},
    "below-median": {"kind": "relative", "method": "quantiles", "above": "50%", "reversed": "yes"},
    "wide": {"kind": "relative", "method": "z-score", "deviations": "1.5"},
}
_ANSWERS: dict[str, tuple[str, ...]] = {
    "level": ("0", "1", "2", "3", "4"),
    "uneven": ("1", "2", "3", "4"),
    "turned": ("0", "1", "2"),
    "yes-no": ("yes", "no"),
    "no-yes": ("yes", "no"),
    "points": ("0", "0.5", "2", "3.5", "5"),
    "faults": ("0", "1", "2.5", "8"),
    "share": ("0", "15", "59.9", "80", "-3"),
    "accidents": ("0", "50", "199", "300"),
    "income": ("100", "2500.5", "55979.411", "90000", "7"),
    "reach": ("0", "1.6", "10", "29.999", "60", "100"),
    "harm": ("60", "50", "10", "3"),
    "min-max": ("1", "2", "2", "7.5", "-4"),
    "z-score": ("1", "2", "2", "7.5", "-4", "12"),
    "percentile": ("1", "2", "2", "7.5", "-4"),
    "quarters": ("1", "2", "2", "7.5", "-4"),
    "below-median": ("1", "2", "2", "7.5", "-4"),
    "wide": ("1", "2", "2", "7.5", "-4"),
}
_MINIMUM: dict[str, dict[str, str]] = {
    "level": {"level": "2"},
    "uneven": {"level": "3"},
    "turned": {"level": "1"},
    "yes-no": {"level": "yes"},
    "no-yes": {"level": "no"},
    "points": {"value": "3"},
    "faults": {"value": "2"},
    "share": {"value": "20"},
    "accidents": {"value": "60"},
    "reach": {"level": "2"},
    "harm": {"level": "1"},
    "quarters": {"level": "2"},
    "below-median": {"level": "1"},
}
_STATES = ("not-applicable", "nothing-found", "too-early", "confidential", "not-assessable", "unanswered")
_AGGREGATIONS: tuple[Any, ...] = (
    *("arithmetic", "arithmetic", "geometric", "harmonic", "minimum", "maximum"),
    *({"power": "2"}, {"power": "0.5"}, {"power": "-2"}, {"power": "20"}),
)
_WEIGHTINGS = ("stated", "stated", "equal", "count", "weight", "points")
_WEIGHTS = ("0.1", "0.3", "1", "1", "2", "3.7", "10")


@dataclass
class Plan:
    """A framework and its assessments as data. `ratings` has an answer for each initiative and item."""

    framework: dict[str, Any]
    ratings: dict[str, dict[str, Any]]
    started: dict[str, str]
    weight_set: str | None

    def loaded(self) -> AssessmentSet:
        """The set of these data."""
        data = copy.deepcopy(self.framework)
        made = framework(*data.pop("dimensions"), **data)
        more = {"weight_set": self.weight_set} if self.weight_set else {}
        given = (
            assessment(id_, ratings, **({"started": self.started[id_]} if id_ in self.started else {}))
            for id_, ratings in self.ratings.items()
        )
        return a_set(made, *given, **more)


def random_plan(seed: int, initiatives: int = 6) -> Plan:
    """Data of the given seed."""
    draw = random.Random(seed)  # noqa: S311 - no secret
    combine = draw.choice((None, "minimum", "geometric", "arithmetic"))
    with_aspects = draw.random() < 0.5
    made = _Maker(draw, with_aspects, combine)
    dimensions = [made.dimension(f"d{k}", depth=0) for k in range(draw.randint(2, 4))]
    ids = [*made.dimension_ids, *(one["id"] for one in made.criteria)]
    sets = {
        name: {"title": f"Set {name}", "weights": {id_: draw.choice(_WEIGHTS) for id_ in draw.sample(ids, min(3, len(ids)))}}
        for name in ("one", "two")[: draw.randint(0, 2)]
    }
    data: dict[str, Any] = {
        "dimensions": dimensions,
        "scales": SCALES,
        "default-scale": "level",
        "aggregation": draw.choice(_AGGREGATIONS),
        "weighting": draw.choice(_WEIGHTINGS),
        "minimum-coverage": draw.choice(("0%", "40%", "60%")),
        "states": {state: draw.choice(("exclude", "lowest", "open")) for state in _STATES[1:] if draw.random() < 0.3},
        "bands": made.bands(),
        "ranking": draw.choice(("unrounded", "unrounded", "rounded")),
        "weight-sets": sets,
        "decimals": str(draw.choice((0, 1))),
        "views": [{"id": "v", "title": "V", "tag": "t", "values": [{"id": "a", "title": "A"}, {"id": "b", "title": "B"}]}],
        "total": "none" if draw.random() < 0.1 else "scored",
    }
    if draw.random() < 0.4:
        data["minimum"] = made.minimum_score()
    if with_aspects and combine:
        data["combine-aspects"] = combine
    names = [f"i{k}" for k in range(initiatives)]
    ratings = {name: {c["id"]: made.answers(c) for c in made.criteria} for name in names}
    started = {name: draw.choice(("2012", "2019-07-09", "2018-07-08")) for name in names if draw.random() < 0.8}
    return Plan(data, ratings, started, draw.choice((None, *sets)))


@dataclass
class _Maker:
    draw: random.Random
    with_aspects: bool
    combine: str | None

    def __post_init__(self) -> None:
        self.criteria: list[dict[str, Any]] = []
        self.dimension_ids: list[str] = []

    def dimension(self, id_: str, depth: int) -> dict[str, Any]:
        draw = self.draw
        self.dimension_ids.append(id_)
        children = [self.criterion(f"{id_}c{k}", first=k == 0) for k in range(draw.randint(1, 5))]
        if depth < 2 and draw.random() < 0.35:
            children += [self.dimension(f"{id_}x{k}", depth + 1) for k in range(draw.randint(1, 2))]
        more = {"aggregation": draw.choice(_AGGREGATIONS), "weighting": draw.choice(_WEIGHTINGS)}
        if draw.random() < 0.3:
            more["counts-as"] = draw.choice(("1", "2.5"))
        if draw.random() < 0.25:
            more["minimum"] = self.minimum_score()
        if draw.random() < 0.35:
            ordinary = sum(child.get("bonus") != "yes" for child in children)
            more["minimum-children"] = draw.choice(("1", str(min(2, ordinary)), "50%", "75%", "100%"))
        if draw.random() < 0.5 and any(child.get("bonus") == "yes" for child in children):
            more["lifts-from"] = draw.choice(("20", "50", "80"))
        return dimension(id_, *children, weight=draw.choice(_WEIGHTS), **more)

    def minimum_score(self) -> dict[str, Any]:
        draw = self.draw
        made: dict[str, Any] = {"score": draw.choice(("20", "45", "60")), "otherwise": draw.choice(("cap", "fail", "flag"))}
        if made["otherwise"] == "cap":
            made["at"] = draw.choice(("30", "55"))
        if draw.random() < 0.4:
            made["by-year"] = {"2": "50"}
        return made

    def bands(self) -> list[dict[str, Any]]:
        """Three bands; some ask for more than a score."""
        draw = self.draw
        made: list[dict[str, Any]] = [
            {"name": "low", "from": "0"},
            {"name": "mid", "from": "33.3"},
            {"name": "high", "from": "66"},
        ]
        able = [one for one in self.criteria if "value" in _MINIMUM.get(one["scale"], {}) or one["scale"] in ("level", "reach")]
        for band in made[1:]:
            asked: list[dict[str, Any]] = []
            if draw.random() < 0.4:
                asked.append({"of": draw.choice(self.dimension_ids), "score": draw.choice(("10", "50"))})
            if able and draw.random() < 0.4:
                one = draw.choice(able)
                asked.append({"of": one["id"], **_MINIMUM[one["scale"]]})
            if asked:
                band["requires"] = asked
        return made

    def criterion(self, id_: str, first: bool) -> dict[str, Any]:
        """The first of a dimension is an ordinary one with a weight, so that something can be scored."""
        draw = self.draw
        scale = draw.choice(tuple(SCALES))
        more: dict[str, Any] = {"scale": scale, "tags": {"t": draw.choice(("a", "b", "c"))}}
        more["weight"] = draw.choice(_WEIGHTS) if first or draw.random() < 0.85 else "0"
        if not first and draw.random() < 0.25:
            more["bonus"] = "yes"
        if self.with_aspects and (self.combine is None or draw.random() < 0.4):
            more["aspects"] = ["paper", "practice"] if first or draw.random() < 0.7 else ["practice"]
        if scale in _MINIMUM and draw.random() < 0.4:
            more["minimum"] = self.minimum(scale, more)
        if draw.random() < 0.2:
            more["states"] = {draw.choice(_STATES[1:]): draw.choice(("exclude", "lowest", "open"))}
        self.criteria.append(criterion(id_, **more))
        return self.criteria[-1]

    def minimum(self, scale: str, more: dict[str, Any]) -> dict[str, Any]:
        draw = self.draw
        made: dict[str, Any] = {**_MINIMUM[scale], "otherwise": draw.choice(("cap", "cap", "fail", "flag"))}
        if made["otherwise"] == "cap":
            made["at"] = draw.choice(("20", "49", "70"))
        if "level" in made and scale == "level" and draw.random() < 0.5:
            made["by-year"] = {"2": "3", "3": "4"}
        if more.get("aspects") == ["paper", "practice"] and draw.random() < 0.4:
            made["aspect"] = "paper"
        return made

    def answers(self, one: dict[str, Any]) -> Any:
        if one.get("aspects"):
            return {aspect: self.answer(one) for aspect in one["aspects"]}
        return self.answer(one)

    def answer(self, one: dict[str, Any]) -> str:
        return self.draw.choice(_ANSWERS[one["scale"]]) if self.draw.random() < 0.7 else self.draw.choice(_STATES)


@dataclass(frozen=True)
class Edits:
    """What a reader changed: weights (node, place of the set or 0 for its own, number), ratings (initiative, item, answer), the set."""

    weights: tuple[tuple[str, int, str], ...]
    ratings: tuple[tuple[str, str, str, str], ...]
    weight_set: str | None


def edited(plan: Plan, seed: int) -> tuple[Plan, Edits]:
    """The same data with some weights and ratings changed, and what was changed."""
    draw = random.Random(seed + 1)  # noqa: S311
    new = copy.deepcopy(plan)
    nodes = dict(_nodes(new.framework["dimensions"]))
    weights: list[tuple[str, int, str]] = []
    for id_ in draw.sample(list(nodes), min(4, len(nodes))):
        number = draw.choice(_WEIGHTS)
        nodes[id_]["weight"] = number
        weights.append((id_, 0, number))
    for place, one in enumerate(new.framework["weight-sets"].values(), start=1):
        id_, number = draw.choice(list(nodes)), draw.choice(_WEIGHTS)
        one["weights"][id_] = number
        weights.append((id_, place, number))
    ratings: list[tuple[str, str, str, str]] = []
    criteria = [node for node in nodes.values() if "question" in node]
    for name, given in new.ratings.items():
        for node in draw.sample(criteria, min(3, len(criteria))):
            for aspect in node.get("aspects", [""]):
                answer = draw.choice((*_ANSWERS[node["scale"]], *_STATES))
                ratings.append((name, node["id"], aspect, answer))
                if aspect:
                    given[node["id"]][aspect] = answer
                else:
                    given[node["id"]] = answer
    new.weight_set = draw.choice((None, *new.framework["weight-sets"]))
    return new, Edits(tuple(weights), tuple(ratings), new.weight_set)


def _nodes(dimensions: list[dict[str, Any]]) -> list[tuple[str, dict[str, Any]]]:
    found = []
    for one in dimensions:
        found.append((one["id"], one))
        found += [(c["id"], c) for c in one["criteria"]]
        found += _nodes(one["dimensions"])
    return found
