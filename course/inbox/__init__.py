"""From what participants send to ``submitted/``: the one door in."""
