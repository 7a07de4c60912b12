"""From scores to the evaluation's tables: pure functions on frames."""
