"""The engine in the browser comes to the engine's numbers, in a real Chromium, on random frameworks and by random weights."""

from __future__ import annotations

import copy
import math
import random
from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, Page

from msiscore.errors import NotPossible
from msiscore.loading.set_loader import load_set
from msiscore.reporting.calculation import Calculation
from msiscore.reporting.report import Report
from msiscore.reporting.script import BROWSER, data_text
from msiscore.rounding import rounded
from msiscore.scoring.scores import score
from tests.making import plain_report
from tests.office.random_sets import Plan, random_plan

EXACT = 1e-9
SEEDS = [*range(3), *(pytest.param(seed, marks=pytest.mark.long) for seed in range(3, 40))]
SHIPPED = ("tutorial", "dutch-rbc-2020")
MINE = "mine"
_WEIGHTS = ("0", "0.1", "0.7", "1", "2.5", "30")


@pytest.fixture(scope="module")
def page(browser: Browser) -> Iterator[Page]:
    """An empty page with the engine in it."""
    page = browser.new_page()
    page.add_script_tag(path=BROWSER / "engine.js")
    yield page
    page.close()


COMPUTE = """([text, named]) => {
    const data = engine.read(text), given = new Map(Object.entries(named)), plain = (one) => Number.isNaN(one) ? null : one;
    return data.columns.map((_, column) => {
        const { shares, results } = engine.compute(data, column, given);
        return { shares, results: results.map((one) => ({
            ...Object.fromEntries(["score", "lower", "upper", "coverage", "before"].map((name) => [name, plain(one[name])])),
            rank: one.rank, unmet: one.unmet, unknown: one.unknown, met: one.met, band: one.band === null ? "" : data.bands[one.band].title,
            nodes: Object.fromEntries([...one.nodes].map(([id, node]) =>
                [id, Object.fromEntries(["point", "lower", "upper", "coverage"].map((name) => [name, plain(node[name])]))])),
        })) };
    });
}"""


def differences(page: Page, published: Report, named: dict[str, float], wanted: Calculation) -> list[str]:
    """Where the browser, given the data of `published` and the weights `named`, comes to other numbers than `wanted`."""
    assert published.exploration is not None
    found = page.evaluate(COMPUTE, [data_text(published.exploration), named])
    wrong: list[str] = []
    compared = 0

    def check(what: str, mine: Any, engine: Any) -> None:
        nonlocal compared
        compared += 1
        both = isinstance(mine, int | float) and isinstance(engine, int | float)
        if not (math.isclose(mine, engine, rel_tol=0, abs_tol=EXACT) if both else mine == engine):
            wrong.append(f"{what}: {mine!r} in the browser, {engine!r} in the engine")

    for column, tree in zip(wanted.columns, found, strict=True):
        for place, row in enumerate(column.rows):
            check(f"{column.id} {row.id} share", tree["shares"][place], row.share)
        for k, one in enumerate(wanted.initiatives):
            mine, outcome = tree["results"][k], column.outcomes[k]
            for name in ("score", "lower", "upper", "coverage", "before", "rank", "band"):
                check(f"{column.id} {one.name} {name}", mine[name], getattr(outcome, name))
            for verdict, name in ((3, "unmet"), (2, "unknown"), (1, "met")):
                check(
                    f"{column.id} {one.name} {name}", mine[name], [s.title for s in column.standards if s.verdict[k] == verdict]
                )
            for row in column.rows:
                if row.item is not None or row.is_criterion:
                    continue
                if row.left_out:
                    check(f"{column.id} {one.name} {row.id}", row.id in mine["nodes"], False)
                    continue
                for name in ("point", "lower", "upper"):
                    check(f"{column.id} {one.name} {row.id} {name}", mine["nodes"][row.id][name], getattr(row, name)[k])
                check(f"{column.id} {one.name} {row.id} coverage", mine["nodes"][row.id]["coverage"], row.coverage[k] or 0.0)
    assert compared > 50
    return wrong


def calculated(plan: Plan) -> tuple[Report, Calculation]:
    report = plain_report(score(plan.loaded()))
    assert report.calculation is not None
    return report, report.calculation


def ids_of(framework: dict[str, Any]) -> list[str]:
    """Every dimension and criterion of a framework given as data."""
    found, waiting = [], list(framework["dimensions"])
    while waiting:
        node = waiting.pop()
        found.append(node["id"])
        waiting += [*node.get("criteria", []), *node.get("dimensions", [])]
    return found


def by_weights(plan: Plan, weights: dict[str, str]) -> Plan | None:
    """The same set scored by the weights `weights`; None where nothing would be left to score."""
    new = copy.deepcopy(plan)
    new.framework["weight-sets"][MINE] = {"title": "Mine", "weights": weights}
    new.weight_set = MINE
    try:
        score(new.loaded())
    except NotPossible as error:
        if "nothing counts" in str(error):
            return None
        raise
    return new


