"""What a judgement must be for its method, and to the parts that it judges. Nothing here reckons, so a check needs no arrays."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations

from msiscore.elicitation.judgements import Judgement
from msiscore.errors import nearest, shorten
from msiscore.model import kebab

SCALE = 9.0
"""The largest answer on the scale of comparisons: 9 times as important, and 1/9 the other way round."""

NOT_RECIPROCAL = 0.05
"""How far the product of a comparison and its opposite may be from 1, since people round: 0.33 goes with 3."""

SLACK = 0.02
"""How far beyond 1/9 an answer may lie that was rounded, such as 0.11."""

MOST_PARTS = 100
"""Beyond this nobody judges one beside the other; it also bounds the work that a file can ask for."""


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing wrong in a judgement, at `path` inside it."""

    path: tuple[str | int, ...]
    code: str
    message: str
    found: str = ""
    allowed: str = ""
    hint: str = ""
    at_key: bool = False


Parts = Sequence[str]

MOST_NAMED = 40
"""Missing comparisons that a hint names."""


def faults(judgement: Judgement, parts: Parts) -> Iterator[Fault]:
    """Everything wrong with the keys and names of `judgement`, for the `parts` (ids) that it has to judge."""
    needed, check = CHECKS[judgement.method]
    keys = [key for wanted, _ in CHECKS.values() for key in wanted]
    for key in dict.fromkeys(keys):
        given = getattr(judgement, key) is not None
        if key in needed and not given:
            message = f"the method `{judgement.method}` needs the key `{kebab(key)}`"
            yield Fault((), "missing-key", message, hint=f"add `{kebab(key)}:`")
        elif given and key not in needed:
            allowed = ", ".join(map(kebab, needed))
            yield Fault((kebab(key),), "key-of-other-method", _other(judgement, key), allowed=allowed, at_key=True)
    for key, methods in OPTIONS.items():
        if key in judgement.model_fields_set and judgement.method not in methods:
            yield Fault((kebab(key),), "key-of-other-method", _other(judgement, key), at_key=True)
    if all(getattr(judgement, key) is not None for key in needed):
        yield from check(judgement, parts)


def _other(judgement: Judgement, key: str) -> str:
    return f"the method `{judgement.method}` has no use for the key `{kebab(key)}`"


def _names(key: str, names: Mapping[str, object], parts: Parts, *, without: Sequence[str] = ()) -> Iterator[Fault]:
    """Names that are no parts, and parts that are not named (those in `without` need not be)."""
    for name in names:
        if name not in parts:
            yield _unknown((key, name), name, parts, at_key=True)
    missing = [part for part in parts if part not in names and part not in without]
    if missing:
        message = f"`{key}` leaves out {len(missing)} of {len(parts) - len(without)} parts, so nothing can be said of them"
        hint = "give each one; 0 is for what should not count" if key in ("weights", "points") else "give each one"
        yield Fault((key,), "missing-part", message, found=", ".join(missing), allowed=", ".join(parts), hint=hint)


def _unknown(path: tuple[str | int, ...], name: str, parts: Parts, *, at_key: bool = False) -> Fault:
    message = f"`{shorten(name, 40)}` is none of the parts that are judged here"
    return Fault(path, "unknown-part", message, allowed=", ".join(parts), hint=nearest(name, parts), at_key=at_key)


def _stated(key: str, names: Mapping[str, float], parts: Parts) -> Iterator[Fault]:
    yield from _names(key, names, parts)
    if names and not any(names.values()):
        yield Fault(
            (key,), "no-weight", f"every number in `{key}` is 0, so nothing has weight", hint="give one of them more than 0"
        )
    positive = [number for number in names.values() if number > 0]
    if positive and min(positive) < max(positive) * 1e-9:
        yield Fault((key,), "weight", f"the numbers in `{key}` are too far apart to work with")


def _direct(judgement: Judgement, parts: Parts) -> Iterator[Fault]:
    yield from _stated("weights", judgement.weights or {}, parts)


def _points(judgement: Judgement, parts: Parts) -> Iterator[Fault]:
    yield from _stated("points", judgement.points or {}, parts)


