"""Formulas as text, of functions that Excel 2007 has. They know no sheets: whoever calls them hands over addresses.

Where there is no number a cell holds a dash, which is text: ISNUMBER and COUNT pass over it, SUMPRODUCT takes it for nothing in a
range of its own, MIN and MAX pass over it. Scores run from 0 to 100 here, and coverage from 0 to 1. Formulas have no `=` in front.
"""

from __future__ import annotations

import math
import re
from typing import TYPE_CHECKING

from msiscore.reporting.excel.layout import NONE

if TYPE_CHECKING:
    from collections.abc import Sequence

    from msiscore.reporting.calculation import ScaleRule

DASH = f'"{NONE}"'
TIE = "1E-9"
COVERAGE_SLACK = "1E-12"
_FLOOR = "1E-13"  # what almost nothing counts as under a logarithm or a negative power; the engine's 1E-15 on 0..100


def quoted(text: str) -> str:
    """`text` as a string in a formula; longer ones than Excel takes are joined from parts.

    A bracket stands apart from the word before it, so that nothing takes a text with `FILTER(` for a new function.
    """
    pieces = re.split(r"(?<=\w)(?=\()", text)
    parts = [piece[start : start + 200] for piece in pieces for start in range(0, len(piece), 200)] or [""]
    return "&".join('"' + part.replace('"', '""') + '"' for part in parts)


def filled(template: str, **parts: str) -> str:
    """A sentence with `{places}` as a formula that joins its words and `parts`, which are formulas."""
    found = [piece for piece in re.split(r"(\{\w+\})", template) if piece]
    return "&".join(parts[piece[1:-1]] if piece.startswith("{") and piece[1:-1] in parts else quoted(piece) for piece in found)


def linear(power: float) -> bool:
    """Whether a mean is the arithmetic one, which needs no terms of its own."""
    return power == 1


def term(power: float, value: str, weight: str) -> str:
    """f(value) of a child for its node's mean; for minimum and maximum the value itself, if it counts at all."""
    if math.isinf(power):
        return f"IF(AND(ISNUMBER({value}),{weight}>0),{value},{DASH})"
    made = {0.0: f"LN(MAX({value},{_FLOOR}))", -1.0: f"1/MAX({value},{_FLOOR})"}.get(power)
    if made is None:
        made = f"{value}^{_number(power)}" if power > 0 else f"MAX({value},{_FLOOR})^({_number(power)})"
    return f"IF(ISNUMBER({value}),{made},{DASH})"


def mean(power: float, values: str, weights: str, terms: str, nothing: str = DASH) -> str:
    """A node's value from its children's values, weights and terms, each a range; `nothing` where none has a value and a weight."""
    if math.isinf(power):
        return f"IF(COUNT({terms})=0,{nothing},{_extreme(power)}({terms}))"
    weight = f"SUMPRODUCT({weights},--ISNUMBER({values}))"
    total = f"SUMPRODUCT({weights},{values if linear(power) else terms})"
    return f"IF({weight}=0,{nothing},{_of_sums(power, total, weight, values, weights)})"


def lifted_mean(
    power: float, ordinary: tuple[str, str, str], bonus: tuple[str, str, str], one: str, needed: Sequence[str]
) -> str:
    """The mean with every bonus child that is worth as much as `one` or more; ranges are values, weights, terms.

    `needed` are cells that must have a number, or nothing is lifted.
    """
    values, weights, terms = ordinary
    more_values, more_weights, more_terms = bonus
    at_least = f"--ISNUMBER({more_values}),--({more_values}>={one})"
    weight = f"(SUMPRODUCT({weights},--ISNUMBER({values}))+SUMPRODUCT({more_weights},{at_least}))"
    chosen = (values, more_values) if linear(power) else (terms, more_terms)
    total = f"(SUMPRODUCT({weights},{chosen[0]})+SUMPRODUCT({more_weights},{at_least},{chosen[1]}))"
    present = ",".join(f"ISNUMBER({cell})" for cell in (one, *needed))
    return f"IF(AND({present}),{_of_sums(power, total, weight, values, weights)},{DASH})"


