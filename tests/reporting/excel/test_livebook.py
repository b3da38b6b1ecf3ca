"""Results as cells."""

from __future__ import annotations

from msiscore.reporting.excel import book_of
from msiscore.reporting.excel.livebook import standard_cell
from tests.reporting.excel.sample import sample_report


def test_a_score_is_shown_only_with_enough_coverage() -> None:
    book = book_of(sample_report())
    assert "minimum_coverage" in book.node("monitoring", 0)
    assert book.node("nowhere", 0) == '"–"'
    assert book.share("nowhere", 0) == "0"


def test_the_letter_of_a_rating_follows_its_state() -> None:
    book = book_of(sample_report())
    letters = {book.letter(k, n) for k in range(3) for n in range(len(book.frame.calc.items))}
    assert letters == {"R", "L", "O", "X", "N"}


def test_a_standard_says_verdict_and_margin() -> None:
    report = sample_report()
    book = book_of(report)
    cell = standard_cell(book, "GOV-01", 0, report.standards.rows[0].cells[0], "asks for 3")
    assert cell.formula.startswith("CHOOSE(")
    assert '" levels"' in cell.formula
    assert str(cell.value).endswith("asks for 3")


def test_an_interval_reads_as_one_number_where_both_ends_do() -> None:
    assert book_of(sample_report()).interval("A1", "B1").startswith("IF(ISNUMBER(A1),IF(FIXED(ROUND(A1,9),0,TRUE)=FIXED(")
