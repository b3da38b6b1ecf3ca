"""msiscore: evaluation scorecards for multi-stakeholder initiatives.

    >>> import msiscore
    >>> assessment_set = msiscore.load_set("tutorial")
    >>> scores = msiscore.score(assessment_set)
    >>> scores.headline()[0].rank
    1

Names are imported when they are first used, so that `import msiscore` costs next to nothing.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from msiscore.analysis.assumptions import Assumptions
    from msiscore.analysis.claims import Claim, claim, groups
    from msiscore.analysis.dominance import Dominance, dominance
    from msiscore.analysis.next_steps import NextSteps, next_steps
    from msiscore.analysis.rule_comparison import RuleComparison, compare_rules
    from msiscore.analysis.sensitivity import Sensitivity, analyse_sensitivity
    from msiscore.analysis.uncertainty import Robustness, robustness
    from msiscore.analysis.weights import WeightsAnalysis, analyse_weights
    from msiscore.assessment import Assessment, AssessmentSet
    from msiscore.errors import InputProblems, MsiscoreError, NotFound, NotPossible, OutputError, Problem
    from msiscore.framework import Framework
    from msiscore.loading.framework_loader import load_framework
    from msiscore.loading.set_loader import load_set
    from msiscore.reporting.write import write_report
    from msiscore.scoring.scores import Scores, score

__version__ = "0.1.0"

_HOME = {
    "Assessment": "msiscore.assessment",
    "AssessmentSet": "msiscore.assessment",
    "Assumptions": "msiscore.analysis.assumptions",
    "Claim": "msiscore.analysis.claims",
    "Dominance": "msiscore.analysis.dominance",
    "Framework": "msiscore.framework",
    "InputProblems": "msiscore.errors",
    "MsiscoreError": "msiscore.errors",
    "NextSteps": "msiscore.analysis.next_steps",
    "NotFound": "msiscore.errors",
    "NotPossible": "msiscore.errors",
    "OutputError": "msiscore.errors",
    "Problem": "msiscore.errors",
    "Robustness": "msiscore.analysis.uncertainty",
    "RuleComparison": "msiscore.analysis.rule_comparison",
    "Scores": "msiscore.scoring.scores",
    "Sensitivity": "msiscore.analysis.sensitivity",
    "WeightsAnalysis": "msiscore.analysis.weights",
    "analyse_sensitivity": "msiscore.analysis.sensitivity",
    "analyse_weights": "msiscore.analysis.weights",
    "claim": "msiscore.analysis.claims",
    "compare_rules": "msiscore.analysis.rule_comparison",
    "dominance": "msiscore.analysis.dominance",
    "groups": "msiscore.analysis.claims",
    "load_framework": "msiscore.loading.framework_loader",
    "load_set": "msiscore.loading.set_loader",
    "next_steps": "msiscore.analysis.next_steps",
    "robustness": "msiscore.analysis.uncertainty",
    "score": "msiscore.scoring.scores",
    "write_report": "msiscore.reporting.write",
}

__all__ = [
    "Assessment",
    "AssessmentSet",
    "Assumptions",
    "Claim",
    "Dominance",
    "Framework",
    "InputProblems",
    "MsiscoreError",
    "NextSteps",
    "NotFound",
    "NotPossible",
    "OutputError",
    "Problem",
    "Robustness",
    "RuleComparison",
    "Scores",
    "Sensitivity",
    "WeightsAnalysis",
    "__version__",
    "analyse_sensitivity",
    "analyse_weights",
    "claim",
    "compare_rules",
    "dominance",
    "groups",
    "load_framework",
    "load_set",
    "next_steps",
    "robustness",
    "score",
    "write_report",
]


def __getattr__(name: str) -> object:
    if name not in _HOME:
        raise AttributeError(f"module 'msiscore' has no attribute {name!r}")
    return getattr(import_module(_HOME[name]), name)
