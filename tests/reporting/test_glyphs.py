"""The fonts that travel with msiscore, characters that no font has, and fonts that the user adds."""

from __future__ import annotations

import unicodedata
from dataclasses import replace
from pathlib import Path

import pytest
from fontTools.ttLib import TTFont
from fontTools.ttLib.tables._c_m_a_p import CmapSubtable

from msiscore.errors import OutputError
from msiscore.reporting import glyphs as glyphs_room
from msiscore.reporting.glyphs import REMEMBERED, SHIPPED, Glyphs, extra_fonts, missing_warning, remember, shipped_fonts
from msiscore.reporting.pdf import render_pdf
from msiscore.reporting.report import Report
from tests.reporting.sample import sample_report
from tests.reporting.test_pdf import silent, words_of

EARTH = "🌍"


def font_with(path: Path, characters: str, family: str = "Small Test") -> Path:
    """Writes a font that shows each of `characters` as a dot, made from one of ours."""
    with TTFont(SHIPPED / "MsiscoreSymbols.ttf") as font:
        dot = font.getBestCmap()[ord("●")]
        table = CmapSubtable.newSubtable(12)
        table.platformID, table.platEncID, table.language = 3, 10, 0
        table.cmap = {ord(character): dot for character in characters}
        font["cmap"].tables = [table]
        for record in font["name"].names:
            if record.nameID in (1, 4, 6, 16):
                record.string = family
        font.save(path)
    return path


def saying(summary: str) -> Report:
    return replace(sample_report(initiatives=1), summary=summary)


def test_fonts_are_small_and_licensed() -> None:
    files = [path for path in SHIPPED.iterdir() if path.suffix == ".ttf"]
    assert sum(path.stat().st_size for path in files) < 2_500_000
    readme = (SHIPPED / "README.md").read_text(encoding="utf-8")
    assert all(f"`{path.name}`" in readme for path in files)
    assert "SIL OPEN FONT LICENSE" in (SHIPPED / "OFL.txt").read_text(encoding="utf-8")
    assert "Bitstream Vera" in (SHIPPED / "LICENSE-DejaVu.txt").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    "text",
    [
        "Áéîõü ßæøå ŒœŠšŽž ĳ ĞğŞş ẤấỆệ",
        "Ελληνικά",
        "Кириллица Україна",
        "هيئة مستقلة تراقب الأعضاء",
        "ועדה עצמאית",
        "स्वतंत्र",
        "স্বাধীন",
        "อิสระ",
        "– — “ ” ‘ ’ … • · € £ ½ ² ° × ± − ≥ ≤ ≠ → ✓ ✗ ● ○ ▲ △",
    ],
)
def test_what_the_shipped_fonts_show(text: str) -> None:
    glyphs = Glyphs(shipped_fonts().characters)
    assert glyphs.mend(text) == text
    assert not glyphs.missing


def test_families_in_the_order_in_which_they_are_tried() -> None:
    families = shipped_fonts().families
    assert families[0] == "Noto Sans"
    assert families[-1] == "Msiscore Symbols"


def test_spaces_and_line_ends_become_ones_that_can_be_set() -> None:
    glyphs = Glyphs(shipped_fonts().characters)
    assert glyphs.mend("a\tb\r\nc\rd\u2028e\u3000f") == "a b\nc\nd\ne f"
    assert not glyphs.missing


@pytest.mark.parametrize("character", ["\x00", "\x07", "\ud800", "\ue000", "\ufffe", "\U0010ffff", EARTH, "中"])
def test_what_cannot_be_shown_is_shown_by_its_code(character: str) -> None:
    glyphs = Glyphs(shipped_fonts().characters)
    assert glyphs.mend(f"a{character}b{character}") == f"a[U+{ord(character):04X}]b[U+{ord(character):04X}]"
    assert glyphs.missing == {character: 2}


@pytest.mark.parametrize("character", ["\ufeff", "\U000e0041", "\ufe0f", "\u2064"])
def test_what_has_no_picture_leaves_no_trace(character: str) -> None:
    glyphs = Glyphs(shipped_fonts().characters - {ord(character)})
    assert glyphs.mend(f"a{character}b") == "ab"
    assert not glyphs.missing


