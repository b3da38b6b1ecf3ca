"""Import: a filled-in form, a scorecard or a plain table into the YAML files of a set.

`plan_import` reads and compares, and says what would change and what is wrong; `apply` writes. What the files would hold is checked by
the same rules as files that were written by hand, and every problem is told with the cell it comes from. With one problem nothing is
written.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from msiscore.assessment import Assessment, AssessmentSet, Source
from msiscore.drafting.assessment_draft import Draft, draft_assessment
from msiscore.drafting.project_draft import schema_for
from msiscore.errors import InputProblems, NotFound, OutputError, Problem, nearest, shorten
from msiscore.exchange.form_reader import form_framework, form_set, is_form, is_form_sheet, read_form
from msiscore.exchange.incoming import EvidenceRow, Incoming, Place, RatingRow
from msiscore.exchange.merging import Change, Map, Merge, as_map, merge_assessors, merge_initiative, merge_sources
from msiscore.exchange.merging_ratings import merge_ratings
from msiscore.exchange.table_reader import Table, csv_table, is_table, read_table, table_in
from msiscore.exchange.values import framework_digest
from msiscore.exchange.workbook_reader import WorkbookContent, read_workbook
from msiscore.exchange.writing import replace_files
from msiscore.exchange.yaml_editor import CannotEdit, edit
from msiscore.framework import Framework
from msiscore.loading.assessment_checks import check_assessment
from msiscore.loading.dimension_states import with_dimension_states
from msiscore.loading.documents import Document
from msiscore.loading.places import find_set, shipped
from msiscore.loading.set_loader import SourcesFile, assessment_files, read_set
from msiscore.loading.yaml_reader import KeyPath, YamlFile, read_text, read_yaml
from msiscore.model import IDENTIFIER, Text

_TEXT_FILES = (".csv", ".tsv", ".txt")
_BOM = b"\xef\xbb\xbf"


@dataclass(frozen=True, slots=True)
class PlannedFile:
    """A file as it would be written, and as it stands (None if it does not exist yet)."""

    path: Path
    content: bytes
    before: bytes | None


@dataclass(frozen=True, slots=True)
class ImportPlan:
    """What an import would change. `problems` are errors, with which nothing can be written; `notes` are worth knowing."""

    source: Path
    folder: Path
    changes: tuple[Change, ...]
    files: tuple[PlannedFile, ...]
    problems: tuple[Problem, ...] = ()
    notes: tuple[str, ...] = ()


def plan_import(
    source: str | Path, target: str | Path | None = None, *, overwrite: bool = False, start: Path | None = None
) -> ImportPlan:
    """What it would mean to import `source` into the set `target`, by default the one that a form was made for. Writes nothing.

    `overwrite` lets the form decide where both a cell and the file have changed since the form was made. Raises InputProblems when the
    source or the set cannot be read at all, or belong to different frameworks, and NotFound when there is no such set.
    """
    path = Path(source)
    content = _open(path)
    folder = _target(content, target, start or Path())
    loaded = _load(folder)
    _check_framework(path, content, loaded.framework)
    _check_set(path, content, loaded)
    if isinstance(content, WorkbookContent):
        incoming = read_form(content, loaded.framework)
    else:
        incoming = read_table(content, loaded.framework, _namer(loaded))
    return _Planner(incoming, loaded, folder, overwrite).plan()


def apply(plan: ImportPlan) -> list[Path]:
    """Write what `plan_import` planned, all files or none; gives the files that changed.

    Raises InputProblems when the plan has problems, and OutputError when a file has changed since or cannot be written.
    """
    if plan.problems:
        raise InputProblems(plan.problems)
    replace_files({file.path: file.content for file in plan.files}, {file.path: file.before for file in plan.files})
    return [file.path for file in plan.files]


def _open(path: Path) -> WorkbookContent | Table:
    """A form as its workbook, anything else as the table in it."""
    if path.suffix.lower() in _TEXT_FILES:
        return csv_table(path)
    workbook = read_workbook(path, lambda sheet: is_form_sheet(sheet) or is_table(sheet))
    return workbook if is_form(workbook) else table_in(workbook)


def _target(content: WorkbookContent | Table, target: str | Path | None, start: Path) -> Path:
    if target is None:
        target = form_set(content) if isinstance(content, WorkbookContent) else ""
        if not target:
            raise NotFound("it is not known into which set this belongs; say so with --into SET")
    folder = find_set(str(target), start)
    home = shipped("assessments").resolve()
    if home.parent.name == "data" and folder.resolve().is_relative_to(home):
        raise OutputError(f"`{folder.name}` belongs to msiscore itself; start a project of your own with `msiscore init`")
    return folder


def _load(folder: Path) -> AssessmentSet:
    """The set without its assessments; only those that change are read."""
    reading = read_set(folder, only=[])
    errors = [p for p in reading.problems if p.severity == "error" and p.code != "no-assessments"]
    if reading.result is None or errors:
        raise InputProblems(errors)
    return reading.result


def _check_framework(path: Path, content: WorkbookContent | Table, framework: Framework) -> None:
    made_for = form_framework(content) if isinstance(content, WorkbookContent) else content.framework
    if made_for is None or made_for == (framework.id, framework.version):
        return
    code, message = "framework", "the workbook was made for another framework than that of the set"
    hint = "say with --into which set it belongs to"
    if made_for[0] == framework.id:
        code, message = "framework-version", f"the workbook was made for another version of `{framework.id}`"
        hint = "make a new form with `msiscore form`, and look at each answer again by the new criteria"
    raise InputProblems(
        [
            Problem(
                code=code,
                file=path,
                message=message,
                found=" ".join(made_for),
                allowed=f"{framework.id} {framework.version}",
                hint=hint,
            )
        ]
    )


def _check_set(path: Path, content: WorkbookContent | Table, loaded: AssessmentSet) -> None:
    """A form gives back only what was changed in it, so in another set all that was not changed would be missing."""
    made_for = form_set(content) if isinstance(content, WorkbookContent) else ""
    if made_for in ("", loaded.about.id):
        return
    raise InputProblems(
        [
            Problem(
                code="other-set",
                file=path,
                message="the form was made for another set",
                found=made_for,
                allowed=loaded.about.id,
                hint=f"import it into `{made_for}`, or make a form for this set with `msiscore form --set {loaded.folder.name}`",
            )
        ]
    )


def _namer(loaded: AssessmentSet) -> Callable[[str], str]:
    """From what stands in the column of the initiative to its id: an id, or the title of one that the set has."""
    titles: dict[str, str] = {}
    for file in assessment_files(loaded.folder):
        if "+" not in file.stem:
            about = as_map(as_map(read_yaml(file).data).get("initiative"))
            title = about.get("title")
            for text in title.values() if isinstance(title, dict) else [title]:
                if isinstance(text, str):
                    titles[" ".join(text.split()).casefold()] = file.stem
    return lambda text: titles.get(" ".join(text.split()).casefold(), text)


@dataclass(slots=True)
class _Checked(Document):
    """The data that a file would hold; a problem with it is told with the cell that the data came from."""

    incoming: Incoming | None = None
    places: dict[KeyPath, Place] = field(default_factory=dict)

    def problem(
        self,
        code: str,
        path: KeyPath,
        message: str,
        *,
        found: object = "",
        allowed: str = "",
        hint: str = "",
        gap: bool = False,
        at_key: bool = False,
    ) -> None:
        """Record a problem; what is only missing for publishing is left to `msiscore check`."""
        if gap:
            return
        place = next((self.places[path[:n]] for n in range(len(path), 0, -1) if path[:n] in self.places), None)
        if place is None or self.incoming is None:
            Document.problem(self, code, path, message, found=found, allowed=allowed, hint=hint, at_key=at_key)
        else:
            self.incoming.problem(code, place, message, found=shorten(found), allowed=allowed, hint=hint)


@dataclass(slots=True)
class _Planner:
    """Plans one import into one set."""

    incoming: Incoming
    loaded: AssessmentSet
    folder: Path
    overwrite: bool
    changes: list[Change] = field(default_factory=list)
    files: list[PlannedFile] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)

    def plan(self) -> ImportPlan:
        """All files together, so that every problem is told at once."""
        incoming = self.incoming
        digest = framework_digest(self.loaded.framework)
        if incoming.framework_digest and incoming.framework_digest != digest:
            self.notes.append(
                "the framework was changed since the form was made, under the same version; look at the answers again"
            )
        sources = self.sources()
        for stem in self.stems():
            self.assessment(stem, sources)
        problems = (*incoming.problems, *self.problems)
        files = () if problems else tuple(self.files)
        return ImportPlan(incoming.path, self.folder, tuple(self.changes), files, problems, tuple(self.notes))

    @property
    def rows(self) -> list[RatingRow | EvidenceRow]:
        """Everything that is said of a question."""
        return [*self.incoming.ratings, *self.incoming.evidence]

    def stems(self) -> list[str]:
        """The files that something is said about, by name without `.yaml`."""
        incoming = self.incoming
        if not incoming.initiative and not incoming.file_stem:  # a table
            return [stem for stem in dict.fromkeys(row.initiative for row in self.rows) if self.known(stem)]
        said = incoming.initiative.get("id")
        given = said.text if said is not None else ""
        stem = incoming.file_stem or given
        place = said.place if said is not None else Place()
        if not stem:
            incoming.problem("no-id", place, "the initiative has no short id", hint="give one, such as food-products")
            return []
        if given and given != stem.partition("+")[0]:
            hint = "make another form for another initiative"
            incoming.problem("id", place, f"this form was made for `{stem.partition('+')[0]}`", found=given, hint=hint)
            return []
        if not all(IDENTIFIER.fullmatch(part) for part in stem.split("+", 1)):
            allowed = "letters, digits, `.`, `_` and `-`, starting with a letter or digit"
            incoming.problem("identifier", place, f"`{shorten(stem)}` cannot be an id", allowed=allowed)
            return []
        return [stem]

    def known(self, stem: str) -> bool:
        """Whether a table's initiative has a file, or can be given one."""
        if IDENTIFIER.fullmatch(stem):
            return True
        row = next(row for row in self.rows if row.initiative == stem)
        files = [file.stem for file in assessment_files(self.folder)]
        self.incoming.problem(
            "unknown-initiative",
            row.place,
            f"`{shorten(stem)}` is neither the id nor the title of an initiative of the set",
            allowed=", ".join(files),
            hint=nearest(stem, files),
        )
        return False

    def sources(self) -> dict[str, Source]:
        """The sources of the set as they would be."""
        path = self.folder / "sources.yaml"
        file = read_yaml(path) if path.exists() else read_text(path, "")
        merge = self.merge(path)
        data = merge_sources(merge, as_map(file.data), self.loaded.sources, self.incoming.sources)
        self.changes += merge.changes
        document = self.document(file, data, merge)
        if data:
            document.validate(SourcesFile)
        self.problems += document.problems
        self.write(file, data, path.exists())
        # A source with a mistake in it is still a source, so that evidence that names it is not reported as well.
        return {id_: self.loaded.sources.get(id_) or Source(title=Text.of(id_)) for id_ in data}

    def assessment(self, stem: str, sources: dict[str, Source]) -> None:
        """One file of the set, or a new one with all its questions."""
        path = self.folder / f"{stem}.yaml"
        incoming, framework, about = self.incoming, self.loaded.framework, self.loaded.about
        exists = path.exists()
        file = read_yaml(path) if exists else read_text(path, self.draft(stem))
        current: Assessment | None = None
        if exists:
            standing = Document.of(file)
            current = standing.validate(Assessment)
            if current is not None:
                check_assessment(current, framework, self.loaded.sources, about, standing)
            errors = [problem for problem in standing.problems if problem.severity == "error"]
            if current is None or errors:
                self.problems += errors
                return
            current = with_dimension_states(current, framework)
        merge = self.merge(path)
        name = stem if incoming.file_stem or incoming.initiative else ""
        mine = [row for row in incoming.ratings if name or row.initiative == stem]
        evidence = [row for row in incoming.evidence if name or row.initiative == stem]
        data = as_map(file.data)
        if not exists:
            merge.note("initiative", "id", "", stem.partition("+")[0], Place())
        if name:
            data = merge_initiative(merge, data, current)
            data = merge_assessors(merge, data, current)
        data = merge_ratings(merge, data, current, framework, mine, evidence)
        self.changes += merge.changes
        document = self.document(file, data, merge)
        planned = document.validate(Assessment)
        if planned is None:  # a mistake in the words about the initiative is no reason to pass over those in the ratings
            stub: Map = {"id": stem.partition("+")[0], "title": stem}
            planned = Document(file, {**data, "initiative": stub}).validate(Assessment)
        if planned is not None:
            check_assessment(planned, framework, sources, about, document)
        self.problems += document.problems
        self.write(file, data, exists)

    def merge(self, path: Path) -> Merge:
        return Merge(path, self.incoming, self.loaded.about.language, self.overwrite)

    def document(self, file: YamlFile, data: Map, merge: Merge) -> _Checked:
        planned = YamlFile(file.path, file.text, data, file.sha256)
        return _Checked(planned, data, parts={(): planned}, incoming=self.incoming, places=merge.places)

    def draft(self, stem: str) -> str:
        """A new file, as `msiscore new` would write it."""
        said = self.incoming.initiative.get("title")
        id_ = stem.partition("+")[0]
        draft = Draft(
            framework=self.loaded.framework,
            set_name=self.folder.name,
            initiative=id_,
            title=(said.text if said is not None else "") or id_.replace("-", " ").replace("_", " ").capitalize(),
            language=self.loaded.about.language,
            schema=schema_for(self.folder),
        )
        return draft_assessment(draft)

    def write(self, file: YamlFile, data: Map, exists: bool) -> None:
        """Plan the new text of a file, if it has one."""
        before = file.path.read_bytes() if exists else None
        wanted = data or (file.data if isinstance(file.data, dict) else {})
        if exists and wanted == (file.data or {}):
            return
        if not exists and not wanted:
            return
        if self.incoming.problems or self.problems:
            return
        try:
            text = edit(file.text, wanted)
        except CannotEdit as error:
            self.problems.append(Problem(code="cannot-edit", file=file.path, message=str(error), hint="change the file by hand"))
            return
        mark = _BOM if before is not None and before.startswith(_BOM) else b""
        self.files.append(PlannedFile(file.path, mark + text.encode("utf-8"), before))
