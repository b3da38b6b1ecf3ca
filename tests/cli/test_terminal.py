"""What reaches the terminal: nothing that it would obey, and data as it is."""

from __future__ import annotations

from pathlib import Path

import pytest

from msiscore.cli.terminal import counted, paragraph, plain, short_path, show_data, show_problems, width
from msiscore.errors import Problem


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("a\x1b[31mred", "a\\u001b[31mred"),
        ("safe\u202egnp.exe", "safe\\u202egnp.exe"),
        ("\u2066left\u2069", "\\u2066left\\u2069"),
        ("over\rwritten", "over\\u000dwritten"),
        ("c1 \x9b31m", "c1 \\u009b31m"),
        ("\ud800", "\\ud800"),
        ("two\nlines\tand a tab", "two\nlines\tand a tab"),
        ("مرحبا 👩‍👧 e\u0301", "مرحبا 👩‍👧 e\u0301"),
    ],
)
def test_what_a_terminal_obeys_is_shown_by_its_number(text: str, shown: str) -> None:
    assert plain(text) == shown


@pytest.mark.parametrize(("columns", "expected"), [("40", 60), ("80", 80), ("400", 110), ("wide", 80), ("", 80)])
def test_the_width_is_that_of_the_terminal_within_reason(columns: str, expected: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", columns)
    assert width() == expected


def test_a_paragraph_hangs(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "60")
    lines = paragraph("word " * 20, indent="  ", hang="  ").splitlines()
    assert lines[0].startswith("  word")
    assert lines[1].startswith("    word")
    assert max(map(len, lines)) < 60


def test_paths_are_told_from_the_current_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    assert short_path(tmp_path / "a" / "b.yaml") == Path("a/b.yaml")
    assert short_path(Path("a/../b.yaml")) == Path("b.yaml")
    assert short_path(Path("/elsewhere/b.yaml")) == Path("/elsewhere/b.yaml")


def test_problems_go_where_they_are_wanted(capsys: pytest.CaptureFixture[str]) -> None:
    problem = Problem(code="x", file=None, message="it is \x1b[2Jwrong", hint="mend it")
    show_problems([problem])
    show_problems([problem], on_stderr=True)
    out, err = capsys.readouterr()
    assert out == err == "input: it is \\u001b[2Jwrong\n  hint:    mend it\n"


def test_data_is_utf_8_when_no_person_looks(capfdbinary: pytest.CaptureFixture[bytes]) -> None:
    show_data("é\u202e\n")
    assert capfdbinary.readouterr().out == "é\u202e\n".encode()


def test_counting() -> None:
    assert [counted(1, "file"), counted(2, "file"), counted(1200, "text", "texts")] == ["1 file", "2 files", "1,200 texts"]
