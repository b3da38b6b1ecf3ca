"""Files are written whole or not at all."""

from __future__ import annotations

import json
import zipfile
from pathlib import Path

import openpyxl
import pikepdf
import pytest

from msiscore.errors import NotFound, OutputError
from msiscore.reporting import write
from msiscore.reporting.write import RENDERERS, usual_formats, write_files, write_report
from msiscore.scoring.scores import Scores


def everything_in(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() if path.is_file() else b"" for path in folder.rglob("*")}


@pytest.fixture(scope="module")
def written(tutorial: Scores, tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, list[Path]]:
    """The folder with the usual formats, and the files in the order in which they are told."""
    folder = tmp_path_factory.mktemp("usual")
    return folder, list(write_report(tutorial, folder, command="msiscore report tutorial"))


def test_every_format_is_written_and_two_runs_give_the_same_bytes(
    written: tuple[Path, list[Path]], tutorial: Scores, tmp_path: Path
) -> None:
    folder, files = written
    write_report(tutorial.assessment_set, tmp_path, command="msiscore report tutorial")
    names = [path.relative_to(folder).as_posix() for path in files]
    assert names[0] == "index.html"
    tops = list(dict.fromkeys(name.partition("/")[0] for name in names[names.index("report.pdf") :]))
    assert tops == [RENDERERS[name][0] for name in usual_formats() if name != "html"]
    assert everything_in(folder) == everything_in(tmp_path)


def inside(path: Path) -> bytes:
    """What a file holds, unpacked where it is compressed (see the readers in the tests of each renderer)."""
    if zipfile.is_zipfile(path):
        with zipfile.ZipFile(path) as archive:
            return b"".join(archive.read(member) for member in archive.namelist())
    if path.suffix == ".pdf":
        with pikepdf.open(path) as pdf:
            streams = [o.read_bytes() for o in pdf.objects if isinstance(o, pikepdf.Stream) and o.get("/Subtype") != "/Image"]
            attached = [attachment.get_file().read_bytes() for attachment in pdf.attachments.values()]
        return b"".join([*streams, *attached])
    return path.read_bytes()


def test_what_is_not_public_is_in_no_output(written: tuple[Path, list[Path]], tutorial: Scores, tmp_path: Path) -> None:
    files = [*written[1], *write_report(tutorial, tmp_path, formats=[name for name in RENDERERS if name not in usual_formats()])]
    assert {".html", ".pdf", ".xlsx", ".csv", ".json", ".png", ".svg"} <= {file.suffix for file in files}
    for file in files:
        content = inside(file)
        assert len(content) > 100, file
        assert b"CONFIDENTIALMARKER" not in content, file


def test_the_restricted_edition_is_marked_in_every_file_that_shows_evidence(tutorial: Scores, tmp_path: Path) -> None:
    write_report(tutorial, tmp_path, audience="parties", formats=["html", "pdf", "xlsx", "json"])
    pages = sorted(tmp_path.rglob("*.html"))
    assert len(pages) > 20
    for path in pages:
        page = path.read_text(encoding="utf-8")
        assert page.count("Restricted edition") >= 3, path
        assert page.index("<title>Restricted edition") < page.index('class="alarm" role="note" aria-label="Restricted edition"')
        assert '<meta name="robots" content="noindex, nofollow">' in page
    assert '@top-left { content: "Restricted edition' in (tmp_path / "assets/style.css").read_text(encoding="utf-8")
    book = openpyxl.load_workbook(tmp_path / "scorecard.xlsx")
    for sheet in book:
        top = " ".join(str(cell.value) for row in sheet.iter_rows(max_row=6) for cell in row if cell.value)
        assert "Restricted edition" in top, sheet.title
        header = sheet.oddHeader
        assert header is not None
        parts = [part.text for part in (header.left, header.center, header.right) if part is not None]
        assert "Restricted edition" in " ".join(filter(None, parts)), sheet.title
    with pikepdf.open(tmp_path / "report.pdf") as pdf:
        attached = json.loads(next(iter(pdf.attachments.values())).get_file().read_bytes())
    assert attached["notices"][0]["kind"] == "edition"
    assert json.loads((tmp_path / "run.json").read_bytes())["settings"]["Audience"] == "the parties"


def test_an_unknown_format_is_refused_by_name(tutorial: Scores, tmp_path: Path) -> None:
    with pytest.raises(NotFound, match="did you mean `html`"):
        write_report(tutorial, tmp_path / "new", formats=["htm"])
    assert not (tmp_path / "new").exists()


