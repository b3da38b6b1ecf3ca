"""The result of `weights` as text."""

from __future__ import annotations

import pytest

from msiscore.analysis.weights import analyse_weights
from msiscore.cli.terminal import plain
from msiscore.cli.weights_table import weights_lines
from msiscore.loading.set_loader import load_set
from tests.analysis.test_weights import ASKED, SET
from tests.elicitation.asking import asked, direct, respondent
from tests.making import a_set, assessment, criterion, dimension, framework


@pytest.fixture(autouse=True)
def _eighty_columns(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "80")


def flat(lines: list[str]) -> list[str]:
    return [" ".join(line.split()) for line in lines]


def test_shares_stand_beside_each_other_and_ranks_below() -> None:
    lines = flat(weights_lines(analyse_weights(ASKED)))
    assert "Part Own A B Spread 1 2 3" in lines
    assert "Title of x 33 50 20 30 60 40 20" in lines
    assert "Groups are apart by (share of the weight that one would have to move): A and B" in lines
    assert "30%." in lines
    assert any(line.startswith("A 2 2 3") for line in lines), "initiative a: own, A, B"
    text = " ".join(lines)
    assert "Of 6 pairs of initiatives, all groups' weights put 5 in the same order." in text
    assert "The order depends on whose weights are taken for: A and B." in text


def test_the_tutorial_fits_the_terminal_and_says_that_it_is_invented() -> None:
    lines = weights_lines(analyse_weights(load_set("tutorial")))
    assert all(len(plain(line)) < 80 for line in lines)
    assert lines[1].startswith("FICTIONAL")
    text = " ".join(flat(lines))
    assert "answers go round in a ring" in text
    assert "the numbers sum to 95, not 100; each was divided by that sum." in text
    assert "Entropy, CRITIC, PCA: it rests on 3 initiatives" in text


def test_many_respondents_take_several_tables() -> None:
    people = [respondent(f"p{k:02}", f"g{k % 30:02}", direct(x=k + 1, y=2, z=3)) for k in range(40)]
    lines = weights_lines(analyse_weights(asked(SET, *people)))
    assert all(len(line) < 80 for line in lines)
    text = " ".join(flat(lines))
    assert "AD" in text.split(), "the letter of the thirtieth group"
    assert "and 423 more (--json has all)" in text, "of 435 pairs of groups"


def test_one_group_and_no_total_are_said() -> None:
    of = framework(dimension("x", criterion("X")), dimension("y", criterion("Y")), total="none")
    found = analyse_weights(asked(a_set(of, assessment("a", {"X": 4, "Y": 1})), respondent("ann", "f", direct(x=60, y=40))))
    text = " ".join(flat(weights_lines(found)))
    assert "Only one group judged this level, so there is nothing to compare." in text
    assert "The framework has no total, so no ranking follows from the weights." in text
