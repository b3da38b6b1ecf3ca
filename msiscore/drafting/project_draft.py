"""The files of a new project: criteria to change, a set to fill in, schemas for the editor, and a page that says what to do next.

The criteria are copied and not referred to: a project then holds all that its scores depend on, and an upgrade of msiscore changes none
of them.
"""

from __future__ import annotations

import os
from collections.abc import Sequence
from datetime import date
from pathlib import Path

from msiscore.drafting.assessment_draft import Draft, draft_assessment
from msiscore.drafting.comments import quoted
from msiscore.framework import Framework
from msiscore.loading.places import shipped
from msiscore.loading.schema import file_name, schema_texts

SET_NAME = "my-set"
INITIATIVE = "first-initiative"
SCHEMA_FOLDER = "schemas"


def draft_project(framework: Framework, files: Sequence[Path], *, language: str, today: date) -> dict[str, str]:
    """Every file of the project by its path; `files` are those of `framework`, its main file first."""
    criteria = f"criteria/{framework.id}"
    texts = {f"{criteria}/framework.yaml": _criteria_text(files[0], "framework")}
    texts |= {f"{criteria}/{file.name}": _criteria_text(file, "dimension") for file in files[1:]}
    licence = files[0].parent.parent / "LICENSE"
    if files[0].is_relative_to(shipped("criteria")) and licence.is_file():
        texts["criteria/LICENSE"] = licence.read_text(encoding="utf-8")
    draft = Draft(
        framework=framework,
        set_name=SET_NAME,
        initiative=INITIATIVE,
        title="First initiative",
        language=language,
        schema=f"../../{SCHEMA_FOLDER}/{file_name('assessment')}",
    )
    texts |= {
        f"assessments/{SET_NAME}/set.yaml": _set_text(framework, language, today),
        f"assessments/{SET_NAME}/sources.yaml": _SOURCES.format(schema=f"../../{SCHEMA_FOLDER}/{file_name('sources')}"),
        f"assessments/{SET_NAME}/{INITIATIVE}.yaml": draft_assessment(draft),
        "README.txt": _readme(framework.id),
    }
    return texts | {f"{SCHEMA_FOLDER}/{name}": text for name, text in schema_texts().items()}


def schema_for(folder: Path) -> str:
    """The way from a set in `folder` to the schema of its assessments, as `init` has put it into the project; "" where there is none."""
    places = [around / SCHEMA_FOLDER / file_name("assessment") for around in list(folder.resolve().parents)[:3]]
    schema = next((place for place in places if place.is_file()), None)
    return Path(os.path.relpath(schema, folder.resolve())).as_posix() if schema else ""


def _criteria_text(file: Path, kind: str) -> str:
    """The file with a first line that names its schema, in the place of another such line."""
    text = file.read_text(encoding="utf-8-sig")
    if "yaml-language-server:" in text.partition("\n")[0]:
        text = text.partition("\n")[2]
    return f"# yaml-language-server: $schema=../../{SCHEMA_FOLDER}/{file_name(kind)}\n{text}"


def _set_text(framework: Framework, language: str, today: date) -> str:
    return _SET.format(
        schema=f"../../{SCHEMA_FOLDER}/{file_name('set')}",
        id=SET_NAME,
        title=quoted("My assessment set"),
        framework=framework.id,
        version=quoted(framework.version),
        today=today.isoformat(),
        language=language,
    )


def _readme(framework: str) -> str:
    places = {
        f"criteria/{framework}/": "the criteria: change their words, weights and scales as you need",
        f"assessments/{SET_NAME}/": "one file for each initiative, with set.yaml and sources.yaml",
        f"{SCHEMA_FOLDER}/": "let an editor complete and check the files while you type",
        "reports/": "what msiscore writes; it can be made again at any time",
    }
    commands = {
        f"msiscore check {SET_NAME}": "what is wrong and what is missing",
        f"msiscore new {SET_NAME} NAME": "a file for another initiative",
        f"msiscore report {SET_NAME}": f"Excel, web page and PDF, in reports/{SET_NAME}",
    }
    return _README.format(places=_listed(places), commands=_listed(commands), set=SET_NAME, initiative=INITIATIVE)


def _listed(entries: dict[str, str]) -> str:
    widest = max(map(len, entries))
    return "\n".join(f"    {name:<{widest}}  {meaning}" for name, meaning in entries.items())


_SET = """\
# yaml-language-server: $schema={schema}
# What is compared, by which framework, at which date. Every other file in this folder except sources.yaml is one initiative.

id: {id}
title: {title}
#summary: What is compared here, and why.
#notice: A sentence that has to stand in every output.
framework: {{id: {framework}, version: {version}}}
as-of: {today}  # the date that the ratings speak of
language: {language}
#authors: [Your name]
#licence: CC-BY-4.0
"""

_SOURCES = """\
# yaml-language-server: $schema={schema}
# What was read, seen or heard. The ratings name these sources by the word before the colon. An example:
#
#annual-report:
#  title: Annual report 2019
#  publisher: The secretariat
#  date: 2020-04
#  url: https://www.example.org/annual-report.pdf
#  accessed: 2020-07-01
#  visibility: public  # or restricted, or secret
"""

_README = """\
A project of msiscore

{places}

Open {initiative}.yaml in assessments/{set} with a text editor and fill it in; its first lines say how.
Then, in a terminal in this folder:

{commands}
"""
