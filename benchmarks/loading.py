"""Reading a large set from YAML to the rating matrix, against PyYAML's fastest loader on the same bytes, which checks nothing."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

import yaml

from benchmarks.commands import write_set
from benchmarks.runner import Row, compare, ratio_row
from msiscore.loading.set_loader import load_set
from msiscore.rating_matrix import rating_matrix


def rows() -> Iterator[Row]:
    """The whole way from files to a checked matrix."""
    with TemporaryDirectory() as name:
        folder = Path(name)
        write_set(folder)
        files = sorted((folder / "assessments/many").glob("*.yaml"))

        def baseline() -> object:
            return [yaml.load(file.read_bytes(), yaml.CSafeLoader) for file in files]

        def ours() -> object:
            return rating_matrix(load_set(folder / "assessments/many"))

        times = compare({"baseline": baseline, "ours": ours}, rounds=5)
        yield ratio_row(
            "15 YAML to checked rating matrix, 100 files x 60 ratings",
            "CSafeLoader of these",
            times.ratio("ours", "baseline"),
            1.25,
        )
