"""Sheets that are read, not graded: needs, observation, weekly log, opinions of a workshop."""
