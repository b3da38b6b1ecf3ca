"""The options that say what varies from draw to draw, shared by `robustness`, `claim` and `sensitivity`."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any, TypeVar

import click

if TYPE_CHECKING:
    from msiscore.analysis.assumptions import Assumptions

Function = TypeVar("Function", bound=Callable[..., Any])


class Percent(click.ParamType[float]):
    """A share: 25% or 0.25."""

    name = "share"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> float:
        """The share as a number of 0 to 1; fails for anything else."""
        text = str(value).strip()
        try:
            number = float(text.removesuffix("%")) / (100 if text.endswith("%") else 1)
        except ValueError:
            number = -1.0
        if not 0 <= number <= 1:
            self.fail(f"`{text}` is not a share; write it as 25% or 0.25", param, ctx)
        return number


SEED = click.option("--seed", type=int, default=1, show_default=True, help="The same seed gives the same numbers.")
VARYING = (
    click.option("--weights", metavar="NAME", help="A weight set of the framework instead of its own weights."),
    click.option("--weights-within", type=Percent(), default="25%", show_default=True, help="How far each weight may be off."),
    click.option("--any-weights", is_flag=True, help="Any weights at all instead."),
    click.option("--weight-sets", is_flag=True, help="Each draw by the framework's weights or one of its weight sets."),
    click.option("--rules", is_flag=True, help="Each draw by the stated means, or all arithmetic, geometric or harmonic."),
    click.option("--normalisation", is_flag=True, help="Each draw by the stated scales, or by other ways of normalising."),
    click.option("--fixed-ratings", is_flag=True, help="Take ratings as they are, whatever the confidence."),
    click.option("--fixed-open", is_flag=True, help="Leave open answers out, as the score does."),
)
OPTIONS = (
    *VARYING,
    click.option("--confidence", type=Percent(), default="95%", show_default=True, help="From when on a difference is shown."),
    click.option("--draws", type=int, metavar="N", help="How many draws; enough for a small error if absent."),
    SEED,
    click.option("--json", "as_json", is_flag=True, help="Write JSON, with unrounded numbers."),
)


def assuming(function: Function) -> Function:
    """Give a command these options."""
    return _with(OPTIONS, function)


def varying(function: Function) -> Function:
    """Give a command the options that say what varies, and the seed."""
    return _with((*VARYING, SEED), function)


def _with(options: tuple[Callable[[Function], Function], ...], function: Function) -> Function:
    for option in reversed(options):
        function = option(function)
    return function


def assumptions_of(options: dict[str, Any]) -> Assumptions:
    """The assumptions that the options state."""
    from msiscore.analysis.assumptions import Assumptions

    return Assumptions(
        weights_within=options["weights_within"],
        any_weights=options["any_weights"],
        weight_sets=options["weight_sets"],
        rules=options["rules"],
        normalisation=options["normalisation"],
        ratings=not options["fixed_ratings"],
        open_answers="left-out" if options["fixed_open"] else "any",
    )
