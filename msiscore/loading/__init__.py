"""YAML text to checked models: every problem of every file at once, each with its line."""
