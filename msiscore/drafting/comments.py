"""Comments and quoted texts of a drafted YAML file.

Texts come from other people's files, so they may hold anything: line breaks that YAML knows and Python does not, and characters that
no YAML file may hold. Nothing of that may leave a comment or a pair of quotes.
"""

from __future__ import annotations

import json
import re
import textwrap

WIDTH = 100
"""Columns of a drafted file: wide enough for a descriptor, narrow enough for half a screen."""

_NOT_IN_YAML = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff\ufeff\ufffe\uffff]")


def one_line(text: str) -> str:
    """`text` on one line, without what a comment or a quoted text cannot hold."""
    return _NOT_IN_YAML.sub("", " ".join(text.split()))


def quoted(text: str) -> str:
    """`text` as a double-quoted YAML scalar on one line."""
    return json.dumps(one_line(text), ensure_ascii=False)


def comment(text: str, *, indent: str = "", label: str = "", hang: str = "") -> list[str]:
    """`text` as lines of comment that start with `label`; the lines after the first are set in by `hang`.

    An empty text gives no lines, so optional texts need no test.
    """
    words = one_line(text)
    if not words:
        return []
    start = f"{indent}# "
    return textwrap.wrap(
        f"{label}{words}",
        width=WIDTH,
        initial_indent=start,
        subsequent_indent=start + hang,
        break_long_words=False,
        break_on_hyphens=False,
    )


def answer_line(answer: str, remark: str, *, indent: str) -> list[str]:
    """`answer` commented out, and what it means as a remark behind it.

    There is no space after the first `#`: whoever deletes just that sign gets a rightly indented line. A remark that goes on has its
    own `#` in every line, so that it stays a comment then.
    """
    start = f"{indent}#{answer}"
    words = one_line(remark)
    if not words:
        return [start]
    return textwrap.wrap(
        words,
        width=WIDTH,
        initial_indent=f"{start}  # ",
        subsequent_indent=f"{indent}#{' ' * len(answer)}  # ",
        break_long_words=False,
        break_on_hyphens=False,
    )


def rule(indent: str, sign: str) -> str:
    """A line across the file, to find one's way by."""
    return f"{indent}# {sign * (WIDTH - len(indent) - 2)}"
