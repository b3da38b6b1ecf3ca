"""Which characters the fonts of the PDF can show, and what stands in for those that none of them can.

An empty box tells a reader nothing, and PDF/UA rightly refuses it. So every character is looked up before the text is set: one that no
font has is printed by its code, as [U+1F600], and the caller is told which and how often.
"""

from __future__ import annotations

import json
import shutil
import struct
import tempfile
import unicodedata
from collections import Counter
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from msiscore.errors import OutputError
from msiscore.reporting.report import FontFace

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

SHIPPED = Path(__file__).with_name("fonts")
REMEMBERED = SHIPPED / "characters.json"
SUFFIXES = (".ttf", ".otf", ".ttc", ".otc")
MAIN_FAMILY = "Noto Sans"
Face = tuple[Path, int]  # a font file, and which of the fonts in it
NAMED = 12  # characters named in a warning

# Characters without a picture of their own (Unicode's Default_Ignorable_Code_Point): to leave one out loses nothing that can be seen.
_INVISIBLE = (
    *(0xAD, 0x34F, 0x61C, 0x115F, 0x1160, 0x17B4, 0x17B5, *range(0x180B, 0x1810), *range(0x200B, 0x2010)),
    *(*range(0x202A, 0x202F), *range(0x2060, 0x2070), 0x3164, *range(0xFE00, 0xFE10), 0xFEFF, 0xFFA0, *range(0xFFF0, 0xFFF9)),
    *(*range(0x1BCA0, 0x1BCA4), *range(0x1D173, 0x1D17B), *range(0xE0000, 0xE1000)),
)
_SPACING = {
    "\t": " ",
    "\r\n": "\n",
    "\r": "\n",
    "\v": "\n",
    "\f": "\n",
    "\x85": "\n",
    "\u2028": "\n",
    "\u2029": "\n",
    "\u3000": " ",
}
_WIDTHS = {1: 50, 2: 62.5, 3: 75, 4: 87.5, 5: 100, 6: 112.5, 7: 125, 8: 150, 9: 200}
"""The width classes of OpenType in percent of the normal width."""
_BYTE_ORDER_MARK = 0xFEFF  # PDF/A refuses it although fonts have it


@dataclass(frozen=True, slots=True)
class FontSet:
    """Fonts by family, in the order in which they are tried, with the characters that they can show and their files."""

    families: tuple[str, ...]
    characters: frozenset[int]
    files: tuple[Path, ...]


class Glyphs:
    """Prepares texts for setting; `missing` counts the characters that had to be printed by their code."""

    def __init__(self, characters: frozenset[int]) -> None:
        self.missing: Counter[str] = Counter()
        self._table: dict[int, str] = {}
        self._characters = characters
        self._shows_ascii = characters.issuperset(range(0x20, 0x7F))

    def mend(self, text: str) -> str:
        r"""`text` with every character that cannot be shown replaced, line ends as newlines and tabs as spaces.

        >>> Glyphs(frozenset(map(ord, "abc "))).mend("ab\tz")
        'ab [U+007A]'
        """
        if text.isascii() and text.isprintable() and self._shows_ascii:
            return text  # the common case, and the fast one
        for found, put in _SPACING.items():
            text = text.replace(found, put)
        for character in set(text):
            if (stand_in := self._replacement(character)) is not None:
                self._table[ord(character)] = stand_in
        if self._table:
            self.missing.update(c for c in text if self._table.get(ord(c)))
            text = text.translate(self._table)
        return text

    def _replacement(self, character: str) -> str | None:
        """What stands in for `character`: nothing for an invisible one, its code for another, None if it can be shown."""
        code = ord(character)
        if character == "\n" or (code in self._characters and code != _BYTE_ORDER_MARK and not _is_unassigned(character)):
            return None
        return "" if code in _INVISIBLE else f"[U+{code:04X}]"


def shipped_fonts() -> FontSet:
    """The fonts that travel with msiscore."""
    return _shipped()


@cache
def _shipped() -> FontSet:
    files = _shipped_files()
    return _remembered(files) or _read(files)


def _shipped_files() -> tuple[Path, ...]:
    return tuple(sorted(path for path in SHIPPED.iterdir() if path.suffix.lower() in SUFFIXES))


def _read(files: tuple[Path, ...]) -> FontSet:
    families = _families(SHIPPED)
    characters = frozenset[int]().union(*(_shared(faces) for faces in families.values()))
    return FontSet(_in_order(families), characters, files)


def _remembered(files: tuple[Path, ...]) -> FontSet | None:
    """What `characters.json` says of these very files, which is quicker than to read them; None if it is about others."""
    try:
        known = json.loads(REMEMBERED.read_bytes())
        if known["files"] != _sizes(files):
            return None
        characters = frozenset(code for start, end in known["characters"] for code in range(start, end + 1))
        return FontSet(tuple(known["families"]), characters, files)
    except (OSError, ValueError, KeyError, TypeError):
        return None


def _sizes(files: Sequence[Path]) -> dict[str, int]:
    return {path.name: path.stat().st_size for path in files}


def remember() -> None:
    """Write `characters.json` anew, after a change to the fonts that travel with msiscore."""
    found = _read(_shipped_files())
    ranges: list[list[int]] = []
    for code in sorted(found.characters):
        if ranges and ranges[-1][1] == code - 1:
            ranges[-1][1] = code
        else:
            ranges.append([code, code])
    known = {"files": _sizes(found.files), "families": found.families, "characters": ranges}
    REMEMBERED.write_text(json.dumps(known, separators=(",", ":")) + "\n", encoding="utf-8")


