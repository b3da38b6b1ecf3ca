"""Makes the framework and one file for each company from data/. Run it in this folder: python make.py"""

from __future__ import annotations

import csv
from collections.abc import Iterator
from itertools import groupby
from pathlib import Path

HERE = Path(__file__).parent
ANSWERS = {"100": "yes", "50": "partial", "0": "no", "NA": "not-applicable"}
CATEGORIES = {"governance": "Governance", "expression": "Freedom of Expression", "privacy": "Privacy"}
SLOTS = {"group": "c", "operating_company": "c", "mobile_plan": "m", "service": "s"}
"""Columns of one kind are numbered together: c for the group and its operating company, m for mobile plans, s for other services."""

Row = dict[str, str]

FRAMEWORK = """\
# Ranking Digital Rights 2018, from the elements up; made by make.py from data/elements.csv.
# An element is answered for each column: the group, the operating company, or a service. The mean of a column's elements; mobile plans
# averaged into one service; services averaged; group and operating company averaged; the mean of the means that exist is the indicator.
# A category is the mean of its indicators, and the total the mean of all indicators, not of the three categories: hence
# `weighting: count` above and `counts-as: 1` on each indicator. Which columns a company has is said by `not-applicable` in its file.
id: rdr-2018
version: 1.0.0
title: Ranking Digital Rights 2018
notice: >-
  Answers and rule: Ranking Digital Rights, index2018 (commit 7dff52c) and index2022 (commit 3e61441), MIT licence. Computed by msiscore;
  the published scores are in data/. This is not a publication of Ranking Digital Rights. Its questions are not repeated here.
licence: MIT
authors: [Ranking Digital Rights]
scales:
  answer: {kind: levels, levels: ["no", partial, "yes"]}
weighting: count
decimals: 2
weight-sets:
  without-f7-10:
    title: Without the tenth element of F7
    who: >-
      The table of 2018 has ten elements for F7, of which the last is 0 wherever it is answered. The published F7 scores of seven companies
      follow only if it is left out; those of the other fifteen follow either way.
    weights: {weights}
dimensions: [governance, expression, privacy]
"""


def rows(name: str) -> list[Row]:
    """The rows of one file of data/."""
    with (HERE / "data" / name).open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


def slots(columns: list[Row]) -> Iterator[tuple[str, Row]]:
    """The columns of one company and indicator, each with its slot: c1, m1, m2, s1 ..."""
    seen: dict[str, int] = {}
    for column in columns:
        kind = SLOTS[column["column_kind"]]
        seen[kind] = seen.get(kind, 0) + 1
        yield f"{kind}{seen[kind]}", column


def indicators() -> dict[str, dict[str, int]]:
    """For each indicator every slot that any company uses, with its number of elements."""
    found: dict[str, dict[str, int]] = {}
    for _, of_one in by_company_and_indicator():
        for slot, column in slots(of_one):
            found.setdefault(column["indicator"], {})[slot] = column["element_values"].count("|") + 1
    return {id_: dict(sorted(of.items())) for id_, of in found.items()}


def by_company_and_indicator() -> Iterator[tuple[tuple[str, str], list[Row]]]:
    """The columns of each company and indicator."""

    def key(row: Row) -> tuple[str, str]:
        return row["company"], row["indicator"]

    for pair, of_one in groupby(sorted(rows("elements.csv"), key=key), key):
        yield pair, sorted(of_one, key=lambda row: int(row["column"]))


def groups(indicator: str, of: dict[str, int]) -> dict[str, list[str]]:
    """The slots of an indicator by the dimension that they stand in."""
    return {f"{indicator}.{name}": [slot for slot in of if slot[0] == name[0]] for name in ("company", "mobile", "services")}


