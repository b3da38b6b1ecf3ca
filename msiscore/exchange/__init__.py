"""Other ways in and out: the form to fill in with a spreadsheet, and the import of forms, scorecards and plain tables into YAML."""
