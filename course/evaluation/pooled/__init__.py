"""Several classes taken together: what needs more people than one class has."""
