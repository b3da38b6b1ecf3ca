"""The rules that keep the tree easy to find one's way in; each test says its rule in one sentence.

The source is only parsed, never imported, so an import inside a function or under TYPE_CHECKING counts like any other.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).resolve().parent.parent
PACKAGE = ROOT / "msiscore"

ORDER = (
    {"errors", "rounding"},
    {"model"},
    {"scale"},
    {"relative_scale"},
    {"scales"},
    {"framework", "theme"},
    {"elicitation"},
    {"assessment"},
    {"mapping"},
    {"loading", "rating_matrix"},
    {"scoring"},
    {"analysis"},
    {"reporting", "drafting"},
    {"exchange"},  # a form says what reports say, and an import drafts the file that does not exist yet
    {"cli"},
)
"""The rooms from the lowest to the highest. A room imports only from rooms before it; those of one line do not know each other."""

RENDERERS = (
    "reporting/html.py",
    "reporting/site.py",
    "reporting/pdf.py",
    "reporting/slides.py",
    "reporting/excel/*.py",
)
SHIPPED_TEXT = {".py", ".yaml", ".j2", ".typ", ".css", ".js", ".po", ".md", ".toml", ".txt"}

_ARITHMETIC = (ast.Add, ast.Sub, ast.Mult, ast.Div, ast.FloorDiv, ast.Mod, ast.Pow)
_RECKONING = {
    "sum",
    "min",
    "max",
    "abs",
    "round",
    "float",
    "int",
    "divmod",
    "pow",
    "fsum",
    "mean",
    "median",
    "floor",
    "ceil",
    "format",
}


def modules() -> dict[str, Path]:
    """Every module of msiscore by its dotted name; a package has the name of its folder."""
    found = {}
    for path in sorted(PACKAGE.rglob("*.py")):
        parts = path.relative_to(ROOT).with_suffix("").parts
        found[".".join(parts[:-1] if parts[-1] == "__init__" else parts)] = path
    return found


MODULES = modules()
INNER = [name for name in MODULES if name not in ("msiscore", "msiscore.__main__")]


@cache
def tree(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"), str(path))


def imports(name: str) -> Iterator[tuple[str, int]]:
    """The modules of msiscore that a module imports anywhere in its text, with the line."""
    for node in ast.walk(tree(MODULES[name])):
        if isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{name}:{node.lineno} imports relatively"
            for alias in node.names:
                inner = f"{node.module}.{alias.name}"
                target = inner if inner in MODULES else node.module or ""
                if target == "msiscore":
                    target = _assigned("_HOME").get(alias.name, "")  # what the package offers lives elsewhere
                if target.startswith("msiscore."):
                    yield target, node.lineno
        elif isinstance(node, ast.Import):
            for alias in node.names:
                if alias.name.startswith("msiscore."):
                    yield alias.name, node.lineno


@cache
def _assigned(variable: str) -> Any:
    """What msiscore/__init__.py sets a variable to."""
    for node in tree(MODULES["msiscore"]).body:
        if isinstance(node, ast.Assign) and any(
            isinstance(target, ast.Name) and target.id == variable for target in node.targets
        ):
            return ast.literal_eval(node.value)
    raise AssertionError(f"msiscore/__init__.py does not set {variable}")


def room(name: str) -> str:
    return name.split(".")[1]


def level(name: str) -> int:
    return next(index for index, rooms in enumerate(ORDER) if room(name) in rooms)


# Imports ---------------------------------------------------------------------------------------------------------------------


def test_every_module_has_its_room_in_the_order() -> None:
    assert {room(name) for name in INNER} <= set().union(*ORDER)


@pytest.mark.parametrize("name", INNER)
def test_imports_run_one_way(name: str) -> None:
    upwards = [
        f"{name}:{line} imports {target}"
        for target, line in imports(name)
        if room(target) != room(name) and level(target) >= level(name)
    ]
    assert not upwards


def test_imports_go_round_in_no_ring() -> None:
    graph = {name: sorted({target for target, _ in imports(name)}) for name in INNER}
    assert _ring(graph) == []


def test_a_ring_would_be_found() -> None:
    assert _ring({"a": ["b"], "b": ["c"], "c": []}) == []
    assert _ring({"a": ["b"], "b": ["c"], "c": ["b"]}) == ["b", "c", "b"]


def _ring(graph: dict[str, list[str]]) -> list[str]:
    """A ring of `graph`, or nothing."""
    done: set[str] = set()

    def visit(name: str, way: list[str]) -> list[str]:
        if name in way:
            return [*way[way.index(name) :], name]
        if name in done:
            return []
        found = next((ring for target in graph.get(name, []) if (ring := visit(target, [*way, name]))), [])
        done.add(name)
        return found

    return next((ring for name in graph if (ring := visit(name, []))), [])


def test_the_public_names_and_their_homes_agree() -> None:
    assert set(_assigned("_HOME")) | {"__version__"} == set(_assigned("__all__"))
    for name, home in _assigned("_HOME").items():
        names = {node.name for node in tree(MODULES[home]).body if isinstance(node, ast.FunctionDef | ast.ClassDef)}
        assert name in names, f"{home} has no {name}"


# Tests mirror the package ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", INNER)
def test_every_module_has_its_test_file(name: str) -> None:
    """msiscore/x/y.py has tests/x/test_y.py; a package with code of its own, msiscore/x/__init__.py, has tests/test_x.py."""
    path = MODULES[name]
    if path.name == "__init__.py" and not _has_code(path):
        return
    *folders, last = name.split(".")[1:]
    expected = ROOT.joinpath("tests", *folders, f"test_{last}.py")
    assert expected.is_file(), f"{path.relative_to(ROOT)} needs {expected.relative_to(ROOT)}"


def _has_code(path: Path) -> bool:
    return any(isinstance(node, ast.FunctionDef | ast.ClassDef | ast.AsyncFunctionDef) for node in tree(path).body)


# Renderers do no arithmetic ----------------------------------------------------------------------------------------------------


def numbers_of_the_report() -> set[str]:
    """The fields of the report object that hold a number to be shown, and the number inside a figure."""
    fields = {"value"}
    parts = [node for path in sorted((PACKAGE / "reporting").glob("report*.py")) for node in ast.walk(tree(path))]
    for node in parts:
        if isinstance(node, ast.AnnAssign) and isinstance(node.target, ast.Name) and "Figure" in ast.unparse(node.annotation):
            fields.add(node.target.id)
    return fields - {"weights"}  # pairs of a term and its figure


NUMBERS = numbers_of_the_report()


def reckonings(source: ast.AST) -> list[str]:
    """Where `source` does arithmetic on, rounds, formats or adds up a number of the report."""
    found = []
    for node in ast.walk(source):
        parts: list[ast.expr] = []
        if isinstance(node, ast.BinOp) and isinstance(node.op, _ARITHMETIC):
            parts = [node.left, node.right]
        elif isinstance(node, ast.AugAssign) and isinstance(node.op, _ARITHMETIC):
            parts = [node.value]
        elif isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.USub):
            parts = [node.operand]
        elif isinstance(node, ast.Call) and _called(node) in _RECKONING:
            parts = list(node.args)
        elif isinstance(node, ast.FormattedValue) and node.format_spec is not None:
            parts = [node.value]
        if any(_holds_a_number(part) for part in parts):
            found.append(f"line {getattr(node, 'lineno', '?')}: {ast.unparse(node)}")
    return found


def _called(call: ast.Call) -> str:
    return call.func.id if isinstance(call.func, ast.Name) else call.func.attr if isinstance(call.func, ast.Attribute) else ""


def _holds_a_number(node: ast.AST) -> bool:
    """Whether a number of the report stands in `node`, not handed to another function (such as one that finds a place on paper)."""
    if isinstance(node, ast.Attribute) and node.attr in NUMBERS:
        return True
    if isinstance(node, ast.Call) and _called(node) not in _RECKONING:
        return False
    return any(_holds_a_number(child) for child in ast.iter_child_nodes(node) if not isinstance(node, ast.Attribute))


def test_the_rule_on_arithmetic_can_fail() -> None:
    assert {"score", "lower", "upper", "coverage", "contribution", "value", "figure"} <= NUMBERS
    for bad in (
        "row.score.value * 2",
        "total += row.score.value",
        "round(cell.figure.value, 1)",
        "f'{row.coverage.value:.0f}'",
        "sum(row.contribution.value for row in rows)",
        "-row.lower.value",
        "row.upper.value - row.lower.value",
        "(a.value + b.value) / 2",
        "max(row.score.value for row in rows)",
    ):
        assert reckonings(ast.parse(bad)), bad
    for good in (
        "row.score.text + '%'",
        "place(row.score.value) + 3",
        "row.score.value is None",
        "len(rows) * 2",
        "f'{row.score.text}'",
    ):
        assert not reckonings(ast.parse(good)), good


@pytest.mark.parametrize("path", [p for pattern in RENDERERS for p in sorted(PACKAGE.glob(pattern))], ids=lambda path: path.name)
def test_renderers_do_no_arithmetic_on_the_report(path: Path) -> None:
    """Every number that is shown stands in the report object; a renderer may only find out where on paper it goes."""
    assert not reckonings(tree(path))


@pytest.mark.parametrize("path", sorted((PACKAGE / "reporting" / "templates").rglob("*.j2")), ids=lambda path: path.name)
def test_templates_of_html_do_no_arithmetic(path: Path) -> None:
    """No template rounds or adds up, or reckons with the number of a figure."""
    for code in re.findall(r"\{[{%](.*?)[%}]\}", path.read_text(encoding="utf-8"), re.DOTALL):
        without_texts = re.sub(r"\"[^\"]*\"|'[^']*'", "''", code)
        assert not re.search(r"\|\s*(round|sum|float|int|abs|format)\b", without_texts), code
        assert not re.search(r"\.value\s*[-+*/]|[-+*/]\s*[\w.]+\.value\b", without_texts), code


@pytest.mark.parametrize("path", sorted((PACKAGE / "reporting" / "templates").rglob("*.typ")), ids=lambda path: path.name)
def test_templates_of_pdf_use_the_number_of_a_figure_only_to_place_it(path: Path) -> None:
    """`.value` is compared with none, or stands inside `at(...)`, which turns a score into a place on paper."""
    for line in path.read_text(encoding="utf-8").splitlines():
        rest = re.sub(r"\bat\([^()]*\)", "", line)
        rest = re.sub(r"\.value\s*[!=]=\s*none", "", rest)
        assert not re.search(r"(calc\.\w+\([^)]*|[-+*/]\s*)\b[\w.]+\.value\b|\.value\s*[-+*/]", rest), line


# Plain and safe source -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", MODULES)
def test_no_module_runs_text_or_opens_pickles(name: str) -> None:
    """No eval, exec or compile, no pickle, and of PyYAML only its events: its loaders are not used."""
    for node in ast.walk(tree(MODULES[name])):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
            assert node.func.id not in {"eval", "exec", "compile", "__import__"}, f"{name}:{node.lineno}"
        if isinstance(node, ast.Import | ast.ImportFrom):
            names = {alias.name for alias in node.names} | {getattr(node, "module", None) or ""}
            assert not names & {"pickle", "marshal", "shelve", "dill", "joblib"}, f"{name}:{node.lineno}"
        if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name) and node.value.id == "yaml":
            assert "load" not in node.attr, f"{name}:{node.lineno}"
            assert "Unsafe" not in node.attr, f"{name}:{node.lineno}"


@pytest.mark.parametrize("name", [name for name in INNER if room(name) != "cli"])
def test_only_the_command_line_prints(name: str) -> None:
    for node in ast.walk(tree(MODULES[name])):
        if isinstance(node, ast.Call):
            assert ast.unparse(node.func) not in {"print", "sys.stdout.write", "sys.stderr.write", "click.echo"}, (
                f"{name}:{node.lineno}"
            )


@pytest.mark.parametrize("name", MODULES)
def test_public_names_are_documented(name: str) -> None:
    """A module, and each class and function of it whose name does not start with a stroke, has a docstring."""
    module = tree(MODULES[name])
    assert ast.get_docstring(module) or not module.body, f"{name} has no docstring"
    for node in module.body:
        if isinstance(node, ast.FunctionDef | ast.ClassDef) and not node.name.startswith("_"):
            assert ast.get_docstring(node), f"{name}:{node.lineno} {node.name}"


def shipped_files() -> list[Path]:
    folders = [PACKAGE, ROOT / "criteria", ROOT / "assessments"]
    return [
        p for folder in folders for p in sorted(folder.rglob("*")) if p.suffix in SHIPPED_TEXT and "__pycache__" not in p.parts
    ]


def test_shipped_text_has_no_tab_and_nothing_left_to_do() -> None:
    for path in shipped_files():
        text = path.read_text(encoding="utf-8")
        assert "\t" not in text, path
        assert "\r" not in text, path
        assert not re.search(r"\b(TODO|FIXME|HACK)\b", text), path
