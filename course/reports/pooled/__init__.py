"""The page of several classes together."""
