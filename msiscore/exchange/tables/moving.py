"""Moving in: a table and its mapping become the files of a project, with a report of what could not be mapped.

`plan_move` reads everything and writes nothing; `move_in` writes all files or none. What is to be written is checked by the same rules as
files that were written by hand.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from hashlib import sha256
from pathlib import Path
from typing import Any

from msiscore.assessment import Assessment, SetFile
from msiscore.drafting.new_files import write_new_files
from msiscore.drafting.project_draft import SCHEMA_FOLDER
from msiscore.errors import InputProblems, OutputError, Problem
from msiscore.exchange.tables.assessment_texts import assessment_text, set_text, sources_text
from msiscore.exchange.tables.collected import Collected
from msiscore.exchange.tables.layouts import collect
from msiscore.exchange.tables.move_report import move_report
from msiscore.exchange.tables.readers import open_table
from msiscore.exchange.tables.skeleton import framework_for
from msiscore.framework import Framework
from msiscore.loading.assessment_checks import check_assessment
from msiscore.loading.documents import Document
from msiscore.loading.mapping_loader import MappingFile, check_with_framework, load_mapping
from msiscore.loading.places import is_folder
from msiscore.loading.schema import schema_texts
from msiscore.loading.yaml_data import Irregular, plain_data
from msiscore.loading.yaml_reader import KeyPath, YamlFile, read_text

REPORT_NAME = "import-report.txt"


@dataclass(frozen=True, slots=True)
class MovePlan:
    """What moving in would write: `texts` by path inside `folder`, `report` among them; and what was read."""

    table: Path
    folder: Path
    set_folder: Path
    framework: Framework
    collected: Collected
    texts: Mapping[str, str]
    report: str

    @property
    def unmapped(self) -> tuple[Problem, ...]:
        """The cells that could not be mapped, in reading order."""
        return InputProblems(self.collected.unmapped).problems


def plan_move(table: str | Path, mapping: str | Path, folder: str | Path) -> MovePlan:
    """What it would mean to move the table into the project `folder` by the mapping file `mapping`. Writes nothing.

    Raises InputProblems when the mapping, the table or what would be written has problems, NotFound when the framework that the mapping
    names is not there, and OutputError when the set or the framework exists already.
    """
    source, target = Path(table), Path(folder)
    file = load_mapping(Path(mapping))
    set_id = file.mapping.set_.id
    set_name = f"assessments/{set_id}"
    framework, criteria_files = framework_for(file, target / set_name)
    check_with_framework(file, framework)
    _check_free(target, [set_name, *([f"criteria/{framework.id}"] if criteria_files else [])])
    collected = collect(file, open_table(source, file.mapping.table), framework)
    if not collected.found:
        raise InputProblems(collected.unmapped or [_nothing(source)])
    texts = {f"criteria/{framework.id}/{name}": text for name, text in criteria_files.items()}
    texts[f"{set_name}/set.yaml"] = set_text(file, framework, source.name)
    texts[f"{set_name}/sources.yaml"] = sources_text(file)
    for id_ in sorted(collected.found):
        texts[f"{set_name}/{id_}.yaml"] = assessment_text(collected.found[id_], file, framework)
    _check_assessments(source, file, framework, {id_: texts[f"{set_name}/{id_}.yaml"] for id_ in collected.found})
    report = move_report(collected, framework, source, file, digests=(_digest(source), file.document.file.sha256))
    texts[f"{set_name}/{REPORT_NAME}"] = report
    if not is_folder(target / SCHEMA_FOLDER):
        texts |= {f"{SCHEMA_FOLDER}/{name}": text for name, text in schema_texts().items()}
    return MovePlan(source, target, target / set_name, framework, collected, texts, report)


def move_in(plan: MovePlan) -> list[Path]:
    """Write what `plan_move` planned, all files or none; gives their paths. Raises OutputError."""
    return write_new_files(plan.folder, plan.texts)


def _check_free(folder: Path, names: list[str]) -> None:
    taken = [folder / name for name in names if (folder / name).exists()]
    if taken:
        listed = " and ".join(map(str, taken))
        raise OutputError(f"{listed} exist{'s' if len(taken) == 1 else ''} already; nothing was written")


def _nothing(table: Path) -> Problem:
    hint = "is the header in the row that the mapping states?"
    return Problem(code="empty", file=table, message="the table has no row below its header", hint=hint)


class _WithoutGaps(Document):
    """A document that records errors only; what publishing asks for besides is left to `msiscore check`."""

    def problem(self, code: str, path: KeyPath, message: str, **more: Any) -> None:
        """Record an error."""
        if not more.get("gap"):
            Document.problem(self, code, path, message, **more)


def _check_assessments(table: Path, file: MappingFile, framework: Framework, texts: Mapping[str, str]) -> None:
    """Raise InputProblems when a file that would be written breaks a rule that no single cell breaks."""
    problems: list[Problem] = []
    mapping = file.mapping
    about = SetFile.model_validate(
        {"id": mapping.set_.id, "title": mapping.set_.title, "framework": framework.id, "as-of": mapping.set_.as_of}
    )
    for id_, text in texts.items():
        document = _WithoutGaps.of(_read_back(Path(f"{id_}.yaml"), text))
        assessment = document.validate(Assessment)
        if assessment is not None:
            check_assessment(assessment, framework, mapping.sources, about, document)
        errors = [problem for problem in document.problems if problem.severity == "error"]
        problems += [replace(one, file=table, line=0, column=0, message=f"`{id_}`: {one.message}") for one in errors]
    if problems:
        raise InputProblems(problems)


def _read_back(path: Path, text: str) -> YamlFile:
    """The text as it will be read from the file."""
    try:
        return YamlFile(path, text, plain_data(text), "")
    except Irregular:
        return read_text(path, text)


def _digest(path: Path) -> str:
    with path.open("rb") as file:
        digest = sha256()
        while part := file.read(1 << 20):
            digest.update(part)
    return digest.hexdigest()
