"""The result of `weights` for programs."""

from __future__ import annotations

import json

from msiscore.analysis.weights import analyse_weights
from msiscore.cli.weights_data import CSV_COLUMNS, weights_csv, weights_data
from msiscore.loading.set_loader import load_set


def test_the_tutorial_is_whole_and_plain() -> None:
    found = analyse_weights(load_set("tutorial"))
    data = weights_data(found)
    assert json.loads(json.dumps(data, allow_nan=False)) == data
    assert data["fictional"] is True
    methods = {node["method"] for one in data["respondents"] for node in one["nodes"]}
    assert methods == {"direct", "budget", "swing", "pairwise", "best-worst", "rank-order"}
    pairwise = next(node for one in data["respondents"] for node in one["nodes"] if node["method"] == "pairwise")
    assert list(pairwise["other"]) == ["row-geometric-mean"]
    assert "is heard and put right" in "".join(node["note"] or "" for one in data["respondents"] for node in one["nodes"])
    assert {one["mean"] for group in data["groups"] for one in group["nodes"]} == {"geometric", "arithmetic"}
    assert len(data["rank-agreement"]) == len(data["rankings"]) * (len(data["rankings"]) - 1) / 2


def test_every_line_of_the_csv_has_every_column() -> None:
    lines = weights_csv(analyse_weights(load_set("tutorial"))).split("\r\n")
    assert lines[0].split(",") == list(CSV_COLUMNS)
    assert {line.count(",") for line in lines[1:-1]} == {len(CSV_COLUMNS) - 1}
    assert lines[-1] == ""
