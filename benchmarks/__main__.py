"""Run benchmarks by name, or all of them, and print a table. Exit status 1 if a target is missed, 2 for an unknown
name.

To add one: a file in this folder with a function `rows() -> Iterator[Row]`, and one line in BENCHMARKS.
"""

from __future__ import annotations

import os
import sys
from importlib import import_module

BENCHMARKS = {
    "kernel": "benchmarks.kernel",
    "loading": "benchmarks.loading",
    "commands": "benchmarks.commands",
    "robustness": "benchmarks.robustness",
    "sensitivity": "benchmarks.sensitivity",
    "workbook": "benchmarks.workbook",
    "report": "benchmarks.report",
}

COLUMNS = "{:<58} {:<46} {:>9} {:>9}  {}"


def main(names: list[str]) -> int:
    unknown = [name for name in names if name not in BENCHMARKS]
    if unknown:
        print(f"unknown benchmark: {', '.join(unknown)}; there are: {', '.join(BENCHMARKS)}", file=sys.stderr)
        return 2
    os.environ["OPENBLAS_NUM_THREADS"] = "1"  # before the first import of NumPy: nothing else may take the second core
    missed = 0
    print(COLUMNS.format("what", "baseline", "seen", "target", "ok"))
    for name in names or BENCHMARKS:
        for row in import_module(BENCHMARKS[name]).rows():
            print(COLUMNS.format(row.what, row.baseline, row.seen, row.target, row.verdict), flush=True)
            missed += row.ok is False
    if missed:
        print(f"{missed} missed; on a machine with other work, run again before believing it", file=sys.stderr)
    return 1 if missed else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
