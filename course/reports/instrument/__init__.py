"""Pages and tables about the tests themselves."""
