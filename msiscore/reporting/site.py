"""The report as a folder of web pages that any host serves and that opens from disk.

`index.html` compares; each initiative and each criterion has a page of its own; criteria, method and sources have theirs. All pages share
one style sheet, and lead to each other by relative addresses only. To add a page: name it in `addresses.PAGES`, write its template in
`templates/pages/`, and yield it in `_Site.pages`.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import chain
from typing import TYPE_CHECKING, TypeVar

from msiscore.reporting.addresses import INDEX, PAGES, STYLE, places_of
from msiscore.reporting.html import render_page, script_of, style_of

if TYPE_CHECKING:
    from msiscore.reporting.report import Chart, CriterionEntry, DimensionAnnex, Profile, RatingEntry, Report

T = TypeVar("T")

DOWNLOADS: Mapping[str, tuple[str, str]] = {
    "pdf": ("report.pdf", "The report to print (PDF)"),
    "xlsx": ("scorecard.xlsx", "The scorecard, which recalculates (Excel)"),
    "csv": ("scores.csv", "All scores, unrounded (CSV)"),
    "data": ("data/datapackage.json", "Open data: ratings, evidence, weights and sources, described in datapackage.json"),
    "json": ("run.json", "How this report was made (JSON)"),
}
"""What the folder offers besides its pages, by the format that makes it: the file, and what it is."""


def render_site(report: Report, charts: Sequence[Chart], formats: Sequence[str] = ()) -> dict[str, bytes]:
    """Every file of the folder by its path in it, `index.html` first. `formats` were made along with it, and are offered for download."""
    return dict(_Site(report, charts, formats).files())


class _Site:
    """Makes the pages of one report."""

    def __init__(self, report: Report, charts: Sequence[Chart], formats: Sequence[str]) -> None:
        self.report, self.charts = report, charts
        self.places = places_of(report)
        self.downloads = [found for name, found in DOWNLOADS.items() if name in formats]

    def files(self) -> Iterator[tuple[str, bytes]]:
        say = self.report.label
        yield self._page(
            "index", INDEX, "", self.report.summary or self.report.subtitle, downloads=self.downloads, **script_of(self.report)
        )
        yield self._page("initiatives", PAGES["initiatives"], say("Initiatives"), say("All initiatives, each with its page."))
        yield from self._initiatives()
        yield self._page(
            "criteria", PAGES["criteria"], say("Criteria"), self.report.framework_summary or self.report.framework_title
        )
        yield from self._criteria()
        yield self._page("method", PAGES["method"], say("Method"), " ".join(self.report.method))
        yield self._page("sources", PAGES["sources"], say("Sources"), say("Every source that the evidence in this report names."))
        yield STYLE, style_of(self.report).encode()

    def _page(self, name: str, path: str, title: str, description: str, **more: object) -> tuple[str, bytes]:
        page = render_page(
            f"pages/{name}.html.j2",
            self.report,
            self.charts,
            self.places.link_from(path),
            pages=True,
            name=name,
            title=title,
            description=description,
            stylesheet=STYLE,
            style_source="'self'",
            **({"parent": None} | more),
        )
        return path, page

    def _initiatives(self) -> Iterator[tuple[str, bytes]]:
        for previous, profile, following in _with_neighbours(self.report.profiles):
            told = self.report.label("How {initiative} is rated: every rating with its reason and its evidence.")
            yield self._page(
                "initiative",
                self.places.profiles[profile.id],
                profile.title,
                profile.summary or told.format(initiative=profile.title),
                parent=("initiatives", self.report.label("Initiatives")),
                profile=profile,
                previous=previous,
                next=following,
            )

    def _criteria(self) -> Iterator[tuple[str, bytes]]:
        rated = _by_criterion(self.report.profiles)
        all_criteria = [(criterion, dimension) for dimension in self.report.annex for criterion in dimension.criteria]
        for previous, (criterion, dimension), following in _with_neighbours(all_criteria):
            yield self._page(
                "criterion",
                self.places.criteria[criterion.id],
                f"{criterion.id} {criterion.title}",
                criterion.question,
                parent=("criteria", self.report.label("Criteria")),
                previous=_first(previous),
                next=_first(following),
                **_shown(criterion, dimension, rated.get(criterion.id, [])),
            )


def _shown(
    criterion: CriterionEntry, dimension: DimensionAnnex, rated: list[tuple[Profile, list[RatingEntry]]]
) -> dict[str, object]:
    """What the page of one criterion tells; `aspects` is empty where the criterion has one rating only."""
    aspects = [rating.aspect for _, ratings in rated[:1] for rating in ratings if rating.aspect]
    return {"criterion": criterion, "dimension": dimension, "rated": rated, "aspects": aspects}


def _by_criterion(profiles: Sequence[Profile]) -> dict[str, list[tuple[Profile, list[RatingEntry]]]]:
    """For each criterion the initiatives with their ratings on it: one, or one for each aspect."""
    found: dict[str, list[tuple[Profile, list[RatingEntry]]]] = {}
    for profile in profiles:
        own: dict[str, list[RatingEntry]] = {}
        for rating in chain.from_iterable(dimension.ratings for dimension in profile.dimensions):
            own.setdefault(rating.criterion, []).append(rating)
        for criterion, ratings in own.items():
            found.setdefault(criterion, []).append((profile, ratings))
    return found


def _first(pair: tuple[CriterionEntry, DimensionAnnex] | None) -> CriterionEntry | None:
    return pair[0] if pair is not None else None


def _with_neighbours(things: Sequence[T]) -> Iterator[tuple[T | None, T, T | None]]:
    """Each of `things` with the one before and the one after it."""
    return zip([None, *things], things, [*things[1:], None], strict=False)
