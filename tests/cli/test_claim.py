"""`msiscore claim`."""

from __future__ import annotations

import json
from pathlib import Path

from tests.cli.conftest import Run


def test_the_answer_comes_first(project: Path, run: Run) -> None:
    result = run("claim", "apple > pear", "things", "--draws", "1000")
    assert (result.exit_code, result.stderr) == (0, "")
    assert result.stdout.startswith("Apple pact scores higher than Pear round table: supported.\n")
    assert run("claim", "pear < apple", "--set", "things", "--draws", "1000").stdout == result.stdout
    assert "No weights and no open answers can turn it" in " ".join(result.stdout.split())
    assert all(len(line) < 80 for line in result.stdout.splitlines())


def test_json(project: Path, run: Run) -> None:
    data = json.loads(run("claim", "pear > apple", "things", "--draws", "1000", "--json").stdout)
    assert (data["higher"], data["lower"], data["stated"], data["supported"]) == ("pear", "apple", False, False)
    assert data["support"] < 0.05


def test_bad_input_is_answered(project: Path, run: Run) -> None:
    for arguments, says in (
        (["appel > pear", "things"], "did you mean `apple`?"),
        (["apple > plum", "things"], "`plum` has no score (not enough evidence)"),
        (["apple pear", "things"], "is no claim such as `a > b`"),
        (["apple > apple", "things"], "compared with itself"),
        (["apple > pear"], "name one set"),
        (["apple > pear", "things", "--set", "things"], "name one set"),
    ):
        result = run("claim", *arguments)
        assert (result.exit_code, result.stdout) == (2, ""), arguments
        assert says in result.stderr
