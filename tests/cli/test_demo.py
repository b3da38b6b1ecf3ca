"""`msiscore demo`."""

from __future__ import annotations

from pathlib import Path

import pytest

from msiscore.cli import reporting
from msiscore.cli.demo import DEMO_SET
from msiscore.reporting.write import write_report
from tests.cli.conftest import Run


@pytest.mark.parametrize(("arguments", "folder"), [([], f"reports/{DEMO_SET}"), (["--output", "here"], "here")])
def test_it_reports_on_the_shipped_set(
    arguments: list[str], folder: str, tmp_path: Path, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    """With one format, for speed; test_packaging.py runs the whole demo."""
    whole = write_report
    monkeypatch.setattr(reporting, "write_report", lambda *args, **more: whole(*args, **more | {"formats": ["csv"]}))
    result = run("demo", *arguments)
    assert result.exit_code == 0
    assert result.stdout.startswith(f"wrote {Path(folder) / 'scores.csv'}\n\nDutch agreements on responsible business conduct")
    assert (tmp_path / folder / "scores.csv").is_file()
