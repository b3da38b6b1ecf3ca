"""`msiscore schema`."""

from __future__ import annotations

import json
from pathlib import Path

from msiscore.loading.schema import KINDS
from tests.cli.conftest import Run


def test_a_file_for_each_kind(tmp_path: Path, run: Run) -> None:
    result = run("schema")
    assert result.exit_code == 0
    names = [f"{kind}.schema.json" for kind in KINDS]
    assert result.stdout.splitlines() == [f"wrote {Path('schemas') / name}" for name in names]
    assert sorted(path.name for path in (tmp_path / "schemas").iterdir()) == sorted(names)
    for name in names:
        assert json.loads((tmp_path / "schemas" / name).read_text(encoding="utf-8"))["$schema"].startswith(
            "https://json-schema.org/"
        )


def test_they_may_be_written_again_and_elsewhere(tmp_path: Path, run: Run) -> None:
    assert run("schema", "--output", "a/b").exit_code == 0
    assert run("schema", "--output", "a/b").exit_code == 0
    assert len(list((tmp_path / "a/b").iterdir())) == len(KINDS)


def test_a_file_in_the_way(tmp_path: Path, run: Run) -> None:
    (tmp_path / "schemas").write_text("mine")
    result = run("schema")
    assert result.exit_code == 2
    assert result.stderr.startswith("error: schemas")
    assert (tmp_path / "schemas").read_text() == "mine"
