"""The built wheel works in an empty environment and an empty folder, as it will for anyone who installs it."""

from __future__ import annotations

import subprocess
import sys
import sysconfig
import venv
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]


def run(*command: str | Path, cwd: Path) -> str:
    done = subprocess.run([str(part) for part in command], cwd=cwd, capture_output=True, check=False, text=True)
    assert done.returncode == 0, f"{command}\n{done.stdout}\n{done.stderr}"
    return done.stdout


def install_with_libraries(python: Path, wheel: Path) -> None:
    """As a user does it, libraries included. Wheels only: installing asks for no compiler."""
    options: list[str | Path] = [
        "--quiet",
        "--disable-pip-version-check",
        "--only-binary",
        ":all:",
        "-c",
        ROOT / "constraints.txt",
    ]
    run(python, "-m", "pip", "install", *options, wheel, cwd=wheel.parent)


def install_alone(python: Path, wheel: Path) -> None:
    """The wheel by itself, beside the libraries that the tests use; these do not bring msiscore, which is there from its folder."""
    run(python, "-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--no-deps", wheel, cwd=wheel.parent)
    site = run(python, "-c", "import sysconfig; print(sysconfig.get_path('purelib'))", cwd=wheel.parent).strip()
    (Path(site) / "libraries-of-the-tests.pth").write_text(sysconfig.get_path("purelib") + "\n", encoding="utf-8")
    where = run(python, "-c", "import msiscore; print(msiscore.__file__)", cwd=wheel.parent).strip()
    assert Path(where).is_relative_to(site)


@pytest.mark.slow
@pytest.mark.parametrize("install", [install_alone, pytest.param(install_with_libraries, marks=pytest.mark.long)])
def test_the_wheel_alone_gives_a_working_demo(tmp_path: Path, install: Callable[[Path, Path], None]) -> None:
    build = [sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir"]
    run(*build, tmp_path / "dist", ROOT, cwd=tmp_path)
    (wheel,) = (tmp_path / "dist").glob("msiscore-*-py3-none-any.whl")
    names = set(zipfile.ZipFile(wheel).namelist())
    assert {
        "msiscore/py.typed",
        "msiscore/data/criteria/LICENSE",
        "msiscore/data/criteria/kit-rbc/framework.yaml",
        "msiscore/data/criteria/msi-core/framework.yaml",
        "msiscore/data/criteria/patterns/fair-wear.yaml",
        "msiscore/data/assessments/dutch-rbc-2020/set.yaml",
        "msiscore/data/assessments/tutorial/set.yaml",
        "msiscore/data/assessments/tutorial/weights/labour-ministry.yaml",
    } <= names
    assert not [name for name in names if name.startswith(("tests/", "benchmarks/", "docs/")) or name.endswith(".pyc")]

    venv.create(tmp_path / "env", with_pip=True)
    programs = tmp_path / "env" / ("Scripts" if sys.platform == "win32" else "bin")
    install(programs / "python", wheel)

    empty = tmp_path / "empty"
    empty.mkdir()
    said = run(programs / "msiscore", "demo", cwd=empty)
    outputs = empty / "reports/dutch-rbc-2020"
    assert sorted(path.name for path in outputs.iterdir()) == [
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
    assert all(path.stat().st_size > 500 for path in outputs.rglob("*") if path.is_file())
    assert "Rank  Initiative" in said

    run(programs / "msiscore", "init", "project", cwd=empty)
    assert "No errors" in run(programs / "msiscore", "check", cwd=empty / "project")
    refused = subprocess.run(
        [str(programs / "msiscore"), "new", "tutorial", "x"], cwd=empty, capture_output=True, check=False, text=True
    )
    assert (refused.returncode, "belongs to msiscore itself" in refused.stderr) == (2, True)
