"""The house style: what a theme file may say, and which colours can be read."""

from __future__ import annotations

import pytest
from pydantic import ValidationError

from msiscore.theme import DARK, LIGHT, Colours, Theme, contrast, poor_contrasts


def test_everything_may_be_left_out() -> None:
    assert Theme.model_validate({}) == Theme()


@pytest.mark.parametrize("colour", ["red", "#fff", "#12345g", "#1234567", "", "123456", "url(x)"])
def test_a_colour_has_six_digits(colour: str) -> None:
    with pytest.raises(ValidationError):
        Colours(link=colour)


def test_a_report_has_at_least_one_section() -> None:
    with pytest.raises(ValidationError):
        Theme.model_validate({"sections": []})


@pytest.mark.parametrize(
    ("first", "second", "ratio"),
    [("#000000", "#ffffff", 21.0), ("#767676", "#ffffff", 4.54), ("#777777", "#ffffff", 4.48), ("#ff0000", "#ffffff", 4.00)],
)
def test_contrast_is_that_of_wcag(first: str, second: str, ratio: float) -> None:
    """Grey 767676 is the lightest that passes on white, as every table of WCAG contrasts says."""
    assert contrast(first, second) == pytest.approx(ratio, abs=0.005)
    assert contrast(second, first) == contrast(first, second)


def test_poor_contrasts_are_found_with_what_they_meet() -> None:
    found = poor_contrasts(Colours(heading="#cccccc", notice="#222222"), LIGHT, "#f5f4f0")
    assert [(key, what) for key, what, _, _ in found] == [
        ("heading", "the paper"),
        ("heading", "the panel"),
        ("notice", "the text"),
    ]
    assert poor_contrasts(Colours(heading="#ffb3c7", link="#9cc4ff"), DARK, "#1e2229") == []
    assert [key for key, *_ in poor_contrasts(Colours(panel="#808080"), LIGHT, "#f5f4f0")] == ["panel", "panel"]


def test_own_panel_is_what_headings_meet() -> None:
    assert poor_contrasts(Colours(heading="#767676"), LIGHT, "#ffffff") == []
    assert poor_contrasts(Colours(heading="#767676", panel="#eeeeee"), LIGHT, "#ffffff")
