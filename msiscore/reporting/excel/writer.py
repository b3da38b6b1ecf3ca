"""Sheets to the bytes of a workbook, with XlsxWriter. All text goes through `put_text` and all links through `put_link`.

XlsxWriter's `write()` guesses: `=1+1` becomes a formula, `{=1+1}` an array formula, an address a link. It is never called here.
"""

from __future__ import annotations

import datetime
import math
from dataclasses import dataclass, field
from io import BytesIO
from typing import TYPE_CHECKING, Any

import xlsxwriter
from xlsxwriter.worksheet import Worksheet

from msiscore.reporting.excel.styles import BASE, DARK, INK, LINKED, MUTED, RULE, STYLES, WHITE
from msiscore.reporting.excel.text import (
    EMPTY_ROW,
    address,
    clean,
    fits_on_a_line,
    looks_like_a_formula,
    number_format,
    one_line,
    points,
    row_height,
    shortened,
)

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from msiscore.reporting.excel.layout import Cell, ChartPlan, Sheet

LINK_LIMIT = 65_530  # Excel's, for each sheet
A4 = 9
_OF_RULES = {"bg_color", "font_color", "bold", "italic"}  # what a rule can change of a cell's look
_ALLOWED = {"format_columns": True, "format_rows": True, "autofilter": True, "sort": True}
ROW_PIXELS = 20  # of an empty row
# Points across and down that A4 on its side leaves between its margins, and what a column takes beside its characters.
_PAGE_ACROSS, _PAGE_DOWN, _COLUMN_POINTS, _DIGIT_POINTS = 765.0, 488.0, 3.75, 5.25


@dataclass(frozen=True, slots=True, kw_only=True)
class Book:
    """What belongs to the workbook as a whole; `framework` is id and version, parted by a
    space; `warning` stands in the header of each printed page.
    """

    title: str
    author: str
    subject: str
    status: str
    language: str
    framework: str
    created: datetime.datetime
    footer: str
    page: str
    warning: str
    cut_note: str
    tall_note: str
    right_to_left: bool = False


class _Worksheet(Worksheet):  # type: ignore[misc, unused-ignore]
    """A worksheet that takes formulas as they are.

    The library looks for the names of some thirty new functions in each, which takes longer than all the rest; it would find them in
    strings as well. Ours are of functions that need no prefix.
    """

    def _prepare_formula(self, formula: str, expand_future_functions: bool = False) -> str:  # noqa: ARG002 - the library's name
        return formula.removeprefix("=")


