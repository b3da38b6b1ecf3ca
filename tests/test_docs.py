"""The documents say what is true: examples and calculations compute, commands and links exist, generated pages are current."""

from __future__ import annotations

import doctest
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from docs import make_formats, make_others
from msiscore.assessment import AssessmentSet
from msiscore.cli.application import COMMANDS
from msiscore.elicitation.checks import faults
from msiscore.elicitation.judgements import Judgement
from msiscore.elicitation.methods import METHODS, elicit
from msiscore.elicitation.pairwise import RANDOM_INDEX
from msiscore.loading.framework_loader import load_framework
from msiscore.loading.places import shipped
from msiscore.loading.set_loader import load_set, read_set
from msiscore.loading.yaml_reader import read_yaml
from msiscore.scoring.scores import score
from tests.reading_docs import LINK, Block, anchors, as_shown, blocks, calculated, mismatches, prose, scores_of

ROOT = Path(__file__).resolve().parent.parent
README, METHOD, FORMATS = ROOT / "README.md", ROOT / "docs" / "method.md", ROOT / "docs" / "formats.md"
WEIGHTS = ROOT / "docs" / "weights.md"
DOCUMENTS = [*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md"), *(ROOT / "reports").glob("README.md")]


def named(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


# The method.


@pytest.mark.parametrize("block", blocks(METHOD, "yaml example"), ids=str)
def test_the_worked_examples_of_the_method_give_what_they_say(block: Block, tmp_path: Path) -> None:
    assert list(mismatches(*scores_of(block, tmp_path))) == []


@pytest.mark.parametrize("block", blocks(METHOD, "text calculation"), ids=str)
def test_the_hand_calculations_of_the_method_are_right(block: Block) -> None:
    for line in block.text.splitlines():
        *computed, (shown, _) = calculated(line)
        assert computed, f"nothing to compute: {line}"
        for _, number in computed:
            assert as_shown(number, shown), f"{line}: {number}"


def test_the_rounding_in_the_method_is_that_of_reports() -> None:
    from msiscore.reporting.figures import Figures
    from msiscore.reporting.wording import Wording

    figures = Figures(Wording("en"), load_framework("kit-rbc"))
    (block,) = blocks(METHOD, "text rounding")
    for line in block.text.splitlines():
        what, number, shown = re.fullmatch(r"(score|coverage) (\S+) is shown as (\S+)", line).groups()  # type: ignore[union-attr]
        figure = figures.score(float(number)) if what == "score" else figures.percent(float(number) / 100)
        assert figure.text == shown, line


# Examples of files, which work together.


def written(document: Path, folder: Path) -> Path:
    """The folder of the set that the YAML blocks of `document` make up; the first line of each is its path."""
    found = blocks(document, "yaml")
    for block in found:
        path = folder / block.text.partition("\n")[0].removeprefix("# ")
        assert path.suffix == ".yaml", f"{named(document)}, {block}: the first line names no file"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(block.text, encoding="utf-8")
    return next(folder.glob("assessments/*"))


@pytest.mark.parametrize("document", [README, FORMATS], ids=named)
def test_the_examples_of_files_make_a_project_without_problems_or_gaps(document: Path, tmp_path: Path) -> None:
    reading = read_set(written(document, tmp_path))
    assert [str(problem) for problem in reading.problems] == []
    assert isinstance(reading.result, AssessmentSet)
    assert score(reading.result).headline()


def test_the_files_in_the_readme_are_short_and_their_initiative_gets_a_score(tmp_path: Path) -> None:
    assert all(len(block.text.splitlines()) <= 12 for block in blocks(README, "yaml"))
    assert score(load_set(written(README, tmp_path))).headline()[0].rank == 1


def test_the_page_on_formats_is_made_from_the_models_as_they_are() -> None:
    assert FORMATS.read_text(encoding="utf-8") == make_formats.page(), "run `make docs`"


def test_the_page_on_others_is_made_from_the_patterns_as_they_are() -> None:
    assert make_others.PAGE.read_text(encoding="utf-8") == make_others.page(), "run `make docs`"


@pytest.mark.parametrize("block", blocks(WEIGHTS, "yaml judgement"), ids=str)
def test_the_judgements_on_the_page_of_weights_can_be_used(block: Block, tmp_path: Path) -> None:
    file = tmp_path / "judgement.yaml"
    file.write_text(block.text, encoding="utf-8")
    judgement = Judgement.model_validate(read_yaml(file).data, by_alias=True, by_name=False)
    parts = ("monitoring", "remedy", "results")
    assert list(faults(judgement, parts)) == []
    assert set(elicit(judgement, parts).shares) == set(parts)


def test_the_page_of_weights_has_a_judgement_for_each_method_and_the_random_indices() -> None:
    found = [block.text.splitlines()[0] for block in blocks(WEIGHTS, "yaml judgement")]
    assert found == [f"method: {method}" for method in METHODS]
    indices = ", ".join(f"{index:.2f}" for index in RANDOM_INDEX[2:])
    assert indices in " ".join(WEIGHTS.read_text(encoding="utf-8").split())


# Python, commands and their output.


def test_the_python_page_runs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    result = doctest.testfile(str(ROOT / "docs" / "python.md"), module_relative=False, encoding="utf-8")
    assert result.attempted > 10
    assert result.failed == 0


def test_the_scores_in_the_readme_are_those_of_the_demo_set() -> None:
    from msiscore.cli.score_table import score_lines

    lines = score_lines(score(load_set(shipped("assessments") / "dutch-rbc-2020")))
    (block,) = blocks(README, "text demo")
    for line in block.text.splitlines():
        assert " ".join(line.split()) in [" ".join(shown.split()) for shown in lines]


@pytest.mark.parametrize("document", DOCUMENTS, ids=named)
def test_every_command_that_a_document_names_exists(document: Path) -> None:
    text = document.read_text(encoding="utf-8")
    code = "\n".join([*re.findall(r"`([^`\n]+)`", text), *re.findall(r"^```.*?\n(.*?)^```", text, re.MULTILINE | re.DOTALL)])
    for command in re.findall(r"^(?:\.venv\S+)?msiscore(?:\.exe)? ([a-z]+)", code, re.MULTILINE):
        assert command in COMMANDS
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    for target in re.findall(r"^make ([a-z-]+)", code, re.MULTILINE):
        assert re.search(rf"^{target}:", makefile, re.MULTILINE), f"no target {target}"


def test_the_readme_names_every_command_and_opens_with_the_two_that_come_first() -> None:
    text = README.read_text(encoding="utf-8")
    assert all(f"| `msiscore {command}` |" in text for command in COMMANDS)
    assert text.index("make demo") < text.index("make test") < text.index("pip install") < text.index("py -m venv")


# Links, and what must not be in any file.


@pytest.mark.parametrize("document", DOCUMENTS, ids=named)
def test_links_lead_somewhere(document: Path) -> None:
    for target in LINK.findall(prose(document)):
        if re.match(r"[a-z]+:", target):
            continue
        file, _, place = target.partition("#")
        there = (document.parent / file).resolve() if file else document
        assert there.exists(), f"{target} leads nowhere"
        assert not place or place in anchors(there), f"{target} leads to no heading"


def test_pictures_are_small() -> None:
    assert all(picture.stat().st_size < 200_000 for picture in (ROOT / "docs" / "pictures").glob("*.png"))


def test_every_decision_is_in_the_list_and_has_its_three_parts() -> None:
    listed = (ROOT / "docs" / "decisions" / "README.md").read_text(encoding="utf-8")
    pages = sorted((ROOT / "docs" / "decisions").glob("0*.md"))
    numbers = [int(page.name[:4]) for page in pages]
    assert len(set(numbers)) == len(numbers), "two decisions have the same number"
    for number, page in zip(numbers, pages, strict=True):
        text = page.read_text(encoding="utf-8")
        assert f"{number}. [{text.partition(chr(10))[0].removeprefix(f'# {number} ')}]({page.name})" in listed
        assert all(f"**{part}.**" in text for part in ("Context", "Decision", "Consequences")), page.name


def tracked_texts() -> Iterator[tuple[str, str]]:
    names = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, check=True, capture_output=True, text=True).stdout.split("\0")
    for name in filter(None, names):
        path = ROOT / name
        if path.is_file():
            yield name, path.read_bytes().decode("utf-8", errors="ignore")


@pytest.mark.skipif(not (ROOT / ".git").exists(), reason="only a checkout knows which files are tracked")
def test_no_file_names_a_host_of_a_package_index_or_a_path_of_somebodys_machine() -> None:
    # Each with a ~ in it that is taken out here, or this file would be found.
    hosts = r"py~pi\.org|python~hosted\.org|npm~js\.(org|com)|ana~conda\.org|index~-url"
    paths = r"/ho~me/[a-z]|/Us~ers/[a-z]|C:\\Us~ers|/ro~ot/|/wo~rk/|/tm~p/venv"
    unwanted = re.compile(f"{hosts}|{paths}".replace("~", ""), re.IGNORECASE)
    for name, text in tracked_texts():
        match = None if name.endswith((".png", ".ttf")) else unwanted.search(text)
        assert match is None, f"{name} names {match[0]}"


def test_the_commands_of_the_readme_run(tmp_path: Path) -> None:
    """The lines under "Your own evaluation", as they stand and in their order; `make demo` and the wheel's demo have tests elsewhere."""
    (block,) = (found for found in blocks(README, "sh") if "msiscore init" in found.text)
    lines = [line.partition("#")[0].split() for line in block.text.splitlines()]
    assert [words[:2] for words in lines] == [
        ["msiscore", "init"],
        ["cd", "my-project"],
        ["msiscore", "check"],
        ["msiscore", "report"],
    ]
    folder = tmp_path
    for words in lines:
        if words[0] == "cd":
            folder /= words[1]
            continue
        command = [sys.executable, "-m", *words]
        done = subprocess.run(
            command, cwd=folder, env=os.environ | {"PYTHONPATH": str(ROOT)}, capture_output=True, check=False, text=True
        )
        assert done.returncode == 0, done.stdout + done.stderr
    assert {path.name for path in (folder / "reports/my-set").iterdir()} >= {"index.html", "report.pdf", "scorecard.xlsx"}