def extra_fonts(places: Sequence[Path], needed: Iterable[str], folder: Path) -> FontSet:
    """The fonts among `places` (files, or folders with everything below) that have any of the characters `needed`.

    They are copied into `folder`, so that no other font lying beside them can get into the PDF. Raises OutputError for a place that
    does not exist and for a named file that is no font; in a folder, what is no font is passed over.
    """
    wanted = frozenset(map(ord, needed))
    for number, path in enumerate(_font_files(places)):
        if _any_characters(path, named=path in places) & wanted:
            shutil.copyfile(path, folder / f"{number:05d}{path.suffix.lower()}")
    families = {name: faces for name, faces in _families(folder).items() if name not in _shipped().families}
    characters = frozenset[int]().union(*(_shared(faces) for faces in families.values()))
    return FontSet(tuple(families), characters, tuple(sorted({path for faces in families.values() for path, _ in faces})))


def families_in(files: Sequence[Path]) -> dict[str, list[Path]]:
    """The families of fonts in `files` and among those of msiscore, each with its files. Raises OutputError for what is no font."""
    found: dict[str, list[Path]] = {name: [path for path, _ in faces] for name, faces in _families(SHIPPED).items()}
    for path in files:
        _any_characters(path, named=True)
        with tempfile.TemporaryDirectory(prefix="msiscore-") as folder:
            shutil.copyfile(path, Path(folder, path.name))
            for name in _families(Path(folder)):
                found.setdefault(name, []).append(path)
    return found


def font_face(family: str, file: Path) -> FontFace:
    """What a style sheet has to say of the font in `file` beside its family. A variable font has a range of weights."""
    from fontTools.ttLib import TTFont

    with TTFont(file, lazy=True) as font:
        axes = {axis.axisTag: axis for axis in font["fvar"].axes} if "fvar" in font else {}
        metrics = font["OS/2"]
        weight = f"{axes['wght'].minValue:g} {axes['wght'].maxValue:g}" if "wght" in axes else str(metrics.usWeightClass)
        slant = "italic" if metrics.fsSelection & 1 else "normal"
        stretch = f"{_WIDTHS.get(metrics.usWidthClass, 100):g}%"
    return FontFace(family=family, file=file, weight=weight, slant=slant, stretch=stretch)


def missing_warning(missing: Counter[str]) -> str:
    """The sentence for whoever makes the report: which characters, how often, and what to do."""
    named = [
        f"U+{ord(character):04X} {unicodedata.name(character, '(no name)')} ({times}×)"
        for character, times in sorted(missing.items(), key=lambda item: (-item[1], item[0]))
    ]
    rest = f", and {len(named) - NAMED} more" if len(named) > NAMED else ""
    count = "1 character is" if len(named) == 1 else f"{len(named)} characters are"
    return (
        f"{count} printed by code in the PDF, as [U+{ord(min(missing)):04X}], because no font has a picture for them: "
        f"{', '.join(named[:NAMED])}{rest}. Give a folder with fonts that have them: --fonts FOLDER."
    )


def _is_unassigned(character: str) -> bool:
    """Whether a PDF that is to be read aloud or kept may not hold `character`: private use, control, surrogate, unassigned."""
    return unicodedata.category(character) in ("Co", "Cc", "Cs", "Cn")


def _font_files(places: Sequence[Path]) -> list[Path]:
    files: list[Path] = []
    for place in places:
        if place.is_dir():
            files += sorted(path for path in place.rglob("*") if path.suffix.lower() in SUFFIXES and path.is_file())
        elif place.is_file():
            files.append(place)
        else:
            raise OutputError(f"{place}: there is no such font file or folder of fonts")
    return list(dict.fromkeys(files))


def _families(folder: Path) -> dict[str, list[Face]]:
    """The fonts in `folder` by family, as the typesetter reads their names."""
    import typst

    found = typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[str(folder)])
    families: dict[str, list[Face]] = {}
    for font in sorted(found.fonts(), key=lambda font: (str(font.path), font.index)):
        # "Last Resort" has a box for every character there is: with it, nothing would ever be missing and nothing could be read.
        if font.path is not None and "lastresort" not in font.family.replace(" ", "").lower():
            families.setdefault(font.family, []).append((Path(font.path), font.index))
    return families


def _shared(faces: Sequence[Face]) -> frozenset[int]:
    """The characters that every face of a family has: the typesetter picks one by weight and slant, and then does not look again."""
    return frozenset.intersection(*(_characters(path, index) for path, index in faces))


def _any_characters(path: Path, *, named: bool) -> frozenset[int]:
    """The characters of all faces in a file; none for what is no font, unless the user `named` just this file."""
    from fontTools.ttLib import TTCollection, TTLibError

    try:
        with path.open("rb") as file:
            count = len(TTCollection(file, lazy=True)) if path.suffix.lower() in (".ttc", ".otc") else 1
        return frozenset[int]().union(*(_characters(path, index) for index in range(count)))
    except (TTLibError, OSError, ValueError, KeyError, AssertionError, struct.error) as error:
        if named:
            raise OutputError(f"{path}: this font cannot be read ({error})") from error
        return frozenset()


def _characters(path: Path, index: int) -> frozenset[int]:
    from fontTools.ttLib import TTFont

    with path.open("rb") as file, TTFont(file, fontNumber=index, lazy=True) as font:
        return frozenset(font.getBestCmap() or {})


def _in_order(families: Iterable[str]) -> tuple[str, ...]:
    return tuple(sorted(families, key=lambda name: (name != MAIN_FAMILY, not name.startswith(MAIN_FAMILY), name)))


if __name__ == "__main__":
    remember()
