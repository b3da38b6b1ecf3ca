"""How cells look."""

from __future__ import annotations

import pytest

from msiscore.reporting.excel.styles import BASE, LINKED, STYLES, step_style


def _luminance(colour: str) -> float:
    parts = [int(colour[index : index + 2], 16) / 255 for index in (1, 3, 5)]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _contrast(ink: str, paper: str) -> float:
    light, dark = sorted((_luminance(ink), _luminance(paper)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize("name", STYLES)
def test_text_can_be_read_on_its_ground(name: str) -> None:
    style = BASE | STYLES[name]
    assert _contrast(style["font_color"], style.get("bg_color", "#ffffff")) >= 4.5


def test_links_can_be_read() -> None:
    assert _contrast(LINKED["font_color"], "#ffffff") >= 4.5


def test_each_step_has_its_own_ground_and_no_score_has_another_border() -> None:
    assert len({STYLES[step_style(step)]["bg_color"] for step in range(5)}) == 5
    assert step_style(7) == "step-4"
    assert "bg_color" not in STYLES[step_style(None)]
    assert STYLES[step_style(None)]["border"] != STYLES["step-0"]["border"]