@dataclass(slots=True)
class _Writer:
    """Writes one workbook; formats are made once for each way of looking."""

    book: Book
    names: dict[str, str]
    anchors: dict[str, dict[str, int]]
    workbook: Any
    formats: dict[tuple[str, str, bool, bool, int, bool], Any] = field(default_factory=dict)
    rules: dict[tuple[str, str], Any] = field(default_factory=dict)
    links: int = 0

    def look(self, cell: Cell, text: str, *, number: str = "", linked: bool = False) -> Any:
        """The format of `cell`; a text that looks like a formula keeps its mark of text when its cell is edited."""
        number = number or cell.pattern
        quoted = not number and not cell.formula and looks_like_a_formula(text)
        key = (cell.style, number, quoted, linked, cell.indent, cell.open)
        if key not in self.formats:
            properties = dict(STYLES[cell.style])
            properties |= {"num_format": number} if number else {}
            properties |= {"quote_prefix": True} if quoted else {}
            properties |= LINKED if linked else {}
            properties |= {"locked": False} if cell.open else {}
            properties |= {"indent": cell.indent, "align": "left"} if cell.indent else {}
            self.formats[key] = self.workbook.add_format(properties)
        return self.formats[key]

    def put(self, sheet: Any, row: int, column: int, cell: Cell, width: float) -> None:
        """Any cell, merged with those to its right that it goes across; `width` is that of all of them."""
        if cell.value is not None and cell.across == 1:
            self.put_value(sheet, row, column, cell)
            return
        text = shortened(clean(cell.text), self.book.cut_note)
        if cell.across > 1:
            sheet.merge_range(row, column, row, column + cell.across - 1, "", self.look(cell, text))
        if cell.value is not None:
            self.put_value(sheet, row, column, cell)
            return
        target = self.target(cell, text, width)
        if cell.figure is not None and cell.figure.value is not None and math.isfinite(cell.figure.value):
            sheet.write_number(row, column, cell.figure.value, self.look(cell, text, number=number_format(cell.figure)))
        elif target:
            self.put_link(sheet, row, column, target, text, cell)
        else:
            self.put_text(sheet, row, column, text, cell)

    def put_value(self, sheet: Any, row: int, column: int, cell: Cell) -> None:
        """A formula with the value that it has now, or a number that is nobody's figure."""
        value = shortened(clean(cell.value), self.book.cut_note) if isinstance(cell.value, str) else cell.value
        if cell.formula:
            sheet.write_formula(row, column, "=" + cell.formula, self.look(cell, ""), value)
        else:
            sheet.write_number(row, column, value, self.look(cell, ""))

    def target(self, cell: Cell, text: str, width: float) -> str:
        """Where `cell` leads, or an empty string when it leads nowhere or cannot."""
        if not text or self.links >= LINK_LIMIT or not (cell.link or cell.jump):
            return ""
        size, bold = _type(cell)
        return (address(cell.link) or self.inner(cell.jump)) if fits_on_a_line(text, width, size, bold=bold) else ""

    def put_text(self, sheet: Any, row: int, column: int, text: str, cell: Cell) -> None:
        """Text as text, whatever it looks like."""
        if text:
            sheet.write_string(row, column, text, self.look(cell, text))
        else:
            sheet.write_blank(row, column, None, self.look(cell, text))

    def put_link(self, sheet: Any, row: int, column: int, target: str, text: str, cell: Cell) -> None:
        """Text that leads to `target`, which `address` or `inner` has made."""
        self.links += 1
        sheet.write_url(row, column, target, self.look(cell, text, linked=True), text)

    def inner(self, jump: str) -> str:
        """The link to a place in this workbook, or an empty string when there is no such sheet."""
        key, _, anchor = jump.partition("#")
        if key not in self.names:
            return ""
        row = self.anchors[key].get(anchor, 0) + 1
        return "internal:'{}'!A{}".format(self.names[key].replace("'", "''"), row)

    def sheet(self, plan: Sheet) -> None:
        """One sheet, whole."""
        sheet = self.workbook.add_worksheet(self.names[plan.key], _Worksheet)
        self.links = 0
        for column, width in enumerate(plan.widths):
            sheet.set_column(column, column, width)
        if plan.hidden:
            sheet.hide()
        heights = [(EMPTY_ROW, False) if plan.hidden else row_height(_needs(cells, plan.widths)) for cells in plan.rows]
        for row, cells in enumerate(plan.rows):
            sheet.set_row(row, heights[row][0])
            for column, cell in enumerate(cells):
                if cell is not None:
                    self.put(sheet, row, column, cell, _width(cell, column, plan.widths))
        if any(cut for _, cut in heights):
            note = self.workbook.add_format(STYLES["quiet"] | {"text_wrap": False})
            sheet.write_string(len(plan.rows) + 1, 0, self.book.tall_note, note)
        for chart in plan.charts:
            self.chart(sheet, plan, chart)
        for picture in plan.pictures:
            shown = {"image_data": BytesIO(picture.png), "description": picture.alt, "object_position": 2}
            sheet.insert_image(
                picture.row, 0, "chart.png", shown | {"x_scale": 0.5, "y_scale": 0.5, "x_offset": 4, "y_offset": 4}
            )
        for column in plan.folded:
            sheet.set_column(column, column, plan.widths[column], None, {"hidden": True})
        self.set_rules(sheet, plan)
        self.set_up(sheet, plan)
        self.set_pages(sheet, plan, [height for height, _ in heights])

    def set_rules(self, sheet: Any, plan: Sheet) -> None:
        """What cells may hold, how they look by what they hold, and that all others are protected; there is no password."""
        for choice in plan.choices:
            rules: dict[str, Any] = {"ignore_blank": True, "input_title": choice.title[:32], "input_message": choice.hint[:255]}
            if choice.source:
                rules |= {"validate": "list", "source": f"={choice.source}"}
            elif choice.least is not None and choice.most is not None:
                rules |= {"validate": "decimal", "criteria": "between", "minimum": choice.least, "maximum": choice.most}
            else:
                rules |= {"validate": "any"}
            sheet.data_validation(choice.first, choice.column, choice.last, choice.column, rules)
        for colour in plan.colours:
            key = (colour.style, colour.pattern)
            if key not in self.rules:
                properties = {k: v for k, v in STYLES[colour.style].items() if k in _OF_RULES} if colour.style else {}
                properties |= {"num_format": colour.pattern} if colour.pattern else {}
                self.rules[key] = self.workbook.add_format(properties)
            rule = {"type": "formula", "criteria": f"={colour.formula}", "format": self.rules[key], "stop_if_true": False}
            sheet.conditional_format(*colour.first, *colour.last, rule)
        sheet.protect("", dict(_ALLOWED))

    def set_up(self, sheet: Any, plan: Sheet) -> None:
        """What stays in sight, filters, and what stands above and below each printed page."""
        sheet.hide_gridlines(2)
        if plan.tab:
            sheet.set_tab_color(plan.tab)
        if self.book.right_to_left:
            sheet.right_to_left()
        if any(plan.frozen):
            sheet.freeze_panes(*plan.frozen)
        if plan.filtered is not None:
            first, last, column = plan.filtered
            sheet.autofilter(first, 0, last, column)
        if plan.repeated is not None:
            sheet.repeat_rows(*plan.repeated)
        name = _for_header(self.names[plan.key], 40)
        sheet.set_header(f"&L&8{_for_header(self.book.warning, 80)}&R&8{name}", {"margin": 0.3})
        sheet.set_footer(f"&L&8{_for_header(self.book.footer, 110)}&R&8{self.book.page}", {"margin": 0.3})

    def set_pages(self, sheet: Any, plan: Sheet, heights: Sequence[float]) -> None:
        """A4 with all columns on a page. Excel heeds no page break when told to fit, so where rows are kept together the scale is set."""
        sheet.set_paper(A4)
        sheet.set_margins(left=0.5, right=0.5, top=0.7, bottom=0.7)
        if sum(plan.widths) > 95 or plan.kept:
            sheet.set_landscape()
        if plan.kept:
            across = sum(
                width * _DIGIT_POINTS + _COLUMN_POINTS for column, width in enumerate(plan.widths) if column not in plan.folded
            )
            scale = min(100, int(94 * _PAGE_ACROSS / across))
            sheet.set_print_scale(scale)
            sheet.set_h_pagebreaks(list(_page_breaks(heights, plan.kept, 94 * _PAGE_DOWN / scale)))
        else:
            sheet.fit_to_pages(plan.pages_across, 0)
            if plan.pages_across > 1:
                sheet.repeat_columns(0)

    def chart(self, sheet: Any, plan: Sheet, chart: ChartPlan) -> None:
        """Bars to the lower end, the score and the upper end, one behind the other, drawn from the cells of the table."""
        drawn = self.workbook.add_chart({"type": "bar"})
        name = self.names[plan.key]
        for (title, column), colour in ((chart.upper, WHITE), (chart.score, "#8fa3c4"), (chart.lower, DARK)):
            drawn.add_series(
                {
                    "name": title,
                    "categories": [name, chart.first, chart.names, chart.last, chart.names],
                    "values": [name, chart.first, column, chart.last, column],
                    "fill": {"color": colour},
                    "border": {"color": INK, "width": 0.75},
                    "gap": 55,
                    "overlap": 100,
                }
            )
        font = {"name": "Arial", "size": 9, "color": INK}
        lines = {"visible": True, "line": {"color": RULE, "width": 0.75}}
        drawn.set_title({"name": one_line(chart.title, 90), "overlay": False, "name_font": font | {"size": 11, "bold": True}})
        drawn.set_x_axis({"min": 0, "max": 100, "major_unit": 25, "num_format": "0", "num_font": font, "major_gridlines": lines})
        drawn.set_y_axis({"reverse": True, "num_font": font, "line": {"color": MUTED}, "major_tick_mark": "none"})
        drawn.set_legend({"position": "bottom", "font": font})
        drawn.set_chartarea({"border": {"color": RULE}})
        across = int(sum(width * 7 + 5 for column, width in enumerate(plan.widths) if column not in plan.folded)) - 8
        drawn.set_size({"width": across, "height": (chart.rows - 1) * ROW_PIXELS})
        sheet.insert_chart(chart.row, 0, drawn, {"description": chart.alt, "object_position": 2, "x_offset": 4, "y_offset": 4})


