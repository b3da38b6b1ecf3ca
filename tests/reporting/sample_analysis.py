"""The analyses of the report made by hand: numbers are put in, not worked out."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msiscore.reporting.report_analysis import Analysis, AnalysisPart, AnalysisRow, AnalysisTable, Diagram
from msiscore.reporting.report_basics import NOTHING, Figure, Term

if TYPE_CHECKING:
    from tests.reporting.sample import Sample

MOST = 12


def _terms(sample: Sample) -> tuple[Term, ...]:
    return tuple(Term(sample.ident(i), sample.name(i)) for i in range(sample.size) if sample.is_ranked(i))[:MOST]


def _part(
    sample: Sample, id_: str, titles: tuple[str, str], columns: tuple[str, ...], rows: tuple[AnalysisRow, ...]
) -> AnalysisPart:
    table = AnalysisTable(
        caption=sample.text("Shares", "Aandelen"), corner=sample.text("Initiative", "Initiatief"), columns=columns, rows=rows
    )
    return AnalysisPart(id=id_, title=sample.text(*titles), text=(sample.text("One sentence.", "Eén zin."),), table=table)


def _square(sample: Sample, id_: str, titles: tuple[str, str]) -> AnalysisPart:
    terms = _terms(sample)
    rows = tuple(
        AnalysisRow(
            head=term, figures=tuple(NOTHING if i == j else sample.percent((i * 37 + j * 11) % 101) for j in range(len(terms)))
        )
        for i, term in enumerate(terms)
    )
    return _part(sample, id_, titles, tuple(str(n + 1) for n in range(len(terms))), rows)


def robustness(sample: Sample) -> Analysis:
    """Plausible ranks, a map of ranks, and a diagram of two."""
    terms = _terms(sample)
    rows = tuple(
        AnalysisRow(head=term, figures=(sample.number(i + 1), sample.number(max(1, i)), sample.number(min(len(terms), i + 2))))
        for i, term in enumerate(terms)
    )
    parts = [
        _part(
            sample, "intervals", ("Which ranks are plausible?", "Welke rangen zijn aannemelijk?"), ("Rank", "Best", "Worst"), rows
        ),
        _square(sample, "ranks", ("How likely is each rank?", "Hoe waarschijnlijk is elke rang?")),
        _square(sample, "pairs", ("Who scores above whom?", "Wie scoort hoger dan wie?")),
        AnalysisPart(id="dominance", title=sample.text("Which orders hold?", "Welke volgordes gelden?")),
    ]
    diagram = Diagram(levels=(terms[:1], terms[1:2]), lines=((terms[0].name, terms[1].name),)) if len(terms) > 1 else None
    return Analysis(lead=(sample.text("What was done.", "Wat er is gedaan."),), parts=tuple(parts), diagram=diagram)


def groups(sample: Sample) -> Analysis:
    """How far two groups are apart."""
    rows = tuple(
        AnalysisRow(
            head=Term("", sample.text(f"{n}. Group", f"{n}. Groep")),
            figures=(NOTHING, sample.percent(40))[:: 1 if n == 1 else -1],
        )
        for n in (1, 2)
    )
    part = _part(
        sample, "distances", ("How far are the groups apart?", "Hoe ver liggen de groepen uit elkaar?"), ("1", "2"), rows
    )
    return Analysis(lead=(sample.text("Two groups.", "Twee groepen."),), parts=(part,))


def sensitivity(sample: Sample) -> Analysis:
    """One change that moves scores both ways."""
    figures = (sample.number(3.0, 1), sample.number(-6.0, 1), sample.number(4.5, 1), sample.number(1))
    row = AnalysisRow(head=Term("", sample.text("MON-01 left out", "MON-01 weggelaten")), figures=figures)
    titles = ("Which single change moves the scores most?", "Welke verandering verschuift de scores het meest?")
    return Analysis(
        lead=(sample.text("One change at a time.", "Telkens één verandering."),),
        parts=(_part(sample, "changes", titles, ("Mean", "Down", "Up", "Ranks"), (row,)),),
    )


def where_next(sample: Sample) -> Analysis:
    """What to find out, in words."""
    told = sample.text("Independent monitoring (2.5 points)", "Onafhankelijke monitoring (2,5 punten)")
    rows = tuple(AnalysisRow(head=term, figures=(Figure(None, told), sample.number(2))) for term in _terms(sample))
    titles = ("Which answers are worth finding out?", "Welke antwoorden zijn het uitzoeken waard?")
    return Analysis(
        lead=(sample.text("Each open answer was tried.", "Elk open antwoord is geprobeerd."),),
        parts=(_part(sample, "research", titles, (sample.text("First", "Eerst"), sample.text("More", "Meer")), rows),),
    )