def dimension_lines(indicator: str, of: dict[str, int]) -> Iterator[str]:
    """An indicator as a dimension: company (c1 ...) beside services, which are mobile (m1 ...) and the others (s1 ...)."""
    grouped = groups(indicator, of)
    company, mobile, services = (f"{indicator}.{name}" for name in ("company", "mobile", "services"))
    yield f"  - id: {indicator}\n    title: Indicator {indicator}\n    counts-as: 1\n    dimensions:"
    if grouped[company]:
        yield f"      - id: {company}\n        title: The company\n        dimensions:"
        yield from column_lines(indicator, of, grouped[company], " " * 10)
    if grouped[mobile] or grouped[services]:
        yield f"      - id: {services}\n        title: Its services\n        dimensions:"
        if grouped[mobile]:
            yield f"          - id: {mobile}\n            title: Mobile\n            dimensions:"
            yield from column_lines(indicator, of, grouped[mobile], " " * 14)
        yield from column_lines(indicator, of, grouped[services], " " * 10)


def column_lines(indicator: str, of: dict[str, int], names: list[str], indent: str) -> Iterator[str]:
    """Columns as dimensions, with an element a line."""
    for slot in names:
        yield f"{indent}- id: {indicator}.{slot}\n{indent}  title: Column {slot}\n{indent}  criteria:"
        for element in range(1, of[slot] + 1):
            yield f"{indent}    - {{id: {indicator}.{slot}.{element}, title: Element {element}, question: See the methodology.}}"


def company_text(company: Row, known: dict[str, dict[str, int]]) -> str:
    """The file of one company: a line for each column that it has, and one for all that it has not."""
    lines = [f'initiative: {{id: {company["company"]}, title: "{company["name"]}", sector: {company["kind"]}}}', "ratings: {"]
    own = {pair[1]: dict(slots(of)) for pair, of in by_company_and_indicator() if pair[0] == company["company"]}
    for indicator, of in known.items():
        lines.append(f"  # {indicator}")
        missing = [slot for slot in of if slot not in own.get(indicator, {})]
        for slot, column in own.get(indicator, {}).items():
            values = column["element_values"].split("|")
            if set(values) == {"NA"}:
                missing.append(slot)
                continue
            answers = [f"{indicator}.{slot}.{place}: {ANSWERS[value]}" for place, value in enumerate(values, start=1)]
            lines.append(f"  {', '.join(answers)},  # {column['column_label']}")
        if missing:
            lines.append(f"  {', '.join(f'{name}: not-applicable' for name in absent(indicator, of, missing))},")
    return "\n".join([*lines, "}", ""])


def absent(indicator: str, of: dict[str, int], missing: list[str]) -> list[str]:
    """What a company has not, in as few words as can be: the indicator, a group of columns, or a column."""
    if set(missing) == set(of):
        return [indicator]
    names: list[str] = []
    for group, members in groups(indicator, of).items():
        gone = [slot for slot in members if slot in missing]
        # The services hold the mobile plans as well, so they can only go as a whole when there are none of either.
        whole = bool(gone) and gone == members and not (group.endswith(".services") and any(slot[0] == "m" for slot in of))
        names += [group] if whole else [f"{indicator}.{slot}" for slot in gone]
    return names


def files() -> dict[str, str]:
    """Every file that this script makes, by its name."""
    known = indicators()
    ordered = {id_: known[id_] for id_ in sorted(known, key=lambda id_: ("GFP".index(id_[0]), int(id_[1:])))}
    tenth = ", ".join(f"F7.{slot}.10: 0" for slot in known["F7"])
    made = {"criteria/rdr-2018/framework.yaml": FRAMEWORK.replace("{weights}", f"{{{tenth}}}")}
    for name, title in CATEGORIES.items():
        own = [line for id_, of in ordered.items() if id_[0] == title[0] for line in dimension_lines(id_, of)]
        made[f"criteria/rdr-2018/{name}.yaml"] = "\n".join([f"id: {name}\ntitle: {title}\ndimensions:", *own, ""])
    for company in rows("categories_totals.csv"):
        made[f"{company['company']}.yaml"] = company_text(company, ordered)
    return made


if __name__ == "__main__":
    for name, text in files().items():
        (HERE / name).write_text(text, encoding="utf-8", newline="\n")
