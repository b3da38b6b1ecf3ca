"""A sensitivity analysis as data for programs."""

from __future__ import annotations

import json

from msiscore.cli.sensitivity_data import sensitivity_csv, sensitivity_data
from tests.cli.test_sensitivity_table import many


def test_data_is_plain_and_noise_is_null() -> None:
    found = many()
    data = json.loads(json.dumps(sensitivity_data(found), allow_nan=False))
    groups = data["variance-shares"]["score"]["i13"]["groups"]
    assert groups["ratings"]["first"] is None, "64 draws are too few to say"
    assert {one["id"] for one in data["weights"]} == {"d", "e", "A", "B", "C"}
    assert sensitivity_csv(found).splitlines()[0] == "kind,id,setting,initiative,score,change,lower,upper,rank"
