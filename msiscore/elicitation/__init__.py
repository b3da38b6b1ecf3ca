"""Weights from people: what they were asked, what they judged, and the shares of weight that follow from it."""
