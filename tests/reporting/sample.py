"""A report made by hand that has one of everything, so that renderers can be tried without loading or scoring anything.

It is no assessment of anybody: all names, ratings and sources are invented. Its numbers are put in, not worked out, so they
need not add up; what matters is that each kind of text, state and status occurs. `hostile=True` adds to every text something that
would do harm or damage if a renderer took it for markup or a formula, or took it to be short.
"""

from __future__ import annotations

from dataclasses import replace
from itertools import count

from msiscore.reporting.report import (
    BandEntry,
    CriterionEntry,
    DimensionAnnex,
    DimensionEntry,
    EvidenceEntry,
    FactEntry,
    Figure,
    Finding,
    HeatCell,
    HeatMap,
    Notice,
    Profile,
    Provenance,
    RatingEntry,
    ReplyEntry,
    Report,
    ScoreRow,
    ScoreTable,
    SourceEntry,
    StandardCell,
    StandardRow,
    StandardTable,
    StepLetter,
    Term,
    WeightSetEntry,
)
from msiscore.reporting.sections import sections_of
from msiscore.reporting.wording import Wording
from tests.reporting import sample_analysis as analysing
from tests.reporting import sample_results as comparing
from tests.reporting.invented import HOSTILE, LONG, NAMES

_COLUMNS = (
    ("overall", ("Overall", "Totaal"), 0.0),
    ("paper", ("On paper", "Op papier"), 8.0),
    ("practice", ("In practice", "In de praktijk"), -8.0),
)
_SYMBOLS = {"met": "✓", "not-met": "✗", "unknown": "?", "not-applicable": "–"}


def sectioned(report: Report) -> Report:
    """`report` with the sections that it has something for."""
    return replace(report, sections=sections_of(report))


