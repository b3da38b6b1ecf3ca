"""The workbook of a form while it is written: safe text, input cells, drop-down lists, and the memory of what was filled in.

All text goes through `text` or `fill`, so nothing that stands in a YAML file can become a formula. What is filled in is remembered as
a digest on a hidden sheet, by which an import sees what a person has changed.
"""

from __future__ import annotations

import datetime
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from io import BytesIO
from typing import Any, Final

import xlsxwriter
from xlsxwriter.utility import xl_range_abs, xl_rowcol_to_cell

from msiscore.assessment import Assessment, SetFile, Source
from msiscore.exchange.incoming import digest
from msiscore.exchange.values import plain
from msiscore.exchange.wording import FormWording
from msiscore.framework import Framework
from msiscore.reporting.excel.styles import BASE, DARK, MUTED, RULE, SHADE
from msiscore.reporting.excel.text import CELL_LIMIT, clean, looks_like_a_formula, one_line, points, row_height, shortened

A4 = 9
INPUT: Final = "#fff8dc"
_CELL: Final[dict[str, Any]] = {"text_wrap": True, "valign": "top", "border": 1, "border_color": RULE}
_INPUT: Final[dict[str, Any]] = {**_CELL, "align": "left", "locked": False, "bg_color": INPUT, "border_color": "#8a8a8a"}
STYLES: Final[dict[str, dict[str, Any]]] = {
    "bold": {"bold": True},
    "plain": {"bold": False},
    "title": {"valign": "vcenter", "font_size": 18, "bold": True, "font_color": DARK},
    "heading": {"valign": "vcenter", "font_size": 13, "bold": True, "font_color": DARK},
    "prose": {"text_wrap": True, "valign": "top"},
    "strong": {"text_wrap": True, "valign": "top", "bold": True},
    "quiet": {"valign": "vcenter", "font_color": MUTED},
    "notice": {"text_wrap": True, "valign": "vcenter", "bg_color": SHADE, "left": 5, "left_color": DARK, "indent": 1},
    "key": {"font_size": 8, "font_color": MUTED},
    "header": {**_CELL, "valign": "bottom", "bold": True, "bg_color": SHADE, "bottom": 2, "bottom_color": DARK},
    "header-centre": {
        **_CELL,
        "valign": "bottom",
        "align": "center",
        "bold": True,
        "bg_color": SHADE,
        "bottom": 2,
        "bottom_color": DARK,
    },
    "header-input": {**_CELL, "valign": "bottom", "bold": True, "bg_color": INPUT, "bottom": 2, "bottom_color": DARK},
    "cell": _CELL,
    "cell-strong": {**_CELL, "bold": True},
    "cell-centre": {**_CELL, "align": "center"},
    "input": _INPUT,
    "input-text": {**_INPUT, "num_format": "@"},
}


@dataclass(frozen=True, slots=True, kw_only=True)
class FormPlan:
    """What a form is about. `stem` is the name of its file in the set without `.yaml`; empty when nobody knows it yet."""

    framework: Framework
    language: str
    say: FormWording
    assessment: Assessment | None = None
    about: SetFile | None = None
    sources: Mapping[str, Source] = field(default_factory=dict)
    stem: str = ""


