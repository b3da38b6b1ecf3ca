"""An assessment set from its folder: `set.yaml`, `sources.yaml` and one file per initiative."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from pydantic import RootModel

from msiscore.assessment import Assessment, AssessmentSet, InputFile, SetFile, Source
from msiscore.errors import InputProblems, NotFound, Problem, nearest
from msiscore.framework import Framework
from msiscore.loading.assessment_checks import check_assessment, check_sources_used
from msiscore.loading.confidential import check_confidential
from msiscore.loading.dimension_states import with_dimension_states
from msiscore.loading.documents import Document
from msiscore.loading.framework_checks import check_languages
from msiscore.loading.framework_loader import read_framework
from msiscore.loading.judgement_loader import JudgementReading, read_respondents, weight_files, with_group_weights
from msiscore.loading.places import find_framework, find_set, is_file, misnamed_files, yaml_files
from msiscore.loading.yaml_reader import read_yaml
from msiscore.model import IDENTIFIER, Identifier

SET_FILES = ("set.yaml", "sources.yaml")


class SourcesFile(RootModel[dict[Identifier, Source]]):
    """The file `sources.yaml`: every source of a set by its id."""


@dataclass(slots=True)
class SetReading:
    """What could be read of a set: `result` is None when problems forbid using it."""

    result: AssessmentSet | None = None
    documents: list[Document] = field(default_factory=list)

    @property
    def problems(self) -> list[Problem]:
        """The problems of all files, errors and gaps."""
        return [problem for document in self.documents for problem in document.problems]


def load_set(source: str | Path, *, framework: Framework | None = None, start: Path | None = None) -> AssessmentSet:
    """The assessment set in a folder, or the one of that name in an `assessments` folder around or among the shipped ones.

    `framework`, when given, is used instead of the one that the set names. Raises InputProblems with every problem of every file,
    the framework's included, and NotFound when there is no such set.
    """
    reading = read_set(find_set(str(source), start or Path()), framework=framework)
    errors = [problem for problem in reading.problems if problem.severity == "error"]
    if reading.result is None or errors:
        raise InputProblems(errors)
    return reading.result


def read_set(folder: Path, *, framework: Framework | None = None, only: Iterable[Path] | None = None) -> SetReading:
    """Read the set in `folder`; `only` limits the assessments to those files (a check of one file)."""
    reading = SetReading()
    set_document = Document.of(read_yaml(folder / "set.yaml"))
    reading.documents.append(set_document)
    set_document.problems += misnamed_files(folder)
    whole = set_document.validate(SetFile)
    about = whole or set_document.validate_rest(SetFile)
    if about is not None:
        check_languages(about, about.languages, about.language, set_document)
        framework = framework or _framework_of(about, folder, reading, set_document)
    wanted = {path.resolve() for path in only} if only is not None else None
    asked = JudgementReading()
    if wanted is None or _needs_respondents(folder, wanted, about, framework):
        asked = read_respondents(folder, framework, about, set_document)
        reading.documents += asked.documents
    if framework is not None and about is not None:
        _check_weight_set(about, framework, asked, set_document)
    sources, sources_document = _read_sources(folder, about, reading)
    files = [file for file in assessment_files(folder) if wanted is None or file.resolve() in wanted]
    read = [(file, *_read_assessment(file, reading)) for file in files]
    if all("+" in file.stem for file in assessment_files(folder)):
        message = "the folder holds no assessment" + (", only those of second assessors" if files else "")
        set_document.problem("no-assessments", (), message, hint="make one with `msiscore new`")
    consensus, second = _sort_by_role(read)
    if framework is not None and about is not None:
        source_ids: Collection[str] | None = sources if sources is not None else _keys_of(sources_document)
        for _, assessment, document in read:
            to_check = assessment or document.validate_rest(Assessment)
            if to_check is not None:
                check_assessment(to_check, framework, source_ids, about, document)
    check_confidential(set_document, sources_document, [document for _, _, document in read])
    if framework is not None and whole is not None and sources is not None:
        if wanted is None and sources_document is not None and all(a is not None for _, a, _ in read):
            check_sources_used([a for _, a, _ in read if a is not None], sources, sources_document)
        reading.result = AssessmentSet(
            about=whole,
            framework=with_group_weights(framework, asked) if wanted is None else framework,
            sources=sources,
            assessments=tuple(with_dimension_states(one, framework) for one in sorted(consensus, key=lambda a: a.initiative.id)),
            second_ratings=tuple((assessor, with_dimension_states(one, framework)) for assessor, one in second),
            respondents=asked.respondents,
            files=tuple(InputFile(f.path, f.sha256) for d in reading.documents for f in d.files if f.sha256),
            folder=folder,
        )
    return reading


def assessment_files(folder: Path) -> list[Path]:
    """The files of `folder` that hold an assessment, by name."""
    return [path for path in yaml_files(folder) if path.name not in SET_FILES]


def _needs_respondents(folder: Path, wanted: Collection[Path], about: SetFile | None, framework: Framework | None) -> bool:
    """Whether a check of the files `wanted` alone has to look into the folder of weights: one lies there, or a group's weights are used."""
    if any(file.resolve() in wanted for file in weight_files(folder)):
        return True
    return about is not None and framework is not None and about.weight_set not in (None, *framework.weight_sets)


