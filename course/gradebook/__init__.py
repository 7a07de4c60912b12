"""nbgrader's database and settings, in our words."""
