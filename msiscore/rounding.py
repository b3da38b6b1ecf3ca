"""How a number is rounded when it is shown: the one rule of the terminal, the reports and the workbook."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal


def rounded(value: float, decimals: int = 0) -> Decimal:
    """`value` with exactly `decimals` decimals, halves away from zero as spreadsheets round.

    Noise of the arithmetic beyond the ninth decimal is dropped first, so that 49.499999999999993 is the half that it stands for.
    """
    exact = Decimal(repr(round(value, 9)))
    return exact.quantize(Decimal(1).scaleb(-decimals), ROUND_HALF_UP) + 0  # + 0 turns a negative zero into zero


def rounded_percent(share: float, decimals: int = 0) -> Decimal:
    """A share of 0..1 in percent, never rounded to all (100) or to nothing (0): both are claims."""
    percent, unit = share * 100, Decimal(1).scaleb(-decimals)
    shown = rounded(percent, decimals)
    if shown >= 100 and percent < 100 - 1e-9:
        return 100 - unit
    if shown <= 0 and percent > 1e-9:
        return unit
    return shown