@pytest.mark.parametrize("seed", SEEDS)
def test_every_number_is_the_engines(page: Page, seed: int) -> None:
    plan = random_plan(seed)
    published, wanted = calculated(plan)
    named = plan.loaded().framework.weights_of(plan.weight_set)
    assert differences(page, published, named, wanted) == []


@pytest.mark.slow
@pytest.mark.parametrize("seed", SEEDS)
def test_every_number_is_the_engines_by_any_weights(page: Page, seed: int) -> None:
    """Whatever was published: sets of its own, weights of dimensions only (what the sliders change), and weights of anything."""
    draw = random.Random(seed)  # noqa: S311 - no secret
    plan = random_plan(seed)
    published, _ = calculated(plan)
    tops = [one["id"] for one in plan.framework["dimensions"]]
    every = ids_of(plan.framework)
    trials = [dict(one["weights"]) for one in plan.framework["weight-sets"].values()]
    trials += [{id_: draw.choice(_WEIGHTS) for id_ in tops} for _ in range(3)]
    trials += [{id_: draw.choice(_WEIGHTS) for id_ in draw.sample(every, len(every) // 2)} for _ in range(3)]
    tried = 0
    for weights in trials:
        changed = by_weights(plan, weights)
        if changed is None:
            continue
        tried += 1
        _, wanted = calculated(changed)
        assert differences(page, published, changed.loaded().framework.weights_of(MINE), wanted) == [], weights
    assert tried >= 2


@pytest.mark.parametrize("language", ["en", "nl"])
@pytest.mark.parametrize("name", SHIPPED)
def test_every_number_of_the_shipped_sets(page: Page, name: str, language: str) -> None:
    loaded = load_set(name)
    published = plain_report(score(loaded), language=language)
    for weight_set in (None, *loaded.framework.weight_sets):
        wanted = plain_report(score(loaded, weight_set=weight_set), language=language)
        assert wanted.calculation is not None
        assert differences(page, published, loaded.framework.weights_of(weight_set), wanted.calculation) == []


def test_weights_by_tag_are_in_the_presets(page: Page) -> None:
    """The weights of every preset are those that the engine takes for it: of the set, and of criteria by their tags."""
    plan = next(plan for plan in map(random_plan, range(50)) if plan.framework["weight-sets"])
    for criterion in (one for dimension in plan.framework["dimensions"] for one in dimension["criteria"]):
        criterion["tags"] = {"t": "a" if criterion["id"].endswith("0") else "b"}
    plan.framework["tag-weights"] = {"t": {"a": "3", "b": "0.5"}}
    name = next(iter(plan.framework["weight-sets"]))
    plan.framework["weight-sets"][name]["tag-weights"] = {"t": {"a": "0.1"}}
    plan.weight_set = None
    published, own = calculated(plan)
    plan.weight_set = name
    _, other = calculated(plan)
    assert published.exploration is not None
    presets = {preset.id: preset.weights for preset in published.exploration.presets}
    assert differences(page, published, presets[""], own) == []
    assert differences(page, published, presets[name], other) == []


def test_a_wrong_number_would_be_noticed(page: Page) -> None:
    plan = random_plan(1)
    published, wanted = calculated(plan)
    top = plan.framework["dimensions"][0]["id"]
    assert differences(page, published, {top: 777.0}, wanted) != []


def test_weights_of_nothing_score_nothing(page: Page) -> None:
    plan = random_plan(1)
    published, _ = calculated(plan)
    assert published.exploration is not None
    named = dict.fromkeys((one["id"] for one in plan.framework["dimensions"]), 0)
    for column in page.evaluate(COMPUTE, [data_text(published.exploration), named]):
        assert not any(column["shares"])
        for one in column["results"]:
            assert one["score"] is None
            assert one["rank"] is None
            assert "" not in one["nodes"]


def test_rounds_as_the_reports_do(page: Page) -> None:
    draw = random.Random(7)  # noqa: S311
    values = [draw.uniform(0, 100) for _ in range(3000)] + [k / 8 for k in range(801)] + [49.499999999999993, 0.5 - 1e-12, 1e-10]
    values += [float(f"{draw.randint(0, 99)}.{draw.randint(0, 999999)}5") for _ in range(2000)]
    for decimals in (0, 1, 2, 6):
        mine = page.evaluate("([values, d]) => values.map((value) => engine.rounded(value, d))", [values, decimals])
        assert mine == [float(rounded(value, decimals)) for value in values]
