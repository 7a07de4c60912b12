"""Tables of an evaluation: frames with documented columns, made by pure functions.

Numbers are unrounded and NaN where they cannot be computed; ``notes`` says why. The reports only
choose, round and translate.
"""
