"""What the design of the measurement adds: two forms of a test, and a third point in time."""