def _pairwise(judgement: Judgement, parts: Parts) -> Iterator[Fault]:
    compared = judgement.compared or {}
    for first, row in compared.items():
        if first not in parts:
            yield _unknown(("compared", first), first, parts, at_key=True)
            continue
        for second, ratio in row.items():
            path = ("compared", first, second)
            if second not in parts:
                yield _unknown(path, second, parts, at_key=True)
            elif second == first and ratio != 1:
                yield Fault(path, "itself", f"`{first}` is compared with itself, which is always 1", found=f"{ratio:g}")
            else:
                yield from _on_scale(path, ratio, 1 / SCALE)
    gaps = []
    for first, second in combinations(parts, 2):
        one, other = compared.get(first, {}).get(second), compared.get(second, {}).get(first)
        if one is None and other is None:
            gaps.append(f"{first} - {second}")
        elif one is not None and other is not None and abs(one * other - 1) > NOT_RECIPROCAL:
            message = f"the two answers about `{first}` and `{second}` do not agree: one has to be 1 divided by the other"
            found = f"{first} over {second}: {one:g}; {second} over {first}: {other:g}"
            yield Fault(
                ("compared", second, first), "not-reciprocal", message, found=found, hint="leave one of them out, or mend it"
            )
    if gaps:
        many = len(parts) * (len(parts) - 1) // 2
        message = f"{len(gaps)} of {many} comparisons are missing; weights need all of them"
        listed = ", ".join(gaps[:MOST_NAMED]) + (f" and {len(gaps) - MOST_NAMED} more" if len(gaps) > MOST_NAMED else "")
        hint = f"add {listed}; or use the method best-worst, which needs fewer"
        yield Fault(("compared",), "missing-comparison", message, hint=hint)


def _on_scale(path: tuple[str | int, ...], ratio: float, least: float) -> Iterator[Fault]:
    if not least * (1 - SLACK) <= ratio <= SCALE:
        allowed = "1 to 9" if least == 1 else "1/9 to 9"
        yield Fault(
            path, "off-scale", f"`{path[-1]}`: an answer on the scale of comparisons is due", found=f"{ratio:g}", allowed=allowed
        )


def _best_worst(judgement: Judgement, parts: Parts) -> Iterator[Fault]:
    best, worst = judgement.best or "", judgement.worst or ""
    others, ratios = judgement.best_to_others or {}, judgement.others_to_worst or {}
    for key, name in (("best", best), ("worst", worst)):
        if name not in parts:
            yield _unknown((key,), name, parts)
    if best == worst:
        yield Fault(("worst",), "contradiction", f"`{shorten(best, 40)}` cannot be both the best and the worst")
        return
    for key, answers, itself, end in (("best-to-others", others, best, worst), ("others-to-worst", ratios, worst, best)):
        ends = best in parts and worst in parts  # else nobody knows which answers are due
        named = _names(key, answers, parts, without=(itself, end) if key == "others-to-worst" else (itself,))
        yield from (fault for fault in named if ends or fault.code == "unknown-part")
        for name, ratio in answers.items():
            if name == itself and ratio != 1:
                yield Fault((key, name), "itself", f"`{name}` is compared with itself, which is always 1", found=f"{ratio:g}")
            else:
                yield from _on_scale((key, name), ratio, 1.0)
    if worst in others and ratios.get(best, others[worst]) != others[worst]:
        message = f"how `{best}` compares with `{worst}` is answered twice, and not alike"
        found = f"{others[worst]:g} in best-to-others, {ratios[best]:g} in others-to-worst"
        yield Fault(("others-to-worst", best), "contradiction", message, found=found, hint="leave it out of others-to-worst")


def _rank_order(judgement: Judgement, parts: Parts) -> Iterator[Fault]:
    order = judgement.order or ()
    for place, level in enumerate(order):
        for name in level:
            if name not in parts:
                yield _unknown(("order", place), name, parts)
        if not level:
            yield Fault(("order", place), "length", "an entry of `order` is empty")
    named = [name for level in order for name in level]
    for name, times in Counter(named).items():
        if times > 1 and name in parts:
            places = [f"{place}" for place, level in enumerate(order, start=1) if name in level]
            message = f"`{name}` stands in the order {times} times, so it contradicts itself"
            yield Fault(("order",), "contradiction", message, found=f"places {', '.join(places)}", hint="name it once")
    missing = [part for part in parts if part not in named]
    if missing:
        message = f"`order` leaves out {len(missing)} of {len(parts)} parts"
        yield Fault(
            ("order",), "missing-part", message, found=", ".join(missing), hint="put what is level in brackets of its own"
        )


Check = Callable[[Judgement, Parts], Iterator[Fault]]

CHECKS: Mapping[str, tuple[tuple[str, ...], Check]] = {
    "direct": (("weights",), _direct),
    "budget": (("points",), _points),
    "swing": (("points",), _points),
    "pairwise": (("compared",), _pairwise),
    "best-worst": (("best", "worst", "best_to_others", "others_to_worst"), _best_worst),
    "rank-order": (("order",), _rank_order),
}
"""For each method the keys that it needs and what is checked about them; `methods.METHODS` has what is reckoned from them."""

OPTIONS: Mapping[str, tuple[str, ...]] = {"budget": ("budget",), "derive": ("pairwise",), "formula": ("rank-order",)}
"""The keys with a default, and the methods that they are for."""
