"""Scores to readers: one report object, and a renderer for each format, none of which does arithmetic."""
