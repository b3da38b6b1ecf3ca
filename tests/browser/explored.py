"""Reports whose page can weigh again: invented initiatives, rated at random from a seed, on a framework with one of everything."""

from __future__ import annotations

import random
from collections.abc import Mapping
from typing import Any

from msiscore.reporting.report import Report
from msiscore.scoring.scores import score
from tests.making import LEVELS, a_set, assessment, criterion, dimension, framework, plain_report
from tests.reporting.invented import HOSTILE, NAMES

DIMENSIONS = (
    ("governance", {"en": "Governance and power", "nl": "Bestuur en macht"}, "1"),
    ("monitoring", {"en": "Monitoring and verification", "nl": "Toezicht en controle"}, "2"),
    ("remedy", {"en": "Grievance and remedy", "nl": "Klachten en herstel"}, "1.5"),
    ("results", {"en": "Reach and results", "nl": "Bereik en resultaten"}, "0"),
)
SECTORS = ({"en": "food", "nl": "voedsel"}, {"en": "textiles", "nl": "textiel"}, {"en": "finance", "nl": "financieel"})
_STATES = ("too-early", "confidential", "not-assessable", "unanswered", "not-applicable")


def titles(k: int, hostile: bool) -> dict[str, str]:
    """The title of the initiative `k` in both languages."""
    english, dutch = NAMES[k % len(NAMES)]
    turn = f" {k // len(NAMES) + 1}" if k >= len(NAMES) else ""
    poison = f" {HOSTILE[k % len(HOSTILE)].strip()}" if hostile else ""
    return {"en": english + turn + poison, "nl": dutch + turn + poison}


def explored_report(
    language: str = "en",
    initiatives: int = 12,
    *,
    hostile: bool = False,
    weights: Mapping[str, str] | None = None,
    **more: Any,
) -> Report:
    """A report; `weights` are a set of weights by which it is scored in the place of the framework's own."""
    draw = random.Random(11)  # noqa: S311 - no secret
    poison = HOSTILE[0] if hostile else ""
    parts = []
    for id_, title, weight in DIMENSIONS:
        inner = [
            criterion(f"{id_}-{n}", aspects=["paper", "practice"], **_standard(id_, n), **_bonus(n), weight=str(1 + n % 2))
            for n in range(1, 5)
        ]
        below = dimension(f"{id_}-deep", *inner[3:]) | {"title": {key: f"{text} (2)" for key, text in title.items()}}
        made = dimension(id_, *inner[:3], below, weight=weight)
        parts.append(made | {"title": {key: text + poison for key, text in title.items()}})
    sets: dict[str, Any] = {
        "workers": {
            "title": {"en": "As workers see it" + poison, "nl": "Zoals werknemers het zien" + poison},
            "who": {"en": "unions", "nl": "vakbonden"},
            "weights": {"remedy": "5", "monitoring-1": "3"},
        }
    }
    if weights is not None:
        sets["mine"] = {"title": "Mine", "weights": dict(weights)}
    data: dict[str, Any] = {
        "scales": {"level": LEVELS},
        "weight_sets": sets,
        "minimum_coverage": "60%",
        "combine_aspects": "arithmetic",
        "bands": [{"name": "low", "from": "0"}, {"name": "mid", "from": "40"}, {"name": "high", "from": "60"}],
        "decimals": "1",
    }
    made_framework = framework(*parts, **{**data, **more})
    ids = [one.id for one in made_framework.criteria]
    given = []
    for k in range(initiatives):
        skill, gaps = draw.random(), draw.choice((0.0, 0.05, 0.2, 0.6))
        ratings = {id_: {aspect: _answer(draw, skill, gaps) for aspect in ("paper", "practice")} for id_ in ids}
        tags = {"country": draw.choice(("NL", "DE")), "size": draw.choice(("small", "large"))}
        about = {"title": titles(k, hostile), "sector": SECTORS[k % 3], "tags": tags}
        given.append(assessment(f"i{k:02}", ratings, **about))
    chosen = {"weight_set": "mine"} if weights is not None else {}
    title = {"en": "Invented initiatives", "nl": "Verzonnen initiatieven"}
    loaded = a_set(made_framework, *given, title=title, fictional="yes", authors=["A. Author", "B. Writer"], **chosen)
    return plain_report(score(loaded), language=language)


def _standard(id_: str, n: int) -> dict[str, Any]:
    return {"minimum": {"level": "2", "otherwise": "cap", "at": "49"}} if (id_, n) == ("monitoring", 1) else {}


def _bonus(n: int) -> dict[str, Any]:
    return {"bonus": "yes"} if n == 3 else {}


def _answer(draw: random.Random, skill: float, gaps: float) -> str:
    if draw.random() < gaps:
        return draw.choice(_STATES)
    return str(min(4, max(0, round(skill * 4 + draw.uniform(-1.5, 1.5)))))
