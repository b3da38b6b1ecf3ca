"""The house style as read from disk: `theme.yaml` with the logo, texts, fonts and templates that it names.

All problems of all these files are told at once. What becomes of it is decided elsewhere: this module only collects.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from msiscore.assessment import InputFile
from msiscore.errors import InputProblems, OutputError, nearest
from msiscore.loading.documents import Document
from msiscore.loading.yaml_reader import KeyPath, read_yaml
from msiscore.model import Text
from msiscore.reporting.glyphs import SUFFIXES, families_in, font_face
from msiscore.reporting.markdown import Block, read_markdown
from msiscore.reporting.report import FontFace, Look, Picture
from msiscore.reporting.sections import SECTIONS
from msiscore.theme import DARK, LIGHT, Passage, Theme, poor_contrasts

TEMPLATES = Path(__file__).with_name("templates")
LARGEST_LOGO = 1_000_000
LARGEST_TEXT = 1_000_000
PANELS = {"light": "#f5f4f0", "dark": "#1e2229"}
_MEDIA = {".svg": "image/svg+xml", ".png": "image/png"}
_BEGINNINGS = {".svg": (b"<svg", b"<?xml", b"<!--", b"\xef\xbb\xbf<"), ".png": (b"\x89PNG",)}
TEMPLATE_ENDINGS = (".j2", ".typ", ".css", ".js")


@dataclass(frozen=True, slots=True)
class Style:
    """A house style, ready for use: `passages` by id and language, and every file that was read for it."""

    theme: Theme = field(default_factory=Theme)
    look: Look = field(default_factory=Look)
    logo_text: Text | None = None
    passages: Mapping[str, Mapping[str, tuple[Block, ...]]] = field(default_factory=dict)
    fonts: tuple[Path, ...] = ()
    files: tuple[InputFile, ...] = ()


def read_style(file: Path) -> Style:
    """The house style in `file`. Raises InputProblems with everything that is wrong with it and with the files that it names."""
    document = Document.of(read_yaml(file))
    if document.data is None and not document.problems:
        return Style(files=(InputFile(file, document.file.sha256),))
    theme, places = document.validate(Theme), None
    if theme is None:
        theme, places = _rest(document)
    if theme is None:
        raise InputProblems(document.problems)
    reader = _Reader(file.parent, document, places)
    style = reader.style(theme)
    if document.failed:
        raise InputProblems(document.problems)
    return style


def _rest(document: Document) -> tuple[Theme | None, tuple[int, ...]]:
    """The theme without what `validate` found fault with, so that the rest is checked in the same go, and which sections are left."""
    faults = {path[:2] for path in document.faults}
    touched = {path[0] for path in faults if path}
    rest: dict[str, Any] = {}
    places: tuple[int, ...] = ()
    for key, value in document.data.items() if isinstance(document.data, dict) else ():
        if (key,) in faults:
            continue
        if key == "sections" and isinstance(value, list):
            places = tuple(place for place in range(len(value)) if (key, place) not in faults)
            kept: Any = [value[place] for place in places]
        elif isinstance(value, dict):
            kept = {inner: entry for inner, entry in value.items() if (key, inner) not in faults}
        else:
            kept = None if key in touched else value
        if kept not in ({}, [], None):
            rest[key] = kept
    try:
        return Theme.model_validate(rest, by_alias=True, by_name=False), places
    except ValidationError:
        return None, ()


@dataclass(slots=True)
class _Reader:
    """Reads the files that a theme names, from its folder, and notes what is wrong with them in `document`.

    places: where in the file the sections stand, if some of them were left out.
    """

    folder: Path
    document: Document
    places: tuple[int, ...] | None = None
    read: list[InputFile] = field(default_factory=list)

    def style(self, theme: Theme) -> Style:
        self.check_colours(theme)
        self.check_sections(theme)
        fonts = tuple(self.fonts(theme))
        look = Look(
            logo=self.logo(theme),
            colours=theme.colours.model_dump(exclude_none=True),
            dark_colours=theme.dark_colours.model_dump(exclude_none=True),
            text_font=theme.fonts.text or "",
            heading_font=theme.fonts.headings or "",
            faces=self.faces(theme, fonts),
            templates=dict(self.templates(theme)),
        )
        passages = {
            entry.passage.id: dict(self.passage(entry.passage, ("sections", self.place(index), "text")))
            for index, entry in enumerate(theme.sections)
            if entry.passage is not None
        }
        about = InputFile(self.document.file.path, self.document.file.sha256)
        return Style(theme, look, theme.logo_text, passages, fonts, (about, *self.read))

    def place(self, index: int) -> int:
        return self.places[index] if self.places is not None else index

    def inside(self, name: str, here: KeyPath) -> Path | None:
        """The file or folder `name`, which may not exist; None after noting that it does not lie in the folder of the theme.

        A report is published: what a theme from elsewhere names must not carry other files of this computer into it, not by a link either.
        """
        path = self.folder / name
        try:
            found = path.resolve()
        except (OSError, ValueError, RuntimeError) as error:
            self.document.problem("unreadable", here, f"`{name}` cannot be read: {getattr(error, 'strerror', None) or error}")
            return None
        if found.is_relative_to(self.folder.resolve()):
            return path
        self.document.problem(
            "outside",
            here,
            f"`{name}` does not lie in the folder of the theme",
            found=name,
            allowed="files beside the theme file and in folders below it",
            hint="copy it there",
        )
        return None

    def check_colours(self, theme: Theme) -> None:
        for key, colours, usual, panel in (
            ("colours", theme.colours, LIGHT, PANELS["light"]),
            ("dark-colours", theme.dark_colours, DARK, PANELS["dark"]),
        ):
            for name, what, other, ratio in poor_contrasts(colours, usual, panel):
                self.document.problem(
                    "contrast",
                    (key, name),
                    f"the colour `{name}` cannot be read well: its contrast with {what} ({other}) is too small",
                    found=f"{ratio:.2f} to 1",
                    allowed="4.5 to 1 or more (WCAG 2.2, level AA)",
                    hint="take a darker or a lighter one",
                )

    def check_sections(self, theme: Theme) -> None:
        seen: set[str] = set()
        for index, entry in enumerate(theme.sections):
            here: KeyPath = ("sections", self.place(index))
            id_ = entry.section or (entry.passage.id if entry.passage is not None else "")
            if entry.section is not None and entry.section not in SECTIONS:
                known = list(SECTIONS)
                self.document.problem(
                    "unknown-section", here, f"there is no section `{id_}`", allowed=", ".join(known), hint=nearest(id_, known)
                )
            elif entry.passage is not None and id_ in SECTIONS:
                hint = "give it an id of its own"
                self.document.problem("passage-id", (*here, "id"), f"`{id_}` is the id of one of msiscore's sections", hint=hint)
            elif id_ in seen:
                self.document.problem(
                    "duplicate-section", here, f"the section `{id_}` stands here a second time", hint="take it out"
                )
            seen.add(id_)

    def content(self, name: str, here: KeyPath, limit: int) -> bytes | None:
        """The bytes of the file `name`; None after noting why it cannot be read."""
        path = self.inside(name, here)
        if path is None:
            return None
        try:
            with path.open("rb") as file:
                content = file.read(limit + 1)
        except (OSError, ValueError) as error:
            others = [other.name for other in self.folder.iterdir() if other.suffix == Path(name).suffix]
            reason = getattr(error, "strerror", None) or str(error)
            message = f"the file `{name}` beside the theme cannot be read: {reason}"
            self.document.problem("unreadable", here, message, hint=nearest(name, others))
            return None
        if len(content) > limit:
            self.document.problem("too-large", here, f"the file `{name}` is larger than {limit:,} bytes", hint="make it smaller")
            return None
        self.read.append(InputFile(path, sha256(content).hexdigest()))
        return content

    def logo(self, theme: Theme) -> Picture | None:
        if theme.logo is None:
            return None
        if theme.logo_text is None and "logo-text" not in (self.document.data or {}):
            self.document.problem(
                "no-logo-text",
                ("logo",),
                "a logo needs `logo-text`, for readers who cannot see it",
                hint="add the organisation's name",
            )
        suffix = Path(theme.logo).suffix.lower()
        if suffix not in _MEDIA:
            self.document.problem("logo", ("logo",), "a logo is a .svg or a .png file", found=theme.logo)
            return None
        content = self.content(theme.logo, ("logo",), LARGEST_LOGO)
        if content is None:
            return None
        if not content.lstrip().startswith(_BEGINNINGS[suffix]):
            self.document.problem("logo", ("logo",), f"the file `{theme.logo}` is not what its ending says", hint="save it anew")
            return None
        return Picture(name=f"logo{suffix}", media_type=_MEDIA[suffix], content=content)

    def passage(self, passage: Passage, here: KeyPath) -> Iterator[tuple[str, tuple[Block, ...]]]:
        for language, name in passage.text.by_language.items():
            place = (*here, language) if language else here
            content = self.content(name, place, LARGEST_TEXT)
            if content is None:
                continue
            try:
                blocks = read_markdown(content.decode("utf-8-sig"))
            except UnicodeDecodeError:
                hint = "save it again as UTF-8"
                self.document.problem("encoding", place, f"the file `{name}` is not in UTF-8", hint=hint)
                continue
            if not blocks:
                self.document.problem(
                    "empty-text", place, f"the file `{name}` holds no text", hint="write it, or take the section out"
                )
            yield language, blocks

    def fonts(self, theme: Theme) -> Iterator[Path]:
        for index, name in enumerate(theme.fonts.files):
            here: KeyPath = ("fonts", "files", index)
            path = self.inside(name, here)
            if path is None:
                continue
            if path.is_dir():
                inner = (one for one in path.rglob("*") if one.suffix.lower() in SUFFIXES and one.is_file())
                yield from (
                    one for one in sorted(inner) if self.inside(one.relative_to(self.folder).as_posix(), here) is not None
                )
            elif path.is_file():
                yield path
            else:
                self.document.problem("no-font", here, f"there is no file or folder `{name}` beside the theme")

    def faces(self, theme: Theme, fonts: tuple[Path, ...]) -> tuple[FontFace, ...]:
        """The faces of the fonts that the theme uses by name; their families have to be in the files, or shipped."""
        try:
            families = families_in(fonts)
        except OutputError as error:
            self.document.problem("no-font", ("fonts", "files"), str(error))
            return ()
        for key in ("text", "headings"):
            family = getattr(theme.fonts, key)
            if family is not None and family not in families:
                self.document.problem(
                    "unknown-font",
                    ("fonts", key),
                    f"no font of the family `{family}` is among the files of the theme or those of msiscore",
                    allowed=", ".join(families),
                    hint=nearest(family, list(families)),
                )
        for path in fonts:
            self.read.append(InputFile(path, sha256(path.read_bytes()).hexdigest()))
        used = {theme.fonts.text, theme.fonts.headings}
        return tuple(
            font_face(family, path) for family, paths in families.items() if family in used for path in paths if path in fonts
        )

    def templates(self, theme: Theme) -> Iterator[tuple[str, bytes]]:
        if theme.templates is None:
            return
        folder = self.inside(theme.templates, ("templates",))
        if folder is None:
            return
        if not folder.is_dir():
            self.document.problem("no-templates", ("templates",), f"there is no folder `{theme.templates}` beside the theme")
            return
        known = [
            path.relative_to(TEMPLATES).as_posix() for path in sorted(TEMPLATES.rglob("*")) if path.suffix in TEMPLATE_ENDINGS
        ]
        for path in sorted(path for path in folder.rglob("*") if path.is_file() and not path.name.startswith(".")):
            name = path.relative_to(folder).as_posix()
            if name not in known:
                message = f"the template `{name}` replaces none of msiscore's"
                self.document.problem(
                    "unknown-template", ("templates",), message, allowed=", ".join(known), hint=nearest(name, known)
                )
                continue
            content = self.content(path.relative_to(self.folder).as_posix(), ("templates",), LARGEST_TEXT)
            if content is not None:
                yield name, content
