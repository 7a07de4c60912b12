"""A lesson's criteria as JavaScript, for feedback on the phone: made from the checkers themselves.

The checkers are plain Python over texts, numbers and tables. ``reach`` finds what a lesson's cells
really use; ``statements``, ``expressions`` and ``names`` write each piece as JavaScript over the
small runtime in ``course/js/feedback``; ``module`` puts cells, pieces, word lists and texts into
one file. There is no second set of rules: what is mended in Python is mended on the phone with the
next ``course site``. Python's syntax is only read, never run, for this.
"""
