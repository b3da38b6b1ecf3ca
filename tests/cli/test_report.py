"""`msiscore report`."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from msiscore.cli.report import FORMATS
from msiscore.reporting.write import RENDERERS
from tests.cli.conftest import Run, write


def test_the_formats_are_those_of_the_renderers() -> None:
    """They are named twice, so that `--help` needs no renderer."""
    assert tuple(RENDERERS) == FORMATS


def test_some_formats_into_the_usual_folder(project: Path, run: Run) -> None:
    result = run("report", "things", "--format", "csv", "--format", "json")
    assert (result.exit_code, result.stderr) == (0, "")
    folder = Path("reports/things")
    assert result.stdout.splitlines()[:3] == [f"wrote {folder / 'scores.csv'}", f"wrote {folder / 'run.json'}", ""]
    assert "   1  Apple pact           88     88      100%  strong" in result.stdout.splitlines()
    assert sorted(path.name for path in (project / folder).iterdir()) == ["run.json", "scores.csv"]


def test_everything(project: Path, run: Run) -> None:
    result = run("report", "things", "--output", "out")
    assert result.exit_code == 0
    assert sorted(path.name for path in (project / "out").iterdir()) == [
        "assets",
        "criteria",
        "criteria.html",
        "data",
        "index.html",
        "initiatives",
        "initiatives.html",
        "method.html",
        "pages.json",
        "report.pdf",
        "run.json",
        "scorecard.xlsx",
        "scores.csv",
        "sources.html",
    ]


def test_the_command_is_kept_without_paths(project: Path, run: Run) -> None:
    run("report", "assessments/things", "--format", "json", "--weights", "doubled", "--language", "nl", "--output", "a")
    run("report", "things", "--format", "json", "--weights", "doubled", "--language", "nl", "--output", "b")
    first, second = ((project / folder / "run.json").read_bytes() for folder in "ab")
    assert first == second
    assert json.loads(first)["command"] == "msiscore report things --language nl --weights doubled"


def test_the_restricted_edition_has_a_folder_of_its_own(project: Path, run: Run) -> None:
    run("report", "things", "--format", "json")
    before = (project / "reports/things/run.json").read_bytes()
    result = run("report", "things", "--format", "json", "--audience", "parties")
    assert (result.exit_code, result.stderr) == (0, "")
    assert (project / "reports/things/run.json").read_bytes() == before
    again = json.loads((project / "reports/things-parties/run.json").read_bytes())
    assert again["command"] == "msiscore report things --audience parties"
    assert again["settings"]["Audience"] == "the parties"


def test_a_repeated_confidential_text_is_an_error_with_both_places(project: Path, run: Run) -> None:
    informant = "informant: {title: Letter of a shop steward in the north, visibility: secret}\n"
    write(project / "assessments/things/sources.yaml", "report: {title: A report}\n" + informant)
    folder = project / "assessments/things"
    pear = (folder / "pear.yaml").read_text().replace("Nothing is written.", "So says a letter of a shop steward in the north.")
    write(folder / "pear.yaml", pear)
    result = run("report", "things")
    assert result.exit_code == 1
    assert "pear.yaml:4:27: this repeats a title that is secret" in result.stderr
    assert "sources.yaml, line 2" in result.stderr
    assert not (project / "reports").exists()


def test_problems_leave_the_old_report_alone(project: Path, run: Run) -> None:
    run("report", "things", "--format", "csv")
    before = (project / "reports/things/scores.csv").read_bytes()
    write(project / "assessments/things/apple.yaml", "broken: [")
    result = run("report", "things", "--format", "csv")
    assert (result.exit_code, result.stdout) == (1, "")
    assert (project / "reports/things/scores.csv").read_bytes() == before


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["--language", "xx_1"], "is not a language code"),
        (["--weights", "nothing"], "there is no weight set `nothing`"),
        (["--fonts", "nowhere"], "does not exist"),
        (["--format", "doc"], "'doc' is not one of"),
    ],
)
def test_wrong_options(arguments: list[str], said: str, project: Path, run: Run) -> None:
    result = run("report", "things", *arguments)
    assert result.exit_code == 2
    assert said in result.stderr
    assert not (project / "reports").exists()


def test_a_folder_that_cannot_be_written(project: Path, run: Run) -> None:
    write(project / "taken", "a file")
    for place in ("taken", "taken/below"):
        result = run("report", "things", "--format", "csv", "--output", place)
        assert (result.exit_code, result.stdout) == (2, "")
        assert "cannot be written" in result.stderr
    assert (project / "taken").read_text() == "a file"


def test_the_page_is_opened_in_the_browser(project: Path, run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    opened: list[str] = []

    def no_browser(address: str) -> bool:
        opened.append(address)
        return False

    monkeypatch.setattr("webbrowser.open", no_browser)
    result = run("report", "things", "--format", "html", "--open")
    assert opened == [(project / "reports/things/index.html").resolve().as_uri()]
    assert "note: no browser could be started" in result.stderr
    result = run("report", "things", "--format", "csv", "--open")
    assert (result.exit_code, len(opened)) == (2, 1)
    run("report", "things", "--format", "html", "--open", "--single")
    assert opened[1:] == [(project / "reports/things/report.html").resolve().as_uri()]
    assert "--format has to name html too" in result.stderr


def test_one_web_page_or_a_folder_of_them(project: Path, run: Run) -> None:
    result = run("report", "things", "--format", "html", "--single", "--output", "one")
    assert result.stdout.splitlines()[0] == f"wrote {Path('one/report.html')}"
    assert [path.name for path in (project / "one").iterdir()] == ["report.html"]
    result = run("report", "things", "--format", "html", "--output", "many")
    count = len([path for path in (project / "many").rglob("*") if path.is_file()])
    assert result.stdout.splitlines()[0] == f"wrote {Path('many/index.html')} ({count} files)"
    result = run("report", "things", "--format", "csv", "--single")
    assert result.exit_code == 2
    assert "--single" in result.stderr


def test_a_page_of_an_initiative_that_is_gone_is_removed_and_told(project: Path, run: Run) -> None:
    run("report", "things", "--format", "html", "--output", "out")
    page = project / "out/initiatives/apple.html"
    assert page.is_file()
    write(project / "out/initiatives/mine.html", "my own page")
    (project / "assessments/things/apple.yaml").unlink()
    result = run("report", "things", "--format", "html", "--output", "out")
    assert result.stderr == f"note: {Path('out/initiatives/apple.html')}: removed\n"
    assert not page.exists()
    assert (project / "out/initiatives/mine.html").read_text() == "my own page"


def test_a_web_site_that_is_already_there_is_not_overwritten(project: Path, run: Run) -> None:
    write(project / "public/index.html", "<h1>Our site</h1>")
    result = run("report", "things", "--output", "public")
    assert (result.exit_code, result.stdout) == (2, "")
    assert "index.html was not made by msiscore" in result.stderr
    assert [path.name for path in (project / "public").iterdir()] == ["index.html"]
