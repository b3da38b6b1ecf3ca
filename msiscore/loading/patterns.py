"""The patterns that msiscore ships: small frameworks that show how published scorecards make their results."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from msiscore.errors import NotFound, nearest, shorten
from msiscore.loading.framework_loader import load_framework
from msiscore.loading.places import pattern_files


@dataclass(frozen=True, slots=True)
class Pattern:
    """What a pattern is: whose way of scoring, its rule in a few words and in a few sentences, and where that stands."""

    id: str
    system: str
    rule: str
    summary: str
    notice: str
    sources: tuple[str, ...]
    file: Path


def read_patterns() -> tuple[Pattern, ...]:
    """Every shipped pattern, by id. The title of its framework is `<system>: <rule>`."""
    found = []
    for file in pattern_files():
        framework = load_framework(file)
        system, _, rule = str(framework.title).partition(": ")
        found.append(
            Pattern(
                id=framework.id,
                system=system,
                rule=rule,
                summary=str(framework.summary or ""),
                notice=str(framework.notice or ""),
                sources=tuple(str(source) for source in framework.sources),
                file=file,
            )
        )
    return tuple(found)


def find_pattern(name: str) -> Path:
    """The file of the pattern `name`; raises NotFound."""
    known = {file.stem: file for file in pattern_files()}
    if name not in known:
        near = nearest(name, list(known))
        raise NotFound(
            f"there is no pattern `{shorten(name)}`" + (f"; {near}" if near else "") + " (`msiscore patterns` lists them)"
        )
    return known[name]
