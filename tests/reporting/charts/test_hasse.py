"""The Hasse diagram: all are named, lines go down, and a tangle is not drawn."""

from __future__ import annotations

from dataclasses import replace

from msiscore.reporting.charts.hasse import WIDEST, draw_hasse
from msiscore.reporting.report import Report, Term
from msiscore.reporting.report_analysis import Diagram
from tests.reporting.sample import sample_report


def with_diagram(diagram: Diagram | None) -> Report:
    report = sample_report()
    assert report.robustness is not None
    return replace(report, robustness=replace(report.robustness, diagram=diagram))


def test_everybody_is_named_below_the_drawing() -> None:
    levels = ((Term("a", "Alpha"),), (Term("b", "Beta"), Term("c", "Gamma")))
    (chart,) = draw_hasse(with_diagram(Diagram(levels=levels, lines=(("a", "b"), ("a", "c")))))
    assert all(f"{n}. {name}" in chart.svg.decode() for n, name in enumerate(("Alpha", "Beta", "Gamma"), start=1))


def test_a_tangle_is_not_drawn() -> None:
    wide = tuple(Term(f"i{n}", f"I{n}") for n in range(WIDEST + 1))
    assert draw_hasse(with_diagram(Diagram(levels=(wide,), lines=()))) == ()
    assert draw_hasse(with_diagram(None)) == ()
