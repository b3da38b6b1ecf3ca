"""How far an assessment is filled in: what is rated, what has a state instead, and what is still open."""

from __future__ import annotations

from dataclasses import dataclass

from msiscore.assessment import Assessment, Rating
from msiscore.framework import Aspect, Framework, State


@dataclass(frozen=True, slots=True)
class Completeness:
    """Counts of answers due: one for each criterion, or one for each aspect of it. `rated + stated + unanswered` is all of them.

    `no_reason` and `no_evidence` count what publishing asks more for: each statement once, also one that gives a whole dimension its state.
    """

    rated: int = 0
    stated: int = 0
    unanswered: int = 0
    no_reason: int = 0
    no_evidence: int = 0

    @property
    def due(self) -> int:
        """How many answers the framework asks for."""
        return self.rated + self.stated + self.unanswered


def completeness(assessment: Assessment, framework: Framework) -> Completeness:
    """How far `assessment` answers what `framework` asks; nothing here depends on weights."""
    rated = stated = unanswered = no_reason = no_evidence = 0
    seen: set[int] = set()
    for criterion in framework.criteria:
        rating = assessment.ratings.get(criterion.id)
        aspects: tuple[Aspect | None, ...] = criterion.aspects or (None,)
        for aspect in aspects:
            part = rating.of_aspect(aspect) if rating is not None else None
            if part is None or _is_unanswered(part):
                unanswered += 1
                continue
            stated += part.state is not None
            rated += part.state is None
            if id(part) in seen:  # said for the dimension around it, and counted there
                continue
            seen.add(id(part))
            no_reason += part.reason is None
            no_evidence += not part.evidence and part.state in (None, State.NOTHING_FOUND)
    return Completeness(rated, stated, unanswered, no_reason, no_evidence)


def _is_unanswered(rating: Rating) -> bool:
    return rating.answer is None and rating.state in (None, State.UNANSWERED)
