"""Statistics for one class: pure functions on arrays, each with its reference.

scipy and statsmodels do what they do rightly; own code stands only where they do not (the reason is
in the docstring). What cannot be computed is NaN with a ``Note`` why, never inf and never a crash.
"""
