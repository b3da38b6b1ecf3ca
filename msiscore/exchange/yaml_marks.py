"""Where things stand in a YAML text: the nodes of PyYAML with ends that are truly theirs, lines, and comments that name a key.

PyYAML's own end of a block map, list or text counts in the blank lines and comments up to the next value; those belong to nobody.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field

import yaml
from yaml.nodes import MappingNode, Node, ScalarNode, SequenceNode

from msiscore.loading.yaml_data import LOADER, NULL, Data


@dataclass(frozen=True, slots=True)
class Pair:
    """A key of a map with its value, as they stand in the file."""

    name: str
    key: Node
    value: Node


@dataclass(slots=True)
class Marks:
    """A text and its nodes; `root` is None when it holds nothing but comments."""

    text: str
    root: Node | None = None
    _scalars: list[tuple[int, int]] = field(default_factory=list)

    @classmethod
    def of(cls, text: str) -> Marks:
        """The marks of a text that `yaml_reader` has read without a problem."""
        marks = cls(text, yaml.compose(text, Loader=LOADER))
        if marks.root is not None:
            marks._note_scalars(marks.root)
        return marks

    def _note_scalars(self, node: Node) -> None:
        if isinstance(node, ScalarNode):
            self._scalars.append((node.start_mark.index, node.end_mark.index))
        else:
            for child in node.value:
                for part in child if isinstance(child, tuple) else (child,):
                    self._note_scalars(part)

    def end(self, node: Node) -> int:
        """The place after the last character of a value; that of nothing is where it would stand."""
        if isinstance(node, ScalarNode):
            start, end = int(node.start_mark.index), int(node.end_mark.index)
            return start + len(self.text[start:end].rstrip()) if node.style in ("|", ">") else end
        if getattr(node, "flow_style", False) or not node.value:
            return int(node.end_mark.index)
        last = node.value[-1]
        if isinstance(last, tuple):
            return self.pair_end(Pair("", *last))
        return max(self.end(last), self.dash(last) + 1)

    def pair_end(self, pair: Pair) -> int:
        """The place after a key and its value; a value that is not there ends with the colon."""
        return max(self.colon(pair), self.end(pair.value))

    def colon(self, pair: Pair) -> int:
        """The place after the colon of a key."""
        return self.text.index(":", pair.key.end_mark.index) + 1

    def dash(self, node: Node) -> int:
        """The dash of an entry of a block list."""
        start = int(node.start_mark.index)
        if is_nothing(node):  # PyYAML places nothing right behind its dash
            return self.text.rindex("-", 0, start)
        before = self.text.rindex("-", 0, start)
        while "#" in self.text[self.line_start(before) : before]:  # a dash in a comment between the dash and its value
            before = self.text.rindex("-", 0, before)
        return before

    def line_start(self, index: int) -> int:
        """The start of the line that `index` is on."""
        return self.text.rfind("\n", 0, index) + 1

    def line_after(self, index: int) -> int:
        """The start of the line after that of `index`, or the end of the text."""
        found = self.text.find("\n", index)
        return found + 1 if found >= 0 else len(self.text)

    def begins_line(self, index: int) -> bool:
        """Whether only blanks stand before `index` on its line."""
        return not self.text[self.line_start(index) : index].strip(" ")

    def commented(self, name: str, indent: int, start: int, limit: int) -> int | None:
        """The line after the comment between `start` and `limit` that holds the key `name`, as drafted files have it, or None."""
        for match in re.compile(rf"^ {{{indent}}}# ?{re.escape(name)}:", re.MULTILINE).finditer(self.text, start, limit):
            if not any(first <= match.start() < last for first, last in self._scalars):
                other = re.compile(rf" {{{indent}}}# ?(?!{re.escape(name)}:)[^\s#]+:( |$)", re.MULTILINE)
                end = self.line_after(match.start())
                while end < limit and self.text[end] in " #":
                    line = self.text[end : self.line_after(end)]
                    if not line.lstrip(" ").startswith("#") or other.match(self.text, end):
                        break
                    end = self.line_after(end)
                return end
        return None

    def drafted_indent(self, names: Iterable[str], start: int, limit: int) -> int:
        """The indentation at which one of `names` stands in a comment between `start` and `limit`, or 0."""
        keys = "|".join(re.escape(name) for name in names)
        match = re.compile(rf"^( +)# ?(?:{keys}):", re.MULTILINE).search(self.text, start, limit)
        return len(match[1]) if match else 0


def pairs_of(node: MappingNode) -> list[Pair]:
    """The keys and values of a map in their order."""
    return [Pair(str(name.value), name, value) for name, value in node.value]


def is_nothing(node: Node) -> bool:
    """Whether nothing is written where the value would stand."""
    return isinstance(node, ScalarNode) and node.start_mark.index == node.end_mark.index


def data_of(node: Node) -> Data:
    """What our reader makes of a node."""
    if isinstance(node, MappingNode):
        return {pair.name: data_of(pair.value) for pair in pairs_of(node)}
    if isinstance(node, SequenceNode):
        return [data_of(child) for child in node.value]
    text = str(node.value)
    return None if not getattr(node, "style", None) and text in NULL else text