def test_a_renderer_that_fails_leaves_everything_as_it_was(
    tutorial: Scores, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "scores.csv").write_text("old")

    def fail(rendering: object) -> bytes:
        raise OutputError("no")

    monkeypatch.setattr(write, "RENDERERS", {"csv": RENDERERS["csv"], "json": ("run.json", fail)})
    with pytest.raises(OutputError):
        write_report(tutorial, tmp_path, formats=["csv", "json"])
    assert everything_in(tmp_path) == {"scores.csv": b"old"}


def test_a_file_that_cannot_be_replaced_puts_the_others_back(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("old a")
    (tmp_path / "c.txt").mkdir()
    with pytest.raises(OutputError, match=r"c\.txt cannot be written.*nothing was changed"):
        write_files(tmp_path, {"a.txt": b"new a", "b.txt": b"new b", "c.txt": b"new c"})
    assert everything_in(tmp_path) == {"a.txt": b"old a", "c.txt": b""}


def test_a_folder_that_cannot_be_made_is_explained(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    with pytest.raises(OutputError, match="cannot be written"):
        write_files(tmp_path / "file" / "below", {"a.txt": b"a"})


def test_other_files_in_the_folder_are_left_alone(tmp_path: Path) -> None:
    (tmp_path / "mine.txt").write_text("mine")
    write_files(tmp_path, {"a.txt": b"a"})
    assert everything_in(tmp_path) == {"mine.txt": b"mine", "a.txt": b"a"}


def test_files_in_a_folder_of_their_own_are_put_back_too(tmp_path: Path) -> None:
    write_files(tmp_path, {"data/a.csv": b"old a"})
    (tmp_path / "c.txt").mkdir()
    before = everything_in(tmp_path)
    with pytest.raises(OutputError, match="nothing was changed"):
        write_files(tmp_path, {"data/a.csv": b"new a", "data/b.csv": b"b", "other/d.csv": b"d", "c.txt": b"c"})
    assert everything_in(tmp_path) == before
    assert [path.name for path in write_files(tmp_path, {"data/a.csv": b"new a", "data/b.csv": b"b"})] == ["a.csv", "b.csv"]
    assert (tmp_path / "data" / "a.csv").read_bytes() == b"new a"


def test_the_date_of_the_files_can_be_set_from_outside(tutorial: Scores, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """SOURCE_DATE_EPOCH, as reproducible builds use it; without it the date is that of the ratings."""
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1704067200")
    write_report(tutorial, tmp_path, formats=["pdf", "xlsx"], analysis=False)
    with pikepdf.open(tmp_path / "report.pdf") as pdf:
        assert str(pdf.docinfo["/CreationDate"]).startswith("D:20240101")
    properties = openpyxl.load_workbook(tmp_path / "scorecard.xlsx", read_only=True).properties
    assert str(properties.created).startswith("2024-01-01")
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "yesterday")
    with pytest.raises(OutputError, match="SOURCE_DATE_EPOCH is no number of seconds"):
        write_report(tutorial, tmp_path, formats=["pdf"], analysis=False)


def test_a_missing_translation_is_told(tutorial: Scores, tmp_path: Path) -> None:
    told: list[str] = []
    write_report(tutorial, tmp_path, formats=["json"], language="fr", warn=told.append, analysis=False)
    assert any("no translations of the fixed words into `fr`" in sentence for sentence in told)


def test_a_theme_is_read_and_its_problems_stop_everything(tutorial: Scores, tmp_path: Path) -> None:
    from msiscore.errors import InputProblems

    theme = tmp_path / "theme.yaml"
    theme.write_text('title: Another title\ncolours: {link: "#7a1f00"}\n', encoding="utf-8")
    write_report(tutorial, tmp_path / "out", formats=["html"], theme=theme, analysis=False)
    for page in (tmp_path / "out").rglob("*.html"):
        assert "Another title" in page.read_text(encoding="utf-8")
    assert "#7a1f00" in (tmp_path / "out" / "assets" / "style.css").read_text(encoding="utf-8")
    theme.write_text('colours: {link: "#dddddd"}\n', encoding="utf-8")
    with pytest.raises(InputProblems, match="contrast"):
        write_report(tutorial, tmp_path / "none", formats=["html"], theme=theme)
    assert not (tmp_path / "none").exists()


def test_each_initiative_can_have_a_pdf_of_its_own(tutorial: Scores, tmp_path: Path) -> None:
    files = write_report(tutorial, tmp_path, formats=["profiles"], analysis=False)
    assert {file.relative_to(tmp_path).as_posix() for file in files} == {
        f"profiles/{assessment.initiative.id}.pdf" for assessment in tutorial.assessment_set.assessments
    }
    assert all(file.read_bytes().startswith(b"%PDF") for file in files)
