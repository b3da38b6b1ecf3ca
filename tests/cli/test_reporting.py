"""What `report` and `demo` share."""

from __future__ import annotations

from pathlib import Path

import pytest

from msiscore.cli import reporting
from msiscore.cli.reporting import write, written_lines


def test_what_a_reader_would_miss_is_told(
    project: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def pretend(*args: object, warn: object, **more: object) -> list[Path]:
        assert callable(warn)
        warn("no font has the character U+4E2D")
        return [Path("reports/things/report.pdf")]

    monkeypatch.setattr(reporting, "write_report", pretend)
    write("things", None)
    out, err = capsys.readouterr()
    assert err == "note: no font has the character U+4E2D\n"
    assert out.startswith(f"wrote {Path('reports/things/report.pdf')}\n\nA set of things\n")


def test_what_was_written_is_told_in_a_line_for_each_output() -> None:
    names = ["index.html", "initiatives/a.html", "assets/style.css", "pages.json", "report.pdf", "data/a.csv", "data/b.csv"]
    out = Path("out")
    assert written_lines(out, [out / name for name in names]) == [
        f"wrote {out / 'index.html'} (4 files)",
        f"wrote {out / 'report.pdf'}",
        f"wrote {out / 'data'} (2 files)",
    ]
    assert written_lines(out, [out / "report.html"]) == [f"wrote {out / 'report.html'}"]
