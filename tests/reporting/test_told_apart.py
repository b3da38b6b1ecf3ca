"""What stands beside a ranking: how far its order is safe to quote, and in which group each initiative is."""

from __future__ import annotations

from msiscore.reporting.build import build_report
from msiscore.reporting.html import render_html
from msiscore.reporting.pdf import render_pdf
from msiscore.reporting.report import Report
from msiscore.scoring.scores import score
from tests.making import a_set, assessment, criterion, dimension, framework, plain_report
from tests.reporting.reading_pages import Page
from tests.reporting.test_pdf import silent, words_of

OF = framework(dimension("d", *(criterion(id_, aspects=["paper", "practice"]) for id_ in "ABC")), combine_aspects="arithmetic")


def made(*levels: int) -> Report:
    ratings = [{key: {"paper": level, "practice": level} for key in "ABC"} for level in levels]
    return build_report(score(a_set(OF, *(assessment(f"i{k}", one) for k, one in enumerate(ratings)))))


def test_groups_are_numbered_from_the_best_in_the_ranking_that_was_drawn_only() -> None:
    overall, *others = made(4, 0, 4, 0).tables
    assert [(row.initiative, row.rank, row.group) for row in overall.ranked] == [
        ("i0", "1", "1"),
        ("i2", "1", "1"),
        ("i1", "3", "2"),
        ("i3", "3", "2"),
    ]
    assert overall.apart.startswith("Only the order of the 2 groups is safe to quote: it holds in at least 95% of the draws.")
    assert others
    assert not any(table.apart or table.in_groups for table in others)


def test_where_nothing_can_be_told_apart_there_are_no_groups_but_a_warning() -> None:
    table = made(2, 2, 2).tables[0]
    assert table.apart.startswith("Not one place in this order is safe to quote: at 95%,")
    assert not table.in_groups


def test_where_all_can_be_told_apart_the_order_itself_is_safe() -> None:
    table = made(4, 2, 0).tables[0]
    assert table.apart.startswith("This order holds with other weights and judgements")
    assert not table.in_groups


def test_without_analysis_nothing_is_claimed_of_it() -> None:
    report = plain_report(score(a_set(OF, assessment("a", {"A": {"paper": 4, "practice": 4}}), assessment("b", {}))))
    assert not any(table.apart or table.in_groups for table in report.tables)


def test_it_stands_in_page_and_pdf() -> None:
    for report, head in ((made(4, 0, 0), True), (made(2, 2), False)):
        page = Page(render_html(report, ())).text
        printed = " ".join(words_of(render_pdf(report, (), warn=silent)).split())
        assert report.tables[0].apart in page
        assert report.tables[0].apart.replace("-", "") in printed.replace("- ", "").replace("-", "")
        assert ("Group Rank Initiative" in page) is head
        assert ("Group Rank Initiative" in printed) is head
