"""msiscore: evaluation scorecards for multi-stakeholder initiatives."""

__version__ = "0.1.0"
