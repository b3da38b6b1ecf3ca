"""The parts of the report made by hand (see sample.py) that compare initiatives in one respect each; every kind of answer occurs."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msiscore.reporting.report import Figure, Term
from msiscore.reporting.report_results import (
    AnswerCount,
    AspectRow,
    AspectTable,
    BestExample,
    CriterionSpread,
    CriterionTable,
    NextBand,
    ReachBar,
    ReachMeasure,
    ReachTable,
    Run,
    Timeline,
    WeightSetCell,
    WeightSetRow,
    WeightSetTable,
)

if TYPE_CHECKING:
    from tests.reporting.sample import Sample


def reach(sample: Sample) -> ReachTable:
    """Two measures; every second initiative has no known share of companies, every third no known share of the market."""
    measures = (
        ReachMeasure(
            criterion="GOV-01",
            title=sample.text("Share of companies", "Aandeel bedrijven"),
            kind="companies",
            kind_title=sample.text("Companies", "Bedrijven"),
        ),
        ReachMeasure(
            criterion="MON-02",
            title=sample.text("Share of the market", "Aandeel in de markt"),
            kind="market",
            kind_title=sample.text("Market or assets", "Markt of vermogen"),
        ),
    )
    rows = []
    for i in range(sample.size):
        bars = []
        for turn, known in enumerate((i % 2 == 0, i % 3 == 0)):
            bars.append(
                ReachBar(
                    share=sample.percent((7 + 13 * i + 40 * turn) % 101) if known else sample.nothing,
                    why="" if known else sample.text("unknown (too early)", "onbekend (te vroeg)"),
                    of=sample.text("24 of 340", "24 van 340") if known else "",
                    date="2019" if known else "",
                    evidence=(sample.evidence(1),) if known else (),
                    held_back=turn,
                )
            )
        rows.append((Term(sample.ident(i), sample.name(i)), tuple(bars)))
    return ReachTable(measures=measures, rows=tuple(rows), reading=sample.text("Known for some.", "Bekend voor enkele."))


def timeline(sample: Sample) -> Timeline:
    """Runs that ended, that go on, without a known end, not begun and of unknown dates, in turn."""
    now = Figure(2020.5, sample.text("8 July 2020", "8 juli 2020"))
    runs = []
    for i in range(sample.size):
        start = Figure(2012.0 + i % 7, str(2012 + i % 7))
        kinds = (
            ("running", start, Figure(2023.0, "2022"), "still running", "loopt nog"),
            ("ended", start, Figure(2019.25, "2019"), "ended", "geëindigd"),
            ("no-end-known", start, sample.nothing, "no end known", "geen einde bekend"),
            ("not-started", Figure(2021.0, "2021"), Figure(2023.0, "2022"), "not started yet", "nog niet begonnen"),
            ("unknown", sample.nothing, sample.nothing, "unknown", "onbekend"),
        )
        status, begun, end, english, dutch = kinds[i % 5]
        runs.append(
            Run(
                initiative=Term(sample.ident(i), sample.name(i)),
                start=begun,
                end=end,
                as_of=now,
                stop=now if end.value is None else end,
                status=status,  # type: ignore[arg-type]
                status_text=sample.text(english, dutch),
                length=sample.text("3 years", "3 jaar") if status in ("running", "ended") else "",
            )
        )
    return Timeline(rows=tuple(runs), first=2012, last=2024, reading=sample.text("Some run.", "Enkele lopen."))


def aspects(sample: Sample) -> AspectTable:
    """All ranked initiatives on paper and in practice; the others are named apart."""
    rows = tuple(
        AspectRow(
            initiative=Term(sample.ident(i), sample.name(i)),
            paper=sample.row(i, 8.0),
            practice=sample.row(i, -8.0),
            gap=sample.number(16.0),
            verdict=sample.text("16 higher on paper", "16 hoger op papier"),
        )
        for i in range(sample.size)
        if sample.is_ranked(i)
    )
    without = tuple(Term(sample.ident(i), sample.name(i)) for i in range(sample.size) if not sample.is_ranked(i))
    return AspectTable(rows=rows, without=without, reading=sample.text("Paper is ahead.", "Papier ligt voor."))


def weight_sets(sample: Sample) -> WeightSetTable:
    """Two sets; in the second the order of the ranked initiatives is turned round."""
    ranked = [i for i in range(sample.size) if sample.is_ranked(i)]
    rows = []
    for i in range(sample.size):
        first = ranked.index(i) + 1 if i in ranked else 0
        places = (first, len(ranked) + 1 - first) if first else (0, 0)
        cells = tuple(
            WeightSetCell(
                rank=str(place or ""),
                score=sample.number(90.0 - place) if place else sample.nothing,
                place=sample.number(float(place)) if place else sample.nothing,
            )
            for place in places
        )
        moves = sample.text(f"{min(places)} to {max(places)}", f"{min(places)} tot {max(places)}") if first else "–"
        spread = abs(places[0] - places[1])
        rows.append(WeightSetRow(initiative=Term(sample.ident(i), sample.name(i)), cells=cells, moves=moves, spread=spread))
    sets = (
        Term("", sample.text("The framework's own weights", "De eigen gewichten van het kader")),
        Term("accountability", sample.text("Accountability first", "Verantwoording eerst")),
    )
    return WeightSetTable(sets=sets, used=0, rows=tuple(rows), reading=sample.text("The order turns.", "De volgorde keert om."))


def criteria(sample: Sample) -> CriterionTable:
    """A criterion that all have answered, with a best example; one aspect that nobody has; and one without evidence."""
    counts = (
        AnswerCount(answer=sample.text("4 · leading", "4 · toonaangevend"), count="1", step=4, start=0.0, width=25.0),
        AnswerCount(answer=sample.text("1 · weak", "1 · zwak"), count="2", step=1, start=25.0, width=50.0),
        AnswerCount(answer=sample.text("too early", "te vroeg"), count="1", step=None, start=75.0, width=25.0),
    )
    nobody = (AnswerCount(answer=sample.text("unanswered", "niet beantwoord"), count="4", step=None, start=0.0, width=100.0),)
    best = BestExample(
        initiative=Term(sample.ident(0), sample.name(0)),
        answer=sample.text("4 · leading", "4 · toonaangevend"),
        evidence=(sample.evidence(1), sample.evidence(2)),
        others=sample.text("1 other with the same rating", "1 ander met dezelfde beoordeling"),
    )
    missing = sample.text(
        "no initiative has a rating (unanswered 4)", "geen enkel initiatief heeft een beoordeling (onbeantwoord 4)"
    )
    shown = (("GOV-01", "", counts, best, ""), ("MON-01", "paper", nobody, None, missing), ("RES-03", "", counts, None, ""))
    rows = tuple(
        CriterionSpread(
            criterion=id_,
            title=sample.text(f"Criterion {id_}", f"Criterium {id_}"),
            aspect=sample.text("On paper", "Op papier") if aspect else "",
            dimension=sample.text("Governance", "Bestuur"),
            counts=counted,
            best=example,
            remark=remark,
        )
        for id_, aspect, counted, example, remark in shown
    )
    return CriterionTable(rows=rows, missing=(Term("MON-01", missing),))


def next_band(sample: Sample, i: int) -> NextBand | None:
    """What is missing to the next band, with a gain and a limit; nothing for those without a score."""
    if not sample.is_ranked(i):
        return None
    return NextBand(
        text=sample.text("2.6 points are missing to “strong”.", "Er ontbreken 2,6 punten tot “sterk”."),
        gains=(
            Term("MON-01", sample.text("Independent monitoring: up to 4.2 points", "Onafhankelijke monitoring: tot 4,2 punten")),
        ),
        limits=(sample.text("The score is at most 49.", "De score is hoogstens 49."),) if i == 1 else (),
    )