def write_book(book: Book, plans: Sequence[Sheet], defined: Mapping[str, str] | None = None) -> bytes:
    """The workbook of `plans` as bytes, with names that are `defined` for ranges.

    The bytes are the same for the same input, since the only time in them is `book.created`.
    """
    buffer = BytesIO()
    workbook = xlsxwriter.Workbook(
        buffer,
        {
            "in_memory": True,
            "strings_to_formulas": False,
            "strings_to_urls": False,
            "default_format_properties": dict(BASE),
        },
    )
    workbook.set_properties(
        {
            "title": clean(book.title)[:250],
            "subject": clean(book.subject)[:250],
            "author": clean(book.author)[:250],
            "status": clean(book.status)[:250],
            "created": book.created,
        }
    )
    workbook.set_custom_property("Language", book.language, "text")
    workbook.set_custom_property("msiscore framework", clean(book.framework)[:250], "text")
    names = {plan.key: plan.name for plan in plans}
    writer = _Writer(book, names, {plan.key: plan.anchors for plan in plans}, workbook)
    for plan in plans:
        writer.sheet(plan)
    for name, reference in (defined or {}).items():
        workbook.define_name(name, f"={reference}")
    workbook.set_calc_mode("auto")
    workbook.close()
    return buffer.getvalue()


