"""The house style of an organisation, as `theme.yaml` says it: logo, colours, fonts, words of its own, and the order of the sections.

What a reader needs to judge the numbers is no matter of style: the colours of the scale, which keep their order in grey and for
colour-blind eyes, and the notices stay as they are.
"""

from __future__ import annotations

from typing import Annotated, Any

from pydantic import AfterValidator, BeforeValidator, Field
from pydantic_core import PydanticCustomError

from msiscore.model import Identifier, Model, Text, Words

LEAST_CONTRAST = 4.5
"""Of text on its ground: WCAG 2.2, success criterion 1.4.3, level AA."""

LIGHT = {"paper": "#ffffff", "ink": "#1b1b1b", "muted": "#565656"}
DARK = {"paper": "#14171c", "ink": "#ebe9e4", "muted": "#b3b1ab"}
NOTICE_INK = "#111111"


def _check_colour(value: str) -> str:
    digits = value.removeprefix("#")
    if len(value) != len("#rrggbb") or any(digit not in "0123456789abcdefABCDEF" for digit in digits) or value[0] != "#":
        raise PydanticCustomError("colour", 'a colour is due: # and six digits from 0 to f, in quotes, such as "#00224e"')
    return value.lower()


Colour = Annotated[str, AfterValidator(_check_colour)]


class Colours(Model):
    """The colours of one mode, light or dark. What is left out keeps msiscore's colour."""

    heading: Colour | None = Field(None, description="Headings and rules.")
    link: Colour | None = Field(None, description="Links.")
    panel: Colour | None = Field(None, description="The ground of boxes; ordinary text stands on it.")
    notice: Colour | None = Field(None, description="The ground of notices such as Draft; the text on it is black.")


class Fonts(Model):
    """Fonts by family name, with the files that have them."""

    text: str | None = Field(None, description="The family of the text.")
    headings: str | None = Field(None, description="The family of the headings; that of the text if left out.")
    files: Words = Field(
        (),
        description="Font files (.ttf, .otf) or folders of them, for the PDF and the web page; their licence must allow that.",
    )


class Passage(Model):
    """A section with a text of the author's own, in Markdown."""

    id: Identifier = Field(description="Its anchor in the report; not the id of one of msiscore's sections.")
    title: Text = Field(description="Its heading.")
    text: Text = Field(
        description="A Markdown file beside the theme file, such as preface.md; one for each language if it is a map."
    )


def _entry(value: object) -> object:
    return {"section": value} if isinstance(value, str) else {"passage": value} if isinstance(value, dict) else value


class Entry(Model):
    """A place in the order of sections: one of msiscore's sections, or a passage."""

    section: str | None = None
    passage: Passage | None = None


def _entries(value: object) -> object:
    return [_entry(entry) for entry in value] if isinstance(value, list | tuple) else value


class Theme(Model):
    """The file `theme.yaml`. Everything may be left out."""

    title: Text | None = Field(None, description="The report's title, instead of the set's.")
    subtitle: Text | None = Field(None, description="The line below the title.")
    authors: Words = Field((), description="Who answers for the report, instead of the set's authors.")
    licence: str | None = Field(None, description="The licence of the report, instead of the set's.")
    logo: str | None = Field(None, description="A picture file beside the theme file: .svg or .png, at most 1 MB.")
    logo_text: Text | None = Field(
        None, description="What a reader who cannot see the logo is told: the name of the organisation. A logo needs it."
    )
    colours: Colours = Field(Colours(), description="The colours on white.")
    dark_colours: Colours = Field(Colours(), description="The colours of the web page on a screen that is set to dark.")
    fonts: Fonts = Field(Fonts(), description="The fonts.")
    sections: Annotated[tuple[Entry, ...], BeforeValidator(_entries)] = Field(
        (),
        min_length=1,
        description="The sections in their order, at least one; those that are not named are left out. Without it all stand in the usual "
        "order.",
    )
    templates: str | None = Field(
        None, description="A folder beside the theme file; a template in it replaces msiscore's of that name."
    )


def contrast(first: str, second: str) -> float:
    """The contrast between two colours (#rrggbb), 1 to 21, by WCAG 2.2: (L1 + 0.05) / (L2 + 0.05), L the relative luminance.

    >>> round(contrast("#000000", "#ffffff"), 3), contrast("#777777", "#777777")
    (21.0, 1.0)
    """
    darker, lighter = sorted((_luminance(first), _luminance(second)))
    return (lighter + 0.05) / (darker + 0.05)


def _luminance(colour: str) -> float:
    channels = [int(colour[start : start + 2], 16) / 255 for start in (1, 3, 5)]
    red, green, blue = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def poor_contrasts(colours: Colours, usual: Any, panel: str) -> list[tuple[str, str, str, float]]:
    """The pairs that cannot be read: key of the colour, what it meets, that colour, and their contrast. `usual` is LIGHT or DARK."""
    ground = colours.panel or panel
    pairs = []
    for key in ("heading", "link"):
        colour = getattr(colours, key)
        if colour is not None:
            pairs += [(key, "the paper", colour, usual["paper"]), (key, "the panel", colour, ground)]
    if colours.panel is not None:
        pairs += [("panel", name, colours.panel, usual[key]) for name, key in (("the text", "ink"), ("small print", "muted"))]
    if colours.notice is not None:
        pairs.append(("notice", "the text", colours.notice, NOTICE_INK))
    return [(key, what, other, contrast(one, other)) for key, what, one, other in pairs if contrast(one, other) < LEAST_CONTRAST]
