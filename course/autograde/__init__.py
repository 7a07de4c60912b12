"""Grading: nbgrader's pipeline parts (``pipeline``) and the engine behind ``course grade``."""
