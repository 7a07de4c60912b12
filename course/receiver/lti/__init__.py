"""Lessons opened from a learning platform: the class as an LTI 1.3 tool."""
