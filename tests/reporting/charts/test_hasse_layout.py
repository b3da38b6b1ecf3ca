"""Where nodes of a Hasse diagram stand: below who is better, off the lines of others, and the same each time."""

from __future__ import annotations

from itertools import combinations, pairwise
from math import hypot

from hypothesis import given, settings
from hypothesis import strategies as st

from msiscore.reporting.charts.hasse_layout import NEAR, places

WIDTH, TOP, GAP = 330.0, 14.0, 46.0


def test_a_line_does_not_run_through_a_node_between_its_ends() -> None:
    """`a` over `m` and `n` over `z`, and `k` joined to `z` alone: at even distances its line would run through `m`."""
    levels = [["k", "a"], ["m", "n", "o"], ["z", "y"]]
    lines = [("a", "m"), ("a", "n"), ("a", "o"), ("n", "z"), ("k", "z"), ("k", "y")]
    at = places(levels, lines, WIDTH, TOP, GAP)
    for better, worse in lines:
        (x, y), (u, v) = at[better], at[worse]
        for name in set(at) - {better, worse}:
            p, q = at[name]
            steps = [(x + (u - x) * t / 100, y + (v - y) * t / 100) for t in range(101)]
            assert min(hypot(p - s, q - w) for s, w in steps) > NEAR - 1


@st.composite
def diagrams(draw: st.DrawFn) -> tuple[list[list[str]], list[tuple[str, str]]]:
    sizes = draw(st.lists(st.integers(1, 7), min_size=1, max_size=5))
    levels = [[f"{depth}-{place}" for place in range(size)] for depth, size in enumerate(sizes)]
    possible = [(a, b) for upper, lower in combinations(levels, 2) for a in upper for b in lower]
    return levels, draw(st.lists(st.sampled_from(possible), unique=True, max_size=12)) if possible else []


@given(diagrams())
@settings(max_examples=15, deadline=None)
def test_all_stand_apart_within_the_drawing_level_below_level(drawn: tuple[list[list[str]], list[tuple[str, str]]]) -> None:
    levels, lines = drawn
    at = places(levels, lines, WIDTH, TOP, GAP)
    assert set(at) == {name for level in levels for name in level}
    assert at == places(levels, lines, WIDTH, TOP, GAP)
    assert all(at[better][1] < at[worse][1] for better, worse in lines)
    for level in levels:
        across = sorted(at[name][0] for name in level)
        assert across[0] > 0
        assert across[-1] < WIDTH
        assert all(right - left > 30 for left, right in pairwise(across))
