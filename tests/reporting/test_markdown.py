"""The author's own Markdown: blocks, and nothing that could do anything."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from msiscore.reporting.markdown import Block, Span, read_markdown


def plain(blocks: tuple[Block, ...]) -> str:
    own = [span.text for block in blocks for span in block.spans]
    cells = [span.text for block in blocks for row in block.rows for cell in row for span in cell]
    inner = [plain(item) for block in blocks for item in block.items]
    return " ".join([*own, *cells, *inner])


def test_blocks_of_each_kind() -> None:
    text = "# A\n\nb\n\n- c\n- d\n\n3. e\n\n> f\n\n    g\n\n| h | i |\n|---|---|\n| j | k |\n\n---\n"
    kinds = [block.kind for block in read_markdown(text)]
    assert kinds == ["heading", "paragraph", "bullets", "numbers", "quote", "code", "table", "rule"]


def test_styles_nest() -> None:
    (block,) = read_markdown("a **b *c*** `d` [e](https://example.org)")
    assert block.spans == (
        Span(text="a "),
        Span(text="b ", strong=True),
        Span(text="c", strong=True, emphasis=True),
        Span(text=" "),
        Span(text="d", code=True),
        Span(text=" "),
        Span(text="e", url="https://example.org"),
    )


def test_lists_in_lists_and_numbers_from_where_they_start() -> None:
    (block,) = read_markdown("4. a\n5. b\n   - c\n")
    assert (block.kind, block.start, len(block.items)) == ("numbers", 4, 2)
    assert [inner.kind for inner in block.items[1]] == ["paragraph", "bullets"]


def test_a_table_has_its_head_first() -> None:
    (block,) = read_markdown("| a | b |\n|---|---|\n| c | d |\n| e |")
    assert [[plain((Block(kind="paragraph", spans=cell),)) for cell in row] for row in block.rows] == [
        ["a", "b"],
        ["c", "d"],
        ["e", ""],
    ]


@pytest.mark.parametrize(
    ("text", "levels"),
    [("### a\n\n# b\n\n#### c", [1, 1, 2]), ("# a\n\n### b\n\n### c\n\n## d", [1, 2, 3, 2]), ("###### a", [1])],
)
def test_headings_leave_no_gap(text: str, levels: list[int]) -> None:
    assert [block.level for block in read_markdown(text)] == levels


@pytest.mark.parametrize("text", ["<script>alert(1)</script>", "a <b onclick=x>c</b>", "<!-- x -->", "<img src=x onerror=y>"])
def test_html_is_text(text: str) -> None:
    assert plain(read_markdown(text)) == text


@pytest.mark.parametrize(
    "address", ["javascript:alert(1)", "data:text/html,x", "file:///etc/passwd", "//example.org/x", "x.html"]
)
def test_links_lead_to_the_web_or_to_mail_only(address: str) -> None:
    assert all(not span.url for block in read_markdown(f"[a](<{address}>)") for span in block.spans)


def test_a_picture_gives_way_to_its_text() -> None:
    assert plain(read_markdown("![The chart](x.png)")) == "The chart"


@given(st.text(max_size=300))
def test_any_text_can_be_read(text: str) -> None:
    assert isinstance(read_markdown(text), tuple)
