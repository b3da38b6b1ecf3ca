"""Moving in: a table becomes a framework and a set of assessments, by a mapping that says what its columns and words mean."""
