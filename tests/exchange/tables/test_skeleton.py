from __future__ import annotations

from pathlib import Path

import pytest

from msiscore.errors import InputProblems, Problem
from msiscore.exchange.tables.skeleton import framework_data, framework_for
from msiscore.framework import Aspect
from msiscore.loading.framework_loader import load_framework
from msiscore.loading.mapping_loader import load_mapping
from tests.exchange.tables.trying import WIDE, write_mapping


def problems(folder: Path, text: str) -> list[Problem]:
    with pytest.raises(InputProblems) as raised:
        framework_for(load_mapping(write_mapping(folder, text)), folder)
    return list(raised.value.problems)


def test_the_texts_make_the_framework_that_was_checked(tmp_path: Path) -> None:
    text = WIDE.replace(
        "dimensions: [{id: rules, title: Rules},", "dimensions: [{id: rules, title: Rules, weight: 2, aggregation: geometric},"
    )
    text = text.replace(
        "title: Fruit schemes",
        "title: {en: Fruit schemes, nl: Fruitkeurmerken}\n  aggregation: {power: 0.5}\n  bands: [{name: low, from: 0}]",
    )
    framework, texts = framework_for(load_mapping(write_mapping(tmp_path, text)), tmp_path)
    assert list(texts) == ["framework.yaml", "rules.yaml", "reach.yaml"]
    for name, content in texts.items():
        (tmp_path / "criteria" / "fruit").mkdir(parents=True, exist_ok=True)
        (tmp_path / "criteria" / "fruit" / name).write_text(content, encoding="utf-8")
    assert load_framework(tmp_path / "criteria" / "fruit") == framework
    assert framework.dimensions[0].weight == 2
    assert [str(one.question) for one in framework.criteria] == ["Chair", "Audits", "Volume"]


def test_dimensions_may_nest_and_aspects_come_together(tmp_path: Path) -> None:
    text = WIDE.replace("{id: rules, title: Rules}", "{id: rules, title: Rules, dimensions: [{id: inner, title: Inner}]}")
    text = text.replace("id: A-1, dimension: rules", "id: A-1, aspect: practice, dimension: inner")
    text = text.replace("  id: fruit", "  id: fruit\n  combine-aspects: minimum")
    text += "  - {from: Written, id: A-1, aspect: paper, dimension: inner}\n"
    framework, texts = framework_for(load_mapping(write_mapping(tmp_path, text)), tmp_path)
    assert framework.criterion_by_id["A-1"].aspects == (Aspect.PAPER, Aspect.PRACTICE)
    assert [one.id for one in framework.walk()] == ["rules", "inner", "reach"]
    assert list(texts) == ["framework.yaml", "rules.yaml", "reach.yaml"]


@pytest.mark.parametrize(
    ("old", "new", "line", "code"),
    [
        ("scale: share}", "scale: shares}", 14, "unknown-scale"),
        ('"No", Partly, "Yes"', "one", 6, "length"),
        ("{id: reach, title: Reach}", "{id: reach, title: Reach}, {id: empty, title: Empty}", 9, "empty-dimension"),
        ("  title: Fruit schemes", "  title: Fruit schemes\n  bands: [{name: low, from: 10}]", 5, "bands"),
    ],
)
def test_problems_are_told_with_the_line_of_the_mapping(tmp_path: Path, old: str, new: str, line: int, code: str) -> None:
    assert old in WIDE
    try:
        found = problems(tmp_path, WIDE.replace(old, new))
    except InputProblems as error:
        found = list(error.problems)
    assert found
    assert {one.file for one in found} == {tmp_path / "mapping.yaml"}
    assert (found[0].line, found[0].code) == (line, code)


def test_a_title_is_what_the_table_says_or_the_id(tmp_path: Path) -> None:
    text = (
        WIDE.replace("from: Chair,", "from: Rules / Chair,")
        .replace("from: Audits,", "")
        .replace("from: Volume,", "from: {at: E},")
    )
    data = framework_data(load_mapping(write_mapping(tmp_path, text)))
    framework, _ = framework_for(load_mapping(tmp_path / "mapping.yaml"), tmp_path)
    assert [str(one.title) for one in framework.criteria] == ["Chair", "B-1", "B-2"]
    assert data["id"] == "fruit"
