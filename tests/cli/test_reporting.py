"""What `report` and `demo` share."""

from __future__ import annotations

from pathlib import Path

import pytest

from msiscore.cli import reporting
from msiscore.cli.reporting import write


def test_what_a_reader_would_miss_is_told(
    project: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def pretend(*args: object, warn: object, **more: object) -> list[Path]:
        assert callable(warn)
        warn("no font has the character U+4E2D")
        return [project / "reports/things/report.pdf"]

    monkeypatch.setattr(reporting, "write_report", pretend)
    write("things", None)
    out, err = capsys.readouterr()
    assert err == "note: no font has the character U+4E2D\n"
    assert out.startswith(f"wrote {Path('reports/things/report.pdf')}\n\nA set of things\n")
