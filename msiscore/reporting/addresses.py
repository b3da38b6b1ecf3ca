"""Where things stand in the web pages, and how one page leads to another: in one file by anchors, in a folder by relative addresses.

Templates ask for an address by what they mean, `link_to("profile", id)`, and never write one themselves; so the same template serves
the single file and the folder. What has no place gives "", and is then shown without a link.
"""

from __future__ import annotations

import hashlib
import re
from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import TYPE_CHECKING, Literal

from msiscore.model import IDENTIFIER

if TYPE_CHECKING:
    from msiscore.reporting.report import Report

Kind = Literal["page", "section", "profile", "criterion", "rating", "source"]
LinkTo = Callable[..., str]

INDEX = "index.html"
STYLE = "assets/style.css"
PAGES: Mapping[str, str] = {
    "index": INDEX,
    "initiatives": "initiatives.html",
    "criteria": "criteria.html",
    "method": "method.html",
    "sources": "sources.html",
}
"""The pages that every folder has, by name."""

_RESERVED = re.compile(r"(con|prn|aux|nul|com\d|lpt\d|index)(\..*)?", re.IGNORECASE)
_LONGEST = 80


@dataclass(frozen=True, slots=True)
class Places:
    """On which page of the folder each initiative, each criterion and each section stands."""

    profiles: Mapping[str, str]
    criteria: Mapping[str, str]
    sections: Mapping[str, str]

    def link_from(self, here: str) -> LinkTo:
        """The `link_to` of the page `here`."""

        def link_to(kind: Kind, key: object = "", second: str = "") -> str:
            page, anchor = self._find(kind, str(key), second)
            if not page:
                return ""
            if page == here and anchor:
                return f"#{anchor}"
            return relative(page, here) + (f"#{anchor}" if anchor else "")

        return link_to

    def _find(self, kind: Kind, key: str, second: str) -> tuple[str, str]:
        """The page and the anchor of something, the page "" where it stands nowhere."""
        if kind == "page":
            return PAGES.get(key, key), ""
        if kind == "section":
            return self.sections.get(key, ""), key
        if kind == "profile":
            return self.profiles.get(key, ""), ""
        if kind == "criterion":
            return self.criteria.get(key, ""), ""
        if kind == "rating":
            return self.profiles.get(key, "") if second in self.criteria else "", f"rating-{second}"
        return PAGES["sources"], f"source-{key}"


def places_of(report: Report) -> Places:
    """The places of everything in `report`."""
    profiles = file_names([profile.id for profile in report.profiles])
    criteria = file_names([criterion.id for dimension in report.annex for criterion in dimension.criteria])
    return Places(
        profiles={id_: f"initiatives/{name}.html" for id_, name in profiles.items()},
        criteria={id_: f"criteria/{name}.html" for id_, name in criteria.items()},
        sections={section.id: INDEX for section in report.sections},
    )


def link_in_one_file(report: Report) -> LinkTo:
    """The `link_to` of the single file, which has no pages; what stands in a section that the report lacks has no place."""
    sections = {section.id for section in report.sections}
    homes = {"profile": "profiles", "criterion": "annex", "source": "annex"}

    def link_to(kind: Kind, key: object = "", second: str = "") -> str:  # noqa: ARG001  # as its neighbour
        if kind == "section":
            return f"#{key}" if key in sections else ""
        return f"#{kind}-{key}" if homes.get(kind) in sections else ""

    return link_to


def relative(page: str, here: str) -> str:
    """The address of `page` for a reader of `here`, both as paths in the folder.

    >>> relative("sources.html", "initiatives/a.html"), relative("criteria/M.html", "index.html"), relative("a/b.html", "a/c.html")
    ('../sources.html', 'criteria/M.html', 'b.html')
    """
    target, start = PurePosixPath(page), PurePosixPath(here).parent
    shared = 0
    for one, other in zip(target.parent.parts, start.parts, strict=False):
        if one != other:
            break
        shared += 1
    return "/".join([".."] * (len(start.parts) - shared) + list(target.parts[shared:]))


def file_names(ids: Iterable[str]) -> dict[str, str]:
    """A file name, without its ending, for each id: the id itself wherever every system can store it.

    Names that Windows keeps for devices, ids that differ only in capitals, `index`, and what is no id of ours (longer than 80
    characters, or with other signs) get a few digits of their hash, so that a name does not depend on the order of the ids.

    >>> file_names(["garments", "CON", "com1.x", "Mon-1", "mon-1"])
    {'garments': 'garments', 'CON': 'CON-a3dbc4b6', 'com1.x': 'com1_x-a5e3cd16', 'Mon-1': 'Mon-1-fff6a4b7', 'mon-1': 'mon-1-fb4207ee'}
    """
    ids = list(dict.fromkeys(ids))
    alike = Counter(id_.casefold() for id_ in ids)
    names = {}
    for id_ in ids:
        plain = IDENTIFIER.fullmatch(id_) and not _RESERVED.fullmatch(id_) and alike[id_.casefold()] == 1
        digits = hashlib.sha256(id_.encode()).hexdigest()[:8]
        names[id_] = id_ if plain else f"{re.sub(r'[^A-Za-z0-9_-]', '_', id_)[:_LONGEST]}-{digits}"
    return names
