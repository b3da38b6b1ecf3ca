"""What `report` and `demo` share: read, score, write, and say what was written."""

from __future__ import annotations

import webbrowser
from collections.abc import Sequence
from pathlib import Path

import click

from msiscore.cli.progress import Progress
from msiscore.cli.score_table import score_lines
from msiscore.cli.terminal import counted, say, short_path, show
from msiscore.loading.set_loader import load_set
from msiscore.model import LANGUAGE
from msiscore.reporting.addresses import INDEX
from msiscore.reporting.sources import Audience
from msiscore.reporting.write import RENDERERS, SINGLE, usual_formats, write_report
from msiscore.scoring.scores import score

REPORTS = Path("reports")
THEME = REPORTS / "theme.yaml"


def write(
    source: str | Path,
    output: Path | None,
    *,
    formats: Sequence[str] | None = None,
    audience: Audience = "public",
    language: str | None = None,
    weights: str | None = None,
    fonts: Sequence[Path] = (),
    theme: Path | None = None,
    single: bool = False,
    analysis: bool = True,
    open_: bool = False,
) -> None:
    """Write the outputs of the set `source` into `output` and show the files and the scores."""
    check_language(language)
    for asked, option in ((open_, "--open"), (single, "--single")):
        if asked and formats is not None and "html" not in formats:
            raise click.BadParameter("it is about the web page, so --format has to name html too", param_hint=option)
    with Progress(2 + len(formats or usual_formats())) as progress:
        progress.step("reading")
        loaded = load_set(source)
        progress.step("scoring")
        scores = score(loaded, weight_set=weights)
        warnings: list[str] = []
        folder = output if output is not None else usual_folder(loaded.about.id, audience)
        files = write_report(
            scores,
            folder,
            formats=formats,
            audience=audience,
            language=language,
            command=command_line(loaded.about.id, audience, language, weights, theme, analysis=analysis),
            fonts=fonts,
            theme=usual_theme(theme),
            single=single,
            analysis=analysis,
            warn=warnings.append,
            progress=progress.step,
        )
    for warning in warnings:
        say(f"note: {warning}")
    for line in written_lines(folder, files):
        show(line)
    show()
    for line in score_lines(scores):
        show(line)
    if open_:
        page = next(file for file in files if file.suffix == ".html")
        if not webbrowser.open(page.resolve().as_uri()):
            say(f"note: no browser could be started; open {short_path(page)} yourself")


def written_lines(folder: Path, files: Sequence[Path]) -> list[str]:
    """What was written, a line for each output: what lies in a folder is counted, and web pages count as what `index.html` leads to."""
    names = {file_name for file_name, _ in RENDERERS.values()} | {SINGLE}
    groups: dict[str, int] = {}
    for file in files:
        top = file.relative_to(folder).parts[0]
        groups[top if top in names else INDEX] = groups.get(top if top in names else INDEX, 0) + 1
    return [f"wrote {short_path(folder / top)}" + (f" ({counted(n, 'file')})" if n > 1 else "") for top, n in groups.items()]


def check_language(language: str | None) -> None:
    """Refuse what is no code of a language."""
    if language is not None and not LANGUAGE.fullmatch(language):
        raise click.BadParameter(f"`{language}` is not a language code such as en or nl", param_hint="--language")


def usual_folder(set_id: str, audience: Audience) -> Path:
    """Where a report is written unless its user says otherwise: no edition overwrites another."""
    return REPORTS / (set_id if audience == "public" else f"{set_id}-{audience}")


def usual_theme(theme: Path | None) -> Path | None:
    """The theme that the user named, or the one that lies among the reports."""
    return theme if theme is not None else THEME if THEME.is_file() else None


def command_line(
    set_id: str,
    audience: Audience,
    language: str | None,
    weights: str | None,
    theme: Path | None = None,
    *,
    analysis: bool = True,
) -> str:
    """The command that makes the same report; without paths, so that the same files give the same bytes anywhere."""
    edition = f" --audience {audience}" if audience != "public" else ""
    options = [edition, f" --language {language}" if language else "", f" --weights {weights}" if weights else ""]
    options += [f" --theme {theme.name}"] if theme is not None else []
    options += [] if analysis else [" --no-analysis"]
    return f"msiscore report {set_id}" + "".join(options)
