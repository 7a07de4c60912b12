"""What leaves a class for a learning platform."""
