"""A report that has one of everything, scored from a set made here, so that the workbook can be tried without files.

It is no assessment of anybody: all names, ratings and sources are invented. `hostile=True` adds to every text something that would
do harm or damage if a renderer took it for markup or a formula, or took it to be short.
"""

from __future__ import annotations

from dataclasses import replace
from itertools import count
from typing import Any

from msiscore.assessment import Assessment, AssessmentSet, SetFile, Source
from msiscore.framework import Framework
from msiscore.reporting.report import Notice, Report, Term
from msiscore.scoring.scores import score
from tests.making import plain_report
from tests.reporting.invented import HOSTILE, LONG, NAMES


class _Sample:
    """Builds the parts; `text` gives a text in both languages and, when asked for, something hostile at its end."""

    def __init__(self, initiatives: int, hostile: bool) -> None:
        self.hostile = hostile
        self.size = initiatives
        self._turn = count()

    def text(self, english: str, dutch: str) -> dict[str, str]:
        more = f" {HOSTILE[next(self._turn) % len(HOSTILE)]}" if self.hostile else ""
        return {"en": english + more, "nl": dutch + more}

    def criterion(self, id_: str, title: tuple[str, str], **more: Any) -> dict[str, Any]:
        return {
            "id": id_,
            "title": self.text(*title),
            "question": self.text("Who checks what members do?", "Wie controleert wat leden doen?"),
            "why": self.text("Checking oneself invites praise of oneself.", "Wie zichzelf controleert, prijst zichzelf."),
            "guidance": self.text("A committee counts with outside members.", "Een commissie telt met leden van buiten."),
            "evidence-needed": self.text("Terms of reference.", "Een taakomschrijving."),
            "descriptors": [] if "scale" in more else [self.text("What is seen here.", "Wat hier te zien is.")] * 5,
            "origin": ["KIT 2020", "MSI Database 2017"],
            "tags": {"result-level": "output"},
            **more,
        }

    def dimension(self, id_: str, title: tuple[str, str], *criteria: dict[str, Any], **more: Any) -> dict[str, Any]:
        summary = self.text("What belongs here.", "Wat hierbij hoort.")
        return {"id": id_, "title": self.text(*title), "summary": summary, "criteria": list(criteria), **more}

    def framework(self) -> Framework:
        names = (("absent", "afwezig"), ("weak", "zwak"), ("partial", "gedeeltelijk"), ("strong", "sterk"))
        levels = [self.text(*name) for name in (*names, ("leading", "toonaangevend"))]
        bands = (("failing", "onvoldoende", 0), ("weak", "zwak", 25), ("partial", "gedeeltelijk", 50), ("strong", "sterk", 75))
        results = [("output", "Output", "Output"), ("outcome", "Outcome", "Uitkomst")]
        data: dict[str, Any] = {
            "id": "sample",
            "version": "1.0.0",
            "title": self.text("A framework for tests", "Een kader voor tests"),
            "summary": self.text("Eight criteria in three dimensions.", "Acht criteria in drie dimensies."),
            "notice": self.text("A framework made for tests.", "Een kader voor tests."),
            "scales": {
                "level": {"kind": "levels", "levels": levels},
                "share": {"kind": "measure", "unit": "%", "from": "0", "to": "100"},
            },
            "default-scale": "level",
            "minimum-coverage": "60%",
            "combine-aspects": "arithmetic",
            "bands": [{"name": en, "title": self.text(en, nl), "from": str(low)} for en, nl, low in bands],
            "weight-sets": {
                "accountability": {
                    "title": self.text("Accountability first", "Verantwoording eerst"),
                    "who": self.text("civil society", "maatschappelijk middenveld"),
                    "weights": {"monitoring": "2"},
                }
            },
            "views": [
                {
                    "id": "result-level",
                    "title": self.text("By result level", "Per resultaatniveau"),
                    "tag": "result-level",
                    "values": [{"id": id_, "title": self.text(en, nl)} for id_, en, nl in results],
                }
            ],
            "dimensions": self.dimensions(),
        }
        return Framework.model_validate(data)

    def dimensions(self) -> list[dict[str, Any]]:
        participation = self.dimension(
            "participation",
            ("Participation", "Inspraak"),
            self.criterion("PAR-01", ("Workers have a say", "Werknemers praten mee"), tags={"result-level": "outcome"}),
        )
        monitoring = ("Independent monitoring", "Onafhankelijke monitoring")
        return [
            self.dimension(
                "governance",
                ("Governance", "Bestuur"),
                self.criterion("GOV-01", ("A board with all parties", "Een bestuur met alle partijen"), minimum=_minimum("3")),
                dimensions=[participation],
            ),
            self.dimension(
                "monitoring",
                ("Monitoring and verification", "Monitoring en verificatie"),
                self.criterion("MON-01", monitoring, aspects=["paper", "practice"], minimum=_minimum("2")),
                self.criterion("MON-02", ("Share of members checked", "Aandeel gecontroleerde leden"), scale="share"),
                self.criterion("TRA-01", ("Reports are published", "Rapporten zijn openbaar"), bonus="yes"),
            ),
            self.dimension(
                "results",
                ("Results", "Resultaten"),
                self.criterion("RES-01", ("Fewer abuses", "Minder misstanden"), tags={"result-level": "outcome"}),
                self.criterion("RES-02", ("Remedy for victims", "Herstel voor slachtoffers")),
                weight="0.5",
            ),
        ]

    def assessment(self, i: int) -> Assessment:
        english, dutch = NAMES[i % len(NAMES)]
        number = f" {i // len(NAMES) + 1}" if i >= len(NAMES) else ""
        initiative = {
            "id": f"initiative-{i + 1:02d}",
            "title": self.text(english + number, dutch + number),
            "sector": self.text("cocoa", "cacao"),
            "summary": self.text(
                "Started by companies and unions.\n\nHas members in three countries.",
                "Begonnen door bedrijven en bonden.\n\nHeeft leden in drie landen.",
            ),
            "facts": [
                {
                    "label": self.text("Members", "Leden"),
                    "text": self.text("500 companies", "500 bedrijven"),
                    "evidence": [{"source": "annual-report"}, {"source": "news"}],
                }
            ],
        }
        reply = {
            "text": self.text("We do visit members since May.", "Wij bezoeken leden sinds mei."),
            "by": "Secretariat",
            "date": "2020-06",
            "outcome": "accepted",
            "effect": self.text("The rating was raised.", "De beoordeling is verhoogd."),
        }
        interests = self.text("no interests", "geen belangen")
        return Assessment.model_validate(
            {
                "initiative": initiative,
                "assessors": [{"id": "a1", "name": "First assessor", "interests": interests}],
                "ratings": self.ratings(i),
                "replies": {"MON-01": reply},
            }
        )

    def ratings(self, i: int) -> dict[str, Any]:
        """Every third initiative has too little evidence for a score."""
        reason = self.text(
            "The committee reads what members report, and asks questions.\n\nIt visits nobody.",
            "De commissie leest wat leden melden en stelt vragen.\n\nZij bezoekt niemand.",
        )
        said = {"reason": reason, "confidence": "high", "assessor": "a1"}
        note = self.text("Says the reverse.", "Zegt het omgekeerde.")
        evidence = [
            {"source": "annual-report", "page": "12", "quote": self.text("It met four times.", "Zij kwam viermaal bijeen.")},
            {"source": "news", "stance": "contradicts", "kind": "claim", "note": note},
            {"source": "site-visit", "visibility": "restricted"},
        ]
        paper = {"level": str((i + 1) % 5), **said, "evidence": evidence}
        if self.hostile and i == 0:
            paper["reason"] = {"en": LONG, "nl": LONG}
        if i % 3 == 2:
            return {"MON-01": {"paper": paper, "practice": {"state": "unanswered"}}, "PAR-01": {"state": "too-early", **said}}
        return {
            "GOV-01": {"level": str(4 - i % 3), **said},
            "PAR-01": {"state": ("too-early", "not-applicable")[i % 2], "reason": reason},
            "MON-01": {"paper": paper, "practice": {"level": str(1 + i % 3), **said, "evidence": ["site-visit"]}},
            "MON-02": {"value": "33.3", "numerator": "8", "denominator": "24", "date": "2020", **said, "confidence": "low"},
            "TRA-01": {"state": "nothing-found", "reason": reason},
            "RES-01": {"state": ("confidential", "not-assessable")[i % 2], "reason": reason},
            "RES-02": {"level": str((i * 3) % 5)},
        }

    def sources(self) -> dict[str, Source]:
        entries = (
            ("annual-report", ("Annual report 2019", "Jaarverslag 2019"), "https://example.org/report?year=2019&part=2"),
            ("site-visit", ("Visit to two farms", "Bezoek aan twee boerderijen"), None),
            ("news", ("Members leave the forum", "Leden verlaten het forum"), "http://example.com/" + "a-long-path-" * 12),
        )
        return {
            id_: Source.model_validate(
                {
                    "title": self.text(*title),
                    "author": "J. Invented",
                    "publisher": "Example Press",
                    "date": "2020",
                    **({"url": url} if url else {}),
                    **({"archived": "https://archive.example.org/1"} if id_ == "annual-report" else {}),
                    "note": self.text("An invented source.", "Een verzonnen bron."),
                }
            )
            for id_, title, url in entries
        }

    def report(self, language: str) -> Report:
        about = SetFile.model_validate(
            {
                "id": "sample",
                "title": self.text("Scorecard of invented initiatives", "Scorekaart van verzonnen initiatieven"),
                "summary": self.text(
                    "A set made to try the reports.\n\nNothing in it is true.",
                    "Een set om de rapporten te proberen.\n\nNiets erin is waar.",
                ),
                "framework": "sample",
                "as-of": "2020-07-08",
                "fictional": "yes",
                "authors": ["A. Author", "B. Writer"],
                "licence": "CC-BY-4.0",
                "change-log": [{"date": "2020-07-09", "text": self.text("One rating was corrected.", "Eén is verbeterd.")}],
            }
        )
        assessments = tuple(self.assessment(i) for i in range(self.size))
        made = AssessmentSet(about=about, framework=self.framework(), sources=self.sources(), assessments=assessments)
        report = plain_report(score(made), language=language, command="msiscore report sample")
        edition = Notice("edition", "Openbare editie" if language == "nl" else "Public edition", "Evidence is held back.")
        provenance = replace(report.provenance, files=(Term("framework.yaml", "3f7a" * 16), Term("set.yaml", "90bc" * 16)))
        sources = tuple(
            replace(source, url="javascript:alert(1)") if self.hostile and not source.url else source for source in report.sources
        )
        return replace(report, notices=(*report.notices, edition), provenance=provenance, sources=sources)


def _minimum(level: str) -> dict[str, str]:
    return {"level": level, "otherwise": "cap", "at": "49"}


def sample_report(language: str = "en", initiatives: int = 3, hostile: bool = False) -> Report:
    """A report of `initiatives` invented initiatives, every third of them without enough evidence for a score."""
    return _Sample(initiatives, hostile).report(language)
