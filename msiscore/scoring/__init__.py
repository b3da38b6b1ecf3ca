"""Ratings to scores: weighting, aggregation, minimum standards, ranks; the kernel works on plain arrays."""
