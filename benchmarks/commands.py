"""How long a whole command takes, from the shell's point of view: start of Python, imports, work, output.

Each command is a process of its own; the runner counts the processor time of processes that have ended. The set of 100 assessments
is written to a temporary folder: 60 criteria, each with a reason of a few sentences and two sources, about 28 kB a file.
"""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

from benchmarks.runner import Row, compare, ratio_row

ROOT = Path(__file__).parents[1]
ENVIRONMENT = os.environ | {"PYTHONPATH": str(ROOT)}
ONE_FILE = ROOT / "assessments/dutch-rbc-2020/gold.yaml"
INITIATIVES, CRITERIA = 100, 60
READ_ALL = (
    "import pathlib, yaml; [yaml.load(f.read_bytes(), yaml.CSafeLoader) for f in pathlib.Path('assessments/many').glob('*.yaml')]"
)


def rows() -> Iterator[Row]:
    """Start-up first, then the score of a large set."""
    nothing = process("-c", "pass")
    times = compare({"pass": nothing, "help": msiscore("--help"), "check": msiscore("check", str(ONE_FILE))}, rounds=11)
    yield ratio_row("22 msiscore --help", "python -c pass", times.ratio("help", "pass"), 8)
    yield ratio_row("22 msiscore check of one file", "python -c pass", times.ratio("check", "pass"), 16)
    with TemporaryDirectory() as folder:
        write_set(Path(folder))
        reading = process("-c", READ_ALL, cwd=folder)
        for form in ("--json", "--csv"):
            times = compare({"read": reading, "score": msiscore("score", "many", form, cwd=folder)})
            yield ratio_row(
                f"23 msiscore score {form}, 100 files x 60 ratings", "CSafeLoader of these", times.ratio("score", "read"), 1.6
            )


def process(*arguments: str, cwd: str | None = None) -> Callable[[], object]:
    """Python with `arguments`; it has to succeed."""
    command = [sys.executable, *arguments]
    return lambda: subprocess.run(command, cwd=cwd, env=ENVIRONMENT, check=True, capture_output=True)


def msiscore(*arguments: str, cwd: str | None = None) -> Callable[[], object]:
    """The program with `arguments`, started as its console script starts it."""
    return process("-c", f"import sys; from msiscore.cli import main; sys.argv = {['msiscore', *arguments]!r}; main()", cwd=cwd)


def write_set(folder: Path) -> None:
    """A framework and a set of 100 initiatives."""
    criteria = "".join(f"      - {{id: C-{n}, title: Title {n}, question: Is it so?}}\n" for n in range(CRITERIA))
    texts = {
        "criteria/wide/framework.yaml": "id: wide\nversion: 1.0.0\ntitle: Wide\n"
        "scales: {level: {kind: levels, levels: [absent, weak, partial, strong, leading]}}\n"
        f"dimensions:\n  - id: all\n    title: All\n    criteria:\n{criteria}",
        "assessments/many/set.yaml": "id: many\ntitle: Many\nframework: wide\nas-of: 2020-07-08\n",
        "assessments/many/sources.yaml": "report: {title: A report}\nletter: {title: A letter}\n",
    }
    reason = "\n      ".join(["The rules say so in plain words and the minutes of the board show that they are followed."] * 3)
    for number in range(INITIATIVES):
        ratings = "".join(
            f"  C-{n}:\n    level: {(number * 7 + n) % 5}\n    confidence: high\n    reason: >-\n      {reason}\n"
            f'    evidence:\n      - {{source: report, page: "{n}"}}\n      - {{source: letter, kind: document}}\n'
            for n in range(CRITERIA)
        )
        about = (
            f"initiative: {{id: i{number:03}, title: Initiative {number}}}\nassessors: [{{id: a, name: Ann, interests: none}}]\n"
        )
        texts[f"assessments/many/i{number:03}.yaml"] = f"{about}ratings:\n{ratings}"
    for name, text in texts.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text, encoding="utf-8")
