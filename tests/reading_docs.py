"""What the tests of the documents read out of them: fenced blocks, links, hand calculations, and worked examples in YAML.

A worked example (a block marked `yaml example`) is a framework and its ratings in one, with titles and questions left out, and under
`gives` what msiscore must make of it. It is written out to real files and loaded like any other set.
"""

from __future__ import annotations

import ast
import json
import math
import operator
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from msiscore.loading.set_loader import load_set
from msiscore.loading.yaml_reader import read_yaml
from msiscore.scoring.scores import Scores, score

FENCE = re.compile(r"^```(?P<info>[^\n`]*)\n(?P<text>.*?)^```$", re.MULTILINE | re.DOTALL)
LINK = re.compile(r"\[[^\]]*\]\(([^)\s]+)\)")
LEVELS = {"level": {"kind": "levels", "levels": ["absent", "weak", "partial", "strong", "leading"]}}
SET_KEYS = ("as-of", "weight-set")
FUNCTIONS: Mapping[str, Callable[..., float]] = {"ln": math.log, "exp": math.exp, "sqrt": math.sqrt, "min": min, "max": max}
OPERATORS: Mapping[type, Callable[[float, float], float]] = {
    ast.Add: operator.add,
    ast.Sub: operator.sub,
    ast.Mult: operator.mul,
    ast.Div: operator.truediv,
    ast.Pow: operator.pow,
}


@dataclass(frozen=True, slots=True)
class Block:
    """A fenced block of a document: its marks (`yaml example`), its text, and the line it starts on."""

    info: str
    text: str
    line: int

    def __str__(self) -> str:
        return f"line {self.line}"


def blocks(document: Path, info: str) -> list[Block]:
    """The fenced blocks of `document` with the marks `info`."""
    text = document.read_text(encoding="utf-8")
    found = [
        Block(match["info"].strip(), match["text"], text.count("\n", 0, match.start()) + 1) for match in FENCE.finditer(text)
    ]
    return [block for block in found if block.info == info]


def prose(document: Path) -> str:
    """The text of `document` without its fenced blocks."""
    return FENCE.sub("", document.read_text(encoding="utf-8"))


def anchors(document: Path) -> set[str]:
    """The places in `document` that a link can lead to: its headings, as the usual renderers name them."""
    headings = re.findall(r"^#+ (.+)$", prose(document), re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-") for heading in headings}


# Hand calculations.


def calculated(line: str) -> list[tuple[str, float]]:
    """The computable parts of a line such as `mean = (1 + 0) / 2 = 0.5`, each as written and as a number."""
    parts = [part.strip() for part in line.split(" = ")]
    numbers = []
    for part in parts:
        try:
            numbers.append((part, _number(part)))
        except (SyntaxError, KeyError, ValueError):
            assert part is parts[0], f"`{part}` cannot be computed"
    return numbers


def as_shown(number: float, shown: str) -> bool:
    """Whether `number`, rounded to the decimals of `shown`, is `shown`."""
    plain = shown.replace("−", "-")
    return abs(number - float(plain)) <= 0.5 * 10.0 ** -len(plain.partition(".")[2]) + 1e-9


def _number(text: str) -> float:
    plain = text.replace("−", "-").replace("×", "*").replace("^", "**")
    return _value(ast.parse(plain, mode="eval").body)


def _value(node: ast.expr) -> float:
    if isinstance(node, ast.Constant) and isinstance(node.value, int | float):
        return float(node.value)
    if isinstance(node, ast.BinOp):
        return OPERATORS[type(node.op)](_value(node.left), _value(node.right))
    if isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.USub):
        return -_value(node.operand)
    if isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
        return FUNCTIONS[node.func.id](*map(_value, node.args))
    raise ValueError(ast.dump(node))


# Worked examples.


def scores_of(block: Block, folder: Path) -> tuple[Scores, dict[str, dict[str, Any]]]:
    """The scores of a worked example, and what the document says about each initiative."""
    (folder / "block.yaml").write_text(block.text, encoding="utf-8")
    read = read_yaml(folder / "block.yaml")
    assert isinstance(read.data, dict), read.problems
    data: dict[str, Any] = dict(read.data)
    gives = data.pop("gives")
    single = "ratings" in data
    initiatives = {"one": {"ratings": data.pop("ratings")}} if single else data.pop("initiatives")
    about = {key: data.pop(key) for key in SET_KEYS if key in data}
    if "criteria" in data:
        data["dimensions"] = [{"id": "d", "criteria": data.pop("criteria")}]
    data["dimensions"] = [_dimension(dimension) for dimension in data["dimensions"]]
    framework = {"id": "example", "version": "1", "title": "Example", "scales": LEVELS} | data
    files = {
        "criteria/example/framework.yaml": framework,
        "assessments/set/set.yaml": {"id": "set", "title": "Set", "framework": "example", "as-of": "2020"} | about,
    }
    for id_, more in initiatives.items():
        rest = {key: value for key, value in more.items() if key != "ratings"}
        files[f"assessments/set/{id_}.yaml"] = {
            "initiative": {"id": id_, "title": id_, **rest},
            "ratings": more["ratings"],
        }
    for name, content in files.items():  # JSON is YAML
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(json.dumps(content), encoding="utf-8")
    return score(load_set(folder / "assessments/set")), {"one": gives} if single else gives


def _dimension(data: Mapping[str, Any]) -> dict[str, Any]:
    criteria = [{"title": one["id"], "question": f"{one['id']}?", **one} for one in data.get("criteria", ())]
    inner = [_dimension(one) for one in data.get("dimensions", ())]
    return {"title": data["id"], **data, "criteria": criteria, "dimensions": inner}


def mismatches(scores: Scores, gives: Mapping[str, Mapping[str, Any]]) -> Iterator[str]:
    """What msiscore makes of an example other than the document says."""
    for initiative, expected in gives.items():
        for key, shown in expected.items():
            yield from _compare(f"{initiative}: {key}", _found(scores, initiative, key), shown)


def _compare(where: str, found: Any, shown: Any) -> Iterator[str]:
    if isinstance(shown, dict):
        for key, inner in shown.items():
            yield from _compare(f"{where}: {key}", found[key], inner)
    elif isinstance(found, float):
        if shown == "none" or not as_shown(found, shown):
            yield f"{where}: the document says {shown}, msiscore {found}"
    elif (list(found) if isinstance(found, tuple) else str(found).lower()) != shown:
        yield f"{where}: the document says {shown}, msiscore {found}"


def _found(scores: Scores, initiative: str, key: str) -> Any:
    column, place = scores.columns[0], scores.matrix.initiatives.index(initiative)
    names = [item.id for item in scores.matrix.items]
    if key == "values":
        return dict(zip(names, scores.matrix.values[:, place].tolist(), strict=True))
    if key == "contributions":
        return dict(zip(names, scores.contributions()[:, place].tolist(), strict=True))
    if key == "shares":
        return {name: column.nodes.tree.shares[column.nodes.tree.rows[name]] for name in names}
    if key == "views":
        of: dict[str, dict[str, float]] = {}
        for (view, value), nodes in scores.views.items():
            of.setdefault(view, {})[value] = float(nodes.point[-1, place])
        return of
    if key in ("paper", "practice"):
        return scores.column(key).score[place].item()  # type: ignore[arg-type]  # the two names of aspects
    row = next(row for row in scores.headline() if row.initiative == initiative)
    if hasattr(row, key.replace("-", "_")):
        return getattr(row, key.replace("-", "_"))
    return next(row.score for row in scores.dimension_rows() if (row.initiative, row.dimension) == (initiative, key))