class Sample:
    """Builds the parts; `text` gives the text of the language and, when asked for, something hostile at its end."""

    def __init__(self, language: str, initiatives: int, hostile: bool) -> None:
        self.language = language
        self.hostile = hostile
        self.size = initiatives
        self.word = Wording(language)
        self._turn = count()
        self._said: dict[str, str] = {}

    def text(self, english: str, dutch: str) -> str:
        said = dutch if self.language == "nl" else english
        if not self.hostile:
            return said
        if said not in self._said:  # the same text comes out the same wherever it stands, as in a real report
            self._said[said] = f"{said} {HOSTILE[next(self._turn) % len(HOSTILE)]}"
        return self._said[said]

    def number(self, value: float, decimals: int = 0) -> Figure:
        return Figure(value, self.word.number(value, decimals))

    def percent(self, value: float) -> Figure:
        return Figure(value, self.word.number(value, 0) + "%")

    nothing = Figure(None, "–")

    def ident(self, i: int) -> str:
        return f"initiative-{i + 1:02d}"

    def name(self, i: int) -> str:
        english, dutch = NAMES[i % len(NAMES)]
        number = f" {i // len(NAMES) + 1}" if i >= len(NAMES) else ""
        return self.text(english + number, dutch + number)

    def is_ranked(self, i: int) -> bool:
        return i % 3 != 2

    def point(self, i: int) -> float:
        """A score that falls with `i`; the second initiative is capped at 49, the fourth and fifth are tied."""
        value = 88.0 - 80.0 * i / max(self.size, 2)
        return {1: 49.0, 4: 88.0 - 80.0 * 3 / max(self.size, 2)}.get(i, value)

    def standard(self, status: str, margin: str = "") -> StandardCell:
        words = {
            "met": ("met", "gehaald"),
            "not-met": ("not met", "niet gehaald"),
            "unknown": ("unknown", "onbekend"),
            "not-applicable": ("not applicable", "niet van toepassing"),
        }
        english, dutch = words[status]
        return StandardCell(
            status=status,  # type: ignore[arg-type]
            symbol=_SYMBOLS[status],
            word=dutch if self.language == "nl" else english,
            margin=margin,
        )

    def row(self, i: int, shift: float = 0.0) -> ScoreRow:
        score = min(100.0, max(0.0, self.point(i) + shift))
        ranked = self.is_ranked(i)
        width = 4.0 + 3.0 * (i % 3) if ranked else 28.0
        lower, upper = max(0.0, score - width), min(100.0, score + width)
        bands = (("failing", "onvoldoende"), ("weak", "zwak"), ("partial", "gedeeltelijk"), ("strong", "sterk"))
        step = min(3, int(score // 25))
        remark = (
            self.text("capped at 49: a minimum standard is not met", "begrensd op 49: een minimumnorm is niet gehaald")
            if i == 1
            else ""
        )
        if not ranked:
            remark = self.text(
                "Not enough evidence: 38% of the weight has a rating, 60% is needed for a score.",
                "Te weinig bewijs: 38% van het gewicht heeft een beoordeling, voor een score is 60% nodig.",
            )
        standards = (("1 met", "1 gehaald"), ("1 not met", "1 niet gehaald"), ("1 unknown", "1 onbekend"))[i % 3]
        return ScoreRow(
            initiative=self.ident(i),
            title=self.name(i),
            rank=str(sum(self.is_ranked(j) and self.point(j) > self.point(i) for j in range(self.size)) + 1) if ranked else "",
            score=self.number(score) if ranked else self.nothing,
            lower=self.number(lower),
            upper=self.number(upper),
            interval=f"{self.word.number(lower, 0)}–{self.word.number(upper, 0)}",
            coverage=self.percent(100 - 7 * (i % 5) if ranked else 38.0),
            band=(bands[step][1] if self.language == "nl" else bands[step][0]) if ranked else "",
            band_step=step if ranked else None,
            standards=standards[1] if self.language == "nl" else standards[0],
            remark=remark,
        )

    def table(self, column: str, english: str, dutch: str, shift: float) -> ScoreTable:
        rows = [self.row(i, shift) for i in range(self.size)]
        ranked = sorted((r for r in rows if r.rank), key=lambda r: (int(r.rank), r.initiative))
        return ScoreTable(
            column=column, title=self.text(english, dutch), ranked=tuple(ranked), unranked=tuple(r for r in rows if not r.rank)
        )

    def heat_map(self, ident: str, title: str, columns: tuple[Term, ...]) -> HeatMap:
        rows = []
        for i in range(self.size):
            name = self.name(i)
            cells = []
            for j, column in enumerate(columns):
                value = (self.point(i) + 37.0 * j * (i + 1)) % 101.0
                figure = self.nothing if (i + j) % 5 == 2 else self.number(value)
                step = None if figure.value is None else min(4, int(value // 20))
                cells.append(
                    HeatCell(
                        figure=figure,
                        step=step,
                        letter="" if step is None else "EDCBA"[step],
                        spoken=f"{name}, {column.text}: {figure.text}",
                        coverage=self.percent(80),
                    )
                )
            rows.append((Term(self.ident(i), name), tuple(cells)))
        caption = self.text("Scores from 0 (worst) to 100 (best).", "Scores van 0 (slechtst) tot 100 (best).")
        return HeatMap(
            id=ident, title=title, caption=caption, columns=columns, rows=tuple(rows), with_coverage=ident != "dimensions"
        )

    def evidence(self, number: int, **changes: object) -> EvidenceEntry:
        source = next(s for s in self.sources() if s.number == number)
        given: dict[str, object] = {
            "number": number,
            "source": source.id,
            "title": source.title,
            "url": source.url,
            "place": self.text("p. 12", "p. 12"),
            "quote": self.text("The committee met four times.", "De commissie kwam viermaal bijeen."),
            "kind": "document",
            "contradicts": False,
            "note": "",
            "date": "",
        }
        return EvidenceEntry(**(given | changes))  # type: ignore[arg-type]

    def sources(self) -> tuple[SourceEntry, ...]:
        url = "javascript:alert(1)" if self.hostile else ""
        entries = (
            ("annual-report", "Annual report 2019", "Jaarverslag 2019", "https://example.org/report?year=2019&part=2"),
            ("site-visit", "Visit to two farms", "Bezoek aan twee boerderijen", url),
            ("news", "Members leave the forum", "Leden verlaten het forum", "http://example.com/" + "a-long-path-" * 12),
        )
        return tuple(
            SourceEntry(
                number=n,
                id=ident,
                title=self.text(english, dutch),
                author=self.text("J. Invented", "J. Verzonnen"),
                publisher=self.text("Example Press", "Voorbeeldpers"),
                date="2020",
                url=address,
                archived="https://archive.example.org/1" if n == 1 else "",
                accessed=self.text("8 July 2020", "8 juli 2020") if n == 1 else "",
                licence="CC-BY-4.0" if n == 1 else "",
                note=self.text("An invented source.", "Een verzonnen bron.") if n == 3 else "",
            )
            for n, (ident, english, dutch, address) in enumerate(entries, start=1)
        )

    def rating(self, criterion: str, titles: tuple[str, str], **changes: object) -> RatingEntry:
        given: dict[str, object] = {
            "criterion": criterion,
            "title": self.text(*titles),
            "question": self.text("Who checks what members do?", "Wie controleert wat leden doen?"),
            "aspect": "",
            "answer": self.text("partial", "gedeeltelijk"),
            "state": "",
            "step": 2,
            "value": self.number(50),
            "descriptor": self.text("A committee of the parties looks at it.", "Een commissie van de partijen bekijkt het."),
            "treatment": "",
            "quantity": "",
            "reason": self.text(
                "The committee reads what members report, and asks questions.\n\nIt visits nobody.",
                "De commissie leest wat leden melden en stelt vragen.\n\nZij bezoekt niemand.",
            ),
            "confidence": self.text("high", "hoog"),
            "assessor": self.text("First assessor", "Eerste beoordelaar"),
            "evidence": (),
            "held_back": 0,
            "contribution": self.number(6.3, 1),
            "standard": None,
            "standard_text": "",
            "reply": None,
        }
        return RatingEntry(**(given | changes))  # type: ignore[arg-type]

    def unrated(
        self, criterion: str, titles: tuple[str, str], state: str, answer: tuple[str, str], treatment: tuple[str, str]
    ) -> RatingEntry:
        return self.rating(
            criterion,
            titles,
            state=state,
            answer=self.text(*answer),
            treatment=self.text(*treatment),
            step=0 if state == "nothing-found" else None,
            value=self.number(0) if state == "nothing-found" else self.nothing,
            descriptor="",
            reason="" if state == "unanswered" else self.text("See the note of the visit.", "Zie het verslag van het bezoek."),
            confidence="",
            contribution=self.number(0, 1) if state == "nothing-found" else self.nothing,
        )

    def ratings(self, i: int) -> dict[str, tuple[RatingEntry, ...]]:
        status = ("met", "not-met", "unknown")[i % 3]
        reply = ReplyEntry(
            text=self.text("We do visit members since May.", "Wij bezoeken leden sinds mei."),
            by=self.text("Secretariat", "Secretariaat"),
            date="2020-06",
            outcome=self.text("accepted", "overgenomen"),
            effect=self.text("The rating was raised from weak to partial.", "De beoordeling ging van zwak naar gedeeltelijk."),
        )
        monitoring = ("Independent monitoring", "Onafhankelijke monitoring")
        excluded = ("left out of the score", "telt niet mee in de score")
        opened = ("open: the interval covers every answer", "open: het interval omvat elk antwoord")
        first = self.rating(
            "MON-01",
            monitoring,
            aspect=self.text("paper", "papier"),
            evidence=(
                self.evidence(1),
                self.evidence(3, contradicts=True, kind="claim", note=self.text("Says the reverse.", "Zegt het omgekeerde.")),
            ),
            held_back=2,
            standard=self.standard(status, self.text("1 level above", "1 niveau erboven") if status == "met" else ""),
            standard_text=self.text(
                "at least partial, otherwise the score is capped at 49", "ten minste gedeeltelijk, anders is de score hooguit 49"
            ),
            reply=reply,
        )
        if self.hostile and i == 0:
            first = self.rating("MON-01", monitoring, reason=LONG, evidence=(self.evidence(2),), reply=reply)
        return {
            "governance": (
                self.rating(
                    "GOV-01",
                    ("A board with all parties", "Een bestuur met alle partijen"),
                    answer=self.text("leading", "toonaangevend"),
                    step=4,
                    value=self.number(100),
                ),
            ),
            "participation": (
                self.unrated(
                    "PAR-01", ("Workers have a say", "Werknemers praten mee"), "too-early", ("too early", "te vroeg"), excluded
                ),
            ),
            "transparency": (
                self.unrated(
                    "TRA-01",
                    ("Reports are published", "Rapporten zijn openbaar"),
                    "nothing-found",
                    ("nothing found", "niets gevonden"),
                    ("counts as the lowest level", "telt als het laagste niveau"),
                ),
                self.unrated(
                    "TRA-02",
                    ("Members are named", "Leden staan met naam vermeld"),
                    "not-applicable",
                    ("not applicable", "niet van toepassing"),
                    excluded,
                ),
            ),
            "monitoring": (
                first,
                self.rating(
                    "MON-01",
                    monitoring,
                    aspect=self.text("practice", "praktijk"),
                    answer=self.text("weak", "zwak"),
                    step=1,
                    value=self.number(25),
                    evidence=(self.evidence(2),),
                ),
                self.rating(
                    "MON-02",
                    ("Share of members checked", "Aandeel gecontroleerde leden"),
                    answer="1.6%",
                    quantity=self.text("8 of 500 members, 2020", "8 van 500 leden, 2020"),
                    step=0,
                    value=self.number(1.6, 1),
                    confidence=self.text("low", "laag"),
                ),
            ),
            "results": (
                self.unrated(
                    "RES-01", ("Fewer abuses", "Minder misstanden"), "confidential", ("confidential", "vertrouwelijk"), opened
                ),
                self.unrated(
                    "RES-02",
                    ("Remedy for victims", "Herstel voor slachtoffers"),
                    "not-assessable",
                    ("not assessable", "niet te beoordelen"),
                    opened,
                ),
                self.unrated(
                    "RES-03", ("Living wages", "Leefbaar loon"), "unanswered", ("unanswered", "niet beantwoord"), opened
                ),
            ),
        }

    def tree(self) -> tuple[tuple[str, str, int], ...]:
        return (
            ("governance", self.text("Governance", "Bestuur"), 0),
            ("participation", self.text("Participation", "Inspraak"), 1),
            ("transparency", self.text("Transparency", "Openheid"), 1),
            ("monitoring", self.text("Monitoring and verification", "Monitoring en verificatie"), 0),
            ("results", self.text("Results", "Resultaten"), 0),
        )

    def profile(self, i: int) -> Profile:
        ratings = self.ratings(i)
        dimensions = tuple(
            DimensionEntry(
                id=ident,
                title=title,
                depth=depth,
                score=self.nothing if ident == "results" else self.number(40.0 + 10 * depth),
                interval="0–100" if ident == "results" else "35–45",
                coverage=self.percent(0 if ident == "results" else 100),
                weight=self.percent(33),
                step=None if ident == "results" else 2,
                ratings=ratings[ident],
                lower=self.number(0 if ident == "results" else 35),
                upper=self.number(100 if ident == "results" else 45),
            )
            for ident, title, depth in self.tree()
        )
        return Profile(
            id=self.ident(i),
            title=self.name(i),
            summary=self.text(
                "Started by companies and unions.\n\nHas members in three countries.",
                "Begonnen door bedrijven en bonden.\n\nHeeft leden in drie landen.",
            ),
            fictional=True,
            facts=(
                FactEntry(label=self.text("Sector", "Sector"), text=self.text("cocoa", "cacao")),
                FactEntry(
                    label=self.text("Members", "Leden"),
                    text=self.text("500 companies", "500 bedrijven"),
                    evidence=(self.evidence(1), self.evidence(3)),
                ),
            ),
            scores=tuple((self.text(*titles), self.row(i, shift)) for _, titles, shift in _COLUMNS),
            dimensions=dimensions,
            strengths=(Term("governance", self.text("Governance (35–45)", "Bestuur (35–45)")),) if i % 2 == 0 else (),
            weaknesses=(
                Term("TRA-01", self.text("Reports are published (nothing found)", "Rapporten openbaar (niets gevonden)")),
            ),
            next_band=comparing.next_band(self, i),
            assessors=(Term(self.text("First assessor", "Eerste beoordelaar"), self.text("no interests", "geen belangen")),),
        )

    def annex(self) -> tuple[DimensionAnnex, ...]:
        levels = (
            ("absent", "afwezig"),
            ("weak", "zwak"),
            ("partial", "gedeeltelijk"),
            ("strong", "sterk"),
            ("leading", "toonaangevend"),
        )
        ratings = self.ratings(0)
        return tuple(
            DimensionAnnex(
                id=ident,
                title=title,
                summary=self.text("What belongs here.", "Wat hierbij hoort."),
                depth=depth,
                weight=self.number(1),
                share=self.percent(33),
                rule=self.text("weighted mean of the criteria", "gewogen gemiddelde van de criteria"),
                criteria=tuple(
                    CriterionEntry(
                        id=entry,
                        title=self.text(f"Criterion {entry}", f"Criterium {entry}"),
                        question=self.text("Who checks what members do?", "Wie controleert wat leden doen?"),
                        why=self.text(
                            "Checking oneself invites praise of oneself.", "Wie zichzelf controleert, prijst zichzelf."
                        ),
                        guidance=self.text(
                            "A committee counts when it has outside members.",
                            "Een commissie telt als zij leden van buiten heeft.",
                        ),
                        evidence_needed=self.text("Terms of reference.", "Een taakomschrijving."),
                        scale=self.text("levels 0 to 4, 4 is best", "niveaus 0 tot 4, 4 is het best"),
                        descriptors=tuple(
                            Term(f"{step} · {self.text(*level)}", self.text("What is seen here.", "Wat hier te zien is."))
                            for step, level in enumerate(levels)
                        ),
                        weight=self.number(1),
                        share=self.percent(11),
                        minimum=self.text(
                            "at least partial, otherwise capped at 49", "ten minste gedeeltelijk, anders hooguit 49"
                        )
                        if entry == "MON-01"
                        else "",
                        bonus=entry == "TRA-02",
                        aspects=self.text("paper and practice", "papier en praktijk") if entry == "MON-01" else "",
                        tags=(Term(self.text("Result level", "Resultaatniveau"), self.text("output", "output")),),
                        origin="KIT 2020, MSI Database 2017",
                    )
                    for entry in sorted({rating.criterion for rating in ratings[ident]})
                ),
            )
            for ident, title, depth in self.tree()
        )

    def standards(self) -> StandardTable:
        statuses = ("met", "not-met", "unknown", "not-applicable")
        one_up = self.text("1 level above", "1 niveau erboven")
        return StandardTable(
            initiatives=tuple(Term(self.ident(i), self.name(i)) for i in range(self.size)),
            rows=tuple(
                StandardRow(
                    criterion=criterion,
                    title=self.text(*titles),
                    asks=self.text("at least partial", "ten minste gedeeltelijk"),
                    consequence=self.text("otherwise capped at 49", "anders hooguit 49"),
                    cells=tuple(
                        self.standard(statuses[(i + turn) % 4 if turn else i % 3], one_up if (i + turn) % 4 == 0 else "")
                        for i in range(self.size)
                    ),
                )
                for turn, (criterion, titles) in enumerate(
                    (
                        ("MON-01", ("Independent monitoring", "Onafhankelijke monitoring")),
                        ("GOV-01", ("A board with all parties", "Een bestuur met alle partijen")),
                    )
                )
            ),
        )

    def notices(self) -> tuple[Notice, ...]:
        return (
            Notice(
                "fictional",
                self.text("Fictional", "Fictief"),
                self.text("All initiatives in this report are invented.", "Alle initiatieven in dit rapport zijn verzonnen."),
            ),
            Notice(
                "draft",
                self.text("Draft", "Concept"),
                self.text("7 ratings have no reason.", "7 beoordelingen hebben geen motivering."),
            ),
            Notice("notice", self.text("Notice", "Let op"), self.text("A framework made for tests.", "Een kader voor tests.")),
            Notice(
                "edition",
                self.text("Public edition", "Openbare editie"),
                self.text("2 pieces of evidence are held back.", "2 bewijsstukken zijn achtergehouden."),
            ),
        )

    def report(self) -> Report:
        columns = tuple(Term(ident, title) for ident, title, depth in self.tree() if depth == 0)
        results = tuple(
            Term(ident, self.text(*titles))
            for ident, titles in (
                ("output", ("Output", "Output")),
                ("outcome", ("Outcome", "Uitkomst")),
                ("impact", ("Impact", "Effect")),
            )
        )
        bands = (("failing", "onvoldoende"), ("weak", "zwak"), ("partial", "gedeeltelijk"), ("strong", "sterk"))
        states = (
            (("nothing found", "niets gevonden"), ("counts as the lowest level", "telt als het laagste niveau")),
            (("too early", "te vroeg"), ("left out of the score", "telt niet mee in de score")),
            (
                ("unanswered", "niet beantwoord"),
                ("open: the interval covers every answer", "open: het interval omvat elk antwoord"),
            ),
        )
        return sectioned(
            Report(
                id="sample",
                language=self.language,
                labels=self.word.labels(),
                title=self.text("Scorecard of invented initiatives", "Scorekaart van verzonnen initiatieven"),
                subtitle=self.text("As of 8 July 2020", "Stand op 8 juli 2020"),
                summary=self.text(
                    "A set made to try the reports.\n\nNothing in it is true.",
                    "Een set om de rapporten te proberen.\n\nNiets erin is waar.",
                ),
                date=self.text("8 July 2020", "8 juli 2020"),
                iso_date="2020-07-08",
                made_on="2020-07-08",
                authors=(self.text("A. Author", "A. Auteur"), self.text("B. Writer", "B. Schrijver")),
                licence="CC-BY-4.0",
                notices=self.notices(),
                findings=(
                    Finding(
                        kind="pairs",
                        text=self.text("One scores above the others.", "Eén scoort hoger dan de andere."),
                        support=tuple(Term(self.ident(i), self.name(i)) for i in range(self.size)),
                    ),
                    Finding(kind="all", text=self.text("Every standard is met.", "Elke norm is gehaald.")),
                ),
                shows=(self.text("How invented initiatives do.", "Hoe verzonnen initiatieven het doen."),),
                does_not_show=(self.text("Nothing about anybody real.", "Niets over iemand die bestaat."),),
                reach=comparing.reach(self),
                timeline=comparing.timeline(self),
                aspects=comparing.aspects(self),
                by_weight_set=comparing.weight_sets(self),
                by_criterion=comparing.criteria(self),
                robustness=analysing.robustness(self),
                groups=analysing.groups(self),
                sensitivity=analysing.sensitivity(self),
                where_next=analysing.where_next(self),
                framework_title=self.text("A framework for tests", "Een kader voor tests"),
                framework_summary=self.text("Eight criteria in three dimensions.", "Acht criteria in drie dimensies."),
                method=(
                    self.text("Each rating becomes a value from 0 to 100.", "Elke beoordeling wordt een waarde van 0 tot 100."),
                    self.text(
                        "The score is the weighted mean; the interval covers every open answer.",
                        "De score is het gewogen gemiddelde; het interval omvat elk open antwoord.",
                    ),
                ),
                states=tuple(Term(self.text(*name), self.text(*what)) for name, what in states),
                bands=tuple(
                    BandEntry(name=names[0], title=self.text(*names), range=f"{25 * k}–{25 * k + 25}", step=k, start=25.0 * k)
                    for k, names in enumerate(bands)
                ),
                has_total=True,
                tables=tuple(self.table(column, *titles, shift) for column, titles, shift in _COLUMNS),
                letters=tuple(
                    StepLetter(letter=letter, range=self.text(f"{low} to {low + 20}", f"{low} tot {low + 20}"), step=low // 20)
                    for letter, low in zip("ABCDE", (80, 60, 40, 20, 0), strict=True)
                ),
                heat_map=self.heat_map("dimensions", self.text("Scores by dimension", "Scores per dimensie"), columns),
                views=(self.heat_map("result-level", self.text("By result level", "Per resultaatniveau"), results),),
                standards=self.standards(),
                profiles=tuple(self.profile(i) for i in range(self.size)),
                annex=self.annex(),
                weight_sets=(
                    WeightSetEntry(id="stated", title=self.text("As stated", "Zoals opgegeven"), who="", used=True, weights=()),
                    WeightSetEntry(
                        id="accountability",
                        title=self.text("Accountability first", "Verantwoording eerst"),
                        who=self.text("civil society", "maatschappelijk middenveld"),
                        used=False,
                        weights=((Term("monitoring", self.text("Monitoring", "Monitoring")), self.number(2)),),
                    ),
                ),
                sources=self.sources(),
                changes=(Term("2020-07-09", self.text("One rating was corrected.", "Eén beoordeling is verbeterd.")),),
                provenance=Provenance(
                    msiscore="0.1.0",
                    framework="sample",
                    framework_version="1.0.0",
                    assessment_set="sample",
                    as_of="2020-07-08",
                    command="msiscore report sample",
                    settings=(Term(self.text("weights", "gewichten"), self.text("as stated", "zoals opgegeven")),),
                    files=(Term("framework.yaml", "3f7a" * 16), Term("set.yaml", "90bc" * 16)),
                ),
            )
        )


def sample_report(language: str = "en", initiatives: int = 3, hostile: bool = False) -> Report:
    """A report of `initiatives` invented initiatives, every third of them without enough evidence for a score."""
    return Sample(language, initiatives, hostile).report()
