"""Parts of the report object that say what the scores can carry: tables of an analysis with the sentences that read them.

As everywhere in the report, numbers are rounded and worded already; the `value` of a figure is there for drawing it and for a cell of the
workbook. A share is in percent, as it is shown.
"""

from __future__ import annotations

from dataclasses import dataclass

from msiscore.reporting.report_basics import Figure, Term

LONG = 30
"""From how many signs the words in a cell are read as a text of several lines, not at a glance."""


@dataclass(frozen=True, slots=True, kw_only=True)
class AnalysisRow:
    """One line of a table. `head.name` is the id of an initiative that has a profile, or ""."""

    head: Term
    figures: tuple[Figure, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class AnalysisTable:
    """A table of figures; `corner` heads the first column, `columns` the others, and `caption` says what the figures are."""

    caption: str
    corner: str
    columns: tuple[str, ...]
    rows: tuple[AnalysisRow, ...]

    @property
    def in_words(self) -> bool:
        """Whether a cell holds a text of some length. Such a table is read row by row, and a narrow screen may set its cells below
        one another; one of numbers is read across, and stays a grid.
        """
        return any(figure.value is None and len(figure.text) > LONG for row in self.rows for figure in row.figures)


@dataclass(frozen=True, slots=True, kw_only=True)
class AnalysisPart:
    """One question that an analysis answers: sentences, then the table that they were read from; a chart names it by `id`."""

    id: str
    title: str
    text: tuple[str, ...] = ()
    table: AnalysisTable | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Diagram:
    """Who is at least as good on every criterion as whom: levels from the top, and lines (better, worse) that go down."""

    levels: tuple[tuple[Term, ...], ...]
    lines: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Analysis:
    """One section: `lead` says what was done and under which assumptions, or why nothing could be; `parts` are its results."""

    lead: tuple[str, ...]
    parts: tuple[AnalysisPart, ...] = ()
    diagram: Diagram | None = None

    def part(self, id_: str) -> AnalysisPart | None:
        """The part with the id `id_`, if there is one."""
        return next((part for part in self.parts if part.id == id_), None)

    def table(self, id_: str) -> AnalysisTable | None:
        """The table of the part with the id `id_`, if there is one."""
        part = self.part(id_)
        return part.table if part is not None else None
