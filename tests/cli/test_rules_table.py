"""The text and the data of a comparison of rules."""

from __future__ import annotations

from msiscore.analysis.rule_comparison import compare_rules
from msiscore.cli.rules_table import rules_csv, rules_data, rules_lines
from msiscore.scoring.scores import score
from tests.making import a_set, assessment, criterion, dimension, framework

OF = framework(dimension("d", criterion("A"), criterion("B")))


def test_agreement_that_is_not_defined_is_a_stroke() -> None:
    found = compare_rules(score(a_set(OF, assessment("a", {"A": 2}), assessment("b", {"A": 2}))), ["borda"])
    lines = rules_lines(found)
    assert any(line.split() == ["Borda", "-", "-", "0", "of", "1"] for line in lines)
    assert rules_data(found)["rules"][0]["kendall-tau-b"] is None


def test_values_are_rounded_in_the_table_only() -> None:
    scores = score(a_set(OF, assessment("a", {"A": 1, "B": 4}), assessment("b", {"A": 2, "B": 2})))
    found = compare_rules(scores, ["geometric", "met"])
    values = {line.split()[0]: line.split()[1:] for line in rules_lines(found) if line.startswith(("A ", "B "))}
    assert values == {"A": ["63", "50", "50"], "B": ["50", "50", "100"]}
    assert rules_csv(found).splitlines()[1].startswith("a,62.5,1,50.0,1,50.0,2")
    assert rules_data(found)["rules"][1]["pairs-turned"] == 1