def test_warns_once_and_clearly() -> None:
    said: list[str] = []
    rendered = render_pdf(saying(f"{EARTH} and {EARTH} and 中"), (), warn=said.append)
    assert len(said) == 1
    assert f"U+1F30D {unicodedata.name(EARTH)} (2×)" in said[0]
    assert "U+4E2D" in said[0]
    assert "--fonts FOLDER" in said[0]
    assert "[U+1F30D] and [U+1F30D] and [U+4E2D]" in words_of(rendered)


def test_does_not_warn_without_reason() -> None:
    said: list[str] = []
    render_pdf(saying("Nothing odd: é, ≥, ✓."), (), warn=said.append)
    assert said == []


def test_warns_by_default() -> None:
    with pytest.warns(UserWarning, match="U\\+1F30D"):
        render_pdf(saying(EARTH), ())


def test_a_long_list_of_characters_is_cut() -> None:
    glyphs = Glyphs(frozenset(range(0x20, 0x7F)))
    glyphs.mend("".join(chr(code) for code in range(0x4E00, 0x4E20)))
    assert missing_warning(glyphs.missing).count("CJK UNIFIED") == 12
    assert "and 20 more" in missing_warning(glyphs.missing)


def test_the_users_fonts_fill_the_gaps(tmp_path: Path) -> None:
    font_with(tmp_path / "earth.ttf", EARTH)
    said: list[str] = []
    rendered = render_pdf(saying(f"One {EARTH}."), (), fonts=[tmp_path], warn=said.append)
    assert said == []
    assert EARTH in words_of(rendered)
    assert render_pdf(saying(f"One {EARTH}."), (), fonts=[tmp_path / "earth.ttf"], warn=silent) == rendered


def test_fonts_that_are_not_needed_change_nothing(tmp_path: Path) -> None:
    font_with(tmp_path / "plain.ttf", "abc")
    assert render_pdf(saying("abc"), (), fonts=[tmp_path]) == render_pdf(saying("abc"), ())


def test_a_font_of_last_resort_is_no_font(tmp_path: Path) -> None:
    font_with(tmp_path / "last.ttf", EARTH, family="Last Resort")
    said: list[str] = []
    rendered = render_pdf(saying(EARTH), (), fonts=[tmp_path], warn=said.append)
    assert len(said) == 1
    assert "[U+1F30D]" in words_of(rendered)


def test_what_is_no_font_is_passed_over_in_a_folder_and_refused_by_name(tmp_path: Path) -> None:
    broken = tmp_path / "broken.ttf"
    broken.write_bytes(b"no font")
    render_pdf(saying(EARTH), (), fonts=[tmp_path], warn=silent)
    with pytest.raises(OutputError, match=r"broken\.ttf: this font cannot be read"):
        render_pdf(saying(EARTH), (), fonts=[broken], warn=silent)


def test_a_place_that_does_not_exist_is_refused(tmp_path: Path) -> None:
    with pytest.raises(OutputError, match="there is no such font file or folder"):
        extra_fonts([tmp_path / "nowhere"], EARTH, tmp_path)


def test_what_is_remembered_of_the_shipped_fonts_is_what_they_say(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    found = shipped_fonts()
    assert glyphs_room._remembered(found.files) == found
    assert glyphs_room._read(found.files) == found
    written = REMEMBERED.read_bytes()
    monkeypatch.setattr(glyphs_room, "REMEMBERED", tmp_path / "characters.json")
    assert glyphs_room._remembered(found.files) is None
    remember()
    assert (tmp_path / "characters.json").read_bytes() == written


def test_what_is_remembered_of_other_fonts_is_not_believed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = tmp_path / "characters.json"
    monkeypatch.setattr(glyphs_room, "REMEMBERED", file)
    files = shipped_fonts().files
    for text in ("", "[]", "{}", '{"files": {"NotoSans.ttf": 1}, "families": [], "characters": []}', '{"files": 3}'):
        file.write_text(text, encoding="utf-8")
        assert glyphs_room._remembered(files) is None
