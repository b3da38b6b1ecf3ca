"""Moving in: an existing table becomes a framework and a set of assessments, by a mapping file that says what its columns and words mean."""
