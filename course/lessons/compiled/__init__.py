"""A lesson's criteria as JavaScript, for feedback on the phone: made from the checkers themselves.

The checkers are plain Python over texts, numbers and tables. ``reach`` finds what a lesson's cells
really use, ``translate`` writes each piece as JavaScript over the small runtime in
``course/js/feedback``, ``lesson`` puts cells, pieces and word lists into one module. There is no second
set of rules: what is mended in Python is mended on the phone with the next ``course site``.
"""
