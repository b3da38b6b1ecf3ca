"""The summary names every kind of gap that loading can find."""

from __future__ import annotations

import ast
from pathlib import Path

import msiscore.loading
from msiscore.cli.check_summary import KINDS, summary_lines
from msiscore.cli.checking import check_target, find_targets
from msiscore.errors import Problem


def test_every_kind_of_gap_has_words() -> None:
    codes = set()
    for file in Path(msiscore.loading.__path__[0]).glob("*.py"):
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and any(keyword.arg == "gap" for keyword in node.keywords):
                code = node.args[0]
                assert isinstance(code, ast.Constant)
                codes.add(code.value)
    assert codes
    assert codes <= set(KINDS)


def test_a_gap_without_words_is_called_by_its_code() -> None:
    gap = Problem(code="new-kind", file=None, message="something is missing", severity="gap")
    assert "  1 new-kind" in list(summary_lines([], [], [gap], listed=True))


def test_nothing_is_missing(project: Path) -> None:
    checked = [check_target(target) for target in find_targets("small", project)]
    assert list(summary_lines(checked, [], [], listed=False)) == ["No errors in 1 file.", "Nothing is missing before publishing."]