def lifted(power: float, base: str, others: str) -> str:
    """A node with bonus children: the best of its mean without them and its means with the best of them, or `others` themselves."""
    return base if power == -math.inf else f"IF(ISNUMBER({base}),MAX({base},{others}),{DASH})"


def withheld(formula: str, have: str, can: str, asked: str, number: str, end: str) -> str:
    """A node's value, or `end` where too few of its children have one; a dash where open answers could not make up the number."""
    short = f"IF({have}<{asked}-1E-11,{end},{formula})"
    return short if end == DASH else f"IF({can}<MAX(1,{number}),{DASH},{short})"


def _of_sums(power: float, total: str, weight: str, values: str, weights: str) -> str:
    if linear(power):
        return f"{total}/{weight}"
    if power > 0:
        return f"({total}/{weight})^(1/{_number(power)})"
    made = {0.0: f"EXP({total}/{weight})", -1.0: f"{weight}/{total}"}.get(power) or f"({total}/{weight})^(1/({_number(power)}))"
    zero = f"SUMPRODUCT(--ISNUMBER({values}),--({values}=0),--({weights}>0))"
    return f"IF({zero}>0,0,{made})"


def _extreme(power: float) -> str:
    return "MIN" if power < 0 else "MAX"


def _number(number: float) -> str:
    return repr(number).removesuffix(".0")


def number(value: float) -> str:
    """A number as a formula writes it."""
    return repr(float(value)).removesuffix(".0").replace("e", "E")


# Scales.


def value_of(scale: ScaleRule, answer: str, names: dict[str, str]) -> str:
    """The value 0..100 of an answer, or a dash for one that the scale does not have; `names` are the ranges of the scale."""
    if scale.levels:
        return f"IFERROR(VLOOKUP({answer},{names['table']},3,FALSE),{DASH})"
    if scale.kind == "thresholds":
        sign = "<" if scale.less_is_better else ">"
        limits, inclusive = names["limits"], names["inclusive"]
        passed = f"SUMPRODUCT(--({answer}{sign}{limits}))+SUMPRODUCT(--({answer}={limits}),{inclusive})"
        return f"IF(ISNUMBER({answer}),({passed})/ROWS({limits})*100,{DASH})"
    if scale.kind == "relative":
        return _relative(scale, answer, names["set"])
    worst, best = names["worst"], names["best"]
    if scale.kind == "points":
        inside = f"AND(ISNUMBER({answer}),{answer}>=0,{answer}<=MAX({worst},{best}))"
        return f"IF(ISNUMBER({answer}),IF({inside},({answer}-{worst})/({best}-{worst})*100,{DASH}),{DASH})"
    share = f"({answer}-{worst})/({best}-{worst})"
    if scale.log:
        share = f"(LN({answer})-LN({worst}))/(LN({best})-LN({worst}))"
    return f"IFERROR(IF(ISNUMBER({answer}),MIN(100,MAX(0,{share}*100)),{DASH}),{DASH})"


def _relative(scale: ScaleRule, answer: str, others: str) -> str:
    """The place of an answer among those of the whole set."""
    if scale.method == "quantiles":
        sign, ends = ("<", [1 - share for share in scale.above]) if scale.less_is_better else (">", scale.above)
        passed = "+".join(f"IF({answer}{sign}PERCENTILE({others},{number(share)}),1,0)" for share in ends)
        return f"IF(ISNUMBER({answer}),({passed})/{len(ends)}*100,{DASH})"
    if scale.method == "min-max":
        made = f"({answer}-MIN({others}))/(MAX({others})-MIN({others}))"
    elif scale.method == "z-score":
        made = f"MIN(1,MAX(0,0.5+({answer}-AVERAGE({others}))/STDEVP({others})/{number(2 * scale.deviations)}))"
    else:
        below = f"SUMPRODUCT(--ISNUMBER({others}),--({others}<{answer}))"
        equal = f"SUMPRODUCT(--ISNUMBER({others}),--({others}={answer}))"
        made = f"({below}+0.5*({equal}-1))/(COUNT({others})-1)"
    made = f"IF(MAX({others})=MIN({others}),0.5,{made})"
    return f"IF(ISNUMBER({answer}),{f'(1-{made})' if scale.less_is_better else made}*100,{DASH})"


