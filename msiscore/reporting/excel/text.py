"""What a worksheet can hold: text made safe and short enough for a cell, sheet names, addresses, number formats, heights of rows.

Excel and LibreOffice do not agree on the height of a row of wrapped text, and neither works it out when a file is opened that
another program wrote. So heights are estimated here from the length of the text; a little too high is better than cut off.
"""

from __future__ import annotations

import math
import re
import string
import unicodedata
from decimal import ROUND_HALF_UP, Decimal
from functools import lru_cache
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from msiscore.reporting.report import Figure

CELL_LIMIT = 32_767  # UTF-16 units that Excel keeps in a cell
ADDRESS_LIMIT = 2_079
NAME_LIMIT = 31
LINE_POINTS = 12.9  # of Arial 10
EMPTY_ROW = 15.0
HIGHEST_ROW = 405.0  # Excel's limit is 409 points
_LINE_ENDS = re.compile(r"\r\n|[\r\n\v\f\x1c-\x1e\x85\u2028\u2029]")
_PARAGRAPHS = re.compile(r"\n[ \t]*\n\s*")
# Control characters and non-characters break the XML; overrides of the writing direction can make a text look like another one.
_UNWANTED = re.compile(r"[\x00-\x08\x0e-\x1f\x7f-\x9f\u202a-\u202e]")
_UNKNOWN = re.compile("[\ud800-\udfff\ufffe\uffff]")
_FORBIDDEN_IN_NAME = re.compile(r"[\[\]:*?/\\]")
_NUMBER = re.compile(r"(?P<sign>[−-]?)(?P<before>[^\d−-]*)(?P<digits>\d+)(?:[.,](?P<decimals>\d+))?(?P<after>[^\d]*)")
_STARTS_LIKE_A_FORMULA = ("=", "+", "-", "@", "{")
_ESCAPED_IN_ADDRESS = frozenset('%" <>[]^`{}')


def clean(text: str) -> str:
    """`text` with one kind of line break and without characters that a workbook cannot carry or should not."""
    text = _UNWANTED.sub("", _LINE_ENDS.sub("\n", text))
    return _UNKNOWN.sub("\N{REPLACEMENT CHARACTER}", text)


def paragraphs(text: str) -> tuple[str, ...]:
    """The paragraphs of an author's `text`: parted by blank lines, with single line breaks as spaces, as the other reports set it."""
    return tuple(flowed for part in _PARAGRAPHS.split(clean(text)) if (flowed := " ".join(part.split())))


def lines(*parts: str) -> str:
    """The text of one cell: every paragraph of every part on a line of its own; empty parts leave none."""
    return "\n".join(paragraph for part in parts for paragraph in paragraphs(part))


def one_line(text: str, limit: int) -> str:
    """`text` on one line of at most `limit` characters, for titles and page headers."""
    line = " ".join(clean(text).split())
    return line if len(line) <= limit else line[: limit - 1].rstrip() + "…"


def looks_like_a_formula(text: str) -> bool:
    """Whether a spreadsheet would take `text` for a formula if somebody edited its cell and left it as it is."""
    return text.lstrip().startswith(_STARTS_LIKE_A_FORMULA)


def utf16_length(text: str) -> int:
    """The length of `text` as Excel counts it: a character beyond the basic plane, such as an emoji, counts two."""
    return len(text) + sum(character > "\uffff" for character in text)


def shortened(text: str, note: str, limit: int = CELL_LIMIT) -> str:
    """`text` if a cell can hold it, else its beginning and `note`, which says where the whole stands."""
    if 2 * len(text) <= limit or utf16_length(text) <= limit:
        return text
    tail = f" … [{note}]"
    room = limit - utf16_length(tail)
    beginning = text.encode("utf-16-le")[: 2 * room].decode("utf-16-le", errors="ignore")
    return beginning.rstrip() + tail


def address(text: str) -> str:
    """`text` if it is a web or mail address that a cell may lead to, else an empty string."""
    text = text.strip()
    if any(character.isspace() or not character.isprintable() for character in text):
        return ""
    try:
        parts = urlsplit(text)
    except ValueError:
        return ""
    whole = f"{parts.scheme}{text[len(parts.scheme) :]}"  # urlsplit has put the scheme in lower case
    wanted = (parts.scheme == "mailto" and "@" in parts.path) or (parts.scheme in {"http", "https"} and bool(parts.hostname))
    escaped = utf16_length(whole) + 2 * sum(character in _ESCAPED_IN_ADDRESS for character in whole)
    return whole if wanted and escaped <= ADDRESS_LIMIT else ""


def host(text: str) -> str:
    """Where an address leads to, in short: its host or mailbox; empty when a cell may not lead there."""
    parts = urlsplit(address(text))
    return one_line((parts.hostname or parts.path).removeprefix("www."), 28)


