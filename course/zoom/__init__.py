"""Zoom's own reports: who was there how long, by code."""