# Minimum standards, ranks, text.


def verdict(letter: str, state: str, value: str, due: str) -> str:
    """0 not applicable, 1 met, 2 unknown, 3 not met. State 2 is `nothing-found`, which is never met."""
    compared = f"IF({value}>={due}-1E-10,1,3)"
    return f'IF({letter}="N",0,IF({state}=2,3,IF(AND(ISNUMBER({value}),ISNUMBER({due})),{compared},2)))'


def margin(scale: ScaleRule, state: str, answer: str, value: str, due: str, asked: str) -> str:
    """By how much an answer lies above what is asked, in levels or in the unit of the scale; a dash without an answer."""
    if scale.kind == "relative":
        return DASH
    if scale.kind == "thresholds":
        distance = f"ROUND(({value}-{due})*{len(scale.steps)}/100,0)"
    elif scale.kind == "yes-no":
        distance = f"({value}-{due})/100"
    else:
        distance = f"{asked}-{answer}" if scale.less_is_better else f"{answer}-{asked}"
    return f"IF(AND({state}=0,ISNUMBER({value}),ISNUMBER({asked})),{distance},{DASH})"


def score_verdict(applies: str, lower: str, upper: str, coverage: str, due: str) -> str:
    """The verdict on a minimum score: met or not met only if the whole interval is; `applies` counts what applies in the node."""
    enough = f"SUM({coverage})>=minimum_coverage-{COVERAGE_SLACK}"  # SUM makes 0 of a dash
    decided = f"IF({lower}>={due}-1E-9,1,IF({upper}<{due}-1E-9,3,2))"
    return f"IF({applies}=0,0,IF(AND(ISNUMBER({lower}),ISNUMBER({due}),{enough}),{decided},2))"


def score_margin(point: str, coverage: str, due: str) -> str:
    """By how much a score lies above the minimum score; a dash without a score that may be shown."""
    enough = f"SUM({coverage})>=minimum_coverage-{COVERAGE_SLACK}"
    return f"IF(AND(ISNUMBER({point}),ISNUMBER({due}),{enough}),{point}-{due},{DASH})"


def rank(score: str, scores: str) -> str:
    """1, 2, 2, 4; scores within 0.000000001 of each other are equal."""
    return f"IF(ISNUMBER({score}),1+SUMPRODUCT(--ISNUMBER({scores}),--({scores}>{score}+{TIE})),{DASH})"


def place(own: str, ranks: str, so_far: str) -> str:
    """The row in a table sorted by rank: equal ones in the order of the sheet, those without a rank last."""
    ranked = f'COUNTIF({ranks},"<"&{own})+COUNTIF({so_far},{own})'
    return f"IF(ISNUMBER({own}),{ranked},COUNT({ranks})+ROWS({so_far})-COUNT({so_far}))"


def published(point: str, coverage: str) -> str:
    """A score that may be shown: not with too little coverage."""
    return f"IF(ISNUMBER({point}),IF({coverage}>=minimum_coverage-{COVERAGE_SLACK},{point},{DASH}),{DASH})"


def percent(share: str) -> str:
    """A share in whole percent as text; never rounded to all or nothing."""
    whole = f"ROUND({share}*100,0)"
    return f'IF(AND({whole}>=100,{share}<1-1E-11),99,IF(AND({whole}<=0,{share}>1E-11),1,{whole}))&"%"'


def same(left: str, right: str) -> str:
    """Whether two cells hold the same: numbers to within the tolerance, or the same text."""
    return f"IF(ISNUMBER({left}),IF(ISNUMBER({right}),ABS({left}-{right})<=tolerance,FALSE),{left}={right})"
