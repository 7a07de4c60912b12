"""Figures of the reports, drawn with matplotlib alone, in print size with words of one language."""
