"""Tables of an evaluation: frames with documented columns, made by pure functions.

Numbers are unrounded and NaN where they cannot be computed; ``notes`` (a tuple of ``Note``) says
why. Steps, groups, categories and flags are codes. The reports only choose, round and say it in
words, so a change of words changes no table.
"""
