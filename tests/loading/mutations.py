"""Strategies that spoil a sound YAML file: lines lost, doubled and moved, and values of every sort in the place of others."""

from __future__ import annotations

import re
from collections.abc import Iterable

from hypothesis import strategies as st

from msiscore.errors import Problem

SCALARS = (
    "", "~", "no", "yes", "1.10", "-1", "0", "1e400", "-1e308", "nan", "inf", "1e-320", "99999999999999999999", "²", "٣", "1,5", "50%",
    "2020-13-40", "2020", "too-early", "unanswered", "kind", "levels", "level", "A", "''", "' '", "null", "[]", "{}", "[a]", "[[a]]",
    "{a: b}", "{en: x, nl: ''}", "{EN: x}", "[~]", "{~: ~}", "{kind: levels}", "{kind: [x]}", "[1, 2, 3]", "{level: 9}", "{level: '9'}",
    "{power: nan}", "*x", "&x y", "!t y", "|", ">-", '"\\0"', '"\\ud800"', "'", '"', "[", "}", "a: b", "@", "<<",
    "📊 مرحبا <b>=1+1#", "x" * 300,
)  # fmt: skip

TEXTS = st.one_of(st.sampled_from(SCALARS), st.text(max_size=30))

_VALUE = re.compile(r"(?<=: )[^,\]}\n]+|(?<=\[)[^,\]}\n]+")


@st.composite
def mutations(draw: st.DrawFn, sound: str) -> str:
    """`sound` after one to four changes."""
    lines = sound.splitlines()
    for _ in range(draw(st.integers(1, 4))):
        if not lines:
            break
        place = draw(st.integers(0, len(lines) - 1))
        change = draw(st.sampled_from(("value", "value", "value", "key", "drop", "double", "indent", "swap", "line")))
        line = lines[place]
        if change == "value":
            found = list(_VALUE.finditer(line))
            if found:
                match = draw(st.sampled_from(found))
                lines[place] = line[: match.start()] + draw(TEXTS) + line[match.end() :]
        elif change == "key":
            lines[place] = re.sub(r"[\w-]+(?=:)", lambda _: draw(TEXTS), line, count=1)
        elif change == "drop":
            del lines[place]
        elif change == "double":
            lines.insert(place, line)
        elif change == "indent":
            lines[place] = draw(st.sampled_from(("  ", "\t", " ", "- "))) + line
        elif change == "swap":
            other = draw(st.integers(0, len(lines) - 1))
            lines[place], lines[other] = lines[other], line
        else:
            lines[place] = draw(TEXTS)
    return "\n".join(lines) + "\n"


def lines_exist(problems: Iterable[Problem]) -> bool:
    """Whether each problem stands in a line that its file has."""
    for problem in problems:
        if problem.file is not None and problem.line:
            text = problem.file.read_bytes().replace(b"\r\n", b"\n").replace(b"\r", b"\n")
            if not (1 <= problem.line <= text.count(b"\n") + 1 and problem.column >= 1):
                return False
    return True
