"""Benchmarks: `python -m benchmarks [NAME ...]`. See README.md."""
