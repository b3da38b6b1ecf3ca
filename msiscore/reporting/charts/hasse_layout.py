"""Where the initiatives of a Hasse diagram stand: no line may run through one that it does not belong to, and few may cross."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import combinations, permutations
from math import hypot

Place = tuple[float, float]
Line = tuple[str, str]

NEAR = 12.0
"""A line that comes nearer than this to the middle of a node that it does not belong to seems to lead to it."""

MOST_ORDERED = 5
"""Up to so many on a level, all their orders are tried; with more, the one that follows those above."""

SHIFTS = (0.0, 0.2, -0.2, 0.4, -0.4)
"""By which part of the room between two nodes a whole level may be moved aside."""

SWEEPS = 2


def places(levels: Sequence[Sequence[str]], lines: Sequence[Line], width: float, top: float, gap: float) -> dict[str, Place]:
    """The middle of each node; levels stand `gap` apart from `top` downwards, and the nodes of each are spread over `width`.

    One level after the other is ordered and moved so that least goes wrong with the lines to those that already stand.
    """
    found: dict[str, Place] = {}
    for _ in range(SWEEPS):
        for depth, level in enumerate(levels):
            height = top + gap * (depth + 0.3)
            best = min(_ways(level, lines, found, width, height), key=lambda way: _faults({**found, **way}, lines))
            found |= best
    return found


def _ways(
    level: Sequence[str], lines: Sequence[Line], found: Mapping[str, Place], width: float, height: float
) -> Iterator[dict[str, Place]]:
    step = width / (len(level) + 1)
    orders = permutations(level) if len(level) <= MOST_ORDERED else [_following(level, lines, found), tuple(level)]
    for order in orders:
        for shift in SHIFTS:
            yield {name: (step * (place + shift), height) for place, name in enumerate(order, start=1)}


def _following(level: Sequence[str], lines: Sequence[Line], found: Mapping[str, Place]) -> tuple[str, ...]:
    """The level in the order of the middle of those that each is joined to."""

    def middle(name: str) -> float:
        joined = [found[a if b == name else b][0] for a, b in lines if name in (a, b) and (a if b == name else b) in found]
        return sum(joined) / len(joined) if joined else 0.0

    return tuple(sorted(level, key=middle))


def _faults(at: Mapping[str, Place], lines: Sequence[Line]) -> tuple[int, int, float]:
    """Lines through a node that is not theirs, crossings, and the length of all lines."""
    drawn = [line for line in lines if line[0] in at and line[1] in at]
    through = sum(
        _distance(at[name], at[better], at[worse]) < NEAR for better, worse in drawn for name in at if name not in (better, worse)
    )
    crossings = sum(_cross(at[a], at[b], at[c], at[d]) for (a, b), (c, d) in combinations(drawn, 2) if not {a, b} & {c, d})
    length = sum(hypot(at[a][0] - at[b][0], at[a][1] - at[b][1]) for a, b in drawn)
    return through, crossings, round(length, 6)


def _distance(point: Place, start: Place, end: Place) -> float:
    """From a point to the nearest of a line between two places."""
    (x, y), (u, v), (s, t) = point, start, end
    squared = (s - u) ** 2 + (t - v) ** 2
    along = min(1.0, max(0.0, ((x - u) * (s - u) + (y - v) * (t - v)) / squared)) if squared else 0.0
    return hypot(x - u - along * (s - u), y - v - along * (t - v))


def _cross(a: Place, b: Place, c: Place, d: Place) -> bool:
    return _side(a, b, c) != _side(a, b, d) and _side(c, d, a) != _side(c, d, b)


def _side(a: Place, b: Place, point: Place) -> bool:
    return (b[0] - a[0]) * (point[1] - a[1]) - (b[1] - a[1]) * (point[0] - a[0]) > 0