def _type(cell: Cell) -> tuple[float, bool]:
    """The size of type of a cell, and whether it is bold."""
    style = STYLES[cell.style]
    return float(style.get("font_size", BASE["font_size"])), bool(style.get("bold"))


def _width(cell: Cell, column: int, widths: Sequence[float]) -> float:
    """The width that a cell has for its text."""
    return sum(widths[column : column + cell.across]) - 1.5 * (cell.indent or STYLES[cell.style].get("indent", 0))


def _needs(cells: Sequence[Cell | None], widths: Sequence[float]) -> list[float]:
    """The height that each cell of a row needs."""
    needs = []
    for column, cell in enumerate(cells):
        if cell is not None and cell.text:
            size, bold = _type(cell)
            needs.append(points(cell.text, _width(cell, column, widths), size, bold=bold))
    return needs


def _page_breaks(heights: Sequence[float], kept: Sequence[tuple[int, int]], page: float) -> Iterator[int]:
    """Before which rows a new page begins, so that no run of rows in `kept` is parted if one page can hold it."""
    runs = dict(kept)
    used = 0.0
    for row, height in enumerate(heights):
        together = sum(heights[row : runs.get(row, row) + 1])
        if used and used + min(together, page) > page:
            yield row
            used = 0.0
        used += height


def _for_header(text: str, limit: int) -> str:
    """`text` for a page header or footer, where `&` begins a code and 255 characters are the limit."""
    return one_line(text, limit).replace("&", "&&")
