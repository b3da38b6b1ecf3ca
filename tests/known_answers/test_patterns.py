"""Each pattern scores its worked initiative as the comment in its file derives by hand."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from msiscore.loading.framework_loader import load_framework, read_framework
from msiscore.loading.places import pattern_files
from msiscore.loading.set_loader import load_set
from msiscore.loading.yaml_reader import read_yaml
from msiscore.scoring.scores import Scores, score
from tests.reading_docs import as_shown, calculated, mismatches

FILES = pattern_files()
MARK = "# A worked initiative"


@dataclass(frozen=True, slots=True)
class Worked:
    """The comment at the end of a pattern: ratings and what they give, as YAML; then lines of calculation."""

    example: str
    calculation: str


def worked(file: Path) -> Worked:
    text = file.read_text(encoding="utf-8")
    comment = text[text.index(MARK) :].splitlines()[2:]
    assert all(line == "#" or line.startswith("#   ") for line in comment), f"{file.name}: something follows the comment"
    example, _, calculation = "\n".join(line[4:] for line in comment).partition("\n\n")
    return Worked(example, calculation)


def scores_of(file: Path, folder: Path) -> tuple[Scores, dict[str, Any]]:
    (folder / "worked.yaml").write_text(worked(file).example + "\n", encoding="utf-8")
    read = read_yaml(folder / "worked.yaml")
    assert isinstance(read.data, dict), read.problems
    assert not read.problems
    data: dict[str, Any] = dict(read.data)
    single = "ratings" in data
    initiatives = {"one": {"ratings": data["ratings"]}} if single else data["initiatives"]
    about = {key: data[key] for key in ("as-of", "weight-set") if key in data}
    files = {"set.yaml": {"id": "set", "title": "Set", "framework": file.stem, "as-of": "2020"} | about}
    for id_, more in initiatives.items():
        facts = {key: value for key, value in more.items() if key != "ratings"}
        files[f"{id_}.yaml"] = {"initiative": {"id": id_, "title": id_, **facts}, "ratings": more["ratings"]}
    (folder / "set").mkdir()
    for name, content in files.items():  # JSON is YAML
        (folder / "set" / name).write_text(json.dumps(content), encoding="utf-8")
    gives = {"one": data["gives"]} if single else data["gives"]
    assert set(gives) == set(initiatives)
    return score(load_set(folder / "set", framework=load_framework(file.stem))), gives


def test_there_is_a_pattern_for_each_system_of_the_field() -> None:
    assert len(FILES) == 24


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_the_worked_initiative_scores_as_derived_by_hand(file: Path, tmp_path: Path) -> None:
    assert list(mismatches(*scores_of(file, tmp_path))) == []


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_the_derivation_is_right(file: Path) -> None:
    lines = worked(file).calculation.splitlines()
    assert lines
    for line in lines:
        *computed, (shown, _) = calculated(line)
        assert computed, f"nothing to compute: {line}"
        for _, number in computed:
            assert as_shown(number, shown), f"{line}: {number}"


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_a_pattern_is_small_says_what_it_is_and_where_that_stands(file: Path) -> None:
    framework, document = read_framework(file)
    assert [str(problem) for problem in document.problems] == []
    assert framework is not None
    assert framework.id == file.stem
    assert framework.summary is not None
    assert framework.sources
    assert "A pattern" in str(framework.notice)
    assert framework.licence == "CC-BY-4.0"
    text = file.read_text(encoding="utf-8")
    assert text.startswith(f"# {framework.title}.\n")
    assert len(text.splitlines()) <= 120
