"""Reads a web page back as a program that knows nothing of templates: its elements, its text, and its text as a person would read it."""

from __future__ import annotations

import re
from functools import cached_property
from html.parser import HTMLParser

VOID = {"meta", "img", "br", "hr", "link", "input", "line", "circle"}
_BLOCKS = {
    "p",
    "div",
    "section",
    "article",
    "header",
    "nav",
    "ul",
    "ol",
    "li",
    "dl",
    "table",
    "caption",
    "tr",
    "figure",
    "figcaption",
}
_BLOCKS |= {"h1", "h2", "h3", "h4", "h5", "h6", "details", "summary", "main", "footer", "thead", "tbody", "dt"}


class Page(HTMLParser):
    """Reads the page back: the elements with their attributes, and the text between them."""

    def __init__(self, page: bytes) -> None:
        super().__init__(convert_charrefs=True)
        self.elements: list[tuple[str, dict[str, str]]] = []
        self.open: list[str] = []
        self.parts: list[str] = []
        self.faults: list[str] = []
        self.feed(page.decode())
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, {name: value or "" for name, value in attrs}))
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        if tag in VOID:
            return
        if not self.open or self.open.pop() != tag:
            self.faults.append(f"</{tag}> at {self.getpos()}")

    def handle_data(self, data: str) -> None:
        if "style" not in self.open:
            self.parts.append(data)

    @cached_property
    def text(self) -> str:
        return flat(" ".join(self.parts))

    @cached_property
    def compact(self) -> str:
        """The text without any white space, for texts that markup divides."""
        return re.sub(r"\s", "", "".join(self.parts))

    def all(self, tag: str) -> list[dict[str, str]]:
        return [attributes for name, attributes in self.elements if name == tag]

    @cached_property
    def ids(self) -> list[str]:
        return [given["id"] for _, given in self.elements if "id" in given]


def flat(text: str) -> str:
    return " ".join(text.split())


class _Plain(HTMLParser):
    """Writes the body of a page as lines: headings with `#`, entries of lists with `-`, cells divided by `|`, pictures by what they say."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.lines: list[str] = [""]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        if tag in _BLOCKS:
            self.lines.append("")
        if re.fullmatch("h[1-6]", tag):
            self.lines += ["", "#" * int(tag[1]) + " "]
        elif tag == "li":
            self.lines[-1] = "- "
        elif tag == "dd":
            self.lines[-1] = self.lines[-1].rstrip() + ": "
        elif tag in ("td", "th") and self.lines[-1].strip():
            self.lines[-1] += " | "
        elif tag == "span" and given.get("class") in (None, "why", "margin", "covered"):  # a line of its own on the screen
            self.lines[-1] += " "
        elif tag == "img":
            self.lines += ["", f"[picture: {given['alt']}]", ""]

    def handle_endtag(self, tag: str) -> None:
        if tag in _BLOCKS and tag != "dt":
            self.lines.append("")

    def handle_data(self, data: str) -> None:
        self.lines[-1] += re.sub(r"\s+", " ", data)


def as_text(markup: str) -> str:
    """`markup` as plain lines that a person can read and compare."""
    reader = _Plain()
    reader.feed(markup)
    reader.close()
    lines = [re.sub(r"^([#-]+ ) +", r"\1", re.sub(r"  +", " ", line).strip()) for line in reader.lines]
    kept = [line for line in lines if line.strip("-| ")]
    return "\n".join(("\n" if line.startswith("#") and number else "") + line for number, line in enumerate(kept)) + "\n"


class _Tables(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.found: list[tuple[str, list[list[str]]]] = []
        self._within = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "table":
            self.found.append((dict(attrs).get("class") or "", []))
        elif tag == "tr" and self.found:
            self.found[-1][1].append([])
        elif tag in ("td", "th"):
            self.found[-1][1][-1].append("")
            self._within = tag
        elif tag in ("span", "a") and self._within:  # what stands beside, not in, the words before it
            self.found[-1][1][-1][-1] += " "

    def handle_endtag(self, tag: str) -> None:
        if tag in ("td", "th"):
            self._within = ""

    def handle_data(self, data: str) -> None:
        if self._within:
            self.found[-1][1][-1][-1] += data


def tables(page: bytes) -> list[tuple[str, list[list[str]]]]:
    """Every table of `page`: its class, and the texts of its cells row by row, without the row of headings."""
    reader = _Tables()
    reader.feed(page.decode())
    reader.close()
    return [(kind, [[flat(cell) for cell in row] for row in rows[1:]]) for kind, rows in reader.found]
