from __future__ import annotations

from pathlib import Path

import openpyxl

from tests.cli.conftest import Run


def test_a_form_is_written_for_an_initiative_of_the_set(run: Run, project: Path) -> None:
    result = run("form", "small", "--set", "things", "--for", "apple")
    assert result.exit_code == 0, result.stderr
    assert result.stdout == "apple-form.xlsx\n"
    assert "msiscore import apple-form.xlsx" in result.stderr
    workbook = openpyxl.load_workbook(project / "apple-form.xlsx")
    assert workbook["Initiative"]["C4"].value == "Apple pact"


def test_the_set_is_found_by_the_initiative(run: Run, project: Path) -> None:
    assert run("form", "small", "--for", "apple").exit_code == 0
    assert openpyxl.load_workbook(project / "apple-form.xlsx")["Initiative"]["C4"].value == "Apple pact"


def test_a_blank_form_says_that_the_import_needs_a_set(run: Run, project: Path) -> None:
    result = run("form", "small", "--output", "blank.xlsx")
    assert result.exit_code == 0
    assert (project / "blank.xlsx").is_file()
    assert "--into SET" in result.stderr


def test_wrong_names_are_told(run: Run, project: Path) -> None:
    assert "no framework `smal`" in run("form", "smal").stderr
    assert "is not an id" in run("form", "small", "--for", "no id").stderr
    assert "has no texts in `nl`" in run("form", "small", "--language", "nl").stderr
    assert "no assessment set `thing`" in run("form", "small", "--set", "thing").stderr
    result = run("form", "msi-core", "--set", "things")
    assert result.exit_code == 1
    assert "another framework" in result.stderr
