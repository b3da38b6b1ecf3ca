"""Changing values in a person's YAML file and nothing else: comments, order, quotes and line breaks stay as they were.

`edit` is told what the file should say afterwards. It lays the wanted data beside what stands there, replaces single values between
their marks, adds lines where a key is new and takes out the lines of a key that is gone. Then it reads the result, and refuses when
that is not exactly the data wanted.

A key that stands in a comment, as in a file that `msiscore new` drafted (`#MON-01: 2`), is added below that comment.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from difflib import SequenceMatcher
from pathlib import Path

from yaml.nodes import MappingNode, Node, ScalarNode, SequenceNode

from msiscore.errors import MsiscoreError
from msiscore.exchange import yaml_rendering as render
from msiscore.exchange.yaml_marks import Marks, Pair, data_of, is_nothing, pairs_of
from msiscore.loading.yaml_data import Data
from msiscore.loading.yaml_reader import YamlFile, read_text


class CannotEdit(MsiscoreError):
    """The file could not be edited without changing more of it than was asked; it was left as it is."""


@dataclass(frozen=True, slots=True)
class _Edit:
    """Put `text` in the place of what stands from `start` to `end`; `turn` orders additions at the same place."""

    start: int
    end: int
    text: str
    turn: int


@dataclass(frozen=True, slots=True)
class _Spot:
    """Where a value hangs: right after the colon or dash at `anchor`, which stands at `indent`; nothing of it lies beyond `limit`."""

    anchor: int
    indent: int
    limit: int


def edit(text: str, wanted: Mapping[str, Data]) -> str:
    """`text` with as few changes as give the data `wanted`. Raises CannotEdit when `text` cannot be read or edited so."""
    before = _read(text)
    if before.problems or isinstance(before.data, list | str):
        raise CannotEdit("the file has problems of its own; run `msiscore check` on it")
    if (before.data or {}) == wanted:
        return text
    marks = Marks.of(text)
    # A long text below a `>-` would take in a comment that follows it and is set in as far; then it has to stand in quotes.
    for texts in (True, False):
        editor = _Editor(marks, texts)
        if isinstance(marks.root, MappingNode) and marks.root.value:
            editor.value(marks.root, dict(wanted), _Spot(0, -2, len(text)))
        else:
            editor.add_lines(len(text), render.block(dict(wanted), 0, texts=texts))
        after = _read(editor.result())
        if not after.problems and after.data == wanted:
            return after.text
    raise CannotEdit("the file could not be edited without changing more of it than was asked")


def _read(text: str) -> YamlFile:
    return read_text(Path("edited.yaml"), text)


@dataclass(slots=True)
class _Editor:
    """Collects the edits of one text."""

    marks: Marks
    texts: bool
    edits: list[_Edit] = field(default_factory=list)

    def result(self) -> str:
        """The text with all edits; they never overlap, since each belongs to a value of its own."""
        text = self.marks.text
        parts: list[str] = []
        end = len(text)
        for each in sorted(self.edits, key=lambda one: (one.start, one.end, one.turn), reverse=True):
            if each.end > end:
                raise CannotEdit("two changes of the file meet in one place")
            parts += [text[each.end : end], each.text]
            end = each.start
        return "".join([text[:end], *reversed(parts)])

    def put(self, start: int, end: int, text: str) -> None:
        """Text in the place of other text, with the line ends of the file."""
        if "\r\n" in self.marks.text:
            text = text.replace("\n", "\r\n")
        self.edits.append(_Edit(start, end, text, len(self.edits)))

    def add_lines(self, at: int, lines: Sequence[str]) -> None:
        """Lines before the one that starts at `at`."""
        before = "\n" if at and self.marks.text[at - 1] != "\n" else ""
        self.put(at, at, before + "".join(f"{line}\n" for line in lines))

    def value(self, node: Node, wanted: Data, spot: _Spot) -> None:
        """Make a value say `wanted` that stands in a block map or list, or is the whole file."""
        if data_of(node) == wanted:
            return
        if isinstance(node, MappingNode) and isinstance(wanted, dict) and wanted and node.value:
            if node.flow_style:
                self.flow_map(node, wanted)
            else:
                self.block_map(node, wanted, spot)
        elif isinstance(node, SequenceNode) and isinstance(wanted, list) and wanted and node.value:
            if node.flow_style:
                self.flow_list(node, wanted)
            else:
                self.block_list(node, wanted, spot)
        elif isinstance(node, ScalarNode) and isinstance(wanted, str) and node.style:
            self.styled_scalar(node, wanted, spot)
        elif isinstance(wanted, dict) and wanted and isinstance(node, ScalarNode) and data_of(node) is None:
            self.first_entries(node, wanted, spot)
        else:
            self.replace(node, wanted, spot)

    def replace(self, node: Node, wanted: Data, spot: _Spot) -> None:
        """A value by one of another kind. A remark on the line of its key stays there."""
        start, end = int(node.start_mark.index), max(spot.anchor, self.marks.end(node))
        first, others = self.rendered(wanted, spot.indent)
        below = "\n" in self.marks.text[spot.anchor : start]
        if isinstance(node, MappingNode | SequenceNode) and not node.flow_style and below:
            self.put(spot.anchor, spot.anchor, first)
            self.put(self.marks.line_start(start), self.marks.line_after(end), "".join(f"{line}\n" for line in others))
        elif below and not others:
            self.put(start, end, first.lstrip())
        else:
            self.put(spot.anchor, end, first)
            if others:
                self.add_lines(self.marks.line_after(end), others)

    def rendered(self, wanted: Data, indent: int) -> tuple[str, list[str]]:
        """What stands on the line of the key, with a blank before it, and the lines below."""
        if isinstance(wanted, dict) and len(wanted) > 1:
            return "", render.block(wanted, indent + 2, texts=self.texts)
        first, *others = render.entry("x", wanted, indent, texts=self.texts)
        return first[first.index(":") + 1 :], others

    def first_entries(self, node: Node, wanted: dict[str, Data], spot: _Spot) -> None:
        """Entries below a key that had no value yet; each after the comment that names it, if there is one."""
        end = max(spot.anchor, self.marks.end(node))
        if not is_nothing(node):
            self.put(spot.anchor, end, "")
        here = start = self.marks.line_after(end)
        indent = self.marks.drafted_indent(wanted, start, spot.limit)
        indent = indent if indent > spot.indent else max(0, spot.indent) + 2
        for name, value in wanted.items():
            anchor = self.marks.commented(name, indent, start, spot.limit)
            here = anchor if anchor is not None else here
            self.add_lines(here, render.entry(name, value, indent, texts=self.texts))

    def styled_scalar(self, node: ScalarNode, wanted: str, spot: _Spot) -> None:
        """A text in quotes or below `>-` or `|`, in the same style if that can carry the new one."""
        start, end = int(node.start_mark.index), self.marks.end(node)
        if node.style in ("'", '"'):
            self.put(start, end, _in_quotes(wanted, str(node.style)))
            return
        head, *lines = self.marks.text[start:end].splitlines()
        body = [line for line in lines if line.strip()]
        indent = min((len(line) - len(line.lstrip(" ")) for line in body), default=0)
        indent = indent if indent > spot.indent else max(0, spot.indent) + 2
        width = max(60, min(140, max((len(line) for line in body), default=render.WIDTH)))
        new = render.folded(wanted, indent, width) if node.style == ">" else None
        sign = ">-" if new else "|-"
        new = (new or render.literal(wanted, indent)) if self.texts else None
        remark = re.search(r" +#.*", head)
        after = remark[0] if remark else ""
        self.put(start, end, "\n".join([sign + after, *new]) if new else render.quoted(wanted) + after)

    # ---- block maps and lists ----------------------------------------------------------------------------------------------

    def block_map(self, node: MappingNode, wanted: dict[str, Data], spot: _Spot) -> None:
        """A map with each key on its own line."""
        pairs = pairs_of(node)
        renamed = _renamed([pair.name for pair in pairs], list(wanted))
        stays = {pair.name: renamed.get(pair.name, pair.name) for pair in pairs}
        first = pairs[0]
        indent = int(node.start_mark.column)
        if not any(name in wanted for name in stays.values()) or (
            stays[first.name] not in wanted and not self.marks.begins_line(first.key.start_mark.index)
        ):  # nothing is left to hold on to, or the first key goes and stands behind a dash: write the map again
            lines = render.block(wanted, indent, texts=self.texts)
            self.put(node.start_mark.index, self.marks.end(node), "\n".join(lines).lstrip(" "))
            return
        for number, pair in enumerate(pairs):
            limit = self.marks.line_start(pairs[number + 1].key.start_mark.index) if number + 1 < len(pairs) else spot.limit
            name = stays[pair.name]
            if name not in wanted:
                begin = self.marks.line_start(pair.key.start_mark.index)
                self.put(begin, self.marks.line_after(self.marks.pair_end(pair)), "")
                continue
            if name != pair.name:
                self.put(pair.key.start_mark.index, pair.key.end_mark.index, render.key(name))
            self.value(pair.value, wanted[name], _Spot(self.marks.colon(pair), indent, limit))
        self.new_keys(pairs, stays, wanted, indent, spot)

    def new_keys(
        self, pairs: Sequence[Pair], stays: Mapping[str, str], wanted: dict[str, Data], indent: int, spot: _Spot
    ) -> None:
        """Each new key below the comment that names it, or else after the key that is wanted before it."""
        after = {stays[pair.name]: self.marks.line_after(self.marks.pair_end(pair)) for pair in pairs}
        begin = int(pairs[0].key.start_mark.index)
        # What is wanted first cannot stand before a key that has a dash before it; the order of keys means nothing.
        here = self.marks.line_start(begin) if self.marks.begins_line(begin) else after[stays[pairs[0].name]]
        for name, value in wanted.items():
            if name in after:
                here = after[name]
            else:
                drafted = self.marks.commented(name, indent, max(0, spot.anchor), spot.limit)
                self.add_lines(here if drafted is None else drafted, render.entry(name, value, indent, texts=self.texts))

    def block_list(self, node: SequenceNode, wanted: list[Data], spot: _Spot) -> None:
        """A list with a dash before each entry."""
        children: list[Node] = node.value
        dashes = [self.marks.dash(child) for child in children]
        indent = int(node.start_mark.column)
        here = self.marks.line_start(dashes[0])
        if not self.marks.begins_line(dashes[0]):
            raise CannotEdit("a list that starts on the line of another list cannot be edited")
        for old, new in _alignment([data_of(child) for child in children], wanted):
            if old is None:
                self.add_lines(here, render.item(wanted[new], indent, texts=self.texts) if new is not None else [])
                continue
            child, begin = children[old], self.marks.line_start(dashes[old])
            limit = self.marks.line_start(dashes[old + 1]) if old + 1 < len(children) else spot.limit
            here = self.marks.line_after(max(dashes[old], self.marks.end(child)))
            if new is None:
                self.put(begin, here, "")
            else:
                self.value(child, wanted[new], _Spot(dashes[old] + 1, indent, limit))

    # ---- maps and lists in brackets ----------------------------------------------------------------------------------------

    def in_flow(self, node: Node, wanted: Data) -> None:
        """Make a value inside brackets say `wanted`."""
        if data_of(node) == wanted:
            return
        if isinstance(node, MappingNode) and isinstance(wanted, dict) and wanted and node.value:
            self.flow_map(node, wanted)
        elif isinstance(node, SequenceNode) and isinstance(wanted, list) and wanted and node.value:
            self.flow_list(node, wanted)
        elif isinstance(node, ScalarNode) and isinstance(wanted, str) and node.style in ("'", '"'):
            self.put(node.start_mark.index, node.end_mark.index, _in_quotes(wanted, node.style))
        else:
            lead = " " if is_nothing(node) else ""
            self.put(node.start_mark.index, self.marks.end(node), lead + render.flow(wanted))

    def flow_map(self, node: MappingNode, wanted: dict[str, Data]) -> None:
        """A map in braces: added to where it stands; written again when a key goes."""
        pairs = pairs_of(node)
        renamed = _renamed([pair.name for pair in pairs], list(wanted))
        stays = {renamed.get(pair.name, pair.name): pair for pair in pairs}
        if not all(name in wanted for name in stays):
            self.put(node.start_mark.index, self.marks.end(node), render.flow(wanted))
            return
        for name, pair in stays.items():
            if name != pair.name:
                self.put(pair.key.start_mark.index, pair.key.end_mark.index, render.key(name, flow=True))
            self.in_flow(pair.value, wanted[name])
        here = 0
        for name, value in wanted.items():
            if name in stays:
                here = self.marks.pair_end(stays[name])
            else:
                self.flow_addition(node, here, f"{render.key(name, flow=True)}: {render.flow(value)}")

    def flow_list(self, node: SequenceNode, wanted: list[Data]) -> None:
        """A list in brackets: added to where it stands; written again when an entry goes."""
        steps = _alignment([data_of(child) for child in node.value], wanted)
        if any(new is None for _, new in steps):
            self.put(node.start_mark.index, self.marks.end(node), render.flow(wanted))
            return
        here = 0
        for old, new in steps:
            if old is not None and new is not None:
                self.in_flow(node.value[old], wanted[new])
                here = self.marks.end(node.value[old])
            elif new is not None:
                self.flow_addition(node, here, render.flow(wanted[new]))

    def flow_addition(self, node: Node, here: int, shown: str) -> None:
        """One more entry after `here`, or as the first when that is 0."""
        if here:
            self.put(here, here, f", {shown}")
        else:
            self.put(node.start_mark.index + 1, node.start_mark.index + 1, f"{shown}, ")


def _in_quotes(wanted: str, style: str) -> str:
    return "'" + wanted.replace("'", "''") + "'" if style == "'" and wanted.isprintable() else render.quoted(wanted)


def _renamed(old: Sequence[str], new: Sequence[str]) -> dict[str, str]:
    """Keys that give way to another key in the same gap, as `level` to `state`: the old name and the new one."""
    renamed: dict[str, str] = {}
    for kind, i, j, k, m in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if kind == "replace":
            gone = [name for name in old[i:j] if name not in new]
            come = [name for name in new[k:m] if name not in old]
            renamed |= dict(zip(gone, come, strict=False))
    return renamed


def _alignment(old: Sequence[Data], new: Sequence[Data]) -> list[tuple[int | None, int | None]]:
    """Which entry of a list becomes which: pairs of places, with None for one that is new or goes."""
    matcher = SequenceMatcher(None, [render.flow(each) for each in old], [render.flow(each) for each in new], autojunk=False)
    steps: list[tuple[int | None, int | None]] = []
    for _, i, j, k, m in matcher.get_opcodes():
        both = min(j - i, m - k)
        steps += [(i + n, k + n) for n in range(both)]
        steps += [(n, None) for n in range(i + both, j)]
        steps += [(None, n) for n in range(k + both, m)]
    return steps
