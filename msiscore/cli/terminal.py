"""What every command says goes through here: data to standard output, words to standard error, nothing that a terminal would obey.

Texts come from other people's files and may hold what turns a line around or moves the cursor; such characters are shown by their
number. The tool's own words are ASCII, so that old code pages and pipes carry them.
"""

from __future__ import annotations

import os
import re
import sys
import textwrap
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

import click

from msiscore.errors import Problem

_OBEYED = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff\ud800-\udfff]")
NARROWEST, USUAL, WIDEST = 60, 80, 110


def prepare_streams() -> None:
    """Let no character that the terminal's code page lacks stop the program; it is shown as `?`."""
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure is not None:
            reconfigure(errors="replace")


def plain(text: str) -> str:
    """`text` with every character that a terminal obeys shown by its number instead."""
    return _OBEYED.sub(lambda match: f"\\u{ord(match[0]):04x}", text)


def width() -> int:
    """Columns that a table or a paragraph may take; 80 where there is no terminal."""
    columns = os.environ.get("COLUMNS", "")  # as shutil.get_terminal_size, whose import costs a quarter of a command
    try:
        found = int(columns) if columns.isdecimal() else os.get_terminal_size(1).columns
    except OSError:
        found = USUAL
    return min(WIDEST, max(NARROWEST, found or USUAL))


def paragraph(text: str, *, indent: str = "", hang: str = "") -> str:
    """`text` wrapped to the width of the terminal."""
    return textwrap.fill(" ".join(text.split()), width() - 1, initial_indent=indent, subsequent_indent=indent + hang)


def show(text: str = "") -> None:
    """Data for people: to standard output."""
    click.echo(plain(text))


def show_data(text: str) -> None:
    """Data for programs: to standard output as it is, in UTF-8 unless a person is looking."""
    if sys.stdout.isatty():
        click.echo(text, nl=False)
    else:
        click.echo(text.encode("utf-8"), nl=False)


def say(text: str) -> None:
    """Words beside the data: to standard error."""
    click.echo(plain(text), err=True)


def say_error(message: str, hint: str = "") -> None:
    """One plain line to standard error, and the hint on a line of its own."""
    say(f"error: {message}")
    if hint:
        say(f"hint: {hint}")


def short_path(path: Path) -> Path:
    """`path` from the current folder if it lies in it, as it is otherwise."""
    try:
        return Path(os.path.abspath(path)).relative_to(Path.cwd())
    except (ValueError, OSError):
        return path


def show_problems(problems: Iterable[Problem], *, on_stderr: bool = False) -> None:
    """Each problem with its place, paths from the current folder."""
    for problem in problems:
        file = short_path(problem.file) if problem.file is not None else None
        (say if on_stderr else show)(str(replace(problem, file=file)))


def counted(number: int, one: str, many: str = "") -> str:
    """`1 file`, `2 files`."""
    return f"{number:,} {one if number == 1 else many or one + 's'}"