@dataclass(slots=True)
class FormBook:
    """Writes one form."""

    plan: FormPlan
    workbook: Any
    buffer: BytesIO
    memory: list[tuple[str, str, str, str]] = field(default_factory=list)
    lists: dict[str, tuple[str, ...]] = field(default_factory=dict)
    formats: dict[tuple[str, bool], Any] = field(default_factory=dict)

    @classmethod
    def new(cls, plan: FormPlan) -> FormBook:
        """An empty workbook, whose only time is the date that the assessment speaks of, so that its bytes can be made again."""
        buffer = BytesIO()
        options = {
            "in_memory": True,
            "strings_to_formulas": False,
            "strings_to_urls": False,
            "default_format_properties": dict(BASE),
        }
        workbook = xlsxwriter.Workbook(buffer, options)
        day = plan.about.as_of.first_day if plan.about is not None else datetime.date(2020, 1, 1)
        year = max(1980, day.year)  # a zip file knows no earlier one
        created = datetime.datetime(year, day.month, day.day, tzinfo=datetime.UTC).replace(tzinfo=None)
        workbook.set_properties({"title": one_line(plan.framework.title.in_language(plan.language), 200), "created": created})
        return cls(plan, workbook, buffer)

    def style(self, name: str, *, quoted: bool = False) -> Any:
        """The format of that name; `quoted` keeps a text that looks like a formula a text when its cell is edited."""
        if (name, quoted) not in self.formats:
            self.formats[name, quoted] = self.workbook.add_format(STYLES[name] | ({"quote_prefix": True} if quoted else {}))
        return self.formats[name, quoted]

    def sheet(self, key: str, name: str, widths: Sequence[float], *, tab: str = "") -> Any:
        """A sheet with its key in A1, whose first column is hidden; `widths` are those of the others."""
        sheet = self.workbook.add_worksheet(name)
        sheet.set_column(0, 0, 4, None, {"hidden": True})
        for column, width in enumerate(widths, start=1):
            sheet.set_column(column, column, width)
        sheet.write_string(0, 0, key, self.style("key"))
        sheet.hide_gridlines(2)
        if tab:
            sheet.set_tab_color(tab)
        return sheet

    def finish(
        self, sheet: Any, *, freeze: tuple[int, int] = (0, 0), repeat: int | None = None, across: int = 1, upright: bool = False
    ) -> None:
        """What stays in sight and on paper, and protection without a password around the input cells."""
        if freeze != (0, 0):
            sheet.freeze_panes(*freeze)
        if repeat is not None:
            sheet.repeat_rows(repeat)
        sheet.set_paper(A4)
        if not upright:
            sheet.set_landscape()
        sheet.set_margins(left=0.4, right=0.4, top=0.6, bottom=0.6)
        sheet.fit_to_pages(across, int(upright))
        title = one_line(self.plan.framework.title.in_language(self.plan.language), 80).replace("&", "&&")
        sheet.set_header(f"&L&8{title}&R&8&A", {"margin": 0.3})
        sheet.set_footer(f"&R&8{self.plan.say('Page')} &P / &N", {"margin": 0.3})
        allowed = ("format_cells", "format_columns", "format_rows", "autofilter", "select_locked_cells", "select_unlocked_cells")
        sheet.protect("", dict.fromkeys(allowed, True))

    def text(self, sheet: Any, row: int, column: int, text: str, style: str = "cell") -> str:
        """Text as text, whatever it looks like; what a cell cannot hold is cut with a note. Gives back what stands there."""
        shown = shortened(clean(text), self.plan.say("the whole text is in the YAML file"), CELL_LIMIT)
        if shown:
            sheet.write_string(row, column, shown, self.style(style, quoted=looks_like_a_formula(shown)))
        else:
            sheet.write_blank(row, column, None, self.style(style))
        return shown

    def titled(self, sheet: Any, row: int, column: int, title: str, text: str, style: str = "cell") -> str:
        """A cell whose first line is bold."""
        title, text = clean(title).strip(), clean(text).strip()
        if not title or not text:
            return self.text(sheet, row, column, title or text, "cell-strong" if title and style == "cell" else style)
        whole = f"{title}\n{text}"
        if len(whole) > CELL_LIMIT // 2:  # far beyond what anyone reads in a cell; cut it as other texts are
            return self.text(sheet, row, column, whole, style)
        sheet.write_rich_string(row, column, self.style("bold"), title, self.style("plain"), f"\n{text}", self.style(style))
        return whole

    def number(self, sheet: Any, row: int, column: int, number: float, style: str) -> None:
        """A number."""
        sheet.write_number(row, column, number, self.style(style))

    def fill(self, sheet: Any, row: int, column: int, record: str, name: str, text: str, style: str, shown: str = "") -> str:
        """An input cell with the text of a field, `shown` in other words if need be; remembered. Gives back what is shown."""
        written = self.text(sheet, row, column, shown or text, style)
        if text:
            self.memory.append(("cell", record, name, digest(text if shown else plain(written))))
        return written

    def choices(self, name: str, words: Sequence[str]) -> str:
        """The defined name of a drop-down list of these words."""
        self.lists[name] = tuple(words)
        return f"={name}"

    def drop_down(
        self, sheet: Any, row: int, column: int, source: str, *, last_row: int | None = None, strict: bool = True
    ) -> None:
        """A drop-down list in a cell, or in that column down to `last_row`; `strict` lets nothing else be typed."""
        say = self.plan.say
        rule: dict[str, Any] = {"validate": "list", "source": source, "show_error": strict}
        if strict:
            rule["error_title"] = say("Not in the list")
            rule["error_message"] = say("Choose from the list, or empty the cell.")
        sheet.data_validation(row, column, last_row if last_row is not None else row, column, rule)

    def formula(self, sheet: Any, row: int, column: int, formula: str, value: str | float, style: str) -> None:
        """A formula with the value that it has now, for programs that do not calculate."""
        sheet.write_formula(row, column, formula, self.style(style), value)

    def height(self, sheet: Any, row: int, cells: Sequence[tuple[str, float]], *, least: float = 15.0) -> None:
        """Make a row high enough for its texts, each with the width it has."""
        sheet.set_row(row, max(least, row_height(points(text, width) for text, width in cells if text)[0]))


def cell(row: int, column: int) -> str:
    """The address of a cell for a formula, with its column fixed."""
    return str(xl_rowcol_to_cell(row, column, col_abs=True))


def cells(first: int, last: int, column: int) -> str:
    """The address of part of a column for a formula."""
    return str(xl_range_abs(first, column, last, column))


def in_sheet(name: str, address: str) -> str:
    """An address on another sheet."""
    quoted = name.replace("'", "''")
    return f"'{quoted}'!{address}"


def string(text: str) -> str:
    """A text inside a formula."""
    return '"' + clean(text).replace('"', '""') + '"'
