"""Timing by comparison: what is measured and its baseline take turns in one process, so that the machine matters
little.

Each round runs all functions once in a random order, with the garbage collector off. Short functions are repeated
within their turn. The ratio of the medians is taken of wall and of processor time, and the smaller one counts: other
work on the machine can only make things look slower.
"""

from __future__ import annotations

import gc
import random
import statistics
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass

SHORTEST_TURN = 0.02  # seconds


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the table. ok is None for a row that only informs."""

    what: str
    baseline: str
    seen: str
    target: str
    ok: bool | None

    @property
    def verdict(self) -> str:
        """What stands in the last column."""
        return "-" if self.ok is None else "ok" if self.ok else "MISSED"


@dataclass(frozen=True, slots=True)
class Times:
    """Median seconds of each function: wall and processor time."""

    wall: Mapping[str, float]
    cpu: Mapping[str, float]

    def ratio(self, what: str, *baseline: str) -> float:
        """Time of one function over the summed times of its baseline, the smaller of wall and processor time."""
        return min(times[what] / sum(times[name] for name in baseline) for times in (self.wall, self.cpu))


def compare(functions: Mapping[str, Callable[[], object]], *, rounds: int = 7) -> Times:
    """Time functions against each other."""
    turns = {name: _turns(function) for name, function in functions.items()}  # which also warms them up
    wall: dict[str, list[float]] = {name: [] for name in functions}
    cpu: dict[str, list[float]] = {name: [] for name in functions}
    collecting = gc.isenabled()
    gc.disable()
    try:
        for _ in range(rounds):
            for name in random.sample(list(functions), len(functions)):
                started, started_cpu = time.perf_counter(), _processor_time()
                for _ in range(turns[name]):
                    functions[name]()
                cpu[name].append((_processor_time() - started_cpu) / turns[name])
                wall[name].append((time.perf_counter() - started) / turns[name])
    finally:
        if collecting:
            gc.enable()
    return Times(*({name: statistics.median(times) for name, times in both.items()} for both in (wall, cpu)))


def ratio_row(what: str, baseline: str, seen: float, most: float | None) -> Row:
    """A row for a ratio that should be `most` or less; None if it only informs."""
    if most is None:
        return Row(what, baseline, f"{seen:.2f}", "-", None)
    return Row(what, baseline, f"{seen:.2f}", f"<= {most:g}", seen <= most)


def _processor_time() -> float:
    """Seconds of processor time of this process and of those that it has waited for."""
    try:
        import resource
    except ImportError:  # Windows
        return time.process_time()
    children = resource.getrusage(resource.RUSAGE_CHILDREN)
    return time.process_time() + children.ru_utime + children.ru_stime


def _turns(function: Callable[[], object]) -> int:
    function()
    started = time.perf_counter()
    function()
    return max(1, round(SHORTEST_TURN / max(time.perf_counter() - started, 1e-7)))
