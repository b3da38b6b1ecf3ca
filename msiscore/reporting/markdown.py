"""The author's own texts: Markdown to blocks, which each renderer sets in its own way.

What Markdown calls HTML is printed as it was typed, pictures give way to their alternative text, and a link is made of an address of
the web or of mail only. So a text can do nothing but stand there.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Literal

from msiscore.reporting.links import safe_link

if TYPE_CHECKING:
    from markdown_it.token import Token

BlockKind = Literal["heading", "paragraph", "bullets", "numbers", "quote", "code", "table", "rule"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Span:
    """A run of text in one style; `url` is "" where it is no link."""

    text: str
    strong: bool = False
    emphasis: bool = False
    code: bool = False
    url: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    """A block of text. Headings have a `level` from 1, without gaps; lists and quotes have `items`, each a run of blocks; a table
    has `rows` of cells, of which the first is its head; `start` is the first number of a numbered list.
    """

    kind: BlockKind
    level: int = 0
    start: int = 1
    spans: tuple[Span, ...] = ()
    items: tuple[tuple[Block, ...], ...] = ()
    rows: tuple[tuple[tuple[Span, ...], ...], ...] = ()


def read_markdown(text: str) -> tuple[Block, ...]:
    r"""The blocks of `text` (CommonMark with tables).

    >>> [block.kind for block in read_markdown("# Why\n\nBecause *so*.")]
    ['heading', 'paragraph']
    """
    from markdown_it import MarkdownIt

    tokens = MarkdownIt("commonmark", {"html": False}).enable("table").parse(text)
    return _without_gaps(tuple(_blocks(tokens)))


def _without_gaps(blocks: tuple[Block, ...]) -> tuple[Block, ...]:
    """Headings from level 1, each at most one level below the one before: what reads aloud relies on it."""
    last, made = 0, []
    for block in blocks:
        if block.kind == "heading":
            last = min(block.level, last + 1)
            made.append(replace(block, level=last))
        else:
            made.append(block)
    return tuple(made)


def _blocks(tokens: Sequence[Token]) -> Iterator[Block]:
    """The blocks of a run of tokens that opens and closes everything in it."""
    place = 0
    while place < len(tokens):
        token = tokens[place]
        end = _end(tokens, place)
        inner = tokens[place + 1 : end]
        if token.type == "heading_open":
            yield Block(kind="heading", level=int(token.tag[1:]), spans=_spans(inner))
        elif token.type == "paragraph_open":
            if spans := _spans(inner):
                yield Block(kind="paragraph", spans=spans)
        elif token.type in ("bullet_list_open", "ordered_list_open"):
            numbered = token.type == "ordered_list_open"
            items = tuple(tuple(_blocks(part)) for part in _parts(inner, "list_item_open"))
            start = int(token.attrGet("start") or 1) if numbered else 1
            yield Block(kind="numbers" if numbered else "bullets", start=start, items=items)
        elif token.type == "blockquote_open":
            yield Block(kind="quote", items=(tuple(_blocks(inner)),))
        elif token.type in ("fence", "code_block"):
            yield Block(kind="code", spans=(Span(text=token.content.rstrip("\n"), code=True),))
        elif token.type == "table_open":
            rows = tuple(tuple(_spans(cell) for cell in _cells(row)) for row in _parts(inner, "tr_open"))
            yield Block(kind="table", rows=rows)
        elif token.type == "hr":
            yield Block(kind="rule")
        place = end + 1


def _end(tokens: Sequence[Token], place: int) -> int:
    """Where the token at `place` is closed; there, if it opens nothing."""
    depth = 0
    for index in range(place, len(tokens)):
        depth += tokens[index].nesting
        if depth == 0:
            return index
    return len(tokens) - 1


def _parts(tokens: Sequence[Token], opening: str) -> Iterator[Sequence[Token]]:
    """What stands inside each `opening` token, however deep it lies; not inside each other."""
    place = 0
    while place < len(tokens):
        if tokens[place].type == opening:
            end = _end(tokens, place)
            yield tokens[place + 1 : end]
            place = end
        place += 1


def _cells(row: Sequence[Token]) -> Iterator[Sequence[Token]]:
    place = 0
    while place < len(row):
        end = _end(row, place)
        yield row[place + 1 : end]
        place = end + 1


def _spans(tokens: Sequence[Token]) -> tuple[Span, ...]:
    return tuple(span for token in tokens for span in _styled(token.children or ()))


def _styled(tokens: Sequence[Token]) -> Iterator[Span]:
    strong = emphasis = 0
    url = ""
    for token in tokens:
        if token.type in ("strong_open", "strong_close"):
            strong += token.nesting
        elif token.type in ("em_open", "em_close"):
            emphasis += token.nesting
        elif token.type == "link_open":
            url = safe_link(str(token.attrGet("href") or ""))
        elif token.type == "link_close":
            url = ""
        else:
            text = "\n" if token.type == "hardbreak" else " " if token.type == "softbreak" else token.content
            if text:
                yield Span(text=text, strong=strong > 0, emphasis=emphasis > 0, code=token.type == "code_inline", url=url)
