"""Texts of new files: what `msiscore new` and `msiscore init` write for people to fill in."""