def _check_weight_set(about: SetFile, framework: Framework, asked: JudgementReading, document: Document) -> None:
    """The weight set that the set is scored by is one of the framework, or a group's."""
    known = list(dict.fromkeys([*framework.weight_sets, *(one.group.id for one in asked.respondents)]))
    if about.weight_set is None or about.weight_set in known or asked.failed:
        return
    message = f"there is no weight set `{about.weight_set}`"
    document.problem(
        "unknown-weight-set", ("weight-set",), message, allowed=", ".join(known), hint=nearest(about.weight_set, known)
    )


def _framework_of(about: SetFile, folder: Path, reading: SetReading, document: Document) -> Framework | None:
    try:
        framework, framework_document = read_framework(find_framework(about.framework.id, folder))
    except NotFound as error:
        document.problem("unknown-framework", ("framework",), str(error))
        return None
    reading.documents.append(framework_document)
    if framework is None or framework_document.failed:
        return None
    if about.framework.version not in (None, framework.version):
        document.problem(
            "framework-version",
            ("framework", "version"),
            f"the set was rated by another version of `{framework.id}`",
            found=about.framework.version,
            allowed=framework.version,
            hint="compare the two versions, adapt the ratings, then state the new version here",
        )
    return framework


def _read_sources(folder: Path, about: SetFile | None, reading: SetReading) -> tuple[dict[str, Source] | None, Document | None]:
    path = folder / "sources.yaml"
    if not path.exists():
        return {}, None
    document = Document.of(read_yaml(path))
    reading.documents.append(document)
    if document.data is None and not document.problems:
        return {}, document
    sources = document.validate(SourcesFile)
    if sources is None:
        return None, document
    if about is not None:
        check_languages(sources.root, about.languages, about.language, document)
    return sources.root, document


def _keys_of(document: Document | None) -> Collection[str] | None:
    """The ids in a sources file that has problems; None when not even those could be read."""
    return document.data if document is not None and isinstance(document.data, dict) else None


def _read_assessment(file: Path, reading: SetReading) -> tuple[Assessment | None, Document]:
    document = Document.of(read_yaml(file))
    reading.documents.append(document)
    return document.validate(Assessment), document


def _sort_by_role(
    read: Sequence[tuple[Path, Assessment | None, Document]],
) -> tuple[list[Assessment], list[tuple[str, Assessment]]]:
    """The consensus assessments, and the second ones with their assessor, by file name: `<initiative>+<assessor>.yaml`."""
    consensus: list[Assessment] = []
    second: list[tuple[str, Assessment]] = []
    first_file: dict[str, Path] = {}
    for file, assessment, document in read:
        if assessment is None:
            continue
        name, plus, assessor = file.stem.partition("+")
        id_ = assessment.initiative.id
        if plus and not IDENTIFIER.fullmatch(assessor):
            document.problem(
                "file-name",
                (),
                "after the + in the name of the file stands the assessor's id",
                hint=f"call it {id_}+<assessor>.yaml, with letters, digits, `.`, `_` and `-` only",
            )
        elif plus:
            second.append((assessor, assessment))
            if not is_file(file.with_name(f"{id_}.yaml")):
                message = f"there is no file `{id_}.yaml`, so the initiative is not scored"
                document.problem("no-consensus", (), message, hint="a second assessor's file is compared, not scored", gap=True)
        elif id_ in first_file:
            document.problem(
                "duplicate-initiative",
                ("initiative", "id"),
                f"the initiative `{id_}` has two files",
                found=f"{first_file[id_].name} and {file.name}",
                hint=f"remove one, or name it {id_}+<assessor>.yaml if it is a second assessor's",
            )
        else:
            first_file[id_] = file
            consensus.append(assessment)
        if name != id_ and (plus or first_file.get(id_) == file):
            document.problem(
                "file-name",
                ("initiative", "id"),
                f"the file is called `{file.name}` but holds the initiative `{id_}`",
                hint=f"call it {id_}{plus}{assessor}.yaml, or mend the id",
            )
    return consensus, second