def sheet_names(wanted: Iterable[str]) -> Iterator[str]:
    """A valid name for each sheet, in order: at most 31 characters, nothing forbidden, no two alike whatever their case."""
    taken = {"history"}  # Excel keeps this name for itself
    for text in wanted:
        base = _FORBIDDEN_IN_NAME.sub("-", " ".join(clean(text).split())).strip("' ") or "-"
        name, turn = _cut(base, NAME_LIMIT), 1
        while _folded(name) in taken:
            turn += 1
            tail = f"~{turn}"
            name = _cut(base, NAME_LIMIT - len(tail)) + tail
        taken.add(_folded(name))
        yield name


def _cut(text: str, limit: int) -> str:
    return text.encode("utf-16-le")[: 2 * limit].decode("utf-16-le", errors="ignore").rstrip("' ")


def _folded(name: str) -> str:
    return unicodedata.normalize("NFKC", name).casefold()


def number_format(figure: Figure) -> str:
    """The number format under which a cell with `figure.value` shows what `figure.text` shows.

    Where no plain format does, the format is the text itself: the report drops noise beyond the ninth decimal before it rounds,
    and Excel does not. The value in the cell stays the exact one.
    """
    match = _NUMBER.fullmatch(figure.text)
    if match is not None and figure.value is not None:
        sign, decimals = "-" if match["sign"] else "", match["decimals"] or ""
        written = f"{sign}{match['digits']}.{decimals}" if decimals else f"{sign}{match['digits']}"
        if _as_excel_rounds(figure.value, len(decimals)) == written:
            shown = _literal(match["before"]) + ("0." + "0" * len(decimals) if decimals else "0") + _literal(match["after"])
            return f'{shown};"{match["sign"]}"{shown}' if sign else shown
    return _literal(figure.text)


def _as_excel_rounds(value: float, decimals: int) -> str:
    fifteen_digits = Decimal(f"{value:.15g}")  # Excel rounds from the 15 digits that it keeps
    return f"{fifteen_digits.quantize(Decimal(1).scaleb(-decimals), rounding=ROUND_HALF_UP):f}"


def _literal(text: str) -> str:
    return '"' + clean(text).replace('"', "'")[:200] + '"' if text else ""


def line_count(text: str, width: float) -> int:
    """How many lines `text` takes in a column of `width` characters; words are kept whole as long as they fit."""
    count = 0
    for line in text[: int(width * 60) + 1].split("\n"):
        used, rows = 0.0, 1
        for word in line.split(" "):
            length = breadth(word)
            if used and used + _SPACE + length > width:
                rows, used = rows + 1, 0.0
            if length > width:
                rows, length = rows + math.ceil(length / width) - 1, length % width
            used = used + _SPACE + length if used else length
        count += rows
    return count


@lru_cache(maxsize=65_536)
def breadth(line: str) -> float:
    """The width of one line of text, in digits of the same type, after the measures of Arial, rounded up a little."""
    return sum(_BREADTHS.get(character) or (2.0 if character > "\u2e80" else 1.15) for character in line)


def _breadths() -> dict[str, float]:
    widths = {**dict.fromkeys(string.ascii_letters + string.digits + string.punctuation, 1.05), " ": 0.56}
    for characters, width in (("cksvxyzJ", 0.97), ('r()-"`*', 0.65), ("ft.,:;!/\\[]I|", 0.56), ("ijl'", 0.45)):
        widths |= dict.fromkeys(characters, width)
    return widths | dict.fromkeys(set(string.ascii_uppercase) - {"I", "J"}, 1.3) | dict.fromkeys("mwMWGOQ%@", 1.55)


_BREADTHS = _breadths()
_SPACE = _BREADTHS[" "]


def row_height(needs: Iterable[float]) -> tuple[float, bool]:
    """The height of a row whose cells need `needs` points, and whether that is more than a row can have."""
    highest = max(needs, default=EMPTY_ROW)
    return min(highest, HIGHEST_ROW), highest > HIGHEST_ROW


def fits_on_a_line(text: str, width: float, size: float = 10.0, *, bold: bool = False) -> bool:
    """Whether `text` needs no more than one line of a column of `width` characters, set in `size` points."""
    return line_count(text, _characters(width, size, bold)) == 1


def points(text: str, width: float, size: float = 10.0, *, bold: bool = False) -> float:
    """The height that `text` needs in a column of `width` characters, set in `size` points."""
    return line_count(text, _characters(width, size, bold)) * LINE_POINTS * size / 10.0 + 4.0


def _characters(width: float, size: float, bold: bool) -> float:
    """How many digits of the given type a column takes whose width is told in digits of the usual one."""
    return max(1.0, (width - 0.8) * (0.95 if bold else 1.0) * 10.0 / size)


def portions(text: str, width: float) -> Iterator[str]:
    """The paragraphs of `text`, those too long for one row in portions that fit, so that running text is shown to its end."""
    room = int(width * (HIGHEST_ROW / LINE_POINTS - 6) * 0.8)
    for paragraph in paragraphs(text):
        rest = paragraph
        while len(rest) > room:
            cut = rest.rfind(" ", room // 2, room)
            cut = cut if cut > 0 else room
            yield rest[:cut].rstrip()
            rest = rest[cut:].lstrip()
        if rest:
            yield rest
